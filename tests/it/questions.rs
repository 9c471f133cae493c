//! Questions, and the results of asking them, through the command line.

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
    assert!(text(&out.stdout).ends_with("1 question can come in, 1 left out\n"), "{}", text(&out.stdout));
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

#[test]
fn a_scoresheet_has_a_row_for_each_student() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("names.csv"), "Ada\nBen\n").expect("a list");
    assert_eq!(run(folder.path(), &["class", "import", "5b", "names.csv"]).status.code(), Some(0));
    let mut record = Command::new(env!("CARGO_BIN_EXE_quarterturn"));
    record.args(["--data", "school.db", "record", "--class", "5b", "--question", "1/2 + 1/3?", "--key", "C"]).current_dir(folder.path());
    let mut child = record.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().expect("the program starts");
    std::io::Write::write_all(&mut child.stdin.take().expect("stdin"), b"1 C\n2 a\n").expect("answers");
    assert!(child.wait_with_output().expect("the program ends").status.success());
    let printed = run(folder.path(), &["export", "scoresheet", "--class", "5b"]);
    let lines: Vec<&str> = text(&printed.stdout).lines().collect();
    assert_eq!(
        (lines[0], lines[2], &lines[3..]),
        ("student,card,1/2 + 1/3?,right,answered", "key,,C,,", ["Ada,1,C,1,1", "Ben,2,A,0,1"].as_slice())
    );
    let columns = |days: &[&str]| {
        let out = run(folder.path(), &[&["export", "scoresheet", "--class", "5b"], days].concat());
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        text(&out.stdout).lines().next().unwrap_or_default().split(',').count()
    };
    assert_eq!([columns(&["--from", "2020-01-01"]), columns(&["--to", "2020-01-01"]), columns(&["--from", "2999-01-01"])], [5, 4, 4]);
    assert_eq!(run(folder.path(), &["export", "scoresheet", "--class", "5b", "--from", "yesterday"]).status.code(), Some(2));
    let marks = run(folder.path(), &["export", "scoresheet", "--class", "5b", "--marks"]);
    assert!(text(&marks.stdout).ends_with("Ada,1,1,1,1\r\nBen,2,0,0,1\r\n"), "{}", text(&marks.stdout));
    assert_eq!(run(folder.path(), &["export", "scoresheet", "--class", "5b", "--out", "sheet.xlsx"]).status.code(), Some(0));
    assert!(std::fs::read(folder.path().join("sheet.xlsx")).expect("a workbook").starts_with(b"PK"));
    assert_eq!(run(folder.path(), &["export", "scoresheet", "--class", "5b", "--out", "sheet.pdf"]).status.code(), Some(2));
    for args in [["export", "scoresheet", "--class", "5b", "--pseudonyms"], ["export", "answers", "--csv", "--class=5b", "--pseudonyms"]] {
        let out = run(folder.path(), &args);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        assert!(
            !text(&out.stdout).contains("Ada") && text(&out.stdout).contains("P1,,") && text(&out.stdout).contains("P2,,"),
            "{}",
            text(&out.stdout)
        );
    }
}

#[test]
fn a_class_list_can_be_looked_at_before_it_is_brought_in() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("names.csv"), "Ada\nBen\n").expect("a list");
    let preview = run(folder.path(), &["class", "import", "5b", "names.csv", "--preview"]);
    assert_eq!(preview.status.code(), Some(0), "{}", text(&preview.stderr));
    assert_eq!(
        text(&preview.stdout),
        "  new         1  Ada\n  new         2  Ben\nClass 5b, once brought in: 2 added, 0 changed, 0 as before, 0 left out\n"
    );
    assert!(!folder.path().join("school.db").exists());
    assert_eq!(run(folder.path(), &["class", "import", "5b", "names.csv"]).status.code(), Some(0));
    std::fs::write(folder.path().join("names.csv"), "name,card\nAda,2\nBen,1\nCem,1\n").expect("a list");
    let preview = run(folder.path(), &["class", "import", "5b", "names.csv", "--preview"]);
    assert_eq!(preview.status.code(), Some(2));
    assert!(text(&preview.stdout).contains("“card”: card\n  changed     2  Ada\n  changed     1  Ben\n"), "{}", text(&preview.stdout));
    assert!(text(&preview.stderr).contains("line 4: Cem: card 1 is held by Ben"), "{}", text(&preview.stderr));
    let list = run(folder.path(), &["class", "list"]);
    assert_eq!(text(&list.stdout), "5b\n     1  Ada\n     2  Ben\n");
}

