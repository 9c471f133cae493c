//! Files of questions on the disk: read with the pictures beside them, and sets written in every format.

use std::path::Path;

use super::list::{LARGEST_PICTURE, is_picture};
use super::{
    Format, LARGEST_BYTES, QuestionList, SetFile, read_questions, read_set_file, write_csv, write_gift, write_set_file, write_xlsx,
};
use crate::classroom::{Folder, PictureId};
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

/// The bytes of a picture for a question, and its identity.
pub fn read_picture(path: &Path) -> Result<(PictureId, Vec<u8>), ExchangeError> {
    let about = std::fs::metadata(path)?;
    if about.len() > LARGEST_PICTURE as u64 {
        return Err(ExchangeError::LargePicture);
    }
    let bytes = if about.is_file() { std::fs::read(path)? } else { Vec::new() };
    if !is_picture(&bytes) {
        return Err(ExchangeError::NoPicture);
    }
    Ok((PictureId::of(&bytes), bytes))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::{Question, QuestionSet};

    #[test]
    fn a_set_is_read_from_every_format_that_it_is_written_in() {
        let folder = tempfile::tempdir().expect("a folder");
        let question = Question { text: "One?".to_owned(), options: vec!["a".into(), "b".into()], ..Question::default() };
        let set = QuestionSet { name: "S".to_owned(), folder: Folder::parse("F"), questions: vec![question], archived: false };
        let file = SetFile { set, ..SetFile::default() };
        for format in SetFormat::ALL {
            let path = folder.path().join(format!("x.{}", format.ending()));
            assert_eq!(SetFormat::of(&path), Some(format));
            let (bytes, missing) = write_set(&file, format).expect("written");
            std::fs::write(&path, bytes).expect("a file");
            let read = read_question_file(&path, None).expect("read");
            assert_eq!(read.list.questions.len(), 1, "{format:?}: {:?} {missing:?}", read.list.notices);
            let named = read.set.map(|(folder, name)| format!("{folder}/{name}"));
            assert_eq!(named.as_deref(), (format == SetFormat::Set).then_some("F/S"));
        }
    }

    #[test]
    fn only_pictures_of_bearable_size_are_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("a file");
            path
        };
        let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
        assert_eq!(read_picture(&file("a.gif", gif)).expect("a picture").0, PictureId::of(gif));
        assert!(matches!(read_picture(&file("a.png", b"text")), Err(ExchangeError::NoPicture)));
        assert!(matches!(read_picture(folder.path()), Err(ExchangeError::NoPicture)));
        assert!(matches!(
            read_picture(&file("b.gif", &[gif.as_slice(), &vec![0; LARGEST_PICTURE]].concat())),
            Err(ExchangeError::LargePicture)
        ));
    }
}
