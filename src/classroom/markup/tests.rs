use proptest::prelude::*;

use super::*;

/// Pieces in one line: `[b:…]` bold, `[i:…]` italic, `[c:…]` code, `[^:…]` raised and so on.
fn shown(text: &str) -> String {
    let mark = |piece: &Piece| {
        let PieceLook { strong, slanted, code, level } = piece.look;
        let level = match level {
            Level::Line => "",
            Level::Raised => "^",
            Level::Lowered => "_",
            Level::Over => "o",
            Level::Under => "u",
        };
        let marks: String = [(strong, "b"), (slanted, "i"), (code, "c")].iter().filter(|(on, _)| *on).map(|(_, m)| *m).collect();
        if marks.is_empty() && level.is_empty() { piece.text.clone() } else { format!("[{marks}{level}:{}]", piece.text) }
    };
    pieces(text).iter().map(mark).collect()
}

#[test]
fn bold_italic_and_code_are_told() {
    for (text, wanted) in [
        ("Is **this** so?", "Is [b:this] so?"),
        ("*one* and _two_", "[i:one] and [i:two]"),
        ("**bold and *both***", "[b:bold and ][bi:both]"),
        ("What does `a*b*c` do?", "What does [c:a*b*c] do?"),
        ("(**A**), “*b*”.", "([b:A]), “[i:b]”."),
        ("**over\ntwo lines**", "[b:over\ntwo lines]"),
        (r"\*not\* so", "*not* so"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("中文**粗体**中文", "中文[b:粗体]中文"),
    ] {
        assert_eq!(shown(text), wanted, "{text}");
    }
}

#[test]
fn what_only_looks_like_markdown_stays_as_it_is_written() {
    for text in [
        "3*4*5",
        "2*x*y",
        "(2)*x*(3)",
        "2**3 and 2**4",
        "5! * 3",
        "snake_case_name",
        "__init__",
        "a < b > c",
        "<b>x</b>",
        "- 3",
        "+ 5",
        "> 5",
        "2.",
        "3) x",
        "# of legs",
        "#",
        "---",
        "___",
        "_____ is the capital",
        "* * *",
        "    indented",
        "[a](b)",
        "a[i](x)",
        "![x](y.png)",
        "[1]: x",
        "<http://x.org>",
        "```",
        "``",
        "`",
        "*",
        "**",
        "~~x~~",
        "| a | b |",
        "=",
        "&nothing;",
        "⸱ a ⸱",
        "x\n⸱",
    ] {
        assert_eq!(shown(text), text.trim_end(), "{text}");
    }
}

#[test]
fn dollars_are_maths_only_where_they_are_no_money() {
    for text in ["It costs $5.", "$5 or $6", "$5-$10", "He has $5 and you owe me 3$", "US$ and A$", "$", "$$", "$ x $"] {
        assert_eq!(shown(text), text, "{text}");
    }
    assert_eq!(shown(r"\(x\) or \[ y \]"), "[i:x] or [i:y]");
    assert_eq!(shown(r"$a*b*c$"), "[i:a]*[i:b]*[i:c]".replace('*', " * "));
}

#[test]
fn lines_stay_and_headings_and_items_are_told_among_others() {
    assert_eq!(shown("# Read\n\nWhich?\n- one\n  * **two**\n3. three"), "[b:Read]\n\nWhich?\n• one\n  • [b:two]\n3. three");
    assert_eq!(
        shown("What is printed?\n```python\nx = 2 * 3\n\nprint(x)\n```\nThink."),
        "What is printed?\n[c:x = 2 * 3\n\nprint(x)]\nThink."
    );
    assert_eq!(shown("a\n\n\nb\n"), "a\n\n\nb");
    assert_eq!(shown("a\n# b\nc"), "a\n[b:b]\nc");
    assert_eq!(shown(""), "");
}

#[test]
fn maths_of_school_is_readable() {
    for (tex, wanted, in_plain) in [
        (r"x^2+1", "[i:x][^:2] + 1", "x² + 1"),
        (r"-3-(-2)", "−3 − (−2)", "−3 − (−2)"),
        (r"x^{n+1}_1", "[i:x][i^:n][^:+1][_:1]", "xⁿ⁺¹₁"),
        (r"\frac12+\frac{1}{3}", "[o:1]⁄[u:2] + [o:1]⁄[u:3]", "1/2 + 1/3"),
        (r"2\frac{1}{2}", "2[o:1]⁄[u:2]", "2 1/2"),
        (r"\frac12x", "[o:1]⁄[u:2][i:x]", "(1/2)x"),
        (r"\frac{x+1}{2}", "([i:x] + 1)/2", "(x + 1)/2"),
        (r"\frac{x+1}{2}y", "(([i:x] + 1)/2)[i:y]", "((x + 1)/2)y"),
        (r"\left(\frac{2}{3}\right)^2", "([o:2]⁄[u:3])[^:2]", "(2/3)²"),
        (r"\frac{\frac12}{3}", "([o:1]⁄[u:2])/3", "(1/2)/3"),
        (r"\sqrt{2}", "√2", "√2"),
        (r"\sqrt{x+1}", "√([i:x] + 1)", "√(x + 1)"),
        (r"\sqrt2x", "√(2)[i:x]", "√(2)x"),
        (r"\sqrt[3]{8}=2", "∛8 = 2", "∛8 = 2"),
        (r"\alpha\le\beta", "[i:α] ≤ [i:β]", "α ≤ β"),
        (r"2\cdot 3 \times 4 \div 5", "2 · 3 × 4 ÷ 5", "2 · 3 × 4 ÷ 5"),
        (r"\sin x + 2\cos(y)", "sin [i:x] + 2 cos([i:y])", "sin x + 2 cos(y)"),
        (r"\sin^2 x", "sin[^:2] [i:x]", "sin² x"),
        (r"\log_{10} 100", "log[_:10] 100", "log₁₀ 100"),
        (r"90^\circ, 45^{\circ}", "90°, 45°", "90°, 45°"),
        (r"f'(x)", "[i:f]′([i:x])", "f′(x)"),
        (r"H_2O", "[i:H][_:2][i:O]", "H₂O"),
        (r"\mathrm{H_2O}", "H[_:2]O", "H₂O"),
        (r"5\,\text{cm}", "5\u{a0}cm", "5\u{a0}cm"),
        (r"10^{-3}", "10[^:−3]", "10⁻³"),
        (r"e^{x^2}", "[i:e][^:x²]", "e^(x²)"),
        (r"x\in\mathbb{R}, x\not=0", "[i:x] ∈ ℝ, [i:x] ≠ 0", "x ∈ ℝ, x ≠ 0"),
        (r"3{,}5 + 1.25", "3,5 + 1.25", "3,5 + 1.25"),
        (r"\{1, 2\}", "{1, 2}", "{1, 2}"),
        (r"\sum_{i=1}^{n} i^2", "∑[i_:i][_:=1][i^:n] [i:i][^:2]", "∑_(i=1)ⁿ i²"),
        (r"\overline{AB}", "[i:A\u{304}B\u{304}]", "A\u{304}B\u{304}"),
        (r"|x|<3", "|[i:x]| < 3", "|x| < 3"),
        (r"a:b=3:4", "[i:a] : [i:b] = 3 : 4", "a : b = 3 : 4"),
        (r"\quux{x} y", r"\quux{x} [i:y]", r"\quux{x} y"),
    ] {
        let text = format!("${tex}$");
        assert_eq!((shown(&text).as_str(), plain(&text).as_str()), (wanted, in_plain), "{tex}");
    }
}

#[test]
fn a_formula_that_cannot_be_read_stays_as_it_is_written() {
    for text in [r"$\frac{1}$", r"${x$", r"$x}$", r"$\begin{matrix}1\end{matrix}$", r"$x^$", r"$\mathbb{XY}$", r"$\left$"] {
        assert_eq!(shown(text), text, "{text}");
    }
    let deep = format!("${}x{}$", "{".repeat(20), "}".repeat(20));
    assert_eq!(shown(&deep), deep);
}

proptest! {
    #[test]
    fn any_text_can_be_shown(text in r"([a-z0-9 *_`$\\{}^\[\]()#>\-+.\n⸱]|\\frac|\\sqrt|\\le ){0,60}") {
        let said: String = pieces(&text).iter().map(|p| p.text.as_str()).collect();
        // No letter is lost, but those of commands and the names of languages.
        if !text.contains(['\\', '`']) {
            let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&said), letters(text.trim_end()));
        }
    }

    #[test]
    fn plain_words_stay_as_they_are(text in "[A-Za-zäöüßéñ0-9 ,.?!:;'()=+/%-]{0,40}") {
        let text = text.trim();
        prop_assert_eq!(shown(text), text);
    }
}
