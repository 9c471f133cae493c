//! Answers in the file: each a step of a trail that only grows.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::student::gone;
use super::{Store, StoreError, values};
use crate::cards::Answer;
use crate::classroom::{AnswerSource, AskingId, StudentId, TrailStep};

/// Adds a step behind those that there are. ?5 says that it is a correction; an answer by hand (3) over one that came in
/// another way is one too.
const STEP: &str = "
    INSERT INTO answer (asking_id, student_id, change, holder_id, answer, source, correction, confidence_permille, after_ms)
    SELECT asking.id, ?2, coalesce(last.change + 1, 0),
           (SELECT id FROM holder WHERE student_id = ?2 AND name = student.name AND card = member.card),
           ?3, ?4, ?5 OR (?4 = 3 AND coalesce(last.source <> 3, 0)), ?6, ?7 - asking.opened_at
    FROM asking
    JOIN member ON member.class_id = asking.class_id AND member.student_id = ?2
    JOIN student ON student.id = ?2
    LEFT JOIN (SELECT change, source FROM answer WHERE asking_id = ?1 AND student_id = ?2 ORDER BY change DESC LIMIT 1) AS last
    WHERE asking.id = ?1 AND asking.anonymous = 0";

/// Keeps who holds which card under which name, if that is new.
const HOLDER: &str = "
    INSERT OR IGNORE INTO holder (student_id, name, card)
    SELECT student.id, student.name, member.card
    FROM asking
    JOIN member ON member.class_id = asking.class_id AND member.student_id = ?2
    JOIN student ON student.id = ?2
    WHERE asking.id = ?1";

impl Store {
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
        let step = TrailStep { answer: Some(answer), source, is_correction: false, confidence, at };
        self.add_step(asking, student, &step)
    }

    /// The teacher puts an answer right, or strikes it out; the trail keeps what was there before.
    pub fn correct_answer(
        &mut self,
        asking: AskingId,
        student: StudentId,
        answer: Option<Answer>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let step = TrailStep { answer, source: AnswerSource::Hand, is_correction: true, confidence: None, at };
        self.add_step(asking, student, &step)
    }

    fn add_step(&mut self, asking: AskingId, student: StudentId, step: &TrailStep) -> Result<(), StoreError> {
        let transaction = self.write()?;
        transaction.prepare_cached(HOLDER)?.execute([asking.0, student.0])?;
        let made = transaction.prepare_cached(STEP)?.execute(params![
            asking.0,
            student.0,
            step.answer.map(|a| a.to_string()),
            values::source_number(step.source),
            step.is_correction,
            step.confidence.map(|c| (c.clamp(0.0, 1.0) * 1000.0).round() as i64),
            step.at.as_millisecond(),
        ])?;
        if made == 0 {
            let anonymous: Option<bool> =
                transaction.query_row("SELECT anonymous FROM asking WHERE id = ?1", [asking.0], |r| r.get(0)).optional()?;
            return Err(match anonymous {
                Some(true) => StoreError::Refused("this question was asked without names, so only counts are kept".to_owned()),
                _ => gone(),
            });
        }
        Ok(transaction.commit()?)
    }

    /// Everything a student answered in an asking, the first answer first.
    pub fn trail(&self, asking: AskingId, student: StudentId) -> Result<Vec<TrailStep>, StoreError> {
        let mut all = self.db.prepare_cached(
            "SELECT answer.answer, answer.source, answer.correction, answer.confidence_permille, asking.opened_at + answer.after_ms
             FROM answer JOIN asking ON asking.id = answer.asking_id
             WHERE answer.asking_id = ?1 AND answer.student_id = ?2 ORDER BY answer.change",
        )?;
        let mut rows = all.query([asking.0, student.0])?;
        let mut trail = Vec::new();
        while let Some(row) = rows.next()? {
            let letter: Option<String> = row.get(0)?;
            trail.push(TrailStep {
                answer: letter.map(|l| values::answer(&l)).transpose()?,
                source: values::source(row.get(1)?)?,
                is_correction: row.get(2)?,
                confidence: row.get::<_, Option<f32>>(3)?.map(|permille| permille / 1000.0),
                at: values::time("answer", "after_ms", row.get(4)?)?,
            });
        }
        Ok(trail)
    }
}
