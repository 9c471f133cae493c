//! Sets of questions in the window: what is known of them, what can be asked for, and how the teacher's file is told.

mod apply;
mod command;
mod form;
mod news;
mod order;
mod state;
mod thumbs;

pub use command::QuestionsCommand;
pub use form::{LibraryForm, OptionForm};
pub use order::{OpenSet, SetNews, SetOrder, attempt};
pub use state::{Library, Thumb};
