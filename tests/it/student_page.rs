//! The page about a student in the window.

use std::path::Path;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use quarterturn::cards::Deck;
use quarterturn::classroom::{BoardName, Pair, PairRule, Student, Support};
use quarterturn::store::{self, Missing, Store};

use super::driver::{Driver, shows};

fn of(file: &Path, class: &str) -> (Vec<Student>, Vec<Pair>) {
    let store = Store::open(file, Missing::Refuse).expect("the file is there");
    let class = store.class_named(class).expect("read").expect("the class").id;
    (store.students(class).expect("students"), store.pairs(class).expect("pairs"))
}

fn named(file: &Path, class: &str, name: &str) -> Student {
    of(file, class).0.into_iter().find(|s| s.name == name).expect("the student")
}

/// Presses Escape to leave a field without leaving the page.
fn leave_field(window: &mut Driver<'_>) {
    window.0.key_press_modifiers(Modifiers::NONE, Key::Tab);
    window.0.run_steps(3);
}

#[test]
fn what_is_known_of_a_student_is_kept_at_once_and_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let mut window = Driver::open(&file);
    window.press("Try it with a sample class");
    window.press("About Ben");
    window.fill("Home language of Ben", "Polski");
    leave_field(&mut window);
    window.until("the language", |_| named(&file, "5b", "Ben").profile.language == "Polski");
    window.press("Read aloud helps Ben");
    window.fill("What else helps Ben", "sits in front, left;");
    leave_field(&mut window);
    let helps = [Support::ReadAloud, Support::Other("sits in front, left".to_owned())].into();
    window.until("what helps", |_| named(&file, "5b", "Ben").profile.supports == helps);
    window.press("Card number of Ben on the board");
    window.until("the name on the board", |_| named(&file, "5b", "Ben").profile.board_name == BoardName::Number);

    window.press("Keep apart from");
    window.press("Keep apart from Ana");
    window.until_shown("Never with Ana");
    assert_eq!(of(&file, "5b").1.iter().map(|p| p.rule).collect::<Vec<_>>(), [PairRule::Apart]);
    window.press("No rule about Ben and Ana");
    window.until("no rule", |h| of(&file, "5b").1.is_empty() && !shows(h, "Never with Ana"));
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.until("the rule again", |h| of(&file, "5b").1.len() == 1 && shows(h, "Never with Ana"));

    window.press("Swap cards with");
    window.press("Swap cards with Ada");
    window.until("swapped cards", |_| named(&file, "5b", "Ben").card.0 == 1 && named(&file, "5b", "Ada").card.0 == 4);
}

#[test]
fn a_student_moves_to_another_class_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    Store::open(&file, Missing::Create).expect("a file").create_class("6a", Deck::QUARTER).expect("a class");
    let mut window = Driver::open(&file);
    window.press("Other classes");
    window.press("New class");
    window.fill("Name of the class", "5b");
    window.fill("Paste the names here, one a line", "Ada\nBen\n");
    window.press("Make the class with 2 students");
    window.press("About Ben");
    window.press("Move to class");
    window.press("Move to class 6a");
    window.until_shown("Ben is in class 6a now");
    assert!(named(&file, "6a", "Ben").active && !named(&file, "5b", "Ben").active);
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.until("Ben is back", |_| named(&file, "5b", "Ben").active && !named(&file, "6a", "Ben").active);
}

#[test]
fn absent_today_is_kept_and_known_in_the_lesson() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let mut window = Driver::open(&file);
    window.press("Try it with a sample class");
    window.press("About Ben");
    window.press("Ben is absent today");
    window.until("Ben is absent in the list", |h| h.query_by_label("Absent").is_some());
    drop(window);

    let mut window = Driver::open(&file);
    window.until_shown("28 students");
    window.press("Start lesson");
    window.press("Choose the camera");
    window.press("No camera");
    window.until_shown("27 students are expected to answer");
    window.press("Start reading");
    // Many are missing: a name opens its menu.
    window.press("Ada");
    window.press("Mark Ada absent");
    window.press("Ada is here after all");
    window.press("Ben is here after all");
    window.press("Leave the lesson");
    window.until_shown("28 students");
    window.until("nobody is absent", |h| h.query_all_by_label("Absent").next().is_none());
}

#[test]
fn a_student_is_erased_for_good_only_after_a_question_that_names_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let mut window = Driver::open(&file);
    window.press("Try it with a sample class");
    window.until("a backup", |_| store::backups(&file).is_ok_and(|all| !all.is_empty()));
    window.press("About Ben");
    window.press("Erase Ben for good");
    window.until_shown("Erase Ben for good?");
    // The safe choice has the keyboard.
    let safe = window.0.get_by_role_and_label(Role::Button, "Keep Ben");
    assert!(safe.accesskit_node().is_focused());
    window.0.key_press(Key::Enter);
    window.0.run_steps(3);
    assert!(!shows(&window.0, "Erase Ben for good?"));
    assert_eq!(of(&file, "5b").0.len(), 28);
    window.press("Erase Ben for good");
    window.press("Erase Ben");
    window.until_shown("Ben is erased");
    window.until_shown("27 students");
    assert!(of(&file, "5b").0.iter().all(|s| s.name != "Ben"));
}
