//! Every colour, size and font of the window, and nothing else: the rest of the window asks here.
//!
//! [`Tokens`] are what a widget draws with: the colours of the look in use and the text size. They travel in the egui context, so
//! that every widget finds them.

mod colours;
mod fonts;
pub mod icons;
mod look;
mod sizes;
mod style;

pub use colours::{AnswerColour, Colours, Tint};
pub use fonts::{Weight, definitions};
pub use look::{Look, TextSize};
pub use sizes::*;
pub use style::{Tokens, apply};
