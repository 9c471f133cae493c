//! What is printed: decks of square codes, the four turns of a card that are its four answers, faces and sheets.
//!
//! A [`Deck`] holds, per [`CardNumber`], one [`Codeword`] laid out on a [`Layout`]; together they are a [`Face`],
//! the black squares inside the printed square. Which of its sides is up is the [`Answer`], by way of a [`QuarterTurn`].

pub mod appearance;
mod codeword;
mod deck;
pub mod distance;
mod face;
mod letters;
pub mod search;
pub mod sheet;
mod turn;

pub use codeword::Codeword;
pub use deck::{CardNumber, Code, Deck, Layout, UnknownDeck};
pub use face::Face;
pub use turn::{Answer, QuarterTurn};
