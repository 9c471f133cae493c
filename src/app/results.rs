//! Saving results: a scoresheet or every answer, with names or without, of some days or of all.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::classroom::{AskingRecord, ClassId, Days, Student};
use crate::exchange::{Cell, Pseudonyms, Scoresheet, write_results};
use crate::store::{ResultsOf, Store};

/// A table of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultsTable {
    /// A row for each student, a column for each question.
    Scoresheet(SheetForm),
    /// A row for each answer.
    Answers,
}

/// How a scoresheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetForm {
    /// A workbook.
    Xlsx,
    /// A table as text, with the letters or with 1 and 0.
    Csv(Cell),
}

/// What is to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultsChoice {
    /// As which table.
    pub table: ResultsTable,
    /// With made-up names and without cards.
    pub made_up: bool,
    /// Of which days.
    pub days: Days,
}

impl ResultsChoice {
    /// Title of the dialog that asks for a place, the kind of file, and how its name may end, the usual ending first.
    pub fn words(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self.table {
            ResultsTable::Scoresheet(SheetForm::Xlsx) => ("Save the scoresheet", "Workbook or table", &["xlsx", "csv"]),
            ResultsTable::Scoresheet(SheetForm::Csv(_)) => ("Save the scoresheet", "Table or workbook", &["csv", "xlsx"]),
            ResultsTable::Answers => ("Save the answers", "Table", &["csv"]),
        }
    }

    /// What it is called in a sentence.
    pub fn called(self) -> &'static str {
        match self.table {
            ResultsTable::Scoresheet(_) => "The scoresheet",
            ResultsTable::Answers => "The table of answers",
        }
    }

    /// How the file's name begins.
    pub fn stem(self) -> &'static str {
        match self.table {
            ResultsTable::Scoresheet(_) => "Scoresheet",
            ResultsTable::Answers => "Answers",
        }
    }

    /// Of these askings, those of the days.
    pub fn within(self, askings: &[AskingRecord]) -> Result<Vec<AskingRecord>, String> {
        let (from, before) = self.days.moments(&TimeZone::system()).map_err(|e| format!("there is no such day in the calendar ({e})"))?;
        Ok(askings.iter().filter(|a| (from..before).contains(&a.opened_at)).cloned().collect())
    }

    /// The scoresheet as a file that ends like `path`.
    pub fn scoresheet(self, students: &[Student], askings: &[AskingRecord], form: SheetForm, path: &Path) -> Result<Vec<u8>, String> {
        let sheet = Scoresheet::new(students, &self.within(askings)?, &TimeZone::system());
        let sheet = if self.made_up { sheet.pseudonymised(Pseudonyms::any_seed()) } else { sheet };
        let cell = if let SheetForm::Csv(cell) = form { cell } else { Cell::Letter };
        match path.extension().map(|e| e.to_ascii_lowercase()) {
            Some(ending) if ending == "xlsx" => sheet.xlsx().map_err(|e| e.to_string()),
            Some(ending) if ending == "csv" => sheet.csv(cell).map(String::into_bytes).map_err(|e| e.to_string()),
            _ => Err("a scoresheet is written as .xlsx or .csv. End the name of the file so".to_owned()),
        }
    }

    /// Every answer of a class.
    pub fn answers(self, file: &Path, class: Option<ClassId>) -> Result<Vec<u8>, String> {
        let (from, before) = self.days.moments(&TimeZone::system()).map_err(|e| format!("there is no such day in the calendar ({e})"))?;
        let store = Store::open_to_read(file).map_err(|e| e.to_string())?;
        let mut bytes = Vec::new();
        let seed = self.made_up.then(Pseudonyms::any_seed);
        write_results(&store, ResultsOf { class, from, before }, seed, &mut bytes).map_err(|e| e.to_string())?;
        Ok(bytes)
    }
}

/// Which days are offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// All.
    #[default]
    All,
    /// The last so many, today included.
    Last(i32),
    /// From one that is typed to another.
    Typed,
}

/// The form for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultsForm {
    /// Every answer, and no scoresheet.
    pub all_answers: bool,
    /// How a scoresheet is written.
    pub form: SheetForm,
    /// With made-up names.
    pub made_up: bool,
    /// Of which days.
    pub period: Period,
    /// The first day as it is typed.
    pub from: String,
    /// The last.
    pub to: String,
}

