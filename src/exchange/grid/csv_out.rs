//! CSV out: as RFC 4180 says, and harmless in a spreadsheet.

use std::borrow::Cow;
use std::io::Write;

use csv::{Terminator, Writer, WriterBuilder};

use crate::exchange::ExchangeError;

/// Where rows of cells are written, one after the other.
pub struct CsvOut<W: Write>(Writer<W>);

impl<W: Write> CsvOut<W> {
    /// Before the first row.
    pub fn new(out: W) -> Self {
        Self(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out))
    }

    /// Writes a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> Result<(), ExchangeError> {
        for cell in cells {
            self.0.write_field(harmless(cell.as_ref()).as_bytes()).map_err(failed)?;
        }
        self.0.write_record(None::<&[u8]>).map_err(failed)
    }

    /// Writes what is left of the rows.
    pub fn finish(mut self) -> Result<(), ExchangeError> {
        self.0.flush().map_err(ExchangeError::from)
    }
}

/// The text of a whole table.
pub fn csv_text(fill: impl FnOnce(&mut CsvOut<&mut Vec<u8>>) -> Result<(), ExchangeError>) -> Result<String, ExchangeError> {
    let mut bytes = Vec::new();
    let mut out = CsvOut::new(&mut bytes);
    fill(&mut out)?;
    out.finish()?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn failed(why: csv::Error) -> ExchangeError {
    ExchangeError::NotWritten(why.to_string())
}

/// A text as it goes out: one that a spreadsheet would take for a formula, and run, gets an apostrophe before it, which says “text” there.
/// A plain number stays one.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_number = text.strip_prefix(['+', '-']).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
    if is_formula(text) && !is_number { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A text as it comes in: without the apostrophe that [`harmless`] gave it.
pub fn meant(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

/// Whether a formula would begin so; apostrophes before it are passed over, so that what had one before comes back with it.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_goes_out_as_text_and_comes_in_as_it_was() {
        for (text, out) in [
            ("=SUM(A1)", "'=SUM(A1)"),
            ("+1 for Ada", "'+1 for Ada"),
            ("-2 + 5 = ?", "'-2 + 5 = ?"),
            ("@home", "'@home"),
            ("'=1", "''=1"),
            ("'-5", "''-5"),
            ("-5", "-5"),
            ("+0.5", "+0.5"),
            ("-", "-"),
            ("-inf", "'-inf"),
            ("O'Dell", "O'Dell"),
            ("'t Hooft", "'t Hooft"),
            ("1 - 2", "1 - 2"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), out);
            assert_eq!(meant(out), text);
        }
    }

    #[test]
    fn a_row_ends_as_it_should_and_quotes_what_needs_it() {
        let text = csv_text(|out| {
            out.row(["a,b", "=c\"d", ""])?;
            out.row(["1", "-", "x"])
        });
        assert_eq!(text.expect("CSV"), "\"a,b\",\"'=c\"\"d\",\r\n1,-,x\r\n");
    }
}
