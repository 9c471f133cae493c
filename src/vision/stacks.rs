//! Places followed over frames, and what the mean of their pictures says.
//!
//! A card too faint for one frame is seen again in the next. Adding up the odds of single frames would believe any clutter
//! that stands still long enough; so the pictures themselves are added up. Noise goes out of the mean, and what does not
//! fit stays in it and is judged like one clear picture.

use std::time::Duration;

use super::fit::Fit;
use super::follow::{self, Followed};
use super::point::middle;
use super::reading::SAME_PLACE;
use super::{Point, Sighting, accept};
use crate::cards::{Answer, CardNumber};

/// How long a place is remembered unseen.
const REMEMBERED: Duration = Duration::from_millis(1500);
/// Most places followed; the faintest go first.
const PLACES: usize = 400;
/// Most of them that are looked for again.
const FOLLOWED: usize = 100;
/// Views of a place by which one hypothesis must lead all others together, and beyond which older ones are forgotten.
const LEAST_VIEWS: f32 = 2.0;
const MOST_VIEWS: f32 = 30.0;
/// Log odds of one frame below which a sighting says nothing.
const FAINTEST: f32 = -8.0;

/// What the mean of several pictures of a place shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Believed {
    /// The card.
    pub card: CardNumber,
    /// The side that is up.
    pub answer: Answer,
    /// 0 to 1, as for a single picture.
    pub confidence: f32,
}

/// All places in view.
#[derive(Clone, Debug, Default)]
pub struct Stacks {
    places: Vec<Place>,
}

#[derive(Clone, Debug)]
struct Place {
    corners: [Point; 4],
    size: f32,
    /// When it was last seen by itself, and when at all.
    seen: Duration,
    looked: Duration,
    stacks: Vec<Stack>,
}

/// The views of a place in which one card with one answer fitted best.
#[derive(Clone, Debug)]
struct Stack {
    card: CardNumber,
    answer: Answer,
    fit: Fit,
}

impl Stacks {
    /// Takes in the sightings of a frame. Returns what is believed of places seen in it.
    pub fn follow(&mut self, at: Duration, sightings: &[Sighting]) -> Vec<Believed> {
        let sightings: Vec<&Sighting> = sightings.iter().filter(|s| s.again || s.log_odds >= FAINTEST).collect();
        let seen: Vec<_> = sightings.iter().map(|s| (s.card, s.answer, s.centre())).collect();
        let followed: Vec<Followed> = self.places.iter().filter_map(Place::followed).collect();
        let way = follow::motion(&followed, &seen);
        for corner in self.places.iter_mut().flat_map(|p| &mut p.corners) {
            *corner = Point::new(corner.x + way.x, corner.y + way.y);
        }
        self.places.retain(|p| at.saturating_sub(p.seen) <= REMEMBERED);
        let mut believed = Vec::new();
        for sighting in sightings {
            let near = |p: &Place| p.centre().distance(sighting.centre()) / p.size.min(sighting.size).max(1.0);
            let unseen = self.places.iter_mut().filter(|p| p.looked != at && near(p) < SAME_PLACE);
            if let Some(place) = unseen.min_by(|a, b| near(a).total_cmp(&near(b))) {
                place.see(at, sighting);
                believed.extend(place.believed(sighting));
            } else if !sighting.again && self.places.len() < PLACES {
                self.places.push(Place::new(at, sighting));
            }
        }
        believed
    }

    /// The cards to look for in the next frame, each where it was last: those that were seen most.
    pub fn followed(&self) -> Vec<Followed> {
        let mut places: Vec<&Place> = self.places.iter().collect();
        places.sort_by(|a, b| b.views().total_cmp(&a.views()));
        places.into_iter().take(FOLLOWED).filter_map(Place::followed).collect()
    }
}

impl Place {
    fn new(at: Duration, sighting: &Sighting) -> Self {
        let stack = Stack { card: sighting.card, answer: sighting.answer, fit: (*sighting.fit).clone() };
        Self { corners: sighting.corners, size: sighting.size, seen: at, looked: at, stacks: vec![stack] }
    }

