//! The screens. Each has a model (plain values, no egui) and its drawing (no rules).

mod classes;
mod dialog;
mod frame;
mod groups;
mod keys;
mod names;
mod news;
mod picture;
mod place;
mod questions;
mod settings;
mod teach;

pub use dialog::dialog_ui;
pub use frame::screen_ui;
pub use keys::keys;
pub use place::place_ui;
