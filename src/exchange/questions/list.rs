//! What came in from a file of questions, and what of it could not be carried over.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::classroom::{Picture, PictureId, Question, Skill, SkillCode};
use crate::exchange::html;

/// Most bytes of one picture, and of all pictures of a file.
pub(crate) const LARGEST_PICTURE: usize = 10 << 20;
const LARGEST_ALBUM: usize = 100 << 20;
/// Most questions of one file.
const MOST_QUESTIONS: usize = 5_000;
/// Longest text of a question, in bytes.
const LONGEST_TEXT: usize = 20_000;
/// Most notices that are kept one by one.
const MOST_NOTICES: usize = 10_000;

/// Pictures by their identity.
pub type Pictures = BTreeMap<PictureId, Vec<u8>>;

/// The questions of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionList {
    /// Those that could be understood, in the order of the file.
    pub questions: Vec<Question>,
    /// The pictures in them.
    pub pictures: Pictures,
    /// Skills in them whose names the file tells.
    pub skills: Vec<Skill>,
    /// What could not be carried over, in the order of the file.
    pub notices: Vec<Notice>,
}

/// Something that could not be carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Where it stands.
    pub place: Place,
    /// How much is missing.
    pub loss: Loss,
    /// What, why, and what to do.
    pub text: String,
}

/// How much a [`Notice`] says is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// A whole question.
    Question,
    /// Something about a question that came in all the same.
    Detail,
}

/// A place in a file; both count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, or the row of a sheet.
    pub line: usize,
    /// The character in the line, or the column of a sheet.
    pub column: usize,
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}: {}", self.place.line, self.place.column, self.text)
    }
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// As it is to be kept.
    Plain,
    /// As HTML.
    Html,
    /// Plain lines in which HTML may stand.
    Mixed,
}

/// A text that came in, with the first picture in it.
#[derive(Debug, Default)]
pub(super) struct Rich {
    pub text: String,
    pub picture: Option<Picture>,
}

/// Looks up the file of a picture by its name.
pub(super) type Files<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

impl QuestionList {
    /// Notes that a question is left out.
    pub(super) fn leave_out(&mut self, place: Place, text: impl Into<String>) {
        self.notice(place, Loss::Question, text.into());
    }

    /// Notes that a question comes in without something.
    pub(super) fn do_without(&mut self, place: Place, text: impl Into<String>) {
        self.notice(place, Loss::Detail, text.into());
    }

    fn notice(&mut self, place: Place, loss: Loss, text: String) {
        match self.notices.len() {
            0..MOST_NOTICES => self.notices.push(Notice { place, loss, text }),
            MOST_NOTICES => {
                let text = "there is more that could not be carried over, which is not listed; is this the right file?".to_owned();
                self.notices.push(Notice { place, loss: Loss::Question, text });
            }
            _ => {}
        }
    }

    /// Takes a question in, if it can be put to a class.
    pub(super) fn take(&mut self, place: Place, question: Question) {
        let texts = [&question.text, &question.notes, &question.name, &question.source];
        let longest = texts.into_iter().chain(question.options.iter().map(|o| &o.text)).map(String::len).max().unwrap_or(0);
        if longest > LONGEST_TEXT {
            return self.leave_out(place, format!("{} has a text of {longest} letters; shorten it", called(&question)));
        }
        if self.questions.len() == MOST_QUESTIONS {
            return self.leave_out(place, format!("{} is more than {MOST_QUESTIONS} questions; split the file", called(&question)));
        }
        match question.check() {
            Ok(()) => self.questions.push(question),
            Err(problem) => self.leave_out(place, format!("{} {problem}", called(&question))),
        }
    }

