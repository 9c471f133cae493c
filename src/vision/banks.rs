//! Templates for every blur and aspect, made when they are first needed.

use std::cell::OnceCell;

use super::bank::Bank;
use super::lattice::Lattice;
use crate::cards::appearance::Blur;
use crate::cards::{Codeword, Layout};

/// Kinds of blur.
const KINDS: usize = 9;
/// Blurs for which templates are kept, in sides of the printed square: each serves sizes up to 1.25 times the last one's.
const BLURS: [f32; KINDS] = [0.022, 0.028, 0.035, 0.044, 0.055, 0.068, 0.085, 0.106, 0.135];
/// Skews for which they are kept: so many steps of that to each side.
const SKEWED: usize = 2;
const SKEW: f32 = 0.2;

/// How a place lies against its templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Blurred along its rows and columns as the upright templates of the pair.
    Upright,
    /// The other way round.
    Sideways,
}

impl Aspect {
    /// The aspect once the card's grid has been turned by so many quarters.
    pub fn turned(self, quarters: u8) -> Self {
        match (self, quarters % 2) {
            (aspect, 0) => aspect,
            (Self::Upright, _) => Self::Sideways,
            (Self::Sideways, _) => Self::Upright,
        }
    }
}

/// The templates for one blur in both aspects.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a, const N: usize> {
    upright: &'a Bank<N>,
    sideways: &'a Bank<N>,
}

impl<'a, const N: usize> Pair<'a, N> {
    /// The templates for a card in this aspect.
    pub fn lying(&self, aspect: Aspect) -> &'a Bank<N> {
        match aspect {
            Aspect::Upright => self.upright,
            Aspect::Sideways => self.sideways,
        }
    }
}

/// All templates of some cards on one lattice.
#[derive(Debug)]
pub struct Banks<const N: usize> {
    layout: Layout,
    words: Vec<Codeword>,
    /// By the kind of blur across, then down, then its skew.
    made: [[[OnceCell<Box<Bank<N>>>; 2 * SKEWED + 1]; KINDS]; KINDS],
    /// Where they are sampled.
    pub lattice: Lattice<N>,
}

impl<const N: usize> Banks<N> {
    /// None yet.
    pub fn new(lattice: Lattice<N>, layout: Layout, words: Vec<Codeword>) -> Self {
        Self { layout, words, made: Default::default(), lattice }
    }

    /// The words.
    pub fn words(&self) -> &[Codeword] {
        &self.words
    }

    /// The templates nearest to a blur, which a place with this blur lies against upright.
    pub fn near(&self, blur: Blur) -> Pair<'_, N> {
        let (across, down) = (kind(blur.across), kind(blur.down));
        let most = SKEWED as f32;
        let skew = (blur.skew / SKEW).round().clamp(-most, most);
        let bank = |across: usize, down: usize, skew: f32| {
            let blur = Blur { across: BLURS[across], down: BLURS[down], skew: skew * SKEW };
            let made = &self.made[across][down][(skew + most) as usize];
            &**made.get_or_init(|| Box::new(Bank::new(&self.lattice, self.layout, &self.words, blur)))
        };
        Pair { upright: bank(across, down, skew), sideways: bank(down, across, -skew) }
    }
}

/// The kind of blur that is nearest by ratio.
fn kind(blur: f32) -> usize {
    (1..KINDS).take_while(|&k| blur * blur > BLURS[k - 1] * BLURS[k]).count()
}
