//! Characters that HTML writes by name or number.

use std::borrow::Cow;

/// Those of Latin-1 from 160 to 255, in order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
    micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave \
    Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml \
    Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth \
    ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Greek capitals and small letters in the order of Unicode from 913 and 945; `.` where there is none.
const GREEK: &str = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho . sigma tau upsilon phi \
    chi psi omega";

const OTHERS: [(&str, char); 44] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("hellip", '…'),
    ("bull", '•'),
    ("euro", '€'),
    ("trade", '™'),
    ("prime", '′'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("harr", '↔'),
    ("rArr", '⇒'),
    ("hArr", '⇔'),
    ("minus", '−'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("asymp", '≈'),
    ("equiv", '≡'),
    ("infin", '∞'),
    ("radic", '√'),
    ("sum", '∑'),
    ("int", '∫'),
    ("isin", '∈'),
    ("cap", '∩'),
    ("cup", '∪'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("zwnj", '\u{200c}'),
];

/// Whether a text begins with an entity.
pub fn is_at_start(text: &str) -> bool {
    let end = text.bytes().take(12).position(|b| b == b';');
    end.is_some_and(|end| end > 0 && text.starts_with('&') && character(&text[1..end]).is_some())
}

/// The text without its entities; what is none stays as it is.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name has eight letters, a number seven digits.
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((character(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    }
    if let Some((_, c)) = OTHERS.iter().find(|(n, _)| *n == name) {
        return Some(*c);
    }
    let place = |list: &str, name: &str| list.split_ascii_whitespace().position(|n| n == name).map(|i| i as u32);
    let found = place(LATIN, name).map(|i| 160 + i).or_else(|| {
        let small = name.to_ascii_lowercase();
        let is_capital = name.starts_with(|c: char| c.is_ascii_uppercase());
        let rest_is_small = name.get(1..).is_some_and(|r| r.bytes().all(|b| b.is_ascii_lowercase()));
        rest_is_small.then(|| place(GREEK, &small)).flatten().map(|i| if is_capital { 913 + i } else { 945 + i })
    });
    found.and_then(char::from_u32)
}
