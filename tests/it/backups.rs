//! Backups, restoring them, and erasing a student from all of them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::{SignedDuration, Timestamp};
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::classroom::roster::Change;
use quarterturn::classroom::{AnswerSource, ClassId, PairRule, Profile, Question, StudentId};
use quarterturn::store::{self, BackupKind, Health, Made, Missing, OneWindow, Store, StoreError};
use rusqlite::Connection;
use tempfile::TempDir;

fn run(file: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterturn"));
    command.env_remove("QUARTERTURN_DATA").arg("--data").arg(file).args(args).output().expect("the program runs")
}

fn at(hours: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
}

/// A file with the class 5b and these students on cards 1, 2 ….
fn school(file: &Path, names: &[&str]) -> (Store, ClassId, Vec<StudentId>) {
    let mut store = Store::open(file, Missing::Create).expect("a new file");
    let class = store.create_class("5b", Deck::QUARTER).expect("a class");
    let add = |(n, name): (u16, &&str)| Change::add(*name, CardNumber(n));
    store.change_roster(class, &(1..).zip(names).map(add).collect::<Vec<_>>()).expect("students");
    let students = store.students(class).expect("students").iter().map(|s| s.id).collect();
    (store, class, students)
}

fn ask(store: &mut Store, class: ClassId, text: &str, students: &[StudentId]) {
    let asking = store.open_asking(class, &Question { text: text.to_owned(), ..Question::default() }, at(0)).expect("an asking");
    for &student in students {
        store.record_answer(asking, student, Answer::C, AnswerSource::Card, None, at(0)).expect("kept");
    }
}

fn new(made: Result<Made, StoreError>) -> PathBuf {
    match made {
        Ok(Made::New(path)) => path,
        other => panic!("no new backup: {other:?}"),
    }
}

#[test]
fn a_backup_is_made_beside_an_open_file_and_only_where_something_changed() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (mut store, class, students) = school(&file, &["Ada", "Ben"]);
    let first = new(store::back_up(&file, at(1)));
    assert_eq!(store::back_up(&file, at(2)).expect("made"), Made::Unchanged(first.clone()));
    ask(&mut store, class, "q", &students);
    let second = new(store::back_up(&file, at(3)));
    let counts = [&first, &second].map(|b| {
        assert_eq!(store::check(b).expect("a file"), Health::Whole);
        Connection::open(b).expect("opens").query_row("SELECT count(*) FROM answer", [], |r| r.get::<_, i64>(0)).expect("a count")
    });
    assert_eq!(counts, [0, 2]);
    let listed: Vec<_> = store::backups(&file).expect("listed").into_iter().map(|b| (b.path, b.kind, b.at)).collect();
    assert_eq!(listed, [(second, BackupKind::Rolling, Some(at(3))), (first, BackupKind::Rolling, Some(at(1)))]);
    let names: Vec<_> = std::fs::read_dir(folder.path().join("school.db-backups")).expect("the folder").collect();
    assert_eq!(names.len(), 2, "nothing unfinished is left: {names:?}");
}

#[test]
fn backups_of_one_second_all_stay() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (mut store, class, students) = school(&file, &["Ada"]);
    let made: Vec<PathBuf> = (0..3)
        .map(|n| {
            ask(&mut store, class, &format!("q{n}"), &students);
            new(store::back_up(&file, at(1)))
        })
        .collect();
    let listed: Vec<_> = store::backups(&file).expect("listed").into_iter().rev().map(|b| (b.path, b.at)).collect();
    let times = (0..3).map(|n| Some(at(1) + SignedDuration::from_millis(n)));
    assert_eq!(listed, made.iter().cloned().zip(times).collect::<Vec<_>>(), "the newest is known as such");
    let answers = |path: &PathBuf| {
        Connection::open(path).expect("opens").query_row("SELECT count(*) FROM answer", [], |r| r.get::<_, i64>(0)).expect("a count")
    };
    assert_eq!(made.iter().map(answers).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn old_backups_are_cleared_away_and_a_damaged_file_displaces_none() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (mut store, class, students) = school(&file, &["Ada"]);
    for hour in 0..14 {
        ask(&mut store, class, &format!("q{hour}"), &students);
        new(store::back_up(&file, at(hour)));
    }
    let kept: Vec<_> = store::backups(&file).expect("listed").iter().filter_map(|b| b.at).collect();
    assert_eq!(kept, (4..14).rev().map(at).collect::<Vec<_>>());
    drop(store);
    damage(&file);
    assert!(matches!(store::back_up(&file, at(20)), Err(StoreError::Damaged(_))));
    assert_eq!(store::backups(&file).expect("listed").len(), 10);
}

/// Spoils the pages of a table, not those that are read at opening.
fn damage(file: &Path) {
    let db = Connection::open(file).expect("opens");
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("one file");
    let page: i64 = db.query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'asking_question'", [], |r| r.get(0)).expect("an index");
    drop(db);
    let mut bytes = std::fs::read(file).expect("the file");
    let at = (page as usize - 1) * 4096;
    bytes[at..at + 4096].fill(0xa5);
    std::fs::write(file, bytes).expect("damaged");
}

