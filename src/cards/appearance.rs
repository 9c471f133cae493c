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

/// Standard deviation of the blur along the card's two axes, as parts of the printed square's side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blur {
    /// Along a row.
    pub across: f32,
    /// Down a column.
    pub down: f32,
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

/// Blurred indicator of an interval on the grid's coordinates, with its derivative.
#[derive(Clone, Debug)]
struct Span {
    value: Vec<f32>,
    slope: Vec<f32>,
}

impl Span {
    fn new(from: f32, to: f32, sigma: f32, side: usize) -> Self {
        let mut span = Self { value: vec![0.0; side], slope: vec![0.0; side] };
        for i in 0..side {
            let (a, b) = ((sample_at(i, side) - from) / sigma, (sample_at(i, side) - to) / sigma);
            span.value[i] = normal_integral(a) - normal_integral(b);
            span.slope[i] = (normal_density(a) - normal_density(b)) / sigma;
        }
        span
    }
}

/// Renders faces of one layout under one blur on a grid; words share the work.
#[derive(Clone, Debug)]
pub struct Camera {
    side: usize,
    modules: usize,
    black: [Span; 2],
    columns: Vec<Span>,
    rows: Vec<Span>,
}

impl Camera {
    /// A camera that sees faces of this layout with this blur on a grid of `side` × `side` samples.
    pub fn new(layout: Layout, blur: Blur, side: usize) -> Self {
        let (square, n) = (layout.square(), usize::from(layout.modules));
        let inner = layout.quiet + layout.border;
        let module = |i: usize, sigma| Span::new((inner + i as f32) / square, (inner + i as f32 + 1.0) / square, sigma, side);
        let black = |sigma| Span::new(layout.quiet / square, 1.0 - layout.quiet / square, sigma, side);
        Self {
            side,
            modules: n,
            black: [black(blur.across), black(blur.down)],
            columns: (0..n).map(|i| module(i, blur.across)).collect(),
            rows: (0..n).map(|i| module(i, blur.down)).collect(),
        }
    }

    /// The upright face of a word; the grid's samples come first, row by row.
    pub fn see<const N: usize>(&self, word: Codeword) -> Appearance<N> {
        let mut seen = Appearance { tone: [0.0; N], slope_across: [0.0; N], slope_down: [0.0; N] };
        for y in 0..self.side {
            // White light of this row's modules, summed down each column first.
            let mut white = [[0.0f32; 2]; 8];
            for (column, sums) in white.iter_mut().enumerate().take(self.modules) {
                for (row, span) in self.rows.iter().enumerate() {
                    if word.is_white(row, column) {
                        sums[0] += span.value[y];
                        sums[1] += span.slope[y];
                    }
                }
            }
            for x in 0..self.side {
                let [across, down] = &self.black;
                let mut black = across.value[x] * down.value[y];
                let mut slopes = [across.slope[x] * down.value[y], across.value[x] * down.slope[y]];
                for (span, [value, slope]) in self.columns.iter().zip(&white) {
                    black -= span.value[x] * value;
                    slopes[0] -= span.slope[x] * value;
                    slopes[1] -= span.value[x] * slope;
                }
                let light = (PAPER + (INK - PAPER) * black).clamp(INK, PAPER) / PAPER;
                let tone = light.powf(TONE);
                let steep = TONE * tone / light * (INK - PAPER) / PAPER;
                let at = y * self.side + x;
                seen.tone[at] = tone;
                seen.slope_across[at] = steep * slopes[0];
                seen.slope_down[at] = steep * slopes[1];
            }
        }
        seen
    }
}

/// Parts of a module's light that are too small to matter.
const NO_LIGHT: f32 = 1e-3;

impl Camera {
    /// For each code module, row by row: how the tones of a word's samples change when that module alone is of the other
    /// tone, as pairs of sample and change.
    pub fn flips(&self, word: Codeword) -> Vec<Vec<(usize, f32)>> {
        let black = self.black(word);
        let lit = |spans: &[Span], i: usize| -> Vec<(usize, f32)> {
            spans[i].value.iter().copied().enumerate().filter(|(_, v)| *v > NO_LIGHT).collect()
        };
        let columns: Vec<_> = (0..self.modules).map(|i| lit(&self.columns, i)).collect();
        let mut flips = Vec::with_capacity(self.modules * self.modules);
        for row in 0..self.modules {
            let down = lit(&self.rows, row);
            for (column, across) in columns.iter().enumerate() {
                let change = if word.is_white(row, column) { 1.0 } else { -1.0 };
                let sample = |&(y, v): &(usize, f32), &(x, u): &(usize, f32)| {
                    let at = y * self.side + x;
                    (at, tone(black[at] + change * u * v) - tone(black[at]))
                };
                flips.push(down.iter().flat_map(|d| across.iter().map(move |a| sample(d, a))).collect());
            }
        }
        flips
    }

    /// How black a word is at each sample, 0 to 1.
    fn black(&self, word: Codeword) -> Vec<f32> {
        let mut black = Vec::with_capacity(self.side * self.side);
        for y in 0..self.side {
            for x in 0..self.side {
                let white: f32 = (0..self.modules * self.modules)
                    .filter(|m| word.is_white(m / self.modules, m % self.modules))
                    .map(|m| self.rows[m / self.modules].value[y] * self.columns[m % self.modules].value[x])
                    .sum();
                black.push(self.black[0].value[x] * self.black[1].value[y] - white);
            }
        }
        black
    }
}

/// The tone of what is so black, 0 to 1.
fn tone(black: f32) -> f32 {
    ((PAPER + (INK - PAPER) * black).clamp(INK, PAPER) / PAPER).powf(TONE)
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

/// Integral of the standard normal distribution up to x: Abramowitz and Stegun, Handbook of Mathematical Functions
/// (1964), 26.2.17; error below 1e-7.
fn normal_integral(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let tail = normal_density(x) * t * (0.319_381_54 + t * (-0.356_563_78 + t * (1.781_477_9 + t * (-1.821_255_9 + t * 1.330_274_4))));
    if x > 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Deck, QuarterTurn};

    const SHARP: Blur = Blur { across: 0.03, down: 0.03 };

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
        for (a, b) in turned_once(&camera.see::<SAMPLES>(word).tone, GRID).iter().zip(&turned) {
            assert!((a - b).abs() < 1e-5);
        }
    }

    #[test]
    fn a_flip_is_the_difference_to_the_word_with_that_module_flipped() {
        let (layout, word) = quarter();
        let camera = Camera::new(layout, SHARP, GRID);
        let other = Codeword::new(5, word.bits() ^ (1 << (24 - 7))).expect("25 bits");
        let (one, two) = (camera.see::<SAMPLES>(word).tone, camera.see::<SAMPLES>(other).tone);
        let mut left: Samples = std::array::from_fn(|i| two[i] - one[i]);
        camera.flips(word)[7].iter().for_each(|&(i, change)| left[i] -= change);
        assert!(one != two && left.iter().all(|v| v.abs() < 0.01));
    }

    #[test]
    fn slopes_are_the_derivatives_of_the_tone() {
        let (layout, word) = quarter();
        // Moving the code to the left by a little is looking at samples a little to the right.
        let seen = Camera::new(layout, Blur { across: 0.06, down: 0.08 }, GRID).see::<SAMPLES>(word);
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
