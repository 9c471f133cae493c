//! What can go wrong with the teacher's file, in words for the teacher.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A failure of the teacher's file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file.
    #[error("there is no teacher's file yet; make one by bringing in a class (`class import`) or by opening the window: {}", .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("this is not a file of Quarterturn, and it was left as it is; choose another one: {}", .0.display())]
    NotOurs(PathBuf),
    /// A newer Quarterturn wrote the file.
    #[error("a newer Quarterturn wrote this file (format {found}, this one knows up to {known}), and it was left as it is; install the newer one: {}", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that is understood.
        known: i64,
    },
    /// The file cannot be opened.
    #[error("the teacher's file cannot be opened; check the folder and its permissions: {reason}: {}", .path.display())]
    Unopenable {
        /// The file.
        path: PathBuf,
        /// Why, in the system's words.
        reason: String,
    },
    /// Another window has the file.
    #[error("another window is open on this file; go on there, or close it first: {}", .0.display())]
    AlreadyOpen(PathBuf),
    /// The file or its folder may not be written.
    #[error("the teacher's file may only be read, so nothing can be kept in it; check the permissions of the file and its folder")]
    ReadOnly,
    /// The file has a log beside it, which can only be read where something may be written.
    #[error(
        "the teacher's file may only be read here, and the last changes are in its log, {}-wal; copy both into a folder of yours and name the copy with --data: {}", .0.display(), .0.display()
    )]
    LogUnread(PathBuf),
    /// The file is older than this version and may not be written, so it cannot be upgraded.
    #[error("an older Quarterturn wrote this file, and it may only be read here, so it cannot be carried over; copy it into a folder of yours and name the copy with --data: {}", .0.display())]
    OldAndReadOnly(PathBuf),
    /// The disk is full.
    #[error("the disk is full, so this was not kept; make some room and do it again")]
    Full,
    /// The disk itself gives trouble.
    #[error(
        "the disk with the teacher's file gives trouble ({0}), so this was not done; check that it is plugged in and has some room, and do it again"
    )]
    Disk(String),
    /// Another program holds the file for too long.
    #[error("another program keeps the teacher's file busy, so this was not kept; close it and do it again")]
    Busy,
    /// The file is damaged.
    #[error("the teacher's file is damaged: {0}; `quarterturn restore` goes on with the last whole backup and keeps the damaged file")]
    Damaged(String),
    /// The request contradicts what the file holds.
    #[error("{0}")]
    Refused(String),
    /// A failure that should not happen.
    #[error("the teacher's file could not be used: {}", plain(.0))]
    Unexpected(rusqlite::Error),
}

impl StoreError {
    /// A file that SQLite cannot open; what it says may end with the place, which is said anyway.
    pub(super) fn unopenable(path: &Path, problem: &rusqlite::Error) -> Self {
        let (words, place) = (problem.to_string(), format!(": {}", path.display()));
        Self::Unopenable { path: path.to_owned(), reason: words.trim_end_matches(&place).to_owned() }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
        if matches!(error, FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..)) {
            return Self::Damaged(error.to_string());
        }
        match error.sqlite_error_code() {
            // SQLite has the file itself; it is the log beside it that it cannot make.
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::SystemIoFailure) => Self::Disk(error.to_string()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Unexpected(error),
        }
    }
}

/// What went wrong, without the statements that ran into it.
fn plain(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}
