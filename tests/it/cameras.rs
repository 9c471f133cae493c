//! The webcam path, through `nokhwa` and the system's calls, against a camera that `tests/fake_camera` puts under a copy of
//! this program. Linux on x86-64 with a C compiler; elsewhere these tests say that they were left out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use image::GrayImage;
use quarterturn::cameras::{CameraError, Source, Webcam, list_webcams};
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::room::{Room, RoomOptions};
use quarterturn::vision::Scanner;

use super::driver::{Desk, shows};

const SIZE: [u32; 2] = [1280, 720];

fn deck() -> &'static Deck {
    Deck::named(Deck::QUARTER).expect("our own deck")
}

fn seats() -> Vec<(CardNumber, Answer)> {
    deck().cards().take(20).enumerate().map(|(i, card)| (card, Answer::ALL[(i * 3) % 4])).collect()
}

fn class() -> GrayImage {
    let options = RoomOptions { width: SIZE[0], height: SIZE[1], far_m: 6.0, seed: 8, ..RoomOptions::default() };
    Room::new(deck(), seats(), options).render(0).0
}

/// A frame of a webcam: gray values, each followed by a colour of none.
fn yuyv(picture: &GrayImage) -> Vec<u8> {
    picture.as_raw().iter().flat_map(|&y| [y, 128]).collect()
}

fn jpeg(picture: &GrayImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(picture).expect("a JPEG");
    bytes
}

/// Runs one of the tests below in a copy of this program that has a camera with this frame.
fn with_camera(test: &str, format: &str, frame: &[u8], odd_name: Option<&str>) {
    let Some((folder, library)) = compiled() else { return };
    fs::write(folder.path().join("frame"), frame).expect("the frame");
    fs::write(folder.path().join("switch"), "r").expect("the switch");
    let mut copy = Command::new(std::env::current_exe().expect("this program"));
    copy.args(["--exact", &format!("cameras::{test}"), "--ignored", "--nocapture", "--test-threads=1"])
        .env("LD_PRELOAD", library)
        .env("FAKE_CAMERA_FRAME", folder.path().join("frame"))
        .env("FAKE_CAMERA_SWITCH", folder.path().join("switch"))
        .env("FAKE_CAMERA_FORMAT", format)
        .env("FAKE_CAMERA_SIZE", format!("{}x{}", SIZE[0], SIZE[1]));
    if let Some(name) = odd_name {
        copy.env("FAKE_CAMERA_ODD_NAME", name);
    }
    let outcome = copy.output().expect("a copy of this program runs");
    let said = [outcome.stdout, outcome.stderr].map(|s| String::from_utf8_lossy(&s).into_owned()).concat();
    assert!(outcome.status.success() && said.contains("1 passed"), "{said}");
}

/// The camera as a library, in a folder of its own.
fn compiled() -> Option<(tempfile::TempDir, PathBuf)> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        println!("skipped: the fake camera is for Linux on x86-64");
        return None;
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fake_camera/camera.c");
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("camera.so");
    let made = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).arg("-ldl").output();
    match made {
        Ok(made) if made.status.success() => Some((folder, library)),
        Ok(made) => panic!("the fake camera does not compile: {}", String::from_utf8_lossy(&made.stderr)),
        Err(_) => {
            println!("skipped: no C compiler");
            None
        }
    }
}

/// The file that tells the camera what to do; none outside a copy of this program.
#[expect(clippy::disallowed_methods, reason = "how a test tells its copy where the file is")]
fn switch_file() -> Option<std::ffi::OsString> {
    std::env::var_os("FAKE_CAMERA_SWITCH")
}

/// What the camera does from now on: r runs, s stalls, u is unplugged, b is busy, f is forbidden.
fn switch(to: &str) {
    let path = switch_file().expect("run by a neighbour");
    fs::write(path, to).expect("the switch");
}

fn webcam() -> Webcam {
    let found = list_webcams().expect("one camera");
    assert_eq!(found.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["Classroom camera"]);
    Webcam::new(found[0].clone())
}

/// The first error that is not a frame, within a bounded number of frames.
fn first_problem(camera: &mut Webcam) -> CameraError {
    (0..400).find_map(|_| camera.next_frame().err()).expect("a problem")
}

#[test]
fn cards_are_read_through_an_uncompressed_camera() {
    with_camera("inside_the_class_is_read", "YUYV", &yuyv(&class()), None);
}

#[test]
fn cards_are_read_through_a_compressed_camera_whose_frames_trail_rubbish() {
    with_camera("inside_the_class_is_read", "MJPG", &jpeg(&class()), None);
}

