//! Reads of many frames fused into answers: a sequential test per card.
//!
//! Time enters as an argument. Nothing settles on evidence that could as well be another turn; a settled answer changes
//! only when another has been held steadily, so nothing is counted while a card is being turned.

use std::collections::BTreeMap;
use std::time::Duration;

use super::stacks::Stacks;
use super::{Followed, Scan};
use crate::cards::{Answer, CardNumber};

/// Evidence at which an answer settles. One read seen well brings it at once; doubtful ones add up.
const ENOUGH: f32 = 1.0;
/// Confidence of a read that settles alone. Of the codes of other makers that come near to being believed one in six is read so
/// clearly, of our cards at 16 m nearly all are.
const SEEN_WELL: f32 = 0.75;
/// Part of the evidence for other answers that a read leaves standing.
const KEPT: f32 = 0.3;
/// How long a different answer must be held before it replaces a settled one, and in how many frames.
const STEADY: Duration = Duration::from_millis(450);
const STEADY_FRAMES: u32 = 3;
/// How long a number seen in two places with different answers stays in conflict after it was last seen so.
const CONFLICT: Duration = Duration::from_millis(1500);

/// An answer that counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settled {
    /// The card.
    pub card: CardNumber,
    /// Its answer.
    pub answer: Answer,
    /// 0 to 1: the best confidence among the reads that settled it.
    pub confidence: f32,
    /// The frame in which this answer was first seen; frames count from 0.
    pub first_frame: u64,
    /// The frame in which it was counted.
    pub settled_frame: u64,
}

/// What is known about one card.
#[derive(Clone, Debug, Default)]
struct Track {
    evidence: [f32; 4],
    best: [f32; 4],
    first: [Option<u64>; 4],
    settled: Option<Settled>,
    /// A different answer than the settled one, since when it is held, and in how many frames it was seen.
    rival: Option<(Answer, Duration, u32)>,
    conflict: Option<Duration>,
}

/// Fuses the frames of one open question.
#[derive(Clone, Debug, Default)]
pub struct Sweep {
    tracks: BTreeMap<CardNumber, Track>,
    stacks: Stacks,
    frames: u64,
    are_stills: bool,
}

impl Sweep {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing seen yet, of single pictures in which nothing is seen twice: what is read counts at once.
    pub fn of_stills() -> Self {
        Self { are_stills: true, ..Self::default() }
    }

    /// Takes in what one frame showed, `at` a time that never runs backwards. Returns the answers that settled or
    /// changed by it.
    pub fn observe(&mut self, at: Duration, scan: &Scan) -> Vec<Settled> {
        let frame = self.frames;
        self.frames += 1;
        // Answer, confidence, and evidence for it.
        let mut by_card: BTreeMap<CardNumber, Vec<(Answer, f32, f32)>> = BTreeMap::new();
        for read in &scan.reads {
            let evidence = if self.are_stills { ENOUGH } else { ENOUGH * read.confidence / SEEN_WELL };
            by_card.entry(read.card).or_default().push((read.answer, read.confidence, evidence));
        }
        let means = if self.are_stills { Vec::new() } else { self.stacks.follow(at, &scan.sightings) };
        for seen in means {
            by_card.entry(seen.card).or_default().push((seen.answer, seen.confidence, ENOUGH));
        }
        let mut news = Vec::new();
        for (card, reads) in by_card {
            let track = self.tracks.entry(card).or_default();
            let answer = reads[0].0;
            if reads.iter().any(|r| r.0 != answer) {
                *track = Track { conflict: Some(at), ..Track::default() };
                continue;
            }
            if track.conflict.is_some_and(|since| at.saturating_sub(since) < CONFLICT) {
                continue;
            }
            track.conflict = None;
            let most = |of: fn(&(Answer, f32, f32)) -> f32| reads.iter().map(of).fold(0.0, f32::max);
            let (confidence, evidence) = (most(|r| r.1), most(|r| r.2));
            let seen = Seen { card, answer, confidence, evidence, at, frame };
            news.extend(track.see(seen));
        }
        news
    }

    /// A frame that could not be read: it counts, and shows nothing.
    pub fn skip(&mut self) {
        self.frames += 1;
    }

    /// All answers that count now, by card.
    pub fn settled(&self) -> Vec<Settled> {
        self.tracks.values().filter_map(|t| t.settled).collect()
    }

    /// Cards that were last seen in two places with different answers.
    pub fn conflicts(&self) -> Vec<CardNumber> {
        self.tracks.iter().filter(|(_, t)| t.conflict.is_some()).map(|(&c, _)| c).collect()
    }

    /// What to look for in the next frame: cards that were seen lately, believed or not.
    pub fn followed(&self) -> Vec<Followed> {
        self.stacks.followed()
    }

    /// Frames taken in.
    pub fn frames(&self) -> u64 {
        self.frames
    }
}

/// A card in one frame, and what that says for its answer.
struct Seen {
    card: CardNumber,
    answer: Answer,
    confidence: f32,
    evidence: f32,
    at: Duration,
    frame: u64,
}

