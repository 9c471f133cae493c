//! Bringing a list of names into a class: what to add and what to change, decided before anything is.
//!
//! A row is matched by name and card, else by name where just one student has it; rows of the same name in one list are
//! different students; what stays ambiguous is said and not changed. What a list leaves empty stays as it is.

mod pairs;
mod plan;
mod row;

pub use plan::{Change, Member, PairChange, Plan, plan};
pub use row::{LONGEST_NAME, LONGEST_NOTES, Problem, Row, Said, split_words, tidy_name, tidy_notes};
