//! Questions, askings and answers in the file.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{Store, StoreError, unreadable};
use crate::cards::Answer;
use crate::classroom::{AnswerSource, AskingId, AskingRecord, ClassId, Key, MOST_OPTIONS, Question, StudentAnswer, StudentId};

impl Store {
    /// Opens a new asking of a question; the question itself is kept once however often it is asked.
    pub fn open_asking(&mut self, class: ClassId, question: &Question, at: Timestamp) -> Result<AskingId, StoreError> {
        let transaction = self.write()?;
        let question_id = match find_question(&transaction, question)? {
            Some(id) => id,
            None => insert_question(&transaction, question)?,
        };
        let made = transaction.execute(
            "INSERT INTO asking (class_id, class_name, question_id, opened_at) SELECT id, name, ?2, ?3 FROM class WHERE id = ?1",
            params![class.0, question_id, at.as_millisecond()],
        )?;
        if made == 0 {
            return Err(StoreError::Refused("this class is no longer in the teacher's file".to_owned()));
        }
        let id = AskingId(transaction.last_insert_rowid());
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

    /// Adds an answer. When this returns, the answer survives a power cut.
    pub fn record_answer(
        &mut self,
        asking: AskingId,
        student: StudentId,
        answer: Answer,
        source: AnswerSource,
        confidence: Option<f32>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let transaction = self.write()?;
        let made = transaction
            .prepare_cached(
                "INSERT INTO answer (asking_id, student_id, student_name, card, answer, source, confidence, answered_at)
                 SELECT ?1, id, name, card, ?3, ?4, ?5, ?6 FROM student WHERE id = ?2",
            )?
            .execute(params![asking.0, student.0, answer.letter().to_string(), source.word(), confidence, at.as_millisecond()])?;
        if made == 0 {
            return Err(StoreError::Refused("this student is no longer in the teacher's file".to_owned()));
        }
        Ok(transaction.commit()?)
    }

    /// The askings of a class, the oldest first.
    pub fn askings(&self, class: ClassId) -> Result<Vec<AskingRecord>, StoreError> {
        let mut ids = self.db.prepare_cached("SELECT id FROM asking WHERE class_id = ?1 ORDER BY opened_at, id")?;
        let ids: Vec<i64> = ids.query_map([class.0], |r| r.get(0))?.collect::<Result<_, _>>()?;
        ids.into_iter().map(|id| self.asking(AskingId(id))).collect()
    }

    /// One asking.
    pub fn asking(&self, asking: AskingId) -> Result<AskingRecord, StoreError> {
        let (question_id, opened, closed) =
            self.db
                .prepare_cached("SELECT question_id, opened_at, closed_at FROM asking WHERE id = ?1")?
                .query_row([asking.0], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)?, r.get::<_, Option<i64>>(2)?)))?;
        Ok(AskingRecord {
            id: asking,
            question: question(&self.db, question_id)?,
            opened_at: time("asking", "opened_at", opened)?,
            closed_at: closed.map(|ms| time("asking", "closed_at", ms)).transpose()?,
            answers: self.last_answers(asking)?,
        })
    }

    fn last_answers(&self, asking: AskingId) -> Result<Vec<StudentAnswer>, StoreError> {
        let mut last = self.db.prepare_cached(
            "SELECT student_id, answer, source, answered_at FROM answer
             WHERE id IN (SELECT max(id) FROM answer WHERE asking_id = ?1 GROUP BY student_id) ORDER BY student_id",
        )?;
        let rows = last
            .query_map([asking.0], |r| Ok((StudentId(r.get(0)?), r.get::<_, String>(1)?, r.get::<_, String>(2)?, r.get::<_, i64>(3)?)))?;
        rows.map(|row| {
            let (student, letter, word, ms) = row?;
            Ok(StudentAnswer { student, answer: answer(&letter)?, source: source(&word)?, at: time("answer", "answered_at", ms)? })
        })
        .collect()
    }
}

pub(super) fn answer(letter: &str) -> Result<Answer, StoreError> {
    letter.chars().next().and_then(Answer::from_letter).ok_or_else(|| unreadable("answer", "answer", letter))
}

pub(super) fn source(word: &str) -> Result<AnswerSource, StoreError> {
    AnswerSource::from_word(word).ok_or_else(|| unreadable("answer", "source", word))
}

pub(super) fn time(table: &str, column: &str, ms: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(ms).map_err(|_| unreadable(table, column, ms))
}

pub(super) fn key(letters: &str) -> Result<Key, StoreError> {
    Key::parse(letters).map_err(|_| unreadable("question", "right", letters))
}

fn question(db: &Connection, id: i64) -> Result<Question, StoreError> {
    let (text, right) = db
        .prepare_cached("SELECT text, right FROM question WHERE id = ?1")?
        .query_row([id], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))?;
    let mut options = db.prepare_cached("SELECT text FROM question_option WHERE question_id = ?1 ORDER BY position")?;
    let options = options.query_map([id], |r| Ok(r.get_ref(0)?.as_str()?.into()))?.collect::<Result<_, _>>()?;
    Ok(Question { text, options, key: key(&right)?, ..Question::default() })
}

fn find_question(db: &Connection, wanted: &Question) -> Result<Option<i64>, StoreError> {
    let mut same = db.prepare_cached("SELECT id FROM question WHERE text = ?1 AND right = ?2 ORDER BY id")?;
    let ids: Vec<i64> = same.query_map(params![wanted.text, wanted.key.to_string()], |r| r.get(0))?.collect::<Result<_, _>>()?;
    for id in ids {
        if question(db, id)? == *wanted {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn insert_question(db: &Connection, question: &Question) -> Result<i64, StoreError> {
    if question.options.len() > MOST_OPTIONS {
        return Err(StoreError::Refused("a question has at most four options, A to D".to_owned()));
    }
    db.execute("INSERT INTO question (text, right) VALUES (?1, ?2)", params![question.text, question.key.to_string()])?;
    let id = db.last_insert_rowid();
    for (position, choice) in question.options.iter().enumerate() {
        db.execute(
            "INSERT INTO question_option (question_id, position, text) VALUES (?1, ?2, ?3)",
            params![id, position as i64, choice.text],
        )?;
    }
    Ok(id)
}
