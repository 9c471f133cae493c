//! Results out: the long table, one row per answer.

use std::io::Write;

use super::grid::CsvOut;
use super::{ExchangeError, Pseudonyms};
use crate::store::{ResultsOf, Store};

/// Writes the table of what is meant as CSV (RFC 4180, UTF-8) with a header; times are RFC 3339 in UTC. With a seed
/// for pseudonyms nobody can tell who is who: there are no cards then, and no order by cards. Row by row: there may be
/// millions.
pub fn write_results(store: &Store, which: ResultsOf, seed: Option<u64>, out: impl Write) -> Result<(), ExchangeError> {
    let pseudonyms = seed.map(|seed| Ok::<_, ExchangeError>(Pseudonyms::deal(store.student_ids(which.class)?, seed))).transpose()?;
    let mut out = CsvOut::new(out);
    out.row(["class", "student", "card", "question", "asked_at", "answered_at", "answer", "correct", "source"])?;
    store.each_result(which, |rows| -> Result<(), ExchangeError> {
        if let Some(names) = &pseudonyms {
            rows.sort_by(|a, b| names.of(a.id).cmp(names.of(b.id)));
        }
        for row in rows {
            let correct = row.correct.map_or("", |c| if c { "1" } else { "0" });
            let (student, card) = match &pseudonyms {
                Some(names) => (names.of(row.id), String::new()),
                None => (row.student.as_str(), row.card.to_string()),
            };
            out.row([
                row.class.as_str(),
                student,
                &card,
                &row.question,
                &row.asked_at.to_string(),
                &row.answered_at.to_string(),
                &row.answer.to_string(),
                correct,
                row.source.word(),
            ])?;
        }
        Ok(())
    })?;
    out.finish()
}
