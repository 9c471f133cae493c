//! Class lists in: CSV files of any delimiter, workbooks, and names pasted from anywhere.

use std::collections::BTreeSet;

use super::grid::{self, Grid};
use super::{ExchangeError, decode_text};
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
const NAME_WORDS: [&str; 87] = [
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
    "фио",
    "ім’я",
    "nombre y apellidos",
    "nombre completo",
    "nom et prénom",
    "nome completo",
    "studente",
    "alunno",
    "leerling",
    "namn",
    "navn",
    "elev",
    "nimi",
    "jméno",
    "név",
    "öğrenci",
    "姓名",
    "氏名",
    "名前",
    "שם",
    "שם מלא",
    "שם התלמיד",
    "الاسم",
    "اسم الطالب",
    "الاسم الكامل",
    "نام",
    "नाम",
    "이름",
    "성명",
    "ชื่อ",
    "ονοματεπώνυμο",
    "ad soyad",
    "adı soyadı",
    "họ và tên",
    "họ tên",
    "имя ученика",
    "ученик",
    "учень",
    "піб",
    "име",
    "име и фамилия",
    "ime",
    "ime i prezime",
    "ime in priimek",
    "nume",
    "nume și prenume",
    "jméno a příjmení",
    "meno",
    "meno a priezvisko",
    "nazwisko i imię",
    "tanuló",
    "nama",
    "nom i cognoms",
    "学生姓名",
    "学生",
    "學生",
    "生徒氏名",
    "nome e cognome",
    "cognome e nome",
    "vor- und nachname",
    "lernende",
    "lernende/r",
    "learner",
];
const GIVEN_WORDS: [&str; 26] = [
    "first name",
    "firstname",
    "given name",
    "vorname",
    "prénom",
    "prenom",
    "voornaam",
    "imię",
    "first",
    "forename",
    "rufname",
    "given names",
    "förnamn",
    "fornavn",
    "etunimi",
    "křestní jméno",
    "adı",
    "όνομα",
    "nombres",
    "ім'я",
    "prenume",
    "keresztnév",
    "utónév",
    "שם פרטי",
    "الاسم الأول",
    "名",
];
const FAMILY_WORDS: [&str; 37] = [
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
    "cognome",
    "sobrenome",
    "efternamn",
    "etternavn",
    "efternavn",
    "sukunimi",
    "příjmení",
    "soyadı",
    "фамилия",
    "cognom",
    "cognoms",
    "прізвище",
    "презиме",
    "фамилно име",
    "prezime",
    "priimek",
    "priezvisko",
    "vezetéknév",
    "családnév",
    "επώνυμο",
    "שם משפחה",
    "اسم العائلة",
    "姓",
    "last",
    "primer apellido",
    "nume de familie",
];
const CARD_WORDS: [&str; 36] = [
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
    "карточка",
    "карта",
    "картка",
    "kaart",
    "kort",
    "kortti",
    "kártya",
    "kart",
    "cartão",
    "carta",
    "scheda",
    "kartica",
    "卡号",
    "卡片",
    "カード",
    "카드",
    "כרטיס",
    "بطاقة",
    "رقم البطاقة",
];

/// Understands the bytes of a file: a text, or a workbook.
pub fn read_bytes(bytes: &[u8]) -> Result<RosterList, ExchangeError> {
    Ok(match grid::read_workbook(bytes)? {
        Some(grid) => read_grid(&grid),
        None => {
            let text = decode_text(bytes);
            if text.contains('\0') {
                return Err(ExchangeError::NoText);
            }
            read_text(&text)
        }
    })
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
    read_grid(&grid::read_csv(text))
}

