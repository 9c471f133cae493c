//! Questions and pictures in the file. A question is kept once, however often it is asked and in however many sets it is.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError, values};
use crate::classroom::{Choice, Form, MOST_OPTIONS, Picture, PictureId, Question};

impl Store {
    /// The bytes of a picture.
    pub fn picture(&self, id: PictureId) -> Result<Option<Vec<u8>>, StoreError> {
        picture(&self.db, id)
    }
}

/// The bytes of a picture.
pub fn picture(db: &Connection, id: PictureId) -> Result<Option<Vec<u8>>, StoreError> {
    let mut one = db.prepare_cached("SELECT bytes FROM picture WHERE id = ?1")?;
    Ok(one.query_row([id.as_bytes()], |r| r.get(0)).optional()?)
}

/// The identity of a picture, which is kept if it is new.
pub fn keep_picture(db: &Connection, bytes: &[u8]) -> Result<PictureId, StoreError> {
    let id = PictureId::of(bytes);
    db.execute("INSERT OR IGNORE INTO picture (id, bytes) VALUES (?1, ?2)", params![id.as_bytes(), bytes])?;
    Ok(id)
}

/// Deletes questions that no asking and no set needs, and pictures that no question needs.
pub fn tidy(db: &Connection) -> Result<(), StoreError> {
    db.execute_batch(
        "DELETE FROM question WHERE NOT EXISTS (SELECT 1 FROM asking WHERE question_id = question.id)
                                AND NOT EXISTS (SELECT 1 FROM question_in_set WHERE question_id = question.id);
         DELETE FROM picture WHERE id NOT IN (SELECT picture FROM question WHERE picture IS NOT NULL)
                               AND id NOT IN (SELECT picture FROM question_option WHERE picture IS NOT NULL);",
    )?;
    Ok(())
}

/// The row of a question, which is made if it is new.
pub fn keep(db: &Connection, wanted: &Question) -> Result<i64, StoreError> {
    let mut same = db.prepare_cached("SELECT id FROM question WHERE text = ?1 AND right = ?2 ORDER BY id")?;
    let ids: Vec<i64> = same.query_map(params![wanted.text, wanted.key.to_string()], |r| r.get(0))?.collect::<Result<_, _>>()?;
    for id in ids {
        if read(db, id)? == *wanted {
            return Ok(id);
        }
    }
    insert(db, wanted)
}

fn insert(db: &Connection, question: &Question) -> Result<i64, StoreError> {
    if question.options.len() > MOST_OPTIONS {
        return Err(StoreError::Refused("a question has at most four options, A to D".to_owned()));
    }
    for picture in question.pictures() {
        let known: bool =
            db.prepare_cached("SELECT EXISTS (SELECT 1 FROM picture WHERE id = ?1)")?.query_row([picture.id.as_bytes()], |r| r.get(0))?;
        if !known {
            let what = if question.name.is_empty() { &question.text } else { &question.name };
            return Err(StoreError::Refused(format!(
                "a picture of the question “{what}” is missing; bring the question in with its pictures"
            )));
        }
    }
    let form = match question.form {
        Form::Choice => "choice",
        Form::TrueFalse => "true-false",
    };
    let (picture, shows) = columns(question.picture.as_ref());
    db.prepare_cached(
        "INSERT INTO question (name, text, picture, picture_shows, form, right, notes, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        question.name,
        question.text,
        picture,
        shows,
        form,
        question.key.to_string(),
        question.notes,
        question.source
    ])?;
    let id = db.last_insert_rowid();
    let mut option = db.prepare_cached(
        "INSERT INTO question_option (question_id, position, text, picture, picture_shows, misconception) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (position, choice) in question.options.iter().enumerate() {
        let (picture, shows) = columns(choice.picture.as_ref());
        option.execute(params![id, position as i64, choice.text, picture, shows, choice.misconception])?;
    }
    let mut skill = db.prepare_cached("INSERT INTO question_skill (question_id, position, skill) VALUES (?1, ?2, ?3)")?;
    for (position, code) in question.skills.iter().enumerate() {
        skill.execute(params![id, position as i64, code.as_str()])?;
    }
    Ok(id)
}

fn columns(picture: Option<&Picture>) -> (Option<&[u8; 32]>, &str) {
    picture.map_or((None, ""), |p| (Some(p.id.as_bytes()), &p.description))
}

/// The question of a row.
pub fn read(db: &Connection, id: i64) -> Result<Question, StoreError> {
    let mut question = db
        .prepare_cached("SELECT name, text, picture, picture_shows, form, right, notes, source FROM question WHERE id = ?1")?
        .query_row([id], |r| {
            let question = Question { name: r.get(0)?, text: r.get(1)?, notes: r.get(6)?, source: r.get(7)?, ..Question::default() };
            Ok((question, r.get::<_, Option<Vec<u8>>>(2)?, r.get::<_, String>(3)?, r.get::<_, String>(4)?, r.get::<_, String>(5)?))
        })
        .map_err(StoreError::from)
        .and_then(|(question, picture, shows, form, right)| {
            let form = match form.as_str() {
                "choice" => Form::Choice,
                "true-false" => Form::TrueFalse,
                other => return Err(values::unreadable("question", "form", other)),
            };
            Ok(Question { picture: values::picture(picture, shows)?, form, key: values::key(&right)?, ..question })
        })?;
    let mut options = db.prepare_cached(
        "SELECT text, picture, picture_shows, misconception FROM question_option WHERE question_id = ?1 ORDER BY position",
    )?;
    let mut rows = options.query([id])?;
    while let Some(row) = rows.next()? {
        let picture = values::picture(row.get(1)?, row.get(2)?)?;
        question.options.push(Choice { text: row.get(0)?, picture, misconception: row.get(3)? });
    }
    let mut skills = db.prepare_cached("SELECT skill FROM question_skill WHERE question_id = ?1 ORDER BY position")?;
    let codes: Vec<String> = skills.query_map([id], |r| r.get(0))?.collect::<Result<_, _>>()?;
    question.skills = codes.iter().map(|code| values::skill("question_skill", code)).collect::<Result<_, _>>()?;
    Ok(question)
}
