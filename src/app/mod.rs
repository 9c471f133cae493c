//! The window: screens for classes, teaching and groups.

pub mod theme;
pub mod widgets;
