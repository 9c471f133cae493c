//! Where a card is sampled, and what light alone does there.

use super::kernels::{self, Isa};
use crate::cards::appearance::{sample_at, turned_once};
use crate::cards::distance::dot;

/// A grid of samples over the printed square, padded to `N` values, a multiple of 16, with samples that are always 0.
#[derive(Clone, Debug)]
pub struct Lattice<const N: usize> {
    side: usize,
    /// Coordinates of the samples in the card, from −1 to 1.
    pub across: [f32; N],
    /// … and down.
    pub down: [f32; N],
    /// Where the value of each sample comes from when the card is turned counter-clockwise once.
    turned: [u8; N],
    /// The samples along the edge, which lie in the quiet zone.
    rim: Vec<u8>,
    /// Orthonormal: a level, and slopes along both axes.
    light: [[f32; N]; 3],
}

impl<const N: usize> Lattice<N> {
    /// A grid of `side` × `side` samples, at most `N`.
    pub fn new(side: usize) -> Self {
        assert!(side * side <= N && N.is_multiple_of(16) && N <= 256, "the grid fits into its samples");
        let on_grid = |f: &dyn Fn(usize) -> f32| std::array::from_fn(|i| if i < side * side { f(i) } else { 0.0 });
        let at = |i: usize| 2.0 * sample_at(i, side) - 1.0;
        let (across, down) = (on_grid(&|i| at(i % side)), on_grid(&|i| at(i / side)));
        let unit = |v: [f32; N]| v.map(|x| x / dot(&v, &v).sqrt());
        let light = [unit(on_grid(&|_| 1.0)), unit(across), unit(down)];
        let turned = turned_once(&std::array::from_fn(|i| i as u8), side);
        let last = side - 1;
        let on_rim = |i: usize| [i % side, i / side].iter().any(|&k| k == 0 || k == last);
        let rim = (0..side * side).filter(|&i| on_rim(i)).map(|i| i as u8).collect();
        Self { side, across, down, turned, rim, light }
    }

    /// Samples a side.
    pub fn side(&self) -> usize {
        self.side
    }

    /// The samples along the edge, which lie in the quiet zone.
    pub fn rim(&self) -> &[u8] {
        &self.rim
    }

    /// Samples that are not padding.
    pub fn count(&self) -> usize {
        self.side * self.side
    }

    /// Makes nothing brighter than paper, as the brighter part of the quiet zone shows it: glare is, and so is noise.
    pub fn dim(&self, samples: &mut [f32; N]) {
        let rim = self.rim.iter().map(|&i| samples[usize::from(i)]);
        let mean = rim.clone().sum::<f32>() / self.rim.len() as f32;
        let (sum, count) = rim.filter(|v| *v >= mean).fold((0.0f32, 0.0f32), |(s, n), v| (s + v, n + 1.0));
        let paper = sum / count.max(1.0);
        samples.iter_mut().for_each(|v| *v = v.min(paper));
    }

    /// How much brighter than the paper beside it the brightest place is, as a part of it: the mean of four samples against
    /// the quiet zone at the nearer end of their row or column, whichever is brighter there.
    pub fn glare(&self, samples: &[f32; N]) -> f32 {
        let (side, last) = (self.side, self.side - 1);
        let at = |x: usize, y: usize| samples[y * side + x];
        let mean = |of: &dyn Fn(usize) -> f32, k: usize| (of(k - 1) + of(k) + of(k + 1)) / 3.0;
        let near = |k: usize| if 2 * k < side { 0 } else { last };
        let inside = (1..last - 1).flat_map(|y| (1..last - 1).map(move |x| (x, y)));
        let brighter = inside.map(|(x, y)| {
            let place = (at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4.0;
            let paper = mean(&|k| at(near(x), k), y).max(mean(&|k| at(k, near(y)), x));
            place / paper.max(1.0) - 1.0
        });
        brighter.fold(0.0, f32::max)
    }

    /// What is left when a level and slopes of light are taken out.
    #[must_use]
    pub fn without_light(&self, isa: Isa, samples: &[f32; N]) -> [f32; N] {
        let mut left = [0.0; N];
        let [level, across, down] = &self.light;
        kernels::without(isa, samples, [level, across, down], &mut left);
        left
    }

    /// Values as they stand when the card has been turned counter-clockwise once.
    #[must_use]
    pub fn turned_once<T: Copy>(&self, values: &[T; N]) -> [T; N] {
        std::array::from_fn(|i| values[usize::from(self.turned[i])])
    }

    /// Values as they stand when the card has been turned twice.
    #[must_use]
    pub fn turned_twice<T: Copy>(&self, values: &[T; N]) -> [T; N] {
        let mut turned = *values;
        turned[..self.count()].reverse();
        turned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_alone_leaves_nothing() {
        let lattice = Lattice::<112>::new(9);
        for (i, a) in lattice.light.iter().enumerate() {
            for (j, b) in lattice.light.iter().enumerate() {
                assert!((dot(a, b) - f32::from(i == j)).abs() < 1e-5);
            }
        }
        let slope = std::array::from_fn(|i| if i < 81 { 90.0 + 3.0 * (i % 9) as f32 - 2.0 * (i / 9) as f32 } else { 0.0 });
        assert!(lattice.without_light(Isa::best(), &slope).iter().all(|v| v.abs() < 1e-2));
    }

    #[test]
    fn nothing_stays_brighter_than_paper() {
        let lattice = Lattice::<112>::new(9);
        let mut samples: [f32; 112] = std::array::from_fn(|i| if i < 81 { 100.0 } else { 0.0 });
        (samples[40], samples[41], samples[3]) = (250.0, 30.0, 100.0);
        lattice.dim(&mut samples);
        assert_eq!((samples[40], samples[41], samples[3], samples[100]), (100.0, 30.0, 100.0, 0.0));
    }

    #[test]
    fn four_turns_lead_back_and_padding_stays() {
        let lattice = Lattice::<112>::new(9);
        let values: [usize; 112] = std::array::from_fn(|i| i);
        let once = lattice.turned_once(&values);
        assert_eq!((once[0], once[80], once[100]), (8, 72, 100));
        let back = (0..3).fold(once, |v, _| lattice.turned_once(&v));
        assert_eq!(back, values);
        assert_eq!(lattice.turned_twice(&values), lattice.turned_once(&once));
    }
}
