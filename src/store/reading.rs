//! Opening a file only to read it, also where nothing may be written: on a disk that is locked, in somebody else's folder.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::StoreError;
use super::open::{BUSY, UPGRADES, format, look_around, recognise};

/// Opens a teacher's file that is there, to read it. Where it may be written, its log is played back and it is upgraded, as
/// for whoever changes it; elsewhere it is read where it lies, and nothing is put beside it.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    match super::open::open(path, super::Missing::Refuse) {
        Err(StoreError::ReadOnly) => {}
        opened => return opened,
    }
    let db = unchanged(path)?;
    if format(&db)? < UPGRADES.len() {
        return Err(StoreError::OldAndReadOnly(path.to_owned()));
    }
    look_around(&db)?;
    Ok(db)
}

/// Opens a file of ours, of whatever format, as it is: it is not upgraded.
pub(super) fn open_as_it_is(path: &Path) -> Result<Connection, StoreError> {
    // A file whose last program was killed may need its log played back, which only a writer can do.
    match with(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Err(StoreError::ReadOnly) => unchanged(path),
        opened => opened,
    }
}

/// The same where nothing may be written.
fn unchanged(path: &Path) -> Result<Connection, StoreError> {
    // This works beside another program that has the file open, whose log it reads.
    match with(path, path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        Err(StoreError::ReadOnly) => {}
        opened => return opened,
    }
    // Where the log's index cannot be made and there is no log, the file is all there is.
    match unchanging(path) {
        Some(address) => with(path, address.as_ref(), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI),
        None => Err(StoreError::LogUnread(path.to_owned())),
    }
}

fn with(path: &Path, address: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let db = Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(|e| StoreError::unopenable(path, &e))?;
    db.busy_timeout(BUSY)?;
    // A hostile file must not run anything through its schema.
    db.pragma_update(None, "trusted_schema", "OFF")?;
    if recognise(&db, path)? { Err(StoreError::NotOurs(path.to_owned())) } else { Ok(db) }
}

/// The address by which SQLite takes a file for one that nobody changes, where it has no log.
fn unchanging(path: &Path) -> Option<String> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return None;
    }
    let path = path.canonicalize().ok()?.to_str()?.replace('\\', "/");
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b':' | b'.' | b'-' | b'_');
    let escaped = path.trim_start_matches('/').bytes().map(|b| if is_plain(b) { char::from(b).to_string() } else { format!("%{b:02x}") });
    Some(format!("file:///{}?immutable=1", escaped.collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Missing, Store};

    #[test]
    fn a_file_that_may_only_be_read_is_read_where_it_lies() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("5b #1, 100 % ä.db");
        drop(Store::open(&file, Missing::Create).expect("a file"));
        let address = unchanging(&file).expect("it has no log");
        let db = Connection::open_with_flags(address, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI).expect("opens");
        assert!(!recognise(&db, &file).expect("ours"));
        // Nothing was put beside it, as SQLite does where it may.
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
        let mut log = file.as_os_str().to_owned();
        log.push("-wal");
        std::fs::write(log, b"answers").expect("written");
        assert_eq!(unchanging(&file), None);
    }
}
