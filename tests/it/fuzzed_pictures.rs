//! Pictures made at random, of every size and of all that looks a little like cards: the reader stumbles over none, sees no
//! card where none is, and ends in bounded time.
//!
//! `make fuzz` tries many more cases than `make test` and prints what the slowest picture took.

mod scene;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;

use image::GrayImage;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::vision::{Scan, Scanner, Sweep};

use scene::scene;

/// A deck with a scanner that has read other pictures before.
struct Reader {
    deck: &'static Deck,
    scanner: RefCell<Scanner>,
}

fn readers() -> Vec<Reader> {
    let reader = |deck: &'static Deck| Reader { deck, scanner: RefCell::new(Scanner::new(deck, cards(deck))) };
    Deck::all().iter().map(reader).collect()
}

/// As many as a class has.
fn cards(deck: &Deck) -> impl Iterator<Item = CardNumber> + use<> {
    deck.cards().take(30)
}

/// A runner of one case in `rarely`: some read many pictures each.
fn runner(rarely: u32) -> TestRunner {
    let all = Config::with_source_file(file!());
    TestRunner::new(Config { cases: (all.cases / rarely).max(1), ..all })
}

/// What every scan promises, whatever the picture.
fn check(deck: &Deck, picture: &GrayImage, scan: &Scan) -> Result<(), TestCaseError> {
    let in_use: BTreeSet<CardNumber> = cards(deck).collect();
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    for read in &scan.reads {
        let middle = read.centre();
        prop_assert!(in_use.contains(&read.card), "{read:?}");
        prop_assert!((0.0..=1.0).contains(&read.confidence), "{read:?}");
        prop_assert!(read.corners.iter().all(|c| c.x.is_finite() && c.y.is_finite()), "{read:?}");
        prop_assert!((-1.0..=width).contains(&middle.x) && (-1.0..=height).contains(&middle.y), "{read:?}");
        prop_assert_eq!(read.duplicate, scan.reads.iter().filter(|r| r.card == read.card).count() > 1);
    }
    for sighting in &scan.sightings {
        prop_assert!(in_use.contains(&sighting.card) && sighting.log_odds.is_finite() && sighting.size > 0.0, "{sighting:?}");
    }
    // A card takes up some pixels, so only so many fit.
    prop_assert!(scan.sightings.len() + scan.mirrored.len() <= 8 + (width * height) as usize / 16);
    Ok(())
}

/// The slowest picture so far, in milliseconds for each megapixel; pictures smaller than a fifth of one say little.
#[derive(Debug, Default)]
struct Slowest {
    millis: f64,
    what: String,
}

impl Slowest {
    #[expect(clippy::disallowed_methods, reason = "only to print how long the slowest took; no test depends on it")]
    fn time<T>(&mut self, what: impl FnOnce() -> String, pixels: usize, work: impl FnOnce() -> T) -> T {
        let began = std::time::Instant::now();
        let result = work();
        let millis = began.elapsed().as_secs_f64() * 1e3 / (pixels as f64 / 1e6);
        if pixels >= 200_000 && millis > self.millis {
            *self = Self { millis, what: what() };
        }
        result
    }
}

#[test]
fn no_picture_makes_the_reader_stumble() {
    let readers = readers();
    let slowest = RefCell::new(Slowest::default());
    let outcome = runner(1).run(&(0..readers.len(), scene()), |(i, scene)| {
        let Reader { deck, scanner } = &readers[i];
        let picture = scene.draw(deck);
        let what = || format!("{} × {} of {}: {scene:?}", picture.width(), picture.height(), deck.name());
        let scan = slowest.borrow_mut().time(what, picture.len(), || scanner.borrow_mut().scan(&picture));
        check(deck, &picture, &scan)?;
        if scene.stickers.is_empty() && !scene.holds_random_codes() {
            prop_assert_eq!(scan.reads, []);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
    let Slowest { millis, what } = slowest.into_inner();
    println!("the slowest picture took {millis:.0} ms a megapixel: {what}");
}

#[test]
fn no_damage_to_a_card_makes_another_of_it() {
    let deck = Deck::named(Deck::QUARTER).expect("our own deck");
    let scanner = RefCell::new(Scanner::new(deck, cards(deck)));
    let found = RefCell::new([0, 0]);
    let scenes = scene().prop_filter("nobody else's codes", |scene| !scene.holds_random_codes());
    let outcome = runner(1).run(&scenes, |scene| {
        let picture = scene.draw(deck);
        for read in scanner.borrow_mut().scan(&picture).reads {
            let is_true = |&(card, answer, place): &(CardNumber, Answer, scene::Place)| {
                (card, answer) == (read.card, read.answer) && place.holds([read.centre().x, read.centre().y])
            };
            prop_assert!(scene.truth(deck).iter().any(is_true), "{read:?} in {:?}", scene.truth(deck));
            found.borrow_mut()[0] += 1;
        }
        found.borrow_mut()[1] += scene.truth(deck).len();
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
    let [read, there] = found.into_inner();
    println!("read {read} of {there} cards, most of them damaged or hidden");
    assert!(read > 0, "a reader that reads nothing proves nothing");
}

#[test]
fn frames_of_changing_size_do_not_hang_on_each_other() {
    let readers = readers();
    let frames = (0..readers.len(), prop::collection::vec((scene(), 0..400_u64), 1..6));
    let outcome = runner(8).run(&frames, |(i, frames)| {
        let Reader { deck, scanner } = &readers[i];
        let mut sweep = Sweep::new();
        let (mut at, mut seen) = (Duration::ZERO, BTreeSet::new());
        let pictures: Vec<GrayImage> = frames.iter().map(|(scene, _)| scene.draw(deck)).collect();
        let mut scans = Vec::new();
        for (picture, (_, millis)) in pictures.iter().zip(&frames) {
            let scan = scanner.borrow_mut().scan(picture);
            at += Duration::from_millis(*millis);
            seen.extend(scan.reads.iter().map(|r| (r.card, r.answer)).chain(scan.sightings.iter().map(|s| (s.card, s.answer))));
            for news in sweep.observe(at, &scan) {
                prop_assert!(seen.contains(&(news.card, news.answer)), "{news:?}");
            }
            scans.push(scan);
        }
        prop_assert_eq!(sweep.frames(), frames.len() as u64);
        for settled in sweep.settled() {
            prop_assert!(settled.first_frame <= settled.settled_frame && settled.settled_frame < sweep.frames(), "{settled:?}");
        }
        for (picture, scan) in pictures.iter().zip(&scans).rev() {
            prop_assert_eq!(&scanner.borrow_mut().scan(picture), scan);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}
