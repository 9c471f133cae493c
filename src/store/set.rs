//! Sets of questions in the file.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError, question, skill};
use crate::classroom::{ClassId, Folder, LessonId, PictureId, Question, QuestionSet, SetId, Skill};

/// A set in a list, without its questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetEntry {
    /// Its identity.
    pub id: SetId,
    /// Where it lies.
    pub folder: Folder,
    /// Its name.
    pub name: String,
    /// How many questions it has.
    pub questions: usize,
    /// Whether it was put away.
    pub archived: bool,
}

impl Store {
    /// All sets by folder and name. With words, only those that have all of them, in the set's name or folder, or in a
    /// question's text, name, options or skills; upper and lower case are the same.
    pub fn sets(&self, words: &str) -> Result<Vec<SetEntry>, StoreError> {
        let mut all = self.db.prepare_cached(
            "SELECT id, folder, name, (SELECT count(*) FROM question_in_set WHERE set_id = id), archived FROM question_set ORDER BY folder, name",
        )?;
        let mut rows = all.query([])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let folder: String = row.get(1)?;
            entries.push(SetEntry {
                id: SetId(row.get(0)?),
                folder: Folder::parse(&folder),
                name: row.get(2)?,
                questions: usize::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
                archived: row.get(4)?,
            });
        }
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        if words.is_empty() {
            return Ok(entries);
        }
        let mut found = Vec::new();
        for entry in entries {
            if let Some(set) = self.set(entry.id)? {
                let text = searchable(&set);
                if words.iter().all(|w| text.contains(w)) {
                    found.push(entry);
                }
            }
        }
        Ok(found)
    }

    /// One set.
    pub fn set(&self, id: SetId) -> Result<Option<QuestionSet>, StoreError> {
        read(&self.db, id)
    }

    /// Keeps a new set. Its name must be new in its folder, and its pictures known.
    pub fn add_set(&mut self, set: &QuestionSet) -> Result<SetId, StoreError> {
        let transaction = self.write()?;
        let id = add(&transaction, set)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Puts one state of a set in the place of another: name, folder, questions and whether it is archived. A set that is no
    /// longer as in `from` was changed by somebody else meanwhile and is left alone. `pictures` holds those of the new state
    /// that may not be in the file yet, or no longer. What was asked stays as it was asked.
    pub fn change_set(
        &mut self,
        id: SetId,
        from: &QuestionSet,
        to: &QuestionSet,
        pictures: &BTreeMap<PictureId, Vec<u8>>,
    ) -> Result<(), StoreError> {
        let transaction = self.write()?;
        match read(&transaction, id)? {
            None => return Err(StoreError::Refused("this set is no longer in the teacher's file".to_owned())),
            Some(now) if now != *from => {
                let what = "the set was changed by another program meanwhile, so it was left as it is; look at it and do it again";
                return Err(StoreError::Refused(what.to_owned()));
            }
            Some(_) => {}
        }
        is_free(&transaction, &to.folder, &to.name, Some(id))?;
        let here: BTreeSet<PictureId> = from.questions.iter().flat_map(Question::pictures).map(|p| p.id).collect();
        let wanted: BTreeSet<PictureId> = to.questions.iter().flat_map(Question::pictures).map(|p| p.id).collect();
        for bytes in wanted.difference(&here).filter_map(|id| pictures.get(id)) {
            question::keep_picture(&transaction, bytes)?;
        }
        transaction.execute(
            "UPDATE question_set SET folder = ?2, name = ?3, archived = ?4 WHERE id = ?1",
            params![id.0, to.folder.to_string(), to.name, to.archived],
        )?;
        transaction.execute("DELETE FROM question_in_set WHERE set_id = ?1", [id.0])?;
        put_questions(&transaction, id, to)?;
        question::tidy(&transaction)?;
        Ok(transaction.commit()?)
    }

    /// Brings questions into the set of this name, which is made if it is missing, with their pictures and the names of skills.
    /// Those that it has already are not doubled. All of it happens at one moment, or nothing does; gives how many were new.
    pub fn bring_in_questions(
        &mut self,
        folder: &Folder,
        name: &str,
        questions: &[Question],
        pictures: &BTreeMap<PictureId, Vec<u8>>,
        skills: &[Skill],
    ) -> Result<usize, StoreError> {
        let transaction = self.write()?;
        for bytes in pictures.values() {
            question::keep_picture(&transaction, bytes)?;
        }
        skill::name(&transaction, skills)?;
        let sql = "SELECT id FROM question_set WHERE folder = ?1 AND name = ?2";
        let found = transaction.query_row(sql, params![folder.to_string(), name], |r| r.get(0)).optional()?.map(SetId);
        let id = match found {
            Some(id) => id,
            None => add(&transaction, &QuestionSet { name: name.to_owned(), folder: folder.clone(), ..QuestionSet::default() })?,
        };
        let mut here = question_ids(&transaction, id)?;
        let before = here.len();
        for wanted in questions {
            let question = question::keep(&transaction, wanted)?;
            if !here.contains(&question) {
                transaction.execute(PUT, params![id.0, here.len() as i64, question])?;
                here.push(question);
            }
        }
        // A picture that came along for nothing does not stay.
        question::tidy(&transaction)?;
        transaction.commit()?;
        Ok(here.len() - before)
    }

    /// Makes a copy beside a set, called “… copy”.
    pub fn duplicate_set(&mut self, id: SetId) -> Result<SetId, StoreError> {
        let Some(set) = self.set(id)? else {
            return Err(StoreError::Refused("this set is no longer in the teacher's file".to_owned()));
        };
        let transaction = self.write()?;
        let mut copy = QuestionSet { name: format!("{} copy", set.name), archived: false, ..set };
        let name = copy.name.clone();
        for number in 2.. {
            if is_free(&transaction, &copy.folder, &copy.name, None).is_ok() {
                break;
            }
            copy.name = format!("{name} {number}");
        }
        let id = add(&transaction, &copy)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Deletes a set, and those of its questions that were never asked and are in no other; what was asked of it stays in
    /// the results. Gives what brings it back.
    pub fn delete_set(&mut self, id: SetId) -> Result<DeletedSet, StoreError> {
        let transaction = self.write()?;
        let Some(set) = read(&transaction, id)? else {
            return Err(StoreError::Refused("this set is no longer in the teacher's file".to_owned()));
        };
        let mut deleted =
            DeletedSet { id, pictures: BTreeMap::new(), queues: queues(&transaction, id)?, lessons: lessons(&transaction, id)?, set };
        for picture in deleted.set.questions.iter().flat_map(Question::pictures) {
            if let Some(bytes) = question::picture(&transaction, picture.id)? {
                deleted.pictures.insert(picture.id, bytes);
            }
        }
        transaction.execute("DELETE FROM question_set WHERE id = ?1", [id.0])?;
        question::tidy(&transaction)?;
        transaction.commit()?;
        Ok(deleted)
    }

    /// Brings a deleted set back: under its own number unless that was given to another meanwhile, into the queues of classes
    /// that it waited in, and to the lessons that worked through it.
    pub fn bring_back_set(&mut self, deleted: &DeletedSet) -> Result<SetId, StoreError> {
        let transaction = self.write()?;
        is_free(&transaction, &deleted.set.folder, &deleted.set.name, None)?;
        for bytes in deleted.pictures.values() {
            question::keep_picture(&transaction, bytes)?;
        }
        let DeletedSet { id, set, .. } = deleted;
        let is_taken: bool = transaction.query_row("SELECT EXISTS (SELECT 1 FROM question_set WHERE id = ?1)", [id.0], |r| r.get(0))?;
        let own = (!is_taken).then_some(id.0);
        transaction.execute(
            "INSERT INTO question_set (id, folder, name, archived) VALUES (?1, ?2, ?3, ?4)",
            params![own, set.folder.to_string(), set.name, set.archived],
        )?;
        let id = SetId(transaction.last_insert_rowid());
        put_questions(&transaction, id, set)?;
        for (class, position) in &deleted.queues {
            // In the place where it was, or where another has that place now, behind it.
            transaction.execute(
                "INSERT INTO class_queue (class_id, position, set_id)
                 SELECT id, CASE WHEN EXISTS (SELECT 1 FROM class_queue WHERE class_id = ?1 AND position = ?2)
                                 THEN (SELECT max(position) + 1 FROM class_queue WHERE class_id = ?1) ELSE ?2 END, ?3
                 FROM class WHERE id = ?1",
                params![class.0, position, id.0],
            )?;
        }
        let mut lesson = transaction.prepare("UPDATE lesson SET set_id = ?2 WHERE id = ?1 AND plan = 'set' AND set_id IS NULL")?;
        for of_set in &deleted.lessons {
            lesson.execute(params![of_set.0, id.0])?;
        }
        drop(lesson);
        question::tidy(&transaction)?;
        transaction.commit()?;
        Ok(id)
    }
}

/// Everything that hung on a set that was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedSet {
    /// Its identity.
    pub id: SetId,
    /// What was in it.
    pub set: QuestionSet,
    pictures: BTreeMap<PictureId, Vec<u8>>,
    /// The classes in whose queue it waited, and at which place.
    queues: Vec<(ClassId, i64)>,
    /// The lessons that worked through it.
    lessons: Vec<LessonId>,
}

