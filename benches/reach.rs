//! How far the reader sees, in rooms that the simulator draws with known truth: of the cards in the picture, how many are
//! read, and how many are read wrongly (the wrong turn credits a student with an answer not given). Then, how many of a
//! class are known after some seconds before a hand-held camera.
//!
//! `cargo bench --bench reach` (part of `make bench`). The simulator is our own, so this compares versions of the reader
//! with each other; it says little about a real classroom.

use std::collections::BTreeSet;
use std::time::Duration;

use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::room::{Room, RoomOptions, Truth};
use quarterturn::vision::{Read, Scanner, Sweep};
use rayon::prelude::*;

/// Distances of the whole class from the camera.
const METRES: [f32; 6] = [4.0, 8.0, 12.0, 14.0, 16.0, 20.0];
/// Rooms drawn at each distance, a frame of each.
const ROOMS: u64 = 6;
/// Students in each.
const STUDENTS: u16 = 20;

/// The classes that are swept over, students in each, and frames a second.
const CLASSES: u64 = 20;
const CLASS: usize = 30;
const FPS: u32 = 15;
/// When it is counted who is known.
const SECONDS: [u32; 4] = [2, 4, 6, 10];

#[derive(Default)]
struct Count {
    shown: usize,
    read: usize,
    wrong_turn: usize,
    wrong_number: usize,
}

fn main() {
    println!("Cards of 139 mm, a camera of 1920 × 1080 and 70°, {ROOMS} rooms of {STUDENTS} at each distance\n");
    println!("{:>9}  {:>6}  {:>5}  {:>10}  {:>12}", "distance", "cards", "read", "wrong turn", "wrong number");
    let deck = Deck::named(Deck::QUARTER).expect("our own deck is always there");
    for metres in METRES {
        let count = (1..=ROOMS).fold(Count::default(), |count, seed| add_room(count, deck, metres, seed));
        let per_cent = 100.0 * count.read as f32 / count.shown.max(1) as f32;
        println!("{metres:>7} m  {:>6}  {per_cent:>3.0} %  {:>10}  {:>12}", count.shown, count.wrong_turn, count.wrong_number);
    }
    sweep_over_classes(deck);
}

fn add_room(mut count: Count, deck: &'static Deck, metres: f32, seed: u64) -> Count {
    let seats = deck.cards().take(usize::from(STUDENTS)).enumerate().map(|(i, card)| (card, Answer::ALL[(i + seed as usize) % 4]));
    let options = RoomOptions { width: 1920, height: 1080, near_m: metres, far_m: metres, seed, ..RoomOptions::default() };
    let (picture, truth) = Room::new(deck, seats, options).render(0);
    let cards: Vec<CardNumber> = deck.cards().take(40).collect();
    count.shown += truth.len();
    for read in Scanner::new(deck, cards).scan(&picture).reads {
        match truth.iter().find(|t| is_at(t, &read)) {
            Some(t) if t.card == read.card && t.answer == read.answer => count.read += 1,
            Some(t) if t.card == read.card => count.wrong_turn += 1,
            _ => count.wrong_number += 1,
        }
    }
    count
}

/// Whether the read lies where this card is shown: its middle within half a side.
fn is_at(truth: &Truth, read: &Read) -> bool {
    let middle = truth.corners.iter().fold([0.0, 0.0], |m, c| [m[0] + c[0] / 4.0, m[1] + c[1] / 4.0]);
    let [a, b, ..] = truth.corners;
    let side = (a[0] - b[0]).hypot(a[1] - b[1]);
    let centre = read.centre();
    (centre.x - middle[0]).hypot(centre.y - middle[1]) < side / 2.0
}

/// Soft, noisy pictures of a hand-held camera; all cards are up after two seconds, and two students change their mind then.
fn hand_held(seed: u64) -> RoomOptions {
    RoomOptions {
        near_m: 2.0,
        far_m: 9.0,
        seed,
        yaw_deg: 18.0,
        pitch_deg: 10.0,
        roll_deg: 8.0,
        defocus_px: 0.7,
        noise: 0.02,
        shadow_share: 0.3,
        glare_share: 0.15,
        thumbs_share: 1.0,
        sway_px: 12.0,
        raise_over_frames: 30,
        minds_changed: 2,
        ..RoomOptions::default()
    }
}

fn sweep_over_classes(deck: &'static Deck) {
    println!("\n{CLASSES} classes of {CLASS} at 2 to 9 m before a hand-held camera of 1280 × 720, {FPS} frames a second\n");
    println!("{:>6}  {:>6}  {:>7}  {:>5}", "after", "cards", "known", "wrong");
    let classes: Vec<_> = (1..=CLASSES).into_par_iter().map(|seed| sweep(deck, seed)).collect();
    for (i, seconds) in SECONDS.iter().enumerate() {
        let [known, wrong] = [0, 1].map(|k| classes.iter().map(|c| c[i][k]).sum::<usize>());
        let cards = CLASS * CLASSES as usize;
        println!("{seconds:>4} s  {cards:>6}  {:>5.1} %  {wrong:>5}", 100.0 * known as f32 / cards as f32);
    }
}

/// After each of [`SECONDS`]: cards known with the answer that they show then, and cards with an answer that they never showed.
/// The others are not known yet, or not that they changed.
fn sweep(deck: &'static Deck, seed: u64) -> Vec<[usize; 2]> {
    let seats: Vec<_> = deck.usable().take(CLASS).enumerate().map(|(i, card)| (card, Answer::ALL[(i + seed as usize) % 4])).collect();
    let room = Room::new(deck, seats, hand_held(seed));
    let (mut scanner, mut sweep) = (Scanner::new(deck, deck.usable().take(40)), Sweep::new());
    let (mut counts, mut ever) = (Vec::new(), BTreeSet::new());
    for frame in 0..FPS * SECONDS[SECONDS.len() - 1] {
        let (picture, truth) = room.render(u64::from(frame));
        let scan = scanner.scan_following(&picture, &sweep.followed());
        sweep.observe(Duration::from_secs(1) / FPS * frame, &scan);
        let now: BTreeSet<(CardNumber, Answer)> = truth.iter().map(|t| (t.card, t.answer)).collect();
        ever.extend(&now);
        if (frame + 1).is_multiple_of(FPS) && SECONDS.contains(&((frame + 1) / FPS)) {
            let settled: Vec<_> = sweep.settled().iter().map(|s| (s.card, s.answer)).collect();
            let count = |shown: &BTreeSet<_>| settled.iter().filter(|&s| shown.contains(s)).count();
            counts.push([count(&now), settled.len() - count(&ever)]);
        }
    }
    counts
}
