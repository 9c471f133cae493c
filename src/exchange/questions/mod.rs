//! Questions in and out: Moodle GIFT, Moodle XML, Aiken, and tables.
//!
//! Reading gives the questions and a list of what could not be carried over, each with its line and column: nothing is
//! dropped silently, and one bad question does not keep the others out.

mod gift;
mod list;
#[cfg(test)]
mod sample;

pub use gift::{read_gift, write_gift};
pub use list::{Loss, Notice, Pictures, Place, QuestionList};

/// Questions as another program reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Export {
    /// The file.
    pub text: String,
    /// What has no place in it, in words.
    pub missing: Vec<String>,
}
