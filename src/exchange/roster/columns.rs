//! Which columns of a list hold what, and what a line says.

use std::collections::BTreeSet;

use super::words::{may_be_given, meaning};
use super::{Column, Holds, Record};
use crate::cards::CardNumber;
use crate::classroom::roster::{LONGEST_NAME, LONGEST_NOTES, Problem, Row, Said, split_words, tidy_notes};
use crate::classroom::{BoardName, Support};

/// No deck has more cards; how many the deck of the class has is known later.
const LARGEST_CARD: u16 = 999;

/// Which columns hold what.
#[derive(Debug, Default)]
pub struct Columns {
    /// Whether the first line names the columns.
    pub has_header: bool,
    /// The columns of the name, in the order in which they are read out.
    names: Vec<usize>,
    /// What stands between the parts of a name.
    joiner: &'static str,
    card: Option<usize>,
    /// What else is known, by column.
    more: Vec<(usize, Holds)>,
    /// Columns of the header: a row with more holds an unquoted delimiter.
    width: Option<usize>,
}

impl Columns {
    /// By the words of a header, else by what the columns hold. The error says what to do where nobody could tell.
    pub fn guess(records: &[Record], delimiter: Option<u8>) -> Result<Self, String> {
        let Some(Record { cells: head, raw, .. }) = records.first() else { return Ok(Self::default()) };
        let find = |holds: Holds| head.iter().position(|c| meaning(c) == Some(holds));
        // Where there is one column only, two letters are rather a name: “Ad” is a first name and the Turkish word for one.
        let given = find(Holds::GivenName).filter(|&i| head.len() > 1 || head[i].len() > 2);
        let (family, card) = (find(Holds::FamilyName), find(Holds::Card));
        let is_name = |part: bool| head.iter().position(|c| meaning(c) == Some(Holds::Name) && may_be_given(c) == part);
        // "Student" is the whole name; "Name" may be a part of it, where the other part has a column too.
        let (whole, part) = (is_name(false), is_name(true));
        let names: Vec<usize> = match (given, family, part) {
            (Some(given), Some(family), _) => vec![given, family],
            // "Nom" and "Prénom": the one is the family name then.
            (Some(given), None, Some(part)) => vec![given, part],
            // "Nombre" and "Apellidos": the one is the first name then, unless it says the family name as well.
            (None, Some(family), Some(part)) if !repeats(&records[1..], part, family) => vec![part, family],
            (None, Some(family), None) if whole.is_none() => vec![family],
            (Some(given), None, None) if whole.is_none() => vec![given],
            _ => whole.or(part).into_iter().collect(),
        };
        let more =
            [Holds::BoardName, Holds::Language, Holds::Level, Holds::Supports, Holds::Tags, Holds::Notes, Holds::Apart, Holds::Together];
        // One word alone is rather a name.
        let more: Vec<(usize, Holds)> =
            more.into_iter().filter(|_| head.len() > 1).filter_map(|holds| Some((find(holds)?, holds))).collect();
        // "Novak, Ada" keeps its comma; columns of their own are read out one after the other.
        let joiner = if delimiter == Some(b',') { ", " } else { " " };
        if !names.is_empty() {
            let joiner = if names.len() > 1 { " " } else { joiner };
            return Ok(Self { has_header: true, names, joiner, card, more, width: Some(raw.len()) });
        }
        let width = records.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        let body = &records[usize::from(records.len() > 1)..];
        let is_number = |c: &String| c.parse::<u32>().is_ok();
        let is_free = |i: &usize| !more.iter().any(|(column, _)| column == i);
        let numbers = |i: usize| body.iter().filter_map(move |r| r.cells.get(i)).filter(|c| !c.is_empty());
        let counts: Vec<usize> =
            (0..width).filter(|&i| width > 1 && is_free(&i) && numbers(i).next().is_some() && numbers(i).all(is_number)).collect();
        // Words over a column of numbers are a header in a language that we do not know.
        let is_headed = |&i: &usize| records.len() > 1 && head.get(i).is_some_and(|c| !c.is_empty() && !is_number(c));
        let has_header = counts.iter().any(is_headed) || !more.is_empty();
        // Nobody shares a card; years and grades are none.
        let could_be_cards = |&i: &usize| {
            let all = || records[usize::from(has_header)..].iter().filter_map(move |r| r.cells.get(i)).filter(|c| !c.is_empty());
            let different: BTreeSet<u16> = all().filter_map(|c| c.parse().ok()).filter(|n| (1..=LARGEST_CARD).contains(n)).collect();
            different.len() == all().count()
        };
        let card = card.filter(|_| has_header).or_else(|| counts.into_iter().find(could_be_cards));
        let rows = &records[usize::from(has_header)..];
        let has_words = |i: &usize| rows.iter().any(|r| r.cells.get(*i).is_some_and(|v| v.chars().any(char::is_alphabetic)));
        let names: Vec<usize> = (0..width).filter(|&i| Some(i) != card).filter(is_free).filter(has_words).collect();
        if names.len() > 2 {
            return Err("several columns may hold the names; write “name” above the right one".to_owned());
        }
        let names = if names.is_empty() && width == 1 { vec![0] } else { names };
        Ok(Self { has_header, names, joiner, card, more, width: None })
    }

