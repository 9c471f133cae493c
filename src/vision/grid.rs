//! Reads the cards of a deck of codewords: candidates in, reads out.

use std::collections::HashSet;

use image::GrayImage;

use super::blob::Blob;
use super::finder::{Candidate, Finder};
use super::follow::{self, Followed};
use super::kernels::Isa;
use super::matcher::{Matcher, Outcome};
use super::point::{area, middle};
use super::pyramid::{self, Level};
use super::reading::{self, Reading, settle};
use super::spread::Spread;
use super::{Point, Read, Scan, Stage, corners, hull, outline, quad};
use crate::cards::{CardNumber, Codeword, Layout, QuarterTurn};

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
/// Several candidates lead to one place, not all well: looks at one place in the mirror, and for glare.
const SAME_PLACE_LOOKS: usize = 4;
const SAME_PLACE_GLARES: usize = 1;
/// Modules by which a mirrored word may differ from a word and pass for it.
const TWINS: u32 = 2;
/// Times that a picture is read, each with templates as blurred as the last time has shown it to be.
const PASSES: usize = 3;
/// Most places that are looked at in the mirror.
const MIRROR_LOOKS: usize = 48;

/// Reads one deck of codewords.
#[derive(Debug)]
pub struct GridReader {
    matcher: Matcher,
    /// Knows the cards as a mirror shows them; only to say so.
    mirror: Matcher,
    /// Cards that a mirror shows as cards, perhaps others: where a mirror is about, they are not read.
    ambiguous: HashSet<CardNumber>,
    isa: Isa,
    finder: Finder,
    levels: Vec<Level>,
    candidates: Vec<Candidate>,
    /// Outlines of what may be cards without a border, in pixels of the picture.
    hulls: Vec<[Point; 4]>,
    layout: Layout,
    is_bordered: bool,
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
        let shown: HashSet<Codeword> = cards.iter().flat_map(|(_, w)| QuarterTurn::ALL.map(|t| w.turned(t))).collect();
        let mirrored: Vec<(CardNumber, Codeword)> = cards.iter().map(|&(card, word)| (card, word.mirrored())).collect();
        // Without a border nothing passes for a word that differs from it.
        let near = if layout.border > 0.0 { TWINS } else { 0 };
        let is_ambiguous = |word: &Codeword| shown.iter().any(|s| s.hamming(*word) <= near);
        let ambiguous = mirrored.iter().filter(|(_, word)| is_ambiguous(word)).map(|(card, _)| *card).collect();
        let told = mirrored.into_iter().filter(|(_, word)| !shown.contains(word)).collect();
        let matcher = |cards: Vec<(CardNumber, Codeword)>| {
            let (cards, words) = cards.into_iter().unzip();
            Matcher::new(isa, layout, cards, words)
        };
        Self {
            matcher: matcher(cards),
            mirror: matcher(told),
            ambiguous,
            isa,
            finder: Finder::default(),
            levels: Vec::new(),
            candidates: Vec::new(),
            hulls: Vec::new(),
            layout,
            is_bordered: layout.border > 0.0,
            seen: HashSet::new(),
        }
    }

    /// Reads one picture; told after each stage.
    pub fn scan(&mut self, picture: &GrayImage, followed: &[Followed], passed: &mut dyn FnMut(Stage)) -> Scan {
        if picture.width() < 8 || picture.height() < 8 {
            return Scan::default();
        }
        pyramid::build(self.isa, picture, &mut self.levels);
        passed(Stage::Pyramid);
        self.find_places();
        passed(Stage::Candidates);
        let pixels = picture.width() as usize * picture.height() as usize;
        let mut budget = COMPARISONS + pixels / 100 * COMPARISONS_PER_HUNDRED_PIXELS;
        let mut found = Findings::default();
        let mut spread = Spread::SHARP;
        for _ in 0..PASSES {
            self.matcher.begin(spread);
            self.seen.clear();
            found = Findings::default();
            self.look_at_places(&mut budget, &mut found);
            let shown = self.matcher.spread();
            if shown == spread {
                break;
            }
            spread = shown;
        }
        passed(Stage::Places);
        if self.is_bordered {
            self.look_at_outlines(&mut budget, &mut found);
        }
        passed(Stage::Outlines);
        self.look_beside_glare(&mut budget, &mut found);
        passed(Stage::Glare);
        let mirrored = self.look_in_mirror(&found);
        passed(Stage::Mirror);
        let mut readings = settle(found.readings);
        self.look_again(followed, &mut readings);
        if !mirrored.is_empty() {
            readings.retain(|r| !self.ambiguous.contains(&r.card));
        }
        let mut reads: Vec<Read> = readings.iter().filter(|r| r.believed).map(Reading::read).collect();
        let sightings = readings.into_iter().map(Reading::sighting).collect();
        if self.is_bordered {
            for read in &mut reads {
                read.corners = corners::exact(self.isa, &self.levels, self.layout, &read.corners).unwrap_or(read.corners);
            }
        }
        passed(Stage::Reads);
        Scan { reads, sightings, mirrored }
    }

    /// Where cards may be.
    fn find_places(&mut self) {
        self.candidates.clear();
        self.seen.clear();
        self.hulls.clear();
        for (index, level) in self.levels.iter().enumerate() {
            if self.is_bordered {
                self.finder.find(self.isa, level, index, &mut self.candidates);
            } else {
                self.hulls.extend(hull::hulls(level).into_iter().map(|h| h.map(|p| level.picture_from_level(p))));
            }
        }
    }

    fn look_at_places(&mut self, budget: &mut usize, found: &mut Findings) {
        self.look_at_candidates(budget, found);
        for black in self.hulls.iter().rev() {
            if *budget > 0 && !found.cover(middle(black)) {
                let outcome = self.matcher.look(&self.levels, black);
                found.take(black, outcome);
                *budget = budget.saturating_sub(self.matcher.take_comparisons());
            }
        }
    }

    /// Looks at the candidates, and keeps those that were worth a comparison for the next time.
    fn look_at_candidates(&mut self, budget: &mut usize, found: &mut Findings) {
        // Coarse levels first: what lies inside a large card is part of it.
        let mut kept = Vec::new();
        for at in self.candidates.drain(..).rev() {
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
            // The half sides as they lie say little beside lines through the whole outline.
            let [slipped, upright] = edges.outlines;
            let believed = [corners.outline.unwrap_or(slipped), upright].into_iter().any(|black| {
                let (believed, card) = look(black);
                lost |= card;
                believed
            });
            if lost && !believed {
                corners.completed().any(|black| look(black).0);
            }
            let comparisons = self.matcher.take_comparisons();
            if comparisons > 0 {
                kept.push(at);
            }
            *budget = budget.saturating_sub(comparisons);
        }
        kept.reverse();
        self.candidates = kept;
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

    /// What a spot of glare hid, at the places that look like cards and have none yet.
    fn look_beside_glare(&mut self, budget: &mut usize, found: &mut Findings) {
        let mut looked = Places::new(SAME_PLACE_GLARES);
        for black in &found.frames {
            if *budget == 0 || found.cover(middle(black)) || !looked.allow(black) {
                continue;
            }
            match self.matcher.look_beside_glare(&self.levels, black) {
                Outcome::Nothing => continue,
                Outcome::Frame => {}
                Outcome::Card(reading) => found.readings.push(reading),
            }
            looked.middles.push(middle(black));
            *budget = budget.saturating_sub(self.matcher.take_comparisons());
        }
    }

    /// The cards of earlier frames that this one has not shown by itself, where they should be by now.
    fn look_again(&mut self, followed: &[Followed], readings: &mut Vec<Reading>) {
        let seen: Vec<_> = readings.iter().map(|r| (r.card, r.answer(), r.centre)).collect();
        let way = follow::motion(followed, &seen);
        for place in followed.iter().map(|f| f.moved(way)) {
            let is_here = |r: &Reading| r.centre.distance(place.centre()) < reading::SAME_PLACE * r.shortest.min(place.size);
            let here = readings.iter().position(is_here);
            if here.map(|i| &readings[i]).is_some_and(|r| r.believed || (r.card, r.answer()) == (place.card, place.answer)) {
                continue;
            }
            let again = self.matcher.look_again(&self.levels, &place);
            let Some(reading) = again.filter(is_here) else { continue };
            match here {
                Some(i) if readings[i].log_odds >= reading.log_odds => {}
                Some(i) => readings[i] = reading,
                None if readings.iter().any(|r| r.covers(reading.centre)) => {}
                None => readings.push(reading),
            }
        }
    }

    /// The places that show a card of ours as a mirror does.
    fn look_in_mirror(&mut self, found: &Findings) -> Vec<[Point; 4]> {
        let mut mirrored: Vec<Reading> = Vec::new();
        let mut looked = Places::new(SAME_PLACE_LOOKS);
        for black in &found.frames {
            let place = middle(black);
            if looked.middles.len() == MIRROR_LOOKS {
                break;
            }
            if found.cover(place) || mirrored.iter().any(|m| m.covers(place)) || !looked.allow(black) {
                continue;
            }
            looked.middles.push(place);
            if let Outcome::Card(reading) = self.mirror.look(&self.levels, black)
                && reading.believed
            {
                mirrored.push(reading);
            }
        }
        mirrored.into_iter().map(|m| m.corners).collect()
    }
}

