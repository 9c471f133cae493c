//! The teacher's file through the command line, as measurements use it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use quarterturn::store::{Missing, Store};
use tempfile::TempDir;

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterturn"));
    command.env_remove("QUARTERTURN_DATA").arg("--data").arg(folder.join("school.db"));
    command
}

fn run(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut child =
        program(folder).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    // A program that refuses its arguments does not wait for input.
    let _ = child.stdin.take().expect("stdin").write_all(input.as_bytes());
    child.wait_with_output().expect("the program ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// A class from a list, and what its import printed.
fn import(folder: &Path, class: &str, list: impl AsRef<[u8]>) -> Output {
    let file = folder.join("list.csv");
    std::fs::write(&file, list).expect("a list");
    run(folder, &["class", "import", class, file.to_str().expect("a path")], "")
}

/// `name card` of every student, `-` before those who left.
fn roster(folder: &Path) -> Vec<String> {
    let out = run(folder, &["class", "list", "--json"], "");
    let classes: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let students = classes[0]["students"].as_array().expect("students");
    students
        .iter()
        .map(|s| format!("{}{} {}", if s["active"] == true { "" } else { "-" }, s["name"].as_str().expect("a name"), s["card"]))
        .collect()
}

fn exported(folder: &Path) -> Vec<Vec<String>> {
    let out = run(folder, &["export", "answers", "--csv"], "");
    assert_eq!(out.status.code(), Some(0));
    let mut reader = csv::Reader::from_reader(out.stdout.as_slice());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    assert_eq!(header.join(","), "class,student,card,question,asked_at,answered_at,answer,correct,source");
    reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_list_makes_a_class_and_updates_it_without_doubles() {
    let folder = TempDir::new().expect("a folder");
    assert_eq!(import(folder.path(), "5b", "name,card\nAda Novak,3\nBen Cole,\nAna,\nAna,\n").status.code(), Some(0));
    assert_eq!(roster(folder.path()), ["Ben Cole 1", "Ana 2", "Ada Novak 3", "Ana 4"]);
    assert_eq!(import(folder.path(), "5b", "name,card\nAda Novak,3\nBen Cole,\nAna,\nAna,\n").status.code(), Some(0));
    assert_eq!(import(folder.path(), "5b", "name;card\nAda Novak;1\nBen Cole;3\n").status.code(), Some(0));
    assert_eq!(roster(folder.path()), ["Ada Novak 1", "Ana 2", "Ben Cole 3", "Ana 4"]);
    let ambiguous = import(folder.path(), "5b", "name;card\nAna;7\nCem;\n");
    assert_eq!(ambiguous.status.code(), Some(2));
    assert!(text(&ambiguous.stderr).contains("line 2: Ana"), "{}", text(&ambiguous.stderr));
    assert_eq!(roster(folder.path()), ["Ada Novak 1", "Ana 2", "Ben Cole 3", "Ana 4", "Cem 5"]);
}

#[test]
fn lists_come_in_any_encoding() {
    let utf16: Vec<u8> = "\u{feff}Name\tKarte\r\nJürgen Groß\t4\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for list in ["Name;Karte\r\nJürgen Groß;4\r\n".as_bytes(), b"Name;Karte\r\nJ\xfcrgen Gro\xdf;4\r\n", &utf16] {
        let folder = TempDir::new().expect("a folder");
        assert_eq!(import(folder.path(), "5b", list).status.code(), Some(0));
        assert_eq!(roster(folder.path()), ["Jürgen Groß 4"]);
    }
}

#[test]
fn answers_are_recorded_line_by_line_and_bad_lines_are_named() {
    let folder = TempDir::new().expect("a folder");
    import(folder.path(), "5b", "Ada\nBen\nCem\n");
    let out = run(
        folder.path(),
        &["record", "--class", "5b", "--question", "1/2 + 1/3, how much?", "--key", "c"],
        "2 c\n1 A\nnonsense\n9 A\n1 b\n3\n",
    );
    assert_eq!((out.status.code(), text(&out.stdout)), (Some(2), "ok 2 C\nok 1 A\nok 1 B\n"));
    let lines: Vec<&str> = text(&out.stderr).lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    for (line, start) in lines.iter().zip(["line 3:", "line 4:", "line 6:"]) {
        assert!(line.starts_with(start), "{line}");
    }
    let rows = exported(folder.path());
    let short: Vec<String> = rows.iter().map(|r| [0, 1, 2, 3, 6, 7, 8].map(|i| r[i].as_str()).join("|")).collect();
    assert_eq!(short, ["5b|Ada|1|1/2 + 1/3, how much?|B|0|hand", "5b|Ben|2|1/2 + 1/3, how much?|C|1|hand"]);
    for time in [&rows[0][4], &rows[0][5]] {
        assert!(time.ends_with('Z') && time.parse::<jiff::Timestamp>().is_ok(), "{time}");
    }
}

#[test]
fn a_question_asked_again_is_a_new_asking_and_names_stay_as_they_were() {
    let folder = TempDir::new().expect("a folder");
    import(folder.path(), "5b", "name,card\nAda,1\nBen,2\n");
    for input in ["1 A\n2 B\n", "1 C\n"] {
        assert_eq!(run(folder.path(), &["record", "--class", "5b", "--question", "q"], input).status.code(), Some(0));
        import(folder.path(), "5b", "name,card\nAda,2\nBen,1\n");
    }
    let rows: Vec<String> = exported(folder.path()).iter().map(|r| [1, 2, 6, 7].map(|i| r[i].as_str()).join("|")).collect();
    // After the swap card 1 is Ben's.
    assert_eq!(rows, ["Ada|1|A|", "Ben|2|B|", "Ben|1|C|"]);
}

#[test]
fn students_are_described_moved_and_swapped_by_command() {
    let folder = TempDir::new().expect("a folder");
    import(folder.path(), "5c", "Cem\n");
    import(folder.path(), "5b", "Ada Novak\nBen\nAna\n");
    let done = |args: &[&str]| {
        let out = run(folder.path(), args, "");
        assert_eq!(out.status.code(), Some(0), "{args:?}: {}", text(&out.stderr));
        text(&out.stdout).to_owned()
    };
    done(&["record", "--class", "5b", "--question", "q"]);
    done(&["student", "set", "--class", "5b", "--name", "Ada Novak", "--language", "hr", "--support", "read-aloud", "--tag", "choir"]);
    done(&["student", "set", "--class", "5b", "--name", "Ada Novak", "--board-name", "number"]);
    let about: serde_json::Value =
        serde_json::from_str(&done(&["export", "student", "--class", "5b", "--name", "Ada Novak"])).expect("JSON");
    let known = ["language", "board_name"].map(|k| about[k].as_str());
    assert_eq!((known, &about["supports"][0], &about["tags"][0]), ([Some("hr"), Some("number")], &"read-aloud".into(), &"choir".into()));

    assert_eq!(done(&["student", "swap", "--class", "5b", "1", "3"]), "Ada Novak has card 3 now, and Ana card 1\n");
    assert_eq!(done(&["student", "pair", "--class", "5b", "1", "2", "apart"]), "Ana and Ben: apart\n");
    assert_eq!(done(&["student", "absent", "--class", "5b", "--name", "Ben", "--day", "2026-11-25"]), "Ben is absent on 2026-11-25\n");
    assert_eq!(done(&["student", "move", "--class", "5b", "--name", "Ben", "--to", "5c"]), "Ben is in class 5c now, with card 2\n");
    assert_eq!(roster(folder.path()), ["Ana 1", "-Ben 2", "Ada Novak 3"]);
    let refused = |args: &[&str], why: &str| {
        let out = run(folder.path(), args, "");
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(text(&out.stderr).contains(why) && text(&out.stderr).lines().count() == 1, "{args:?}: {}", text(&out.stderr));
    };
    // The card that Ben holds there stays the one that was printed for him.
    refused(&["student", "move", "--class", "5b", "--name", "Ben", "--to", "5c"], "in that class already");
    refused(&["student", "move", "--class", "5b", "--name", "Ana", "--to", "5b"], "in that class already");
    refused(&["student", "absent", "--class", "5b", "--name", "Ana", "--day", "2026-02-30"], "there is no such day");
    refused(&["export", "scoresheet", "--class", "5b", "--from", "2026-13-01"], "there is no such day");
    refused(&["restore", "nowhere.db"], "there is no such file");
    assert_eq!(run(folder.path(), &["student", "swap", "--class", "5b", "1", "2"], "").status.code(), Some(2));
    done(&["class", "archive", "5b"]);
    assert_eq!(roster(folder.path()), ["Cem 1", "Ben 2"]);
    import(folder.path(), "5b", "Dua\n");
    assert_eq!(roster(folder.path()), ["Dua 1"]);
}

#[test]
fn a_quiz_on_paper_is_taken_in_number_by_number() {
    let folder = TempDir::new().expect("a folder");
    import(folder.path(), "5b", "Ada\nBen\n");
    let out = run(folder.path(), &["quiz", "--class", "5b", "--keys", "C, ad,-"], "1 1 c\n2 1 b\n3 2 A\n4 1 A\n1 9 A\n2 2 D\n");
    assert_eq!((out.status.code(), text(&out.stdout)), (Some(2), "ok 1 1 C\nok 2 1 B\nok 3 2 A\nok 2 2 D\n"), "{}", text(&out.stderr));
    let said = text(&out.stderr);
    assert!(said.contains("line 4:") && said.contains("line 5:") && said.lines().count() == 2, "{said}");
    let rows: Vec<String> = exported(folder.path()).iter().map(|r| [1, 3, 6, 7].map(|i| r[i].as_str()).join("|")).collect();
    assert_eq!(rows, ["Ada|Question 1|C|1", "Ada|Question 2|B|0", "Ben|Question 2|D|1", "Ben|Question 3|A|"]);
    assert_eq!(run(folder.path(), &["quiz", "--class", "5b", "--keys", "C,,A"], "").status.code(), Some(2));
}

#[test]
fn only_import_makes_a_missing_file() {
    let folder = TempDir::new().expect("a folder");
    let attempts: [&[&str]; 4] =
        [&["class", "list", "--json"], &["record", "--class", "5b", "--question", "q"], &["export", "answers", "--csv"], &["check"]];
    for args in attempts {
        let out = run(folder.path(), args, "");
        assert_eq!((out.status.code(), text(&out.stderr).lines().count()), (Some(2), 1), "{args:?}: {}", text(&out.stderr));
        assert!(!folder.path().join("school.db").exists(), "{args:?} made a file");
    }
}

#[cfg(unix)]
#[test]
fn a_new_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().expect("a folder");
    assert!(import(folder.path(), "5b", "Ada\n").status.success());
    let store = Store::open(&folder.path().join("school.db"), Missing::Refuse).expect("the file");
    for entry in std::fs::read_dir(folder.path()).expect("the folder").map(|e| e.expect("an entry")) {
        let name = entry.file_name().into_string().expect("a name");
        if name.starts_with("school.db") {
            let mode = entry.metadata().expect("what it is").permissions().mode();
            assert_eq!(mode & 0o077, 0, "{name} may be read by others: {mode:o}");
        }
    }
    drop(store);
}

#[test]
fn files_that_are_not_ours_are_refused_and_left_alone() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let foreign = rusqlite::Connection::open(&file).expect("a database");
    foreign.execute_batch("CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup')").expect("a table");
    drop(foreign);
    let before = std::fs::read(&file).expect("the file");
    for content in [before, b"Not a database at all, just a text that is long enough to be one page.".repeat(80), b"short".to_vec()] {
        std::fs::write(&file, &content).expect("written");
        assert_eq!(run(folder.path(), &["check"], "").status.code(), Some(1));
        assert_eq!(import(folder.path(), "5b", "Ada\n").status.code(), Some(2));
        assert_eq!(run(folder.path(), &["class", "list"], "").status.code(), Some(2));
        assert!(std::fs::read(&file).expect("the file") == content, "a foreign file was changed");
    }
}

