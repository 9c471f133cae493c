//! Questions: sets in folders at the left, the questions of one at the right.

mod form;
mod import;
mod keys;
mod list;
mod model;
mod question;
mod set;
mod ui;

pub use keys::{form_keys, keys, primary};
pub use ui::questions_ui;
