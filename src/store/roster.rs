//! Bringing a list of names into a class, in one transaction.

use rusqlite::{Connection, OptionalExtension, params};

use super::student::{free_card, students};
use super::{Store, StoreError, class};
use crate::classroom::roster::{Change, Plan};
use crate::classroom::{ClassId, Student, StudentId};

/// Nobody's identity.
const NOBODY: StudentId = StudentId(-1);

impl Store {
    /// Applies what [`crate::classroom::roster::plan`] decided, all of it or nothing.
    pub fn change_roster(&mut self, class: ClassId, changes: &[Change]) -> Result<(), StoreError> {
        let transaction = self.write()?;
        apply(&transaction, class, changes)?;
        Ok(transaction.commit()?)
    }

    /// Brings a list into the class of this name, which is made with this deck if it is missing. `decide` gets the
    /// students and says what to change; all of it happens at one moment, or nothing does.
    pub fn bring_in(&mut self, name: &str, deck: &str, decide: impl FnOnce(&[Student]) -> Plan) -> Result<Plan, StoreError> {
        let transaction = self.write()?;
        let here: Option<i64> =
            transaction.query_row("SELECT id FROM class WHERE name = ?1 AND archived = 0", [name], |r| r.get(0)).optional()?;
        let plan = decide(&here.map_or_else(|| Ok(Vec::new()), |id| students(&transaction, ClassId(id)))?);
        if !plan.changes.is_empty() {
            let class = match here {
                Some(id) => ClassId(id),
                None => class::create(&transaction, name, deck)?,
            };
            apply(&transaction, class, &plan.changes)?;
        }
        transaction.commit()?;
        Ok(plan)
    }
}

fn apply(db: &Connection, class: ClassId, changes: &[Change]) -> Result<(), StoreError> {
    // Out of the way first, so that two students can swap their cards.
    for change in changes {
        if let Change::Update { student, .. } = change {
            db.execute("UPDATE member SET active = 0 WHERE class_id = ?1 AND student_id = ?2", [class.0, student.0])?;
        }
    }
    for change in changes {
        match change {
            Change::Add { name, card } => {
                free_card(db, class, *card, NOBODY)?;
                let sql = "INSERT INTO student (name, board_name, language, level, notes) VALUES (?1, 'first', '', '', '')";
                db.execute(sql, [name])?;
                let sql = "INSERT INTO member (class_id, student_id, card, active) VALUES (?1, ?2, ?3, 1)";
                db.execute(sql, params![class.0, db.last_insert_rowid(), card.0])?;
            }
            Change::Update { student, card } => {
                free_card(db, class, *card, *student)?;
                let sql = "UPDATE member SET card = ?3, active = 1 WHERE class_id = ?1 AND student_id = ?2";
                db.execute(sql, params![class.0, student.0, card.0])?;
            }
        }
    }
    Ok(())
}
