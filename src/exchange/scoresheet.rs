//! The scoresheet of a class: a row per student, a column per asking, as CSV and as XLSX.

use jiff::tz::TimeZone;
use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};

use super::grid::csv_text;
use super::{ExchangeError, Pseudonyms};
use crate::cards::{Answer, CardNumber};
use crate::classroom::markup::plain;
use crate::classroom::{AskingRecord, Key, Student, StudentId};

/// Most questions in a workbook; spreadsheets know no more than 16,384 columns.
const MOST_COLUMNS: usize = 16_000;

/// What a cell of a CSV scoresheet says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The letter that was chosen.
    Letter,
    /// 1 for right, 0 for wrong; empty in a survey.
    Mark,
}

/// Who answered what.
#[derive(Clone, Debug, PartialEq)]
pub struct Scoresheet {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
struct Column {
    question: String,
    /// The day it was asked, where the class is.
    day: String,
    key: Key,
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: StudentId,
    name: String,
    /// Nothing under a pseudonym.
    card: Option<CardNumber>,
    answers: Vec<Option<Answer>>,
}

impl Row {
    /// How many were right, and how many were answered, of those that can be.
    fn score(&self, columns: &[Column]) -> (usize, usize) {
        let keyed = self.answers.iter().zip(columns).filter(|(_, c)| !c.key.is_survey());
        let answered: Vec<bool> = keyed.filter_map(|(answer, c)| Some(c.key.contains((*answer)?))).collect();
        (answered.iter().filter(|right| **right).count(), answered.len())
    }
}

impl Scoresheet {
    /// The askings in the order in which they come, each student's last answers. A student who left is in it who answered
    /// something; an anonymous asking is not in it. `zone` is where the class is.
    pub fn new(students: &[Student], askings: &[AskingRecord], zone: &TimeZone) -> Self {
        let askings: Vec<&AskingRecord> = askings.iter().filter(|a| a.counts.is_none()).collect();
        let column = |asking: &&AskingRecord| Column {
            question: plain(&asking.title()),
            day: asking.opened_at.to_zoned_datetime(zone.clone()).date().to_string(),
            key: asking.question.key,
        };
        let answer = |asking: &AskingRecord, id: StudentId| asking.answers.iter().find(|a| a.student == id).map(|a| a.answer);
        let row = |student: &Student| Row {
            id: student.id,
            name: student.name.clone(),
            card: Some(student.card),
            answers: askings.iter().map(|asking| answer(asking, student.id)).collect(),
        };
        let counts = |student: &&Student| student.active || askings.iter().any(|a| answer(a, student.id).is_some());
        Self { columns: askings.iter().map(column).collect(), rows: students.iter().filter(counts).map(row).collect() }
    }

    /// The same for whoever must not know who is who: pseudonyms dealt out by a seed, and neither cards nor their order.
    pub fn pseudonymised(mut self, seed: u64) -> Self {
        let names = Pseudonyms::deal(self.rows.iter().map(|r| r.id), seed);
        for row in &mut self.rows {
            row.name = names.of(row.id).to_owned();
            row.card = None;
        }
        self.rows.sort_by(|a, b| a.name.cmp(&b.name));
        self
    }

