//! Class lists in and out: CSV files of any delimiter, workbooks, and tables or names pasted from anywhere.

mod columns;
mod words;
mod write;

use super::grid::{self, Grid};
use super::{ExchangeError, decode_text};
use crate::classroom::roster::{Problem, Row, tidy_name};
use columns::Columns;

pub use write::roster_csv;

/// Largest file, in bytes.
pub const LARGEST_BYTES: u64 = 4 << 20;
/// Most lines that are looked at: no class is that large.
const MOST_ROWS: usize = 1_000;

/// A list as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterList {
    /// The columns, in order; none where the list is just names.
    pub columns: Vec<Column>,
    /// The rows with a name.
    pub rows: Vec<Row>,
    /// The lines that could not be used.
    pub problems: Vec<Problem>,
    /// Of lines that can be used: what in them cannot.
    pub notes: Vec<Problem>,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it; empty where nothing does.
    pub head: String,
    /// What it was taken for; nothing where it is passed over.
    pub holds: Option<Holds>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// The whole name.
    Name,
    /// The first name.
    GivenName,
    /// The family name.
    FamilyName,
    /// The card's number.
    Card,
    /// How the student stands on the board.
    BoardName,
    /// The language spoken at home.
    Language,
    /// How well the language of the lesson is known.
    Level,
    /// What helps.
    Supports,
    /// The teacher's own words.
    Tags,
    /// Notes.
    Notes,
    /// Whom to keep apart.
    Apart,
    /// Whom to keep together.
    Together,
}

impl Holds {
    /// What a teacher calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::GivenName => "first name",
            Self::FamilyName => "family name",
            Self::Card => "card",
            Self::BoardName => "name on the board",
            Self::Language => "home language",
            Self::Level => "language level",
            Self::Supports => "what helps",
            Self::Tags => "tags",
            Self::Notes => "notes",
            Self::Apart => "keep apart from",
            Self::Together => "keep together with",
        }
    }
}

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
/// let list = roster::read_text("Card;Name;Muttersprache\n3;Ada Novak;\n;Amir;Farsi\n");
/// assert_eq!(list.rows[0].name, "Ada Novak");
/// assert_eq!(list.rows[0].card.map(|c| c.0), Some(3));
/// assert_eq!(list.rows[1].said.language.as_deref(), Some("Farsi"));
/// ```
pub fn read_text(text: &str) -> RosterList {
    read_grid(&grid::read_csv(text))
}

fn read_grid(grid: &Grid) -> RosterList {
    let mut list = RosterList::default();
    let mut records: Vec<Record> = grid.rows.iter().map(Record::of).collect();
    records.retain(|r| !r.cells.is_empty());
    list.problems.extend(grid.problems.iter().map(|(line, text)| Problem { line: *line, text: text.clone() }));
    if let Some(record) = records.get(MOST_ROWS) {
        let text = format!("more than {MOST_ROWS} lines are no class list; the rest was left out");
        list.problems.push(Problem { line: record.line, text });
        records.truncate(MOST_ROWS);
    }
    let columns = match Columns::guess(&records, grid.delimiter) {
        Ok(columns) => columns,
        Err(text) => {
            list.problems.push(Problem { line: records.first().map_or(1, |r| r.line), text });
            return list;
        }
    };
    list.columns = columns.described(&records);
    for odd in grid.odd.iter().filter(|o| columns.needed().any(|i| i + 1 == o.column)) {
        list.problems.push(Problem { line: odd.line, text: odd.text.to_owned() });
    }
    for record in records.iter().skip(usize::from(columns.has_header)) {
        // A name over several lines is more often a quotation mark too many.
        let is_broken = |i: usize| record.raw.get(i).is_some_and(|c| c.trim().contains(['\n', '\r']));
        if grid.delimiter.is_some() && columns.named().any(is_broken) {
            let start: String = record.cells.join(" ").chars().take(40).collect();
            let text = format!("“{start}…” goes over several lines; take out the line break, or a quotation mark too many");
            list.problems.push(Problem { line: record.line, text });
            continue;
        }
        match columns.row(record, &mut list.notes) {
            Ok(row) => list.rows.push(row),
            Err(text) => list.problems.push(Problem { line: record.line, text }),
        }
    }
    list
}

/// A line of a list: its cells tidied, without empty ones at its end, and as they came.
struct Record<'a> {
    line: usize,
    cells: Vec<String>,
    raw: &'a [String],
}

impl<'a> Record<'a> {
    fn of(row: &'a grid::Row) -> Self {
        let mut cells: Vec<String> = row.cells.iter().map(|c| tidy_name(c)).collect();
        let filled = cells.iter().rposition(|c| !c.is_empty()).map_or(0, |i| i + 1);
        cells.truncate(filled);
        Self { line: row.line, cells, raw: &row.cells }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::roster::Said;
    use crate::classroom::{BoardName, Support};

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
        assert_eq!(check("name,card\nAda,3,,\n"), [row("Ada", Some(3))]);
        assert_eq!(check("name,card,notes\nNovak, Ada,3,\nCole, Ben,4,tall\n"), [row("Novak, Ada", Some(3)), row("Cole, Ben", Some(4))]);
        // Years of birth and grades are no cards.
        for text in ["Ada,2014\nAmir,2013\n", "Ada;5\nAmir;5\n", "Ученик;Год\nAda;2014\nAmir;2013\n"] {
            assert_eq!(check(text), [row("Ada", None), row("Amir", None)], "{text}");
        }
        for head in ["שם", "الاسم", "नाम", "이름", "ονοματεπώνυμο", "ad soyad", "họ và tên", "имя ученика", "Nume și prenume"]
        {
            assert_eq!(check(&format!("{head}\nAda\nAmir\n")), [row("Ada", None), row("Amir", None)], "{head}");
        }
        assert_eq!(check("Ad\nAda\n5b\n"), [row("Ad", None), row("Ada", None), row("5b", None)]);
        let unclear = read_text("Ada;Novak;x@example.org\nBen;Cole;y@example.org\n");
        assert_eq!((unclear.rows.len(), unclear.problems.len()), (0, 1));
    }

