//! When a reading is believed.

use crate::cards::Codeword;

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
    /// The same part of the way for the one module that is nearest to the other tone.
    pub worst_module: f32,
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
    /// Log odds that the deck itself takes away, see [`caution`].
    pub caution: f32,
    /// How much brighter than paper the brightest place was, as a part of it: glare turns black modules white.
    pub glare: f32,
    /// Whether the card has a border.
    pub is_bordered: bool,
}

/// Log odds to take away from the readings of a word of a deck of so many. The more of all possible codes are words in some
/// turn, the likelier a code of another maker is one by chance; and a plain word looks like the eyes of QR codes.
pub fn caution(words: usize, word: Codeword) -> f32 {
    let share = |words: f32, modules: f32| words.ln() - modules * std::f32::consts::LN_2;
    let crowded = share(words.max(1) as f32, word.side().pow(2) as f32) - share(120.0, 25.0);
    CROWDED * crowded.max(0.0) + PLAIN * (RICH - word.changes()).max(0.0)
}

/// How much of a deck's share of all codes counts, above that of 120 words of 25 modules: most of it shows in the margin.
const CROWDED: f32 = 0.2;
/// What a word is worth that lacks changes between neighbouring modules, and the part of the pairs that need to change.
const PLAIN: f32 = 20.0;
const RICH: f32 = 0.4;

/// Doubt from which on it weighs more, by how much, and at most: seen well, a foreign code a few modules off shows no more.
const SERIOUS: f32 = 0.18;
const GRAVITY: f32 = 20.0;
const GRAVEST: f32 = 1.2;

/// Views from which on a mean is one.
const MEAN_OF: f32 = 4.0;
/// Limits for all decks beyond which nothing is believed, however well the rest fits; the rules saw too little there.
const LEAST_SCORE: f32 = 0.84;
const LEAST_FRAME: f32 = 0.75;
const LEAST_RIM: f32 = 1.4;
const LEAST_LEAD: f32 = 0.8;
const GREATEST_SIDE: f32 = 0.25;
const LEAST_WHITE: f32 = 0.15;
/// A card seen more aslant than about 70° is not held up for the camera.
const GREATEST_ASPECT: f32 = 3.0;

/// What is asked of the readings of one kind of deck.
struct Limits {
    /// Log odds from which on a reading is believed.
    believed: f32,
    /// The same for the mean of at least [`MEAN_OF`] views of a place, in which noise is no excuse any more.
    believed_mean: f32,
    least_margin: f32,
    greatest_worst_module: f32,
    greatest_glare: f32,
    greatest_ratio: f32,
    least_side_px: f32,
}

/// With a border. The odds are above those of all of 54,000 wrong readings in 520 frames of the classroom bench without
/// cards, 150 of them with 200 foreign codes each, that the rule was not fitted on but for [`SERIOUS`].
const BORDERED: Limits = Limits {
    believed: 2.8,
    believed_mean: 2.4,
    least_margin: 0.03,
    greatest_worst_module: f32::INFINITY,
    greatest_glare: f32::INFINITY,
    greatest_ratio: 0.75,
    least_side_px: 5.5,
};

/// Without one. Two modules make another card, so each has to be clear of the middle between black and white, a spot of glare
/// may have made both, and what is too small to show that is not read.
const BARE: Limits = Limits {
    believed: 3.5,
    believed_mean: 3.5,
    least_margin: 0.03,
    greatest_worst_module: 0.3,
    greatest_glare: 0.14,
    greatest_ratio: 0.5,
    least_side_px: 9.0,
};

/// Log odds that a reading is right, from so many views, and whether it is believed.
pub fn weigh(e: &Evidence, views: f32) -> (f32, bool) {
    let (limits, log_odds) = if e.is_bordered { (BORDERED, log_odds_bordered(e)) } else { (BARE, log_odds_bare(e)) };
    let believed = if views < MEAN_OF { limits.believed } else { limits.believed_mean };
    (log_odds, log_odds >= believed && is_usual(e, &limits))
}

/// Whether a reading lies where the rule has seen enough.
fn is_usual(e: &Evidence, limits: &Limits) -> bool {
    e.score >= LEAST_SCORE
        && e.margin >= limits.least_margin
        && e.worst_module <= limits.greatest_worst_module
        && e.glare <= limits.greatest_glare
        && e.frame >= LEAST_FRAME
        && e.rim >= LEAST_RIM
        && e.lead >= LEAST_LEAD
        && e.worst_side <= GREATEST_SIDE
        && e.ratio <= limits.greatest_ratio
        && e.white >= LEAST_WHITE
        && e.side_px >= limits.least_side_px
        && e.aspect <= GREATEST_ASPECT
}

/// Log odds that a reading of a card with a border is right, by logistic regression.
fn log_odds_bordered(e: &Evidence) -> f32 {
    // Sizes matter on a logarithmic scale; 12 px is where clutter and cards overlap most. So does blur, a twentieth of
    // the square being usual there.
    let size = (e.side_px.clamp(5.0, 40.0) / 12.0).ln();
    let blur = (e.blur / 0.05).ln();
    // What is more like any card than like this one is another: then it is the code that does not fit.
    let likeness = (e.frame - e.score).max(-0.1);
    5.76 + 35.19 * (e.margin - 0.1) - 65.64 * (likeness + 0.03) + 11.93 * (e.rim - 2.0) - (47.50 - 23.98 * size) * (e.doubt.min(0.8) - 0.15)
        + 110.0 * (e.explained.min(0.06) - 0.02)
        - 1.11 * size
        - 4.38 * blur
        - 3.74 * e.aspect.clamp(1.0, 4.0).ln()
        - e.caution
        - (GRAVITY * (e.doubt - SERIOUS)).clamp(0.0, GRAVEST)
}

/// The same for a card without a border, fitted on 113,000 readings in 212 rendered frames, of which 6,000 were right.
fn log_odds_bare(e: &Evidence) -> f32 {
    let size = (e.side_px.clamp(5.0, 40.0) / 12.0).ln();
    let likeness = (e.frame - e.score).max(-0.05);
    6.2 + 69.25 * e.margin.min(0.06) - 62.96 * likeness - 44.95 * e.doubt.min(0.3) - 7.5 * e.worst_module.min(1.0) + 1.33 * e.rim
        - 0.24 * size
        - 7.63 * (e.blur / 0.04).ln()
        - 4.75 * e.aspect.clamp(1.0, 4.0).ln()
}

/// 0 to 1: how far the best reading is ahead of the second-best, a lead of [`FULL_MARGIN`] and more being all one can ask.
pub fn confidence(e: &Evidence) -> f32 {
    (e.margin / FULL_MARGIN).clamp(0.0, 1.0)
}

/// The usual lead of a card that is seen well.
const FULL_MARGIN: f32 = 0.4;