    /// As CSV (RFC 4180, UTF-8). The first three lines name question, day and key; then comes a line per student, who is
    /// right how often of how many in its last two cells.
    pub fn csv(&self, cell: Cell) -> Result<String, ExchangeError> {
        let head = |first: [&str; 2], text: &dyn Fn(&Column) -> String, last: [&str; 2]| {
            let texts = self.columns.iter().map(text);
            first.map(str::to_owned).into_iter().chain(texts).chain(last.map(str::to_owned)).collect::<Vec<_>>()
        };
        csv_text(|out| {
            out.row(head(["student", "card"], &|c| c.question.clone(), ["right", "answered"]))?;
            out.row(head(["asked on", ""], &|c| c.day.clone(), ["", ""]))?;
            out.row(head(["key", ""], &|c| c.key.to_string(), ["", ""]))?;
            for row in &self.rows {
                let cells = row.answers.iter().zip(&self.columns).map(|(answer, column)| match (answer, cell) {
                    (None, _) => String::new(),
                    (Some(answer), Cell::Letter) => answer.to_string(),
                    (Some(_), Cell::Mark) if column.key.is_survey() => String::new(),
                    (Some(answer), Cell::Mark) => u8::from(column.key.contains(*answer)).to_string(),
                });
                let (right, answered) = row.score(&self.columns);
                let ends = [right.to_string(), answered.to_string()];
                let card = row.card.map(|c| c.to_string()).unwrap_or_default();
                out.row([row.name.clone(), card].into_iter().chain(cells).chain(ends))?;
            }
            Ok(())
        })
    }

