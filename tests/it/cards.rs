//! Printed cards: the pictures of faces, and the sheets as a printer would draw them.

use std::path::Path;
use std::process::{Command, Output};

use image::{GrayImage, imageops};
use quarterturn::cards::sheet::{Paper, PerPage, SheetCard, SheetOptions, pages};
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::vision::Scanner;
use tempfile::TempDir;

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quarterturn")).current_dir(folder).args(args).output().expect("the program starts")
}

fn said(out: &Output) -> &str {
    std::str::from_utf8(&out.stderr).expect("UTF-8")
}

/// Dots per inch of the drawn sheets.
const DPI: f32 = 72.0;

/// The pages of a PDF, drawn; `None`, and says so, where the machine has no `pdftoppm`.
fn drawn(folder: &Path, pdf: &str) -> Option<Vec<GrayImage>> {
    let out = Command::new("pdftoppm").current_dir(folder).args(["-gray", "-r", &DPI.to_string(), pdf, "page"]).output();
    let Ok(out) = out else {
        println!("skipped: this machine has no pdftoppm to draw the PDF with");
        return None;
    };
    assert!(out.status.success(), "{}", said(&out));
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the folder").map(|f| f.expect("a file").path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "pgm"));
    files.sort();
    let pictures = files.iter().map(|f| image::open(f).expect("a page").into_luma8()).collect();
    files.iter().for_each(|f| std::fs::remove_file(f).expect("removed"));
    Some(pictures)
}

#[test]
fn faces_are_black_and_white_and_as_the_deck_says() {
    let folder = TempDir::new().expect("a folder");
    assert_eq!(run(folder.path(), &["cards", "--png", "faces", "--count", "30"]).status.code(), Some(0));
    let deck = Deck::named("quarter").expect("our deck");
    for n in 1..=30 {
        let face = image::open(folder.path().join(format!("faces/card-{n}.png"))).expect("a picture");
        assert_eq!(face.color(), image::ColorType::L8);
        let face = face.into_luma8();
        assert!(face.width() >= 400 && face.width() == face.height());
        assert!(face.pixels().all(|p| p.0[0] == 0 || p.0[0] == 255));
        // Nine modules: 0.75 quiet, 1.25 border, five of the word.
        let word = deck.word(CardNumber(n)).expect("a word");
        for (row, column) in (0..5).flat_map(|r| (0..5).map(move |c| (r, c))) {
            let at = |i: usize| ((2.5 + i as f32) / 9.0 * face.width() as f32) as u32;
            assert_eq!(face.get_pixel(at(column), at(row)).0[0] > 127, word.is_white(row, column), "card {n}, {row}, {column}");
        }
        // Letters stand in the quiet zone, one at each side.
        let rim = (0.7 / 9.0 * face.width() as f32) as u32;
        for turned in [face.clone(), imageops::rotate90(&face), imageops::rotate180(&face), imageops::rotate270(&face)] {
            let black = (0..rim).flat_map(|y| (0..face.width()).map(move |x| (x, y))).filter(|&(x, y)| turned.get_pixel(x, y).0[0] == 0);
            assert!(black.count() > 20, "card {n} lacks a letter");
        }
    }
    assert!(!folder.path().join("faces/card-0.png").exists() && !folder.path().join("faces/card-31.png").exists());
}

#[test]
fn a_smaller_deck_writes_all_it_has_and_a_foreign_one_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let out = run(folder.path(), &["cards", "--png", "few", "--count", "60", "--deck", "aruco-4x4-50"]);
    assert_eq!((out.status.code(), said(&out).lines().count()), (Some(0), 1), "{}", said(&out));
    assert_eq!(std::fs::read_dir(folder.path().join("few")).expect("the folder").count(), 49);
    for (args, status) in [
        (&["cards", "--png", "x", "--count", "3", "--deck", "plickers"][..], 2),
        (&["cards", "--png", "x", "--count", "3", "--deck", "nonsense"], 2),
        (&["cards", "--out", "x.pdf", "--per-page", "3"], 2),
        (&["cards", "--out", "no/such/folder/x.pdf", "--count", "2"], 2),
        (&["cards"], 2),
    ] {
        let out = run(folder.path(), args);
        assert_eq!((out.status.code(), said(&out).lines().count()), (Some(status), 1), "{args:?}: {}", said(&out));
    }
    assert!(!folder.path().join("x").exists() && !folder.path().join("x.pdf").exists());
}

