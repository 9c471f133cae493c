//! Templates for every blur and aspect, made when they are first needed.

use std::collections::BTreeMap;

use super::bank::Bank;
use crate::cards::appearance::Blur;
use crate::cards::{Codeword, Layout};

/// Blurs for which templates are kept, in sides of the printed square: each serves sizes up to 1.25 times the last one's.
const BLURS: [f32; 9] = [0.022, 0.028, 0.035, 0.044, 0.055, 0.068, 0.085, 0.106, 0.135];

/// Point spread in pixels, of optics, pixel and interpolation together: level 0, and the others, where halving has
/// sharpened the picture.
pub fn spread_px(level: usize) -> f32 {
    [0.6, 0.5][level.min(1)]
}

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
#[derive(Debug)]
pub struct Pair<'a> {
    upright: &'a Bank,
    sideways: &'a Bank,
}

impl Pair<'_> {
    /// The templates for a card in this aspect.
    pub fn lying(&self, aspect: Aspect) -> &Bank {
        match aspect {
            Aspect::Upright => self.upright,
            Aspect::Sideways => self.sideways,
        }
    }
}

/// All templates of some cards.
#[derive(Debug)]
pub struct Banks {
    layout: Layout,
    words: Vec<Codeword>,
    made: BTreeMap<(usize, usize), Bank>,
}

impl Banks {
    /// None yet.
    pub fn new(layout: Layout, words: Vec<Codeword>) -> Self {
        Self { layout, words, made: BTreeMap::new() }
    }

    /// The templates nearest to a blur, and how a place with this blur lies against them.
    pub fn near(&mut self, blur: Blur) -> (Pair<'_>, Aspect) {
        let nearest = |b: f32| {
            let off = |i: &usize| (BLURS[*i] / b).ln().abs();
            (0..BLURS.len()).min_by(|i, j| off(i).total_cmp(&off(j))).unwrap_or(0)
        };
        let (across, down) = (nearest(blur.across), nearest(blur.down));
        for key in [(across, down), (down, across)] {
            let blur = Blur { across: BLURS[key.0], down: BLURS[key.1] };
            self.made.entry(key).or_insert_with(|| Bank::new(self.layout, &self.words, blur));
        }
        (Pair { upright: &self.made[&(across, down)], sideways: &self.made[&(down, across)] }, Aspect::Upright)
    }
}
