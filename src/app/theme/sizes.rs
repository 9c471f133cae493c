//! Lengths in points at text size 1.0, and where text grows with the chosen size.

/// Steps of space: between icon and word.
pub const S4: f32 = 4.0;
/// Between a label and its field.
pub const S8: f32 = 8.0;
/// Between buttons.
pub const S12: f32 = 12.0;
/// Between cards.
pub const S16: f32 = 16.0;
/// Inside cards, page edge.
pub const S24: f32 = 24.0;
/// Wide inside.
pub const S32: f32 = 32.0;
/// Between parts of a page.
pub const S48: f32 = 48.0;

/// Key caps.
pub const KEYCAP: f32 = 12.0;
/// Column heads and rail labels.
pub const HEAD: f32 = 13.0;
/// Captions.
pub const CAPTION: f32 = 14.0;
/// Reading.
pub const BODY: f32 = 16.0;
/// The primary button.
pub const PRIMARY: f32 = 17.0;
/// Titles of rows.
pub const ROW_TITLE: f32 = 18.0;
/// Headings.
pub const HEADING: f32 = 20.0;
/// Questions.
pub const QUESTION: f32 = 23.0;
/// Titles of screens.
pub const TITLE: f32 = 28.0;
/// The greeting of a first start.
pub const WELCOME: f32 = 36.0;

/// Line height as a multiple of the text's size.
pub const LINE_HEIGHT: f32 = 1.36;

/// Corners of rows and bars.
pub const ROUND_ROW: f32 = 8.0;
/// Corners of controls.
pub const ROUND_CONTROL: f32 = 10.0;
/// Corners of cards.
pub const ROUND_CARD: f32 = 14.0;

/// Outlines.
pub const STROKE: f32 = 1.0;
/// Selected or right.
pub const STROKE_STRONG: f32 = 2.5;
/// Focus, and its distance from the control.
pub const STROKE_FOCUS: f32 = 3.0;

/// Height of what can be pressed.
pub const TARGET: f32 = 44.0;
/// Height of the primary button.
pub const TARGET_PRIMARY: f32 = 54.0;
/// Height of chips.
pub const CHIP: f32 = 30.0;
/// Width of the rail.
pub const RAIL: f32 = 92.0;
/// Height of the bar at the top of Teach.
pub const TOP_BAR: f32 = 64.0;
/// Height of the action bar.
pub const ACTION_BAR: f32 = 84.0;
/// Rows of tables.
pub const ROW: f32 = 44.0;
/// Forms are no wider than this.
pub const FORM_WIDTH: f32 = 560.0;
/// Width of toasts.
pub const TOAST_WIDTH: f32 = 540.0;

/// A bar grows for so long, in seconds.
pub const GROW_SECONDS: f32 = 0.2;
/// Hover and ticks, in seconds.
pub const TICK_SECONDS: f32 = 0.12;
