//! Everything that the file holds about one student, for the student or the parents.

use rusqlite::OptionalExtension;
use serde::Serialize;

use super::student::gone;
use super::{Store, StoreError, values};
use crate::classroom::{Question, StudentId, title};

/// Everything about one student. Of other students it names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AboutStudent {
    /// The name.
    pub name: String,
    /// Names and cards at the time of answers: `Ada Novak, card 7`.
    pub known_as: Vec<String>,
    /// How the student stands on the board.
    pub board_name: String,
    /// The language spoken at home.
    pub language: String,
    /// How well the language of the lesson is known.
    pub level: String,
    /// What helps.
    pub supports: Vec<String>,
    /// The teacher's words.
    pub tags: Vec<String>,
    /// The teacher's notes.
    pub notes: String,
    /// The classes: `5b, card 7`, and whether the student has left.
    pub classes: Vec<String>,
    /// Rules about groups: how many other students to keep apart from or together with.
    pub pairs: Vec<String>,
    /// Days of absence.
    pub absent: Vec<String>,
    /// Every answer and change of mind.
    pub answers: Vec<AboutAnswer>,
}

/// One answer of a student.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AboutAnswer {
    /// The class, as it was called then.
    pub class: String,
    /// What was asked.
    pub question: String,
    /// When it was asked, as RFC 3339.
    pub asked_at: String,
    /// When it was answered.
    pub answered_at: String,
    /// A to D; nothing where it was struck out.
    pub answer: Option<String>,
    /// Whether it is right; nothing in a survey.
    pub correct: Option<bool>,
    /// How it came in.
    pub source: String,
    /// Whether the teacher put it right.
    pub is_correction: bool,
}

impl Store {
    /// Everything that is known of a student.
    pub fn about(&self, student: StudentId) -> Result<AboutStudent, StoreError> {
        let head = "SELECT name, board_name, language, level, notes FROM student WHERE id = ?1";
        let head: Option<[String; 5]> =
            self.db.query_row(head, [student.0], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?])).optional()?;
        let [name, board_name, language, level, notes] = head.ok_or_else(gone)?;
        let words = |sql: &str| -> Result<Vec<String>, StoreError> {
            Ok(self.db.prepare(sql)?.query_map([student.0], |r| r.get(0))?.collect::<Result<_, _>>()?)
        };
        Ok(AboutStudent {
            name,
            known_as: words("SELECT name || ', card ' || card FROM holder WHERE student_id = ?1 ORDER BY id")?,
            board_name,
            language,
            level,
            supports: words("SELECT support FROM student_support WHERE student_id = ?1 ORDER BY support")?,
            tags: words("SELECT tag FROM student_tag WHERE student_id = ?1 ORDER BY tag")?,
            notes,
            classes: words(
                "SELECT class.name || ', card ' || member.card || CASE member.active WHEN 1 THEN '' ELSE ', left' END
                 FROM member JOIN class ON class.id = member.class_id WHERE member.student_id = ?1 ORDER BY class.id",
            )?,
            pairs: words(
                "SELECT rule || ': ' || count(*) FROM student_pair WHERE one_id = ?1 OR other_id = ?1 GROUP BY rule ORDER BY rule",
            )?,
            absent: words("SELECT day FROM absence WHERE student_id = ?1 ORDER BY day")?,
            answers: self.answers_of(student)?,
        })
    }

    fn answers_of(&self, student: StudentId) -> Result<Vec<AboutAnswer>, StoreError> {
        // From the askings of the student's classes to the answers, each found by its place, not among millions.
        let mut all = self.db.prepare(
            "SELECT asking.class_name, question.text, question.name, asking.number, question.right, asking.opened_at,
                    asking.opened_at + answer.after_ms, answer.answer, answer.source, answer.correction
             FROM member
             CROSS JOIN asking ON asking.class_id = member.class_id
             CROSS JOIN answer ON answer.asking_id = asking.id AND answer.student_id = member.student_id
             JOIN question ON question.id = asking.question_id
             WHERE member.student_id = ?1 ORDER BY asking.opened_at, asking.id, answer.change",
        )?;
        let mut rows = all.query([student.0])?;
        let mut answers = Vec::new();
        while let Some(row) = rows.next()? {
            let question = Question { text: row.get(1)?, name: row.get(2)?, ..Question::default() };
            let right = values::key(&row.get::<_, String>(4)?)?;
            let given = row.get::<_, Option<String>>(7)?.map(|l| values::answer(&l)).transpose()?;
            answers.push(AboutAnswer {
                class: row.get(0)?,
                question: title(&question, usize::try_from(row.get::<_, i64>(3)?).unwrap_or(0)),
                asked_at: values::time("asking", "opened_at", row.get(5)?)?.to_string(),
                answered_at: values::time("answer", "after_ms", row.get(6)?)?.to_string(),
                answer: given.map(|a| a.to_string()),
                correct: given.filter(|_| !right.is_survey()).map(|a| right.contains(a)),
                source: values::source(row.get(8)?)?.word().to_owned(),
                is_correction: row.get(9)?,
            });
        }
        Ok(answers)
    }
}
