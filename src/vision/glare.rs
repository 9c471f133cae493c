//! A spot of glare on a card, and what it leaves to be compared.
//!
//! A lamp or a window mirrored in a card adds light in a spot that fades towards its rim: black turns as bright as paper, and in
//! the middle the sensor is at its end. What is brighter than the paper of the quiet zone tells where the spot is. A spot of any
//! strength there is then taken out of the picture and of every template alike, as a level and slopes of light are, so that it
//! speaks neither for a card nor against it; where the sensor is at its end nothing is compared.

use std::ops::RangeInclusive;

use super::lattice::Lattice;
use super::linear;
use crate::cards::distance::dot;

/// How much brighter than paper a place is that may be glare, as a part of it.
const BRIGHT: f32 = 0.08;
/// The same of its brightest place: less is noise, more is no paper.
const PEAK: RangeInclusive<f32> = 0.15..=0.8;
/// What is brighter than this part of the peak lies in the middle of the spot, which is no wider than so many halves of the
/// square's side.
const CORE: f32 = 0.75;
const WIDEST: f32 = 0.35;
/// Gray value from which on the sensor may be at its end.
const CLIPPED: f32 = 246.0;
/// Most of the samples that may be hidden.
const MOST_HIDDEN: f32 = 0.5;
/// Standard deviations of a small and a large spot, in halves of the square's side, and of one that is a little beside.
const WIDTHS: [f32; 2] = [0.14, 0.26];
const MOVED: f32 = 0.2;
/// A level and two slopes, both spots, and one moved across and down.
const KINDS: usize = 7;

/// The middle of a spot of glare, in the card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot([f32; 2]);

impl Spot {
    /// The spot that samples show as they are in the picture, if there is one.
    pub fn seen<const N: usize>(lattice: &Lattice<N>, samples: &[f32; N]) -> Option<Self> {
        let excess = excess(lattice, samples)?;
        let bright = || (0..lattice.count()).filter(|&i| excess[i] > BRIGHT);
        let peak = bright().map(|i| excess[i]).fold(0.0, f32::max);
        if !PEAK.contains(&peak) || bright().count() * 100 < lattice.count() {
            return None;
        }
        let core = || bright().filter(|&i| excess[i] > CORE * peak);
        let sum: f32 = core().map(|i| excess[i]).sum();
        let mean = |of: &dyn Fn(usize) -> f32| core().map(|i| excess[i] * of(i)).sum::<f32>() / sum;
        let [x, y] = [mean(&|i| lattice.across[i]), mean(&|i| lattice.down[i])];
        let width = mean(&|i| (lattice.across[i] - x).powi(2) + (lattice.down[i] - y).powi(2)).sqrt();
        (width <= WIDEST).then_some(Self([x, y]))
    }

    /// The same on the card turned counter-clockwise.
    #[must_use]
    pub fn turned(self, quarters: u8) -> Self {
        Self((0..quarters % 4).fold(self.0, |[x, y], _| [y, -x]))
    }
}

/// Glare on a card in one view.
#[derive(Clone, Debug)]
pub struct Glare<const N: usize> {
    /// 1 for a sample that is seen, 0 for one that is hidden.
    seen: [f32; N],
    /// Samples that are seen.
    count: f32,
    /// What light there may be: orthonormal, 0 where nothing is seen.
    light: [[f32; N]; KINDS],
}

impl<const N: usize> Glare<N> {
    /// A spot's glare on samples as they are in the picture; `None` where it hides too much.
    pub fn of(lattice: &Lattice<N>, samples: &[f32; N], Spot(middle): Spot) -> Option<Self> {
        let seen: [f32; N] = std::array::from_fn(|i| f32::from(u8::from(i < lattice.count() && samples[i] < CLIPPED)));
        let count = seen.iter().sum::<f32>();
        (count >= (1.0 - MOST_HIDDEN) * lattice.count() as f32).then(|| Self { seen, count, light: light(lattice, &seen, middle) })
    }

    /// Whether a sample is seen.
    pub fn sees(&self, i: usize) -> bool {
        self.seen[i] > 0.0
    }

