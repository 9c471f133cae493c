//! `quarterturn erase`: what must not be kept any longer.

use super::student::Who;
use super::{CliError, Context, output};
use crate::store;

/// What to erase.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Erase a student with all answers, from the file and its backups; this cannot be undone
    Student {
        #[command(flatten)]
        who: Who,
        /// Do it
        #[arg(long)]
        yes: bool,
    },
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    let Command::Student { who, yes } = command;
    let (store, _, student) = who.find(context)?;
    drop(store);
    if !yes {
        return Err(CliError::unusable(format!(
            "this erases {} (card {}) for good, also from the backups; add --yes to do it",
            student.name, student.card
        )));
    }
    let say = |number, count| {
        if count > 1 {
            eprintln!("writing anew: {number} of {count} files");
        }
    };
    let erased = store::erase_student(&context.data()?, student.id, say).map_err(CliError::store)?;
    output::print(&format!("Erased with {} answers, also from {} backups\n", erased.answers, erased.rewritten.len()))?;
    for (path, why) in &erased.left {
        eprintln!("this copy may still hold the student, delete it yourself: {why}: {}", path.display());
    }
    if erased.left.is_empty() { Ok(()) } else { Err(CliError::failed("not every copy could be written anew; see above")) }
}
