//! Templates of a deck's cards under one blur, with what aligning to them needs.

use std::cell::OnceCell;

use crate::cards::appearance::{Blur, Camera, GRID, SAMPLES, Samples, black_tone, sample_at};
use crate::cards::distance::dot;
use crate::cards::{Codeword, Layout};

/// Parameters of a small projective map: [`increment`](super::align) tells their order.
pub const PARAMETERS: usize = 8;

/// How much each parameter may move in one step: 1 over its variance, in units of the template's noise.
///
/// Shifts of half a pixel at 10 px are 0.1 in card units; perspective is weak in everything but the nearest cards.
const STIFFNESS: [f32; PARAMETERS] = [1.0, 1.0, 0.5, 1.0, 1.0, 0.5, 25.0, 25.0];

/// One card's upright template.
#[derive(Clone, Debug)]
pub struct Template {
    /// Length of the tone once light is taken out, in units of one step from black to white per sample.
    pub length: f32,
    /// Mean of the tone before light was taken out.
    pub mean: f32,
    word: Codeword,
    /// Made when a picture is first aligned to the card.
    gains: OnceCell<Box<Gains>>,
}

/// Rows that turn a residual into the eight parameters that explain it, for a gain of 1.
pub type Gains = [Samples; PARAMETERS];

/// All templates of some cards under one blur.
#[derive(Clone, Debug)]
pub struct Bank {
    /// Unit tones of the upright cards with light taken out, in the order of the words.
    pub units: Vec<Samples>,
    /// The rest of each template, in the same order.
    pub templates: Vec<Template>,
    /// Mean of the unit tones over all cards and turns, weighted by how little they differ there: what a card looks
    /// like before it is known which.
    pub frame: Samples,
    /// The weights.
    pub frame_weights: Samples,
    camera: Camera,
    light: Light,
}

/// The grid's coordinates from −1 to 1.
pub fn card_at(i: usize) -> f32 {
    2.0 * sample_at(i) - 1.0
}

/// An orthonormal basis of what light alone does: a level, and slopes along both axes.
fn light() -> [Samples; 3] {
    let norm = (0..GRID).map(|i| card_at(i).powi(2)).sum::<f32>().sqrt() * (GRID as f32).sqrt();
    [[1.0 / GRID as f32; SAMPLES], std::array::from_fn(|i| card_at(i % GRID) / norm), std::array::from_fn(|i| card_at(i / GRID) / norm)]
}

/// Takes a level and slopes of light out of a picture.
#[derive(Clone, Debug)]
pub struct Light([Samples; 3]);

impl Light {
    /// The basis on our grid.
    pub fn new() -> Self {
        Self(light())
    }

    /// What is left when light is taken out.
    #[must_use]
    pub fn removed(&self, picture: &Samples) -> Samples {
        let mut left = *picture;
        for b in &self.0 {
            let along = dot(picture, b);
            left.iter_mut().zip(b).for_each(|(x, y)| *x -= along * y);
        }
        left
    }
}

impl Bank {
    /// The templates of these words seen with a blur.
    pub fn new(layout: Layout, words: &[Codeword], blur: Blur) -> Self {
        let mut bank = Self {
            units: Vec::new(),
            templates: Vec::new(),
            frame: [0.0; SAMPLES],
            frame_weights: [0.0; SAMPLES],
            camera: Camera::new(layout, blur),
            light: Light::new(),
        };
        let mut squares = [0.0f32; SAMPLES];
        for &word in words {
            let seen = bank.camera.see(word);
            let tone = bank.light.removed(&seen.tone);
            let length = dot(&tone, &tone).sqrt();
            let unit = tone.map(|v| v / length);
            let mut turned = unit;
            for _ in 0..4 {
                for i in 0..SAMPLES {
                    bank.frame[i] += turned[i];
                    squares[i] += turned[i] * turned[i];
                }
                turned = crate::cards::appearance::turned_once(&turned);
            }
            let mean = seen.tone.iter().sum::<f32>() / SAMPLES as f32;
            bank.templates.push(Template { length, mean, word, gains: OnceCell::new() });
            bank.units.push(unit);
        }
        let count = 4.0 * words.len().max(1) as f32;
        for i in 0..SAMPLES {
            let mean = bank.frame[i] / count;
            let variance = (squares[i] / count - mean * mean).max(0.0);
            bank.frame[i] = mean;
            // Units have a mean square of 1 / SAMPLES; a tenth of it stands for noise.
            bank.frame_weights[i] = 1.0 / (0.1 / SAMPLES as f32 + variance);
        }
        bank
    }

