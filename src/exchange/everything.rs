//! The whole teacher's file as one documented file, out and in: a ZIP with `about.json` and, for each table, a file with a
//! JSON object a row. `docs/everything.md` describes it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use rusqlite::types::{Value as Sql, ValueRef};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::ExchangeError;
use super::whole::write_whole_by;
use crate::store::{NewFile, Store, StoreError, Table};

const FORMAT: &str = "quarterturn-data";
/// The version of this way of writing it down, and the newest that is read. What is in the tables has its own version.
const VERSION: u32 = 1;
/// Longest row, in bytes: one with a picture in it.
const LONGEST_ROW: u64 = 32 << 20;

/// `about.json`.
#[derive(Debug, Serialize, Deserialize)]
struct About {
    format: String,
    version: u32,
    /// The version of the tables.
    tables_version: i64,
    exported_at: String,
    /// The last number that a table gave out, where a number must never come again, even of what was erased.
    last_numbers: BTreeMap<String, i64>,
}

/// Writes everything that the teacher's file holds at this moment.
pub fn export_everything(store: &mut Store, path: &Path, now: Timestamp) -> Result<(), ExchangeError> {
    store.at_one_moment(|store| {
        let about = About {
            format: FORMAT.to_owned(),
            version: VERSION,
            tables_version: store.format()?,
            exported_at: now.to_string(),
            last_numbers: store.last_numbers()?.into_iter().collect(),
        };
        write_whole_by(path, |file| write(store, &about, file))
    })
}

fn write(store: &Store, about: &About, file: &mut File) -> Result<(), ExchangeError> {
    let mut out = ZipWriter::new(file);
    if let Err(why) = write_tables(store, about, &mut out) {
        // What was written is thrown away; dropped, it would finish itself, fail again and print so to the terminal.
        std::mem::forget(out);
        return Err(why);
    }
    out.finish().map_err(failed)?;
    Ok(())
}

fn failed(why: ZipError) -> ExchangeError {
    match why {
        ZipError::Io(why) => why.into(),
        why => ExchangeError::NotWritten(why.to_string()),
    }
}

fn write_tables(store: &Store, about: &About, out: &mut ZipWriter<&mut File>) -> Result<(), ExchangeError> {
    // A term's answers may be more than four gigabytes of text.
    let options = SimpleFileOptions::default().large_file(true);
    out.start_file("about.json", options).map_err(failed)?;
    out.write_all(json(about)?.as_bytes())?;
    for table in store.tables()? {
        out.start_file(file_of(&table), options).map_err(failed)?;
        let mut lines = BufWriter::with_capacity(1 << 16, &mut *out);
        store.each_row(&table, |values| -> Result<(), ExchangeError> {
            let row: Map<String, Json> = table.columns.iter().cloned().zip(values.iter().map(json_of)).collect();
            lines.write_all(json(&row)?.as_bytes())?;
            Ok(lines.write_all(b"\n")?)
        })?;
        lines.flush()?;
    }
    Ok(())
}

fn json(value: &impl Serialize) -> Result<String, ExchangeError> {
    serde_json::to_string(value).map_err(|e| ExchangeError::NotWritten(e.to_string()))
}

fn file_of(table: &Table) -> String {
    format!("{}.jsonl", table.name)
}

fn json_of(value: &ValueRef) -> Json {
    match value {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(number) => (*number).into(),
        ValueRef::Real(number) => (*number).into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
        ValueRef::Blob(bytes) => Map::from_iter([("base64".to_owned(), BASE64_STANDARD.encode(bytes).into())]).into(),
    }
}

fn sql_of(value: &Json) -> Result<Sql, &'static str> {
    Ok(match value {
        Json::Null => Sql::Null,
        Json::Bool(_) | Json::Array(_) => return Err("expected a number, a text or null"),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => Sql::Integer(number),
            (None, Some(number)) => Sql::Real(number),
            _ => return Err("expected a smaller number"),
        },
        Json::String(text) => Sql::Text(text.clone()),
        Json::Object(map) => {
            let bytes = map.get("base64").and_then(Json::as_str).and_then(|text| BASE64_STANDARD.decode(text).ok());
            Sql::Blob(bytes.ok_or("expected bytes as {\"base64\": …}")?)
        }
    })
}

