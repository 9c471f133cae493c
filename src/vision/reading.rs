//! Readings of one picture, and which of them stand.

use std::cmp::Ordering;

use super::accept::{self, Evidence};
use super::fit::Fit;
use super::{Point, Read, Sighting, answer_of};
use crate::cards::{Answer, CardNumber};

/// What is seen nearer to something else than this part of their size shows the same card.
pub const SAME_PLACE: f32 = 0.5;
/// Readings of one place that disagree by less than this are both dropped.
const DISPUTE: f32 = 0.02;

/// One reading at one place.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The card that fits best.
    pub card: CardNumber,
    /// The code's outer black corners, clockwise from the upright face's top left, in pixels of the picture.
    pub corners: [Point; 4],
    /// The card's middle.
    pub centre: Point,
    /// The printed square's shortest side in pixels.
    pub shortest: f32,
    /// How well it fits.
    pub evidence: Evidence,
    /// Logarithm of the odds that it is right.
    pub log_odds: f32,
    /// Whether it is believed.
    pub believed: bool,
    /// Whether it was looked for.
    pub again: bool,
    /// The same as sums, to be added to those of other frames.
    pub fit: Box<Fit>,
}

impl Reading {
    /// Whether a place lies on the card, well inside its rim.
    pub fn covers(&self, place: Point) -> bool {
        self.centre.distance(place) < 0.4 * self.shortest
    }

    /// The side that is up.
    pub fn answer(&self) -> Answer {
        answer_of(&self.corners)
    }

    /// As a read, on its own.
    pub fn read(&self) -> Read {
        Read {
            card: self.card,
            answer: self.answer(),
            corners: self.corners,
            confidence: accept::confidence(&self.evidence),
            duplicate: false,
        }
    }

    /// As a sighting.
    pub fn sighting(self) -> Sighting {
        Sighting {
            card: self.card,
            answer: self.answer(),
            corners: self.corners,
            size: self.shortest,
            log_odds: self.log_odds,
            again: self.again,
            fit: self.fit,
        }
    }
}

/// Of readings at one place the best stands, unless another card or turn is about as good; then none.
pub fn settle(mut readings: Vec<Reading>) -> Vec<Reading> {
    // What is believed goes before what is not.
    readings.sort_by(|a, b| (b.believed, b.evidence.score).partial_cmp(&(a.believed, a.evidence.score)).unwrap_or(Ordering::Equal));
    let mut kept: Vec<(Reading, bool)> = Vec::new();
    for reading in readings {
        let here = kept.iter_mut().find(|(k, _)| {
            let near = SAME_PLACE * k.shortest.min(reading.shortest);
            k.centre.distance(reading.centre) < near
        });
        match here {
            None => kept.push((reading, false)),
            Some((best, disputed)) => {
                let differs = best.card != reading.card || best.answer() != reading.answer();
                *disputed |= differs && best.believed == reading.believed && best.evidence.score - reading.evidence.score < DISPUTE;
            }
        }
    }
    kept.retain(|(_, disputed)| !disputed);
    kept.into_iter().map(|(r, _)| r).collect()
}
