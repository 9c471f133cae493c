//! `quarterturn decks`: the decks, how many cards each has, and how far apart its cards are.

use std::fmt::Write;

use rayon::prelude::*;
use serde::Serialize;

use super::{CliError, output};
use crate::cards::distance::{self, Distances};
use crate::cards::{Code, Deck};

/// Arguments of `decks`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// One deck in the list.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    /// Cards that can be printed.
    capacity: usize,
    /// Code modules a side; empty where it depends on the card.
    modules: Option<u8>,
    /// Of our own deck.
    version: Option<u8>,
    /// Least number of different modules between two numbers, and between two turns of one number.
    hamming_number: Option<u32>,
    hamming_turn: Option<u32>,
    /// The same after the camera's blur, in full steps from black to white.
    blurred_number: Option<f32>,
    blurred_turn: Option<f32>,
}

impl Row {
    fn of(deck: &'static Deck) -> Self {
        let capacity = deck.usable().count();
        let (modules, least) = match deck.code() {
            // Card 0 counts: it is read like the others.
            Code::Grid { layout, words, .. } => (Some(layout.modules), distance::of_prefixes(*layout, words).pop()),
            Code::Qr => (None, None),
        };
        let whole = |of: fn(&Distances) -> u32| least.as_ref().map(of);
        let part = |of: fn(&Distances) -> f32| least.as_ref().map(|d| (of(d) * 100.0).round() / 100.0);
        Self {
            name: deck.name(),
            capacity,
            modules,
            version: deck.version(),
            hamming_number: whole(|d| d.hamming_number),
            hamming_turn: whole(|d| d.hamming_turn),
            blurred_number: part(|d| d.blurred_number),
            blurred_turn: part(|d| d.blurred_turn),
        }
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<(), CliError> {
    let rows: Vec<Row> = Deck::all().par_iter().map(Row::of).collect();
    if args.json {
        let json = serde_json::to_string_pretty(&rows).map_err(CliError::failed)?;
        return output::print(&format!("{json}\n"));
    }
    output::print(&table(&rows))
}

fn table(rows: &[Row]) -> String {
    fn cell<T: ToString>(value: Option<T>) -> String {
        value.map_or_else(|| "-".to_owned(), |v| v.to_string())
    }
    let mut text = String::from(
        "Least distance from one number to another, and from one turn of a card to another: in modules, and after the camera's blur.\n\n",
    );
    let mut line = |cells: [String; 7]| {
        let [name, cards, modules, number, turn, far_number, far_turn] = cells;
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{name:<16} {cards:>6} {modules:>8} {number:>7} {turn:>6} {far_number:>13} {far_turn:>11}");
    };
    line(["deck", "cards", "modules", "number", "turn", "blurred", "turn"].map(str::to_owned));
    for row in rows {
        let two = |v: Option<f32>| cell(v.map(|v| format!("{v:.2}")));
        line([
            row.name.to_owned(),
            row.capacity.to_string(),
            cell(row.modules.map(|m| format!("{m} × {m}"))),
            cell(row.hamming_number),
            cell(row.hamming_turn),
            two(row.blurred_number),
            two(row.blurred_turn),
        ]);
    }
    text
}
