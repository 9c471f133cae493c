//! What questions and answers are called in a sentence.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::cards::Answer;
use crate::classroom::markup::plain;
use crate::classroom::{AskingRecord, Question};

/// Longest part of a question that a sentence repeats, in characters.
const QUOTED: usize = 40;

/// What each question is called: its words or its number; where two would be called the same, with the day on which it was
/// first asked, and where that does not help either, with the time.
pub fn names(questions: &[&AskingRecord], zone: &TimeZone) -> Vec<String> {
    let mut names: Vec<String> = questions.iter().map(|a| format!("“{}”", shortened(&plain(&a.title())))).collect();
    for more in [" of %-d %B", ", %H:%M"] {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for name in &names {
            *count.entry(name.clone()).or_default() += 1;
        }
        for (name, asking) in names.iter_mut().zip(questions).filter(|(name, _)| count.get(*name).is_some_and(|n| *n > 1)) {
            *name += &asking.opened_at.to_zoned_datetime(zone.clone()).strftime(more).to_string();
        }
    }
    names
}

/// A wrong choice: by its letter and text, or beside the right letter where it has no text.
pub fn choice(question: &Question, answer: Answer) -> String {
    match question.option_text(answer) {
        Some(text) => format!("{answer}, “{}”,", shortened(&plain(text))),
        None => {
            let right: Vec<String> = question.key.answers().map(|a| a.to_string()).collect();
            format!("{answer} instead of {}", right.join(" or "))
        }
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= QUOTED {
        return text.to_owned();
    }
    let start: String = text.chars().take(QUOTED).collect();
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::classroom::{AskingId, Key};

    #[test]
    fn questions_without_words_are_told_apart_by_day_and_time() {
        let at = |number: usize, hour: i64| {
            let question = Question { key: Key::of([Answer::C]), ..Question::default() };
            let opened = Timestamp::from_second(hour * 3600).expect("a time");
            AskingRecord { number, ..AskingRecord::new(AskingId(hour), question, opened) }
        };
        let all = [at(1, 9), at(2, 10), at(1, 33), at(2, 34), at(2, 36), at(3, 35)];
        let names = names(&all.iter().collect::<Vec<_>>(), &TimeZone::UTC);
        assert_eq!(names[0], "“Question 1” of 1 January");
        assert_eq!(names[2], "“Question 1” of 2 January");
        assert_eq!(names[3], "“Question 2” of 2 January, 10:00");
        assert_eq!(names[5], "“Question 3”", "what is called so alone needs no day");
    }

    #[test]
    fn a_choice_without_text_stands_beside_the_right_letter() {
        let question = Question { key: Key::of([Answer::A, Answer::C]), ..Question::default() };
        assert_eq!(choice(&question, Answer::B), "B instead of A or C");
        let question = Question { options: vec!["5/6".into(), "2/5".into()], key: Key::of([Answer::A]), ..question };
        assert_eq!(choice(&question, Answer::B), "B, “2/5”,");
    }
}
