//! Which card lies at a place: from four rough corners to an aligned, weighed reading.
//!
//! In two stages of the same kind: on a coarse lattice, one sample a module, which most places do not survive, and on a
//! fine one, which alone decides what is believed.

use super::accept::Kind;
use super::banks::{Aspect, Banks};
use super::fit::{self, Fit, Surroundings};
use super::follow::Followed;
use super::glare::Spot;
use super::homography::Homography;
use super::kernels::Isa;
use super::lattice::Lattice;
use super::point::{area, sides};
use super::promise::{Promise, Rings};
use super::pyramid::Level;
use super::reading::Reading;
use super::shade::Shades;
use super::spread::{self, Spread, Witness};
use super::view::{self, Decision, Light, Scores, View};
use super::{Point, accept, answer_of};
use crate::cards::appearance::{Blur, Camera, sample_at};
use crate::cards::{CardNumber, Codeword, Layout};

/// Samples of the coarse lattice: a multiple of 16 that holds one for each of 10 × 10 modules.
const COARSE: usize = 112;
const COARSE_SIDE: usize = 10;
/// Samples of the fine lattice.
const FINE: usize = fit::SAMPLES;
const FINE_SIDE: usize = 16;

/// Pixels a module should have where the picture allows it, on each lattice: fewer lose detail, many more leave gaps
/// between the samples, where no slope tells which way to go.
const COARSE_MODULE_PX: f32 = 1.0;
const FINE_MODULE_PX: f32 = 1.75;
/// Likeness from which on a place that shows no card of ours is worth a look in the mirror.
const CLEAR_FRAME: f32 = 0.75;

/// How much more is asked of a place with a spot of glare than of others: windows and lamps are about.
const GLARING_PROMISE: f32 = 4.0;
const GLARING_SCORE: f32 = 0.1;

/// How far a far card is blurred.
const USUAL_BLUR: Blur = Blur::round(0.06);

/// Most steps of alignment on each lattice.
const COARSE_STEPS: usize = 2;
const FINE_STEPS: usize = 4;
/// Least correlation on the fine lattice before alignment and after a step.
const FINE_SCORES: [f32; 2] = [0.72, 0.82];
/// Likeness of a card of an earlier frame, from which on it counts as seen again.
const LEAST_AGAIN: f32 = 0.6;
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
    /// A card, to be believed or not.
    Card(Reading),
}

/// Compares places with some cards.
#[derive(Debug)]
pub struct Matcher {
    layout: Layout,
    cards: Vec<CardNumber>,
    coarse: Banks<COARSE>,
    fine: Banks<FINE>,
    rings: Rings<COARSE>,
    /// Edges of shadows on the coarse and the fine lattice. Neither these nor glare are asked about where one or two modules make
    /// another card.
    shades: Option<[Shades; 2]>,
    /// How far the picture at hand spreads a point.
    spread: Spread,
    /// Places of the picture at hand that look like cards.
    witnesses: Vec<Witness>,
    isa: Isa,
    scores: Scores,
    /// Which side of border and quiet zone each fine sample lies on.
    sides: [Option<u8>; FINE],
    /// By how much each card leads where it is seen clearly, worked out when it is first seen.
    clear_margins: Vec<Option<f32>>,
    /// Comparisons with all cards made so far: what the time goes into.
    comparisons: usize,
}

/// A place on its way to a card.
struct Place<const N: usize> {
    map: Homography,
    light: Light,
    /// That of the templates it was compared with, and how it lies against them.
    blur: Blur,
    aspect: Aspect,
    view: View<N>,
    best: Decision,
    /// Its correlations with all cards, once they are known.
    all: Option<Vec<f32>>,
}

impl Matcher {
    /// A matcher of these cards.
    pub fn new(isa: Isa, layout: Layout, cards: Vec<CardNumber>, words: Vec<Codeword>) -> Self {
        let coarse = Lattice::new((layout.square().round() as usize).min(COARSE_SIDE));
        let fine = Lattice::new(FINE_SIDE);
        let rings = Rings::of(&coarse, layout, &words);
        let shades = shades(&coarse, &fine, layout, &words);
        let coarse = Banks::new(coarse, layout, words.clone());
        let fine = Banks::new(fine, layout, words);
        Self {
            clear_margins: vec![None; cards.len()],
            layout,
            cards,
            coarse,
            fine,
            rings,
            shades,
            spread: Spread::SHARP,
            witnesses: Vec::new(),
            isa,
            scores: Scores::default(),
            sides: sides_of_samples(layout),
            comparisons: 0,
        }
    }

