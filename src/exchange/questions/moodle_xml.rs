//! Moodle XML in: choice and true/false; the other kinds are left out and named. As in GIFT, feedback on a wrong option is
//! taken for the misconception it reveals, other feedback for notes, and tags for codes of skills.

use std::cell::RefCell;
use std::collections::BTreeSet;

use roxmltree::Node;

use super::grade::{PARTIAL, grades};
use super::list::{Files, Place, QuestionList, Rich, Written, called, decode_base64, shown};
use crate::cards::Answer;
use crate::classroom::{Choice, Form, Key, MOST_OPTIONS, Question, QuestionError};
use crate::exchange::ExchangeError;
use crate::exchange::grid::Cursor;
use crate::exchange::xml::{self, XmlError};

/// Understands a file of Moodle XML.
pub fn read_moodle_xml(text: &str) -> Result<QuestionList, ExchangeError> {
    let document = xml::parse(text).map_err(|e| match e {
        XmlError::TooMuch => ExchangeError::TooLarge(text.len() as u64),
        XmlError::Doctype => ExchangeError::Doctype,
        XmlError::Broken { line, column, reason } => ExchangeError::Xml { line, column, reason },
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "quiz" {
        return Err(ExchangeError::NotQuiz(shown(root.tag_name().name())));
    }
    let mut list = QuestionList::default();
    let mut cursor = Cursor::new(text, 1);
    for node in root.children().filter(Node::is_element) {
        let (line, column) = cursor.place(node.range().start);
        read_element(&mut list, node, Place { line, column }, &mut cursor);
    }
    Ok(list.finish())
}

fn read_element(list: &mut QuestionList, node: Node, place: Place, cursor: &mut Cursor) {
    let kind = node.attribute("type").unwrap_or_default();
    if node.tag_name().name() != "question" {
        return list.leave_out(place, format!("expected <question>, found <{}>", shown(node.tag_name().name())));
    }
    if kind == "category" {
        let category = child(node, "category").map(text_of).unwrap_or_default();
        let text = format!("the category “{}” is not carried over; the questions go into the set you named", shown(&category));
        return list.do_without(place, text);
    }
    // Kept apart until the question is known to come in.
    let mut own = QuestionList::default();
    match question(&mut own, node, kind, place, cursor) {
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
        Err(text) => list.leave_out(place, text),
    }
}

fn question(list: &mut QuestionList, node: Node, kind: &str, place: Place, cursor: &mut Cursor) -> Result<Question, String> {
    let mut question =
        Question { name: child(node, "name").map(text_of).unwrap_or_default().trim().replace('\n', " "), ..Question::default() };
    let stem = child(node, "questiontext");
    if question.name.is_empty() {
        // Only to name it in what follows.
        question.text = stem.map(text_of).unwrap_or_default();
    }
    question.form = match kind {
        "multichoice" | "multichoiceset" => Form::Choice,
        "truefalse" => Form::TrueFalse,
        _ => return Err(format!("{} {}", called(&question), other_kind(kind))),
    };
    let stem = stem.map(|n| rich(list, n, place)).unwrap_or_default();
    question.text = stem.text;
    question.picture = stem.picture.or_else(|| old_picture(list, node, place));
    let mut notes = vec![feedback(list, child(node, "generalfeedback"), place)];
    let answers: Vec<Node> = children(node, "answer").collect();
    if answers.len() > MOST_OPTIONS {
        return Err(format!("{} {}", called(&question), QuestionError::TooManyOptions(answers.len())));
    }
    let percents: Vec<f64> = answers.iter().map(|n| percent(*n)).collect();
    for ((answer, node), grade) in Answer::ALL.into_iter().zip(answers).zip(grades(&percents)) {
        let (line, column) = cursor.place(node.range().start);
        let place = Place { line, column };
        if !grade.is_whole {
            list.do_without(place, format!("{}: {PARTIAL}", called(&question)));
        }
        let rich = rich(list, node, place);
        let feedback = feedback(list, child(node, "feedback"), place);
        if grade.is_right {
            question.key = Key::of(question.key.answers().chain([answer]));
        }
        if grade.is_right && !feedback.is_empty() {
            notes.push(format!("{answer}: {feedback}"));
        }
        let misconception = (!grade.is_right && !feedback.is_empty()).then_some(feedback);
        question.options.push(Choice { text: rich.text, picture: rich.picture, misconception });
    }
    if question.form == Form::TrueFalse {
        true_first(&mut question, &mut notes);
    }
    notes.retain(|n| !n.is_empty());
    question.notes = notes.join("\n");
    let tags: Vec<String> = child(node, "tags").into_iter().flat_map(|n| children(n, "tag").map(text_of).collect::<Vec<_>>()).collect();
    question.skills = list.skills(place, tags);
    left_over(list, node, place, &called(&question));
    Ok(question)
}

/// Moodle may name false before true; A is true.
fn true_first(question: &mut Question, notes: &mut [String]) {
    let is_false = |choice: &Choice| choice.text.eq_ignore_ascii_case("false");
    if question.options.first().is_some_and(is_false) && question.options.len() == 2 {
        question.options.swap(0, 1);
        let other = |a: Answer| Answer::ALL[1 - a.index()];
        question.key = Key::of(question.key.answers().map(other).collect::<Vec<_>>());
        for note in notes {
            for (from, to) in [("A: ", "B: "), ("B: ", "A: ")] {
                if let Some(rest) = note.strip_prefix(from) {
                    *note = format!("{to}{rest}");
                    break;
                }
            }
        }
    }
    for (choice, word) in question.options.iter_mut().zip(["True", "False"]) {
        if choice.text.eq_ignore_ascii_case(word) {
            choice.text = word.to_owned();
        }
    }
}

/// What else Moodle keeps about a question. How often it may be tried, how it is shuffled and numbered are matters of its
/// quizzes and not of the question.
fn left_over(list: &mut QuestionList, node: Node, place: Place, name: &str) {
    let id = child(node, "idnumber").map(|n| n.text().unwrap_or_default().trim().to_owned()).unwrap_or_default();
    if !id.is_empty() {
        list.do_without(place, format!("{name}: the ID number “{}” is not carried over", shown(&id)));
    }
    let mark = child(node, "defaultgrade").and_then(|n| n.text()?.trim().parse::<f64>().ok()).unwrap_or(1.0);
    if (mark - 1.0).abs() > 1e-6 {
        list.do_without(place, format!("{name}: that it counts {mark} marks is not carried over"));
    }
    if children(node, "hint").any(|n| !text_of(n).trim().is_empty()) {
        list.do_without(place, format!("{name}: hints are not carried over"));
    }
    let overall = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"];
    if overall.iter().filter_map(|tag| child(node, tag)).any(|n| !text_of(n).trim().is_empty()) {
        list.do_without(place, format!("{name}: feedback on right, partly right and wrong answers as a whole is not carried over"));
    }
}

fn other_kind(kind: &str) -> String {
    match kind {
        "description" => "is a text without a question".to_owned(),
        "essay" => "asks for a text; cards can only choose from options".to_owned(),
        "numerical" | "calculated" | "calculatedsimple" | "calculatedmulti" => {
            "asks for a number; give it two to four options to choose from".to_owned()
        }
        "shortanswer" => "asks for a word; give it two to four options to choose from".to_owned(),
        "matching" | "match" => "asks to match pairs, which cards cannot; make a question of each pair".to_owned(),
        "cloze" | "multianswer" => "has several blanks, which cards cannot fill; make a question of each".to_owned(),
        _ => format!("is of the kind “{}”, which cards cannot answer", shown(kind)),
    }
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| n.has_tag_name(name))
}

fn children<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |n| n.has_tag_name(name))
}

