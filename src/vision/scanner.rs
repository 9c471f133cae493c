//! The reader's pipeline on one screen.

use image::GrayImage;

use super::Scan;
use crate::cards::{CardNumber, Deck};

/// Reads the cards of one deck; owns the buffers it needs, so one scanner serves a whole video on one thread.
pub struct Scanner {
    deck: &'static Deck,
    cards: Vec<CardNumber>,
}

impl Scanner {
    /// A reader of these cards of the deck; cards that the deck does not have are ignored.
    pub fn new(deck: &'static Deck, cards: impl IntoIterator<Item = CardNumber>) -> Self {
        Self { deck, cards: cards.into_iter().collect() }
    }

    /// Reads one picture of any size.
    pub fn scan(&mut self, _picture: &GrayImage) -> Scan {
        let _ = (self.deck, &self.cards);
        Scan::default()
    }
}
