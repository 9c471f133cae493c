//! Rules about two students that a list makes: whom its words mean.

use std::collections::BTreeMap;

use super::plan::{Change, Member, PairChange, Plan};
use super::{Problem, Row, split_words};
use crate::cards::CardNumber;
use crate::classroom::{Pair, PairRule, Student, StudentId};

/// Adds to a plan the rules that its rows make and that do not hold yet.
pub(super) fn add(plan: &mut Plan, students: &[Student], known: &[Pair], rows: &[(&Row, Member)]) {
    let everybody = everybody(plan, students);
    let mut made: BTreeMap<(Member, Member), PairRule> = BTreeMap::new();
    for (row, own) in rows {
        for (rule, cell) in [(PairRule::Apart, &row.said.apart), (PairRule::Together, &row.said.together)] {
            let Some(cell) = cell else { continue };
            // A name may hold the comma that would split it.
            let whole = vec![cell.clone()];
            let words = if meant(&everybody, cell).is_ok() { whole } else { split_words(cell) };
            for word in words {
                let other = meant(&everybody, &word).and_then(|other| {
                    let own = other == *own;
                    if own { Err(format!("“{word}” is the student of this line; name another one")) } else { Ok(other) }
                });
                let text = match other {
                    Ok(other) => match made.insert((*own.min(&other), *own.max(&other)), rule) {
                        Some(before) if before != rule => {
                            made.insert((*own.min(&other), *own.max(&other)), before);
                            format!("“{word}” cannot be kept apart and together; leave one of them out")
                        }
                        _ => continue,
                    },
                    Err(text) => text,
                };
                plan.notes.push(Problem { line: row.line, text: format!("{}: {text}", row.name) });
            }
        }
    }
    let holds = |one: StudentId, other: StudentId, rule: PairRule| {
        known.iter().any(|p| p.rule == rule && (p.one, p.other) == (one.min(other), one.max(other)))
    };
    plan.pairs = made
        .into_iter()
        .filter(|((one, other), rule)| !matches!((one, other), (Member::Here(a), Member::Here(b)) if holds(*a, *b, *rule)))
        .map(|((one, other), rule)| PairChange { one, other, rule })
        .collect();
    plan.notes.sort_by_key(|n| n.line);
}

/// A student of the class once the plan is carried out.
struct Known {
    who: Member,
    name: String,
    card: CardNumber,
}

fn everybody(plan: &Plan, students: &[Student]) -> Vec<Known> {
    let update = |id: StudentId| {
        plan.changes.iter().find_map(|c| match c {
            Change::Update { student, card, .. } if *student == id => Some(*card),
            _ => None,
        })
    };
    let here = students.iter().filter_map(|s| {
        let card = update(s.id).or(s.active.then_some(s.card))?;
        Some(Known { who: Member::Here(s.id), name: s.name.clone(), card })
    });
    let new = plan.changes.iter().enumerate().filter_map(|(i, c)| match c {
        Change::Add { name, card, .. } => Some(Known { who: Member::New(i), name: name.clone(), card: *card }),
        Change::Update { .. } => None,
    });
    here.chain(new).collect()
}

/// Whom a word means: a whole name, else a card, else the beginning of just one name.
fn meant(everybody: &[Known], word: &str) -> Result<Member, String> {
    let of_name: Vec<&Known> = everybody.iter().filter(|k| k.name == word).collect();
    let of_card = || word.parse().ok().and_then(|n| everybody.iter().find(|k| k.card == CardNumber(n)));
    let begins = |k: &&Known| k.name.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    match of_name.as_slice() {
        [one] => Ok(one.who),
        [] => match of_card() {
            Some(one) => Ok(one.who),
            None => match everybody.iter().filter(begins).collect::<Vec<_>>().as_slice() {
                [one] => Ok(one.who),
                [] => Err(format!("nobody in this class is called “{word}”; write the name as in the list, or the card")),
                all => Err(format!("{} students are called “{word}”; write the whole name, or the card", all.len())),
            },
        },
        all => Err(format!("{} students are called “{word}”; write the card instead", all.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan;
    use super::*;

    fn check(known: &[Pair], list: &[(&str, &str, &str)]) -> (Vec<String>, Vec<usize>) {
        let here = [("Ada Novak", 1), ("Ben", 2)].map(|(name, n)| Student::new(StudentId(n), name, CardNumber(n as u16)));
        let rows: Vec<Row> = (1..)
            .zip(list)
            .map(|(line, (name, apart, together))| {
                let mut row = Row::new(line, *name, None);
                row.said.apart = Some((*apart).to_owned()).filter(|w| !w.is_empty());
                row.said.together = Some((*together).to_owned()).filter(|w| !w.is_empty());
                row
            })
            .collect();
        let deck: Vec<CardNumber> = (1..=6).map(CardNumber).collect();
        let plan = plan(&here, known, &rows, &deck);
        let who = |m: Member| match m {
            Member::Here(id) => format!("#{}", id.0),
            Member::New(i) => format!("+{i}"),
        };
        let pairs = plan.pairs.iter().map(|p| format!("{} {} {}", who(p.one), p.rule.word(), who(p.other))).collect();
        (pairs, plan.notes.iter().map(|n| n.line).collect())
    }

    #[test]
    fn a_rule_names_students_who_are_here_or_come_with_the_list() {
        assert_eq!(check(&[], &[("Ada Novak", "Ben", "")]), (vec!["#1 apart #2".into()], vec![]));
        assert_eq!(check(&[], &[("Ada Novak", "2", ""), ("Ben", "Ada", "")]), (vec!["#1 apart #2".into()], vec![]));
        let both = check(&[], &[("Cem", "Ada; Dua", ""), ("Dua", "", "Ben")]);
        assert_eq!(both, (vec!["#1 apart +0".into(), "#2 together +1".into(), "+0 apart +1".into()], vec![]));
        assert_eq!(check(&[], &[("Novak, Ana", "", ""), ("Ben", "Novak, Ana", "")]).0, ["#2 apart +0"]);
    }

    #[test]
    fn a_rule_that_holds_already_is_no_change() {
        let known = [Pair { one: StudentId(1), other: StudentId(2), rule: PairRule::Apart }];
        assert_eq!(check(&known, &[("Ben", "Ada Novak", "")]), (vec![], vec![]));
        assert_eq!(check(&known, &[("Ben", "", "Ada Novak")]), (vec!["#1 together #2".into()], vec![]));
    }

    #[test]
    fn whom_nobody_knows_is_named_and_the_rest_goes_in() {
        assert_eq!(check(&[], &[("Ben", "Zoe, Ada", "")]), (vec!["#1 apart #2".into()], vec![1]));
        assert_eq!(check(&[], &[("Ben", "Ben", "")]), (vec![], vec![1]));
        assert_eq!(check(&[], &[("Ben", "Ada", ""), ("Ada Novak", "", "Ben")]), (vec!["#1 apart #2".into()], vec![2]));
        assert_eq!(check(&[], &[("Cem", "", ""), ("Cem", "", ""), ("Ben", "Cem", "")]), (vec![], vec![3]));
    }
}