    /// The columns of the name.
    pub fn named(&self) -> impl Iterator<Item = usize> {
        self.names.iter().copied()
    }

    /// The columns of the name and of the card.
    pub fn needed(&self) -> impl Iterator<Item = usize> {
        self.named().chain(self.card)
    }

    /// Every column and what it was taken for; none where there is only one, without a heading.
    pub fn described(&self, records: &[Record]) -> Vec<Column> {
        let head = records.first().filter(|_| self.has_header).map(|r| r.cells.as_slice()).unwrap_or_default();
        let width = self.width.map(|_| head.len()).unwrap_or_else(|| records.iter().map(|r| r.cells.len()).max().unwrap_or(0));
        if head.is_empty() && width < 2 {
            return Vec::new();
        }
        let name = |column: usize| {
            let at = self.names.iter().position(|i| *i == column)?;
            Some(match (self.names.len(), at, self.has_header) {
                (2, 0, true) => Holds::GivenName,
                (2, _, true) => Holds::FamilyName,
                _ => Holds::Name,
            })
        };
        let holds = |column: usize| {
            let card = (self.card == Some(column)).then_some(Holds::Card);
            name(column).or(card).or_else(|| self.more.iter().find(|(i, _)| *i == column).map(|(_, h)| *h))
        };
        (0..width).map(|i| Column { head: head.get(i).cloned().unwrap_or_default(), holds: holds(i) }).collect()
    }

    /// How many cells a line has beyond the header's because of an unquoted delimiter in the name.
    fn extra(&self, record: &Record) -> Result<usize, String> {
        let (Some(width), Some(&name)) = (self.width, self.names.first()) else { return Ok(0) };
        let (filled, all) = (record.cells.len().saturating_sub(width), record.raw.len().saturating_sub(width));
        let card = self.card.filter(|&c| c > name);
        let number = |column: usize| record.cells.get(column).is_some_and(|c| c.parse::<u16>().is_ok());
        let is_odd = |column: usize| record.cells.get(column).is_some_and(|c| !c.is_empty()) && !number(column);
        match (filled, card) {
            // Nothing but empty cells too many.
            (0, Some(card)) if all > 0 && is_odd(card) && number(card + all) => Ok(all),
            (0, _) => Ok(0),
            _ if self.more.is_empty() => Ok(filled),
            (_, Some(card)) if is_odd(card) && number(card + filled) => Ok(filled),
            _ => Err("this line has more cells than the first one; put quotes around a text with commas in it".to_owned()),
        }
    }