    /// Begins a picture that spreads a point so far.
    pub fn begin(&mut self, spread: Spread) {
        self.spread = spread;
        self.witnesses.clear();
    }

    /// How far the picture at hand spreads a point, by the places that look like cards; what was assumed where there are
    /// none.
    pub fn spread(&mut self) -> Spread {
        let witnesses = spread::clearest(std::mem::take(&mut self.witnesses));
        Spread::of(&witnesses, self.layout, &self.fine.lattice, self.fine.words(), self.spread)
    }

    /// Comparisons since this was last asked.
    pub fn take_comparisons(&mut self) -> usize {
        std::mem::take(&mut self.comparisons)
    }

    /// Looks at the place whose black square has these corners in the picture, clockwise.
    pub fn look(&mut self, levels: &[Level], black: &[Point; 4]) -> Outcome {
        let Some((on, map, samples)) = self.sample(levels, black) else { return Outcome::Nothing };
        let light = Light::Even;
        let view = View::under(self.isa, &self.coarse.lattice, samples, &light);
        let Some((view, blur, promise)) = view.and_then(|view| self.promising(on[0], &map, view, 0.0)) else { return Outcome::Nothing };
        let clear_frame = promise.frame >= CLEAR_FRAME;
        let Some(plain) = self.align(levels, on, &promise, Start { map, light, blur, view }) else {
            return if clear_frame { Outcome::Frame } else { Outcome::Nothing };
        };
        let lifted = if plain.believed { None } else { self.look_in_shade(levels, on, map, &samples) };
        Outcome::Card(better(plain, lifted))
    }

    /// Looks at a place once more, where a shadow seems to end on it.
    fn look_in_shade(&mut self, levels: &[Level], on: [usize; 2], map: Homography, samples: &[f32; COARSE]) -> Option<Reading> {
        let [edges, _] = self.shades.as_ref()?;
        let light = Light::Shaded(edges.seen(samples)?);
        let view = View::under(self.isa, &self.coarse.lattice, *samples, &light)?;
        let (view, blur, promise) = self.promising(on[0], &map, view, 0.0)?;
        self.align(levels, on, &promise, Start { map, light, blur, view })
    }

    /// Looks at a place where no card was believed once more, if something bright seems to be mirrored in it.
    pub fn look_beside_glare(&mut self, levels: &[Level], black: &[Point; 4]) -> Outcome {
        let lattice = &self.coarse.lattice;
        let place = self.sample(levels, black).filter(|_| self.shades.is_some());
        let Some((on, map, samples)) = place else { return Outcome::Nothing };
        let Some(light) = Spot::seen(lattice, &samples).map(Light::Glaring) else { return Outcome::Nothing };
        let view = View::under(self.isa, lattice, samples, &light);
        let Some((view, blur, promise)) = view.and_then(|view| self.promising(on[0], &map, view, GLARING_PROMISE)) else {
            return Outcome::Nothing;
        };
        let reading = self.align(levels, on, &promise, Start { map, light, blur, view });
        reading.map_or(Outcome::Frame, Outcome::Card)
    }

    /// A place as it lies on the coarse lattice, with the levels for that and for the fine one.
    fn sample(&self, levels: &[Level], black: &[Point; 4]) -> Option<([usize; 2], Homography, [f32; COARSE])> {
        let on = self.levels_for(levels, black);
        let map = self.map_on(&levels[on[0]], black)?;
        Some((on, map, view::samples(self.isa, &self.coarse.lattice, &levels[on[0]], &map)?))
    }

    /// The levels on which a place is looked at, roughly and then exactly.
    fn levels_for(&self, levels: &[Level], black: &[Point; 4]) -> [usize; 2] {
        // By area, since a card seen aslant has long sides and few pixels between them.
        let module_px = area(black).sqrt() / self.layout.black();
        [COARSE_MODULE_PX, FINE_MODULE_PX].map(|least| ((module_px / least).max(1.0).log2() as usize).min(levels.len() - 1))
    }

