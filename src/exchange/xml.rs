//! XML from elsewhere, parsed only where that is sure to end soon.

use roxmltree::{Document, ParsingOptions};

use super::grid::Cursor;

/// Most elements, texts and comments of a document: each takes a hundred bytes or so.
const MOST_NODES: u32 = 1_000_000;
/// Most attributes of one tag, and most namespaces of a document: the parser compares each with each.
const MOST_ATTRIBUTES: usize = 1_000;

/// Why a document cannot be read.
#[derive(Debug)]
pub enum XmlError {
    /// It holds more than any file of questions.
    TooMuch,
    /// It defines entities.
    Doctype,
    /// It is not well-formed.
    Broken {
        /// The line, from 1.
        line: usize,
        /// The character in it, from 1.
        column: usize,
        /// What was expected.
        reason: String,
    },
}

impl std::fmt::Display for XmlError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooMuch => f.write_str("it is too large"),
            Self::Doctype => f.write_str("it defines its own signs"),
            Self::Broken { line, column, reason } => write!(f, "line {line}, column {column}: {reason}"),
        }
    }
}

/// Parses a document.
pub fn parse(text: &str) -> Result<Document<'_>, XmlError> {
    if !is_modest(text) {
        return Err(XmlError::TooMuch);
    }
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|e| match e {
        roxmltree::Error::DtdDetected => XmlError::Doctype,
        roxmltree::Error::NodesLimitReached => XmlError::TooMuch,
        // The parser does not say where: at the end, wherever that is.
        roxmltree::Error::UnexpectedEndOfStream | roxmltree::Error::UnclosedRootNode => {
            let (line, column) = Cursor::new(text, 1).place(text.len());
            XmlError::Broken { line, column, reason: "it breaks off here".to_owned() }
        }
        e => {
            let pos = e.pos();
            let reason = e.to_string();
            let reason = reason.split(" at ").next().unwrap_or(&reason).to_owned();
            XmlError::Broken { line: pos.row as usize, column: pos.col as usize, reason }
        }
    })
}

/// Whether no tag has very many attributes and there are not very many namespaces.
fn is_modest(text: &str) -> bool {
    let mut namespaces = 0;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = |sign: &str| rest.find(sign).map_or(rest.len(), |end| end + sign.len());
        let length = if rest.starts_with("<![CDATA[") {
            end("]]>")
        } else if rest.starts_with("<!--") {
            end("-->")
        } else {
            let (length, attributes) = tag(rest);
            if attributes > MOST_ATTRIBUTES {
                return false;
            }
            namespaces += rest[..length].matches("xmlns").count();
            length
        };
        rest = &rest[length..];
    }
    namespaces <= MOST_ATTRIBUTES
}

/// How long a tag is, and how many values in quotes it has.
fn tag(text: &str) -> (usize, usize) {
    let mut quote = None;
    let mut values = 0;
    for (i, b) in text.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return (i + 1, values),
            (None, b'"' | b'\'') => (quote, values) = (Some(b), values + 1),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    (text.len(), values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_breaks_off_says_where() {
        for text in ["<a>\n <b>x</b>\n <c>", "<a>\n <b>x</b>\n <c/", "<a>\n <b>x</b>\n <c>"] {
            let broken = parse(text).expect_err("it breaks off").to_string();
            let column = text.lines().last().map_or(0, |l| l.chars().count()) + 1;
            assert_eq!(broken, format!("line 3, column {column}: it breaks off here"), "{text}");
        }
    }

    #[test]
    fn what_would_take_forever_is_refused_at_once() {
        let attributes: String = (0..200_000).map(|i| format!(" a{i}='>'")).collect();
        assert!(matches!(parse(&format!("<a{attributes}/>")), Err(XmlError::TooMuch)));
        let nested: String = (0..200_000).map(|i| format!("<a xmlns:n{i}='u{i}'>")).collect();
        assert!(matches!(parse(&nested), Err(XmlError::TooMuch)));
        assert!(matches!(parse(&"<".repeat(1_000_000)), Err(XmlError::Broken { .. })));
        assert!(parse("<a x='1'><![CDATA[<b xmlns='']]><!-- > --></a>").is_ok());
    }
}
