//! Where everything stands on a page, in mm from the paper's top left corner.

use super::{PerPage, SheetCard, SheetError, SheetOptions};
use crate::cards::{CardNumber, Face};

/// White that is kept around a square, at the paper's rim as at a cut: half a sheet of A4 leaves a square of 139 mm. The
/// square's own quiet zone comes on top, so that nothing black comes near a cut.
const AROUND_SQUARE: f32 = 4.75;
/// What printers cannot print on, and where a cut may stray to: text keeps out of it.
const MARGIN: f32 = 6.0;
/// Side of the largest square; a larger one is too large for a child to hold up steadily.
const LARGEST_SQUARE: f32 = 190.0;
/// White between a square and text beside it: the camera must see the quiet zone undisturbed.
const BESIDE: f32 = 2.0;
/// Length of a cut mark.
const MARK: f32 = 5.0;
/// Where cut marks begin, from the paper's rim.
const MARK_AT: f32 = 5.5;
/// Height of the band of text below a square.
const BAND: f32 = 22.0;

/// One sheet of paper.
#[derive(Clone, Debug)]
pub struct Page {
    /// Width and height.
    pub size: [f32; 2],
    /// The printed squares.
    pub squares: Vec<Square>,
    /// Where to cut.
    pub marks: Vec<Mark>,
    /// Numbers, names and notes.
    pub texts: Vec<Text>,
}

/// The printed square of a card.
#[derive(Clone, Debug)]
pub struct Square {
    /// Which card.
    pub card: CardNumber,
    /// What is black in it.
    pub face: Face,
    /// Its left and top edge.
    pub at: [f32; 2],
    /// Its side.
    pub side: f32,
}

/// A thin black line, [`Mark::WIDTH`] wide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// One end.
    pub from: [f32; 2],
    /// The other end.
    pub to: [f32; 2],
}

impl Mark {
    /// Width of the line.
    pub const WIDTH: f32 = 0.2;
}

/// On which side of its box a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left.
    Left,
    /// Centred.
    Middle,
    /// Right.
    Right,
}

/// A text in a box: broken into lines, and made smaller until it fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What it says.
    pub text: String,
    /// The box's left and top edge.
    pub at: [f32; 2],
    /// The box's width and height.
    pub size: [f32; 2],
    /// Height of the type where it need not be made smaller.
    pub height: f32,
    /// On which side it stands.
    pub side: Side,
    /// Whether it is set in semi-bold.
    pub strong: bool,
}

/// All pages, in order.
pub fn pages(options: &SheetOptions) -> Result<Vec<Page>, SheetError> {
    if options.cards.is_empty() {
        return Err(SheetError::NoCards);
    }
    if let Some(maker) = options.deck.maker() {
        return Err(SheetError::NotOurs { deck: options.deck.name(), maker });
    }
    options.cards.chunks(options.per_page.count()).map(|cards| page(options, cards)).collect()
}

fn page(options: &SheetOptions, cards: &[SheetCard]) -> Result<Page, SheetError> {
    let size = options.paper.size_mm();
    let [columns, rows] = options.per_page.grid();
    let cell = [size[0] / columns as f32, size[1] / rows as f32];
    let mut page = Page { size, squares: Vec::new(), marks: marks(size, options.per_page), texts: Vec::new() };
    for (i, card) in cards.iter().enumerate() {
        let corner = [(i % columns) as f32 * cell[0], (i / columns) as f32 * cell[1]];
        let missing = || SheetError::NoSuchCard { card: card.card, deck: options.deck.name() };
        let face = options.deck.face(card.card).filter(|_| card.card.0 > 0).ok_or_else(missing)?;
        let note = options.deck.version().map(|v| format!("Quarterturn deck\u{a0}{v}")).unwrap_or_default();
        let (at, side, texts) = if cell[0] > cell[1] { wide(cell, card, note) } else { tall(cell, card, note) };
        let moved = |[x, y]: [f32; 2]| [x + corner[0], y + corner[1]];
        page.squares.push(Square { card: card.card, face, at: moved(at), side });
        page.texts.extend(texts.into_iter().filter(|t| !t.text.is_empty()).map(|t| Text { at: moved(t.at), ..t }));
    }
    Ok(page)
}

