//! CSV, and cells as they are copied from a spreadsheet.

use super::{Cursor, Grid, MOST_LETTERS, MOST_ROWS, Row};

/// The delimiters that are looked for.
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];

/// The rows of a text, split by the delimiter that it seems to have.
pub fn read_csv(text: &str) -> Grid {
    read_csv_split(text, |text| {
        let best = DELIMITERS.into_iter().rev().max_by_key(|&d| lines_with(text, d)).unwrap_or(b',');
        // A tab never stands in a name, a semicolon hardly ever; "Novak, Ada" may hold the comma.
        if lines_with(text, best) == 0 { b',' } else { best }
    })
}

/// The rows of a text, split by the delimiter that `choose` finds in it, or that it names itself.
pub fn read_csv_split(text: &str, choose: impl Fn(&str) -> u8) -> Grid {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (text, delimiter, first_line) = match excel_delimiter(text) {
        Some((delimiter, rest)) => (rest, delimiter, 2),
        None => (text, choose(text), 1),
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut grid = Grid { delimiter: Some(delimiter), ..Grid::default() };
    let mut cursor = Cursor::new(text, first_line);
    let mut letters = 0;
    // Blank lines before a record are none of it.
    let mut line_of = |byte: Option<u64>| {
        let byte = byte.unwrap_or(0) as usize;
        let blank = text.bytes().skip(byte).take_while(|b| matches!(b, b'\r' | b'\n')).count();
        cursor.place(byte + blank).0
    };
    for record in reader.records() {
        let (line, record) = match record {
            Ok(record) => (line_of(record.position().map(csv::Position::byte)), record),
            Err(e) => {
                let line = line_of(e.position().map(csv::Position::byte));
                grid.problems.push((line, "this line is no text; save the list as CSV (UTF-8)".to_owned()));
                continue;
            }
        };
        letters += record.as_slice().len();
        if grid.rows.len() == MOST_ROWS || letters > MOST_LETTERS {
            grid.problems.push((line, "this is more than a list or a set of questions; the rest was left out".to_owned()));
            break;
        }
        if record.iter().any(|c| !c.trim().is_empty()) {
            grid.rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
        }
    }
    grid
}

/// Excel's own first line `sep=;`: the delimiter, and the text below it.
fn excel_delimiter(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let delimiter = first.trim_end_matches('\r').strip_prefix("sep=").or_else(|| first.trim_end_matches('\r').strip_prefix("SEP="))?;
    match delimiter.as_bytes() {
        [one] if one.is_ascii() => Some((*one, rest)),
        _ => None,
    }
}

/// How many of the first lines this delimiter splits, quotes heeded.
fn lines_with(text: &str, delimiter: u8) -> usize {
    let splits = |line: &&str| {
        let mut is_quoted = false;
        line.bytes().any(|b| {
            is_quoted ^= b == b'"';
            b == delimiter && !is_quoted
        })
    };
    text.lines().filter(|l| !l.trim().is_empty()).take(50).filter(splits).count()
}
