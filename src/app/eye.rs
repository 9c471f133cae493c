//! Camera and readers on threads of their own. The feed's thread keeps the newest picture; a reader's thread takes it, reads it, and
//! leaves a glimpse for the window: newest wins. Two readers take turns, and what they saw is taken in in the order of the pictures.
//! Settled answers are never dropped.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use eframe::egui::{ColorImage, Context};

use super::preview::darkened;
use crate::cameras::{CameraError, Feed, FeedState, Frame, Source};
use crate::cards::{CardNumber, Deck};
use crate::vision::{Followed, Read, Scan, Scanner, Settled, Sweep};

/// How long the reader waits for a picture before it looks whether it is still wanted.
const PATIENCE: Duration = Duration::from_millis(100);

/// Most pictures that are read at once. Two keep up with any webcam, and leave room for the window.
const MOST_READERS: usize = 2;

/// A card keeps its mark for so many frames in which it is not read, so that marks do not flicker.
const LINGERS: u64 = 6;

/// How the camera fares.
#[derive(Clone, Debug, Default)]
pub enum Health {
    /// No picture yet.
    #[default]
    Opening,
    /// Opening takes noticeably long.
    StillOpening,
    /// Pictures come.
    Live,
    /// They have stopped.
    Stalled,
    /// No more will come, and why.
    Ended(Arc<CameraError>),
}

/// One picture with what was read on it.
pub struct Glimpse {
    /// Darkened, cards bright.
    pub preview: ColorImage,
    /// Preview pixels for one pixel of the picture.
    pub scale: f32,
    /// Cards seen now or a moment ago, corners in pixels of the picture.
    pub reads: Vec<Read>,
    /// Numbers seen in two places with different answers.
    pub conflicts: Vec<CardNumber>,
    /// How many cards are held up mirrored.
    pub mirrored: usize,
    /// The how manieth picture it is.
    pub pictures: u64,
}

/// What the reader says since the last look.
#[derive(Default)]
pub struct Look {
    /// The newest picture.
    pub glimpse: Option<Glimpse>,
    /// Answers that settled for the asking that is being read.
    pub settled: Vec<Settled>,
    /// How the camera fares.
    pub health: Health,
    /// Problems that did not end it, such as a photograph that cannot be read.
    pub problems: Vec<Arc<CameraError>>,
}

#[derive(Default)]
struct Shared {
    look: Look,
    /// What is being read: 0 nothing, else a number that grows with every asking.
    reading: u64,
    stop: bool,
}

/// The window's side. Dropping it ends both threads and waits for neither.
pub struct Eye {
    shared: Arc<Mutex<Shared>>,
    asked: u64,
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    // Every change is a whole assignment, so what a panicking thread left is usable.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Eye {
    /// Opens the camera with `open` and reads these cards of the deck. Opening happens on the reader's thread: it may take seconds.
    pub fn start<S: Source + 'static>(
        open: impl FnOnce() -> Result<S, CameraError> + Send + 'static,
        deck: &'static Deck,
        cards: Vec<CardNumber>,
        ctx: &Context,
    ) -> Result<Self, CameraError> {
        let shared = Arc::new(Mutex::new(Shared::default()));
        let theirs = Arc::clone(&shared);
        let ctx = ctx.clone();
        let work = move || {
            let end = |problem: CameraError| {
                lock(&theirs).look.health = Health::Ended(Arc::new(problem));
                ctx.request_repaint();
            };
            let source = match open() {
                Ok(source) => source,
                Err(problem) => return end(problem),
            };
            let is_live = source.is_live();
            match Feed::start(source) {
                Ok(feed) => watch(&feed, is_live, deck, &cards, &theirs, &ctx),
                Err(problem) => end(problem),
            }
        };
        thread::Builder::new().name("reader".to_owned()).spawn(work).map_err(CameraError::NoThread)?;
        Ok(Self { shared, asked: 0 })
    }

    /// Reads for a new asking from now on: nothing that was seen before counts.
    pub fn read_anew(&mut self) {
        self.asked += 1;
        let mut shared = lock(&self.shared);
        shared.reading = self.asked;
        shared.look.settled.clear();
    }

    /// Shows pictures only.
    pub fn rest(&mut self) {
        let mut shared = lock(&self.shared);
        shared.reading = 0;
        shared.look.settled.clear();
    }

    /// What is new.
    pub fn look(&self) -> Look {
        let mut shared = lock(&self.shared);
        let look = std::mem::take(&mut shared.look);
        // How the camera fares is no news that is told once: it holds until it changes.
        shared.look.health = look.health.clone();
        look
    }
}

