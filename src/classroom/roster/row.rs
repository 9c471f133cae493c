//! The rows of a list, and how their texts are tidied.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::cards::CardNumber;
use crate::classroom::{BoardName, Profile, Support};

/// Longest name, in characters; also of a language, a level, a tag or a support.
pub const LONGEST_NAME: usize = 120;
/// Longest notes about a student, in characters.
pub const LONGEST_NOTES: usize = 4_000;

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the list, from 1.
    pub line: usize,
    /// The name, tidied by [`tidy_name`].
    pub name: String,
    /// The card, where the list says one.
    pub card: Option<CardNumber>,
    /// What else the list says.
    pub said: Said,
}

impl Row {
    /// A row that says a name and perhaps a card.
    pub fn new(line: usize, name: impl Into<String>, card: Option<CardNumber>) -> Self {
        Self { line, name: name.into(), card, said: Said::default() }
    }
}

/// What a list says of a student besides name and card; nothing where it leaves a cell empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// How the student stands on the board.
    pub board_name: Option<BoardName>,
    /// The language spoken at home.
    pub language: Option<String>,
    /// How well the language of the lesson is known.
    pub level: Option<String>,
    /// What helps.
    pub supports: Option<BTreeSet<Support>>,
    /// Words to find students by.
    pub tags: Option<BTreeSet<String>>,
    /// Notes.
    pub notes: Option<String>,
    /// Whom to keep apart: names or card numbers, to be split by [`split_words`].
    pub apart: Option<String>,
    /// Whom to keep together.
    pub together: Option<String>,
}

impl Said {
    /// What is known from now on: what the list says, else what was known.
    pub fn onto(&self, known: &Profile) -> Profile {
        Profile {
            board_name: self.board_name.unwrap_or(known.board_name),
            language: self.language.as_ref().unwrap_or(&known.language).clone(),
            level: self.level.as_ref().unwrap_or(&known.level).clone(),
            supports: self.supports.as_ref().unwrap_or(&known.supports).clone(),
            tags: self.tags.as_ref().unwrap_or(&known.tags).clone(),
            notes: self.notes.as_ref().unwrap_or(&known.notes).clone(),
        }
    }
}

/// A line that changes nothing, or less than it says, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line in the list, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub text: String,
}

/// A name without what a list adds around it: spaces at both ends, runs of spaces, invisible characters; accents composed
/// (Unicode's form C), since systems differ in how they type them.
///
/// ```
/// # use quarterturn::classroom::roster::tidy_name;
/// assert_eq!(tidy_name("  Jose\u{301}  Lo\tpez "), "José Lo pez");
/// ```
pub fn tidy_name(raw: &str) -> String {
    let visible: String =
        raw.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !c.is_control() && *c != '\u{feff}').collect();
    visible.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Notes tidied line by line; empty lines at both ends go.
pub fn tidy_notes(raw: &str) -> String {
    let lines: Vec<String> = raw.lines().map(tidy_name).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// The words of a cell: between semicolons or lines where it has any, else between commas.
///
/// ```
/// # use quarterturn::classroom::roster::split_words;
/// assert_eq!(split_words("choir, chess"), ["choir", "chess"]);
/// assert_eq!(split_words("sits in front, left; choir"), ["sits in front, left", "choir"]);
/// ```
pub fn split_words(cell: &str) -> Vec<String> {
    let strong = |c: char| matches!(c, ';' | '\n' | '\r');
    let at = |c: char| if cell.contains(strong) { strong(c) } else { c == ',' };
    cell.split(at).map(tidy_name).filter(|w| !w.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tidied_but_never_changed() {
        assert_eq!(tidy_name("\u{feff}  Ana \t María  "), "Ana María");
        assert_eq!(tidy_name("עדה"), "עדה");
    }

    #[test]
    fn notes_keep_their_lines() {
        assert_eq!(tidy_notes("\n likes  maps\r\n\ntall \n"), "likes maps\n\ntall");
        assert_eq!(tidy_notes(" \n"), "");
    }
}
