//! Deciding what the rows of a list change.

use std::collections::{BTreeMap, BTreeSet};

use super::pairs;
use super::{Problem, Row};
use crate::cards::CardNumber;
use crate::classroom::{Pair, PairRule, Profile, Student, StudentId};

/// One change to a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A new student.
    Add {
        /// The name.
        name: String,
        /// The card.
        card: CardNumber,
        /// What else is known.
        profile: Profile,
    },
    /// A student takes a card, is (again) active, and this is known from now on.
    Update {
        /// Who.
        student: StudentId,
        /// The card from now on.
        card: CardNumber,
        /// What else is known from now on.
        profile: Profile,
    },
}

impl Change {
    /// A new student of whom no more is known.
    pub fn add(name: impl Into<String>, card: CardNumber) -> Self {
        Self::Add { name: name.into(), card, profile: Profile::default() }
    }
}

/// One of the two students of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Member {
    /// Is here already.
    Here(StudentId),
    /// Comes with this change of the plan, counted from 0.
    New(usize),
}

/// A rule about two students that a list makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairChange {
    /// One of them.
    pub one: Member,
    /// The other.
    pub other: Member,
    /// What holds from now on.
    pub rule: PairRule,
}

/// What a list would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The changes, in the order of the rows.
    pub changes: Vec<Change>,
    /// Rules about groups that are new.
    pub pairs: Vec<PairChange>,
    /// Rows that were understood and change nothing.
    pub unchanged: usize,
    /// Rows that were left out.
    pub problems: Vec<Problem>,
    /// Of rows that go in: what in them was left out.
    pub notes: Vec<Problem>,
}

impl Plan {
    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.pairs.is_empty()
    }

    /// How many students are new, and how many are changed.
    pub fn counts(&self) -> (usize, usize) {
        let added = self.changes.iter().filter(|c| matches!(c, Change::Add { .. })).count();
        (added, self.changes.len() - added)
    }
}

/// What a row is about.
enum Target {
    Existing(StudentId),
    New,
}

/// Decides what the rows change. `pairs` are the rules that hold; `deck` lists the cards that may be given out, in order.
pub fn plan(students: &[Student], pairs: &[Pair], rows: &[Row], deck: &[CardNumber]) -> Plan {
    let mut rows = rows.to_vec();
    let mut refused = Vec::new();
    loop {
        let (mut plan, members) = attempt(students, &rows, deck);
        // A student whose new card is refused keeps the old one, which the other rows must then leave alone.
        let kept: Vec<usize> = plan.problems.iter().map(|p| p.line).collect();
        if kept.is_empty() {
            plan.problems = refused;
            plan.problems.sort_by_key(|p| p.line);
            pairs::add(&mut plan, students, pairs, &members);
            return plan;
        }
        rows.retain(|r| !kept.contains(&r.line));
        refused.append(&mut plan.problems);
    }
}

