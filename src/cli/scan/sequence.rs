//! `scan --sequence`: the frames of one sweep over the room, fused.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use super::{Args, mirrored, timed};
use crate::cameras::photo;
use crate::cards::{CardNumber, Deck};
use crate::cli::{CliError, output};
use crate::vision::{Scanner, Settled, Sweep};

#[derive(Serialize)]
struct JsonSweep {
    frames: u64,
    detect_ms: Vec<f64>,
    reads: Vec<JsonSettled>,
}

#[derive(Serialize)]
struct JsonSettled {
    card: u16,
    answer: char,
    confidence: f64,
    first_frame: u64,
    settled_frame: u64,
}

impl From<&Settled> for JsonSettled {
    fn from(s: &Settled) -> Self {
        let confidence = (f64::from(s.confidence) * 1e3).round() / 1e3;
        Self { card: s.card.0, answer: s.answer.letter(), confidence, first_frame: s.first_frame, settled_frame: s.settled_frame }
    }
}

/// Frames per second that a camera may give.
const FPS: RangeInclusive<f64> = 0.1..=1000.0;

/// Reads the frames in order and prints what settled.
pub fn run(args: &Args, deck: &'static Deck, cards: &[CardNumber], paths: &[PathBuf]) -> Result<(), CliError> {
    if !FPS.contains(&args.fps) {
        let (least, most) = (FPS.start(), FPS.end());
        return Err(CliError::unusable(format!("--fps wants a number of frames per second from {least} to {most}, for instance 15")));
    }
    let mut scanner = Scanner::new(deck, cards.iter().copied());
    let mut sweep = Sweep::new();
    let mut detect_ms = Vec::new();
    let (mut all_read, mut most_mirrored) = (true, 0);
    for (frame, path) in paths.iter().enumerate() {
        match photo::load(path) {
            Ok(picture) => {
                let scanned = timed(&mut scanner, &picture, &sweep.followed());
                detect_ms.push((scanned.detect_ms * 1e3).round() / 1e3);
                most_mirrored = most_mirrored.max(scanned.scan.mirrored.len());
                sweep.observe(Duration::from_secs_f64(frame as f64 / args.fps), &scanned.scan);
            }
            Err(problem) => {
                eprintln!("{}: {problem}; this frame is left out", path.display());
                sweep.skip();
                all_read = false;
            }
        }
    }
    if let Some(mirrored) = mirrored(most_mirrored) {
        eprintln!("in one frame {mirrored}");
    }
    for card in sweep.conflicts() {
        eprintln!(
            "card {card} was held up in two places with different answers and does not count; give one of the two students another card"
        );
    }
    let settled = sweep.settled();
    if args.json {
        let found = JsonSweep { frames: sweep.frames(), detect_ms, reads: settled.iter().map(JsonSettled::from).collect() };
        let text = serde_json::to_string_pretty(&found).expect("numbers are always JSON");
        output::print(&(text + "\n"))?;
    } else {
        let rows = settled.iter().map(|s| format!("  {:>4}  {:^6}  {:>5}\n", s.card.0, s.answer.letter(), s.settled_frame));
        output::print(&format!("  card  answer  frame\n{}", rows.collect::<String>()))?;
    }
    if all_read { Ok(()) } else { Err(CliError::SaidAlready) }
}
