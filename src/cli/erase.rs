//! `quarterturn erase`: what must not be kept any longer.

use super::{CliError, Context, output, record};
use crate::cards::CardNumber;
use crate::classroom::Student;
use crate::classroom::roster::tidy_name;
use crate::store::{self, Store};

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

/// Which student is meant.
#[derive(Debug, clap::Args)]
pub struct Who {
    /// The class, which may have been left
    #[arg(long, value_name = "NAME")]
    class: String,
    /// The student's name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The card, where several students have the name
    #[arg(long, value_name = "N")]
    card: Option<u16>,
}

impl Who {
    /// The file and the one student that is meant.
    pub fn find(&self, context: &Context) -> Result<(Store, Student), CliError> {
        let (store, class) = record::open_class(context, &self.class)?;
        let name = tidy_name(&self.name);
        let mut found = store.students(class.id).map_err(CliError::store)?;
        found.retain(|s| s.name == name && self.card.is_none_or(|n| s.card == CardNumber(n)));
        match found.len() {
            0 => Err(CliError::unusable(format!("there is no student of this name and card in class {}: {name}", class.name))),
            1 => Ok((store, found.remove(0))),
            n => Err(CliError::unusable(format!("{n} students of class {} are called {name}; say which with --card", class.name))),
        }
    }
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    let Command::Student { who, yes } = command;
    let (store, student) = who.find(context)?;
    drop(store);
    if !yes {
        return Err(CliError::unusable(format!(
            "this erases {} (card {}) for good, also from the backups; add --yes to do it",
            student.name, student.card
        )));
    }
    let erased = store::erase_student(&context.data()?, student.id).map_err(CliError::store)?;
    output::print(&format!("Erased with {} answers, also from {} backups\n", erased.answers, erased.rewritten.len()))?;
    for (path, why) in &erased.left {
        eprintln!("this copy may still hold the student, delete it yourself: {why}: {}", path.display());
    }
    if erased.left.is_empty() { Ok(()) } else { Err(CliError::failed("not every copy could be written anew; see above")) }
}
