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
    /// Step from black to white, 0 to 1.
    pub contrast: f32,
    /// Shortest side of the printed square in pixels of the picture.
    pub side_px: f32,
    /// Longest side over shortest side.
    pub aspect: f32,
    /// The level it was read on.
    pub on_level: usize,
}

/// What a reading must reach.
#[derive(Clone, Copy, Debug)]
struct Limits {
    score: f32,
    margin: f32,
    ratio: f32,
}

/// For cards that fill enough pixels, and for small ones, which clutter imitates: of 33,000 rendered views and 158
/// frames without cards none passed the second set wrongly.
const LARGE: Limits = Limits { score: 0.88, margin: 0.06, ratio: 0.5 };
const SMALL: Limits = Limits { score: 0.90, margin: 0.08, ratio: 0.45 };
/// Shortest side in pixels from which on a card is large.
const LARGE_PX: f32 = 13.0;
/// Least tone of the paper.
const WHITE: f32 = 0.15;
/// Shortest believable side in pixels.
const SIDE_PX: f32 = 6.5;
/// Greatest aspect: a card seen more aslant than about 70° is not held up for the camera.
const ASPECT: f32 = 3.0;

/// Whether the reading is believed.
pub fn is_accepted(e: &Evidence) -> bool {
    let limits = if e.side_px >= LARGE_PX { LARGE } else { SMALL };
    e.score >= limits.score
        && e.margin >= limits.margin
        && e.ratio <= limits.ratio
        && e.white >= WHITE
        && e.side_px >= SIDE_PX
        && e.aspect <= ASPECT
}

/// 0 to 1: how far the best reading is ahead of the second-best, a lead of [`FULL_MARGIN`] and more being all one can ask.
pub fn confidence(e: &Evidence) -> f32 {
    (e.margin / FULL_MARGIN).clamp(0.0, 1.0)
}

/// The usual lead of a card that is seen well.
const FULL_MARGIN: f32 = 0.4;
