//! When a reading is believed.

use crate::cards::{Codeword, Layout};

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
    /// The margin that this card has where it is seen as clearly as can be.
    pub clear_margin: f32,
    /// How much brighter than paper the brightest place was, as a part of it: glare turns black modules white.
    pub glare: f32,
    /// Correlation of the single views with that card, on average.
    pub single: f32,
    /// What is asked of it.
    pub kind: Kind,
}

/// Kinds of decks, by how readings of them are judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// With a border, and words that are few among all codes.
    #[default]
    Sparse,
    /// With a border, and words so close that a code of another maker, or a plain patch, is often nearly one.
    Crowded,
    /// Without a border.
    Bare,
}

impl Kind {
    /// That of so many words on a layout.
    pub fn of(layout: Layout, words: usize) -> Self {
        match layout.border > 0.0 {
            false => Self::Bare,
            true if crowding(words, layout.modules) > CROWD => Self::Crowded,
            true => Self::Sparse,
        }
    }
}

/// The share of all codes that so many words take up, on a logarithmic scale; 0 for 120 words of 25 modules.
fn crowding(words: usize, modules: u8) -> f32 {
    let share = |words: f32, modules: f32| words.ln() - modules * std::f32::consts::LN_2;
    share(words.max(1) as f32, f32::from(modules).powi(2)) - share(120.0, 25.0)
}

/// From where on a deck is crowded: half a dozen words of 16 modules are, some hundred of 25 are not.
const CROWD: f32 = 2.0;

/// Log odds to take away from the readings of a word of a deck of so many. The more of all possible codes are words in some
/// turn, the likelier a code of another maker is one by chance; and a plain word looks like the eyes of QR codes.
pub fn caution(words: usize, word: Codeword) -> f32 {
    CROWDED * crowding(words, word.side() as u8).max(0.0) + PLAIN * (RICH - word.changes()).max(0.0)
}

/// How much of a deck's share of all codes counts, above that of 120 words of 25 modules: most of it shows in the margin.
const CROWDED: f32 = 0.2;
/// What it costs a word to lack changes between neighbouring modules, and the part of the pairs that need to change.
const PLAIN: f32 = 20.0;
const RICH: f32 = 0.4;

/// Log odds to take away where a shadow was lifted: it is one more way for another maker's code to come to look like a card. Without
/// it, 18,000 such codes in 120 rendered frames gave five wrong readings, with one unit two, as against one where no shadow is
/// lifted; and with one unit 2,000 frames of clutter gave readings that two units take away. Beyond 16 m it costs one card in a
/// hundred.
pub const LIFTED: f32 = 2.0;

/// The same where glare was taken out. With one unit nine of 120,000 looks at such codes came to be believed, with two none that is
/// not believed without.
pub const GLARING: f32 = 2.0;

/// Doubt from which on it weighs more, by how much, and at most: seen well, a foreign code a few modules off shows no more.
const SERIOUS: f32 = 0.18;
const GRAVITY: f32 = 20.0;
const GRAVEST: f32 = 1.2;

/// Limits for all decks beyond which nothing is believed, however well the rest fits; the rules saw too little there.
const LEAST_WHITE: f32 = 0.15;
/// A card seen more aslant than about 70° is not held up for the camera.
const GREATEST_ASPECT: f32 = 3.0;

/// What is asked of the readings of one kind of deck.
struct Limits {
    /// Log odds from which on a reading is believed.
    believed: f32,
    least_margin: f32,
    least_confidence: f32,
    least_score: f32,
    least_lead: f32,
    greatest_blur: f32,
    least_frame: f32,
    least_rim: f32,
    least_side_px: f32,
    greatest_worst_module: f32,
    greatest_side: f32,
    greatest_ratio: f32,
    greatest_glare: f32,
}

/// The odds are above those of all of 54,000 wrong readings in 520 frames of the classroom bench without cards, 150 of them
/// with 200 foreign codes each, that the rule was not fitted on but for [`SERIOUS`]. Confidence, blur and the worst module shut out
/// four of the ten wrong readings in 6,000 more frames, the odds one more, and two were lifted (see [`LIFTED`]); of 6,000 cards
/// at 2 to 20 m confidence, the worst module and the odds together cost about 8 in 1,000.
const SPARSE: Limits = Limits {
    believed: 3.0,
    least_margin: 0.03,
    least_confidence: 0.48,
    least_score: 0.84,
    least_lead: 0.8,
    greatest_blur: 0.09,
    least_frame: 0.75,
    least_rim: 1.4,
    least_side_px: 5.5,
    greatest_worst_module: 0.9,
    greatest_side: 0.25,
    greatest_ratio: 0.75,
    greatest_glare: f32::INFINITY,
};

/// Limits of the mean of several views. Its rule was fitted on 79,000 means in 139 rendered sweeps, of 4 to 20 m; in 109 of them
/// 20 foreign codes were held up among ten cards, more than half of them with as many modules as ours; five of those 2,180 come to
/// be counted as cards.
const MEAN: Limits = Limits {
    believed: 0.9,
    least_confidence: 0.25,
    least_score: 0.86,
    least_lead: 0.6,
    greatest_blur: 0.11,
    greatest_side: 0.2,
    greatest_ratio: 0.6,
    ..SPARSE
};

