//! What the screen of classes shows. No egui here.

use crate::app::command::Command;
use crate::app::state::{NamesForm, State};
use crate::cards::{CardNumber, Deck};
use crate::classroom::roster::{Change, plan};
use crate::classroom::{Class, Student, StudentId};
use crate::exchange::roster::read_text;

/// The header and the lesson's button.
#[derive(Debug, PartialEq, Eq)]
pub struct ClassesModel {
    /// "Class 5b".
    pub title: String,
    /// "28 students, cards 1 to 28".
    pub about: String,
    /// Students who are here.
    pub here: Vec<RowModel>,
    /// Students who left.
    pub left: Vec<RowModel>,
    /// "Start lesson" or "Go on with the lesson".
    pub start: &'static str,
    /// What stands beside it.
    pub start_note: String,
    /// Why no lesson can start.
    pub not_yet: Option<&'static str>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowModel {
    /// Who.
    pub student: StudentId,
    /// Card.
    pub card: CardNumber,
    /// Name.
    pub name: String,
}

impl ClassesModel {
    /// Of the class that is shown.
    pub fn of(state: &State) -> Self {
        let row = |s: &Student| RowModel { student: s.id, card: s.card, name: s.name.clone() };
        let here: Vec<RowModel> = state.students.iter().filter(|s| s.active).map(row).collect();
        let unfinished = state.unfinished();
        let start_note = match unfinished {
            Some(asking) => {
                let kept = match asking.answers.len() {
                    1 => "1 answer kept".to_owned(),
                    n => format!("{n} answers kept"),
                };
                format!("You were at “{}”, {kept}", shortened(&asking.question.text, 40))
            }
            None => String::new(),
        };
        Self {
            title: state.current().map_or_else(|| "Classes".to_owned(), |c| titled(&c.name)),
            about: about(&here),
            left: state.students.iter().filter(|s| !s.active).map(row).collect(),
            start: if unfinished.is_some() { "Go on with the lesson" } else { "Start lesson" },
            start_note,
            not_yet: here.is_empty().then_some("Paste the names first"),
            here,
        }
    }
}

/// "Class 5b"; a longer name says itself what it is.
fn titled(name: &str) -> String {
    if name.chars().count() <= 8 { format!("Class {name}") } else { name.to_owned() }
}

/// Cut with … after so many characters.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).collect::<String>() + "…" }
}

fn about(here: &[RowModel]) -> String {
    let students = match here.len() {
        0 => return "No students yet".to_owned(),
        1 => "1 student".to_owned(),
        n => format!("{n} students"),
    };
    let (first, last) = (here[0].card.0, here[here.len() - 1].card.0);
    if here.len() == 1 {
        format!("{students}, card {first}")
    } else if usize::from(last - first) + 1 == here.len() {
        format!("{students}, cards {first} to {last}")
    } else {
        // Cards in between are free; the column says which.
        students
    }
}

/// What the pasted names would do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FormModel {
    /// New students with their cards, in order.
    pub added: Vec<(CardNumber, String)>,
    /// Students who get another card or come back: "Ada Novak takes card 7".
    pub changed: Vec<String>,
    /// Names that are there already and stay as they are.
    pub unchanged: usize,
    /// Lines that cannot be used, and why.
    pub problems: Vec<String>,
    /// "Add 28 names".
    pub button: String,
    /// Why that cannot be done yet.
    pub not_yet: Option<&'static str>,
}

