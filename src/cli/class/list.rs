//! `quarterturn class list`.

use serde::Serialize;

use crate::cards::CardNumber;
use crate::classroom::Class;
use crate::cli::{CliError, Context, output};
use crate::store::Store;

#[derive(Serialize)]
struct JsonClass {
    class: String,
    /// The number by which one is found that was put away.
    number: i64,
    subject: String,
    term: String,
    deck: String,
    timetable: Vec<String>,
    queue: Vec<String>,
    archived: bool,
    students: Vec<JsonStudent>,
}

#[derive(Serialize)]
struct JsonStudent {
    name: String,
    card: CardNumber,
    active: bool,
}

/// Lists the classes and their students; with `archived` those put away instead.
pub fn run(archived: bool, json: bool, context: &Context) -> Result<(), CliError> {
    let store = context.store_to_read()?;
    let classes = if archived { store.archived_classes() } else { store.classes() };
    let classes =
        classes.map_err(CliError::store)?.into_iter().map(|c| described(&store, c)).collect::<Result<Vec<JsonClass>, CliError>>()?;
    if json {
        let text = serde_json::to_string_pretty(&classes).expect("names and numbers are always JSON");
        return output::print(&(text + "\n"));
    }
    output::print(&classes.iter().map(shown).collect::<String>())
}

fn described(store: &Store, class: Class) -> Result<JsonClass, CliError> {
    let students = store.students(class.id).map_err(CliError::store)?;
    let sets = if class.queue.is_empty() { Vec::new() } else { store.sets("").map_err(CliError::store)? };
    let name = |id| sets.iter().find(|s| s.id == id).map(crate::cli::question::name_of);
    Ok(JsonClass {
        class: class.name,
        number: class.id.0,
        subject: class.subject,
        term: class.term,
        deck: class.deck,
        timetable: class.timetable.iter().map(ToString::to_string).collect(),
        queue: class.queue.into_iter().filter_map(name).collect(),
        archived: class.archived,
        students: students.into_iter().map(|s| JsonStudent { name: s.name, card: s.card, active: s.active }).collect(),
    })
}

fn shown(class: &JsonClass) -> String {
    let away = if class.archived { format!("  (#{}, put away)", class.number) } else { String::new() };
    let mut text = format!("{}{away}\n", output::plain(&class.class));
    let about = [
        ("subject", class.subject.clone()),
        ("term", class.term.clone()),
        ("timetable", class.timetable.join(", ")),
        ("queue", class.queue.join(", ")),
    ];
    for (word, what) in about.iter().filter(|(_, what)| !what.is_empty()) {
        text += &format!("  {word}: {}\n", output::plain(what));
    }
    for s in &class.students {
        text += &format!("  {:>4}  {}{}\n", s.card.0, output::plain(&s.name), if s.active { "" } else { "  (left)" });
    }
    text
}