    /// How the printed square lies on a level.
    fn map_on(&self, level: &Level, black: &[Point; 4]) -> Option<Homography> {
        let inset = self.layout.black() / self.layout.square();
        let shrink = Homography([1.0 / inset, 0.0, 0.0, 0.0, 1.0 / inset, 0.0, 0.0, 0.0, 1.0]);
        Some(Homography::from_square(&black.map(|p| level.level_from_picture(p)))?.after(&shrink))
    }

    /// The view, if it is worth comparing, with its blur and what it promises; `least` as in [`Promise::is_good`].
    fn promising(&self, level: usize, map: &Homography, view: View<COARSE>, least: f32) -> Option<(View<COARSE>, Blur, Promise)> {
        let blur = self.spread.seen(level, map);
        let promise = self.promise(map, blur, &view);
        promise.is_good(least).then_some((view, blur, promise))
    }

    /// How much a place looks like some card.
    fn promise(&self, map: &Homography, blur: Blur, view: &View<COARSE>) -> Promise {
        let frame = self.coarse.near(blur).lying(Aspect::Upright).frame_score(self.isa, view);
        let sides = sides(&map.square());
        Promise::of(&self.rings, view, frame, longest(&sides) / shortest(&sides).max(0.1))
    }

    /// Aligns the place to the card that fits best, as long as it may still become one that is believed.
    fn align(&mut self, levels: &[Level], [rough, exact]: [usize; 2], promise: &Promise, start: Start<COARSE>) -> Option<Reading> {
        let (isa, scores, count) = (self.isa, &mut self.scores, &mut self.comparisons);
        let coarse = Climb::coarse(isa, &self.coarse, &levels[rough]);
        let more = more_score(&start.light);
        let found =
            coarse.up(start, scores, count, |steps, best, gain| promise.holds(steps, best.score - more, best.score - best.second, gain))?;
        let level = &levels[exact];
        let map = level.map_from(&levels[rough]).after(&found.map);
        let light = match found.light {
            // Roughly aligned, it tells better where the spot is.
            Light::Glaring(spot) => {
                let samples = view::samples(isa, &self.fine.lattice, level, &map)?;
                Light::Glaring(Spot::seen(&self.fine.lattice, &samples).unwrap_or(spot))
            }
            light => light,
        };
        let (plain, map) = self.decide_from(levels, [rough, exact], map, light)?;
        // Aligned, its quiet zone tells better whether a shadow ends on it.
        let shade = match &self.shades {
            Some([_, edges]) if !plain.believed && !matches!(found.light, Light::Glaring(_)) => {
                view::samples(isa, &self.fine.lattice, level, &map).and_then(|samples| edges.seen(&samples))
            }
            _ => None,
        };
        let lifted = shade.and_then(|shade| self.decide_from(levels, [rough, exact], map, Light::Shaded(shade)));
        Some(better(plain, lifted.map(|(reading, _)| reading)))
    }

    /// By how much a card leads where it is seen clearly.
    fn clear_margin(&mut self, word: usize) -> f32 {
        if let Some(margin) = self.clear_margins[word] {
            return margin;
        }
        let (banks, aspect) = (self.fine.near(USUAL_BLUR), Aspect::Upright);
        let clear = View::plain(banks.lying(aspect).units[word], 0.0);
        let mut others = view::correlations(self.isa, &self.fine.lattice, banks, aspect, &clear, &mut self.scores);
        others[word] = 0.0;
        let margin = 1.0 - others.into_iter().fold(0.0, f32::max);
        self.clear_margins[word] = Some(margin);
        margin
    }

