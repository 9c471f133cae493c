//! How many chose what.

use super::{AskingRecord, Student, StudentId};
use crate::cards::Answer;

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
        if let Some(counts) = asking.counts {
            // Nobody knows whose answers they are, so nobody is missing by name.
            let is_right = |i: &usize| asking.question.key.contains(Answer::ALL[*i]);
            right = (0..4).filter(is_right).map(|i| counts[i]).sum();
            tally = Self { counts, answered: counts.iter().sum(), missing: Vec::new(), ..tally };
        }
        tally.right = (!asking.question.key.is_survey()).then_some(right);
        tally
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::cards::CardNumber;
    use crate::classroom::{AnswerSource, AskingId, Key, Question, StudentAnswer};

    #[test]
    fn only_active_students_count() {
        let student = |id: i64, active| Student { active, ..Student::new(StudentId(id), format!("S{id}"), CardNumber(id as u16)) };
        let students = [student(1, true), student(2, true), student(3, false), student(4, true)];
        let given = |id, answer| StudentAnswer { student: StudentId(id), answer, source: AnswerSource::Card, at: Timestamp::UNIX_EPOCH };
        let asking = AskingRecord {
            answers: vec![given(1, Answer::B), given(2, Answer::D), given(3, Answer::B)],
            ..AskingRecord::new(AskingId(1), Question { key: Key::of([Answer::B]), ..Question::default() }, Timestamp::UNIX_EPOCH)
        };
        let tally = Tally::of(&students, &asking);
        assert_eq!((tally.counts, tally.answered, tally.expected, tally.right), ([0, 1, 0, 1], 2, 3, Some(1)));
        assert_eq!(tally.missing, [StudentId(4)]);
    }
}