impl Default for ResultsForm {
    /// A whole scoresheet with names.
    fn default() -> Self {
        let (from, to) = (String::new(), String::new());
        Self { all_answers: false, form: SheetForm::Xlsx, made_up: false, period: Period::All, from, to }
    }
}

impl ResultsForm {
    /// What is chosen, or what is missing, in words.
    pub fn choice(&self, today: Date) -> Result<ResultsChoice, &'static str> {
        let typed = |text: &str| match text.trim() {
            "" => Ok(None),
            text => Days::day(text).map(Some).ok_or("Write a day as 2026-09-01 or 1.9.2026"),
        };
        let days = match self.period {
            Period::All => Days::default(),
            Period::Last(count) => Days { from: today.checked_sub((count - 1).days()).ok(), to: Some(today) },
            Period::Typed => Days { from: typed(&self.from)?, to: typed(&self.to)? },
        };
        if days.is_backwards() {
            return Err("The last day is before the first");
        }
        let table = if self.all_answers { ResultsTable::Answers } else { ResultsTable::Scoresheet(self.form) };
        Ok(ResultsChoice { table, made_up: self.made_up, days })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Answer, CardNumber};
    use crate::classroom::roster::Change;
    use crate::classroom::{AnswerSource, Question};
    use crate::store::Missing;

    #[test]
    fn results_of_some_days_come_under_made_up_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("school.db");
        let mut store = Store::open(&file, Missing::Create).expect("a file");
        let class = store.create_class("5b", "quarter").expect("a class");
        store.change_roster(class, &[Change::add("Zebulon", CardNumber(7))]).expect("a student");
        let students = store.students(class).expect("students");
        for (day, text) in [("2026-03-02", "in March"), ("2026-05-04", "in May")] {
            let at = format!("{day}T12:00:00Z").parse().expect("a time");
            let asking = store.open_asking(class, &Question { text: text.to_owned(), ..Question::default() }, at).expect("asked");
            store.record_answer(asking, students[0].id, Answer::C, AnswerSource::Card, None, at).expect("kept");
        }
        let askings = store.askings(class).expect("askings");
        let days = Days { from: Days::day("2026-04-01"), to: None };
        let choice = |table, made_up| ResultsChoice { table, made_up, days };
        let form = SheetForm::Csv(Cell::Letter);
        for made_up in [true, false] {
            let sheet = choice(ResultsTable::Scoresheet(form), made_up).scoresheet(&students, &askings, form, Path::new("a.csv"));
            for bytes in [sheet, choice(ResultsTable::Answers, made_up).answers(&file, Some(class))] {
                let text = String::from_utf8(bytes.expect("a table")).expect("UTF-8");
                assert!(text.contains("in May") && !text.contains("in March"), "{text}");
                assert_eq!((text.contains("P1,,"), text.contains("Zebulon,7")), (made_up, !made_up), "{text}");
            }
        }
        let xlsx = ResultsTable::Scoresheet(SheetForm::Xlsx);
        let bytes = choice(xlsx, true).scoresheet(&students, &askings, SheetForm::Xlsx, Path::new("a.XLSX")).expect("a workbook");
        assert!(bytes.starts_with(b"PK"));
        assert!(choice(xlsx, true).scoresheet(&students, &askings, SheetForm::Xlsx, Path::new("a.pdf")).is_err());
    }

    #[test]
    fn typed_days_are_understood_or_what_is_wrong_is_said() {
        let today = Days::day("2026-11-30").expect("a day");
        let form = |from: &str, to: &str| ResultsForm {
            period: Period::Typed,
            from: from.to_owned(),
            to: to.to_owned(),
            ..ResultsForm::default()
        };
        let days = |form: ResultsForm| form.choice(today).map(|c| c.days);
        assert_eq!(days(form("1.9.2026", "")), Ok(Days { from: Days::day("2026-09-01"), to: None }));
        assert_eq!(days(form("", "")), Ok(Days::default()));
        assert_eq!(days(form("autumn", "")), Err("Write a day as 2026-09-01 or 1.9.2026"));
        assert_eq!(days(form("2026-09-02", "2026-09-01")), Err("The last day is before the first"));
        let last = ResultsForm { period: Period::Last(7), from: "autumn".to_owned(), ..ResultsForm::default() };
        assert_eq!(days(last), Ok(Days { from: Days::day("2026-11-24"), to: Some(today) }));
    }
}
