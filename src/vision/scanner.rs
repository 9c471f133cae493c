//! The reader of one deck.

use image::GrayImage;

use super::grid::GridReader;
use super::kernels::Isa;
use super::{Followed, Scan, Stage, qr};
use crate::cards::{CardNumber, Code, Deck};

/// Reads the cards of one deck; owns the buffers it needs, so one scanner serves a whole video on one thread.
#[derive(Debug)]
pub struct Scanner(Reader);

#[derive(Debug)]
enum Reader {
    Grid(Box<GridReader>),
    Qr { deck: &'static Deck, in_use: Vec<CardNumber> },
}

impl Scanner {
    /// A reader of these cards of the deck; cards that the deck does not have are ignored.
    pub fn new(deck: &'static Deck, cards: impl IntoIterator<Item = CardNumber>) -> Self {
        Self(match deck.code() {
            Code::Grid { layout, .. } => {
                let words = cards.into_iter().filter_map(|c| Some((c, deck.word(c)?))).collect();
                Reader::Grid(Box::new(GridReader::new(Isa::best(), *layout, words)))
            }
            Code::Qr => Reader::Qr { deck, in_use: cards.into_iter().collect() },
        })
    }

    /// Reads one picture of any size.
    pub fn scan(&mut self, picture: &GrayImage) -> Scan {
        self.scan_following(picture, &[])
    }

    /// Reads the next picture of a video: looks once more for cards that the ones before have shown, where they should be by now.
    pub fn scan_following(&mut self, picture: &GrayImage, followed: &[Followed]) -> Scan {
        self.scan_with(picture, followed, &mut |_| {})
    }

    /// Reads one picture, told after each stage, so that whoever has a clock can measure it. QR codes are read in no stages of ours.
    pub fn scan_watched(&mut self, picture: &GrayImage, passed: &mut dyn FnMut(Stage)) -> Scan {
        self.scan_with(picture, &[], passed)
    }

    fn scan_with(&mut self, picture: &GrayImage, followed: &[Followed], passed: &mut dyn FnMut(Stage)) -> Scan {
        let mut scan = match &mut self.0 {
            Reader::Grid(grid) => grid.scan(picture, followed, passed),
            Reader::Qr { deck, in_use } => qr::scan(deck, in_use, picture),
        };
        let reads = &mut scan.reads;
        for i in 0..reads.len() {
            reads[i].duplicate = reads.iter().enumerate().any(|(j, other)| j != i && other.card == reads[i].card);
        }
        // Reading order, so that the order never hangs on how they were found.
        reads.sort_by(|a, b| (a.centre().y, a.centre().x).partial_cmp(&(b.centre().y, b.centre().x)).unwrap_or(std::cmp::Ordering::Equal));
        scan
    }
}
