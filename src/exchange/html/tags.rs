//! HTML taken apart: text, opening tags and closing tags, in one pass.

/// A piece of HTML.
#[derive(Debug)]
pub enum Piece<'a> {
    /// Text, entities and all.
    Text(&'a str),
    /// An opening tag.
    Open(Tag<'a>),
    /// The name of a closing tag, lower case.
    Close(String),
}

/// An opening tag.
#[derive(Debug)]
pub struct Tag<'a> {
    /// Its name, lower case.
    pub name: String,
    inside: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute, if it has one.
    pub fn value(&self, wanted: &str) -> Option<String> {
        let mut rest = self.inside;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let (value, after) = match after.trim_start().strip_prefix('=') {
                Some(given) => value_of(given.trim_start()),
                None => ("", if end == 0 { &rest[1..] } else { after }),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(super::entities::decoded(value).into_owned());
            }
            rest = after;
        }
    }
}

/// A value, quoted or not, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inside = &text[1..];
            inside.find(quote).map_or((inside, ""), |end| (&inside[..end], &inside[end + 1..]))
        }
        _ => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

/// The pieces of some HTML in order. Comments are skipped; a `<` that begins no tag is text.
pub fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    // Once a tag has no end, or a quote none, no later one has: looking for it each time would take forever.
    let (mut may_end, mut quotes) = (true, true);
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            if may_end && starts_tag(rest) {
                if let Some(after) = rest.strip_prefix("<!--") {
                    rest = after.find("-->").map_or("", |end| &after[end + 3..]);
                    continue;
                }
                let heeded = quotes.then(|| tag_end(rest)).flatten();
                quotes &= heeded.is_some();
                match heeded.or_else(|| rest.find('>')) {
                    Some(end) => {
                        let inside = &rest[1..end];
                        rest = &rest[end + 1..];
                        match piece(inside) {
                            Some(piece) => return Some(piece),
                            None => continue,
                        }
                    }
                    None => may_end = false,
                }
            }
            let mut signs = rest.match_indices('<').map(|(at, _)| at).filter(|&at| at > 0 && may_end && starts_tag(&rest[at..]));
            let text_end = signs.next().unwrap_or(rest.len());
            drop(signs);
            let (text, after) = rest.split_at(text_end);
            rest = after;
            return Some(Piece::Text(text));
        }
    })
}

fn starts_tag(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next() == Some(b'<')
        && match bytes.next() {
            Some(b'/') => bytes.next().is_some_and(|b| b.is_ascii_alphabetic()),
            Some(b) => b.is_ascii_alphabetic() || matches!(b, b'!' | b'?'),
            None => false,
        }
}

/// Where the `>` of the tag is, quotes heeded.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (i, b) in text.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return Some(i),
            (None, b'"' | b'\'') if text[..i].trim_end().ends_with('=') => quote = Some(b),
            (Some(q), _) if q == b => quote = None,
            _ => {}
        }
    }
    None
}

fn piece(inside: &str) -> Option<Piece<'_>> {
    let name_of = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '-')).collect::<String>().to_ascii_lowercase()
    };
    if inside.starts_with(['!', '?']) {
        return None;
    }
    if let Some(rest) = inside.strip_prefix('/') {
        return Some(Piece::Close(name_of(rest)));
    }
    let name = name_of(inside);
    let attributes = &inside[name.len().min(inside.len())..];
    Some(Piece::Open(Tag { name, inside: attributes }))
}
