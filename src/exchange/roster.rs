//! Class lists in: CSV files of any delimiter, and names pasted from anywhere.

use super::decode_text;
use crate::cards::CardNumber;
use crate::classroom::roster::{LONGEST_NAME, Problem, Row, tidy_name};

/// Largest file, in bytes.
pub const LARGEST_BYTES: u64 = 4 << 20;
/// Most lines that are looked at: no class is that large.
const MOST_ROWS: usize = 5_000;

/// A list as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterList {
    /// The rows with a name.
    pub rows: Vec<Row>,
    /// The lines that could not be used.
    pub problems: Vec<Problem>,
}

/// Words that head a column of names, lower case.
const NAME_WORDS: [&str; 24] = [
    "name",
    "names",
    "student",
    "students",
    "student name",
    "full name",
    "pupil",
    "pupils",
    "schüler",
    "schülername",
    "schülerin",
    "schüler/in",
    "nom",
    "élève",
    "eleve",
    "nombre",
    "alumno",
    "alumna",
    "nome",
    "aluno",
    "naam",
    "imię i nazwisko",
    "uczeń",
    "имя",
];
const GIVEN_WORDS: [&str; 10] =
    ["first name", "firstname", "given name", "vorname", "prénom", "prenom", "voornaam", "imię", "first", "forename"];
const FAMILY_WORDS: [&str; 11] = [
    "last name",
    "lastname",
    "surname",
    "family name",
    "nachname",
    "familienname",
    "nom de famille",
    "apellido",
    "apellidos",
    "achternaam",
    "nazwisko",
];
const CARD_WORDS: [&str; 17] = [
    "card",
    "card number",
    "card no",
    "no",
    "nr",
    "nr.",
    "no.",
    "number",
    "#",
    "karte",
    "kartennummer",
    "nummer",
    "carte",
    "numéro",
    "tarjeta",
    "número",
    "karta",
];

/// Understands the bytes of a file.
pub fn read_bytes(bytes: &[u8]) -> RosterList {
    read_text(&decode_text(bytes))
}

/// Understands pasted text or a file's.
///
/// ```
/// # use quarterturn::exchange::roster;
/// let list = roster::read_text("Card;Name\n3;Ada Novak\n;Amir\n");
/// assert_eq!(list.rows[0].name, "Ada Novak");
/// assert_eq!(list.rows[0].card.map(|c| c.0), Some(3));
/// assert_eq!(list.rows[1].card, None);
/// ```
pub fn read_text(text: &str) -> RosterList {
    let delimiter = delimiter(text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut records: Vec<(usize, Vec<String>)> = Vec::new();
    let mut list = RosterList::default();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |p| p.line() as usize);
                let cells: Vec<String> = record.iter().map(tidy_name).collect();
                if cells.iter().any(|c| !c.is_empty()) {
                    records.push((line, cells));
                }
            }
            Err(e) => {
                let line = e.position().map_or(0, |p| p.line() as usize);
                list.problems.push(Problem { line, text: "this line is no text; save the list as CSV (UTF-8)".to_owned() });
            }
        }
        if records.len() > MOST_ROWS {
            list.problems.push(Problem {
                line: records.len(),
                text: format!("more than {MOST_ROWS} lines are no class list; the rest was left out"),
            });
            records.pop();
            break;
        }
    }
    let columns = Columns::guess(&records);
    for (line, cells) in records.iter().skip(usize::from(columns.has_header)) {
        match columns.row(*line, cells) {
            Ok(row) => list.rows.push(row),
            Err(text) => list.problems.push(Problem { line: *line, text }),
        }
    }
    list
}

/// The delimiter that splits the most lines, quotes heeded; a comma where none does.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).take(50).collect();
    let count = |d: u8| {
        let splits = |line: &&&str| {
            let mut quoted = false;
            line.bytes().any(|b| {
                quoted ^= b == b'"';
                b == d && !quoted
            })
        };
        lines.iter().filter(splits).count()
    };
    // A tab never stands in a name, a semicolon hardly ever; "Novak, Ada" may hold the comma.
    let best = [b'\t', b';', b'|', b','].into_iter().rev().max_by_key(|&d| count(d)).unwrap_or(b',');
    if count(best) == 0 { b',' } else { best }
}

/// Which columns hold what.
#[derive(Debug, Default)]
struct Columns {
    has_header: bool,
    names: Vec<usize>,
    card: Option<usize>,
}

