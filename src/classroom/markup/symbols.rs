//! Commands of TeX that are one sign, and how the signs stand among others.

/// How a sign stands among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A letter, a number.
    Plain,
    /// `+`: room around it between two things, none before a single one.
    Binary,
    /// `=`: room around it.
    Relation,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// A comma: room after it where there was some.
    Mark,
    /// `∑`: stands by itself.
    Large,
}

/// The sign of a command, without its backslash.
pub fn sign(command: &str) -> Option<(&'static str, Kind)> {
    SIGNS.iter().find(|(name, ..)| *name == command).map(|&(_, sign, kind)| (sign, kind))
}

/// The signs of all commands.
#[cfg(test)]
pub fn all() -> impl Iterator<Item = &'static str> {
    SIGNS.iter().map(|(_, sign, _)| *sign)
}

/// Whether a command is the name of a function, which is written as it is.
pub fn is_function(command: &str) -> bool {
    FUNCTIONS.contains(&command)
}

/// How a character stands among others.
pub fn kind_of(c: char) -> Kind {
    match c {
        '+' | '-' | '*' => Kind::Binary,
        '=' | '<' | '>' | ':' => Kind::Relation,
        '(' | '[' => Kind::Open,
        ')' | ']' => Kind::Close,
        ',' | ';' => Kind::Mark,
        _ => Kind::Plain,
    }
}

const FUNCTIONS: &[&str] = &[
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "log", "ln", "lg", "exp", "lim", "max",
    "min", "sup", "inf", "gcd", "lcm", "deg", "det", "dim", "mod",
];

