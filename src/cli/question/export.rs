//! `quarterturn question export`.

use std::path::Path;

use super::find::set;
use super::{CliError, Context, output};
use crate::classroom::Question;
use crate::exchange::questions::{Pictures, SetFile, SetFormat, write_set};

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
    fn known(self) -> SetFormat {
        match self {
            Self::Set => SetFormat::Set,
            Self::Gift => SetFormat::Gift,
            Self::Csv => SetFormat::Csv,
            Self::Xlsx => SetFormat::Xlsx,
        }
    }
}

/// Writes a set to a file.
pub fn run(wanted: &str, out: &Path, format: Option<Format>, context: &Context) -> Result<(), CliError> {
    let store = context.store_to_read()?;
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
    let format = format.map(Format::known).or_else(|| SetFormat::of(out));
    let format = format.ok_or_else(|| CliError::unusable(format!("{known}: {}", out.display())))?;
    let (bytes, missing) = write_set(file, format).map_err(CliError::failed)?;
    output::write_whole(out, &bytes)?;
    for what in &missing {
        eprintln!("{}: {what}", out.display());
    }
    Ok(())
}
