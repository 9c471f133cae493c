//! Camera and reader on threads of their own. The feed's thread keeps the newest picture; the reader's thread takes it, reads it, and
//! leaves a glimpse for the window: newest wins. Settled answers are never dropped.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use eframe::egui::{ColorImage, Context};

use super::preview::darkened;
use crate::cameras::{CameraError, Feed, FeedState, Source};
use crate::cards::{CardNumber, Deck};
use crate::vision::{Read, Scanner, Settled, Sweep};

/// How long the reader waits for a picture before it looks whether it is still wanted.
const PATIENCE: Duration = Duration::from_millis(100);

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
                Ok(feed) => watch(&feed, is_live, &mut Scanner::new(deck, cards), &theirs, &ctx),
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
        let health = shared.look.health.clone();
        Look { health, ..std::mem::take(&mut shared.look) }
    }
}

impl Drop for Eye {
    fn drop(&mut self) {
        lock(&self.shared).stop = true;
    }
}

fn watch(feed: &Feed, is_live: bool, scanner: &mut Scanner, shared: &Mutex<Shared>, ctx: &Context) {
    let (mut sweep, mut sweep_of) = (Sweep::new(), 0);
    let mut recent: BTreeMap<CardNumber, (Read, u64)> = BTreeMap::new();
    let mut count = 0;
    loop {
        let (reading, stop) = {
            let shared = lock(shared);
            (shared.reading, shared.stop)
        };
        if stop {
            return;
        }
        if reading != sweep_of {
            (sweep, sweep_of) = (Sweep::new(), reading);
        }
        // Photographs wait until somebody asks: none is used up by looking at it.
        let frame = if reading == 0 && !is_live {
            thread::sleep(PATIENCE);
            None
        } else {
            feed.wait(PATIENCE)
        };
        let Some(frame) = frame else {
            let health = health_of(feed);
            let problems = feed.problems();
            let mut shared = lock(shared);
            let ended = matches!(health, Health::Ended(_));
            shared.look.health = health;
            shared.look.problems.extend(problems);
            drop(shared);
            ctx.request_repaint();
            if ended {
                return;
            }
            continue;
        };
        count += 1;
        let scan = scanner.scan(&frame.picture);
        let settled = if reading > 0 { sweep.observe(frame.at, &scan) } else { Vec::new() };
        if !is_live {
            recent.clear();
        }
        for read in &scan.reads {
            recent.insert(read.card, (read.clone(), count));
        }
        recent.retain(|_, (_, seen)| count - *seen <= LINGERS);
        let mut reads: Vec<Read> = scan.reads.iter().filter(|r| r.duplicate).cloned().collect();
        reads.extend(recent.values().map(|(read, _)| read.clone()).filter(|r| !reads.contains(r)).collect::<Vec<_>>());
        let (preview, scale) = darkened(&frame.picture, &reads);
        let glimpse = Glimpse { preview, scale, reads, conflicts: sweep.conflicts(), mirrored: scan.mirrored.len() };
        let mut shared = lock(shared);
        if shared.reading == sweep_of {
            shared.look.settled.extend(settled);
        }
        shared.look.glimpse = Some(glimpse);
        shared.look.health = Health::Live;
        drop(shared);
        ctx.request_repaint();
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