fn read_grid(grid: &Grid) -> RosterList {
    let mut list = RosterList::default();
    let mut records: Vec<(usize, Vec<String>)> =
        grid.rows.iter().map(|row| (row.line, row.cells.iter().map(|c| tidy_name(c)).collect())).collect();
    records.retain(|(_, cells): &(usize, Vec<String>)| cells.iter().any(|c| !c.is_empty()));
    list.problems.extend(grid.problems.iter().map(|(line, text)| Problem { line: *line, text: text.clone() }));
    if let Some((line, _)) = records.get(MOST_ROWS) {
        let text = format!("more than {MOST_ROWS} lines are no class list; the rest was left out");
        list.problems.push(Problem { line: *line, text });
        records.truncate(MOST_ROWS);
    }
    let columns = match Columns::guess(&records, grid.delimiter) {
        Ok(columns) => columns,
        Err(text) => {
            list.problems.push(Problem { line: records.first().map_or(1, |r| r.0), text });
            return list;
        }
    };
    // A cell of text over several lines is more often a quotation mark too many than a name.
    let is_broken = |row: &&grid::Row| columns.names.iter().any(|&i| row.cells.get(i).is_some_and(|c| c.trim().contains(['\n', '\r'])));
    let broken: Vec<usize> = grid.rows.iter().filter(|_| grid.delimiter.is_some()).filter(is_broken).map(|r| r.line).collect();
    for odd in grid.odd.iter().filter(|o| columns.names.iter().chain(&columns.card).any(|i| i + 1 == o.column)) {
        list.problems.push(Problem { line: odd.line, text: odd.text.to_owned() });
    }
    for (line, cells) in records.iter().skip(usize::from(columns.has_header)) {
        if broken.binary_search(line).is_ok() {
            let start: String = cells.join(" ").chars().take(40).collect();
            let text = format!("“{start}…” goes over several lines; take out the line break, or a quotation mark too many");
            list.problems.push(Problem { line: *line, text });
            continue;
        }
        match columns.row(*line, cells) {
            Ok(row) => list.rows.push(row),
            Err(text) => list.problems.push(Problem { line: *line, text }),
        }
    }
    list
}

/// Which columns hold what.
#[derive(Debug, Default)]
struct Columns {
    has_header: bool,
    /// The columns of the name, in the order in which they are read out.
    names: Vec<usize>,
    /// What stands between the parts of a name.
    joiner: &'static str,
    card: Option<usize>,
    /// Columns of the header: a row with more holds an unquoted delimiter in the name.
    width: Option<usize>,
}

impl Columns {
    /// By the words of a header, else by what the columns hold. The error says what to do where nobody could tell.
    fn guess(records: &[(usize, Vec<String>)], delimiter: Option<u8>) -> Result<Self, String> {
        let Some((_, head)) = records.first() else { return Ok(Self::default()) };
        let find = |words: &[&str]| head.iter().position(|c| words.contains(&c.to_lowercase().as_str()));
        let (name, given, family, card) = (find(&NAME_WORDS), find(&GIVEN_WORDS), find(&FAMILY_WORDS), find(&CARD_WORDS));
        let names: Vec<usize> = match (given, family) {
            (Some(given), Some(family)) => vec![given, family],
            // "Nom" and "Prénom": the one is the family name then.
            (Some(given), None) => [Some(given), name].into_iter().flatten().collect(),
            (None, Some(family)) if name.is_none() => vec![family],
            _ => name.into_iter().collect(),
        };
        // "Novak, Ada" keeps its comma; columns of their own are read out one after the other.
        let joiner = if delimiter == Some(b',') { ", " } else { " " };
        if !names.is_empty() {
            let joiner = if names.len() > 1 { " " } else { joiner };
            return Ok(Self { has_header: true, names, joiner, card, width: Some(head.len()) });
        }
        let width = records.iter().map(|(_, c)| c.len()).max().unwrap_or(0);
        let body = &records[usize::from(records.len() > 1)..];
        let is_number = |c: &String| c.parse::<u32>().is_ok();
        let numbers = |i: usize| body.iter().filter_map(move |(_, c)| c.get(i)).filter(|c| !c.is_empty());
        let counts: Vec<usize> = (0..width).filter(|&i| width > 1 && numbers(i).next().is_some() && numbers(i).all(is_number)).collect();
        // Words over a column of numbers are a header in a language that we do not know.
        let is_headed = |&i: &usize| records.len() > 1 && head.get(i).is_some_and(|c| !c.is_empty() && !is_number(c));
        let has_header = counts.iter().any(is_headed);
        // Nobody shares a card, and no deck has a thousand: years and grades are none.
        let could_be_cards = |&i: &usize| {
            let all = || records[usize::from(has_header)..].iter().filter_map(move |(_, c)| c.get(i)).filter(|c| !c.is_empty());
            let different: BTreeSet<u32> = all().filter_map(|c| c.parse().ok()).filter(|n| (1..1000).contains(n)).collect();
            different.len() == all().count()
        };
        let card = counts.into_iter().find(could_be_cards);
        let rows = &records[usize::from(has_header)..];
        let has_words = |i: &usize| rows.iter().any(|(_, c)| c.get(*i).is_some_and(|v| v.chars().any(char::is_alphabetic)));
        let names: Vec<usize> = (0..width).filter(|&i| Some(i) != card).filter(has_words).collect();
        if names.len() > 2 {
            return Err("several columns may hold the names; write “name” above the right one".to_owned());
        }
        let names = if names.is_empty() && width == 1 { vec![0] } else { names };
        Ok(Self { has_header, names, joiner, card, width: None })
    }

