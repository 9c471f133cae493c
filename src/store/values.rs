//! How values stand in columns. A column that this program would not have written is an error that names it.

use jiff::Timestamp;

use super::StoreError;
use crate::cards::Answer;
use crate::classroom::{AnswerSource, Key, Picture, PictureId, SkillCode};

/// A value that this program would not have written.
pub fn unreadable(table: &str, column: &str, value: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged(odd(table, column, value))
}

/// What is said of such a value.
pub fn odd(table: &str, column: &str, value: impl std::fmt::Display) -> String {
    format!("table {table}, column {column} holds “{value}”")
}

/// An answer's letter.
pub fn answer(letter: &str) -> Result<Answer, StoreError> {
    let mut letters = letter.chars();
    match (letters.next().and_then(Answer::from_letter), letters.next()) {
        (Some(answer), None) => Ok(answer),
        _ => Err(unreadable("answer", "answer", letter)),
    }
}

/// The number that stands for a source; a word would cost as much room as the rest of an answer.
pub fn source_number(source: AnswerSource) -> i64 {
    AnswerSource::ALL.iter().position(|s| *s == source).map_or(0, |i| i as i64)
}

/// The source of a number.
pub fn source(number: i64) -> Result<AnswerSource, StoreError> {
    let known = usize::try_from(number).ok().and_then(|n| AnswerSource::ALL.get(n));
    known.copied().ok_or_else(|| unreadable("answer", "source", number))
}

/// A time in milliseconds.
pub fn time(table: &str, column: &str, ms: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(ms).map_err(|_| unreadable(table, column, ms))
}

/// Right answers.
pub fn key(letters: &str) -> Result<Key, StoreError> {
    Key::parse(letters).map_err(|_| unreadable("question", "right", letters))
}

/// A picture's two columns.
pub fn picture(id: Option<Vec<u8>>, description: String) -> Result<Option<Picture>, StoreError> {
    let Some(bytes) = id else { return Ok(None) };
    let bytes = <[u8; 32]>::try_from(bytes).map_err(|b| unreadable("question", "picture", format!("{} bytes", b.len())))?;
    Ok(Some(Picture { id: PictureId::from_bytes(bytes), description }))
}

/// A skill's code.
pub fn skill(table: &str, code: &str) -> Result<SkillCode, StoreError> {
    SkillCode::parse(code).ok_or_else(|| unreadable(table, "skill", code))
}
