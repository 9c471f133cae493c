//! The program's manners: what it says, where, and with which exit status.

use std::process::{Command, Output};

use image::{GrayImage, Luma, imageops};
use quarterturn::cards::{CardNumber, Deck};

fn quarterturn(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quarterturn")).args(arguments).output().expect("the program starts")
}

/// One line on stderr, which says this, nothing on stdout, and status 2.
fn assert_unusable(arguments: &[&str], says: &str) {
    let Output { status, stdout, stderr } = quarterturn(arguments);
    let said = String::from_utf8_lossy(&stderr);
    assert_eq!((status.code(), stdout.is_empty()), (Some(2), true), "{arguments:?}: {said}");
    assert!(said.contains(says) && said.trim_end().lines().count() == 1, "{arguments:?}: {said}");
}

#[test]
fn a_folder_without_pictures_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = folder.path().to_string_lossy();
    for form in [&["scan"][..], &["scan", "--json"], &["scan", "--csv"], &["scan", "--sequence", "--json"]] {
        assert_unusable(&[form, &[&name]].concat(), "no pictures in this folder");
    }
}

#[test]
fn an_unknown_deck_is_answered_with_the_known_ones() {
    assert_unusable(&["scan", "--deck", "zz", "x.png"], "known are quarter, ");
}

#[test]
fn frames_per_second_are_what_a_camera_gives() {
    for fps in ["0", "nan", "inf", "-5", "0.001", "1e9"] {
        assert_unusable(
            &["scan", "--sequence", "--json", "--fps", fps, "x.png"],
            "--fps wants a number of frames per second from 0.1 to 1000",
        );
    }
}

#[test]
fn arguments_that_make_no_sense_are_answered_in_one_line() {
    assert_unusable(&["scan"], "<IMAGE>");
    assert_unusable(&["scan", "--count", "0", "x.png"], "--count");
    assert_unusable(&["scan", "--class", "5b", "x.png"], "--question");
    assert_unusable(&["record", "--class", "5b"], "--question");
    assert_unusable(&["skan"], "skan");
}

#[test]
fn a_number_that_is_none_is_answered_with_what_to_write() {
    for many in ["many", "-3", "0", "2.5", "", "99999999999999999999"] {
        assert_unusable(&["scan", "--count", many, "x.png"], "write a whole number from 1 to 65535");
        assert_unusable(&["cards", "--png", "x", "--count", many], "write a whole number from 1 to 65535");
        assert_unusable(&["scan", "--threads", many, "x.png"], "write a whole number from 1 to 256");
    }
    assert_unusable(&["demo", "--seed", "-1"], "write a whole number from 0 to ");
    assert_unusable(&["correct", "--class", "5b", "Ada", "C"], "write a whole number from 1 to ");
}

#[test]
fn a_folder_to_write_into_is_no_file() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let name = file.path().to_string_lossy();
    assert_unusable(&["cards", "--count", "1", "--png", &name], "is a file, not a folder; name another one with --png");
    assert_unusable(&["demo", "--out", &name], "is a file, not a folder; name another one with --out");
}

#[test]
fn where_no_card_is_read_the_deck_is_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let cards = folder.path().to_string_lossy();
    assert!(quarterturn(&["cards", "--png", &cards, "--count", "1"]).status.success());
    let picture = folder.path().join("card-1.png");
    let picture = picture.to_string_lossy();
    let says = |arguments: &[&str]| {
        let Output { status, stderr, .. } = quarterturn(arguments);
        assert!(status.success(), "seeing nothing is no error");
        String::from_utf8_lossy(&stderr).into_owned()
    };
    let words = says(&["scan", "--deck", "aruco-4x4-50", &picture]);
    assert!(words.contains("no card of the deck “aruco-4x4-50” was read") && words.lines().count() == 1, "{words}");
    assert_eq!(says(&["scan", &picture]), "");
    assert_eq!(says(&["scan", "--json", "--deck", "aruco-4x4-50", &picture]), "", "a program sees it from the list");
}

#[test]
fn cards_are_told_where_to_go_in_one_of_two_ways() {
    assert_unusable(&["cards"], "--out FILE.pdf for sheets, or --png DIR for pictures");
}

#[test]
fn an_annotated_picture_takes_the_place_of_no_photograph() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let photo = place("photo.png");
    GrayImage::from_pixel(64, 64, Luma([200])).save(&photo).expect("a picture");
    let before = std::fs::read(&photo).expect("the picture");
    assert_unusable(&["scan", "--annotate", &photo, &photo], "overwrite the picture itself");
    assert_unusable(&["scan", "--annotate", &place("seen.jpg"), &photo], "ends in .png");
    assert_unusable(&["scan", "--annotate", &place("none/seen.png"), &photo], "there is no folder");
    assert_eq!(std::fs::read(&photo).expect("the picture"), before);
    let seen = place("seen.png");
    let done = quarterturn(&["scan", "--annotate", &seen, &photo]);
    assert!(done.status.success() && std::path::Path::new(&seen).is_file(), "{done:?}");
}

#[test]
fn a_mirrored_sweep_says_so_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let deck = Deck::named(Deck::QUARTER).expect("our deck");
    let mut wall = GrayImage::from_pixel(400, 300, Luma([200]));
    let face = deck.face(CardNumber(7)).expect("a card").picture(120);
    imageops::overlay(&mut wall, &face, 60, 80);
    let frame = folder.path().join("frame.png");
    imageops::flip_horizontal(&wall).save(&frame).expect("a picture");
    let frame = frame.to_string_lossy();
    let Output { status, stderr, .. } = quarterturn(&["scan", "--sequence", &frame, &frame]);
    let said = String::from_utf8_lossy(&stderr);
    assert!(status.success() && said.matches("1 card is mirrored and was not read").count() == 1, "{said}");
}
