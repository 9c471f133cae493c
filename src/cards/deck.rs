//! Decks: which codeword each card carries, and on which layout it is printed.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Codeword, Face};

/// The number printed on a card. It belongs to a card, not to a student.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardNumber(pub u16);

impl std::fmt::Display for CardNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// How the printed square is divided: lengths in modules.
///
/// From the outside in: a white quiet zone, a black border (of width 0 in decks without one), and a square of `modules` ×
/// `modules` code modules.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Code modules in a row.
    pub modules: u8,
    /// Width of the black border.
    pub border: f32,
    /// Width of the white quiet zone inside the printed square.
    pub quiet: f32,
}

impl Layout {
    /// Side of the printed square in modules.
    pub fn square(self) -> f32 {
        f32::from(self.modules) + 2.0 * (self.border + self.quiet)
    }

    /// Side of the black square, border included, in modules.
    pub fn black(self) -> f32 {
        f32::from(self.modules) + 2.0 * self.border
    }
}

/// What kind of code a deck uses.
#[derive(Clone, Debug)]
pub enum Code {
    /// Codewords on a bordered grid. The first belongs to card `first`, the others follow in order.
    Grid {
        /// The division of the printed square.
        layout: Layout,
        /// Number of the first card.
        first: u16,
        /// One word per card.
        words: Vec<Codeword>,
    },
    /// QR codes that hold the card's number as `QT` and digits, 1 to 999.
    Qr,
}

/// A set of cards that one reader can tell apart.
#[derive(Clone, Debug)]
pub struct Deck {
    name: &'static str,
    title: &'static str,
    version: Option<u8>,
    maker: Option<&'static str>,
    code: Code,
}

/// No deck has this name.
#[derive(Debug, thiserror::Error)]
#[error("there is no deck named “{0}”; known are {known}", known = Deck::names().join(", "))]
pub struct UnknownDeck(pub String);

/// The highest number of a QR card.
const LAST_QR_CARD: u16 = 999;

/// Names, titles and files.
const FILES: [(&str, &str, &str); 8] = [
    ("quarter", "Quarterturn", include_str!("../../cards/quarter.deck")),
    ("apriltag-36h11", "AprilTag 36h11", include_str!("../../cards/apriltag-36h11.deck")),
    ("apriltag-25h9", "AprilTag 25h9", include_str!("../../cards/apriltag-25h9.deck")),
    ("aruco-4x4-50", "ArUco 4 × 4", include_str!("../../cards/aruco-4x4-50.deck")),
    ("aruco-5x5-100", "ArUco 5 × 5", include_str!("../../cards/aruco-5x5-100.deck")),
    ("aruco-6x6-250", "ArUco 6 × 6", include_str!("../../cards/aruco-6x6-250.deck")),
    ("aruco-mip-36h12", "ArUco MIP 36h12", include_str!("../../cards/aruco-mip-36h12.deck")),
    ("plickers", "Plickers", include_str!("../../cards/plickers.deck")),
];

static DECKS: LazyLock<Vec<Deck>> = LazyLock::new(|| {
    let grids = FILES.iter().map(|&(name, title, text)| {
        let file = parse(text).unwrap_or_else(|line| panic!("cards/{name}.deck, line {line}: not a deck file"));
        Deck { name, title, version: file.version, maker: file.maker, code: file.code }
    });
    grids.chain([Deck { name: "qr", title: "QR codes", version: None, maker: None, code: Code::Qr }]).collect()
});

impl Deck {
    /// Our own deck.
    pub const QUARTER: &'static str = "quarter";

