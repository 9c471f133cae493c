//! The page about a student in the window.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use quarterturn::cards::Deck;
use quarterturn::classroom::{BoardName, PairRule, Student, Support};
use quarterturn::store;

use super::driver::{Desk, shows};

fn in_class(desk: &Desk, class: &str, name: &str) -> Student {
    let store = desk.store();
    let class = store.class_named(class).expect("read").expect("the class").id;
    store.students(class).expect("students").into_iter().find(|s| s.name == name).expect("the student")
}

fn rules(desk: &Desk) -> Vec<PairRule> {
    desk.store().pairs(desk.class()).expect("pairs").iter().map(|p| p.rule).collect()
}

#[test]
fn what_is_known_of_a_student_is_kept_at_once_and_taken_back() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.press("About Ben");
    window.fill("Home language of Ben", "Polski");
    window.leave_field();
    window.until("the language", |_| in_class(&desk, "5b", "Ben").profile.language == "Polski");
    window.press("Read aloud helps Ben");
    window.fill("What else helps Ben", "sits in front, left;");
    window.leave_field();
    let helps = [Support::ReadAloud, Support::Other("sits in front, left".to_owned())].into();
    window.until("what helps", |_| in_class(&desk, "5b", "Ben").profile.supports == helps);
    window.press("Card number of Ben on the board");
    window.until("the name on the board", |_| in_class(&desk, "5b", "Ben").profile.board_name == BoardName::Number);

    window.press("Keep apart from");
    window.press("Keep apart from Ana");
    window.until_shown("Never with Ana");
    assert_eq!(rules(&desk), [PairRule::Apart]);
    window.press("No rule about Ben and Ana");
    window.until("no rule", |h| rules(&desk).is_empty() && !shows(h, "Never with Ana"));
    window.undo();
    window.until("the rule again", |h| rules(&desk) == [PairRule::Apart] && shows(h, "Never with Ana"));

    window.press("Swap cards with");
    window.press("Swap cards with Ada");
    window.until("swapped cards", |_| in_class(&desk, "5b", "Ben").card.0 == 1 && in_class(&desk, "5b", "Ada").card.0 == 4);
}

#[test]
fn a_student_moves_to_another_class_and_back() {
    let desk = Desk::new();
    desk.new_store().create_class("6a", Deck::QUARTER).expect("a class");
    let mut window = desk.window();
    window.make_class("5b", &["Ada", "Ben"]);
    window.press("About Ben");
    window.press("Move to class");
    window.press("Move to class 6a");
    window.until_shown("Ben is in class 6a now");
    assert!(in_class(&desk, "6a", "Ben").active && !in_class(&desk, "5b", "Ben").active);
    window.undo();
    window.until("Ben is back", |_| in_class(&desk, "5b", "Ben").active && !in_class(&desk, "6a", "Ben").active);
}

#[test]
fn absent_today_is_kept_and_known_in_the_lesson() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.press("About Ben");
    window.press("Ben is absent today");
    window.until("Ben is absent in the list", |h| h.query_by_label("Absent").is_some());
    drop(window);

    let mut window = desk.window();
    window.until_shown("28 students");
    window.teach_without_camera();
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
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.until("a backup", |_| store::backups(&desk.file).is_ok_and(|all| !all.is_empty()));
    window.press("About Ben");
    window.press("Erase Ben for good");
    window.until_shown("Erase Ben for good?");
    // The safe choice has the keyboard.
    let safe = window.0.get_by_role_and_label(Role::Button, "Keep Ben");
    assert!(safe.accesskit_node().is_focused());
    window.0.key_press(Key::Enter);
    window.0.run_steps(3);
    assert!(!window.shows("Erase Ben for good?"));
    assert_eq!(desk.students().len(), 28);
    window.press("Erase Ben for good");
    window.press("Erase Ben");
    window.until_shown("Ben is erased");
    window.until_shown("27 students");
    assert!(desk.students().iter().all(|s| s.name != "Ben"));
}
