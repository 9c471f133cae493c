//! One asking of a question, with what each student answered last.

use jiff::Timestamp;

use super::{Question, StudentId};
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

/// One asking of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct AskingRecord {
    /// Its identity.
    pub id: AskingId,
    /// What was asked.
    pub question: Question,
    /// When reading started.
    pub opened_at: Timestamp,
    /// When it was closed; `None` while it is open, or when it was cut short.
    pub closed_at: Option<Timestamp>,
    /// Each student's last answer.
    pub answers: Vec<StudentAnswer>,
}
