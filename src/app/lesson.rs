//! A lesson while it is on: what it is doing, the question being written, what the camera shows.

use std::collections::BTreeSet;

use super::command::CameraChoice;
use super::questions::SetRun;
use crate::cards::{Answer, CardNumber};
use crate::classroom::{AskingRecord, Key, Question, StudentId};
use crate::vision::Read;

/// What a lesson is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A question is being written.
    Preparing,
    /// The file is being told.
    Opening,
    /// Cards are read.
    Asking,
    /// Closed, and how much is shown.
    Closed(Step),
}

/// How much of a closed question is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Only how many answered.
    Closed,
    /// The bars.
    Chart,
    /// And what is right.
    Right,
}

/// A lesson.
pub struct Lesson {
    /// Which asking of this lesson is on or comes next, from 1.
    pub number: usize,
    /// What it is doing.
    pub phase: Phase,
    /// The question being written.
    pub draft: Draft,
    /// The keys of a quiz on paper while they are typed.
    pub quiz: Option<String>,
    /// The set that the lesson works through.
    pub run: Option<SetRun>,
    /// The asking: what the file is known to hold. Of one without names the file has only how many chose what.
    pub record: Option<AskingRecord>,
    /// Of the question that comes next or is asked only how many choose what is kept.
    pub nameless: bool,
    /// The asking before, when the same question is asked again.
    pub before: Option<AskingRecord>,
    /// Who changed their mind.
    pub changed: BTreeSet<StudentId>,
    /// Who is not there today.
    pub absent: BTreeSet<StudentId>,
    /// Answers are shown in the picture.
    pub answers_shown: bool,
    /// Names by option are shown.
    pub who: bool,
    /// The list for answers by hand is open.
    pub hand: bool,
    /// Where pictures come from.
    pub camera: CameraChoice,
    /// What is seen.
    pub seen: Seen,
    /// Sentence about what was kept when an unfinished lesson goes on.
    pub resumed: Option<String>,
    /// What the news say of photographs that were not read; it is old news with other photographs, or without the lesson.
    pub photo_news: Vec<String>,
}

/// What the camera showed last.
#[derive(Default)]
pub struct Seen {
    /// Size of the preview in its own pixels; `None` before the first picture.
    pub size: Option<[usize; 2]>,
    /// Preview pixels for one pixel of the picture.
    pub scale: f32,
    /// Cards in the picture, corners in pixels of the picture.
    pub reads: Vec<Read>,
    /// Numbers seen in two places.
    pub conflicts: Vec<CardNumber>,
    /// Cards held up mirrored.
    pub mirrored: usize,
    /// Why no picture comes: a title and what to do.
    pub lost: Option<(String, String)>,
    /// The camera is being opened, for so long that it is said.
    pub opening: bool,
    /// All photographs were read.
    pub finished: bool,
    /// How many pictures were read.
    pub pictures: u64,
}

impl Lesson {
    /// A lesson before the asking of this number.
    pub fn new(number: usize, camera: CameraChoice) -> Self {
        Self {
            number,
            phase: Phase::Preparing,
            draft: Draft::default(),
            quiz: None,
            run: None,
            record: None,
            nameless: false,
            before: None,
            changed: BTreeSet::new(),
            absent: BTreeSet::new(),
            answers_shown: false,
            who: false,
            hand: false,
            camera,
            seen: Seen::default(),
            resumed: None,
            photo_news: Vec::new(),
        }
    }

    /// Takes up a set or quiz, as the file had it when it was asked.
    pub fn work_through(&mut self, mut run: SetRun) {
        if self.phase == Phase::Preparing {
            // The question that was open for the file may have been left while the file was busy.
            run.go_on();
        }
        self.run = Some(run);
        self.quiz = None;
    }

    /// The question that is asked next: of the set, or the one being written. Or what is missing, in words.
    pub fn next_question(&self) -> Result<Question, &'static str> {
        match self.run.as_ref().and_then(SetRun::question) {
            Some(question) => Ok(question.clone()),
            None if self.quiz.is_some() => Err("Take in the quiz first, or cancel it"),
            None => self.draft.question(),
        }
    }
}

/// A question being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What is asked; empty where it stands on the board.
    pub text: String,
    /// The options' texts; all empty where they stand on the board.
    pub options: [String; 4],
    /// What is right; nothing makes a survey.
    pub right: [bool; 4],
}

impl Draft {
    /// The question, or what is missing, in words.
    pub fn question(&self) -> Result<Question, &'static str> {
        let text = self.text.trim();
        let mut options: Vec<String> = self.options.iter().map(|o| o.trim().to_owned()).collect();
        while options.last().is_some_and(String::is_empty) {
            options.pop();
        }
        if options.iter().any(String::is_empty) {
            return Err("An option in between is empty. Fill it in or move the others up");
        }
        if options.len() == 1 {
            return Err("Give at least two options, or leave all empty and write them on the board");
        }
        let right: Vec<Answer> = Answer::ALL.into_iter().filter(|a| self.right[a.index()]).collect();
        if !options.is_empty() && right.iter().any(|a| a.index() >= options.len()) {
            return Err("An option without text is marked as right");
        }
        let options = options.iter().map(|o| o.as_str().into()).collect();
        Ok(Question { text: text.to_owned(), options, key: Key::of(right), ..Question::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(options: [&str; 4], right: [bool; 4]) -> Draft {
        Draft { text: " How much? ".to_owned(), options: options.map(str::to_owned), right }
    }

    #[test]
    fn options_may_all_stand_on_the_board() {
        let question = draft([""; 4], [false, false, true, false]).question().expect("a question");
        assert_eq!((question.text.as_str(), question.options.len(), question.key.to_string().as_str()), ("How much?", 0, "C"));
        assert!(Draft::default().question().expect("a question").stands_on_board());
    }

    #[test]
    fn an_unfinished_question_says_what_is_missing() {
        assert!(draft(["1", "", "", ""], [false; 4]).question().is_err());
        assert!(draft(["1", "", "2", ""], [false; 4]).question().is_err());
        assert!(draft(["1", "2", "", ""], [false, false, true, false]).question().is_err());
        assert_eq!(draft(["1", "2", "", ""], [false, true, false, false]).question().expect("a question").options.len(), 2);
    }
}
