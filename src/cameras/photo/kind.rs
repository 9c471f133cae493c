//! What a file is, by its first bytes.

use image::ImageFormat;

use super::PhotoError;

/// First bytes that [`sniff`] looks at.
pub(super) const HEAD_BYTES: usize = 4096;

const TO_JPEG: &str = "open it in a picture program and save it as JPEG";
const IPHONE: &str = "save it as JPEG; on an iPhone, Settings > Camera > Formats > Most Compatible makes new photographs JPEG";
const STILLS: &str = "take photographs instead of a video, or save single pictures of it as JPEG";
const RAW: &str = "set the camera to save JPEG as well, or export it as JPEG";
const INSIDE: &str = "open the pictures in it one by one, saved as JPEG";

/// Beginnings of files that are not opened here, the offset at which they stand, what they are and what to do.
const FOREIGN: [(usize, &[u8], &str, &str); 25] = [
    (0, b"%PDF", "a PDF", INSIDE),
    (0, b"PK\x03\x04", "a packed file or an office document", INSIDE),
    (0, b"8BPS", "a Photoshop file", TO_JPEG),
    (0, b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture", TO_JPEG),
    (0, b"\xff\x0a", "a JPEG XL picture", TO_JPEG),
    (0, b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture", TO_JPEG),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 picture", TO_JPEG),
    (0, b"\x00\x00\x01\x00", "an icon", TO_JPEG),
    (0, b"AT&TFORM", "a DjVu document", INSIDE),
    (0, b"<svg", "an SVG drawing", TO_JPEG),
    (0, b"<!DOCTYPE", "a web page", INSIDE),
    (0, b"<html", "a web page", INSIDE),
    (0, b"FUJIFILMCCD-RAW", "a raw photograph", RAW),
    (0, b"IIRO", "a raw photograph", RAW),
    (0, b"IIRS", "a raw photograph", RAW),
    (0, b"MMOR", "a raw photograph", RAW),
    (0, b"IIU\0", "a raw photograph", RAW),
    (0, b"FOVb", "a raw photograph", RAW),
    (8, b"CR\x02", "a raw photograph", RAW),
    (6, b"HEAPCCDR", "a raw photograph", RAW),
    (0, b"\x1a\x45\xdf\xa3", "a video", STILLS),
    (0, b"\x00\x00\x01\xba", "a video", STILLS),
    (0, b"\x00\x00\x01\xb3", "a video", STILLS),
    (0, b"FLV\x01", "a video", STILLS),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a video", STILLS),
];

/// A format that is opened here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Jpeg,
    Pnm,
    Other(ImageFormat, &'static str),
}

/// The format of a file that begins with `head`.
pub(super) fn sniff(head: &[u8]) -> Result<Kind, PhotoError> {
    if head.is_empty() {
        return Err(PhotoError::Empty);
    }
    if let Some(&(_, _, what, advice)) = FOREIGN.iter().find(|(at, magic, ..)| head.get(*at..).is_some_and(|h| h.starts_with(magic))) {
        return Err(PhotoError::Foreign { what, advice });
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Err(media(head.get(8..12).unwrap_or_default()));
    }
    if head.starts_with(b"RIFF") {
        return match head.get(8..12) {
            Some(b"WEBP") => Ok(Kind::Other(ImageFormat::WebP, "WebP")),
            Some(b"AVI ") => Err(PhotoError::Foreign { what: "a video", advice: STILLS }),
            None => Err(PhotoError::CutShort),
            Some(_) => Err(PhotoError::NotAPicture),
        };
    }
    match head {
        // The first marker follows at once; two bytes alone may be anything.
        [0xff, 0xd8, 0xff, ..] => Ok(Kind::Jpeg),
        [b'P', b'1'..=b'7', c, ..] if c.is_ascii_whitespace() || *c == b'#' => Ok(Kind::Pnm),
        [b'B', b'M', ..] => Ok(Kind::Other(ImageFormat::Bmp, "BMP")),
        _ if head.starts_with(b"\x89PNG\r\n\x1a\n") => Ok(Kind::Other(ImageFormat::Png, "PNG")),
        _ if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") => Ok(Kind::Other(ImageFormat::Gif, "GIF")),
        _ if is_tiff(head) => match shows_a_smaller_copy(head) {
            true => Err(PhotoError::Foreign { what: "a raw photograph", advice: RAW }),
            false => Ok(Kind::Other(ImageFormat::Tiff, "TIFF")),
        },
        _ => Err(PhotoError::NotAPicture),
    }
}

/// ISO base media files by their major brand.
fn media(brand: &[u8]) -> PhotoError {
    let (what, advice) = match brand {
        b"avif" | b"avis" => ("an AVIF picture", TO_JPEG),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"hevm" | b"hevs" | b"mif1" | b"msf1" => ("an HEIC photograph", IPHONE),
        b"crx " => ("a raw photograph", RAW),
        _ => ("a video", STILLS),
    };
    PhotoError::Foreign { what, advice }
}

fn is_tiff(head: &[u8]) -> bool {
    [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"].iter().any(|magic| head.starts_with(*magic))
}

/// Whether the first picture of a TIFF is marked as the small copy of another: cameras' raw files begin so (DNG, NEF, ARW), and their
/// small copy must not pass for the photograph.
fn shows_a_smaller_copy(head: &[u8]) -> bool {
    let little = head[0] == b'I';
    let number = |at: usize, bytes: usize| -> Option<usize> {
        let field = head.get(at..at.checked_add(bytes)?)?;
        let join = |n, &b: &u8| n << 8 | usize::from(b);
        Some(if little { field.iter().rev().fold(0, join) } else { field.iter().fold(0, join) })
    };
    let marked = || {
        let first = number(4, 4)?;
        let entries = number(first, 2)?;
        (0..entries).map(|i| first + 2 + 12 * i).find_map(|at| (number(at, 2)? == NEW_SUBFILE_TYPE).then(|| number(at + 8, 4)).flatten())
    };
    marked().is_some_and(|flags| flags & 1 == 1)
}

/// TIFF 6.0, tag 254: bit 0 says that the picture is a reduced copy of another one in the file.
const NEW_SUBFILE_TYPE: usize = 254;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        assert_eq!(sniff(b"\xff\xd8\xff\xe0").ok(), Some(Kind::Jpeg));
        assert_eq!(sniff(b"P5 1 1 255\n\0").ok(), Some(Kind::Pnm));
        assert_eq!(sniff(b"P5X").ok(), None);
        assert!(matches!(sniff(b"RIFF\0\0\0\0WEBPVP8 "), Ok(Kind::Other(ImageFormat::WebP, _))));
        assert!(matches!(sniff(b""), Err(PhotoError::Empty)));
        assert!(matches!(sniff(b"Dear parents"), Err(PhotoError::NotAPicture)));
    }

    #[test]
    fn a_raw_photograph_is_not_taken_for_its_small_copy() {
        let tiff = |flags: u8| [b"II*\0\x08\0\0\0\x01\0\xfe\0\x04\0\x01\0\0\0".as_slice(), &[flags, 0, 0, 0], &[0; 4]].concat();
        assert!(matches!(sniff(&tiff(1)), Err(PhotoError::Foreign { what: "a raw photograph", .. })));
        assert!(matches!(sniff(&tiff(0)), Ok(Kind::Other(ImageFormat::Tiff, _))));
    }
}
