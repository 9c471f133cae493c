//! How a face looks after a camera's blur, on a grid of samples: what the reader compares pictures with and what the
//! distances between codewords are reckoned from.
//!
//! A face is made of axis-parallel rectangles, so its picture under a Gaussian blur is a sum of products of two error
//! functions: exact, with no rendering. Light adds up before the tone curve, so blur comes first and gamma last.

use super::{Codeword, Layout};

/// Samples a side of the grid laid over the printed square.
pub const GRID: usize = 16;
/// Samples of the whole grid.
pub const SAMPLES: usize = GRID * GRID;

/// Reflectance of printed black and of paper; typical of laser print on office paper.
const INK: f32 = 0.04;
const PAPER: f32 = 0.86;
/// Exponent of a camera's tone curve (ITU-R BT.709 and sRGB are both close to it).
const TONE: f32 = 1.0 / 2.2;

/// The tone of printed black where that of paper is 1.
pub fn black_tone() -> f32 {
    (INK / PAPER).powf(TONE)
}

/// One value per sample, row by row, the first at the top left of the upright face.
pub type Samples = [f32; SAMPLES];

/// A Gaussian blur by its spread along the card's two axes, as parts of the printed square's side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blur {
    /// Standard deviation along a row.
    pub across: f32,
    /// Standard deviation down a column.
    pub down: f32,
    /// Correlation of the two, −1 to 1: above 0 where a point is smeared towards the lower right.
    pub skew: f32,
}

impl Blur {
    /// One that is as wide in both directions.
    pub const fn round(sigma: f32) -> Self {
        Self { across: sigma, down: sigma, skew: 0.0 }
    }
}

/// Coordinate of the `i`th of so many samples, as a part of the square's side.
pub fn sample_at(i: usize, side: usize) -> f32 {
    (i as f32 + 0.5) / side as f32
}

/// A face's tone on a grid, 0 black to about 1 white, with its slopes; samples beyond the grid's are 0.
#[derive(Clone, Debug)]
pub struct Appearance<const N: usize> {
    /// The tone of each sample.
    pub tone: [f32; N],
    /// Its change per side of the square to the right.
    pub slope_across: [f32; N],
    /// Its change per side of the square down.
    pub slope_down: [f32; N],
}

/// A face's tone on a grid, and how it changes with the blur's variances and their covariance, in sides of the square squared.
#[derive(Clone, Debug)]
pub struct Spreading<const N: usize> {
    /// The tone of each sample.
    pub tone: [f32; N],
    /// With the variance along a row.
    pub across: [f32; N],
    /// With the variance down a column.
    pub down: [f32; N],
    /// With the covariance of the two.
    pub aslant: [f32; N],
}

/// Blurred indicator of an interval on the grid's coordinates, with its first and second derivative.
#[derive(Clone, Debug)]
struct Span([Vec<f32>; 3]);

impl Span {
    fn new(from: f32, to: f32, sigma: f32, side: usize) -> Self {
        let mut span = Self([vec![0.0; side], vec![0.0; side], vec![0.0; side]]);
        for i in 0..side {
            let [a, b] = [from, to].map(|end| (sample_at(i, side) - end) / sigma);
            let (at, bt) = (normal_density(a), normal_density(b));
            span.0[0][i] = normal_integral(a, at) - normal_integral(b, bt);
            span.0[1][i] = (at - bt) / sigma;
            span.0[2][i] = (b * bt - a * at) / (sigma * sigma);
        }
        span
    }
}

/// A layout's rows and columns under an upright blur.
#[derive(Clone, Debug)]
struct Look {
    black: [Span; 2],
    columns: Vec<Span>,
    rows: Vec<Span>,
}

impl Look {
    fn new(layout: Layout, sigma: [f32; 2], moved: [f32; 2], side: usize) -> Self {
        let (square, inner) = (layout.square(), layout.quiet + layout.border);
        let span = |axis: usize, from: f32, to: f32| Span::new(from / square + moved[axis], to / square + moved[axis], sigma[axis], side);
        let modules = |axis: usize| {
            let from = (0..layout.modules).map(|i| inner + f32::from(i));
            from.map(|from| span(axis, from, from + 1.0)).collect()
        };
        Self { black: [0, 1].map(|axis| span(axis, layout.quiet, square - layout.quiet)), columns: modules(0), rows: modules(1) }
    }
}

