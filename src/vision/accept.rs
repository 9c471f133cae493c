//! When a reading is believed.

/// What is known about one aligned reading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// Correlation with the best card and turn, −1 to 1.
    pub score: f32,
    /// Its lead over any other card or turn.
    pub margin: f32,
    /// Correlation with what all cards have in common.
    pub frame: f32,
    /// Tone of the printed black as a part of that of the paper. Ink on paper gives about a quarter.
    pub ratio: f32,
    /// Tone of the paper, 0 to 1.
    pub white: f32,
    /// Shortest side of the printed square in pixels of the picture.
    pub side_px: f32,
    /// Longest side over shortest side.
    pub aspect: f32,
}

/// Least correlation of a believed reading.
const SCORE: f32 = 0.88;
/// Least lead.
const MARGIN: f32 = 0.06;
/// Greatest tone of black over white.
const RATIO: f32 = 0.5;
/// Least tone of the paper.
const WHITE: f32 = 0.2;
/// Shortest believable side.
const SIDE_PX: f32 = 6.5;

/// Whether the reading is believed.
pub fn is_accepted(e: &Evidence) -> bool {
    e.score >= SCORE && e.margin >= MARGIN && e.ratio <= RATIO && e.white >= WHITE && e.side_px >= SIDE_PX
}

/// 0 to 1: how far the best reading is ahead of the second-best, a lead of [`FULL_MARGIN`] and more being all one can ask.
pub fn confidence(e: &Evidence) -> f32 {
    (e.margin / FULL_MARGIN).clamp(0.0, 1.0)
}

/// The usual lead of a card that is seen well.
const FULL_MARGIN: f32 = 0.4;
