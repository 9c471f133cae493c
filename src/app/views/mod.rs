//! The screens. Each has a model (plain values, no egui) and its drawing (no rules).

mod classes;
mod frame;
mod groups;
mod keys;
mod names;
mod picture;
mod place;
mod questions;
mod teach;

pub use frame::screen_ui;
pub use keys::keys;
pub use place::place_ui;
