//! How far apart two cards are: in modules, and after the camera's blur.
//!
//! At 1.3 px a module the Hamming distance misjudges: neighbouring modules melt together. What counts is how much of one
//! face's picture cannot be explained as the other face under another light, gain or small misalignment. With T the
//! blurred picture of a word and P the projector that removes {1, x, y, T_i, the eight derivatives of T_i by the
//! corners}, the distance is |P_i T_j|, in units of the full step from black to white times the square root of samples.

use super::appearance::{Appearance, Blur, Camera, GRID, SAMPLES, Samples, sample_at, turned_once};
use super::{Codeword, Layout};

/// The blur that distances are stated for: the printed square 10 px wide, a point spread of 0.6 px.
pub const FAR: Blur = Blur::round(0.06);

/// The eight pictures of a word: its four turns, then the four turns of its mirror image.
pub fn orbit(layout: Layout, blur: Blur, word: Codeword) -> [Samples; 8] {
    let camera = Camera::new(layout, blur, GRID);
    let mut pictures = [[0.0; SAMPLES]; 8];
    for (half, start) in [word, word.mirrored()].into_iter().enumerate() {
        let mut tone = camera.see(start).tone;
        for turn in 0..4 {
            pictures[half * 4 + turn] = tone;
            tone = turned_once(&tone, GRID);
        }
    }
    pictures
}

/// What a reader cannot tell from a word's own picture: light, gain, and small misalignments.
pub struct Tangents {
    basis: Vec<Samples>,
}

impl Tangents {
    /// The tangent space of a word's upright picture.
    pub fn of(seen: &Appearance<SAMPLES>) -> Self {
        let grid = |f: &dyn Fn(usize, f32, f32) -> f32| -> Samples {
            std::array::from_fn(|i| f(i, sample_at(i % GRID, GRID) - 0.5, sample_at(i / GRID, GRID) - 0.5))
        };
        let (a, d) = (&seen.slope_across, &seen.slope_down);
        let mut space = vec![grid(&|_, _, _| 1.0), grid(&|_, u, _| u), grid(&|_, _, v| v), seen.tone];
        space.extend([
            grid(&|i, _, _| a[i]),
            grid(&|i, u, _| a[i] * u),
            grid(&|i, _, v| a[i] * v),
            grid(&|i, _, _| d[i]),
            grid(&|i, u, _| d[i] * u),
            grid(&|i, _, v| d[i] * v),
            grid(&|i, u, v| u * (a[i] * u + d[i] * v)),
            grid(&|i, u, v| v * (a[i] * u + d[i] * v)),
        ]);
        Self { basis: orthonormal(space) }
    }

    /// The part of a picture that these tangents do not explain.
    pub fn distance(&self, picture: &Samples) -> f32 {
        let whole = dot(picture, picture);
        let explained: f32 = self.basis.iter().map(|b| dot(b, picture).powi(2)).sum();
        (whole - explained).max(0.0).sqrt()
    }
}

/// The least distances of the first `count` words of a deck, each word against every other and against its own turns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distances {
    /// Modules between two numbers in any turn.
    pub hamming_number: u32,
    /// Modules between two turns of one number.
    pub hamming_turn: u32,
    /// After the blur [`FAR`], between two numbers.
    pub blurred_number: f32,
    /// After the blur [`FAR`], between two turns of one number.
    pub blurred_turn: f32,
}

/// The distances of each prefix of a deck: element `n - 1` is that of the first `n` words.
pub fn of_prefixes(layout: Layout, words: &[Codeword]) -> Vec<Distances> {
    let camera = Camera::new(layout, FAR, GRID);
    let pictures: Vec<[Samples; 8]> = words.iter().map(|&w| orbit(layout, FAR, w)).collect();
    let tangents: Vec<Tangents> = words.iter().map(|&w| Tangents::of(&camera.see(w))).collect();
    let mut least =
        Distances { hamming_number: u32::MAX, hamming_turn: u32::MAX, blurred_number: f32::INFINITY, blurred_turn: f32::INFINITY };
    let mut prefixes = Vec::with_capacity(words.len());
    for (i, &word) in words.iter().enumerate() {
        for turn in super::QuarterTurn::ALL {
            let t = usize::from(turn.count());
            if t > 0 {
                least.hamming_turn = least.hamming_turn.min(word.hamming(word.turned(turn)));
                least.blurred_turn = least.blurred_turn.min(tangents[i].distance(&pictures[i][t]));
            }
            for j in 0..i {
                least.hamming_number = least.hamming_number.min(word.hamming(words[j].turned(turn)));
                let there = tangents[i].distance(&pictures[j][t]);
                least.blurred_number = least.blurred_number.min(there).min(tangents[j].distance(&pictures[i][t]));
            }
        }
        prefixes.push(least);
    }
    prefixes
}

/// Dot product of vectors whose length is a multiple of 16, summed in a fixed order so that every machine gets the same.
pub fn dot<const N: usize>(a: &[f32; N], b: &[f32; N]) -> f32 {
    let mut sums = [0.0f32; 16];
    for (x, y) in a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0) {
        for i in 0..16 {
            sums[i] += x[i] * y[i];
        }
    }
    sums.iter().sum()
}

/// Gram and Schmidt, twice for accuracy; vectors that add nothing are left out.
pub fn orthonormal(vectors: Vec<Samples>) -> Vec<Samples> {
    let mut basis: Vec<Samples> = Vec::with_capacity(vectors.len());
    for mut v in vectors {
        let before = dot(&v, &v).sqrt();
        for _ in 0..2 {
            for b in &basis {
                let along = dot(&v, b);
                v.iter_mut().zip(b).for_each(|(x, y)| *x -= along * y);
            }
        }
        let norm = dot(&v, &v).sqrt();
        if norm > 1e-4 * before {
            basis.push(v.map(|x| x / norm));
        }
    }
    basis
}
