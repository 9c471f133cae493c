//! A lesson that works through a set.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::classroom::{Key, Question, QuestionSet};

/// Where a lesson is in its set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetRun {
    /// The set as it was when the lesson took it.
    pub set: Arc<QuestionSet>,
    /// Which of its questions is next, from 0.
    pub at: usize,
    /// Those that were asked in this lesson.
    pub asked: BTreeSet<usize>,
    /// A quiz on paper, taken in number by number: its questions have no words.
    pub numbered: bool,
    /// The teacher writes a question in between; also once all were asked.
    pub own: bool,
}

impl SetRun {
    /// At the first question that was not asked yet.
    pub fn new(set: Arc<QuestionSet>, asked: BTreeSet<usize>) -> Self {
        let mut run = Self { set, at: 0, asked, numbered: false, own: false };
        run.go_on();
        run
    }

    /// Through a quiz on paper.
    pub fn numbered(keys: &[Key], asked: BTreeSet<usize>) -> Self {
        let questions = keys.iter().map(|&key| Question { key, ..Question::default() }).collect();
        let set = QuestionSet { name: "the quiz on paper".to_owned(), questions, ..QuestionSet::default() };
        Self { numbered: true, ..Self::new(Arc::new(set), asked) }
    }

    /// The question that is next; nothing while the teacher writes one.
    pub fn question(&self) -> Option<&Question> {
        self.set.questions.get(self.at).filter(|_| !self.own)
    }

    /// Whether every question was asked.
    pub fn is_over(&self) -> bool {
        (0..self.set.questions.len()).all(|i| self.asked.contains(&i))
    }

    /// Goes to the next question that was not asked yet, from here on or else from the beginning.
    pub fn go_on(&mut self) {
        let count = self.set.questions.len();
        let next = (self.at..count).chain(0..self.at).find(|i| !self.asked.contains(i));
        self.own = next.is_none();
        self.at = next.unwrap_or(0);
    }

    /// Notes that a question like this was asked, wherever it is, and says where; of several alike the first that was not
    /// asked yet.
    pub fn note_any(&mut self, question: &Question) -> Option<usize> {
        let is_it = |i: &usize| self.set.questions[*i] == *question && !self.asked.contains(i);
        let at = (0..self.set.questions.len()).find(is_it)?;
        self.asked.insert(at);
        Some(at)
    }

    /// Notes that this was asked.
    pub fn note(&mut self, question: &Question) {
        if self.question() == Some(question) {
            self.asked.insert(self.at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_come_in_turn_and_then_the_teachers_own() {
        let question = |text: &str| Question { text: text.to_owned(), ..Question::default() };
        let set = Arc::new(QuestionSet { questions: ["a", "b", "c"].map(question).to_vec(), ..QuestionSet::default() });
        let mut run = SetRun::new(set.clone(), [0].into());
        assert_eq!(run.question(), Some(&question("b")));
        // The teacher takes the last one first.
        run.at = 2;
        run.note(&question("something else"));
        run.note(&question("c"));
        run.go_on();
        assert_eq!((run.at, run.is_over()), (1, false));
        run.own = true;
        run.go_on();
        assert_eq!(run.question(), Some(&question("b")), "after a question in between the set goes on");
        run.note(&question("b"));
        run.go_on();
        assert_eq!((run.question(), run.is_over()), (None, true));
        let c = Key::of([crate::cards::Answer::C]);
        let mut quiz = SetRun::numbered(&[c, c, Key::SURVEY], BTreeSet::new());
        let _ = quiz.note_any(&Question { key: c, ..Question::default() });
        quiz.go_on();
        assert_eq!(quiz.at, 1, "two questions with the same key are two");
        assert!(SetRun::new(Arc::default(), BTreeSet::new()).own, "an empty set has nothing to ask");
    }
}
