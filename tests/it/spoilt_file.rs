//! A teacher's file with spoilt bytes: whatever is in it, nothing panics, and `check` finds what cannot be read.

use std::path::Path;

use jiff::Timestamp;
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::classroom::roster::Change;
use quarterturn::classroom::{AnswerSource, Choice, Key, PairRule, Profile, Question, QuestionSet};
use quarterturn::store::{self, Health, Missing, Store, StoreError};
use tempfile::TempDir;

use crate::disk::Chance;

/// A small file with something in most tables.
fn make(file: &Path) {
    let at = Timestamp::UNIX_EPOCH;
    let mut store = Store::open(file, Missing::Create).expect("a new file");
    let class = store.create_class("5b", Deck::QUARTER).expect("a class");
    let add = |n| Change::add(format!("Student {n}"), CardNumber(n));
    store.change_roster(class, &(1..=12).map(add).collect::<Vec<_>>()).expect("students");
    let students: Vec<_> = store.students(class).expect("students").iter().map(|s| s.id).collect();
    store.set_profile(students[0], &Profile { tags: ["a".to_owned()].into(), ..Profile::default() }).expect("kept");
    store.set_pair(students[0], students[1], Some(PairRule::Apart)).expect("kept");
    let options = ["1", "2", "3"].map(Choice::from).to_vec();
    let question = |n| Question { text: format!("q{n}"), options: options.clone(), key: Key::of([Answer::B]), ..Question::default() };
    let set = QuestionSet { name: "One".to_owned(), questions: (0..5).map(question).collect(), ..QuestionSet::default() };
    store.add_set(&set).expect("a set");
    for n in 0..3 {
        let asking = store.open_asking(class, &question(n), at).expect("an asking");
        for &student in &students {
            store.record_answer(asking, student, Answer::C, AnswerSource::Card, Some(0.5), at).expect("kept");
        }
    }
}

/// Reads everything there is to read.
fn read_all(file: &Path) -> Result<(), StoreError> {
    let store = Store::open(file, Missing::Refuse)?;
    for class in store.classes()?.iter().chain(&store.archived_classes()?) {
        for student in store.students(class.id)? {
            store.about(student.id)?;
        }
        store.pairs(class.id)?;
        store.last_lesson(class.id)?;
        store.askings(class.id)?;
    }
    store.results(None)?;
    store.sets("q1")?;
    store.skills()?;
    store.curricula()?;
    Ok(())
}

#[test]
fn spoilt_bytes_are_errors_that_check_finds_too() {
    let folder = TempDir::new().expect("a folder");
    let whole = folder.path().join("whole.db");
    make(&whole);
    read_all(&whole).expect("it is whole");
    let bytes = std::fs::read(&whole).expect("the file");
    let mut chance = Chance::new(3);
    let mut unreadable = 0;
    for round in 0..400 {
        let mut spoilt = bytes.clone();
        for _ in 0..=chance.below(4) {
            // Single bytes, runs, and whole ends that are missing.
            let at = 100 + chance.below(spoilt.len() - 100);
            match chance.below(8) {
                0 => spoilt.truncate(at.max(4096)),
                1 | 2 => {
                    let end = (at + chance.below(600)).min(spoilt.len());
                    spoilt[at..end].fill(chance.below(256) as u8);
                }
                _ => spoilt[at] = chance.below(256) as u8,
            }
        }
        let file = folder.path().join(format!("{round}.db"));
        std::fs::write(&file, &spoilt).expect("written");
        let checked = store::check(&file);
        if let Err(why) = read_all(&file) {
            unreadable += 1;
            assert!(!matches!(checked, Ok(Health::Whole)), "round {round}: {why}, and check says that it is whole");
        }
    }
    assert!(unreadable > 40, "only {unreadable} of 400 could not be read: too little was spoilt");
}
