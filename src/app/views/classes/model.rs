//! What the screen of classes shows. No egui here.

use super::list_model::{list_model, support_words};
use crate::app::command::Command;
use crate::app::state::State;
use crate::cards::CardNumber;
use crate::classroom::markup::plain;
use crate::classroom::{Student, StudentId};

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
    /// Home language.
    pub language: String,
    /// What helps, the first one and how many more: "Read aloud +1".
    pub supports: String,
    /// Whether the student is absent today.
    pub is_absent: bool,
}

impl RowModel {
    fn of(student: &Student, state: &State) -> Self {
        let mut supports = student.profile.supports.iter();
        let first = supports.next().map(|s| support_words(s).to_owned()).unwrap_or_default();
        let more = supports.count();
        Self {
            student: student.id,
            card: student.card,
            name: student.name.clone(),
            language: student.profile.language.clone(),
            supports: if more > 0 { format!("{first} +{more}") } else { first },
            is_absent: state.absent.contains(&student.id),
        }
    }
}

impl ClassesModel {
    /// Of the class that is shown.
    pub fn of(state: &State) -> Self {
        let row = |s: &Student| RowModel::of(s, state);
        let here: Vec<RowModel> = state.students.iter().filter(|s| s.active).map(row).collect();
        let unfinished = state.unfinished();
        let start_note = match unfinished {
            Some(asking) => {
                let kept = match asking.answers.len() {
                    1 => "1 answer kept".to_owned(),
                    n => format!("{n} answers kept"),
                };
                format!("You were at “{}”, {kept}", shortened(&plain(&asking.title()).replace('\n', " "), 40))
            }
            None => String::new(),
        };
        Self {
            title: state.current().map_or_else(|| "Classes".to_owned(), |c| titled(&c.name)),
            about: about(&here),
            left: state.students.iter().filter(|s| !s.active).map(row).collect(),
            start: if unfinished.is_some() { "Go on with the lesson" } else { "Start lesson" },
            start_note,
            not_yet: state.lesson_not_yet(),
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

/// What the space bar does here.
pub fn primary(state: &State) -> Option<Command> {
    if state.classes.as_ref()?.is_empty() {
        return None;
    }
    if let Some(form) = &state.forms.names {
        let model = list_model(state, form);
        return model.not_yet.is_none().then_some(Command::TakeForm);
    }
    ClassesModel::of(state).not_yet.is_none().then_some(Command::StartLesson)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::Deck;
    use crate::classroom::{Class, ClassId};

    fn student(card: u16, name: &str, active: bool) -> Student {
        Student { active, ..Student::new(StudentId(card.into()), name, CardNumber(card)) }
    }

    #[test]
    fn the_header_says_how_many_and_which_cards() {
        let class = Class::new(ClassId(1), "5b", Deck::QUARTER);
        let mut state = State { classes: Some(vec![class]), class: Some(ClassId(1)), ..State::default() };
        assert_eq!(ClassesModel::of(&state).not_yet, Some("The class is being opened"));
        state.loaded = true;
        assert_eq!(ClassesModel::of(&state).about, "No students yet");
        assert_eq!(ClassesModel::of(&state).not_yet, Some("Add names to the class first"));
        state.students = vec![student(1, "Ada", true), student(2, "Ben", true), student(3, "Cleo", false)];
        let model = ClassesModel::of(&state);
        assert_eq!((model.title.as_str(), model.about.as_str()), ("Class 5b", "2 students, cards 1 to 2"));
        assert_eq!((model.left.len(), model.start, model.not_yet), (1, "Start lesson", None));
        state.students[1].card = CardNumber(9);
        assert_eq!(ClassesModel::of(&state).about, "2 students");
    }
}
