//! A formula on one line: powers raised, indices lowered, small fractions as such, the others with a stroke and brackets.

use super::formula::Node;
use super::plain::plain_pieces;
use super::symbols::Kind;
use super::{Level, Piece, PieceLook, Pieces};

/// Longest part of a fraction that stands over or under another, in signs.
const SMALL: usize = 3;

/// Draws a formula.
pub fn draw(nodes: &[Node], base: PieceLook) -> Vec<Piece> {
    let mut pen = Pen { out: Pieces::default(), base, leans: true, tight: false, last: Last::Nothing };
    pen.all(nodes);
    pen.out.0
}

/// What was drawn last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing that a sign could stand between.
    Nothing,
    /// An operator that takes what comes next.
    Operator,
    /// The name of a function.
    Function,
    /// Anything else.
    Thing,
}

struct Pen {
    out: Pieces,
    base: PieceLook,
    /// Letters lean, as variables do.
    leans: bool,
    /// There is no room around operators: in a power.
    tight: bool,
    last: Last,
}

impl Pen {
    fn all(&mut self, nodes: &[Node]) {
        let nodes: Vec<&Node> = nodes.iter().collect();
        for (i, node) in nodes.iter().enumerate() {
            let before = nodes[..i].iter().rev().find(|n| !matches!(n, Node::Gap)).copied();
            let after = nodes[i + 1..].iter().find(|n| !matches!(n, Node::Gap)).copied();
            self.one(node, before, after);
            if matches!((node, nodes.get(i + 1)), (Node::Sign(_, Kind::Mark), Some(Node::Gap))) && !self.tight {
                self.put(" ");
            }
        }
    }

    fn put(&mut self, text: &str) {
        self.out.put(text, self.base);
    }

    /// Room before what is no operator: after the name of a function.
    fn thing(&mut self) {
        if self.last == Last::Function {
            self.put(" ");
        }
        self.last = Last::Thing;
    }

    fn one(&mut self, node: &Node, before: Option<&Node>, after: Option<&Node>) {
        match node {
            Node::Sign(sign, kind) => self.sign(sign, *kind),
            Node::Function(name) => {
                if matches!(self.last, Last::Thing | Last::Function) && !self.tight {
                    self.put(" ");
                }
                self.put(name);
                self.last = Last::Function;
            }
            Node::Group(inner) => self.all(inner),
            Node::Fraction(over, under) => self.fraction(over, under, before, after),
            Node::Root(which, inner) => self.root(which, inner, after),
            Node::Raised(inner) => self.script(inner, Level::Raised),
            Node::Lowered(inner) => self.script(inner, Level::Lowered),
            Node::Upright(inner, strong) => {
                let (leans, base) = (self.leans, self.base);
                self.leans = false;
                self.base.strong |= strong;
                self.all(inner);
                (self.leans, self.base) = (leans, base);
            }
            Node::Marked(inner, mark) => {
                self.thing();
                let text = plain_pieces(&self.apart(inner));
                for c in text.chars() {
                    let slanted = self.base.slanted || self.leans && is_variable(c);
                    let marked = if c.is_alphanumeric() { format!("{c}{mark}") } else { c.to_string() };
                    self.out.put(&marked, PieceLook { slanted, ..self.base });
                }
            }
            Node::Words(words) => {
                self.put(words);
                self.last = if words.ends_with(' ') { Last::Nothing } else { Last::Thing };
            }
            Node::Space => {
                self.put("\u{a0}");
                self.last = if self.last == Last::Function { Last::Nothing } else { self.last };
            }
            Node::Gap => {}
            Node::Break => {
                self.put("\n");
                self.last = Last::Nothing;
            }
            Node::Written(text) => {
                self.thing();
                self.put(text);
                if after.is_some() {
                    self.put(" ");
                }
            }
        }
    }

    fn sign(&mut self, sign: &str, kind: Kind) {
        let shown = if sign == "-" { "−" } else { sign };
        match kind {
            Kind::Binary if self.last == Last::Thing && !self.tight => {
                self.put(&format!(" {shown} "));
                self.last = Last::Operator;
            }
            Kind::Binary => {
                self.put(shown);
                self.last = Last::Operator;
            }
            Kind::Relation if self.tight => {
                self.put(shown);
                self.last = Last::Operator;
            }
            Kind::Relation => {
                let room = if self.out.0.is_empty() || self.last == Last::Operator { "" } else { " " };
                self.put(&format!("{room}{shown} "));
                self.last = Last::Operator;
            }
            Kind::Open => {
                self.put(shown);
                self.last = Last::Nothing;
            }
            Kind::Close => {
                self.put(shown);
                self.last = Last::Thing;
            }
            Kind::Mark => {
                self.put(shown);
                self.last = Last::Nothing;
            }
            Kind::Plain | Kind::Large => {
                self.thing();
                let slanted = self.base.slanted || self.leans && sign.chars().all(is_variable);
                self.out.put(shown, PieceLook { slanted, ..self.base });
                if kind == Kind::Large {
                    // As after a function: room before what is summed up.
                    self.last = Last::Function;
                }
            }
        }
    }

