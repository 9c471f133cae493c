//! The domain: who sits in a class with which card, what was asked, what each answered. Pure: no file, no clock, no SQL.
//!
//! A [`Class`] has [`Student`]s, each with a card. Each time a [`Question`] is asked is an [`AskingRecord`] of its own,
//! and a [`Tally`] folds its answers. Questions are prepared in [`QuestionSet`]s and name the [`Skill`]s that they ask for.

mod asking;
mod class;
mod picture;
mod question;
pub mod roster;
mod set;
mod skill;
mod tally;

pub use asking::{AnswerSource, AskingId, AskingRecord, StudentAnswer};
pub use class::{Class, ClassId, Student, StudentId};
pub use picture::{Picture, PictureId};
pub use question::{Choice, Form, Key, MOST_OPTIONS, Question, QuestionError, QuestionId};
pub use set::{Folder, QuestionSet, SetId};
pub use skill::{Curriculum, Skill, SkillCode, Unit, UnitLesson};
pub use tally::Tally;
