//! Settings: colours, the size of text, and the backups.

mod model;
mod ui;

pub use model::{lower, when};
pub use ui::settings_ui;