    /// Samples that are seen.
    pub fn count(&self) -> f32 {
        self.count
    }

    /// What is seen of some values, all light taken out.
    pub fn without_light(&self, values: &[f32; N]) -> [f32; N] {
        let mut left = self.seen_of(values);
        let along = self.light.each_ref().map(|kind| dot(kind, &left));
        for (kind, along) in self.light.iter().zip(along) {
            left.iter_mut().zip(kind).for_each(|(x, k)| *x -= along * k);
        }
        left
    }

    /// The length of what is left of a template.
    pub fn length(&self, template: &[f32; N]) -> f32 {
        let whole = self.seen.iter().zip(template).map(|(s, t)| s * t * t).sum::<f32>();
        let along = self.light.iter().map(|kind| dot(kind, template).powi(2)).sum::<f32>();
        (whole - along).max(1e-6).sqrt()
    }

    /// Values, 0 where nothing is seen.
    pub fn seen_of(&self, values: &[f32; N]) -> [f32; N] {
        std::array::from_fn(|i| values[i] * self.seen[i])
    }

    /// The same on the card turned counter-clockwise.
    #[must_use]
    pub fn turned(&self, lattice: &Lattice<N>, quarters: u8) -> Self {
        let turned = |values: &[f32; N]| (0..quarters % 4).fold(*values, |v, _| lattice.turned_once(&v));
        Self { seen: turned(&self.seen), count: self.count, light: self.light.each_ref().map(turned) }
    }
}

/// How much brighter than paper each sample is, as a part of it. Paper is a level and slopes of the quiet zone's samples, without
/// those that glare brightens; `None` where those are most.
fn excess<const N: usize>(lattice: &Lattice<N>, samples: &[f32; N]) -> Option<[f32; N]> {
    let mut rim: Vec<usize> = lattice.rim().iter().map(|&i| usize::from(i)).collect();
    let least = rim.len() / 3;
    for _ in 0..4 {
        let [level, across, down] = plane(lattice, samples, &rim);
        let excess: [f32; N] =
            std::array::from_fn(|i| samples[i] / (level + across * lattice.across[i] + down * lattice.down[i]).max(1.0) - 1.0);
        let before = rim.len();
        rim.retain(|&i| excess[i] < 0.75 * BRIGHT);
        if rim.len() == before {
            return Some(excess);
        }
        if rim.len() < least {
            return None;
        }
    }
    None
}

/// Level and slopes that fit some of the samples best: least squares.
fn plane<const N: usize>(lattice: &Lattice<N>, samples: &[f32; N], those: &[usize]) -> [f32; 3] {
    // Samples in a line leave a slope open; it is then none.
    let mut normal: [[f32; 3]; 3] = std::array::from_fn(|i| std::array::from_fn(|j| if i == j { 1e-3 } else { 0.0 }));
    let mut along = [0.0; 3];
    for &i in those {
        let row = [1.0, lattice.across[i], lattice.down[i]];
        for ((line, along), a) in normal.iter_mut().zip(&mut along).zip(row) {
            line.iter_mut().zip(row).for_each(|(v, b)| *v += a * b);
            *along += a * samples[i];
        }
    }
    linear::solution(normal, along)
}

