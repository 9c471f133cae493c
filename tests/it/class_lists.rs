//! Class lists from files, in the window and on the command line.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use eframe::egui::DroppedFile;
use quarterturn::classroom::{BoardName, PairRule, Student, Support};
use quarterturn::store::{Missing, Store};

use super::driver::{Driver, shows};

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

fn drop_file(window: &mut Driver<'_>, file: &Path) {
    window.0.input_mut().dropped_files.push(Arc::new(Dropped(file.to_path_buf())));
    window.0.run_steps(2);
}

fn students(file: &Path) -> Vec<Student> {
    let store = Store::open(file, Missing::Refuse).expect("the file is there");
    let class = store.classes().expect("classes").pop().expect("a class");
    store.students(class.id).expect("students")
}

/// A workbook with these cells.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (r, row) in (0..).zip(rows) {
        for (c, cell) in (0..).zip(*row) {
            sheet.write_string(r, c, *cell).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a book")
}

#[test]
fn a_workbook_is_shown_before_it_comes_in_and_brings_the_class_up_to_date_without_doubles() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, list) = (folder.path().join("teacher.db"), folder.path().join("5b.xlsx"));
    let head: &[&str] = &["Vorname", "Nachname", "Geburtstag", "Muttersprache", "Nicht mit"];
    std::fs::write(&list, workbook(&[head, &["Ada", "Novak", "1.2.15", "Polski", ""], &["Ben", "Cole", "", "", "Ada Novak"]]))
        .expect("a list");
    let mut window = Driver::open(&file);
    drop_file(&mut window, &list);
    window.until_shown("How the columns were understood");
    assert!(shows(&window.0, "passed over, not kept") && shows(&window.0, "home language"));
    assert!(shows(&window.0, "Ada Novak and Ben Cole: keep apart") && shows(&window.0, "2 new, 0 changed, 0 as before"));
    window.press("Make the class with 2 students");
    window.until_shown("2 students, cards 1 to 2");
    assert_eq!(students(&file)[0].profile.language, "Polski");

    // The same class a month later: one is new, one has another card, and a line is of no use.
    let rows: &[&[&str]] = &[&["Name", "Nr"], &["Ada Novak", "7"], &["Ben Cole", ""], &["Cem", ""], &["Dua", "x"]];
    std::fs::write(&list, workbook(rows)).expect("a list");
    drop_file(&mut window, &list);
    window.until_shown("1 new, 1 changed, 1 as before");
    assert!(shows(&window.0, "Ada Novak: card 7") && shows(&window.0, "Line 5: Dua"));
    window.press("Cancel");
    assert_eq!(students(&file).len(), 2, "cancelled, nothing has changed");
    drop_file(&mut window, &list);
    window.press("Add 1, change 1");
    window.until_shown("3 students");
    let cards: Vec<_> = students(&file).iter().map(|s| (s.card.0, s.name.clone())).collect();
    assert_eq!(cards, [(1, "Cem".to_owned()), (2, "Ben Cole".to_owned()), (7, "Ada Novak".to_owned())]);
    drop_file(&mut window, &list);
    window.until_shown("0 new, 0 changed, 3 as before");
}

#[test]
fn a_file_that_is_no_list_says_so_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, list) = (folder.path().join("teacher.db"), folder.path().join("5b.xls"));
    // As spreadsheets wrote them until 2007.
    std::fs::write(&list, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).expect("a list");
    let mut window = Driver::open(&file);
    drop_file(&mut window, &list);
    window.until_shown("5b.xls was not read");
    window.until_shown("save it as .xlsx");
}

#[test]
fn a_list_with_all_that_is_known_goes_out_and_comes_in_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |file: &Path, args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_quarterturn")).arg("--data").arg(file).args(args).output().expect("it runs");
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).expect("UTF-8")
    };
    let (one, other) = (folder.path().join("one.db"), folder.path().join("other.db"));
    let list = folder.path().join("list.csv");
    std::fs::write(&list, "name,board_name,home language,level,supports,tags,notes,together\nAda Novak,number,Polski,B1,\"read aloud; sits in front, left\",choir,\"likes maps,\ntall\",Ben\nBen,,,,,,,\n").expect("a list");
    let list = list.to_str().expect("a path");
    let preview = run(&one, &["class", "import", "5b", list, "--preview"]);
    assert!(preview.contains("“home language”: home language") && preview.contains("together       Ada Novak and Ben"), "{preview}");
    run(&one, &["class", "import", "5b", list]);
    let out = folder.path().join("out.csv");
    run(&one, &["export", "class", "--class", "5b", "--out", out.to_str().expect("a path")]);
    run(&other, &["class", "import", "5b", out.to_str().expect("a path")]);
    assert_eq!(students(&one), students(&other));
    let ada = &students(&other)[0].profile;
    assert_eq!((ada.board_name, ada.language.as_str(), ada.level.as_str()), (BoardName::Number, "Polski", "B1"));
    assert_eq!(ada.supports, [Support::ReadAloud, Support::Other("sits in front, left".to_owned())].into());
    assert_eq!(ada.notes, "likes maps,\ntall");
    let store = Store::open(&other, Missing::Refuse).expect("the file");
    let class = store.classes().expect("classes")[0].id;
    assert_eq!(store.pairs(class).expect("pairs").iter().map(|p| p.rule).collect::<Vec<_>>(), [PairRule::Together]);
}
