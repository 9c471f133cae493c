//! Names short enough to stand under a card.

use std::collections::BTreeMap;

use crate::classroom::{BoardName, Student};

/// Each student's name as it stands on the board; where several share it, with the initial of the rest; where that is not enough, the
/// whole name, and for namesakes the card. Who stands there as a number stays a number. In the order given.
pub fn short_names(students: &[&Student]) -> Vec<String> {
    let form = |s: &Student, least: BoardName| s.profile.board_name.max(least).of(&s.name, s.card);
    let or_number = |s: &Student, name: String| if s.profile.board_name == BoardName::Number { s.card.to_string() } else { name };
    let first = |s: &Student| form(s, BoardName::First);
    let with_initial = |s: &Student| form(s, BoardName::Initial);
    let whole = |s: &Student| or_number(s, s.name.clone());
    let with_card = |s: &Student| or_number(s, format!("{} {}", s.name, s.card));
    let lengths: [&dyn Fn(&Student) -> String; 4] = [&first, &with_initial, &whole, &with_card];
    let mut names: Vec<Option<String>> = vec![None; students.len()];
    for name_of in lengths {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for student in students {
            *count.entry(name_of(student)).or_default() += 1;
        }
        for (name, student) in names.iter_mut().zip(students) {
            let candidate = name_of(student);
            if name.is_none() && count.get(&candidate) == Some(&1) {
                *name = Some(candidate);
            }
        }
    }
    names.into_iter().zip(students).map(|(name, s)| name.unwrap_or_else(|| with_card(s))).collect()
}

/// A student's whole name; with the card where another one of these has it too.
pub fn whole_name<'a>(student: &Student, all: impl IntoIterator<Item = &'a Student>) -> String {
    let is_shared = all.into_iter().any(|other| other.id != student.id && other.name == student.name);
    if is_shared { format!("{} {}", student.name, student.card) } else { student.name.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::CardNumber;
    use crate::classroom::StudentId;

    #[test]
    fn namesakes_are_told_apart() {
        let student = |i: u16, name: &str| Student::new(StudentId(i.into()), name, CardNumber(i));
        let all = [student(1, "Ada Novak"), student(2, "Ben Cole"), student(3, "Ben Diaz"), student(4, "Ben"), student(5, "李 小龙")];
        assert_eq!(short_names(&all.iter().collect::<Vec<_>>()), ["Ada", "Ben C.", "Ben D.", "Ben", "李"]);
        let mut all = all;
        all[0].profile.board_name = BoardName::Number;
        all[1].profile.board_name = BoardName::Number;
        assert_eq!(short_names(&all.iter().collect::<Vec<_>>())[..3], ["1", "2", "Ben D."]);
    }

    #[test]
    fn where_an_initial_is_not_enough_the_whole_name_stands() {
        let student = |i: u16, name: &str| Student::new(StudentId(i.into()), name, CardNumber(i));
        let all = [student(1, "Ana Costa"), student(2, "Ana Cruz"), student(3, "Li Wei"), student(4, "Li Wei")];
        assert_eq!(short_names(&all.iter().collect::<Vec<_>>()), ["Ana Costa", "Ana Cruz", "Li Wei 3", "Li Wei 4"]);
        assert_eq!(all.each_ref().map(|s| whole_name(s, &all)), ["Ana Costa", "Ana Cruz", "Li Wei 3", "Li Wei 4"]);
    }
}
