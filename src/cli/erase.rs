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
    /// Finish an erasure that was cut short: write the file anew, so that nothing deleted is left in it
    Traces,
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    match command {
        Command::Student { who, yes } => student(who, *yes, context),
        Command::Traces => {
            let file = context.data()?;
            store::erase_traces(&file).map_err(CliError::store)?;
            output::print(&format!("Written anew: {}\n", file.display()))
        }
    }
}

fn student(who: &Who, yes: bool, context: &Context) -> Result<(), CliError> {
    let store = context.store()?;
    let (_, student) = who.find(&store)?;
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
        eprintln!("this file may still hold the student: {why}: {}", path.display());
    }
    if erased.left.is_empty() {
        Ok(())
    } else {
        Err(CliError::failed("not every file could be written anew; see above, and delete copies by hand"))
    }
}
