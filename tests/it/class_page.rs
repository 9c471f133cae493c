//! The page about a class in the window, and what is saved of its results.

use eframe::egui::{Key, Modifiers};
use jiff::Timestamp;
use jiff::civil::{Weekday, time};
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::classroom::roster::Change;
use quarterturn::classroom::{AnswerSource, Class, Hour, Question, QuestionSet};

use super::driver::{Desk, shows};

fn the_class(desk: &Desk) -> Option<Class> {
    desk.store().classes().expect("classes").pop()
}

#[test]
fn what_the_command_line_made_beside_the_window_is_seen_when_one_comes_back_to_the_classes() {
    let desk = Desk::new();
    let mut store = desk.new_store();
    let class = store.create_class("5b", Deck::QUARTER).expect("a class");
    store.change_roster(class, &[Change::add("Ada", CardNumber(1))]).expect("a student");
    let mut window = desk.window();
    window.until_shown("1 student");
    store.change_roster(class, &[Change::add("Ben", CardNumber(2))]).expect("another one");
    store.create_class("6c", Deck::QUARTER).expect("another class");
    window.press("Questions");
    window.press("Classes");
    window.until_shown("2 students");
    window.press("Other classes");
    window.until_shown("6c");
}

#[test]
fn what_a_class_is_about_is_kept_at_once_and_taken_back() {
    let desk = Desk::new();
    let mut store = desk.new_store();
    store.create_class("5b", Deck::QUARTER).expect("a class");
    let sets = ["Angles", "Fractions"].map(|name| {
        let questions = vec![Question { text: name.to_owned(), ..Question::default() }];
        store.add_set(&QuestionSet { name: name.to_owned(), questions, ..QuestionSet::default() }).expect("a set")
    });
    drop(store);
    let mut window = desk.window();
    window.press("Other classes");
    window.press("About this class");
    window.fill("Name of this class", " maths");
    window.leave_field();
    window.until("the name", |_| the_class(&desk).expect("a class").name == "5b maths");
    window.fill("Subject", "Maths");
    window.leave_field();
    window.until("the subject", |_| the_class(&desk).expect("a class").subject == "Maths");
    window.fill("When it meets", "Tue 10:00 90\nsometimes");
    window.leave_field();
    window.until_shown("“sometimes” is no lesson");
    assert_eq!(the_class(&desk).expect("a class").timetable, []);
    for _ in 0.."\nsometimes".len() {
        window.fill("When it meets", "");
        window.0.key_press_modifiers(Modifiers::NONE, Key::Backspace);
    }
    window.leave_field();
    let hour = Hour { weekday: Weekday::Tuesday, starts: time(10, 0, 0, 0), minutes: 90 };
    window.until("the timetable", |_| the_class(&desk).expect("a class").timetable == [hour]);
    for name in ["Angles", "Fractions"] {
        window.press("Add a set");
        window.press(&format!("Add the set {name}"));
    }
    window.press("Fractions earlier");
    window.until("the queue", |_| the_class(&desk).expect("a class").queue == [sets[1], sets[0]]);
    window.undo();
    window.until("the queue before", |_| the_class(&desk).expect("a class").queue == [sets[0], sets[1]]);
    assert_eq!(the_class(&desk).expect("a class").subject, "Maths");
}

#[test]
fn a_class_is_put_away_and_taken_out_again() {
    let desk = Desk::new();
    desk.new_store().create_class("5b", Deck::QUARTER).expect("a class");
    let mut window = desk.window();
    window.press("Other classes");
    window.press("About this class");
    window.press("Put the class away");
    window.until_shown("5b is put away");
    window.until("no class is offered", |_| the_class(&desk).is_none());
    window.undo();
    window.until("it is back", |h| the_class(&desk).is_some() && shows(h, "Class 5b"));
    window.press("Other classes");
    window.press("About this class");
    window.press("Put the class away");
    // The news lie over the end of the page for a while.
    window.until("the news are gone", |h| !shows(h, "is put away"));
    window.press("Take out 5b");
    window.until("it is back again", |h| the_class(&desk).is_some() && shows(h, "Class 5b"));
}

#[test]
fn the_form_for_results_says_what_it_finds_and_what_is_amiss() {
    let desk = Desk::new();
    let mut store = desk.new_store();
    let class = store.create_class("5b", Deck::QUARTER).expect("a class");
    store.change_roster(class, &[Change::add("Zebulon", CardNumber(1))]).expect("a student");
    let student = store.students(class).expect("students")[0].id;
    for (day, text) in [("2026-03-02", "in March"), ("2026-05-04", "in May")] {
        let at: Timestamp = format!("{day}T12:00:00Z").parse().expect("a time");
        let asking = store.open_asking(class, &Question { text: text.to_owned(), ..Question::default() }, at).expect("asked");
        store.record_answer(asking, student, Answer::C, AnswerSource::Card, None, at).expect("kept");
    }
    drop(store);
    let mut window = desk.window();
    window.press("Other classes");
    window.press("Save the results");
    window.until_shown("2 questions, 2 March to 4 May 2026");
    window.press("From and to");
    window.fill("First day", "1.4.2026");
    window.until_shown("1 question, 4 May 2026");
    window.press("Made up");
    window.press("Table of letters");
    window.until_shown("For whoever must not know who is who");
    window.press("Every answer");
    window.until_shown("Save the answers");
    window.fill("Last day", "soon");
    window.until_shown("Write a day as 2026-09-01 or 1.9.2026");
    window.0.key_press_modifiers(Modifiers::NONE, Key::Tab);
    window.press("Done");
    window.until("the form is closed", |h| !shows(h, "Save the answers"));
}
