//! Questions and texts for property tests.

use proptest::prelude::*;

use crate::cards::Answer;
use crate::classroom::{Choice, Form, Key, Question, SkillCode};

/// Text that is likely to mean something to one of the formats, without spaces at its ends.
fn text(least: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zäß0-9 ]{1,6}",
        2 => prop::sample::select(vec![
            "\\", "{", "}", "~", "=", "#", ":", "::", "%50%", "[html]", "[", "]", "<b>", "&amp;", "\n", "\"", ",", ";", "\t", "$x^2$", "//",
            "→", "A) ", "->", "'", "|", "TRUE", "!", "(", ")", "*",
        ])
        .prop_map(str::to_owned),
        1 => "\\PC",
    ];
    prop::collection::vec(piece, least..6)
        .prop_map(|pieces| pieces.concat().trim().to_owned())
        .prop_filter("some text", move |t| t.len() >= least)
}

fn code() -> impl Strategy<Value = SkillCode> {
    "[A-Za-z0-9ä.#:/ -]{1,8}".prop_filter_map("a code", |t| SkillCode::parse(&t))
}

/// A question without what a format has no place for: `source`, `pictures`, `board` (options on the board)…
pub fn question_without(missing: &'static [&'static str]) -> impl Strategy<Value = Question> {
    let options = prop::collection::vec((text(1), prop::option::of(text(1)), any::<bool>()), 2..=4);
    let words = (text(0), text(0), text(0), prop::collection::vec(code(), 0..3));
    (text(0), options, words, any::<bool>()).prop_map(move |(stem, options, (name, notes, source, mut skills), is_true_false)| {
        let key = Key::of(Answer::ALL.into_iter().zip(&options).filter(|(_, o)| o.2).map(|(a, _)| a));
        let choice = |(answer, (text, misconception, _)): (Answer, (String, Option<String>, bool))| Choice {
            text,
            picture: None,
            misconception: misconception.filter(|_| !key.contains(answer)),
        };
        let mut seen = Vec::new();
        skills.retain(|s| {
            let is_new = !seen.contains(s);
            seen.push(s.clone());
            is_new
        });
        let mut question = Question {
            name: name.replace('\n', " "),
            text: stem,
            key,
            options: Answer::ALL.into_iter().zip(options).map(choice).collect(),
            skills,
            notes,
            source: if missing.contains(&"source") { String::new() } else { source },
            ..Question::default()
        };
        if is_true_false && question.options.len() == 2 && key.count() == 1 {
            question.form = Form::TrueFalse;
            question.options[0].text = "True".to_owned();
            question.options[1].text = "False".to_owned();
        }
        question
    })
}

/// Text made of a format's own signs, in an order that nobody expects.
pub fn hostile_text(signs: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => prop::sample::select(signs).prop_map(str::to_owned), 2 => "[a-z ]{1,4}", 1 => "\\PC", 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}
