//! The teacher's file on a thread of its own: [`Order`]s in, [`News`] out. The window never waits for the disk, and shows an answer as
//! counted only when the news say that it is kept.

mod news;
mod order;
mod talk;
mod work;

pub use news::{BackupList, KnownBackup, Loaded, News, Unusable};
pub use order::{GivenAnswer, Order};
pub use talk::Desk;
