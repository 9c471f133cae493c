//! The pictures of a folder in the order in which a person would count them.

use std::cmp::Ordering;
use std::fs;
use std::path::{Path, PathBuf};

use super::PhotoError;

/// Names end so that are taken for pictures. Some of them cannot be opened: [`super::load()`] then says what to do, which is better
/// than leaving them out in silence.
const ENDINGS: [&str; 34] = [
    "jpg", "jpeg", "jpe", "jfif", "mpo", "png", "apng", "webp", "bmp", "dib", "tif", "tiff", "gif", "pgm", "pbm", "ppm", "pnm", "heic",
    "heif", "hif", "avif", "jxl", "jp2", "dng", "nef", "cr2", "cr3", "arw", "raf", "orf", "rw2", "mov", "mp4", "m4v",
];

/// The files of a folder that are named like pictures or films, in natural order (2 before 10). Hidden files and folders in it are
/// left out.
pub fn list_folder(folder: &Path) -> Result<Vec<PathBuf>, PhotoError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_named_so = path.extension().and_then(|e| e.to_str()).is_some_and(|e| ENDINGS.contains(&e.to_ascii_lowercase().as_str()));
        let is_hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if is_named_so && !is_hidden && path.is_file() {
            found.push(path);
        }
    }
    found.sort_by(|a, b| natural(&name(a), &name(b)).then_with(|| a.cmp(b)));
    Ok(found)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// Runs of digits are compared as numbers of any length, everything else character by character.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (digits_a, digits_b) = (leading_digits(a), leading_digits(b));
        if !digits_a.is_empty() && !digits_b.is_empty() {
            let (value_a, value_b) = (digits_a.trim_start_matches('0'), digits_b.trim_start_matches('0'));
            let order = value_a.len().cmp(&value_b.len()).then_with(|| value_a.cmp(value_b));
            if order.is_ne() {
                return order;
            }
            (a, b) = (&a[digits_a.len()..], &b[digits_b.len()..]);
            continue;
        }
        let (mut rest_a, mut rest_b) = (a.chars(), b.chars());
        match (rest_a.next(), rest_b.next()) {
            (None, None) => return Ordering::Equal,
            (first_a, first_b) if first_a != first_b => return first_a.cmp(&first_b),
            _ => (a, b) = (rest_a.as_str(), rest_b.as_str()),
        }
    }
}

fn leading_digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_comes_before_ten() {
        let mut names = ["img10.jpg", "img2.jpg", "img02b.jpg", "img1.jpg", "a.jpg", "img99999999999999999999999.jpg"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["a.jpg", "img1.jpg", "img2.jpg", "img02b.jpg", "img10.jpg", "img99999999999999999999999.jpg"]);
    }
}
