//! What the screen of groups shows. No egui here.

use jiff::tz::TimeZone;

use super::super::names::short_names;
use crate::app::state::State;
use crate::classroom::{Student, StudentId};
use crate::groups::{count_questions, suggest};

/// The suggestions, or why there are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupsModel {
    /// "Groups for 5b".
    pub title: String,
    /// "from 3 questions".
    pub from: String,
    /// The groups.
    pub groups: Vec<GroupModel>,
    /// What to say instead of groups.
    pub empty: Option<&'static str>,
    /// "Why is Mina in Explain again?" and the reason, for the selected student.
    pub selected: Option<(String, String)>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupModel {
    /// Its title.
    pub title: String,
    /// What its members have in common.
    pub reason: String,
    /// Who.
    pub students: Vec<(StudentId, String)>,
}

impl GroupsModel {
    /// Of the class that is shown.
    pub fn of(state: &State) -> Self {
        let class = state.current().map_or("", |c| c.name.as_str());
        let all: Vec<&Student> = state.active().collect();
        let short = short_names(&all);
        let name = |id: StudentId| all.iter().position(|s| s.id == id).map_or_else(String::new, |i| short[i].clone());
        let suggestions = suggest(&state.students, &state.askings, &TimeZone::system());
        let selected = state.member.and_then(|(group, student)| {
            let suggestion = suggestions.get(group)?;
            let member = suggestion.students.iter().find(|m| m.student == student)?;
            Some((format!("Why is {} in “{}”?", name(student), suggestion.title), member.reason.clone()))
        });
        let from = match count_questions(&state.askings) {
            0 => String::new(),
            1 => "from 1 question".to_owned(),
            n => format!("from {n} questions"),
        };
        let empty = match (state.current(), suggestions.is_empty()) {
            (None, _) => Some("Make a class first; after its first questions you see here whom to sit down with."),
            (_, true) => Some("After the first questions with a right answer you see here whom to sit down with, and why."),
            _ => None,
        };
        let groups = suggestions.into_iter().map(|s| GroupModel {
            title: s.title,
            reason: s.reason,
            students: s.students.iter().map(|m| (m.student, name(m.student))).collect(),
        });
        Self {
            title: if class.is_empty() { "Groups".to_owned() } else { format!("Groups for {class}") },
            from,
            groups: groups.collect(),
            empty,
            selected,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::cards::{Answer, CardNumber};
    use crate::classroom::{AnswerSource, AskingId, AskingRecord, Class, ClassId, Key, Question, StudentAnswer};

    fn asking(id: i64, answers: &str) -> AskingRecord {
        let answers = answers.chars().enumerate().filter_map(|(i, letter)| {
            let (student, source, at) = (StudentId(i as i64 + 1), AnswerSource::Card, Timestamp::UNIX_EPOCH);
            Some(StudentAnswer { student, answer: Answer::from_letter(letter)?, source, at })
        });
        AskingRecord {
            answers: answers.collect(),
            ..AskingRecord::new(
                AskingId(id),
                Question { text: format!("Q{id}"), key: Key::of([Answer::A]), ..Question::default() },
                Timestamp::UNIX_EPOCH,
            )
        }
    }

    fn state(askings: Vec<AskingRecord>) -> State {
        let student = |i: u16| Student::new(StudentId(i.into()), format!("S{i} Long"), CardNumber(i));
        let class = Class::new(ClassId(1), "5b", "quarter");
        State { classes: Some(vec![class]), class: Some(ClassId(1)), students: (1..=4).map(student).collect(), askings, ..State::default() }
    }

    #[test]
    fn before_the_first_question_it_says_what_will_stand_here() {
        let model = GroupsModel::of(&state(Vec::new()));
        assert!(model.groups.is_empty());
        assert!(model.empty.is_some_and(|words| words.starts_with("After the first questions")));
    }

    #[test]
    fn each_member_has_a_reason_that_is_shown_when_selected() {
        let mut state = state(vec![asking(1, "AABB"), asking(2, "AABB")]);
        let model = GroupsModel::of(&state);
        assert_eq!((model.from.as_str(), model.empty), ("from 2 questions", None));
        let members: usize = model.groups.iter().map(|g| g.students.len()).sum();
        assert_eq!(members, 4);
        state.member = Some((0, model.groups[0].students[0].0));
        let (question, reason) = GroupsModel::of(&state).selected.expect("a reason");
        assert!(question.starts_with("Why is S"));
        assert!(!reason.is_empty());
    }
}
