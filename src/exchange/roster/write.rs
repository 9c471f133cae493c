//! A class list out, as CSV that spreadsheets open and that comes in again as it was.

use crate::classroom::{BoardName, Pair, PairRule, Student};
use crate::exchange::ExchangeError;
use crate::exchange::grid::csv_text;

/// The active students of a class with all that a list can say of them (RFC 4180, UTF-8).
pub fn roster_csv(students: &[Student], pairs: &[Pair]) -> Result<String, ExchangeError> {
    let here: Vec<&Student> = students.iter().filter(|s| s.active).collect();
    let called = |id| {
        let student = here.iter().find(|s| s.id == id)?;
        let is_alone = here.iter().filter(|s| s.name == student.name).count() == 1;
        Some(if is_alone { student.name.clone() } else { student.card.to_string() })
    };
    let head = ["name", "card", "board name", "language", "level", "supports", "tags", "notes", "apart", "together"];
    let row = |student: &Student| {
        let others = |rule: PairRule| {
            let of = |p: &Pair| match (p.one == student.id, p.other == student.id) {
                (true, _) => Some(p.other),
                (_, true) => Some(p.one),
                _ => None,
            };
            cell(pairs.iter().filter(|p| p.rule == rule).filter_map(of).filter_map(called))
        };
        let profile = &student.profile;
        let board_name = if profile.board_name == BoardName::default() { "" } else { profile.board_name.word() };
        [
            student.name.clone(),
            student.card.to_string(),
            board_name.to_owned(),
            profile.language.clone(),
            profile.level.clone(),
            cell(profile.supports.iter().map(|s| s.word().to_owned())),
            cell(profile.tags.iter().cloned()),
            profile.notes.clone(),
            others(PairRule::Apart),
            others(PairRule::Together),
        ]
    };
    csv_text(|out| {
        out.row(head)?;
        here.iter().try_for_each(|student| out.row(row(student)))
    })
}

/// Words in one cell; a comma in one of them must not split it.
fn cell(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.map(|w| w.replace(';', ",")).collect();
    let end = if words.len() == 1 && words[0].contains(',') { ";" } else { "" };
    words.join("; ") + end
}

#[cfg(test)]
mod tests {
    use super::super::read_text;
    use super::*;
    use crate::cards::CardNumber;
    use crate::classroom::roster::{Change, plan};
    use crate::classroom::{Profile, StudentId, Support};

    #[test]
    fn a_list_comes_in_again_as_it_went_out() {
        let mut all = [("Ada Novak", 7), ("Ana", 2), ("Ana", 3), ("Novak, Ivo", 4), ("عمر خالد", 9), ("=1+1", 10)]
            .map(|(name, card)| Student::new(StudentId(card.into()), name, CardNumber(card)));
        all[0].profile = Profile {
            board_name: BoardName::Number,
            language: "Hrvatski".to_owned(),
            level: "B1".to_owned(),
            supports: [Support::SentenceStems, Support::Other("sits in front, left".to_owned())].into(),
            tags: ["choir, first voice".to_owned()].into(),
            notes: "=likes maps,\n\"tall\"".to_owned(),
        };
        let pair = |one, other, rule| Pair { one: StudentId(one), other: StudentId(other), rule };
        let pairs = [pair(2, 7, PairRule::Apart), pair(4, 7, PairRule::Together), pair(2, 3, PairRule::Apart)];
        let csv = roster_csv(&all, &pairs).expect("CSV");
        let list = read_text(&csv);
        assert_eq!((list.problems.len(), list.notes.len()), (0, 0), "{csv}");
        let deck: Vec<CardNumber> = (1..=20).map(CardNumber).collect();
        let again = plan(&all, &pairs, &list.rows, &deck);
        assert_eq!((again.is_empty(), again.unchanged, again.notes), (true, 6, vec![]), "{csv}");
        let anew = plan(&[], &[], &list.rows, &deck);
        assert_eq!((anew.pairs.len(), anew.problems.len(), anew.notes.len()), (3, 0, 0));
        let Change::Add { profile, .. } = &anew.changes[0] else { panic!("a new student") };
        assert_eq!(profile, &all[0].profile);
    }

    #[test]
    fn who_has_left_is_not_on_the_list() {
        let gone = Student { active: false, ..Student::new(StudentId(1), "Ada", CardNumber(1)) };
        assert_eq!(roster_csv(&[gone], &[]).expect("CSV").lines().count(), 1);
    }
}
