//! What the reader says about one picture.

use super::Point;
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
        let sum = self.corners.iter().fold(Point::default(), |s, c| Point::new(s.x + c.x, s.y + c.y));
        Point::new(sum.x / 4.0, sum.y / 4.0)
    }
}

/// Everything seen in one picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scan {
    /// The accepted cards, in reading order.
    pub reads: Vec<Read>,
    /// Places that show a card as a mirror would: they are not read.
    pub mirrored: Vec<[Point; 4]>,
}