    /// What aligning to a card needs.
    pub fn gains(&self, word: usize) -> &Gains {
        let template = &self.templates[word];
        template.gains.get_or_init(|| {
            let seen = self.camera.see(template.word);
            // Card units run from −1 to 1, two to the side.
            let slopes = (seen.slope_across.map(|v| v / 2.0), seen.slope_down.map(|v| v / 2.0));
            Box::new(gains(&self.light, &self.units[word], &slopes))
        })
    }

    /// Gray values per unit of tone in a view of a card.
    pub fn gain(&self, word: usize, view: &super::align::View) -> f32 {
        dot(&view.signal, &self.units[word]) / self.templates[word].length
    }

    /// The gray values of printed black and of paper, fitted to a view of a card at its middle.
    pub fn ends(&self, word: usize, view: &super::align::View) -> (f32, f32) {
        let gain = self.gain(word, view);
        let offset = view.mean - gain * self.templates[word].mean;
        (offset + gain * black_tone(), offset + gain)
    }

    /// How much a picture, light taken out, looks like any card: a weighted correlation, −1 to 1.
    pub fn frame_score(&self, picture: &Samples) -> f32 {
        let (mut both, mut own, mut frame) = (0.0, 0.0, 0.0);
        for i in 0..SAMPLES {
            let w = self.frame_weights[i];
            both += w * picture[i] * self.frame[i];
            own += w * picture[i] * picture[i];
            frame += w * self.frame[i] * self.frame[i];
        }
        both / (own * frame).sqrt().max(1e-9)
    }
}

/// (SᵀS + Λ)⁻¹ Sᵀ for the steepest-descent pictures S of a template with light and gain projected out: variable
/// projection (Golub and Pereyra 1973) in the inverse-compositional scheme of Baker and Matthews (IJCV 2004).
fn gains(light: &Light, unit: &Samples, (across, down): &(Samples, Samples)) -> Gains {
    let steep: Gains = std::array::from_fn(|p| {
        let raw: Samples = std::array::from_fn(|i| {
            let (u, v, a, d) = (card_at(i % GRID), card_at(i / GRID), across[i], down[i]);
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
        let mut left = light.removed(&raw);
        let along = dot(&left, unit);
        left.iter_mut().zip(unit).for_each(|(x, y)| *x -= along * y);
        left
    });
    let mut normal = [[0.0f32; PARAMETERS]; PARAMETERS];
    for i in 0..PARAMETERS {
        for j in 0..PARAMETERS {
            normal[i][j] = dot(&steep[i], &steep[j]);
        }
        normal[i][i] += STIFFNESS[i];
    }
    let inverse = inverse(normal);
    std::array::from_fn(|p| std::array::from_fn(|i| (0..PARAMETERS).map(|q| inverse[p][q] * steep[q][i]).sum()))
}

/// Inverse of a positive definite matrix, by Gauss and Jordan.
fn inverse(mut m: [[f32; PARAMETERS]; PARAMETERS]) -> [[f32; PARAMETERS]; PARAMETERS] {
    let mut out: [[f32; PARAMETERS]; PARAMETERS] = std::array::from_fn(|i| std::array::from_fn(|j| f32::from(i == j)));
    for i in 0..PARAMETERS {
        let pivot = m[i][i];
        m[i].iter_mut().chain(&mut out[i]).for_each(|v| *v /= pivot);
        for j in (0..PARAMETERS).filter(|&j| j != i) {
            let factor = m[j][i];
            for k in 0..PARAMETERS {
                m[j][k] -= factor * m[i][k];
                out[j][k] -= factor * out[i][k];
            }
        }
    }
    out
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
    fn light_alone_leaves_nothing() {
        let light = Light::new();
        for (i, a) in light.0.iter().enumerate() {
            for (j, b) in light.0.iter().enumerate() {
                assert!((dot(a, b) - f32::from(i == j)).abs() < 1e-5);
            }
        }
        let slope: Samples = std::array::from_fn(|i| 90.0 + 3.0 * (i % GRID) as f32 - 2.0 * (i / GRID) as f32);
        assert!(light.removed(&slope).iter().all(|v| v.abs() < 1e-2));
    }

    #[test]
    fn a_card_scores_high_as_a_frame_and_highest_as_itself() {
        let (layout, words) = quarter();
        let bank = Bank::new(layout, &words, Blur { across: 0.06, down: 0.06 });
        for (i, unit) in bank.units.iter().enumerate() {
            assert!(bank.frame_score(unit) > 0.7);
            let best = (0..words.len()).max_by(|&a, &b| dot(unit, &bank.units[a]).total_cmp(&dot(unit, &bank.units[b])));
            assert_eq!(best, Some(i));
        }
    }
}
