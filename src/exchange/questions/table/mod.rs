//! Questions as a table, a row each: CSV, XLSX and ODS in, CSV and XLSX out. `docs/questions.md` describes the columns.

mod columns;
mod read;
mod write;

use columns::{Column, is_numbered};
pub(super) use read::has_columns;
pub use read::{read_table_text, read_table_workbook};
pub(super) use write::{file_name, write_csv_with_pictures};
pub use write::{write_csv, write_xlsx};

#[cfg(test)]
mod tests;
