//! `quarterturn question`: sets of questions in and out.

mod file;
mod preview;

use std::path::PathBuf;

use super::{CliError, Context, output};

/// What to do with questions.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Show what a file of questions holds, and what of it could not be carried over; nothing is kept
    Preview {
        /// GIFT, Moodle XML, Aiken, CSV, XLSX, ODS, or a set sent by a colleague
        file: PathBuf,
        /// What the file is; left out: guessed
        #[arg(long, value_enum)]
        format: Option<file::Format>,
    },
}

/// Runs the command.
pub fn run(command: &Command, _context: &Context) -> Result<(), CliError> {
    match command {
        Command::Preview { file, format } => preview::run(file, *format),
    }
}