    #[test]
    fn a_family_name_in_a_column_of_its_own_is_never_lost() {
        for head in [
            "Nombre;Apellidos",
            "Nome;Cognome",
            "Nome;Apelido",
            "Имя;Фамилия",
            "Име;Фамилия",
            "Jméno;Příjmení",
            "Ime;Prezime",
            "이름;성",
            "الاسم;اللقب",
            "Name;Surname",
            "Ad;Soyad",
            "Tên;Họ",
            "Nama depan;Nama belakang",
            "Eesnimi;Perekonnanimi",
            "Vārds;Uzvārds",
            "Vardas;Pavardė",
            "Given name(s);Surname(s)",
            "Legal First Name;Legal Last Name",
        ] {
            assert_eq!(check(&format!("{head}\nAda;Novak\nBen;Cole\n")), [row("Ada Novak", None), row("Ben Cole", None)], "{head}");
        }
        // A column of whole names is not lengthened by a part of them.
        for text in [
            "Student;First name\nAda Novak;Ada\nBen Cole;Ben\n",
            "Élève;Nom;Prénom\nNOVAK Ada;Novak;Ada\nCOLE Ben;Cole;Ben\n",
            "Name;Surname\nAda Novak;Novak\nBen Cole;Cole\n",
            "Full name;Surname\nAda Novak;Novak\nBen Cole;Cole\n",
        ] {
            assert_eq!(check(text), [row("Ada Novak", None), row("Ben Cole", None)], "{text}");
        }
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
    fn what_a_list_says_of_students_is_understood_and_the_rest_passed_over() {
        let text = "Vorname;Nachname;Geburtstag;Muttersprache;Sprachniveau;Hilfen;Bemerkungen;Nicht mit\n\
                    Ada;Novak;1.2.2015;Hrvatski;B1;Read aloud, sits in front;\"mag Karten\ngroß\";Ben Cole\n\
                    Ben;Cole;;;;;;\n";
        let list = read_text(text);
        let holds: Vec<_> = list.columns.iter().map(|c| (c.head.as_str(), c.holds)).collect();
        assert_eq!(
            holds[..4],
            [
                ("Vorname", Some(Holds::GivenName)),
                ("Nachname", Some(Holds::FamilyName)),
                ("Geburtstag", None),
                ("Muttersprache", Some(Holds::Language)),
            ]
        );
        let said = &list.rows[0].said;
        assert_eq!((said.language.as_deref(), said.level.as_deref()), (Some("Hrvatski"), Some("B1")));
        assert_eq!(said.supports, Some([Support::ReadAloud, Support::Other("sits in front".to_owned())].into()));
        assert_eq!((said.notes.as_deref(), said.apart.as_deref()), (Some("mag Karten\ngroß"), Some("Ben Cole")));
        assert_eq!((list.rows[1].said.clone(), list.problems, list.notes), (Said::default(), vec![], vec![]));
        assert_eq!(read_text("Ada\nBen\n").columns, [], "just names");
    }

    #[test]
    fn a_cell_that_cannot_be_used_is_named_and_its_line_goes_in() {
        let list = read_text("name,board name,level\nAda Novak,Ada N.,\nBen,Benny,B2\n");
        assert_eq!((list.rows.len(), list.rows[0].said.board_name), (2, Some(BoardName::Initial)));
        assert_eq!((list.rows[1].said.board_name, list.rows[1].said.level.as_deref()), (None, Some("B2")));
        assert_eq!(list.notes.iter().map(|n| n.line).collect::<Vec<_>>(), [3]);
        let long = format!("name,notes\nAda,{}\n", "x".repeat(5_000));
        assert_eq!((read_text(&long).rows.len(), read_text(&long).notes.len()), (1, 1));
        // A text with the delimiter in it needs quotes, else nobody knows which cell is which.
        let torn = read_text("name,language,notes\nAda,Farsi,tall, quick\nBen,,,,\n");
        assert_eq!((torn.rows.len(), torn.problems[0].line), (1, 2));
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
    fn a_number_that_no_deck_has_is_named_with_what_there_is() {
        let list = read_text("name,card\nAda,99999\nBen,0\nCem,999\nDua,x\n");
        assert_eq!((list.rows.len(), list.rows[0].name.as_str()), (1, "Cem"));
        let said: Vec<&str> = list.problems.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(said[0], "Ada: “99999” is no card number; write a number from 1 to 999");
        assert_eq!(list.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [2, 3, 5]);
        assert!(crate::cards::Deck::all().iter().all(|deck| deck.usable().all(|card| card.0 <= 999)));
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(read_text(""), RosterList::default());
        assert_eq!(read_text("\n \n;;\n"), RosterList::default());
    }
}
