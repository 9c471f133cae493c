use proptest::prelude::*;

use super::*;
use crate::exchange::questions::sample::{hostile_text, question_without};

/// The questions of a file, one a line: text, options (`*` before right ones) and misconceptions.
fn check(gift: &str, expected: &[&str]) {
    let list = read_gift(gift);
    let found: Vec<String> = list
        .questions
        .iter()
        .map(|q| {
            let options = q.lettered().map(|(answer, o)| {
                let right = if q.key.contains(answer) { "*" } else { "" };
                let thought = o.misconception.as_ref().map(|m| format!(" ({m})")).unwrap_or_default();
                format!("{right}{}{thought}", o.text)
            });
            format!("{}: {}", q.text, options.collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert_eq!(found, expected, "{gift}\n{:?}", list.notices);
}

/// Where something is said to be missing, and a word of it.
fn check_notice(gift: &str, line: usize, column: usize, word: &str) {
    let list = read_gift(gift);
    let fits = |n: &crate::exchange::questions::Notice| (n.place.line, n.place.column) == (line, column) && n.text.contains(word);
    assert!(list.notices.iter().any(fits), "{gift}: {:?}", list.notices);
}

#[test]
fn choices_are_read_wherever_their_braces_stand() {
    check("How much?{=1 ~2 ~3}", &["How much?: *1, 2, 3"]);
    check("The sky is {~red =blue} by day.", &["The sky is _____ by day.: red, *blue"]);
    check("How much?\n{\n  ~ one # no\n\n  = two\n}\n\nNext?{=a ~b}", &["How much?: one (no), *two", "Next?: *a, b"]);
    check("::Name::[plain]Long\n   text{=a ~b}", &["Long\ntext: *a, b"]);
    check("Both?{~%50%a ~%50%b ~%-100%c}", &["Both?: *a, *b, c"]);
    check("Opinion?{~yes ~no}", &["Opinion?: yes, no"]);
}

#[test]
fn true_and_false_are_read_with_their_feedback() {
    check("Flat?{F#it looks flat#good}", &["Flat?: True (it looks flat), *False"]);
    let list = read_gift("Flat?{FALSE#it looks flat#good####see the map}");
    assert_eq!(list.questions[0].notes, "see the map\nB: good");
    check("Round?{TRUE}", &["Round?: *True, False"]);
}

#[test]
fn escaped_signs_mean_themselves() {
    check("Which is 5?{~\\= 2 + 2 =\\= 2 + 3 ~\\{\\}\\~\\#\\:}", &["Which is 5?: = 2 + 2, *= 2 + 3, {}~#:"]);
    check("\\\\(\\\\frac\\{1\\}\\{2\\}\\\\)?{=a ~b}", &["\\(\\frac{1}{2}\\)?: *a, b"]);
    check("a\\nb{=c ~\\d}", &["a\nb: *c, \\d"]);
}

#[test]
fn html_becomes_markdown_in_texts_that_say_so() {
    check("[html]<p>Is <b>this</b>?</p>{=[plain]<i> ~<i>x</i> ~[markdown]*y*}", &["Is **this**?: *<i>, *x*, *y*"]);
    check("5 < 7?{=a ~<br>b}", &["5 < 7?: *a, b"]);
}

#[test]
fn tags_are_skills_and_other_comments_are_nothing() {
    let list = read_gift("// a comment {\n// [tag:5.NF.1] [tag: M5] [id:x1]\nWhat?{=a ~b}");
    let skills: Vec<&str> = list.questions[0].skills.iter().map(|s| s.as_str()).collect();
    assert_eq!(skills, ["5.NF.1", "M5"]);
    check_notice("// [id:x1]\nWhat?{=a ~b}", 2, 1, "x1");
}

#[test]
fn what_cards_cannot_answer_is_named_with_its_place() {
    check_notice("Say why.{}", 1, 1, "text");
    check_notice("\n\nBorn?{#1822:1}", 3, 1, "number");
    check_notice("Who?{=no one =nobody}", 1, 1, "word");
    check_notice("Pair.{=a -> b =c -> d}", 1, 1, "pairs");
    check_notice("Just a text", 1, 1, "no answers");
    check_notice("Many?{~a ~b ~c ~d =e}", 1, 7, "5 options");
    check_notice("$CATEGORY: top/Maths\n\nOne?{=a ~b}", 1, 1, "top/Maths");
    check_notice("Half?{=a ~%50%b}", 1, 10, "parts of a mark");
}

#[test]
fn broken_questions_say_what_was_expected_and_keep_no_other_out() {
    check("Open?{=a ~b\n\nNext?{=c ~d}", &["Next?: *c, d"]);
    check_notice("Open?{=a ~b\n\nNext?{=c ~d}", 1, 6, "“}”");
    check_notice("Shut?}", 1, 6, "“{”");
    check_notice("Two?{=a ~b}\nThree?{=c ~d}", 2, 7, "blank line");
    check_notice("No sign?{a ~b}", 1, 10, "expected “=”");
    check_notice("Empty?{=a ~}", 1, 1, "nothing for option B");
}

#[test]
fn what_gift_has_no_place_for_is_said() {
    let mut question = read_gift("Q?{=a ~b}").questions.remove(0);
    question.source = "a book".to_owned();
    let board = crate::classroom::Question { text: "On the board".to_owned(), ..Default::default() };
    let export = write_gift(&[question, board]);
    assert_eq!(export.missing.len(), 2, "{:?}", export.missing);
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(questions in prop::collection::vec(question_without(&["source", "pictures"]), 0..4)) {
        let export = write_gift(&questions);
        prop_assert_eq!(&export.missing, &Vec::<String>::new());
        let list = read_gift(&export.text);
        prop_assert_eq!(&list.notices, &Vec::new(), "{}", export.text);
        prop_assert_eq!(&list.questions, &questions, "{}", export.text);
    }

    #[test]
    fn nothing_makes_the_reader_stumble(text in hostile_text(&["{", "}", "~", "=", "#", "####", "%50%", "->", "::", "//", "[html]", "\\", "\n\n", "T", "<b>", "[tag:"])) {
        let list = read_gift(&text);
        prop_assert!(list.questions.iter().all(|q| q.check().is_ok()));
    }
}
