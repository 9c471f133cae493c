//! Names that say nothing, for results that leave the house.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher, RandomState};

use sha2::{Digest, Sha256};

use crate::classroom::StudentId;

/// The same student has the same pseudonym all through one export, and nobody who knows the class list can tell whose it is:
/// the numbers are dealt out by a seed that is thrown away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pseudonyms {
    of: BTreeMap<StudentId, String>,
}

impl Pseudonyms {
    /// Deals pseudonyms out to these students. Another seed gives others.
    pub fn deal(students: impl IntoIterator<Item = StudentId>, seed: u64) -> Self {
        let students: BTreeSet<StudentId> = students.into_iter().collect();
        let shuffled: BTreeMap<[u8; 32], StudentId> = students
            .into_iter()
            .map(|id| {
                let lot = Sha256::new().chain_update(seed.to_le_bytes()).chain_update(id.0.to_le_bytes());
                (lot.finalize().into(), id)
            })
            .collect();
        let width = shuffled.len().to_string().len();
        Self { of: (1..).zip(shuffled.into_values()).map(|(number, id)| (id, format!("P{number:0width$}"))).collect() }
    }

    /// A seed that nobody knows, to be forgotten afterwards.
    pub fn any_seed() -> u64 {
        RandomState::new().build_hasher().finish()
    }

    /// A student's pseudonym.
    pub fn of(&self, student: StudentId) -> &str {
        self.of.get(&student).map_or("P?", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_student_has_one_and_it_says_nothing_about_the_list() {
        let deal = |seed| Pseudonyms::deal((1..=30).chain(1..=30).map(StudentId), seed);
        let names = |seed| (1..=30).map(|i| deal(seed).of(StudentId(i)).to_owned()).collect::<Vec<_>>();
        let different: BTreeSet<String> = names(1).into_iter().collect();
        assert_eq!(different.len(), 30);
        assert_eq!(names(1), names(1));
        assert_ne!(names(1), names(2));
        let in_order: Vec<String> = different.into_iter().collect();
        assert_ne!(names(1), in_order);
        assert!(names(1).iter().all(|n| n.len() == 3));
    }
}
