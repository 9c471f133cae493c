//! Lessons in the file.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::values::{self, unreadable};
use super::{Store, StoreError};
use crate::classroom::{ClassId, Lesson, LessonId, LessonPlan, SetId};

impl Store {
    /// Begins a lesson; what is asked of the class from now on belongs to it.
    pub fn begin_lesson(&mut self, class: ClassId, plan: &LessonPlan, at: Timestamp) -> Result<LessonId, StoreError> {
        let transaction = self.write()?;
        let id = begin(&transaction, class, plan, at)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Ends a lesson.
    pub fn end_lesson(&mut self, lesson: LessonId, at: Timestamp) -> Result<(), StoreError> {
        let transaction = self.write()?;
        transaction.execute("UPDATE lesson SET ended_at = ?2 WHERE id = ?1", params![lesson.0, at.as_millisecond()])?;
        Ok(transaction.commit()?)
    }

    /// The newest lesson of a class.
    pub fn last_lesson(&self, class: ClassId) -> Result<Option<Lesson>, StoreError> {
        last(&self.db, class)
    }

    /// The class whose lesson began last.
    pub fn class_taught_last(&self) -> Result<Option<ClassId>, StoreError> {
        let mut newest = self.db.prepare_cached("SELECT class_id FROM lesson ORDER BY id DESC LIMIT 1")?;
        Ok(newest.query_row([], |r| Ok(ClassId(r.get(0)?))).optional()?)
    }
}

/// The lesson that a question asked now belongs to: the one that goes on, or a new one without a plan.
pub fn current(db: &Connection, class: ClassId, at: Timestamp) -> Result<LessonId, StoreError> {
    match last(db, class)?.filter(|lesson| lesson.goes_on(at)) {
        Some(lesson) => Ok(lesson.id),
        None => begin(db, class, &LessonPlan::AdHoc, at),
    }
}

fn begin(db: &Connection, class: ClassId, plan: &LessonPlan, at: Timestamp) -> Result<LessonId, StoreError> {
    let (word, set) = match plan {
        LessonPlan::AdHoc => ("ad-hoc", None),
        LessonPlan::Set(set) => ("set", set.map(|s| s.0)),
        LessonPlan::Numbered(_) => ("numbered", None),
    };
    let at = at.as_millisecond();
    let made = db.execute(
        "INSERT INTO lesson (class_id, plan, set_id, began_at) SELECT id, ?2, ?3, ?4 FROM class WHERE id = ?1",
        params![class.0, word, set, at],
    )?;
    if made == 0 {
        return Err(StoreError::Refused("this class is no longer in the teacher's file".to_owned()));
    }
    let id = LessonId(db.last_insert_rowid());
    if let LessonPlan::Numbered(keys) = plan {
        for (number, key) in (1_i64..).zip(keys) {
            db.execute("INSERT INTO lesson_key (lesson_id, number, right) VALUES (?1, ?2, ?3)", params![id.0, number, key.to_string()])?;
        }
    }
    Ok(id)
}

fn last(db: &Connection, class: ClassId) -> Result<Option<Lesson>, StoreError> {
    let mut newest = db.prepare_cached(
        "SELECT id, plan, set_id, began_at, ended_at FROM lesson WHERE class_id = ?1 ORDER BY began_at DESC, id DESC LIMIT 1",
    )?;
    let row = newest
        .query_row([class.0], |r| {
            let set: Option<i64> = r.get(2)?;
            Ok((LessonId(r.get(0)?), r.get::<_, String>(1)?, set, r.get::<_, i64>(3)?, r.get::<_, Option<i64>>(4)?))
        })
        .optional()?;
    let Some((id, word, set, began, ended)) = row else { return Ok(None) };
    let plan = match word.as_str() {
        "ad-hoc" => LessonPlan::AdHoc,
        "set" => LessonPlan::Set(set.map(SetId)),
        "numbered" => {
            let mut keys = db.prepare_cached("SELECT right FROM lesson_key WHERE lesson_id = ?1 ORDER BY number")?;
            let keys: Vec<String> = keys.query_map([id.0], |r| r.get(0))?.collect::<Result<_, _>>()?;
            LessonPlan::Numbered(keys.iter().map(|k| values::key(k)).collect::<Result<_, _>>()?)
        }
        other => return Err(unreadable("lesson", "plan", other)),
    };
    let began_at = values::time("lesson", "began_at", began)?;
    let ended_at = ended.map(|ms| values::time("lesson", "ended_at", ms)).transpose()?;
    Ok(Some(Lesson { id, class, plan, began_at, ended_at }))
}
