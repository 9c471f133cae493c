//! One asking of a question, with what each student answered last.

use jiff::Timestamp;

use super::{LessonId, Question, StudentId};
use crate::cards::Answer;

/// Identifies one asking of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AskingId(pub i64);

/// How an answer came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerSource {
    /// A card seen by a camera.
    Card,
    /// A card seen by a phone.
    Phone,
    /// A card on a photograph.
    Photo,
    /// Entered by the teacher.
    Hand,
    /// Brought in from a file.
    Import,
}

impl AnswerSource {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Card, Self::Phone, Self::Photo, Self::Hand, Self::Import];

    /// The word that stands for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Phone => "phone",
            Self::Photo => "photo",
            Self::Hand => "hand",
            Self::Import => "import",
        }
    }

    /// The source of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }
}

/// A student's last answer in one asking.
#[derive(Clone, Debug, PartialEq)]
pub struct StudentAnswer {
    /// Who.
    pub student: StudentId,
    /// What.
    pub answer: Answer,
    /// How it came in.
    pub source: AnswerSource,
    /// When.
    pub at: Timestamp,
}

/// One step of a student's trail in an asking: the first answer, or a change of mind.
#[derive(Clone, Debug, PartialEq)]
pub struct TrailStep {
    /// The answer from now on; nothing where it was struck out.
    pub answer: Option<Answer>,
    /// How it came in.
    pub source: AnswerSource,
    /// Whether the teacher put right what had come in another way.
    pub is_correction: bool,
    /// How sure the reader was, 0 to 1.
    pub confidence: Option<f32>,
    /// When.
    pub at: Timestamp,
}

/// One asking of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct AskingRecord {
    /// Its identity.
    pub id: AskingId,
    /// The lesson it belongs to.
    pub lesson: LessonId,
    /// Which asking of the lesson, from 1.
    pub number: usize,
    /// The last time the same question was asked of the same class before: this is a re-assessment. Of a question that
    /// stands on the board only where the teacher asked again: another one may have the same key.
    pub again_of: Option<AskingId>,
    /// What was asked.
    pub question: Question,
    /// When reading started.
    pub opened_at: Timestamp,
    /// When it was closed; `None` while it is open, or when it was cut short.
    pub closed_at: Option<Timestamp>,
    /// Each student's last answer.
    pub answers: Vec<StudentAnswer>,
    /// Of an anonymous asking: how many chose A, B, C and D. Then there are no answers.
    pub counts: Option<[usize; 4]>,
}

impl AskingRecord {
    /// The first asking of a lesson, just opened.
    pub fn new(id: AskingId, question: Question, opened_at: Timestamp) -> Self {
        Self { id, lesson: LessonId(0), number: 1, again_of: None, question, opened_at, closed_at: None, answers: Vec::new(), counts: None }
    }

    /// What it is called in lists and tables: the question's text, or else its name, or else its number.
    pub fn title(&self) -> String {
        title(&self.question, self.number)
    }
}

/// What an asking is called: the question's text, or else its name, or else its number in the lesson.
pub fn title(question: &Question, number: usize) -> String {
    match [&question.text, &question.name].into_iter().find(|t| !t.is_empty()) {
        Some(text) => text.clone(),
        None => format!("Question {number}"),
    }
}
