//! GIFT in.

use super::block::{Block, blocks};
use super::marks::{Mark, find, find_run, text_of, trimmed};
use crate::cards::Answer;
use crate::classroom::{Choice, Form, Key, MOST_OPTIONS, Question, QuestionError, SkillCode};
use crate::exchange::questions::grade::{PARTIAL, grades};
use crate::exchange::questions::list::{Place, QuestionList, Rich, Written, called, shown};

/// Understands a GIFT file.
///
/// ```
/// # use quarterturn::exchange::questions::read_gift;
/// let list = read_gift("How much is 1/2 + 1/3?{ =5/6 ~2/5#adds tops and bottoms ~1/6 }");
/// assert_eq!(list.questions[0].key.to_string(), "A");
/// assert_eq!(list.questions[0].options[1].misconception.as_deref(), Some("adds tops and bottoms"));
/// ```
pub fn read_gift(text: &str) -> QuestionList {
    let mut list = QuestionList::default();
    for block in blocks(text) {
        read_block(&mut list, &block);
    }
    list.finish()
}

/// Why a question is left out, and where.
type Refusal = (Place, String);

fn read_block(list: &mut QuestionList, block: &Block) {
    let mut marks = trimmed(&block.marks);
    if starts_with(marks, "$CATEGORY:") {
        let end = find(marks, '\n').unwrap_or(marks.len());
        let category = text_of(&marks[10..end]);
        let text = format!("the category “{}” is not carried over; the questions go into the set you named", shown(&category));
        list.do_without(marks[0].place(), text);
        marks = trimmed(&marks[end..]);
    }
    let Some(first) = marks.first() else { return };
    let place = first.place();
    // Kept apart until the question is known to come in.
    let mut own = QuestionList::default();
    match question(&mut own, marks, &block.comments) {
        Ok(question) => {
            let before = list.questions.len();
            list.pictures.append(&mut own.pictures);
            list.take(place, question);
            if list.questions.len() > before {
                for notice in own.notices {
                    list.do_without(notice.place, notice.text);
                }
            }
        }
        Err((place, text)) => list.leave_out(place, text),
    }
}

fn starts_with(marks: &[Mark], text: &str) -> bool {
    marks.len() >= text.len() && text.chars().zip(marks).all(|(c, m)| m.is(c))
}

fn question(list: &mut QuestionList, marks: &[Mark], comments: &[String]) -> Result<Question, Refusal> {
    let place = marks[0].place();
    let mut question = Question::default();
    let mut marks = marks;
    if starts_with(marks, "::")
        && let Some(end) = find_run(&marks[2..], ':', 2)
    {
        question.name = text_of(&marks[2..2 + end]).replace('\n', " ");
        marks = trimmed(&marks[2 + end + 2..]);
    }
    let (text, answers) = split_answers(marks, place)?;
    let (rich, default) = read_text(list, place, &text, Written::Mixed);
    question.text = rich.text;
    question.picture = rich.picture;
    let (answers, feedback) = match last_feedback(answers) {
        Some(at) => (trimmed(&answers[..at]), &answers[at + 4..]),
        None => (answers, &answers[..0]),
    };
    let mut notes = Vec::new();
    if let Some(mark) = feedback.first() {
        notes.push(text_only(list, mark.place(), feedback, default));
    }
    match kind(answers) {
        Kind::TrueFalse => true_false(list, answers, default, &mut question, &mut notes),
        Kind::Choice => choice(list, answers, default, &mut question, &mut notes)?,
        Kind::Other(what) => return Err((place, format!("{} {what}", called(&question)))),
    }
    notes.retain(|n| !n.is_empty());
    question.notes = notes.join("\n");
    question.skills = read_comments(list, place, comments);
    Ok(question)
}

