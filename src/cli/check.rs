//! `quarterturn check`: whether the teacher's file is whole.

use super::{CliError, Context, output};
use crate::store::{self, Health, StoreError};

/// Runs the command.
pub fn run(context: &Context) -> Result<(), CliError> {
    let path = context.data()?;
    match store::check(&path) {
        Ok(Health::Whole) => output::print(&format!("The file is whole: {}\n", path.display())),
        Ok(Health::Damaged(problems)) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            let next = match store::newest_whole(&path) {
                Ok(Some(backup)) => format!("`quarterturn restore` goes on with the last whole backup, {}", backup.path.display()),
                _ => "there is no whole backup of it, so keep the file".to_owned(),
            };
            Err(CliError::failed(format!("the file is damaged; {next}: {}", path.display())))
        }
        Err(e @ StoreError::NotOurs(_)) => Err(CliError::failed(match store::newest_whole(&path) {
            Ok(Some(backup)) => {
                format!("{e}; if it was one, `quarterturn restore` goes on with the last backup, {}", backup.path.display())
            }
            _ => e.to_string(),
        })),
        Err(e @ StoreError::Newer { .. }) => Err(CliError::failed(e)),
        Err(e) => Err(CliError::store(e)),
    }
}
