//! The characters of a question, each with its place, and whether it means itself or is one of GIFT's own signs.

use crate::exchange::questions::list::Place;

/// A character of a question.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// The character.
    pub c: char,
    /// Escaped: it means itself.
    pub is_literal: bool,
    line: u32,
    column: u32,
}

impl Mark {
    /// Where it stands.
    pub fn place(&self) -> Place {
        Place { line: self.line as usize, column: self.column as usize }
    }

    /// Another character in the same place.
    pub fn showing(self, c: char) -> Self {
        Self { c, ..self }
    }

    /// Whether it is this sign of GIFT.
    pub fn is(&self, sign: char) -> bool {
        self.c == sign && !self.is_literal
    }
}

/// The marks of a line, line break included.
pub fn marks_of_line(text: &str, line: usize) -> impl Iterator<Item = Mark> {
    let mut chars = (1..).zip(text.chars().chain(['\n'])).peekable();
    std::iter::from_fn(move || {
        let (column, c) = chars.next()?;
        let (line, column) = (line as u32, column);
        let next = chars.peek().map(|&(_, n)| n);
        match (c, next) {
            ('\\', Some(n @ ('\\' | '~' | '=' | '#' | '{' | '}' | ':'))) => {
                chars.next();
                Some(Mark { c: n, is_literal: true, line, column })
            }
            ('\\', Some('n')) => {
                chars.next();
                Some(Mark { c: '\n', is_literal: true, line, column })
            }
            _ => Some(Mark { c, is_literal: false, line, column }),
        }
    })
}

/// Without the spaces around.
pub fn trimmed(marks: &[Mark]) -> &[Mark] {
    let is_space = |m: &Mark| m.c.is_whitespace() && !m.is_literal;
    let start = marks.iter().position(|m| !is_space(m)).unwrap_or(marks.len());
    let end = marks.iter().rposition(|m| !is_space(m)).map_or(start, |i| i + 1);
    &marks[start..end]
}

/// What stands there. A line that goes on in the next is two lines, however far that one is indented.
pub fn text_of(marks: &[Mark]) -> String {
    let marks = trimmed(marks);
    let mut text = String::with_capacity(marks.len());
    let mut after_break = false;
    for mark in marks {
        if mark.is('\n') {
            text.truncate(text.trim_end_matches([' ', '\t']).len());
            text.push('\n');
            after_break = true;
        } else if !(after_break && mark.c.is_whitespace() && !mark.is_literal) {
            text.push(mark.c);
            after_break = false;
        }
    }
    text.trim().to_owned()
}

/// Where this sign of GIFT first stands.
pub fn find(marks: &[Mark], sign: char) -> Option<usize> {
    marks.iter().position(|m| m.is(sign))
}

/// Where two or more signs first stand one after the other.
pub fn find_run(marks: &[Mark], sign: char, count: usize) -> Option<usize> {
    marks.windows(count).position(|w| w.iter().all(|m| m.is(sign)))
}