/// Square in the middle, number and name at its left, the note at its right.
fn wide(cell: [f32; 2], card: &SheetCard, note: String) -> ([f32; 2], f32, Vec<Text>) {
    let side = (cell[1] - 2.0 * AROUND_SQUARE).min(LARGEST_SQUARE);
    let at = [(cell[0] - side) / 2.0, (cell[1] - side) / 2.0];
    let width = at[0] - MARGIN - BESIDE;
    let right = at[0] + side + BESIDE;
    // Below the cut marks at the strip's ends.
    let top = MARK_AT + MARK + 2.0;
    let text = |text: String, x: f32, y: f32, tall: f32, height: f32, side: Side, strong: bool| Text {
        text,
        at: [x, y],
        size: [width, tall],
        height,
        side,
        strong,
    };
    let number = text(card.card.to_string(), MARGIN, top, 12.0, 10.0, Side::Left, true);
    let name = text(card.name.clone().unwrap_or_default(), MARGIN, top + 14.0, cell[1] - 2.0 * top - 14.0, 5.0, Side::Left, true);
    let note = text(note, right, top, 10.0, 3.5, Side::Right, false);
    (at, side, vec![number, name, note])
}

/// Square at the top, number, name and note in a band below it.
fn tall(cell: [f32; 2], card: &SheetCard, note: String) -> ([f32; 2], f32, Vec<Text>) {
    let side = (cell[0] - 2.0 * AROUND_SQUARE).min(LARGEST_SQUARE);
    let spare = cell[1] - side - BESIDE - BAND;
    // A card with much room below stands in the middle of it, so that the hands find paper above and below.
    let top = (spare / 2.0).clamp(AROUND_SQUARE, (cell[0] - side) / 2.0 + 20.0);
    let at = [(cell[0] - side) / 2.0, top];
    let (left, below, whole) = (at[0].max(MARGIN), top + side + BESIDE, (cell[0] - 2.0 * at[0].max(MARGIN)));
    let figures = 22.0;
    let number = card.card.to_string();
    let name = card.name.clone().unwrap_or_default();
    let texts = vec![
        Text { text: number, at: [left, below], size: [figures, 12.0], height: 9.0, side: Side::Left, strong: true },
        Text { text: name, at: [left + figures, below], size: [whole - figures, 15.0], height: 5.5, side: Side::Left, strong: true },
        Text { text: note, at: [left, below + 16.0], size: [whole, 5.0], height: 3.5, side: Side::Left, strong: false },
    ];
    (at, side, texts)
}

