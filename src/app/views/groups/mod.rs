//! Groups: whom to sit down with next, and why.

mod model;
mod ui;

pub use ui::groups_ui;
