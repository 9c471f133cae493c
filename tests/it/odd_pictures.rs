//! Pictures that no camera gives: the reader sees nothing in them, panics at none, and forgets each before the next.

use image::{GrayImage, Luma, imageops};
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::vision::Scanner;

/// Numbers that look random and are the same everywhere (an xorshift generator).
fn noise(width: u32, height: u32, seed: u64) -> GrayImage {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    GrayImage::from_fn(width, height, |_, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Luma([(state >> 32) as u8])
    })
}

fn plain(width: u32, height: u32, gray: u8) -> GrayImage {
    GrayImage::from_pixel(width, height, Luma([gray]))
}

/// A white wall of this size with the card in its middle, as large as fits.
fn wall(deck: &Deck, card: CardNumber, width: u32, height: u32) -> GrayImage {
    let mut wall = plain(width, height, 255);
    if let Some(face) = deck.face(card).map(|face| face.picture(width.min(height) * 3 / 4)) {
        let (x, y) = (i64::from(width / 2) - i64::from(face.width() / 2), i64::from(height / 2) - i64::from(face.height() / 2));
        imageops::replace(&mut wall, &face, x, y);
    }
    wall
}

fn scanner(deck: &'static Deck) -> Scanner {
    Scanner::new(deck, deck.cards())
}

#[test]
fn a_picture_of_any_size_is_scanned_without_a_panic() {
    for deck in Deck::all() {
        let mut scanner = scanner(deck);
        let sides = (0..=17).chain([24, 31, 47, 48, 63, 64, 65, 129]);
        for (i, side) in sides.enumerate() {
            for (width, height) in [(side, side), (side, 1), (1, side), (side, 40), (40, side), (side, 0), (0, side)] {
                for picture in [noise(width, height, i as u64), plain(width, height, 0), plain(width, height, 255)] {
                    assert_eq!(scanner.scan(&picture).reads, [], "{} at {width} × {height}", deck.name());
                }
                scanner.scan(&wall(deck, CardNumber(3), width, height));
            }
        }
    }
}

#[test]
fn noise_stripes_and_boards_of_squares_are_no_cards() {
    let size = 240;
    let squares = |side: u32| GrayImage::from_fn(size, size, |x, y| Luma([if (x / side + y / side).is_multiple_of(2) { 255 } else { 0 }]));
    let stripes = |side: u32| GrayImage::from_fn(size, size, |x, _| Luma([if (x / side).is_multiple_of(2) { 255 } else { 0 }]));
    let windows =
        |side: u32| GrayImage::from_fn(size, size, |x, y| Luma([if x % side > side / 4 && y % side > side / 4 { 30 } else { 220 }]));
    for deck in Deck::all() {
        let mut scanner = scanner(deck);
        for side in [1, 2, 3, 5, 8, 13, 40] {
            for (what, picture) in [("squares", squares(side)), ("stripes", stripes(side)), ("windows", windows(side))] {
                assert_eq!(scanner.scan(&picture).reads, [], "{}: {what} of {side} px", deck.name());
            }
            assert_eq!(scanner.scan(&noise(size, size, u64::from(side))).reads, [], "{}: noise", deck.name());
        }
    }
}

#[test]
fn a_scanner_forgets_the_picture_before() {
    for deck in Deck::all() {
        let card = CardNumber(3);
        let pictures = [
            wall(deck, card, 320, 240),
            plain(320, 240, 255),
            noise(320, 240, 1),
            wall(deck, card, 320, 200),
            plain(320, 20, 128),
            wall(deck, card, 200, 320),
            wall(deck, card, 320, 240),
        ];
        let mut kept = scanner(deck);
        for (i, picture) in pictures.iter().enumerate() {
            assert_eq!(kept.scan(picture), scanner(deck).scan(picture), "{}, picture {i}", deck.name());
        }
        assert_eq!(kept.scan(&pictures[0]).reads.len(), 1, "{}: the card itself", deck.name());
    }
}

#[test]
fn a_card_that_fills_the_picture_is_read_in_every_turn() {
    for deck in Deck::all() {
        let mut scanner = scanner(deck);
        for card in deck.cards().step_by(7).take(5) {
            for min_px in [100, 400, 800] {
                let face = deck.face(card).expect("a card of the deck").picture(min_px);
                let turns = [face.clone(), imageops::rotate270(&face), imageops::rotate180(&face), imageops::rotate90(&face)];
                for (picture, answer) in turns.iter().zip(Answer::ALL) {
                    let read: Vec<_> = scanner.scan(picture).reads.iter().map(|r| (r.card, r.answer)).collect();
                    assert_eq!(read, [(card, answer)], "{} at {} px", deck.name(), face.width());
                }
            }
        }
    }
}
