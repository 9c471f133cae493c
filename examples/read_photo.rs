//! Reads the cards in one photograph: `cargo run --example read_photo -- class.jpg [DECK]`.

use std::error::Error;
use std::path::Path;

use quarterturn::cameras::photo;
use quarterturn::cards::Deck;
use quarterturn::vision::Scanner;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("which photograph?")?;
    let deck = Deck::named(arguments.next().as_deref().unwrap_or(Deck::QUARTER))?;
    let picture = photo::load(Path::new(&file))?;
    for read in Scanner::new(deck, deck.cards()).scan(&picture).reads {
        let middle = read.centre();
        println!("card {} shows {} at {:.0}, {:.0} ({:.0} % sure)", read.card, read.answer, middle.x, middle.y, 100.0 * read.confidence);
    }
    Ok(())
}
