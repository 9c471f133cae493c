//! Names short enough to stand under a card.

use std::collections::BTreeMap;

use crate::classroom::Student;

/// Each student's first name; where several share it, with the initial of the rest; where that is not enough, the whole name, and for
/// namesakes the card. In the order given.
pub fn short_names(students: &[&Student]) -> Vec<String> {
    let first = |s: &Student| s.name.split(' ').next().unwrap_or(&s.name).to_owned();
    let with_initial = |s: &Student| match s.name.split_once(' ').and_then(|(_, rest)| rest.chars().next()) {
        Some(initial) => format!("{} {initial}.", first(s)),
        None => first(s),
    };
    let whole = |s: &Student| s.name.clone();
    let with_card = |s: &Student| format!("{} {}", s.name, s.card);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::CardNumber;
    use crate::classroom::StudentId;

    #[test]
    fn namesakes_are_told_apart() {
        let student = |i: u16, name: &str| Student { id: StudentId(i.into()), name: name.to_owned(), card: CardNumber(i), active: true };
        let all = [student(1, "Ada Novak"), student(2, "Ben Cole"), student(3, "Ben Diaz"), student(4, "Ben"), student(5, "李 小龙")];
        assert_eq!(short_names(&all.iter().collect::<Vec<_>>()), ["Ada", "Ben C.", "Ben D.", "Ben", "李"]);
    }

    #[test]
    fn where_an_initial_is_not_enough_the_whole_name_stands() {
        let student = |i: u16, name: &str| Student { id: StudentId(i.into()), name: name.to_owned(), card: CardNumber(i), active: true };
        let all = [student(1, "Ana Costa"), student(2, "Ana Cruz"), student(3, "Li Wei"), student(4, "Li Wei")];
        assert_eq!(short_names(&all.iter().collect::<Vec<_>>()), ["Ana Costa", "Ana Cruz", "Li Wei 3", "Li Wei 4"]);
    }
}
