//! A text in plain letters: for names that a screen reader says, for lists, for files.

use super::{Level, Piece, pieces};

const ABOVE: [(char, char); 19] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('−', '⁻'),
    ('=', '⁼'),
    ('(', '⁽'),
    (')', '⁾'),
    ('n', 'ⁿ'),
    ('i', 'ⁱ'),
    ('′', '′'),
    ('°', '°'),
];
const BELOW: [(char, char); 15] = [
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('−', '₋'),
    ('=', '₌'),
    ('(', '₍'),
    (')', '₎'),
];

/// A text without marks: `x²` for `$x^2$`, `half` for `**half**`.
pub fn plain(text: &str) -> String {
    plain_pieces(&pieces(text))
}

/// The same of pieces.
pub(super) fn plain_pieces(pieces: &[Piece]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        match piece.look.level {
            Level::Line | Level::Under => text.push_str(&piece.text),
            Level::Over => {
                let end = pieces[at..].iter().position(|p| p.look.level == Level::Under).map_or(at, |n| at + n);
                let under = pieces.get(end).filter(|_| end > at).map_or("", |p| p.text.as_str());
                let before = text.chars().last().unwrap_or(' ');
                let after = pieces.get(end + 1).and_then(|p| p.text.chars().next()).unwrap_or(' ');
                let is_bound = after.is_alphanumeric() || after == '(' || before.is_alphabetic() || matches!(before, ')' | '/');
                let fraction = format!("{}/{under}", piece.text);
                match (is_bound, before.is_ascii_digit()) {
                    (true, _) => text += &format!("({fraction})"),
                    // Two and a half.
                    (false, true) => text += &format!(" {fraction}"),
                    (false, false) => text += &fraction,
                }
                at = end;
            }
            level @ (Level::Raised | Level::Lowered) => {
                // Neighbours of one level belong together, however they look.
                let count = pieces[at..].iter().take_while(|p| p.look.level == level).count();
                let whole: String = pieces[at..at + count].iter().map(|p| p.text.as_str()).collect();
                text += &script(&whole, level == Level::Raised);
                at += count - 1;
            }
        }
        at += 1;
    }
    text
}

fn script(text: &str, above: bool) -> String {
    let (table, mark): (&[(char, char)], char) = if above { (&ABOVE, '^') } else { (&BELOW, '_') };
    let small: Option<String> = text.chars().map(|c| table.iter().find(|(on_line, _)| *on_line == c).map(|(_, small)| *small)).collect();
    match small {
        Some(small) => small,
        None if text.chars().count() == 1 => format!("{mark}{text}"),
        None => format!("{mark}({text})"),
    }
}
