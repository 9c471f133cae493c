//! The first sheet of an XLSX workbook, cell by cell: cells share their texts, and a sheet says what size it likes, so
//! neither is copied or believed.

use std::io::Cursor as Bytes;

use calamine::{DataRef, Reader, Xlsx};

use super::{Collector, DATE, FAILED, Grid};
use crate::exchange::ExchangeError;

/// Reads it. The reader below panics on some damaged books, which ends here.
pub fn read(bytes: &[u8]) -> Result<Grid, ExchangeError> {
    std::panic::catch_unwind(|| read_cells(bytes)).unwrap_or_else(|_| Err(ExchangeError::Workbook("it is damaged".to_owned())))
}

fn read_cells(bytes: &[u8]) -> Result<Grid, ExchangeError> {
    let damaged = |e: calamine::XlsxError| ExchangeError::Workbook(format!("it is damaged ({e})"));
    let mut book = Xlsx::new(Bytes::new(bytes)).map_err(damaged)?;
    let first = book.sheet_names().first().cloned().ok_or_else(|| ExchangeError::Workbook("it holds no sheets".to_owned()))?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(damaged)?;
    let mut collector = Collector::default();
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Int(number) => number.to_string(),
            DataRef::Float(number) => number.to_string(),
            DataRef::Bool(value) => (if *value { "TRUE" } else { "FALSE" }).to_owned(),
            DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => {
                collector.odd(row, column, DATE);
                continue;
            }
            DataRef::Error(_) => {
                collector.odd(row, column, FAILED);
                continue;
            }
        };
        if !collector.put(row, column, text) {
            break;
        }
    }
    Ok(collector.grid)
}
