//! One window a file: two would each show what the other has already changed.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

use super::StoreError;

/// The right to open a window on a teacher's file, for as long as this lives. The system takes it back when the program
/// ends, however it ends. The command line does not ask for it.
#[derive(Debug)]
pub struct OneWindow {
    /// Locked; an empty file beside the teacher's, which stays there.
    beside: File,
}

impl OneWindow {
    /// Claims the right, or says that another window has it.
    pub fn claim(path: &Path) -> Result<Self, StoreError> {
        // The same file under another name is the same file.
        let mut beside = path.canonicalize().unwrap_or_else(|_| path.to_owned()).into_os_string();
        beside.push("-window");
        let file = File::options().write(true).create(true).truncate(false).open(beside).map_err(|e| match e.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
            _ => StoreError::Unopenable { path: path.to_owned(), reason: e.to_string() },
        })?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::AlreadyOpen(path.to_owned())),
            // Some network drives know no locks; a second window there is better than none at all.
            Err(TryLockError::Error(e)) if e.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(e)) => return Err(StoreError::Unopenable { path: path.to_owned(), reason: e.to_string() }),
        }
        Ok(Self { beside: file })
    }
}

impl Drop for OneWindow {
    fn drop(&mut self) {
        // By itself the system waits for a program just being started, which has the lock until it runs. Where nothing was
        // locked there is nothing to give back.
        _ = self.beside.unlock();
    }
}
