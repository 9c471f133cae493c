//! Cards at the margins of what a camera shows: small, shadowed, glaring, askew, covered. In each kind of room a stated
//! share is read, and nothing that is not there.
//!
//! The shares lie a few points under what was measured when they were written; they only rise.

use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::room::{Room, RoomOptions, Truth};
use quarterturn::vision::{Read, Scanner};

/// Rooms of each kind, and students in each.
const ROOMS: u64 = 4;
const STUDENTS: usize = 24;

fn deck() -> &'static Deck {
    Deck::named(Deck::QUARTER).expect("our own deck")
}

/// Cards far apart in the deck, other ones in every room, and each answer as often as the others.
fn seats(seed: u64) -> Vec<(CardNumber, Answer)> {
    let cards: Vec<CardNumber> = deck().usable().collect();
    let seat = |i: usize| (cards[(7 * i + 31 * seed as usize) % cards.len()], Answer::ALL[(i + seed as usize) % 4]);
    (0..STUDENTS).map(seat).collect()
}

fn is_at(read: &Read, truth: &Truth) -> bool {
    let middle = truth.corners.iter().fold([0.0, 0.0], |m, c| [m[0] + c[0] / 4.0, m[1] + c[1] / 4.0]);
    let [a, _, c, _] = truth.corners;
    let centre = read.centre();
    (centre.x - middle[0]).hypot(centre.y - middle[1]) < 0.2 * (a[0] - c[0]).hypot(a[1] - c[1])
}

/// Draws rooms of this kind and reads them with all cards of the deck in use. At least so many of a hundred cards are read,
/// and every read is a card that is held there, with the answer it shows.
fn check(kind: &str, least_per_cent: usize, options: &RoomOptions) {
    let mut scanner = Scanner::new(deck(), deck().usable());
    let (mut shown, mut read) = (0, 0);
    for seed in 1..=ROOMS {
        let (picture, truth) = Room::new(deck(), seats(seed), RoomOptions { seed, ..options.clone() }).render(seed);
        let reads = scanner.scan(&picture).reads;
        for r in &reads {
            let is_true = |t: &Truth| (t.card, t.answer) == (r.card, r.answer) && is_at(r, t);
            assert!(truth.iter().any(is_true), "{kind}, room {seed}: {r:?} is not there");
        }
        (shown, read) = (shown + truth.len(), read + reads.len());
    }
    println!("{kind}: read {read} of {shown}");
    assert!(shown >= 9 * STUDENTS * ROOMS as usize / 10, "{kind}: only {shown} cards are in the pictures");
    assert!(read * 100 >= shown * least_per_cent, "{kind}: read {read} of {shown}, at least {least_per_cent} % before");
}

/// All students this far away, before a webcam of 1280 × 720.
fn at(metres: f32) -> RoomOptions {
    RoomOptions { near_m: metres, far_m: metres, ..RoomOptions::default() }
}

#[test]
fn modules_little_larger_than_a_pixel_are_read() {
    // The square of 9 modules is 139 mm wide, a millimetre at one metre 0.914 px.
    check("modules of 1.5 px", 93, &at(9.4));
    check("modules of 1.2 px", 92, &at(11.8));
    check("modules of 1 px", 80, &at(14.1));
}

#[test]
fn cards_half_in_the_shadow_are_read() {
    check("half shadow at 4 m", 95, &RoomOptions { shadow_share: 1.0, ..at(4.0) });
    check("half shadow at 8 m", 93, &RoomOptions { shadow_share: 1.0, ..at(8.0) });
    check("half shadow at 12 m", 92, &RoomOptions { shadow_share: 1.0, ..at(12.0) });
    check("half shadow in little light", 94, &RoomOptions { shadow_share: 1.0, exposure: 0.35, noise: 0.02, ..at(5.0) });
}

#[test]
fn cards_with_a_spot_of_glare_are_read() {
    check("glare at 3 m", 85, &RoomOptions { glare_share: 1.0, ..at(3.0) });
    check("glare at 8 m", 85, &RoomOptions { glare_share: 1.0, ..at(8.0) });
}

#[test]
fn cards_turned_aside_by_45_degrees_are_read() {
    check("45° aside at 3 m", 86, &RoomOptions { aside_deg: 45.0, yaw_deg: 2.0, ..at(3.0) });
    check("45° aside at 6 m", 85, &RoomOptions { aside_deg: 45.0, yaw_deg: 2.0, ..at(6.0) });
    check("45° aside, leant and rolled", 80, &RoomOptions { aside_deg: 45.0, yaw_deg: 2.0, pitch_deg: 15.0, roll_deg: 10.0, ..at(4.0) });
}

#[test]
fn cards_covered_by_a_neighbours_are_read_or_left_out() {
    check("4 mm of the quiet zone covered", 95, &RoomOptions { overlap_mm: 4.0, ..at(4.0) });
    check("the quiet zone covered", 92, &RoomOptions { overlap_mm: 11.0, ..at(4.0) });
    check("half of the border covered", 88, &RoomOptions { overlap_mm: 21.0, ..at(4.0) });
    check("a fifth of the modules covered", 55, &RoomOptions { overlap_mm: 46.0, ..at(4.0) });
}

#[test]
fn cards_with_thumbs_on_the_rim_are_read() {
    check("thumbs on the quiet zone", 95, &RoomOptions { thumbs_share: 1.0, ..at(3.0) });
    check("thumbs on the border", 95, &RoomOptions { thumbs_share: 1.0, thumbs_mm: 25.0, ..at(3.0) });
    check("thumbs on the modules", 95, &RoomOptions { thumbs_share: 1.0, thumbs_mm: 45.0, ..at(3.0) });
}

#[test]
fn cards_in_bad_pictures_are_read() {
    check("defocus of 1.5 px", 93, &RoomOptions { defocus_px: 1.5, ..at(5.0) });
    check("noise of a phone at night", 93, &RoomOptions { noise: 0.06, exposure: 0.5, ..at(5.0) });
    check("too much light", 95, &RoomOptions { exposure: 2.0, ..at(5.0) });
    check(
        "everything at once",
        72,
        &RoomOptions {
            yaw_deg: 25.0,
            pitch_deg: 14.0,
            roll_deg: 12.0,
            defocus_px: 0.9,
            noise: 0.03,
            exposure: 0.5,
            gradient: 0.4,
            shadow_share: 0.6,
            glare_share: 0.4,
            thumbs_share: 1.0,
            thumbs_mm: 20.0,
            overlap_mm: 6.0,
            ..at(6.0)
        },
    );
}