/// Places that were looked at, so many times each at most.
struct Places {
    most: usize,
    middles: Vec<Point>,
}

impl Places {
    fn new(most: usize) -> Self {
        Self { most, middles: Vec::new() }
    }

    /// Whether a place may be looked at again.
    fn allow(&self, black: &[Point; 4]) -> bool {
        let (place, size) = (middle(black), area(black).abs().sqrt());
        self.middles.iter().filter(|l| l.distance(place) < SAME_PLACE * size).count() < self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Answer, Code, Deck};
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

    #[test]
    fn a_card_is_read_beside_a_spot_of_glare() {
        let deck = Deck::named("quarter").expect("our deck");
        let mut scanner = Scanner::new(deck, deck.cards().take(40));
        let mut read = 0;
        for card in 1..=24 {
            let face = imageops::thumbnail(&deck.face(CardNumber(card)).expect("a card").picture(360), 36, 36);
            let mut room = GrayImage::from_pixel(96, 80, image::Luma([60]));
            imageops::overlay(&mut room, &GrayImage::from_pixel(44, 60, image::Luma([185])), 26, 10);
            for (x, y, &image::Luma([tone])) in face.enumerate_pixels() {
                // Printed black and paper, and a lamp mirrored beside the middle.
                let far = (x as f32 - 14.0).powi(2) + (y as f32 - 21.0).powi(2);
                let light = 45.0 + 140.0 * f32::from(tone) / 255.0 + 190.0 * (-far / (2.0 * 5.0f32.powi(2))).exp();
                room.put_pixel(30 + x, 22 + y, image::Luma([light.min(255.0) as u8]));
            }
            let scan = scanner.scan(&imageops::blur(&room, 0.6));
            assert!(scan.reads.iter().all(|r| (r.card, r.answer) == (CardNumber(card), Answer::A)), "{card}: {:?}", scan.reads);
            read += scan.reads.len();
        }
        assert!(read >= 15, "{read} of 24; without taking the spot out 2");
    }

