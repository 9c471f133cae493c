//! Backups on a thread of their own: when the window opens, after each lesson, and when the teacher asks.

use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::{AppError, clock};
use crate::store::{self, Made, StoreError};

/// Who asked for a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The program.
    ByItself,
    /// The teacher, who wants to know what came of it.
    ByTeacher,
}

/// The thread's other end; it ends with this, once a backup in the making is done.
#[derive(Debug)]
pub struct Backups(SyncSender<Asked>);

impl Backups {
    /// Makes the thread. It tells what came of each backup.
    pub fn begin(file: PathBuf, tell: impl Fn(Asked, Result<Made, StoreError>) + Send + 'static) -> Result<Self, AppError> {
        // One that is being made, one by itself and one of the teacher's behind it.
        let (asks, inbox) = sync_channel(2);
        let work = move || {
            for asked in inbox {
                tell(asked, store::back_up(&file, clock::now()));
            }
        };
        thread::Builder::new().name("backups".to_owned()).spawn(work).map_err(AppError::NoThread)?;
        Ok(Self(asks))
    }

    /// Asks for a backup; where several wait already, they will do.
    pub fn ask(&self, who: Asked) {
        let _ = self.0.try_send(who);
    }
}
