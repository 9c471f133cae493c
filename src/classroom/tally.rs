//! How many chose what.

use super::{AskingRecord, Student, StudentId};

/// The answers of one asking, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How many chose A, B, C and D.
    pub counts: [usize; 4],
    /// How many of those expected have answered.
    pub answered: usize,
    /// How many are expected: the active students.
    pub expected: usize,
    /// Who has not answered, in the order of the class.
    pub missing: Vec<StudentId>,
    /// How many are right; `None` for a survey.
    pub right: Option<usize>,
}

impl Tally {
    /// Counts the answers of the class's active students.
    pub fn of(students: &[Student], asking: &AskingRecord) -> Self {
        let mut tally = Self { counts: [0; 4], answered: 0, expected: 0, missing: Vec::new(), right: None };
        let mut right = 0;
        for student in students.iter().filter(|s| s.active) {
            tally.expected += 1;
            match asking.answers.iter().find(|a| a.student == student.id) {
                Some(given) => {
                    tally.answered += 1;
                    tally.counts[given.answer.index()] += 1;
                    right += usize::from(asking.question.key.contains(given.answer));
                }
                None => tally.missing.push(student.id),
            }
        }
        tally.right = (!asking.question.key.is_survey()).then_some(right);
        tally
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::cards::{Answer, CardNumber};
    use crate::classroom::{AnswerSource, AskingId, Key, Question, StudentAnswer};

    #[test]
    fn only_active_students_count() {
        let student = |id: i64, active| Student { id: StudentId(id), name: format!("S{id}"), card: CardNumber(id as u16), active };
        let students = [student(1, true), student(2, true), student(3, false), student(4, true)];
        let given = |id, answer| StudentAnswer { student: StudentId(id), answer, source: AnswerSource::Card, at: Timestamp::UNIX_EPOCH };
        let asking = AskingRecord {
            id: AskingId(1),
            question: Question { key: Key::of([Answer::B]), ..Question::default() },
            opened_at: Timestamp::UNIX_EPOCH,
            closed_at: None,
            answers: vec![given(1, Answer::B), given(2, Answer::D), given(3, Answer::B)],
        };
        let tally = Tally::of(&students, &asking);
        assert_eq!((tally.counts, tally.answered, tally.expected, tally.right), ([0, 1, 0, 1], 2, 3, Some(1)));
        assert_eq!(tally.missing, [StudentId(4)]);
    }
}
