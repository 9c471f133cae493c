//! `quarterturn cards`: the printable cards, as a PDF or as pictures.

use std::path::{Path, PathBuf};

use super::numbers::{CARDS, whole};
use super::{CliError, Context, output, record};
use crate::cards::sheet::{self, Fonts, Paper, PerPage, SheetCard, SheetError, SheetOptions};
use crate::cards::{CardNumber, Deck};
use parley::fontique::{Collection, CollectionOptions};

/// The least width of a card's picture in pixels.
const LEAST_PX: u32 = 400;

/// Arguments of `cards`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write one picture a card into the folder DIR, as card-1.png and so on
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    png: Option<PathBuf>,
    /// Write the sheets to print as a PDF
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print the cards of this class's students, with their names
    #[arg(long, value_name = "NAME", requires = "out", conflicts_with = "count")]
    class: Option<String>,
    /// The paper: a4 or letter
    #[arg(long, value_name = "PAPER", default_value = "a4", value_parser = ["a4", "letter"])]
    paper: String,
    /// Cards on a sheet: 1, 2 or 4
    #[arg(long, value_name = "N", default_value = "2", value_parser = ["1", "2", "4"])]
    per_page: String,
    /// The cards 1 to N; left out: the whole deck
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole(CARDS))]
    count: Option<u16>,
    /// The deck to print (`quarterturn decks` lists them); left out: the class's, or our own
    #[arg(long, value_name = "NAME")]
    deck: Option<String>,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let named = args.deck.as_deref().map(printable_deck).transpose()?;
    let (deck, cards) = match &args.class {
        Some(class) => cards_of_class(class, named, context)?,
        None => {
            let deck = named.map_or_else(|| printable_deck(Deck::QUARTER), Ok)?;
            (deck, chosen(deck, args.count).into_iter().map(|card| SheetCard { card, name: None }).collect())
        }
    };
    match (&args.png, &args.out) {
        (Some(folder), _) => write_pictures(deck, &cards.iter().map(|c| c.card).collect::<Vec<_>>(), folder),
        (None, Some(file)) => write_sheets(args, deck, cards, file),
        (None, None) => Err(CliError::unusable("say what to write: --out FILE.pdf for sheets, or --png DIR for pictures")),
    }
}

/// The cards of a class's active students, by number.
fn cards_of_class(class: &str, named: Option<&'static Deck>, context: &Context) -> Result<(&'static Deck, Vec<SheetCard>), CliError> {
    let store = context.store_to_read()?;
    let found = record::known_class(&store, class)?;
    let deck = named.map_or_else(|| printable_deck(&found.deck), Ok)?;
    let students = store.students(found.id).map_err(CliError::store)?;
    let mut cards: Vec<SheetCard> =
        students.into_iter().filter(|s| s.active).map(|s| SheetCard { card: s.card, name: Some(s.name) }).collect();
    cards.sort_by_key(|c| c.card);
    Ok((deck, cards))
}

fn write_sheets(args: &Args, deck: &'static Deck, cards: Vec<SheetCard>, file: &Path) -> Result<(), CliError> {
    let paper = if args.paper == "letter" { Paper::Letter } else { Paper::A4 };
    let per_page = match args.per_page.as_str() {
        "1" => PerPage::One,
        "4" => PerPage::Four,
        _ => PerPage::Two,
    };
    let mut fonts = Fonts::with(Collection::new(CollectionOptions { shared: false, system_fonts: true }));
    let options = SheetOptions { deck, paper, per_page, cards };
    let (pdf, warnings) = sheet::write_pdf(&options, &mut fonts).map_err(CliError::unusable)?;
    for warning in warnings {
        eprintln!("quarterturn: {warning}");
    }
    output::write_whole(file, &pdf)
}

/// The deck of this name, if it is ours to print.
fn printable_deck(name: &str) -> Result<&'static Deck, CliError> {
    let deck = Deck::named(name).map_err(CliError::unusable)?;
    match deck.maker() {
        Some(maker) => Err(CliError::unusable(SheetError::NotOurs { deck: deck.name(), maker })),
        None => Ok(deck),
    }
}

/// The first `count` cards; says so where the deck has fewer.
fn chosen(deck: &Deck, count: Option<u16>) -> Vec<CardNumber> {
    let cards: Vec<CardNumber> = deck.usable().filter(|c| count.is_none_or(|n| c.0 <= n)).collect();
    if let Some(count) = count.filter(|&n| cards.len() < usize::from(n)) {
        eprintln!("quarterturn: the deck “{}” has {} cards, not {count}; all of them are written", deck.name(), cards.len());
    }
    cards
}

fn write_pictures(deck: &Deck, cards: &[CardNumber], folder: &Path) -> Result<(), CliError> {
    output::make_folder(folder, "--png")?;
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