/// The text of a question, a blank in it where answers stood in the middle, and what stands between the braces.
fn split_answers(marks: &[Mark], place: Place) -> Result<(Vec<Mark>, &[Mark]), Refusal> {
    match (find(marks, '{'), find(marks, '}')) {
        (None, None) => Err((place, format!("“{}” has no answers in braces, so it is no question", shown(&text_of(marks))))),
        (Some(start), Some(end)) if start < end => {
            let inside = &marks[start + 1..end];
            let after = &marks[end + 1..];
            let second = find(inside, '{').map(|i| inside[i]).or_else(|| after.iter().find(|m| m.is('{') || m.is('}')).copied());
            if let Some(mark) = second {
                let what = "was not expected; put “\\” before it if it belongs to a text, or a blank line between two questions";
                return Err((mark.place(), format!("a second “{}” {what}", mark.c)));
            }
            let mut text = marks[..start].to_vec();
            if !trimmed(after).is_empty() {
                text.extend(std::iter::repeat_n(marks[start].showing('_'), 5));
                text.extend_from_slice(after);
            }
            Ok((text, trimmed(inside)))
        }
        (Some(start), None) => Err((marks[start].place(), "“{” has no “}”; expected one before the next question".to_owned())),
        (_, Some(end)) => Err((marks[end].place(), "“}” has no “{” before it; put “\\” before it if it belongs to a text".to_owned())),
    }
}

/// Where `####` begins the feedback on the whole question.
fn last_feedback(answers: &[Mark]) -> Option<usize> {
    answers.windows(4).rposition(|w| w.iter().all(|m| m.is('#')))
}

enum Kind {
    Choice,
    TrueFalse,
    /// None for cards; the words follow on the question's name.
    Other(&'static str),
}

fn kind(answers: &[Mark]) -> Kind {
    let word: String = answers.iter().take_while(|m| !m.is('#')).map(|m| m.c).collect();
    let has_arrow = || answers.windows(2).any(|w| w[0].is('-') && w[1].is('>'));
    if answers.is_empty() {
        Kind::Other("asks for a text; cards can only choose from options")
    } else if answers[0].is('#') {
        Kind::Other("asks for a number; give it two to four options to choose from")
    } else if find(answers, '~').is_some() {
        Kind::Choice
    } else if find(answers, '=').is_some() && has_arrow() {
        Kind::Other("asks to match pairs, which cards cannot; make a question of each pair")
    } else if is_true(&word).is_some() {
        Kind::TrueFalse
    } else {
        Kind::Other("asks for a word; give it two to four options to choose from")
    }
}

fn is_true(word: &str) -> Option<bool> {
    match word.trim() {
        "T" | "TRUE" => Some(true),
        "F" | "FALSE" => Some(false),
        _ => None,
    }
}

fn true_false(list: &mut QuestionList, answers: &[Mark], default: Written, question: &mut Question, notes: &mut Vec<String>) {
    let mut parts = answers.splitn(3, |m| m.is('#'));
    let word = text_of(parts.next().unwrap_or_default());
    let right = if is_true(&word) == Some(true) { Answer::A } else { Answer::B };
    let mut feedback = || {
        let marks = parts.next().unwrap_or_default();
        marks.first().map(|mark| text_only(list, mark.place(), marks, default)).filter(|t| !t.is_empty())
    };
    let (wrong, praise) = (feedback(), feedback());
    question.form = Form::TrueFalse;
    question.key = Key::of([right]);
    question.options = vec![Choice::from("True"), Choice::from("False")];
    question.options[1 - right.index()].misconception = wrong;
    notes.extend(praise.map(|text| format!("{right}: {text}")));
}

/// An option as it stands there.
struct Part<'a> {
    /// What it is worth.
    percent: f64,
    text: &'a [Mark],
    feedback: &'a [Mark],
    place: Place,
}

