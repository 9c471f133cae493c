//! The screen of questions in the window.

use quarterturn::cards::Answer;
use quarterturn::classroom::{self, Folder, LessonPlan, PictureId, Question, QuestionSet};
use quarterturn::store::Store;
use rusqlite::Connection;

use super::driver::{Desk, shows};

#[test]
fn a_teacher_without_questions_begins_with_the_starter_sets() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.add_starter_sets();
    assert!(window.shows("multiplies only one of top and bottom"), "what a wrong option reveals");
    assert!(window.shows("See that fractions are as much as one another"), "the skill by its name");
    window.press("Forces and motion, 8 questions");
    window.until_shown("Say what gravity does");
}

#[test]
fn sets_are_found_by_words_in_them_and_those_put_away_wait() {
    let desk = Desk::new();
    let mut store = desk.new_store();
    let set =
        |name: &str, archived| QuestionSet { name: name.to_owned(), folder: Folder::parse("Maths/5"), archived, ..QuestionSet::default() };
    for (name, archived) in [("Angles", false), ("Fractions", false), ("Last year", true)] {
        store.add_set(&set(name, archived)).expect("a set");
    }
    drop(store);
    let mut window = desk.window();
    window.press("Questions");
    window.until_shown("Maths / 5");
    assert!(!window.shows("Last year"));
    window.press("Show sets that were put away");
    window.until_shown("Last year, No questions yet, put away");
    window.fill("Search all questions", "angl");
    window.until("the other sets are gone", |h| shows(h, "Angles, No") && !shows(h, "Fractions, No"));
}

/// The only set of a file.
fn only_set(desk: &Desk) -> QuestionSet {
    let store = desk.store();
    let entry = store.sets("").expect("sets").pop().expect("a set");
    store.set(entry.id).expect("the set").expect("the set")
}

#[test]
fn a_teacher_makes_a_set_writes_questions_and_takes_changes_back() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_set("Warm-up", "Maths/5");

    window.press("New question");
    window.fill("Question", "How much is 1/2 + 1/3?");
    window.fill("Option A", "2/5");
    assert!(window.is_disabled("Add the question") && window.shows("has only one option"), "it says what is missing");
    window.fill("Misconception of A", "adds tops and bottoms");
    window.fill("Option B", "5/6");
    window.press("B is right");
    window.fill("Source", "a worksheet");
    window.press("Add the question");
    window.until_shown("From: a worksheet");
    window.press("Duplicate question 1");
    window.press("Edit question 2");
    window.fill("Question", " Again");
    window.press("Keep the question");
    window.until_shown("Again");
    window.press("Move up question 2");
    window.until("two questions in the file", |_| {
        only_set(&desk).questions.len() == 2 && only_set(&desk).questions[0].text.contains("Again")
    });
    let set = only_set(&desk);
    assert_eq!((set.name.as_str(), set.folder.to_string().as_str()), ("Warm-up", "Maths/5"));
    let question = &set.questions[1];
    assert_eq!((question.text.as_str(), question.key.to_string().as_str()), ("How much is 1/2 + 1/3?", "B"));
    assert_eq!((question.options[0].misconception.as_deref(), question.source.as_str()), (Some("adds tops and bottoms"), "a worksheet"));

    window.press("Delete question 1");
    window.until("one question in the file", |_| only_set(&desk).questions.len() == 1);
    window.undo();
    window.until("it is back", |_| only_set(&desk) == set);
    window.redo();
    window.until("and gone again", |_| only_set(&desk).questions.len() == 1);
    window.undo();
    window.until("and back once more", |_| only_set(&desk) == set);
    // One too many takes back what came before, and nothing is lost.
    window.undo();
    window.until("the order before", |_| only_set(&desk).questions[1].text.contains("Again"));
    window.redo();
    window.until("the order is made again", |_| only_set(&desk) == set);
}

