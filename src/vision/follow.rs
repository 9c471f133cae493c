//! Cards seen in earlier frames, and where they are to be looked for in the next.

use super::Point;
use crate::cards::{Answer, CardNumber};

/// Sightings of the same cards that must agree, to this part of their size, on how the camera has moved.
const AGREEING: usize = 3;
const AGREE: f32 = 0.3;

/// A card seen in an earlier frame, believed or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Followed {
    /// Which one.
    pub card: CardNumber,
    /// The side that is up.
    pub answer: Answer,
    /// The code's outer black corners, clockwise from the upright face's top left, in pixels of that frame.
    pub corners: [Point; 4],
    /// The printed square's shortest side in pixels.
    pub size: f32,
}

impl Followed {
    /// The card's middle.
    pub fn centre(&self) -> Point {
        super::point::middle(&self.corners)
    }

    /// The same after the camera has moved.
    #[must_use]
    pub fn moved(&self, way: Point) -> Self {
        Self { corners: self.corners.map(|p| Point::new(p.x + way.x, p.y + way.y)), ..*self }
    }
}

/// How far the camera has moved since the cards were last seen, in pixels: the way that most sightings of the same cards agree on.
pub fn motion(followed: &[Followed], seen: &[(CardNumber, Answer, Point)]) -> Point {
    let mut ways: Vec<(Point, f32)> = Vec::new();
    for &(card, answer, to) in seen {
        for place in followed.iter().filter(|f| (f.card, f.answer) == (card, answer)) {
            let from = place.centre();
            ways.push((Point::new(to.x - from.x, to.y - from.y), place.size));
        }
    }
    let agreeing = |way: &(Point, f32)| ways.iter().filter(|w| w.0.distance(way.0) < AGREE * way.1).map(|w| w.0).collect::<Vec<Point>>();
    let best = ways.iter().map(agreeing).max_by_key(Vec::len).unwrap_or_default();
    if best.len() < AGREEING {
        return Point::default();
    }
    let sum = best.iter().fold(Point::default(), |s, w| Point::new(s.x + w.x, s.y + w.y));
    Point::new(sum.x / best.len() as f32, sum.y / best.len() as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_camera_has_moved_as_most_cards_say() {
        let card = |card: u16, x: f32| Followed {
            card: CardNumber(card),
            answer: Answer::A,
            corners: [(x, 0.0), (x + 12.0, 0.0), (x + 12.0, 12.0), (x, 12.0)].map(|(x, y)| Point::new(x, y)),
            size: 14.0,
        };
        let followed: Vec<Followed> = (1..=4).map(|n| card(n, 40.0 * f32::from(n))).collect();
        let seen = |ways: &[f32]| -> Vec<(CardNumber, Answer, Point)> {
            followed.iter().zip(ways).map(|(f, way)| (f.card, f.answer, Point::new(f.centre().x + way, f.centre().y - 2.0))).collect()
        };
        // The fourth was mistaken for another.
        let way = motion(&followed, &seen(&[7.0, 7.5, 8.0, -90.0]));
        assert!((way.x - 7.5).abs() < 0.1 && (way.y + 2.0).abs() < 0.1, "{way:?}");
        assert_eq!(motion(&followed, &seen(&[7.0, 30.0, -20.0, -90.0])), Point::default());
        assert_eq!(followed[0].moved(Point::new(1.0, 2.0)).centre(), Point::new(47.0, 8.0));
    }
}