    fn row(&self, line: usize, cells: &[String]) -> Result<Row, String> {
        // Cells beyond the header's belong to a name with an unquoted delimiter in it.
        let extra = self.width.map_or(0, |w| cells.len().saturating_sub(w));
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
            "Deltagare;Kort\nAda Novak;3\nAmir;1\n",
            "sep=;\nname;card\nAda Novak;3\nAmir;1\n",
            "Ada;Novak;3\nAmir;;1\n",
        ] {
            assert_eq!(check(text), both, "{text}");
        }
        assert_eq!(check("Ada Novak\nAmir\n"), [row("Ada Novak", None), row("Amir", None)]);
        assert_eq!(check("1. Ada Novak\n2. Amir\n"), [row("Ada Novak", None), row("Amir", None)]);
        for text in ["Name\n\"Novak, Ada\"\n", "Name\nNovak, Ada\n", "Novak, Ada\n"] {
            assert_eq!(check(text), [row("Novak, Ada", None)], "{text}");
        }
        assert_eq!(check("name,card\nNovak, Ada,3\n"), [row("Novak, Ada", Some(3))]);
        // Years of birth and grades are no cards.
        for text in ["Ada,2014\nAmir,2013\n", "Ada;5\nAmir;5\n", "Ученик;Год\nAda;2014\nAmir;2013\n"] {
            assert_eq!(check(text), [row("Ada", None), row("Amir", None)], "{text}");
        }
        for head in ["שם", "الاسم", "नाम", "이름", "ονοματεπώνυμο", "ad soyad", "họ và tên", "имя ученика", "Nume și prenume"]
        {
            assert_eq!(check(&format!("{head}\nAda\nAmir\n")), [row("Ada", None), row("Amir", None)], "{head}");
        }
        let unclear = read_text("Ada;Novak;x@example.org\nBen;Cole;y@example.org\n");
        assert_eq!((unclear.rows.len(), unclear.problems.len()), (0, 1));
    }

    #[test]
    fn what_cannot_be_used_is_named_by_its_line() {
        let lines = |text: &str| read_text(text).problems.iter().map(|p| p.line).collect::<Vec<_>>();
        assert_eq!(lines("name,card\nAda,3\n,4\nBen,x\nCem,0\n"), [3, 4, 5]);
        assert_eq!(lines("name,card\n\n\nAda,3\n\n,4\nBen,x\n"), [6, 7]);
        assert_eq!(lines("sep=,\r\nname,card\r\n\r\nBen,x\r\n"), [4]);
        assert_eq!(lines("Name\nAda\n\"Ben\nCem\n\"\nDua\n"), [3]);
        assert_eq!(lines("Name\nAda\n\"Ben\nCem\n"), [3]);
        let long = format!("Ada\n{}\n", "x".repeat(500));
        assert_eq!(read_text(&long).problems[0].line, 2);
    }

    #[test]
    fn workbooks_are_lists_too_and_birthdays_in_them_do_no_harm() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        for (row, (name, card)) in (0..).zip([("Cognome", "No"), ("Novak, Ada", "3"), ("Łukasz", "")]) {
            sheet.write_string(row, 0, name).expect("a cell");
            sheet.write_number_with_format(row, 1, 40_000.0, &date).expect("a cell");
            sheet.write_string(row, 2, card).expect("a cell");
        }
        let list = read_bytes(&book.save_to_buffer().expect("a book")).expect("a workbook");
        assert_eq!(list.problems, []);
        let found: Vec<_> = list.rows.iter().map(|r| (r.name.as_str(), r.card.map(|c| c.0), r.line)).collect();
        assert_eq!(found, [("Novak, Ada", Some(3), 2), ("Łukasz", None, 3)]);
    }

    #[test]
    fn a_cell_that_holds_no_name_is_named_and_bytes_that_are_no_text_are_refused() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_string(0, 0, "Name").and_then(|s| s.write_string(1, 0, "Ada")).expect("cells");
        sheet.write_number_with_format(2, 0, 40_000.0, &date).expect("a cell");
        let list = read_bytes(&book.save_to_buffer().expect("a book")).expect("a workbook");
        assert_eq!((list.rows.len(), list.problems.iter().map(|p| p.line).collect::<Vec<_>>()), (1, vec![3]));
        assert!(matches!(read_bytes(b"SQLite format 3\0\x10\0\x01\x01\0@"), Err(ExchangeError::NoText)));
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(read_text(""), RosterList::default());
        assert_eq!(read_text("\n \n;;\n"), RosterList::default());
    }
}
