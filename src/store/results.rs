//! The long table of results: one row per student and asking.

use jiff::Timestamp;
use rusqlite::params;

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

/// Which results are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultsOf {
    /// Of this class; without one, of all.
    pub class: Option<ClassId>,
    /// What was asked from this moment on.
    pub from: Timestamp,
    /// And before this one.
    pub before: Timestamp,
}

impl Default for ResultsOf {
    /// Of all classes, whenever they were asked.
    fn default() -> Self {
        Self { class: None, from: Timestamp::MIN, before: Timestamp::MAX }
    }
}

/// The askings in the order in which they come out.
const ASKINGS: &str = "SELECT id, opened_at FROM asking WHERE (?1 IS NULL OR class_id = ?1) AND opened_at >= ?2 AND opened_at < ?3
                       ORDER BY opened_at, id";

/// Of one asking a row for each student's highest change; struck out answers are none.
const RESULTS: &str = "
    SELECT asking.class_name, holder.name, holder.card, question.text, question.name, asking.number, question.right,
           asking.opened_at, asking.opened_at + answer.after_ms, answer.answer, answer.source, answer.student_id
    FROM asking
    CROSS JOIN answer ON answer.asking_id = asking.id
    JOIN holder ON holder.id = answer.holder_id
    JOIN question ON question.id = asking.question_id
    WHERE asking.id = ?1
      AND answer.answer IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM answer AS later WHERE later.asking_id = answer.asking_id
                      AND later.student_id = answer.student_id AND later.change > answer.change)
    ORDER BY holder.card, answer.student_id";

impl Store {
    /// Shows every student's last answer in every asking that is meant to `visit`, by the time of the asking and then by
    /// card: each time the rows of one moment, so that ten years of them are never in memory together.
    pub fn each_result<E: From<StoreError>>(
        &self,
        which: ResultsOf,
        mut visit: impl FnMut(&mut [ResultRow]) -> Result<(), E>,
    ) -> Result<(), E> {
        // As long as this one is read, nothing that is read beside it changes either.
        let mut askings = self.db.prepare_cached(ASKINGS).map_err(StoreError::from)?;
        let ResultsOf { class, from, before } = which;
        let range = params![class.map(|c| c.0), from.as_millisecond(), before.as_millisecond()];
        let mut askings = askings.query(range).map_err(StoreError::from)?;
        let mut moment = None;
        let mut rows = Vec::new();
        while let Some(asking) = askings.next().map_err(StoreError::from)? {
            let (id, opened): (i64, i64) = asking.get(0).and_then(|id| Ok((id, asking.get(1)?))).map_err(StoreError::from)?;
            if moment.replace(opened).is_some_and(|before| before != opened) {
                show(&mut rows, &mut visit)?;
            }
            self.results_of(id, &mut rows)?;
        }
        show(&mut rows, &mut visit)
    }

    /// How many askings of those that are meant have no answers of students to show: they were asked without names.
    pub fn count_nameless(&self, which: ResultsOf) -> Result<usize, StoreError> {
        let ResultsOf { class, from, before } = which;
        let mut count = self.db.prepare_cached(
            "SELECT count(*) FROM asking WHERE anonymous AND (?1 IS NULL OR class_id = ?1) AND opened_at >= ?2 AND opened_at < ?3",
        )?;
        let range = params![class.map(|c| c.0), from.as_millisecond(), before.as_millisecond()];
        let count: i64 = count.query_row(range, |r| r.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Every result in one list, for few.
    pub fn results(&self, class: Option<ClassId>) -> Result<Vec<ResultRow>, StoreError> {
        let mut all = Vec::new();
        self.each_result(ResultsOf { class, ..ResultsOf::default() }, |rows| -> Result<(), StoreError> {
            all.extend_from_slice(rows);
            Ok(())
        })?;
        Ok(all)
    }

    fn results_of(&self, asking: i64, into: &mut Vec<ResultRow>) -> Result<(), StoreError> {
        let mut all = self.db.prepare_cached(RESULTS)?;
        let mut rows = all.query([asking])?;
        while let Some(row) = rows.next()? {
            let right = values::key(&row.get::<_, String>(6)?)?;
            let given = values::answer(&row.get::<_, String>(9)?)?;
            let question = Question { text: row.get(3)?, name: row.get(4)?, ..Question::default() };
            into.push(ResultRow {
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
        Ok(())
    }
}

/// Shows the rows of one moment, if there are any, and forgets them.
fn show<E>(rows: &mut Vec<ResultRow>, visit: &mut impl FnMut(&mut [ResultRow]) -> Result<(), E>) -> Result<(), E> {
    if rows.is_empty() {
        return Ok(());
    }
    // Several classes may be asked at one moment; the order of the askings stays where cards are the same.
    rows.sort_by_key(|r| r.card);
    visit(rows)?;
    rows.clear();
    Ok(())
}
