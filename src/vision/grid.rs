//! Reads the cards of a deck of codewords: candidates in, reads out.

use std::collections::HashSet;

use image::GrayImage;

use super::blob::Blob;
use super::finder::{Candidate, Finder};
use super::kernels::Isa;
use super::matcher::{Matcher, Outcome};
use super::point::area;
use super::pyramid::{self, Level};
use super::reading::{Reading, settle};
use super::spread::Spread;
use super::{Point, Scan, outline, quad};
use crate::cards::{CardNumber, Codeword, Layout};

/// Pixels of the finest level on which outlines are looked for: they take longer than all the rest of the search.
const OUTLINE_PIXELS: usize = 500_000;
/// Where a card's border ends, between its dark and its light: half way, and lower where that runs into what lies around.
const THRESHOLDS: [f32; 2] = [0.5, 0.3];
/// Comparisons with all cards that one picture may cost: a few times what a cluttered classroom needs, so that a picture
/// full of windows ends in bounded time. Per picture, and per hundred pixels.
const COMPARISONS: usize = 20_000;
const COMPARISONS_PER_HUNDRED_PIXELS: usize = 2;
/// Outlines nearer than this part of their size are of one place.
const SAME_PLACE: f32 = 0.2;
/// Several candidates lead to one place, not all well: looks at one place in the mirror.
const SAME_PLACE_LOOKS: usize = 4;
/// Most places that are looked at in the mirror.
const MIRROR_LOOKS: usize = 48;

/// Reads one deck of codewords.
#[derive(Debug)]
pub struct GridReader {
    matcher: Matcher,
    /// Knows the cards as a mirror shows them; only to say so.
    mirror: Matcher,
    isa: Isa,
    finder: Finder,
    levels: Vec<Level>,
    candidates: Vec<Candidate>,
    /// Blobs that were looked at, by level and bounds.
    seen: HashSet<(usize, [isize; 4])>,
}

/// What one picture has shown so far.
#[derive(Debug, Default)]
struct Findings {
    readings: Vec<Reading>,
    /// Outlines of what looks like a card and is not believed to be one of ours.
    frames: Vec<[Point; 4]>,
}

impl Findings {
    fn cover(&self, place: Point) -> bool {
        self.readings.iter().any(|r| r.believed && r.covers(place))
    }

    /// Takes in an outcome; whether it is a believed card.
    fn take(&mut self, black: &[Point; 4], outcome: Outcome) -> bool {
        match outcome {
            Outcome::Card(reading) => {
                let believed = reading.believed;
                if !believed {
                    self.frames.push(*black);
                }
                self.readings.push(reading);
                return believed;
            }
            Outcome::Frame => self.frames.push(*black),
            Outcome::Nothing => {}
        }
        false
    }
}

impl GridReader {
    /// A reader of these cards.
    pub fn new(isa: Isa, layout: Layout, cards: Vec<(CardNumber, Codeword)>) -> Self {
        let (cards, words): (Vec<CardNumber>, Vec<Codeword>) = cards.into_iter().unzip();
        let mirrored = words.iter().map(|w| w.mirrored()).collect();
        Self {
            matcher: Matcher::new(isa, layout, cards.clone(), words),
            mirror: Matcher::new(isa, layout, cards, mirrored),
            isa,
            finder: Finder::default(),
            levels: Vec::new(),
            candidates: Vec::new(),
            seen: HashSet::new(),
        }
    }

    /// Reads one picture.
    pub fn scan(&mut self, picture: &GrayImage) -> Scan {
        if picture.width() < 8 || picture.height() < 8 {
            return Scan::default();
        }
        pyramid::build(self.isa, picture, &mut self.levels);
        self.candidates.clear();
        self.seen.clear();
        for (index, level) in self.levels.iter().enumerate() {
            self.finder.find(self.isa, level, index, &mut self.candidates);
        }
        let pixels = picture.width() as usize * picture.height() as usize;
        let mut budget = COMPARISONS + pixels / 100 * COMPARISONS_PER_HUNDRED_PIXELS;
        let mut found = Findings::default();
        self.matcher.begin(Spread::SHARP);
        self.look_at_candidates(&mut budget, &mut found);
        let spread = self.matcher.spread();
        if spread != Spread::SHARP {
            // Once more, with templates as blurred as the picture.
            self.matcher.begin(spread);
            self.seen.clear();
            found = Findings::default();
            self.look_at_candidates(&mut budget, &mut found);
        }
        self.look_at_outlines(&mut budget, &mut found);
        let mirrored = self.look_in_mirror(&found);
        let (reads, sightings) = settle(found.readings);
        Scan { reads, sightings, mirrored }
    }

