//! The long table of results: one row per student and asking.

use jiff::Timestamp;

use super::{Store, StoreError, values};
use crate::cards::{Answer, CardNumber};
use crate::classroom::{AnswerSource, ClassId, Question, StudentId, title};

/// The last answer of one student in one asking; names and card as they were then.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRow {
    /// The class's name.
    pub class: String,
    /// Who.
    pub id: StudentId,
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

/// A row for each student's highest change; struck out answers are none.
const RESULTS: &str = "
    SELECT asking.class_name, holder.name, holder.card, question.text, question.name, asking.number, question.right,
           asking.opened_at, asking.opened_at + answer.after_ms, answer.answer, answer.source, answer.student_id
    FROM asking
    CROSS JOIN answer ON answer.asking_id = asking.id
    JOIN holder ON holder.id = answer.holder_id
    JOIN question ON question.id = asking.question_id
    WHERE (?1 IS NULL OR asking.class_id = ?1)
      AND answer.answer IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM answer AS later WHERE later.asking_id = answer.asking_id
                      AND later.student_id = answer.student_id AND later.change > answer.change)
    ORDER BY asking.opened_at, holder.card, asking.id, answer.student_id";

impl Store {
    /// Every student's last answer in every asking, of one class or of all, by the time of the asking and then by card.
    pub fn results(&self, class: Option<ClassId>) -> Result<Vec<ResultRow>, StoreError> {
        let mut all = self.db.prepare_cached(RESULTS)?;
        let mut rows = all.query([class.map(|c| c.0)])?;
        let mut results = Vec::new();
        while let Some(row) = rows.next()? {
            let right = values::key(&row.get::<_, String>(6)?)?;
            let given = values::answer(&row.get::<_, String>(9)?)?;
            let question = Question { text: row.get(3)?, name: row.get(4)?, ..Question::default() };
            results.push(ResultRow {
                class: row.get(0)?,
                id: StudentId(row.get(11)?),
                student: row.get(1)?,
                card: CardNumber(row.get(2)?),
                question: title(&question, usize::try_from(row.get::<_, i64>(5)?).unwrap_or(0)),
                asked_at: values::time("asking", "opened_at", row.get(7)?)?,
                answered_at: values::time("answer", "after_ms", row.get(8)?)?,
                answer: given,
                correct: (!right.is_survey()).then_some(right.contains(given)),
                source: values::source(row.get(10)?)?,
            });
        }
        Ok(results)
    }
}
