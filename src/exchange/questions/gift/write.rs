//! GIFT out.

use crate::classroom::{Choice, Form, Question};
use crate::exchange::questions::Export;
use crate::exchange::questions::list::called;

/// Writes questions as GIFT, as Moodle reads it. What GIFT has no place for is said.
pub fn write_gift(questions: &[Question]) -> Export {
    let mut export = Export::default();
    for question in questions {
        write(question, &mut export);
    }
    export
}

fn write(question: &Question, export: &mut Export) {
    let name = called(question);
    let mut lose = |what: &str| export.missing.push(format!("{name}: {what}"));
    if question.options.is_empty() {
        return lose("its options stand on the board, which GIFT cannot say; it was left out");
    }
    if question.pictures().next().is_some() {
        lose("GIFT has no pictures; send the set as one file instead");
    }
    if !question.source.is_empty() {
        lose("GIFT has no place for the source");
    }
    if question.form == Form::TrueFalse {
        let is_usual = |(choice, text): (&Choice, &str)| choice.text == text;
        if question.key.is_survey() {
            lose("GIFT has no true/false question without a right answer; it was written as a choice");
        } else if !question.options.iter().zip(["True", "False"]).all(is_usual) {
            lose("GIFT does not say what true and false are called; Moodle uses its own words");
        }
    }
    let text = &mut export.text;
    for skill in &question.skills {
        *text += &format!("// [tag:{skill}]\n");
    }
    if !question.name.trim().is_empty() {
        *text += &format!("::{}::", escaped(&question.name));
    }
    *text += "[markdown]";
    *text += &escaped(&question.text);
    if question.form == Form::TrueFalse && !question.key.is_survey() {
        write_true_false(question, text);
    } else {
        write_options(question, text);
    }
    if !question.notes.trim().is_empty() {
        *text += "####";
        *text += &marked(&question.notes);
    }
    *text += "}\n\n";
}

fn write_true_false(question: &Question, text: &mut String) {
    let is_true = question.key.answers().any(|a| a.index() == 0);
    *text += if is_true { "{TRUE" } else { "{FALSE" };
    let wrong = question.options.get(usize::from(is_true)).and_then(|o| o.misconception.as_deref());
    if let Some(misconception) = wrong {
        *text += "#";
        *text += &marked(misconception);
    }
}

fn write_options(question: &Question, text: &mut String) {
    *text += "{\n";
    let rights = question.key.count();
    for (answer, choice) in question.lettered() {
        *text += "\t";
        *text += &match (question.key.contains(answer), rights) {
            (true, 1) => "=".to_owned(),
            // Moodle wants the rights to be worth 100 % together.
            (true, _) => format!("~%{}%", ["50", "33.33333", "25"][rights - 2]),
            // A text that looks like a part of a mark is none.
            (false, _) if choice.text.trim_start().starts_with('%') => "~%0%".to_owned(),
            (false, _) => "~".to_owned(),
        };
        *text += &marked(&choice.text);
        if let Some(misconception) = &choice.misconception {
            *text += "#";
            *text += &marked(misconception);
        }
        *text += "\n";
    }
}

/// A text that cannot be taken for one that names its format.
fn marked(text: &str) -> String {
    let mark = if text.trim_start().starts_with('[') { "[markdown]" } else { "" };
    format!("{mark}{}", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.trim().chars() {
        match c {
            '\\' | '#' | '=' | '~' | '{' | '}' | ':' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            _ => out.push(c),
        }
    }
    out
}
