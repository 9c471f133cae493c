//! How large the teacher's file gets, and how long it takes to use.
//!
//! `cargo bench --bench store` (part of `make bench`) makes ten years of a secondary teacher: 12 classes of 30 students, 20
//! questions a day, 180 days a year, about 13 million answers, in a minute; `cargo bench --bench store -- 1` makes one year.

#[expect(dead_code, reason = "made for the tests, which use all of it")]
#[path = "../tests/it/disk/recorder.rs"]
mod recorder;

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::classroom::roster::Change;
use quarterturn::classroom::{AnswerSource, ClassId, Question};
use quarterturn::exchange::{Cell, Scoresheet, write_results};
use quarterturn::store::{self, Missing, ResultsOf, Store};
use rusqlite::{Connection, params};

use recorder::Recorder;

const CLASSES: i64 = 12;
const STUDENTS: u16 = 30;
const A_DAY: i64 = 20;
const DAYS: i64 = 180;
const TERM: i64 = 60;

fn main() {
    // Cargo adds arguments of its own.
    let years: i64 = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(10);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("school.db");
    let (making, answers) = timed(|| make(&file, years));
    let size = std::fs::metadata(&file).expect("the file").len();
    println!("teacher's file: {years} years, {answers} answers, made in {:.0} s", making.as_secs_f64());
    println!("  size              {:9.1} MB, {:.1} bytes an answer", size as f64 / 1e6, size as f64 / answers as f64);

    let (opening, store) = timed(|| Store::open(&file, Missing::Refuse).expect("opens"));
    println!("  open              {:9.1} ms", ms(opening));
    let class = store.classes().expect("classes")[5].id;
    let from = day(years - 1, 0);
    let mut sheets: Vec<Duration> = (0..3)
        .map(|_| {
            timed(|| {
                let students = store.students(class).expect("students");
                let term = store.askings_between(class, from, day(years - 1, TERM)).expect("a term");
                assert_eq!(term.len() as i64, TERM * A_DAY);
                let sheet = Scoresheet::new(&students, &term, &TimeZone::UTC).csv(Cell::Mark).expect("a sheet");
                assert_eq!(sheet.lines().count(), 3 + usize::from(STUDENTS));
            })
            .0
        })
        .collect();
    let first = sheets[0];
    sheets.sort_unstable();
    println!("  scoresheet, term  {:9.1} ms the first time, {:.1} ms again", ms(first), ms(sheets[1]));
    drop(store);

    let recorder = Recorder::watch(folder.path());
    let syncs = answer_one_by_one(&file, class, || recorder.syncs());
    let most = syncs.windows(2).map(|w| w[1] - w[0]).max().unwrap_or(0);
    drop(recorder);
    let times = answer_one_by_one(&file, class, now);
    println!("  a new answer      {:9.2} ms, at most {most} syncs", ms(median(&times)));
    println!("  a bare sync       {:9.2} ms", ms(median(&bare_syncs(folder.path()))));
    let (backing_up, _) = timed(|| store::back_up(&file, day(years, 0)).expect("backed up"));
    println!("  checked backup    {:9.1} s", backing_up.as_secs_f64());
    let store = Store::open(&file, Missing::Refuse).expect("opens");
    let (exporting, ()) = timed(|| write_results(&store, ResultsOf::default(), None, std::io::sink()).expect("written"));
    println!("  export answers    {:9.1} s", exporting.as_secs_f64());
    let student = store.students(class).expect("students")[0].id;
    drop(store);
    let (erasing, erased) = timed(|| store::erase_student(&file, student, |_, _| {}).expect("erased"));
    assert_eq!((erased.rewritten.len(), erased.left.len()), (1, 0));
    println!("  erase a student   {:9.1} s, with one backup", erasing.as_secs_f64());
}

#[expect(clippy::disallowed_methods, reason = "a bench is there to read the clock")]
fn now() -> Instant {
    Instant::now()
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = now();
    let result = work();
    (start.elapsed(), result)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The median step between moments that follow each other.
fn median(times: &[Instant]) -> Duration {
    let mut steps: Vec<Duration> = times.windows(2).map(|w| w[1] - w[0]).collect();
    steps.sort_unstable();
    steps[steps.len() / 2]
}

fn day(year: i64, day: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * (365 * year + day))
}