/// Renders faces of one layout under one blur on a grid; words share the work.
#[derive(Clone, Debug)]
pub struct Camera {
    side: usize,
    modules: usize,
    looks: Vec<Look>,
}

impl Camera {
    /// A camera that sees faces of this layout with this blur on a grid of `side` × `side` samples.
    pub fn new(layout: Layout, blur: Blur, side: usize) -> Self {
        // What runs aslant is the mean of two upright blurs, moved apart that way: so it stays a sum of products.
        let skew = blur.skew.clamp(-MOST_SKEW, MOST_SKEW);
        let (upright, apart) = ((1.0 - skew.abs()).sqrt(), skew.abs().sqrt());
        let sigma = [blur.across * upright, blur.down * upright];
        let moved = [blur.across * apart, blur.down * apart.copysign(skew)];
        let look = |moved: [f32; 2]| Look::new(layout, sigma, moved, side);
        let looks = if skew == 0.0 { vec![look(moved)] } else { vec![look(moved), look(moved.map(|v| -v))] };
        Self { side, modules: usize::from(layout.modules), looks }
    }

    /// The tone of a word's upright face at each sample; the grid's samples come first, row by row.
    pub fn tone<const N: usize>(&self, word: Codeword) -> [f32; N] {
        let [mut tones] = self.black::<1, N>(word, [[0, 0]]);
        tones[..self.side * self.side].iter_mut().for_each(|black| *black = tone(*black).0);
        tones
    }

    /// The same with its slopes.
    pub fn see<const N: usize>(&self, word: Codeword) -> Appearance<N> {
        let [black, across, down] = self.black::<3, N>(word, [[0, 0], [1, 0], [0, 1]]);
        let mut seen = Appearance { tone: [0.0; N], slope_across: [0.0; N], slope_down: [0.0; N] };
        for i in 0..self.side * self.side {
            let (tone, steep) = tone(black[i]);
            (seen.tone[i], seen.slope_across[i], seen.slope_down[i]) = (tone, steep * across[i], steep * down[i]);
        }
        seen
    }

    /// How the tones of a word change as it is blurred more. Spreading a Gaussian is diffusion: half the second derivative.
    pub fn spreading<const N: usize>(&self, word: Codeword) -> Spreading<N> {
        let [black, across, down, aslant] = self.black::<4, N>(word, [[0, 0], [2, 0], [0, 2], [1, 1]]);
        let mut change = Spreading { tone: [0.0; N], across: [0.0; N], down: [0.0; N], aslant: [0.0; N] };
        for i in 0..self.side * self.side {
            let (tone, steep) = tone(black[i]);
            change.tone[i] = tone;
            (change.across[i], change.down[i], change.aslant[i]) = (steep * across[i] / 2.0, steep * down[i] / 2.0, steep * aslant[i]);
        }
        change
    }

    /// For each code module, row by row: how the tones of a word's samples change when that module alone is of the other
    /// tone, as pairs of sample and change.
    pub fn flips<const N: usize>(&self, word: Codeword) -> Vec<Vec<(usize, f32)>> {
        let [black] = self.black::<1, N>(word, [[0, 0]]);
        let part = 1.0 / self.looks.len() as f32;
        let lit = |spans: fn(&Look) -> &[Span], module: usize| -> Vec<usize> {
            let most = |i: &usize| self.looks.iter().map(|l| spans(l)[module].0[0][*i]).fold(0.0, f32::max);
            (0..self.side).filter(|i| most(i) > NO_LIGHT).collect()
        };
        let columns: Vec<Vec<usize>> = (0..self.modules).map(|i| lit(|l| &l.columns, i)).collect();
        let mut flips = Vec::with_capacity(self.modules * self.modules);
        for row in 0..self.modules {
            let rows = lit(|l| &l.rows, row);
            for (column, columns) in columns.iter().enumerate() {
                let change = if word.is_white(row, column) { part } else { -part };
                let sample = |y: usize, x: usize| {
                    let light: f32 = self.looks.iter().map(|l| l.rows[row].0[0][y] * l.columns[column].0[0][x]).sum();
                    let at = y * self.side + x;
                    (at, tone(black[at] + change * light).0 - tone(black[at]).0)
                };
                flips.push(rows.iter().flat_map(|&y| columns.iter().map(move |&x| sample(y, x))).collect());
            }
        }
        flips
    }

