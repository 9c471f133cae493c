//! What the window asks of the teacher's file.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::app::classes::ClassFact;
use crate::app::questions::SetOrder;
use crate::app::students::StudentChange;
use crate::cards::{Answer, CardNumber};
use crate::classroom::roster::Row;
use crate::classroom::{AnswerSource, AskingId, ClassId, Question, StudentId};
use crate::store::Names;

/// One change or question to the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// The list of classes.
    Classes,
    /// Students and askings of a class.
    Load(ClassId),
    /// A class with these students.
    MakeClass {
        /// Its name.
        name: String,
        /// Its deck.
        deck: &'static str,
        /// Its students.
        rows: Vec<Row>,
    },
    /// Rows of a list, into a class that is there.
    AddRows {
        /// Where.
        class: ClassId,
        /// What.
        rows: Vec<Row>,
    },
    /// Another name for a class.
    RenameClass(ClassId, String),
    /// One thing that a class is about.
    ChangeClass(ClassId, ClassFact),
    /// Another name for a student.
    RenameStudent(ClassId, StudentId, String),
    /// Another card.
    SetCard(ClassId, StudentId, CardNumber),
    /// Left or back.
    SetActive(ClassId, StudentId, bool),
    /// Another change to a student, with the class that is shown.
    Student(ClassId, StudentChange),
    /// A question is asked.
    Open {
        /// Of whom.
        class: ClassId,
        /// What.
        question: Question,
        /// Whether names are kept.
        names: Names,
        /// When.
        at: Timestamp,
    },
    /// What was asked of a class then is asked once more.
    AskAgain(ClassId, AskingId, Names, Timestamp),
    /// An answer.
    Answer(GivenAnswer),
    /// The student's answer does not count.
    Strike(AskingId, StudentId, Timestamp),
    /// No more answers.
    Close(ClassId, AskingId, Timestamp),
    /// Answers again.
    Reopen(ClassId, AskingId),
    /// The lesson of a class is over.
    EndLesson(ClassId, Timestamp),
    /// Something about sets of questions.
    Sets(SetOrder),
    /// The list of backups.
    Backups,
    /// Make one now.
    BackUp,
    /// Put this one in the place of the file, and go on with it.
    Restore(PathBuf),
    /// Try once more to open a file that could not be used.
    OpenAgain,
}

/// An answer to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenAnswer {
    /// To which asking.
    pub asking: AskingId,
    /// By whom.
    pub student: StudentId,
    /// What.
    pub answer: Answer,
    /// How it came in.
    pub source: AnswerSource,
    /// How sure the reader is.
    pub confidence: Option<f32>,
    /// When.
    pub at: Timestamp,
}