#[test]
fn the_last_whole_backup_is_offered_and_restored_and_the_damaged_file_is_kept() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (mut store, class, students) = school(&file, &["Ada", "Ben"]);
    ask(&mut store, class, "q", &students);
    drop(store);
    assert!(run(&file, &["backup"]).status.success());
    let whole = store::backups(&file).expect("listed").remove(0).path;
    // A newer one that went bad on the disk.
    let bad = folder.path().join("school.db-backups/2999-01-01T00-00-00Z.db");
    std::fs::copy(&whole, &bad).expect("copied");
    damage(&bad);
    damage(&file);
    let damaged = std::fs::read(&file).expect("the file");

    let out = run(&file, &["check"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(said.contains("quarterturn restore") && said.contains(whole.to_str().expect("a path")), "{said}");

    let window = OneWindow::claim(&file).expect("a window");
    assert_eq!(run(&file, &["restore"]).status.code(), Some(2), "not under an open window");
    drop(window);
    assert_eq!(run(&file, &["restore", bad.to_str().expect("a path")]).status.code(), Some(2), "a damaged backup is refused");
    assert!(std::fs::read(&file).expect("the file") == damaged);

    let out = run(&file, &["restore"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(run(&file, &["check"]).status.success());
    let store = Store::open(&file, Missing::Refuse).expect("opens");
    assert_eq!(store.results(None).expect("results").len(), 2);
    let kept: Vec<_> = store::backups(&file).expect("listed").into_iter().filter(|b| b.kind == BackupKind::SetAside).collect();
    assert_eq!(kept.len(), 1);
    assert!(std::fs::read(&kept[0].path).expect("the kept file") == damaged);
}

#[test]
fn a_file_that_another_program_uses_is_not_replaced() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (store, ..) = school(&file, &["Ada"]);
    let backup = new(store::back_up(&file, at(1)));
    let said = store::restore(&file, &backup, at(2)).expect_err("it is in use");
    assert!(matches!(said, StoreError::Busy), "{said}");
    assert_eq!(store.classes().expect("still there").len(), 1);
    drop(store);
    store::restore(&file, &backup, at(2)).expect("restored");
}

#[test]
fn a_copy_from_before_an_upgrade_is_kept() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let old = concat!(
        include_str!("../../src/store/upgrade/0001.sql"),
        "PRAGMA application_id = 0x5154524e; PRAGMA user_version = 1; INSERT INTO class VALUES (1, '5b', 'quarter');"
    );
    Connection::open(&file).and_then(|db| db.execute_batch(old)).expect("an old file");
    drop(Store::open(&file, Missing::Refuse).expect("it opens"));
    let kept = store::backups(&file).expect("listed");
    assert_eq!(kept.iter().map(|b| b.kind).collect::<Vec<_>>(), [BackupKind::BeforeUpgrade]);
    let version: i64 =
        Connection::open(&kept[0].path).and_then(|db| db.pragma_query_value(None, "user_version", |r| r.get(0))).expect("a version");
    assert_eq!(version, 1);
}

/// The files in which some bytes are found, in a folder and those in it.
fn containing(folder: &Path, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(containing(&path, needle));
        } else if std::fs::read(&path).expect("a file").windows(needle.len()).any(|w| w == needle.as_bytes()) {
            found.push(path.file_name().expect("a name").to_string_lossy().into_owned());
        }
    }
    found
}

