//! The command line: thin, prints what the parts return. Results go to stdout, diagnostics to stderr.

use std::process::ExitCode;

/// Runs the program with its arguments.
pub fn run() -> ExitCode {
    ExitCode::from(2)
}
