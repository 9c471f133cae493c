//! The reader of one deck.

use image::GrayImage;

use super::Scan;
use super::grid::GridReader;
use super::kernels::Isa;
use crate::cards::{CardNumber, Code, Deck};

/// Reads the cards of one deck; owns the buffers it needs, so one scanner serves a whole video on one thread.
#[derive(Debug)]
pub struct Scanner {
    grid: Option<GridReader>,
}

impl Scanner {
    /// A reader of these cards of the deck; cards that the deck does not have are ignored.
    pub fn new(deck: &'static Deck, cards: impl IntoIterator<Item = CardNumber>) -> Self {
        let words = cards.into_iter().filter_map(|c| Some((c, deck.word(c)?))).collect();
        let grid = match deck.code() {
            Code::Grid { layout, .. } => Some(GridReader::new(Isa::best(), *layout, words)),
            Code::Qr => None,
        };
        Self { grid }
    }

    /// Reads one picture of any size.
    pub fn scan(&mut self, picture: &GrayImage) -> Scan {
        self.grid.as_mut().map(|g| g.scan(picture)).unwrap_or_default()
    }
}
