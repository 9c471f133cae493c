//! The window, driven by the names that a screen reader says; no display and no graphics card.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};
use jiff::Timestamp;
use jiff::civil::{Time, Weekday};
use quarterturn::app::Window;
use quarterturn::cards::Deck;
use quarterturn::classroom::{Class, Hour, LessonPlan};
use quarterturn::store::{self, Missing, Store};

use super::driver::{Desk, Driver};

const NAMES: [&str; 28] = [
    "Ada Novak",
    "Amir Haddad",
    "Ana Silva",
    "Ben Cole",
    "Chiara Russo",
    "Dilan Kaya",
    "Elif Demir",
    "Emil Berg",
    "Finn O’Dell",
    "Grace Okoro",
    "Hana Sato",
    "Ida Lund",
    "Jonas Weber",
    "Jun Park",
    "Kofi Mensah",
    "Lea Fischer",
    "Leo Martin",
    "Li Wei",
    "Lina Haas",
    "Malik Diallo",
    "Mateo Ruiz",
    "Mina Rahimi",
    "Noah Levi",
    "Nour Saleh",
    "Olena Koval",
    "Paul Petit",
    "Rosa Conti",
    "Sami Aalto",
];

fn bars(harness: &Harness<'_, Window>) -> Vec<String> {
    let meters = harness.query_all(By::new().role(Role::Meter));
    meters.filter_map(|node| node.accesskit_node().label()).collect()
}

#[test]
fn a_teacher_goes_from_pasted_names_to_groups_with_every_answer_on_the_disk() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.fill("Name of the class", "5b");
    window.fill("Paste the names here, one a line", &NAMES.join("\n"));
    window.press("Make the class with 28 students");
    window.until_shown("28 students, cards 1 to 28");

    window.press("Start lesson");
    window.until_shown("No camera is chosen");
    window.press("Simulated room");
    window.fill("Question", "How much is 1/2 + 1/3?");
    for (option, text) in [("Option A", "2/5"), ("Option B", "4/5"), ("Option C", "5/6"), ("Option D", "1/6")] {
        window.fill(option, text);
    }
    window.press("C is right");
    window.press("Start reading");
    window.until_shown("All 28 answered");
    assert_eq!(desk.last_asking().answers.len(), 28, "what is shown as counted is in the file");

    window.press("Close question");
    assert!(bars(&window.0).iter().any(|b| b == "C 5/6"), "closed, the chart still waits: {:?}", bars(&window.0));
    window.press("Show the chart");
    window.until("the bars", |h| bars(h).iter().any(|b| b.starts_with("C 5/6: ") && b.contains("of 28")));
    assert!(!bars(&window.0).iter().any(|b| b.contains("right answer")), "the right answer waits for its step");
    window.press("Show the right answer");
    window.until("the right answer", |h| bars(h).iter().any(|b| b.starts_with("C 5/6") && b.ends_with("right answer")));
    window.press("Who?");
    window.until_shown("Who chose what");

    window.press("Leave the lesson");
    window.press("Groups");
    window.until_shown("Names and reasons are folded");
    assert!(!window.shows("Ada"), "names wait until they are asked for");
    window.press("Show names and reasons");
    window.until_shown("Ada");
    let closed = desk.last_asking();
    assert!(closed.closed_at.is_some());
    window.until("a backup of the lesson", |_| {
        let backups = store::backups(&desk.file).expect("the folder");
        // The first backup may still be in the making when the lesson ends.
        backups.iter().any(|b| Store::open(&b.path, Missing::Refuse).is_ok_and(|s| s.results(None).is_ok_and(|r| r.len() == 28)))
    });
}

#[test]
fn a_lesson_that_was_cut_short_goes_on_with_its_answers_kept() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.teach_without_camera();
    window.read_one_answer("Ada answers C");
    drop(window);

    let mut window = desk.window();
    window.until_shown("1 answer kept");
    window.press("Go on with the lesson");
    window.until_shown("1 of 28 answered");
    assert_eq!(desk.last_asking().answers.len(), 1);
}

/// A class that has answered, and a photograph dropped on the window that cannot be read.
fn answered_with_a_broken_photograph(desk: &Desk) -> Driver<'_> {
    let photo = desk.put("holiday.jpg", "no picture");
    let mut window = desk.window();
    window.make_sample_class();
    window.press("Start lesson");
    window.press("Start reading");
    window.until_shown("All 28 answered");
    window.drop_file(&photo);
    window.until_shown("holiday.jpg was not read");
    window
}

#[test]
fn a_photograph_that_cannot_be_read_is_said_as_long_as_it_is_so_and_covers_nothing() {
    let desk = Desk::new();
    let mut window = answered_with_a_broken_photograph(&desk);
    window.until_shown("No photograph read");
    window.0.run_steps(30);
    assert!(window.shows("No photograph read"), "not only for a moment");
    window.press("Close question");
    let (news, who) = (window.0.get_by_role(Role::Alert), window.0.get_by_label("Who?"));
    assert!(!news.rect().intersects(who.rect()), "{:?} covers {:?}", news.rect(), who.rect());
    window.press("Who?");
    window.until_shown("Who chose what");
    assert!(window.shows("holiday.jpg was not read"), "bad news stay until they are dismissed");
    window.press("Leave the lesson");
    window.until_shown("Print the cards");
    assert!(!window.shows("holiday.jpg was not read"), "or the lesson is over");
}

