//! How far a picture spreads a point, and how that is found out.

use super::Point;
use super::homography::Homography;
use super::kernels::Isa;
use super::lattice::Lattice;
use super::linear;
use super::reading::SAME_PLACE;
use super::view::View;
use crate::cards::appearance::{Blur, Camera};
use crate::cards::distance::dot;
use crate::cards::{Codeword, Layout};

/// How far optics and shake spread a point: the variances across and down the picture and their covariance, in square pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread([f32; 3]);

/// Variance that pixels and interpolation add, in square pixels of a level: level 0, and the others, where halving has
/// taken means.
const SAMPLING: [f32; 2] = [0.11, 0.19];

/// Places that may say how far a picture spreads a point.
const WITNESSES: usize = 12;
/// Likely cards and gain in misfit that it takes to speak for another spread: clutter does not bring both.
const LEAST_CARDS: f32 = 3.0;
const LEAST_GAIN: f32 = 0.5;
/// Standard deviations between which spreads are looked for.
const SHARPEST: f32 = 0.5;
const MOST: f32 = 2.0;
/// Most steps, and the gain in misfit that ends them.
const STEPS: usize = 4;
const LITTLE_GAIN: f32 = 0.03;

impl Spread {
    /// That of a sharp picture.
    pub const SHARP: Self = Self([SHARPEST * SHARPEST, SHARPEST * SHARPEST, 0.0]);

    /// The spread under which the witnesses look most like the cards they were taken for: the greatest likelihood of all
    /// of them together with noise of a strength of its own for each, by the method of Gauss and Newton. The assumed one where
    /// too few cards are likely, or no other is clearly better.
    pub fn of(witnesses: &[Witness], layout: Layout, lattice: &Lattice<256>, words: &[Codeword], assumed: Self) -> Self {
        if witnesses.iter().map(Witness::odds).sum::<f32>() < LEAST_CARDS {
            return assumed;
        }
        let sum = |spread: Self| witnesses.iter().map(|w| w.misfit(layout, lattice, words, spread)).fold(Misfit::default(), Misfit::plus);
        let start = sum(assumed);
        let mut best = (assumed, start);
        for _ in 0..STEPS {
            let (step, gain) = best.1.step();
            if gain < LITTLE_GAIN {
                break;
            }
            let next = best.0.moved(step);
            let misfit = sum(next);
            if misfit.value >= best.1.value {
                break;
            }
            best = (next, misfit);
        }
        if best.1.value > start.value - LEAST_GAIN { assumed } else { best.0 }
    }

    /// That spread plus a step, within limits.
    fn moved(self, step: [f32; 3]) -> Self {
        let [xx, yy, xy] = std::array::from_fn(|i| self.0[i] + step[i]);
        // By its principal axes.
        let (mean, half) = ((xx + yy) / 2.0, (xx - yy) / 2.0);
        let radius = (half * half + xy * xy).sqrt();
        let [long, short] = [mean + radius, mean - radius].map(|v| v.clamp(SHARPEST * SHARPEST, MOST * MOST));
        let (mean, part) = ((long + short) / 2.0, (long - short) / 2.0 / radius.max(1e-9));
        Self([mean + half * part, mean - half * part, xy * part])
    }

    /// The blur of the square that a map places on a level.
    pub fn seen(self, level: usize, map: &Homography) -> Blur {
        let scale = 1.0 / (1 << (2 * level)) as f32;
        let sampling = SAMPLING[level.min(1)];
        let [xx, yy, xy] = [self.0[0] * scale + sampling, self.0[1] * scale + sampling, self.0[2] * scale];
        let [r, d] = rows_of_inverse(map);
        let covariance = |a: [f32; 2], b: [f32; 2]| a[0] * b[0] * xx + a[1] * b[1] * yy + (a[0] * b[1] + a[1] * b[0]) * xy;
        let (across, down) = (covariance(r, r).sqrt(), covariance(d, d).sqrt());
        // What a slanted view makes of a sharp picture's round blur is too little to matter.
        let skew = if self == Self::SHARP { 0.0 } else { covariance(r, d) / (across * down) };
        Blur { across, down, skew }
    }
}

/// The rows of the matrix that takes a way in the picture to one on the card, in sides of its square.
fn rows_of_inverse(map: &Homography) -> [[f32; 2]; 2] {
    let [p0, p1, p2, p3] = map.square();
    let (ux, uy) = ((p1.x - p0.x + p2.x - p3.x) / 2.0, (p1.y - p0.y + p2.y - p3.y) / 2.0);
    let (vx, vy) = ((p3.x - p0.x + p2.x - p1.x) / 2.0, (p3.y - p0.y + p2.y - p1.y) / 2.0);
    let det = ux * vy - uy * vx;
    let det = if det.abs() < 1.0 { 1.0f32.copysign(det) } else { det };
    [[vy / det, -vx / det], [-uy / det, ux / det]]
}

/// What is left of places when cards are taken out of them, and how it changes with the spread.
#[derive(Clone, Copy, Debug, Default)]
struct Misfit {
    /// Logarithm of the part that is left.
    value: f32,
    slope: [f32; 3],
    curve: [[f32; 3]; 3],
}

impl Misfit {
    fn plus(self, other: Self) -> Self {
        let sum = |a: [f32; 3], b: [f32; 3]| std::array::from_fn(|i| a[i] + b[i]);
        Self {
            value: self.value + other.value,
            slope: sum(self.slope, other.slope),
            curve: std::array::from_fn(|i| sum(self.curve[i], other.curve[i])),
        }
    }

