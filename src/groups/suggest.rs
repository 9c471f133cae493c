//! The groups, each with its reason and each student's.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::standing::{Standing, standings};
use super::words::{choice, names};
use super::{ENOUGH_ANSWERS, READY_SHARE};
use crate::cards::Answer;
use crate::classroom::{AskingRecord, Student, StudentId};

/// What a group is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Explain it again, another way.
    Reteach,
    /// Talk about one mistake that they share.
    SharedMistake,
    /// Something more to think about.
    ReadyForMore,
    /// Ask them more first.
    NotEnoughKnown,
}

/// A student in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub student: StudentId,
    /// Why here, as a sentence about the student without the name.
    pub reason: String,
}

/// A suggested group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is for.
    pub kind: Kind,
    /// A short title.
    pub title: String,
    /// What its members have in common, as a sentence.
    pub reason: String,
    /// Who belongs to it, in the order of the class.
    pub students: Vec<Member>,
}

/// Suggests groups for the active students; none before anything keyed was asked. `zone` is where the class is.
pub fn suggest(students: &[Student], askings: &[AskingRecord], zone: &TimeZone) -> Vec<Suggestion> {
    let (questions, all) = standings(students, askings);
    if questions.is_empty() {
        return Vec::new();
    }
    let names = names(&questions, zone);
    let chose =
        |(question, answer): (usize, Answer)| format!("chose {} on {}", choice(&questions[question].question, answer), names[question]);
    let (mut again, rest): (Vec<&Standing>, Vec<&Standing>) =
        all.iter().partition(|s| s.answered.len() >= ENOUGH_ANSWERS && 2 * s.missed() > s.answered.len());
    let (shared, rest) = shared_mistakes(rest);
    let is_ready = |s: &Standing| {
        let right = s.answered.len() - s.missed();
        s.answered.len() >= ENOUGH_ANSWERS && right as f32 >= READY_SHARE * s.answered.len() as f32
    };
    let (ready, rest): (Vec<&Standing>, Vec<&Standing>) = rest.into_iter().partition(|s| is_ready(s));
    let (missed, unknown): (Vec<&Standing>, Vec<&Standing>) = rest.into_iter().partition(|s| s.missed() > 0);
    again.extend(missed);
    again.sort_by_key(|s| all.iter().position(|other| other.student.id == s.student.id));

    let member = |s: &&Standing| Member { student: s.student.id, reason: reason(s, chose) };
    let group = |kind, title: &str, reason: &str, who: &[&Standing]| Suggestion {
        kind,
        title: title.to_owned(),
        reason: reason.to_owned(),
        students: who.iter().map(member).collect(),
    };
    let mut groups = vec![group(Kind::Reteach, "Explain again", "Not yet: they missed something, each in their own way.", &again)];
    for (mistake, who) in &shared {
        let title = format!("Same mistake: {}", mistake.1);
        let all = if who.len() == 2 { "Both".to_owned() } else { format!("All {}", who.len()) };
        let reason = format!("{all} {}.", chose(*mistake));
        groups.push(group(Kind::SharedMistake, &title, &reason, who));
    }
    groups.push(group(Kind::ReadyForMore, "Ready for more", "Right in all or nearly all that was asked.", &ready));
    let more = format!("Fewer than {ENOUGH_ANSWERS} answers so far: ask one more question to know.");
    groups.push(group(Kind::NotEnoughKnown, "Not enough known", &more, &unknown));
    groups.retain(|g| !g.students.is_empty());
    groups
}

/// Groups around a wrong choice, with their members.
type Shared<'a> = Vec<((usize, Answer), Vec<&'a Standing<'a>>)>;

/// Takes out the students who share a wrong choice: the choice that most of them share first, the earliest question of
/// equals, until no choice is shared by two.
fn shared_mistakes<'a>(mut free: Vec<&'a Standing<'a>>) -> (Shared<'a>, Vec<&'a Standing<'a>>) {
    let mut groups = Vec::new();
    loop {
        let mut choices: BTreeMap<(usize, Answer), usize> = BTreeMap::new();
        for mistake in free.iter().flat_map(|s| s.mistakes()) {
            *choices.entry(mistake).or_default() += 1;
        }
        let best = choices.into_iter().rev().max_by_key(|&(_, count)| count);
        let Some((choice, _)) = best.filter(|&(_, count)| count >= 2) else { return (groups, free) };
        let (group, rest) = free.into_iter().partition(|s| s.mistakes().any(|m| m == choice));
        groups.push((choice, group));
        free = rest;
    }
}

