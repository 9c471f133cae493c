//! The demo tells the whole story and leaves what it says it leaves.

use std::path::PathBuf;
use std::process::Command;

#[test]
fn the_demo_reads_everybody_right_and_leaves_the_files_it_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let wanted = folder.path().join("demo");
    let run = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_quarterturn")).args(arguments).output().expect("the program starts");
    let output = run(&["demo", "--out", wanted.to_str().expect("a plain path")]);
    let (said, progress) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{said}\n{progress}");
    assert!(said.contains(" 0 wrong"), "{said}");
    assert!(said.contains("Whom to sit down with"), "{said}");
    assert!(progress.contains("answered"), "{progress}");

    let files: Vec<PathBuf> = said.lines().map(PathBuf::from).filter(|line| line.is_absolute()).collect();
    let endings: Vec<_> = files.iter().filter_map(|f| f.extension()?.to_str()).collect();
    assert_eq!(endings, ["db", "pdf", "png", "png", "png", "csv"]);
    for file in &files {
        assert!(std::fs::metadata(file).is_ok_and(|m| m.len() > 1000), "{}", file.display());
    }
    let csv = std::fs::read_to_string(&files[5]).expect("a file");
    let answers = csv.lines().count() - 1;
    assert!(answers >= 3 * 28 - 2, "{answers} of {} answers are in the file", 3 * 28);

    let database = files[0].to_str().expect("a plain path");
    assert_eq!(run(&["--data", database, "check"]).status.code(), Some(0));
    // Nothing of a teacher's is ever written over.
    assert_eq!(run(&["demo", "--out", wanted.to_str().expect("a plain path")]).status.code(), Some(2));
}
