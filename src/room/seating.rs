//! Where students sit and how each of them holds a card.

use super::RoomOptions;
use super::card::{SHEET_MM, SQUARE_MM};
use super::geometry::Pose;
use super::motion::Habit;
use super::rng::Rng;
use crate::cards::{Answer, QuarterTurn};

/// The longer side of an A5 sheet with room for its roll: two cards nearer than that may touch.
const NEEDED_MM: f32 = 235.0;

/// The part of the picture's height in which cards are held, from the bottom.
const HELD_HEIGHT: f32 = 0.86;
const LOWEST: f32 = 0.97;

/// One student: where the card is when it is up, how it is held and lit.
#[derive(Clone, Debug)]
pub(super) struct Student {
    pub(super) centre_mm: [f64; 3],
    pub(super) pose: Pose,
    pub(super) habit: Habit,
    pub(super) hold: Hold,
    pub(super) lighting: Lighting,
    /// Seed of looks: hair, shirt.
    pub(super) looks: u64,
    pub(super) glare: Option<Glare>,
}

/// Thumbs on the sheet: from the rim inwards, at these places of the *held* sheet.
#[derive(Clone, Copy, Debug)]
pub(super) enum Hold {
    /// None to be seen.
    Behind,
    /// Two at the sides, so far from the middle towards the lower rim (parts of half the height), reaching in by so many mm.
    Sides { low: [f32; 2], reach_mm: [f32; 2] },
    /// One at the lower rim, so far from the middle (parts of half the width).
    Below { aside: f32, reach_mm: f32 },
}

/// Light on one card.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lighting {
    pub(super) level: f32,
    /// Change of the level from the middle to the rim, along x and y of the held sheet.
    pub(super) slope: [f32; 2],
    /// A shadow's edge: its normal, its distance from the middle in mm, and the light left in it.
    pub(super) shadow: Option<([f32; 2], f32, f32)>,
    pub(super) skin: f32,
}

/// A lamp mirrored by the paper: a round spot of the held sheet, soft at its rim.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glare {
    pub(super) centre_mm: [f32; 2],
    /// Where it has fallen to three fifths.
    pub(super) radius_mm: f32,
    /// Light in its middle, above that of the paper.
    pub(super) level: f32,
}

impl Glare {
    /// Light that it adds at a point of the held sheet.
    pub(super) fn at(self, [x, y]: [f32; 2]) -> f32 {
        let squared = (x - self.centre_mm[0]).powi(2) + (y - self.centre_mm[1]).powi(2);
        self.level * (-0.5 * squared / self.radius_mm.powi(2)).exp()
    }
}

/// Focal length in pixels.
pub(super) fn focal_px(options: &RoomOptions) -> f32 {
    options.width as f32 / 2.0 / (options.hfov_deg.clamp(10.0, 150.0).to_radians() / 2.0).tan()
}

/// Seats for these answers: the first in the last row at the left, and so on to the first row. More students sit in the rows behind,
/// as the picture is wider there.
pub(super) fn seat(answers: &[Answer], options: &RoomOptions) -> Vec<Student> {
    let counts = row_counts(answers.len());
    let rows = counts.len();
    let focal = focal_px(options);
    let (width, height) = (options.width as f32, options.height as f32);
    let changing = changers(answers.len(), options);
    let mut students = Vec::with_capacity(answers.len());
    for (row, &count) in counts.iter().enumerate().rev() {
        let cell = [width * 0.95 / count as f32, height * HELD_HEIGHT / rows as f32];
        let depth = row as f32 / (rows.max(2) - 1) as f32;
        for column in 0..count {
            let index = students.len();
            let mut rng = Rng::new(options.seed, 1 + index as u64);
            let wanted_mm = 1000.0 * (options.near_m + (options.far_m - options.near_m) * depth) * rng.between(0.97, 1.03);
            let z = wanted_mm.max(NEEDED_MM * focal / (cell[0].min(cell[1]) * 0.95)).max(300.0);
            let size = NEEDED_MM * focal / z;
            let free = cell.map(|side| (side - size).max(0.0) * 0.35);
            let x = width * 0.025 + cell[0] * (column as f32 + 0.5) + free[0] * rng.between(-1.0, 1.0);
            let y = height * LOWEST - cell[1] * (row as f32 + 0.5) + free[1] * rng.between(-1.0, 1.0);
            let lateral = |at: f32, side: f32| f64::from((at - (side - 1.0) / 2.0) / focal * z);
            let mut student = Student {
                centre_mm: [lateral(x, width), lateral(y, height), f64::from(z)],
                pose: pose(&mut rng, options),
                hold: hold(&mut rng, options),
                lighting: lighting(&mut rng, options),
                habit: Habit::new(answers[index], changing.contains(&index), options, &mut rng),
                looks: rng.next(),
                glare: glare(&mut rng, options),
            };
            if options.overlap_mm > 0.0 && column % 2 == 1 {
                lean_over(&mut student, &students[index - 1], answers[index], options.overlap_mm);
            }
            students.push(student);
        }
    }
    students
}

/// Moves a student before the left neighbour's card, whose printed square is then covered by so much.
fn lean_over(student: &mut Student, neighbour: &Student, answer: Answer, overlap_mm: f32) {
    let [x, y, z] = neighbour.centre_mm;
    let sheet = SHEET_MM[usize::from(QuarterTurn::from(answer).count() % 2)];
    let (nearer, apart) = (0.98, (SQUARE_MM + sheet) / 2.0 - overlap_mm);
    // Seen from the camera, so much to the right; at another height, as far as the row allows.
    student.centre_mm = [nearer * (x + f64::from(apart)), nearer * (y + 0.5 * (student.centre_mm[1] - y)), nearer * z];
}