fn queues(db: &Connection, id: SetId) -> Result<Vec<(ClassId, i64)>, StoreError> {
    let mut all = db.prepare("SELECT class_id, position FROM class_queue WHERE set_id = ?1 ORDER BY class_id, position")?;
    Ok(all.query_map([id.0], |r| Ok((ClassId(r.get(0)?), r.get(1)?)))?.collect::<Result<_, _>>()?)
}

fn lessons(db: &Connection, id: SetId) -> Result<Vec<LessonId>, StoreError> {
    let mut all = db.prepare("SELECT id FROM lesson WHERE set_id = ?1 ORDER BY id")?;
    Ok(all.query_map([id.0], |r| r.get(0).map(LessonId))?.collect::<Result<_, _>>()?)
}

fn read(db: &Connection, id: SetId) -> Result<Option<QuestionSet>, StoreError> {
    let head = db
        .prepare_cached("SELECT name, folder, archived FROM question_set WHERE id = ?1")?
        .query_row([id.0], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?, r.get::<_, bool>(2)?)))
        .optional()?;
    let Some((name, folder, archived)) = head else { return Ok(None) };
    let questions = question_ids(db, id)?.into_iter().map(|id| question::read(db, id)).collect::<Result<_, _>>()?;
    Ok(Some(QuestionSet { name, folder: Folder::parse(&folder), questions, archived }))
}

