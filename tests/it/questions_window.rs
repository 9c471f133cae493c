//! The screen of questions in the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{DroppedFile, Key, Modifiers};
use quarterturn::cards::Answer;
use quarterturn::classroom::{self, Folder, LessonPlan, PictureId, Question, QuestionSet};
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
fn only_set(file: &Path) -> QuestionSet {
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
fn a_set_is_renamed_copied_and_put_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let mut window = Driver::open(&file);
    window.press("Questions");
    window.press("Add the starter sets");
    window.until_shown("Which fraction is as much as 2/3?");
    window.press("More about this set");
    window.press("Name and folder");
    window.fill("Name of the set", " for 5b");
    window.press("Into the folder Starter sets/Science");
    window.press("Keep name and folder");
    window.until_shown("Fractions for 5b, 8 questions");
    window.press("More about this set");
    window.press("Duplicate set");
    window.until_shown("Fractions for 5b copy, 8 questions");
    window.0.run_steps(3);
    window.press("Edit question 1");
    window.scroll_to("Skill FR.add");
    window.press("Skill FR.add");
    window.press("Keep the question");
    window.press("More about this set");
    window.press("Put away");
    window.until_shown("Fractions for 5b copy put away");
    let store = Store::open(&file, Missing::Refuse).expect("the file");
    let named = |name: &str| {
        let entry = store.sets("").expect("sets").into_iter().find(|s| s.name == name).expect("the set");
        (entry.archived, store.set(entry.id).expect("the set").expect("the set"))
    };
    window.until("it is put away in the file", |_| named("Fractions for 5b copy").0);
    let (_, copy) = named("Fractions for 5b copy");
    let (archived, set) = named("Fractions for 5b");
    assert_eq!((archived, set.folder.to_string().as_str()), (false, "Starter sets/Science"));
    assert_eq!((set.questions[0].skills.len(), copy.questions[0].skills.len()), (1, 2), "the copy is a set of its own");
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.until("it is back", |_| !named("Fractions for 5b copy").0);
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

#[test]
fn a_file_is_looked_into_before_its_questions_are_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let quiz = folder.path().join("Angles.txt");
    std::fs::write(&quiz, "Why?{}\n\nHow large is a right angle?{=90° ~180°#takes a straight line for it}\n").expect("a file");
    let mut window = Driver::open(&file);
    window.press("Questions");
    window.until_shown("No questions yet");
    window.0.input_mut().dropped_files.push(Arc::new(Dropped(quiz.clone())));
    window.until_shown("What is in Angles.txt");
    window.until_shown("1 question can come in, 1 left out");
    assert!(shows(&window.0, "Line 1, column 1: “Why?” asks for a text"), "what cannot come in, with its place");
    assert!(shows(&window.0, "takes a straight line for it"), "what will come in");
    assert!(Store::open(&file, Missing::Refuse).expect("the file").sets("").expect("sets").is_empty(), "nothing is kept yet");
    window.fill("In the folder", "Maths");
    window.press("Take 1 question");
    window.until_shown("1 question added to Angles");
    window.until_shown("Angles, 1 question");
    assert_eq!(only_set(&file).folder.to_string(), "Maths");
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.until("the set is gone again", |_| Store::open(&file, Missing::Refuse).expect("the file").sets("").expect("sets").is_empty());
}

/// A file as the system drops it on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

#[test]
fn a_lesson_works_through_a_set_and_goes_on_in_it_after_a_crash() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let mut window = Driver::open(&file);
    window.press("Try it with a sample class");
    window.until_shown("28 students, cards 1 to 28");
    window.press("Questions");
    window.press("Add the starter sets");
    window.until_shown("Which fraction is as much as 2/3?");
    window.press("Start lesson");
    window.until_shown("1 of 8 in Fractions");
    assert!(!shows(&window.0, "Right"), "what is right waits for its step");
    window.press("Choose the camera");
    window.press("No camera");
    window.press("Another question");
    window.press("Ask question 2");
    window.until_shown("2 of 8 in Fractions");
    window.press("Start reading");
    window.press("By hand");
    window.press("Ada answers C");
    window.until_shown("1 of 28 answered");
    drop(window);

    let store = Store::open(&file, Missing::Refuse).expect("the file");
    let class = store.classes().expect("classes").pop().expect("a class").id;
    let asked = store.askings(class).expect("askings").pop().expect("an asking");
    assert_eq!(asked.question.text, "Which fraction is larger than 1/2?");
    assert!(asked.question.options[1].misconception.is_some(), "the question is asked with all that it has");
    let plan = store.last_lesson(class).expect("a lesson").expect("a lesson").plan;
    assert!(matches!(plan, LessonPlan::Set(Some(_))), "{plan:?}");

    let mut window = Driver::open(&file);
    window.until_shown("1 answer kept");
    window.press("Go on with the lesson");
    window.press("Close question");
    window.press("Show the chart");
    window.press("Show the right answer");
    window.press("Next question");
    window.until_shown("1 of 8 in Fractions");
    window.press("Another question");
    window.until_shown("Ask question 2, asked already");
    window.press("Write one instead");
    window.until_shown("What do you ask?");
    window.press("Back to the set");
    window.until_shown("1 of 8 in Fractions");
}

#[test]
fn a_quiz_on_paper_is_taken_in_number_by_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let mut window = Driver::open(&file);
    window.press("Try it with a sample class");
    window.until_shown("28 students");
    window.press("Start lesson");
    window.press("Choose the camera");
    window.press("No camera");
    window.press("Quiz on paper");
    window.fill("What is right, number by number", "C, bd");
    window.until_shown("2 questions");
    window.press("Take in the quiz");
    window.until_shown("Number 1");
    window.press("Start reading");
    window.press("By hand");
    window.press("Ada answers C");
    window.until_shown("1 of 28 answered");
    window.press("Close question");
    window.press("Show the chart");
    window.press("Show the right answer");
    window.press("Next question");
    window.until_shown("Number 2");
    let store = Store::open(&file, Missing::Refuse).expect("the file");
    let class = store.classes().expect("classes").pop().expect("a class").id;
    let keys = [[Answer::C].as_slice(), &[Answer::B, Answer::D]].map(|right| classroom::Key::of(right.iter().copied()));
    assert_eq!(store.last_lesson(class).expect("a lesson").expect("a lesson").plan, LessonPlan::Numbered(keys.to_vec()));
    assert_eq!(store.askings(class).expect("askings").pop().expect("an asking").question, Question { key: keys[0], ..Question::default() });
}

#[test]
fn a_picture_dropped_on_a_question_stays_with_it_and_comes_back_with_undo() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    let picture = folder.path().join("angle.gif");
    std::fs::write(&picture, gif).expect("a picture");
    let mut window = Driver::open(&file);
    window.press("Questions");
    window.press("New set");
    window.fill("Name of the set", "Angles");
    window.press("Make the set");
    window.press("New question");
    window.fill("Question", "How large is it?");
    window.0.input_mut().dropped_files.push(Arc::new(Dropped(picture)));
    window.fill("What the picture shows", "a right angle");
    window.press("Add the question");
    window.until_shown("Picture: a right angle");
    let kept = || Store::open(&file, Missing::Refuse).expect("the file").picture(PictureId::of(gif)).expect("read").is_some();
    window.until("the picture is in the file", |_| kept());
    window.press("Delete question 1");
    window.until("the picture went with it", |_| !kept());
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.until("the picture is back", |_| kept());
    window.until_shown("Picture: a right angle");
}
