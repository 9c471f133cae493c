//! What the reader says about one picture.

use super::Point;
use super::fit::Fit;
use super::point::middle;
use crate::cards::{Answer, CardNumber};

/// One accepted card.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// Its number.
    pub card: CardNumber,
    /// The side that is up.
    pub answer: Answer,
    /// The code's outer black corners, clockwise from the top left of the upright face.
    pub corners: [Point; 4],
    /// 0 to 1: how far this reading is ahead of the second-best one.
    pub confidence: f32,
    /// Whether the same card stands in the picture more than once.
    pub duplicate: bool,
}

impl Read {
    /// The mean of the corners.
    pub fn centre(&self) -> Point {
        middle(&self.corners)
    }
}

/// A place that looks like a card, believed or not: what [`Sweep`](super::Sweep) gathers over frames.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// The card that fits best.
    pub card: CardNumber,
    /// The side that is up.
    pub answer: Answer,
    /// The code's outer black corners, clockwise from the top left of the upright face.
    pub corners: [Point; 4],
    /// The printed square's shortest side in pixels.
    pub size: f32,
    /// Logarithm of the odds that this card with this answer is there, by this picture alone.
    pub log_odds: f32,
    /// Whether it was looked for, and not found by the picture alone.
    pub(super) again: bool,
    /// How it fits.
    pub(super) fit: Box<Fit>,
}

impl Sighting {
    /// The card's middle.
    pub fn centre(&self) -> Point {
        middle(&self.corners)
    }
}

/// Everything seen in one picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scan {
    /// The accepted cards, in reading order.
    pub reads: Vec<Read>,
    /// All places that look like cards, those of the accepted ones too.
    pub sightings: Vec<Sighting>,
    /// Places that show a card as a mirror would: they are not read.
    pub mirrored: Vec<[Point; 4]>,
}

/// The answer that corners taken clockwise from the upright face's top left show: the nearest quarter turn, both axes of
/// the card weighed alike.
///
/// ```
/// use quarterturn::{cards::Answer, vision::{answer_of, Point}};
/// // The upright face's top left corner lies at the bottom left: its right side is up.
/// let corners = [(0.0, 9.0), (0.0, 0.0), (9.0, 0.0), (9.0, 9.0)].map(|(x, y)| Point::new(x, y));
/// assert_eq!(answer_of(&corners), Answer::B);
/// ```
pub fn answer_of(corners: &[Point; 4]) -> Answer {
    let unit = |x: f32, y: f32| {
        let length = x.hypot(y).max(1e-9);
        (x / length, y / length)
    };
    let [a, b, c, d] = *corners;
    let right = unit(b.x + c.x - a.x - d.x, b.y + c.y - a.y - d.y);
    let up = unit(a.x + b.x - c.x - d.x, a.y + b.y - c.y - d.y);
    // The card's right axis and its up axis turned clockwise by a right angle point the same way.
    let (x, y) = (right.0 - up.1, right.1 + up.0);
    let quarters = ((-y).atan2(x) / std::f32::consts::FRAC_PI_2).round() as i32;
    Answer::ALL[quarters.rem_euclid(4) as usize]
}
