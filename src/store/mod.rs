//! The teacher's file: classes, questions, askings and answers in one SQLite database.
//!
//! Every change is one named operation in one transaction; when it returns, it is on the disk (write-ahead log,
//! `synchronous = FULL`). Answers are only ever added.

mod about;
mod answer;
mod asking;
mod backup;
mod check;
mod class;
mod erase;
mod error;
mod lesson;
mod open;
mod question;
mod reading;
mod results;
mod roster;
mod rows;
mod set;
mod skill;
mod student;
mod unfinished;
mod values;
mod window;

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use about::{AboutAnswer, AboutStudent};
pub use asking::Names;
pub use backup::{Backup, BackupKind, Made, back_up, backups, folder_of, newest_whole, restore};
pub use check::{Health, check};
pub use erase::{Erased, erase_student, erase_traces};
pub use error::StoreError;
pub use open::Missing;
pub use results::{ResultRow, ResultsOf};
pub use rows::{NewFile, Table};
pub use set::{DeletedSet, SetEntry};
pub use unfinished::begin_open as begin_file;
pub use window::OneWindow;

/// An open teacher's file.
#[derive(Debug)]
pub struct Store {
    db: Connection,
}

impl Store {
    /// Opens a file, making it if it is missing and `missing` says so, and upgrades it to this version's format.
    pub fn open(path: &Path, missing: Missing) -> Result<Self, StoreError> {
        Ok(Self { db: open::open(path, missing)? })
    }

    /// Opens a file that is there, only to read it: it may lie where nothing can be written.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { db: reading::open_to_read(path)? })
    }

    /// A transaction that is the only writer from its first moment on.
    fn write(&mut self) -> Result<Transaction<'_>, StoreError> {
        Ok(self.db.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}
