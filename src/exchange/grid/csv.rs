//! CSV, and cells as they are copied from a spreadsheet.

use super::csv_out::meant;
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
    let mut reading = Reading {
        delimiter,
        text,
        cursor: Cursor::new(text, first_line),
        grid: Grid { delimiter: Some(delimiter), ..Grid::default() },
        letters: 0,
    };
    // A quotation mark that nothing closes would swallow all that follows it: only its line is left out.
    if let Some(opened) = unclosed_quote(text, delimiter) {
        let start = text[..opened].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = text[opened..].find(['\n', '\r']).map_or(text.len(), |at| opened + at);
        reading.read(0..start);
        let line = reading.cursor.place(opened).0;
        let problem = "a quotation mark is opened here and closed nowhere, so this line was left out; close it, or delete it";
        reading.grid.problems.push((line, problem.to_owned()));
        reading.read(end..text.len());
    } else {
        reading.read(0..text.len());
    }
    reading.grid
}

/// A text while its records are collected.
struct Reading<'a> {
    delimiter: u8,
    text: &'a str,
    cursor: Cursor<'a>,
    grid: Grid,
    letters: usize,
}

impl Reading<'_> {
    /// Collects the records of a part.
    fn read(&mut self, part: std::ops::Range<usize>) {
        let text = &self.text[part.clone()];
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(text.as_bytes());
        let grid = &mut self.grid;
        // Blank lines before a record are none of it.
        let mut line_of = |byte: Option<u64>| {
            let byte = byte.unwrap_or(0) as usize;
            let blank = text.bytes().skip(byte).take_while(|b| matches!(b, b'\r' | b'\n')).count();
            self.cursor.place(part.start + byte + blank).0
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
            self.letters += record.as_slice().len();
            if grid.rows.len() == MOST_ROWS || self.letters > MOST_LETTERS {
                grid.problems.push((line, "this is more than a list or a set of questions; the rest was left out".to_owned()));
                break;
            }
            if record.iter().any(|c| !c.trim().is_empty()) {
                grid.rows.push(Row { line, cells: record.iter().map(|c| meant(c).to_owned()).collect() });
            }
        }
    }
}

/// Where a quotation mark at the beginning of a cell is that nothing closes.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<usize> {
    let mut opened = None;
    let mut is_start = true;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, b)) = bytes.next() {
        match opened {
            // Two of them within a cell mean one.
            Some(_) if b == b'"' && bytes.next_if(|(_, next)| *next == b'"').is_none() => opened = None,
            None if b == b'"' && is_start => opened = Some(at),
            _ => {}
        }
        is_start = opened.is_none() && (b == delimiter || matches!(b, b'\r' | b'\n'));
    }
    opened
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of each row behind its line, and the lines with problems.
    fn check(text: &str, rows: &[&str], problems: &[usize]) {
        let grid = read_csv(text);
        let shown: Vec<String> = grid.rows.iter().map(|r| format!("{}: {}", r.line, r.cells.join("/"))).collect();
        assert_eq!(shown, rows, "{text}");
        assert_eq!(grid.problems.iter().map(|p| p.0).collect::<Vec<_>>(), problems, "{text}");
    }

    #[test]
    fn a_quotation_mark_that_nothing_closes_costs_its_own_line_only() {
        check("Name\nAda\n\"Ben\nCem\nDua\n", &["1: Name", "2: Ada", "4: Cem", "5: Dua"], &[3]);
        check("a;\"b\nc;d\n", &["2: c/d"], &[1]);
        check("a,b\r\n\"c,d", &["1: a/b"], &[2]);
        check("a\n\"b\n\"\"c\n", &["1: a", "3: c"], &[2]);
    }

    #[test]
    fn quotation_marks_within_cells_mean_themselves() {
        check("6\" nail,\"say \"\"hi\"\"\",\"two\nlines\"\nx,y,\n", &["1: 6\" nail/say \"hi\"/two\nlines", "3: x/y/"], &[]);
        check("\"a\"b\"\n\"c\"\n", &["1: ab\"", "2: c"], &[]);
    }
}
