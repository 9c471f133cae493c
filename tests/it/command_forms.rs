//! What can be said of classes, students and askings on the command line.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn run_with(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterturn"));
    command.env_remove("QUARTERTURN_DATA").arg("--data").arg(folder.join("school.db")).args(args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    // A program that refuses its arguments does not wait for input.
    let _ = child.stdin.take().expect("stdin").write_all(input.as_bytes());
    child.wait_with_output().expect("the program ends")
}

/// What a command printed; it must succeed.
fn said(folder: &Path, args: &[&str], input: &str) -> String {
    let out = run_with(folder, args, input);
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("UTF-8")
}

/// What a command complained of; it must refuse with status 2 and one line.
fn refused(folder: &Path, args: &[&str]) -> String {
    let out = run_with(folder, args, "");
    let words = String::from_utf8(out.stderr).expect("UTF-8");
    assert_eq!((out.status.code(), words.lines().count()), (Some(2), 1), "{args:?}: {words}");
    words
}

fn import(folder: &Path, class: &str, list: &str) {
    let file = folder.join("list.csv");
    std::fs::write(&file, list).expect("a list");
    said(folder, &["class", "import", class, file.to_str().expect("a path")], "");
}

#[test]
fn what_a_class_is_about_is_kept_and_listed() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    import(folder, "5b", "Ada\n");
    said(folder, &["question", "starters"], "");
    said(folder, &["question", "rename", "Forces and motion", "Year 5/Forces"], "");
    let hours = ["--hour", "Tue 10:30 90", "--hour", "mon 08:00"];
    said(folder, &[&["class", "set", "5b", "--subject", "Maths", "--term", "autumn"][..], &hours].concat(), "");
    said(folder, &["class", "set", "5b", "--queue", "Year 5/Forces", "--queue", "Fractions", "--new-name", "6b"], "");
    let listed = said(folder, &["class", "list"], "");
    let want = "6b\n  subject: Maths\n  term: autumn\n  timetable: Mon 08:00 45, Tue 10:30 90\n  queue: Year 5/Forces, Starter sets/Maths/Fractions\n     1  Ada\n";
    assert_eq!(listed, want);
    said(folder, &["class", "set", "6b", "--queue", "", "--hour", ""], "");
    assert_eq!(said(folder, &["class", "list"], ""), "6b\n  subject: Maths\n  term: autumn\n     1  Ada\n");
    assert!(refused(folder, &["class", "set", "6b", "--hour", "noon"]).contains("Mon 08:00 45"));
    assert!(refused(folder, &["class", "set", "6b", "--queue", "Nothing"]).contains("Nothing"));
}

#[test]
fn a_class_that_was_put_away_is_still_exported_erased_from_and_taken_out_again() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    for name in ["Ada", "Ben"] {
        import(folder, "5b", &format!("{name}\nCem\n"));
        said(folder, &["record", "--class", "5b", "--question", "q"], "1 A\n2 B\n");
        said(folder, &["class", "archive", "5b"], "");
    }
    assert_eq!(said(folder, &["class", "list", "--json"], "").trim(), "[]");
    let away = said(folder, &["class", "list", "--archived"], "");
    assert!(away.contains("(#1, put away)") && away.contains("(#2, put away)"), "{away}");
    let several = refused(folder, &["export", "answers", "--csv", "--class", "5b"]);
    assert!(several.contains("#1") && several.contains("#2"), "{several}");
    assert!(said(folder, &["export", "answers", "--csv", "--class", "#1"], "").contains("5b,Ada,1"));
    assert!(refused(folder, &["record", "--class", "#1", "--question", "q"]).contains("#1"), "nothing new is asked of it");
    said(folder, &["erase", "student", "--class", "#1", "--name", "Ada", "--yes"], "");
    assert!(!said(folder, &["export", "answers", "--csv"], "").contains("Ada"));
    said(folder, &["class", "archive", "#2", "--undo"], "");
    assert!(said(folder, &["class", "list"], "").starts_with("5b\n     1  Ben\n"));
    // Its name is taken now, so the other one stays away.
    assert!(refused(folder, &["class", "archive", "#1", "--undo"]).contains("5b"));
}

