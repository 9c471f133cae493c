//! Orders about sets, carried out on the thread of the teacher's file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::run::SetRun;
use crate::classroom::{ClassId, Folder, Key, LessonPlan, Question, QuestionSet, SetId, Skill, SkillCode};
use crate::exchange::questions::{Pictures, QuestionList, starter_sets};
use crate::store::{DeletedSet, SetEntry, Store, StoreError};

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
    /// Questions of a file into the set of this folder and name, which is made if it is missing.
    BringIn(Folder, String, Arc<QuestionList>),
    /// A set that was just made is taken back.
    Unmake(SetId),
    /// A set goes, with what hangs on it.
    Delete(SetId),
    /// A set that was deleted is there again.
    BringBack(Arc<DeletedSet>),
    /// A class begins to work through a set.
    Begin(ClassId, SetId, Timestamp),
    /// A class begins to take in a quiz on paper, of which these are the keys.
    BeginQuiz(ClassId, Vec<Key>, Timestamp),
    /// A class goes on where its lesson was cut short.
    Resume(ClassId, Timestamp),
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
    /// Questions were brought in.
    BroughtIn {
        /// The set.
        set: SetId,
        /// Its name.
        name: String,
        /// How many were new, of how many.
        added: (usize, usize),
        /// What takes them out again.
        undo: Box<SetOrder>,
    },
    /// This set is gone.
    Gone(SetId),
    /// This set was deleted.
    Deleted(Arc<DeletedSet>),
    /// This set is there again.
    BroughtBack(SetId),
    /// A class works through this; nothing where its lesson has neither set nor quiz.
    Running(ClassId, Option<(SetRun, Arc<Pictures>)>),
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
        SetOrder::BringIn(folder, name, list) => bring_in(store, folder, name, list),
        SetOrder::Begin(class, id, at) => {
            let set = store.set(*id)?.ok_or_else(|| StoreError::Refused("this set is no longer in the teacher's file".to_owned()))?;
            begin(store, *class, &LessonPlan::Set(Some(*id)), *at)?;
            let open = open(store, *id, set)?;
            Ok(SetNews::Running(*class, Some((SetRun::new(open.set, BTreeSet::new()), open.pictures))))
        }
        SetOrder::BeginQuiz(class, keys, at) => {
            begin(store, *class, &LessonPlan::Numbered(keys.clone()), *at)?;
            Ok(SetNews::Running(*class, Some((SetRun::numbered(keys, BTreeSet::new()), Arc::default()))))
        }
        SetOrder::Resume(class, at) => Ok(SetNews::Running(*class, resume(store, *class, *at)?)),
        SetOrder::Unmake(id) => {
            store.delete_set(*id)?;
            Ok(SetNews::Gone(*id))
        }
        SetOrder::Delete(id) => Ok(SetNews::Deleted(Arc::new(store.delete_set(*id)?))),
        SetOrder::BringBack(deleted) => Ok(SetNews::BroughtBack(store.bring_back_set(deleted)?)),
        SetOrder::Change(change) => {
            store.change_set(change.set, &change.from, &change.to, &change.pictures)?;
            Ok(SetNews::Kept)
        }
    }
}

/// Begins a lesson; the one before is over with that.
fn begin(store: &mut Store, class: ClassId, plan: &LessonPlan, at: Timestamp) -> Result<(), StoreError> {
    if let Some(lesson) = store.last_lesson(class)?.filter(|l| l.goes_on(at)) {
        store.end_lesson(lesson.id, at)?;
    }
    store.begin_lesson(class, plan, at).map(|_| ())
}

/// What the lesson that goes on works through, with what was asked of it already.
fn resume(store: &Store, class: ClassId, at: Timestamp) -> Result<Option<(SetRun, Arc<Pictures>)>, StoreError> {
    let Some(lesson) = store.last_lesson(class)?.filter(|l| l.goes_on(at)) else { return Ok(None) };
    let (mut run, pictures) = match lesson.plan {
        LessonPlan::Numbered(keys) => (SetRun::numbered(&keys, BTreeSet::new()), Arc::default()),
        LessonPlan::Set(Some(id)) => match store.set(id)? {
            Some(set) => {
                let open = open(store, id, set)?;
                (SetRun::new(open.set, BTreeSet::new()), open.pictures)
            }
            None => return Ok(None),
        },
        LessonPlan::Set(None) | LessonPlan::AdHoc => return Ok(None),
    };
    let (mut last, mut of_set, mut is_open) = (None, false, false);
    for asking in store.askings_between(class, lesson.began_at, Timestamp::MAX)?.iter().filter(|a| a.lesson == lesson.id) {
        // Asked again it is still the same one, which its words cannot tell where it stands on the board.
        if asking.again_of.is_none() || !asking.question.stands_on_board() {
            last = run.note_any(&asking.question).or(last);
        }
        of_set = run.set.questions.contains(&asking.question);
        is_open = asking.closed_at.is_none();
    }
    run.at = last.unwrap_or(0);
    if is_open {
        run.own = !of_set;
    } else {
        run.go_on();
    }
    Ok(Some((run, pictures)))
}

fn bring_in(store: &mut Store, folder: &Folder, name: &str, list: &Arc<QuestionList>) -> Result<SetNews, StoreError> {
    let find = |store: &Store| Ok::<_, StoreError>(store.sets("")?.into_iter().find(|s| s.folder == *folder && s.name == name));
    let before = match find(store)? {
        Some(entry) => store.set(entry.id)?,
        None => None,
    };
    let added = store.bring_in_questions(folder, name, &list.questions, &list.pictures, &list.skills)?;
    let gone = || StoreError::Refused("the set was deleted by another program meanwhile".to_owned());
    let set = find(store)?.ok_or_else(gone)?.id;
    let undo = match before {
        Some(before) => {
            let open = open(store, set, store.set(set)?.ok_or_else(gone)?)?;
            SetOrder::Change(SetChange { set, from: open.set, to: Arc::new(before), pictures: open.pictures })
        }
        None => SetOrder::Unmake(set),
    };
    Ok(SetNews::BroughtIn { set, name: name.to_owned(), added: (added, list.questions.len()), undo: Box::new(undo) })
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
