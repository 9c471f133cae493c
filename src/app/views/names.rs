//! Names short enough to stand under a card.

use std::collections::BTreeMap;

use crate::classroom::Student;

/// The first name of each student, with as much of the rest as tells two of the same first name apart. In the order given.
pub fn short_names(students: &[&Student]) -> Vec<String> {
    let first = |name: &str| name.split(' ').next().unwrap_or(name).to_owned();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for student in students {
        *count.entry(first(&student.name)).or_default() += 1;
    }
    students
        .iter()
        .map(|s| {
            let short = first(&s.name);
            if count.get(&short) == Some(&1) {
                return short;
            }
            match s.name.split_once(' ').and_then(|(_, rest)| rest.chars().next()) {
                Some(initial) => format!("{short} {initial}."),
                None => format!("{short} {}", s.card),
            }
        })
        .collect()
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
        assert_eq!(short_names(&all.iter().collect::<Vec<_>>()), ["Ada", "Ben C.", "Ben D.", "Ben 4", "李"]);
    }
}
