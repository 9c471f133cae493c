//! What a changed picture may do to the reads: turn all answers alike, or lose some; never change one.

use std::cell::RefCell;
use std::collections::BTreeMap;

use image::imageops::{self, FilterType};
use image::{GrayImage, Luma};
use imageproc::geometric_transformations::{Border, Interpolation, rotate_about_center};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use quarterturn::cards::{Answer, CardNumber, Code, Deck};
use quarterturn::room::{Room, RoomOptions, Truth};
use quarterturn::vision::{Point, Read, Scanner};

const STUDENTS: usize = 24;

fn quarter() -> &'static Deck {
    Deck::named(Deck::QUARTER).expect("our own deck")
}

/// Every deck of codewords with a border, ours too. Without one, cards are mirrored twins of each other.
fn grids() -> impl Iterator<Item = &'static Deck> {
    Deck::all().iter().filter(|deck| matches!(deck.code(), Code::Grid { layout, .. } if layout.border > 0.0))
}

fn cards(deck: &Deck) -> impl Iterator<Item = CardNumber> {
    deck.cards().take(30)
}

fn scanner(deck: &'static Deck) -> Scanner {
    Scanner::new(deck, cards(deck))
}

/// A class of 24 whose members hold up every answer.
fn seats(deck: &Deck, seed: u64) -> Vec<(CardNumber, Answer)> {
    cards(deck).take(STUDENTS).enumerate().map(|(i, card)| (card, Answer::ALL[(i * 7 + seed as usize % 4) % 4])).collect()
}

fn room_of(deck: &Deck, seed: u64) -> (GrayImage, Vec<Truth>) {
    let options = RoomOptions { width: 1600, height: 900, far_m: 9.0, roll_deg: 3.0, seed, ..RoomOptions::default() };
    Room::new(deck, seats(deck, seed), options).render(0)
}

fn room(seed: u64) -> GrayImage {
    room_of(quarter(), seed).0
}

