//! Markdown, as far as it is about what is inside a line.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::draw::draw;
use super::{PieceLook, Pieces, formula};

/// Longer texts are shown as they are written: nobody reads them off a screen.
const LONGEST: usize = 20_000;

/// Stands before each line while it is read, so that no line begins a list, a heading or a quotation. A sign of punctuation:
/// what follows it begins as at the beginning of a line.
const GUARD: char = '\u{2e31}';

/// Reads a text.
pub fn read(text: &str, out: &mut Pieces) {
    let text = text.trim_end();
    if text.len() > LONGEST {
        return out.put(text, PieceLook::default());
    }
    // What is a heading or an item among lines is a number or a word where it is all there is.
    let many = text.lines().filter(|l| !l.trim().is_empty()).count() > 1;
    let mut lines = text.lines();
    let mut paragraph = String::new();
    let mut is_first = true;
    while let Some(line) = lines.next() {
        let heading = heading(line).filter(|_| many);
        let is_fence = many && line.trim_start().starts_with("```") && lines.clone().any(|l| l.trim() == "```");
        let is_apart = heading.is_some() || is_fence || line.trim().is_empty();
        if is_apart {
            inline(&std::mem::take(&mut paragraph), PieceLook::default(), out);
        }
        if !std::mem::take(&mut is_first) {
            if paragraph.is_empty() { out.put("\n", PieceLook::default()) } else { paragraph.push('\n') }
        }
        if let Some(heading) = heading {
            inline(heading, PieceLook { strong: true, ..PieceLook::default() }, out);
        } else if is_fence {
            // Behind the fence may stand the name of a language.
            let code: Vec<&str> = lines.by_ref().take_while(|l| l.trim() != "```").collect();
            out.put(&code.join("\n"), PieceLook { code: true, ..PieceLook::default() });
        } else if !is_apart {
            paragraph += &item(line).filter(|_| many).unwrap_or_else(|| line.trim_end().to_owned());
        }
    }
    inline(&paragraph, PieceLook::default(), out);
}

/// `## Heading` without its marks.
fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len())).then_some(rest).and_then(|rest| rest.strip_prefix(' ')).map(str::trim)
}

/// `- item` with a dot for its mark.
fn item(line: &str) -> Option<String> {
    let text = line.trim_start();
    let indent = &line[..line.len() - text.len()];
    let rest = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")).or_else(|| text.strip_prefix("+ "))?;
    Some(format!("{indent}• {}", rest.trim_end()))
}

/// Reads a paragraph: lines without an empty one between them.
fn inline(text: &str, base: PieceLook, out: &mut Pieces) {
    if text.is_empty() {
        return;
    }
    let source = guarded(&with_dollars(text));
    let mut reader = Reader { source: &source, base, look: base, written: Vec::new(), skipping: None };
    for (event, range) in Parser::new_ext(&source, Options::ENABLE_MATH).into_offset_iter() {
        reader.event(event, range, out);
    }
}

/// Every line with its guard.
fn guarded(text: &str) -> String {
    text.lines().map(|line| format!("{GUARD}{line}")).collect::<Vec<_>>().join("\n")
}

/// A text without guards.
fn unguarded(text: &str) -> String {
    text.strip_prefix(GUARD).unwrap_or(text).replace(&format!("\n{GUARD}"), "\n").replace(&format!(" {GUARD}"), " ")
}