    /// As an XLSX workbook: the letters, right ones and wrong ones set apart by colour and by weight.
    pub fn xlsx(&self) -> Result<Vec<u8>, ExchangeError> {
        if self.columns.len() > MOST_COLUMNS {
            let text = format!("a workbook has room for {MOST_COLUMNS} questions; take fewer days, or CSV");
            return Err(ExchangeError::NotWritten(text));
        }
        self.workbook().map_err(|e| ExchangeError::NotWritten(e.to_string()))
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let bold = Format::new().set_bold().set_text_wrap();
        let right = Format::new().set_bold().set_background_color(Color::RGB(0xD5_F0_DD));
        let wrong = Format::new().set_italic().set_background_color(Color::RGB(0xFB_DF_D6));
        let percent = Format::new().set_num_format("0 %");
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("Scoresheet")?.set_freeze_panes(3, 2)?.set_column_width(0, 24)?;
        for (row, words) in (0..).zip([["Student", "Card"], ["Asked on", ""], ["Key", ""]]) {
            for (column, word) in (0..).zip(words) {
                sheet.write_string_with_format(row, column, word, &bold)?;
            }
        }
        let end = u16::try_from(self.columns.len() + 2).map_err(|_| XlsxError::RowColumnLimitError)?;
        for (i, column) in (2..).zip(&self.columns) {
            // A cell holds no more.
            let question: String = column.question.chars().take(1_000).collect();
            sheet.write_string_with_format(0, i, question, &bold)?;
            sheet.write_string(1, i, &column.day)?.write_string(2, i, column.key.to_string())?;
            sheet.set_column_width(i, 14)?;
        }
        for (i, word) in (end..).zip(["Right", "Answered", "Share"]) {
            sheet.write_string_with_format(0, i, word, &bold)?;
        }
        for (i, row) in (3..).zip(&self.rows) {
            sheet.write_string(i, 0, &row.name)?;
            if let Some(card) = row.card {
                sheet.write_number(i, 1, card.0)?;
            }
            for ((at, answer), column) in (2..).zip(&row.answers).zip(&self.columns) {
                let Some(answer) = answer else { continue };
                match (column.key.is_survey(), column.key.contains(*answer)) {
                    (true, _) => sheet.write_string(i, at, answer.to_string())?,
                    (false, true) => sheet.write_string_with_format(i, at, answer.to_string(), &right)?,
                    (false, false) => sheet.write_string_with_format(i, at, answer.to_string(), &wrong)?,
                };
            }
            let (right, answered) = row.score(&self.columns);
            sheet.write_number(i, end, right as f64)?.write_number(i, end + 1, answered as f64)?;
            if answered > 0 {
                sheet.write_number_with_format(i, end + 2, right as f64 / answered as f64, &percent)?;
            }
        }
        book.save_to_buffer()
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::classroom::{AnswerSource, AskingId, Question, StudentAnswer};
    use crate::exchange::grid;

    /// Students 1 to 4, of whom 3 and 4 have left, and what they answered; `-` is nothing.
    fn sheet(askings: &[(&str, &str, &str)]) -> Scoresheet {
        let student = |i: i64| Student { active: i < 3, ..Student::new(StudentId(i), format!("S{i}"), CardNumber(i as u16)) };
        let record = |&(text, key, letters): &(&str, &str, &str)| AskingRecord {
            answers: (1..)
                .zip(letters.chars())
                .filter_map(|(i, c)| {
                    let answer = Answer::from_letter(c)?;
                    Some(StudentAnswer { student: StudentId(i), answer, source: AnswerSource::Card, at: Timestamp::UNIX_EPOCH })
                })
                .collect(),
            ..AskingRecord::new(
                AskingId(1),
                Question { text: text.to_owned(), key: Key::parse(key).expect("letters"), ..Question::default() },
                Timestamp::UNIX_EPOCH,
            )
        };
        Scoresheet::new(&[1, 2, 3, 4].map(student), &askings.iter().map(record).collect::<Vec<_>>(), &TimeZone::UTC)
    }

    const ASKED: [(&str, &str, &str); 3] = [("p, q?", "AC", "ABC-"), ("r", "D", "D---"), ("mood", "", "AB--")];

    #[test]
    fn a_row_says_what_a_student_answered_and_how_often_rightly() {
        let letters = sheet(&ASKED).csv(Cell::Letter).expect("CSV");
        let lines: Vec<&str> = letters.lines().collect();
        assert_eq!(
            lines,
            [
                "student,card,\"p, q?\",r,mood,right,answered",
                "asked on,,1970-01-01,1970-01-01,1970-01-01,,",
                "key,,AC,D,,,",
                "S1,1,A,D,A,2,2",
                "S2,2,B,,B,0,1",
                "S3,3,C,,,1,1",
            ]
        );
        let marks = sheet(&ASKED).csv(Cell::Mark).expect("CSV");
        assert_eq!(marks.lines().skip(3).collect::<Vec<_>>(), ["S1,1,1,1,,2,2", "S2,2,0,,,0,1", "S3,3,1,,,1,1"]);
    }

    #[test]
    fn a_workbook_holds_the_same() {
        let bytes = sheet(&ASKED).xlsx().expect("a workbook");
        let grid = grid::read_workbook(&bytes).expect("a workbook").expect("one");
        assert_eq!(grid.rows[3].cells, ["S1", "1", "A", "D", "A", "2", "2", "1"]);
        assert_eq!(grid.rows[4].cells, ["S2", "2", "B", "", "B", "0", "1", "0"]);
        assert_eq!(grid.rows.len(), 6);
    }

    #[test]
    fn under_pseudonyms_neither_name_nor_card_nor_order_tells_who_is_who() {
        let csv = sheet(&ASKED).pseudonymised(3).csv(Cell::Letter).expect("CSV");
        let mut rows: Vec<&str> = csv.lines().skip(3).collect();
        assert!(rows.is_sorted() && rows.iter().enumerate().all(|(i, r)| r.starts_with(&format!("P{},,", i + 1))), "{csv}");
        rows.iter_mut().for_each(|r| *r = &r[4..]);
        rows.sort_unstable();
        assert_eq!(rows, ["A,D,A,2,2", "B,,B,0,1", "C,,,1,1"]);
    }

    #[test]
    fn an_anonymous_asking_has_no_column() {
        let question = Question { text: "mood".to_owned(), ..Question::default() };
        let counted = AskingRecord { counts: Some([3, 0, 0, 1]), ..AskingRecord::new(AskingId(1), question, Timestamp::UNIX_EPOCH) };
        let csv = Scoresheet::new(&[], &[counted], &TimeZone::UTC).csv(Cell::Letter).expect("CSV");
        assert!(csv.starts_with("student,card,right,answered\r\n"), "{csv}");
    }

    #[test]
    fn a_class_that_was_asked_nothing_has_an_empty_sheet() {
        assert_eq!(sheet(&[]).csv(Cell::Letter).expect("CSV").lines().count(), 5);
        assert!(sheet(&[]).xlsx().is_ok());
    }
}