impl Columns {
    fn guess(records: &[(usize, Vec<String>)]) -> Self {
        let Some((_, head)) = records.first() else { return Self::default() };
        let find = |words: &[&str]| head.iter().position(|c| words.contains(&c.to_lowercase().as_str()));
        let (name, given, family, card) = (find(&NAME_WORDS), find(&GIVEN_WORDS), find(&FAMILY_WORDS), find(&CARD_WORDS));
        let names: Vec<usize> = match (given, family) {
            (Some(given), Some(family)) => vec![given, family],
            // "Nom" and "Prénom": the one is the family name then.
            (Some(given), None) => [Some(given), name].into_iter().flatten().collect(),
            (None, Some(family)) if name.is_none() => vec![family],
            _ => name.into_iter().collect(),
        };
        if !names.is_empty() {
            return Self { has_header: true, names, card };
        }
        // Without a header: the column of numbers is the card's, the first other one the name's.
        let width = records.iter().map(|(_, c)| c.len()).max().unwrap_or(0);
        let is_card_column = |i: usize| {
            let cells = || records.iter().filter_map(|(_, c)| c.get(i)).filter(|c| !c.is_empty());
            cells().next().is_some() && cells().all(|c| c.parse::<u32>().is_ok())
        };
        let header_of_card_only = card.is_some() && width > 1;
        let card = (0..width).find(|&i| is_card_column(i));
        let has_words = |i: usize| records.iter().any(|(_, c)| c.get(i).is_some_and(|v| v.chars().any(char::is_alphabetic)));
        let name = (0..width).find(|&i| Some(i) != card && has_words(i)).or((card != Some(0) || width == 1).then_some(0));
        Self { has_header: header_of_card_only, names: name.into_iter().collect(), card: card.filter(|_| width > 1) }
    }

    fn row(&self, line: usize, cells: &[String]) -> Result<Row, String> {
        let parts: Vec<&str> = self.names.iter().filter_map(|&i| cells.get(i)).map(String::as_str).filter(|c| !c.is_empty()).collect();
        let mut name = parts.join(" ");
        let card = self.card.and_then(|i| cells.get(i)).filter(|c| !c.is_empty()).map(String::as_str);
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
                    .filter(|&n: &u16| n > 0)
                    .map(CardNumber)
                    .ok_or(format!("{name}: “{c}” is no card number; write a number from 1"))
            })
            .transpose()?;
        Ok(Row { line, name, card })
    }
}

/// A line of a numbered list without its number.
fn without_count(line: &str) -> Option<&str> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line[digits..].trim_start_matches(['.', ')', ':', ' ']);
    ((1..4).contains(&digits) && rest.chars().next().is_some_and(char::is_alphabetic)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<(String, Option<u16>)> {
        read_text(text).rows.into_iter().map(|r| (r.name, r.card.map(|c| c.0))).collect()
    }

    fn row(name: &str, card: Option<u16>) -> (String, Option<u16>) {
        (name.to_owned(), card)
    }

    #[test]
    fn lists_come_in_many_shapes() {
        let both = [row("Ada Novak", Some(3)), row("Amir", Some(1))];
        for text in [
            "name,card\nAda Novak,3\nAmir,1\n",
            "Card;Name\r\n3;Ada Novak\r\n1;Amir\r\n",
            "Ada Novak\t3\nAmir\t1",
            "3,Ada Novak\n1,Amir\n",
            "Vorname;Nachname;Nr\nAda;Novak;3\nAmir;;1\n",
            "\"name\",\"card\"\n\"Ada Novak\",\"3\"\n\n\"Amir\",\"1\"\n",
            "id|Student|Card\nx|Ada Novak|3\ny|Amir|1",
        ] {
            assert_eq!(check(text), both, "{text}");
        }
        assert_eq!(check("Ada Novak\nAmir\n"), [row("Ada Novak", None), row("Amir", None)]);
        assert_eq!(check("1. Ada Novak\n2. Amir\n"), [row("Ada Novak", None), row("Amir", None)]);
        assert_eq!(check("Name\n\"Novak, Ada\"\n"), [row("Novak, Ada", None)]);
    }

    #[test]
    fn what_cannot_be_used_is_named_by_its_line() {
        let list = read_text("name,card\nAda,3\n,4\nBen,x\nCem,0\n");
        assert_eq!(list.rows.len(), 1);
        assert_eq!(list.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [3, 4, 5]);
        let long = format!("Ada\n{}\n", "x".repeat(500));
        assert_eq!(read_text(&long).problems[0].line, 2);
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(read_text(""), RosterList::default());
        assert_eq!(read_text("\n \n;;\n"), RosterList::default());
    }
}