#[test]
fn news_covers_nothing_outside_lessons_either() {
    let desk = Desk::new();
    let mut window = answered_with_a_broken_photograph(&desk);
    window.press("Close question");
    window.press("Leave the lesson");
    window.drop_file(&desk.put("holiday.csv", b"SQLite format 3\0\x10\0\x01\x01\0@"));
    window.until_shown("holiday.csv was not read");
    for (screen, lowest) in [("Groups", "Names and reasons are folded"), ("Classes", "Save PDF to print")] {
        window.press(screen);
        window.until_shown(lowest);
        let (news, lowest) = (window.0.get_by_role(Role::Alert).rect(), window.0.get_by_label(lowest).rect());
        assert!(news.top() >= lowest.bottom() || news.bottom() <= lowest.top(), "{screen}: {news:?} stands beside {lowest:?}");
    }
}

#[test]
fn a_second_window_waits_until_the_first_is_closed() {
    let desk = Desk::new();
    let mut first = desk.window();
    first.make_sample_class();
    let mut second = desk.window();
    second.until_shown("Another window is open on this file");
    second.press("Try again");
    second.until_shown("Another window is open on this file");
    drop(first);
    second.press("Try again");
    second.until_shown("28 students, cards 1 to 28");
}

#[test]
fn the_window_opens_with_the_class_that_meets_now_or_was_taught_last() {
    let desk = Desk::new();
    let mut store = desk.new_store();
    let [_, second, third] = ["5a", "5b", "5c"].map(|name| store.create_class(name, Deck::QUARTER).expect("a class"));
    store.begin_lesson(second, &LessonPlan::AdHoc, Timestamp::UNIX_EPOCH).expect("a lesson");
    let mut window = desk.window();
    window.until_shown("Class 5");
    assert!(window.shows("Class 5b"));
    drop(window);

    // One that meets at any time of any day.
    let days = Weekday::Monday.cycle_forward().take(7);
    let timetable = days.map(|weekday| Hour { weekday, starts: Time::midnight(), minutes: 24 * 60 }).collect();
    store.change_class(&Class { timetable, ..Class::new(third, "5c", Deck::QUARTER) }).expect("changed");
    let mut window = desk.window();
    window.until_shown("Class 5");
    assert!(window.shows("Class 5c"));
}

#[test]
fn a_student_who_left_comes_back_with_undo() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.press("About Ben");
    window.press("Ben left the class");
    window.until_shown("27 students");
    window.undo();
    window.until_shown("28 students, cards 1 to 28");
}

#[test]
fn a_class_that_owns_other_cards_says_so_when_it_is_made() {
    let desk = Desk::new();
    desk.new_store().create_class("6a", "quarter").expect("a class");
    let mut window = desk.window();
    window.press("Other classes");
    window.press("New class");
    window.press("Cards: Our own, to print");
    window.press("Plickers");
    window.fill("Name of the class", "5b");
    window.fill("Paste the names here, one a line", "Ada\nBen\n");
    window.press("Make the class with 2 students");
    let held = "This class holds up Plickers cards, numbers 1 to 40. Use those you have, or get them at plickers.com.";
    window.until_shown(held);
    let class = desk.store().class_named("5b").expect("read").expect("the class");
    assert_eq!(class.deck, "plickers");
    assert!(window.0.query_by_role_and_label(Role::Button, "Save PDF to print").is_none());
}

#[test]
fn of_a_question_without_names_only_the_counts_are_kept() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.teach_without_camera();
    window.press("Ask without names");
    window.until_shown("Only how many chose what is kept");
    window.press("Start reading");
    window.press("By hand");
    for (student, answer, count) in [("Ada", "C", 1), ("Ben", "B", 2), ("Ada", "B", 2)] {
        window.press(&format!("{student} answers {answer}"));
        window.until_shown(&format!("{count} of 28 answered"));
    }
    window.until("both are counted", |_| desk.last_asking().counts == Some([0, 2, 0, 0]));
    window.press("No answer of Ben");
    window.until_shown("1 of 28 answered");
    window.until("one is counted", |_| desk.last_asking().counts == Some([0, 1, 0, 0]));
    window.press("Ben answers B");
    window.until("both are counted again", |_| desk.last_asking().counts == Some([0, 2, 0, 0]));
    assert_eq!(desk.last_asking().answers, [], "nothing is kept of anybody");
    window.press("Close question");
    window.press("Show the chart");
    window.until("the bar of B", |h| bars(h).iter().any(|b| b.starts_with('B') && b.contains("2 of 28")));
    let who = window.0.get_by_role_and_label(Role::Button, "Who?");
    assert!(who.accesskit_node().is_disabled(), "nobody is told apart");
    drop(window);

    // A question cut short is not gone on with: nobody knows who has answered.
    let mut window = desk.window();
    window.until_shown("28 students");
    window.press("Start lesson");
    window.until_shown("What do you ask?");
}

