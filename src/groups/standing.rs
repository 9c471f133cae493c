//! Where each student stands, from the askings so far.

use std::collections::{BTreeMap, HashMap};

use crate::cards::Answer;
use crate::classroom::{AskingId, AskingRecord, Question, Student};

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

/// The keyed questions, each by its first asking and in that order, and for each keyed asking which of them it is of.
fn questions(askings: &[AskingRecord]) -> (Vec<&AskingRecord>, Vec<(usize, &AskingRecord)>) {
    let mut first: Vec<&AskingRecord> = Vec::new();
    let mut of: Vec<(usize, &AskingRecord)> = Vec::new();
    let mut known: BTreeMap<AskingId, usize> = BTreeMap::new();
    let mut alike: HashMap<&Question, usize> = HashMap::new();
    for asking in askings.iter().filter(|a| !a.question.key.is_survey()) {
        // Two that stand on the board may have the same key and be two questions all the same.
        let same = || alike.get(&asking.question).copied().filter(|_| !asking.question.stands_on_board());
        let question = asking.again_of.and_then(|before| known.get(&before).copied()).or_else(same).unwrap_or_else(|| {
            first.push(asking);
            first.len() - 1
        });
        known.insert(asking.id, question);
        alike.entry(&asking.question).or_insert(question);
        of.push((question, asking));
    }
    (first, of)
}

/// How many questions were asked that have a right answer; one that was asked again is one.
pub fn count_questions(askings: &[AskingRecord]) -> usize {
    questions(askings).0.len()
}

/// The keyed questions by their first askings, in that order, and where each active student stands on them.
pub fn standings<'a>(students: &'a [Student], askings: &'a [AskingRecord]) -> (Vec<&'a AskingRecord>, Vec<Standing<'a>>) {
    let (questions, of) = questions(askings);
    // Per question and student the last answer: later askings overwrite earlier ones.
    let mut last: BTreeMap<(usize, i64), Answer> = BTreeMap::new();
    for (question, asking) in of {
        last.extend(asking.answers.iter().map(|given| ((question, given.student.0), given.answer)));
    }
    let standing = |student: &'a Student| {
        let answered = (0..questions.len()).filter_map(|question| {
            let answer = *last.get(&(question, student.id.0))?;
            Some(Answered { question, answer, is_right: questions[question].question.key.contains(answer) })
        });
        Standing { student, answered: answered.collect() }
    };
    let standings = students.iter().filter(|s| s.active).map(standing).collect();
    (questions, standings)
}
