//! Askings in the file, with each student's last answer.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Store, StoreError, lesson, question, values};
use crate::cards::Answer;
use crate::classroom::{AskingId, AskingRecord, ClassId, LessonId, Question, StudentAnswer, StudentId};

const ASKING: &str = "SELECT id, lesson_id, number, again_of, question_id, anonymous, opened_at, closed_at FROM asking";

/// Whether an asking keeps who answered what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Each student's answers are kept.
    Kept,
    /// Only how many chose what is kept, and nothing of any student.
    Anonymous,
}

impl Store {
    /// Opens a new asking of a question, in the lesson that goes on or else in a new one. The question itself is kept once,
    /// however often it is asked; the class's last asking of it is what this one is a re-assessment of, unless the question
    /// stands on the board.
    pub fn open_asking(&mut self, class: ClassId, question: &Question, at: Timestamp) -> Result<AskingId, StoreError> {
        self.open_asking_of(class, question, Names::Kept, at)
    }

    /// The same, and whether names are kept.
    pub fn open_asking_of(&mut self, class: ClassId, question: &Question, names: Names, at: Timestamp) -> Result<AskingId, StoreError> {
        let transaction = self.write()?;
        let kept = question::keep(&transaction, question)?;
        let last = "SELECT id FROM asking WHERE question_id = ?1 AND class_id = ?2 ORDER BY opened_at DESC, id DESC LIMIT 1";
        let last: Option<i64> = transaction.query_row(last, [kept, class.0], |r| r.get(0)).optional()?;
        let again_of = last.filter(|_| !question.stands_on_board());
        let id = insert(&transaction, class, kept, again_of, names, at)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Asks once more what was asked then.
    pub fn ask_again(&mut self, asking: AskingId, names: Names, at: Timestamp) -> Result<AskingId, StoreError> {
        let transaction = self.write()?;
        let (class, question) =
            transaction.query_row("SELECT class_id, question_id FROM asking WHERE id = ?1", [asking.0], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let id = insert(&transaction, ClassId(class), question, Some(asking.0), names, at)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Closes an asking.
    pub fn close_asking(&mut self, asking: AskingId, at: Timestamp) -> Result<(), StoreError> {
        let transaction = self.write()?;
        transaction.execute("UPDATE asking SET closed_at = ?2 WHERE id = ?1", params![asking.0, at.as_millisecond()])?;
        Ok(transaction.commit()?)
    }

    /// Opens a closed asking again; its answers stay.
    pub fn reopen_asking(&mut self, asking: AskingId) -> Result<(), StoreError> {
        let transaction = self.write()?;
        transaction.execute("UPDATE asking SET closed_at = NULL WHERE id = ?1", [asking.0])?;
        Ok(transaction.commit()?)
    }

    /// Keeps how many chose A, B, C and D in an anonymous asking, in place of what was counted before.
    pub fn set_counts(&mut self, asking: AskingId, counts: [usize; 4]) -> Result<(), StoreError> {
        let transaction = self.write()?;
        let anonymous: bool = transaction.query_row("SELECT anonymous FROM asking WHERE id = ?1", [asking.0], |r| r.get(0))?;
        if !anonymous {
            return Err(StoreError::Refused("this question was asked with names; keep each answer".to_owned()));
        }
        for (answer, count) in Answer::ALL.into_iter().zip(counts) {
            transaction.execute(
                "INSERT INTO asking_count (asking_id, answer, count) VALUES (?1, ?2, ?3)
                 ON CONFLICT (asking_id, answer) DO UPDATE SET count = excluded.count",
                params![asking.0, answer.to_string(), count as i64],
            )?;
        }
        Ok(transaction.commit()?)
    }

    /// The askings of a class, the oldest first.
    pub fn askings(&self, class: ClassId) -> Result<Vec<AskingRecord>, StoreError> {
        self.askings_between(class, Timestamp::MIN, Timestamp::MAX)
    }

    /// The askings of a class that were opened from a moment on and before another, the oldest first: a term's, for instance.
    pub fn askings_between(&self, class: ClassId, from: Timestamp, before: Timestamp) -> Result<Vec<AskingRecord>, StoreError> {
        let range = params![class.0, from.as_millisecond(), before.as_millisecond()];
        let mut all = self
            .db
            .prepare_cached(&format!("{ASKING} WHERE class_id = ?1 AND opened_at >= ?2 AND opened_at < ?3 ORDER BY opened_at, id"))?;
        let rows: Vec<AskingRow> = all.query_map(range, row_to_asking)?.collect::<Result<_, _>>()?;
        let mut known = HashMap::new();
        let mut askings = rows.into_iter().map(|row| record(&self.db, row, &mut known)).collect::<Result<Vec<_>, _>>()?;
        // One walk through all answers, side by side with the askings, which are in the same order.
        let mut answers = self.db.prepare_cached(
            "SELECT asking.id, answer.student_id, answer.answer, answer.source, asking.opened_at + answer.after_ms
             FROM asking CROSS JOIN answer ON answer.asking_id = asking.id
             WHERE asking.class_id = ?1 AND asking.opened_at >= ?2 AND asking.opened_at < ?3
             ORDER BY asking.opened_at, asking.id, answer.student_id, answer.change",
        )?;
        let mut rows = answers.query(range)?;
        let mut at = 0;
        while let Some(row) = rows.next()? {
            let id = AskingId(row.get(0)?);
            while askings.get(at).is_some_and(|a| a.id != id) {
                at += 1;
            }
            // Another program may have opened it in between.
            let Some(asking) = askings.get_mut(at) else { break };
            take_answer(&mut asking.answers, row)?;
        }
        Ok(askings)
    }

    /// The newest asking of a class, of the question of this text or name if one is given.
    pub fn last_asking(&self, class: ClassId, question: Option<&str>) -> Result<Option<AskingRecord>, StoreError> {
        let mut newest = self.db.prepare_cached(
            "SELECT asking.id FROM asking JOIN question ON question.id = asking.question_id
             WHERE asking.class_id = ?1 AND (?2 IS NULL OR ?2 IN (question.text, question.name))
             ORDER BY asking.opened_at DESC, asking.id DESC LIMIT 1",
        )?;
        let id: Option<i64> = newest.query_row(params![class.0, question], |r| r.get(0)).optional()?;
        id.map(|id| self.asking(AskingId(id))).transpose()
    }

    /// One asking.
    pub fn asking(&self, asking: AskingId) -> Result<AskingRecord, StoreError> {
        let row = self.db.prepare_cached(&format!("{ASKING} WHERE id = ?1"))?.query_row([asking.0], row_to_asking)?;
        let mut record = record(&self.db, row, &mut HashMap::new())?;
        let mut answers = self.db.prepare_cached(
            "SELECT asking_id, student_id, answer, source, ?2 + after_ms FROM answer WHERE asking_id = ?1 ORDER BY student_id, change",
        )?;
        let mut rows = answers.query([asking.0, record.opened_at.as_millisecond()])?;
        while let Some(row) = rows.next()? {
            take_answer(&mut record.answers, row)?;
        }
        Ok(record)
    }
}

/// Puts an asking into the lesson that goes on, or into a new one.
fn insert(
    db: &Connection,
    class: ClassId,
    question: i64,
    again_of: Option<i64>,
    names: Names,
    at: Timestamp,
) -> Result<AskingId, StoreError> {
    let lesson = lesson::current(db, class, at)?;
    db.execute(
        "INSERT INTO asking (lesson_id, number, class_id, class_name, question_id, again_of, anonymous, opened_at)
         SELECT ?1, (SELECT coalesce(max(number), 0) + 1 FROM asking WHERE lesson_id = ?1), id, name, ?3, ?4, ?5, ?6
         FROM class WHERE id = ?2",
        params![lesson.0, class.0, question, again_of, names == Names::Anonymous, at.as_millisecond()],
    )?;
    Ok(AskingId(db.last_insert_rowid()))
}

/// A row as it stands in the table.
struct AskingRow {
    id: AskingId,
    lesson: LessonId,
    number: i64,
    again_of: Option<AskingId>,
    question: i64,
    anonymous: bool,
    opened: i64,
    closed: Option<i64>,
}

fn row_to_asking(row: &Row) -> rusqlite::Result<AskingRow> {
    Ok(AskingRow {
        id: AskingId(row.get(0)?),
        lesson: LessonId(row.get(1)?),
        number: row.get(2)?,
        again_of: row.get::<_, Option<i64>>(3)?.map(AskingId),
        question: row.get(4)?,
        anonymous: row.get(5)?,
        opened: row.get(6)?,
        closed: row.get(7)?,
    })
}

/// The record of a row, without answers. Questions that were read before are in `known`.
fn record(db: &Connection, row: AskingRow, known: &mut HashMap<i64, Question>) -> Result<AskingRecord, StoreError> {
    let question = match known.get(&row.question) {
        Some(question) => question.clone(),
        None => {
            let question = question::read(db, row.question)?;
            known.insert(row.question, question.clone());
            question
        }
    };
    Ok(AskingRecord {
        id: row.id,
        lesson: row.lesson,
        number: usize::try_from(row.number).map_err(|_| values::unreadable("asking", "number", row.number))?,
        again_of: row.again_of,
        question,
        opened_at: values::time("asking", "opened_at", row.opened)?,
        closed_at: row.closed.map(|ms| values::time("asking", "closed_at", ms)).transpose()?,
        answers: Vec::new(),
        counts: row.anonymous.then(|| counts(db, row.id)).transpose()?,
    })
}

fn counts(db: &Connection, asking: AskingId) -> Result<[usize; 4], StoreError> {
    let mut all = db.prepare_cached("SELECT answer, count FROM asking_count WHERE asking_id = ?1")?;
    let mut counts = [0; 4];
    for row in all.query_map([asking.0], |r| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?)))? {
        let (letter, count) = row?;
        counts[values::answer(&letter)?.index()] = usize::try_from(count).unwrap_or(0);
    }
    Ok(counts)
}

/// Takes one step of a trail into the last answers: a row of asking, student, answer, source and time, in the order of the
/// trail.
fn take_answer(answers: &mut Vec<StudentAnswer>, row: &Row) -> Result<(), StoreError> {
    let student = StudentId(row.get(1)?);
    if answers.last().is_some_and(|a| a.student == student) {
        answers.pop();
    }
    // Struck out: as if nothing had been answered.
    if let Some(letter) = row.get::<_, Option<String>>(2)? {
        answers.push(StudentAnswer {
            student,
            answer: values::answer(&letter)?,
            source: values::source(row.get(3)?)?,
            at: values::time("answer", "after_ms", row.get(4)?)?,
        });
    }
    Ok(())
}
