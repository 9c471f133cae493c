//! Students, and what a teacher knows of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::cards::CardNumber;

/// Identifies a student for good, whatever the name, card or class. It is never given to somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StudentId(pub i64);

/// A student as a member of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Student {
    /// Its identity.
    pub id: StudentId,
    /// The name, in any script.
    pub name: String,
    /// The card in hand; unique among the active students of a class.
    pub card: CardNumber,
    /// False once the student has left the class.
    pub active: bool,
    /// What else is known.
    pub profile: Profile,
}

impl Student {
    /// An active student of whom no more is known.
    pub fn new(id: StudentId, name: impl Into<String>, card: CardNumber) -> Self {
        Self { id, name: name.into(), card, active: true, profile: Profile::default() }
    }
}

/// What a teacher knows of a student. All of it may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// How the student stands on the board.
    pub board_name: BoardName,
    /// The language spoken at home, as the teacher writes it.
    pub language: String,
    /// How well the language of the lesson is known, on whatever scale the school uses, for instance `B1`.
    pub level: String,
    /// What helps this student.
    pub supports: BTreeSet<Support>,
    /// The teacher's own words to find students by.
    pub tags: BTreeSet<String>,
    /// For the teacher alone.
    pub notes: String,
}

/// What a class can see of a name on the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoardName {
    /// The first name; longer only where two share it.
    #[default]
    First,
    /// The first name and the initial of the rest.
    Initial,
    /// The card's number instead of a name.
    Number,
}

impl BoardName {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::First, Self::Initial, Self::Number];

    /// The word that stands for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Initial => "initial",
            Self::Number => "number",
        }
    }

    /// What a word in a file means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.word() == word)
    }

    /// A student's name in this form.
    ///
    /// ```
    /// # use quarterturn::{cards::CardNumber, classroom::BoardName};
    /// let names = BoardName::ALL.map(|form| form.of("Ada Novak", CardNumber(7)));
    /// assert_eq!(names, ["Ada", "Ada N.", "7"]);
    /// ```
    pub fn of(self, name: &str, card: CardNumber) -> String {
        let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
        match (self, rest.chars().next()) {
            (Self::Number, _) => card.to_string(),
            (Self::Initial, Some(initial)) => format!("{first} {initial}."),
            (Self::First, _) | (Self::Initial, None) => first.to_owned(),
        }
    }
}

/// What helps a student.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    /// Questions are read aloud.
    ReadAloud,
    /// Questions in large print.
    LargePrint,
    /// The beginnings of sentences.
    SentenceStems,
    /// Something else, in the teacher's words.
    Other(String),
}

impl Support {
    /// The word that stands for it in files.
    pub fn word(&self) -> &str {
        match self {
            Self::ReadAloud => "read-aloud",
            Self::LargePrint => "large-print",
            Self::SentenceStems => "sentence-stems",
            Self::Other(words) => words,
        }
    }

    /// What a word means; any words of a teacher mean something.
    pub fn from_word(word: &str) -> Self {
        match word {
            "read-aloud" => Self::ReadAloud,
            "large-print" => Self::LargePrint,
            "sentence-stems" => Self::SentenceStems,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// A rule about two students in groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairRule {
    /// Never in one group.
    Apart,
    /// Always in one group.
    Together,
}

impl PairRule {
    /// The word that stands for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Apart => "apart",
            Self::Together => "together",
        }
    }

    /// What a word in a file means.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Apart, Self::Together].into_iter().find(|r| r.word() == word)
    }
}

/// Two students, and what holds for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// One of them: the one with the lower identity.
    pub one: StudentId,
    /// The other.
    pub other: StudentId,
    /// What holds.
    pub rule: PairRule,
}
