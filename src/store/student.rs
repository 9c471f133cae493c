//! Students in the file, as members of classes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::values::unreadable;
use super::{Store, StoreError};
use crate::cards::{CardNumber, Deck};
use crate::classroom::{BoardName, ClassId, Pair, PairRule, Profile, Student, StudentId, Support};

const MEMBERS: &str = "
    SELECT student.id, student.name, member.card, member.active, student.board_name, student.language, student.level, student.notes
    FROM member JOIN student ON student.id = member.student_id
    WHERE member.class_id = ?1 ORDER BY member.card, student.id";

fn row_to_student(row: &Row) -> Result<Student, StoreError> {
    let board_name: String = row.get(4)?;
    Ok(Student {
        id: StudentId(row.get(0)?),
        name: row.get(1)?,
        card: CardNumber(row.get(2)?),
        active: row.get(3)?,
        profile: Profile {
            board_name: BoardName::from_word(&board_name).ok_or_else(|| unreadable("student", "board_name", board_name))?,
            language: row.get(5)?,
            level: row.get(6)?,
            supports: BTreeSet::new(),
            tags: BTreeSet::new(),
            notes: row.get(7)?,
        },
    })
}

impl Store {
    /// The students of a class, those who left included, by card.
    pub fn students(&self, class: ClassId) -> Result<Vec<Student>, StoreError> {
        students(&self.db, class)
    }

    /// Everybody who is or was in a class, or in any.
    pub fn student_ids(&self, class: Option<ClassId>) -> Result<BTreeSet<StudentId>, StoreError> {
        let sql = "SELECT id FROM student WHERE ?1 IS NULL OR id IN (SELECT student_id FROM member WHERE class_id = ?1)";
        let mut all = self.db.prepare_cached(sql)?;
        Ok(all.query_map([class.map(|c| c.0)], |r| Ok(StudentId(r.get(0)?)))?.collect::<Result<_, _>>()?)
    }

    /// Gives a student another name.
    pub fn rename_student(&mut self, student: StudentId, name: &str) -> Result<(), StoreError> {
        let transaction = self.write()?;
        transaction.execute("UPDATE student SET name = ?1 WHERE id = ?2", params![name, student.0])?;
        Ok(transaction.commit()?)
    }

    /// Keeps what is known of a student.
    pub fn set_profile(&mut self, student: StudentId, profile: &Profile) -> Result<(), StoreError> {
        let transaction = self.write()?;
        put_profile(&transaction, student, profile)?;
        Ok(transaction.commit()?)
    }

    /// Changes what is known of a student; what `change` leaves as it is stays.
    pub fn change_profile(&mut self, student: StudentId, change: impl FnOnce(&mut Profile)) -> Result<(), StoreError> {
        let transaction = self.write()?;
        let class: Option<i64> =
            transaction.query_row("SELECT class_id FROM member WHERE student_id = ?1", [student.0], |r| r.get(0)).optional()?;
        let class = class.map(ClassId).ok_or_else(gone)?;
        let known = students(&transaction, class)?.into_iter().find(|s| s.id == student).ok_or_else(gone)?;
        let mut profile = known.profile;
        change(&mut profile);
        put_profile(&transaction, student, &profile)?;
        Ok(transaction.commit()?)
    }

    /// Gives a student of a class another card; one that somebody else holds is refused.
    pub fn set_card(&mut self, class: ClassId, student: StudentId, card: CardNumber) -> Result<(), StoreError> {
        let transaction = self.write()?;
        if is_active(&transaction, class, student)? {
            free_card(&transaction, class, card, student)?;
        }
        let sql = "UPDATE member SET card = ?3 WHERE class_id = ?1 AND student_id = ?2";
        transaction.execute(sql, params![class.0, student.0, card.0])?;
        Ok(transaction.commit()?)
    }

    /// Two students of a class take each other's card. What each has answered stays with each.
    pub fn swap_cards(&mut self, class: ClassId, one: StudentId, other: StudentId) -> Result<(), StoreError> {
        if one == other {
            return Err(StoreError::Refused("only two students can swap their cards; choose another one".to_owned()));
        }
        let transaction = self.write()?;
        let card_of = |student: StudentId| -> Result<u16, StoreError> {
            let sql = "SELECT card FROM member WHERE class_id = ?1 AND student_id = ?2 AND active = 1";
            transaction.query_row(sql, [class.0, student.0], |r| r.get(0)).optional()?.ok_or_else(gone)
        };
        let (first, second) = (card_of(one)?, card_of(other)?);
        let give = "UPDATE member SET card = ?3, active = ?4 WHERE class_id = ?1 AND student_id = ?2";
        // Out of the way first: two cannot hold one card, not even for a moment.
        transaction.execute(give, params![class.0, one.0, second, false])?;
        transaction.execute(give, params![class.0, other.0, first, true])?;
        transaction.execute(give, params![class.0, one.0, second, true])?;
        Ok(transaction.commit()?)
    }

