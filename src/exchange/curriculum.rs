//! Curricula in: a table with a row per skill, in the order in which it is taught.

use super::ExchangeError;
use super::grid::{self, Grid};
use crate::classroom::{Curriculum, Skill, SkillCode, Unit, UnitLesson};

const UNIT: [&str; 8] = ["unit", "topic", "chapter", "einheit", "thema", "unité", "unidad", "unità"];
const DAYS: [&str; 6] = ["days", "day", "tage", "jours", "días", "giorni"];
const LESSON: [&str; 7] = ["lesson", "stunde", "lektion", "leçon", "lección", "lezione", "les"];
const SKILL: [&str; 8] = ["skill", "code", "skill code", "standard", "kompetenz", "compétence", "competencia", "competenza"];
const NAME: [&str; 7] = ["skill name", "name", "description", "beschreibung", "nom", "descripción", "descrizione"];

/// A curriculum as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CurriculumList {
    /// The units with their lessons, under no name yet.
    pub curriculum: Curriculum,
    /// The skills in it, with their names.
    pub skills: Vec<Skill>,
    /// Lines that could not be used, and why.
    pub problems: Vec<(usize, String)>,
}

/// Understands a file: CSV with any delimiter, XLSX or ODS, with columns `unit`, `days`, `lesson`, `skill`, `skill name`.
/// An empty unit or lesson is that of the line above.
pub fn read_curriculum(bytes: &[u8]) -> Result<CurriculumList, ExchangeError> {
    let grid = match grid::read_workbook(bytes)? {
        Some(grid) => grid,
        None => grid::read_csv(&super::decode_text(bytes)),
    };
    read(&grid)
}

fn read(grid: &Grid) -> Result<CurriculumList, ExchangeError> {
    let mut list = CurriculumList { problems: grid.problems.clone(), ..CurriculumList::default() };
    let Some(header) = grid.rows.first() else { return Ok(list) };
    let column = |words: &[&str]| header.cells.iter().position(|c| words.contains(&c.trim().to_lowercase().as_str()));
    let (unit, days, lesson) = (column(&UNIT), column(&DAYS), column(&LESSON));
    let (skill, name) = (column(&SKILL), column(&NAME));
    if unit.is_none() || lesson.is_none() && skill.is_none() {
        return Err(ExchangeError::NoCurriculum { line: header.line });
    }
    for row in &grid.rows[1..] {
        let cell = |column: Option<usize>| column.and_then(|i| row.cells.get(i)).map_or("", |c| c.trim());
        let mut wrong = |text: String| list.problems.push((row.line, text));
        let units = &mut list.curriculum.units;
        let is_new = |last: Option<&String>, name: &str| !name.is_empty() && last.is_none_or(|l| l != name);
        if is_new(units.last().map(|u| &u.name), cell(unit)) {
            units.push(Unit { name: cell(unit).to_owned(), ..Unit::default() });
        }
        let Some(unit) = units.last_mut() else {
            wrong("expected the name of a unit in the first line".to_owned());
            continue;
        };
        match cell(days) {
            "" => {}
            text => match text.parse() {
                Ok(days) => unit.days = Some(days),
                Err(_) => wrong(format!("expected a number of days, found “{text}”")),
            },
        }
        if is_new(unit.lessons.last().map(|l| &l.name), cell(lesson)) {
            unit.lessons.push(UnitLesson { name: cell(lesson).to_owned(), ..UnitLesson::default() });
        }
        let codes: Vec<&str> = cell(skill).split([';', ',', '+']).map(str::trim).filter(|c| !c.is_empty()).collect();
        for text in &codes {
            let Some(code) = SkillCode::parse(text) else {
                wrong(format!("“{text}” is no code of a skill; {}", SkillCode::RULE));
                continue;
            };
            // Where nobody says which lesson, the unit is one.
            if unit.lessons.is_empty() {
                unit.lessons.push(UnitLesson { name: unit.name.clone(), ..UnitLesson::default() });
            }
            if let Some(lesson) = unit.lessons.last_mut().filter(|l| !l.skills.contains(&code)) {
                lesson.skills.push(code.clone());
            }
            // A name belongs to one code.
            let name = if codes.len() == 1 { cell(name) } else { "" };
            match list.skills.iter_mut().find(|s| s.code == code) {
                Some(known) if known.name.is_empty() => known.name = name.to_owned(),
                Some(_) => {}
                None => list.skills.push(Skill { code, name: name.to_owned() }),
            }
        }
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exchange::questions::sample::hostile_text;

    /// `unit (days): lesson [codes], …` for each unit.
    fn check(table: &str, expected: &[&str]) -> CurriculumList {
        let list = read_curriculum(table.as_bytes()).expect("columns");
        let lesson = |l: &UnitLesson| format!("{} {:?}", l.name, l.skills.iter().map(SkillCode::as_str).collect::<Vec<_>>());
        let unit = |u: &Unit| {
            let days = u.days.map_or_else(String::new, |d| format!(" ({d})"));
            format!("{}{days}: {}", u.name, u.lessons.iter().map(lesson).collect::<Vec<_>>().join(", "))
        };
        assert_eq!(list.curriculum.units.iter().map(unit).collect::<Vec<_>>(), expected, "{table}");
        list
    }

    #[test]
    fn units_lessons_and_skills_are_read_in_order() {
        let table = "Unit;Days;Lesson;Skill;Skill name\nFractions;20;Equal;5.NF.1;See equal fractions\n;;;5.NF.2;Compare\n;;Add;5.NF.3;\nDecimals;;Tenths;5.NF.2; 5.NBT.1\n";
        let list = check(table, &["Fractions (20): Equal [\"5.NF.1\", \"5.NF.2\"], Add [\"5.NF.3\"]", "Decimals: Tenths [\"5.NF.2\"]"]);
        assert_eq!(list.problems, []);
        assert_eq!((list.skills.len(), list.skills[1].name.as_str()), (3, "Compare"));
        check("unit,skill\nFractions,5.NF.1\n,\"5.NF.2, 5.NF.3\"\n", &["Fractions: Fractions [\"5.NF.1\", \"5.NF.2\", \"5.NF.3\"]"]);
    }

    proptest! {
        #[test]
        fn nothing_makes_the_reader_stumble(text in hostile_text(&["\n", ",", ";", "\t", "\"", "20", "5.NF.1", "[x]", "unit"])) {
            for header in ["unit,days,lesson,skill,skill name\n", "skill;unit\n", ""] {
                if let Ok(list) = read_curriculum(format!("{header}{text}").as_bytes()) {
                    let codes = list.curriculum.units.iter().flat_map(|u| &u.lessons).flat_map(|l| &l.skills);
                    prop_assert!(codes.into_iter().all(|c| list.skills.iter().any(|s| s.code == *c)));
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_used_is_named_by_its_line() {
        let lines = |table: &str| read_curriculum(table.as_bytes()).expect("columns").problems.iter().map(|p| p.0).collect::<Vec<_>>();
        assert_eq!(lines("unit,days,lesson,skill\n,,a,b\nx,many,a,b\nx,1,a,[b]\n"), [2, 3, 4]);
        assert!(read_curriculum(b"Ada,Novak\n").expect_err("no columns").to_string().starts_with("line 1"));
    }
}
