//! A few sets of our own, so that nobody starts with nothing.

use super::read_table_text;
use super::set_file::SetFile;
use crate::classroom::{Folder, QuestionSet, Skill, SkillCode};
use crate::exchange::ExchangeError;

/// Name, folder, table, and the skills in it.
type Starter = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const STARTERS: [Starter; 3] = [
    (
        "Fractions",
        "Starter sets/Maths",
        include_str!("../../../assets/sets/fractions.csv"),
        &[
            ("FR.equal", "See that fractions are as much as one another"),
            ("FR.compare", "Compare fractions"),
            ("FR.add", "Add and subtract fractions"),
            ("FR.of", "Find a fraction of something"),
        ],
    ),
    (
        "Forces and motion",
        "Starter sets/Science",
        include_str!("../../../assets/sets/forces.csv"),
        &[
            ("FM.balance", "Say how things move when forces balance"),
            ("FM.gravity", "Say what gravity does"),
            ("FM.pair", "See that forces come in pairs"),
        ],
    ),
    (
        "What plants live on",
        "Starter sets/Science",
        include_str!("../../../assets/sets/plants.csv"),
        &[
            ("PL.food", "Say how plants get their food"),
            ("PL.gas", "Say which gases plants take in and give off"),
            ("PL.water", "Say how plants get their water"),
        ],
    ),
];

/// Our own sets.
pub fn starter_sets() -> Result<Vec<SetFile>, ExchangeError> {
    let read = |(name, folder, table, skills): Starter| {
        let list = read_table_text(table, &|_| None)?;
        let set = QuestionSet { name: name.to_owned(), folder: Folder::parse(folder), questions: list.questions, archived: false };
        let skill = |&(code, name): &(&str, &str)| Some(Skill { code: SkillCode::parse(code)?, name: name.to_owned() });
        Ok(SetFile { set, skills: skills.iter().filter_map(skill).collect(), pictures: list.pictures })
    };
    STARTERS.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_wrong_option_of_our_sets_reveals_something() {
        for ((name, _, table, _), set) in STARTERS.into_iter().zip(starter_sets().expect("sets")) {
            assert_eq!(read_table_text(table, &|_| None).expect("columns").notices, []);
            assert!(set.set.questions.len() >= 8, "{name}");
            let mut rights: BTreeMap<String, usize> = BTreeMap::new();
            for question in &set.set.questions {
                assert_eq!(question.key.count(), 1, "{}", question.text);
                *rights.entry(question.key.to_string()).or_default() += 1;
                for (answer, choice) in question.lettered() {
                    assert_eq!(choice.misconception.is_some(), !question.key.contains(answer), "{}: {answer}", question.text);
                }
                let known: Vec<&SkillCode> = set.skills.iter().map(|s| &s.code).collect();
                assert!(!question.skills.is_empty() && question.skills.iter().all(|s| known.contains(&s)), "{}", question.text);
            }
            assert!(rights.values().all(|&n| n <= 3), "{name}: {rights:?}");
        }
    }
}