    /// Marks a student as having left a class, or as being back; coming back needs the old card to be free.
    pub fn set_active(&mut self, class: ClassId, student: StudentId, active: bool) -> Result<(), StoreError> {
        let transaction = self.write()?;
        if active {
            let sql = "SELECT card FROM member WHERE class_id = ?1 AND student_id = ?2 AND active = 0";
            let card: Option<u16> = transaction.query_row(sql, [class.0, student.0], |r| r.get(0)).optional()?;
            if let Some(card) = card {
                free_card(&transaction, class, CardNumber(card), student)?;
            }
        }
        let sql = "UPDATE member SET active = ?3 WHERE class_id = ?1 AND student_id = ?2";
        transaction.execute(sql, params![class.0, student.0, active])?;
        Ok(transaction.commit()?)
    }

    /// A student leaves a class for another, and takes everything answered so far along.
    pub fn move_student(&mut self, student: StudentId, from: ClassId, to: ClassId, card: CardNumber) -> Result<(), StoreError> {
        let transaction = self.write()?;
        free_card(&transaction, to, card, student)?;
        let left = "UPDATE member SET active = 0 WHERE class_id = ?1 AND student_id = ?2";
        if transaction.execute(left, [from.0, student.0])? == 0 {
            return Err(gone());
        }
        transaction.execute(
            "INSERT INTO member (class_id, student_id, card, active) VALUES (?1, ?2, ?3, 1)
             ON CONFLICT (class_id, student_id) DO UPDATE SET card = excluded.card, active = 1",
            params![to.0, student.0, card.0],
        )?;
        Ok(transaction.commit()?)
    }

    /// Notes that a student is absent on a day, or is there after all. The student stays in the class.
    pub fn set_absent(&mut self, student: StudentId, day: Date, absent: bool) -> Result<(), StoreError> {
        let transaction = self.write()?;
        let sql = if absent {
            "INSERT OR IGNORE INTO absence (student_id, day) VALUES (?1, ?2)"
        } else {
            "DELETE FROM absence WHERE student_id = ?1 AND day = ?2"
        };
        transaction.execute(sql, params![student.0, day.to_string()])?;
        Ok(transaction.commit()?)
    }

    /// Who of a class is absent on a day.
    pub fn absent(&self, class: ClassId, day: Date) -> Result<BTreeSet<StudentId>, StoreError> {
        let mut all = self.db.prepare_cached(
            "SELECT absence.student_id FROM member JOIN absence ON absence.student_id = member.student_id AND absence.day = ?2
             WHERE member.class_id = ?1",
        )?;
        Ok(all.query_map(params![class.0, day.to_string()], |r| Ok(StudentId(r.get(0)?)))?.collect::<Result<_, _>>()?)
    }

    /// Makes a rule about two students, in place of the one there was; none takes it away.
    pub fn set_pair(&mut self, one: StudentId, other: StudentId, rule: Option<PairRule>) -> Result<(), StoreError> {
        let transaction = self.write()?;
        put_pair(&transaction, one, other, rule)?;
        Ok(transaction.commit()?)
    }

    /// The rules about two active students of a class.
    pub fn pairs(&self, class: ClassId) -> Result<Vec<Pair>, StoreError> {
        pairs(&self.db, class)
    }
}

pub fn put_profile(db: &Connection, student: StudentId, profile: &Profile) -> Result<(), StoreError> {
    let made = db.execute(
        "UPDATE student SET board_name = ?2, language = ?3, level = ?4, notes = ?5 WHERE id = ?1",
        params![student.0, profile.board_name.word(), profile.language, profile.level, profile.notes],
    )?;
    if made == 0 {
        return Err(gone());
    }
    db.execute("DELETE FROM student_support WHERE student_id = ?1", [student.0])?;
    for support in &profile.supports {
        let sql = "INSERT OR IGNORE INTO student_support (student_id, support) VALUES (?1, ?2)";
        db.execute(sql, params![student.0, support.word()])?;
    }
    db.execute("DELETE FROM student_tag WHERE student_id = ?1", [student.0])?;
    for tag in &profile.tags {
        db.execute("INSERT INTO student_tag (student_id, tag) VALUES (?1, ?2)", params![student.0, tag])?;
    }
    Ok(())
}