/// Classes through the store, answers in bulk: day after day, as they come.
fn make(file: &Path, years: i64) -> i64 {
    let mut store = Store::open(file, Missing::Create).expect("a new file");
    for class in 0..CLASSES {
        let id = store.create_class(&format!("class {class}"), Deck::QUARTER).expect("a class");
        let add = |n| Change::add(format!("Student {n} of {class}"), CardNumber(n));
        store.change_roster(id, &(1..=STUDENTS).map(add).collect::<Vec<_>>()).expect("students");
    }
    drop(store);
    let mut db = Connection::open(file).expect("opens");
    db.execute_batch("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF").expect("fast");
    db.execute("INSERT INTO holder (student_id, name, card) SELECT student_id, 'Student', card FROM member", []).expect("holders");
    let students: Vec<(i64, i64, i64)> = db
        .prepare("SELECT member.class_id, member.student_id, holder.id FROM member JOIN holder USING (student_id) ORDER BY 1, 2")
        .and_then(|mut all| all.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect())
        .expect("students");
    let mut made = 0;
    for year in 0..years {
        let transaction = db.transaction().expect("begins");
        for school_day in 0..DAYS {
            let midnight = day(year, school_day).as_millisecond();
            for class in 1..=CLASSES {
                made +=
                    make_lesson(&transaction, class, midnight + class * 2_700_000, (year * DAYS + school_day) * CLASSES + class, &students);
            }
        }
        transaction.commit().expect("kept");
    }
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("one file");
    made
}

fn make_lesson(db: &Connection, class: i64, at: i64, lesson: i64, students: &[(i64, i64, i64)]) -> i64 {
    let prepared = |sql: &str| db.prepare_cached(sql).expect("the table is there");
    prepared("INSERT INTO lesson (id, class_id, plan, began_at, ended_at) VALUES (?1, ?2, 'ad-hoc', ?3, ?3 + 2700000)")
        .execute([lesson, class, at])
        .expect("a lesson");
    let mut made = 0;
    for number in 1..=A_DAY {
        // Every question comes up in a class twice.
        let question = lesson / 2 * A_DAY + number;
        prepared(
            "INSERT OR IGNORE INTO question (id, name, text, picture_shows, form, right, notes, source)
             VALUES (?1, '', 'How much is one half of ' || ?1 || ', and how do you know?', '', 'choice', 'C', '', '')",
        )
        .execute([question])
        .expect("a question");
        let opened = at + number * 120_000;
        prepared(
            "INSERT INTO asking (lesson_id, number, class_id, class_name, question_id, anonymous, opened_at, closed_at)
             VALUES (?1, ?2, ?3, 'class', ?4, 0, ?5, ?5 + 60000)",
        )
        .execute([lesson, number, class, question, opened])
        .expect("an asking");
        let asking = db.last_insert_rowid();
        let mut answer = prepared(
            "INSERT INTO answer (asking_id, student_id, change, holder_id, answer, source, correction, confidence_permille, after_ms)
             VALUES (?1, ?2, 0, ?3, ?4, 0, 0, ?5, ?6)",
        );
        for &(_, student, holder) in students.iter().filter(|s| s.0 == class) {
            let mix = (asking * 31 + student) * 2_654_435_761 % 1_000_003;
            let letter = ["A", "B", "C", "D"][mix as usize % 4];
            answer.execute(params![asking, student, holder, letter, 700 + mix % 300, mix % 50_000]).expect("an answer");
            made += 1;
        }
    }
    made
}

/// Opens the file, asks a question and records answers; what `look` sees before the first and after each.
fn answer_one_by_one<T>(file: &Path, class: ClassId, look: impl Fn() -> T) -> Vec<T> {
    let mut store = Store::open(file, Missing::Refuse).expect("opens");
    let students = store.students(class).expect("students");
    let at = day(50, 0);
    let asking = store.open_asking(class, &Question { text: "now".to_owned(), ..Question::default() }, at).expect("an asking");
    let mut seen = vec![look()];
    for student in students.iter().chain(&students) {
        store.record_answer(asking, student.id, Answer::C, AnswerSource::Card, Some(0.9), at).expect("kept");
        seen.push(look());
    }
    seen
}

/// The moments at which each of some pages was on the disk.
fn bare_syncs(folder: &Path) -> Vec<Instant> {
    let mut file = std::fs::File::create(folder.join("bare")).expect("a file");
    let mut moments = vec![now()];
    for _ in 0..60 {
        file.write_all(&[1; 4096]).and_then(|()| file.sync_data()).expect("on the disk");
        moments.push(now());
    }
    moments
}