    /// How black a word is at each sample, 0 to 1, or derivatives of that: of such orders along a row and down a column.
    fn black<const K: usize, const N: usize>(&self, word: Codeword, orders: [[usize; 2]; K]) -> [[f32; N]; K] {
        let mut black = [[0.0; N]; K];
        let part = 1.0 / self.looks.len() as f32;
        for look in &self.looks {
            for (black, [i, j]) in black.iter_mut().zip(orders) {
                let mut add = |across: &Span, down: &[f32], light: f32| {
                    for (row, d) in black.chunks_exact_mut(self.side).zip(down) {
                        row.iter_mut().zip(&across.0[i]).for_each(|(b, a)| *b += light * d * a);
                    }
                };
                add(&look.black[0], &look.black[1].0[j], part);
                for (column, across) in look.columns.iter().enumerate() {
                    // White light of this column's modules, summed first.
                    let mut white = [0.0; MOST_SIDE];
                    for (_, down) in look.rows.iter().enumerate().filter(|(row, _)| word.is_white(*row, column)) {
                        white.iter_mut().zip(&down.0[j]).for_each(|(w, d)| *w += d);
                    }
                    add(across, &white[..self.side], -part);
                }
            }
        }
        black
    }
}

/// Correlation of a blur's two directions beyond which it is drawn as with this one: two upright blurs would come apart.
const MOST_SKEW: f32 = 0.5;

/// Most samples of a side.
const MOST_SIDE: usize = 16;

/// Parts of a module's light that are too small to matter.
const NO_LIGHT: f32 = 1e-3;

/// The tone of what is so black, 0 to 1, and how it changes with that.
fn tone(black: f32) -> (f32, f32) {
    let light = (PAPER + (INK - PAPER) * black).clamp(INK, PAPER) / PAPER;
    let tone = light.powf(TONE);
    (tone, TONE * tone / light * (INK - PAPER) / PAPER)
}

/// Values of a grid as they stand when the card has been turned counter-clockwise once; what lies beyond the grid stays.
///
/// The sample that was at the top right comes to the top left.
pub fn turned_once<T: Copy, const N: usize>(values: &[T; N], side: usize) -> [T; N] {
    std::array::from_fn(|i| if i < side * side { values[(i % side) * side + side - 1 - i / side] } else { values[i] })
}

/// Density of the standard normal distribution.
fn normal_density(x: f32) -> f32 {
    (-0.5 * x * x).exp() * 0.398_942_3
}

