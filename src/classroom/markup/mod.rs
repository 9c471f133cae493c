//! What a question's text looks like: Markdown and TeX maths, as pieces that a screen can draw or as plain letters.
//!
//! Only what is inside a line is understood: bold, italic, code, maths. An option `- 3`, `> 5` or `2.` is what it says, and
//! no list or quotation, so blocks of Markdown stay as they are written, but for headings and items of lists in a text of
//! several lines. Whatever is not understood is left as it was written.

mod draw;
mod formula;
mod line;
mod plain;
mod symbols;

pub use plain::plain;

/// A part of a text that looks the same all through. A line break in it is a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// How it looks.
    pub look: PieceLook,
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PieceLook {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub slanted: bool,
    /// Code: every character counts.
    pub code: bool,
    /// Where it stands.
    pub level: Level,
}

/// Where a piece stands beside the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// On the line.
    #[default]
    Line,
    /// Above: a power.
    Raised,
    /// Below: an index.
    Lowered,
    /// The upper part of a fraction; a fraction slash and the lower part follow.
    Over,
    /// The lower part.
    Under,
}

/// The pieces of a text.
///
/// ```
/// # use quarterturn::classroom::markup::{pieces, plain, Level};
/// let all = pieces("How much is **half** of $x^2$?");
/// let said: Vec<&str> = all.iter().map(|p| p.text.as_str()).collect();
/// assert_eq!(said, ["How much is ", "half", " of ", "x", "2", "?"]);
/// assert!(all[1].look.strong && all[3].look.slanted && all[4].look.level == Level::Raised);
/// assert_eq!(plain("How much is **half** of $x^2$?"), "How much is half of x²?");
/// ```
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Pieces::default();
    line::read(text, &mut out);
    out.0
}

/// Every sign that maths can come out with, beside letters and digits: a screen needs a font that has them.
#[cfg(test)]
pub(crate) fn signs() -> impl Iterator<Item = &'static str> {
    symbols::all().chain(["−", "⁄", "√", "∛", "∜", "°", "′", "•", "ℕ", "ℤ", "ℚ", "ℝ", "ℂ", "ℙ", "\u{302}", "\u{303}", "\u{304}", "\u{307}"])
}

/// Pieces as they are put together; neighbours that look the same are one.
#[derive(Debug, Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn put(&mut self, text: &str, look: PieceLook) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.look == look && !matches!(look.level, Level::Over | Level::Under) => last.text.push_str(text),
            _ => self.0.push(Piece { text: text.to_owned(), look }),
        }
    }
}

#[cfg(test)]
mod tests;