    /// Makes Markdown of a text, and takes its picture in.
    pub(super) fn rich(&mut self, place: Place, raw: &str, written: Written, files: Files) -> Rich {
        let is_html = match written {
            Written::Plain => false,
            Written::Html => true,
            Written::Mixed => html::is_html(raw),
        };
        if !is_html {
            return Rich { text: raw.trim().to_owned(), picture: None };
        }
        // Lines of mixed text are lines.
        let broken = (written == Written::Mixed).then(|| raw.trim().replace('\n', "<br>"));
        let found = html::to_markdown(broken.as_deref().unwrap_or(raw));
        for lost in found.lost {
            self.do_without(place, lost);
        }
        let mut picture = None;
        for image in found.images {
            if picture.is_some() {
                self.do_without(place, format!("a second picture (“{}”) has no place; put both into one picture", shown(&image.source)));
            } else {
                picture = self.image(place, &image.source, &image.description, files);
            }
        }
        Rich { text: found.text, picture }
    }

    /// The picture of this address, which is a name in `files` or holds the picture itself.
    fn image(&mut self, place: Place, source: &str, description: &str, files: Files) -> Option<Picture> {
        let bytes = match source.strip_prefix("data:") {
            Some(data) => data.split_once(";base64,").and_then(|(_, data)| decode_base64(data)),
            None => files(source),
        };
        let Some(bytes) = bytes else {
            self.do_without(place, format!("the picture “{}” is not in the file; put it in by hand", shown(source)));
            return None;
        };
        self.picture(place, source, description, bytes)
    }

    /// Takes a picture's bytes in.
    pub(super) fn picture(&mut self, place: Place, name: &str, description: &str, bytes: Vec<u8>) -> Option<Picture> {
        if !is_picture(&bytes) {
            let text = format!("“{}” is no picture that can be shown; save it as PNG or JPEG", shown(name));
            self.do_without(place, text);
            return None;
        }
        let all: usize = self.pictures.values().map(Vec::len).sum();
        if bytes.len() > LARGEST_PICTURE || all + bytes.len() > LARGEST_ALBUM {
            self.do_without(place, format!("the picture “{}” is too large; make it smaller than 10 MB", shown(name)));
            return None;
        }
        let id = PictureId::of(&bytes);
        self.pictures.insert(id, bytes);
        Some(Picture { id, description: description.trim().to_owned() })
    }

    /// The codes among some tags; what is no code is said.
    pub(super) fn skills(&mut self, place: Place, tags: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<SkillCode> {
        let mut codes = Vec::new();
        for tag in tags {
            match SkillCode::parse(tag.as_ref()) {
                Some(code) if codes.contains(&code) => {}
                Some(code) => codes.push(code),
                None => self.do_without(place, format!("“{}” is no code of a skill; {}", shown(tag.as_ref()), SkillCode::RULE)),
            }
        }
        codes
    }

    /// Drops pictures that only questions left out had, and what is said more than once about one place.
    pub(super) fn finish(mut self) -> Self {
        let used: BTreeSet<PictureId> = self.questions.iter().flat_map(Question::pictures).map(|p| p.id).collect();
        self.pictures.retain(|id, _| used.contains(id));
        self.notices.dedup();
        self
    }
}

/// What a question is called in a notice.
pub(crate) fn called(question: &Question) -> String {
    let name = if question.name.is_empty() { &question.text } else { &question.name };
    if name.trim().is_empty() { "the question".to_owned() } else { format!("“{}”", shown(name)) }
}

/// A piece of a file, short enough for a notice.
pub(super) fn shown(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let start: String = line.chars().filter(|c| !c.is_control()).take(40).collect();
    if start.len() < text.trim().len() { format!("{}…", start.trim_end()) } else { start }
}

/// The bytes of base64 with line breaks in it.
pub(super) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    if text.len() > LARGEST_PICTURE * 3 / 2 {
        return None;
    }
    let dense: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    BASE64_STANDARD.decode(dense).ok()
}

/// Whether bytes are a picture of a kind that can be shown.
pub(super) fn is_picture(bytes: &[u8]) -> bool {
    picture_ending(bytes).is_some()
}

/// What a picture's file name ends with.
pub(crate) fn picture_ending(bytes: &[u8]) -> Option<&'static str> {
    use image::ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
    Some(match image::guess_format(bytes).ok()? {
        Png => "png",
        Jpeg => "jpg",
        Gif => "gif",
        WebP => "webp",
        Bmp => "bmp",
        _ => return None,
    })
}