fn reads(picture: &GrayImage) -> BTreeMap<CardNumber, Answer> {
    let scan = scanner(quarter()).scan(picture);
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

fn is_near(place: Point, truth: &Truth) -> bool {
    let middle = truth.corners.iter().fold([0.0, 0.0], |m, c| [m[0] + c[0] / 4.0, m[1] + c[1] / 4.0]);
    let [a, _, c, _] = truth.corners;
    (place.x - middle[0]).hypot(place.y - middle[1]) < 0.2 * (a[0] - c[0]).hypot(a[1] - c[1])
}

#[test]
fn turning_the_picture_turns_every_answer() {
    for seed in 1..=2 {
        let picture = room(seed);
        let upright = reads(&picture);
        assert!(upright.len() >= 20, "only {} of {STUDENTS} read", upright.len());
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
fn rolling_the_camera_by_less_than_half_a_quarter_turn_changes_no_answer() {
    let picture = room(5);
    let before = reads(&picture);
    for degrees in [-28.0, -19.0, -11.0, -4.0, 7.0, 15.0, 23.0, 28.0_f32] {
        let rolled = rotate_about_center(&picture, degrees.to_radians(), Interpolation::Bilinear, Border::Constant(Luma([90])));
        let left = kept(&before, &reads(&rolled), "a roll");
        println!("{left} of {} are left after a roll of {degrees}°", before.len());
        // Some leave the picture at its sides.
        assert!(left >= 12, "{left} of {} are left after a roll of {degrees}°", before.len());
    }
}

#[test]
fn light_contrast_tone_and_size_lose_few_answers() {
    let picture = room(3);
    let before = reads(&picture);
    let toned = |f: &dyn Fn(f32) -> f32| {
        GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
            let v = f32::from(picture.get_pixel(x, y).0[0]) / 255.0;
            Luma([(f(v) * 255.0).round().clamp(0.0, 255.0) as u8])
        })
    };
    for (what, least, changed) in [
        ("less light", 18, toned(&|v| 0.45 * v)),
        ("more light", 12, toned(&|v| 1.4 * v)),
        ("less contrast", 15, toned(&|v| 0.3 + 0.4 * v)),
        ("a steep tone curve", 15, toned(&|v| v.powf(1.6))),
        ("a flat tone curve", 15, toned(&|v| v.powf(0.6))),
        ("doubling", 18, imageops::resize(&picture, 3200, 1800, FilterType::CatmullRom)),
        ("shrinking", 12, imageops::resize(&picture, 1100, 619, FilterType::Triangle)),
    ] {
        let left = kept(&before, &reads(&changed), what);
        assert!(left >= least, "{left} of {} are left after {what}", before.len());
    }
}

/// What may happen to a picture between the room and the reader.
#[derive(Clone, Copy, Debug)]
struct Change {
    /// Factors of width and height: nearly the same, since nobody's camera squeezes a picture much.
    scale: [f32; 2],
    gain: f32,
    lift: f32,
    gamma: f32,
    is_smooth: bool,
    /// Quarter turns clockwise.
    quarters: usize,
}

impl Change {
    fn of(self, picture: &GrayImage) -> GrayImage {
        let tone = |v: u8| (255.0 * (self.gain * (f32::from(v) / 255.0).powf(self.gamma) + self.lift)).round().clamp(0.0, 255.0) as u8;
        let toned = GrayImage::from_fn(picture.width(), picture.height(), |x, y| Luma([tone(picture.get_pixel(x, y).0[0])]));
        let [width, height] = [(picture.width(), self.scale[0]), (picture.height(), self.scale[1])].map(|(n, s)| (n as f32 * s) as u32);
        let resized = imageops::resize(&toned, width, height, if self.is_smooth { FilterType::CatmullRom } else { FilterType::Nearest });
        (0..self.quarters).fold(resized, |picture, _| imageops::rotate90(&picture))
    }

    /// What a read in the changed picture of this size says about the picture before: its place in parts of each side, and its
    /// answer.
    fn before(self, read: &Read, [width, height]: [u32; 2]) -> ([f32; 2], Answer) {
        let part = |v: f32, side: u32| (v + 0.5) / side as f32;
        let place = [part(read.centre().x, width), part(read.centre().y, height)];
        let place = (0..self.quarters).fold(place, |[x, y], _| [y, 1.0 - x]);
        (place, Answer::ALL[(read.answer.index() + self.quarters) % 4])
    }
}

fn change() -> impl Strategy<Value = Change> {
    (0.3..1.8_f32, 0.9..1.1_f32, 0.15..3.0_f32, -0.4..0.5_f32, 0.35..2.8_f32, any::<bool>(), 0..4_usize).prop_map(
        |(scale, squeeze, gain, lift, gamma, is_smooth, quarters)| Change {
            scale: [scale, scale * squeeze],
            gain,
            lift,
            gamma,
            is_smooth,
            quarters,
        },
    )
}

#[test]
fn no_change_of_size_light_tone_or_turn_makes_a_read_of_what_is_not_there() {
    for deck in grids() {
        let scanner = RefCell::new(scanner(deck));
        // Rooms are drawn once and changed often: drawing takes longer than reading.
        let options = |seed| RoomOptions { width: 800, height: 450, near_m: 1.5, far_m: 5.0, seed, ..RoomOptions::default() };
        let rooms: Vec<_> = (1..=3).map(|seed| Room::new(deck, seats(deck, seed), options(seed)).render(seed)).collect();
        let read = RefCell::new(0);
        let all = Config::with_source_file(file!());
        // The same changes each time. Of thousands, a few make a card of less than a pixel a module look like another.
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(Config { cases: (all.cases / 8).max(1), ..all }, rng);
        let outcome = runner.run(&(0..rooms.len(), change()), |(room, change)| {
            let (picture, truth) = &rooms[room];
            let changed = change.of(picture);
            let scan = scanner.borrow_mut().scan(&changed);
            for r in &scan.reads {
                let ([x, y], answer) = change.before(r, changed.dimensions().into());
                let place = Point::new(x * picture.width() as f32 - 0.5, y * picture.height() as f32 - 0.5);
                let is_true = |t: &Truth| (t.card, t.answer) == (r.card, answer) && is_near(place, t);
                prop_assert!(truth.iter().any(is_true), "{r:?}");
            }
            prop_assert_eq!(scan.mirrored, Vec::<[Point; 4]>::new());
            *read.borrow_mut() += scan.reads.len();
            Ok(())
        });
        outcome.unwrap_or_else(|e| panic!("{}: {e}", deck.name()));
        println!("{}: {} cards read in changed pictures", deck.name(), read.borrow());
        assert!(*read.borrow() > 0, "{}: a reader that reads nothing proves nothing", deck.name());
    }
}

#[test]
fn mirrored_cards_of_every_deck_are_said_and_never_read() {
    for deck in grids().chain([Deck::named("plickers").expect("a deck")]) {
        let (mut scanner, mut said, mut shown) = (scanner(deck), 0, 0);
        for seed in 1..=3 {
            let (picture, truth) = room_of(deck, seed);
            for (what, mirrored) in [("across", imageops::flip_horizontal(&picture)), ("down", imageops::flip_vertical(&picture))] {
                let scan = scanner.scan(&mirrored);
                assert_eq!(scan.reads, [], "{}, room {seed}, mirrored {what}", deck.name());
                let (last_x, last_y) = ((picture.width() - 1) as f32, (picture.height() - 1) as f32);
                for corners in &scan.mirrored {
                    let sum = corners.iter().fold([0.0, 0.0], |s, c| [s[0] + c.x / 4.0, s[1] + c.y / 4.0]);
                    let place = if what == "across" { Point::new(last_x - sum[0], sum[1]) } else { Point::new(sum[0], last_y - sum[1]) };
                    assert!(truth.iter().any(|t| is_near(place, t)), "{}, room {seed}: nothing is at {place:?}", deck.name());
                }
                (said, shown) = (said + scan.mirrored.len(), shown + truth.len());
            }
        }
        println!("{}: said of {said} of {shown} that they are mirrored", deck.name());
        assert!(said * 3 >= shown, "{}: said of {said} of {shown} that they are mirrored", deck.name());
    }
}

#[test]
fn white_cards_on_black_give_no_answer() {
    for deck in grids() {
        let mut scanner = scanner(deck);
        for seed in 1..=3 {
            let mut picture = room_of(deck, seed).0;
            imageops::invert(&mut picture);
            assert_eq!(scanner.scan(&picture).reads, [], "{}, room {seed}", deck.name());
        }
    }
}
