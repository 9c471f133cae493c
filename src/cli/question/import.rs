//! `quarterturn question import` and `starters`.

use std::path::Path;

use super::find::{find, full_name, split};
use super::preview::counted;
use super::{CliError, Context, file, output};
use crate::exchange::questions::{SetFile, starter_sets};
use crate::store::{Missing, Store};

/// Brings a file's questions into a set.
pub fn run(wanted: &str, path: &Path, format: Option<file::Format>, context: &Context) -> Result<(), CliError> {
    let (folder, name) = split(wanted)?;
    let list = file::read(path, format)?;
    file::say_notices(path, &list.notices);
    let left_out = file::left_out(&list.notices);
    if list.questions.is_empty() {
        let why = if left_out == 0 { "there are no questions in this file" } else { "no question of this file can be asked with cards" };
        return Err(CliError::unusable(format!("{why}; nothing was brought in: {}", path.display())));
    }
    let mut store = Store::open(&context.data()?, Missing::Create).map_err(CliError::store)?;
    let (folder, name) = find(&store, wanted)?.map_or((folder, name), |set| (set.folder, set.name));
    let added = store.bring_in_questions(&folder, &name, &list.questions, &list.pictures, &list.skills).map_err(CliError::store)?;
    output::print(&format!(
        "Set {}: {} added, {} as before, {left_out} left out\n",
        full_name(&folder, &name),
        counted(added),
        list.questions.len() - added
    ))?;
    if left_out == 0 { Ok(()) } else { Err(CliError::SaidAlready) }
}

/// Brings our own sets in.
pub fn starters(context: &Context) -> Result<(), CliError> {
    let mut store = Store::open(&context.data()?, Missing::Create).map_err(CliError::store)?;
    for SetFile { set, skills, pictures } in starter_sets().map_err(CliError::failed)? {
        let added = store.bring_in_questions(&set.folder, &set.name, &set.questions, &pictures, &skills).map_err(CliError::store)?;
        output::print(&format!("Set {}: {} added\n", full_name(&set.folder, &set.name), counted(added)))?;
    }
    Ok(())
}