#[test]
fn an_empty_foreign_database_stays_as_it_is_and_a_lost_table_is_noticed() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    let foreign = rusqlite::Connection::open(&file).expect("a database");
    foreign.execute_batch("VACUUM").expect("one page");
    drop(foreign);
    let before = std::fs::read(&file).expect("the file");
    assert_eq!(run(folder.path(), &["check"], "").status.code(), Some(1));
    assert_eq!(run(folder.path(), &["class", "list"], "").status.code(), Some(2));
    assert!(std::fs::read(&file).expect("the file") == before, "a foreign file was changed");
    import(folder.path(), "5b", "Ada\n");
    assert_eq!(run(folder.path(), &["check"], "").status.code(), Some(0));
    rusqlite::Connection::open(&file).expect("ours").execute_batch("DROP TABLE answer").expect("lost");
    let out = run(folder.path(), &["check"], "");
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("table answer"), "{}", text(&out.stderr));
}

#[test]
fn a_list_without_names_makes_nothing() {
    let folder = TempDir::new().expect("a folder");
    let out = import(folder.path(), "5b", "name,card\n,3\n");
    assert_eq!(out.status.code(), Some(2));
    assert!(!folder.path().join("school.db").exists());
}

#[test]
fn a_newer_format_and_damage_are_recognised() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("school.db");
    import(folder.path(), "5b", (1..=80).map(|i| format!("Student number {i}\n")).collect::<String>());
    let db = rusqlite::Connection::open(&file).expect("ours");
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("one file");
    let version: i64 = db.pragma_query_value(None, "user_version", |r| r.get(0)).expect("a version");
    db.pragma_update(None, "user_version", 99).expect("newer");
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("one file");
    drop(db);
    let before = std::fs::read(&file).expect("the file");
    let out = import(folder.path(), "5b", "Ada\n");
    assert_eq!(out.status.code(), Some(2));
    assert!(std::fs::read(&file).expect("the file") == before, "a newer file was changed");
    assert!(text(&out.stderr).contains("newer Quarterturn"), "{}", text(&out.stderr));
    let db = rusqlite::Connection::open(&file).expect("ours");
    db.pragma_update(None, "user_version", version).expect("as before");
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("one file");
    drop(db);
    assert_eq!(run(folder.path(), &["check"], "").status.code(), Some(0));
    let mut bytes = std::fs::read(&file).expect("the file");
    bytes[4096 * 2..].fill(0xa5);
    std::fs::write(&file, bytes).expect("damaged");
    let out = run(folder.path(), &["check"], "");
    assert_eq!(out.status.code(), Some(1), "{}", text(&out.stderr));
    assert!(text(&out.stderr).contains("damaged"));
}

