//! The long table of results: one row per student and asking.

use jiff::Timestamp;

use super::asking::{answer, key, source, time};
use super::{Store, StoreError};
use crate::cards::{Answer, CardNumber};
use crate::classroom::{AnswerSource, ClassId};

/// The last answer of one student in one asking; names and card as they were then.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRow {
    /// The class's name.
    pub class: String,
    /// The student's name.
    pub student: String,
    /// The student's card.
    pub card: CardNumber,
    /// What was asked.
    pub question: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When the student answered.
    pub answered_at: Timestamp,
    /// The answer.
    pub answer: Answer,
    /// Whether it is right; `None` for a survey.
    pub correct: Option<bool>,
    /// How it came in.
    pub source: AnswerSource,
}

const RESULTS: &str = "
    SELECT asking.class_name, answer.student_name, answer.card, question.text, question.right,
           asking.opened_at, answer.answered_at, answer.answer, answer.source
    FROM answer
    JOIN asking ON asking.id = answer.asking_id
    JOIN question ON question.id = asking.question_id
    WHERE answer.id IN (SELECT max(id) FROM answer GROUP BY asking_id, student_id)
      AND (?1 IS NULL OR asking.class_id = ?1)
    ORDER BY asking.opened_at, answer.card, asking.id, answer.id";

impl Store {
    /// Every student's last answer in every asking, of one class or of all, by the time of the asking and then by card.
    pub fn results(&self, class: Option<ClassId>) -> Result<Vec<ResultRow>, StoreError> {
        let mut all = self.db.prepare_cached(RESULTS)?;
        let mut rows = all.query([class.map(|c| c.0)])?;
        let mut results = Vec::new();
        while let Some(row) = rows.next()? {
            let right = key(&row.get::<_, String>(4)?)?;
            let given = answer(&row.get::<_, String>(7)?)?;
            results.push(ResultRow {
                class: row.get(0)?,
                student: row.get(1)?,
                card: CardNumber(row.get(2)?),
                question: row.get(3)?,
                asked_at: time("asking", "opened_at", row.get(5)?)?,
                answered_at: time("answer", "answered_at", row.get(6)?)?,
                answer: given,
                correct: (!right.is_survey()).then_some(right.contains(given)),
                source: source(&row.get::<_, String>(8)?)?,
            });
        }
        Ok(results)
    }
}