    /// The card that fits best on the fine lattice, starting from there, and where it lies.
    fn decide_from(
        &mut self,
        levels: &[Level],
        [rough, exact]: [usize; 2],
        map: Homography,
        light: Light,
    ) -> Option<(Reading, Homography)> {
        let (isa, scores, count) = (self.isa, &mut self.scores, &mut self.comparisons);
        let level = &levels[exact];
        let view = View::sample(isa, &self.fine.lattice, level, &map, &light)?;
        let blur = self.spread.seen(exact, &map);
        let more = more_score(&light);
        let start = Start { map, light, blur, view };
        let is_alike = |steps: usize, best: &Decision, _| best.score >= FINE_SCORES[steps.min(1)] + more;
        let place = Climb::fine(isa, &self.fine, level).up(start, scores, count, is_alike)?;
        self.weigh(levels, [rough, exact], place)
    }

    /// A card of an earlier frame in this one, if it is there: aligned as long as it gets likelier, whatever else the place looks like.
    pub fn look_again(&mut self, levels: &[Level], place: &Followed) -> Option<Reading> {
        let word = self.cards.iter().position(|c| *c == place.card)?;
        let on = self.levels_for(levels, &place.corners);
        let start = self.map_on(&levels[on[1]], &place.corners)?;
        let plain = self.align_to(levels, on, start, word, Light::Even)?;
        let level = &levels[on[1]];
        let shade = match &self.shades {
            Some([_, edges]) if !plain.0.believed => {
                view::samples(self.isa, &self.fine.lattice, level, &plain.1).and_then(|s| edges.seen(&s))
            }
            _ => None,
        };
        let lifted = shade.and_then(|shade| self.align_to(levels, on, plain.1, word, Light::Shaded(shade)));
        let mut reading = better(plain.0, lifted.map(|(reading, _)| reading));
        reading.again = true;
        (answer_of(&reading.corners) == place.answer && reading.evidence.score > LEAST_AGAIN).then_some(reading)
    }

    /// Aligns a place on the fine lattice to one card.
    fn align_to(&mut self, levels: &[Level], on: [usize; 2], map: Homography, word: usize, light: Light) -> Option<(Reading, Homography)> {
        let level = &levels[on[1]];
        let view = View::sample(self.isa, &self.fine.lattice, level, &map, &light)?;
        let start = Start { map, light, blur: self.spread.seen(on[1], &map), view };
        let place = Climb::fine(self.isa, &self.fine, level).up_to(word, start);
        self.weigh(levels, on, place)
    }

    /// What lies at an aligned place, and where.
    fn weigh(&mut self, levels: &[Level], [rough, exact]: [usize; 2], place: Place<FINE>) -> Option<(Reading, Homography)> {
        let isa = self.isa;
        let level = &levels[exact];
        let Place { map, light, blur, aspect, view, best, all } = place;
        let last_map = levels[rough].map_from(level).after(&map);
        let last_view = View::sample(isa, &self.coarse.lattice, &levels[rough], &last_map, &light)?;
        let last = self.promise(&last_map, self.spread.seen(rough, &last_map), &last_view);
        let sides = sides(&map.square()).map(|s| s * level.scale);
        let shortest = shortest(&sides);
        let seen = self.spread.seen(exact, &map);
        if !(longest(&sides) * seen.across * seen.down).is_finite() {
            // A card that reaches to the horizon is none.
            return None;
        }
        let clear_margin = self.clear_margin(best.word);
        let bank = self.fine.near(blur).lying(aspect);
        let (black_tone, white_tone) = bank.ends(best.word, &view);
        let kind = Kind::of(self.layout, self.cards.len());
        let around = Surroundings {
            frame: last.frame,
            rim: last.rim,
            lead: last.lead,
            black: black_tone,
            white: white_tone,
            blur: (seen.across * seen.down).sqrt(),
            side_px: shortest,
            aspect: longest(&sides) / shortest.max(0.1),
            caution: accept::caution(self.cards.len(), self.fine.words()[best.word]) + light_caution(&light),
            clear_margin,
            // Nothing is asked about it elsewhere.
            glare: if kind == Kind::Bare { view::glare(isa, &self.fine.lattice, level, &map)? } else { 0.0 },
            kind,
        };
        let all = all.unwrap_or_else(|| view::correlations(isa, &self.fine.lattice, self.fine.near(blur), aspect, &view, &mut self.scores));
        let fit = Box::new(Fit::new(bank, best.word, &view, all, &self.sides, around));
        let evidence = fit.evidence();
        let (log_odds, believed) = accept::weigh(&evidence);
        if view.glare.is_none() {
            let centre = level.picture_from_level(map.apply(0.0, 0.0));
            self.witnesses.push(Witness { word: best.word, log_odds, centre, size: shortest, level: exact, map, view });
        }
        let inset = self.layout.black() / self.layout.square();
        let place = |u: f32, v: f32| level.picture_from_level(map.apply(u, v));
        let reading = Reading {
            card: self.cards[best.word],
            corners: [place(-inset, -inset), place(inset, -inset), place(inset, inset), place(-inset, inset)],
            centre: place(0.0, 0.0),
            shortest,
            evidence,
            log_odds,
            believed,
            again: false,
            fit,
        };
        Some((reading, map))
    }
}