    /// What a line says; the error says why it cannot be used, the notes what in it cannot.
    pub fn row(&self, record: &Record, notes: &mut Vec<Problem>) -> Result<Row, String> {
        let Record { line, cells, .. } = record;
        let extra = self.extra(record)?;
        let cell = |column: usize| cells.get(column).map(String::as_str).filter(|c| !c.is_empty());
        let name_end = self.names.first().map_or(0, |&i| i + extra);
        let shifted = |column: usize| if extra > 0 && column > self.names.first().copied().unwrap_or(0) { column + extra } else { column };
        let mut parts: Vec<&str> = self.names.iter().filter_map(|&i| cell(shifted(i))).collect();
        if let (true, &[first]) = (extra > 0, self.names.as_slice()) {
            parts = (first..=name_end).filter_map(cell).collect();
        }
        let mut name = parts.join(self.joiner);
        let card = self.card.and_then(|i| cell(shifted(i)));
        if self.card.is_none() && cells.len() == 1 {
            // Pasted from a numbered list: "3. Ada Novak", "3) Ada". The count is no card: lists are often cut.
            if let Some(rest) = without_count(&name) {
                name = rest.to_owned();
            }
        }
        if name.is_empty() {
            return Err("this line has no name; write one, or delete the line".to_owned());
        }
        if name.chars().count() > LONGEST_NAME {
            let start: String = name.chars().take(20).collect();
            return Err(format!("“{start}…” is longer than {LONGEST_NAME} letters; shorten the name"));
        }
        let card = card
            .map(|c| {
                c.parse()
                    .ok()
                    .filter(|n: &u16| (1..=LARGEST_CARD).contains(n))
                    .map(CardNumber)
                    .ok_or_else(|| format!("{name}: “{c}” is no card number; write a number from 1 to {LARGEST_CARD}"))
            })
            .transpose()?;
        let mut row = Row::new(*line, name, card);
        for (column, holds) in &self.more {
            if let Some(text) = cell(shifted(*column)) {
                let raw = record.raw.get(shifted(*column)).map_or(text, String::as_str);
                if let Err(why) = say(&mut row.said, *holds, text, raw, (&row.name, row.card)) {
                    notes.push(Problem { line: *line, text: format!("{}: {why}", row.name) });
                }
            }
        }
        Ok(row)
    }
}

/// Whether one column says what the other one does, and more: "Ada Novak" and "Novak".
fn repeats(records: &[Record], whole: usize, part: usize) -> bool {
    let cell = |record: &Record, column: usize| record.cells.get(column).map(|c| c.to_lowercase()).unwrap_or_default();
    let mut both = records.iter().map(|r| (cell(r, whole), cell(r, part))).filter(|(w, p)| !w.is_empty() && !p.is_empty()).peekable();
    both.peek().is_some() && both.all(|(whole, part)| whole != part && whole.contains(&part))
}

/// Takes a cell over; the error says why it was left out.
fn say(said: &mut Said, holds: Holds, text: &str, raw: &str, (name, card): (&str, Option<CardNumber>)) -> Result<(), String> {
    let (longest, length) = if holds == Holds::Notes { (LONGEST_NOTES, raw.chars().count()) } else { (LONGEST_NAME, text.chars().count()) };
    let has_words = matches!(holds, Holds::Supports | Holds::Tags | Holds::Apart | Holds::Together);
    let words = if has_words { split_words(raw) } else { Vec::new() };
    if !has_words && length > longest || words.iter().any(|w| w.chars().count() > longest) {
        return Err(format!("{} longer than {longest} letters was left out; shorten it", holds.words()));
    }
    match holds {
        Holds::BoardName => {
            let known = BoardName::from_word(&text.to_lowercase());
            // A form of the name itself: "Ada N.".
            let shown = || BoardName::ALL.into_iter().find(|form| form.of(name, card.unwrap_or(CardNumber(0))) == text);
            let form = known
                .or_else(shown)
                .ok_or_else(|| format!("“{text}” as {} was left out; write first, initial or number", holds.words()))?;
            said.board_name = Some(form);
        }
        Holds::Language => said.language = Some(text.to_owned()),
        Holds::Level => said.level = Some(text.to_owned()),
        Holds::Supports => said.supports = Some(words.iter().map(|w| support(w)).collect()),
        Holds::Tags => said.tags = Some(words.into_iter().collect()),
        Holds::Notes => said.notes = Some(tidy_notes(raw)),
        Holds::Apart => said.apart = Some(raw.to_owned()),
        Holds::Together => said.together = Some(raw.to_owned()),
        Holds::Name | Holds::GivenName | Holds::FamilyName | Holds::Card => {}
    }
    Ok(())
}

/// "Read aloud" means what `read-aloud` does.
fn support(word: &str) -> Support {
    match Support::from_word(&word.to_lowercase().replace(' ', "-")) {
        Support::Other(_) => Support::Other(word.to_owned()),
        known => known,
    }
}

/// A line of a numbered list without its number.
fn without_count(line: &str) -> Option<&str> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line[digits..].trim_start_matches(['.', ')', ':', ' ']);
    // "5b" counts nothing.
    let is_apart = rest.len() < line.len() - digits;
    ((1..4).contains(&digits) && is_apart && rest.chars().next().is_some_and(char::is_alphabetic)).then_some(rest)
}
