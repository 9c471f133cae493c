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
    /// Copies that may still hold the student, and why.
    pub left: Vec<(PathBuf, String)>,
}

/// Erases a student from a file and from all its backups. What was counted without names stays. Each file is written anew,
/// so this takes a while where there are many answers; `progress` is told which of how many files comes next.
pub fn erase_student(file: &Path, student: StudentId, mut progress: impl FnMut(usize, usize)) -> Result<Erased, StoreError> {
    let mut db = open::open(file, Missing::Refuse)?;
    let names = names(&db, student)?;
    if names.is_empty() {
        return Err(gone());
    }
    progress(1, 1 + backup::backups(file)?.len());
    let mut erased = Erased { answers: erase(&mut db, student)?, ..Erased::default() };
    write_anew(&db)?;
    // From here on no copy is begun that has the student; first those that were begun before, or they become backups meanwhile.
    erased.left = backup::delete_unfinished(file)?;
    let copies = backup::backups(file)?;
    let count = 1 + copies.len();
    for (number, copy) in (2..).zip(copies) {
        progress(number, count);
        match erase_from_copy(&copy.path, student, &names) {
            Ok(true) => erased.rewritten.push(copy.path),
            Ok(false) => {}
            Err(why) => erased.left.push((copy.path, why.to_string())),
        }
    }
    Ok(erased)
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
        let what = "the student is erased, but traces are left as long as another program has the file open";
        return Err(StoreError::Refused(format!("{what}; close it and run `quarterturn backup`")));
    }
    Ok(())
}

/// Erases the student from a copy; false where the copy does not have the student.
fn erase_from_copy(copy: &Path, student: StudentId, known: &BTreeSet<String>) -> Result<bool, StoreError> {
    let mut db = open::open_copy(copy)?;
    let names = names(&db, student)?;
    if names.is_empty() {
        return Ok(false);
    }
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
