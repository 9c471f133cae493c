//! Reads the cards of a deck of codewords: candidates in, reads out.

use super::accept::{self, Evidence};
use super::align::{self, View};
use super::bank::{Bank, Light};
use super::finder::{Candidate, Finder};
use super::homography::Homography;
use super::kernels::Isa;
use super::pyramid::{self, Level};
use super::{Point, Read, Scan, answer_of, quad};
use crate::cards::{CardNumber, Codeword, Layout};
use image::GrayImage;

/// Blurs for which templates are kept, in sides of the printed square: each serves sizes up to 1.25 times the last one's.
const BLURS: [f32; 8] = [0.022, 0.028, 0.035, 0.044, 0.055, 0.068, 0.085, 0.106];
/// Point spread in pixels on level 0 and on the others, of optics, pixel and interpolation together.
const SPREAD_PX: [f32; 2] = [0.6, 0.5];

/// Points of the quick test along each side, in card coordinates from −1 to 1, times the ring's radius.
const RING: [f32; 5] = [-0.8, -0.4, 0.0, 0.4, 0.8];
/// Least difference of the white and the black ring in gray levels.
const RING_STEP: f32 = 12.0;
/// … and in pooled standard deviations.
const RING_LEAD: f32 = 0.8;
/// Least likeness to any card.
const FRAME: f32 = 0.58;
/// Least correlation with some card before alignment and after each step; beyond the last one alignment goes on while it
/// may still help. Of the starts that end well, one in a hundred fails each of these.
const SCORES: [f32; 4] = [0.62, 0.71, 0.80, 0.84];
/// Most steps of alignment.
const STEPS: usize = 6;
/// A score that needs no more steps once it was reached, and the gain below which more steps do not help.
const DONE: f32 = 0.97;
const STALLED: f32 = 0.002;
/// Two readings nearer than this part of their size show one card.
const SAME_PLACE: f32 = 0.5;
/// Readings of one place that disagree by less than this are both dropped.
const DISPUTE: f32 = 0.02;

/// One reading at one place, accepted or not.
#[derive(Clone, Debug)]
struct Reading {
    card: CardNumber,
    corners: [Point; 4],
    centre: Point,
    shortest: f32,
    evidence: Evidence,
}

impl Reading {
    /// Whether a place lies on the card's black square, by its inscribed circle.
    fn covers(&self, place: Point) -> bool {
        (self.centre.x - place.x).hypot(self.centre.y - place.y) < 0.4 * self.shortest
    }
}

/// Reads one deck of codewords.
#[derive(Debug)]
pub struct GridReader {
    layout: Layout,
    cards: Vec<CardNumber>,
    words: Vec<Codeword>,
    banks: [Option<Bank>; BLURS.len()],
    light: Light,
    isa: Isa,
    finder: Finder,
    levels: Vec<Level>,
    candidates: Vec<Candidate>,
    scores: Vec<f32>,
}