/// The plan, and who each row of it turned out to be.
fn attempt<'a>(students: &[Student], rows: &'a [Row], deck: &[CardNumber]) -> (Plan, Vec<(&'a Row, Member)>) {
    let mut plan = Plan::default();
    let mut members = Vec::new();
    let targets = targets(students, rows, &mut plan.problems);
    // Who holds what in the end: students whom no row changes keep their card.
    let moved: BTreeSet<StudentId> = targets.iter().filter_map(|(row, t)| moved(row, t)).collect();
    let mut held: BTreeMap<CardNumber, &str> =
        students.iter().filter(|s| s.active && !moved.contains(&s.id)).map(|s| (s.card, s.name.as_str())).collect();
    let mut wanted: Vec<(usize, Option<CardNumber>)> = Vec::new();
    for (at, (row, target)) in targets.iter().enumerate() {
        let own = match target {
            Target::Existing(id) => students.iter().find(|s| s.id == *id),
            Target::New => None,
        };
        let Some(card) = row.card.or(own.map(|s| s.card)) else {
            wanted.push((at, None));
            continue;
        };
        if moved_is_none(row, target) {
            // Nothing asked: an active student keeps the card, one who left takes the old card up again if it is free.
            if own.is_some_and(|s| s.active) {
                wanted.push((at, Some(card)));
                continue;
            }
        }
        let refusal = if !deck.contains(&card) {
            Some(format!("the deck has no card {card}; choose one from {} to {}", first(deck), last(deck)))
        } else {
            held.get(&card).map(|holder| format!("card {card} is held by {holder}; choose another card, or let the list move both"))
        };
        match refusal {
            Some(text) => plan.problems.push(Problem { line: row.line, text: format!("{}: {text}", row.name) }),
            None => {
                held.insert(card, &row.name);
                wanted.push((at, Some(card)));
            }
        }
    }
    let mut free = deck.iter().copied().filter(|c| !held.contains_key(c)).collect::<Vec<_>>().into_iter();
    for (at, card) in wanted {
        let (row, target) = &targets[at];
        let Some(card) = card.or_else(|| free.next()) else {
            plan.problems
                .push(Problem { line: row.line, text: format!("{}: all {} cards of the deck are given out", row.name, deck.len()) });
            continue;
        };
        match target {
            Target::New => {
                members.push((*row, Member::New(plan.changes.len())));
                let profile = row.said.onto(&Profile::default());
                plan.changes.push(Change::Add { name: row.name.clone(), card, profile });
            }
            Target::Existing(id) => {
                members.push((*row, Member::Here(*id)));
                let known = students.iter().find(|s| s.id == *id);
                let profile = row.said.onto(&known.map(|s| s.profile.clone()).unwrap_or_default());
                if known.is_some_and(|s| s.card == card && s.active && s.profile == profile) {
                    plan.unchanged += 1;
                } else {
                    plan.changes.push(Change::Update { student: *id, card, profile });
                }
            }
        }
    }
    (plan, members)
}

fn first(deck: &[CardNumber]) -> u16 {
    deck.first().map_or(0, |c| c.0)
}

fn last(deck: &[CardNumber]) -> u16 {
    deck.last().map_or(0, |c| c.0)
}

fn moved(row: &Row, target: &Target) -> Option<StudentId> {
    match (row.card, target) {
        (Some(_), Target::Existing(id)) => Some(*id),
        _ => None,
    }
}

fn moved_is_none(row: &Row, target: &Target) -> bool {
    moved(row, target).is_none()
}

/// Which student each row means; rows that could mean several are problems.
fn targets<'a>(students: &[Student], rows: &'a [Row], problems: &mut Vec<Problem>) -> Vec<(&'a Row, Target)> {
    let mut taken: BTreeSet<StudentId> = BTreeSet::new();
    let mut exact: BTreeMap<usize, StudentId> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        let fits = |s: &&Student| Some(s.card) == row.card && s.name == row.name && !taken.contains(&s.id);
        // Who is here comes before a namesake who has left.
        let same = students.iter().filter(fits).max_by_key(|s| s.active);
        if let Some(student) = same {
            taken.insert(student.id);
            exact.insert(i, student.id);
        }
    }
    // How many rows have the name, and whether one of them says a card.
    let mut of_name: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for row in rows {
        let entry = of_name.entry(row.name.as_str()).or_default();
        *entry = (entry.0 + 1, entry.1 || row.card.is_some());
    }
    let mut out = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        if let Some(&id) = exact.get(&i) {
            out.push((row, Target::Existing(id)));
            continue;
        }
        let namesakes: Vec<&Student> = students.iter().filter(|s| s.name == row.name).collect();
        let left: Vec<&&Student> = namesakes.iter().filter(|s| !taken.contains(&s.id)).collect();
        // The same list once more, without cards: as many rows of the name as students, so nobody is confused.
        let is_whole_again = of_name.get(row.name.as_str()) == Some(&(namesakes.len(), false));
        match (namesakes.len(), left.as_slice()) {
            (0, _) | (1, []) => out.push((row, Target::New)),
            (1, [only]) => {
                taken.insert(only.id);
                out.push((row, Target::Existing(only.id)));
            }
            (_, [next, ..]) if is_whole_again => {
                taken.insert(next.id);
                out.push((row, Target::Existing(next.id)));
            }
            (count, _) => problems.push(Problem {
                line: row.line,
                text: format!(
                    "{}: {count} students have this name and none of them {}; give each row the card that the student holds now",
                    row.name,
                    row.card.map_or("is told apart by a card".to_owned(), |c| format!("holds card {c}")),
                ),
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn student(id: i64, name: &str, card: u16) -> Student {
        Student::new(StudentId(id), name, CardNumber(card))
    }

    fn rows(list: &[(&str, Option<u16>)]) -> Vec<Row> {
        list.iter().enumerate().map(|(i, (name, card))| Row::new(i + 1, *name, card.map(CardNumber))).collect()
    }

    fn check(students: &[Student], list: &[(&str, Option<u16>)]) -> (Vec<String>, Vec<usize>) {
        let deck: Vec<CardNumber> = (1..=6).map(CardNumber).collect();
        let plan = plan(students, &[], &rows(list), &deck);
        let say = |c: &Change| match c {
            Change::Add { name, card, .. } => format!("+{name} {card}"),
            Change::Update { student, card, .. } => format!("#{} {card}", student.0),
        };
        (plan.changes.iter().map(say).collect(), plan.problems.iter().map(|p| p.line).collect())
    }

    #[test]
    fn new_students_get_the_lowest_free_cards_in_row_order() {
        let here = [student(1, "Ada", 2)];
        assert_eq!(
            check(&here, &[("Ben", None), ("Cem", Some(3)), ("Dua", None)]),
            (vec!["+Ben 1".into(), "+Cem 3".into(), "+Dua 4".into()], vec![])
        );
    }

    #[test]
    fn the_same_list_again_changes_nothing() {
        let here = [student(1, "Ada", 1), student(2, "Ana", 2), student(3, "Ana", 3)];
        assert_eq!(check(&here, &[("Ada", None), ("Ana", None), ("Ana", None)]), (vec![], vec![]));
        assert_eq!(check(&here, &[("Ada", Some(1)), ("Ana", Some(2)), ("Ana", Some(3))]), (vec![], vec![]));
    }

    #[test]
    fn a_name_that_one_student_has_moves_to_the_new_card_and_cards_can_be_swapped() {
        let here = [student(1, "Ada", 1), student(2, "Ben", 2)];
        assert_eq!(check(&here, &[("Ada", Some(5))]), (vec!["#1 5".into()], vec![]));
        assert_eq!(check(&here, &[("Ada", Some(2)), ("Ben", Some(1))]), (vec!["#1 2".into(), "#2 1".into()], vec![]));
    }

    #[test]
    fn rows_of_one_name_are_different_students() {
        assert_eq!(check(&[], &[("Ana", None), ("Ana", None)]), (vec!["+Ana 1".into(), "+Ana 2".into()], vec![]));
        assert_eq!(check(&[student(1, "Ana", 1)], &[("Ana", None), ("Ana", None)]), (vec!["+Ana 2".into()], vec![]));
    }

    #[test]
    fn what_is_ambiguous_or_taken_is_named_and_not_changed() {
        let here = [student(1, "Ana", 1), student(2, "Ana", 2), student(3, "Ben", 3)];
        assert_eq!(check(&here, &[("Ana", Some(5))]), (vec![], vec![1]));
        assert_eq!(check(&here, &[("Ana", None)]), (vec![], vec![1]));
        assert_eq!(check(&here, &[("Cem", Some(3)), ("Dua", Some(9))]), (vec![], vec![1, 2]));
        assert_eq!(check(&here, &[("Cem", Some(4)), ("Dua", Some(4))]), (vec!["+Cem 4".into()], vec![2]));
    }

    #[test]
    fn a_namesake_who_has_left_is_not_meant() {
        let mut here = [student(1, "Ana", 1), student(2, "Ana", 1)];
        here[0].active = false;
        assert_eq!(check(&here, &[("Ana", Some(1))]), (vec![], vec![]));
    }

    #[test]
    fn a_refused_move_frees_no_card() {
        let here = [student(1, "Ada", 1), student(2, "Ben", 2)];
        // Ada wants Ben's card, so Cem cannot have Ada's.
        assert_eq!(check(&here, &[("Cem", Some(1)), ("Ada", Some(2))]), (vec![], vec![1, 2]));
    }

    #[test]
    fn a_full_deck_is_said() {
        let list: Vec<(String, Option<u16>)> = (0..7).map(|i| (format!("S{i}"), None)).collect();
        let list: Vec<(&str, Option<u16>)> = list.iter().map(|(n, c)| (n.as_str(), *c)).collect();
        let (changes, problems) = check(&[], &list);
        assert_eq!((changes.len(), problems), (6, vec![7]));
    }

    #[test]
    fn what_a_list_says_of_a_student_is_kept_and_what_it_leaves_empty_stays() {
        let mut here = [student(1, "Ada", 1), student(2, "Ben", 2)];
        here[0].profile.notes = "likes maps".to_owned();
        let mut list = rows(&[("Ada", None), ("Ben", None), ("Cem", None)]);
        list[0].said.language = Some("Polski".to_owned());
        list[2].said.level = Some("B1".to_owned());
        let deck: Vec<CardNumber> = (1..=6).map(CardNumber).collect();
        let plan = plan(&here, &[], &list, &deck);
        let ada = Profile { language: "Polski".to_owned(), ..here[0].profile.clone() };
        let cem = Profile { level: "B1".to_owned(), ..Profile::default() };
        assert_eq!(
            plan.changes,
            [
                Change::Update { student: StudentId(1), card: CardNumber(1), profile: ada.clone() },
                Change::Add { name: "Cem".to_owned(), card: CardNumber(3), profile: cem.clone() },
            ]
        );
        assert_eq!((plan.unchanged, plan.counts()), (1, (1, 1)));
        here[0].profile = ada;
        let after = [here[0].clone(), here[1].clone(), Student { profile: cem, ..student(3, "Cem", 3) }];
        let again = super::plan(&after, &[], &list, &deck);
        assert_eq!((again.is_empty(), again.unchanged), (true, 3), "the same list again changes nothing");
    }
}
