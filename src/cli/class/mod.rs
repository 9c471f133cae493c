//! `quarterturn class`: bringing class lists in, listing classes, and what a class is about.

mod import;
mod list;
mod set;

use std::path::PathBuf;

use super::{CliError, Context};

/// What to do with classes. One that was put away is found by its name, or by its number in `class list --archived`, as in #3.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make a class from a list of names, or bring an existing one up to date
    Import {
        /// The class's name
        name: String,
        /// The list: CSV, XLSX or ODS with a column `name` and perhaps `card`, `language`, `level`, `notes` and others
        roster: PathBuf,
        /// The deck that the class holds; left out: our own, or the one it has
        #[arg(long, value_name = "NAME")]
        deck: Option<String>,
        /// Show what would change, and change nothing
        #[arg(long)]
        preview: bool,
    },
    /// Say what a class is about: subject, term, timetable, the sets that wait; what is left out stays as it is
    Set(set::Args),
    /// Put a class away: kept with all its answers, no longer listed; its name is free again
    Archive {
        /// The class's name
        name: String,
        /// Take it out again
        #[arg(long)]
        undo: bool,
    },
    /// List the classes and their students
    List {
        /// Those put away instead
        #[arg(long)]
        archived: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    match command {
        Command::Import { name, roster, deck, preview } => import::run(name, roster, deck.as_deref(), *preview, context),
        Command::Set(args) => set::run(args, context),
        Command::Archive { name, undo } => set::archive(name, !undo, context),
        Command::List { archived, json } => list::run(*archived, *json, context),
    }
}
