//! Results out: the long table, one row per answer.

use super::Pseudonyms;
use crate::store::ResultRow;

/// The table as CSV (RFC 4180, UTF-8) with a header; times are RFC 3339 in UTC. With pseudonyms nobody can tell who is who:
/// there are no cards then, and no order by cards.
pub fn results_csv(rows: &[ResultRow], pseudonyms: Option<&Pseudonyms>) -> Result<String, csv::Error> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    out.write_record(["class", "student", "card", "question", "asked_at", "answered_at", "answer", "correct", "source"])?;
    let mut rows: Vec<&ResultRow> = rows.iter().collect();
    if let Some(names) = pseudonyms {
        rows.sort_by_key(|r| (r.asked_at, names.of(r.id)));
    }
    for row in rows {
        let correct = row.correct.map_or("", |c| if c { "1" } else { "0" });
        out.write_record([
            row.class.as_str(),
            pseudonyms.map_or(&row.student, |names| names.of(row.id)),
            &if pseudonyms.is_some() { String::new() } else { row.card.to_string() },
            &row.question,
            &row.asked_at.to_string(),
            &row.answered_at.to_string(),
            &row.answer.to_string(),
            correct,
            row.source.word(),
        ])?;
    }
    let bytes = out.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