#[test]
fn photographs_fill_an_asking() {
    use quarterturn::cards::{CardNumber, Deck};
    let folder = TempDir::new().expect("a folder");
    import(folder.path(), "5b", "name,card\nAda,4\nBen,9\nCem,11\n");
    let deck = Deck::named("quarter").expect("our deck");
    let face = |n| deck.face(CardNumber(n)).expect("a card").picture(90);
    let side = face(1).width();
    // Card 9 upright, card 4 turned once, card 30 of nobody; card 11 differs between the two pictures.
    let picture = |eleven: image::GrayImage| {
        let mut room = image::GrayImage::from_pixel(6 * side, 2 * side, image::Luma([200]));
        for (i, card) in [face(9), image::imageops::rotate270(&face(4)), face(30), eleven].iter().enumerate() {
            image::imageops::overlay(&mut room, card, (side / 2 + i as u32 * side * 5 / 4).into(), (side / 2).into());
        }
        room
    };
    let files = ["one.png", "two.png"].map(|n| folder.path().join(n));
    picture(face(11)).save(&files[0]).expect("saved");
    picture(image::imageops::rotate180(&face(11))).save(&files[1]).expect("saved");
    let [one, two] = files.each_ref().map(|f| f.to_str().expect("a path"));
    let out = run(folder.path(), &["scan", "--class", "5b", "--question", "q", "--key", "B", two, one], "");
    assert_eq!((out.status.code(), text(&out.stdout)), (Some(2), "ok 4 B\nok 9 A\n"), "{}", text(&out.stderr));
    assert!(text(&out.stderr).contains("card 11 shows A and C in different places"), "{}", text(&out.stderr));
    let rows: Vec<String> = exported(folder.path()).iter().map(|r| [1, 6, 7, 8].map(|i| r[i].as_str()).join("|")).collect();
    assert_eq!(rows, ["Ada|B|1|photo", "Ben|A|0|photo"]);
}
