//! Printing that knows when nobody listens any more.

use std::io::Write;

use super::CliError;

/// Prints to stdout; a closed pipe is a failure, not a panic.
pub fn print(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| CliError::failed(format!("the result cannot be printed: {e}")))
}