    /// The step to the least misfit, and how much that promises to be less.
    fn step(&self) -> ([f32; 3], f32) {
        let mut curve = self.curve;
        (0..3).for_each(|i| curve[i][i] += RIDGE);
        let step = linear::solution(curve, self.slope);
        (step, step.iter().zip(self.slope).map(|(a, b)| a * b).sum())
    }
}

/// What keeps steps short where little is known.
const RIDGE: f32 = 0.05;

/// The places most like cards, the likeliest first; several looks at one place are one.
pub fn clearest(mut looks: Vec<Witness>) -> Vec<Witness> {
    looks.sort_by(|a, b| b.log_odds.total_cmp(&a.log_odds));
    let mut witnesses: Vec<Witness> = Vec::with_capacity(WITNESSES);
    for look in looks {
        let is_here = |w: &Witness| w.centre.distance(look.centre) < SAME_PLACE * w.size.min(look.size);
        if witnesses.len() < WITNESSES && !witnesses.iter().any(is_here) {
            witnesses.push(look);
        }
    }
    witnesses
}

/// A place that looks like a card.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Which one.
    pub word: usize,
    /// Log odds that it is one.
    pub log_odds: f32,
    /// Its middle, in pixels of the picture.
    pub centre: Point,
    /// Its shortest side, in pixels of the picture.
    pub size: f32,
    /// The level it was seen on.
    pub level: usize,
    /// Where it lies there.
    pub map: Homography,
    /// How it looks, upright.
    pub view: View<256>,
}

impl Witness {
    /// The probability that it is a card.
    fn odds(&self) -> f32 {
        1.0 / (1.0 + (-self.log_odds).exp())
    }

    /// What the card does not explain of the view, as far as it is one.
    fn misfit(&self, layout: Layout, lattice: &Lattice<256>, words: &[Codeword], spread: Spread) -> Misfit {
        let camera = Camera::new(layout, spread.seen(self.level, &self.map), lattice.side());
        let odds = self.odds();
        let seen = camera.spreading::<256>(words[self.word]);
        let tone = lattice.without_light(Isa::PLAIN, &seen.tone);
        let (squares, along) = (dot(&tone, &tone), dot(&tone, &self.view.signal));
        let gain = along / squares;
        let left: [f32; 256] = std::array::from_fn(|i| self.view.signal[i] - gain * tone[i]);
        let length = dot(&left, &left).max(1e-3 * self.view.length * self.view.length);
        let scale = 1.0 / (1 << (2 * self.level)) as f32;
        let [[rx, ry], [dx, dy]] = rows_of_inverse(&self.map);
        // How variances and covariance on the card change with those in the picture.
        let parts = [[rx * rx, dx * dx, rx * dx], [ry * ry, dy * dy, ry * dy], [2.0 * rx * ry, 2.0 * dx * dy, rx * dy + ry * dx]];
        let ways = parts.map(|[across, down, aslant]| {
            let raw = std::array::from_fn(|i| gain * scale * (across * seen.across[i] + down * seen.down[i] + aslant * seen.aslant[i]));
            let way = lattice.without_light(Isa::PLAIN, &raw);
            let along = dot(&way, &tone) / squares;
            std::array::from_fn::<f32, 256, _>(|i| way[i] - along * tone[i])
        });
        let weight = 2.0 * odds / length;
        Misfit {
            value: odds * (length / (self.view.length * self.view.length)).ln(),
            slope: std::array::from_fn(|i| weight * dot(&ways[i], &left)),
            curve: std::array::from_fn(|i| std::array::from_fn(|j| weight * dot(&ways[i], &ways[j]))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Code, Deck};

    #[test]
    fn the_blur_of_clear_cards_is_found_and_clutter_says_nothing() {
        let Code::Grid { layout, words, .. } = Deck::named("quarter").expect("our deck").code() else { panic!("a grid") };
        let lattice = Lattice::<256>::new(16);
        let corners = [(10.0, 10.0), (24.0, 10.0), (24.0, 24.0), (10.0, 24.0)].map(|(x, y)| Point::new(x, y));
        let map = Homography::from_square(&corners).expect("a square");
        let seen = |spread: Spread, log_odds: f32| -> Vec<Witness> {
            let blur = spread.seen(0, &map);
            let witness = |word: usize| {
                let tone = Camera::new(*layout, blur, 16).tone::<256>(words[word]);
                let signal = lattice.without_light(Isa::PLAIN, &tone);
                let view = View::plain(signal, 0.5);
                Witness { word, log_odds, centre: Point::new(60.0 * word as f32, 0.0), size: 14.0, level: 0, map, view }
            };
            (0..4).map(witness).collect()
        };
        let found = |spread: Spread, log_odds: f32| Spread::of(&seen(spread, log_odds), *layout, &lattice, words, Spread::SHARP);
        assert_eq!(found(Spread::SHARP, 4.0), Spread::SHARP);
        // Out of focus, and shaken across, down and aslant.
        for spread in [[1.0, 1.0, 0.0], [1.6, 0.6, 0.0], [0.6, 1.6, 0.0], [1.1, 1.1, 0.4], [1.1, 1.1, -0.4]] {
            let Spread(near) = found(Spread(spread), 4.0);
            assert!(near.iter().zip(spread).all(|(a, b)| (a - b).abs() < 0.2), "{spread:?}: {near:?}");
            assert_eq!(found(Spread(spread), -6.0), Spread::SHARP);
        }
        // One code looked at four times is one place, and too few to tell.
        let blurred = Spread([1.0, 1.0, 0.0]);
        assert_eq!(clearest(seen(blurred, 4.0)).len(), 4);
        let again = seen(blurred, 4.0).into_iter().map(|w| Witness { centre: Point::default(), ..w }).collect();
        assert_eq!(Spread::of(&clearest(again), *layout, &lattice, words, Spread::SHARP), Spread::SHARP);
    }
}
