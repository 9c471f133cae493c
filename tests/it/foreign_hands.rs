//! A teacher's file that other hands changed: nothing of theirs runs, and what cannot be read is said at the door.

use std::path::Path;

use jiff::Timestamp;
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::classroom::roster::Change;
use quarterturn::classroom::{AnswerSource, Key, Question, SkillCode};
use quarterturn::exchange::{export_everything, import_everything};
use quarterturn::store::{self, Health, Missing, Store, StoreError};
use rusqlite::Connection;
use tempfile::TempDir;

/// A class of one student who has answered one question.
fn make(file: &Path) -> Store {
    let at = Timestamp::UNIX_EPOCH;
    let mut store = Store::open(file, Missing::Create).expect("a new file");
    let class = store.create_class("5b", Deck::QUARTER).expect("a class");
    store.change_roster(class, &[Change::add("Ada", CardNumber(1))]).expect("a student");
    let skills = vec![SkillCode::parse("5.NF.1").expect("a code")];
    let question = Question { text: "q".to_owned(), key: Key::of([Answer::B]), skills, ..Question::default() };
    let asking = store.open_asking(class, &question, at).expect("an asking");
    let student = store.students(class).expect("students")[0].id;
    store.record_answer(asking, student, Answer::B, AnswerSource::Card, None, at).expect("kept");
    store
}

fn change(file: &Path, sql: &str) {
    let db = Connection::open(file).expect("opens");
    db.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).expect("changed");
}

#[test]
fn a_file_with_foreign_triggers_views_or_tables_is_refused() {
    for (foreign, name) in [
        ("CREATE TRIGGER t AFTER INSERT ON answer BEGIN DELETE FROM answer; END", "trigger t"),
        ("CREATE VIEW v AS SELECT 1", "view v"),
        ("CREATE TABLE notes (a)", "table notes"),
        ("CREATE INDEX i ON answer (answer)", "index i"),
    ] {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join("school.db");
        drop(make(&file));
        change(&file, foreign);
        match Store::open(&file, Missing::Refuse) {
            Err(StoreError::Damaged(what)) => assert!(what.contains(name), "{what}"),
            other => panic!("{foreign}: {other:?}"),
        }
        assert!(matches!(store::check(&file), Ok(Health::Damaged(_))), "{foreign}");
    }
}

#[test]
fn what_sqlite_notes_for_itself_does_no_harm() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    drop(make(&file));
    change(&file, "ANALYZE");
    assert!(Store::open(&file, Missing::Refuse).is_ok());
    assert_eq!(store::check(&file).expect("checked"), Health::Whole);
}

#[test]
fn a_file_that_forgot_its_format_is_damaged_and_left_alone() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    drop(make(&file));
    for version in [0, -1] {
        change(&file, &format!("PRAGMA user_version = {version}"));
        let before = std::fs::read(&file).expect("the file");
        let said = Store::open(&file, Missing::Refuse).expect_err("damaged").to_string();
        assert!(said.contains("format") && !said.contains('\n'), "{said}");
        assert!(matches!(store::check(&file), Ok(Health::Damaged(_))));
        assert!(std::fs::read(&file).expect("the file") == before);
    }
}

#[test]
fn values_that_could_not_be_read_are_found_by_check_and_do_not_come_in() {
    for (odd, place) in [
        ("UPDATE member SET card = 70000", "table member, column card"),
        ("UPDATE holder SET card = -1", "table holder, column card"),
        ("UPDATE question SET right = 'ZZ'", "column right"),
        ("UPDATE asking SET opened_at = 4611686018427387904", "column opened_at"),
        ("UPDATE asking SET number = -5", "column number"),
        ("UPDATE lesson SET ended_at = -4611686018427387904", "column ended_at"),
        ("DROP TRIGGER answer_stays; UPDATE answer SET after_ms = 4611686018427387904", "column after_ms"),
        ("UPDATE question_skill SET skill = ''", "column skill"),
        ("UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'student'", "column seq"),
    ] {
        let folder = TempDir::new().expect("a folder");
        let [file, out, into] = ["school.db", "out.zip", "new.db"].map(|n| folder.path().join(n));
        drop(make(&file));
        let trigger = "SELECT sql FROM sqlite_schema WHERE name = 'answer_stays'";
        let trigger: String = Connection::open(&file).and_then(|db| db.query_row(trigger, [], |r| r.get(0))).expect("a trigger");
        change(&file, &if odd.starts_with("DROP TRIGGER") { format!("{odd}; {trigger}") } else { odd.to_owned() });
        match store::check(&file) {
            Ok(Health::Damaged(problems)) => assert!(problems.iter().any(|p| p.contains(place)), "{odd}: {problems:?}"),
            other => panic!("{odd}: {other:?}"),
        }
        let mut store = Store::open(&file, Missing::Refuse).expect("a glance finds nothing");
        export_everything(&mut store, &out, Timestamp::UNIX_EPOCH).expect("exported");
        let said = import_everything(&out, &into).expect_err(odd).to_string();
        assert!(said.contains(place) && !into.exists(), "{said}");
    }
}