#[test]
fn a_set_is_renamed_copied_and_put_away() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.add_starter_sets();
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
    let store = desk.store();
    let named = |name: &str| {
        let entry = store.sets("").expect("sets").into_iter().find(|s| s.name == name).expect("the set");
        (entry.archived, store.set(entry.id).expect("the set").expect("the set"))
    };
    window.until("it is put away in the file", |_| named("Fractions for 5b copy").0);
    let (_, copy) = named("Fractions for 5b copy");
    let (archived, set) = named("Fractions for 5b");
    assert_eq!((archived, set.folder.to_string().as_str()), (false, "Starter sets/Science"));
    assert_eq!((set.questions[0].skills.len(), copy.questions[0].skills.len()), (1, 2), "the copy is a set of its own");
    window.undo();
    window.until("it is back", |_| !named("Fractions for 5b copy").0);
}

#[test]
fn a_set_is_deleted_and_comes_back_with_undo() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.add_starter_sets();
    let mut store = desk.store();
    let sets = store.sets("").expect("sets");
    let fractions = sets.iter().find(|s| s.name == "Fractions").expect("the set").id;
    // It waits for a class, a lesson worked through it, and one of its questions was asked.
    let class = store.classes().expect("classes").pop().expect("a class");
    store.change_class(&classroom::Class { queue: vec![fractions], ..class.clone() }).expect("a queue");
    let at = jiff::Timestamp::UNIX_EPOCH;
    store.begin_lesson(class.id, &LessonPlan::Set(Some(fractions)), at).expect("a lesson");
    let set = store.set(fractions).expect("the set").expect("the set");
    store.open_asking(class.id, &set.questions[0], at).expect("asked");
    let hangs_on_it = |store: &Store| {
        let queue = store.classes().expect("classes").pop().expect("a class").queue;
        (queue, store.last_lesson(class.id).expect("a lesson").expect("a lesson").plan, store.askings(class.id).expect("askings").len())
    };
    let before = hangs_on_it(&store);

    window.press("More about this set");
    window.press("Delete set");
    window.until_shown("Fractions deleted");
    assert_eq!(store.set(fractions).expect("read"), None);
    assert_eq!(hangs_on_it(&store), (Vec::new(), LessonPlan::Set(None), 1), "what was asked stays");
    window.until_shown("A puck glides over perfectly smooth ice");
    window.undo();
    window.until_shown("Which fraction is as much as 2/3?");
    assert_eq!(store.set(fractions).expect("read"), Some(set));
    assert_eq!(hangs_on_it(&store), before);
}

#[test]
fn a_deleted_set_whose_name_was_given_away_waits_for_another_undo() {
    let desk = Desk::new();
    let mut store = desk.new_store();
    let set = QuestionSet { name: "Angles".to_owned(), ..QuestionSet::default() };
    store.add_set(&set).expect("a set");
    let mut window = desk.window();
    window.press("Questions");
    window.press("More about this set");
    window.press("Delete set");
    window.until_shown("Angles deleted");
    let other = store.add_set(&set).expect("another of this name");
    window.undo();
    window.until_shown("The set could not be brought back");
    store.delete_set(other).expect("out of the way");
    window.undo();
    window.until("it is back", |_| store.sets("").expect("sets").len() == 1);
}

#[test]
fn markdown_and_maths_are_shown_as_what_they_mean() {
    let desk = Desk::new();
    let mut store = desk.new_store();
    let question = Question {
        text: "How much is **half** of $\\frac{2}{3}x^2$?".to_owned(),
        options: vec!["$\\sqrt{x}$".into(), "3*x*y".into(), "- 5".into()],
        key: classroom::Key::of([Answer::A]),
        ..Question::default()
    };
    store.add_set(&QuestionSet { name: "Maths".to_owned(), questions: vec![question], ..QuestionSet::default() }).expect("a set");
    let mut window = desk.window();
    window.make_sample_class();
    window.press("Questions");
    for words in ["How much is half of (2/3)x²?", "√x", "3*x*y", "- 5"] {
        window.until_shown(words);
    }
    window.press("Start lesson");
    window.until_shown("How much is half of (2/3)x²?");
    window.press("Choose the camera");
    window.press("No camera");
    window.read_one_answer("Ada answers C");
    assert!(window.shows("How much is half of (2/3)x²?") && window.shows("√x"));
    window.press("Close question");
    window.press("Show the chart");
    window.until_shown("A √x: 0 of 28, 0 %");
    let kept = store.sets("half").expect("sets");
    assert_eq!(kept.len(), 1, "the file keeps it as it was written");
}

