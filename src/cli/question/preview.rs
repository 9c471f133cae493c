//! `quarterturn question preview`.

use std::path::Path;

use super::{CliError, file, output};
use crate::classroom::Question;

/// Prints a file's questions.
pub fn run(path: &Path, format: Option<file::Format>) -> Result<(), CliError> {
    let list = file::read(path, format)?;
    file::say_notices(path, &list.notices);
    let mut text = String::new();
    for (number, question) in (1..).zip(&list.questions) {
        text += &described(number, question);
    }
    let left_out = file::left_out(&list.notices);
    text += &format!("{} can come in, {} left out\n", counted(list.questions.len()), left_out);
    output::print(&text)?;
    if left_out == 0 { Ok(()) } else { Err(CliError::SaidAlready) }
}

/// `1 question`, `2 questions`.
pub fn counted(count: usize) -> String {
    if count == 1 { "1 question".to_owned() } else { format!("{count} questions") }
}

/// A question as lines of text, right options marked by `*`.
pub fn described(number: usize, question: &Question) -> String {
    let indented = |text: &str| text.replace('\n', "\n       ");
    let name = if question.name.is_empty() { String::new() } else { format!("[{}] ", question.name) };
    let picture = if question.picture.is_some() { " (with a picture)" } else { "" };
    let mut text = format!("{number:>4}. {name}{}{picture}\n", indented(&question.text));
    if question.options.is_empty() && !question.key.is_survey() {
        text += &format!("     * {}\n", question.key);
    }
    for (answer, choice) in question.lettered() {
        let right = if question.key.contains(answer) { '*' } else { ' ' };
        let picture = if choice.picture.is_some() { " (picture)" } else { "" };
        let thought = choice.misconception.as_ref().map(|m| format!("  <- {m}")).unwrap_or_default();
        text += &format!("     {right} {answer} {}{picture}{}\n", indented(&choice.text), indented(&thought));
    }
    // It may be from anywhere: nothing in it may steer a terminal.
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_steer_a_terminal_is_not_printed() {
        let question = Question { text: "\u{1b}[31mRed?\u{7}\nYes".to_owned(), ..Question::default() };
        assert_eq!(described(1, &question), "   1.  [31mRed? \n       Yes\n");
    }
}
