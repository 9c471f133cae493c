//! Reads the `qr` deck with `rqrr`, and does not take its word for the turn: it also decodes a mirrored symbol, and
//! then says that it lies turned by 90°. So the modules are compared with those that were printed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::GrayImage;
use rqrr::PreparedImage;

use super::homography::Homography;
use super::{Point, Read, Scan, answer_of};
use crate::cards::{CardNumber, Deck};

/// Least part of the modules that must be as printed. A misread of format or mirror leaves about a half.
const AGREEMENT: f32 = 0.8;
/// Modules a side of the smallest symbol: no picture with fewer pixels shows one, and rqrr asserts on those without any.
const FEWEST_MODULES: usize = 21;
/// Longest text that can be a card of ours.
const LONGEST: usize = 8;

/// Reads all cards of the deck that are in use.
pub fn scan(deck: &Deck, in_use: &[CardNumber], picture: &GrayImage) -> Scan {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    if width.min(height) < FEWEST_MODULES {
        return Scan::default();
    }
    // rqrr asserts on some degenerate symbols; a picture that does that to it shows no card.
    let symbols = catch_unwind(AssertUnwindSafe(|| {
        let mut prepared = PreparedImage::prepare_from_greyscale(width, height, |x, y| picture.get_pixel(x as u32, y as u32).0[0]);
        let grids = prepared.detect_grids();
        let read = |g: &rqrr::Grid<_>| catch_unwind(AssertUnwindSafe(|| g.decode())).ok()?.ok();
        grids.iter().filter_map(|g| read(g).map(|(meta, text)| (text, meta.version.to_size(), g.bounds))).collect::<Vec<_>>()
    }))
    .unwrap_or_default();
    let mut scan = Scan::default();
    for (text, modules, bounds) in symbols {
        let Some(card) = card_of(&text).filter(|c| in_use.contains(c)) else { continue };
        let Some(corners) = symbol_corners(bounds.map(|p| Point::new(p.x as f32 - 0.5, p.y as f32 - 0.5)), modules) else { continue };
        match agreement(deck, card, picture, &corners) {
            Some([upright, mirrored]) if upright.max(mirrored) >= AGREEMENT => {
                if upright < mirrored {
                    scan.mirrored.push(corners);
                } else {
                    scan.reads.push(Read { card, answer: answer_of(&corners), corners, confidence: upright, duplicate: false });
                }
            }
            _ => {}
        }
    }
    scan
}

/// The outer corners of a symbol of so many modules a side. rqrr's bounds end one module too far to the right and below.
fn symbol_corners(bounds: [Point; 4], modules: usize) -> Option<[Point; 4]> {
    let map = Homography::from_square(&bounds)?;
    let end = 2.0 * modules as f32 / (modules + 1) as f32 - 1.0;
    Some([(-1.0, -1.0), (end, -1.0), (end, end), (-1.0, end)].map(|(u, v)| map.apply(u, v)))
}

/// The card of a symbol's text: `QT` and one to three digits without a leading zero.
fn card_of(text: &str) -> Option<CardNumber> {
    let digits = text.get(..LONGEST.min(text.len()))?.strip_prefix("QT")?;
    let number: u16 = digits.parse().ok()?;
    (text.len() == 2 + digits.len() && number.to_string() == digits).then_some(CardNumber(number))
}

/// Parts of the modules that are as printed, and as printed and mirrored along the diagonal.
fn agreement(deck: &Deck, card: CardNumber, picture: &GrayImage, corners: &[Point; 4]) -> Option<[f32; 2]> {
    let face = deck.face(card)?;
    let map = Homography::from_square(corners)?;
    let grain = face.grain();
    let quiet = (face.quiet() / grain).round() as usize;
    let cells = (1.0 / grain).round() as usize - 2 * quiet;
    let printed = face.picture(1);
    let pixel = |x: usize, y: usize| {
        let p = map.apply((2 * x + 1) as f32 / cells as f32 - 1.0, (2 * y + 1) as f32 / cells as f32 - 1.0);
        let (px, py) = (p.x.round().clamp(0.0, picture.width() as f32 - 1.0), p.y.round().clamp(0.0, picture.height() as f32 - 1.0));
        f32::from(picture.get_pixel(px as u32, py as u32).0[0])
    };
    let values: Vec<f32> = (0..cells * cells).map(|i| pixel(i % cells, i / cells)).collect();
    let middle = values.iter().sum::<f32>() / values.len() as f32;
    let is_white = |x: usize, y: usize| printed.get_pixel((x + quiet) as u32, (y + quiet) as u32).0[0] > 127;
    let agree = |mirrored: bool| {
        let same = (0..values.len()).filter(|&i| {
            let (x, y) = if mirrored { (i / cells, i % cells) } else { (i % cells, i / cells) };
            (values[i] > middle) == is_white(x, y)
        });
        same.count() as f32 / values.len() as f32
    };
    Some([agree(false), agree(true)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::Answer;
    use image::imageops;

    #[test]
    fn only_our_own_text_is_a_card() {
        assert_eq!(card_of("QT7"), Some(CardNumber(7)));
        for foreign in ["QT07", "QT", "7", "QT1234567", "https://example.org/QT7", "QT-1", "QTé"] {
            assert_eq!(card_of(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn each_turn_is_its_answer_and_a_mirror_is_no_answer() {
        let deck = Deck::named("qr").expect("the QR deck");
        let card = CardNumber(12);
        let face = deck.face(card).expect("a card").picture(200);
        let turns = [face.clone(), imageops::rotate270(&face), imageops::rotate180(&face), imageops::rotate90(&face)];
        for (picture, answer) in turns.iter().zip(Answer::ALL) {
            let found = scan(deck, &[card], picture);
            assert_eq!(found.reads.iter().map(|r| (r.card, r.answer)).collect::<Vec<_>>(), [(card, answer)]);
        }
        let mirrored = scan(deck, &[card], &imageops::flip_horizontal(&face));
        assert_eq!((mirrored.reads.len(), mirrored.mirrored.len()), (0, 1));
    }
}
