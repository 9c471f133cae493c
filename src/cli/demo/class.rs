//! The class of the demo, its questions, and what each student holds up.

use crate::cards::{Answer, CardNumber};
use crate::classroom::{Choice, Key, Question};

/// The class's name.
pub const NAME: &str = "5b";

/// The students in the order of the list, which is also that of their cards.
const STUDENTS: [&str; 28] = [
    "Ada", "Amir", "Ana", "Ben", "Chiara", "Dilan", "Elif", "Emil", "Finn", "Grace", "Hana", "Ida", "Jonas", "Jun", "Kofi", "Lea", "Leo",
    "Li", "Lina", "Malik", "Mateo", "Mina", "Noah", "Nour", "Olena", "Paul", "Rosa", "Sami",
];

/// Text, options, right answer, and the answers of all students in order.
type Check = (&'static str, [&'static str; 4], &'static str, &'static str);

/// Some students add tops and bottoms (A in the first, D in the second), some are sure of everything.
const CHECKS: [Check; 3] = [
    ("How much is 1/2 + 1/3?", ["2/5", "4/5", "5/6", "1/6"], "C", "CACCACDCACCBACCACDCCACADABAC"),
    ("Which is as much as 2/3?", ["4/6", "3/4", "6/8", "3/5"], "A", "ADAAAADAADAAABAADAAADADAAAAC"),
    ("Which is larger than 1/2?", ["2/5", "5/9", "3/7", "4/9"], "B", "BBBBBBABABBBCBBABCBBBBADBBBB"),
];

/// The names with their cards.
pub fn students() -> impl Iterator<Item = (&'static str, CardNumber)> {
    STUDENTS.into_iter().zip((1..).map(CardNumber))
}

/// Each question with what everybody holds up in the end.
pub fn checks() -> Vec<(Question, Vec<(CardNumber, Answer)>)> {
    let check = |(text, options, key, answers): Check| {
        let question = Question {
            text: text.to_owned(),
            options: options.map(Choice::from).into(),
            key: Key::parse(key).expect("the demo's keys are letters from A to D"),
            ..Question::default()
        };
        (question, students().map(|(_, card)| card).zip(answers.chars().filter_map(Answer::from_letter)).collect())
    };
    CHECKS.into_iter().map(check).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_student_answers_every_question() {
        for (question, held) in checks() {
            assert_eq!(held.len(), students().count(), "{}", question.text);
            assert!(held.iter().any(|(_, a)| question.key.contains(*a)));
        }
    }
}