/// What the same frames showed as cards of 16 modules was a plain patch with half a border, or differed from a card in one
/// module; of the cards that are there these limits cost one in fifty. Where a module is less than a pixel, one card looks
/// like another.
const CROWDED_DECK: Limits = Limits {
    believed: 2.8,
    least_confidence: 0.0,
    least_frame: 0.85,
    least_rim: 1.65,
    least_side_px: 8.0,
    greatest_worst_module: 0.45,
    greatest_side: 0.12,
    ..SPARSE
};

/// Two modules make another card, so each has to be clear of the middle between black and white, a spot of glare may have made
/// both, and what is too small to show that is not read.
const BARE: Limits = Limits {
    least_confidence: 0.0,
    greatest_blur: f32::INFINITY,
    believed: 3.5,
    least_side_px: 9.0,
    greatest_worst_module: 0.3,
    greatest_ratio: 0.5,
    greatest_glare: 0.05,
    ..SPARSE
};

/// Log odds that a reading is right, and whether it is believed.
pub fn weigh(e: &Evidence) -> (f32, bool) {
    let (limits, log_odds) = match e.kind {
        Kind::Sparse => (SPARSE, log_odds_bordered(e)),
        Kind::Crowded => (CROWDED_DECK, log_odds_bordered(e)),
        Kind::Bare => (BARE, log_odds_bare(e)),
    };
    (log_odds, log_odds >= limits.believed && is_usual(e, &limits))
}

/// Whether the mean of so many views of a place is believed.
pub fn is_believed_mean(e: &Evidence, views: f32) -> bool {
    match e.kind {
        Kind::Sparse => log_odds_of_mean(e, views) >= MEAN.believed && is_usual(e, &MEAN),
        Kind::Crowded | Kind::Bare => weigh(e).1,
    }
}

/// Whether a reading lies where the rule has seen enough.
fn is_usual(e: &Evidence, limits: &Limits) -> bool {
    e.score >= limits.least_score
        && e.margin >= limits.least_margin
        && confidence(e) >= limits.least_confidence
        && e.blur <= limits.greatest_blur
        && e.worst_module <= limits.greatest_worst_module
        && e.glare <= limits.greatest_glare
        && e.frame >= limits.least_frame
        && e.rim >= limits.least_rim
        && e.lead >= limits.least_lead
        && e.worst_side <= limits.greatest_side
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

/// The same for the mean of several views, by logistic regression. Noise goes out of a mean: what is left is weighed against what the single
/// views left, and against what the second-best card would.
fn log_odds_of_mean(e: &Evidence, views: f32) -> f32 {
    let size = (e.side_px.clamp(5.0, 40.0) / 12.0).ln();
    let likeness = (e.frame - e.score).max(-0.1);
    let left = |score: f32| (1.0 - score.clamp(0.0, 0.999).powi(2)).ln();
    4.198 * e.rim - 26.0 * likeness - 18.27 * e.doubt.min(0.8) + 1.112 * size - 1.586 * (e.blur / 0.05).ln()
        - 1.0 * e.aspect.ln()
        - 3.728 * left(e.score)
        + 2.093 * left(e.single)
        - 0.263 * views.ln()
        + 4.231 * confidence(e)
        // What does not fit on border and quiet zone is light, and no code.
        + 26.47 * e.worst_side.min(0.12)
        - 13.89
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

/// 0 to 1: how far the best reading is ahead of the second-best, as a part of the lead that its card has when seen clearly.
pub fn confidence(e: &Evidence) -> f32 {
    (e.margin / e.clear_margin.max(1e-3)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A card of our deck seen well, of 12 px.
    fn seen_well() -> Evidence {
        Evidence {
            score: 0.985,
            margin: 0.1,
            doubt: 0.06,
            worst_module: 0.2,
            explained: 0.015,
            worst_side: 0.03,
            frame: 0.94,
            rim: 1.95,
            lead: 1.7,
            ratio: 0.28,
            white: 0.6,
            blur: 0.055,
            side_px: 12.0,
            aspect: 1.1,
            clear_margin: 0.115,
            single: 0.985,
            ..Evidence::default()
        }
    }

    #[test]
    fn however_well_the_rest_fits_some_things_shut_a_card_out() {
        let well = seen_well();
        assert!(weigh(&well).1);
        // Each with so much doubt taken away elsewhere that the odds stay high.
        let out = [
            Evidence { margin: 0.05, doubt: 0.0, ..well },
            Evidence { blur: 0.095, doubt: 0.0, ..well },
            Evidence { worst_module: 0.95, ..well },
            Evidence { ratio: 0.8, ..well },
            Evidence { lead: 0.7, ..well },
            Evidence { side_px: 5.0, doubt: 0.0, ..well },
        ];
        for e in out {
            let (log_odds, believed) = weigh(&e);
            assert!(log_odds > SPARSE.believed && !believed, "{log_odds}: {e:?}");
        }
    }

    #[test]
    fn a_mean_that_leaves_as_much_as_its_single_views_is_no_noisy_card() {
        let noisy = Evidence { score: 0.955, frame: 0.9, margin: 0.06, doubt: 0.1, rim: 1.75, lead: 1.2, single: 0.88, ..seen_well() };
        let foreign = Evidence { single: 0.955, ..noisy };
        assert!(is_believed_mean(&noisy, 8.0) && !is_believed_mean(&foreign, 8.0));
    }
}
