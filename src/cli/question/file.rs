//! Files of questions, read from the disk.

use std::path::Path;

use super::CliError;
use crate::exchange::ExchangeError;
use crate::exchange::questions::{self, Loss, Notice, QuestionList};

/// How a file of questions is written.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Format {
    /// Moodle GIFT
    Gift,
    /// Moodle XML
    Xml,
    /// Aiken
    Aiken,
    /// A table as text, with any delimiter
    Csv,
    /// A table in a workbook
    Xlsx,
    /// The same, by LibreOffice
    Ods,
    /// A set with its pictures, as Quarterturn writes it
    Set,
}

impl Format {
    fn known(self) -> questions::Format {
        match self {
            Self::Gift => questions::Format::Gift,
            Self::Xml => questions::Format::MoodleXml,
            Self::Aiken => questions::Format::Aiken,
            Self::Csv => questions::Format::Csv,
            Self::Xlsx | Self::Ods => questions::Format::Workbook,
            Self::Set => questions::Format::Set,
        }
    }
}

/// Reads and understands a file; the pictures of a table lie beside it.
pub fn read(file: &Path, format: Option<Format>) -> Result<QuestionList, CliError> {
    match questions::read_question_file(file, format.map(Format::known)) {
        Ok(read) => Ok(read.list),
        Err(e @ ExchangeError::UnknownFormat) => {
            Err(CliError::unusable(format!("{e}, or say with --format what it is: {}", file.display())))
        }
        Err(e) => Err(CliError::unusable(format!("{e}: {}", file.display()))),
    }
}

/// Says on stderr what could not be carried over, the same thing only once with all its lines.
pub fn say_notices(file: &Path, notices: &[Notice]) {
    let mut said: Vec<(&str, Vec<&Notice>)> = Vec::new();
    for notice in notices {
        match said.iter_mut().find(|(text, _)| *text == notice.text) {
            Some((_, same)) => same.push(notice),
            None => said.push((&notice.text, vec![notice])),
        }
    }
    for (text, same) in said {
        match same.as_slice() {
            [one] => eprintln!("{}, {one}", file.display()),
            _ => {
                let lines: Vec<String> = same.iter().map(|n| n.place.line.to_string()).collect();
                eprintln!("{}, lines {}: {text}", file.display(), lines.join(", "));
            }
        }
    }
}

/// How many questions are left out.
pub fn left_out(notices: &[Notice]) -> usize {
    notices.iter().filter(|n| n.loss == Loss::Question).count()
}