impl Drop for Eye {
    fn drop(&mut self) {
        lock(&self.shared).stop = true;
    }
}

/// Reads pictures on so many threads as there are processors for, this one among them.
fn watch(feed: &Feed, is_live: bool, deck: &'static Deck, cards: &[CardNumber], shared: &Mutex<Shared>, ctx: &Context) {
    let watch = Watch { feed, is_live, shared, ctx, taken: Mutex::default(), record: Mutex::default(), recorded: Condvar::new() };
    let read = || watch.read(&mut Scanner::new(deck, cards.iter().copied()));
    let readers = thread::available_parallelism().map_or(1, usize::from).min(MOST_READERS);
    thread::scope(|scope| {
        for n in 1..readers {
            // One reader is enough where no more threads are to be had.
            let _ = thread::Builder::new().name(format!("reader {}", n + 1)).spawn_scoped(scope, read);
        }
        read();
    });
}

/// What all readers of one camera share.
struct Watch<'a> {
    feed: &'a Feed,
    is_live: bool,
    shared: &'a Mutex<Shared>,
    ctx: &'a Context,
    /// How many pictures were taken from the feed; whoever holds it takes the next one.
    taken: Mutex<u64>,
    record: Mutex<Record>,
    /// The record has taken in a picture.
    recorded: Condvar,
}

/// What was seen so far, picture by picture in the order in which they were taken.
#[derive(Default)]
struct Record {
    /// Pictures taken in.
    pictures: u64,
    sweep: Sweep,
    /// The asking that the sweep is of.
    sweep_of: u64,
    recent: BTreeMap<CardNumber, (Read, u64)>,
}

impl Watch<'_> {
    /// Reads pictures until nobody wants them any more or no more come. Several threads may do so, each with a scanner.
    fn read(&self, scanner: &mut Scanner) {
        loop {
            let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
            let (reading, stop) = {
                let shared = lock(self.shared);
                (shared.reading, shared.stop)
            };
            if stop {
                return;
            }
            // Photographs wait until somebody asks: none is used up by looking at it.
            let frame = if reading == 0 && !self.is_live {
                thread::sleep(PATIENCE);
                None
            } else {
                self.feed.wait(PATIENCE)
            };
            let Some(frame) = frame else {
                if self.report(*taken) {
                    return;
                }
                continue;
            };
            let turn = Turn { watch: self, number: *taken };
            *taken += 1;
            drop(taken);
            let scan = scanner.scan_following(&frame.picture, &self.followed(reading));
            self.publish(&mut self.record_after(turn.number), &frame, &scan, reading);
        }
    }

    /// What the pictures taken in so far have shown of this asking; nothing where nobody asks.
    fn followed(&self, reading: u64) -> Vec<Followed> {
        let record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        if record.sweep_of == reading { record.sweep.followed() } else { Vec::new() }
    }

    /// The record, once so many pictures are in it.
    fn record_after(&self, pictures: u64) -> MutexGuard<'_, Record> {
        let record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        self.recorded.wait_while(record, |r| r.pictures < pictures).unwrap_or_else(PoisonError::into_inner)
    }

    /// Says how the camera fares after so many pictures; whether it has ended, which it has when the last one is taken in.
    fn report(&self, taken: u64) -> bool {
        let (health, problems) = (health_of(self.feed), self.feed.problems());
        let ended = matches!(health, Health::Ended(_));
        if ended {
            drop(self.record_after(taken));
        }
        let mut shared = lock(self.shared);
        shared.look.health = health;
        shared.look.problems.extend(problems);
        drop(shared);
        self.ctx.request_repaint();
        ended
    }

    /// Takes in what one picture showed while this was being read.
    fn publish(&self, record: &mut Record, frame: &Frame, scan: &Scan, reading: u64) {
        if reading != record.sweep_of {
            let sweep = if self.is_live { Sweep::new() } else { Sweep::of_stills() };
            (record.sweep, record.sweep_of) = (sweep, reading);
        }
        let settled = if reading > 0 { record.sweep.observe(frame.at, scan) } else { Vec::new() };
        if !self.is_live {
            record.recent.clear();
        }
        let count = record.pictures;
        record.recent.extend(scan.reads.iter().map(|read| (read.card, (read.clone(), count))));
        record.recent.retain(|_, (_, seen)| count - *seen <= LINGERS);
        let mut reads: Vec<Read> = scan.reads.iter().filter(|r| r.duplicate).cloned().collect();
        reads.extend(record.recent.values().map(|(read, _)| read.clone()).filter(|r| !reads.contains(r)).collect::<Vec<_>>());
        let (preview, scale) = darkened(&frame.picture, &reads);
        let glimpse =
            Glimpse { preview, scale, reads, conflicts: record.sweep.conflicts(), mirrored: scan.mirrored.len(), pictures: count + 1 };
        let mut shared = lock(self.shared);
        if shared.reading == reading {
            shared.look.settled.extend(settled);
        }
        shared.look.glimpse = Some(glimpse);
        shared.look.health = Health::Live;
        drop(shared);
        self.ctx.request_repaint();
    }
}