#[test]
fn everything_goes_out_and_makes_a_new_file_elsewhere() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("names.csv"), "Ada\nBen\n").expect("a list");
    assert_eq!(run(folder.path(), &["class", "import", "5b", "names.csv"]).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["export", "everything", "--out", "all.zip"]).status.code(), Some(0));
    let again = run(folder.path(), &["import", "all.zip"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("already"), "{}", text(&again.stderr));
    let class_list = |folder: &Path| run(folder, &["class", "list", "--json"]).stdout;
    let before = class_list(folder.path());
    std::fs::remove_file(folder.path().join("school.db")).expect("removed");
    let back = run(folder.path(), &["import", "all.zip"]);
    assert_eq!(back.status.code(), Some(0), "{}", text(&back.stderr));
    assert_eq!(class_list(folder.path()), before);
    std::fs::remove_file(folder.path().join("school.db")).expect("removed");
    let wrong = run(folder.path(), &["import", "names.csv"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("names.csv") && !folder.path().join("school.db").exists(), "{}", text(&wrong.stderr));
}

#[test]
fn a_set_comes_in_once_is_found_shown_and_goes_out_again() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path();
    let gift = "// [tag:5.NF.1]\n::Sum::1/2 + 1/3?{=5/6 ~2/5#adds tops and bottoms ~1/6 ####draw it}\n\nThe earth is flat.{F#trusts the eye}\n\nWhy?{}\n";
    std::fs::write(path.join("quiz.gift"), gift).expect("a file");
    let first = run(path, &["question", "import", "Maths/Fractions", "quiz.gift"]);
    assert_eq!(first.status.code(), Some(2));
    assert_eq!(text(&first.stdout), "Set Maths/Fractions: 2 questions added, 0 as before, 1 left out\n");
    assert!(text(&first.stderr).contains("line 6, column 1: “Why?”"), "{}", text(&first.stderr));
    let again = run(path, &["question", "import", "Fractions", "quiz.gift"]);
    assert_eq!(text(&again.stdout), "Set Maths/Fractions: 0 questions added, 2 as before, 1 left out\n");
    assert_eq!(text(&run(path, &["question", "list"]).stdout), "Maths/Fractions  2 questions\n");
    assert_eq!(text(&run(path, &["question", "list", "EARTH", "sum"]).stdout), "Maths/Fractions  2 questions\n");
    assert_eq!(text(&run(path, &["question", "list", "moon"]).stdout), "");
    let list: serde_json::Value = serde_json::from_slice(&run(path, &["question", "list", "--json"]).stdout).expect("JSON");
    assert_eq!(list, serde_json::json!([{"set": "Fractions", "folder": "Maths", "questions": 2, "archived": false}]));
    assert!(text(&run(path, &["question", "show", "Fractions"]).stdout).contains("* A 5/6\n       B 2/5  <- adds tops and bottoms\n"));
    for file in ["set.qtset", "out.gift", "out.csv", "out.xlsx"] {
        let out = run(path, &["question", "export", "Fractions", "--out", file]);
        assert_eq!((out.status.code(), text(&out.stderr)), (Some(0), ""), "{file}");
        let again = run(path, &["question", "import", "Maths/Fractions", file]);
        assert_eq!(text(&again.stdout), "Set Maths/Fractions: 0 questions added, 2 as before, 0 left out\n", "{file}");
    }
    assert_eq!(run(path, &["question", "export", "Fractions", "--out", "out.pdf"]).status.code(), Some(2));
}

