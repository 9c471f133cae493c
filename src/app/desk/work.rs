//! Carrying out orders, on the thread of the teacher's file.

use std::collections::BTreeSet;
use std::path::Path;

use super::news::{Loaded, News};
use super::order::{GivenAnswer, Order};
use crate::app::nameless::Nameless;
use crate::app::students::StudentChange;
use crate::app::{clock, questions};
use crate::cards::{CardNumber, Deck};
use crate::classroom::ClassId;
use crate::classroom::roster::{self, Plan, Row};
use crate::store::{Store, StoreError, erase_student};

/// A failure in words for the window, which has buttons where the command line has commands.
pub fn in_words(problem: &StoreError) -> String {
    match problem {
        StoreError::Damaged(what) => format!("the teacher's file is damaged: {what}"),
        other => other.to_string(),
    }
}

/// What the thread has.
pub struct Open {
    store: Store,
    nameless: Nameless,
}

impl Open {
    /// A file that was just opened.
    pub fn of(store: Store) -> Self {
        Self { store, nameless: Nameless::default() }
    }
}

/// Carries out an order and tells what came of it.
pub fn carry_out(open: &mut Open, file: &Path, order: Order, tell: &impl Fn(News)) {
    let done = match &order {
        Order::Student(class, change) => change_student(&mut open.store, file, *class, change, tell),
        other => attempt(open, other),
    };
    match done {
        Ok(news) => news.into_iter().for_each(tell),
        Err(problem) => tell(News::Failed { order: Box::new(order), why: in_words(&problem) }),
    }
}

fn attempt(Open { store, nameless }: &mut Open, order: &Order) -> Result<Vec<News>, StoreError> {
    let class = match order {
        Order::Sets(order) => return Ok(vec![News::Sets(questions::attempt(store, order)?)]),
        Order::Classes => return Ok(vec![classes(store)?]),
        // These are for whoever has more than the open file.
        Order::Backups | Order::BackUp | Order::Restore(_) | Order::OpenAgain => return Ok(Vec::new()),
        Order::Answer(given) => {
            let GivenAnswer { asking, student, answer, source, confidence, at } = given.clone();
            match nameless.counts_with(asking, student, answer) {
                Some(counts) => store.set_counts(asking, counts)?,
                None => store.record_answer(asking, student, answer, source, confidence, at)?,
            }
            return Ok(vec![News::Kept(given.clone())]);
        }
        Order::Strike(asking, student, at) => {
            match nameless.counts_without(*asking, *student) {
                Some(counts) => store.set_counts(*asking, counts)?,
                None => store.correct_answer(*asking, *student, None, *at)?,
            }
            return Ok(vec![News::Struck(*asking, *student)]);
        }
        Order::MakeClass { name, deck, rows } => {
            let cards = usable(deck);
            let (id, plan) = store.make_class(name, deck, || roster::plan(&[], &[], rows, &cards))?;
            return Ok(vec![classes(store)?, loaded(store, id)?, News::Made(id, plan)]);
        }
        Order::AddRows { class, rows } => {
            let plan = bring_in(store, *class, rows)?;
            return Ok(vec![loaded(store, *class)?, News::Added(*class, plan)]);
        }
        Order::Open { class, question, names, at } => {
            let id = store.open_asking_of(*class, question, *names, *at)?;
            nameless.begin(id, *names);
            return Ok(vec![News::Opened(Box::new(store.asking(id)?))]);
        }
        Order::AskAgain(_, asking, names, at) => {
            let id = store.ask_again(*asking, *names, *at)?;
            nameless.begin(id, *names);
            return Ok(vec![News::Opened(Box::new(store.asking(id)?))]);
        }
        Order::RenameClass(class, name) => {
            store.rename_class(*class, name)?;
            return Ok(vec![classes(store)?]);
        }
        Order::ChangeClass(id, fact) => {
            let mut class = store.class(*id)?;
            fact.put(&mut class);
            store.change_class(&class)?;
            return Ok(vec![classes(store)?]);
        }
        Order::Load(class) | Order::Student(class, _) => *class,
        Order::RenameStudent(class, student, name) => {
            store.rename_student(*student, name)?;
            *class
        }
        Order::SetCard(class, student, card) => {
            store.set_card(*class, *student, *card)?;
            *class
        }
        Order::SetActive(class, student, active) => {
            store.set_active(*class, *student, *active)?;
            *class
        }
        Order::Close(class, asking, at) => {
            store.close_asking(*asking, *at)?;
            *class
        }
        Order::EndLesson(class, at) => {
            if let Some(lesson) = store.last_lesson(*class)?.filter(|l| l.ended_at.is_none()) {
                store.end_lesson(lesson.id, *at)?;
            }
            *class
        }
        Order::Reopen(class, asking) => {
            store.reopen_asking(*asking)?;
            *class
        }
    };
    Ok(vec![loaded(store, class)?])
}

