//! The room as a whole: made once, rendered frame by frame.

use image::GrayImage;

use super::RoomOptions;
use super::backdrop;
use super::card::{self, Print, View};
use super::light::Light;
use super::rng::Rng;
use super::seating::{Student, focal_px, seat};
use super::sensor::Sensor;
use crate::cards::{Answer, CardNumber, Deck};

/// What one frame really shows of one card.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// Its number.
    pub card: CardNumber,
    /// The answer that it shows.
    pub answer: Answer,
    /// The code's outer black corners in pixels as `[x, y]`, clockwise from the top left of the upright face; the centre of the first
    /// pixel is 0, 0.
    pub corners: [[f32; 2]; 4],
    /// Whether it is held still; a card that is being raised or lowered is not.
    pub is_steady: bool,
}

/// A simulated class. The same frame of the same room is always the same picture.
#[derive(Clone, Debug)]
pub struct Room {
    options: RoomOptions,
    seats: Vec<(CardNumber, Print, Student)>,
    backdrop: Light,
    margin: usize,
    sensor: Sensor,
}

impl Room {
    /// Seats students with these cards, the first at the back on the left; each in the end shows the answer given here. Cards that the
    /// deck does not have are left out.
    pub fn new(deck: &Deck, seats: impl IntoIterator<Item = (CardNumber, Answer)>, options: RoomOptions) -> Self {
        let printed: Vec<_> = seats.into_iter().filter_map(|(card, answer)| Some((card, answer, Print::of(deck, card)?))).collect();
        let answers: Vec<Answer> = printed.iter().map(|(_, answer, _)| *answer).collect();
        let students = seat(&answers, &options);
        let margin = options.sway_px.max(0.0).ceil() as usize + 2;
        let backdrop = backdrop::draw(&students, &options, margin);
        let sensor = Sensor::new(options.exposure, options.noise, options.seed);
        let seats = printed.into_iter().zip(students).map(|((card, _, print), student)| (card, print, student)).collect();
        Self { options, seats, backdrop, margin, sensor }
    }

    /// How it was made.
    pub fn options(&self) -> &RoomOptions {
        &self.options
    }

    /// The picture of a frame, and which cards are wholly in it.
    pub fn render(&self, frame: u64) -> (GrayImage, Vec<Truth>) {
        let sway = self.sway(frame);
        let mut canvas = self.shifted_backdrop(sway);
        let (width, height) = (self.options.width as f32, self.options.height as f32);
        let view = View {
            focal_px: focal_px(&self.options),
            middle: [f64::from((width - 1.0) / 2.0 + sway[0]), f64::from((height - 1.0) / 2.0 + sway[1])],
            defocus_px: self.options.defocus_px,
        };
        let mut truth = Vec::new();
        for (number, print, student) in &self.seats {
            let shown = student.habit.at(frame);
            let held = trembling(student, frame);
            let Some(corners) = card::draw(&mut canvas, &held, print, shown, view) else { continue };
            if corners.iter().all(|c| (0.0..width - 1.0).contains(&c[0]) && (0.0..height - 1.0).contains(&c[1])) {
                truth.push(Truth { card: *number, answer: shown.answer, corners, is_steady: shown.lift >= 1.0 });
            }
        }
        (self.sensor.expose(&canvas, &mut Rng::new(self.options.seed, !frame)), truth)
    }

    /// Where the hand that holds the camera has drifted, in pixels: two slow swings an axis that do not repeat together.
    fn sway(&self, frame: u64) -> [f32; 2] {
        let t = frame as f32 / 15.0;
        let swing = |a: f32, b: f32| self.options.sway_px * (0.6 * (a * t).sin() + 0.4 * (b * t + 1.0).sin());
        [swing(1.9, 4.3), swing(1.4, 5.1)]
    }

    /// The cached room moved by parts of pixels.
    fn shifted_backdrop(&self, sway: [f32; 2]) -> Light {
        let (width, height) = (self.options.width as usize, self.options.height as usize);
        let mut out = Light::new(width, height, 0.0);
        let from = sway.map(|s| self.margin as f32 - s);
        let (whole, part) = (from.map(|v| v.floor() as usize), from.map(f32::fract));
        let weights = [(1.0 - part[0]) * (1.0 - part[1]), part[0] * (1.0 - part[1]), (1.0 - part[0]) * part[1], part[0] * part[1]];
        for y in 0..height {
            let (above, below) = (&self.backdrop.row(whole[1] + y)[whole[0]..], &self.backdrop.row(whole[1] + y + 1)[whole[0]..]);
            let squares = above.windows(2).zip(below.windows(2));
            for (pixel, (a, b)) in out.row_mut(y).iter_mut().zip(squares) {
                *pixel = a[0] * weights[0] + a[1] * weights[1] + b[0] * weights[2] + b[1] * weights[3];
            }
        }
        out
    }
}

