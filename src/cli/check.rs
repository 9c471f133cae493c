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
            Err(CliError::failed(format!("the file is damaged; keep it, and go on with a copy from before: {}", path.display())))
        }
        Err(e @ (StoreError::NotOurs(_) | StoreError::Newer { .. })) => Err(CliError::failed(e)),
        Err(e) => Err(CliError::store(e)),
    }
}
