//! Samples a card from a picture, decides which card it is, and aligns it to that card's template.

use super::bank::{Bank, PARAMETERS};
use super::banks::{Aspect, Pair};
use super::glare::{Glare, Spot};
use super::homography::Homography;
use super::kernels::{self, Isa};
use super::lattice::Lattice;
use super::pyramid::Level;
use super::shade::Shade;
use crate::cards::distance::dot;

/// One picture of a card, light taken out, ready to be compared.
#[derive(Clone, Debug)]
pub struct View<const N: usize> {
    /// What is left of the samples.
    pub signal: [f32; N],
    /// Its length.
    pub length: f32,
    /// Mean gray value of the samples.
    pub mean: f32,
    /// The glare that was taken out with the light.
    pub glare: Option<Box<Glare<N>>>,
}

/// The light on a card, besides a level and two slopes, which every view is rid of.
#[derive(Clone, Copy, Debug)]
pub enum Light {
    /// Nothing else.
    Even,
    /// A shadow ends on it.
    Shaded(Shade),
    /// Something bright is mirrored in it.
    Glaring(Spot),
}

impl Light {
    /// The same on the card turned counter-clockwise.
    #[must_use]
    pub fn turned(self, quarters: u8) -> Self {
        match self {
            Self::Shaded(shade) => Self::Shaded(shade.turned(quarters)),
            Self::Glaring(spot) => Self::Glaring(spot.turned(quarters)),
            Self::Even => Self::Even,
        }
    }
}

impl<const N: usize> View<N> {
    /// A view of the printed square under some light; `None` where the card leaves the picture by more than a pixel, or where
    /// glare hides it.
    pub fn sample(isa: Isa, lattice: &Lattice<N>, level: &Level, image_from_card: &Homography, light: &Light) -> Option<Self> {
        Self::under(isa, lattice, samples(isa, lattice, level, image_from_card)?, light)
    }

    /// The same of samples as they are in the picture.
    pub fn under(isa: Isa, lattice: &Lattice<N>, mut samples: [f32; N], light: &Light) -> Option<Self> {
        match light {
            Light::Even => {}
            Light::Shaded(shade) => shade.lift(lattice, &mut samples),
            Light::Glaring(spot) => return Some(Self::beside(Glare::of(lattice, &samples, *spot)?, &samples)),
        }
        lattice.dim(&mut samples);
        Some(Self::of(isa, lattice, &samples))
    }

    /// A view of samples that light was taken out of.
    pub fn plain(signal: [f32; N], mean: f32) -> Self {
        Self { signal, length: dot(&signal, &signal).sqrt(), mean, glare: None }
    }

    /// The view of the card turned counter-clockwise: a lattice turned is the same lattice.
    #[must_use]
    pub fn turned(self, lattice: &Lattice<N>, quarters: u8) -> Self {
        let signal = (0..quarters % 4).fold(self.signal, |s, _| lattice.turned_once(&s));
        let glare = self.glare.map(|glare| Box::new(glare.turned(lattice, quarters)));
        Self { signal, glare, ..self }
    }

    fn of(isa: Isa, lattice: &Lattice<N>, samples: &[f32; N]) -> Self {
        Self::plain(lattice.without_light(isa, samples), samples.iter().sum::<f32>() / lattice.count() as f32)
    }

    fn beside(glare: Glare<N>, samples: &[f32; N]) -> Self {
        let mean = glare.seen_of(samples).iter().sum::<f32>() / glare.count();
        let plain = Self::plain(glare.without_light(samples), mean);
        Self { glare: Some(Box::new(glare)), ..plain }
    }

    /// Correlation with a template of length 1.
    pub fn likeness(&self, unit: &[f32; N]) -> f32 {
        let shown = self.glare.as_ref().map_or(1.0, |glare| glare.length(unit));
        dot(&self.signal, unit) / (self.length * shown).max(1e-6)
    }

    /// Whether a sample is compared.
    pub fn sees(&self, i: usize) -> bool {
        self.glare.as_ref().is_none_or(|glare| glare.sees(i))
    }

    /// What a template of length 1 looks like in this view, and its length there.
    pub fn shown(&self, unit: &[f32; N]) -> ([f32; N], f32) {
        match &self.glare {
            None => (*unit, 1.0),
            Some(glare) => (glare.without_light(unit), glare.length(unit)),
        }
    }
}

/// How much brighter than the paper beside it the brightest place is, as a part of it; `None` as for a view.
pub fn glare<const N: usize>(isa: Isa, lattice: &Lattice<N>, level: &Level, image_from_card: &Homography) -> Option<f32> {
    Some(lattice.glare(&samples(isa, lattice, level, image_from_card)?))
}

/// Bilinear samples of the printed square, the lattice's padding 0.
pub fn samples<const N: usize>(isa: Isa, lattice: &Lattice<N>, level: &Level, image_from_card: &Homography) -> Option<[f32; N]> {
    let mut samples = [0.0; N];
    if !kernels::sample(isa, &level.pixels, level.width, &image_from_card.0, &lattice.across, &lattice.down, &mut samples) {
        return None;
    }
    samples[lattice.count()..].fill(0.0);
    Some(samples)
}

