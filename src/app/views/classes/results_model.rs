//! What the form for saving results shows. No egui here.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::app::results::{ResultsChoice, ResultsForm};
use crate::app::state::State;

/// The form's words.
#[derive(Debug, PartialEq, Eq)]
pub struct ResultsModel {
    /// "12 questions, 3 September to 14 November 2026".
    pub found: String,
    /// Why nothing can be saved.
    pub not_yet: Option<&'static str>,
    /// What is saved.
    pub choice: Option<ResultsChoice>,
}

impl ResultsModel {
    /// Of the form as it is filled in.
    pub fn of(state: &State, form: &ResultsForm, today: Date) -> Self {
        let choice = match form.choice(today) {
            Ok(choice) => choice,
            Err(why) => return Self { found: String::new(), not_yet: Some(why), choice: None },
        };
        let Ok(askings) = choice.within(&state.askings) else {
            return Self { found: String::new(), not_yet: Some("There is no such day in the calendar"), choice: None };
        };
        // Of what was asked without names only counts are kept.
        let days: Vec<Date> =
            askings.iter().filter(|a| a.counts.is_none()).map(|a| TimeZone::system().to_datetime(a.opened_at).date()).collect();
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            let why = if state.askings.is_empty() { "This class was asked nothing yet" } else { "Nothing was asked on these days" };
            return Self { found: String::new(), not_yet: Some(why), choice: None };
        };
        let questions = if days.len() == 1 { "1 question".to_owned() } else { format!("{} questions", days.len()) };
        let long = |day: &Date| day.strftime("%-d %B %Y").to_string();
        let when = match first == last {
            true => long(first),
            false if first.year() == last.year() => format!("{} to {}", first.strftime("%-d %B"), long(last)),
            false => format!("{} to {}", long(first), long(last)),
        };
        let found = match askings.len() - days.len() {
            0 => format!("{questions}, {when}"),
            nameless => format!("{questions}, {when}; {nameless} asked without names left out"),
        };
        Self { found, not_yet: None, choice: Some(choice) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::results::Period;
    use crate::classroom::{AskingId, AskingRecord, Days, Question};

    #[test]
    fn the_form_says_how_much_it_found_and_when() {
        let asked = |at: &str| AskingRecord::new(AskingId(1), Question::default(), at.parse().expect("a time"));
        let mut state = State {
            askings: ["2025-12-01T12:00:00Z", "2026-01-14T12:00:00Z", "2026-01-20T12:00:00Z"].map(asked).into(),
            ..State::default()
        };
        let today = Days::day("2026-01-21").expect("a day");
        let all = ResultsForm::default();
        assert_eq!(ResultsModel::of(&state, &all, today).found, "3 questions, 1 December 2025 to 20 January 2026");
        let week = ResultsForm { period: Period::Last(7), ..ResultsForm::default() };
        assert_eq!(ResultsModel::of(&state, &week, today).found, "1 question, 20 January 2026");
        let month = ResultsForm { period: Period::Last(30), ..ResultsForm::default() };
        assert_eq!(ResultsModel::of(&state, &month, today).found, "2 questions, 14 January to 20 January 2026");
        let later = ResultsForm { period: Period::Typed, from: "2026-02-01".to_owned(), ..ResultsForm::default() };
        assert_eq!(ResultsModel::of(&state, &later, today).not_yet, Some("Nothing was asked on these days"));
        state.askings[0].counts = Some([1, 2, 3, 4]);
        let found = "2 questions, 14 January to 20 January 2026; 1 asked without names left out";
        assert_eq!(ResultsModel::of(&state, &all, today).found, found);
        state.askings.clear();
        assert_eq!(ResultsModel::of(&state, &all, today).not_yet, Some("This class was asked nothing yet"));
    }
}