#[test]
fn sheets_hold_the_same_squares_as_the_pictures_and_lose_nothing_at_the_rim() {
    let folder = TempDir::new().expect("a folder");
    let deck = Deck::named("quarter").expect("our deck");
    for (paper, paper_word) in [(Paper::A4, "a4"), (Paper::Letter, "letter")] {
        for (per_page, word) in [(PerPage::One, "1"), (PerPage::Two, "2"), (PerPage::Four, "4")] {
            let out = run(folder.path(), &["cards", "--out", "deck.pdf", "--count", "5", "--paper", paper_word, "--per-page", word]);
            assert_eq!(out.status.code(), Some(0), "{}", said(&out));
            let Some(pictures) = drawn(folder.path(), "deck.pdf") else { return };
            let cards = (1..=5).map(|n| SheetCard { card: CardNumber(n), name: None }).collect();
            let wanted = pages(&SheetOptions { deck, paper, per_page, cards }).expect("pages");
            assert_eq!(pictures.len(), wanted.len());
            for (picture, page) in pictures.iter().zip(&wanted) {
                let px = |mm: f32| (mm / 25.4 * DPI).round() as u32;
                let (rim, w, h) = (px(4.9), picture.width(), picture.height());
                for (x, y, p) in picture.enumerate_pixels() {
                    let inside = x >= rim && y >= rim && x < w - rim && y < h - rim;
                    assert!(inside || p.0[0] > 240, "{paper_word}, {word} a page: ink at {x}, {y}");
                }
                for square in &page.squares {
                    let side = px(square.side);
                    let printed = imageops::crop_imm(picture, px(square.at[0]), px(square.at[1]), side, side).to_image();
                    let face = square.face.picture(720);
                    let shown = imageops::resize(&face, side, side, imageops::FilterType::Triangle);
                    let apart = printed.pixels().zip(shown.pixels()).filter(|(a, b)| a.0[0].abs_diff(b.0[0]) > 128).count();
                    assert!(apart * 100 < printed.pixels().len() * 2, "{paper_word}, {word} a page, card {}: {apart} pixels", square.card);
                }
            }
        }
    }
}

#[test]
fn every_printed_card_is_read_in_each_of_its_turns() {
    type Turned = fn(&GrayImage) -> GrayImage;
    let folder = TempDir::new().expect("a folder");
    assert_eq!(run(folder.path(), &["cards", "--out", "deck.pdf", "--count", "40", "--per-page", "4"]).status.code(), Some(0));
    let Some(pictures) = drawn(folder.path(), "deck.pdf") else { return };
    let deck = Deck::named("quarter").expect("our deck");
    let mut scanner = Scanner::new(deck, deck.cards());
    // A page turned clockwise by 90° shows the left side of its cards up: D, then C, then B.
    let turns: [(Turned, Answer); 4] = [
        (GrayImage::clone, Answer::A),
        (imageops::rotate270::<GrayImage>, Answer::B),
        (imageops::rotate180::<GrayImage>, Answer::C),
        (imageops::rotate90::<GrayImage>, Answer::D),
    ];
    for (turn, answer) in turns {
        let mut read: Vec<u16> = Vec::new();
        for picture in &pictures {
            for r in scanner.scan(&turn(picture)).reads {
                assert_eq!(r.answer, answer, "card {}", r.card);
                read.push(r.card.0);
            }
        }
        read.sort_unstable();
        assert_eq!(read, (1..=40).collect::<Vec<_>>(), "answer {answer}");
    }
}