    fn centre(&self) -> Point {
        middle(&self.corners)
    }

    fn followed(&self) -> Option<Followed> {
        let main = self.main()?;
        Some(Followed { card: main.card, answer: main.answer, corners: self.corners, size: self.size })
    }

    /// Views of the hypothesis that has most.
    fn views(&self) -> f32 {
        self.main().map_or(0.0, |s| s.fit.views())
    }

    /// The hypothesis with most views.
    fn main(&self) -> Option<&Stack> {
        self.stacks.iter().max_by(|a, b| a.fit.views().total_cmp(&b.fit.views()))
    }

    /// Adds a view. Each other hypothesis loses one, so that what a place showed most of the time lately leads, and a card
    /// that was turned is soon seen anew.
    fn see(&mut self, at: Duration, sighting: &Sighting) {
        (self.corners, self.size, self.looked) = (sighting.corners, sighting.size, at);
        if !sighting.again {
            self.seen = at;
        }
        let mut known = false;
        for stack in &mut self.stacks {
            if (stack.card, stack.answer) == (sighting.card, sighting.answer) {
                stack.fit.fade(MOST_VIEWS - 1.0);
                stack.fit.add(&sighting.fit);
                known = true;
            } else {
                stack.fit.fade(stack.fit.views() - sighting.fit.views());
            }
        }
        self.stacks.retain(|s| s.fit.views() >= 0.5);
        if !known {
            self.stacks.push(Stack { card: sighting.card, answer: sighting.answer, fit: (*sighting.fit).clone() });
        }
    }