pub fn put_pair(db: &Connection, one: StudentId, other: StudentId, rule: Option<PairRule>) -> Result<(), StoreError> {
    let (one, other) = (one.min(other), one.max(other));
    if one == other {
        return Err(StoreError::Refused("a pair is of two students; choose another one".to_owned()));
    }
    db.execute("DELETE FROM student_pair WHERE one_id = ?1 AND other_id = ?2", [one.0, other.0])?;
    if let Some(rule) = rule {
        let sql = "INSERT INTO student_pair (one_id, other_id, rule) VALUES (?1, ?2, ?3)";
        db.execute(sql, params![one.0, other.0, rule.word()])?;
    }
    Ok(())
}

pub fn pairs(db: &Connection, class: ClassId) -> Result<Vec<Pair>, StoreError> {
    let mut all = db.prepare_cached(
        "SELECT one_id, other_id, rule FROM student_pair
         WHERE one_id IN (SELECT student_id FROM member WHERE class_id = ?1 AND active = 1)
           AND other_id IN (SELECT student_id FROM member WHERE class_id = ?1 AND active = 1)
         ORDER BY one_id, other_id",
    )?;
    let mut rows = all.query([class.0])?;
    let mut pairs = Vec::new();
    while let Some(row) = rows.next()? {
        let word: String = row.get(2)?;
        let rule = PairRule::from_word(&word).ok_or_else(|| unreadable("student_pair", "rule", word))?;
        pairs.push(Pair { one: StudentId(row.get(0)?), other: StudentId(row.get(1)?), rule });
    }
    Ok(pairs)
}

pub fn students(db: &Connection, class: ClassId) -> Result<Vec<Student>, StoreError> {
    let mut all = db.prepare_cached(MEMBERS)?;
    let mut rows = all.query([class.0])?;
    let mut students = Vec::new();
    while let Some(row) = rows.next()? {
        students.push(row_to_student(row)?);
    }
    let mut supports = words(db, class, "SELECT student_id, support FROM student_support")?;
    let mut tags = words(db, class, "SELECT student_id, tag FROM student_tag")?;
    for student in &mut students {
        let given = supports.remove(&student.id.0).unwrap_or_default();
        student.profile.supports = given.iter().map(|word| Support::from_word(word)).collect();
        student.profile.tags = tags.remove(&student.id.0).unwrap_or_default();
    }
    Ok(students)
}

/// Words of each student of a class.
fn words(db: &Connection, class: ClassId, from: &str) -> Result<BTreeMap<i64, BTreeSet<String>>, StoreError> {
    let mut all = db.prepare_cached(&format!("{from} WHERE student_id IN (SELECT student_id FROM member WHERE class_id = ?1)"))?;
    let mut words: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for row in all.query_map([class.0], |r| Ok((r.get(0)?, r.get(1)?)))? {
        let (student, word) = row?;
        words.entry(student).or_default().insert(word);
    }
    Ok(words)
}

fn is_active(db: &Connection, class: ClassId, student: StudentId) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM member WHERE class_id = ?1 AND student_id = ?2 AND active = 1)";
    Ok(db.query_row(sql, [class.0, student.0], |r| r.get(0))?)
}

/// Refuses a card that the class's deck does not have, and one that another active student of the class holds.
pub fn free_card(db: &Connection, class: ClassId, card: CardNumber, own: StudentId) -> Result<(), StoreError> {
    let deck: Option<String> = db.query_row("SELECT deck FROM class WHERE id = ?1", [class.0], |r| r.get(0)).optional()?;
    // A deck of a newer program may have any card.
    if let Some(deck) = deck.and_then(|name| Deck::named(&name).ok())
        && !deck.cards().any(|c| c == card)
    {
        return Err(StoreError::Refused(format!("the deck of this class has no card {card}; choose another card")));
    }
    let holder: Option<String> = db
        .query_row(
            "SELECT student.name FROM member JOIN student ON student.id = member.student_id
             WHERE member.class_id = ?1 AND member.card = ?2 AND member.active = 1 AND student.id <> ?3",
            params![class.0, card.0, own.0],
            |r| r.get(0),
        )
        .optional()?;
    match holder {
        Some(name) => Err(StoreError::Refused(format!("card {card} is held by {name}; choose another card"))),
        None => Ok(()),
    }
}

pub fn gone() -> StoreError {
    StoreError::Refused("this student is no longer in the teacher's file".to_owned())
}
