//! Moodle GIFT: questions as text, in and out.
//!
//! Of GIFT's kinds, choice and true/false can be asked with cards; the others are left out and named. Feedback on a wrong
//! option is taken for the misconception it reveals, feedback on a right one and on the whole question for notes; tags are
//! codes of skills.

mod block;
mod marks;
mod read;
mod write;

pub use read::read_gift;
pub use write::write_gift;

#[cfg(test)]
mod tests;
