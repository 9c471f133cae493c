//! The domain: who sits in a class with which card, what was asked, what each answered. Pure: no file, no clock, no SQL.
//!
//! A [`Class`] has [`Student`]s, each with a card. Each time a [`Question`] is asked is an [`AskingRecord`] of its own,
//! and a [`Tally`] folds its answers.

mod asking;
mod class;
mod question;
pub mod roster;
mod tally;

pub use asking::{AnswerSource, AskingId, AskingRecord, StudentAnswer};
pub use class::{Class, ClassId, Student, StudentId};
pub use question::{Key, Question};
pub use tally::Tally;
