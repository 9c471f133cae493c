//! How far a picture spreads a point, and how that is found out.

use super::homography::Homography;
use super::kernels::Isa;
use super::lattice::Lattice;
use super::point::{area, sides};
use super::view::View;
use crate::cards::appearance::{Blur, Camera};
use crate::cards::distance::dot;
use crate::cards::{Codeword, Layout};

/// How far the optics spread a point: the standard deviation of a round blur in pixels of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread(f32);

/// Variance that pixels and interpolation add, in square pixels of a level: level 0, and the others, where halving has
/// taken means.
const SAMPLING: [f32; 2] = [0.11, 0.19];

/// Least gain in misfit that speaks for another spread: three clear cards bring it, all the clutter of a picture does not.
const LEAST_GAIN: f32 = 0.3;

impl Spread {
    /// Spreads that are told apart, the sharpest first.
    pub const ALL: [Self; 4] = [Self(0.5), Self(0.7), Self(1.0), Self(1.4)];
    /// That of a sharp picture.
    pub const SHARP: Self = Self::ALL[0];

    /// The spread under which the witnesses look most like the cards they were taken for: the greatest likelihood of all
    /// of them together with noise of a strength of its own for each. The spreads are tried in turn from the one that was
    /// assumed, up or down, as long as it gets better.
    pub fn of(witnesses: &[Witness], layout: Layout, lattice: &Lattice<256>, words: &[Codeword], assumed: Self) -> Self {
        let misfit = |spread: &Self| -> f32 { witnesses.iter().map(|w| w.misfit(layout, lattice, words, *spread)).sum() };
        let start = Self::ALL.iter().position(|s| *s == assumed).unwrap_or(0);
        let mut best = (assumed, misfit(&assumed));
        for spread in &Self::ALL[start + 1..] {
            let misfit = misfit(spread);
            if misfit > best.1 - LEAST_GAIN {
                break;
            }
            best = (*spread, misfit);
        }
        best.0
    }

    /// The blur of the square that a map places on a level, along the card's rows and columns: the longer the other pair
    /// of sides for the area, the more. For a card seen straight on that is the spread over its side.
    pub fn seen(self, level: usize, map: &Homography) -> Blur {
        let optics = self.0 / (1 << level) as f32;
        let sigma = (optics * optics + SAMPLING[level.min(1)]).sqrt();
        let square = map.square();
        let [top, right, bottom, left] = sides(&square);
        let per_area = sigma / 2.0 / area(&square).max(1.0);
        Blur { across: (left + right) * per_area, down: (top + bottom) * per_area }
    }
}

/// A place that looks like a card.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Which one.
    pub word: usize,
    /// Log odds that it is one.
    pub log_odds: f32,
    /// The level it was seen on.
    pub level: usize,
    /// Where it lies there.
    pub map: Homography,
    /// How it looks, upright.
    pub view: View<256>,
}

impl Witness {
    /// The logarithm of the part of the view that the card does not explain, as far as it is one.
    fn misfit(&self, layout: Layout, lattice: &Lattice<256>, words: &[Codeword], spread: Spread) -> f32 {
        let blur = spread.seen(self.level, &self.map);
        let tone = Camera::new(layout, blur, lattice.side()).see::<256>(words[self.word]).tone;
        let tone = lattice.without_light(Isa::PLAIN, &tone);
        let score = dot(&tone, &self.view.signal) / (dot(&tone, &tone).sqrt() * self.view.length).max(1e-6);
        (1.0 - score.clamp(0.0, 0.999).powi(2)).ln() / (1.0 + (-self.log_odds).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Code, Deck};
    use crate::vision::Point;

    #[test]
    fn the_blur_of_clear_cards_is_found_and_clutter_says_nothing() {
        let Code::Grid { layout, words, .. } = Deck::named("quarter").expect("our deck").code() else { panic!("a grid") };
        let lattice = Lattice::<256>::new(16);
        let corners = [(10.0, 10.0), (24.0, 10.0), (24.0, 24.0), (10.0, 24.0)].map(|(x, y)| Point::new(x, y));
        let map = Homography::from_square(&corners).expect("a square");
        let seen = |spread: Spread, log_odds: f32| -> Vec<Witness> {
            let blur = spread.seen(0, &map);
            let witness = |word: usize| {
                let tone = Camera::new(*layout, blur, 16).see::<256>(words[word]).tone;
                let signal = lattice.without_light(Isa::PLAIN, &tone);
                let view = View::plain(signal, 0.5);
                Witness { word, log_odds, level: 0, map, view }
            };
            (0..4).map(witness).collect()
        };
        for spread in Spread::ALL {
            assert_eq!(Spread::of(&seen(spread, 4.0), *layout, &lattice, words, Spread::SHARP), spread);
            assert_eq!(Spread::of(&seen(spread, -6.0), *layout, &lattice, words, Spread::SHARP), Spread::SHARP);
        }
    }
}
