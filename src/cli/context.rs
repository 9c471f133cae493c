//! What commands share: where the teacher's file is.

use std::path::PathBuf;

use super::CliError;
use crate::store::{Missing, Store};

/// The environment's name for the teacher's file.
const VARIABLE: &str = "QUARTERTURN_DATA";

/// What the program was started with.
#[derive(Debug)]
pub struct Context {
    data: Option<PathBuf>,
}

impl Context {
    /// With the file given to `--data`, if one was.
    pub fn new(data: Option<PathBuf>) -> Self {
        Self { data }
    }

    /// The teacher's file: `--data`, else `QUARTERTURN_DATA`, else the user's data directory, which is made if missing.
    pub fn data(&self) -> Result<PathBuf, CliError> {
        if let Some(path) = &self.data {
            return Ok(path.clone());
        }
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
        if let Some(path) = std::env::var_os(VARIABLE).filter(|v| !v.is_empty()) {
            return Ok(path.into());
        }
        let folders = directories::ProjectDirs::from("org", "Quarterturn", "Quarterturn").ok_or_else(|| {
            CliError::unusable("this user has no home folder to keep the teacher's file in; name a file with --data FILE")
        })?;
        let folder = folders.data_dir();
        std::fs::create_dir_all(folder).map_err(|e| {
            CliError::failed(format!(
                "the folder for the teacher's file cannot be made: {e}; name a file with --data FILE: {}",
                folder.display()
            ))
        })?;
        Ok(folder.join("quarterturn.db"))
    }

    /// The teacher's file, which must be there, to change something in it.
    pub fn store(&self) -> Result<Store, CliError> {
        Store::open(&self.data()?, Missing::Refuse).map_err(CliError::store)
    }

    /// The same only to be read: it may lie where nothing can be written.
    pub fn store_to_read(&self) -> Result<Store, CliError> {
        Store::open_to_read(&self.data()?).map_err(CliError::store)
    }
}