/// Marks where the cuts meet the paper's rims, and a cross where two cuts meet.
fn marks(size: [f32; 2], per_page: PerPage) -> Vec<Mark> {
    let [w, h] = size;
    let [columns, rows] = per_page.grid();
    let mut marks = Vec::new();
    if rows > 1 {
        let y = h / 2.0;
        marks.extend([MARK_AT, w - MARK_AT - MARK].map(|x| Mark { from: [x, y], to: [x + MARK, y] }));
    }
    if columns > 1 {
        let x = w / 2.0;
        marks.extend([MARK_AT, h - MARK_AT - MARK].map(|y| Mark { from: [x, y], to: [x, y + MARK] }));
        let (y, arm) = (h / 2.0, MARK / 2.0);
        marks.push(Mark { from: [x - arm, y], to: [x + arm, y] });
        marks.push(Mark { from: [x, y - arm], to: [x, y + arm] });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Deck, sheet::Paper};

    fn printed(deck: &str, paper: Paper, per_page: PerPage) -> Page {
        let deck = Deck::named(deck).expect("a deck");
        let card = |n| SheetCard { card: CardNumber(n), name: Some("Ada".to_owned()) };
        let cards = (1..=4).map(card).collect();
        pages(&SheetOptions { deck, paper, per_page, cards }).expect("cards of the deck").remove(0)
    }

    #[test]
    fn half_an_a4_sheet_has_a_square_of_139_mm_in_its_middle() {
        let page = printed("quarter", Paper::A4, PerPage::Two);
        assert_eq!(page.squares.len(), 2);
        for (square, top) in page.squares.iter().zip([0.0, 148.5]) {
            assert!((square.side - 139.0).abs() < 0.01);
            assert!((square.at[0] - 35.5).abs() < 0.01 && (square.at[1] - top - 4.75).abs() < 0.01);
        }
    }

    #[test]
    fn nothing_black_comes_near_a_rim_or_a_cut_or_another_thing() {
        for deck in ["quarter", "apriltag-36h11", "aruco-4x4-50", "qr"] {
            for paper in [Paper::A4, Paper::Letter] {
                for per_page in [PerPage::One, PerPage::Two, PerPage::Four] {
                    let page = printed(deck, paper, per_page);
                    let [columns, rows] = per_page.grid();
                    let cell = [page.size[0] / columns as f32, page.size[1] / rows as f32];
                    let boxes: Vec<[f32; 4]> =
                        page.texts.iter().map(|t| [t.at[0], t.at[1], t.at[0] + t.size[0], t.at[1] + t.size[1]]).collect();
                    for (i, square) in page.squares.iter().enumerate() {
                        let [x, y] = square.at;
                        let all = [x, y, x + square.side, y + square.side];
                        let corner = [(i % columns) as f32 * cell[0], (i / columns) as f32 * cell[1]];
                        for axis in 0..2 {
                            assert!(all[axis] >= corner[axis] + 4.7, "{deck} {paper:?} {per_page:?}");
                            assert!(all[axis + 2] <= corner[axis] + cell[axis] - 4.7, "{deck} {paper:?} {per_page:?}");
                        }
                        let least = square.face.letters().concat().into_iter().flatten().fold(1.0f32, |a, v| a.min(v).min(1.0 - v));
                        assert!(least * square.side + 4.7 >= 5.0);
                        for text in &boxes {
                            assert!(text[0] >= all[2] || text[2] <= all[0] || text[1] >= all[3] || text[3] <= all[1], "{text:?} {all:?}");
                        }
                        for mark in &page.marks {
                            let clear =
                                (0..2).any(|a| mark.from[a].min(mark.to[a]) >= all[a + 2] || mark.from[a].max(mark.to[a]) <= all[a]);
                            assert!(clear, "{mark:?} {all:?}");
                        }
                    }
                    for (text, i) in boxes.iter().zip(0..) {
                        for axis in 0..2 {
                            assert!(text[axis] >= 5.0 && text[axis + 2] <= page.size[axis] - 5.0, "{text:?}");
                            let (from, to) = ((text[axis] / cell[axis]).floor(), (text[axis + 2] / cell[axis]).floor());
                            assert_eq!(from, to, "{i}: {text:?} crosses a cut");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn cards_that_a_deck_does_not_have_are_refused() {
        let deck = Deck::named("aruco-4x4-50").expect("a deck");
        let of =
            |n| SheetOptions { deck, paper: Paper::A4, per_page: PerPage::Two, cards: vec![SheetCard { card: CardNumber(n), name: None }] };
        assert!(matches!(pages(&of(0)), Err(SheetError::NoSuchCard { .. })));
        assert!(matches!(pages(&of(50)), Err(SheetError::NoSuchCard { .. })));
        assert!(matches!(pages(&SheetOptions { cards: Vec::new(), ..of(1) }), Err(SheetError::NoCards)));
    }
}