/// One picture's place in the order. Dropping it lets the next one in, also when reading the picture panicked.
struct Turn<'a> {
    watch: &'a Watch<'a>,
    number: u64,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.watch.record_after(self.number).pictures = self.number + 1;
        self.watch.recorded.notify_all();
    }
}

fn health_of(feed: &Feed) -> Health {
    match feed.state() {
        FeedState::Opening(since) if since > Duration::from_millis(500) => Health::StillOpening,
        FeedState::Opening(_) => Health::Opening,
        FeedState::Live => Health::Live,
        FeedState::Stalled(_) => Health::Stalled,
        FeedState::Ended(why) => Health::Ended(why),
    }
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma, imageops};

    use super::*;
    use crate::cameras::Replay;

    /// A wall with one card, 120 px wide, in a picture of so many pixels a side.
    fn wall(deck: &Deck, card: CardNumber, side: u32) -> GrayImage {
        let face = imageops::thumbnail(&deck.face(card).expect("a card").picture(400), 120, 120);
        let mut picture = GrayImage::from_pixel(side, side, Luma([190]));
        imageops::overlay(&mut picture, &face, 40, 40);
        picture
    }

    #[test]
    fn pictures_are_taken_in_in_their_order_however_long_each_is_read() {
        let deck = Deck::named(Deck::QUARTER).expect("our deck");
        let cards: Vec<CardNumber> = deck.usable().take(8).collect();
        // Every other picture takes many times as long.
        let side = |i: usize| if i.is_multiple_of(2) { 1600 } else { 240 };
        let pictures: Vec<GrayImage> = cards.iter().enumerate().map(|(i, &card)| wall(deck, card, side(i))).collect();
        let mut eye = Eye::start(|| Ok(Replay::every_frame(pictures, 15.0)), deck, cards.clone(), &Context::default()).expect("a thread");
        eye.read_anew();
        let mut settled: Vec<Settled> = Vec::new();
        loop {
            let look = eye.look();
            settled.extend(look.settled);
            if matches!(look.health, Health::Ended(_)) {
                break;
            }
            thread::sleep(Duration::from_millis(5));
        }
        settled.extend(eye.look().settled);
        assert!(matches!(eye.look().health, Health::Ended(_)), "that it has ended is said to whoever looks, as often as they look");
        let seen: Vec<(CardNumber, u64)> = settled.iter().map(|s| (s.card, s.settled_frame)).collect();
        assert_eq!(seen, cards.iter().copied().zip(0..).collect::<Vec<_>>());
    }
}
