//! The screen of questions in the window.

use eframe::egui::{Key, Modifiers};
use quarterturn::classroom::{Folder, Question, QuestionSet};
use quarterturn::store::{Missing, Store};

use super::driver::{Driver, shows};

#[test]
fn a_teacher_without_questions_begins_with_the_starter_sets() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Driver::open(&folder.path().join("teacher.db"));
    window.press("Questions");
    window.press("Add the starter sets");
    window.until_shown("Which fraction is as much as 2/3?");
    assert!(shows(&window.0, "multiplies only one of top and bottom"), "what a wrong option reveals");
    assert!(shows(&window.0, "See that fractions are as much as one another"), "the skill by its name");
    window.press("Forces and motion, 8 questions");
    window.until_shown("Say what gravity does");
}

#[test]
fn sets_are_found_by_words_in_them_and_those_put_away_wait() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let mut store = Store::open(&file, Missing::Create).expect("a file");
    let set =
        |name: &str, archived| QuestionSet { name: name.to_owned(), folder: Folder::parse("Maths/5"), archived, ..QuestionSet::default() };
    for (name, archived) in [("Angles", false), ("Fractions", false), ("Last year", true)] {
        store.add_set(&set(name, archived)).expect("a set");
    }
    drop(store);
    let mut window = Driver::open(&file);
    window.press("Questions");
    window.until_shown("Maths / 5");
    assert!(!shows(&window.0, "Last year"));
    window.press("Show sets that were put away");
    window.until_shown("Last year, No questions yet, put away");
    window.fill("Search all questions", "angl");
    window.until("the other sets are gone", |h| shows(h, "Angles, No") && !shows(h, "Fractions, No"));
}

/// The only set of a file.
fn only_set(file: &std::path::Path) -> QuestionSet {
    let store = Store::open(file, Missing::Refuse).expect("the file is there");
    let entry = store.sets("").expect("sets").pop().expect("a set");
    store.set(entry.id).expect("the set").expect("the set")
}

#[test]
fn a_teacher_makes_a_set_writes_questions_and_takes_changes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let mut window = Driver::open(&file);
    window.press("Questions");
    window.press("New set");
    window.fill("Name of the set", "Warm-up");
    window.fill("Folder", "Maths/5");
    window.press("Make the set");
    window.until_shown("There are no questions in this set yet");

    window.press("New question");
    window.fill("Question", "How much is 1/2 + 1/3?");
    window.fill("Option A", "2/5");
    window.press("Add the question");
    assert!(shows(&window.0, "has only one option"), "it says what is missing");
    window.fill("Misconception of A", "adds tops and bottoms");
    window.fill("Option B", "5/6");
    window.press("B is right");
    window.press("Add the question");
    window.until_shown("adds tops and bottoms");
    window.press("Duplicate question 1");
    window.press("Edit question 2");
    window.fill("Question", " Again");
    window.press("Keep the question");
    window.until_shown("Again");
    window.press("Move up question 2");
    window.until("two questions in the file", |_| {
        only_set(&file).questions.len() == 2 && only_set(&file).questions[0].text.contains("Again")
    });
    let set = only_set(&file);
    assert_eq!((set.name.as_str(), set.folder.to_string().as_str()), ("Warm-up", "Maths/5"));
    let question = &set.questions[1];
    assert_eq!((question.text.as_str(), question.key.to_string().as_str()), ("How much is 1/2 + 1/3?", "B"));
    assert_eq!(question.options[0].misconception.as_deref(), Some("adds tops and bottoms"));

    window.press("Delete question 1");
    window.until("one question in the file", |_| only_set(&file).questions.len() == 1);
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.until("it is back", |_| only_set(&file) == set);
}

#[test]
fn what_was_typed_is_not_lost_when_another_set_is_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Driver::open(&folder.path().join("teacher.db"));
    window.press("Questions");
    window.press("Add the starter sets");
    window.press("New question");
    window.fill("Question", "Half written");
    window.press("Forces and motion, 8 questions");
    window.until_shown("What you typed is not kept yet");
    window.press("Go on with it");
    window.until_shown("A new question");
    window.fill("Question", "!");
    window.press("Add the question");
    window.until_shown("Half written!");
}

#[test]
fn a_set_changed_by_another_program_is_not_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let set = QuestionSet {
        name: "Angles".to_owned(),
        questions: ["First?", "Second?"].map(|t| Question { text: t.to_owned(), ..Question::default() }).to_vec(),
        ..QuestionSet::default()
    };
    let mut store = Store::open(&file, Missing::Create).expect("a file");
    let id = store.add_set(&set).expect("a set");
    let mut window = Driver::open(&file);
    window.press("Questions");
    window.until_shown("Second?");
    let other = QuestionSet { questions: vec![Question { text: "Third?".to_owned(), ..Question::default() }], ..set.clone() };
    store.change_set(id, &set, &other, &std::collections::BTreeMap::new()).expect("changed");
    window.press("Delete question 1");
    window.until_shown("The set was not changed");
    window.until_shown("Third?");
    assert_eq!(only_set(&file), other);
}
