//! Skills and curricula in the file.

use rusqlite::{Connection, params};

use super::{Store, StoreError, values};
use crate::classroom::{Curriculum, Skill, SkillCode, Unit, UnitLesson};

impl Store {
    /// All skills by code.
    pub fn skills(&self) -> Result<Vec<Skill>, StoreError> {
        let mut all = self.db.prepare_cached("SELECT code, name FROM skill ORDER BY code")?;
        let rows: Vec<(String, String)> = all.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        rows.into_iter().map(|(code, name)| Ok(Skill { code: values::skill("skill", &code)?, name })).collect()
    }

    /// All curricula by name.
    pub fn curricula(&self) -> Result<Vec<Curriculum>, StoreError> {
        let mut all = self.db.prepare_cached("SELECT id, name FROM curriculum ORDER BY name")?;
        let heads: Vec<(i64, String)> = all.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        heads.into_iter().map(|(id, name)| Ok(Curriculum { name, units: self.units(id)? })).collect()
    }

    fn units(&self, curriculum: i64) -> Result<Vec<Unit>, StoreError> {
        let mut units: Vec<(i64, Unit)> = self
            .db
            .prepare_cached("SELECT position, name, days FROM unit WHERE curriculum_id = ?1 ORDER BY position")?
            .query_map([curriculum], |r| Ok((r.get(0)?, Unit { name: r.get(1)?, days: r.get(2)?, lessons: Vec::new() })))?
            .collect::<Result<_, _>>()?;
        for (position, unit) in &mut units {
            let mut lessons = self
                .db
                .prepare_cached("SELECT position, name FROM unit_lesson WHERE curriculum_id = ?1 AND unit = ?2 ORDER BY position")?;
            let heads: Vec<(i64, String)> =
                lessons.query_map([curriculum, *position], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
            for (lesson, name) in heads {
                let skills = self.lesson_skills(curriculum, *position, lesson)?;
                unit.lessons.push(UnitLesson { name, skills });
            }
        }
        Ok(units.into_iter().map(|(_, unit)| unit).collect())
    }

    fn lesson_skills(&self, curriculum: i64, unit: i64, lesson: i64) -> Result<Vec<SkillCode>, StoreError> {
        let mut codes = self.db.prepare_cached(
            "SELECT skill FROM unit_lesson_skill WHERE curriculum_id = ?1 AND unit = ?2 AND lesson = ?3 ORDER BY position",
        )?;
        let codes: Vec<String> = codes.query_map([curriculum, unit, lesson], |r| r.get(0))?.collect::<Result<_, _>>()?;
        codes.iter().map(|code| values::skill("unit_lesson_skill", code)).collect()
    }

    /// Keeps a curriculum in the place of the one of this name, if there is one, and the names of skills in it.
    pub fn keep_curriculum(&mut self, curriculum: &Curriculum, skills: &[Skill]) -> Result<(), StoreError> {
        let transaction = self.write()?;
        name(&transaction, skills)?;
        transaction.execute("DELETE FROM curriculum WHERE name = ?1", [&curriculum.name])?;
        transaction.execute("INSERT INTO curriculum (name) VALUES (?1)", [&curriculum.name])?;
        let id = transaction.last_insert_rowid();
        for (u, unit) in (0_i64..).zip(&curriculum.units) {
            transaction.execute(
                "INSERT INTO unit (curriculum_id, position, name, days) VALUES (?1, ?2, ?3, ?4)",
                params![id, u, unit.name, unit.days],
            )?;
            for (l, lesson) in (0_i64..).zip(&unit.lessons) {
                transaction.execute(
                    "INSERT INTO unit_lesson (curriculum_id, unit, position, name) VALUES (?1, ?2, ?3, ?4)",
                    params![id, u, l, lesson.name],
                )?;
                for (s, skill) in (0_i64..).zip(&lesson.skills) {
                    transaction.execute(
                        "INSERT INTO unit_lesson_skill (curriculum_id, unit, lesson, position, skill) VALUES (?1, ?2, ?3, ?4, ?5)",
                        params![id, u, l, s, skill.as_str()],
                    )?;
                }
            }
        }
        Ok(transaction.commit()?)
    }

    /// Deletes a curriculum. Skills and questions stay.
    pub fn delete_curriculum(&mut self, name: &str) -> Result<(), StoreError> {
        let transaction = self.write()?;
        transaction.execute("DELETE FROM curriculum WHERE name = ?1", [name])?;
        Ok(transaction.commit()?)
    }
}

/// Keeps skills; one that is known gets the new name, unless that is empty.
pub fn name(db: &Connection, skills: &[Skill]) -> Result<(), StoreError> {
    for Skill { code, name } in skills {
        db.execute(
            "INSERT INTO skill (code, name) VALUES (?1, ?2)
             ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE excluded.name <> ''",
            params![code.as_str(), name],
        )?;
    }
    Ok(())
}