/// What stands in the `<text>` of an element.
fn text_of(node: Node) -> String {
    let text = child(node, "text").unwrap_or(node);
    text.children().filter_map(|n| n.text()).collect()
}

fn percent(node: Node) -> f64 {
    let fraction = node.attribute("fraction").and_then(|f| f.trim().replace(',', ".").parse().ok());
    fraction.filter(|f: &f64| f.is_finite()).unwrap_or_default()
}

/// A text with its picture, which is in a `<file>` beside it.
fn rich(list: &mut QuestionList, node: Node, place: Place) -> Rich {
    let written = match node.attribute("format") {
        Some("html") => Written::Html,
        Some("plain_text" | "markdown") => Written::Plain,
        _ => Written::Mixed,
    };
    let used = RefCell::new(BTreeSet::new());
    let find = |source: &str| {
        let wanted = unescaped(source.strip_prefix("@@PLUGINFILE@@/")?);
        let file =
            children(node, "file").find(|f| f.attribute("name").is_some_and(|n| wanted == n || wanted.ends_with(&format!("/{n}"))))?;
        used.borrow_mut().insert(file.range().start);
        decode_base64(file.text()?)
    };
    let files: Files = &find;
    let rich = list.rich(place, &text_of(node), written, files);
    for file in children(node, "file").filter(|f| !used.borrow().contains(&f.range().start)) {
        let name = shown(file.attribute("name").unwrap_or("?"));
        list.do_without(place, format!("the file “{name}” has no place in a question; describe it in words"));
    }
    rich
}

