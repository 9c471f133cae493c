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

/// Coordinate of the `i`th sample, as a part of the square's side.
pub fn sample_at(i: usize) -> f32 {
    (i as f32 + 0.5) / GRID as f32
}

/// A face's tone on the grid, 0 black to about 1 white, with its slopes.
#[derive(Clone, Debug)]
pub struct Appearance {
    /// The tone of each sample.
    pub tone: Samples,
    /// Its change per side of the square to the right.
    pub slope_across: Samples,
    /// Its change per side of the square down.
    pub slope_down: Samples,
}

/// Blurred indicator of an interval on the grid's coordinates, with its derivative.
#[derive(Clone, Debug)]
struct Span {
    value: [f32; GRID],
    slope: [f32; GRID],
}

impl Span {
    fn new(from: f32, to: f32, sigma: f32) -> Self {
        let mut span = Self { value: [0.0; GRID], slope: [0.0; GRID] };
        for i in 0..GRID {
            let (a, b) = ((sample_at(i) - from) / sigma, (sample_at(i) - to) / sigma);
            span.value[i] = normal_integral(a) - normal_integral(b);
            span.slope[i] = (normal_density(a) - normal_density(b)) / sigma;
        }
        span
    }
}

/// Renders faces of one layout under one blur; words share the work.
#[derive(Clone, Debug)]
pub struct Camera {
    modules: usize,
    black: [Span; 2],
    columns: Vec<Span>,
    rows: Vec<Span>,
}

impl Camera {
    /// A camera that sees faces of this layout with this blur.
    pub fn new(layout: Layout, blur: Blur) -> Self {
        let (square, n) = (layout.square(), usize::from(layout.modules));
        let inner = layout.quiet + layout.border;
        let module = |i: usize, sigma| Span::new((inner + i as f32) / square, (inner + i as f32 + 1.0) / square, sigma);
        let black = |sigma| Span::new(layout.quiet / square, 1.0 - layout.quiet / square, sigma);
        Self {
            modules: n,
            black: [black(blur.across), black(blur.down)],
            columns: (0..n).map(|i| module(i, blur.across)).collect(),
            rows: (0..n).map(|i| module(i, blur.down)).collect(),
        }
    }

    /// The upright face of a word.
    pub fn see(&self, word: Codeword) -> Appearance {
        let mut seen = Appearance { tone: [0.0; SAMPLES], slope_across: [0.0; SAMPLES], slope_down: [0.0; SAMPLES] };
        for y in 0..GRID {
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
            for x in 0..GRID {
                let [across, down] = &self.black;
                let mut black = across.value[x] * down.value[y];
                let mut slopes = [across.slope[x] * down.value[y], across.value[x] * down.slope[y]];
                for (span, [value, slope]) in self.columns.iter().zip(&white) {
                    black -= span.value[x] * value;
                    slopes[0] -= span.slope[x] * value;
                    slopes[1] -= span.value[x] * slope;
                }
                let light = (PAPER + (INK - PAPER) * black).clamp(INK, PAPER) / PAPER;
                let steep = TONE * light.powf(TONE - 1.0) * (INK - PAPER) / PAPER;
                let at = y * GRID + x;
                seen.tone[at] = light.powf(TONE);
                seen.slope_across[at] = steep * slopes[0];
                seen.slope_down[at] = steep * slopes[1];
            }
        }
        seen
    }
}

/// Values of the grid as they stand when the card has been turned counter-clockwise once.
///
/// The sample that was at the top right comes to the top left.
pub fn turned_once<T: Copy>(values: &[T; SAMPLES]) -> [T; SAMPLES] {
    std::array::from_fn(|i| values[(i % GRID) * GRID + GRID - 1 - i / GRID])
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
        let camera = Camera::new(layout, SHARP);
        let turned = camera.see(word.turned(QuarterTurn::new(1))).tone;
        for (a, b) in turned_once(&camera.see(word).tone).iter().zip(&turned) {
            assert!((a - b).abs() < 1e-5);
        }
    }

    #[test]
    fn slopes_are_the_derivatives_of_the_tone() {
        let (layout, word) = quarter();
        // Moving the code to the left by a little is looking at samples a little to the right.
        let seen = Camera::new(layout, Blur { across: 0.06, down: 0.08 }).see(word);
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