/// `\(…\)` and `\[…\]` as `$$…$$`.
fn with_dollars(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\(").into_iter().chain(rest.find("\\[")).min() {
        let close = if rest[at..].starts_with("\\(") { "\\)" } else { "\\]" };
        let inside = &rest[at + 2..];
        let (before, is_escaped) = (&rest[..at], rest[..at].ends_with('\\'));
        match inside.find(close).filter(|_| !is_escaped) {
            Some(end) => {
                out += before;
                out += &format!("$${}$$", inside[..end].trim());
                rest = &inside[end + 2..];
            }
            None => {
                out += &rest[..at + 2];
                rest = inside;
            }
        }
    }
    out + rest
}

struct Reader<'a> {
    source: &'a str,
    base: PieceLook,
    look: PieceLook,
    /// Of each open emphasis whether its marks are shown as they are written.
    written: Vec<bool>,
    /// What is shown as it is written, until it ends: a link, a picture.
    skipping: Option<Range<usize>>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event, range: Range<usize>, out: &mut Pieces) {
        if self.skipping.as_ref().is_some_and(|whole| whole.contains(&range.start)) {
            return;
        }
        match event {
            Event::Start(Tag::Emphasis) => self.begin(&range, 1, out),
            Event::Start(Tag::Strong) => self.begin(&range, 2, out),
            Event::End(TagEnd::Emphasis) => self.end(&range, 1, out),
            Event::End(TagEnd::Strong) => self.end(&range, 2, out),
            Event::Start(Tag::Paragraph) | Event::End(_) => {}
            Event::Text(text) => {
                // The guard stands at the beginning of a line and nowhere else.
                let is_start =
                    self.source[range.start..].starts_with(GUARD) && (range.start == 0 || self.source[..range.start].ends_with('\n'));
                out.put(if is_start { text.strip_prefix(GUARD).unwrap_or(&text) } else { &text }, self.look);
            }
            Event::Code(code) => out.put(&unguarded(&code), PieceLook { code: true, ..self.look }),
            Event::InlineMath(source) | Event::DisplayMath(source) => self.maths(&unguarded(&source), &range, out),
            Event::SoftBreak | Event::HardBreak => out.put("\n", self.look),
            Event::Start(_) => {
                out.put(&unguarded(&self.source[range.clone()]), self.look);
                self.skipping = Some(range);
            }
            _ => out.put(&unguarded(&self.source[range]), self.look),
        }
    }

    /// Bold or italic begins, unless it is the `*` of a product or the `__` of a name.
    fn begin(&mut self, range: &Range<usize>, marks: usize, out: &mut Pieces) {
        let before = self.source[..range.start].chars().next_back();
        let after = self.source[range.end..].chars().next();
        let is_in_word = |c: char| c.is_numeric() || c.is_lowercase() || c.is_uppercase();
        let is_product = before.is_some_and(|c| is_in_word(c) || matches!(c, ')' | ']' | '}' | '!'))
            || after.is_some_and(|c| is_in_word(c) || matches!(c, '(' | '[' | '{'));
        let is_name = self.source[range.start..].starts_with("__");
        let written = is_product || is_name;
        self.written.push(written);
        if written {
            out.put(&self.source[range.start..range.start + marks], self.look);
        } else if marks == 1 {
            self.look.slanted = true;
        } else {
            self.look.strong = true;
        }
    }

    fn end(&mut self, range: &Range<usize>, marks: usize, out: &mut Pieces) {
        if self.written.pop() == Some(true) {
            out.put(&self.source[range.end - marks..range.end], self.look);
        } else if marks == 1 {
            self.look.slanted = self.base.slanted;
        } else {
            self.look.strong = self.base.strong;
        }
    }

    /// Maths, unless the dollars are money.
    fn maths(&mut self, source: &str, range: &Range<usize>, out: &mut Pieces) {
        let is_money = self.source[range.end..].starts_with(|c: char| c.is_ascii_digit()) || is_prose(source);
        let nodes = if is_money { None } else { formula::read(source) };
        match nodes {
            Some(nodes) => {
                for piece in draw(&nodes, self.look) {
                    out.put(&piece.text, piece.look);
                }
            }
            None => out.put(&unguarded(&self.source[range.clone()]), self.look),
        }
    }
}

/// Whether what stands between two dollars is words, as in “$5 for you, and I get 3$”.
fn is_prose(source: &str) -> bool {
    let is_word = |word: &str| word.chars().count() >= 2 && word.chars().all(char::is_alphabetic);
    source.split_whitespace().any(is_word) && !source.contains(['\\', '^', '_', '{', '='])
}