#[test]
fn what_was_typed_is_not_lost_when_another_set_is_opened() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.add_starter_sets();
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
    let desk = Desk::new();
    let set = QuestionSet {
        name: "Angles".to_owned(),
        questions: ["First?", "Second?"].map(|t| Question { text: t.to_owned(), ..Question::default() }).to_vec(),
        ..QuestionSet::default()
    };
    let mut store = desk.new_store();
    let id = store.add_set(&set).expect("a set");
    let mut window = desk.window();
    window.press("Questions");
    window.until_shown("Second?");
    let other = QuestionSet { questions: vec![Question { text: "Third?".to_owned(), ..Question::default() }], ..set.clone() };
    store.change_set(id, &set, &other, &std::collections::BTreeMap::new()).expect("changed");
    window.press("Delete question 1");
    window.until_shown("The set was not changed");
    window.until_shown("Third?");
    assert_eq!(only_set(&desk), other);
}

#[test]
fn a_file_is_looked_into_before_its_questions_are_taken() {
    let desk = Desk::new();
    let quiz = desk.put("Angles.txt", "Why?{}\n\nHow large is a right angle?{=90° ~180°#takes a straight line for it}\n");
    let mut window = desk.window();
    window.press("Questions");
    window.until_shown("No questions yet");
    window.drop_file(&quiz);
    window.until_shown("What is in Angles.txt");
    window.until_shown("1 question can come in, 1 left out");
    assert!(window.shows("Line 1, column 1: “Why?” asks for a text"), "what cannot come in, with its place");
    assert!(window.shows("takes a straight line for it"), "what will come in");
    assert!(desk.store().sets("").expect("sets").is_empty(), "nothing is kept yet");
    window.fill("In the folder", "Maths");
    window.press("Take 1 question");
    window.until_shown("1 question added to Angles");
    window.until_shown("Angles, 1 question");
    assert_eq!(only_set(&desk).folder.to_string(), "Maths");
    window.undo();
    window.until("the set is gone again", |_| desk.store().sets("").expect("sets").is_empty());
}

/// A lesson from a starter set that ends as in a crash, while its second question is answered.
#[track_caller]
fn cut_short_in_a_set(desk: &Desk) {
    let mut window = desk.window();
    window.make_sample_class();
    window.add_starter_sets();
    window.press("Start lesson");
    window.until_shown("1 of 8 in Fractions");
    assert!(!window.shows("Right"), "what is right waits for its step");
    window.press("Choose the camera");
    window.press("No camera");
    window.press("Another question");
    window.press("Ask question 2");
    window.until_shown("2 of 8 in Fractions");
    window.read_one_answer("Ada answers C");
}

#[test]
fn a_lesson_works_through_a_set_and_goes_on_in_it_after_a_crash() {
    let desk = Desk::new();
    cut_short_in_a_set(&desk);
    let asked = desk.last_asking();
    assert_eq!(asked.question.text, "Which fraction is larger than 1/2?");
    assert!(asked.question.options[1].misconception.is_some(), "the question is asked with all that it has");
    let plan = desk.store().last_lesson(desk.class()).expect("read").expect("a lesson").plan;
    assert!(matches!(plan, LessonPlan::Set(Some(_))), "{plan:?}");

    let mut window = desk.window();
    window.until_shown("1 answer kept");
    window.press("Go on with the lesson");
    window.close_and_go_on();
    window.until_shown("3 of 8 in Fractions");
    window.press("Another question");
    window.until_shown("Ask question 2, asked already");
    window.press("Write one instead");
    window.until_shown("What do you ask?");
    window.press("Back to the set");
    window.until_shown("3 of 8 in Fractions");
}

