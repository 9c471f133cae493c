//! Which card lies at a place: from four rough corners to an aligned, weighed reading.

use super::accept::Evidence;
use super::align::{self, View};
use super::bank::{Bank, Light};
use super::banks::{Banks, spread_px};
use super::homography::Homography;
use super::kernels::Isa;
use super::pyramid::Level;
use super::reading::Reading;
use super::{Point, accept};
use crate::cards::appearance::{Blur, GRID, SAMPLES, sample_at};
use crate::cards::{CardNumber, Codeword, Layout};

/// Pixels a module should have where the picture allows it: fewer lose detail, many more leave gaps between the samples.
const MODULE_PX: f32 = 1.75;
/// Points of the quick test along each side, in card coordinates from −1 to 1, times the ring's radius.
const RING: [f32; 5] = [-0.8, -0.4, 0.0, 0.4, 0.8];
/// Least difference of the white and the black ring in gray levels.
const RING_STEP: f32 = 12.0;
/// … and in pooled standard deviations.
const RING_LEAD: f32 = 0.8;
/// Least likeness to any card.
const FRAME: f32 = 0.58;
/// Likeness from which on a place that shows no card of ours is worth a look in the mirror.
const CLEAR_FRAME: f32 = 0.75;
/// Least correlation with some card before alignment and after each step; beyond the last one alignment goes on while it
/// may still help. Of the starts that end well, one in a hundred fails each of these.
const SCORES: [f32; 4] = [0.62, 0.71, 0.80, 0.84];
/// Most steps of alignment.
const STEPS: usize = 6;
/// A score that needs no more steps once it was reached, and the gain below which more steps do not help.
const DONE: f32 = 0.97;
const STALLED: f32 = 0.002;

/// What lies at a place.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Nothing like a card.
    Nothing,
    /// The border and rim of a card, but no card that is known.
    Frame,
    /// A believed card.
    Read(Reading),
}

/// Compares places with some cards.
#[derive(Debug)]
pub struct Matcher {
    layout: Layout,
    cards: Vec<CardNumber>,
    banks: Banks,
    light: Light,
    isa: Isa,
    scores: Vec<f32>,
    /// Which code module each sample lies on, row by row; the last one stands for none.
    modules: [usize; SAMPLES],
    /// Comparisons with all cards made so far: what the time goes into.
    comparisons: usize,
}

impl Matcher {
    /// A matcher of these cards.
    pub fn new(isa: Isa, layout: Layout, cards: Vec<CardNumber>, words: Vec<Codeword>) -> Self {
        let banks = Banks::new(layout, words);
        Self { layout, cards, banks, light: Light::new(), isa, scores: Vec::new(), modules: modules(layout), comparisons: 0 }
    }

    /// Comparisons since this was last asked.
    pub fn take_comparisons(&mut self) -> usize {
        std::mem::take(&mut self.comparisons)
    }

    /// Looks at the place whose black square has these corners in the picture, clockwise.
    pub fn look(&mut self, levels: &[Level], black: &[Point; 4]) -> Outcome {
        let inset = self.layout.black() / self.layout.square();
        let shrink = Homography([1.0 / inset, 0.0, 0.0, 0.0, 1.0 / inset, 0.0, 0.0, 0.0, 1.0]);
        // By area, since a card seen aslant has long sides and few pixels between them.
        let module_px = area(black).sqrt() / self.layout.black();
        let on = ((module_px / MODULE_PX).max(1.0).log2() as usize).min(levels.len() - 1);
        let level = &levels[on];
        let Some(map) = Homography::from_square(&black.map(|p| level.level_from_picture(p))) else { return Outcome::Nothing };
        let map = map.after(&shrink);
        if !ring_stands_out(level, &map, self.layout) {
            return Outcome::Nothing;
        }
        let Some(samples) = align::sample(self.isa, level, &map) else { return Outcome::Nothing };
        let view = View::new(&self.light, &samples);
        // A round blur of the picture, as it spreads along the card's rows and columns: the longer the other pair of sides for
        // the area, the more. For a card seen straight on that is the spread over its side.
        let [top, right, bottom, left] = sides_of(&map, 1.0);
        let per_area = spread_px(on) / 2.0 / area(&square(&map)).max(1.0);
        let blur = Blur { across: (left + right) * per_area, down: (top + bottom) * per_area };
        let (pair, aspect) = self.banks.near(blur);
        let frame = pair.lying(aspect).frame_score(&view.signal);
        if frame < FRAME {
            return Outcome::Nothing;
        }
        match self.align(blur, level, map, view) {
            Some(reading) if accept::is_accepted(&reading.evidence) => Outcome::Read(reading),
            _ if frame >= CLEAR_FRAME => Outcome::Frame,
            _ => Outcome::Nothing,
        }
    }

