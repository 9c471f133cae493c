//! A lesson: write a question, read the cards, close, show.

mod asking;
mod bars;
mod closed;
mod hand;
mod labels;
mod model;
mod picture;
mod prepare;
mod ui;

pub use model::primary;
pub use ui::teach_ui;
