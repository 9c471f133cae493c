//! The simulator and the reader speak the same language: numbers, answers, corners.

use std::time::Duration;

use quarterturn::cameras::{SimulatedRoom, Source};
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::room::{Room, RoomOptions, Truth};
use quarterturn::vision::{Read, Scanner};

/// Corners may be off by so much of the code's side: a quarter of a module.
const CORNER_SLACK: f32 = 0.05;

fn deck() -> &'static Deck {
    Deck::named(Deck::QUARTER).expect("our deck")
}

fn seats(students: u16, seed: u64) -> Vec<(CardNumber, Answer)> {
    (1..=students).map(|n| (CardNumber(n), Answer::ALL[(usize::from(n) * 5 + seed as usize) % 4])).collect()
}

fn is_of(read: &Read, truth: &Truth) -> bool {
    let [a, _, c, _] = truth.corners;
    let slack = CORNER_SLACK * (a[0] - c[0]).hypot(a[1] - c[1]) + 1.0;
    let is_near = |(corner, [x, y]): (&quarterturn::vision::Point, [f32; 2])| (corner.x - x).hypot(corner.y - y) <= slack;
    read.card == truth.card && read.answer == truth.answer && read.corners.iter().zip(truth.corners).all(is_near)
}

#[test]
fn the_reader_finds_in_the_simulated_room_what_is_there_and_nothing_else() {
    let (mut there, mut found) = (0, 0);
    for seed in 1..=4 {
        let (picture, truth) = Room::new(deck(), seats(28, seed), RoomOptions { seed, ..RoomOptions::default() }).render(seed);
        let reads = Scanner::new(deck(), deck().usable()).scan(&picture).reads;
        assert_eq!(truth.len(), 28);
        for read in &reads {
            assert!(truth.iter().any(|t| is_of(read, t)), "seed {seed}: {read:?} is not there");
        }
        (there, found) = (there + truth.len(), found + reads.len());
    }
    assert!(found * 100 >= there * 97, "{found} of {there}");
}

#[test]
fn the_simulated_camera_gives_the_rooms_frames_a_fifteenth_of_a_second_apart() {
    let room = Room::new(deck(), seats(3, 1), RoomOptions { width: 320, height: 180, ..RoomOptions::lively(5) });
    let mut camera = SimulatedRoom::unpaced(room.clone());
    for i in 0..4 {
        let frame = camera.next_frame().expect("it never fails");
        assert_eq!(frame.picture, room.render(i).0);
        assert_eq!(frame.at, Duration::from_secs(1) / 15 * i as u32);
    }
}

#[test]
fn in_the_end_everybody_shows_the_answer_of_the_seat() {
    let options = RoomOptions { width: 160, height: 90, rest_every_frames: 0, ..RoomOptions::lively(11) };
    let room = Room::new(deck(), seats(28, 3), options);
    assert!(room.render(0).1.len() < 28, "nobody is that quick");
    let shown = |frame| room.render(frame).1.into_iter().map(|t| (t.card, t.answer)).collect::<Vec<_>>();
    let last = shown(200);
    assert_eq!(last, seats(28, 3));
    let early = shown(70);
    assert_eq!(early.iter().zip(&last).filter(|(a, b)| a != b).count(), 2, "two change their minds");
}
