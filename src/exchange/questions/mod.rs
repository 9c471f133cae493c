//! Questions in and out: Moodle GIFT, Moodle XML, Aiken, and tables.
//!
//! Reading gives the questions and a list of what could not be carried over, each with its line and column: nothing is
//! dropped silently, and one bad question does not keep the others out.

mod aiken;
mod file;
mod front;
mod gift;
mod grade;
mod list;
mod moodle_xml;
#[cfg(test)]
pub(super) mod sample;
mod set_file;
mod starter;
mod table;

pub use aiken::read_aiken;
pub use file::{QuestionFile, SetFormat, read_picture, read_question_file, write_set};
pub use front::{Format, LARGEST_BYTES, read_questions};
pub use gift::{read_gift, write_gift};
pub use list::{Loss, Notice, Pictures, Place, QuestionList};
pub use moodle_xml::read_moodle_xml;
pub use set_file::{SetFile, read_set_file, write_set_file};
pub use starter::starter_sets;
pub use table::{read_table_text, read_table_workbook, write_csv, write_xlsx};

/// Questions as another program reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Export {
    /// The file.
    pub text: String,
    /// What has no place in it, in words.
    pub missing: Vec<String>,
}
