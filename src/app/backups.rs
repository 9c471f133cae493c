//! Backups on a thread of their own: when the window opens, and after each lesson.

use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::{AppError, clock};
use crate::store;

/// The thread's other end; it ends with this, once a backup in the making is done.
#[derive(Debug)]
pub struct Backups(SyncSender<()>);

impl Backups {
    /// Makes the thread. It tells why a backup could not be made.
    pub fn begin(file: PathBuf, tell: impl Fn(String) + Send + 'static) -> Result<Self, AppError> {
        let (asks, inbox) = sync_channel(1);
        let work = move || {
            for () in inbox {
                if let Err(problem) = store::back_up(&file, clock::now()) {
                    tell(problem.to_string());
                }
            }
        };
        thread::Builder::new().name("backups".to_owned()).spawn(work).map_err(AppError::NoThread)?;
        Ok(Self(asks))
    }

    /// Asks for a backup; one that waits already will do.
    pub fn ask(&self) {
        let _ = self.0.try_send(());
    }
}
