//! Text files in any encoding.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The text of a file whose encoding nobody said: by its byte order mark, else UTF-16 by its zeros, else UTF-8 where that
/// fits, else the likeliest one.
///
/// ```
/// # use quarterturn::exchange::decode_text;
/// assert_eq!(decode_text(b"Jos\xe9"), "José");
/// ```
pub fn decode_text(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Some(text) = utf16_without_mark(bytes) {
        return text;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let encoding = if encoding == UTF_8 { encoding_rs::WINDOWS_1252 } else { encoding };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Text as UTF-16 has zeros, at least in its line breaks, delimiters and figures, and always on the same side of a pair of
/// bytes; in no other encoding does text have any.
fn utf16_without_mark(bytes: &[u8]) -> Option<String> {
    let pairs = bytes.as_chunks::<2>().0;
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let has_zero = |side: usize| pairs.iter().any(|p| p[side] == 0);
    let encoding = match (has_zero(0), has_zero(1)) {
        (false, true) => UTF_16LE,
        (true, false) => UTF_16BE,
        _ => return None,
    };
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_encodings_are_told_apart() {
        let text = "Name;Karte\nJürgen Groß;3\nŁukasz;4\n";
        let mostly_others = "姓名,学号\n王小明,1\n李雷,2\n";
        let little: Vec<u8> = mostly_others.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode_text(&little), mostly_others);
        let utf16 = |little: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
        };
        assert_eq!(decode_text(text.as_bytes()), text);
        assert_eq!(decode_text(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), text);
        assert_eq!(decode_text(&[b"\xff\xfe".to_vec(), utf16(true)].concat()), text);
        assert_eq!(decode_text(&utf16(true)), text);
        assert_eq!(decode_text(&utf16(false)), text);
        assert_eq!(decode_text(b"Name\nJ\xfcrgen Gro\xdf\nRen\xe9e\n"), "Name\nJürgen Groß\nRenée\n");
    }
}