impl FormModel {
    /// Of a form, for the class with these students (none for a new class).
    pub fn of(form: &NamesForm, students: &[Student], classes: &[Class], deck: &str) -> Self {
        let list = read_text(&form.text);
        let cards: Vec<CardNumber> = Deck::named(deck).map(|d| d.usable().collect()).unwrap_or_default();
        let students = if form.class.is_some() { &[] } else { students };
        let plan = plan(students, &list.rows, &cards);
        let mut model = Self { unchanged: plan.unchanged, ..Self::default() };
        for change in plan.changes {
            match change {
                Change::Add { name, card } => model.added.push((card, name)),
                Change::Update { student, card } => {
                    let name = students.iter().find(|s| s.id == student).map_or("A student", |s| s.name.as_str());
                    model.changed.push(format!("{name} takes card {card}"));
                }
            }
        }
        model.problems = list.problems.iter().chain(&plan.problems).map(|p| format!("Line {}: {}", p.line, p.text)).collect();
        let all = model.added.len() + model.changed.len();
        model.button = match (all, &form.class) {
            (0, _) => "Add names".to_owned(),
            (1, None) => "Add 1 name".to_owned(),
            (n, None) => format!("Add {n} names"),
            (1, Some(_)) => "Make the class with 1 student".to_owned(),
            (n, Some(_)) => format!("Make the class with {n} students"),
        };
        model.not_yet = match &form.class {
            _ if all == 0 => Some("Paste the names first, one a line"),
            Some(name) if name.trim().is_empty() => Some("Give the class a name first"),
            Some(name) if classes.iter().any(|c| c.name == name.trim()) => Some("There is a class of this name already"),
            _ => None,
        };
        model
    }
}

/// What the space bar does here.
pub fn primary(state: &State) -> Option<Command> {
    if state.classes.as_ref()?.is_empty() {
        return None;
    }
    if let Some(form) = &state.forms.names {
        let model = form_model(state, form);
        return model.not_yet.is_none().then_some(Command::TakeForm);
    }
    ClassesModel::of(state).not_yet.is_none().then_some(Command::StartLesson)
}

/// The model of the form that is open.
pub fn form_model(state: &State, form: &NamesForm) -> FormModel {
    let deck = state.current().filter(|_| form.class.is_none()).map_or(Deck::QUARTER, |c| c.deck.as_str());
    FormModel::of(form, &state.students, state.classes.as_deref().unwrap_or_default(), deck)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::ClassId;

    fn student(card: u16, name: &str, active: bool) -> Student {
        Student { active, ..Student::new(StudentId(card.into()), name, CardNumber(card)) }
    }

    fn form(class: Option<&str>, text: &str) -> NamesForm {
        NamesForm { class: class.map(str::to_owned), text: text.to_owned() }
    }

    #[test]
    fn the_header_says_how_many_and_which_cards() {
        let class = Class::new(ClassId(1), "5b", Deck::QUARTER);
        let mut state = State { classes: Some(vec![class]), class: Some(ClassId(1)), ..State::default() };
        assert_eq!(ClassesModel::of(&state).about, "No students yet");
        assert_eq!(ClassesModel::of(&state).not_yet, Some("Paste the names first"));
        state.students = vec![student(1, "Ada", true), student(2, "Ben", true), student(3, "Cleo", false)];
        let model = ClassesModel::of(&state);
        assert_eq!((model.title.as_str(), model.about.as_str()), ("Class 5b", "2 students, cards 1 to 2"));
        assert_eq!((model.left.len(), model.start, model.not_yet), (1, "Start lesson", None));
        state.students[1].card = CardNumber(9);
        assert_eq!(ClassesModel::of(&state).about, "2 students");
    }

    #[test]
    fn pasted_names_say_what_they_will_do() {
        let model = FormModel::of(&form(Some("5b"), "Ada\nBen\n"), &[], &[], Deck::QUARTER);
        assert_eq!(model.added, [(CardNumber(1), "Ada".to_owned()), (CardNumber(2), "Ben".to_owned())]);
        assert_eq!((model.button.as_str(), model.not_yet), ("Make the class with 2 students", None));
        let here = [student(1, "Ada", true)];
        let model = FormModel::of(&form(None, "Ada\nBen\n"), &here, &[], Deck::QUARTER);
        assert_eq!((model.added.len(), model.unchanged, model.button.as_str()), (1, 1, "Add 1 name"));
    }

    #[test]
    fn a_form_says_what_is_missing() {
        let taken = [Class::new(ClassId(1), "5b", Deck::QUARTER)];
        let missing = |class, text| FormModel::of(&form(class, text), &[], &taken, Deck::QUARTER).not_yet;
        assert_eq!(missing(Some("6a"), " \n"), Some("Paste the names first, one a line"));
        assert_eq!(missing(Some(" "), "Ada"), Some("Give the class a name first"));
        assert_eq!(missing(Some("5b"), "Ada"), Some("There is a class of this name already"));
        assert_eq!(missing(Some("6a"), "Ada"), None);
    }
}
