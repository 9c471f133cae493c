//! What was shown as counted is not lost: kills, power cuts, full disks, folders that may not be written, two windows.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::Timestamp;
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::classroom::roster::Change;
use quarterturn::classroom::{AnswerSource, AskingId, Question, StudentId};
use quarterturn::store::{self, Health, Missing, OneWindow, Store, StoreError};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::disk::{Chance, Recorder, after_power_cut, files};

const STUDENTS: usize = 30;

fn program(file: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterturn"));
    command.env_remove("QUARTERTURN_DATA").arg("--data").arg(file).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A file with the class 5b, cards 1 to 30, and an asking.
fn school(file: &Path) -> (AskingId, Vec<StudentId>) {
    let mut store = Store::open(file, Missing::Create).expect("a new file");
    let class = store.create_class("5b", Deck::QUARTER).expect("a class");
    let add = |n: usize| Change::add(format!("Student {n}"), CardNumber(n as u16));
    store.change_roster(class, &(1..=STUDENTS).map(add).collect::<Vec<_>>()).expect("students");
    let question = Question { text: "first".to_owned(), ..Question::default() };
    let asking = store.open_asking(class, &question, Timestamp::UNIX_EPOCH).expect("an asking");
    (asking, store.students(class).expect("students").iter().map(|s| s.id).collect())
}

fn answer_of(n: usize) -> Answer {
    Answer::ALL[n * 7 / 3 % 4]
}

#[test]
fn every_acknowledged_answer_survives_two_hundred_kills() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    school(&file);
    let mut chance = Chance::new(5);
    let mut in_the_middle = 0;
    for round in 0..200 {
        let question = format!("round {round}");
        let mut child =
            program(&file).args(["record", "--class", "5b", "--question", &question]).stdin(Stdio::piped()).spawn().expect("it starts");
        let lines: String = (1..=STUDENTS).map(|card| format!("{card} {}\n", answer_of(card + round))).collect();
        // The pipe stays open: the program waits for more and never ends by itself.
        let mut input = child.stdin.take().expect("stdin");
        input.write_all(lines.as_bytes()).expect("lines");
        let mut output = BufReader::new(child.stdout.take().expect("stdout")).lines();
        let mut acknowledged = Vec::new();
        for _ in 0..chance.below(STUDENTS) {
            acknowledged.extend(output.next().map(|l| l.expect("a line")));
        }
        for _ in 0..chance.below(200_000) {
            std::hint::spin_loop();
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        acknowledged.extend(output.map(|l| l.expect("a line")));
        in_the_middle += usize::from((1..STUDENTS).contains(&acknowledged.len()));

        let store = Store::open(&file, Missing::Refuse).expect("the file opens");
        let kept = store.results(None).expect("answers");
        let kept: Vec<String> = kept.iter().filter(|r| r.question == question).map(|r| format!("ok {} {}", r.card, r.answer)).collect();
        for line in acknowledged {
            assert!(kept.contains(&line), "round {round}: {line} was acknowledged and is not in the file");
        }
        drop(store);
        assert_eq!(store::check(&file).expect("a file"), Health::Whole, "round {round}");
    }
    assert!(in_the_middle > 50, "only {in_the_middle} of 200 kills came while answers were on their way");
}

/// Writes, then cuts the power at many moments; the first acknowledged write that a cut lost. `write(n)` makes write `n`
/// and returns when it is acknowledged; `kept` counts what a file holds.
fn first_loss(folder: &Path, writes: usize, mut write: impl FnMut(usize), kept: impl Fn(&Path) -> i64) -> Option<String> {
    let before = files(folder);
    let recorder = Recorder::watch(folder);
    let acknowledged: Vec<usize> = (0..writes)
        .map(|n| {
            write(n);
            recorder.len()
        })
        .collect();
    let events = recorder.events();
    let mut chance = Chance::new(11);
    // At the very moment of an acknowledgement, and at any other.
    let moments: Vec<usize> =
        (0..80).map(|i| if i % 2 == 0 { acknowledged[chance.below(writes)] } else { chance.below(events.len() + 1) }).collect();
    moments.into_iter().find_map(|moment| {
        let after = TempDir::new().expect("a folder");
        after_power_cut(&before, &events[..moment], &mut chance, after.path());
        let file = after.path().join("school.db");
        let (want, have) = (acknowledged.iter().filter(|&&a| a <= moment).count() as i64, kept(&file));
        (have < want).then(|| format!("{want} were acknowledged and {have} are there"))
    })
}

#[test]
fn every_acknowledged_answer_survives_a_power_cut() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (asking, students) = school(&file);
    let mut open: Option<Store> = None;
    let lost = first_loss(
        folder.path(),
        700,
        |n| {
            // Opened once it is watched; 700 answers fill the log more than once.
            let store = open.get_or_insert_with(|| Store::open(&file, Missing::Refuse).expect("opens"));
            let student = students[n % STUDENTS];
            store.record_answer(asking, student, answer_of(n), AnswerSource::Card, None, Timestamp::UNIX_EPOCH).expect("kept");
        },
        |after| {
            assert_eq!(store::check(after).expect("a file"), Health::Whole);
            let db = Connection::open(after).expect("opens");
            db.query_row("SELECT count(*) FROM answer", [], |r| r.get(0)).expect("a count")
        },
    );
    assert_eq!(lost, None);
}