#[test]
fn a_file_that_is_slow_to_say_where_a_lesson_was_costs_it_no_question() {
    let desk = Desk::new();
    cut_short_in_a_set(&desk);
    let mut window = desk.window();
    window.until_shown("1 answer kept");
    window.press("Other classes");
    window.press("About this class");
    // What the class is about cannot be written yet, and whatever the window asks afterwards waits for that.
    let busy = Connection::open(&desk.file).expect("the file");
    busy.execute_batch("BEGIN IMMEDIATE").expect("it is free");
    window.fill("Subject", "Maths");
    window.leave_field();
    window.press("Go on with the lesson");
    window.close_and_go_on();
    window.until_shown("What do you ask?");
    busy.execute_batch("COMMIT").expect("it is done");
    window.until_shown("3 of 8 in Fractions");
    drop(window);

    // Cut short between two questions it goes on behind the last of them, too.
    let mut window = desk.window();
    window.press("Start lesson");
    window.until_shown("3 of 8 in Fractions");
}

#[test]
fn a_quiz_on_paper_is_taken_in_number_by_number() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.teach_without_camera();
    window.press("Quiz on paper");
    window.fill("What is right, number by number", "C, c, bd");
    window.until_shown("3 questions");
    window.press("Take in the quiz");
    window.until_shown("Number 1");
    window.read_one_answer("Ada answers C");
    window.close_and_go_on();
    window.until_shown("Number 2");
    let keys = [[Answer::C].as_slice(), &[Answer::C], &[Answer::B, Answer::D]].map(|right| classroom::Key::of(right.iter().copied()));
    let plan = desk.store().last_lesson(desk.class()).expect("read").expect("a lesson").plan;
    assert_eq!(plan, LessonPlan::Numbered(keys.to_vec()));
    assert_eq!(desk.last_asking().question, Question { key: keys[0], ..Question::default() });

    // Cut short, it goes on with the number that was on; one that is asked again is still that number.
    window.read_one_answer("Ada answers B");
    drop(window);
    let mut window = desk.window();
    window.until_shown("You were at “Question 2”, 1 answer kept");
    window.press("Go on with the lesson");
    window.until_shown("Number 2");
    window.press("Close question");
    window.press("Ask again");
    window.until_shown("0 of 28 answered");
    assert_eq!(desk.last_asking().again_of, desk.store().askings(desk.class()).expect("askings").get(1).map(|a| a.id));
    window.close_and_go_on();
    window.until_shown("Number 3");
    window.press("Leave the lesson");
    window.press("Groups");
    window.until_shown("from 2 questions");
    window.press("Show names and reasons");
    window.press("Ada");
    window.until_shown("chose B instead of C on “Question 2”");
}

#[test]
fn a_picture_dropped_on_a_question_stays_with_it_and_comes_back_with_undo() {
    let desk = Desk::new();
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    let picture = desk.put("angle.gif", gif);
    let mut window = desk.window();
    window.make_set("Angles", "");
    window.press("New question");
    window.fill("Question", "How large is it?");
    window.drop_file(&picture);
    window.fill("What the picture shows", "a right angle");
    window.press("Add the question");
    window.until_shown("Picture: a right angle");
    let kept = || desk.store().picture(PictureId::of(gif)).expect("read").is_some();
    window.until("the picture is in the file", |_| kept());
    window.press("Delete question 1");
    window.until("the picture went with it", |_| !kept());
    window.undo();
    window.until("the picture is back", |_| kept());
    window.until_shown("Picture: a right angle");
}
