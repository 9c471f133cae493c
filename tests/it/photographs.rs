//! Real photographs with known contents, and pictures of foreign codes, from the folder beside the checkout.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use quarterturn::cameras::photo;
use quarterturn::cards::Deck;
use quarterturn::vision::{Read, Scanner};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    deck: String,
    reads: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    card: u16,
    answer: String,
    centre: [f32; 2],
}

/// Tags that stand in a photograph, looked at one by one, although its list of contents leaves them out.
const UNLISTED: [(&str, [f32; 2]); 10] = [
    ("apriltag-swarmathon-3.jpg", [524.0, 402.0]),
    ("apriltag-swarmathon-3.jpg", [481.0, 414.0]),
    ("apriltag-swarmathon-3.jpg", [626.0, 357.0]),
    ("apriltag-swarmathon-3.jpg", [702.0, 379.0]),
    ("apriltag-swarmathon-3.jpg", [301.0, 386.0]),
    ("apriltag-swarmathon-3.jpg", [393.0, 392.0]),
    ("apriltag-swarmathon-3.jpg", [362.0, 427.0]),
    ("apriltag-swarmathon-3.jpg", [601.0, 348.0]),
    ("apriltag-swarmathon-3.jpg", [752.0, 367.0]),
    ("apriltag-swarmathon-3.jpg", [314.0, 370.0]),
];

/// The folder of photographs; says so where there is none.
fn photographs() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/photos");
    if folder.join("expected.json").exists() {
        return Some(folder);
    }
    println!("skipped: there is no folder of photographs beside the checkout");
    None
}

fn read(deck: &str, picture: &Path) -> Vec<Read> {
    let deck = Deck::named(deck).expect("a deck");
    let picture = photo::load(picture).expect("a picture");
    Scanner::new(deck, deck.cards()).scan(&picture).reads
}

fn is_near(read: &Read, [x, y]: [f32; 2]) -> bool {
    let (centre, [a, b, ..]) = (read.centre(), read.corners);
    (centre.x - x).hypot(centre.y - y) <= (0.4 * (a.x - b.x).hypot(a.y - b.y)).max(4.0)
}

#[test]
fn markers_in_photographs_are_found_and_none_is_wrong() {
    let Some(folder) = photographs() else { return };
    let text = std::fs::read_to_string(folder.join("expected.json")).expect("the list");
    let expected: BTreeMap<String, Expected> = serde_json::from_str(&text).expect("the list is JSON");
    for (name, wanted) in expected.iter().filter(|(_, e)| !e.reads.is_empty()) {
        let reads = read(&wanted.deck, &folder.join(name));
        let is_listed =
            |r: &&Read| wanted.reads.iter().any(|p| p.card == r.card.0 && p.answer == r.answer.to_string() && is_near(r, p.centre));
        let (right, other): (Vec<&Read>, Vec<&Read>) = reads.iter().partition(is_listed);
        for r in other {
            assert!(UNLISTED.iter().any(|(n, at)| n == name && is_near(r, *at)), "{name}: {r:?} is not there");
        }
        assert!(right.len() == wanted.reads.len(), "{name}: found {} of {}", right.len(), wanted.reads.len());
    }
}

#[test]
fn foreign_codes_are_no_cards_of_any_deck() {
    let Some(folder) = photographs() else { return };
    let foreign = photo::list_folder(&folder).expect("the folder");
    for picture in foreign.iter().filter(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with("foreign-"))) {
        for deck in Deck::names() {
            let reads = read(deck, picture);
            assert!(reads.is_empty(), "{}: read as {deck}: {reads:?}", picture.display());
        }
    }
}
