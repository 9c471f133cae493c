//! Backups of the teacher's file: made beside it while it is in use, checked, and cleared away by a rule.
//!
//! They lie in a folder beside the file, each a whole file of its own. A copy that is not whole is no backup, so damage
//! never displaces a good one. Nothing that was set aside, and no copy from before an upgrade, is ever cleared away.

mod rolling;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copying, StepResult};

use super::check::{self, Health};
use super::unfinished::{self, MAKING};
use super::window::OneWindow;
use super::{Missing, StoreError, open, reading};

const ENDING: &str = "db";
/// In names of files. Parts of a second are only there where two copies are of one second.
const TIME: &str = "%Y-%m-%dT%H-%M-%S%.fZ";
const SET_ASIDE: &str = "set-aside-";
const BEFORE: &str = "before-format-";

/// Why a copy is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupKind {
    /// Made by the rule, and cleared away by it.
    Rolling,
    /// The file as it was before this version of Quarterturn carried it over to its format.
    BeforeUpgrade,
    /// The file that a restored backup took the place of.
    SetAside,
}

/// A copy of the teacher's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// Why it is there.
    pub kind: BackupKind,
    /// When it was made; of a copy from before an upgrade this is not known.
    pub at: Option<Timestamp>,
}

/// What a backup came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// A new one was made.
    New(PathBuf),
    /// Nothing has changed since this one.
    Unchanged(PathBuf),
}

/// Where the backups of a file are.
pub fn folder_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-backups");
    name.into()
}

/// All copies of a file: rolling ones from the newest on, then the others.
pub fn backups(file: &Path) -> Result<Vec<Backup>, StoreError> {
    let folder = folder_of(file);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(trouble(&folder, &e)),
    };
    let mut all = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| trouble(&folder, &e))?.path();
        all.extend(understand(path));
    }
    all.sort_by_key(|b| (b.kind != BackupKind::Rolling, std::cmp::Reverse(b.at), b.path.clone()));
    Ok(all)
}

/// What a file in the folder is, by its name.
fn understand(path: PathBuf) -> Option<Backup> {
    let name = path.file_name()?.to_str()?.strip_suffix(".db")?;
    let time = |text: &str| TimeZone::UTC.to_timestamp(DateTime::strptime(TIME, text).ok()?).ok();
    let (kind, at) = if let Some(rest) = name.strip_prefix(SET_ASIDE) {
        (BackupKind::SetAside, time(rest))
    } else if name.starts_with(BEFORE) {
        (BackupKind::BeforeUpgrade, None)
    } else {
        (BackupKind::Rolling, Some(time(name)?))
    };
    Some(Backup { path, kind, at })
}

/// Makes a backup now, unless nothing has changed since the last one, and clears away those that the rule no longer keeps.
/// The file may be in use meanwhile. A damaged file gives an error, and the backups stay as they are.
pub fn back_up(file: &Path, now: Timestamp) -> Result<Made, StoreError> {
    let source = open::open(file, Missing::Refuse)?;
    let folder = folder_of(file);
    std::fs::create_dir_all(&folder).map_err(|e| trouble(&folder, &e))?;
    let copy = copy_of(&source, &folder)?;
    let known: Vec<Backup> = backups(file)?.into_iter().filter(|b| b.kind == BackupKind::Rolling).collect();
    if let Some(last) = known.first()
        && same(&last.path, &copy).map_err(|e| trouble(&last.path, &e))?
    {
        return Ok(Made::Unchanged(last.path.clone()));
    }
    let (path, at) = put(copy, &folder, "", now)?;
    let times: Vec<Timestamp> = known.iter().filter_map(|b| b.at).chain([at]).collect();
    for old in rolling::superseded(&times) {
        for backup in known.iter().filter(|b| b.at == Some(old)) {
            std::fs::remove_file(&backup.path).map_err(|e| trouble(&backup.path, &e))?;
        }
    }
    Ok(Made::New(path))
}

/// Gives a copy the name of its time, or of the next moment that no other copy has: none ever takes the place of another.
/// Says what the name is, and the time in it.
fn put(copy: tempfile::TempPath, folder: &Path, kind: &str, now: Timestamp) -> Result<(PathBuf, Timestamp), StoreError> {
    let mut copy = copy;
    let mut at = Timestamp::from_second(now.as_second()).unwrap_or(now);
    loop {
        let path = folder.join(format!("{kind}{}.{ENDING}", at.strftime(TIME)));
        // Some disks cannot refuse a name that is taken; there, a moment between looking and naming is left.
        let named = if path.exists() { Err((copy, ErrorKind::AlreadyExists.into())) } else { without_replacing(copy, &path) };
        match named {
            Ok(()) => return Ok((path, at)),
            Err((back, e)) if e.kind() == ErrorKind::AlreadyExists => copy = back,
            Err((_, e)) => return Err(trouble(&path, &e)),
        }
        at += jiff::SignedDuration::from_millis(1);
    }
}

/// Gives a copy a name that must be free.
fn without_replacing(copy: tempfile::TempPath, path: &Path) -> Result<(), (tempfile::TempPath, std::io::Error)> {
    let again = |e: tempfile::PathPersistError| (e.path, e.error);
    match copy.persist_noclobber(path).map_err(again) {
        Err((copy, e)) if e.kind() != ErrorKind::AlreadyExists => copy.persist(path).map_err(again),
        named => named,
    }
}

