//! What goes in and out besides the teacher's file: class lists, questions, results, pictures with the cards
//! drawn in.

mod annotate;
mod curriculum;
mod error;
mod everything;
mod grid;
pub mod html;
mod pseudonyms;
pub mod questions;
mod results;
pub mod roster;
mod scoresheet;
mod text;
mod whole;
mod xml;

pub use annotate::annotate;
pub use curriculum::{CurriculumList, read_curriculum};
pub use error::ExchangeError;
pub use everything::{export_everything, import_everything};
pub use pseudonyms::Pseudonyms;
pub use results::write_results;
pub use scoresheet::{Cell, Scoresheet};
pub use text::decode_text;
pub use whole::write_whole;
