//! How long the reader takes, on one thread, for pictures that the simulator draws; what each stage takes; how that grows
//! with the picture and with the cards in it; and what each loop over pixels takes, as compiled for every machine and for this one.
//!
//! `cargo bench --bench speed` (part of `make bench`). The counts below the times are pixels or products: 100 Mitem/s of
//! pixels are 10 ms a megapixel.

use std::collections::BTreeMap;
use std::time::Instant;

use divan::Bencher;
use divan::counter::ItemsCount;
use image::GrayImage;
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::room::{Room, RoomOptions};
use quarterturn::vision::kernels::{self, Isa};
use quarterturn::vision::{Scanner, Stage};

/// Pictures of a class that the stages are timed on, and how often each.
const PICTURES: u64 = 8;
const TIMES: usize = 9;

fn main() {
    print_stages();
    divan::main();
}

/// What each stage of reading a picture of 1920 × 1080 takes: the median of several times, the mean of several pictures.
#[expect(clippy::disallowed_methods, reason = "here time is what is measured")]
fn print_stages() {
    let seats = || quarter().cards().take(28).enumerate().map(|(i, card)| (card, Answer::ALL[i % 4]));
    let options = |seed| RoomOptions { width: 1920, height: 1080, far_m: 8.0, seed, ..RoomOptions::default() };
    let mut stages: BTreeMap<Stage, f64> = BTreeMap::new();
    for seed in 1..=PICTURES {
        let picture = Room::new(quarter(), seats(), options(seed)).render(0).0;
        let mut scanner = Scanner::new(quarter(), quarter().cards().take(40));
        assert!(scanner.scan(&picture).reads.len() >= 14, "a scan that reads nothing is no measure");
        let mut times: BTreeMap<Stage, Vec<f64>> = BTreeMap::new();
        for _ in 0..TIMES {
            let mut last = Instant::now();
            scanner.scan_watched(&picture, &mut |stage| {
                let now = Instant::now();
                times.entry(stage).or_default().push((now - last).as_secs_f64() * 1e3);
                last = now;
            });
        }
        for (stage, mut ms) in times {
            ms.sort_by(f64::total_cmp);
            *stages.entry(stage).or_default() += ms[TIMES / 2] / PICTURES as f64;
        }
    }
    let all: f64 = stages.values().sum();
    println!("{:>12}  {:>6}  {:>5}  {:>14}", "stage", "ms", "share", "ms a megapixel");
    for (stage, ms) in stages {
        println!("{:>12}  {ms:>6.2}  {:>3.0} %  {:>14.2}", format!("{stage:?}"), 100.0 * ms / all, ms / (1.920 * 1.080));
    }
    println!("{:>12}  {all:>6.2}  100 %  {:>14.2}\n", "all", all / (1.920 * 1.080));
}

fn quarter() -> &'static Deck {
    Deck::named(Deck::QUARTER).expect("our own deck is always there")
}

/// A class of so many in a picture of this size; more than the deck has cards hold some number twice.
fn class(students: usize, width: u32, height: u32) -> GrayImage {
    let cards: Vec<CardNumber> = quarter().usable().collect();
    let seats = (0..students).map(|i| (cards[i % cards.len()], Answer::ALL[i % 4]));
    Room::new(quarter(), seats, RoomOptions { width, height, far_m: 8.0, ..RoomOptions::default() }).render(0).0
}

/// A whole picture of 1, 2, 4 and 12 megapixels, with a scanner that has read one before: what a live camera costs a frame.
#[divan::bench(args = [(1280, 720), (1920, 1080), (2560, 1600), (4000, 3000)], sample_count = 20)]
fn scan(bencher: Bencher, (width, height): (u32, u32)) {
    let picture = class(28, width, height);
    let mut scanner = Scanner::new(quarter(), quarter().cards().take(40));
    assert!(scanner.scan(&picture).reads.len() >= 14, "a scan that reads nothing is no measure");
    bencher.counter(ItemsCount::new(width * height)).bench_local(|| scanner.scan(&picture));
}

