//! Everything in a file as rows of its tables, out and into a new file. It knows no table by name: what the upgrades make
//! is what there is.

use std::path::{Path, PathBuf};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, params, params_from_iter};

use super::{Store, StoreError, check, open, unfinished};

/// A table as the upgrades make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The names of its columns.
    pub columns: Vec<String>,
}

impl Store {
    /// The version of the file's format.
    pub fn format(&self) -> Result<i64, StoreError> {
        Ok(self.db.pragma_query_value(None, "user_version", |row| row.get(0))?)
    }

    /// The tables of the file.
    pub fn tables(&self) -> Result<Vec<Table>, StoreError> {
        tables(&self.db)
    }

    /// The last number that each table gave out whose numbers are never given again.
    pub fn last_numbers(&self) -> Result<Vec<(String, i64)>, StoreError> {
        let mut all = self.db.prepare("SELECT name, seq FROM sqlite_sequence ORDER BY name")?;
        Ok(all.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// Reads the whole file at one moment, whatever is written meanwhile: `read` may ask it for as many tables as it likes.
    pub fn at_one_moment<T, E: From<StoreError>>(&mut self, read: impl FnOnce(&Self) -> Result<T, E>) -> Result<T, E> {
        self.db.execute_batch("BEGIN DEFERRED; SELECT count(*) FROM sqlite_schema").map_err(StoreError::from)?;
        let result = read(self);
        // Nothing was written, so nothing is lost by ending it either way.
        let ended = self.db.execute_batch("ROLLBACK").map_err(StoreError::from);
        let value = result?;
        ended?;
        Ok(value)
    }

    /// Shows every row of a table to `visit`, its values in the order of the columns.
    pub fn each_row<E: From<StoreError>>(&self, table: &Table, mut visit: impl FnMut(&[ValueRef]) -> Result<(), E>) -> Result<(), E> {
        let columns: Vec<String> = table.columns.iter().map(|c| quoted(c)).collect();
        let sql = format!("SELECT {} FROM {}", columns.join(", "), quoted(&table.name));
        let mut all = self.db.prepare(&sql).map_err(StoreError::from)?;
        let mut rows = all.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let values: Vec<ValueRef> = (0..columns.len()).map(|i| row.get_ref(i)).collect::<Result<_, _>>().map_err(StoreError::from)?;
            visit(&values)?;
        }
        Ok(())
    }
}

/// A teacher's file in the making: there at [`NewFile::finish`] as a whole, or not at all.
#[derive(Debug)]
pub struct NewFile {
    db: Connection,
    making: tempfile::TempPath,
    path: PathBuf,
    tables: Vec<Table>,
}

impl NewFile {
    /// Begins a file in the format of this version; where one is already, that is refused.
    pub fn begin(path: &Path, format: i64) -> Result<Self, StoreError> {
        if path.exists() {
            let what = "there is a teacher's file already, and it was left as it is; name a new one with --data FILE";
            return Err(StoreError::Refused(format!("{what}: {}", path.display())));
        }
        let unopenable = |reason: String| StoreError::Unopenable { path: path.to_owned(), reason };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let making = unfinished::begin(folder).map_err(|e| unopenable(e.to_string()))?.into_temp_path();
        let mut db = Connection::open(&making)?;
        open::make(&mut db, path, format)?;
        // Rows may come in any order; whether they fit together is checked at the end.
        db.execute_batch("PRAGMA foreign_keys = ON; BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON")?;
        let tables = tables(&db)?;
        Ok(Self { db, making, path: path.to_owned(), tables })
    }

    /// The tables that rows can be put into.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Puts a row into a table: values for some of its columns, by their place among the table's columns. What the table
    /// does not allow is an error in words for whoever made the row.
    pub fn put(&self, table: &Table, values: &[(usize, Value)]) -> Result<(), StoreError> {
        let columns: Vec<String> = values.iter().filter_map(|(i, _)| table.columns.get(*i)).map(|c| quoted(c)).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", quoted(&table.name), columns.join(", "));
        let mut insert = self.db.prepare_cached(&sql)?;
        let result = insert.execute(params_from_iter(values.iter().map(|(_, v)| v)));
        match result {
            Ok(_) => Ok(()),
            Err(e) => match e.sqlite_error_code() {
                Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) => Err(StoreError::Refused(e.to_string())),
                _ => Err(e.into()),
            },
        }
    }

    /// Goes on with a table's numbers after this one.
    pub fn number_after(&self, table: &Table, last: i64) -> Result<(), StoreError> {
        let before: Option<i64> = self.db.query_row("SELECT max(seq) FROM sqlite_sequence WHERE name = ?1", [&table.name], |r| r.get(0))?;
        self.db.execute("DELETE FROM sqlite_sequence WHERE name = ?1", [&table.name])?;
        let sql = "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)";
        self.db.execute(sql, params![table.name, last.max(before.unwrap_or(0))])?;
        Ok(())
    }

    /// Keeps it, under its name.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.db.execute_batch("COMMIT").map_err(|e| match e.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => StoreError::Refused("some rows point to rows that are not there".to_owned()),
            _ => e.into(),
        })?;
        // As any other file from here on: upgraded, with its settings.
        open::ready(&mut self.db, &self.path)?;
        if let Some(odd) = check::odd_values(&self.db)?.into_iter().next() {
            return Err(StoreError::Refused(format!("{odd}, which Quarterturn never writes; nothing was kept of the file")));
        }
        self.db.close().map_err(|(_, e)| e)?;
        let unopenable = |reason: String| StoreError::Unopenable { path: self.path.clone(), reason };
        self.making.persist_noclobber(&self.path).map_err(|e| unopenable(e.error.to_string()))
    }
}

fn tables(db: &Connection) -> Result<Vec<Table>, StoreError> {
    let mut names =
        db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")?;
    let names: Vec<String> = names.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let columns = |name: &str| -> Result<Vec<String>, StoreError> {
        let mut all = db.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
        Ok(all.query_map([name], |r| r.get(0))?.collect::<Result<_, _>>()?)
    };
    names.into_iter().map(|name| Ok(Table { columns: columns(&name)?, name })).collect()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
