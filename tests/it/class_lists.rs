//! Class lists from files, in the window and on the command line.

use std::process::Command;

use quarterturn::classroom::{BoardName, PairRule, Support};

use super::driver::Desk;

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
    let desk = Desk::new();
    let head: &[&str] = &["Vorname", "Nachname", "Geburtstag", "Muttersprache", "Nicht mit"];
    let list = workbook(&[head, &["Ada", "Novak", "1.2.15", "Polski", ""], &["Ben", "Cole", "", "", "Ada Novak"]]);
    let list = desk.put("5b.xlsx", list);
    let mut window = desk.window();
    window.drop_file(&list);
    window.until_shown("How the columns were understood");
    assert!(window.shows("passed over, not kept") && window.shows("home language"));
    assert!(window.shows("Ada Novak and Ben Cole: keep apart") && window.shows("2 new, 0 changed, 0 as before"));
    window.press("Make the class with 2 students");
    window.until_shown("2 students, cards 1 to 2");
    assert_eq!(desk.students()[0].profile.language, "Polski");

    // The same class a month later: one is new, one has another card, and a line is of no use.
    let rows: &[&[&str]] = &[&["Name", "Nr"], &["Ada Novak", "7"], &["Ben Cole", ""], &["Cem", ""], &["Dua", "x"]];
    let list = desk.put("5b.xlsx", workbook(rows));
    window.drop_file(&list);
    window.until_shown("1 new, 1 changed, 1 as before");
    assert!(window.shows("Ada Novak: card 7") && window.shows("Line 5: Dua"));
    window.press("Cancel");
    assert_eq!(desk.students().len(), 2, "cancelled, nothing has changed");
    window.drop_file(&list);
    window.press("Add 1, change 1");
    window.until_shown("3 students");
    let cards: Vec<_> = desk.students().iter().map(|s| (s.card.0, s.name.clone())).collect();
    assert_eq!(cards, [(1, "Cem".to_owned()), (2, "Ben Cole".to_owned()), (7, "Ada Novak".to_owned())]);
    window.drop_file(&list);
    window.until_shown("0 new, 0 changed, 3 as before");
}

#[test]
fn a_file_that_is_no_list_says_so_and_changes_nothing() {
    let desk = Desk::new();
    // As spreadsheets wrote them until 2007.
    let list = desk.put("5b.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let mut window = desk.window();
    window.drop_file(&list);
    window.until_shown("5b.xls was not read");
    window.until_shown("save it as .xlsx");
}

#[test]
fn a_list_with_all_that_is_known_goes_out_and_comes_in_again() {
    let run = |desk: &Desk, args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_quarterturn")).arg("--data").arg(&desk.file).args(args).output().expect("it runs");
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).expect("UTF-8")
    };
    let (one, other) = (Desk::new(), Desk::new());
    let list = one.put("list.csv", "name,board_name,home language,level,supports,tags,notes,together\nAda Novak,number,Polski,B1,\"read aloud; sits in front, left\",choir,\"likes maps,\ntall\",Ben\nBen,,,,,,,\n");
    let list = list.to_str().expect("a path");
    let preview = run(&one, &["class", "import", "5b", list, "--preview"]);
    assert!(preview.contains("“home language”: home language") && preview.contains("together       Ada Novak and Ben"), "{preview}");
    run(&one, &["class", "import", "5b", list]);
    let out = one.place("out.csv");
    run(&one, &["export", "class", "--class", "5b", "--out", out.to_str().expect("a path")]);
    run(&other, &["class", "import", "5b", out.to_str().expect("a path")]);
    assert_eq!(one.students(), other.students());
    let ada = &other.students()[0].profile;
    assert_eq!((ada.board_name, ada.language.as_str(), ada.level.as_str()), (BoardName::Number, "Polski", "B1"));
    assert_eq!(ada.supports, [Support::ReadAloud, Support::Other("sits in front, left".to_owned())].into());
    assert_eq!(ada.notes, "likes maps,\ntall");
    assert_eq!(other.store().pairs(other.class()).expect("pairs").iter().map(|p| p.rule).collect::<Vec<_>>(), [PairRule::Together]);
}