/// Puts a question into a set.
const PUT: &str = "INSERT INTO question_in_set (set_id, position, question_id) VALUES (?1, ?2, ?3)";

/// The questions of a set in order.
fn question_ids(db: &Connection, id: SetId) -> Result<Vec<i64>, StoreError> {
    let mut rows = db.prepare_cached("SELECT question_id FROM question_in_set WHERE set_id = ?1 ORDER BY position")?;
    Ok(rows.query_map([id.0], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

fn add(db: &Connection, set: &QuestionSet) -> Result<SetId, StoreError> {
    is_free(db, &set.folder, &set.name, None)?;
    db.execute(
        "INSERT INTO question_set (folder, name, archived) VALUES (?1, ?2, ?3)",
        params![set.folder.to_string(), set.name, set.archived],
    )?;
    let id = SetId(db.last_insert_rowid());
    put_questions(db, id, set)?;
    Ok(id)
}

fn put_questions(db: &Connection, id: SetId, set: &QuestionSet) -> Result<(), StoreError> {
    let mut put = db.prepare_cached(PUT)?;
    for (position, wanted) in set.questions.iter().enumerate() {
        put.execute(params![id.0, position as i64, question::keep(db, wanted)?])?;
    }
    Ok(())
}

/// Refuses a name that another set of the folder has.
fn is_free(db: &Connection, folder: &Folder, name: &str, own: Option<SetId>) -> Result<(), StoreError> {
    if name.trim().is_empty() {
        return Err(StoreError::Refused("a set needs a name".to_owned()));
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM question_set WHERE folder = ?1 AND name = ?2 AND id IS NOT ?3)";
    let taken: bool = db.query_row(sql, params![folder.to_string(), name, own.map(|s| s.0)], |r| r.get(0))?;
    if taken {
        return Err(StoreError::Refused(format!("there is a set named {name} in this folder already; choose another name or folder")));
    }
    Ok(())
}

/// Everything that a search looks at, in lower case.
fn searchable(set: &QuestionSet) -> String {
    let mut text = format!("{}\n{}\n", set.folder, set.name);
    for question in &set.questions {
        for part in [&question.name, &question.text].into_iter().chain(question.options.iter().map(|o| &o.text)) {
            text += part;
            text.push('\n');
        }
        for skill in &question.skills {
            text += skill.as_str();
            text.push('\n');
        }
    }
    text.to_lowercase()
}