/// Level, slopes and spots about a middle, made orthonormal where they are seen (Gram and Schmidt).
fn light<const N: usize>(lattice: &Lattice<N>, seen: &[f32; N], [x, y]: [f32; 2]) -> [[f32; N]; KINDS] {
    let side = lattice.side();
    let spot = |width: f32, of: &dyn Fn(usize) -> f32| -> [f32; N] {
        // A round spot is one across times one down.
        let along = |middle: f32| -> [f32; 16] {
            std::array::from_fn(|k| if k < side { (-((lattice.across[k] - middle) / width).powi(2) / 2.0).exp() } else { 0.0 })
        };
        let (across, down) = (along(x), along(y));
        std::array::from_fn(|i| if seen[i] > 0.0 { across[i % side] * down[i / side] * of(i) } else { 0.0 })
    };
    let kept = |of: &dyn Fn(usize) -> f32| -> [f32; N] { std::array::from_fn(|i| seen[i] * of(i)) };
    let mut out = [
        *seen,
        kept(&|i| lattice.across[i]),
        kept(&|i| lattice.down[i]),
        spot(WIDTHS[0], &|_| 1.0),
        spot(WIDTHS[1], &|_| 1.0),
        spot(MOVED, &|i| lattice.across[i] - x),
        spot(MOVED, &|i| lattice.down[i] - y),
    ];
    for k in 0..KINDS {
        let (done, [kind, ..]) = out.split_at_mut(k) else { break };
        for other in done {
            let along = dot(kind, other);
            kind.iter_mut().zip(&*other).for_each(|(v, o)| *v -= along * o);
        }
        let length = dot(kind, kind).sqrt().max(1e-6);
        kind.iter_mut().for_each(|v| *v /= length);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::appearance::{Blur, Camera};
    use crate::cards::{Code, Deck};
    use crate::vision::kernels::Isa;

    /// A card of our deck on paper of 190, and what it is made of.
    fn card() -> (Lattice<256>, [f32; 256]) {
        let Code::Grid { layout, words, .. } = Deck::named("quarter").expect("our deck").code() else { panic!("a grid") };
        let tone = Camera::new(*layout, Blur::round(0.05), 16).tone::<256>(words[3]);
        (Lattice::new(16), tone.map(|t| 40.0 + 150.0 * t))
    }

    fn glaring(lattice: &Lattice<256>, card: &[f32; 256], [x, y]: [f32; 2], width: f32) -> [f32; 256] {
        std::array::from_fn(|i| {
            let far = (lattice.across[i] - x).powi(2) + (lattice.down[i] - y).powi(2);
            (card[i] + 170.0 * (-far / (2.0 * width * width)).exp()).min(255.0)
        })
    }

    #[test]
    fn a_spot_is_found_and_taken_out() {
        let (lattice, card) = card();
        for (middle, width) in [([0.1, -0.2], 0.14), ([-0.4, 0.3], 0.26), ([0.5, 0.5], 0.2)] {
            let spoilt = glaring(&lattice, &card, middle, width);
            let spot = Spot::seen(&lattice, &spoilt).expect("glare");
            assert!((spot.0[0] - middle[0]).hypot(spot.0[1] - middle[1]) < 0.2, "{spot:?} {middle:?}");
            let glare = Glare::of(&lattice, &spoilt, spot).expect("not all hidden");
            let likeness = |[a, b]: [[f32; 256]; 2]| dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt();
            let after = likeness([&spoilt, &card].map(|s| glare.without_light(s)));
            let before = likeness([&spoilt, &card].map(|s| lattice.without_light(Isa::PLAIN, s)));
            assert!(after > 0.96 && after > before, "{middle:?} {width}: {before} {after}");
            let left = glare.without_light(&card);
            assert!((glare.length(&card) / dot(&left, &left).sqrt() - 1.0).abs() < 1e-3);
        }
    }

    #[test]
    fn even_light_and_a_bright_patch_are_no_glare() {
        let (lattice, card) = card();
        assert_eq!(Spot::seen(&lattice, &card), None);
        let slope = std::array::from_fn(|i| card[i] * (1.0 + 0.2 * lattice.across[i]));
        assert_eq!(Spot::seen(&lattice, &slope), None);
        let patch = std::array::from_fn(|i| if lattice.across[i].abs() < 0.8 && lattice.down[i].abs() < 0.8 { 250.0 } else { 180.0 });
        assert_eq!(Spot::seen(&lattice, &patch), None, "too wide");
    }

    #[test]
    fn glare_turns_with_its_card() {
        let (lattice, card) = card();
        let spot = Spot([0.3, -0.2]);
        let spoilt = glaring(&lattice, &card, spot.0, 0.2);
        let turned = lattice.turned_once(&spoilt);
        let here = lattice.turned_once(&Glare::of(&lattice, &spoilt, spot).expect("glare").without_light(&spoilt));
        let there = Glare::of(&lattice, &turned, spot.turned(1)).expect("glare").without_light(&turned);
        assert!(here.iter().zip(there).all(|(a, b)| (a - b).abs() < 1e-1), "{here:?} {there:?}");
    }
}
