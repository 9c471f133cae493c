//! Templates of a deck's cards under one blur, with what aligning to them needs.

use std::cell::OnceCell;

use super::kernels::{self, Isa};
use super::lattice::Lattice;
use super::linear;
use super::view::View;
use crate::cards::appearance::{Blur, Camera, black_tone};
use crate::cards::distance::dot;
use crate::cards::{Codeword, Layout};

/// Parameters of a small projective map: [`step`](super::view::step) tells their order.
pub const PARAMETERS: usize = 8;

/// How much each parameter may move in one step: 1 over its variance, in units of the template's noise.
///
/// Shifts of half a pixel at 10 px are 0.1 in card units; perspective is weak in everything but the nearest cards. For
/// 256 samples; fewer samples carry as much less.
const STIFFNESS: [f32; PARAMETERS] = [1.0, 1.0, 0.5, 1.0, 1.0, 0.5, 25.0, 25.0];

/// One card's upright template.
#[derive(Clone, Debug)]
pub struct Template<const N: usize> {
    /// Length of the tone once light is taken out, in units of one step from black to white per sample.
    pub length: f32,
    /// Mean of the tone before light was taken out.
    pub mean: f32,
    word: Codeword,
    /// Made when a picture is first aligned to the card.
    gains: OnceCell<Box<Gains<N>>>,
    /// Made when a picture is first weighed against the card.
    flips: OnceCell<Flips>,
}

/// For each code module, row by row: which samples change when it alone is of the other tone, and by how much.
pub type Flips = Vec<Vec<(usize, f32)>>;

/// Rows that turn a residual into the eight parameters that explain it, for a gain of 1.
pub type Gains<const N: usize> = [[f32; N]; PARAMETERS];

/// All templates of some cards under one blur.
#[derive(Clone, Debug)]
pub struct Bank<const N: usize> {
    /// Unit tones of the upright cards with light taken out, in the order of the words.
    pub units: Vec<[f32; N]>,
    /// The same in whole numbers, packed for quick comparison.
    pub packed: Vec<[i16; 16]>,
    /// The rest of each template, in the same order.
    pub templates: Vec<Template<N>>,
    /// Mean of the unit tones over all cards and turns, weighted by how little they differ there: what a card looks
    /// like before it is known which.
    frame: [f32; N],
    /// The weights.
    frame_weights: [f32; N],
    /// Length of the weighted frame.
    frame_length: f32,
    camera: Camera,
}

impl<const N: usize> Bank<N> {
    /// The templates of these words seen with a blur.
    pub fn new(lattice: &Lattice<N>, layout: Layout, words: &[Codeword], blur: Blur) -> Self {
        let camera = Camera::new(layout, blur, lattice.side());
        let samples = lattice.count() as f32;
        let (mut units, mut templates) = (Vec::with_capacity(words.len()), Vec::with_capacity(words.len()));
        let (mut frame, mut squares) = ([0.0f32; N], [0.0f32; N]);
        for &word in words {
            let seen = camera.tone(word);
            let tone = lattice.without_light(Isa::PLAIN, &seen);
            let length = dot(&tone, &tone).sqrt();
            let unit = tone.map(|v| v / length);
            let mut turned = unit;
            for _ in 0..4 {
                for i in 0..N {
                    frame[i] += turned[i];
                    squares[i] += turned[i] * turned[i];
                }
                turned = lattice.turned_once(&turned);
            }
            templates.push(Template {
                length,
                mean: seen.iter().sum::<f32>() / samples,
                word,
                gains: OnceCell::new(),
                flips: OnceCell::new(),
            });
            units.push(unit);
        }
        let count = 4.0 * words.len().max(1) as f32;
        let mut frame_weights = [0.0; N];
        for i in 0..lattice.count() {
            frame[i] /= count;
            let variance = (squares[i] / count - frame[i] * frame[i]).max(0.0);
            // Units have a mean square of 1 over the number of samples; a tenth of it stands for noise.
            frame_weights[i] = 1.0 / (0.1 / samples + variance);
        }
        let frame_length = (0..N).map(|i| frame_weights[i] * frame[i] * frame[i]).sum::<f32>().sqrt();
        let mut rounded = vec![[0; N]; units.len()];
        rounded.iter_mut().zip(&units).for_each(|(r, u)| kernels::round_to(Isa::PLAIN, u, kernels::UNIT, r));
        let packed = kernels::pack(&rounded);
        Self { units, packed, templates, frame, frame_weights, frame_length, camera }
    }

