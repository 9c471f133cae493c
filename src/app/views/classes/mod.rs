//! Classes: names, cards, printing, and the way into a lesson.

mod about;
mod form;
mod kept;
mod list_model;
mod model;
mod print;
mod profile;
mod profile_model;
mod results;
mod results_model;
mod table;
mod ui;
mod welcome;

pub use model::primary;
pub use ui::classes_ui;
