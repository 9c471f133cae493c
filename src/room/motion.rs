//! What a student does with the card over time.

use super::RoomOptions;
use super::rng::Rng;
use crate::cards::{Answer, QuarterTurn};

/// Frames in which a card comes up or goes down.
const MOVE_FRAMES: u64 = 6;
/// Frames for which a lowered card stays down.
const DOWN_FRAMES: u64 = 12;

/// One student's plan.
#[derive(Clone, Debug)]
pub(super) struct Habit {
    first: Answer,
    last: Answer,
    /// When the card comes up, is turned unseen, and is rested.
    raised_at: u64,
    changed_at: Option<u64>,
    rest: Option<(u64, u64)>,
}

/// A card at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) answer: Answer,
    /// 0 is down and unseen, 1 is up and still.
    pub(super) lift: f32,
}

impl Habit {
    pub(super) fn new(last: Answer, changes: bool, options: &RoomOptions, rng: &mut Rng) -> Self {
        let over = options.raise_over_frames;
        let first = if changes { QuarterTurn::new(QuarterTurn::from(last).count() + 1 + rng.below(3) as u8).into() } else { last };
        let late = rng.unit();
        let rest_every = options.rest_every_frames;
        Self {
            first,
            last,
            // Most are quick.
            raised_at: (over as f32 * late * late) as u64,
            changed_at: changes.then(|| over + MOVE_FRAMES + 15 + rng.below(45) as u64),
            rest: (rest_every > 0).then(|| (over + rest_every / 4 + rng.below(rest_every as usize) as u64, rest_every)),
        }
    }

    /// The card in a frame.
    pub(super) fn at(&self, frame: u64) -> Shown {
        let is_changed = self.changed_at.is_some_and(|at| frame >= at + MOVE_FRAMES);
        let answer = if is_changed { self.last } else { self.first };
        // A card that is raised in the first frame is simply up: a single picture shows it.
        let raised = if self.raised_at == 0 { 1.0 } else { ramp(frame, self.raised_at) };
        let dip = |at: u64| (1.0 - ramp(frame, at)).max(ramp(frame, at + MOVE_FRAMES + DOWN_FRAMES));
        let changed = self.changed_at.map_or(1.0, dip);
        let rested = self.rest.map_or(1.0, |(first, every)| if frame < first { 1.0 } else { dip(frame - (frame - first) % every) });
        Shown { answer, lift: raised.min(changed).min(rested) }
    }
}

/// 0 up to frame `at`, then rising smoothly to 1.
fn ramp(frame: u64, at: u64) -> f32 {
    let t = (frame.saturating_sub(at) as f32 / MOVE_FRAMES as f32).min(1.0);
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_mind_is_turned_unseen_and_stays() {
        let options = RoomOptions { raise_over_frames: 30, ..RoomOptions::default() };
        for seed in 0..50 {
            let habit = Habit::new(Answer::C, true, &options, &mut Rng::new(seed, 0));
            let shown: Vec<Shown> = (0..300).map(|f| habit.at(f)).collect();
            assert_ne!(shown[40].answer, Answer::C);
            assert_eq!(shown[299], Shown { answer: Answer::C, lift: 1.0 });
            let turned = shown.windows(2).position(|w| w[0].answer != w[1].answer).expect("it changes");
            assert_eq!(shown[turned + 1].lift, 0.0, "seed {seed}");
        }
    }

    #[test]
    fn without_habits_the_card_is_always_up() {
        let habit = Habit::new(Answer::B, false, &RoomOptions::default(), &mut Rng::new(1, 0));
        assert!((0..2000).all(|f| habit.at(f) == Shown { answer: Answer::B, lift: 1.0 }));
    }
}
