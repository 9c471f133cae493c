//! Workbooks told apart, and what is too large refused before anything is unpacked into memory.

use std::io::{Cursor as Bytes, Read};

use super::{Grid, ods, xlsx};
use crate::exchange::ExchangeError;

/// Most bytes that a workbook may unpack to.
const LARGEST_UNPACKED: u64 = 64 << 20;
/// Most files in a workbook.
const MOST_FILES: usize = 5_000;

/// The first sheet of an XLSX or ODS workbook; nothing where the bytes are no workbook but perhaps text.
pub fn read_workbook(bytes: &[u8]) -> Result<Option<Grid>, ExchangeError> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(ExchangeError::OldWorkbook);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    match kind(bytes)? {
        Kind::Ods => ods::read(bytes).map(Some),
        Kind::Xlsx => xlsx::read(bytes).map(Some),
        Kind::Other => Err(ExchangeError::Workbook("it holds no sheets".to_owned())),
    }
}

enum Kind {
    Xlsx,
    Ods,
    Other,
}

/// Unpacks everything once and keeps none of it, so that a file of a few kilobytes cannot fill the memory later.
fn kind(bytes: &[u8]) -> Result<Kind, ExchangeError> {
    let damaged = |e: zip::result::ZipError| ExchangeError::Workbook(format!("it is damaged ({e})"));
    let mut archive = zip::ZipArchive::new(Bytes::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_FILES {
        return Err(ExchangeError::Workbook("it holds too many files".to_owned()));
    }
    let mut kind = Kind::Other;
    let mut left = LARGEST_UNPACKED;
    for i in 0..archive.len() {
        let file = archive.by_index(i).map_err(damaged)?;
        let name = file.name().map_err(damaged)?.to_ascii_lowercase();
        if name == "content.xml" {
            kind = Kind::Ods;
        } else if name.ends_with("workbook.xml") {
            kind = Kind::Xlsx;
        }
        let mut file = file.take(left + 1);
        let damaged = |e: std::io::Error| ExchangeError::Workbook(format!("it is damaged ({e})"));
        let unpacked = if name.ends_with("sharedstrings.xml") {
            let mut texts = Vec::new();
            file.read_to_end(&mut texts).map_err(damaged)?;
            if !is_honest(&texts) {
                return Err(ExchangeError::Workbook("it is damaged".to_owned()));
            }
            texts.len() as u64
        } else {
            std::io::copy(&mut file, &mut std::io::sink()).map_err(damaged)?
        };
        left = left.checked_sub(unpacked).ok_or(ExchangeError::Workbook("it is too large".to_owned()))?;
    }
    Ok(kind)
}

/// Whether shared texts are as many as could be there: calamine makes room for as many as they say.
fn is_honest(texts: &[u8]) -> bool {
    let text = String::from_utf8_lossy(texts);
    text.match_indices("uniqueCount").all(|(at, word)| {
        let rest = text[at + word.len()..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        rest[..digits].parse::<usize>().is_ok_and(|count| count <= texts.len()) || digits == 0
    })
}
