//! Opening the teacher's file: settings, then upgrades, in one place.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{StoreError, backup, check};

/// Marks a database as ours: `QTRN`.
pub(super) const APPLICATION_ID: i64 = 0x5154_524e;
/// The steps from one format to the next; format n is what the first n of them make.
pub(super) const UPGRADES: [&str; 2] = [include_str!("upgrade/0001.sql"), include_str!("upgrade/0002.sql")];
/// How long a writer waits for another one: the command line beside an open window.
pub(super) const BUSY: Duration = Duration::from_secs(10);

/// Whether a missing file is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A new file is made.
    Create,
    /// It is an error.
    Refuse,
}

pub(super) fn open(path: &Path, missing: Missing) -> Result<Connection, StoreError> {
    if path.is_dir() {
        return Err(StoreError::Unopenable { path: path.to_owned(), reason: "it is a folder".to_owned() });
    }
    let size = match std::fs::metadata(path) {
        Ok(found) => Some(found.len()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => return Err(StoreError::Unopenable { path: path.to_owned(), reason: e.to_string() }),
    };
    match (missing, size) {
        (Missing::Refuse, None) => return Err(StoreError::Missing(path.to_owned())),
        (Missing::Refuse, Some(0)) => return Err(StoreError::NotOurs(path.to_owned())),
        (Missing::Create, None) => make_private(path),
        (Missing::Create | Missing::Refuse, Some(_)) => {}
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(path, flags).map_err(|e| StoreError::unopenable(path, &e))?;
    db.busy_timeout(BUSY)?;
    if recognise(&db, path)? && missing == Missing::Refuse {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    if (1..UPGRADES.len()).contains(&format(&db)?) {
        backup::before_upgrade(&db, path, UPGRADES.len())?;
    }
    ready(&mut db, path)?;
    Ok(db)
}

/// Makes an empty file that no other user of the computer may read, where the system knows that; what SQLite lays beside it is then
/// as private. What goes wrong here SQLite says in the next moment.
fn make_private(path: &Path) {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(empty) = tempfile::Builder::new().prefix(".quarterturn-").tempfile_in(folder) {
        _ = empty.persist_noclobber(path);
    }
}

/// Whether a copy of a teacher's file, of whatever format, has a student of this number. The copy stays as it is.
pub(super) fn is_in_copy(path: &Path, student: i64) -> Result<bool, StoreError> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|e| StoreError::unopenable(path, &e))?;
    if recognise(&db, path)? {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    Ok(db.query_row("SELECT EXISTS (SELECT 1 FROM student WHERE id = ?1)", [student], |row| row.get(0))?)
}

/// Opens a copy of a teacher's file, to change it.
pub(super) fn open_copy(path: &Path) -> Result<Connection, StoreError> {
    let mut db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|e| StoreError::unopenable(path, &e))?;
    if recognise(&db, path)? {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    ready(&mut db, path)?;
    Ok(db)
}

/// Settings, a look around, and upgrades: from here on it is a file of this version.
pub(super) fn ready(db: &mut Connection, path: &Path) -> Result<(), StoreError> {
    // WAL lets the window read while the command line writes; FULL makes a commit wait until the disk has it.
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    // On macOS only this empties the drive's own cache; elsewhere it changes nothing.
    db.pragma_update(None, "fullfsync", "ON")?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    // What is deleted is overwritten: these are children's data.
    db.pragma_update(None, "secure_delete", "ON")?;
    // A hostile file must not run anything through its schema.
    db.pragma_update(None, "trusted_schema", "OFF")?;
    look_around(db)?;
    upgrade(db, path)
}

/// The format's version; 0 in a new file.
pub(super) fn format(db: &Connection) -> Result<usize, StoreError> {
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(0))
}

/// The cheap part of [`super::check()`]: every table is there as it was made, and its first page can be read.
pub(super) fn look_around(db: &Connection) -> Result<(), StoreError> {
    if let Some(problem) = check::schema_problems(db)?.into_iter().next() {
        return Err(StoreError::Damaged(problem));
    }
    let mut names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for name in names {
        let mut first = db.prepare(&format!("SELECT * FROM \"{}\" LIMIT 1", name.replace('"', "\"\"")))?;
        first.query([])?.next()?;
    }
    Ok(())
}

/// Refuses what is not ours or newer than us, before anything is written; whether it is a new, empty database.
pub(super) fn recognise(db: &Connection, path: &Path) -> Result<bool, StoreError> {
    let read = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (application, version) = match read("application_id").and_then(|a| Ok((a, read("user_version")?))) {
        Ok(found) => found,
        Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => return Err(StoreError::NotOurs(path.to_owned())),
        Err(e) => return Err(e.into()),
    };
    let objects: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_new = application == 0 && version == 0 && objects == 0;
    if !is_new && application != APPLICATION_ID {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    if !is_new && version < 1 {
        return Err(StoreError::Damaged(format!("it says that its format is {version}, which there never was")));
    }
    let known = UPGRADES.len() as i64;
    if version > known {
        return Err(StoreError::Newer { path: path.to_owned(), found: version, known });
    }
    Ok(is_new)
}

fn upgrade(db: &mut Connection, path: &Path) -> Result<(), StoreError> {
    if format(db)? == UPGRADES.len() {
        return Ok(());
    }
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have upgraded it in the meantime.
    recognise(&transaction, path)?;
    let from = format(&transaction)?;
    let misfit = || StoreError::Damaged("what is in it does not fit together, so it was not upgraded and is as it was".to_owned());
    for step in UPGRADES.iter().skip(from) {
        transaction.execute_batch(step).map_err(|e| match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ConstraintViolation) => misfit(),
            _ => e.into(),
        })?;
    }
    if transaction.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(misfit());
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", UPGRADES.len() as i64)?;
    Ok(transaction.commit()?)
}

/// Makes the tables of this version in an empty database.
pub(super) fn make(db: &mut Connection, path: &Path, version: i64) -> Result<(), StoreError> {
    let known = UPGRADES.len() as i64;
    if version > known {
        return Err(StoreError::Newer { path: path.to_owned(), found: version, known });
    }
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in UPGRADES.iter().take(usize::try_from(version).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", version)?;
    Ok(transaction.commit()?)
}
