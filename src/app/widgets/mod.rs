//! Small widgets under the tokens. Each is a function or builder over `&mut Ui`, returns its `Response`, and names itself for screen
//! readers by the words it shows.

mod badge;
mod bar;
mod bidi;
mod button;
mod chip;
mod ends;
mod mark;
mod marked;
mod rail;
mod ring;
mod steps;
mod text;
mod toast;

pub use badge::{badge, paint_badge};
pub use bar::{Bar, bar};
pub use bidi::{Base, field_layouter, lay_out};
pub use button::Button;
pub use chip::{chip, choice, tag};
pub use ends::ends;
pub use mark::mark;
pub use marked::{marked, marked_job};
pub use rail::{Place, rail};
pub use ring::ring;
pub use steps::steps;
pub use text::{area, field, focus_ring, icon, line, paragraph, rule, truncated};
pub use toast::{Toast, ToastKind, toasts};