    /// The deck of this name.
    pub fn named(name: &str) -> Result<&'static Self, UnknownDeck> {
        Self::all().iter().find(|d| d.name == name).ok_or_else(|| UnknownDeck(name.to_owned()))
    }

    /// All decks, our own first.
    pub fn all() -> &'static [Self] {
        &DECKS
    }

    /// The names of all decks.
    pub fn names() -> Vec<&'static str> {
        Self::all().iter().map(|d| d.name).collect()
    }

    /// Its name, as given to `--deck`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What a teacher calls it.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The version of our own deck, which never changes once it is printed; `None` for borrowed decks.
    pub fn version(&self) -> Option<u8> {
        self.version
    }

    /// Who alone prints its cards; `None` for decks that are anybody's to print.
    pub fn maker(&self) -> Option<&'static str> {
        self.maker
    }

    /// Its code.
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// Every card of the deck in order, number 0 included where the deck has one.
    pub fn cards(&self) -> impl DoubleEndedIterator<Item = CardNumber> + use<> {
        let (first, last) = match &self.code {
            Code::Grid { first, words, .. } => (*first, *first + words.len() as u16 - 1),
            Code::Qr => (1, LAST_QR_CARD),
        };
        (first..=last).map(CardNumber)
    }

    /// The cards that may be given to students: all but number 0.
    pub fn usable(&self) -> impl DoubleEndedIterator<Item = CardNumber> + use<> {
        self.cards().filter(|n| n.0 > 0)
    }

    /// The codeword of a card; `None` outside the deck and for decks of QR codes.
    pub fn word(&self, card: CardNumber) -> Option<Codeword> {
        match &self.code {
            Code::Grid { first, words, .. } => words.get(usize::from(card.0.checked_sub(*first)?)).copied(),
            Code::Qr => None,
        }
    }

    /// The printed square of a card; `None` outside the deck.
    pub fn face(&self, card: CardNumber) -> Option<Face> {
        match &self.code {
            Code::Grid { layout, .. } => Some(Face::of_word(self.word(card)?, *layout)),
            Code::Qr => (1..=LAST_QR_CARD).contains(&card.0).then(|| Face::of_qr(card)),
        }
    }
}

/// What a deck file says.
#[derive(Debug)]
struct DeckFile<'a> {
    version: Option<u8>,
    maker: Option<&'a str>,
    code: Code,
}

/// Reads a deck file: comments from `#` to the line's end, perhaps a line `version n` or `maker name`, four more lines
/// `key value`, then one codeword a line in hexadecimal. The error is the number of the line that is wrong.
fn parse(text: &str) -> Result<DeckFile<'_>, usize> {
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(i, l)| (i + 1, l.split('#').next().unwrap_or_default().trim()))
        .filter(|(_, l)| !l.is_empty())
        .peekable();
    let mut perhaps = |key: &str| lines.next_if(|(_, l)| l.starts_with(key)).map(|(at, l)| (at, l[key.len()..].trim()));
    let version = perhaps("version").map(|(at, text)| text.parse().map_err(|_| at)).transpose()?;
    let maker = perhaps("maker").map(|(_, text)| text);
    let mut field = |key: &str| {
        let (at, line) = lines.next().ok_or(0usize)?;
        let value = line.strip_prefix(key).and_then(|v| v.trim().parse::<f32>().ok());
        value.filter(|v| (0.0..=100.0).contains(v)).ok_or(at)
    };
    let (modules, border, quiet, first) = (field("modules")? as u8, field("border")?, field("quiet")?, field("first")? as u16);
    let words = lines
        .map(|(at, line)| u64::from_str_radix(line, 16).ok().and_then(|bits| Codeword::new(modules, bits)).ok_or(at))
        .collect::<Result<Vec<_>, _>>()?;
    if words.is_empty() {
        return Err(0);
    }
    Ok(DeckFile { version, maker, code: Code::Grid { layout: Layout { modules, border, quiet }, first, words } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decks_have_the_cards_their_projects_say() {
        let size = |name: &str| Deck::named(name).expect(name).cards().count();
        assert_eq!(size("apriltag-36h11"), 587);
        assert_eq!(size("apriltag-25h9"), 35);
        assert_eq!(size("aruco-4x4-50"), 50);
        assert_eq!(size("aruco-5x5-100"), 100);
        assert_eq!(size("aruco-6x6-250"), 250);
        assert_eq!(size("aruco-mip-36h12"), 250);
        assert_eq!(size("plickers"), 40);
        assert!(size("quarter") >= 120);
    }

    #[test]
    fn card_zero_is_known_and_never_printed() {
        let deck = Deck::named("aruco-4x4-50").expect("a deck");
        assert!(deck.face(CardNumber(0)).is_some());
        assert_eq!(deck.usable().next(), Some(CardNumber(1)));
        assert_eq!(deck.usable().next_back(), Some(CardNumber(49)));
        assert!(deck.face(CardNumber(50)).is_none());
    }

    #[test]
    fn a_broken_deck_file_names_its_line() {
        let head = "modules 2\nborder 1\nquiet 1\nfirst 1\n";
        assert!(parse(&format!("{head}f\n")).is_ok());
        assert_eq!(parse(&format!("{head}f\n10\n")).err(), Some(6));
        assert_eq!(parse("# a\nmodules x\n").err(), Some(2));
    }
}
