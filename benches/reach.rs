//! How far the reader sees, in rooms that the simulator draws with known truth: of the cards in the picture, how many are
//! read, and how many are read wrongly (the wrong turn credits a student with an answer not given).
//!
//! `cargo bench --bench reach` (part of `make bench`). The simulator is our own, so this compares versions of the reader
//! with each other; it says little about a real classroom.

use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::room::{Room, RoomOptions, Truth};
use quarterturn::vision::{Read, Scanner};

/// Distances of the whole class from the camera.
const METRES: [f32; 6] = [4.0, 8.0, 12.0, 14.0, 16.0, 20.0];
/// Rooms drawn at each distance, a frame of each.
const ROOMS: u64 = 6;
/// Students in each.
const STUDENTS: u16 = 20;

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
