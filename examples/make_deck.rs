//! Writes the sheets of a small deck: `cargo run --example make_deck -- cards.pdf`.

use std::error::Error;

use parley::fontique::{Collection, CollectionOptions};
use quarterturn::cards::Deck;
use quarterturn::cards::sheet::{Fonts, Paper, PerPage, SheetCard, SheetOptions, write_pdf};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("where to?")?;
    let deck = Deck::named(Deck::QUARTER)?;
    let names = ["Ada", "Jun", "Rosa"];
    let cards = deck.usable().zip(names).map(|(card, name)| SheetCard { card, name: Some(name.to_owned()) }).collect();
    let options = SheetOptions { deck, paper: Paper::A4, per_page: PerPage::Two, cards };
    let mut fonts = Fonts::with(Collection::new(CollectionOptions { shared: false, system_fonts: true }));
    let (pdf, warnings) = write_pdf(&options, &mut fonts)?;
    warnings.iter().for_each(|warning| eprintln!("{warning}"));
    Ok(std::fs::write(file, pdf)?)
}