fn choice(
    list: &mut QuestionList,
    answers: &[Mark],
    default: Written,
    question: &mut Question,
    notes: &mut Vec<String>,
) -> Result<(), Refusal> {
    let first = answers[0];
    if !(first.is('~') || first.is('=')) {
        return Err((first.place(), format!("{}: expected “=” before a right option or “~” before a wrong one", called(question))));
    }
    let starts: Vec<usize> = answers.iter().enumerate().filter(|(_, m)| m.is('~') || m.is('=')).map(|(i, _)| i).collect();
    if starts.len() > MOST_OPTIONS {
        return Err((first.place(), format!("{} {}", called(question), QuestionError::TooManyOptions(starts.len()))));
    }
    let ends = starts.iter().skip(1).copied().chain([answers.len()]);
    let parts: Vec<Part> = starts.iter().zip(ends).map(|(&start, end)| part(&answers[start..end])).collect();
    let percents: Vec<f64> = parts.iter().map(|p| p.percent).collect();
    for ((answer, part), grade) in Answer::ALL.into_iter().zip(parts).zip(grades(&percents)) {
        if !grade.is_whole {
            list.do_without(part.place, format!("{}: {PARTIAL}", called(question)));
        }
        if grade.is_right {
            question.key = Key::of(question.key.answers().chain([answer]));
        }
        let (rich, _) = read_text(list, part.place, part.text, default);
        let feedback = text_only(list, part.place, part.feedback, default);
        if grade.is_right && !feedback.is_empty() {
            notes.push(format!("{answer}: {feedback}"));
        }
        let misconception = (!grade.is_right && !feedback.is_empty()).then_some(feedback);
        question.options.push(Choice { text: rich.text, picture: rich.picture, misconception });
    }
    Ok(())
}

fn part(marks: &[Mark]) -> Part<'_> {
    let place = marks[0].place();
    let mut percent = if marks[0].is('=') { 100.0 } else { 0.0 };
    let mut rest = trimmed(&marks[1..]);
    if marks[0].is('~')
        && rest.first().is_some_and(|m| m.is('%'))
        && let Some(end) = rest.iter().skip(1).take(12).position(|m| m.is('%'))
    {
        let number: String = rest[1..=end].iter().map(|m| m.c).collect();
        if let Some(given) = number.parse().ok().filter(|p: &f64| p.is_finite()) {
            percent = given;
            rest = trimmed(&rest[end + 2..]);
        }
    }
    let feedback = find(rest, '#');
    let (text, feedback) = feedback.map_or((rest, &rest[..0]), |at| (&rest[..at], &rest[at + 1..]));
    Part { percent, text, feedback, place }
}

/// A text in the format that it names, else in the default one, and that format.
fn read_text(list: &mut QuestionList, place: Place, marks: &[Mark], default: Written) -> (Rich, Written) {
    let marks = trimmed(marks);
    let (written, marks) = format_of(marks).unwrap_or((default, marks));
    (list.rich(place, &text_of(marks), written, &|_| None), written)
}

/// A text that has no place for a picture.
fn text_only(list: &mut QuestionList, place: Place, marks: &[Mark], default: Written) -> String {
    let (rich, _) = read_text(list, place, marks, default);
    if rich.picture.is_some() {
        list.do_without(place, "a picture in feedback has no place; put it into the question".to_owned());
    }
    rich.text
}

fn format_of(marks: &[Mark]) -> Option<(Written, &[Mark])> {
    let formats = [("[html]", Written::Html), ("[moodle]", Written::Mixed), ("[plain]", Written::Plain), ("[markdown]", Written::Plain)];
    formats.into_iter().find(|(name, _)| starts_with(marks, name)).map(|(name, written)| (written, &marks[name.len()..]))
}

/// Tags are codes of skills.
fn read_comments(list: &mut QuestionList, place: Place, comments: &[String]) -> Vec<SkillCode> {
    let mut tags = Vec::new();
    for comment in comments {
        for start in ["[tag:", "[id:"] {
            let mut rest = comment.as_str();
            while let Some(at) = rest.find(start) {
                rest = &rest[at + start.len()..];
                let Some(end) = rest.find(']') else { break };
                let value = rest[..end].trim();
                rest = &rest[end + 1..];
                if start == "[tag:" {
                    tags.push(value.to_owned());
                } else {
                    list.do_without(place, format!("the ID number “{}” is not carried over", shown(value)));
                }
            }
        }
    }
    list.skills(place, tags)
}