    /// What aligning to a card needs.
    pub fn gains(&self, lattice: &Lattice<N>, word: usize) -> &Gains<N> {
        let template = &self.templates[word];
        template.gains.get_or_init(|| {
            let seen = self.camera.see::<N>(template.word);
            // Card units run from −1 to 1, two to the side.
            let slopes = (seen.slope_across.map(|v| v / 2.0), seen.slope_down.map(|v| v / 2.0));
            Box::new(gains(lattice, &self.units[word], &slopes))
        })
    }

    /// What changes with each code module of a card.
    pub fn flips(&self, word: usize) -> &Flips {
        let template = &self.templates[word];
        template.flips.get_or_init(|| self.camera.flips::<N>(template.word))
    }

    /// Gray values per unit of tone in a view of a card.
    pub fn gain(&self, word: usize, view: &View<N>) -> f32 {
        let unit = &self.units[word];
        let shown = view.glare.as_ref().map_or(1.0, |glare| glare.length(unit));
        dot(&view.signal, unit) / (shown * shown * self.templates[word].length)
    }

    /// The gray values of printed black and of paper, fitted to a view of a card at its middle.
    pub fn ends(&self, word: usize, view: &View<N>) -> (f32, f32) {
        let gain = self.gain(word, view);
        let offset = view.mean - gain * self.templates[word].mean;
        (offset + gain * black_tone(), offset + gain)
    }

    /// How much a view looks like any card: a weighted correlation, −1 to 1.
    pub fn frame_score(&self, isa: Isa, view: &View<N>) -> f32 {
        if let Some(glare) = &view.glare {
            let (frame, weights) = (glare.without_light(&self.frame), glare.seen_of(&self.frame_weights));
            let [both, own] = kernels::weighted(isa, &view.signal, &frame, &weights);
            let [_, length] = kernels::weighted(isa, &frame, &frame, &weights);
            return both / (own * length).sqrt().max(1e-9);
        }
        let [both, own] = kernels::weighted(isa, &view.signal, &self.frame, &self.frame_weights);
        both / (own.sqrt() * self.frame_length).max(1e-9)
    }
}

/// (SᵀS + Λ)⁻¹ Sᵀ for the steepest-descent pictures S of a template with light and gain projected out: variable
/// projection (Golub and Pereyra 1973) in the inverse-compositional scheme of Baker and Matthews (IJCV 2004).
fn gains<const N: usize>(lattice: &Lattice<N>, unit: &[f32; N], (across, down): &([f32; N], [f32; N])) -> Gains<N> {
    let steep: Gains<N> = std::array::from_fn(|p| {
        let raw: [f32; N] = std::array::from_fn(|i| {
            let (u, v, a, d) = (lattice.across[i], lattice.down[i], across[i], down[i]);
            match p {
                0 => a * u,
                1 => a * v,
                2 => a,
                3 => d * u,
                4 => d * v,
                5 => d,
                6 => -u * (a * u + d * v),
                _ => -v * (a * u + d * v),
            }
        });
        let mut left = lattice.without_light(Isa::PLAIN, &raw);
        let along = dot(&left, unit);
        left.iter_mut().zip(unit).for_each(|(x, y)| *x -= along * y);
        left
    });
    let mut normal = [[0.0f32; PARAMETERS]; PARAMETERS];
    for i in 0..PARAMETERS {
        for j in 0..=i {
            normal[i][j] = dot(&steep[i], &steep[j]);
            normal[j][i] = normal[i][j];
        }
        normal[i][i] += STIFFNESS[i] * lattice.count() as f32 / 256.0;
    }
    let inverse = linear::inverse(normal);
    let mut gains = [[0.0; N]; PARAMETERS];
    for (gain, row) in gains.iter_mut().zip(&inverse) {
        for (steep, part) in steep.iter().zip(row) {
            gain.iter_mut().zip(steep).for_each(|(g, s)| *g += part * s);
        }
    }
    gains
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Code, Deck};

    fn quarter() -> (Layout, Vec<Codeword>) {
        let Code::Grid { layout, words, .. } = Deck::named("quarter").expect("our deck").code() else { panic!("a grid") };
        (*layout, words[..5].to_vec())
    }

    #[test]
    fn a_card_scores_high_as_a_frame_and_highest_as_itself() {
        let (layout, words) = quarter();
        let bank = Bank::<256>::new(&Lattice::new(16), layout, &words, Blur::round(0.06));
        for (i, unit) in bank.units.iter().enumerate() {
            assert!(bank.frame_score(Isa::best(), &View::plain(*unit, 0.5)) > 0.7);
            let best = (0..words.len()).max_by(|&a, &b| dot(unit, &bank.units[a]).total_cmp(&dot(unit, &bank.units[b])));
            assert_eq!(best, Some(i));
        }
    }
}