impl GridReader {
    /// A reader of these cards.
    pub fn new(isa: Isa, layout: Layout, cards: Vec<(CardNumber, Codeword)>) -> Self {
        let (cards, words) = cards.into_iter().unzip();
        Self {
            layout,
            cards,
            words,
            banks: Default::default(),
            light: Light::new(),
            isa,
            finder: Finder::default(),
            levels: Vec::new(),
            candidates: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// Reads one picture.
    pub fn scan(&mut self, picture: &GrayImage) -> Scan {
        if self.words.is_empty() || picture.width() < 8 || picture.height() < 8 {
            return Scan::default();
        }
        pyramid::build(self.isa, picture, &mut self.levels);
        self.candidates.clear();
        for (index, level) in self.levels.iter().enumerate() {
            self.finder.find(self.isa, level, index, &mut self.candidates);
        }
        // Coarse levels first: what lies inside a large card is part of it.
        let candidates = std::mem::take(&mut self.candidates);
        let mut readings: Vec<Reading> = Vec::new();
        for &at in candidates.iter().rev() {
            let scale = self.levels[at.level].scale;
            let place = Point::new((at.x as f32 + 0.5) * scale - 0.5, (at.y as f32 + 0.5) * scale - 0.5);
            if !readings.iter().any(|r| r.covers(place)) {
                readings.extend(self.examine(at).filter(|r| accept::is_accepted(&r.evidence)));
            }
        }
        self.candidates = candidates;
        settle(readings)
    }

    fn examine(&mut self, at: Candidate) -> Option<Reading> {
        let [close, upright] = quad::outlines(&self.levels[at.level], at);
        let first = self.read_from(&close, at.level);
        if first.as_ref().is_some_and(|r| accept::is_accepted(&r.evidence)) {
            return first;
        }
        let second = self.read_from(&upright, at.level);
        [first, second].into_iter().flatten().max_by(|a, b| a.evidence.score.total_cmp(&b.evidence.score))
    }

    /// Reads the card whose black square has these corners on a level.
    fn read_from(&mut self, black: &[Point; 4], found_on: usize) -> Option<Reading> {
        // The next finer level shows a card twice as large, and is enough.
        let on = found_on.saturating_sub(1);
        let corners = black.map(|p| self.levels[on].level_from_picture(self.levels[found_on].picture_from_level(p)));
        let inset = self.layout.black() / self.layout.square();
        let shrink = Homography([1.0 / inset, 0.0, 0.0, 0.0, 1.0 / inset, 0.0, 0.0, 0.0, 1.0]);
        let mut map = Homography::from_square(&corners)?.after(&shrink);
        let level = &self.levels[on];
        if !ring_stands_out(level, &map, self.layout) {
            return None;
        }
        let sides = sides(&map);
        let size = sides.iter().sum::<f32>() / 4.0;
        let blur = SPREAD_PX[on.min(1)] / size;
        let nearest = (0..BLURS.len()).min_by(|&a, &b| (BLURS[a] / blur).ln().abs().total_cmp(&(BLURS[b] / blur).ln().abs()))?;
        let bank = self.banks[nearest].get_or_insert_with(|| Bank::new(self.layout, &self.words, BLURS[nearest]));
        let mut view = View::new(&self.light, &align::sample(self.isa, level, &map)?);
        let mut frame = bank.frame_score(&view.signal);
        if frame < FRAME {
            return None;
        }
        let mut best = align::decide(self.isa, bank, &view, &mut self.scores);
        for steps in 0.. {
            if best.score < SCORES[steps.min(SCORES.len() - 1)] {
                return None;
            }
            if best.turn != 0 {
                // Look at the card upright from here on.
                map = map.source_turned(4 - best.turn);
                view = View::new(&self.light, &align::sample(self.isa, level, &map)?);
            }
            if steps == STEPS || best.score > DONE {
                break;
            }
            let Some(next) = align::step(bank, best.word, &view, &map) else { break };
            let Some(samples) = align::sample(self.isa, level, &next) else { break };
            let next_view = View::new(&self.light, &samples);
            let next_best = align::decide(self.isa, bank, &next_view, &mut self.scores);
            let gained = next_best.score - best.score;
            if gained < 0.0 && steps >= 2 {
                break;
            }
            (map, view, best) = (next, next_view, next_best);
            if gained < STALLED && steps >= 2 && best.turn == 0 {
                break;
            }
        }
        frame = frame.max(bank.frame_score(&view.signal));
        let sides = sides_of(&map, self.levels[on].scale);
        let (shortest, longest) = (sides.iter().copied().fold(f32::INFINITY, f32::min), sides.iter().copied().fold(0.0, f32::max));
        let (black_tone, white_tone) = bank.ends(best.word, &view);
        let evidence = Evidence {
            score: best.score,
            margin: best.score - best.second,
            frame,
            ratio: (black_tone / white_tone.max(1.0)).max(0.0),
            white: white_tone / 255.0,
            side_px: shortest,
            aspect: longest / shortest.max(0.1),
        };
        let place = |u: f32, v: f32| self.levels[on].picture_from_level(map.apply(u, v));
        Some(Reading {
            card: self.cards[best.word],
            corners: [place(-inset, -inset), place(inset, -inset), place(inset, inset), place(-inset, inset)],
            centre: place(0.0, 0.0),
            shortest,
            evidence,
        })
    }
}

/// Lengths of the printed square's four sides on its level.
fn sides(map: &Homography) -> [f32; 4] {
    sides_of(map, 1.0)
}

fn sides_of(map: &Homography, scale: f32) -> [f32; 4] {
    let corners = [map.apply(-1.0, -1.0), map.apply(1.0, -1.0), map.apply(1.0, 1.0), map.apply(-1.0, 1.0)];
    std::array::from_fn(|i| {
        let (a, b) = (corners[i], corners[(i + 1) % 4]);
        (a.x - b.x).hypot(a.y - b.y) * scale
    })
}

/// Whether the middle of the quiet zone is lighter than the middle of the border all around: forty pixels that spare
/// most candidates the rest.
fn ring_stands_out(level: &Level, map: &Homography, layout: Layout) -> bool {
    let square = layout.square();
    let white = 1.0 - layout.quiet / square;
    let black = layout.black() / square - layout.border / square;
    let (mut sums, mut squares) = ([0.0f32; 2], [0.0f32; 2]);
    for (ring, radius) in [white, black].into_iter().enumerate() {
        for along in RING {
            let t = along * radius;
            for (u, v) in [(t, -radius), (t, radius), (-radius, t), (radius, t)] {
                let p = map.apply(u, v);
                let x = (p.x.round().max(0.0) as usize).min(level.width - 1);
                let y = (p.y.round().max(0.0) as usize).min(level.height - 1);
                let value = f32::from(level.pixels[y * level.width + x]);
                sums[ring] += value;
                squares[ring] += value * value;
            }
        }
    }
    let n = 4.0 * RING.len() as f32;
    let step = (sums[0] - sums[1]) / n;
    let variance: f32 = (0..2).map(|r| squares[r] / n - (sums[r] / n).powi(2)).sum::<f32>() / 2.0;
    step > RING_STEP && step > RING_LEAD * variance.max(0.0).sqrt()
}

/// Of readings at one place the best stands, unless another card or turn is about as good; then none.
fn settle(mut readings: Vec<Reading>) -> Scan {
    readings.sort_by(|a, b| b.evidence.score.total_cmp(&a.evidence.score));
    let mut kept: Vec<(Reading, bool)> = Vec::new();
    for reading in readings {
        let here = kept.iter_mut().find(|(k, _)| {
            let near = SAME_PLACE * k.shortest.min(reading.shortest);
            (k.centre.x - reading.centre.x).hypot(k.centre.y - reading.centre.y) < near
        });
        match here {
            None => kept.push((reading, false)),
            Some((best, disputed)) => {
                let differs = best.card != reading.card || answer_of(&best.corners) != answer_of(&reading.corners);
                *disputed |= differs && best.evidence.score - reading.evidence.score < DISPUTE;
            }
        }
    }
    let reads = kept
        .into_iter()
        .filter(|(_, disputed)| !disputed)
        .map(|(r, _)| Read {
            card: r.card,
            answer: answer_of(&r.corners),
            corners: r.corners,
            confidence: accept::confidence(&r.evidence),
            duplicate: false,
        })
        .collect();
    Scan { reads, mirrored: Vec::new() }
}
