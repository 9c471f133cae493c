//! A set as one file for a colleague: a ZIP with `set.json`, `questions.csv` and the pictures. `docs/questions.md`
//! describes it.

use std::io::{Cursor, Read, Seek, Write};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::list::{LARGEST_PICTURE, Pictures, QuestionList};
use super::read_table_text;
use super::table::{file_name, write_csv_with_pictures};
use crate::classroom::{Folder, Question, QuestionSet, Skill, SkillCode};
use crate::exchange::ExchangeError;

/// The version of the format that is written, and the newest that is read.
const VERSION: u32 = 1;
/// Most bytes of `questions.csv` and `set.json`.
const LARGEST_TEXT: u64 = 16 << 20;
/// Most files in it.
const MOST_FILES: usize = 10_000;

/// A set as it travels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetFile {
    /// The set.
    pub set: QuestionSet,
    /// The skills in it, with their names.
    pub skills: Vec<Skill>,
    /// The pictures in it.
    pub pictures: Pictures,
}

/// `set.json`.
#[derive(Debug, Serialize, Deserialize)]
struct About {
    format: String,
    version: u32,
    name: String,
    #[serde(default)]
    folder: String,
    #[serde(default)]
    skills: Vec<AboutSkill>,
}

#[derive(Debug, Serialize, Deserialize)]
struct AboutSkill {
    code: String,
    name: String,
}

const FORMAT: &str = "quarterturn-set";

/// Whether bytes are such a file, by its table of contents.
pub(super) fn is_set_file(bytes: &[u8]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|a| a.index_for_name("set.json").is_some())
}

/// Writes a set with its skills and pictures.
pub fn write_set_file(file: &SetFile) -> Result<Vec<u8>, ExchangeError> {
    let skills = file.skills.iter().map(|s| AboutSkill { code: s.code.to_string(), name: s.name.clone() }).collect();
    let name = file.set.name.clone();
    let about = About { format: FORMAT.to_owned(), version: VERSION, name, folder: file.set.folder.to_string(), skills };
    let about = serde_json::to_string_pretty(&about).map_err(|e| ExchangeError::NotWritten(e.to_string()))?;
    let table = write_csv_with_pictures(&file.set.questions, &file.pictures)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| -> Result<(), zip::result::ZipError> {
        out.start_file(name, SimpleFileOptions::default())?;
        Ok(out.write_all(bytes)?)
    };
    let failed = |e: zip::result::ZipError| ExchangeError::NotWritten(e.to_string());
    put("set.json", about.as_bytes()).map_err(failed)?;
    put("questions.csv", table.as_bytes()).map_err(failed)?;
    let mut written = std::collections::BTreeSet::new();
    for picture in file.set.questions.iter().flat_map(Question::pictures) {
        if let Some(bytes) = file.pictures.get(&picture.id)
            && written.insert(picture.id)
        {
            put(&file_name(picture, bytes), bytes).map_err(failed)?;
        }
    }
    Ok(out.finish().map_err(failed)?.into_inner())
}

