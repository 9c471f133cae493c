//! Whether a place is worth another look, asked before each costly step.
//!
//! One logistic rule per step, fitted on half a million starts in 116 rendered frames, of which 2,547 led to a card: each
//! step gives up about one in a hundred of those and most of the rest.

use super::lattice::Lattice;
use super::view::View;
use crate::cards::appearance::sample_at;
use crate::cards::{Codeword, Layout, QuarterTurn};

/// What a first look at a place has shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Promise {
    /// Likeness to any card, −1 to 1.
    pub frame: f32,
    /// Step from border to quiet zone as a part of the mean gray value, on a logarithmic scale.
    contrast: f32,
    /// The same step in standard deviations of the two, on a logarithmic scale.
    pub lead: f32,
    /// The same step as a part of all the structure there.
    pub rim: f32,
    /// Longest side over shortest side, on a logarithmic scale.
    aspect: f32,
}

/// Weights of frame, contrast, lead, rim, aspect, score, root of margin, gain, and the constant: before any comparison,
/// after the first one, and after each of two steps of alignment. Below 0 a place is given up.
const WEIGHTS: [[f32; 9]; 4] = [
    [17.30, 0.28, -6.01, 10.47, -4.17, 0.0, 0.0, 0.0, -16.7],
    [-12.62, 0.76, -3.62, 9.92, -2.67, 18.82, 18.03, 0.0, -13.9],
    [-7.43, 1.66, -3.33, 8.32, -1.73, 15.34, 17.10, 3.53, -13.7],
    [-6.46, 2.06, -2.94, 6.76, -1.74, 22.79, 19.49, 8.35, -21.61],
];

/// Standard deviations beyond which a step is as clean as can be: a camera hardly gives more, a drawn picture does.
const CLEAN: f32 = 9.0;

impl Promise {
    /// What a view shows; `frame` is its likeness to any card, `aspect` the longest side over the shortest one.
    pub fn of<const N: usize>(rings: &Rings<N>, view: &View<N>, frame: f32, aspect: f32) -> Self {
        let [quiet, border] = [&rings.quiet, &rings.border].map(|ring| {
            let (mut sum, mut squares, mut count) = (0.0f32, 0.0f32, 0.0f32);
            for i in ring.iter().map(|&i| usize::from(i)).filter(|&i| view.sees(i)) {
                let value = view.signal[i];
                sum += value;
                squares += value * value;
                count += 1.0;
            }
            let mean = sum / count.max(1.0);
            (mean, squares / count.max(1.0) - mean * mean)
        });
        let samples = view.glare.as_ref().map_or(rings.samples, |glare| glare.count());
        let step = (quiet.0 - border.0).max(0.0);
        let deviation = ((quiet.1 + border.1) / 2.0).max(0.01).sqrt();
        Self {
            frame,
            contrast: (step / view.mean.max(1.0)).clamp(0.05, 2.0).ln(),
            lead: (step / deviation).clamp(0.2, CLEAN).ln(),
            rim: step * samples.sqrt() / view.length.max(1e-6),
            aspect: aspect.clamp(1.0, 4.0).ln(),
        }
    }

    /// Whether the first comparison is worth its time, at these log odds or better.
    pub fn is_good(&self, least: f32) -> bool {
        self.log_odds(0, 0.0, 0.0, 0.0) >= least
    }

    /// Whether to go on after so many steps of alignment, at the third and later ones as at the third, with this
    /// correlation, its lead, and what the last step has added to it.
    pub fn holds(&self, steps: usize, score: f32, margin: f32, gain: f32) -> bool {
        self.log_odds((steps + 1).min(WEIGHTS.len() - 1), score, margin, gain) >= 0.0
    }

    fn log_odds(&self, stage: usize, score: f32, margin: f32, gain: f32) -> f32 {
        let features =
            [self.frame, self.contrast, self.lead, self.rim, self.aspect, score, margin.clamp(0.0, 0.2).sqrt(), gain.clamp(-0.1, 0.1), 1.0];
        features.iter().zip(&WEIGHTS[stage]).map(|(f, w)| f * w).sum()
    }
}

/// Which samples of a lattice with one sample a module lie in the quiet zone, and which are black on every card.
#[derive(Clone, Debug)]
pub struct Rings<const N: usize> {
    quiet: Vec<u8>,
    border: Vec<u8>,
    samples: f32,
}

impl<const N: usize> Rings<N> {
    /// The outermost ring, and the border; where there is none, the modules that are black whatever the card and its turn.
    pub fn of(lattice: &Lattice<N>, layout: Layout, words: &[Codeword]) -> Self {
        let side = lattice.side();
        let ring = |i: usize| (i % side).min(i / side).min(side - 1 - i % side).min(side - 1 - i / side);
        let all: Vec<Codeword> = words.iter().flat_map(|w| QuarterTurn::ALL.map(|t| w.turned(t))).collect();
        let module = |k: usize| (sample_at(k, side) * layout.square() - layout.quiet) as usize;
        let is_black = |i: usize| !all.iter().any(|w| w.is_white(module(i / side), module(i % side)));
        let is_border = |i: usize| if layout.border > 0.0 { ring(i) == 1 } else { ring(i) > 0 && is_black(i) };
        let those = |keep: &dyn Fn(usize) -> bool| (0..lattice.count()).filter(|&i| keep(i)).map(|i| i as u8).collect();
        Self { quiet: those(&|i| ring(i) == 0), border: those(&is_border), samples: lattice.count() as f32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_card_is_promising_and_a_flat_place_is_not() {
        let lattice = Lattice::<112>::new(9);
        let rings = Rings::of(&lattice, Layout { modules: 5, border: 1.0, quiet: 1.0 }, &[]);
        assert_eq!((rings.quiet.len(), rings.border.len()), (32, 24));
        let mut card = [0.0; 112];
        rings.quiet.iter().for_each(|&i| card[usize::from(i)] = 60.0);
        rings.border.iter().for_each(|&i| card[usize::from(i)] = -60.0);
        let clean = Promise::of(&rings, &View::plain(card, 120.0), 0.9, 1.0);
        assert!(clean.is_good(0.0) && clean.holds(0, 0.9, 0.1, 0.0) && !clean.holds(2, 0.5, 0.0, 0.0));
        assert!(!Promise::of(&rings, &View::plain([0.0; 112], 120.0), 0.0, 1.0).is_good(0.0));
    }
}