/// The best and the second-best card and turn at one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// Index of the best card.
    pub word: usize,
    /// Counter-clockwise quarter turns from upright.
    pub turn: u8,
    /// Its correlation, −1 to 1.
    pub score: f32,
    /// The best correlation of any other card or turn.
    pub second: f32,
}

impl Decision {
    /// That of [`correlations`].
    pub fn of(all: &[f32]) -> Self {
        let count = all.len() / 4;
        let mut best = Self { word: 0, turn: 0, score: f32::NEG_INFINITY, second: f32::NEG_INFINITY };
        for (i, &score) in all.iter().enumerate() {
            if score > best.score {
                best = Self { word: i % count, turn: (i / count) as u8, score, second: best.score };
            } else if score > best.second {
                best.second = score;
            }
        }
        best
    }
}

/// Cards less like a view than this part of the most alike one are not its best, however much of them glare hides.
const LIKELY: f32 = 0.8;

/// Scratch space of [`decide`].
pub type Scores = [Vec<[i32; 8]>; 2];

/// Compares a view with every card in every turn.
pub fn decide<const N: usize>(
    isa: Isa,
    lattice: &Lattice<N>,
    banks: Pair<'_, N>,
    aspect: Aspect,
    view: &View<N>,
    scores: &mut Scores,
) -> Decision {
    if let Some(glare) = &view.glare {
        return decide_beside(glare, isa, lattice, banks, aspect, view, scores);
    }
    let (mut word, mut turn, mut score, mut second) = (0, 0, i32::MIN, i32::MIN);
    compare(isa, lattice, banks, aspect, view, scores, |t, scores| {
        for (w, &s) in scores.iter().enumerate() {
            if s > score {
                (word, turn, second, score) = (w, t, score, s);
            } else if s > second {
                second = s;
            }
        }
    });
    let unit = kernels::UNIT * kernels::UNIT;
    Decision { word, turn, score: score as f32 / unit, second: second as f32 / unit }
}

/// The same where glare is taken out.
fn decide_beside<const N: usize>(
    glare: &Glare<N>,
    isa: Isa,
    lattice: &Lattice<N>,
    banks: Pair<'_, N>,
    aspect: Aspect,
    view: &View<N>,
    scores: &mut Scores,
) -> Decision {
    let mut all = projections(isa, lattice, banks, aspect, view, scores);
    // Asked only of those that may be the best or the second-best: it takes longer than all the rest.
    let least = LIKELY * all.iter().copied().fold(0.0, f32::max);
    lengthen(glare, lattice, banks, aspect, least, &mut all);
    Decision::of(&all)
}

/// Makes projections above the least one correlations: how much of a template glare leaves depends on the card.
fn lengthen<const N: usize>(glare: &Glare<N>, lattice: &Lattice<N>, banks: Pair<'_, N>, aspect: Aspect, least: f32, all: &mut [f32]) {
    let count = banks.lying(aspect).units.len();
    for (turn, of_turn) in all.chunks_exact_mut(count).enumerate().filter(|(_, those)| those.iter().any(|along| *along > least)) {
        // What `compare` has turned for this turn of the card.
        let turned = (4 - turn as u8) % 4;
        let glare = glare.turned(lattice, turned);
        for (along, unit) in of_turn.iter_mut().zip(&banks.lying(aspect.turned(turned)).units).filter(|(along, _)| **along > least) {
            *along /= glare.length(unit);
        }
    }
}

/// The correlations of a view with every card, those of a turn together, as [`Decision::turn`] counts them.
pub fn correlations<const N: usize>(
    isa: Isa,
    lattice: &Lattice<N>,
    banks: Pair<'_, N>,
    aspect: Aspect,
    view: &View<N>,
    scores: &mut Scores,
) -> Vec<f32> {
    let mut all = projections(isa, lattice, banks, aspect, view, scores);
    if let Some(glare) = &view.glare {
        lengthen(glare, lattice, banks, aspect, f32::NEG_INFINITY, &mut all);
    }
    all
}

/// How long a view made 1 long is along every template: the correlations where no glare is taken out.
fn projections<const N: usize>(
    isa: Isa,
    lattice: &Lattice<N>,
    banks: Pair<'_, N>,
    aspect: Aspect,
    view: &View<N>,
    scores: &mut Scores,
) -> Vec<f32> {
    let unit = kernels::UNIT * kernels::UNIT;
    let mut all = vec![0.0; 4 * banks.lying(aspect).units.len()];
    compare(isa, lattice, banks, aspect, view, scores, |turn, scores| {
        let of_turn = all.chunks_exact_mut(scores.len()).nth(usize::from(turn)).into_iter().flatten();
        of_turn.zip(scores).for_each(|(a, &s)| *a = s as f32 / unit);
    });
    all
}

