//! Bringing a list of names into a class, in one transaction.

use rusqlite::{Connection, OptionalExtension, params};

use super::student::{free_card, pairs, put_pair, put_profile, students};
use super::{Store, StoreError, class};
use crate::classroom::roster::{Change, Member, Plan};
use crate::classroom::{ClassId, Pair, Student, StudentId};

/// Nobody's identity.
const NOBODY: StudentId = StudentId(-1);

impl Store {
    /// Applies changes to a class, all of them or none.
    pub fn change_roster(&mut self, class: ClassId, changes: &[Change]) -> Result<(), StoreError> {
        let transaction = self.write()?;
        apply(&transaction, class, &Plan { changes: changes.to_vec(), ..Plan::default() })?;
        Ok(transaction.commit()?)
    }

    /// Brings a list into the class of this name, which is made with this deck if it is missing. `decide` gets the
    /// students and the rules about them and says what to change; all of it happens at one moment, or nothing does.
    pub fn bring_in(&mut self, name: &str, deck: &str, decide: impl FnOnce(&[Student], &[Pair]) -> Plan) -> Result<Plan, StoreError> {
        let transaction = self.write()?;
        let here: Option<i64> =
            transaction.query_row("SELECT id FROM class WHERE name = ?1 AND archived = 0", [name], |r| r.get(0)).optional()?;
        let plan = match here.map(ClassId) {
            Some(class) => decided(&transaction, class, decide)?,
            None => {
                let plan = decide(&[], &[]);
                if !plan.is_empty() {
                    let class = class::create(&transaction, name, deck)?;
                    apply(&transaction, class, &plan)?;
                }
                plan
            }
        };
        transaction.commit()?;
        Ok(plan)
    }

    /// The same for a class that is there.
    pub fn bring_into(&mut self, class: ClassId, decide: impl FnOnce(&[Student], &[Pair]) -> Plan) -> Result<Plan, StoreError> {
        let transaction = self.write()?;
        let plan = decided(&transaction, class, decide)?;
        transaction.commit()?;
        Ok(plan)
    }

    /// The same for a new class, whose name must be new.
    pub fn make_class(&mut self, name: &str, deck: &str, decide: impl FnOnce() -> Plan) -> Result<(ClassId, Plan), StoreError> {
        let transaction = self.write()?;
        let class = class::create(&transaction, name, deck)?;
        let plan = decide();
        apply(&transaction, class, &plan)?;
        transaction.commit()?;
        Ok((class, plan))
    }
}

fn decided(db: &Connection, class: ClassId, decide: impl FnOnce(&[Student], &[Pair]) -> Plan) -> Result<Plan, StoreError> {
    let plan = decide(&students(db, class)?, &pairs(db, class)?);
    apply(db, class, &plan)?;
    Ok(plan)
}

fn apply(db: &Connection, class: ClassId, plan: &Plan) -> Result<(), StoreError> {
    // Out of the way first, so that two students can swap their cards.
    for change in &plan.changes {
        if let Change::Update { student, .. } = change {
            db.execute("UPDATE member SET active = 0 WHERE class_id = ?1 AND student_id = ?2", [class.0, student.0])?;
        }
    }
    let mut of_change = Vec::with_capacity(plan.changes.len());
    for change in &plan.changes {
        let (student, profile) = match change {
            Change::Add { name, card, profile } => {
                free_card(db, class, *card, NOBODY)?;
                let sql = "INSERT INTO student (name, board_name, language, level, notes) VALUES (?1, 'first', '', '', '')";
                db.execute(sql, [name])?;
                let student = StudentId(db.last_insert_rowid());
                let sql = "INSERT INTO member (class_id, student_id, card, active) VALUES (?1, ?2, ?3, 1)";
                db.execute(sql, params![class.0, student.0, card.0])?;
                (student, profile)
            }
            Change::Update { student, card, profile } => {
                free_card(db, class, *card, *student)?;
                let sql = "UPDATE member SET card = ?3, active = 1 WHERE class_id = ?1 AND student_id = ?2";
                db.execute(sql, params![class.0, student.0, card.0])?;
                (*student, profile)
            }
        };
        put_profile(db, student, profile)?;
        of_change.push(student);
    }
    let who = |member: Member| match member {
        Member::Here(student) => Ok(student),
        Member::New(change) => {
            of_change.get(change).copied().ok_or_else(|| StoreError::Refused("a rule about nobody; bring the list in again".to_owned()))
        }
    };
    for pair in &plan.pairs {
        put_pair(db, who(pair.one)?, who(pair.other)?, Some(pair.rule))?;
    }
    Ok(())
}
