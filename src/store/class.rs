//! Classes in the file.

use jiff::civil::{Time, Weekday};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::values::unreadable;
use super::{Store, StoreError};
use crate::classroom::{Class, ClassId, Hour, SetId};

const CLASS: &str = "SELECT id, name, subject, term, deck, archived FROM class";

fn row_to_class(row: &Row) -> rusqlite::Result<Class> {
    Ok(Class {
        id: ClassId(row.get(0)?),
        name: row.get(1)?,
        subject: row.get(2)?,
        term: row.get(3)?,
        deck: row.get(4)?,
        timetable: Vec::new(),
        queue: Vec::new(),
        archived: row.get(5)?,
    })
}

impl Store {
    /// The classes that are not archived, by name.
    pub fn classes(&self) -> Result<Vec<Class>, StoreError> {
        self.all_classes(false)
    }

    /// The classes that were put away, the last first.
    pub fn archived_classes(&self) -> Result<Vec<Class>, StoreError> {
        self.all_classes(true)
    }

    fn all_classes(&self, archived: bool) -> Result<Vec<Class>, StoreError> {
        let order = if archived { "id DESC" } else { "name" };
        let mut all = self.db.prepare_cached(&format!("{CLASS} WHERE archived = ?1 ORDER BY {order}"))?;
        let classes: Vec<Class> = all.query_map([archived], row_to_class)?.collect::<Result<_, _>>()?;
        classes.into_iter().map(|c| self.with_details(c)).collect()
    }

    /// The class of this name, unless it is archived.
    pub fn class_named(&self, name: &str) -> Result<Option<Class>, StoreError> {
        let mut one = self.db.prepare_cached(&format!("{CLASS} WHERE name = ?1 AND archived = 0"))?;
        one.query_row([name], row_to_class).optional()?.map(|c| self.with_details(c)).transpose()
    }

    /// The class with this identity, archived or not.
    pub fn class(&self, id: ClassId) -> Result<Class, StoreError> {
        let mut one = self.db.prepare_cached(&format!("{CLASS} WHERE id = ?1"))?;
        self.with_details(one.query_row([id.0], row_to_class)?)
    }

    fn with_details(&self, mut class: Class) -> Result<Class, StoreError> {
        let mut hours =
            self.db.prepare_cached("SELECT weekday, starts, minutes FROM class_hour WHERE class_id = ?1 ORDER BY weekday, starts")?;
        let mut rows = hours.query([class.id.0])?;
        while let Some(row) = rows.next()? {
            let (weekday, starts): (i8, i16) = (row.get(0)?, row.get(1)?);
            class.timetable.push(Hour {
                weekday: Weekday::from_monday_one_offset(weekday).map_err(|_| unreadable("class_hour", "weekday", weekday))?,
                starts: Time::new((starts / 60) as i8, (starts % 60) as i8, 0, 0)
                    .map_err(|_| unreadable("class_hour", "starts", starts))?,
                minutes: row.get(2)?,
            });
        }
        let mut queue = self.db.prepare_cached("SELECT set_id FROM class_queue WHERE class_id = ?1 ORDER BY position")?;
        class.queue = queue.query_map([class.id.0], |r| Ok(SetId(r.get(0)?)))?.collect::<Result<_, _>>()?;
        Ok(class)
    }

    /// Makes an empty class. Its name must be new.
    pub fn create_class(&mut self, name: &str, deck: &str) -> Result<ClassId, StoreError> {
        let transaction = self.write()?;
        let id = create(&transaction, name, deck)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Gives a class another name.
    pub fn rename_class(&mut self, class: ClassId, name: &str) -> Result<(), StoreError> {
        let transaction = self.write()?;
        is_free(&transaction, name, Some(class))?;
        transaction.execute("UPDATE class SET name = ?1 WHERE id = ?2", params![name, class.0])?;
        Ok(transaction.commit()?)
    }

    /// Keeps what a class is about: everything in it but its identity and its deck.
    pub fn change_class(&mut self, class: &Class) -> Result<(), StoreError> {
        let transaction = self.write()?;
        if !class.archived {
            is_free(&transaction, &class.name, Some(class.id))?;
        }
        let id = class.id.0;
        transaction.execute(
            "UPDATE class SET name = ?2, subject = ?3, term = ?4, archived = ?5 WHERE id = ?1",
            params![id, class.name, class.subject, class.term, class.archived],
        )?;
        transaction.execute("DELETE FROM class_hour WHERE class_id = ?1", [id])?;
        for hour in &class.timetable {
            transaction.execute(
                "INSERT OR REPLACE INTO class_hour (class_id, weekday, starts, minutes) VALUES (?1, ?2, ?3, ?4)",
                params![id, hour.weekday.to_monday_one_offset(), hour.starts_minute(), hour.minutes.clamp(1, 1440)],
            )?;
        }
        transaction.execute("DELETE FROM class_queue WHERE class_id = ?1", [id])?;
        for (position, set) in (0_i64..).zip(&class.queue) {
            // A set that was deleted meanwhile no longer waits.
            transaction.execute(
                "INSERT INTO class_queue (class_id, position, set_id) SELECT ?1, ?2, id FROM question_set WHERE id = ?3",
                params![id, position, set.0],
            )?;
        }
        Ok(transaction.commit()?)
    }
}

/// Makes an empty class. Its name must be new.
pub fn create(db: &Connection, name: &str, deck: &str) -> Result<ClassId, StoreError> {
    is_free(db, name, None)?;
    db.execute("INSERT INTO class (name, subject, term, deck, archived) VALUES (?1, '', '', ?2, 0)", [name, deck])?;
    Ok(ClassId(db.last_insert_rowid()))
}

/// Refuses a name that another class has which is not archived.
fn is_free(db: &Connection, name: &str, own: Option<ClassId>) -> Result<(), StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM class WHERE name = ?1 AND archived = 0 AND id IS NOT ?2)";
    let taken: bool = db.query_row(sql, params![name, own.map(|c| c.0)], |r| r.get(0))?;
    if taken { Err(StoreError::Refused(format!("there is a class named {name} already; choose another name"))) } else { Ok(()) }
}