    fn look_at_candidates(&mut self, budget: &mut usize, found: &mut Findings) {
        // Coarse levels first: what lies inside a large card is part of it.
        for &at in self.candidates.iter().rev() {
            let level = &self.levels[at.level];
            if *budget == 0 || found.cover(level.picture_from_level(Point::new(at.x as f32, at.y as f32))) {
                continue;
            }
            let edges = quad::edges(level, at);
            let [dark, light] = edges.sides;
            let blob = THRESHOLDS.iter().find_map(|t| Blob::around(self.isa, level, at, dark + t * (light - dark), &edges.inside));
            let corners = match blob {
                Some(blob) if !self.seen.insert((at.level, blob.bounds())) => continue,
                blob => blob.map(|b| b.corners()).unwrap_or_default(),
            };
            let mut look = |black: [Point; 4]| {
                let black = black.map(|p| level.picture_from_level(p));
                let outcome = self.matcher.look(&self.levels, &black);
                let card = matches!(outcome, Outcome::Card(_));
                (found.take(&black, outcome), card)
            };
            // Where there is no outline of four sides, or a card that is not believed, a corner may be lost.
            let mut lost = corners.outline.is_none();
            let believed = corners.outline.into_iter().chain(edges.outlines).any(|black| {
                let (believed, card) = look(black);
                lost |= card;
                believed
            });
            if lost && !believed {
                corners.completed().any(|black| look(black).0);
            }
            *budget = budget.saturating_sub(self.matcher.take_comparisons());
        }
    }

    /// What the four edges missed: cards lying nearly flat, from outlines on the finest level that is small enough.
    fn look_at_outlines(&mut self, budget: &mut usize, found: &mut Findings) {
        let Some(level) = self.levels.iter().find(|l| l.pixels.len() <= OUTLINE_PIXELS) else { return };
        for black in outline::outlines(level) {
            let black = black.map(|p| level.picture_from_level(p));
            if *budget > 0 && !found.cover(middle(&black)) {
                let outcome = self.matcher.look(&self.levels, &black);
                found.take(&black, outcome);
                *budget = budget.saturating_sub(self.matcher.take_comparisons());
            }
        }
    }

    /// The places that show a card of ours as a mirror does.
    fn look_in_mirror(&mut self, found: &Findings) -> Vec<[Point; 4]> {
        let mut mirrored: Vec<Reading> = Vec::new();
        let mut looked: Vec<Point> = Vec::new();
        for black in &found.frames {
            let (place, size) = (middle(black), area(black).abs().sqrt());
            if looked.len() == MIRROR_LOOKS {
                break;
            }
            let near = looked.iter().filter(|l| (l.x - place.x).hypot(l.y - place.y) < SAME_PLACE * size).count();
            if near >= SAME_PLACE_LOOKS || found.cover(place) || mirrored.iter().any(|m| m.covers(place)) {
                continue;
            }
            looked.push(place);
            if let Outcome::Card(reading) = self.mirror.look(&self.levels, black)
                && reading.believed
            {
                mirrored.push(reading);
            }
        }
        mirrored.into_iter().map(|m| m.corners).collect()
    }
}

fn middle(corners: &[Point; 4]) -> Point {
    let sum = corners.iter().fold(Point::default(), |s, p| Point::new(s.x + p.x, s.y + p.y));
    Point::new(sum.x / 4.0, sum.y / 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Answer, Deck};
    use crate::vision::Scanner;
    use image::imageops;

    #[test]
    fn a_mirrored_card_is_said_and_not_read() {
        for name in ["quarter", "apriltag-36h11", "aruco-4x4-50"] {
            let deck = Deck::named(name).expect(name);
            let face = deck.face(CardNumber(7)).expect("a card").picture(120);
            let mut room = GrayImage::from_pixel(400, 300, image::Luma([200]));
            imageops::overlay(&mut room, &face, 60, 80);
            let mut scanner = Scanner::new(deck, deck.cards());
            let plain = scanner.scan(&room);
            assert_eq!((plain.reads.len(), plain.mirrored.len()), (1, 0), "{name}");
            assert_eq!(plain.reads[0].answer, Answer::A);
            let mirrored = scanner.scan(&imageops::flip_horizontal(&room));
            assert_eq!((mirrored.reads.len(), mirrored.mirrored.len()), (0, 1), "{name}");
        }
    }
}
