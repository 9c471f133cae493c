//! Readings of one picture, and which of them stand.

use std::cmp::Ordering;

use super::accept::{self, Evidence};
use super::fit::Fit;
use super::{Point, Read, Sighting, answer_of};
use crate::cards::CardNumber;

/// Two readings nearer than this part of their size show one card.
const SAME_PLACE: f32 = 0.5;
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
    /// The same as sums, to be added to those of other frames.
    pub fit: Box<Fit>,
}

impl Reading {
    /// Whether a place lies on the card, well inside its rim.
    pub fn covers(&self, place: Point) -> bool {
        self.centre.distance(place) < 0.4 * self.shortest
    }
}

/// Of readings at one place the best stands, unless another card or turn is about as good; then none. Returns the believed
/// ones, and all of them as sightings.
pub fn settle(mut readings: Vec<Reading>) -> (Vec<Read>, Vec<Sighting>) {
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
                let differs = best.card != reading.card || answer_of(&best.corners) != answer_of(&reading.corners);
                *disputed |= differs && best.believed == reading.believed && best.evidence.score - reading.evidence.score < DISPUTE;
            }
        }
    }
    kept.retain(|(_, disputed)| !disputed);
    let read = |r: &Reading| Read {
        card: r.card,
        answer: answer_of(&r.corners),
        corners: r.corners,
        confidence: accept::confidence(&r.evidence),
        duplicate: false,
    };
    let reads = kept.iter().map(|(r, _)| r).filter(|r| r.believed).map(read).collect();
    let sighting = |r: Reading| Sighting {
        card: r.card,
        answer: answer_of(&r.corners),
        centre: r.centre,
        size: r.shortest,
        log_odds: r.log_odds,
        fit: r.fit,
    };
    (reads, kept.into_iter().map(|(r, _)| sighting(r)).collect())
}