    /// Aligns the place to the card that fits best, as long as it may still become one that is believed.
    fn align(&mut self, blur: Blur, level: &Level, mut map: Homography, mut view: View) -> Option<Reading> {
        let (pair, mut aspect) = self.banks.near(blur);
        let mut best = align::decide(self.isa, &pair, aspect, &view, &mut self.scores);
        for steps in 0.. {
            self.comparisons += 1;
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
            let Some(next) = align::step(pair.lying(aspect), best.word, &view, &map) else { break };
            let Some(samples) = align::sample(self.isa, level, &next) else { break };
            let next_view = View::new(&self.light, &samples);
            let next_best = align::decide(self.isa, &pair, aspect, &next_view, &mut self.scores);
            let gained = next_best.score - best.score;
            if gained < 0.0 && steps >= 2 {
                break;
            }
            (map, view, best) = (next, next_view, next_best);
            if gained < STALLED && steps >= 2 && best.turn == 0 {
                break;
            }
        }
        let sides = sides_of(&map, level.scale);
        let (shortest, longest) = (sides.iter().copied().fold(f32::INFINITY, f32::min), sides.iter().copied().fold(0.0, f32::max));
        let bank = pair.lying(aspect);
        let (black_tone, white_tone) = bank.ends(best.word, &view);
        let evidence = Evidence {
            score: best.score,
            margin: best.score - best.second,
            worst: worst_module(&self.modules, bank, best.word, &view),
            ratio: (black_tone / white_tone.max(1.0)).max(0.0),
            white: white_tone / 255.0,
            contrast: (white_tone - black_tone) / 255.0,
            side_px: shortest,
            aspect: longest / shortest.max(0.1),
        };
        let inset = self.layout.black() / self.layout.square();
        let place = |u: f32, v: f32| level.picture_from_level(map.apply(u, v));
        Some(Reading {
            card: self.cards[best.word],
            corners: [place(-inset, -inset), place(inset, -inset), place(inset, inset), place(-inset, inset)],
            centre: place(0.0, 0.0),
            shortest,
            evidence,
        })
    }
}

/// The corners of the printed square.
fn square(map: &Homography) -> [Point; 4] {
    [map.apply(-1.0, -1.0), map.apply(1.0, -1.0), map.apply(1.0, 1.0), map.apply(-1.0, 1.0)]
}

/// Area of an outline in square pixels.
fn area(corners: &[Point; 4]) -> f32 {
    let twice: f32 = (0..4).map(|i| (corners[i], corners[(i + 1) % 4])).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    twice.abs() / 2.0
}

/// Lengths of the printed square's top, right, bottom and left side.
fn sides_of(map: &Homography, scale: f32) -> [f32; 4] {
    let corners = square(map);
    std::array::from_fn(|i| {
        let (a, b) = (corners[i], corners[(i + 1) % 4]);
        (a.x - b.x).hypot(a.y - b.y) * scale
    })
}

/// Greatest mean misfit over the samples of one code module. A card of another deck that happens to look like one of
/// ours differs in a module or two and fits well elsewhere; glare and blur spread over many.
fn worst_module(modules: &[usize; SAMPLES], bank: &Bank, word: usize, view: &View) -> f32 {
    let gain = bank.gain(word, view);
    let (mut sums, mut counts) = ([0.0f32; MODULES + 1], [0.0f32; MODULES + 1]);
    for (i, &module) in modules.iter().enumerate() {
        sums[module] += view.signal[i] - gain * bank.templates[word].length * bank.units[word][i];
        counts[module] += 1.0;
    }
    (0..MODULES).filter(|&m| counts[m] > 0.0).map(|m| (sums[m] / counts[m] / gain).abs()).fold(0.0, f32::max)
}

/// Most code modules of a card.
const MODULES: usize = 64;

/// The code module that each sample of the grid lies on, [`MODULES`] for border and quiet zone.
fn modules(layout: Layout) -> [usize; SAMPLES] {
    let n = usize::from(layout.modules);
    let module = |i: usize| {
        let at = sample_at(i) * layout.square() - layout.quiet - layout.border;
        (at >= 0.0 && at < n as f32).then_some(at as usize)
    };
    std::array::from_fn(|i| match (module(i / GRID), module(i % GRID)) {
        (Some(row), Some(column)) => row * n + column,
        _ => MODULES,
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
