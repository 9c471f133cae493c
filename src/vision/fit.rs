//! How a card fits a place: in one view, or on average over the views of several frames.

use super::accept::{Evidence, Kind};
use super::bank::Bank;
use super::view::View;

/// Samples of a view that decides.
pub const SAMPLES: usize = 256;
/// Most code modules of a card.
const MODULES: usize = 64;
/// The four sides of the border, then the four sides of the quiet zone.
pub const SIDES: usize = 8;

/// Signal to noise of a view that counts as one; others weigh by theirs, as the inverse of the noise's variance, within limits.
const CLEAR_VIEW: f32 = 4.26;
const LEAST_WEIGHT: f32 = 0.05;
const MOST_WEIGHT: f32 = 1.5;

/// What is measured outside the samples of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// Likeness to any card, −1 to 1.
    pub frame: f32,
    /// Step from border to quiet zone as a part of all the structure there.
    pub rim: f32,
    /// The same step in standard deviations of the two, on a logarithmic scale.
    pub lead: f32,
    /// Gray value of the printed black.
    pub black: f32,
    /// Gray value of the paper.
    pub white: f32,
    /// Standard deviation of the blur as a part of the square's side, the geometric mean of both axes.
    pub blur: f32,
    /// Shortest side of the printed square in pixels of the picture.
    pub side_px: f32,
    /// Longest side over shortest side.
    pub aspect: f32,
    /// Log odds that the deck itself takes away.
    pub caution: f32,
    /// See [`Evidence::clear_margin`].
    pub clear_margin: f32,
    /// How much brighter than paper the brightest sample was, as a part of it.
    pub glare: f32,
    /// What is asked of it.
    pub kind: Kind,
}

/// Sums over views of one card at one place. All of it is linear in the pictures, so that noise goes out of the mean and
/// what does not fit stays.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    views: f32,
    /// What the card does not explain, sample by sample, in steps from black to white.
    misfit: [f32; SAMPLES],
    /// The card's own length in the same unit.
    length: f32,
    /// Correlations of the views with the card.
    scores: f32,
    /// What each card in each turn would explain, in the same unit; this one excepted.
    others: Vec<f32>,
    /// The misfit along the change that each code module would make in the other tone, and the squared length of that.
    flips: [[f32; 2]; MODULES],
    /// Mean misfit of each side.
    sides: [f32; SIDES],
    around: Surroundings,
}

impl Fit {
    /// A card in one view of it. `others` are the view's correlations with all cards in all turns, the first being those of
    /// cards that lie as this one does; `sides` tells which side each sample lies on, if any.
    pub fn new(
        bank: &Bank<SAMPLES>,
        word: usize,
        view: &View<SAMPLES>,
        mut others: Vec<f32>,
        sides: &[Option<u8>; SAMPLES],
        around: Surroundings,
    ) -> Self {
        let (gain, template) = (bank.gain(word, view), &bank.templates[word]);
        let (shown, part) = view.shown(&bank.units[word]);
        let length = template.length * part;
        let misfit: [f32; SAMPLES] = std::array::from_fn(|i| view.signal[i] / gain - template.length * shown[i]);
        others.iter_mut().for_each(|v| *v *= view.length / gain);
        if let Some(own) = others.get_mut(word) {
            *own = f32::NEG_INFINITY;
        }
        let mut flips = [[0.0; 2]; MODULES];
        for (measured, flip) in flips.iter_mut().zip(bank.flips(word)) {
            for &(i, change) in flip.iter().filter(|(i, _)| view.sees(*i)) {
                measured[0] += change * misfit[i];
                measured[1] += change * change;
            }
        }
        let (mut sums, mut counts) = ([0.0f32; SIDES], [0.0f32; SIDES]);
        for (i, (value, side)) in misfit.iter().zip(sides).enumerate() {
            if let Some(side) = side.filter(|_| view.sees(i)) {
                sums[usize::from(side)] += value;
                counts[usize::from(side)] += 1.0;
            }
        }
        let sides = std::array::from_fn(|i| sums[i] / counts[i].max(1.0));
        let squares: f32 = misfit.iter().map(|v| v * v).sum();
        let score = correlation(length, squares);
        let mut fit = Self { views: 1.0, misfit, length, scores: score, others, flips, sides, around };
        fit.scale((score * score / (1.0 - score * score).max(1e-3) / CLEAR_VIEW).clamp(LEAST_WEIGHT, MOST_WEIGHT));
        fit
    }

