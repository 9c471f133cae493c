//! Who answered what to a question without names: only here, only while the window is open, so that a card that is turned again
//! counts once. The file gets the counts.

use std::collections::BTreeMap;

use crate::cards::Answer;
use crate::classroom::{AskingId, StudentId};
use crate::store::Names;

/// The answers to the question without names that was asked last.
#[derive(Debug, Default)]
pub struct Nameless {
    asking: Option<AskingId>,
    answers: BTreeMap<StudentId, Answer>,
}

impl Nameless {
    /// A question is asked; of the one before nothing is known any more.
    pub fn begin(&mut self, asking: AskingId, names: Names) {
        *self = Self { asking: (names == Names::Anonymous).then_some(asking), answers: BTreeMap::new() };
    }

    /// How many chose A to D once this answer is in; nothing where the question is asked with names.
    pub fn counts_with(&mut self, asking: AskingId, student: StudentId, answer: Answer) -> Option<[usize; 4]> {
        self.counts_after(asking, |answers| {
            answers.insert(student, answer);
        })
    }

    /// The same once the student's answer does not count.
    pub fn counts_without(&mut self, asking: AskingId, student: StudentId) -> Option<[usize; 4]> {
        self.counts_after(asking, |answers| {
            answers.remove(&student);
        })
    }

    fn counts_after(&mut self, asking: AskingId, change: impl FnOnce(&mut BTreeMap<StudentId, Answer>)) -> Option<[usize; 4]> {
        if self.asking != Some(asking) {
            return None;
        }
        change(&mut self.answers);
        let mut counts = [0; 4];
        self.answers.values().for_each(|answer| counts[answer.index()] += 1);
        Some(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_changes_their_mind_counts_once() {
        let (one, other) = (AskingId(1), AskingId(2));
        let mut nameless = Nameless::default();
        assert_eq!(nameless.counts_with(one, StudentId(1), Answer::A), None);
        nameless.begin(one, Names::Anonymous);
        assert_eq!(nameless.counts_with(one, StudentId(1), Answer::A), Some([1, 0, 0, 0]));
        assert_eq!(nameless.counts_with(one, StudentId(2), Answer::A), Some([2, 0, 0, 0]));
        assert_eq!(nameless.counts_with(one, StudentId(1), Answer::D), Some([1, 0, 0, 1]));
        assert_eq!(nameless.counts_without(one, StudentId(1)), Some([1, 0, 0, 0]));
        nameless.begin(other, Names::Anonymous);
        assert_eq!(nameless.counts_with(one, StudentId(1), Answer::A), None);
        assert_eq!(nameless.counts_with(other, StudentId(3), Answer::B), Some([0, 1, 0, 0]));
        nameless.begin(one, Names::Kept);
        assert_eq!(nameless.counts_with(one, StudentId(1), Answer::A), None);
    }
}
