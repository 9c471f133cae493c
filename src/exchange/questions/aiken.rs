//! Aiken: a question, its options as `A) …`, and `ANSWER: A`, a line each.

use super::list::{Place, QuestionList, called};
use crate::cards::Answer;
use crate::classroom::{Choice, Key, Question};

/// Understands an Aiken file.
///
/// ```
/// # use quarterturn::exchange::questions::read_aiken;
/// let list = read_aiken("How much is 1/2 + 1/3?\nA) 2/5\nB) 5/6\nANSWER: B\n");
/// assert_eq!(list.questions[0].key.to_string(), "B");
/// ```
pub fn read_aiken(text: &str) -> QuestionList {
    let mut list = QuestionList::default();
    let mut open: Option<Started> = None;
    for (i, raw) in text.lines().enumerate() {
        let place = Place { line: i + 1, column: 1 + raw.chars().take_while(|c| c.is_whitespace()).count() };
        let line = raw.trim();
        match line_kind(line) {
            Kind::Blank => {}
            Kind::Option(letter, text) => match &mut open {
                None => list.leave_out(place, "an option without a question; expected a line with the question before it"),
                Some(started) => started.option(place, letter, text),
            },
            Kind::Answer(letters) => match open.take() {
                None => list.leave_out(place, "ANSWER without a question; expected a question and its options before it"),
                Some(started) => started.end(place, letters, &mut list),
            },
            Kind::Text => {
                if let Some(started) = open.take_if(|s| !s.question.options.is_empty()) {
                    started.unfinished(place, &mut list);
                }
                open.get_or_insert_with(|| Started::at(place)).text(line);
            }
        }
    }
    if let Some(started) = open {
        let end = Place { line: text.lines().count().max(1), column: 1 };
        started.unfinished(end, &mut list);
    }
    list.finish()
}

enum Kind<'a> {
    Blank,
    Text,
    Option(char, &'a str),
    Answer(&'a str),
}

fn line_kind(line: &str) -> Kind<'_> {
    if line.is_empty() {
        return Kind::Blank;
    }
    if let Some(head) = line.get(..7)
        && head.eq_ignore_ascii_case("ANSWER:")
    {
        return Kind::Answer(line[7..].trim());
    }
    let mut chars = line.chars();
    match (chars.next(), chars.next()) {
        // “A. Lincoln was …” may begin a question, yet then the format has no way to say so.
        (Some(letter @ 'A'..='Z'), Some(')' | '.')) => Kind::Option(letter, line[2..].trim()),
        _ => Kind::Text,
    }
}

/// A question whose ANSWER has not come yet.
struct Started {
    place: Place,
    question: Question,
    /// What is wrong with it, and where.
    problem: Option<(Place, String)>,
}

impl Started {
    fn at(place: Place) -> Self {
        Self { place, question: Question::default(), problem: None }
    }

    fn text(&mut self, line: &str) {
        if !self.question.text.is_empty() {
            self.question.text.push('\n');
        }
        self.question.text.push_str(line);
    }

    fn option(&mut self, place: Place, letter: char, text: &str) {
        let expected = ('A'..='Z').nth(self.question.options.len()).unwrap_or('Z');
        if letter != expected && self.problem.is_none() {
            let text = format!("{}: expected option {expected}, found {letter}", called(&self.question));
            self.problem = Some((place, text));
        }
        self.question.options.push(Choice::from(text));
    }

    fn end(mut self, place: Place, letters: &str, list: &mut QuestionList) {
        if let Some((place, text)) = self.problem {
            return list.leave_out(place, text);
        }
        let mut all = letters.chars();
        match (all.next().and_then(|l| l.is_ascii_uppercase().then(|| Answer::from_letter(l)).flatten()), all.next()) {
            (Some(answer), None) => self.question.key = Key::of([answer]),
            // A letter beyond D belongs to more options than a card has; the question says so itself.
            (None, None) if self.question.options.len() > Answer::ALL.len() && !letters.is_empty() => {}
            _ => {
                let text = format!("{}: expected one letter from A to D behind ANSWER:", called(&self.question));
                return list.leave_out(place, text);
            }
        }
        list.take(self.place, self.question);
    }

    fn unfinished(self, place: Place, list: &mut QuestionList) {
        match self.problem {
            Some((place, text)) => list.leave_out(place, text),
            None => list.leave_out(place, format!("{}: expected a line such as “ANSWER: A” before this", called(&self.question))),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exchange::questions::sample::hostile_text;

    fn check(aiken: &str, questions: &[&str], problems: &[(usize, usize, &str)]) {
        let list = read_aiken(aiken);
        let shown = |q: &Question| {
            let options: Vec<&str> = q.options.iter().map(|o| o.text.as_str()).collect();
            format!("{}: {} ({})", q.text, options.join(", "), q.key)
        };
        assert_eq!(list.questions.iter().map(shown).collect::<Vec<_>>(), questions, "{aiken}");
        assert_eq!(list.notices.len(), problems.len(), "{:?}", list.notices);
        for (notice, (line, column, word)) in list.notices.iter().zip(problems) {
            assert_eq!((notice.place.line, notice.place.column), (*line, *column), "{notice}");
            assert!(notice.text.contains(word), "{notice}");
        }
    }

    #[test]
    fn questions_are_read_in_either_style() {
        check("One?\nA) a\nB) b\nANSWER: B\n\nTwo <b>?\nA. c\nB.d\n C) e \nanswer: C", &["One?: a, b (B)", "Two <b>?: c, d, e (C)"], &[]);
        check("One\nmore?\n\nA) a\n\nB) b\nANSWER:A", &["One\nmore?: a, b (A)"], &[]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        check("One?\nA) a\nANSWER: A", &[], &[(1, 1, "only one option")]);
        check("  A) a\nANSWER: A", &[], &[(1, 3, "question before it"), (2, 1, "question and its options")]);
        check("One?\nA) a\nB) b\n\nTwo?\nA) c\nB) d\nANSWER: A", &["Two?: c, d (A)"], &[(5, 1, "ANSWER: A")]);
        check("One?\nA) a\nB) b", &[], &[(3, 1, "ANSWER: A")]);
        check("One?\nA) a\nB) b\nANSWER: C", &[], &[(1, 1, "no option C")]);
        check("One?\nA) a\nB) b\nANSWER: first", &[], &[(4, 1, "one letter")]);
        check("One?\nA) a\nC) b\nANSWER: A", &[], &[(3, 1, "expected option B")]);
        check("One?\nA) a\nB) b\nC) c\nD) d\nE) e\nANSWER: E", &[], &[(1, 1, "5 options")]);
    }

    proptest! {
        #[test]
        fn nothing_makes_the_reader_stumble(text in hostile_text(&["\n", "A) ", "B) ", "C. ", "ANSWER: ", "ANSWER:", "A", "B", "Z)"])) {
            let list = read_aiken(&text);
            prop_assert!(list.questions.iter().all(|q| q.check().is_ok()));
        }
    }
}
