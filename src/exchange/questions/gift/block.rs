//! A file cut into its questions.

use super::marks::{Mark, marks_of_line};

/// A question's lines.
#[derive(Debug, Default)]
pub struct Block {
    /// What stands there, comments left out.
    pub marks: Vec<Mark>,
    /// Comments, which may hold tags and an ID number.
    pub comments: Vec<String>,
}

/// The blocks of a file. Blank lines stand between them; inside braces they do no harm.
pub fn blocks(text: &str) -> impl Iterator<Item = Block> {
    let lines: Vec<&str> = text.lines().collect();
    let next_brace = next_braces(&lines);
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut block = Block::default();
        let mut is_open = false;
        while at < lines.len() {
            let line = lines[at];
            at += 1;
            if line.trim().is_empty() {
                let is_inside = is_open && next_brace.get(at).copied().flatten() == Some('}');
                if is_inside || block.marks.is_empty() && block.comments.is_empty() {
                    continue;
                }
                return Some(block);
            }
            if let Some(comment) = comment(line) {
                block.comments.push(comment.to_owned());
                continue;
            }
            for brace in braces(line) {
                is_open = brace == '{';
            }
            block.marks.extend(marks_of_line(line, at));
        }
        (!block.marks.is_empty() || !block.comments.is_empty()).then_some(block)
    })
}

fn comment(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("//")
}

/// The first brace from each line on.
fn next_braces(lines: &[&str]) -> Vec<Option<char>> {
    let mut next = vec![None; lines.len() + 1];
    for (i, line) in lines.iter().enumerate().rev() {
        let here = if comment(line).is_some() { None } else { braces(line).next() };
        next[i] = here.or(next[i + 1]);
    }
    next
}

fn braces(line: &str) -> impl Iterator<Item = char> {
    let mut is_escaped = false;
    line.chars().filter(move |&c| {
        let counts = matches!(c, '{' | '}') && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        counts
    })
}
