//! Files of questions, read from the disk.

use std::path::Path;

use super::CliError;
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
    let bytes = bytes(file)?;
    let folder = file.parent().unwrap_or(Path::new("")).to_owned();
    let beside = |name: &str| {
        // A name alone: a table from somewhere has no business in other folders.
        let is_name = Path::new(name).file_name().is_some_and(|n| n == name);
        let path = folder.join(name);
        let is_small = std::fs::metadata(&path).is_ok_and(|m| m.is_file() && m.len() <= questions::LARGEST_BYTES);
        (is_name && is_small).then(|| std::fs::read(path).ok()).flatten()
    };
    questions::read_questions(&bytes, format.map(Format::known), &beside)
        .map_err(|e| CliError::unusable(format!("{e}: {}", file.display())))
}

fn bytes(file: &Path) -> Result<Vec<u8>, CliError> {
    let unreadable =
        |e: std::io::Error| CliError::unusable(format!("the questions cannot be read: {e}; check the name: {}", file.display()));
    let found = std::fs::metadata(file).map_err(unreadable)?;
    if !found.is_file() {
        return Err(CliError::unusable(format!("this is no file; name the file with the questions: {}", file.display())));
    }
    if found.len() > questions::LARGEST_BYTES {
        return Err(CliError::unusable(format!(
            "{} MB are more than a file of questions; split it: {}",
            found.len() >> 20,
            file.display()
        )));
    }
    std::fs::read(file).map_err(unreadable)
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