    #[test]
    fn a_shaken_picture_is_read_as_one() {
        let deck = Deck::named("quarter").expect("our deck");
        let mut scanner = Scanner::new(deck, deck.cards().take(40));
        let mut room = GrayImage::from_pixel(320, 240, image::Luma([90]));
        for n in 0..24 {
            let face = imageops::thumbnail(&deck.face(CardNumber(n + 1)).expect("a card").picture(360), 18, 18);
            let (left, top) = (16 + 50 * i64::from(n % 6), 14 + 56 * i64::from(n / 6));
            imageops::overlay(&mut room, &GrayImage::from_pixel(24, 32, image::Luma([200])), left - 3, top - 7);
            imageops::overlay(&mut room, &face, left, top);
        }
        // Along a line that runs down to the right.
        let tone = |x: u32, y: u32| f32::from(room.get_pixel(x.min(319), y.min(239)).0[0]);
        let shaken = GrayImage::from_fn(320, 240, |x, y| {
            let sum: f32 = (0..4).map(|k| tone(x + k, y + k)).sum();
            image::Luma([(sum / 4.0) as u8])
        });
        let reads = scanner.scan(&shaken).reads;
        assert!(reads.iter().all(|r| r.answer == Answer::A));
        assert!(reads.len() >= 20, "{} of 24; as if it were sharp 1", reads.len());
    }

