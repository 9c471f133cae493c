//! Sets by the names that teachers give them.

use super::CliError;
use crate::classroom::{Folder, QuestionSet};
use crate::store::{SetEntry, Store};

/// Folder and name of `Maths/Fractions`.
pub fn split(wanted: &str) -> Result<(Folder, String), CliError> {
    let (folder, name) = wanted.rsplit_once('/').unwrap_or(("", wanted));
    let name = crate::classroom::roster::tidy_name(name);
    if name.is_empty() || name.chars().count() > crate::classroom::roster::LONGEST_NAME {
        return Err(CliError::unusable("a set needs a name of 1 to 120 letters, for instance Fractions or Maths/Fractions"));
    }
    Ok((Folder::parse(folder), name))
}

/// How a set is named in full.
pub fn full_name(folder: &Folder, name: &str) -> String {
    if folder.names().is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The set that is meant, if there is one: by folder and name, or by the name alone where it is the only one of it.
pub fn find(store: &Store, wanted: &str) -> Result<Option<SetEntry>, CliError> {
    let (folder, name) = split(wanted)?;
    let mut named: Vec<SetEntry> = store.sets("").map_err(CliError::store)?.into_iter().filter(|s| s.name == name).collect();
    if let Some(at) = named.iter().position(|s| s.folder == folder) {
        return Ok(Some(named.swap_remove(at)));
    }
    if wanted.contains('/') || named.len() < 2 {
        return Ok(named.pop().filter(|_| !wanted.contains('/')));
    }
    let all: Vec<String> = named.iter().map(|s| full_name(&s.folder, &s.name)).collect();
    Err(CliError::unusable(format!("several sets are named {name}; write {}", all.join(" or "))))
}

/// The set that is meant, which must be there, and its questions.
pub fn set(store: &Store, wanted: &str) -> Result<(SetEntry, QuestionSet), CliError> {
    let entry = find(store, wanted)?.ok_or_else(|| {
        CliError::unusable(format!("there is no set named “{wanted}”; `question list` shows them, `question import` makes one"))
    })?;
    let set = store.set(entry.id).map_err(CliError::store)?;
    Ok((entry, set.ok_or_else(|| CliError::failed("the set is gone; somebody deleted it just now"))?))
}