/// The likelier of two readings of one place, what is believed before what is not.
fn better(plain: Reading, lifted: Option<Reading>) -> Reading {
    let rank = |r: &Reading| (r.believed, r.log_odds);
    lifted.filter(|lifted| rank(lifted) > rank(&plain)).unwrap_or(plain)
}

/// What a view under some light has to be more alike a card than one in even light, to be worth going on.
fn more_score(light: &Light) -> f32 {
    if matches!(light, Light::Glaring(_)) { GLARING_SCORE } else { 0.0 }
}

/// Log odds to take away from a reading under some light.
fn light_caution(light: &Light) -> f32 {
    match light {
        Light::Even => 0.0,
        Light::Shaded(_) => accept::LIFTED,
        Light::Glaring(_) => accept::GLARING,
    }
}

/// The edges of shadows that are looked for, where words are few among all codes.
fn shades(coarse: &Lattice<COARSE>, fine: &Lattice<FINE>, layout: Layout, words: &[Codeword]) -> Option<[Shades; 2]> {
    let &word = words.first().filter(|_| Kind::of(layout, words.len()) == Kind::Sparse)?;
    let camera = |side: usize| Camera::new(layout, USUAL_BLUR, side);
    let [coarse, fine] = [Shades::of(coarse, &camera(coarse.side()).tone(word)), Shades::of(fine, &camera(fine.side()).tone(word))];
    Some([coarse, fine])
}

/// Where a climb begins.
struct Start<const N: usize> {
    map: Homography,
    light: Light,
    blur: Blur,
    view: View<N>,
}

/// Alignment step by step to whichever card fits best.
struct Climb<'a, const N: usize> {
    isa: Isa,
    banks: &'a Banks<N>,
    level: &'a Level,
    /// Most steps.
    steps: usize,
    /// Steps from which on it ends when another one brings nothing.
    patience: usize,
    /// Whether all cards are compared at the start and at the end only, and between the one that fitted best.
    is_faithful: bool,
}

impl<'a> Climb<'a, COARSE> {
    fn coarse(isa: Isa, banks: &'a Banks<COARSE>, level: &'a Level) -> Self {
        Self { isa, banks, level, steps: COARSE_STEPS, patience: COARSE_STEPS, is_faithful: false }
    }
}

impl<'a> Climb<'a, FINE> {
    fn fine(isa: Isa, banks: &'a Banks<FINE>, level: &'a Level) -> Self {
        Self { isa, banks, level, steps: FINE_STEPS, patience: 1, is_faithful: true }
    }
}