/// Makes a new teacher's file of everything that such a file holds, or none at all. Gives the number of rows.
pub fn import_everything(file: &Path, into: &Path) -> Result<usize, ExchangeError> {
    let damaged = |e: ZipError| ExchangeError::Everything(format!("it is damaged ({e})"));
    let mut archive = ZipArchive::new(BufReader::new(File::open(file)?)).map_err(damaged)?;
    let about = about(&mut archive)?;
    let new = NewFile::begin(into, about.tables_version)?;
    let mut count = 0;
    for i in 0..archive.len() {
        let entry = archive.by_index(i).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.into_owned();
        if name == "about.json" {
            continue;
        }
        let Some(table) = new.tables().iter().find(|t| file_of(t) == name) else {
            return Err(ExchangeError::Everything(format!("it holds “{name}”, which is no table of this version")));
        };
        count += read_table(&new, table, BufReader::new(entry))?;
    }
    for (name, last) in &about.last_numbers {
        if let Some(table) = new.tables().iter().find(|t| t.name == *name) {
            new.number_after(table, *last)?;
        }
    }
    new.finish()?;
    Ok(count)
}

fn about(archive: &mut ZipArchive<BufReader<File>>) -> Result<About, ExchangeError> {
    let other = || ExchangeError::Everything("it is no file that “export everything” wrote".to_owned());
    let mut text = String::new();
    archive.by_name("about.json").map_err(|_| other())?.take(1 << 16).read_to_string(&mut text)?;
    let about: About = serde_json::from_str(&text).map_err(|_| other())?;
    match about.format.as_str() {
        FORMAT if about.version > VERSION => {
            Err(ExchangeError::Everything("a newer Quarterturn wrote it; install the newer one".to_owned()))
        }
        FORMAT if about.tables_version < 1 => Err(other()),
        FORMAT => Ok(about),
        _ => Err(other()),
    }
}

