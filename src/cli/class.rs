//! `quarterturn class`: bringing class lists in, and listing classes.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{CliError, Context, output};
use crate::cards::{CardNumber, Deck};
use crate::classroom::Student;
use crate::classroom::roster::{self, Change, tidy_name};
use crate::exchange;
use crate::store::{Missing, Store};

/// What to do with classes.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make a class from a list of names, or bring an existing one up to date
    Import {
        /// The class's name
        name: String,
        /// The list: CSV with a column `name` and perhaps one `card`
        roster: PathBuf,
        /// The deck that the class holds; left out: our own, or the one it has
        #[arg(long, value_name = "NAME")]
        deck: Option<String>,
    },
    /// List the classes and their students
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    match command {
        Command::Import { name, roster, deck } => import(name, roster, deck.as_deref(), context),
        Command::List { json } => list(*json, context),
    }
}

fn import(name: &str, file: &Path, deck: Option<&str>, context: &Context) -> Result<(), CliError> {
    let name = tidy_name(name);
    if name.is_empty() || name.chars().count() > roster::LONGEST_NAME {
        return Err(CliError::unusable(format!("a class needs a name of 1 to {} letters", roster::LONGEST_NAME)));
    }
    let deck = deck.map(Deck::named).transpose().map_err(CliError::unusable)?;
    let list = exchange::roster::read_bytes(&read_list(file)?).map_err(|e| CliError::unusable(format!("{e}: {}", file.display())))?;
    for problem in list.rows.is_empty().then_some(&list.problems).into_iter().flatten() {
        eprintln!("{}, line {}: {}", file.display(), problem.line, problem.text);
    }
    if list.rows.is_empty() {
        return Err(CliError::unusable(format!("there are no names in this list; put one on each line: {}", file.display())));
    }
    let mut store = Store::open(&context.data()?, Missing::Create).map_err(CliError::store)?;
    let held = match store.class_named(&name).map_err(CliError::store)? {
        Some(class) => {
            let held = Deck::named(&class.deck).map_err(CliError::unusable)?;
            if deck.is_some_and(|d| d.name() != held.name()) {
                let held = held.name();
                return Err(CliError::unusable(format!("class {name} holds the deck {held}; leave --deck out, or make another class")));
            }
            held
        }
        None => deck.map_or_else(|| Deck::named(Deck::QUARTER), Ok).map_err(CliError::unusable)?,
    };
    let cards: Vec<CardNumber> = held.printable().collect();
    let decide = |students: &[Student]| roster::plan(students, &list.rows, &cards);
    let mut plan = store.bring_in(&name, held.name(), decide).map_err(CliError::store)?;
    plan.problems.extend(list.problems);
    plan.problems.sort_by_key(|p| p.line);
    for problem in &plan.problems {
        eprintln!("{}, line {}: {}", file.display(), problem.line, problem.text);
    }
    let added = plan.changes.iter().filter(|c| matches!(c, Change::Add { .. })).count();
    output::print(&format!(
        "Class {name}: {added} added, {} changed, {} as before, {} left out\n",
        plan.changes.len() - added,
        plan.unchanged,
        plan.problems.len()
    ))?;
    if plan.problems.is_empty() { Ok(()) } else { Err(CliError::SaidAlready) }
}

fn read_list(file: &Path) -> Result<Vec<u8>, CliError> {
    let unreadable = |e: std::io::Error| CliError::unusable(format!("the list cannot be read: {e}; check its name: {}", file.display()));
    let found = std::fs::metadata(file).map_err(unreadable)?;
    if !found.is_file() {
        return Err(CliError::unusable(format!("this is no file; name the list itself: {}", file.display())));
    }
    if found.len() > exchange::roster::LARGEST_BYTES {
        return Err(CliError::unusable(format!(
            "a list of {} MB is no class list; save only the names as CSV: {}",
            found.len() >> 20,
            file.display()
        )));
    }
    std::fs::read(file).map_err(unreadable)
}

#[derive(Serialize)]
struct JsonClass {
    class: String,
    students: Vec<JsonStudent>,
}

#[derive(Serialize)]
struct JsonStudent {
    name: String,
    card: CardNumber,
    active: bool,
}

fn list(json: bool, context: &Context) -> Result<(), CliError> {
    let store = Store::open(&context.data()?, Missing::Refuse).map_err(CliError::store)?;
    let mut classes = Vec::new();
    for class in store.classes().map_err(CliError::store)? {
        let students = store.students(class.id).map_err(CliError::store)?;
        let students = students.into_iter().map(|s| JsonStudent { name: s.name, card: s.card, active: s.active }).collect();
        classes.push(JsonClass { class: class.name, students });
    }
    if json {
        let text = serde_json::to_string_pretty(&classes).expect("names and numbers are always JSON");
        return output::print(&(text + "\n"));
    }
    let mut text = String::new();
    for class in &classes {
        text += &format!("{}\n", class.class);
        for s in &class.students {
            text += &format!("  {:>4}  {}{}\n", s.card.0, s.name, if s.active { "" } else { "  (left)" });
        }
    }
    output::print(&text)
}
