//! How long the reader takes, on one thread, for pictures that the simulator draws.
//!
//! `cargo bench --bench speed` (part of `make bench`).

use divan::Bencher;
use image::GrayImage;
use quarterturn::cards::{Answer, Deck};
use quarterturn::room::{Room, RoomOptions};
use quarterturn::vision::Scanner;

fn main() {
    divan::main();
}

fn quarter() -> &'static Deck {
    Deck::named(Deck::QUARTER).expect("our own deck is always there")
}

/// A class of 28 in a picture of this size.
fn class(width: u32, height: u32) -> GrayImage {
    let seats = quarter().cards().take(28).enumerate().map(|(i, card)| (card, Answer::ALL[i % 4]));
    Room::new(quarter(), seats, RoomOptions { width, height, far_m: 8.0, ..RoomOptions::default() }).render(0).0
}

/// A whole picture, with a scanner that has read one before: what a live camera costs a frame.
#[divan::bench(args = [(1280, 720), (1920, 1080), (4000, 3000)], sample_count = 20)]
fn scan(bencher: Bencher, (width, height): (u32, u32)) {
    let picture = class(width, height);
    let mut scanner = Scanner::new(quarter(), quarter().cards().take(40));
    assert!(scanner.scan(&picture).reads.len() >= 14, "a scan that reads nothing is no measure");
    bencher.bench_local(|| scanner.scan(&picture));
}

/// The first picture of a new scanner, templates made on the way.
#[divan::bench(sample_count = 10)]
fn first_scan_720p(bencher: Bencher) {
    let picture = class(1280, 720);
    bencher.bench_local(|| Scanner::new(quarter(), quarter().cards().take(40)).scan(&picture));
}

/// Drawing a frame of the simulated room, for comparison: the reader must not wait for it.
#[divan::bench(sample_count = 10)]
fn draw_a_room_720p(bencher: Bencher) {
    let seats = quarter().cards().take(28).map(|card| (card, Answer::A));
    let room = Room::new(quarter(), seats, RoomOptions::default());
    bencher.bench_local(|| room.render(0));
}