    #[test]
    fn a_card_too_faint_to_be_found_is_seen_where_it_was() {
        let deck = Deck::named("quarter").expect("our deck");
        let face = imageops::thumbnail(&deck.face(CardNumber(5)).expect("a card").picture(360), 36, 36);
        // The same card, then a little to the right, with hardly any contrast.
        let draw = |left: u32, contrast: f32| {
            let mut room = GrayImage::from_pixel(160, 120, image::Luma([150]));
            for (x, y, &image::Luma([tone])) in face.enumerate_pixels() {
                room.put_pixel(left + x, 40 + y, image::Luma([(150.0 - contrast * (1.0 - f32::from(tone) / 255.0)) as u8]));
            }
            imageops::blur(&room, 0.6)
        };
        let mut scanner = Scanner::new(deck, deck.cards().take(40));
        let clear = scanner.scan(&draw(60, 110.0));
        let (read, sighting) = (&clear.reads[0], &clear.sightings[0]);
        let followed = [Followed { card: read.card, answer: read.answer, corners: sighting.corners, size: sighting.size }];
        let faint = draw(61, 9.0);
        assert_eq!(scanner.scan(&faint).sightings, []);
        let again = scanner.scan_following(&faint, &followed);
        assert_eq!(again.sightings.iter().map(|s| (s.card, s.answer)).collect::<Vec<_>>(), [(CardNumber(5), Answer::A)]);
        // Where it is not any more nothing is seen, and nothing else is taken for it.
        let empty = GrayImage::from_pixel(160, 120, image::Luma([150]));
        assert_eq!(scanner.scan_following(&empty, &followed), Scan::default());
        let other = [Followed { card: CardNumber(6), ..followed[0] }];
        assert!(scanner.scan_following(&faint, &other).reads.is_empty());
    }

    /// A light wall with some cards of the Plickers deck.
    fn bare_room(cards: &[u16]) -> GrayImage {
        let deck = Deck::named("plickers").expect("a deck");
        let mut room = GrayImage::from_pixel(640, 300, image::Luma([200]));
        for (i, &card) in cards.iter().enumerate() {
            let face = imageops::thumbnail(&deck.face(CardNumber(card)).expect("a card").picture(400), 120, 120);
            let (left, top) = (30 + 150 * i as i64, 80);
            imageops::overlay(&mut room, &GrayImage::from_pixel(140, 140, image::Luma([255])), left - 10, top - 10);
            imageops::overlay(&mut room, &face, left, top);
        }
        room
    }

    #[test]
    fn cards_without_a_border_are_read_in_every_turn() {
        let deck = Deck::named("plickers").expect("a deck");
        let mut scanner = Scanner::new(deck, deck.cards());
        let cards = [1, 18, 26, 40];
        let room = bare_room(&cards);
        let turned = [room.clone(), imageops::rotate270(&room), imageops::rotate180(&room), imageops::rotate90(&room)];
        for (room, answer) in turned.iter().zip(Answer::ALL) {
            let mut read: Vec<_> = scanner.scan(room).reads.iter().map(|r| (r.card.0, r.answer)).collect();
            read.sort();
            assert_eq!(read, cards.map(|c| (c, answer)));
        }
    }

    #[test]
    fn where_a_mirror_is_about_no_card_is_taken_for_its_mirrored_twin() {
        // 18 and 26 are mirrored twins, 1 is its own; 40 has none and tells.
        let deck = Deck::named("plickers").expect("a deck");
        let mirrored = imageops::flip_horizontal(&bare_room(&[1, 18, 26, 40]));
        let scan = Scanner::new(deck, deck.cards()).scan(&mirrored);
        assert_eq!((scan.reads, scan.mirrored.len()), (vec![], 1));
    }

    #[test]
    fn a_module_between_black_and_white_makes_a_card_without_a_border_doubtful() {
        let deck = Deck::named("plickers").expect("a deck");
        let Code::Grid { words, .. } = deck.code() else { panic!("a grid") };
        let word = words[0];
        let side = 140 / 7;
        let draw = |gray: u8| {
            let mut room = GrayImage::from_pixel(300, 300, image::Luma([220]));
            for (x, y) in (0..100).flat_map(|y| (0..100).map(move |x| (x, y))) {
                let module = (y / side, x / side);
                let ink = if word.is_white(module.0 as usize, module.1 as usize) { 220 } else { 40 };
                room.put_pixel(100 + x, 100 + y, image::Luma([if module == (0, 2) { gray } else { ink }]));
            }
            Scanner::new(deck, deck.cards()).scan(&room).reads.len()
        };
        assert_eq!((draw(40), draw(150)), (1, 0));
    }
}