    /// Views taken in, in clear ones.
    pub fn views(&self) -> f32 {
        self.views
    }

    /// Takes in another fit of the same card.
    pub fn add(&mut self, other: &Self) {
        self.views += other.views;
        self.length += other.length;
        self.scores += other.scores;
        for (a, b) in self.numbers().zip(other.clone().numbers()) {
            *a += *b;
        }
    }

    /// Forgets views, none in particular, until so many are left.
    pub fn fade(&mut self, views: f32) {
        self.scale((views / self.views).clamp(0.0, 1.0));
    }

    fn scale(&mut self, part: f32) {
        self.views *= part;
        self.length *= part;
        self.scores *= part;
        self.numbers().for_each(|v| *v *= part);
    }

    /// What the mean of the views says.
    pub fn evidence(&self) -> Evidence {
        let n = self.views.max(1e-6);
        let squares: f32 = self.misfit.iter().map(|v| (v / n).powi(2)).sum();
        let score = correlation(self.length / n, squares);
        let around = self.around;
        let second = self.others.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        // Noise that went out of the mean no longer lessens its likeness to anything.
        let cleared = score * n / self.scores.max(1e-6);
        let (doubt, worst_module, explained) = self.doubt();
        Evidence {
            score,
            margin: score - second / n * score / (self.length / n),
            doubt,
            worst_module,
            explained: explained / (n * squares).max(1e-9),
            worst_side: self.sides.iter().map(|v| (v / n).abs()).fold(0.0, f32::max),
            frame: around.frame / n * cleared,
            rim: around.rim / n * cleared,
            lead: around.lead / n,
            ratio: (around.black / around.white.max(n)).max(0.0),
            white: around.white / n / 255.0,
            blur: around.blur / n,
            side_px: around.side_px / n,
            aspect: around.aspect / n,
            caution: around.caution / n,
            clear_margin: around.clear_margin / n,
            glare: around.glare / n,
            single: self.scores / n,
            kind: around.kind,
        }
    }

    /// How much code modules look as if they were of the other tone, all and the worst of them, and the mean of the squared
    /// misfit that each of them in the other tone would take away, times the number of views.
    fn doubt(&self) -> (f32, f32, f32) {
        let flips = self.flips.iter().filter(|[_, length]| *length > 0.0);
        let count = flips.clone().count().max(1) as f32;
        let ways = flips.clone().map(|[along, length]| (along / length).max(0.0));
        let (squares, worst) = ways.fold((0.0f32, 0.0f32), |(sum, worst), way| (sum + way * way, worst.max(way)));
        let explained: f32 = flips.map(|[along, length]| along * along / length).sum();
        ((squares / count).sqrt(), worst, explained / count)
    }

    /// All sums but the number of views, the lengths and the correlations.
    fn numbers(&mut self) -> impl Iterator<Item = &mut f32> {
        let Surroundings { frame, rim, lead, black, white, blur, side_px, aspect, caution, clear_margin, glare, kind: _ } =
            &mut self.around;
        let around = [frame, rim, lead, black, white, blur, side_px, aspect, caution, clear_margin, glare];
        self.misfit.iter_mut().chain(&mut self.others).chain(self.flips.as_flattened_mut()).chain(&mut self.sides).chain(around)
    }
}

/// Correlation of a template of a length with a signal whose misfit to it has this sum of squares.
fn correlation(length: f32, squares: f32) -> f32 {
    length / (length * length + squares).sqrt().max(1e-6)
}