#[test]
fn an_answer_that_was_none_is_struck_out_and_the_trail_says_so() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.teach_without_camera();
    window.read_one_answer("Ada answers C");
    window.press("No answer of Ada");
    window.until_shown("0 of 28 answered");
    let store = desk.store();
    let class = store.classes().expect("classes").pop().expect("a class").id;
    let ada = store.students(class).expect("students").into_iter().find(|s| s.name == "Ada").expect("Ada").id;
    let trail = store.trail(desk.last_asking().id, ada).expect("a trail");
    let steps: Vec<_> = trail.iter().map(|step| (step.answer.is_some(), step.is_correction)).collect();
    assert_eq!(steps, [(true, false), (false, true)]);
    assert_eq!(desk.last_asking().answers, []);
}

/// The names that Tab comes by, from the first one named to the last, with their places.
#[track_caller]
fn tabbed(window: &mut Driver<'_>, first: &str, last: &str) -> Vec<(String, Rect)> {
    let focused = |window: &Driver<'_>| {
        let node = window.0.query_all(By::new().predicate(|n| n.is_focused())).last()?;
        Some((node.accesskit_node().label().unwrap_or_default(), node.rect()))
    };
    let mut seen: Vec<(String, Rect)> = Vec::new();
    for _ in 0..200 {
        window.leave_field();
        let Some((name, place)) = focused(window) else { continue };
        if seen.is_empty() && name != first {
            continue;
        }
        seen.push((name, place));
        if seen.last().is_some_and(|(name, _)| name == last) {
            return seen;
        }
    }
    panic!("Tab does not come from {first} to {last}: {seen:?}");
}

/// From left to right where things stand beside each other.
#[track_caller]
fn assert_read_order(seen: &[(String, Rect)]) {
    for pair in seen.windows(2) {
        let [(one, a), (other, b)] = pair else { continue };
        let is_beside = a.y_range().contains(b.center().y) || b.y_range().contains(a.center().y);
        assert!(!is_beside || a.left() < b.left(), "{one} before {other}: {seen:?}");
    }
}

#[test]
fn tab_goes_through_a_row_as_it_is_read() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.teach_without_camera();
    window.until_shown("Start reading");
    let seen = tabbed(&mut window, "Leave the lesson", "D is right");
    assert_read_order(&seen);
    let names: Vec<&str> = seen.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..2], ["Leave the lesson", "Choose the camera"]);
    assert_eq!(names[names.len() - 4..], ["Option C", "C is right", "Option D", "D is right"]);

    window.press("Leave the lesson");
    window.add_starter_sets();
    assert_read_order(&tabbed(&mut window, "New question", "Delete question 1"));
    window.press("Edit question 1");
    let seen = tabbed(&mut window, "Option A", "Option B");
    let names: Vec<&str> = seen.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..3], ["Option A", "Picture for A", "A is right"]);
    assert_read_order(&seen);
}

#[test]
fn a_folder_of_photographs_is_read_in_order_and_what_is_none_is_named() {
    let desk = Desk::new();
    let folder = desk.place("5b on Monday");
    std::fs::create_dir(&folder).expect("a folder");
    let wall = image::GrayImage::from_pixel(80, 60, image::Luma([190]));
    for name in ["1.png", "2.png"] {
        wall.save(folder.join(name)).expect("a picture");
    }
    std::fs::write(folder.join("3.jpg"), "no picture").expect("a file");
    std::fs::write(folder.join("notes.txt"), "no picture at all").expect("a file");
    let mut window = desk.window();
    window.make_sample_class();
    window.teach_without_camera();
    window.press("Start reading");
    window.drop_file(&folder);
    window.until_shown("2 of 3 photographs read");
    assert!(window.shows("3.jpg was not read") && !window.shows("notes.txt"));
}

#[test]
fn a_narrow_window_keeps_what_is_needed_within_reach() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.0.set_size(vec2(860.0, 700.0));
    window.0.run_steps(4);
    let save = window.0.get_by_role_and_label(Role::Button, "Save PDF to print").rect();
    assert!(save.right() <= 860.0 && save.bottom() <= 700.0, "{save:?}");
    window.teach_without_camera();
    window.press("Start reading");
    window.press("By hand");
    window.press("Ada answers A");
    window.until_shown("1 of 28 answered");
    window.press("Close question");
    window.press("Leave the lesson");
    window.press("Groups");
    window.until_shown("Show names and reasons");
    let title = |window: &Driver<'_>| window.0.get_by_label("Groups for 5b").rect().width();
    let small = title(&window);
    for _ in 0..10 {
        window.0.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
        window.0.run_steps(2);
    }
    window.0.run_steps(4);
    assert!(title(&window) > small * 1.9, "the title is cut: {} beside {small}", title(&window));
}