fn read_table(new: &NewFile, table: &Table, mut lines: impl BufRead) -> Result<usize, ExchangeError> {
    let mut line = Vec::new();
    for number in 1.. {
        let wrong = |reason: String| ExchangeError::EverythingRow { table: file_of(table), line: number, reason };
        line.clear();
        if (&mut lines).take(LONGEST_ROW).read_until(b'\n', &mut line)? == 0 {
            return Ok(number - 1);
        }
        if line.len() as u64 == LONGEST_ROW {
            return Err(wrong("the line is too long".to_owned()));
        }
        let row: Map<String, Json> = serde_json::from_slice(&line).map_err(|e| wrong(format!("expected a JSON object ({e})")))?;
        let value = |(name, value): (&String, &Json)| -> Result<(usize, Sql), String> {
            let column = table.columns.iter().position(|c| c == name).ok_or(format!("there is no column “{name}”"))?;
            Ok((column, sql_of(value).map_err(|reason| format!("{name}: {reason}"))?))
        };
        let values = row.iter().map(value).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
        if values.is_empty() {
            return Err(wrong("the row is empty".to_owned()));
        }
        new.put(table, &values).map_err(|e| match e {
            StoreError::Refused(reason) => wrong(reason),
            e => e.into(),
        })?;
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;
    use crate::cards::{Answer, CardNumber};
    use crate::classroom::roster::Change;
    use crate::classroom::{AnswerSource, Folder, Key, Picture, PictureId, Question};
    use crate::store::Missing;

    fn filled(path: &Path) -> Store {
        let mut store = Store::open(path, Missing::Create).expect("a file");
        let class = store.create_class("5b “x”", "quarter").expect("a class");
        let add = |name: &str, card| Change::add(name, CardNumber(card));
        store.change_roster(class, &[add("Łukasz", 1), add("Ada\n\"N\"", 2)]).expect("students");
        let gif = b"GIF89a\x01\x00\x01\x00".to_vec();
        let picture = Some(Picture { id: PictureId::of(&gif), description: "x".to_owned() });
        let shown = Question { picture, ..Question::default() };
        let pictures = [(PictureId::of(&gif), gif)].into();
        store.bring_in_questions(&Folder::parse("Maths"), "Fractions", &[shown], &pictures, &[]).expect("a set");
        let question = Question { text: "1/2 + 1/3?".to_owned(), options: vec!["5/6".into(), "2/5".into()], ..Question::default() };
        let question = Question { key: Key::of([Answer::A]), ..question };
        let asking = store.open_asking(class, &question, Timestamp::UNIX_EPOCH).expect("an asking");
        for student in store.students(class).expect("students") {
            store.record_answer(asking, student.id, Answer::B, AnswerSource::Card, Some(0.25), Timestamp::UNIX_EPOCH).expect("an answer");
        }
        store
    }

    fn zip_of(files: &[(&str, &str)]) -> Vec<u8> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            out.start_file(*name, SimpleFileOptions::default()).expect("a file");
            out.write_all(text.as_bytes()).expect("text");
        }
        out.finish().expect("a zip").into_inner()
    }

    #[test]
    fn everything_that_goes_out_comes_in_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let [old, out, new, again] = ["old.db", "out.zip", "new.db", "again.zip"].map(|n| folder.path().join(n));
        let mut store = filled(&old);
        export_everything(&mut store, &out, Timestamp::UNIX_EPOCH).expect("exported");
        assert!(import_everything(&out, &new).expect("imported") >= 10);
        let mut copy = Store::open(&new, Missing::Refuse).expect("the copy");
        assert_eq!(copy.results(None).expect("results"), store.results(None).expect("results"));
        let kept = |s: &Store| (s.sets("").expect("sets"), s.last_numbers().expect("numbers"));
        assert_eq!(kept(&copy), kept(&store));
        assert_eq!(crate::store::check(&new).expect("checked"), crate::store::Health::Whole);
        export_everything(&mut copy, &again, Timestamp::UNIX_EPOCH).expect("exported");
        assert_eq!(std::fs::read(&again).expect("a file"), std::fs::read(&out).expect("a file"));
        let refused = import_everything(&out, &new).expect_err("there is a file").to_string();
        assert!(refused.contains("already"), "{refused}");
    }

    #[test]
    fn where_nothing_can_be_written_the_system_says_why() {
        let folder = tempfile::tempdir().expect("a folder");
        let [db, out] = ["a.db", "out.zip"].map(|n| folder.path().join(n));
        let store = filled(&db);
        std::fs::write(&out, "").expect("a file");
        let mut only_read = File::open(&out).expect("the file");
        let about =
            About { format: String::new(), version: 1, tables_version: 1, exported_at: String::new(), last_numbers: Default::default() };
        assert!(matches!(write(&store, &about, &mut only_read), Err(ExchangeError::File(_))));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_spoilt_file_makes_a_whole_one_or_none(at in any::<usize>(), with in any::<u8>(), cut in any::<bool>()) {
            let folder = tempfile::tempdir().expect("a folder");
            let [old, out, new] = ["old.db", "out.zip", "new.db"].map(|n| folder.path().join(n));
            export_everything(&mut filled(&old), &out, Timestamp::UNIX_EPOCH).expect("exported");
            let mut bytes = std::fs::read(&out).expect("a file");
            let at = at % bytes.len();
            if cut {
                bytes.truncate(at);
            } else {
                bytes[at] ^= with;
            }
            std::fs::write(&out, bytes).expect("a file");
            match import_everything(&out, &new) {
                Ok(_) => prop_assert_eq!(crate::store::check(&new).expect("checked"), crate::store::Health::Whole),
                Err(_) => prop_assert!(!new.exists()),
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_named_and_nothing_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, into) = (folder.path().join("in.zip"), folder.path().join("new.db"));
        let about = r#"{"format": "quarterturn-data", "version": 1, "tables_version": 1, "exported_at": "", "last_numbers": {}}"#;
        let class = r#"{"id": 1, "name": "5b", "deck": "quarter"}"#;
        let check = |files: &[(&str, &str)], words: &str| {
            std::fs::write(&file, zip_of(files)).expect("a file");
            let error = import_everything(&file, &into).expect_err(words).to_string();
            assert!(error.contains(words), "{error}");
            assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1, "{words}");
        };
        check(&[("about.json", about), ("class.jsonl", &format!("{class}\n{class}"))], "class.jsonl, line 2");
        check(&[("about.json", about), ("class.jsonl", "{\"id\": 1}")], "class.jsonl, line 1");
        check(&[("about.json", about), ("class.jsonl", "[1]")], "expected a JSON object");
        check(&[("about.json", about), ("class.jsonl", r#"{"mood": 1}"#)], "no column “mood”");
        check(&[("about.json", about), ("class.jsonl", r#"{"name": true}"#)], "name: expected");
        check(&[("about.json", about), ("sqlite_schema.jsonl", "")], "no table");
        let lost = r#"{"id": 1, "class_id": 9, "name": "Ada", "card": 1, "active": 1}"#;
        check(&[("about.json", about), ("student.jsonl", lost)], "not there");
        check(&[("about.json", &about.replace("_version\": 1", "_version\": 99"))], "newer");
        check(&[("about.json", &about.replace("\"version\": 1", "\"version\": 99"))], "newer");
        check(&[("x", "")], "export everything");
        std::fs::write(&file, "no zip").expect("a file");
        assert!(import_everything(&file, &into).is_err());
    }
}