impl<const N: usize> Climb<'_, N> {
    /// Goes up from a start; `None` as soon as the place does not hold, asked with the steps done, the best card and what
    /// the last step has gained.
    fn up(
        &self,
        Start { map, light, blur, view }: Start<N>,
        scores: &mut Scores,
        comparisons: &mut usize,
        holds: impl Fn(usize, &Decision, f32) -> bool,
    ) -> Option<Place<N>> {
        let (pair, lattice) = (self.banks.near(blur), &self.banks.lattice);
        let mut decide = |aspect: Aspect, view: &View<N>, scores: &mut Scores| {
            *comparisons += 1;
            view::decide(self.isa, lattice, pair, aspect, view, scores)
        };
        let best = decide(Aspect::Upright, &view, scores);
        let mut place = Place { map, light, blur, aspect: Aspect::Upright, view, best, all: None };
        let (mut steps, mut gained) = (0, 0.0);
        loop {
            if !holds(steps, &place.best, gained) {
                return None;
            }
            place.turn_upright(lattice);
            let next = if steps == self.steps || place.best.score > DONE { None } else { self.step(&place) };
            let next = next.map(|(map, view)| {
                let word = place.best.word;
                let alone = || Decision { word, turn: 0, score: view.likeness(&pair.lying(place.aspect).units[word]), second: 0.0 };
                let best = if self.is_faithful { alone() } else { decide(place.aspect, &view, scores) };
                (map, view, best)
            });
            let is_over = match next {
                Some((map, view, best)) if best.score >= place.best.score || steps < self.patience => {
                    gained = best.score - place.best.score;
                    (place.map, place.view, place.best) = (map, view, best);
                    steps += 1;
                    gained < STALLED && steps > self.patience && place.best.turn == 0
                }
                _ => true,
            };
            if !is_over {
                continue;
            }
            if self.is_faithful {
                let all = view::correlations(self.isa, lattice, pair, place.aspect, &place.view, scores);
                let last = Decision::of(&all);
                let is_other = (last.word, last.turn) != (place.best.word, 0);
                place.best = last;
                if is_other && steps < self.steps {
                    continue;
                }
                place.all = (last.turn == 0).then_some(all);
                place.turn_upright(lattice);
            }
            return Some(place);
        }
    }

    /// Where the place lies, and how it looks, a step nearer to its card.
    fn step(&self, place: &Place<N>) -> Option<(Homography, View<N>)> {
        let (pair, lattice) = (self.banks.near(place.blur), &self.banks.lattice);
        let map = view::step(lattice, pair.lying(place.aspect), place.best.word, &place.view, &place.map)?;
        Some((map, View::sample(self.isa, lattice, self.level, &map, &place.light)?))
    }

    /// Goes up to one card, as long as it becomes likelier.
    fn up_to(&self, word: usize, Start { map, light, blur, view }: Start<N>) -> Place<N> {
        let (aspect, unit) = (Aspect::Upright, &self.banks.near(blur).lying(Aspect::Upright).units[word]);
        let best = Decision { word, turn: 0, score: view.likeness(unit), second: 0.0 };
        let mut place = Place { map, light, blur, aspect, view, best, all: None };
        for _ in 0..self.steps {
            let Some((map, view)) = self.step(&place) else { break };
            let score = view.likeness(unit);
            if score < place.best.score + STALLED {
                break;
            }
            (place.map, place.view, place.best.score) = (map, view, score);
        }
        place
    }
}

impl<const N: usize> Place<N> {
    /// Looks at the card upright from here on.
    fn turn_upright(&mut self, lattice: &Lattice<N>) {
        let turn = std::mem::take(&mut self.best.turn);
        if turn != 0 {
            self.map = self.map.source_turned(4 - turn);
            self.aspect = self.aspect.turned(turn);
            self.view = self.view.clone().turned(lattice, 4 - turn);
            self.light = self.light.turned(4 - turn);
        }
    }
}

fn shortest(sides: &[f32; 4]) -> f32 {
    sides.iter().copied().fold(f32::INFINITY, f32::min)
}

fn longest(sides: &[f32; 4]) -> f32 {
    sides.iter().copied().fold(0.0, f32::max)
}

/// The side that each sample of the grid lies on; `None` for the code.
fn sides_of_samples(layout: Layout) -> [Option<u8>; FINE] {
    let n = usize::from(layout.modules);
    std::array::from_fn(|i| {
        let [column, row] =
            [i % FINE_SIDE, i / FINE_SIDE].map(|k| sample_at(k, FINE_SIDE) * layout.square() - layout.quiet - layout.border);
        let [u, v] = [column, row].map(|c| c - n as f32 / 2.0);
        if u.abs().max(v.abs()) < n as f32 / 2.0 {
            return None;
        }
        let ring = if u.abs().max(v.abs()) < layout.black() / 2.0 { 0 } else { 4 };
        let side = if u.abs() > v.abs() { u8::from(u > 0.0) } else { 2 + u8::from(v > 0.0) };
        Some(ring + side)
    })
}
