//! The edge of a shadow across a card, found in its quiet zone.
//!
//! Light that changes slowly is a level and two slopes, and is taken out of every view. A shadow that ends on the card is
//! neither: the modules beyond its edge are a step darker, and fit no card. The quiet zone is white on every card, so it tells
//! where the edge lies and how dark it is beyond, whatever the code: no module can be explained away.

use std::f32::consts::PI;
use std::ops::RangeInclusive;

use super::lattice::Lattice;
use crate::cards::distance::dot;

/// Directions of the edges that are tried, and their distances from the middle, in halves of the square's side.
const DIRECTIONS: usize = 8;
const DISTANCES: [f32; 9] = [-0.8, -0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8];
/// Half the width over which light becomes shadow, in the same unit: a sharp picture's, and a blurred one's.
const SOFT: [f32; 2] = [0.12, 0.3];
/// Tones in the shadow as a part of those in the light: less is no shadow in a room, more needs no lifting.
const RATIOS: RangeInclusive<f32> = 0.45..=0.85;

/// A shadow's edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shade {
    edge: Edge,
    /// Tone in the shadow as a part of that in the light.
    ratio: f32,
}

/// A line across the card.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    /// Into the shadow, of length 1.
    normal: [f32; 2],
    /// From the card's middle along the normal, in halves of the square's side.
    distance: f32,
    /// Half the width over which light becomes shadow.
    soft: f32,
}

impl Edge {
    /// How far a place lies in the shadow, 0 to 1.
    fn depth(&self, across: f32, down: f32) -> f32 {
        let [x, y] = self.normal;
        (0.5 + (x * across + y * down - self.distance) / (2.0 * self.soft)).clamp(0.0, 1.0)
    }

    /// The same line with the shadow on the other side.
    fn reversed(self) -> Self {
        Self { normal: self.normal.map(|v| -v), distance: -self.distance, ..self }
    }
}

impl Shade {
    /// Makes samples as bright as they would be without the shadow.
    pub fn lift<const N: usize>(&self, lattice: &Lattice<N>, samples: &mut [f32; N]) {
        for (i, sample) in samples.iter_mut().enumerate().take(lattice.count()) {
            *sample /= 1.0 - (1.0 - self.ratio) * self.edge.depth(lattice.across[i], lattice.down[i]);
        }
    }

    /// The same on the card turned counter-clockwise.
    #[must_use]
    pub fn turned(self, quarters: u8) -> Self {
        let normal = (0..quarters % 4).fold(self.edge.normal, |[x, y], _| [y, -x]);
        Self { edge: Edge { normal, ..self.edge }, ..self }
    }
}

/// Values of the quiet zone's samples, 0 beyond their number.
type Ring = [f32; 64];

/// The edges that are looked for on a lattice.
#[derive(Clone, Debug)]
pub struct Shades {
    /// The samples of the quiet zone.
    ring: Vec<u8>,
    /// What else changes there, orthonormal: a level of light and two slopes, then its corners, which lie farther from the border
    /// than the rest, so that less of its black is blurred into them.
    other: [Ring; 4],
    /// Lengths of level and slopes before they were made 1 long.
    lengths: [f32; 3],
    steps: Vec<Step>,
}

/// An edge on the ring.
#[derive(Clone, Debug)]
struct Step {
    edge: Edge,
    depths: Ring,
    /// The depths without what else changes, made 1 long, and their length before.
    change: Ring,
    length: f32,
}

impl Shades {
    /// Those of a lattice; `tone` is any card's, unshaded and as blurred as usual.
    pub fn of<const N: usize>(lattice: &Lattice<N>, tone: &[f32; N]) -> Self {
        let ring = lattice.rim().to_vec();
        let on_ring = |f: &dyn Fn(usize) -> f32| -> Ring { std::array::from_fn(|k| ring.get(k).map_or(0.0, |&i| f(usize::from(i)))) };
        let place = |i: usize| (lattice.across[i], lattice.down[i]);
        // The ring is symmetric, so these are orthogonal.
        let [level, across, down] = [on_ring(&|_| 1.0), on_ring(&|i| place(i).0), on_ring(&|i| place(i).1)].map(unit);
        let light = [level.0, across.0, down.0];
        let corners = unit(without(&light, on_ring(&|i| tone[i]))).0;
        let other = [light[0], light[1], light[2], corners];
        let directions = (0..DIRECTIONS).map(|k| (PI * k as f32 / DIRECTIONS as f32).sin_cos());
        let edges = directions
            .flat_map(|(y, x)| DISTANCES.into_iter().flat_map(move |distance| SOFT.map(|soft| Edge { normal: [x, y], distance, soft })));
        let step = |edge: Edge| {
            let depths = on_ring(&|i| edge.depth(place(i).0, place(i).1));
            let (change, length) = unit(without(&other, depths));
            Step { edge, depths, change, length }
        };
        let steps = edges.map(step).collect();
        Self { ring, other, lengths: [level.1, across.1, down.1], steps }
    }

