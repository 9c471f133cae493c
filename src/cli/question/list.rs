//! `quarterturn question list` and `show`.

use serde::Serialize;

use super::find::{full_name, set};
use super::preview::{counted, described};
use super::{CliError, Context, output};

#[derive(Serialize)]
struct JsonSet {
    set: String,
    folder: String,
    questions: usize,
    archived: bool,
}

/// Lists the sets that have all these words in them.
pub fn run(words: &str, archived: bool, json: bool, context: &Context) -> Result<(), CliError> {
    let store = context.store_to_read()?;
    let mut sets = store.sets(words).map_err(CliError::store)?;
    sets.retain(|s| archived || !s.archived);
    if json {
        let sets =
            sets.into_iter().map(|s| JsonSet { set: s.name, folder: s.folder.to_string(), questions: s.questions, archived: s.archived });
        let text = serde_json::to_string_pretty(&sets.collect::<Vec<_>>()).expect("names and numbers are always JSON");
        return output::print(&(text + "\n"));
    }
    let line = |s: &crate::store::SetEntry| {
        let away = if s.archived { "  (put away)" } else { "" };
        format!("{}  {}{away}\n", full_name(&s.folder, &s.name), counted(s.questions))
    };
    output::print(&sets.iter().map(line).collect::<String>())
}

/// Prints a set's questions.
pub fn show(wanted: &str, context: &Context) -> Result<(), CliError> {
    let store = context.store_to_read()?;
    let (_, set) = set(&store, wanted)?;
    output::print(&(1..).zip(&set.questions).map(|(number, q)| described(number, q)).collect::<String>())
}