fn change_student(
    store: &mut Store,
    file: &Path,
    class: ClassId,
    change: &StudentChange,
    tell: &impl Fn(News),
) -> Result<Vec<News>, StoreError> {
    let mut news = Vec::new();
    match change {
        StudentChange::Known(student, known) => store.change_profile(*student, |profile| known.put(profile))?,
        StudentChange::Pair(one, other, rule) => store.set_pair(*one, *other, *rule)?,
        StudentChange::Absent(student, day, absent) => store.set_absent(*student, *day, *absent)?,
        StudentChange::Swap(one, other) => store.swap_cards(class, *one, *other)?,
        StudentChange::Move { student, from, to, card } => {
            let card = match card {
                Some(card) => *card,
                None => lowest_free(store, *to)?,
            };
            store.move_student(*student, *from, *to, card)?;
            if *from == class {
                news.push(News::Moved(*student, *to, card));
            }
        }
        StudentChange::Erase(student) => {
            let erased = erase_student(file, *student, |number, count| tell(News::Erasing(*student, number, count)))?;
            news.push(News::Erased(*student, erased));
        }
    }
    news.push(loaded(store, class)?);
    Ok(news)
}

/// The lowest card of a class that nobody holds.
fn lowest_free(store: &Store, class: ClassId) -> Result<CardNumber, StoreError> {
    let held: BTreeSet<CardNumber> = store.students(class)?.iter().filter(|s| s.active).map(|s| s.card).collect();
    let free = cards_of(store, class)?.into_iter().find(|card| !held.contains(card));
    free.ok_or_else(|| StoreError::Refused("all cards of that class are given out; take one back there first".to_owned()))
}

fn classes(store: &Store) -> Result<News, StoreError> {
    let here = store.classes()?;
    let now = clock::here(clock::now());
    let meets_now = here.iter().find(|class| class.meets(now.weekday(), now.time())).map(|class| class.id);
    let taught_last = store.class_taught_last()?.filter(|id| here.iter().any(|class| class.id == *id));
    let first = meets_now.or(taught_last).or(here.first().map(|class| class.id));
    Ok(News::Classes { here, away: store.archived_classes()?, first })
}

fn loaded(store: &Store, class: ClassId) -> Result<News, StoreError> {
    let lesson = store.last_lesson(class)?.filter(|l| l.goes_on(clock::now())).map(|l| l.id);
    let askings = store.askings(class)?;
    Ok(News::Loaded(Box::new(Loaded {
        class,
        students: store.students(class)?,
        pairs: store.pairs(class)?,
        absent: store.absent(class, clock::today())?,
        asked: askings.iter().filter(|a| Some(a.lesson) == lesson).count(),
        askings,
    })))
}

fn bring_in(store: &mut Store, class: ClassId, rows: &[Row]) -> Result<Plan, StoreError> {
    let cards = cards_of(store, class)?;
    store.bring_into(class, |students, pairs| roster::plan(students, pairs, rows, &cards))
}

/// The cards that can be given out in a class.
fn cards_of(store: &Store, class: ClassId) -> Result<Vec<CardNumber>, StoreError> {
    Ok(store.classes()?.into_iter().find(|c| c.id == class).map(|c| usable(&c.deck)).unwrap_or_default())
}

/// The cards of a deck that can be given out; none of a deck that is not known here.
fn usable(deck: &str) -> Vec<CardNumber> {
    Deck::named(deck).map(|d| d.usable().collect()).unwrap_or_default()
}
