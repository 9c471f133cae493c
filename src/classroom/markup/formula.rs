//! TeX maths of school, read into what it means, and drawn by [`draw`](super::draw).

use super::symbols::{self, Kind};

/// Longer formulas are left as they are written.
const LONGEST: usize = 2_000;
/// And those that are nested deeper.
const DEEPEST: usize = 16;

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A number, a letter, an operator.
    Sign(String, Kind),
    /// The name of a function.
    Function(String),
    /// What is in braces.
    Group(Vec<Node>),
    /// One over the other.
    Fraction(Vec<Node>, Vec<Node>),
    /// A root: which, if not the square root, and of what.
    Root(Vec<Node>, Vec<Node>),
    /// A power.
    Raised(Vec<Node>),
    /// An index.
    Lowered(Vec<Node>),
    /// Letters that do not lean, bold ones or not.
    Upright(Vec<Node>, bool),
    /// With this mark over each sign.
    Marked(Vec<Node>, char),
    /// Words.
    Words(String),
    /// Room that was asked for.
    Space,
    /// Room that TeX pays no heed to, but for what comes before it.
    Gap,
    /// A new line.
    Break,
    /// What is not understood, as it was written.
    Written(String),
}

/// The parts of a formula, without its dollars; nothing where it cannot be understood as a whole.
pub fn read(source: &str) -> Option<Vec<Node>> {
    if source.len() > LONGEST || source.contains("\\begin") {
        return None;
    }
    let mut reader = Reader { rest: source, depth: 0 };
    let nodes = reader.sequence(None)?;
    reader.rest.is_empty().then_some(nodes)
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn skip_gaps(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// Everything up to `end`, which is taken, too.
    fn sequence(&mut self, end: Option<char>) -> Option<Vec<Node>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut nodes = Vec::new();
        loop {
            match self.peek() {
                None if end.is_none() => break,
                None => return None,
                Some(c) if Some(c) == end => {
                    self.take();
                    break;
                }
                // A brace that nobody opened.
                Some('}') => return None,
                Some(c) if c.is_whitespace() => {
                    self.skip_gaps();
                    nodes.push(Node::Gap);
                }
                Some(c) if c.is_ascii_digit() => nodes.push(Node::Sign(self.number(), Kind::Plain)),
                Some(_) => nodes.extend(self.one()?),
            }
        }
        self.depth -= 1;
        Some(nodes)
    }

    /// Digits, with a point between them.
    fn number(&mut self) -> String {
        let mut text = self.take_while(|c| c.is_ascii_digit()).to_owned();
        let mut ahead = self.rest.chars();
        if ahead.next() == Some('.') && ahead.next().is_some_and(|c| c.is_ascii_digit()) {
            self.take();
            text.push('.');
            text += self.take_while(|c| c.is_ascii_digit());
        }
        text
    }

    /// One thing: a sign, a group, a command with what belongs to it.
    fn one(&mut self) -> Option<Vec<Node>> {
        let node = match self.take()? {
            '{' => Node::Group(self.sequence(Some('}'))?),
            '\\' => return self.command(),
            '^' => Node::Raised(self.argument()?),
            '_' => Node::Lowered(self.argument()?),
            '\'' => Node::Sign("′".to_owned(), Kind::Plain),
            '~' => Node::Space,
            '&' => Node::Gap,
            c => Node::Sign(c.to_string(), symbols::kind_of(c)),
        };
        Some(vec![node])
    }

    /// What a command is about: a group, or the one thing that comes next.
    fn argument(&mut self) -> Option<Vec<Node>> {
        self.skip_gaps();
        match self.peek()? {
            '{' => {
                self.take();
                self.sequence(Some('}'))
            }
            '^' | '_' | '}' => None,
            _ => self.one(),
        }
    }

    /// What stands in brackets, if anything does.
    fn option(&mut self) -> Option<Vec<Node>> {
        if self.peek() == Some('[') {
            self.take();
            return self.sequence(Some(']'));
        }
        Some(Vec::new())
    }

    fn command(&mut self) -> Option<Vec<Node>> {
        let letters = self.take_while(|c| c.is_ascii_alphabetic());
        let name = if letters.is_empty() { self.take()?.to_string() } else { letters.to_owned() };
        let node = match name.as_str() {
            "frac" | "dfrac" | "tfrac" | "cfrac" => Node::Fraction(self.argument()?, self.argument()?),
            "sqrt" => Node::Root(self.option()?, self.argument()?),
            "left" | "right" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "Bigl" | "Bigr" => return self.fence(&name),
            "text" | "textrm" | "textnormal" | "mbox" | "operatorname" => self.words()?,
            "mathrm" | "mathsf" | "mathtt" => Node::Upright(self.argument()?, false),
            "mathbf" | "textbf" | "boldsymbol" | "bm" => Node::Upright(self.argument()?, true),
            "mathit" | "mathnormal" => Node::Group(self.argument()?),
            "mathbb" => self.blackboard()?,
            "overline" | "bar" => Node::Marked(self.argument()?, '\u{304}'),
            "hat" => Node::Marked(self.argument()?, '\u{302}'),
            "tilde" => Node::Marked(self.argument()?, '\u{303}'),
            "dot" => Node::Marked(self.argument()?, '\u{307}'),
            "not" => return self.negated(),
            "," | ":" | ";" | " " | ">" | "quad" | "qquad" => Node::Space,
            "\\" | "newline" => Node::Break,
            "!" | "displaystyle" | "textstyle" | "limits" | "nolimits" | "nonumber" => Node::Gap,
            name if symbols::is_function(name) => Node::Function(name.to_owned()),
            name => match symbols::sign(name) {
                Some((sign, kind)) => Node::Sign(sign.to_owned(), kind),
                None => self.unknown(name)?,
            },
        };
        // TeX takes the room behind a command for its end.
        if !letters.is_empty() && !matches!(node, Node::Written(_)) {
            self.skip_gaps();
        }
        Some(vec![node])
    }

    /// A bracket that grows; a point is none.
    fn fence(&mut self, name: &str) -> Option<Vec<Node>> {
        self.skip_gaps();
        let sign = match self.take()? {
            '.' => return Some(Vec::new()),
            '\\' => {
                let letters = self.take_while(|c| c.is_ascii_alphabetic());
                let command = if letters.is_empty() { self.take()?.to_string() } else { letters.to_owned() };
                symbols::sign(&command)?.0.to_owned()
            }
            c => c.to_string(),
        };
        let kind = match name {
            "left" | "bigl" | "Bigl" => Kind::Open,
            "right" | "bigr" | "Bigr" => Kind::Close,
            _ => sign.chars().next().map_or(Kind::Plain, symbols::kind_of),
        };
        Some(vec![Node::Sign(sign, kind)])
    }

    /// Words in braces, as they are.
    fn words(&mut self) -> Option<Node> {
        self.skip_gaps();
        Some(Node::Words(self.braced()?.replace("\\ ", " ").replace("\\%", "%").replace('~', " ")))
    }

    /// What is between braces, braces in it included.
    fn braced(&mut self) -> Option<String> {
        if self.take()? != '{' {
            return None;
        }
        let mut text = String::new();
        let mut open = 1;
        loop {
            let c = self.take()?;
            match c {
                '{' => open += 1,
                '}' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Some(text);
            }
            text.push(c);
        }
    }

    fn blackboard(&mut self) -> Option<Node> {
        let sign = match self.braced()?.trim() {
            "N" => "ℕ",
            "Z" => "ℤ",
            "Q" => "ℚ",
            "R" => "ℝ",
            "C" => "ℂ",
            "P" => "ℙ",
            _ => return None,
        };
        Some(Node::Sign(sign.to_owned(), Kind::Plain))
    }

    fn negated(&mut self) -> Option<Vec<Node>> {
        self.skip_gaps();
        let sign = match self.one()?.as_slice() {
            [Node::Sign(sign, _)] if sign == "=" => "≠",
            [Node::Sign(sign, _)] if sign == "∈" => "∉",
            _ => return None,
        };
        Some(vec![Node::Sign(sign.to_owned(), Kind::Relation)])
    }

    /// A command that is not known stays as it is, with what belongs to it.
    fn unknown(&mut self, name: &str) -> Option<Node> {
        let mut written = format!("\\{name}");
        while self.peek() == Some('{') {
            written += &format!("{{{}}}", self.braced()?);
        }
        Some(Node::Written(written))
    }
}
