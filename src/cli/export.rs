//! `quarterturn export`: results for other programs.

use super::{CliError, Context, output, record};
use crate::exchange;
use crate::store::{Missing, Store};

/// What to export.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Every student's last answer in every asking
    Answers {
        /// Print CSV
        #[arg(long, required = true)]
        csv: bool,
        /// Only this class
        #[arg(long, value_name = "NAME")]
        class: Option<String>,
    },
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    let Command::Answers { csv: _, class } = command;
    let (store, class) = match class {
        Some(name) => record::open_class(context, name).map(|(store, class)| (store, Some(class.id)))?,
        None => (Store::open(&context.data()?, Missing::Refuse).map_err(CliError::store)?, None),
    };
    let rows = store.results(class).map_err(CliError::store)?;
    output::print(&exchange::results_csv(&rows).map_err(|e| CliError::failed(format!("the table cannot be made: {e}")))?)
}
