//! Rows and columns, wherever they come from: CSV with any delimiter, XLSX, ODS, or cells copied from a spreadsheet.

mod csv;
mod csv_out;
mod cursor;
mod ods;
mod workbook;
mod xlsx;

pub(super) use csv::{read_csv, read_csv_split};
pub(super) use csv_out::{CsvOut, csv_text};
pub(super) use cursor::Cursor;
pub(super) use workbook::read_workbook;

/// Most rows that are read.
pub(super) const MOST_ROWS: usize = 20_000;
/// Most columns that are read.
const MOST_COLUMNS: usize = 200;
/// Most letters in all cells together.
const MOST_LETTERS: usize = 32 << 20;

/// A table as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Its rows; empty ones may be missing.
    pub rows: Vec<Row>,
    /// What stood between the cells, if it was text.
    pub delimiter: Option<u8>,
    /// Lines that could not be read, and why.
    pub problems: Vec<(usize, String)>,
    /// Cells that hold no text but something else, for instance a date; they are left empty.
    pub odd: Vec<OddCell>,
}

/// A cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddCell {
    /// Its row, from 1.
    pub line: usize,
    /// Its column, from 1.
    pub column: usize,
    /// Why, and what to do.
    pub text: &'static str,
}

/// What is said of a date.
const DATE: &str = "this cell holds a date; format it as text and write it again";
/// What is said of a formula that gives no value.
const FAILED: &str = "this cell holds a formula that fails; write a text there";
/// Most odd cells that are listed.
const MOST_ODD: usize = 1_000;

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Collects cells, and no more than are sensible.
#[derive(Debug, Default)]
struct Collector {
    grid: Grid,
    letters: usize,
    is_full: bool,
}

impl Collector {
    /// Notes a cell that holds no text; both count from 0.
    fn odd(&mut self, row: usize, column: usize, text: &'static str) {
        if self.grid.odd.len() < MOST_ODD && column < MOST_COLUMNS {
            self.grid.odd.push(OddCell { line: row + 1, column: column + 1, text });
        }
    }

    /// Puts a text into a cell; both count from 0. False once there is no more room.
    fn put(&mut self, row: usize, column: usize, text: String) -> bool {
        if text.is_empty() || column >= MOST_COLUMNS {
            return !self.is_full;
        }
        let line = row + 1;
        self.letters += text.len();
        let is_new = self.grid.rows.last().is_none_or(|r| r.line != line);
        if self.letters > MOST_LETTERS || is_new && self.grid.rows.len() == MOST_ROWS {
            if !self.is_full {
                self.is_full = true;
                self.grid.problems.push((line, "this is more than a list or a set of questions; the rest was left out".to_owned()));
            }
            return false;
        }
        if is_new {
            self.grid.rows.push(Row { line, cells: Vec::new() });
        }
        if let Some(last) = self.grid.rows.last_mut() {
            if last.cells.len() <= column {
                last.cells.resize(column + 1, String::new());
            }
            last.cells[column] = text;
        }
        true
    }
}
