//! Printing that knows when nobody listens any more, and files written whole.

use std::io::Write;
use std::path::Path;

use super::CliError;
use crate::exchange;

/// Prints to stdout; a closed pipe is a failure, not a panic.
pub fn print(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| CliError::failed(format!("the result cannot be printed: {e}")))
}

/// A text from elsewhere as one line that does nothing to a terminal.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Makes a folder, if it is not there, for what an option asks for.
pub fn make_folder(folder: &Path, option: &str) -> Result<(), CliError> {
    if folder.is_file() {
        return Err(CliError::unusable(format!("{} is a file, not a folder; name another one with {option}", folder.display())));
    }
    std::fs::create_dir_all(folder)
        .map_err(|e| CliError::unusable(format!("the folder {} cannot be made: {e}; name another one with {option}", folder.display())))
}

/// Writes a file whole or not at all: into a file beside it first, which then takes its name.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let problem = |e| CliError::failed(format!("{} cannot be written: {e}; name a file in a folder that you may write to", path.display()));
    if !folder.is_dir() {
        return Err(CliError::unusable(format!(
            "{} cannot be written: there is no folder {}; make it first or name another file",
            path.display(),
            folder.display()
        )));
    }
    if path.is_dir() {
        return Err(CliError::unusable(format!("{} is a folder; name a file in it", path.display())));
    }
    exchange::write_whole(path, bytes).map_err(problem)
}
