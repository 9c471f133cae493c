//! What a lesson shows. No egui here.

use std::collections::BTreeSet;

use super::super::names::{short_names, whole_name};
use crate::app::command::Command;
use crate::app::lesson::{Lesson, Phase, Step};
use crate::app::state::State;
use crate::cards::{Answer, CardNumber};
use crate::classroom::{AskingRecord, Student, StudentId, Tally};
use crate::vision::Point;

/// So many missing students get a row each; more become chips.
pub const MOST_ROWS: usize = 4;

/// What a lesson shows.
#[derive(Clone, Debug, PartialEq)]
pub struct TeachModel {
    /// The class's name.
    pub class: String,
    /// "question 2 · closed".
    pub about: String,
    /// What is asked.
    pub question: String,
    /// "Question 2".
    pub caption: String,
    /// The options in order; empty where they stand on the board.
    pub options: Vec<String>,
    /// What is right.
    pub right: [bool; 4],
    /// Whether anything is.
    pub has_right: bool,
    /// How many chose A to D.
    pub counts: [usize; 4],
    /// How many have answered, of how many.
    pub answered: usize,
    /// How many are expected.
    pub expected: usize,
    /// Lines beside the counter.
    pub notes: Vec<String>,
    /// Who has not answered, and why.
    pub missing: Vec<MissingModel>,
    /// Who is not there today.
    pub absent: Vec<(StudentId, String)>,
    /// Names by option, in the order of the class.
    pub who: [Vec<String>; 4],
    /// Marks on the cards in the picture.
    pub marks: Vec<MarkModel>,
    /// Right before and now, if the question was asked again: "Right went from 14 to 23 of 28".
    pub gain: Option<String>,
    /// Everybody with the answer known, for answers by hand.
    pub everybody: Vec<(StudentId, String, Option<Answer>)>,
}

/// Someone who has not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingModel {
    /// Who.
    pub student: StudentId,
    /// Short name.
    pub name: String,
    /// "No card seen".
    pub why: &'static str,
    /// Something is to be done about the card.
    pub warn: bool,
}

/// How a card is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Read and kept.
    Kept,
    /// Seen, still being decided.
    HoldStill,
    /// The same number is up twice.
    Twice,
}

/// A mark on a card.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkModel {
    /// How.
    pub kind: MarkKind,
    /// Whose.
    pub name: String,
    /// The answer that counts.
    pub answer: Option<Answer>,
    /// Corners in pixels of the picture.
    pub corners: [Point; 4],
}

impl TeachModel {
    /// Of the lesson that is on.
    pub fn of(state: &State, lesson: &Lesson) -> Self {
        let expected: Vec<Student> = state.active().filter(|s| !lesson.absent.contains(&s.id)).cloned().collect();
        let all: Vec<&Student> = state.active().collect();
        let short = short_names(&all);
        let name = |id: StudentId| all.iter().position(|s| s.id == id).map_or_else(String::new, |i| short[i].clone());
        let tally = lesson.record.as_ref().map(|r| Tally::of(&expected, r));
        let answer_of = |id: StudentId| lesson.record.as_ref().and_then(|r| r.answers.iter().find(|a| a.student == id)).map(|a| a.answer);
        let question = lesson.record.as_ref().map(|r| &r.question);
        let key = question.map(|q| q.key).unwrap_or_default();

        let mut who: [Vec<String>; 4] = Default::default();
        for student in &expected {
            if let Some(answer) = answer_of(student.id) {
                who[answer.index()].push(name(student.id));
            }
        }
        let card_of = |id: StudentId| all.iter().find(|s| s.id == id).map(|s| s.card);
        let seen: BTreeSet<CardNumber> = lesson.seen.reads.iter().map(|r| r.card).collect();
        let missing = tally.iter().flat_map(|t| &t.missing).map(|&student| {
            let card = card_of(student);
            let twice = card.is_some_and(|c| lesson.seen.conflicts.contains(&c));
            let held = card.is_some_and(|c| seen.contains(&c));
            let why = match (twice, held) {
                (true, _) => "The same card is up twice",
                (false, true) => "Being read, hold still",
                (false, false) => "No card seen",
            };
            MissingModel { student, name: name(student), why, warn: twice }
        });
        let marks = if lesson.phase == Phase::Asking { marks(lesson, &all, &short, &answer_of) } else { Vec::new() };
        Self {
            class: state.current().map_or_else(String::new, |c| c.name.clone()),
            about: about(lesson),
            question: lesson.record.as_ref().map_or_else(String::new, |r| called(lesson, r)),
            caption: format!("Question {}", lesson.number),
            options: question.map(|q| q.options.iter().map(|o| o.text.clone()).collect()).unwrap_or_default(),
            right: Answer::ALL.map(|a| key.contains(a)),
            has_right: !key.is_survey(),
            counts: tally.as_ref().map_or([0; 4], |t| t.counts),
            answered: tally.as_ref().map_or(0, |t| t.answered),
            expected: expected.len(),
            notes: notes(lesson, tally.as_ref()),
            missing: missing.collect(),
            absent: lesson.absent.iter().map(|&id| (id, name(id))).collect(),
            who,
            marks,
            gain: gain(lesson, &expected, tally.as_ref()),
            everybody: all.iter().map(|s| (s.id, whole_name(s, all.iter().copied()), answer_of(s.id))).collect(),
        }
    }

