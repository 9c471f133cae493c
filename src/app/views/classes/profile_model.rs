//! What the page about a student shows. No egui here.

use std::collections::BTreeSet;

use super::super::names::{short_names, whole_name};
use crate::app::state::State;
use crate::classroom::roster::{LONGEST_NAME, LONGEST_NOTES, split_words, tidy_name, tidy_notes};
use crate::classroom::{ClassId, PairRule, Student, StudentId, Support};

/// The page about a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileModel {
    /// Who, as the file has it.
    pub student: Student,
    /// Whether the student is absent today.
    pub is_absent: bool,
    /// How the student stands on the board now: "Ada N.".
    pub shown: String,
    /// Supports in the teacher's own words, as one text.
    pub own_supports: String,
    /// Tags as one text.
    pub tags: String,
    /// Rules: with whom, which.
    pub rules: Vec<(StudentId, String, PairRule)>,
    /// Everybody else who is here and not in a rule with this student.
    pub others: Vec<(StudentId, String)>,
    /// Everybody else who is here, with whom cards can be swapped.
    pub swaps: Vec<(StudentId, String)>,
    /// The class that is shown.
    pub from: Option<ClassId>,
    /// The other classes.
    pub classes: Vec<(ClassId, String)>,
}

impl ProfileModel {
    /// Of the student whose page is open.
    pub fn of(state: &State) -> Option<Self> {
        let open = state.forms.profile.as_ref()?;
        let student = state.student(open.student)?.clone();
        let profile = &student.profile;
        let here: Vec<&Student> = state.active().filter(|s| s.id != student.id).collect();
        let name = |s: &Student| whole_name(s, state.active());
        let named = |id: StudentId| here.iter().find(|s| s.id == id).map(|s| name(s));
        let rules: Vec<(StudentId, String, PairRule)> = state
            .pairs
            .iter()
            .filter_map(|p| if p.one == student.id { Some((p.other, p.rule)) } else { (p.other == student.id).then_some((p.one, p.rule)) })
            .filter_map(|(other, rule)| Some((other, named(other)?, rule)))
            .collect();
        let swaps: Vec<(StudentId, String)> = here.iter().map(|s| (s.id, name(s))).collect();
        let free = |id: &StudentId| !rules.iter().any(|(other, ..)| other == id);
        let own = profile.supports.iter().filter_map(|s| if let Support::Other(words) = s { Some(words.clone()) } else { None });
        Some(Self {
            is_absent: state.absent.contains(&student.id),
            shown: shown(&student, &here),
            own_supports: joined(own),
            tags: joined(profile.tags.iter().cloned()),
            others: swaps.iter().filter(|(id, _)| free(id)).cloned().collect(),
            rules,
            swaps,
            classes: state.classes.iter().flatten().filter(|c| Some(c.id) != state.class).map(|c| (c.id, c.name.clone())).collect(),
            from: state.class,
            student,
        })
    }
}

/// The name as it stands on the board, told apart from the others.
fn shown(student: &Student, others: &[&Student]) -> String {
    let mut all: Vec<&Student> = others.to_vec();
    all.push(student);
    short_names(&all).pop().unwrap_or_default()
}

fn joined(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    // A comma in one of them must not split it when the text is kept again.
    let separator = if words.iter().any(|w| w.contains(',')) { "; " } else { ", " };
    let end = if words.len() == 1 && words[0].contains(',') { ";" } else { "" };
    words.join(separator) + end
}

/// What helps, in words that were typed.
pub fn own_supports(text: &str) -> BTreeSet<Support> {
    words(text).iter().map(|w| Support::from_word(w)).collect()
}

/// Words that were typed, none longer than a name.
pub fn words(text: &str) -> Vec<String> {
    split_words(text).into_iter().map(|w| w.chars().take(LONGEST_NAME).collect()).collect()
}

/// One line that was typed.
pub fn one_line(text: &str) -> String {
    tidy_name(text).chars().take(LONGEST_NAME).collect()
}

/// Notes that were typed.
pub fn notes(text: &str) -> String {
    tidy_notes(text).chars().take(LONGEST_NOTES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::ProfileForm;
    use crate::cards::CardNumber;
    use crate::classroom::Pair;

    fn state() -> State {
        let student = |i: u16, name: &str| Student::new(StudentId(i.into()), name, CardNumber(i));
        let mut students = vec![student(1, "Ada Novak"), student(2, "Ben Cole"), student(3, "Ben Diaz"), student(4, "Cem")];
        students[3].active = false;
        let pair = |one, other, rule| Pair { one: StudentId(one), other: StudentId(other), rule };
        State {
            students,
            pairs: vec![pair(1, 2, PairRule::Apart), pair(2, 3, PairRule::Together)],
            forms: crate::app::state::Forms { profile: Some(ProfileForm::new(StudentId(2))), ..Default::default() },
            ..State::default()
        }
    }

    #[test]
    fn a_page_says_how_the_name_stands_on_the_board_and_with_whom_a_rule_holds() {
        let model = ProfileModel::of(&state()).expect("a page");
        assert_eq!(model.shown, "Ben C.", "two share the first name");
        let rules: Vec<_> = model.rules.iter().map(|(_, name, rule)| (name.as_str(), *rule)).collect();
        assert_eq!(rules, [("Ada Novak", PairRule::Apart), ("Ben Diaz", PairRule::Together)]);
        assert_eq!((model.others.len(), model.swaps.len()), (0, 2));
    }

    #[test]
    fn words_with_commas_are_kept_as_they_are() {
        for text in ["sits in front, left;", "choir, chess", "", "a, b; c"] {
            let own = own_supports(text);
            let again = joined(own.iter().map(|s| s.word().to_owned()));
            assert_eq!(own_supports(&again), own, "{text}");
        }
    }
}
