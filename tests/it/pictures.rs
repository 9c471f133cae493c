//! Broken, hostile and odd files: each gives a clear error or the right picture, without a panic and within 2 GB of memory.

mod good;
mod hostile;
mod make;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use image::GrayImage;
use quarterturn::cameras::photo;
use quarterturn::cards::{Answer, Deck};
use quarterturn::vision::Scanner;

/// A file of these tests: its name, its bytes, and what must be said about it (`None`: it is read).
struct Case {
    name: String,
    bytes: Vec<u8>,
    says: Option<&'static str>,
}

impl Case {
    fn good(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes, says: None }
    }

    fn bad(name: impl Into<String>, bytes: Vec<u8>, says: &'static str) -> Self {
        Self { name: name.into(), bytes, says: Some(says) }
    }
}

const DECK: &str = "apriltag-36h11";

fn reads(picture: &GrayImage) -> Vec<(u16, Answer)> {
    let deck = Deck::named(DECK).expect("a deck");
    Scanner::new(deck, deck.cards()).scan(picture).reads.iter().map(|r| (r.card.0, r.answer)).collect()
}

#[test]
fn every_format_and_variety_gives_the_same_card() {
    for Case { name, bytes, .. } in good::cases() {
        let picture = photo::decode(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(picture.dimensions(), make::SIZE, "{name}");
        assert_eq!(reads(&picture), [(make::CARD, Answer::A)], "{name}");
        let middle_of_border = picture.get_pixel(make::BLACK.0, make::BLACK.1).0[0];
        let white = picture.get_pixel(3, 3).0[0];
        assert!(middle_of_border < 40 && white > 215, "{name}: black is {middle_of_border}, white {white}");
    }
}

#[test]
fn every_exif_orientation_is_applied() {
    for exif in 1..=8 {
        for (format, bytes) in [("jpeg", make::oriented_jpeg(exif)), ("png", make::oriented_png(exif))] {
            let picture = photo::decode(&bytes).unwrap_or_else(|e| panic!("{format} {exif}: {e}"));
            assert_eq!(picture.dimensions(), make::SIZE, "{format} {exif}");
            assert_eq!(reads(&picture), [(make::CARD, Answer::A)], "{format} {exif}");
        }
    }
}

#[test]
fn every_broken_or_hostile_file_is_refused_with_what_to_do() {
    let cases = hostile::cases();
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    let folder = tempfile::tempdir().expect("a folder");
    for Case { name, bytes, says } in cases {
        let file = folder.path().join(&name);
        std::fs::write(&file, &bytes).expect("room on the disk");
        let says = says.expect("an error");
        for outcome in [photo::decode(&bytes), photo::load(&file)] {
            let problem = outcome.err().unwrap_or_else(|| panic!("{name} was read")).to_string();
            assert!(problem.contains(says), "{name}: “{problem}” instead of “{says}”");
        }
    }
}

#[test]
fn folders_missing_files_and_pipes_are_named_for_what_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let says = |path: &Path| photo::load(path).expect_err("not a picture").to_string();
    assert!(says(folder.path()).contains("folder"));
    assert!(says(&folder.path().join("gone.jpg")).contains("no file of this name"));
    assert!(says(&folder.path().join("gone").join("too.jpg")).contains("no file of this name"));
    if cfg!(target_os = "linux") {
        assert!(says("/dev/zero".as_ref()).contains("not an ordinary file"));
    }
}

#[test]
fn a_folder_lists_its_pictures_in_natural_order_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["b10.JPG", "b9.png", "a.heic", "notes.txt", ".hidden.jpg", "Thumbs.db", "c.pgm"] {
        std::fs::write(folder.path().join(name), "x").expect("room on the disk");
    }
    std::fs::create_dir(folder.path().join("folder.jpg")).expect("room on the disk");
    let found = photo::list_folder(folder.path()).expect("a folder");
    let names: Vec<_> = found.iter().filter_map(|p| p.file_name()?.to_str()).collect();
    assert_eq!(names, ["a.heic", "b9.png", "b10.JPG", "c.pgm"]);
}

#[test]
fn a_picture_of_108_megapixels_is_opened() {
    let picture = photo::decode(&make::one_bit_png(12_000, 9_000)).expect("within the limit");
    assert_eq!(picture.dimensions(), (12_000, 9_000));
    assert_eq!(picture.get_pixel(11_999, 8_999).0[0], 255);
}

#[test]
fn changed_bytes_never_make_more_than_an_error() {
    // Small pictures, so that many can be tried; each step changes one byte or cuts the rest off.
    for (format, bytes) in make::small_in_every_format() {
        let mut random = make::Random(7);
        for _ in 0..150 {
            let mut changed = bytes.clone();
            for _ in 0..1 + random.below(3) {
                let at = random.below(changed.len());
                changed[at] = random.below(256) as u8;
            }
            if random.below(4) == 0 {
                changed.truncate(random.below(changed.len()));
            }
            if let Ok(picture) = photo::decode(&changed) {
                assert!(picture.width() > 0 && picture.height() > 0, "{format}");
            }
        }
    }
}

/// Runs the program with at most 2 GB of address space, where the system has such a limit.
fn scan_within_2_gb(files: &[PathBuf]) -> Output {
    let program = env!("CARGO_BIN_EXE_quarterturn");
    let mut command = if cfg!(target_os = "linux") {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -v 2097152 && exec \"$@\"", "sh", program]);
        shell
    } else {
        Command::new(program)
    };
    command.args(["scan", "--json", "--threads", "2", "--deck", DECK]).args(files).output().expect("the program starts")
}

#[test]
fn the_program_names_every_unreadable_file_reads_the_rest_and_stays_within_2_gb() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: Vec<Case> = hostile::cases().into_iter().chain(good::cases()).collect();
    let files: Vec<PathBuf> = cases.iter().map(|c| folder.path().join(&c.name)).collect();
    for (file, case) in files.iter().zip(&cases) {
        std::fs::write(file, &case.bytes).expect("room on the disk");
    }
    let output = scan_within_2_gb(&files);
    let diagnostics = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{diagnostics}");
    assert!(!diagnostics.contains("panicked"), "{diagnostics}");
    let pages: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(pages.len(), cases.len());
    for ((page, case), file) in pages.iter().zip(&cases).zip(&files) {
        assert_eq!(page["image"].as_str(), file.to_str());
        match case.says {
            Some(says) => {
                assert!(page["error"].as_str().is_some_and(|e| e.contains(says)), "{}: {}", case.name, page["error"]);
                assert_eq!((page["width"].as_u64(), page["height"].as_u64()), (Some(0), Some(0)), "{}", case.name);
                assert!(page["reads"].as_array().is_some_and(Vec::is_empty), "{}", case.name);
            }
            None => {
                assert!(page["error"].is_null(), "{}: {}", case.name, page["error"]);
                let cards: Vec<_> =
                    page["reads"].as_array().into_iter().flatten().map(|r| (r["card"].as_u64(), r["answer"].as_str())).collect();
                assert_eq!(cards, [(Some(u64::from(make::CARD)), Some("A"))], "{}", case.name);
            }
        }
    }
}
