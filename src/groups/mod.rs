//! Whom to sit down with next, and why. Pure: students and askings in, suggestions out; the same input gives the same
//! groups.
//!
//! This first suggestion follows three rules in order, each student going where the first one fits:
//! 1. Explain again: missed more than half of at least [`ENOUGH_ANSWERS`] questions.
//! 2. Same mistake: chose the same wrong option of a question as at least one other student who is still free; the
//!    largest such group first.
//! 3. Ready for more: at least [`ENOUGH_ANSWERS`] answers and at least [`READY_SHARE`] of them right. Who missed something
//!    and fits nowhere else is explained to again; of the others not enough is known.
//!
//! A question asked again counts once, with its last answers.

mod standing;
mod suggest;
mod words;

pub use standing::count_questions;
pub use suggest::{Kind, Member, Suggestion, suggest};

/// Answers from which on something can be said about a student.
pub const ENOUGH_ANSWERS: usize = 2;
/// Part of the answers that must be right to be ready for more.
pub const READY_SHARE: f32 = 0.8;
