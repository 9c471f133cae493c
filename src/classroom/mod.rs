//! The domain: who sits in a class with which card, what was asked, what each answered. Pure: no file, no clock, no SQL.
//!
//! A [`Class`] has [`Student`]s, each with a card. Each time a [`Question`] is asked is an [`AskingRecord`] of its own, part
//! of a [`Lesson`], and a [`Tally`] folds its answers. Questions are prepared in [`QuestionSet`]s and name the [`Skill`]s that they ask for.

mod asking;
mod class;
mod days;
mod lesson;
pub mod markup;
mod picture;
mod question;
pub mod roster;
mod set;
mod skill;
mod student;
mod tally;

pub(crate) use asking::title;
pub use asking::{AnswerSource, AskingId, AskingRecord, StudentAnswer, TrailStep};
pub use class::{Class, ClassId, Hour};
pub use days::Days;
pub use lesson::{Lesson, LessonId, LessonPlan};
pub use picture::{Picture, PictureId};
pub use question::{Choice, Form, Key, MOST_NUMBERED, MOST_OPTIONS, Question, QuestionError, QuestionId};
pub use set::{Folder, QuestionSet, SetId};
pub use skill::{Curriculum, Skill, SkillCode, Unit, UnitLesson};
pub use student::{BoardName, Pair, PairRule, Profile, Student, StudentId, Support};
pub use tally::Tally;
