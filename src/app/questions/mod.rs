//! Sets of questions in the window: what is known of them, what can be asked for, and how the teacher's file is told.

mod apply;
mod command;
mod files;
mod form;
mod news;
mod order;
mod run;
mod state;
mod thumbs;

pub use command::QuestionsCommand;
pub use form::{ImportForm, LibraryForm, OptionForm, quiz_keys};
pub use order::{OpenSet, SetChange, SetNews, SetOrder, attempt};
pub use run::SetRun;
pub use state::{Library, Thumb};