    /// The same drawn by itself.
    fn apart(&self, nodes: &[Node]) -> Vec<Piece> {
        let mut pen = Pen { out: Pieces::default(), base: self.base, leans: self.leans, tight: self.tight, last: Last::Nothing };
        pen.all(nodes);
        pen.out.0
    }

    fn script(&mut self, inner: &[Node], level: Level) {
        // A ring above is a degree.
        if let ([Node::Sign(sign, _)], Level::Raised) = (inner, level)
            && matches!(sign.as_str(), "∘" | "°" | "′")
        {
            self.put(if sign == "′" { "′" } else { "°" });
            return;
        }
        let mut pen = Pen { out: Pieces::default(), base: self.base, leans: self.leans, tight: true, last: Last::Nothing };
        pen.all(inner);
        let is_flat = pen.out.0.iter().all(|p| p.look.level == Level::Line);
        if is_flat {
            for piece in pen.out.0 {
                self.out.put(&piece.text, PieceLook { level, ..piece.look });
            }
        } else {
            // There is no place above what is above.
            self.out.put(&plain_pieces(&pen.out.0), PieceLook { level, ..self.base });
        }
        if self.last != Last::Function {
            self.last = Last::Thing;
        }
    }

    fn fraction(&mut self, over: &[Node], under: &[Node], before: Option<&Node>, after: Option<&Node>) {
        self.thing();
        let (over, under) = (self.apart(over), self.apart(under));
        let is_raised = matches!(after, Some(Node::Raised(_) | Node::Lowered(_)));
        if is_small(&over) && is_small(&under) {
            self.bracketed(is_raised, |pen| {
                pen.parts(&over, Level::Over);
                pen.put("⁄");
                pen.parts(&under, Level::Under);
            });
        } else {
            let is_bound = is_raised || binds(before) || binds(after);
            self.bracketed(is_bound, |pen| {
                pen.bracketed(!is_one(&over), |pen| pen.pieces(&over));
                pen.put("/");
                pen.bracketed(!is_one(&under), |pen| pen.pieces(&under));
            });
        }
        self.last = Last::Thing;
    }

    fn root(&mut self, which: &[Node], inner: &[Node], after: Option<&Node>) {
        self.thing();
        let which = plain_pieces(&self.apart(which));
        match which.as_str() {
            "" | "2" => self.put("√"),
            "3" => self.put("∛"),
            "4" => self.put("∜"),
            other => {
                self.out.put(other, PieceLook { level: Level::Raised, ..self.base });
                self.put("√");
            }
        }
        let inner = self.apart(inner);
        let is_bound = binds(after) || matches!(after, Some(Node::Raised(_) | Node::Lowered(_)));
        let is_alone = is_one(&inner) && inner.iter().all(|p| p.look.level == Level::Line);
        self.bracketed(is_bound || !is_alone, |pen| pen.pieces(&inner));
        self.last = Last::Thing;
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            self.out.put(&piece.text, piece.look);
        }
    }

    fn parts(&mut self, pieces: &[Piece], level: Level) {
        // One piece, so that it is told from what follows.
        let slanted = pieces.iter().any(|p| p.look.slanted);
        let text: String = pieces.iter().map(|p| p.text.as_str()).collect();
        self.out.put(&text, PieceLook { level, slanted, ..self.base });
    }

    fn bracketed(&mut self, really: bool, draw: impl FnOnce(&mut Self)) {
        if really {
            self.put("(");
        }
        draw(self);
        if really {
            self.put(")");
        }
    }
}

/// Letters that lean: variables.
fn is_variable(c: char) -> bool {
    c.is_ascii_alphabetic() || ('α'..='ω').contains(&c)
}

/// A fraction of such parts is small.
fn is_small(part: &[Piece]) -> bool {
    let signs = part.iter().flat_map(|p| p.text.chars());
    part.iter().all(|p| p.look.level == Level::Line)
        && (1..=SMALL).contains(&signs.clone().count())
        && signs.clone().all(char::is_alphanumeric)
}

/// Whether a stroke or a root is surely about all of it.
fn is_one(part: &[Piece]) -> bool {
    let text: String = part.iter().map(|p| p.text.as_str()).collect();
    let is_number = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let is_letter = text.chars().count() == 1 || text.chars().count() == 2 && part.len() == 2 && part[1].look.level != Level::Line;
    !text.is_empty() && (is_number || is_letter)
}

/// Whether what stands beside a fraction could be taken for a part of it.
fn binds(beside: Option<&Node>) -> bool {
    match beside {
        Some(Node::Sign(_, kind)) => matches!(kind, Kind::Plain),
        Some(Node::Fraction(..) | Node::Root(..) | Node::Group(_) | Node::Upright(..) | Node::Function(_) | Node::Written(_)) => true,
        _ => false,
    }
}
