//! The teacher's file: classes, questions, askings and answers in one SQLite database.
//!
//! Every change is one named operation in one transaction; when it returns, it is on the disk (write-ahead log,
//! `synchronous = FULL`). Answers are only ever added.

mod asking;
mod class;
mod error;
mod open;
mod results;
mod rows;
mod window;

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use error::StoreError;
pub use open::{Health, Missing, check};
pub use results::ResultRow;
pub use rows::{NewFile, Table};
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

    /// A transaction that is the only writer from its first moment on.
    fn write(&mut self) -> Result<Transaction<'_>, StoreError> {
        Ok(self.db.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

/// A value that this program would not have written.
fn unreadable(table: &str, column: &str, value: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged(format!("table {table}, column {column} holds “{value}”"))
}
