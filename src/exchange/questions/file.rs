//! Files of questions on the disk: read with the pictures beside them, and sets written in every format.

use std::path::Path;

use super::{
    Format, LARGEST_BYTES, QuestionList, SetFile, read_questions, read_set_file, write_csv, write_gift, write_set_file, write_xlsx,
};
use crate::classroom::Folder;
use crate::exchange::ExchangeError;

/// What a file of questions holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionFile {
    /// The questions, and what could not be carried over.
    pub list: QuestionList,
    /// Of a set: its folder and name.
    pub set: Option<(Folder, String)>,
}

/// Reads and understands a file; `format` is guessed where nobody says it, and the pictures of a table lie beside it.
pub fn read_question_file(path: &Path, format: Option<Format>) -> Result<QuestionFile, ExchangeError> {
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        return Err(ExchangeError::NoFile);
    }
    if about.len() > LARGEST_BYTES {
        return Err(ExchangeError::TooLarge(about.len()));
    }
    let bytes = std::fs::read(path)?;
    let format = format.or_else(|| Format::guess(&bytes));
    if format == Some(Format::Set) {
        let (file, list) = read_set_file(&bytes)?;
        let list = QuestionList { questions: file.set.questions, pictures: file.pictures, skills: file.skills, ..list };
        return Ok(QuestionFile { list, set: Some((file.set.folder, file.set.name)) });
    }
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let beside = |name: &str| {
        // A name alone: a table from somewhere has no business in other folders.
        let is_name = Path::new(name).file_name().is_some_and(|n| n == name);
        let path = folder.join(name);
        let is_small = std::fs::metadata(&path).is_ok_and(|m| m.is_file() && m.len() <= LARGEST_BYTES);
        (is_name && is_small).then(|| std::fs::read(path).ok()).flatten()
    };
    Ok(QuestionFile { list: read_questions(&bytes, format, &beside)?, set: None })
}

/// What a set is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetFormat {
    /// One file with the pictures, for a colleague.
    Set,
    /// Moodle GIFT.
    Gift,
    /// A table as text.
    Csv,
    /// A table in a workbook.
    Xlsx,
}

impl SetFormat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Set, Self::Gift, Self::Csv, Self::Xlsx];

    /// What the name of such a file ends with.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Set => "qtset",
            Self::Gift => "gift",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// What the ending of a file's name says.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "zip" => Some(Self::Set),
            "txt" => Some(Self::Gift),
            _ => Self::ALL.into_iter().find(|f| f.ending() == ending),
        }
    }
}

/// The bytes of a set in a format, and what has no place in it, in words.
pub fn write_set(file: &SetFile, format: SetFormat) -> Result<(Vec<u8>, Vec<String>), ExchangeError> {
    let questions = &file.set.questions;
    match format {
        SetFormat::Set => Ok((write_set_file(file)?, Vec::new())),
        SetFormat::Gift => {
            let export = write_gift(questions);
            Ok((export.text.into_bytes(), export.missing))
        }
        SetFormat::Csv => {
            let export = write_csv(questions)?;
            Ok((export.text.into_bytes(), export.missing))
        }
        SetFormat::Xlsx => write_xlsx(questions),
    }
}