    /// The options that have a bar: those of the question, else all four letters.
    pub fn shown(&self) -> impl Iterator<Item = (Answer, &str)> {
        let count = if self.options.is_empty() { 4 } else { self.options.len() };
        // An answer that is no option of the question is still somebody's answer.
        let count = count.max(self.counts.iter().rposition(|c| *c > 0).map_or(0, |i| i + 1));
        Answer::ALL.into_iter().take(count).map(|a| (a, self.options.get(a.index()).map_or("", String::as_str)))
    }

    /// "25 of 28 answered".
    pub fn counted(&self) -> String {
        if self.expected > 0 && self.answered == self.expected {
            format!("All {} answered", self.expected)
        } else {
            format!("{} of {} answered", self.answered, self.expected)
        }
    }

    /// "Did not answer: Leo, Mina and 3 more".
    pub fn silent(&self) -> Option<String> {
        let names: Vec<&str> = self.missing.iter().map(|m| m.name.as_str()).collect();
        match names.len() {
            0 => None,
            1..=6 => Some(format!("Did not answer: {}", names.join(", "))),
            n => Some(format!("Did not answer: {} and {} more", names[..5].join(", "), n - 5)),
        }
    }
}

/// What is asked: its words, or its number on the students' sheet, or its number.
fn called(lesson: &Lesson, record: &AskingRecord) -> String {
    match lesson.run.as_ref().filter(|run| run.numbered && !run.own) {
        Some(run) => format!("Number {}", run.at + 1),
        None => record.title(),
    }
}

fn about(lesson: &Lesson) -> String {
    let again = if lesson.before.is_some() { " · asked again" } else { "" };
    let nameless = if lesson.nameless { " · without names" } else { "" };
    let closed = if matches!(lesson.phase, Phase::Closed(_)) { " · closed" } else { "" };
    format!("question {}{again}{nameless}{closed}", lesson.number)
}

fn notes(lesson: &Lesson, tally: Option<&Tally>) -> Vec<String> {
    let mut notes = Vec::new();
    match lesson.changed.len() {
        0 => {}
        1 => notes.push("1 changed their mind".to_owned()),
        n => notes.push(format!("{n} changed their mind")),
    }
    if lesson.seen.lost.is_some() {
        notes.push("Paused".to_owned());
    }
    match lesson.seen.mirrored {
        0 => {}
        1 => notes.push("1 card looks mirrored, it does not count".to_owned()),
        n => notes.push(format!("{n} cards look mirrored, they do not count")),
    }
    if let Some(resumed) = &lesson.resumed {
        notes.push(resumed.clone());
    } else if tally.is_some_and(|t| t.answered > 0 && t.missing.is_empty()) {
        notes.push("You can close the question".to_owned());
    }
    notes
}

fn gain(lesson: &Lesson, expected: &[Student], tally: Option<&Tally>) -> Option<String> {
    let before = Tally::of(expected, lesson.before.as_ref()?).right?;
    let now = tally?.right?;
    Some(format!("Right went from {before} to {now} of {}", expected.len()))
}

fn marks(lesson: &Lesson, all: &[&Student], short: &[String], answer_of: &impl Fn(StudentId) -> Option<Answer>) -> Vec<MarkModel> {
    let mark = |read: &crate::vision::Read| {
        let at = all.iter().position(|s| s.card == read.card)?;
        let answer = answer_of(all[at].id);
        let kind = if read.duplicate || lesson.seen.conflicts.contains(&read.card) {
            MarkKind::Twice
        } else if answer == Some(read.answer) {
            MarkKind::Kept
        } else {
            MarkKind::HoldStill
        };
        Some(MarkModel { kind, name: short[at].clone(), answer, corners: read.corners })
    };
    lesson.seen.reads.iter().filter_map(mark).collect()
}