const SIGNS: &[(&str, &str, Kind)] = {
    use Kind::{Binary, Close, Large, Open, Plain, Relation};
    &[
        ("alpha", "α", Plain),
        ("beta", "β", Plain),
        ("gamma", "γ", Plain),
        ("delta", "δ", Plain),
        ("epsilon", "ε", Plain),
        ("varepsilon", "ε", Plain),
        ("zeta", "ζ", Plain),
        ("eta", "η", Plain),
        ("theta", "θ", Plain),
        ("vartheta", "θ", Plain),
        ("iota", "ι", Plain),
        ("kappa", "κ", Plain),
        ("lambda", "λ", Plain),
        ("mu", "μ", Plain),
        ("nu", "ν", Plain),
        ("xi", "ξ", Plain),
        ("pi", "π", Plain),
        ("rho", "ρ", Plain),
        ("varrho", "ρ", Plain),
        ("sigma", "σ", Plain),
        ("tau", "τ", Plain),
        ("upsilon", "υ", Plain),
        ("phi", "φ", Plain),
        ("varphi", "φ", Plain),
        ("chi", "χ", Plain),
        ("psi", "ψ", Plain),
        ("omega", "ω", Plain),
        ("Gamma", "Γ", Plain),
        ("Delta", "Δ", Plain),
        ("Theta", "Θ", Plain),
        ("Lambda", "Λ", Plain),
        ("Xi", "Ξ", Plain),
        ("Pi", "Π", Plain),
        ("Sigma", "Σ", Plain),
        ("Upsilon", "Υ", Plain),
        ("Phi", "Φ", Plain),
        ("Psi", "Ψ", Plain),
        ("Omega", "Ω", Plain),
        ("times", "×", Binary),
        ("cdot", "·", Binary),
        ("div", "÷", Binary),
        ("pm", "±", Binary),
        ("mp", "∓", Binary),
        ("ast", "∗", Binary),
        ("circ", "∘", Binary),
        ("bullet", "•", Binary),
        ("cup", "∪", Binary),
        ("cap", "∩", Binary),
        ("setminus", "∖", Binary),
        ("wedge", "∧", Binary),
        ("land", "∧", Binary),
        ("vee", "∨", Binary),
        ("lor", "∨", Binary),
        ("oplus", "⊕", Binary),
        ("otimes", "⊗", Binary),
        ("le", "≤", Relation),
        ("leq", "≤", Relation),
        ("leqslant", "≤", Relation),
        ("ge", "≥", Relation),
        ("geq", "≥", Relation),
        ("geqslant", "≥", Relation),
        ("lt", "<", Relation),
        ("gt", ">", Relation),
        ("ne", "≠", Relation),
        ("neq", "≠", Relation),
        ("approx", "≈", Relation),
        ("equiv", "≡", Relation),
        ("sim", "∼", Relation),
        ("simeq", "≃", Relation),
        ("cong", "≅", Relation),
        ("propto", "∝", Relation),
        ("ll", "≪", Relation),
        ("gg", "≫", Relation),
        ("to", "→", Relation),
        ("rightarrow", "→", Relation),
        ("longrightarrow", "→", Relation),
        ("leftarrow", "←", Relation),
        ("gets", "←", Relation),
        ("leftrightarrow", "↔", Relation),
        ("rightleftharpoons", "⇌", Relation),
        ("mapsto", "↦", Relation),
        ("Rightarrow", "⇒", Relation),
        ("Longrightarrow", "⇒", Relation),
        ("implies", "⇒", Relation),
        ("Leftarrow", "⇐", Relation),
        ("Leftrightarrow", "⇔", Relation),
        ("iff", "⇔", Relation),
        ("uparrow", "↑", Plain),
        ("downarrow", "↓", Plain),
        ("in", "∈", Relation),
        ("notin", "∉", Relation),
        ("ni", "∋", Relation),
        ("subset", "⊂", Relation),
        ("subseteq", "⊆", Relation),
        ("supset", "⊃", Relation),
        ("supseteq", "⊇", Relation),
        ("perp", "⊥", Relation),
        ("bot", "⊥", Relation),
        ("parallel", "∥", Relation),
        ("mid", "|", Relation),
        ("colon", ":", Relation),
        ("langle", "⟨", Open),
        ("rangle", "⟩", Close),
        ("lfloor", "⌊", Open),
        ("rfloor", "⌋", Close),
        ("lceil", "⌈", Open),
        ("rceil", "⌉", Close),
        ("lbrace", "{", Open),
        ("rbrace", "}", Close),
        ("lbrack", "[", Open),
        ("rbrack", "]", Close),
        ("{", "{", Open),
        ("}", "}", Close),
        ("vert", "|", Plain),
        ("lvert", "|", Open),
        ("rvert", "|", Close),
        ("|", "‖", Plain),
        ("Vert", "‖", Plain),
        ("infty", "∞", Plain),
        ("emptyset", "∅", Plain),
        ("varnothing", "∅", Plain),
        ("angle", "∠", Plain),
        ("triangle", "△", Plain),
        ("square", "□", Plain),
        ("degree", "°", Plain),
        ("prime", "′", Plain),
        ("forall", "∀", Plain),
        ("exists", "∃", Plain),
        ("neg", "¬", Plain),
        ("lnot", "¬", Plain),
        ("partial", "∂", Plain),
        ("nabla", "∇", Plain),
        ("ell", "ℓ", Plain),
        ("therefore", "∴", Relation),
        ("because", "∵", Relation),
        ("ldots", "…", Plain),
        ("dots", "…", Plain),
        ("cdots", "…", Plain),
        ("sum", "∑", Large),
        ("prod", "∏", Large),
        ("int", "∫", Large),
        ("%", "%", Plain),
        ("$", "$", Plain),
        ("#", "#", Plain),
        ("&", "&", Plain),
        ("_", "_", Plain),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_is_listed_twice() {
        let names: std::collections::BTreeSet<&str> = SIGNS.iter().map(|(name, ..)| *name).chain(FUNCTIONS.iter().copied()).collect();
        assert_eq!(names.len(), SIGNS.len() + FUNCTIONS.len());
    }
}
