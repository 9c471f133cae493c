//! The one door for files of questions, whatever they are.

use super::list::{Files, QuestionList};
use super::set_file::is_set_file;
use super::table::has_columns;
use super::{read_aiken, read_gift, read_moodle_xml, read_set_file, read_table_text, read_table_workbook};
use crate::exchange::{ExchangeError, decode_text};

/// Largest file, in bytes: pictures in Moodle XML take room.
pub const LARGEST_BYTES: u64 = 64 << 20;
/// Largest file of text without pictures.
const LARGEST_TEXT: usize = 8 << 20;

/// How a file of questions is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Moodle GIFT.
    Gift,
    /// Moodle XML.
    MoodleXml,
    /// Aiken.
    Aiken,
    /// A table as text, with any delimiter.
    Csv,
    /// A table in a workbook: XLSX or ODS.
    Workbook,
    /// A set as we write it ourselves.
    Set,
}

impl Format {
    /// What a file seems to be.
    pub fn guess(bytes: &[u8]) -> Option<Self> {
        if is_set_file(bytes) {
            return Some(Self::Set);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Some(Self::Workbook);
        }
        // Only the beginning is looked at; a letter cut in half at its end does no harm.
        let text = decode_text(&bytes[..bytes.len().min(64 << 10)]);
        // A picture, for instance, is no text and holds braces all the same.
        if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')) {
            return None;
        }
        let text = text.trim_start();
        let has_line = |start: &str| text.lines().any(|l| l.trim_start().starts_with(start));
        if text.starts_with("<?xml") || text.starts_with("<quiz") {
            Some(Self::MoodleXml)
        } else if has_columns(text) {
            Some(Self::Csv)
        } else if has_line("ANSWER:") && (has_line("A)") || has_line("A.")) {
            Some(Self::Aiken)
        } else {
            let is_gift = has_line("$CATEGORY:") || has_line("::") || text.contains('{') && text.contains('}');
            is_gift.then_some(Self::Gift)
        }
    }
}

/// Understands a file of questions; `format` is guessed where nobody says it. `files` looks up pictures that lie beside a
/// table.
pub fn read_questions(bytes: &[u8], format: Option<Format>, files: Files) -> Result<QuestionList, ExchangeError> {
    let format = format.or_else(|| Format::guess(bytes)).ok_or(ExchangeError::UnknownFormat)?;
    if bytes.len() as u64 > LARGEST_BYTES || is_text(format) && bytes.len() > LARGEST_TEXT {
        return Err(ExchangeError::TooLarge(bytes.len() as u64));
    }
    match format {
        Format::Workbook => return read_table_workbook(bytes, files)?.ok_or_else(|| ExchangeError::Workbook("it is none".to_owned())),
        Format::Set => {
            let (file, list) = read_set_file(bytes)?;
            return Ok(QuestionList { questions: file.set.questions, pictures: file.pictures, skills: file.skills, ..list });
        }
        _ => {}
    }
    let text = decode_text(bytes);
    // Old systems end lines with CR alone.
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    match format {
        Format::Gift => Ok(read_gift(&text)),
        Format::Aiken => Ok(read_aiken(&text)),
        Format::MoodleXml => read_moodle_xml(&text),
        Format::Csv | Format::Workbook | Format::Set => read_table_text(&text, files),
    }
}

