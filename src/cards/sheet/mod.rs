//! Sheets of cards for the printer.
//!
//! [`pages`] computes where everything stands, in millimetres from the paper alone: squares, cut marks, lines of text.
//! [`write_pdf`] draws exactly that; a preview on screen draws it too, so that what is printed is what was shown.

mod fonts;
mod page;
mod paper;
mod pdf;
mod text;

pub use fonts::Fonts;
pub use page::{Mark, Page, Side, Square, Text, pages};
pub use paper::{Paper, PerPage};
pub use pdf::write_pdf;
pub use text::Warning;

use super::{CardNumber, Deck};

/// What to print.
#[derive(Clone, Debug)]
pub struct SheetOptions {
    /// The deck that the cards are of.
    pub deck: &'static Deck,
    /// The paper.
    pub paper: Paper,
    /// Cards on each sheet.
    pub per_page: PerPage,
    /// The cards, in the order of printing.
    pub cards: Vec<SheetCard>,
}

/// One card to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCard {
    /// Which card.
    pub card: CardNumber,
    /// Whose it is, printed beside the square.
    pub name: Option<String>,
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// Nothing to print.
    #[error("there are no cards to print; choose at least one")]
    NoCards,
    /// A card that the deck does not have, or number 0, which is never printed.
    #[error("the deck “{deck}” has no card {card} to print; give this student another card")]
    NoSuchCard {
        /// The card asked for.
        card: CardNumber,
        /// The deck.
        deck: &'static str,
    },
    /// A deck that only its maker prints.
    #[error("the cards of the deck “{deck}” are not ours to print: use those you have, or get them at {maker}; our own deck is “quarter”")]
    NotOurs {
        /// The deck.
        deck: &'static str,
        /// Who prints it.
        maker: &'static str,
    },
    /// The document could not be put together.
    #[error("the PDF cannot be put together ({0}); please report this")]
    Document(String),
}
