//! Markdown, written piece by piece.

use super::tags::Tag;
use super::{Image, Markdown, entities};

/// Deepest nesting that is followed; what lies deeper comes without its tags.
const DEEPEST: usize = 60;

/// Tags that only hold others, or that Markdown has a way of writing.
const KEPT: [&str; 45] = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "ul",
];
/// Tags whose text comes in without what they say about it.
const LOOKS: [&str; 12] = ["u", "s", "del", "ins", "strike", "font", "mark", "kbd", "samp", "var", "tt", "q"];
/// Tags of tables: rows become lines.
const TABLE: [&str; 7] = ["table", "thead", "tbody", "tfoot", "tr", "td", "th"];
/// Tags that are left out with everything in them.
const MEDIA: [&str; 16] = [
    "audio", "video", "iframe", "object", "embed", "svg", "math", "canvas", "form", "input", "button", "select", "textarea", "script",
    "style", "applet",
];
/// Those of them that have no end tag.
const EMPTY: [&str; 2] = ["input", "embed"];

/// How far ahead the end of TeX maths is looked for, in bytes.
const LONGEST_MATHS: usize = 2_000;

/// Whether this is a tag of HTML.
pub fn knows(name: &str) -> bool {
    [KEPT.as_slice(), &LOOKS, &TABLE, &MEDIA].iter().any(|list| list.contains(&name))
}

/// An open tag.
#[derive(Debug)]
struct Open {
    name: String,
    /// Where its text begins.
    start: usize,
    /// The address of a link, or the number of a list's last item.
    href: Option<String>,
    count: usize,
}

/// Collects Markdown.
#[derive(Debug, Default)]
pub struct Writer {
    out: Markdown,
    open: Vec<Open>,
    /// The tag, and how deep in it, whose contents are left out.
    skipping: Option<(String, usize)>,
    /// The end of the TeX maths that is being written.
    maths: Option<&'static str>,
    /// Line breaks that are due before the next text.
    breaks: usize,
}

impl Writer {
    fn lose(&mut self, what: String) {
        if !self.out.lost.contains(&what) {
            self.out.lost.push(what);
        }
    }

    fn at_line_start(&self) -> bool {
        self.breaks > 0 || self.out.text.is_empty() || self.out.text.ends_with('\n')
    }

    fn is_within(&self, name: &str) -> bool {
        self.open.iter().any(|o| o.name == name)
    }

    /// At least this many line breaks before what comes next.
    fn break_lines(&mut self, count: usize) {
        if !self.out.text.is_empty() {
            self.breaks = self.breaks.max(count);
        }
    }

    fn put(&mut self, text: &str) {
        if self.breaks > 0 {
            let kept = self.out.text.trim_end_matches(' ').len();
            // A tag that is open may begin after the spaces.
            if self.open.iter().all(|o| o.start <= kept) {
                self.out.text.truncate(kept);
            }
            let have = self.out.text.len() - self.out.text.trim_end_matches('\n').len();
            self.out.text.extend(std::iter::repeat_n('\n', self.breaks.saturating_sub(have)));
            self.breaks = 0;
        }
        self.out.text.push_str(text);
    }