    /// The edge that explains the quiet zone best, if it is one that a shadow can have. `samples` as they are in the picture.
    pub fn seen<const N: usize>(&self, samples: &[f32; N]) -> Option<Shade> {
        let tones: Ring = std::array::from_fn(|k| self.ring.get(k).map_or(0.0, |&i| samples[usize::from(i)]));
        let uneven = without(&self.other, tones);
        let along = self.steps.iter().map(|step| dot(&uneven, &step.change));
        let (step, along) = self.steps.iter().zip(along).max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
        let change = along / step.length;
        let unshaded: Ring = std::array::from_fn(|k| tones[k] - change * step.depths[k]);
        let edge = step.edge;
        let here = self.light_at(&unshaded, edge.normal.map(|v| v * edge.distance));
        let beyond = here + change;
        let shade =
            if beyond < here { Shade { edge, ratio: beyond / here } } else { Shade { edge: edge.reversed(), ratio: here / beyond } };
        RATIOS.contains(&shade.ratio).then_some(shade)
    }

    /// The light at a place of the card, by that on the ring.
    fn light_at(&self, tones: &Ring, [across, down]: [f32; 2]) -> f32 {
        let parts = self.other.iter().zip(self.lengths).zip([1.0, across, down]);
        parts.map(|((basis, length), at)| dot(tones, basis) / length * at).sum()
    }
}

/// A vector made 1 long, and its length before.
fn unit(v: Ring) -> (Ring, f32) {
    let length = dot(&v, &v).sqrt().max(1e-6);
    (v.map(|x| x / length), length)
}

/// A vector without its parts along orthonormal ones.
fn without(basis: &[Ring], mut v: Ring) -> Ring {
    for b in basis {
        let along = dot(&v, b);
        v.iter_mut().zip(b).for_each(|(x, b)| *x -= along * b);
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::appearance::{Blur, Camera};
    use crate::cards::{Code, Deck};

    const SIDE: usize = 16;

    /// A card of our deck in even light, paper 200, and the edges that are looked for.
    fn card() -> (Lattice<256>, [f32; 256], Shades) {
        let Code::Grid { layout, words, .. } = Deck::named("quarter").expect("our deck").code() else { panic!("a grid") };
        let lattice = Lattice::new(SIDE);
        let tone = Camera::new(*layout, Blur::round(0.05), SIDE).tone::<256>(words[3]);
        let shades = Shades::of(&lattice, &tone);
        (lattice, tone.map(|t| 40.0 + 160.0 * t), shades)
    }

    /// The same with a slope of light, and a shadow behind a line.
    fn shaded(lattice: &Lattice<256>, card: &[f32; 256], edge: Edge, ratio: f32) -> [f32; 256] {
        let light = |i: usize| {
            let (x, y) = (lattice.across[i], lattice.down[i]);
            (1.0 + 0.1 * x - 0.05 * y) * (1.0 - (1.0 - ratio) * edge.depth(x, y))
        };
        std::array::from_fn(|i| card[i] * light(i))
    }

    #[test]
    fn a_shadow_is_found_and_lifted() {
        let (lattice, card, shades) = card();
        for degrees in (0..360).step_by(45) {
            let (y, x) = (degrees as f32).to_radians().sin_cos();
            let edge = Edge { normal: [x, y], distance: 0.2, soft: SOFT[0] };
            let mut samples = shaded(&lattice, &card, edge, 0.65);
            let seen = shades.seen(&samples).expect("a shadow");
            assert!((seen.ratio - 0.65).abs() < 0.12, "{degrees}: {seen:?}");
            let uneven = |samples: &[f32; 256]| {
                let ring = std::array::from_fn(|k| shades.ring.get(k).map_or(0.0, |&i| samples[usize::from(i)]));
                let rest = without(&shades.other, ring);
                dot(&rest, &rest).sqrt()
            };
            let before = uneven(&samples);
            seen.lift(&lattice, &mut samples);
            assert!(uneven(&samples) < 0.4 * before, "{degrees}: {} of {before}", uneven(&samples));
        }
    }

    #[test]
    fn slopes_of_light_are_no_shadow() {
        let (lattice, card, shades) = card();
        let edge = Edge { normal: [1.0, 0.0], distance: 0.0, soft: 0.15 };
        assert_eq!(shades.seen(&shaded(&lattice, &card, edge, 1.0)), None);
        assert_eq!(shades.seen(&shaded(&lattice, &card, edge, 0.2)), None, "too dark for a shadow in a room");
    }

    #[test]
    fn a_shade_turns_with_its_card() {
        let (lattice, card, _) = card();
        let edge = Edge { normal: [0.6, 0.8], distance: 0.3, soft: 0.12 };
        let shade = Shade { edge, ratio: 0.6 };
        let mut lifted = shaded(&lattice, &card, edge, 0.6);
        let mut turned = lattice.turned_once(&lifted);
        shade.lift(&lattice, &mut lifted);
        shade.turned(1).lift(&lattice, &mut turned);
        for (a, b) in lattice.turned_once(&lifted).iter().zip(turned) {
            assert!((a - b).abs() < 1e-3);
        }
    }
}