#[test]
fn names_are_printed_and_the_same_class_gives_the_same_file() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("names.csv"), "name\nAda Novak\nΕλένη Παππά\nИван Петров\nZażółć Gęślą\n").expect("a list");
    assert_eq!(run(folder.path(), &["--data", "school.db", "class", "import", "5b", "names.csv"]).status.code(), Some(0));
    for file in ["one.pdf", "two.pdf"] {
        let out = run(folder.path(), &["--data", "school.db", "cards", "--class", "5b", "--out", file]);
        assert_eq!((out.status.code(), said(&out)), (Some(0), ""));
    }
    let [one, two] = ["one.pdf", "two.pdf"].map(|f| std::fs::read(folder.path().join(f)).expect("a PDF"));
    assert!(one == two && one.starts_with(b"%PDF-"));
    let Ok(out) = Command::new("pdftotext").current_dir(folder.path()).args(["one.pdf", "-"]).output() else {
        println!("skipped: this machine has no pdftotext");
        return;
    };
    // A long name stands on two lines.
    let text = String::from_utf8_lossy(&out.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    for name in ["Ada Novak", "Ελένη Παππά", "Иван Петров", "Zażółć Gęślą", "Quarterturn deck 1"] {
        assert!(text.contains(name), "{name} is not in: {text}");
    }
}

#[test]
fn fonts_are_embedded_and_only_what_is_used_of_them() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("names.csv"), "name\nAda Novak\nΕλένη Παππά\n").expect("a list");
    assert_eq!(run(folder.path(), &["--data", "school.db", "class", "import", "5b", "names.csv"]).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["--data", "school.db", "cards", "--class", "5b", "--out", "cards.pdf"]).status.code(), Some(0));
    let Ok(out) = Command::new("pdffonts").current_dir(folder.path()).arg("cards.pdf").output() else {
        println!("skipped: this machine has no pdffonts");
        return;
    };
    // Two lines of heading; then name, type and encoding before "emb", "sub" and "uni", and two numbers after them.
    let listed = String::from_utf8_lossy(&out.stdout).into_owned();
    let fonts: Vec<Vec<&str>> = listed.lines().skip(2).map(|l| l.split_whitespace().rev().skip(2).take(3).collect()).collect();
    assert!(!fonts.is_empty(), "{listed}");
    assert!(fonts.iter().all(|f| f[..] == ["yes", "yes", "yes"]), "{listed}");
}

#[test]
fn a_character_that_no_font_has_is_named_and_a_file_that_cannot_be_written_is_said() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("names.csv"), "name\nLu \u{e123}\nAda Novak\n").expect("a list");
    assert_eq!(run(folder.path(), &["--data", "school.db", "class", "import", "5b", "names.csv"]).status.code(), Some(0));
    let cards = |file: &str| run(folder.path(), &["--data", "school.db", "cards", "--class", "5b", "--out", file]);
    let out = cards("cards.pdf");
    assert_eq!(out.status.code(), Some(0));
    assert!(said(&out).contains("no font here has ‘\u{e123}’ of “Lu \u{e123}”"), "{}", said(&out));
    // A folder stands where the file should come, with something in it.
    std::fs::create_dir(folder.path().join("taken.pdf")).expect("a folder");
    std::fs::write(folder.path().join("taken.pdf/kept"), "kept").expect("a file");
    let out = cards("taken.pdf");
    assert!(out.status.code() == Some(1) || out.status.code() == Some(2), "{:?}", out.status);
    assert!(said(&out).contains("taken.pdf"), "{}", said(&out));
    assert_eq!(std::fs::read(folder.path().join("taken.pdf/kept")).expect("still there"), b"kept");
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("the folder").map(|f| f.expect("a file").file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("tmp")), "{left:?}");
}

#[test]
fn letters_stay_away_from_where_the_sheet_is_cut() {
    let deck = Deck::named("quarter").expect("our deck");
    for (paper, per_page) in
        [Paper::A4, Paper::Letter].into_iter().flat_map(|p| [PerPage::One, PerPage::Two, PerPage::Four].map(|n| (p, n)))
    {
        let cards = (1..=4).map(|n| SheetCard { card: CardNumber(n), name: None }).collect();
        for page in pages(&SheetOptions { deck, paper, per_page, cards }).expect("sheets") {
            for square in &page.squares {
                for point in square.face.letters().into_iter().flatten() {
                    let place = [0, 1].map(|k| square.at[k] + point[k] * square.side);
                    for k in [0, 1] {
                        let cuts = page.marks.iter().filter(|m| m.from[k] == m.to[k]).map(|m| m.from[k]).chain([0.0, page.size[k]]);
                        let nearest = cuts.map(|c| (c - place[k]).abs()).fold(f32::INFINITY, f32::min);
                        assert!(nearest >= 5.0, "{paper:?}, {per_page:?}: a letter {nearest} mm from a cut");
                    }
                }
            }
        }
    }
}