/// Integral of the standard normal distribution up to x, its density there being known: Abramowitz and Stegun, Handbook of Mathematical Functions
/// (1964), 26.2.17; error below 1e-7.
fn normal_integral(x: f32, density: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let tail = density * t * (0.319_381_54 + t * (-0.356_563_78 + t * (1.781_477_9 + t * (-1.821_255_9 + t * 1.330_274_4))));
    if x > 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Deck, QuarterTurn};

    const SHARP: Blur = Blur::round(0.03);

    fn quarter() -> (Layout, Codeword) {
        let deck = Deck::named("quarter").expect("our deck");
        let super::super::Code::Grid { layout, words, .. } = deck.code() else { panic!("a grid") };
        (*layout, words[0])
    }

    #[test]
    fn a_turned_word_looks_like_the_turned_picture() {
        let (layout, word) = quarter();
        let camera = Camera::new(layout, SHARP, GRID);
        let turned: Samples = camera.see(word.turned(QuarterTurn::new(1))).tone;
        for (a, b) in turned_once(&camera.tone::<SAMPLES>(word), GRID).iter().zip(&turned) {
            assert!((a - b).abs() < 1e-5);
        }
    }

    #[test]
    fn a_flip_is_the_difference_to_the_word_with_that_module_flipped() {
        let (layout, word) = quarter();
        let camera = Camera::new(layout, SHARP, GRID);
        let other = Codeword::new(5, word.bits() ^ (1 << (24 - 7))).expect("25 bits");
        let (one, two) = (camera.tone::<SAMPLES>(word), camera.tone::<SAMPLES>(other));
        let mut left: Samples = std::array::from_fn(|i| two[i] - one[i]);
        camera.flips::<SAMPLES>(word)[7].iter().for_each(|&(i, change)| left[i] -= change);
        assert!(one != two && left.iter().all(|v| v.abs() < 0.01));
    }

    #[test]
    fn a_face_spreads_as_its_blur_grows() {
        let (layout, word) = quarter();
        let tone = |blur: Blur| -> Samples { Camera::new(layout, blur, GRID).tone(word) };
        let blur = Blur { across: 0.06, down: 0.07, skew: 0.0 };
        let change = Camera::new(layout, blur, GRID).spreading::<SAMPLES>(word);
        // A little more of each variance, and of the covariance.
        let (more, [xx, yy, xy]) = (1e-4, [blur.across.powi(2), blur.down.powi(2), blur.skew * blur.across * blur.down]);
        let with = |xx: f32, yy: f32, xy: f32| Blur { across: xx.sqrt(), down: yy.sqrt(), skew: xy / (xx * yy).sqrt() };
        let more_of = [with(xx + more, yy, xy), with(xx, yy + more, xy), with(xx, yy, xy + more)];
        for (wider, expected) in more_of.into_iter().zip([&change.across, &change.down, &change.aslant]) {
            let (before, after) = (tone(blur), tone(wider));
            let worst = (0..SAMPLES).map(|i| ((after[i] - before[i]) / more - expected[i]).abs()).fold(0.0, f32::max);
            let most = expected.iter().fold(0.0f32, |m, v| m.max(v.abs()));
            assert!(most > 20.0 && worst < 0.05 * most, "{worst} of {most}");
        }
    }

    #[test]
    fn a_blur_that_runs_the_other_way_shows_the_mirrored_face() {
        let (layout, word) = quarter();
        let tone = |skew: f32, word: Codeword| -> Samples { Camera::new(layout, Blur { across: 0.06, down: 0.06, skew }, GRID).tone(word) };
        let (one, other) = (tone(0.4, word), tone(-0.4, word.mirrored()));
        for i in 0..SAMPLES {
            assert!((one[i] - other[i - i % GRID + GRID - 1 - i % GRID]).abs() < 1e-5);
        }
        let round = tone(0.0, word);
        assert!((0..SAMPLES).any(|i| (one[i] - round[i]).abs() > 0.03));
    }

    #[test]
    fn slopes_are_the_derivatives_of_the_tone() {
        let (layout, word) = quarter();
        // Moving the code to the left by a little is looking at samples a little to the right.
        let seen = Camera::new(layout, Blur { across: 0.06, down: 0.08, skew: 0.0 }, GRID).see::<SAMPLES>(word);
        let step = 1.0 / GRID as f32;
        let mut worst = 0.0f32;
        for y in 1..GRID - 1 {
            for x in 1..GRID - 1 {
                let at = y * GRID + x;
                let across = (seen.tone[at + 1] - seen.tone[at - 1]) / (2.0 * step);
                let down = (seen.tone[at + GRID] - seen.tone[at - GRID]) / (2.0 * step);
                worst = worst.max((across - seen.slope_across[at]).abs()).max((down - seen.slope_down[at]).abs());
            }
        }
        assert!(worst < 2.0, "worst difference {worst}, slopes reach 10");
    }
}
