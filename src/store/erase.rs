//! Erasing a student, so that nothing of them is left in the file or in its backups.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::student::gone;
use super::{Missing, StoreError, backup, open};
use crate::classroom::StudentId;

/// Everything that hangs on a student, in an order in which it can go.
const TABLES: [(&str, &str); 8] = [
    ("answer", "student_id = ?1"),
    ("holder", "student_id = ?1"),
    ("member", "student_id = ?1"),
    ("student_support", "student_id = ?1"),
    ("student_tag", "student_id = ?1"),
    ("student_pair", "one_id = ?1 OR other_id = ?1"),
    ("absence", "student_id = ?1"),
    ("student", "id = ?1"),
];

/// What erasing came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// How many answers went, changes of mind included.
    pub answers: usize,
    /// Copies of the file that the student was erased from too.
    pub rewritten: Vec<PathBuf>,
    /// Files that may still hold the student or traces of them, and why.
    pub left: Vec<(PathBuf, String)>,
}

impl Erased {
    /// Erases the student from a copy, and notes what came of it.
    fn take(&mut self, copy: PathBuf, student: StudentId, known: &BTreeSet<String>) {
        match erase_from_copy(&copy, student, known) {
            Ok(true) => self.rewritten.push(copy),
            Ok(false) => {}
            Err(why) => self.left.push((copy, why.to_string())),
        }
    }
}

/// Erases a student from a file and from all its backups. What was counted without names stays. Each file is written anew,
/// so this takes a while where there are many answers; `progress` is told which of how many files comes next.
pub fn erase_student(file: &Path, student: StudentId, mut progress: impl FnMut(usize, usize)) -> Result<Erased, StoreError> {
    let mut db = open::open(file, Missing::Refuse)?;
    let names = names(&db, student)?;
    if names.is_empty() {
        return Err(gone());
    }
    // The copies first: as long as the file itself knows the student, an erasure that was cut short can be done again.
    let mut erased = Erased::default();
    let copies = backup::backups(file)?;
    let count = copies.len() + 1;
    for (number, copy) in (1..).zip(&copies) {
        progress(number, count);
        erased.take(copy.path.clone(), student, &names);
    }
    progress(count, count);
    erased.answers = erase(&mut db, student)?;
    if let Err(why) = write_anew(&db) {
        erased.left.push((file.to_owned(), why.to_string()));
    }
    // From here on no copy is begun that has the student. Those that were begun before come to nothing, or are there now.
    erased.left.extend(backup::delete_unfinished(file)?);
    for copy in backup::backups(file)?.into_iter().filter(|copy| !copies.contains(copy)) {
        erased.take(copy.path, student, &names);
    }
    Ok(erased)
}

/// Writes a file anew, so that nothing that was ever deleted is left in it: the end of an erasure that was cut short.
pub fn erase_traces(file: &Path) -> Result<(), StoreError> {
    let db = open::open(file, Missing::Refuse)?;
    write_anew(&db)?;
    match backup::delete_unfinished(file)?.pop() {
        Some((path, why)) => Err(StoreError::Unopenable { path, reason: why }),
        None => Ok(()),
    }
}

/// Every name that the student has or had, as far as the file knows; none where there is no such student.
fn names(db: &Connection, student: StudentId) -> Result<BTreeSet<String>, StoreError> {
    let mut all = db.prepare("SELECT name FROM student WHERE id = ?1 UNION SELECT name FROM holder WHERE student_id = ?1")?;
    Ok(all.query_map([student.0], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// Deletes all rows; how many of them were answers.
fn erase(db: &mut Connection, student: StudentId) -> Result<usize, StoreError> {
    // Nothing points to the rows of a student but other rows of the same one; to look for that among millions takes long.
    db.pragma_update(None, "foreign_keys", "OFF")?;
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let mut answers = 0;
    for (table, of_student) in TABLES {
        let count = transaction.execute(&format!("DELETE FROM {table} WHERE {of_student}"), params![student.0])?;
        answers += if table == "answer" { count } else { 0 };
    }
    transaction.commit()?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    Ok(answers)
}

/// Writes the whole file anew: deleted rows are overwritten at once, but pages also hold what was moved from them long ago.
fn write_anew(db: &Connection) -> Result<(), StoreError> {
    db.execute_batch("VACUUM")?;
    // The log still holds the old pages.
    let busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get(0))?;
    if busy != 0 {
        let what = "traces of what was erased are left as long as another program has the file open";
        return Err(StoreError::Refused(format!("{what}; close it and run `quarterturn erase traces`")));
    }
    Ok(())
}

/// Erases the student from a copy; false where the copy does not have the student.
fn erase_from_copy(copy: &Path, student: StudentId, known: &BTreeSet<String>) -> Result<bool, StoreError> {
    if !open::is_in_copy(copy, student.0)? {
        return Ok(false);
    }
    let mut db = open::open_copy(copy)?;
    let names = names(&db, student)?;
    if names.is_disjoint(known) {
        let who = names.into_iter().next().unwrap_or_default();
        return Err(StoreError::Refused(format!(
            "the student of this number is called {who} there; delete the copy if that is the same one"
        )));
    }
    erase(&mut db, student)?;
    write_anew(&db)?;
    // One file again, as copies are.
    db.pragma_update(None, "journal_mode", "DELETE")?;
    Ok(true)
}
