//! Whether a teacher's file is whole: its pages, its tables, and the values in them.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::open::{UPGRADES, format};
use super::{StoreError, reading, values};
use crate::classroom::SkillCode;

/// What a full check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// Everything is in order.
    Whole,
    /// What is wrong, a line each.
    Damaged(Vec<String>),
}

/// Checks a whole file without changing it.
pub fn check(path: &Path) -> Result<Health, StoreError> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => return Err(StoreError::NotOurs(path.to_owned())),
        Ok(found) if found.len() == 0 => return Err(StoreError::NotOurs(path.to_owned())),
        Ok(_) => {}
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(StoreError::Missing(path.to_owned())),
        Err(e) => return Err(StoreError::Unopenable { path: path.to_owned(), reason: e.to_string() }),
    }
    match reading::open_as_it_is(path).and_then(|db| problems(&db)) {
        Ok(found) if found.is_empty() => Ok(Health::Whole),
        Ok(found) => Ok(Health::Damaged(found)),
        Err(StoreError::Damaged(what)) => Ok(Health::Damaged(vec![what])),
        Err(other) => Err(other),
    }
}

/// What a full check finds.
pub(super) fn problems(db: &Connection) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    let mut integrity = db.prepare("PRAGMA integrity_check")?;
    for line in integrity.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            found.push(line);
        }
    }
    let mut links = db.prepare("PRAGMA foreign_key_check")?;
    for table in links.query_map([], |row| row.get::<_, String>(0))? {
        found.push(format!("a row of table {} points to nothing", table?));
    }
    found.extend(schema_problems(db)?);
    // Only where the tables are known to be as they should can one ask for what is in them.
    if found.is_empty() && format(db)? == UPGRADES.len() {
        found.extend(odd_values(db)?);
    }
    Ok(found)
}

/// What of the tables, indexes and triggers is not as the upgrades make it.
pub(super) fn schema_problems(db: &Connection) -> Result<Vec<String>, StoreError> {
    let fresh = Connection::open_in_memory()?;
    for step in UPGRADES.iter().take(format(db)?) {
        fresh.execute_batch(step)?;
    }
    let (ours, here) = (schema(&fresh)?, schema(db)?);
    let lacking = ours.iter().filter(|o| !here.contains(o)).map(|(name, _)| format!("{name} is missing or not as it was made"));
    // Somebody else's trigger could undo what was acknowledged. SQLite keeps notes of its own in tables.
    let is_ours =
        |name: &str| ours.iter().any(|(n, _)| n == name) || name.starts_with("table sqlite_") || name.starts_with("index sqlite_");
    let foreign = here.iter().filter(|(name, _)| !is_ours(name)).map(|(name, _)| format!("{name} is none of Quarterturn's"));
    Ok(lacking.chain(foreign).collect())
}

/// Every table, index and trigger with the statement that made it.
fn schema(db: &Connection) -> Result<Vec<(String, Option<String>)>, StoreError> {
    let mut all = db.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema ORDER BY 1")?;
    Ok(all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// From the year 1 to the year 9892: a time, and one some years away from it, that can be told.
const TIME: &str = "NOT BETWEEN -62135596800000 AND 250000000000000";
/// A number that is on a card, or could be.
const CARD: &str = "NOT BETWEEN 0 AND 65535";
/// Letters of right answers.
const LETTERS: &str = "GLOB '*[^A-D]*'";
/// Numbers below it are given out one by one for longer than there are teachers.
const NUMBER: &str = "NOT BETWEEN 0 AND 9007199254740992";

/// What this program writes nowhere and could not read: table, column, condition.
const ODD: [(&str, &str, &str); 13] = [
    ("member", "card", CARD),
    ("holder", "card", CARD),
    ("question", "right", LETTERS),
    ("lesson_key", "right", LETTERS),
    ("lesson_key", "number", "< 1"),
    ("lesson", "began_at", TIME),
    ("lesson", "ended_at", TIME),
    ("asking", "number", "< 1"),
    ("asking", "opened_at", TIME),
    ("asking", "closed_at", TIME),
    // A hundred years to either side.
    ("answer", "after_ms", "NOT BETWEEN -3155760000000 AND 3155760000000"),
    ("unit", "days", "NOT BETWEEN 0 AND 65535"),
    ("sqlite_sequence", "seq", NUMBER),
];
/// The columns that name skills.
const SKILLS: [(&str, &str); 3] = [("skill", "code"), ("question_skill", "skill"), ("unit_lesson_skill", "skill")];

/// Values that the tables allow and that cannot be read all the same: somebody else put them there. One of each column.
pub(super) fn odd_values(db: &Connection) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    let shown = |value: Value| match value {
        Value::Null => "nothing".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.chars().take(40).collect(),
        Value::Blob(bytes) => format!("{} bytes", bytes.len()),
    };
    for (table, column, odd) in ODD {
        let sql = format!("SELECT {column} FROM {table} WHERE {column} {odd} LIMIT 1");
        let value: Option<Value> = db.query_row(&sql, [], |row| row.get(0)).optional()?;
        found.extend(value.map(|v| values::odd(table, column, shown(v))));
    }
    for (table, column) in SKILLS {
        let mut codes = db.prepare(&format!("SELECT DISTINCT {column} FROM {table}"))?;
        for code in codes.query_map([], |row| row.get::<_, String>(0))? {
            let code = code?;
            if SkillCode::parse(&code).is_none() {
                found.push(values::odd(table, column, shown(Value::Text(code))));
                break;
            }
        }
    }
    Ok(found)
}