/// Feedback, whose pictures have no place.
fn feedback(list: &mut QuestionList, node: Option<Node>, place: Place) -> String {
    let Some(node) = node else { return String::new() };
    let rich = rich(list, node, place);
    if rich.picture.is_some() {
        list.do_without(place, "a picture in feedback has no place; put it into the question");
    }
    rich.text
}

/// Moodle before version 2 kept one picture apart from the text.
fn old_picture(list: &mut QuestionList, node: Node, place: Place) -> Option<crate::classroom::Picture> {
    let bytes = decode_base64(child(node, "image_base64")?.text()?)?;
    let name = child(node, "image").and_then(|n| n.text()).unwrap_or("picture");
    list.picture(place, name, "", bytes)
}

/// A name without the signs that addresses escape.
fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = text.get(i + 1..i + 3).filter(|_| bytes[i] == b'%').and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(hex.unwrap_or(bytes[i]));
        i += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exchange::questions::sample::hostile_text;
    use crate::exchange::questions::{Loss, Notice};

    /// A picture of one pixel, as base64.
    const DOT: &str = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    fn quiz(inside: &str) -> String {
        format!("<?xml version=\"1.0\"?>\n<quiz>\n{inside}\n</quiz>")
    }

    fn multichoice(stem: &str, answers: &str) -> String {
        quiz(&format!("<question type=\"multichoice\"><questiontext format=\"html\">{stem}</questiontext>{answers}</question>"))
    }

    const TWO: &str = "<answer fraction=\"0\"><text>a</text></answer><answer fraction=\"100\"><text>b</text></answer>";

    fn read(xml: &str) -> QuestionList {
        read_moodle_xml(xml).expect("a quiz")
    }

    fn check_notice(xml: &str, line: usize, loss: Loss, word: &str) {
        let list = read(xml);
        let fits = |n: &Notice| n.place.line == line && n.loss == loss && n.text.contains(word);
        assert!(list.notices.iter().any(fits), "{xml}: {:?}", list.notices);
    }

    #[test]
    fn a_choice_comes_in_with_all_that_has_a_place() {
        let xml = quiz(
            "<question type=\"multichoice\"><name><text>Sum</text></name>
             <questiontext format=\"html\"><text><![CDATA[<p>How much is <b>1/2 + 1/3</b>?</p>]]></text></questiontext>
             <generalfeedback><text>Draw it.</text></generalfeedback><defaultgrade>1.0</defaultgrade>
             <answer fraction=\"100\" format=\"html\"><text>&lt;p&gt;5/6&lt;/p&gt;</text><feedback><text>Yes</text></feedback></answer>
             <answer fraction=\"0\"><text>2/5</text><feedback><text>adds tops and bottoms</text></feedback></answer>
             <tags><tag><text>5.NF.1</text></tag></tags></question>",
        );
        let list = read(&xml);
        let question = &list.questions[0];
        assert_eq!((question.name.as_str(), question.text.as_str()), ("Sum", "How much is **1/2 + 1/3**?"));
        assert_eq!((question.options[0].text.as_str(), question.key.to_string().as_str()), ("5/6", "A"));
        assert_eq!(question.options[1].misconception.as_deref(), Some("adds tops and bottoms"));
        assert_eq!((question.notes.as_str(), question.skills[0].as_str()), ("Draw it.\nA: Yes", "5.NF.1"));
        assert_eq!(list.notices, []);
    }

    #[test]
    fn true_is_a_in_whatever_order_it_comes() {
        let xml = quiz(
            "<question type=\"truefalse\"><questiontext><text>Round?</text></questiontext>
             <answer fraction=\"0\"><text>false</text><feedback><text>thinks it flat</text></feedback></answer>
             <answer fraction=\"100\"><text>true</text><feedback><text>Yes</text></feedback></answer></question>",
        );
        let question = &read(&xml).questions[0];
        assert_eq!((question.form, question.key.to_string().as_str(), question.notes.as_str()), (Form::TrueFalse, "A", "A: Yes"));
        assert_eq!(question.options[1].misconception.as_deref(), Some("thinks it flat"));
    }

    #[test]
    fn pictures_come_along_wherever_moodle_keeps_them() {
        let file = format!("<file name=\"a b.gif\" encoding=\"base64\">\n{DOT}\n</file>");
        let new = format!("<text><![CDATA[See <img src=\"@@PLUGINFILE@@/a%20b.gif\" alt=\"a dot\">]]></text>{file}");
        let inline = format!("<text><![CDATA[See <img alt='a dot' src=\"data:image/gif;base64,{DOT}\">]]></text>");
        for stem in [new, inline] {
            let list = read(&multichoice(&stem, TWO));
            assert_eq!(list.notices, []);
            let picture = list.questions[0].picture.as_ref().expect("a picture");
            assert_eq!((picture.description.as_str(), list.pictures.len()), ("a dot", 1));
        }
        let old = quiz(&format!(
            "<question type=\"multichoice\"><questiontext><text>x</text></questiontext><image_base64>{DOT}</image_base64>{TWO}</question>"
        ));
        assert!(read(&old).questions[0].picture.is_some());
        let option = format!(
            "<answer fraction=\"0\"><text>&lt;img src=\"@@PLUGINFILE@@/d.gif\"&gt;</text><file name=\"d.gif\">{DOT}</file></answer>"
        );
        let list = read(&multichoice("<text>x</text>", &format!("{option}{TWO}")));
        assert!(list.questions[0].options[0].picture.is_some() && list.questions[0].options[0].text.is_empty());
    }

    #[test]
    fn what_has_no_place_is_named_with_its_line() {
        check_notice(
            &quiz("<question type=\"essay\"><name><text>Why</text></name></question>"),
            3,
            Loss::Question,
            "“Why” asks for a text",
        );
        check_notice(&quiz("<question type=\"category\"><category><text>top/X</text></category></question>"), 3, Loss::Detail, "top/X");
        check_notice(&quiz("<question type=\"ddmarker\"/>"), 3, Loss::Question, "ddmarker");
        check_notice(&quiz("<answer/>"), 3, Loss::Question, "<answer>");
        check_notice(&multichoice("<text>&lt;img src='x.png'&gt;x</text>", TWO), 3, Loss::Detail, "x.png");
        check_notice(&multichoice("<text>x</text><file name=\"a.mp3\">AAAA</file>", TWO), 3, Loss::Detail, "a.mp3");
        check_notice(&multichoice("<text>x</text>", &format!("<hint><text>h</text></hint>{TWO}")), 3, Loss::Detail, "hints");
        check_notice(&multichoice("<text>x</text>", &format!("<idnumber>q7</idnumber>{TWO}")), 3, Loss::Detail, "q7");
        let five = "<answer><text>x</text></answer>".repeat(5);
        check_notice(&multichoice("<text>x</text>", &five), 3, Loss::Question, "5 options");
        let half = format!("<answer fraction=\"50\"><text>c</text></answer>{TWO}");
        check_notice(&multichoice("<text>x</text>", &half), 3, Loss::Detail, "parts of a mark");
    }

    #[test]
    fn files_that_are_no_quiz_are_refused_in_words() {
        let error = |xml: &str| read_moodle_xml(xml).expect_err(xml).to_string();
        assert!(error("<quiz>\n  <question></quiz>").starts_with("line 2, column"), "{}", error("<quiz>\n  <question></quiz>"));
        assert!(error("<html/>").contains("found <html>"));
        let bomb = "<!DOCTYPE q [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><quiz>&b;</quiz>";
        assert!(error(bomb).contains("DOCTYPE"), "{}", error(bomb));
        let deep = format!("<quiz>{}", "<a>".repeat(200_000));
        assert!(error(&deep).contains("XML"));
        let deep = format!("<quiz>{}{}</quiz>", "<question>".repeat(100_000), "</question>".repeat(100_000));
        assert_eq!(read(&deep).questions, []);
    }

    proptest! {
        #[test]
        fn nothing_makes_the_reader_stumble(text in hostile_text(&[
            "<question type=\"multichoice\">", "<question type=\"truefalse\">", "</question>", "<answer fraction=\"100\">", "<answer fraction=\"-9\">",
            "</answer>", "<text>", "</text>", "<![CDATA[", "]]>", "&lt;", "<questiontext format=\"html\">", "</questiontext>", "<file name=\"a\">",
        ])) {
            for text in [quiz(&text), text.clone(), multichoice(&text, TWO)] {
                if let Ok(list) = read_moodle_xml(&text) {
                    prop_assert!(list.questions.iter().all(|q| q.check().is_ok()));
                }
            }
        }
    }
}