#[test]
#[ignore = "run by its neighbours, under a fake camera"]
fn inside_the_class_is_read() {
    if switch_file().is_none() {
        return println!("skipped: only under a fake camera");
    }
    let mut camera = webcam();
    let mut last = Duration::ZERO;
    for _ in 0..3 {
        let frame = camera.next_frame().expect("a frame");
        assert_eq!([frame.picture.width(), frame.picture.height()], SIZE);
        assert!(frame.at >= last, "time runs backwards");
        last = frame.at;
        let reads = Scanner::new(deck(), deck().cards().take(30)).scan(&frame.picture).reads;
        assert!(reads.len() >= 17, "only {} of 20 read", reads.len());
        assert!(reads.iter().all(|r| seats().contains(&(r.card, r.answer))), "{reads:?}");
    }
}

#[test]
fn half_a_compressed_frame_is_no_picture() {
    let whole = jpeg(&class());
    with_camera("inside_nothing_but_broken_frames", "MJPG", &whole[..whole.len() / 2], None);
}

#[test]
#[ignore = "run by its neighbours, under a fake camera"]
fn inside_nothing_but_broken_frames() {
    if switch_file().is_none() {
        return println!("skipped: only under a fake camera");
    }
    let problem = webcam().next_frame().expect_err("no frame is whole");
    assert!(matches!(problem, CameraError::Broken { .. }), "{problem:?}");
}

#[test]
fn a_stalled_camera_recovers_and_an_unplugged_one_can_be_opened_again() {
    with_camera("inside_it_stalls_and_is_unplugged", "YUYV", &yuyv(&class()), None);
}

#[test]
#[ignore = "run by its neighbours, under a fake camera"]
fn inside_it_stalls_and_is_unplugged() {
    if switch_file().is_none() {
        return println!("skipped: only under a fake camera");
    }
    let mut camera = webcam();
    camera.next_frame().expect("a frame");
    switch("s");
    let problem = first_problem(&mut camera);
    assert!(matches!(problem, CameraError::Stalled { .. }) && !problem.ends_the_source(), "{problem:?}");
    assert!(problem.to_string().starts_with("No picture from Classroom camera for "), "{problem}");
    switch("r");
    camera.next_frame().expect("frames come again");
    switch("u");
    let problem = first_problem(&mut camera);
    assert!(matches!(problem, CameraError::Unplugged { .. }) && problem.ends_the_source(), "{problem:?}");
    assert!(matches!(list_webcams(), Err(CameraError::NoCamera)));
    drop(camera);
    switch("r");
    webcam().next_frame().expect("plugged in again");
}

#[test]
fn the_window_says_what_became_of_its_camera_and_goes_on_with_it() {
    with_camera("inside_the_window_loses_its_camera", "YUYV", &yuyv(&class()), None);
}

#[test]
#[ignore = "run by its neighbours, under a fake camera"]
fn inside_the_window_loses_its_camera() {
    if switch_file().is_none() {
        return println!("skipped: only under a fake camera");
    }
    let desk = Desk::new();
    let mut window = desk.window();
    window.fill("Name of the class", "5b");
    window.fill("Paste the names here, one a line", &(1..=20).map(|n| format!("S{n}")).collect::<Vec<_>>().join("\n"));
    window.press("Make the class with 20 students");
    window.until_shown("20 students, cards 1 to 20");
    window.press("Start lesson");
    window.press("Start reading");
    window.until_shown("All 20 answered");
    for (state, said) in [("s", "No picture from Classroom camera"), ("u", "Classroom camera is no longer connected")] {
        switch(state);
        window.until_shown(said);
        window.until_shown("The 20 answers read so far are kept");
        window.0.run_steps(30);
        assert!(window.shows(said) && window.shows("Paused"), "not only for a moment");
        // A camera that stalled comes back by itself.
        switch("r");
        if state == "u" {
            window.press("Try again");
        }
        window.until("the picture again", |h| !shows(h, said) && shows(h, "Reading"));
    }
    assert_eq!(desk.last_asking().answers.len(), 20);
}

#[test]
fn a_camera_that_may_not_be_used_says_why() {
    with_camera("inside_it_is_busy_and_forbidden", "YUYV", &yuyv(&class()), None);
}

#[test]
#[ignore = "run by its neighbours, under a fake camera"]
fn inside_it_is_busy_and_forbidden() {
    if switch_file().is_none() {
        return println!("skipped: only under a fake camera");
    }
    let found = list_webcams().expect("one camera");
    for (state, is_meant) in [("b", "Another program may be using it"), ("f", "allow it in the system's camera settings")] {
        switch(state);
        let problem = Webcam::new(found[0].clone()).next_frame().expect_err("no frame");
        assert!(problem.to_string().contains(is_meant), "{problem}");
    }
}

#[test]
fn a_device_with_an_odd_name_hides_no_camera() {
    with_camera("inside_the_class_is_read", "YUYV", &yuyv(&class()), Some("video-odd"));
}