#[test]
fn students_get_new_names_leave_and_come_back() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    import(folder, "5b", "Ada\nBen\n");
    let ada = ["--class", "5b", "--name", "Ada"];
    said(folder, &[&["student", "leave"][..], &ada].concat(), "");
    assert!(said(folder, &["class", "list"], "").contains("1  Ada  (left)"));
    said(folder, &[&["student", "leave"][..], &ada, &["--back"]].concat(), "");
    said(folder, &[&["student", "set"][..], &ada, &["--new-name", " Ada  Novak "]].concat(), "");
    assert_eq!(said(folder, &["class", "list"], ""), "5b\n     1  Ada Novak\n     2  Ben\n");
    let far = ["student", "move", "--class", "5b", "--name", "Ben", "--to", "5b", "--new-card", "9999"];
    assert!(refused(folder, &far).contains("no card 9999"));
    assert!(refused(folder, &["student", "swap", "--class", "5b", "2", "2"]).contains("two students"));
}

#[test]
fn askings_without_names_are_only_counted_and_others_can_be_put_right() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    import(folder, "5b", "Ada\nBen\nCem\n");
    let asked = ["record", "--class", "5b", "--question", "mood", "--anonymous"];
    assert_eq!(said(folder, &asked, "1 A\n2 A\n1 C\n"), "ok 1 A\nok 2 A\nok 1 C\n");
    let tally = said(folder, &["tally", "--class", "5b"], "");
    assert!(tally.starts_with("mood\n    A    1\n    B    0\n    C    1\n") && tally.ends_with("2 of 3 have answered\n"), "{tally}");
    assert_eq!(said(folder, &["export", "answers", "--csv"], "").lines().count(), 1);
    for table in [&["export", "answers", "--csv"][..], &["export", "scoresheet", "--class", "5b"]] {
        let table = run_with(folder, table, "");
        assert!(String::from_utf8_lossy(&table.stderr).starts_with("1 asked without names left out"), "{table:?}");
    }
    assert!(refused(folder, &["correct", "--class", "5b", "1", "B"]).contains("without names"));

    said(folder, &["record", "--class", "5b", "--question", "q", "--key", "B"], "1 A\n2 C\n");
    said(folder, &["correct", "--class", "5b", "--question", "q", "1", "b"], "");
    said(folder, &["correct", "--class", "5b", "2", "-"], "");
    let tally = said(folder, &["tally", "--class", "5b"], "");
    assert!(tally.contains("  * B    1\n") && tally.ends_with("1 of 3 have answered, 1 of them rightly\n"), "{tally}");
    assert!(refused(folder, &["correct", "--class", "5b", "1", "E"]).contains("A to D"));
    assert!(refused(folder, &["correct", "--class", "5b", "9", "A"]).contains("card 9"));
    assert!(refused(folder, &["tally", "--class", "5b", "--question", "never"]).contains("5b"));
}

#[test]
fn what_is_named_wrongly_is_said_once_and_with_what_to_do() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    import(folder, "5b", "Ada\n");
    let known = "there is no class named “6c”; known are: 5b";
    assert!(refused(folder, &["cards", "--out", "x.pdf", "--class", "6c"]).contains(known));
    assert!(refused(folder, &["record", "--class", "6c", "--question", "q"]).contains(known));
    for form in [["class", "import", "5b"], ["curriculum", "import", "Maths"], ["question", "import", "Angles"]] {
        let words = refused(folder, &[&form[..], &["moved.csv"]].concat());
        assert!(words.contains("there is no file or folder of this name; check whether it was moved or renamed: moved.csv"), "{words}");
    }
    let nowhere = folder.join("none").join("school.db");
    let (nowhere, list) = (nowhere.to_str().expect("a path"), folder.join("list.csv"));
    let out = Command::new(env!("CARGO_BIN_EXE_quarterturn"))
        .args(["--data", nowhere, "class", "import", "5b", list.to_str().expect("a path")])
        .output()
        .expect("the program starts");
    let words = String::from_utf8(out.stderr).expect("UTF-8");
    assert_eq!((out.status.code(), words.matches(nowhere).count()), (Some(2), 1), "{words}");
}
