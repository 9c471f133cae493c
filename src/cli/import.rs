//! `quarterturn import`: a new teacher's file from what `export everything` wrote.

use std::path::PathBuf;

use super::{CliError, Context, output};
use crate::exchange::{self, ExchangeError};

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file that `export everything` wrote
    file: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let data = context.data()?;
    let rows = exchange::import_everything(&args.file, &data).map_err(|e| failure(e, &args.file))?;
    output::print(&format!("{rows} rows brought in; the teacher's file is {}\n", data.display()))
}

/// A failure that names the file where it is about it.
pub(super) fn failure(error: ExchangeError, file: &std::path::Path) -> CliError {
    match error {
        ExchangeError::Store(e) => CliError::store(e),
        ExchangeError::NotWritten(_) => CliError::failed(error),
        e => CliError::unusable(format!("{e}: {}", file.display())),
    }
}