#[test]
fn an_erased_student_is_in_no_byte_of_the_file_or_its_backups() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let names: Vec<String> = (0..40).map(|i| if i == 20 { "Zebulon Quist".to_owned() } else { format!("Student number {i}") }).collect();
    let (mut store, class, students) = school(&file, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let gone = students[20];
    for round in 0..5 {
        ask(&mut store, class, &format!("q{round}"), &students);
    }
    let profile = Profile { notes: "Zebulon likes maps".to_owned(), tags: ["zebulonic".to_owned()].into(), ..Profile::default() };
    store.set_profile(gone, &profile).expect("kept");
    store.set_pair(gone, students[0], Some(PairRule::Apart)).expect("kept");
    // A program that does not overwrite what it deletes has left traces.
    let careless = Connection::open(&file).expect("opens");
    careless.pragma_update(None, "secure_delete", "OFF").expect("set");
    careless.execute("INSERT INTO student_tag VALUES (?1, 'Zebulon was here')", [gone.0]).expect("a tag");
    careless.execute("DELETE FROM student_tag WHERE tag = 'Zebulon was here'", []).expect("deleted");
    drop(careless);
    let old_name = new(store::back_up(&file, at(1)));
    store.rename_student(gone, "Zeb Quist").expect("renamed");
    ask(&mut store, class, "after", &[gone]);
    store.rename_student(gone, "Zebulon Q.").expect("renamed");
    new(store::back_up(&file, at(2)));
    assert!(containing(folder.path(), "Zeb").len() >= 3);

    // The window may be open meanwhile.
    let out = run(&file, &["erase", "student", "--class", "5b", "--name", "Zebulon Q."]);
    assert_eq!(out.status.code(), Some(2), "not without --yes");
    let out = run(&file, &["erase", "student", "--class", "5b", "--name", "Zebulon Q.", "--yes"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(String::from_utf8_lossy(&out.stdout), "Erased with 6 answers, also from 2 backups\n");
    assert_eq!([containing(folder.path(), "Zeb"), containing(folder.path(), "zebulonic")], [[""; 0]; 2]);
    for copy in [&file, &old_name] {
        assert_eq!(store::check(copy).expect("a file"), Health::Whole);
    }
    assert_eq!(store.students(class).expect("students").len(), 39);
    assert_eq!(store.results(None).expect("results").len(), 5 * 39);
    assert_eq!(store.pairs(class).expect("pairs"), []);
    // The number never means somebody else.
    store.change_roster(class, &[Change::add("New", CardNumber(41))]).expect("added");
    assert!(store.students(class).expect("students").iter().all(|s| s.id != gone));
}

#[test]
fn a_copy_that_cannot_be_written_anew_is_named() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (_store, _, students) = school(&file, &["Ada"]);
    let copy = new(store::back_up(&file, at(1)));
    std::fs::write(&copy, b"no database any more").expect("written");
    let erased = store::erase_student(&file, students[0], |_, _| {}).expect("erased");
    assert_eq!(erased.left.iter().map(|(path, _)| path).collect::<Vec<_>>(), [&copy]);
}

#[test]
fn unfinished_copies_of_an_erased_student_are_deleted() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (store, _, students) = school(&file, &["Zebulon Quist", "Ben"]);
    new(store::back_up(&file, at(1)));
    drop(store);
    // One that a crash left a moment ago.
    std::fs::copy(&file, folder.path().join("school.db-backups/.quarterturn-x7")).expect("copied");
    let mut told = Vec::new();
    store::erase_student(&file, students[0], |number, count| told.push((number, count))).expect("erased");
    assert_eq!(containing(folder.path(), "Zebulon"), [""; 0]);
    assert_eq!(told, [(1, 2), (2, 2)]);
}

#[test]
fn copies_are_freed_of_a_student_even_where_the_file_itself_cannot_be_written_anew_yet() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (mut store, class, _) = school(&file, &["Ben"]);
    let without = new(store::back_up(&file, at(1)));
    let before = std::fs::read(&without).expect("a backup");
    store.change_roster(class, &[Change::add("Zebulon Quist", CardNumber(2))]).expect("added");
    new(store::back_up(&file, at(2)));
    let gone = store.students(class).expect("students")[1].id;
    // Another program is in the middle of reading.
    let reader = Connection::open(&file).expect("opens");
    reader.execute_batch("BEGIN; SELECT * FROM student").expect("reads");
    let erased = store::erase_student(&file, gone, |_, _| {}).expect("erased");
    assert_eq!((erased.rewritten.len(), erased.left.iter().map(|(path, _)| path).collect::<Vec<_>>()), (1, vec![&file]));
    assert_eq!(containing(&folder.path().join("school.db-backups"), "Zebulon"), [""; 0]);
    assert!(std::fs::read(&without).expect("a backup") == before, "a copy that never had the student is left alone");
    drop(reader);
    assert!(!containing(folder.path(), "Zebulon").is_empty());
    assert!(run(&file, &["erase", "traces"]).status.success());
    assert_eq!(containing(folder.path(), "Zebulon"), [""; 0]);
}

#[test]
fn whatever_was_set_aside_stays_and_nothing_is_restored_from_itself() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    drop(school(&file, &["Ada"]));
    let backup = new(store::back_up(&file, at(1)));
    let restore = || store::restore(&file, &backup, at(2)).expect("restored").expect("set aside");
    let aside = [restore(), restore()];
    assert!(aside[0] != aside[1] && aside.iter().all(|path| path.exists()), "{aside:?}");
    let kinds = store::backups(&file).expect("listed").into_iter().filter(|b| b.kind == BackupKind::SetAside);
    assert_eq!(kinds.count(), 2);
    let said = store::restore(&file, &file, at(3)).expect_err("the file itself").to_string();
    assert!(said.contains("itself"), "{said}");
}

#[test]
fn everything_about_one_student_comes_out_and_nothing_about_others() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (mut store, class, students) = school(&file, &["Ada Novak", "Ben Cole"]);
    ask(&mut store, class, "q", &students);
    store.set_pair(students[0], students[1], Some(PairRule::Apart)).expect("kept");
    store.set_profile(students[0], &Profile { language: "hr".to_owned(), ..Profile::default() }).expect("kept");
    drop(store);
    let out = run(&file, &["export", "student", "--class", "5b", "--name", "Ada Novak"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let about: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!((&about["language"], &about["classes"][0], &about["pairs"][0]), (&"hr".into(), &"5b, card 1".into(), &"apart: 1".into()));
    assert_eq!((about["answers"].as_array().map(Vec::len), &about["answers"][0]["answer"]), (Some(1), &"C".into()));
    assert!(!String::from_utf8_lossy(&out.stdout).contains("Ben"));
    assert_eq!(run(&file, &["export", "student", "--class", "5b", "--name", "Nobody"]).status.code(), Some(2));
}
