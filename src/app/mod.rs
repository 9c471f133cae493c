//! The window: screens for classes, questions, teaching and groups.
//!
//! Views compute a plain model from the [`state`], draw it, and send [`command`]s; [`apply`] carries them out after the frame. Nothing
//! slow happens on the window's thread: the teacher's file lives on one of its own ([`desk`]), camera and reader on theirs ([`eye`]),
//! file dialogs and printing on theirs ([`dialogs`]). An answer is shown as counted only when the desk says that it is on the disk.

mod apply;
mod backups;
mod cameras;
mod classes;
mod clock;
mod command;
mod desk;
mod dialogs;
mod error;
mod exports;
mod eye;
mod lesson;
mod nameless;
mod news;
mod preview;
mod questions;
mod restore;
mod results;
mod run;
mod sample;
mod state;
mod students;
pub mod theme;
mod views;
pub mod widgets;
mod window;

pub use command::Screen;
pub use error::AppError;
pub use run::run;
pub use window::{Window, WindowOptions};
