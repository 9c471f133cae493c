//! `quarterturn question export`.

use std::path::Path;

use super::find::set;
use super::{CliError, Context, output};
use crate::classroom::Question;
use crate::exchange::questions::{Pictures, SetFile, write_csv, write_gift, write_set_file, write_xlsx};
use crate::store::{Missing, Store};

/// What a set is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One file with the pictures, for a colleague
    Set,
    /// Moodle GIFT
    Gift,
    /// A table as text
    Csv,
    /// A table in a workbook
    Xlsx,
}

impl Format {
    /// What the ending of a file's name says.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "qtset" | "zip" => Self::Set,
            "gift" | "txt" => Self::Gift,
            "csv" => Self::Csv,
            "xlsx" => Self::Xlsx,
            _ => return None,
        })
    }
}

/// Writes a set to a file.
pub fn run(wanted: &str, out: &Path, format: Option<Format>, context: &Context) -> Result<(), CliError> {
    let store = Store::open(&context.data()?, Missing::Refuse).map_err(CliError::store)?;
    let (_, set) = set(&store, wanted)?;
    let mut pictures = Pictures::new();
    for picture in set.questions.iter().flat_map(Question::pictures) {
        if let Some(bytes) = store.picture(picture.id).map_err(CliError::store)? {
            pictures.insert(picture.id, bytes);
        }
    }
    let mut skills = store.skills().map_err(CliError::store)?;
    skills.retain(|skill| set.questions.iter().any(|q| q.skills.contains(&skill.code)));
    write(&SetFile { set, skills, pictures }, out, format)
}

/// Writes it, and says what has no place in the file.
fn write(file: &SetFile, out: &Path, format: Option<Format>) -> Result<(), CliError> {
    let known = "end the name of the file in .qtset, .gift, .csv or .xlsx, or say --format";
    let format = format.or_else(|| Format::of(out)).ok_or_else(|| CliError::unusable(format!("{known}: {}", out.display())))?;
    let questions = &file.set.questions;
    let (bytes, missing) = match format {
        Format::Set => (write_set_file(file).map_err(CliError::failed)?, Vec::new()),
        Format::Gift => {
            let export = write_gift(questions);
            (export.text.into_bytes(), export.missing)
        }
        Format::Csv => {
            let export = write_csv(questions).map_err(CliError::failed)?;
            (export.text.into_bytes(), export.missing)
        }
        Format::Xlsx => write_xlsx(questions).map_err(CliError::failed)?,
    };
    output::write_whole(out, &bytes)?;
    for what in &missing {
        eprintln!("{}: {what}", out.display());
    }
    Ok(())
}
