//! Reads the `qr` deck with `rqrr`, and does not take its word for the turn: it also decodes a mirrored symbol, and
//! then says that it lies turned by 90°. So the modules are compared with those that were printed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::{GrayImage, Luma};
use imageproc::drawing::draw_polygon_mut;
use imageproc::rect::Rect;
use rqrr::PreparedImage;

use super::homography::Homography;
use super::{Point, Read, Scan, answer_of};
use crate::cards::{CardNumber, Deck};

/// Least part of the modules that must be as printed. A misread of format or mirror leaves about a half.
const AGREEMENT: f32 = 0.8;
/// Modules a side of the smallest symbol: no picture with fewer pixels shows one, and rqrr asserts on those without any.
const FEWEST_MODULES: u32 = 21;
/// Most further looks at a whole picture.
const ROUNDS: usize = 8;
/// Parts of the sides that are looked at by themselves.
const PARTS: [u32; 2] = [2, 4];
/// Farthest place that is painted over, in pixels.
const FARTHEST: f32 = 30_000.0;
/// How much larger than a symbol it is painted over.
const AROUND: f32 = 1.1;
/// Longest text that can be a card of ours.
const LONGEST: usize = 8;

/// Reads all cards of the deck that are in use.
pub fn scan(deck: &Deck, in_use: &[CardNumber], picture: &GrayImage) -> Scan {
    let (width, height) = picture.dimensions();
    let mut scan = Scan::default();
    if width.min(height) < FEWEST_MODULES {
        return scan;
    }
    // rqrr takes eyes of several symbols for those of one. So what was decoded is painted over, and where there was one the rest is
    // looked at again, then piece by piece.
    let mut rest = picture.clone();
    let mut look = |rest: &mut GrayImage, part: Rect| {
        let found = symbols(rest, part);
        for Symbol { text, corners } in &found {
            paint_over(rest, corners);
            let Some(card) = card_of(text).filter(|c| in_use.contains(c)) else { continue };
            match agreement(deck, card, picture, corners) {
                Some([upright, mirrored]) if upright.max(mirrored) >= AGREEMENT => {
                    if upright < mirrored {
                        scan.mirrored.push(*corners);
                    } else {
                        let answer = answer_of(corners);
                        scan.reads.push(Read { card, answer, corners: *corners, confidence: upright, duplicate: false });
                    }
                }
                _ => {}
            }
        }
        !found.is_empty()
    };
    let whole = Rect::at(0, 0).of_size(width, height);
    if look(&mut rest, whole) {
        for _ in 0..ROUNDS {
            if !look(&mut rest, whole) {
                break;
            }
        }
        for part in PARTS.into_iter().flat_map(|n| parts(whole, n)) {
            look(&mut rest, part);
        }
    }
    scan
}

/// The pieces of a picture, a part of its sides long each, which overlap by halves.
fn parts(whole: Rect, part: u32) -> impl Iterator<Item = Rect> {
    let (width, height) = ((whole.width() / part).max(1), (whole.height() / part).max(1));
    let starts = move |side: u32| (0..2 * part - 1).map(move |i| (i * side / 2) as i32);
    starts(height).flat_map(move |y| starts(width).map(move |x| Rect::at(x, y).of_size(width, height)))
}

/// What was decoded at a place.
struct Symbol {
    text: String,
    /// Its outer corners, clockwise as it lies.
    corners: [Point; 4],
}

/// What rqrr decodes in a part of a picture.
fn symbols(picture: &GrayImage, part: Rect) -> Vec<Symbol> {
    if part.width().min(part.height()) < FEWEST_MODULES {
        return Vec::new();
    }
    let (width, height, left, top) = (part.width() as usize, part.height() as usize, part.left() as u32, part.top() as u32);
    // rqrr asserts on some degenerate symbols; a picture that does that to it shows no card.
    let read = AssertUnwindSafe(|| {
        let mut prepared =
            PreparedImage::prepare_from_greyscale(width, height, |x, y| picture.get_pixel(left + x as u32, top + y as u32).0[0]);
        let decoded = |grid: &rqrr::Grid<_>| {
            let (meta, text) = catch_unwind(AssertUnwindSafe(|| grid.decode())).ok()?.ok()?;
            let bounds = grid.bounds.map(|p| Point::new((p.x + part.left()) as f32 - 0.5, (p.y + part.top()) as f32 - 0.5));
            Some(Symbol { text, corners: symbol_corners(bounds, meta.version.to_size())? })
        };
        prepared.detect_grids().iter().filter_map(decoded).collect()
    });
    catch_unwind(read).unwrap_or_default()
}

/// Makes a symbol and a module or two around it white.
fn paint_over(picture: &mut GrayImage, corners: &[Point; 4]) {
    let Some(map) = Homography::from_square(corners) else { return };
    let white = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(u, v)| {
        let p = map.apply(AROUND * u, AROUND * v);
        // Drawing counts in whole numbers, and a symbol may seem to reach far beyond the picture.
        let [x, y] = [p.x, p.y].map(|v| v.round().clamp(-FARTHEST, FARTHEST) as i32);
        imageproc::point::Point::new(x, y)
    });
    if white[0] != white[3] {
        draw_polygon_mut(picture, &white, Luma([255]));
    }
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
    fn a_class_in_one_picture_is_read() {
        let deck = Deck::named("qr").expect("the QR deck");
        let cards: Vec<CardNumber> = deck.cards().take(24).collect();
        let mut room = GrayImage::from_pixel(1400, 950, Luma([150]));
        for (i, card) in cards.iter().enumerate() {
            let face = imageops::thumbnail(&deck.face(*card).expect("a card").picture(320), 150, 150);
            let face = if i % 2 == 0 { face } else { imageops::rotate180(&face) };
            imageops::overlay(&mut room, &face, 30 + 225 * (i as i64 % 6), 30 + 225 * (i as i64 / 6));
        }
        let found = scan(deck, &cards, &room);
        let right =
            |r: &&Read| r.answer == if cards.iter().position(|c| *c == r.card).is_some_and(|i| i % 2 == 0) { Answer::A } else { Answer::C };
        assert_eq!(found.reads.iter().filter(right).count(), found.reads.len());
        let mut read: Vec<CardNumber> = found.reads.iter().map(|r| r.card).collect();
        read.sort_unstable();
        assert!(read.len() >= 22 && read.windows(2).all(|two| two[0] != two[1]), "{read:?}");
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
