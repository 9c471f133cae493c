//! Classes and students in the file.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Store, StoreError};
use crate::cards::CardNumber;
use crate::classroom::roster::{Change, Plan};
use crate::classroom::{Class, ClassId, Student, StudentId};

const CLASS: &str = "SELECT id, name, deck FROM class";
const STUDENT: &str = "SELECT id, name, card, active FROM student";

fn row_to_class(row: &Row) -> rusqlite::Result<Class> {
    Ok(Class { id: ClassId(row.get(0)?), name: row.get(1)?, deck: row.get(2)? })
}

fn row_to_student(row: &Row) -> rusqlite::Result<Student> {
    Ok(Student { id: StudentId(row.get(0)?), name: row.get(1)?, card: CardNumber(row.get(2)?), active: row.get(3)? })
}

impl Store {
    /// All classes by name.
    pub fn classes(&self) -> Result<Vec<Class>, StoreError> {
        let mut all = self.db.prepare_cached(&format!("{CLASS} ORDER BY name"))?;
        Ok(all.query_map([], row_to_class)?.collect::<Result<_, _>>()?)
    }

    /// The class of this name.
    pub fn class_named(&self, name: &str) -> Result<Option<Class>, StoreError> {
        let mut one = self.db.prepare_cached(&format!("{CLASS} WHERE name = ?1"))?;
        Ok(one.query_row([name], row_to_class).optional()?)
    }

    /// The students of a class, those who left included, by card.
    pub fn students(&self, class: ClassId) -> Result<Vec<Student>, StoreError> {
        students(&self.db, class)
    }

    /// Makes an empty class. Its name must be new.
    pub fn create_class(&mut self, name: &str, deck: &str) -> Result<ClassId, StoreError> {
        let transaction = self.write()?;
        let taken: bool = transaction.query_row("SELECT EXISTS (SELECT 1 FROM class WHERE name = ?1)", [name], |r| r.get(0))?;
        if taken {
            return Err(StoreError::Refused(format!("there is a class named {name} already; choose another name")));
        }
        transaction.execute("INSERT INTO class (name, deck) VALUES (?1, ?2)", [name, deck])?;
        let id = ClassId(transaction.last_insert_rowid());
        transaction.commit()?;
        Ok(id)
    }

    /// Gives a class another name.
    pub fn rename_class(&mut self, class: ClassId, name: &str) -> Result<(), StoreError> {
        let transaction = self.write()?;
        let taken: bool =
            transaction
                .query_row("SELECT EXISTS (SELECT 1 FROM class WHERE name = ?1 AND id <> ?2)", params![name, class.0], |r| r.get(0))?;
        if taken {
            return Err(StoreError::Refused(format!("there is a class named {name} already; choose another name")));
        }
        transaction.execute("UPDATE class SET name = ?1 WHERE id = ?2", params![name, class.0])?;
        Ok(transaction.commit()?)
    }

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
        let class: Option<i64> = transaction.query_row("SELECT id FROM class WHERE name = ?1", [name], |r| r.get(0)).optional()?;
        let here = match class {
            Some(id) => students(&transaction, ClassId(id))?,
            None => Vec::new(),
        };
        let plan = decide(&here);
        if !plan.changes.is_empty() {
            let class = match class {
                Some(id) => ClassId(id),
                None => {
                    transaction.execute("INSERT INTO class (name, deck) VALUES (?1, ?2)", [name, deck])?;
                    ClassId(transaction.last_insert_rowid())
                }
            };
            apply(&transaction, class, &plan.changes)?;
        }
        transaction.commit()?;
        Ok(plan)
    }

    /// Gives a student another name.
    pub fn rename_student(&mut self, student: StudentId, name: &str) -> Result<(), StoreError> {
        let transaction = self.write()?;
        transaction.execute("UPDATE student SET name = ?1 WHERE id = ?2", params![name, student.0])?;
        Ok(transaction.commit()?)
    }

    /// Gives a student another card; one that somebody else holds is refused.
    pub fn set_card(&mut self, student: StudentId, card: CardNumber) -> Result<(), StoreError> {
        let transaction = self.write()?;
        let holder: Option<String> = transaction
            .query_row(
                "SELECT other.name FROM student AS other JOIN student AS own ON own.class_id = other.class_id
                 WHERE own.id = ?1 AND other.id <> own.id AND other.active = 1 AND own.active = 1 AND other.card = ?2",
                params![student.0, card.0],
                |r| r.get(0),
            )
            .optional()?;
        if let Some(name) = holder {
            return Err(StoreError::Refused(format!("card {card} is held by {name}; choose another card")));
        }
        transaction.execute("UPDATE student SET card = ?1 WHERE id = ?2", params![card.0, student.0])?;
        Ok(transaction.commit()?)
    }

    /// Marks a student as having left, or as being back; coming back needs the old card to be free.
    pub fn set_active(&mut self, student: StudentId, active: bool) -> Result<(), StoreError> {
        let transaction = self.write()?;
        if active {
            let (class, card) = transaction
                .query_row("SELECT class_id, card FROM student WHERE id = ?1 AND active = 0", [student.0], |r| {
                    Ok((ClassId(r.get(0)?), CardNumber(r.get(1)?)))
                })
                .optional()?
                .unwrap_or((ClassId(-1), CardNumber(0)));
            free_card(&transaction, class, card)?;
        }
        transaction.execute("UPDATE student SET active = ?1 WHERE id = ?2", params![active, student.0])?;
        Ok(transaction.commit()?)
    }
}

fn apply(transaction: &Connection, class: ClassId, changes: &[Change]) -> Result<(), StoreError> {
    // Out of the way first, so that two students can swap their cards.
    for change in changes {
        if let Change::Update { student, .. } = change {
            transaction.execute("UPDATE student SET active = 0 WHERE id = ?1 AND class_id = ?2", params![student.0, class.0])?;
        }
    }
    for change in changes {
        match change {
            Change::Add { name, card } => {
                free_card(transaction, class, *card)?;
                transaction.execute("INSERT INTO student (class_id, name, card) VALUES (?1, ?2, ?3)", params![class.0, name, card.0])?;
            }
            Change::Update { student, card } => {
                free_card(transaction, class, *card)?;
                let sql = "UPDATE student SET card = ?1, active = 1 WHERE id = ?2 AND class_id = ?3";
                transaction.execute(sql, params![card.0, student.0, class.0])?;
            }
        }
    }
    Ok(())
}

pub(super) fn students(db: &Connection, class: ClassId) -> Result<Vec<Student>, StoreError> {
    let mut all = db.prepare_cached(&format!("{STUDENT} WHERE class_id = ?1 ORDER BY card, id"))?;
    Ok(all.query_map([class.0], row_to_student)?.collect::<Result<_, _>>()?)
}

/// Refuses a card that an active student of the class holds.
fn free_card(db: &Connection, class: ClassId, card: CardNumber) -> Result<(), StoreError> {
    let sql = "SELECT name FROM student WHERE class_id = ?1 AND card = ?2 AND active = 1";
    let holder: Option<String> = db.query_row(sql, params![class.0, card.0], |r| r.get(0)).optional()?;
    match holder {
        Some(name) => Err(StoreError::Refused(format!("card {card} is held by {name}; choose another card"))),
        None => Ok(()),
    }
}