/// A picture of 1920 × 1080 with so many cards in it, all cards of the deck in use.
#[divan::bench(args = [0, 30, 100, 200], sample_count = 20)]
fn scan_by_cards(bencher: Bencher, cards: usize) {
    let picture = class(cards, 1920, 1080);
    let mut scanner = Scanner::new(quarter(), quarter().usable());
    let read = scanner.scan(&picture).reads.len();
    assert!((cards / 2..=cards).contains(&read), "{read} of {cards} read");
    bencher.bench_local(|| scanner.scan(&picture));
}

/// The first picture of a new scanner, templates made on the way.
#[divan::bench(sample_count = 10)]
fn first_scan_720p(bencher: Bencher) {
    let picture = class(28, 1280, 720);
    bencher.bench_local(|| Scanner::new(quarter(), quarter().cards().take(40)).scan(&picture));
}

/// Drawing a frame of the simulated room, for comparison: the reader must not wait for it.
#[divan::bench(sample_count = 10)]
fn draw_a_room_720p(bencher: Bencher) {
    let seats = quarter().cards().take(28).map(|card| (card, Answer::A));
    let room = Room::new(quarter(), seats, RoomOptions::default());
    bencher.bench_local(|| room.render(0));
}

/// The loops that most of the time goes into, over as many pixels as a picture of 1920 × 1080 has.
mod kernel {
    use super::*;

    const ROW: usize = 1920;
    const ROWS: u32 = 1080;

    /// Runs a loop over one row as often as the picture has rows.
    fn for_all_rows(bencher: Bencher, pixels: usize, mut work: impl FnMut()) {
        bencher.counter(ItemsCount::new(pixels as u32 * ROWS)).bench_local(|| (0..ROWS).for_each(|_| work()));
    }

    fn row() -> Vec<u8> {
        (0..ROW).map(|x| (x * x / 7) as u8).collect()
    }

    fn slopes() -> Vec<i16> {
        (0..ROW).map(|x| (x * x / 7 % 1500) as i16 - 750).collect()
    }

    #[divan::bench(args = Isa::available())]
    fn halve_row(bencher: Bencher, isa: Isa) {
        let (pixels, mut out) = (row(), vec![0; ROW / 2]);
        for_all_rows(bencher, ROW, || kernels::halve_row(isa, &pixels, divan::black_box(&pixels), &mut out));
    }

    #[divan::bench(args = Isa::available())]
    fn slope_along(bencher: Bencher, isa: Isa) {
        let (pixels, mut out) = (row(), vec![0; ROW]);
        for_all_rows(bencher, ROW, || kernels::slope_along(isa, [&pixels, &pixels, divan::black_box(&pixels)], &mut out));
    }

    #[divan::bench(args = Isa::available())]
    fn weakest_side(bencher: Bencher, isa: Isa) {
        let (slopes, mut out) = (slopes(), vec![0; ROW]);
        for_all_rows(bencher, ROW, || {
            let rows = [&slopes[..], divan::black_box(&slopes), &slopes];
            kernels::weakest_side(isa, &slopes, &slopes, rows, rows, [4, 6, 3], &mut out);
        });
    }

    #[divan::bench(args = Isa::available())]
    fn dark_bits(bencher: Bencher, isa: Isa) {
        let (rows, mut out) = ([std::array::from_fn(|x| x as u8 * 5); ROW / 32], [0; ROW / 32]);
        for_all_rows(bencher, ROW, || kernels::dark_bits(isa, divan::black_box(&rows), 90, &mut out));
    }

    /// A place compared with 120 cards: 256 samples, and the same turned by a quarter, with each; products are counted.
    #[divan::bench(args = Isa::available())]
    fn dots(bencher: Bencher, isa: Isa) {
        const CARDS: usize = 120;
        let vectors: Vec<[i16; 256]> = (0..CARDS).map(|c| std::array::from_fn(|i| ((c + 3) * i % 2000) as i16 - 1000)).collect();
        let packed = kernels::pack(&vectors);
        let signal: Vec<[i16; 2]> = (0..128).map(|i| [i, -i]).collect();
        let mut out = [[[0; 8]; CARDS / 8]; 2];
        bencher.counter(ItemsCount::new(2 * CARDS * 256)).bench_local(|| {
            let [first, second] = &mut out;
            kernels::dots(isa, [&signal, divan::black_box(&signal)], &packed, [first, second]);
        });
    }
}