/// The steps after closing: the words of the primary, and what it does.
pub fn next_step(step: Step, has_right: bool) -> (&'static str, Command) {
    match (step, has_right) {
        (Step::Closed, _) => ("Show the chart", Command::NextStep),
        (Step::Chart, true) => ("Show the right answer", Command::NextStep),
        (Step::Chart, false) | (Step::Right, _) => ("Next question", Command::NextQuestion),
    }
}

/// What the space bar does here.
pub fn primary(state: &State) -> Option<Command> {
    let lesson = state.lesson.as_ref()?;
    match lesson.phase {
        Phase::Preparing => lesson.next_question().is_ok().then_some(Command::StartReading),
        Phase::Opening => None,
        Phase::Asking => Some(Command::CloseQuestion),
        Phase::Closed(step) => {
            let has_right = lesson.record.as_ref().is_some_and(|r| !r.question.key.is_survey());
            Some(next_step(step, has_right).1)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::app::command::CameraChoice;
    use crate::classroom::{AnswerSource, AskingId, Key, Question, StudentAnswer};
    use crate::vision::Read;

    fn record(answers: &str) -> AskingRecord {
        let answers = answers.chars().enumerate().filter_map(|(i, letter)| {
            let (student, source, at) = (StudentId(i as i64 + 1), AnswerSource::Card, Timestamp::UNIX_EPOCH);
            Some(StudentAnswer { student, answer: Answer::from_letter(letter)?, source, at })
        });
        AskingRecord {
            answers: answers.collect(),
            ..AskingRecord::new(
                AskingId(1),
                Question { text: "How much?".to_owned(), key: Key::of([Answer::C]), ..Question::default() },
                Timestamp::UNIX_EPOCH,
            )
        }
    }

    fn lesson(answers: &str) -> (State, Lesson) {
        let student = |i: u16| Student::new(StudentId(i.into()), format!("S{i}"), CardNumber(i));
        let students = (1..=answers.len() as u16).map(student).collect();
        let lesson = Lesson { record: Some(record(answers)), phase: Phase::Asking, ..Lesson::new(1, CameraChoice::Nothing) };
        (State { students, ..State::default() }, lesson)
    }

    fn read(card: u16, answer: Answer) -> Read {
        Read { card: CardNumber(card), answer, corners: [Point::default(); 4], confidence: 1.0, duplicate: false }
    }

    #[test]
    fn the_counter_says_of_how_many_and_who_is_missing_and_why() {
        let (state, mut lesson) = lesson("AC.C.");
        lesson.seen.reads = vec![read(3, Answer::B)];
        let model = TeachModel::of(&state, &lesson);
        assert_eq!(model.counted(), "3 of 5 answered");
        let missing: Vec<(&str, &str)> = model.missing.iter().map(|m| (m.name.as_str(), m.why)).collect();
        assert_eq!(missing, [("S3", "Being read, hold still"), ("S5", "No card seen")]);
        assert_eq!(model.counts, [1, 0, 2, 0]);
    }

    #[test]
    fn who_is_absent_is_not_waited_for() {
        let (state, mut lesson) = lesson("AC.");
        lesson.absent.insert(StudentId(3));
        assert_eq!(TeachModel::of(&state, &lesson).counted(), "All 2 answered");
    }

    #[test]
    fn a_tick_stands_only_where_the_kept_answer_is_the_one_held_up() {
        let (state, mut lesson) = lesson("AC.");
        lesson.seen.reads = vec![read(1, Answer::A), read(2, Answer::D), read(3, Answer::B)];
        let kinds: Vec<MarkKind> = TeachModel::of(&state, &lesson).marks.iter().map(|m| m.kind).collect();
        assert_eq!(kinds, [MarkKind::Kept, MarkKind::HoldStill, MarkKind::HoldStill]);
        lesson.seen.conflicts = vec![CardNumber(1)];
        assert_eq!(TeachModel::of(&state, &lesson).marks[0].kind, MarkKind::Twice);
    }

    #[test]
    fn steps_come_in_turn_and_a_survey_has_no_right_answer() {
        assert_eq!(next_step(Step::Closed, true).0, "Show the chart");
        assert_eq!(next_step(Step::Chart, true).0, "Show the right answer");
        assert_eq!(next_step(Step::Right, true).1, Command::NextQuestion);
        assert_eq!(next_step(Step::Chart, false).1, Command::NextQuestion);
    }

    #[test]
    fn asked_again_the_gain_is_told_of_how_many() {
        let (state, mut lesson) = lesson("CCA");
        lesson.before = Some(record("CAA"));
        assert_eq!(TeachModel::of(&state, &lesson).gain.as_deref(), Some("Right went from 1 to 2 of 3"));
    }
}
