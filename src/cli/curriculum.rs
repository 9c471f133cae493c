//! `quarterturn curriculum`: units, lessons and skills.

use std::path::{Path, PathBuf};

use super::{CliError, Context, import, output};
use crate::classroom::roster::{LONGEST_NAME, tidy_name};
use crate::exchange;
use crate::store::{Missing, Store};

/// Largest file, in bytes.
const LARGEST_BYTES: u64 = 8 << 20;

/// What to do with curricula.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Bring a curriculum in, in the place of the one of this name if there is one
    Import {
        /// Its name
        name: String,
        /// CSV, XLSX or ODS with columns unit, days, lesson, skill and skill name
        file: PathBuf,
    },
    /// Delete a curriculum; skills and questions stay
    Delete {
        /// Its name
        name: String,
    },
    /// List the curricula with their units, lessons and skills
    List,
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    match command {
        Command::Import { name, file } => bring_in(name, file, context),
        Command::Delete { name } => delete(name, context),
        Command::List => list(context),
    }
}

fn bring_in(name: &str, file: &Path, context: &Context) -> Result<(), CliError> {
    let name = tidy_name(name);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(CliError::unusable(format!("a curriculum needs a name of 1 to {LONGEST_NAME} letters")));
    }
    let unreadable = |e: std::io::Error| import::failure(e.into(), file);
    let found = std::fs::metadata(file).map_err(unreadable)?;
    if !found.is_file() || found.len() > LARGEST_BYTES {
        return Err(CliError::unusable(format!("this is no file of a curriculum: {}", file.display())));
    }
    let bytes = std::fs::read(file).map_err(unreadable)?;
    let mut list = exchange::read_curriculum(&bytes).map_err(|e| import::failure(e, file))?;
    for (line, text) in &list.problems {
        eprintln!("{}, line {line}: {text}", file.display());
    }
    if list.curriculum.units.is_empty() {
        return Err(CliError::unusable(format!("there are no units in this file; nothing was brought in: {}", file.display())));
    }
    list.curriculum.name = name;
    let mut store = Store::open(&context.data()?, Missing::Create).map_err(CliError::store)?;
    store.keep_curriculum(&list.curriculum, &list.skills).map_err(CliError::store)?;
    let lessons: usize = list.curriculum.units.iter().map(|u| u.lessons.len()).sum();
    let (units, skills) = (list.curriculum.units.len(), list.skills.len());
    output::print(&format!("Curriculum {}: units {units}, lessons {lessons}, skills {skills}\n", list.curriculum.name))?;
    if list.problems.is_empty() { Ok(()) } else { Err(CliError::SaidAlready) }
}

fn delete(name: &str, context: &Context) -> Result<(), CliError> {
    let mut store = context.store()?;
    let name = tidy_name(name);
    if !store.curricula().map_err(CliError::store)?.iter().any(|c| c.name == name) {
        return Err(CliError::unusable(format!("there is no curriculum named “{name}”; `curriculum list` shows them")));
    }
    store.delete_curriculum(&name).map_err(CliError::store)?;
    output::print(&format!("Deleted: {name}\n"))
}

fn list(context: &Context) -> Result<(), CliError> {
    let store = context.store_to_read()?;
    let skills = store.skills().map_err(CliError::store)?;
    let mut text = String::new();
    for curriculum in store.curricula().map_err(CliError::store)? {
        text += &format!("{}\n", curriculum.name);
        for unit in &curriculum.units {
            let days = unit.days.map_or_else(String::new, |days| format!("  ({days} days)"));
            text += &format!("  {}{days}\n", unit.name);
            for lesson in &unit.lessons {
                text += &format!("    {}\n", lesson.name);
                for code in &lesson.skills {
                    let name = skills.iter().find(|s| s.code == *code).map_or("", |s| s.name.as_str());
                    text += format!("      {code}  {name}").trim_end();
                    text.push('\n');
                }
            }
        }
    }
    output::print(&text)
}
