//! `quarterturn cards`: the printable cards, as pictures.

use std::path::{Path, PathBuf};

use super::{CliError, Context, output};
use crate::cards::{CardNumber, Deck};

/// The least width of a card's picture in pixels.
const LEAST_PX: u32 = 400;

/// Arguments of `cards`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write one picture a card into the folder DIR, as card-1.png and so on
    #[arg(long, value_name = "DIR", required = true)]
    png: Option<PathBuf>,
    /// The cards 1 to N; left out: the whole deck
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    count: Option<u16>,
    /// The deck to print (`quarterturn decks` lists them)
    #[arg(long, value_name = "NAME", default_value = Deck::QUARTER)]
    deck: String,
}

/// Runs the command.
pub fn run(args: &Args, _context: &Context) -> Result<(), CliError> {
    let deck = printable_deck(&args.deck)?;
    let cards = chosen(deck, args.count);
    if let Some(folder) = &args.png {
        write_pictures(deck, &cards, folder)?;
    }
    Ok(())
}

/// The deck of this name, if it is ours to print.
fn printable_deck(name: &str) -> Result<&'static Deck, CliError> {
    if name == "plickers" {
        let reason = "cards of the deck “plickers” are not ours to print; print them at their maker's, or use --deck quarter";
        return Err(CliError::unusable(reason));
    }
    Deck::named(name).map_err(CliError::unusable)
}

/// The first `count` cards; says so where the deck has fewer.
fn chosen(deck: &Deck, count: Option<u16>) -> Vec<CardNumber> {
    let cards: Vec<CardNumber> = deck.printable().filter(|c| count.is_none_or(|n| c.0 <= n)).collect();
    if let Some(count) = count.filter(|&n| cards.len() < usize::from(n)) {
        eprintln!("quarterturn: the deck “{}” has {} cards, not {count}; all of them are written", deck.name(), cards.len());
    }
    cards
}

fn write_pictures(deck: &Deck, cards: &[CardNumber], folder: &Path) -> Result<(), CliError> {
    std::fs::create_dir_all(folder)
        .map_err(|e| CliError::unusable(format!("the folder {} cannot be made: {e}; name another one with --png", folder.display())))?;
    for &card in cards {
        let Some(face) = deck.face(card) else { continue };
        let mut png = std::io::Cursor::new(Vec::new());
        face.picture(LEAST_PX)
            .write_to(&mut png, image::ImageFormat::Png)
            .map_err(|e| CliError::failed(format!("the picture of card {card} cannot be made: {e}")))?;
        output::write_whole(&folder.join(format!("card-{card}.png")), png.get_ref())?;
    }
    Ok(())
}
