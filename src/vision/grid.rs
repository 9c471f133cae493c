//! Reads the cards of a deck of codewords: candidates in, reads out.

use super::accept::{self, Evidence};
use super::align::{self, View};
use super::bank::Light;
use super::banks::{Banks, spread_px};
use super::finder::{Candidate, Finder};
use super::homography::Homography;
use super::kernels::Isa;
use super::pyramid::{self, Level};
use super::reading::{Reading, settle};
use super::{Point, Scan, outline, quad};
use crate::cards::appearance::Blur;
use crate::cards::{CardNumber, Codeword, Layout};
use image::GrayImage;

/// Pixels a module should have where the picture allows it: fewer lose detail, many more leave gaps between the samples.
const MODULE_PX: f32 = 1.75;

/// Longest side of a level on which outlines are looked for.
const OUTLINE_SIDE: usize = 1024;

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
/// Reads one deck of codewords.
#[derive(Debug)]
pub struct GridReader {
    layout: Layout,
    cards: Vec<CardNumber>,
    banks: Banks,
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
            banks: Banks::new(layout, words),
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
        if self.cards.is_empty() || picture.width() < 8 || picture.height() < 8 {
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
            let place = self.levels[at.level].picture_from_level(Point::new(at.x as f32, at.y as f32));
            if !readings.iter().any(|r| r.covers(place)) {
                readings.extend(self.examine(at).filter(|r| accept::is_accepted(&r.evidence)));
            }
        }
        self.candidates = candidates;
        self.scan_outlines(&mut readings);
        Scan { reads: settle(readings), mirrored: Vec::new() }
    }

    /// Reads what the four edges missed, from outlines on the finest levels that are small enough.
    fn scan_outlines(&mut self, readings: &mut Vec<Reading>) {
        let finest = self.levels.iter().position(|l| l.width.max(l.height) <= OUTLINE_SIDE).unwrap_or(0);
        for index in finest..self.levels.len().min(finest + 1) {
            for black in outline::outlines(&self.levels[index]) {
                let black = black.map(|p| self.levels[index].picture_from_level(p));
                let sum = black.iter().fold(Point::default(), |s, p| Point::new(s.x + p.x, s.y + p.y));
                if !readings.iter().any(|r| r.covers(Point::new(sum.x / 4.0, sum.y / 4.0))) {
                    readings.extend(self.read_from(&black).filter(|r| accept::is_accepted(&r.evidence)));
                }
            }
        }
    }

    fn examine(&mut self, at: Candidate) -> Option<Reading> {
        let level = &self.levels[at.level];
        let [close, upright] = quad::outlines(level, at).map(|corners| corners.map(|p| level.picture_from_level(p)));
        let first = self.read_from(&close);
        if first.as_ref().is_some_and(|r| accept::is_accepted(&r.evidence)) {
            return first;
        }
        let second = self.read_from(&upright);
        [first, second].into_iter().flatten().max_by(|a, b| a.evidence.score.total_cmp(&b.evidence.score))
    }

    /// Reads the card whose black square has these corners in the picture.
    fn read_from(&mut self, black: &[Point; 4]) -> Option<Reading> {
        let inset = self.layout.black() / self.layout.square();
        let shrink = Homography([1.0 / inset, 0.0, 0.0, 0.0, 1.0 / inset, 0.0, 0.0, 0.0, 1.0]);
        let side = |a: Point, b: Point| (a.x - b.x).hypot(a.y - b.y);
        let module_px = (0..4).map(|i| side(black[i], black[(i + 1) % 4])).sum::<f32>() / 4.0 / self.layout.black();
        let on = ((module_px / MODULE_PX).max(1.0).log2() as usize).min(self.levels.len() - 1);
        let level = &self.levels[on];
        let mut map = Homography::from_square(&black.map(|p| level.level_from_picture(p)))?.after(&shrink);
        if !ring_stands_out(level, &map, self.layout) {
            return None;
        }
        let [top, right, bottom, left] = sides_of(&map, 1.0);
        let blur = Blur { across: spread_px(on) * 2.0 / (top + bottom), down: spread_px(on) * 2.0 / (left + right) };
        let (banks, mut aspect) = self.banks.near(blur);
        let mut view = View::new(&self.light, &align::sample(self.isa, level, &map)?);
        if banks.lying(aspect).frame_score(&view.signal) < FRAME {
            return None;
        }
        let mut best = align::decide(self.isa, &banks, aspect, &view, &mut self.scores);
        for steps in 0.. {
            if best.score < SCORES[steps.min(SCORES.len() - 1)] {
                return None;
            }
            if best.turn != 0 {
                // Look at the card upright from here on.
                map = map.source_turned(4 - best.turn);
                aspect = aspect.turned(best.turn);
                view = View::new(&self.light, &align::sample(self.isa, level, &map)?);
            }
            if steps == STEPS || best.score > DONE {
                break;
            }
            let Some(next) = align::step(banks.lying(aspect), best.word, &view, &map) else { break };
            let Some(samples) = align::sample(self.isa, level, &next) else { break };
            let next_view = View::new(&self.light, &samples);
            let next_best = align::decide(self.isa, &banks, aspect, &next_view, &mut self.scores);
            let gained = next_best.score - best.score;
            if gained < 0.0 && steps >= 2 {
                break;
            }
            (map, view, best) = (next, next_view, next_best);
            if gained < STALLED && steps >= 2 && best.turn == 0 {
                break;
            }
        }
        let sides = sides_of(&map, self.levels[on].scale);
        let (shortest, longest) = (sides.iter().copied().fold(f32::INFINITY, f32::min), sides.iter().copied().fold(0.0, f32::max));
        let (black_tone, white_tone) = banks.lying(aspect).ends(best.word, &view);
        let evidence = Evidence {
            score: best.score,
            margin: best.score - best.second,
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

/// Lengths of the printed square's top, right, bottom and left side.
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
