//! Where each student stands, from the askings so far.

use std::collections::BTreeMap;

use crate::cards::Answer;
use crate::classroom::{AskingRecord, Question, Student};

/// One keyed question that a student has answered.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    /// Index into the questions of [`standings`].
    pub question: usize,
    /// What the student chose.
    pub answer: Answer,
    /// Whether that is right.
    pub is_right: bool,
}

/// What is known of one student.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// Who.
    pub student: &'a Student,
    /// The answers to keyed questions, in the order of the questions.
    pub answered: Vec<Answered>,
}

impl Standing<'_> {
    /// How many were answered wrongly.
    pub fn missed(&self) -> usize {
        self.answered.iter().filter(|a| !a.is_right).count()
    }

    /// The wrong choices.
    pub fn mistakes(&self) -> impl Iterator<Item = (usize, Answer)> {
        self.answered.iter().filter(|a| !a.is_right).map(|a| (a.question, a.answer))
    }
}

/// The keyed questions in the order in which they were first asked, and where each active student stands on them.
pub fn standings<'a>(students: &'a [Student], askings: &'a [AskingRecord]) -> (Vec<&'a Question>, Vec<Standing<'a>>) {
    let mut questions: Vec<&Question> = Vec::new();
    // Per question and student the last answer: later askings overwrite earlier ones.
    let mut last: BTreeMap<(usize, i64), Answer> = BTreeMap::new();
    for asking in askings.iter().filter(|a| !a.question.key.is_survey()) {
        let question = questions.iter().position(|q| **q == asking.question).unwrap_or_else(|| {
            questions.push(&asking.question);
            questions.len() - 1
        });
        for given in &asking.answers {
            last.insert((question, given.student.0), given.answer);
        }
    }
    let standing = |student: &'a Student| {
        let answered = (0..questions.len()).filter_map(|question| {
            let answer = *last.get(&(question, student.id.0))?;
            Some(Answered { question, answer, is_right: questions[question].key.contains(answer) })
        });
        Standing { student, answered: answered.collect() }
    };
    let standings = students.iter().filter(|s| s.active).map(standing).collect();
    (questions, standings)
}