#[test]
fn a_set_travels_to_a_colleague_with_its_pictures() {
    let (here, there) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    std::fs::write(here.path().join("dot.gif"), gif).expect("a picture");
    std::fs::write(here.path().join("t.csv"), "question,picture,A,B,right\nWhat is it?,![a dot](dot.gif),a dot,a line,A\n")
        .expect("a table");
    assert_eq!(run(here.path(), &["question", "import", "Dots", "t.csv"]).status.code(), Some(0));
    let set = there.path().join("dots.qtset");
    assert_eq!(run(here.path(), &["question", "export", "Dots", "--out", set.to_str().expect("a path")]).status.code(), Some(0));
    assert_eq!(run(there.path(), &["question", "import", "Dots", "dots.qtset"]).status.code(), Some(0));
    assert!(text(&run(there.path(), &["question", "show", "Dots"]).stdout).contains("What is it? (with a picture)"));
    let csv = run(there.path(), &["question", "export", "Dots", "--out", "dots.csv"]);
    assert!(text(&csv.stderr).contains("no pictures"), "{}", text(&csv.stderr));
}

#[test]
fn starter_sets_come_in_and_sets_are_copied_put_away_and_deleted() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path();
    let starters = run(path, &["question", "starters"]);
    assert_eq!((starters.status.code(), text(&starters.stdout).lines().count()), (Some(0), 3), "{}", text(&starters.stderr));
    assert!(text(&run(path, &["question", "starters"]).stdout).lines().all(|l| l.ends_with(": 0 questions added")));
    assert_eq!(run(path, &["question", "copy", "Fractions"]).status.code(), Some(0));
    assert_eq!(run(path, &["question", "archive", "Fractions"]).status.code(), Some(0));
    let listed = |args: &[&str]| {
        let out = run(path, &[&["question", "list"], args].concat());
        text(&out.stdout).lines().map(|l| l.split("  ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let science = ["Starter sets/Science/Forces and motion", "Starter sets/Science/What plants live on"];
    assert_eq!(listed(&[]), [&["Starter sets/Maths/Fractions copy"], &science[..]].concat());
    assert_eq!(listed(&["--archived"]).len(), 4);
    assert_eq!(run(path, &["question", "archive", "Fractions", "--undo"]).status.code(), Some(0));
    assert_eq!(run(path, &["question", "delete", "Fractions copy"]).status.code(), Some(0));
    assert_eq!(listed(&["fractions"]), ["Starter sets/Maths/Fractions"]);
    let gone = run(path, &["question", "show", "Fractions copy"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(text(&gone.stderr).contains("question list"), "{}", text(&gone.stderr));
}

#[test]
fn a_file_without_questions_makes_no_set() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("quiz.gift"), "Why?{}\n").expect("a file");
    let out = run(folder.path(), &["question", "import", "Fractions", "quiz.gift"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(!folder.path().join("school.db").exists());
    assert_eq!(run(folder.path(), &["question", "list"]).status.code(), Some(2));
}

#[test]
fn a_curriculum_comes_in_as_a_table() {
    let folder = TempDir::new().expect("a folder");
    let table = "unit,days,lesson,skill,skill name\nFractions,20,Equal,5.NF.1,See equal fractions\n,,Add,5.NF.2,\nx,many,,,\n";
    std::fs::write(folder.path().join("plan.csv"), table).expect("a table");
    let out = run(folder.path(), &["curriculum", "import", "Year 5", "plan.csv"]);
    assert_eq!((out.status.code(), text(&out.stdout)), (Some(2), "Curriculum Year 5: units 2, lessons 2, skills 2\n"));
    assert!(text(&out.stderr).starts_with("plan.csv, line 4: expected a number of days"), "{}", text(&out.stderr));
    let list = run(folder.path(), &["curriculum", "list"]);
    let expected = "Year 5\n  Fractions  (20 days)\n    Equal\n      5.NF.1  See equal fractions\n    Add\n      5.NF.2\n  x\n";
    assert_eq!(text(&list.stdout), expected);
}
