//! Questions and their right answers.

use crate::cards::Answer;

/// The right answers of a question; none make it a survey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Key(u8);

impl Key {
    /// A survey's key: nothing is right or wrong.
    pub const SURVEY: Self = Self(0);

    /// The key with these answers.
    pub fn of(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self(answers.into_iter().fold(0, |bits, a| bits | 1 << a.index()))
    }

    /// The key of a text such as `C` or `ac`; spaces and commas may stand between. The error is the first letter that is
    /// no answer.
    ///
    /// ```
    /// # use quarterturn::{cards::Answer, classroom::Key};
    /// assert_eq!(Key::parse("a, c"), Ok(Key::of([Answer::A, Answer::C])));
    /// assert_eq!(Key::parse("E"), Err('E'));
    /// ```
    pub fn parse(text: &str) -> Result<Self, char> {
        let letters = text.chars().filter(|c| !c.is_whitespace() && *c != ',');
        letters.map(|c| Answer::from_letter(c).ok_or(c)).collect::<Result<Vec<_>, _>>().map(Self::of)
    }

    /// Whether an answer is right.
    pub fn contains(self, answer: Answer) -> bool {
        self.0 >> answer.index() & 1 == 1
    }

    /// Whether nothing is right or wrong.
    pub fn is_survey(self) -> bool {
        self == Self::SURVEY
    }

    /// The right answers in order.
    pub fn answers(self) -> impl Iterator<Item = Answer> {
        Answer::ALL.into_iter().filter(move |&a| self.contains(a))
    }
}

impl std::fmt::Display for Key {
    /// The letters without anything between.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.answers().try_for_each(|a| write!(f, "{a}"))
    }
}

/// A question as it is put to a class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// The texts of options A, B and so on: two to four, or none where they stand on the board.
    pub options: Vec<String>,
    /// What is right.
    pub key: Key,
}
