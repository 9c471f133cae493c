use proptest::prelude::*;

use super::*;
use crate::classroom::Question;
use crate::exchange::questions::sample::{hostile_text, question_without};
use crate::exchange::questions::{Loss, Notice};

fn check(table: &str, expected: &[&str]) -> Vec<Notice> {
    let list = read_table_text(table, &|_| None).expect("columns");
    let shown = |q: &Question| {
        let options: Vec<&str> = q.options.iter().map(|o| o.text.as_str()).collect();
        format!("{}: {} ({})", q.text, options.join(", "), q.key)
    };
    assert_eq!(list.questions.iter().map(shown).collect::<Vec<_>>(), expected, "{table}\n{:?}", list.notices);
    list.notices
}

fn check_notice(table: &str, line: usize, column: usize, loss: Loss, word: &str) {
    let list = read_table_text(table, &|_| None).expect("columns");
    let fits = |n: &Notice| (n.place.line, n.place.column, n.loss) == (line, column, loss) && n.text.contains(word);
    assert!(list.notices.iter().any(fits), "{table}: {:?}", list.notices);
}

#[test]
fn tables_come_in_many_shapes() {
    for table in [
        "question,A,B,right\n\"1, 2; or 3?\",one,two,B\n",
        "Question;Option A;Option B;Correct answer\r\n\"1, 2; or 3?\";one;two;b\r\n",
        "Frage\tAntwort A\tAntwort B\tRichtig\n1, 2; or 3?\tone\ttwo\tB",
        "sep=;\n\"right\";\"A\";\"B\";\"question\"\nB;one;two;\"1, 2; or 3?\"\n\n;;;\n",
    ] {
        assert_eq!(check(table, &["1, 2; or 3?: one, two (B)"]), []);
    }
}

#[test]
fn options_may_be_numbered_as_quiz_programs_do() {
    let table =
        ",Question - max 120 letters,Answer 1,Answer2,Answer 3,Answer 4,Correct answer(s)\n1,One?,3,2,4,,2\n2,Two?,a,b,c,d,\"1,4\"\n";
    assert_eq!(check(table, &["One?: 3, 2, 4 (B)", "Two?: a, b, c, d (AD)"]), []);
    check_notice("question,A,B,right\nOne?,2,1,1\n", 2, 4, Loss::Question, "letters from A to D");
    check_notice("question,answer 1,answer 2,right\nOne?,2,1,5\n", 2, 4, Loss::Question, "letters from A to D");
}

#[test]
fn options_may_stand_on_the_board_and_surveys_have_no_right_one() {
    assert_eq!(check("right\nC\nad\n", &[":  (C)", ":  (AD)"]), []);
    assert_eq!(check("question,A,B\nHow was it?,good,bad\n", &["How was it?: good, bad ()"]), []);
}

#[test]
fn true_and_false_need_no_options() {
    let table = "question,kind,right\nRound?,true/false,TRUE\nFlat?,wahr/falsch,b\n";
    assert_eq!(check(table, &["Round?: True, False (A)", "Flat?: True, False (B)"]), []);
}

#[test]
fn what_cannot_be_used_is_named_by_row_and_column() {
    check_notice("question,A,B,right\nOne?,a,b,E\n", 2, 4, Loss::Question, "letters from A to D");
    check_notice("question,A,B,C,right\nOne?,a,,c,A\n", 2, 1, Loss::Question, "option B");
    check_notice("question,A,B,right\n\"One\nmore?\",a,b,A\nTwo?,a,b,D\n", 4, 1, Loss::Question, "no option D");
    check_notice("question,A,B,mood\nOne?,a,b,good\n", 1, 4, Loss::Detail, "“mood”");
    check_notice("question,A,B,kind\nOne?,a,b,essay\n", 2, 4, Loss::Question, "true/false");
    check_notice("question,A,B,picture\nOne?,a,b,map.png\n", 2, 4, Loss::Detail, "map.png");
    check_notice("question,A,B,misconception C\nOne?,a,b,x\n", 2, 4, Loss::Detail, "no option C");
    check_notice("question,A,B,skills\nOne?,a,b,[x]\n", 2, 4, Loss::Detail, "code");
    check_notice("question,A,B\nOne, or two?,a,b\n", 2, 4, Loss::Detail, "no column");
    let error = read_table_text("Ada;Novak\nBen;Cole\n", &|_| None).expect_err("no columns");
    assert!(error.to_string().starts_with("line 1: expected"), "{error}");
}

#[test]
fn a_workbook_gives_the_questions_that_were_written_into_it() {
    let questions = read_table_text("question,A,B,right,misconception A\n1/2 or =1?,1/2,-3,B,x\n", &|_| None).expect("columns").questions;
    let (bytes, missing) = write_xlsx(&questions).expect("a workbook");
    assert_eq!(missing, [""; 0]);
    let list = read_table_workbook(&bytes, &|_| None).expect("a workbook").expect("one");
    assert_eq!((list.questions, list.notices), (questions, Vec::new()));
}

#[test]
fn broken_workbooks_are_refused_in_words() {
    let (bytes, _) = write_xlsx(&[]).expect("a workbook");
    for end in (4..bytes.len()).step_by(97) {
        let _ = read_table_workbook(&bytes[..end], &|_| None).expect_err("cut off");
    }
    for at in (4..bytes.len()).step_by(13) {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x55;
        // Read or refused; it must not panic.
        let _ = read_table_workbook(&bytes, &|_| None);
    }
    let old = read_table_workbook(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1], &|_| None).expect_err("too old");
    assert!(old.to_string().contains(".xlsx"), "{old}");
}

proptest! {
    #[test]
    fn what_is_written_as_csv_is_read_again(questions in prop::collection::vec(question_without(&[]), 0..4)) {
        let export = write_csv(&questions).expect("CSV");
        let list = read_table_text(&export.text, &|_| None).expect("columns");
        prop_assert_eq!(&list.notices, &Vec::new(), "{}", export.text);
        prop_assert_eq!(&list.questions, &questions, "{}", export.text);
    }

    #[test]
    fn what_looks_like_a_formula_comes_in_as_it_was(sign in "['=+@-]{1,3}", rest in "[a-z0-9(]{0,4}") {
        let question = Question { text: format!("{sign}{rest}"), notes: "=1".to_owned(), ..Question::default() };
        let export = write_csv(std::slice::from_ref(&question)).expect("CSV");
        let list = read_table_text(&export.text, &|_| None).expect("columns");
        prop_assert_eq!(&list.questions, &[question], "{}", export.text);
    }

    #[test]
    fn what_is_written_as_xlsx_is_read_again(questions in prop::collection::vec(question_without(&[]), 0..3)) {
        let (bytes, _) = write_xlsx(&questions).expect("a workbook");
        let list = read_table_workbook(&bytes, &|_| None).expect("a workbook").expect("one");
        prop_assert_eq!(&list.notices, &Vec::new());
        prop_assert_eq!(&list.questions, &questions);
    }

    #[test]
    fn nothing_makes_the_reader_stumble(text in hostile_text(&["\n", ",", ";", "\t", "\"", "\r", "A", "B", "TRUE", "![](", "[x]"])) {
        for header in ["question,A,B,C,D,right\n", "question;kind;A;B;misconception A;skills\n", ""] {
            if let Ok(list) = read_table_text(&format!("{header}{text}"), &|_| None) {
                prop_assert!(list.questions.iter().all(|q| q.check().is_ok()));
            }
        }
    }
}
