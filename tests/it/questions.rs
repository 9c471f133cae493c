//! Questions through the command line.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterturn"));
    command.env_remove("QUARTERTURN_DATA").args(["--data", "school.db"]).args(args);
    command.current_dir(folder).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_preview_shows_questions_and_what_is_missing_and_keeps_nothing() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("good.txt"), "How much is 1/2 + 1/3?{=5/6 ~2/5#adds tops and bottoms}\n").expect("a file");
    let out = run(folder.path(), &["question", "preview", "good.txt"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(text(&out.stdout).contains("* A 5/6") && text(&out.stdout).contains("adds tops and bottoms"), "{}", text(&out.stdout));
    std::fs::write(folder.path().join("mixed.txt"), "Why?{}\n\nBorn?{=1822 ~1823}\n").expect("a file");
    let out = run(folder.path(), &["question", "preview", "mixed.txt"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).starts_with("mixed.txt, line 1, column 1: “Why?” asks for a text"), "{}", text(&out.stderr));
    assert!(text(&out.stdout).ends_with("1 questions can come in, 1 are left out\n"), "{}", text(&out.stdout));
    assert!(!folder.path().join("school.db").exists());
}

#[test]
fn files_that_are_no_questions_are_refused_in_one_line() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("letter.txt"), "Dear all,\nsee you on Monday").expect("a file");
    std::fs::write(folder.path().join("quiz.xml"), "<quiz>\n  <question>\n</quiz>").expect("a file");
    for (args, words) in [
        (vec!["question", "preview", "letter.txt"], "--format"),
        (vec!["question", "preview", "quiz.xml"], "line 3, column 1"),
        (vec!["question", "preview", "letter.txt", "--format", "xlsx"], "workbook"),
        (vec!["question", "preview", "nowhere.txt"], "nowhere.txt"),
        (vec!["question", "preview", "."], "no file"),
    ] {
        let out = run(folder.path(), &args);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(text(&out.stderr).contains(words) && text(&out.stderr).lines().count() == 1, "{args:?}: {}", text(&out.stderr));
    }
}

#[test]
fn a_table_finds_its_pictures_beside_it_and_nowhere_else() {
    let folder = TempDir::new().expect("a folder");
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    std::fs::create_dir(folder.path().join("in")).expect("a folder");
    std::fs::write(folder.path().join("in/dot.gif"), gif).expect("a picture");
    std::fs::write(folder.path().join("secret.gif"), gif).expect("a picture");
    let table = "question,picture,picture A,A,B,right\nOne?,dot.gif,,a,b,A\nTwo?,../secret.gif,![dot](dot.gif),,b,A\n";
    std::fs::write(folder.path().join("in/table.csv"), table).expect("a table");
    let out = run(folder.path(), &["question", "preview", "in/table.csv"]);
    assert!(text(&out.stdout).contains("One? (with a picture)") && text(&out.stdout).contains("* A  (picture)"), "{}", text(&out.stdout));
    assert!(text(&out.stderr).contains("line 3, column 2: the picture “../secret.gif” was not found"), "{}", text(&out.stderr));
    assert!(text(&out.stdout).contains("2. Two?\n"), "{}", text(&out.stdout));
}
