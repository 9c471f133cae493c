//! `quarterturn question copy`, `rename`, `archive` and `delete`.

use std::collections::BTreeMap;

use super::find::{full_name, set, split};
use super::{CliError, Context, output};
use crate::classroom::QuestionSet;

/// Makes a copy beside a set.
pub fn copy(wanted: &str, context: &Context) -> Result<(), CliError> {
    let mut store = context.store()?;
    let (entry, _) = set(&store, wanted)?;
    let id = store.duplicate_set(entry.id).map_err(CliError::store)?;
    let copy = store.set(id).map_err(CliError::store)?;
    output::print(&copy.map_or_else(String::new, |c| format!("Copied to {}\n", full_name(&c.folder, &c.name))))
}

/// Gives a set another name or folder.
pub fn rename(wanted: &str, new: &str, context: &Context) -> Result<(), CliError> {
    let mut store = context.store()?;
    let (entry, found) = set(&store, wanted)?;
    let (folder, name) = split(new)?;
    let text = format!("Set {} is {} now\n", full_name(&entry.folder, &entry.name), full_name(&folder, &name));
    let wanted = QuestionSet { folder, name, ..found.clone() };
    store.change_set(entry.id, &found, &wanted, &BTreeMap::new()).map_err(CliError::store)?;
    output::print(&text)
}

/// Puts a set away, or takes it out again.
pub fn archive(wanted: &str, away: bool, context: &Context) -> Result<(), CliError> {
    let mut store = context.store()?;
    let (entry, found) = set(&store, wanted)?;
    let wanted = QuestionSet { archived: away, ..found.clone() };
    store.change_set(entry.id, &found, &wanted, &BTreeMap::new()).map_err(CliError::store)?;
    let what = if away { "Put away" } else { "Taken out again" };
    output::print(&format!("{what}: {}\n", full_name(&entry.folder, &entry.name)))
}

/// Deletes a set.
pub fn delete(wanted: &str, context: &Context) -> Result<(), CliError> {
    let mut store = context.store()?;
    let (entry, _) = set(&store, wanted)?;
    store.delete_set(entry.id).map_err(CliError::store)?;
    output::print(&format!("Deleted: {}\n", full_name(&entry.folder, &entry.name)))
}