fn reason(standing: &Standing, chose: impl Fn((usize, Answer)) -> String) -> String {
    let (count, missed) = (standing.answered.len(), standing.missed());
    match (count, missed) {
        (0, _) => "No answer yet".to_owned(),
        (1, 0) => "Right in the one question so far".to_owned(),
        (_, 0) => format!("Right in all {count}"),
        _ => {
            let mistakes: Vec<String> = standing.mistakes().take(2).map(chose).collect();
            format!("Missed {missed} of {count}: {}{}", mistakes.join("; "), if missed > 2 { "; and more" } else { "" })
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::cards::CardNumber;
    use crate::classroom::{AnswerSource, AskingId, Key, Question, StudentAnswer};

    /// Students 1 to n, and askings given as (question, key, one letter per student, `-` for none).
    fn check(askings: &[(&str, &str, &str)]) -> Vec<(Kind, Vec<i64>)> {
        groups(askings).into_iter().map(|g| (g.kind, g.students.iter().map(|m| m.student.0).collect())).collect()
    }

    fn groups(askings: &[(&str, &str, &str)]) -> Vec<Suggestion> {
        let n = askings.first().map_or(3, |a| a.2.len());
        let students: Vec<Student> = (1..=n).map(|i| Student::new(StudentId(i as i64), format!("S{i}"), CardNumber(i as u16))).collect();
        let record = |&(text, key, letters): &(&str, &str, &str)| AskingRecord {
            answers: letters
                .chars()
                .enumerate()
                .filter_map(|(i, c)| {
                    let answer = Answer::from_letter(c)?;
                    Some(StudentAnswer { student: StudentId(i as i64 + 1), answer, source: AnswerSource::Card, at: Timestamp::UNIX_EPOCH })
                })
                .collect(),
            ..AskingRecord::new(
                AskingId(1),
                Question { text: text.to_owned(), key: Key::parse(key).expect("letters"), ..Question::default() },
                Timestamp::UNIX_EPOCH,
            )
        };
        suggest(&students, &askings.iter().map(record).collect::<Vec<_>>(), &TimeZone::UTC)
    }

    #[test]
    fn nothing_keyed_asked_gives_no_groups() {
        assert_eq!(check(&[]), []);
        assert_eq!(check(&[("How are you?", "", "ABC")]), []);
    }

    #[test]
    fn each_student_is_in_one_group_with_the_first_reason_that_fits() {
        // 1 misses all; 2 and 3 share B on the first; 4 is right; 5 answered once; 6 misses one alone.
        let found = check(&[("p", "A", "DBBAAA"), ("q", "A", "CAAA-C"), ("r", "A", "DAAA-A")]);
        assert_eq!(
            found,
            [
                (Kind::Reteach, vec![1, 6]),
                (Kind::SharedMistake, vec![2, 3]),
                (Kind::ReadyForMore, vec![4]),
                (Kind::NotEnoughKnown, vec![5]),
            ]
        );
    }

    #[test]
    fn the_mistake_that_most_share_comes_first() {
        let found = check(&[("p", "A", "BBBCCA")]);
        assert_eq!(found, [(Kind::SharedMistake, vec![1, 2, 3]), (Kind::SharedMistake, vec![4, 5]), (Kind::NotEnoughKnown, vec![6])]);
    }

    #[test]
    fn asked_again_the_last_answer_counts() {
        let found = check(&[("p", "A", "BBA"), ("q", "A", "AAA"), ("p", "A", "AAA")]);
        assert_eq!(found, [(Kind::ReadyForMore, vec![1, 2, 3])]);
    }

    #[test]
    fn reasons_say_of_how_many_and_what_was_chosen() {
        let found = groups(&[("p", "A", "DA"), ("q", "A", "CA"), ("r", "A", "AA")]);
        assert_eq!(found[0].students[0].reason, "Missed 2 of 3: chose D instead of A on “p”; chose C instead of A on “q”");
        assert_eq!(found[1].students[0].reason, "Right in all 3");
    }

    #[test]
    fn two_questions_on_the_board_are_two_unless_the_teacher_asked_again() {
        let student = Student::new(StudentId(1), "S1", CardNumber(1));
        let asking = |id: i64, letter: Answer, again_of: Option<i64>| {
            let question = Question { key: Key::of([Answer::A]), ..Question::default() };
            let at = Timestamp::UNIX_EPOCH;
            let answers = vec![StudentAnswer { student: StudentId(1), answer: letter, source: AnswerSource::Card, at }];
            let record = AskingRecord::new(AskingId(id), question, at);
            AskingRecord { number: id as usize, again_of: again_of.map(AskingId), answers, ..record }
        };
        let told =
            |askings: &[AskingRecord]| suggest(std::slice::from_ref(&student), askings, &TimeZone::UTC)[0].students[0].reason.clone();
        let two = [asking(1, Answer::B, None), asking(2, Answer::A, None)];
        assert_eq!(told(&two), "Missed 1 of 2: chose B instead of A on “Question 1”");
        let again = [asking(1, Answer::B, None), asking(2, Answer::A, Some(1))];
        assert_eq!(told(&again), "Right in the one question so far");
        assert_eq!((crate::groups::count_questions(&two), crate::groups::count_questions(&again)), (2, 1));
    }
}