    /// Adds text; spaces and line breaks in it are one space.
    pub fn text(&mut self, text: &str) {
        if self.skipping.is_some() {
            return;
        }
        if self.is_within("pre") {
            return self.put(text);
        }
        let is_code = self.is_within("code");
        let mut chars = text.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if c.is_whitespace() && c != '\u{a0}' {
                if !self.at_line_start() && !self.out.text.ends_with(' ') {
                    self.put(" ");
                }
                continue;
            }
            self.follow_maths(&text[i..]);
            let next = chars.peek().map(|(_, n)| *n);
            let would_mean = match c {
                '*' => next.is_some_and(|n| !n.is_whitespace()),
                '`' => true,
                '&' => entities::is_at_start(&text[i..]),
                '<' => next.is_some_and(|n| n.is_alphabetic() || matches!(n, '/' | '!')),
                _ => false,
            };
            // Only what came as an entity, or where no tag could begin, is here; `x<3` is none.
            if would_mean && self.maths.is_none() && !is_code {
                self.put("\\");
            }
            self.put(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn follow_maths(&mut self, rest: &str) {
        match self.maths {
            Some(end) if rest.starts_with(end) => self.maths = None,
            Some(_) => {}
            None => {
                let starts = [("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]")];
                self.maths = starts
                    .into_iter()
                    .find(|(start, end)| {
                        rest.strip_prefix(start).is_some_and(|inside| inside[..inside.floor_char_boundary(LONGEST_MATHS)].contains(end))
                    })
                    .map(|(_, end)| end);
            }
        }
    }

    /// Begins a tag.
    pub fn open(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if let Some((skipped, depth)) = &mut self.skipping {
            *depth += usize::from(skipped == name);
            return;
        }
        if MEDIA.contains(&name) {
            self.lose(format!("<{name}> has no place in a question; describe it in words"));
            self.skipping = (!EMPTY.contains(&name)).then(|| (name.to_owned(), 1));
            return;
        }
        if LOOKS.contains(&name) || tag.value("style").is_some_and(|style| says_something(&style)) {
            self.lose("colours and styles of letters are not carried over".to_owned());
        }
        match name {
            "br" => {
                self.breaks += usize::from(!self.out.text.is_empty());
                return;
            }
            "hr" => {
                self.break_lines(2);
                self.put("---");
                self.break_lines(2);
                return;
            }
            "img" => {
                let source = tag.value("src").unwrap_or_default();
                self.out.images.push(Image { source, description: tag.value("alt").unwrap_or_default() });
                return;
            }
            "li" => self.item(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.break_lines(2);
                self.put(&"#".repeat(usize::from(name.as_bytes()[1] - b'0')));
                self.put(" ");
            }
            "tr" => self.break_lines(1),
            "td" | "th" if !self.at_line_start() => {
                let mark = if self.out.text.ends_with(' ') { "| " } else { " | " };
                self.put(mark);
            }
            "table" => {
                self.lose("a table comes in as lines of text; check how it looks".to_owned());
                self.break_lines(2);
            }
            _ if is_block(name) => self.break_lines(if matches!(name, "div" | "dt" | "dd") { 1 } else { 2 }),
            _ if !knows(name) => self.lose(format!("<{name}> means nothing here and was left out")),
            _ => {}
        }
        if self.open.len() < DEEPEST {
            // Due breaks come before the tag, so that its text is its own.
            let is_inline = matches!(name, "b" | "strong" | "i" | "em" | "code" | "a" | "sub" | "sup");
            if is_inline {
                self.put("");
            }
            self.open.push(Open { name: name.to_owned(), start: self.out.text.len(), href: tag.value("href"), count: 0 });
        }
    }

    fn item(&mut self) {
        // An item ends where the next begins.
        if let Some(at) =
            self.open.iter().rposition(|o| matches!(o.name.as_str(), "li" | "ul" | "ol")).filter(|&at| self.open[at].name == "li")
        {
            self.end_down_to(at);
        }
        self.break_lines(1);
        let depth = self.open.iter().filter(|o| matches!(o.name.as_str(), "ul" | "ol")).count();
        let list = self.open.iter_mut().rfind(|o| matches!(o.name.as_str(), "ul" | "ol"));
        let mark = match list {
            Some(list) if list.name == "ol" => {
                list.count += 1;
                format!("{}. ", list.count)
            }
            _ => "- ".to_owned(),
        };
        self.put(&"  ".repeat(depth.saturating_sub(1)));
        self.put(&mark);
    }

    /// Ends a tag, and those in it that were left open.
    pub fn close(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipping = None;
                }
            }
            return;
        }
        match self.open.iter().rposition(|o| o.name == name) {
            Some(at) => self.end_down_to(at),
            None if name == "p" => self.break_lines(2),
            None => {}
        }
    }

    fn end_down_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            match open.name.as_str() {
                "b" | "strong" => self.wrap(open.start, "**", "**"),
                "i" | "em" => self.wrap(open.start, "*", "*"),
                "code" if !self.is_within("pre") => self.wrap(open.start, "`", "`"),
                "sup" => self.wrap_script(open.start, "$^{"),
                "sub" => self.wrap_script(open.start, "$_{"),
                "a" => {
                    if let Some(href) = open.href.filter(|h| is_address(h)) {
                        self.wrap(open.start, "[", &format!("]({href})"));
                    }
                }
                "div" | "dt" | "dd" | "li" | "tr" => self.break_lines(1),
                // A list in a list is part of its item.
                "ul" | "ol" => self.break_lines(if self.is_within("li") { 1 } else { 2 }),
                name if is_block(name) || name == "table" => self.break_lines(2),
                _ => {}
            }
        }
    }

    /// Puts marks around the text since `start`, spaces at its ends left outside.
    fn wrap(&mut self, start: usize, before: &str, after: &str) {
        let inside = self.out.text.split_off(start.min(self.out.text.len()));
        let core = inside.trim();
        let (lead, tail) = (inside.len() - inside.trim_start().len(), inside.trim_end().len());
        if core.is_empty() || core.contains("\n\n") {
            self.out.text.push_str(&inside);
            if !core.is_empty() {
                self.lose("bold, italic or a link over several paragraphs is not carried over".to_owned());
            }
            return;
        }
        let text = [&inside[..lead], before, core, after, &inside[tail..]].concat();
        self.out.text.push_str(&text);
    }

    fn wrap_script(&mut self, start: usize, before: &str) {
        let is_maths = self.out.text.get(start..).is_some_and(|inside| inside.contains(['$', '\\']));
        if !is_maths {
            self.wrap(start, before, "}$");
        }
    }

    /// What was written.
    pub fn finish(mut self) -> Markdown {
        self.end_down_to(0);
        let lines: Vec<&str> = self.out.text.split('\n').map(|l| l.trim_end_matches([' ', '\u{a0}'])).collect();
        self.out.text = lines.join("\n").replace('\u{a0}', " ").trim().to_owned();
        self.out
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "ul"
            | "ol"
            | "blockquote"
            | "pre"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "center"
            | "figure"
            | "figcaption"
            | "dl"
            | "dt"
            | "dd"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
    )
}

/// Whether a link leads anywhere outside Moodle's own files, and can be written.
fn is_address(href: &str) -> bool {
    !href.is_empty() && !href.starts_with("@@PLUGINFILE@@") && !href.contains(['(', ')', ' ', '\n'])
}

/// Whether a style is more than the side at which lines begin.
fn says_something(style: &str) -> bool {
    let harmless = ["text-align", "margin", "padding", "line-height", "font-family", "font-size", "width", "height", "vertical-align"];
    style
        .split(';')
        .map(|s| s.split(':').next().unwrap_or_default().trim().to_ascii_lowercase())
        .any(|property| !property.is_empty() && !harmless.iter().any(|h| property.starts_with(h)))
}
