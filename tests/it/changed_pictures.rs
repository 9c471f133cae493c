//! What a changed picture may do to the reads: turn all answers alike, or lose some; never change one.

use std::collections::BTreeMap;

use image::{GrayImage, imageops};
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::room::{Room, RoomOptions};
use quarterturn::vision::Scanner;

/// A class of 24 whose members hold up every answer.
fn room(seed: u64) -> GrayImage {
    let deck = Deck::named(Deck::QUARTER).expect("our own deck");
    let seats: Vec<(CardNumber, Answer)> =
        deck.cards().take(24).enumerate().map(|(i, card)| (card, Answer::ALL[(i * 7 + seed as usize) % 4])).collect();
    Room::new(deck, seats, RoomOptions { width: 1600, height: 900, far_m: 9.0, seed, ..RoomOptions::default() }).render(0).0
}

fn reads(picture: &GrayImage) -> BTreeMap<CardNumber, Answer> {
    let deck = Deck::named(Deck::QUARTER).expect("our own deck");
    let scan = Scanner::new(deck, deck.cards().take(30)).scan(picture);
    assert!(scan.reads.iter().all(|r| !r.duplicate), "a card seen twice");
    scan.reads.into_iter().map(|r| (r.card, r.answer)).collect()
}

/// How many of the reads are left; none may be another one.
fn kept(before: &BTreeMap<CardNumber, Answer>, after: &BTreeMap<CardNumber, Answer>, what: &str) -> usize {
    for (card, answer) in after {
        assert_eq!(before.get(card).unwrap_or(answer), answer, "card {card} after {what}");
    }
    after.len()
}

#[test]
fn turning_the_picture_turns_every_answer() {
    for seed in 1..=2 {
        let picture = room(seed);
        let upright = reads(&picture);
        assert!(upright.len() >= 20, "only {} of 24 read", upright.len());
        // Turned clockwise, the side that was on the left comes to the top: A becomes D, and so on.
        for (quarters, turned) in
            [(1, imageops::rotate90(&picture)), (2, imageops::rotate180(&picture)), (3, imageops::rotate270(&picture))]
        {
            let expected = upright.iter().map(|(&c, a)| (c, Answer::ALL[(a.index() + 4 - quarters) % 4])).collect();
            let left = kept(&expected, &reads(&turned), "a turn");
            assert!(left + 3 >= upright.len(), "{left} of {} are left after {quarters} quarter turns", upright.len());
        }
    }
}

#[test]
fn light_contrast_tone_and_size_lose_answers_and_never_change_one() {
    let picture = room(3);
    let before = reads(&picture);
    let toned = |f: &dyn Fn(f32) -> f32| {
        GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
            let v = f32::from(picture.get_pixel(x, y).0[0]) / 255.0;
            image::Luma([(f(v) * 255.0).round().clamp(0.0, 255.0) as u8])
        })
    };
    for (what, least, changed) in [
        ("less light", 18, toned(&|v| 0.45 * v)),
        ("more light", 12, toned(&|v| 1.4 * v)),
        ("less contrast", 15, toned(&|v| 0.3 + 0.4 * v)),
        ("a steep tone curve", 15, toned(&|v| v.powf(1.6))),
        ("a flat tone curve", 15, toned(&|v| v.powf(0.6))),
        ("doubling", 18, imageops::resize(&picture, 3200, 1800, imageops::FilterType::CatmullRom)),
        ("shrinking", 12, imageops::resize(&picture, 1100, 619, imageops::FilterType::Triangle)),
    ] {
        let left = kept(&before, &reads(&changed), what);
        assert!(left >= least, "{left} of {} are left after {what}", before.len());
    }
}

#[test]
fn inverted_and_mirrored_pictures_give_no_answer() {
    let picture = room(4);
    let inverted = GrayImage::from_fn(picture.width(), picture.height(), |x, y| image::Luma([255 - picture.get_pixel(x, y).0[0]]));
    assert!(reads(&inverted).is_empty());
    let deck = Deck::named(Deck::QUARTER).expect("our own deck");
    let mirrored = Scanner::new(deck, deck.cards().take(30)).scan(&imageops::flip_horizontal(&picture));
    assert!(mirrored.reads.is_empty(), "{:?}", mirrored.reads);
    assert!(mirrored.mirrored.len() >= 10, "only {} cards are said to be mirrored", mirrored.mirrored.len());
}