/// Reads a set, and what of it could not be carried over.
pub fn read_set_file(bytes: &[u8]) -> Result<(SetFile, QuestionList), ExchangeError> {
    let damaged = |e: zip::result::ZipError| ExchangeError::Set(format!("it is damaged ({e})"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_FILES {
        return Err(ExchangeError::Set("it holds too many files".to_owned()));
    }
    let about = text(&mut archive, "set.json")?;
    let about: About = serde_json::from_str(&about).map_err(|e| ExchangeError::Set(format!("its set.json is damaged ({e})")))?;
    if about.format != FORMAT {
        return Err(ExchangeError::Set("it is something else".to_owned()));
    }
    if about.version > VERSION {
        return Err(ExchangeError::NewerSet);
    }
    let table = text(&mut archive, "questions.csv")?;
    let archive = std::cell::RefCell::new(archive);
    let picture = |name: &str| {
        let mut archive = archive.borrow_mut();
        let file = archive.by_name(name).ok()?;
        let mut bytes = Vec::new();
        // One byte more than is allowed, so that too large a picture is said to be one.
        file.take(LARGEST_PICTURE as u64 + 1).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    };
    let mut list = read_table_text(&table, &picture)?;
    let code = |s: &AboutSkill| Some(Skill { code: SkillCode::parse(&s.code)?, name: s.name.trim().to_owned() });
    let set = QuestionSet {
        name: about.name.trim().to_owned(),
        folder: Folder::parse(&about.folder),
        questions: std::mem::take(&mut list.questions),
        archived: false,
    };
    let file = SetFile { set, skills: about.skills.iter().filter_map(code).collect(), pictures: std::mem::take(&mut list.pictures) };
    Ok((file, list))
}

fn text<R: Read + Seek>(archive: &mut ZipArchive<R>, name: &str) -> Result<String, ExchangeError> {
    let damaged = |e: std::io::Error| ExchangeError::Set(format!("its {name} is damaged ({e})"));
    let file = archive.by_name(name).map_err(|_| ExchangeError::Set(format!("it has no {name}")))?;
    let mut text = String::new();
    file.take(LARGEST_TEXT + 1).read_to_string(&mut text).map_err(damaged)?;
    if text.len() as u64 > LARGEST_TEXT {
        return Err(ExchangeError::Set(format!("its {name} is too large")));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::classroom::{Picture, PictureId};
    use crate::exchange::questions::sample::question_without;

    /// A GIF of one pixel; the number makes it another one.
    fn dot(number: u8) -> Vec<u8> {
        [
            b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01\x44\x00;".as_slice(),
            &[number],
        ]
        .concat()
    }

    fn set_file() -> impl Strategy<Value = SetFile> {
        let questions = prop::collection::vec((question_without(&[]), prop::option::of((0u8..3, "[a-z()\\[\\]!]{0,5}"))), 0..4);
        questions.prop_map(|questions| {
            let mut file = SetFile::default();
            file.set.name = "Fractions".to_owned();
            file.set.folder = Folder::parse("Maths/Year 5");
            for (mut question, picture) in questions {
                if let Some((number, description)) = picture {
                    let bytes = dot(number);
                    let picture = Picture { id: PictureId::of(&bytes), description };
                    file.pictures.insert(picture.id, bytes);
                    question.options[1].picture = Some(picture.clone());
                    question.picture = Some(picture);
                }
                file.set.questions.push(question);
            }
            let code = SkillCode::parse("5.NF.1").expect("a code");
            file.skills.push(Skill { code, name: "Add fractions".to_owned() });
            file
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_set_arrives_as_it_was_sent(file in set_file()) {
            let bytes = write_set_file(&file).expect("written");
            let (read, list) = read_set_file(&bytes).expect("read");
            prop_assert_eq!(&list.notices, &Vec::new());
            prop_assert_eq!(read, file);
        }

        #[test]
        fn a_damaged_set_is_refused_or_read_as_far_as_it_goes(at in 0usize..600, with in any::<u8>()) {
            let mut file = SetFile::default();
            file.set.questions = vec![Question { text: "x".to_owned(), ..Question::default() }];
            let mut bytes = write_set_file(&file).expect("written");
            let at = at % bytes.len();
            bytes[at] ^= with;
            if let Ok((file, _)) = read_set_file(&bytes) {
                prop_assert!(file.set.questions.iter().all(|q| q.check().is_ok()));
            }
        }
    }

    #[test]
    fn a_set_of_a_newer_program_is_refused() {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        out.start_file("set.json", SimpleFileOptions::default()).expect("a file");
        out.write_all(b"{\"format\": \"quarterturn-set\", \"version\": 2, \"name\": \"x\", \"more\": 1}").expect("text");
        let bytes = out.finish().expect("a zip").into_inner();
        assert!(is_set_file(&bytes));
        assert!(read_set_file(&bytes).expect_err("newer").to_string().contains("newer Quarterturn"));
    }
}
