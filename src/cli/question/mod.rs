//! `quarterturn question`: sets of questions in and out.

mod change;
mod export;
mod file;
mod find;
mod import;
mod list;
mod preview;

use std::path::PathBuf;

use super::{CliError, Context, output};
use crate::classroom::SetId;
use crate::store::{SetEntry, Store};

/// The set that is meant by a name.
pub(super) fn set_named(store: &Store, wanted: &str) -> Result<SetId, CliError> {
    Ok(find::set(store, wanted)?.0.id)
}

/// How a set is named in full.
pub(super) fn name_of(set: &SetEntry) -> String {
    find::full_name(&set.folder, &set.name)
}

/// What to do with questions. A set is named by its name, or by its folders and name as in `Maths/Fractions`.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Show what a file of questions holds, and what of it could not be carried over; nothing is kept
    Preview {
        /// GIFT, Moodle XML, Aiken, CSV, XLSX, ODS, or a set sent by a colleague
        file: PathBuf,
        /// What the file is; left out: guessed
        #[arg(long, value_enum)]
        format: Option<file::Format>,
    },
    /// Bring the questions of a file into a set, which is made if it is missing; what is in it already is not doubled
    Import {
        /// The set, for instance Fractions or Maths/Fractions
        set: String,
        /// GIFT, Moodle XML, Aiken, CSV, XLSX, ODS, or a set sent by a colleague
        file: PathBuf,
        /// What the file is; left out: guessed
        #[arg(long, value_enum)]
        format: Option<file::Format>,
    },
    /// Bring our own starter sets in
    Starters,
    /// List the sets
    List {
        /// Only sets with all these words in them
        words: Vec<String>,
        /// Those put away as well
        #[arg(long)]
        archived: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the questions of a set
    Show {
        /// The set
        set: String,
    },
    /// Write a set to a file: for a colleague (.qtset), for Moodle (.gift), or as a table (.csv, .xlsx)
    Export {
        /// The set
        set: String,
        /// The file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// What to write; left out: what the file's name says
        #[arg(long, value_enum)]
        format: Option<export::Format>,
    },
    /// Make a copy of a set, to change it
    Copy {
        /// The set
        set: String,
    },
    /// Give a set another name or folder
    Rename {
        /// The set
        set: String,
        /// The new name, for instance Year 5/Fractions
        new: String,
    },
    /// Put a set away; it is kept, but no longer offered
    Archive {
        /// The set
        set: String,
        /// Take it out again
        #[arg(long)]
        undo: bool,
    },
    /// Delete a set; what was asked of it stays in the results
    Delete {
        /// The set
        set: String,
    },
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    match command {
        Command::Preview { file, format } => preview::run(file, *format),
        Command::Import { set, file, format } => import::run(set, file, *format, context),
        Command::Starters => import::starters(context),
        Command::List { words, archived, json } => list::run(&words.join(" "), *archived, *json, context),
        Command::Show { set } => list::show(set, context),
        Command::Export { set, out, format } => export::run(set, out, *format, context),
        Command::Copy { set } => change::copy(set, context),
        Command::Rename { set, new } => change::rename(set, new, context),
        Command::Archive { set, undo } => change::archive(set, !undo, context),
        Command::Delete { set } => change::delete(set, context),
    }
}
