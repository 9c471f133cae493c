//! When a reading is believed.

/// What is known about one aligned reading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// Correlation with the best card and turn, −1 to 1.
    pub score: f32,
    /// Its lead over any other card or turn.
    pub margin: f32,
    /// How much code modules look as if they were of the other tone: the root of the mean square, over all of them, of the
    /// part of the way there. A card of another deck, or clutter, that happens to look like one of ours differs in some
    /// modules, while glare and noise spread over all samples.
    pub doubt: f32,
    /// How much of what the card does not explain a code module in the other tone would, the mean of all modules.
    pub explained: f32,
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
    /// Standard deviation of the blur as a part of the square's side, the geometric mean of both axes.
    pub blur: f32,
    /// Shortest side of the printed square in pixels of the picture.
    pub side_px: f32,
    /// Longest side over shortest side.
    pub aspect: f32,
}

/// Log odds from which on a reading is believed: above all but one of 43,000 wrong readings in 1,060 frames of the classroom bench, 700
/// of them without cards and 150 of these with 200 foreign codes each.
const BELIEVED: f32 = 4.0;
/// Limits beyond which nothing is believed, however well the rest fits; the rule saw too little there.
const LEAST_SCORE: f32 = 0.84;
const LEAST_MARGIN: f32 = 0.03;
const LEAST_FRAME: f32 = 0.75;
const LEAST_RIM: f32 = 1.4;
const LEAST_LEAD: f32 = 0.8;
const GREATEST_SIDE: f32 = 0.25;
const GREATEST_RATIO: f32 = 0.75;
const LEAST_WHITE: f32 = 0.15;
const LEAST_SIDE_PX: f32 = 5.5;
/// A card seen more aslant than about 70° is not held up for the camera.
const GREATEST_ASPECT: f32 = 3.0;

/// Log odds that a reading is right, and whether it is believed.
pub fn weigh(e: &Evidence) -> (f32, bool) {
    let log_odds = log_odds(e);
    (log_odds, log_odds >= BELIEVED && is_usual(e))
}

/// Whether a reading lies where the rule has seen enough.
fn is_usual(e: &Evidence) -> bool {
    e.score >= LEAST_SCORE
        && e.margin >= LEAST_MARGIN
        && e.frame >= LEAST_FRAME
        && e.rim >= LEAST_RIM
        && e.lead >= LEAST_LEAD
        && e.worst_side <= GREATEST_SIDE
        && e.ratio <= GREATEST_RATIO
        && e.white >= LEAST_WHITE
        && e.side_px >= LEAST_SIDE_PX
        && e.aspect <= GREATEST_ASPECT
}

/// Log odds that a reading is right, by logistic regression.
fn log_odds(e: &Evidence) -> f32 {
    // Sizes matter on a logarithmic scale; 12 px is where clutter and cards overlap most. So does blur, a twentieth of
    // the square being usual there.
    let size = (e.side_px.clamp(5.0, 40.0) / 12.0).ln();
    let blur = (e.blur / 0.05).ln();
    // What is more like any card than like this one is another: then it is the code that does not fit.
    let likeness = (e.frame - e.score).max(-0.2);
    7.64 + 55.43 * (e.margin - 0.1) - 40.94 * (likeness + 0.03) + 11.55 * (e.rim - 2.0) - (45.50 - 13.37 * size) * (e.doubt.min(0.8) - 0.15)
        + 94.0 * (e.explained.min(0.06) - 0.02)
        - 0.10 * size
        - 1.61 * blur
        - 4.45 * e.aspect.clamp(1.0, 4.0).ln()
}

/// 0 to 1: how far the best reading is ahead of the second-best, a lead of [`FULL_MARGIN`] and more being all one can ask.
pub fn confidence(e: &Evidence) -> f32 {
    (e.margin / FULL_MARGIN).clamp(0.0, 1.0)
}

/// The usual lead of a card that is seen well.
const FULL_MARGIN: f32 = 0.4;