fn is_text(format: Format) -> bool {
    matches!(format, Format::Gift | Format::Aiken | Format::Csv)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::classroom::QuestionSet;
    use crate::exchange::questions::{SetFile, write_set_file, write_xlsx};

    #[test]
    fn formats_are_told_apart_by_what_they_hold() {
        for (text, format) in [
            ("<?xml version='1.0'?><quiz/>", Some(Format::MoodleXml)),
            ("\n<quiz>", Some(Format::MoodleXml)),
            ("question,A,B,right\n\"x {1}\",a,b,A", Some(Format::Csv)),
            ("sep=;\nFrage;A;B;Richtig\n", Some(Format::Csv)),
            ("One?\nA) a\nB) b\nANSWER: A", Some(Format::Aiken)),
            ("// a comment\n::x::One?{=a ~b}", Some(Format::Gift)),
            ("PK\u{3}\u{4}", Some(Format::Workbook)),
            ("P5 1 1 255 {\u{1}}", None),
            ("Dear all,\nsee you", None),
            ("", None),
        ] {
            assert_eq!(Format::guess(text.as_bytes()), format, "{text}");
        }
    }

    #[test]
    fn any_encoding_and_line_end_will_do() {
        let utf16: Vec<u8> = "\u{feff}Größe?{=a ~b}\r\rMehr?{=c ~d}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [b"Gr\xf6\xdfe?{=a ~b}\r\n\r\nMehr?{=c ~d}".to_vec(), utf16] {
            let list = read_questions(&bytes, None, &|_| None).expect("GIFT");
            assert_eq!((list.questions.len(), list.questions[0].text.as_str()), (2, "Größe?"));
        }
    }

    /// A good file of every format.
    fn good_files() -> Vec<Vec<u8>> {
        let gift =
            "// [tag:5.NF.1]\n::Sum::[html]<p>1/2 + 1/3?</p>{\n=5/6#yes\n~%-50%2/5#adds {tops}\n~[plain]1/6\n####see}\n\nFlat?{F#no}";
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz><question type=\"multichoice\"><name><text>Sum</text></name>
            <questiontext format=\"html\"><text><![CDATA[<p>See <img src=\"@@PLUGINFILE@@/a.gif\" alt=\"x\"></p>]]></text>
            <file name=\"a.gif\" encoding=\"base64\">R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7</file></questiontext>
            <answer fraction=\"100\"><text>a &amp; b</text></answer><answer fraction=\"0\"><text>c</text></answer></question></quiz>";
        let table = "question,A,B,right,picture,skills\n\"One, two?\",a,b,A,x.gif,5.NF.1\n";
        let questions = read_gift(gift).questions;
        let (book, _) = write_xlsx(&questions).expect("a workbook");
        let set = QuestionSet { name: "x".to_owned(), questions, ..QuestionSet::default() };
        let set = write_set_file(&SetFile { set, ..SetFile::default() }).expect("a set");
        [gift, xml, "One?\nA) a\nB) b\nANSWER: B\n", table].map(|t| t.as_bytes().to_vec()).into_iter().chain([book, set]).collect()
    }

    /// Cuts, doubles, swaps and changes bytes.
    fn spoil(bytes: &mut Vec<u8>, at: usize, how: u8, with: u8) {
        if bytes.is_empty() {
            return;
        }
        let at = at % bytes.len();
        let end = (at + 1 + usize::from(with)).min(bytes.len());
        match how % 5 {
            0 => bytes[at] = with,
            1 => bytes.insert(at, with),
            2 => drop(bytes.drain(at..end)),
            3 => bytes.extend_from_within(at..end),
            _ => bytes[at..end].reverse(),
        }
    }

    proptest! {
        #[test]
        fn spoilt_files_are_read_as_far_as_they_go_or_refused(
            which in 0usize..6,
            steps in prop::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 0..12),
        ) {
            let mut bytes = good_files().swap_remove(which);
            for (at, how, with) in steps {
                spoil(&mut bytes, at, how, with);
            }
            if let Ok(list) = read_questions(&bytes, None, &|_| None) {
                prop_assert!(list.questions.iter().all(|q| q.check().is_ok()));
            }
            if let Ok(list) = crate::exchange::roster::read_bytes(&bytes) {
                prop_assert!(list.rows.iter().all(|r| !r.name.is_empty()));
            }
        }
    }

    #[test]
    fn long_files_of_one_sign_end_in_good_time() {
        let signs = [
            "{",
            "}",
            "{\n\n",
            "~",
            "=a{",
            "\\",
            "::",
            "//[tag:x]\n",
            "<b>",
            "<b",
            "<a x=\"",
            "<!--",
            "$$",
            "\\(",
            "&",
            "&amp",
            "*",
            "A) x\n",
            "x\nA) a\n",
            ",",
            "\"",
            "\"\n",
            "a,\"b\n",
            "<a>",
            "\r",
        ];
        for sign in signs {
            let long = sign.repeat(300_000 / sign.len());
            for text in [long.clone(), format!("x{{=[html]{long}~b}}"), format!("question,A,B\n{long},a,b")] {
                for format in [Format::Gift, Format::Aiken, Format::MoodleXml, Format::Csv] {
                    // Refused or not; what is tested is that it ends.
                    let _ = read_questions(text.as_bytes(), Some(format), &|_| None);
                }
            }
        }
    }

    #[test]
    fn what_nobody_can_guess_is_refused() {
        let refused = read_questions(b"Dear all", None, &|_| None).expect_err("a letter").to_string();
        assert!(refused.contains("export the questions"), "{refused}");
        let large = vec![b' '; LARGEST_TEXT + 1];
        assert!(read_questions(&large, Some(Format::Gift), &|_| None).is_err());
    }
}
