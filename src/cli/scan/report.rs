//! What was read, as JSON, with commas, or as a table for people.

use std::fmt::Write;

use serde::Serialize;

use super::{CliError, Page};
use crate::vision::Read;

#[derive(Serialize)]
struct JsonPage<'a> {
    image: &'a str,
    width: u32,
    height: u32,
    detect_ms: f64,
    reads: Vec<JsonRead>,
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonRead {
    card: u16,
    answer: char,
    corners: [[f64; 2]; 4],
    confidence: f64,
    duplicate: bool,
}

/// To a thousandth: more digits would be noise.
fn rounded(v: impl Into<f64>) -> f64 {
    (v.into() * 1e3).round() / 1e3
}

impl From<&Read> for JsonRead {
    fn from(r: &Read) -> Self {
        Self {
            card: r.card.0,
            answer: r.answer.letter(),
            corners: r.corners.map(|p| [rounded(p.x), rounded(p.y)]),
            confidence: rounded(r.confidence),
            duplicate: r.duplicate,
        }
    }
}

/// The array of `scan --json`.
pub fn json(pages: &[Page]) -> String {
    let names: Vec<_> = pages.iter().map(|p| p.path.to_string_lossy()).collect();
    let rows: Vec<JsonPage> = pages
        .iter()
        .zip(&names)
        .map(|(page, image)| match &page.outcome {
            Ok(s) => JsonPage {
                image,
                width: s.width,
                height: s.height,
                detect_ms: rounded(s.detect_ms),
                reads: s.scan.reads.iter().map(JsonRead::from).collect(),
                error: None,
            },
            Err(problem) => JsonPage { image, width: 0, height: 0, detect_ms: 0.0, reads: Vec::new(), error: Some(problem) },
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&rows).expect("names and numbers are always JSON");
    text.push('\n');
    text
}

/// One row per read.
pub fn csv(pages: &[Page]) -> Result<String, CliError> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let failed = |e: csv::Error| CliError::failed(format!("the table cannot be made: {e}"));
    out.write_record(["image", "card", "answer", "confidence", "duplicate", "x", "y"]).map_err(failed)?;
    for page in pages {
        let Ok(scanned) = &page.outcome else { continue };
        for r in &scanned.scan.reads {
            let centre = r.centre();
            out.write_record([
                page.path.to_string_lossy().as_ref(),
                &r.card.to_string(),
                &r.answer.to_string(),
                &format!("{:.3}", r.confidence),
                if r.duplicate { "yes" } else { "no" },
                &format!("{:.1}", centre.x),
                &format!("{:.1}", centre.y),
            ])
            .map_err(failed)?;
        }
    }
    let bytes = out.into_inner().map_err(|e| CliError::failed(format!("the table cannot be made: {e}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// For people: each picture's cards in the order of their numbers, and how many chose what.
pub fn table(pages: &[Page]) -> String {
    let mut text = String::new();
    for page in pages {
        let Ok(scanned) = &page.outcome else { continue };
        let mut reads: Vec<&Read> = scanned.scan.reads.iter().collect();
        reads.sort_by_key(|r| (r.card, r.answer));
        let count = reads.len();
        let (name, cards) = (page.path.display(), if count == 1 { "card" } else { "cards" });
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}  {} × {} px, {count} {cards} in {:.0} ms", scanned.width, scanned.height, scanned.detect_ms);
        if count > 0 {
            let _ = writeln!(text, "  card  answer  sure");
        }
        for r in &reads {
            let twice = if r.duplicate { "  twice in this picture" } else { "" };
            let _ = writeln!(text, "  {:>4}  {:^6}  {:>3.0} %{twice}", r.card.0, r.answer.letter(), r.confidence * 100.0);
        }
        if count > 0 {
            let tally = crate::cards::Answer::ALL.map(|a| format!("{a} {}", reads.iter().filter(|r| r.answer == a).count()));
            let _ = writeln!(text, "  {}", tally.join(" · "));
        }
    }
    text
}
