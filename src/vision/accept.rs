//! When a reading is believed.

/// What is known about one aligned reading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// Correlation with the best card and turn, −1 to 1.
    pub score: f32,
    /// Its lead over any other card or turn.
    pub margin: f32,
    /// Greatest misfit of any code module, in steps from black to white.
    pub worst_module: f32,
    /// Greatest misfit of any side of border and quiet zone.
    pub worst_side: f32,
    /// Likeness to any card, −1 to 1.
    pub frame: f32,
    /// Step from border to quiet zone as a part of all the structure there.
    pub rim: f32,
    /// The same step in standard deviations of the two, on a logarithmic scale.
    pub lead: f32,
    /// Tone of the printed black as a part of that of the paper. Ink on paper gives about a quarter.
    pub ratio: f32,
    /// Tone of the paper, 0 to 1.
    pub white: f32,
    /// Shortest side of the printed square in pixels of the picture.
    pub side_px: f32,
    /// Longest side over shortest side.
    pub aspect: f32,
}

/// Log odds from which on a reading is believed: above all but one of 20,000 wrong readings in 708 frames of the classroom
/// bench, 350 of them without cards and 60 of these with 200 foreign codes each (four parts, each judged by a rule fitted
/// on the other three).
const BELIEVED: f32 = 4.4;
/// Limits beyond which nothing is believed, however well the rest fits; the rule saw too little there.
const LEAST_SCORE: f32 = 0.84;
const LEAST_MARGIN: f32 = 0.03;
const GREATEST_RATIO: f32 = 0.75;
const GREATEST_MISFIT: f32 = 0.6;
const LEAST_WHITE: f32 = 0.15;
const LEAST_SIDE_PX: f32 = 6.5;
/// A card seen more aslant than about 70° is not held up for the camera.
const GREATEST_ASPECT: f32 = 3.0;

/// Whether the reading is believed.
pub fn is_accepted(e: &Evidence) -> bool {
    e.score >= LEAST_SCORE
        && e.margin >= LEAST_MARGIN
        && e.ratio <= GREATEST_RATIO
        && e.worst_module <= GREATEST_MISFIT
        && e.white >= LEAST_WHITE
        && e.side_px >= LEAST_SIDE_PX
        && e.aspect <= GREATEST_ASPECT
        && log_odds(e) >= BELIEVED
}

/// Log odds that a reading is right, by logistic regression.
fn log_odds(e: &Evidence) -> f32 {
    // Sizes matter on a logarithmic scale; 12 px is where clutter and cards overlap most.
    let size = (e.side_px.clamp(5.0, 40.0) / 12.0).ln();
    let (score, margin) = (e.score - 0.9, e.margin - 0.1);
    let (module, side) = (e.worst_module.min(1.2) - 0.3, e.worst_side.min(1.2) - 0.1);
    0.79 + (105.57 - 30.75 * size) * score + (96.22 + 12.69 * size) * margin + 3.79 * size - 5.59 * e.aspect.clamp(1.0, 4.0).ln()
        + (1.85 * size - 9.23) * module
        + (31.56 - 1.53 * size) * side
        + 10.42 * (e.rim - 2.0)
        - 6.97 * (e.lead - 2.0)
        - 16.76 * (e.frame - 0.9)
}

/// 0 to 1: how far the best reading is ahead of the second-best, a lead of [`FULL_MARGIN`] and more being all one can ask.
pub fn confidence(e: &Evidence) -> f32 {
    (e.margin / FULL_MARGIN).clamp(0.0, 1.0)
}

/// The usual lead of a card that is seen well.
const FULL_MARGIN: f32 = 0.4;
