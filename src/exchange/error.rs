//! Why a file cannot be used at all, in words for the teacher. What is wrong with single lines is listed instead.

use std::io::ErrorKind;

use crate::store::StoreError;

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// A workbook as Excel wrote it before 2007, or an encrypted one, which looks the same from outside.
    #[error("this is a workbook of the old kind (.xls) or one with a password; save it as .xlsx without one, or as CSV")]
    OldWorkbook,
    /// Bytes that are no text.
    #[error("this is neither text nor a workbook; save the list as CSV or XLSX")]
    NoText,
    /// A workbook that cannot be read.
    #[error("the workbook cannot be read: {0}; save it again, or save the sheet as CSV")]
    Workbook(String),
    /// XML that is not well-formed.
    #[error("line {line}, column {column}: this is no proper XML ({reason}); export the questions again")]
    Xml {
        /// The line, from 1.
        line: usize,
        /// The character in it, from 1.
        column: usize,
        /// What was expected.
        reason: String,
    },
    /// XML of something else.
    #[error("line 1: expected <quiz> as Moodle writes it, found <{0}>; export the questions as Moodle XML")]
    NotQuiz(String),
    /// XML that defines entities.
    #[error("this XML defines its own signs (DOCTYPE), which is not read; export the questions as Moodle XML")]
    Doctype,
    /// A set that cannot be read.
    #[error("the set cannot be read: {0}; ask for it again")]
    Set(String),
    /// A set that a newer program wrote.
    #[error("a newer Quarterturn wrote this set; install the newer one, or ask for the questions as CSV")]
    NewerSet,
    /// A table without the columns of questions.
    #[error("line {line}: expected the names of the columns here, at least “question” and “A” and “B”, or “right”; see docs/questions.md")]
    NoColumns {
        /// The line, from 1.
        line: usize,
    },
    /// More than questions ever are.
    #[error("this is more than a file of questions ({} MB); split it", .0.div_ceil(1 << 20))]
    TooLarge(u64),
    /// A table without the columns of a curriculum.
    #[error("line {line}: expected the names of the columns here: unit, days, lesson, skill, skill name; see docs/curricula.md")]
    NoCurriculum {
        /// The line, from 1.
        line: usize,
    },
    /// A format that nobody can guess.
    #[error("this is no GIFT, Moodle XML, Aiken, CSV, XLSX or ODS file and no set of ours; export the questions as one of these")]
    UnknownFormat,
    /// A file of everything that cannot be read.
    #[error("the file cannot be brought in, and nothing was kept of it: {0}; export it again")]
    Everything(String),
    /// A row in it that cannot be kept.
    #[error("{table}, line {line}: {reason}; nothing was kept of the file")]
    EverythingRow {
        /// The table's file.
        table: String,
        /// The line in it, from 1.
        line: usize,
        /// What was expected.
        reason: String,
    },
    /// The teacher's file could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something else than a picture.
    #[error("this is no picture that can be shown; choose a PNG, JPEG, GIF, WebP or BMP file")]
    NoPicture,
    /// More than a picture for a question ever needs.
    #[error("the picture is too large; make it smaller than 10 MB")]
    LargePicture,
    /// A folder, for instance.
    #[error("this is no file; choose the file with the questions")]
    NoFile,
    /// A file could not be read or written.
    #[error("{}", of_the_disk(.0))]
    File(#[from] std::io::Error),
    /// A table that could not be written.
    #[error("the table cannot be made: {0}")]
    NotWritten(String),
}

/// What the system says of a file, as far as a teacher can do something about it.
fn of_the_disk(problem: &std::io::Error) -> String {
    match problem.kind() {
        ErrorKind::NotFound => "there is no file or folder of this name; check whether it was moved or renamed".to_owned(),
        ErrorKind::PermissionDenied => {
            "this account may not read or write it; take a copy in a folder of your own, or ask whose it is".to_owned()
        }
        _ => format!("the file cannot be read or written: {problem}; check the disk and the folder"),
    }
}