/// Hands over the scores of every card, turn by turn: counter-clockwise quarter turns of the card from upright.
fn compare<const N: usize>(
    isa: Isa,
    lattice: &Lattice<N>,
    banks: Pair<'_, N>,
    aspect: Aspect,
    view: &View<N>,
    scores: &mut Scores,
    mut take: impl FnMut(u8, &[i32]),
) {
    let count = banks.lying(aspect).units.len();
    for s in scores.iter_mut() {
        s.resize(count.div_ceil(8), [0; 8]);
    }
    let mut signal = [0i16; N];
    kernels::round_to(isa, &view.signal, kernels::UNIT / view.length.max(1e-6), &mut signal);
    for quarters in 0..2u8 {
        // Two turns that lie alike go together.
        let opposite = lattice.turned_twice(&signal);
        let [a, b] = scores.each_mut().map(|s| &mut s[..]);
        kernels::dots(isa, [&signal, &opposite].map(|s| s.as_chunks::<2>().0), &banks.lying(aspect.turned(quarters)).packed, [a, b]);
        for (turned, scores) in [quarters, quarters + 2].into_iter().zip(scores.iter()) {
            // The picture turned counter-clockwise so often looks upright, so the card lies turned by the rest.
            take((4 - turned) % 4, &scores.as_flattened()[..count]);
        }
        signal = lattice.turned_once(&signal);
    }
}

/// One step of alignment: the map that explains the view better, for a card that lies upright in it.
///
/// Inverse composition (Baker and Matthews, IJCV 2004).
pub fn step<const N: usize>(
    lattice: &Lattice<N>,
    bank: &Bank<N>,
    word: usize,
    view: &View<N>,
    image_from_card: &Homography,
) -> Option<Homography> {
    let gain = bank.gain(word, view);
    if gain <= 0.0 {
        return None;
    }
    let gains = bank.gains(lattice, word);
    let mut left = view.signal;
    if view.glare.is_some() {
        // Elsewhere the gains are blind to what the card explains.
        let (shown, _) = view.shown(&bank.units[word]);
        let long = gain * bank.templates[word].length;
        left.iter_mut().zip(shown).for_each(|(x, s)| *x -= long * s);
    }
    let q: [f32; PARAMETERS] = std::array::from_fn(|p| dot(&left, &gains[p]) / gain);
    let small = Homography([1.0 + q[0], q[1], q[2], q[3], 1.0 + q[4], q[5], q[6], q[7], 1.0]);
    if q.iter().any(|v| v.abs() > 0.5) {
        return None;
    }
    Some(image_from_card.after(&small.inverse()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::appearance::Blur;
    use crate::cards::{Code, Deck, QuarterTurn};
    use crate::vision::Point;
    use crate::vision::banks::Banks;

    #[test]
    fn a_displaced_start_is_aligned_and_the_turn_is_known() {
        let deck = Deck::named("quarter").expect("our deck");
        let Code::Grid { layout, words, .. } = deck.code() else { panic!("a grid") };
        let words = &words[..12];
        let banks = Banks::new(Lattice::<256>::new(16), *layout, words.to_vec());
        let (lattice, aspect) = (&banks.lattice, Aspect::Upright);
        let pair = banks.near(Blur::round(0.04));
        let bank = pair.lying(aspect);
        // A face of 20 px in a picture of its own, turned counter-clockwise once, seen from its true corners and beside.
        let face = deck.face(crate::cards::CardNumber(4)).expect("card 4").picture(720);
        let turned = image::imageops::rotate270(&face);
        let small = image::imageops::resize(&turned, 20, 20, image::imageops::FilterType::Triangle);
        let mut picture = image::GrayImage::from_pixel(40, 40, image::Luma([255]));
        image::imageops::overlay(&mut picture, &small, 10, 10);
        let level = Level { width: 40, height: 40, pixels: picture.into_raw(), scale: 1.0, margin: 0 };
        let corners = [(9.9, 9.2), (29.9, 9.0), (30.0, 29.1), (10.1, 29.3)].map(|(x, y)| Point::new(x, y));
        let mut map = Homography::from_square(&corners).expect("convex");
        let mut view = View::sample(Isa::best(), lattice, &level, &map, &Light::Even).expect("inside");
        let first = decide(Isa::best(), lattice, pair, aspect, &view, &mut Scores::default());
        assert_eq!((first.word, QuarterTurn::new(first.turn)), (3, QuarterTurn::new(1)));
        map = map.source_turned(4 - first.turn);
        for _ in 0..4 {
            view = View::sample(Isa::best(), lattice, &level, &map, &Light::Even).expect("inside");
            map = step(lattice, bank, 3, &view, &map).expect("a step");
        }
        let last = decide(Isa::best(), lattice, pair, aspect, &view, &mut Scores::default());
        assert!(last.score > first.score && last.turn == 0, "{first:?} {last:?}");
        // The upright face's top left corner lies at the bottom left now.
        let corner = map.apply(-1.0, -1.0);
        assert!((corner.x - 9.5).abs() < 0.3 && (corner.y - 29.5).abs() < 0.3, "{corner:?}");
    }
}