#[test]
fn the_power_cut_finds_out_who_does_not_sync() {
    let losses = ["OFF", "NORMAL", "FULL"].map(|synchronous| {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join("school.db");
        let db = Connection::open(&file).expect("a database");
        db.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE answer (n INTEGER PRIMARY KEY)").expect("a table");
        drop(db);
        let mut open = None;
        first_loss(
            folder.path(),
            300,
            |n| {
                let db = open.get_or_insert_with(|| {
                    let db = Connection::open(&file).expect("opens");
                    db.pragma_update(None, "synchronous", synchronous).expect("set");
                    db
                });
                db.execute("INSERT INTO answer VALUES (?1)", [n as i64]).expect("kept");
            },
            // A file that no longer opens has lost everything.
            |after| Connection::open(after).and_then(|db| db.query_row("SELECT count(*) FROM answer", [], |r| r.get(0))).unwrap_or(0),
        )
        .is_some()
    });
    assert_eq!(losses, [true, true, false], "lost with OFF, NORMAL, FULL");
}

#[test]
fn an_answer_costs_at_most_two_syncs() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (asking, students) = school(&file);
    let recorder = Recorder::watch(folder.path());
    let mut store = Store::open(&file, Missing::Refuse).expect("opens");
    let mut costs = Vec::new();
    for n in 0..600 {
        let before = recorder.syncs();
        store.record_answer(asking, students[n % STUDENTS], answer_of(n), AnswerSource::Card, None, Timestamp::UNIX_EPOCH).expect("kept");
        costs.push(recorder.syncs() - before);
    }
    // Now and then the log is carried over into the file, which needs its own.
    assert!(costs.iter().filter(|&&c| c > 2).count() <= 2, "{costs:?}");
    assert!(costs.iter().all(|&c| c >= 1), "an answer was acknowledged without a sync");
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let (asking, students) = school(&file);
    let recorder = Recorder::watch(folder.path());
    let mut store = Store::open(&file, Missing::Refuse).expect("opens");
    let mut record = |student| {
        store.record_answer(asking, student, Answer::B, AnswerSource::Hand, None, Timestamp::UNIX_EPOCH).map_err(|e| e.to_string())
    };
    record(students[0]).expect("there is room");
    recorder.leave_room(100);
    let said = record(students[1]).expect_err("there is no room");
    assert!(said.contains("the disk is full"), "{said}");
    recorder.leave_room(usize::MAX);
    record(students[2]).expect("there is room again");
    drop(store);
    assert_eq!(store::check(&file).expect("a file"), Health::Whole);
    let store = Store::open(&file, Missing::Refuse).expect("opens");
    let kept: Vec<StudentId> = store.asking(asking).expect("the asking").answers.iter().map(|a| a.student).collect();
    assert_eq!(kept, [students[0], students[2]]);
    drop(store);
    // Not even the log fits.
    recorder.leave_room(0);
    let said = Store::open(&folder.path().join("new.db"), Missing::Create).expect_err("there is no room").to_string();
    assert!(said.contains("the disk is full"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read_is_read_and_nothing_is_kept_in_it() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    /// Somebody without rights, on every Unix: root may write anywhere.
    const NOBODY: u32 = 65534;
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    school(&file);
    let before = std::fs::read(&file).expect("the file");
    // One that the last program left with answers in its log, as a copy of a file in use is; and one of an older version.
    let other = folder.path().join("other.db");
    school(&other);
    let mut in_use = Store::open(&other, Missing::Refuse).expect("opens");
    in_use.create_class("5c", Deck::QUARTER).expect("a class");
    for ending in ["", "-wal"] {
        std::fs::copy(folder.path().join(format!("other.db{ending}")), folder.path().join(format!("log.db{ending}"))).expect("copied");
    }
    drop(in_use);
    let old = concat!(include_str!("../../src/store/upgrade/0001.sql"), "PRAGMA application_id = 0x5154524e; PRAGMA user_version = 1;");
    Connection::open(folder.path().join("old.db")).and_then(|db| db.execute_batch(old)).expect("an old file");
    // Others may read them, as where a whole folder was copied.
    for entry in std::fs::read_dir(folder.path()).expect("the folder").flatten() {
        std::fs::set_permissions(entry.path(), PermissionsExt::from_mode(0o644)).expect("for others too");
    }
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o555)).expect("read only");
    let is_root = folder.path().metadata().expect("the folder").uid() == 0;
    let record: &[&str] = &["record", "--class", "5b", "--question", "q"];
    let attempts: [(&str, &[&str], &str); 10] = [
        ("school.db", record, "may only be read"),
        ("school.db", &["class", "list"], ""),
        ("school.db", &["export", "answers", "--csv"], ""),
        ("school.db", &["export", "class", "--class", "5b"], ""),
        ("school.db", &["export", "scoresheet", "--class", "5b"], ""),
        ("school.db", &["question", "list"], ""),
        ("school.db", &["check"], ""),
        ("log.db", &["class", "list"], "copy both"),
        ("log.db", record, "may only be read"),
        ("old.db", &["class", "list"], "an older Quarterturn"),
    ];
    for (name, args, problem) in attempts {
        let file = folder.path().join(name);
        let mut command = program(&file);
        if is_root {
            command.uid(NOBODY);
        }
        match command.args(args).stdin(Stdio::null()).output() {
            Ok(out) => {
                let said = String::from_utf8_lossy(&out.stderr);
                if problem.is_empty() {
                    assert!(out.status.success() && said.is_empty(), "{args:?}: {said}");
                } else {
                    assert!(matches!(out.status.code(), Some(1 | 2)), "{args:?}: {said}");
                    assert!(said.lines().count() == 1 && said.contains(problem), "{args:?}: {said}");
                }
            }
            // The program itself lies where nobody may look.
            Err(e) if e.kind() == std::io::ErrorKind::PermissionDenied => println!("skipped: nobody may run the program"),
            Err(e) => panic!("{e}"),
        }
    }
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).expect("as before");
    assert!(std::fs::read(&file).expect("the file") == before);
    let left = std::fs::read_dir(folder.path()).expect("the folder").flatten().map(|e| e.file_name().into_string().expect("a name"));
    let left: std::collections::BTreeSet<String> = left.collect();
    assert_eq!(left, ["school.db", "other.db", "log.db", "log.db-wal", "old.db"].map(str::to_owned).into(), "nothing was put beside them");
}

#[test]
fn a_second_window_on_the_same_file_is_refused_and_the_command_line_is_not() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    school(&file);
    let window = OneWindow::claim(&file).expect("the first");
    let mut store = Store::open(&file, Missing::Create).expect("opens");
    let said = OneWindow::claim(&file).expect_err("the second");
    assert!(matches!(said, StoreError::AlreadyOpen(_)), "{said}");
    let mut child = program(&file).args(["record", "--class", "5b", "--question", "beside"]).stdin(Stdio::piped()).spawn().expect("starts");
    child.stdin.take().expect("stdin").write_all(b"1 A\n2 B\n").expect("lines");
    assert!(child.wait_with_output().expect("ends").status.success());
    store.create_class("5c", Deck::QUARTER).expect("the window goes on");
    assert_eq!(store.results(None).expect("answers").len(), 2);
    drop(window);
    OneWindow::claim(&file).expect("the first is closed");
}