    /// What the views of the hypothesis just seen say together, where it leads.
    fn believed(&self, sighting: &Sighting) -> Option<Believed> {
        let mine = |s: &&Stack| (s.card, s.answer) == (sighting.card, sighting.answer);
        let stack = self.stacks.iter().find(mine)?;
        let others: f32 = self.stacks.iter().filter(|s| !mine(s)).map(|s| s.fit.views()).sum();
        if stack.fit.views() - others < LEAST_VIEWS {
            return None;
        }
        let evidence = stack.fit.evidence();
        let believed = accept::is_believed_mean(&evidence, stack.fit.views());
        believed.then(|| Believed { card: stack.card, answer: stack.answer, confidence: accept::confidence(&evidence) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::appearance::Blur;
    use crate::cards::distance::dot;
    use crate::cards::{Code, Deck};
    use crate::vision::bank::Bank;
    use crate::vision::fit::Surroundings;
    use crate::vision::kernels::Isa;
    use crate::vision::lattice::Lattice;
    use crate::vision::view::View;
    use crate::vision::{Scan, Sweep};

    /// Sightings of card 1 at a place that moves with the camera, under a noise of its own in each frame and with a misfit
    /// that stays.
    fn sightings(frames: u64, noise: f32, stays: f32) -> Vec<Sighting> {
        let Code::Grid { layout, words, .. } = Deck::named("quarter").expect("our deck").code() else { panic!("a grid") };
        let lattice = Lattice::<256>::new(16);
        let bank = Bank::new(&lattice, *layout, &words[..4], Blur::round(0.06));
        let mut state = 7u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        let fixed: [f32; 256] = std::array::from_fn(|_| random());
        let sighting = |frame: u64| {
            let length = bank.templates[0].length;
            let samples = std::array::from_fn(|i| length * bank.units[0][i] + stays * fixed[i] + noise * random());
            let signal = lattice.without_light(Isa::PLAIN, &samples);
            let view = View::plain(signal, 0.5);
            let score = dot(&signal, &bank.units[0]) / view.length;
            let around = Surroundings {
                frame: 0.95 * score,
                rim: 1.8,
                lead: 1.4,
                black: 60.0,
                white: 180.0,
                blur: 0.06,
                side_px: 13.0,
                aspect: 1.1,
                caution: 0.0,
                clear_margin: 0.2,
                glare: 0.0,
                kind: accept::Kind::Sparse,
            };
            let fit = Box::new(Fit::new(&bank, 0, &view, vec![0.0, 0.9 * score], &[None; 256], around));
            let (log_odds, _) = accept::weigh(&fit.evidence());
            let left = 94.0 + frame as f32 * 4.0;
            let corners = [(left, 56.0), (left, 44.0), (left + 12.0, 44.0), (left + 12.0, 56.0)].map(|(x, y)| Point::new(x, y));
            Sighting { card: CardNumber(1), answer: Answer::B, corners, size: 13.0, log_odds, again: false, fit }
        };
        (0..frames).map(sighting).collect()
    }

    fn follow(sightings: &[Sighting]) -> Vec<bool> {
        let mut stacks = Stacks::default();
        let frame = |(i, s): (usize, &Sighting)| !stacks.follow(Duration::from_millis(67 * i as u64), std::slice::from_ref(s)).is_empty();
        sightings.iter().enumerate().map(frame).collect()
    }

    /// How many cards are followed after these sightings, a frame each.
    fn follow_all(sightings: &[Sighting]) -> usize {
        let mut stacks = Stacks::default();
        for (i, sighting) in sightings.iter().enumerate() {
            stacks.follow(Duration::from_millis(67 * i as u64), std::slice::from_ref(sighting));
        }
        stacks.followed().len()
    }

    #[test]
    fn noise_goes_out_of_the_mean_and_what_does_not_fit_stays() {
        let noisy = sightings(12, 0.3, 0.0);
        assert!(noisy.iter().all(|s| !accept::weigh(&s.fit.evidence()).1), "no single picture is believed");
        let believed = follow(&noisy);
        assert!(!believed[0] && believed[11], "{believed:?}");
        let clutter = sightings(12, 0.02, 0.2);
        assert!(follow(&clutter).iter().all(|b| !b));
    }

    #[test]
    fn a_place_lives_by_what_is_seen_there_and_not_by_being_looked_for() {
        let mut seen = sightings(40, 0.1, 0.0);
        seen[0].again = true;
        assert_eq!(follow_all(&seen[..1]), 0, "looked for only");
        seen[0].again = false;
        seen[1..].iter_mut().for_each(|s| s.again = true);
        assert_eq!((follow_all(&seen[..10]), follow_all(&seen)), (1, 0), "not seen for longer than it is remembered");
        assert_eq!(follow_all(&sightings(40, 0.1, 0.0)), 1);
    }

    #[test]
    fn a_believed_mean_counts_at_once_and_photographs_have_none() {
        let noisy = sightings(12, 0.3, 0.0);
        let settled = |mut sweep: Sweep, frames: usize| -> Vec<Answer> {
            for (i, sighting) in noisy[..frames].iter().enumerate() {
                let scan = Scan { sightings: vec![sighting.clone()], ..Scan::default() };
                sweep.observe(Duration::from_millis(67 * i as u64), &scan);
            }
            sweep.settled().iter().map(|s| s.answer).collect()
        };
        let first = 1 + follow(&noisy).iter().position(|believed| *believed).expect("a mean that is believed");
        assert_eq!((settled(Sweep::new(), first - 1), settled(Sweep::new(), first)), (vec![], vec![Answer::B]));
        assert_eq!(settled(Sweep::of_stills(), noisy.len()), []);
    }

    #[test]
    fn clear_views_weigh_more_than_noisy_ones() {
        let views = |noise: f32| sightings(1, noise, 0.0)[0].fit.views();
        assert!(views(0.1) > 1.2 && views(0.6) < 0.5, "{} and {}", views(0.1), views(0.6));
    }

    #[test]
    fn a_place_that_shows_now_this_and_now_that_is_not_believed() {
        let mut doubtful = sightings(12, 0.3, 0.0);
        doubtful.iter_mut().step_by(2).for_each(|s| s.answer = Answer::C);
        assert!(follow(&doubtful).iter().all(|b| !b));
    }
}