/// Keeps a copy of an old file before it is carried over to a newer format.
pub(super) fn before_upgrade(source: &Connection, file: &Path, format: usize) -> Result<(), StoreError> {
    let folder = folder_of(file);
    std::fs::create_dir_all(&folder).map_err(|e| trouble(&folder, &e))?;
    let mut path = folder.join(format!("{BEFORE}{format}.{ENDING}"));
    for number in 2.. {
        if !path.exists() {
            break;
        }
        path = folder.join(format!("{BEFORE}{format}-{number}.{ENDING}"));
    }
    copy_of(source, &folder)?.persist(&path).map_err(|e| trouble(&path, &e.error))
}

/// A checked copy of an open database, on the disk as one file.
fn copy_of(source: &Connection, folder: &Path) -> Result<tempfile::TempPath, StoreError> {
    let made = unfinished::begin(folder).map_err(|e| trouble(folder, &e))?;
    let path = made.into_temp_path();
    let mut copy = Connection::open(&path)?;
    {
        let copying = Copying::new(source, &mut copy)?;
        // All at once: a change by another program in between would mean to begin again.
        match copying.step(-1)? {
            StepResult::Done => {}
            _ => return Err(StoreError::Busy),
        }
    }
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    if let Some(problem) = check::problems(&copy)?.into_iter().next() {
        return Err(StoreError::Damaged(problem));
    }
    copy.close().map_err(|(_, e)| e)?;
    File::options().write(true).open(&path).and_then(|f| f.sync_all()).map_err(|e| trouble(&path, &e))?;
    Ok(path)
}

/// The newest copy that is whole, made by the rule or before an upgrade.
pub fn newest_whole(file: &Path) -> Result<Option<Backup>, StoreError> {
    Ok(backups(file)?.into_iter().find(|b| b.kind != BackupKind::SetAside && matches!(check::check(&b.path), Ok(Health::Whole))))
}

/// Puts a backup in the place of the file, which is set aside among the backups; says where. Nobody else may have the file
/// open.
pub fn restore(file: &Path, backup: &Path, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
    let _window = OneWindow::claim(file)?;
    if let Health::Damaged(problems) = check::check(backup)? {
        let what = problems.into_iter().next().unwrap_or_default();
        return Err(StoreError::Refused(format!("this backup is damaged too ({what}); choose an older one: {}", backup.display())));
    }
    if file.canonicalize().is_ok_and(|file| backup.canonicalize().is_ok_and(|backup| file == backup)) {
        return Err(StoreError::Refused("this is the file itself; name one of its backups (`quarterturn backup --list`)".to_owned()));
    }
    // Among the backups, so that what a crash leaves of it is cleared away with theirs.
    let folder = folder_of(file);
    std::fs::create_dir_all(&folder).map_err(|e| trouble(&folder, &e))?;
    let copy = copy_of(&reading::open_as_it_is(backup)?, &folder)?;
    let aside = if file.exists() { Some(set_aside(file, now)?) } else { None };
    // At every moment there is a file of this name: the old one or the backup.
    copy.persist(file).map_err(|e| trouble(file, &e.error))?;
    Ok(aside)
}

/// Copies a file among its backups, and moves its log there.
fn set_aside(file: &Path, now: Timestamp) -> Result<PathBuf, StoreError> {
    // Only who is alone with it can do this; at its end the log is brought into the file. A damaged one is moved as it is.
    let alone = Connection::open(file).and_then(|db| {
        db.busy_timeout(std::time::Duration::from_secs(2))?;
        db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; ROLLBACK")
    });
    if let Err(e) = alone
        && matches!(StoreError::from(e), StoreError::Busy)
    {
        return Err(StoreError::Busy);
    }
    let folder = folder_of(file);
    let copy = unfinished::begin(&folder).map_err(|e| trouble(&folder, &e))?.into_temp_path();
    std::fs::copy(file, &copy).and_then(|_| File::options().write(true).open(&copy)?.sync_all()).map_err(|e| trouble(&copy, &e))?;
    let (aside, _) = put(copy, &folder, SET_ASIDE, now)?;
    // The log of a damaged file must never lie beside another one, which it would damage.
    for ending in ["-wal", "-shm"] {
        let with = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        match std::fs::rename(with(file), with(&aside)) {
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            done => done.map_err(|e| trouble(file, &e))?,
        }
    }
    Ok(aside)
}

/// Deletes every unfinished copy, also one that is in the making, which comes to nothing then. Gives those that could not be
/// deleted, and why.
pub(super) fn delete_unfinished(file: &Path) -> Result<Vec<(PathBuf, String)>, StoreError> {
    let folder = folder_of(file);
    let entries = match std::fs::read_dir(&folder) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|e| trouble(&folder, &e))?,
    };
    let unfinished = entries.flatten().filter(|e| e.file_name().to_string_lossy().starts_with(MAKING)).map(|e| e.path());
    let delete = |path: PathBuf| match std::fs::remove_file(&path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Some((path, e.to_string())),
        _ => None,
    };
    Ok(unfinished.filter_map(delete).collect())
}

/// Whether two files hold the same.
fn same(one: &Path, other: &Path) -> std::io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let count = one.read(&mut left)?;
        if count == 0 {
            return Ok(true);
        }
        other.read_exact(&mut right[..count])?;
        if left[..count] != right[..count] {
            return Ok(false);
        }
    }
}

fn trouble(path: &Path, error: &std::io::Error) -> StoreError {
    match error.kind() {
        ErrorKind::StorageFull => StoreError::Full,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        _ => StoreError::Unopenable { path: path.to_owned(), reason: error.to_string() },
    }
}
