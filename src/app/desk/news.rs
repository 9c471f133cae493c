//! What the teacher's file answers.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::civil::{Date, DateTime};

use super::order::{GivenAnswer, Order};
use crate::app::clock;
use crate::app::questions::SetNews;
use crate::cards::CardNumber;
use crate::classroom::roster::Plan;
use crate::classroom::{AskingId, AskingRecord, Class, ClassId, Pair, Student, StudentId};
use crate::store::{Backup, BackupKind, Erased, Made};

/// What the desk says.
#[derive(Debug)]
pub enum News {
    /// All classes.
    Classes {
        /// Those that are offered.
        here: Vec<Class>,
        /// Those that were put away.
        away: Vec<Class>,
        /// The one to open with: it meets now, or was taught last.
        first: Option<ClassId>,
    },
    /// A class as the file has it now.
    Loaded(Box<Loaded>),
    /// A class was made.
    Made(ClassId, Plan),
    /// Names were brought in.
    Added(ClassId, Plan),
    /// About sets of questions.
    Sets(SetNews),
    /// A student is in this class now, with this card.
    Moved(StudentId, ClassId, CardNumber),
    /// A student is being erased from this file of so many.
    Erasing(StudentId, usize, usize),
    /// A student is erased.
    Erased(StudentId, Erased),
    /// An asking is open.
    Opened(Box<AskingRecord>),
    /// This answer is on the disk.
    Kept(GivenAnswer),
    /// This student's answer no longer counts.
    Struck(AskingId, StudentId),
    /// An order was not carried out.
    Failed {
        /// Which.
        order: Box<Order>,
        /// Why, in words for a teacher.
        why: String,
    },
    /// The backups that there are.
    Backups(BackupList),
    /// What came of the backup that the teacher asked for.
    BackedUp(Made),
    /// No backup was made, for this reason.
    NotBackedUp(String),
    /// The file is a backup's now; the one before is kept there.
    Restored(Option<PathBuf>),
    /// The file is as it was, for this reason.
    NotRestored(String),
    /// The file cannot be used at all.
    Unusable(Unusable),
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// In words for a teacher.
    pub why: String,
    /// The newest whole backup, where one would help, and when it was made here.
    pub backup: Option<KnownBackup>,
    /// The day here.
    pub today: Date,
}

/// The backups of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupList {
    /// The file itself.
    pub file: PathBuf,
    /// Where they are.
    pub folder: PathBuf,
    /// The day here.
    pub today: Date,
    /// Each of them.
    pub all: Vec<KnownBackup>,
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownBackup {
    /// Where it is.
    pub path: PathBuf,
    /// Why it is there.
    pub kind: BackupKind,
    /// When it was made, by the clock here.
    pub at: Option<DateTime>,
}

impl KnownBackup {
    /// As it is told here.
    pub fn of(backup: Backup) -> Self {
        Self { path: backup.path, kind: backup.kind, at: backup.at.map(clock::here) }
    }
}

/// What the file holds of a class.
#[derive(Debug)]
pub struct Loaded {
    /// The class.
    pub class: ClassId,
    /// Its students, those who left included.
    pub students: Vec<Student>,
    /// Rules about two of them.
    pub pairs: Vec<Pair>,
    /// Who is absent today.
    pub absent: BTreeSet<StudentId>,
    /// What was asked.
    pub askings: Vec<AskingRecord>,
    /// How much of it in the lesson that goes on.
    pub asked: usize,
}
