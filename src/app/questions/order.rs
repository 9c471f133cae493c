//! Orders about sets, carried out on the thread of the teacher's file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::classroom::{Question, QuestionSet, SetId, Skill, SkillCode};
use crate::exchange::questions::{Pictures, starter_sets};
use crate::store::{SetEntry, Store, StoreError};

/// One change or question about sets.
#[derive(Clone, Debug, PartialEq)]
pub enum SetOrder {
    /// The sets that have all these words in them.
    List(String),
    /// A set with its questions and pictures.
    Open(SetId),
    /// Our own sets.
    Starters,
    /// A new set.
    Add(Arc<QuestionSet>),
    /// A copy beside a set.
    Copy(SetId),
    /// A set that was just made is taken back.
    Delete(SetId),
    /// Another state of a set.
    Change(SetChange),
}

/// A set as it was and as it shall be.
#[derive(Clone, Debug, PartialEq)]
pub struct SetChange {
    /// Which set.
    pub set: SetId,
    /// As the window knows it.
    pub from: Arc<QuestionSet>,
    /// As it shall be.
    pub to: Arc<QuestionSet>,
    /// The pictures of either.
    pub pictures: Arc<Pictures>,
}

impl SetChange {
    /// What takes it back.
    pub fn reversed(&self) -> Self {
        Self { from: self.to.clone(), to: self.from.clone(), ..self.clone() }
    }
}

/// A set that is shown.
#[derive(Clone, Debug)]
pub struct OpenSet {
    /// Its identity.
    pub id: SetId,
    /// What is in it.
    pub set: Arc<QuestionSet>,
    /// The pictures in it.
    pub pictures: Arc<Pictures>,
}

/// What comes back.
#[derive(Debug)]
pub enum SetNews {
    /// The sets with these words in them.
    Sets {
        /// The words.
        words: String,
        /// The sets by folder and name.
        entries: Vec<SetEntry>,
    },
    /// A set and the names of all skills; nothing where the set is gone.
    Opened(SetId, Option<OpenSet>, BTreeMap<SkillCode, String>),
    /// Our own sets are in: so many new questions, and the first of the sets.
    Started(usize, Option<SetId>),
    /// This set is new.
    Made(SetId),
    /// This set is gone.
    Gone(SetId),
    /// A change is on the disk.
    Kept,
}

/// Carries an order out.
pub fn attempt(store: &mut Store, order: &SetOrder) -> Result<SetNews, StoreError> {
    match order {
        SetOrder::List(words) => Ok(SetNews::Sets { words: words.clone(), entries: store.sets(words)? }),
        SetOrder::Open(id) => {
            let open = store.set(*id)?.map(|set| open(store, *id, set)).transpose()?;
            let skills = store.skills()?.into_iter().map(|Skill { code, name }| (code, name)).collect();
            Ok(SetNews::Opened(*id, open, skills))
        }
        SetOrder::Starters => {
            let mut added = 0;
            for file in starter_sets().map_err(|e| StoreError::Refused(e.to_string()))? {
                let set = &file.set;
                added += store.bring_in_questions(&set.folder, &set.name, &set.questions, &file.pictures, &file.skills)?;
            }
            let first = starter_sets().ok().and_then(|sets| Some(sets.first()?.set.clone()));
            let is_first = |entry: &SetEntry| first.as_ref().is_some_and(|s| s.name == entry.name && s.folder == entry.folder);
            Ok(SetNews::Started(added, store.sets("")?.into_iter().find(is_first).map(|entry| entry.id)))
        }
        SetOrder::Add(set) => Ok(SetNews::Made(store.add_set(set)?)),
        SetOrder::Copy(id) => Ok(SetNews::Made(store.duplicate_set(*id)?)),
        SetOrder::Delete(id) => {
            store.delete_set(*id)?;
            Ok(SetNews::Gone(*id))
        }
        SetOrder::Change(change) => {
            store.change_set(change.set, &change.from, &change.to, &change.pictures)?;
            Ok(SetNews::Kept)
        }
    }
}

fn open(store: &Store, id: SetId, set: QuestionSet) -> Result<OpenSet, StoreError> {
    let mut pictures = Pictures::new();
    for picture in set.questions.iter().flat_map(Question::pictures) {
        if !pictures.contains_key(&picture.id)
            && let Some(bytes) = store.picture(picture.id)?
        {
            pictures.insert(picture.id, bytes);
        }
    }
    Ok(OpenSet { id, set: Arc::new(set), pictures: Arc::new(pictures) })
}
