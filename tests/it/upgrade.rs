//! Files of every earlier format open with everything that was in them.

use std::path::Path;

use quarterturn::cards::{Answer, CardNumber};
use quarterturn::classroom::{AnswerSource, AskingId, StudentId};
use quarterturn::store::{self, Health, Missing, Store, StoreError};
use rusqlite::Connection;
use tempfile::TempDir;

/// A file of the first format with two classes, a swap of cards, a namesake, changed minds and an asking cut short.
const FORMAT_1: &str = concat!(
    include_str!("../../src/store/upgrade/0001.sql"),
    "PRAGMA application_id = 0x5154524e;
     PRAGMA user_version = 1;
     INSERT INTO class VALUES (1, '5b', 'quarter'), (2, '6a', 'aruco-4x4-50');
     INSERT INTO student VALUES (1, 1, 'Ada', 2, 1), (2, 1, 'Ben', 1, 1), (3, 1, 'Ana', 3, 0), (4, 1, 'Ana', 3, 1), (5, 2, 'Cem', 0, 1);
     INSERT INTO question VALUES (1, '1/2 + 1/3?', 'C'), (2, 'mood?', ''), (3, '1/2 + 1/3?', 'C');
     INSERT INTO question_option VALUES (1, 0, '2/5'), (1, 1, '5/6'), (3, 0, '2/5'), (3, 1, '1/6');
     INSERT INTO asking VALUES (1, 1, '5b', 1, 1000, 9000), (2, 1, '5-b', 1, 86400000, NULL), (3, 2, '6a', 2, 2000, 3000),
                               (4, 1, '5b', 3, 5000, 6000);
     INSERT INTO answer (asking_id, student_id, student_name, card, answer, source, confidence, answered_at) VALUES
         (1, 1, 'Ada', 1, 'A', 'card', 0.5, 2000), (1, 2, 'Ben', 2, 'C', 'card', NULL, 2500), (1, 1, 'Ada', 1, 'C', 'hand', NULL, 3000),
         (2, 1, 'Ada', 2, 'B', 'phone', 7.5, 86400500), (3, 5, 'Cem', 0, 'D', 'import', 1.0, 2001), (4, 3, 'Ana', 3, 'A', 'photo', 0.25, 5001);",
);

fn make(file: &Path, sql: &str) {
    Connection::open(file).and_then(|db| db.execute_batch(sql)).expect("an old file");
}

#[test]
fn a_file_of_the_first_format_opens_with_everything_in_it() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("old.db");
    make(&file, FORMAT_1);
    let store = Store::open(&file, Missing::Refuse).expect("it opens");
    let classes = store.classes().expect("classes");
    let heads: Vec<_> = classes.iter().map(|c| (c.name.as_str(), c.deck.as_str())).collect();
    assert_eq!(heads, [("5b", "quarter"), ("6a", "aruco-4x4-50")]);
    let students: Vec<String> = classes
        .iter()
        .flat_map(|c| store.students(c.id).expect("students"))
        .map(|s| format!("{} {} {} {}", s.id.0, s.name, s.card, s.active))
        .collect();
    assert_eq!(students, ["2 Ben 1 true", "1 Ada 2 true", "3 Ana 3 false", "4 Ana 3 true", "5 Cem 0 true"]);

    let rows: Vec<String> = store
        .results(None)
        .expect("results")
        .iter()
        .map(|r| {
            let correct = r.correct.map_or("-".to_owned(), |c| c.to_string());
            let times = format!("{} {}", r.asked_at.as_millisecond(), r.answered_at.as_millisecond());
            format!("{} {} {} {} {times} {} {correct} {}", r.class, r.student, r.card, r.question, r.answer, r.source.word())
        })
        .collect();
    let want = [
        "5b Ada 1 1/2 + 1/3? 1000 3000 C true hand",
        "5b Ben 2 1/2 + 1/3? 1000 2500 C true card",
        "6a Cem 0 mood? 2000 2001 D - import",
        "5b Ana 3 1/2 + 1/3? 5000 5001 A false photo",
        "5-b Ada 2 1/2 + 1/3? 86400000 86400500 B false phone",
    ];
    assert_eq!(rows, want);

    let trail = store.trail(AskingId(1), StudentId(1)).expect("a trail");
    let steps: Vec<_> = trail.iter().map(|s| (s.answer, s.source, s.confidence)).collect();
    assert_eq!(steps, [(Some(Answer::A), AnswerSource::Card, Some(0.5)), (Some(Answer::C), AnswerSource::Hand, None)]);
    let askings = store.askings(classes[0].id).expect("askings");
    let places: Vec<_> = askings.iter().map(|a| (a.id.0, a.lesson.0, a.number, a.again_of.map(|b| b.0), a.closed_at.is_some())).collect();
    let (first, second) = (askings[0].lesson.0, askings[2].lesson.0);
    // One day is one lesson; question 3 has other options than question 1, so it was not asked again.
    assert_eq!(places, [(1, first, 1, None, true), (4, first, 2, None, true), (2, second, 1, Some(1), false)]);
    assert_eq!(askings[0].question.option_text(Answer::B), Some("5/6"));
    drop(store);
    assert_eq!(store::check(&file).expect("a file"), Health::Whole);
    // The second time there is nothing to upgrade.
    let store = Store::open(&file, Missing::Refuse).expect("it opens again");
    assert_eq!(store.results(None).expect("results").len(), want.len());
    assert_eq!(store.students(classes[0].id).expect("students")[1].card, CardNumber(2));
}

#[test]
fn an_empty_file_of_the_first_format_opens_too() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("old.db");
    make(&file, &FORMAT_1[..FORMAT_1.find("INSERT").expect("data")]);
    drop(Store::open(&file, Missing::Refuse).expect("it opens"));
    assert_eq!(store::check(&file).expect("a file"), Health::Whole);
}

#[test]
fn an_old_file_that_does_not_fit_together_is_left_as_it_is() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("old.db");
    make(&file, &format!("PRAGMA foreign_keys = OFF; {FORMAT_1} DELETE FROM student WHERE id = 5;"));
    let said = Store::open(&file, Missing::Refuse).expect_err("it does not fit together");
    assert!(matches!(said, StoreError::Damaged(_)), "{said}");
    let db = Connection::open(&file).expect("opens");
    let left: (i64, i64) = db
        .query_row(
            "SELECT (SELECT count(*) FROM answer WHERE student_name = 'Cem'), (SELECT user_version FROM pragma_user_version)",
            [],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .expect("as before");
    assert_eq!(left, (1, 1));
}