impl Track {
    fn see(&mut self, Seen { card, answer, confidence, evidence, at, frame }: Seen) -> Option<Settled> {
        let i = answer.index();
        for other in (0..4).filter(|&o| o != i) {
            self.evidence[other] *= KEPT;
        }
        self.evidence[i] = (self.evidence[i] + evidence).min(2.0 * ENOUGH);
        self.best[i] = self.best[i].max(confidence);
        let first = *self.first[i].get_or_insert(frame);
        let settled = Settled { card, answer, confidence: self.best[i], first_frame: first, settled_frame: frame };
        match &self.settled {
            None => {
                let rivals = (0..4).filter(|&o| o != i).map(|o| self.evidence[o]).fold(0.0, f32::max);
                if self.evidence[i] - rivals < ENOUGH {
                    return None;
                }
            }
            Some(counted) if counted.answer == answer => {
                self.rival = None;
                return None;
            }
            Some(_) => {
                let (since, seen) = match self.rival {
                    Some((rival, since, seen)) if rival == answer => (since, seen + 1),
                    _ => (at, 1),
                };
                self.rival = Some((answer, since, seen));
                if at.saturating_sub(since) < STEADY || seen < STEADY_FRAMES || self.evidence[i] < ENOUGH {
                    return None;
                }
            }
        }
        self.rival = None;
        self.settled = Some(settled);
        Some(settled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vision::{Point, Read};

    fn frame(reads: &[(u16, Answer, f32)]) -> Scan {
        let read = |&(card, answer, confidence): &(u16, Answer, f32)| Read {
            card: CardNumber(card),
            answer,
            confidence,
            corners: [Point::default(); 4],
            duplicate: false,
        };
        Scan { reads: reads.iter().map(read).collect(), ..Scan::default() }
    }

    fn at(frame: u64) -> Duration {
        Duration::from_millis(frame * 67)
    }

    fn run(frames: &[Scan]) -> Sweep {
        let mut sweep = Sweep::new();
        for (i, scan) in frames.iter().enumerate() {
            sweep.observe(at(i as u64), scan);
        }
        sweep
    }

    fn answers(sweep: &Sweep) -> Vec<(u16, Answer)> {
        sweep.settled().iter().map(|s| (s.card.0, s.answer)).collect()
    }

    #[test]
    fn one_sharp_frame_settles_and_doubtful_ones_add_up() {
        assert_eq!(answers(&run(&[frame(&[(3, Answer::B, 0.9)])])), [(3, Answer::B)]);
        let doubtful = frame(&[(3, Answer::B, 0.4)]);
        assert_eq!(answers(&run(std::slice::from_ref(&doubtful))), []);
        let sweep = run(&[doubtful.clone(), doubtful]);
        assert_eq!(answers(&sweep), [(3, Answer::B)]);
        assert_eq!((sweep.settled()[0].first_frame, sweep.settled()[0].settled_frame), (0, 1));
    }

    #[test]
    fn what_a_single_photograph_shows_counts() {
        let mut sweep = Sweep::of_stills();
        sweep.observe(at(0), &frame(&[(3, Answer::B, 0.2), (4, Answer::A, 0.3), (4, Answer::C, 0.9)]));
        assert_eq!((answers(&sweep), sweep.conflicts()), (vec![(3, Answer::B)], vec![CardNumber(4)]));
    }

    #[test]
    fn doubt_between_two_turns_settles_nothing() {
        let turns = [Answer::A, Answer::B].map(|a| frame(&[(5, a, 0.6)]));
        let flicker: Vec<Scan> = (0..20).map(|i| turns[i % 2].clone()).collect();
        assert_eq!(answers(&run(&flicker)), []);
    }

    #[test]
    fn a_card_on_its_way_round_counts_only_where_it_rests() {
        let mut frames = vec![frame(&[(1, Answer::A, 0.9)]); 5];
        frames.extend(vec![frame(&[(1, Answer::B, 0.9)]); 2]);
        let mut resting = frames.clone();
        resting.extend(vec![frame(&[(1, Answer::C, 0.9)]); 9]);
        assert_eq!(answers(&run(&frames)), [(1, Answer::A)]);
        assert_eq!(answers(&run(&resting)), [(1, Answer::C)]);
    }

    #[test]
    fn a_number_held_up_twice_with_different_answers_does_not_settle() {
        let both = frame(&[(7, Answer::A, 0.9), (7, Answer::C, 0.9)]);
        let sweep = run(&[frame(&[(7, Answer::A, 0.9)]), both]);
        assert_eq!(answers(&sweep), []);
        assert_eq!(sweep.conflicts(), [CardNumber(7)]);
    }

    #[test]
    fn a_conflict_ends_when_only_one_is_left() {
        let mut frames = vec![frame(&[(7, Answer::A, 0.9), (7, Answer::C, 0.9)])];
        frames.extend(vec![frame(&[(7, Answer::C, 0.9)]); 40]);
        let sweep = run(&frames);
        assert_eq!(answers(&sweep), [(7, Answer::C)]);
        assert_eq!(sweep.conflicts(), []);
    }
}