/// The student with the small movements of an arm in this frame.
fn trembling(student: &Student, frame: u64) -> Student {
    let mut rng = Rng::new(student.looks, 1);
    let t = frame as f32 / 15.0;
    let mut swing = |size: f32| size * (rng.between(1.0, 3.0) * t + rng.between(0.0, 6.0)).sin();
    let mut held = student.clone();
    held.centre_mm[0] += f64::from(swing(5.0));
    held.centre_mm[1] += f64::from(swing(5.0));
    held.pose.yaw += swing(0.04);
    held.pose.pitch += swing(0.03);
    held.pose.roll += swing(0.02);
    held
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::Code;
    use crate::room::geometry::Homography;

    /// Point of the unit square (0 to 1 from the first corner) as it appears, by the corners alone.
    fn inside(corners: [[f32; 2]; 4], u: f64, v: f64) -> [f64; 2] {
        let c = corners.map(|p| p.map(f64::from));
        let [dx1, dx2, sx] = [c[1][0] - c[2][0], c[3][0] - c[2][0], c[0][0] - c[1][0] + c[2][0] - c[3][0]];
        let [dy1, dy2, sy] = [c[1][1] - c[2][1], c[3][1] - c[2][1], c[0][1] - c[1][1] + c[2][1] - c[3][1]];
        let cross = dx1 * dy2 - dx2 * dy1;
        let (g, h) = ((sx * dy2 - dx2 * sy) / cross, (dx1 * sy - sx * dy1) / cross);
        let row = |k: usize| [c[1][k] - c[0][k] + g * c[1][k], c[3][k] - c[0][k] + h * c[3][k], c[0][k]];
        Homography([row(0), row(1), [g, h, 1.0]]).apply([u, v])
    }

    #[test]
    fn every_module_of_the_truth_is_where_the_picture_shows_it() {
        let deck = Deck::named("quarter").expect("our deck");
        let Code::Grid { layout, .. } = deck.code() else { panic!("a grid") };
        let still = RoomOptions {
            near_m: 0.9,
            far_m: 0.9,
            noise: 0.0,
            shadow_share: 0.0,
            thumbs_share: 0.0,
            yaw_deg: 25.0,
            ..RoomOptions::default()
        };
        for (seed, answer) in (0..8).zip(Answer::ALL.into_iter().cycle()) {
            let card = CardNumber(1 + seed as u16);
            let room = Room::new(deck, [(card, answer)], RoomOptions { seed, ..still.clone() });
            let (picture, truth) = room.render(seed * 10);
            assert_eq!(truth[0].answer, answer);
            let word = deck.word(card).expect("in the deck");
            for row in 0..word.side() {
                for column in 0..word.side() {
                    let part = |i: usize| f64::from((layout.border + i as f32 + 0.5) / layout.black());
                    let [x, y] = inside(truth[0].corners, part(column), part(row));
                    let tone = picture.get_pixel(x.round() as u32, y.round() as u32).0[0];
                    assert_eq!(tone > 110, word.is_white(row, column), "seed {seed} {answer} module {row}, {column}: {tone}");
                }
            }
        }
    }

    #[test]
    fn corners_lie_on_the_edge_between_black_and_white() {
        let deck = Deck::named("apriltag-36h11").expect("a deck");
        let options = RoomOptions {
            near_m: 1.0,
            far_m: 1.0,
            noise: 0.0,
            defocus_px: 0.0,
            thumbs_share: 0.0,
            shadow_share: 0.0,
            ..RoomOptions::default()
        };
        let (picture, truth) = Room::new(deck, [(CardNumber(3), Answer::D)], options).render(0);
        // Across the middle of each side, a third of a module inside is black and as far outside white.
        for (u, v) in [(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)] {
            let at = |by: f64| {
                let [x, y] = inside(truth[0].corners, 0.5 + (u - 0.5) * by, 0.5 + (v - 0.5) * by);
                picture.get_pixel(x.round() as u32, y.round() as u32).0[0]
            };
            assert!(at(0.94) < 100 && at(1.06) > 130, "{} and {}", at(0.94), at(1.06));
        }
    }

    #[test]
    fn the_same_frame_is_the_same_picture_and_the_next_one_is_not() {
        let deck = Deck::named("quarter").expect("our deck");
        let seats: Vec<_> = (1..=5).map(|n| (CardNumber(n), Answer::B)).collect();
        let options = RoomOptions { width: 320, height: 200, ..RoomOptions::lively(3) };
        let room = Room::new(deck, seats.clone(), options.clone());
        assert_eq!(room.render(90), Room::new(deck, seats, options).render(90));
        assert_ne!(room.render(90).0, room.render(91).0);
    }

    #[test]
    fn odd_rooms_do_no_harm() {
        let deck = Deck::named("quarter").expect("our deck");
        let seats = |n: u16| (1..=n).map(|n| (CardNumber(n), Answer::A));
        for options in [
            RoomOptions { width: 1, height: 1, ..RoomOptions::default() },
            RoomOptions { near_m: 0.0, far_m: 0.0, ..RoomOptions::default() },
            RoomOptions { width: 64, height: 48, yaw_deg: 900.0, defocus_px: 5.0, noise: 1.0, sway_px: 40.0, ..RoomOptions::lively(9) },
        ] {
            Room::new(deck, seats(60), options.clone()).render(1000);
            assert!(Room::new(deck, seats(0), options).render(0).1.is_empty());
        }
        assert!(Room::new(deck, [(CardNumber(9999), Answer::A)], RoomOptions::default()).render(0).1.is_empty());
    }
}