/// Students in each row, the first row first.
fn row_counts(students: usize) -> Vec<usize> {
    if students == 0 {
        return Vec::new();
    }
    let rows = ((students as f32 / 1.8).sqrt().round() as usize).clamp(1, students);
    let weights: Vec<f32> = (0..rows).map(|row| 0.7 + 0.5 * (row as f32 / (rows.max(2) - 1) as f32).sqrt()).collect();
    let all: f32 = weights.iter().sum();
    let mut counts: Vec<usize> = weights.iter().map(|w| ((students as f32 * w / all) as usize).max(1)).collect();
    // What rounding left over sits at the back.
    let mut row = rows;
    while counts.iter().sum::<usize>() < students {
        row = if row == 0 { rows - 1 } else { row - 1 };
        counts[row] += 1;
    }
    counts
}

fn changers(students: usize, options: &RoomOptions) -> Vec<usize> {
    let mut left: Vec<usize> = (0..students).collect();
    let mut rng = Rng::new(options.seed, 0);
    (0..options.minds_changed.min(students)).map(|_| left.swap_remove(rng.below(left.len()))).collect()
}

fn pose(rng: &mut Rng, options: &RoomOptions) -> Pose {
    // Nobody holds a card edge-on, and at half a quarter turn it would be another answer.
    let mut held = |spread: f32, more: f32, most: f32| {
        let angle = rng.normal() * spread;
        (angle + more.copysign(angle)).clamp(-most, most).to_radians()
    };
    Pose {
        yaw: held(options.yaw_deg, options.aside_deg, 50.0),
        pitch: held(options.pitch_deg, 0.0, 35.0),
        roll: held(options.roll_deg, 0.0, 25.0),
    }
}

fn hold(rng: &mut Rng, options: &RoomOptions) -> Hold {
    let (is_seen, by_the_sides) = (rng.happens(options.thumbs_share), rng.happens(0.5));
    let mut reach = || rng.between(4.0, options.thumbs_mm);
    let reach_mm = [reach(), reach()];
    match (is_seen, by_the_sides) {
        (false, _) => Hold::Behind,
        (true, true) => Hold::Sides { low: [rng.between(0.2, 0.85), rng.between(0.2, 0.85)], reach_mm },
        (true, false) => Hold::Below { aside: rng.between(-0.5, 0.5), reach_mm: reach_mm[0] },
    }
}

fn lighting(rng: &mut Rng, options: &RoomOptions) -> Lighting {
    let (sin, cos) = (rng.unit() * std::f32::consts::TAU).sin_cos();
    let (edge_sin, edge_cos) = (rng.unit() * std::f32::consts::TAU).sin_cos();
    let (offset, left) = (rng.between(-40.0, 40.0), rng.between(0.4, 0.75));
    Lighting {
        level: rng.between(0.6, 1.0),
        slope: [cos * options.gradient, sin * options.gradient],
        shadow: rng.happens(options.shadow_share).then_some(([edge_cos, edge_sin], offset, left)),
        skin: rng.between(0.12, 0.5),
    }
}

fn glare(rng: &mut Rng, options: &RoomOptions) -> Option<Glare> {
    let is_there = rng.happens(options.glare_share);
    let mut within = || rng.between(-0.5, 0.5) * SQUARE_MM;
    let centre_mm = [within(), within()];
    let (radius_mm, level) = (rng.between(5.0, 12.0), rng.between(0.3, 1.0));
    is_there.then_some(Glare { centre_mm, radius_mm, level })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_student_has_a_seat_and_the_back_rows_hold_more() {
        for students in 1..=60 {
            let counts = row_counts(students);
            assert_eq!(counts.iter().sum::<usize>(), students);
            assert!(counts.iter().all(|&c| c > 0));
        }
        let counts = row_counts(28);
        assert_eq!(counts.len(), 4);
        assert!(counts[0] < counts[3], "{counts:?}");
    }

    #[test]
    fn every_second_card_of_a_row_covers_its_neighbour_where_that_is_asked_for() {
        let options = RoomOptions { overlap_mm: 12.0, ..RoomOptions::default() };
        let students = seat(&[Answer::A; 5], &options);
        let [left, right] = [&students[0], &students[1]].map(|s| s.centre_mm);
        assert!(right[2] < left[2], "it is nearer");
        // In the neighbour's plane: half a square and half a sheet apart, but for the overlap.
        let apart = right[0] * left[2] / right[2] - left[0];
        assert!((apart - (139.0 + 148.0) / 2.0 + 12.0).abs() < 0.01, "{apart}");
    }

    #[test]
    fn no_two_cards_are_held_over_each_other() {
        for seed in 0..20 {
            let options = RoomOptions { seed, near_m: 0.5, ..RoomOptions::default() };
            let students = seat(&[Answer::A; 28], &options);
            let focal = f64::from(focal_px(&options));
            let boxes: Vec<[f64; 3]> =
                students.iter().map(|s| s.centre_mm).map(|[x, y, z]| [focal * x / z, focal * y / z, focal * 210.0 / z / 2.0]).collect();
            for (i, a) in boxes.iter().enumerate() {
                for b in &boxes[i + 1..] {
                    let apart = (a[0] - b[0]).abs().max((a[1] - b[1]).abs());
                    assert!(apart > a[2] + b[2], "seed {seed}: {a:?} and {b:?}");
                }
            }
        }
    }
}
