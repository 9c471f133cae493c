//! `quarterturn class import`.

use std::path::Path;

use crate::cards::{CardNumber, Deck};
use crate::classroom::roster::{self, Change, Member, PairChange, Plan, tidy_name};
use crate::classroom::{Pair, Student, StudentId};
use crate::cli::{CliError, Context, import, output};
use crate::exchange;
use crate::exchange::roster::{Column, Holds, RosterList};
use crate::store::{Missing, Store, StoreError};

/// Makes a class from a list, or brings it up to date.
pub fn run(name: &str, file: &Path, deck: Option<&str>, is_preview: bool, context: &Context) -> Result<(), CliError> {
    let name = tidy_name(name);
    if name.is_empty() || name.chars().count() > roster::LONGEST_NAME {
        return Err(CliError::unusable(format!("a class needs a name of 1 to {} letters", roster::LONGEST_NAME)));
    }
    let deck = deck.map(Deck::named).transpose().map_err(CliError::unusable)?;
    let list = exchange::roster::read_bytes(&read_list(file)?).map_err(|e| CliError::unusable(format!("{e}: {}", file.display())))?;
    for problem in list.rows.is_empty().then_some(&list.problems).into_iter().flatten() {
        eprintln!("{}, line {}: {}", file.display(), problem.line, problem.text);
    }
    if list.rows.is_empty() {
        return Err(CliError::unusable(format!("there are no names in this list; put one on each line: {}", file.display())));
    }
    let missing = if is_preview { Missing::Refuse } else { Missing::Create };
    let mut store = match Store::open(&context.data()?, missing) {
        Err(StoreError::Missing(_)) if is_preview => None,
        opened => Some(opened.map_err(CliError::store)?),
    };
    let class = store.as_ref().map(|s| s.class_named(&name)).transpose().map_err(CliError::store)?.flatten();
    let held = match &class {
        Some(class) => {
            let held = Deck::named(&class.deck).map_err(CliError::unusable)?;
            if deck.is_some_and(|d| d.name() != held.name()) {
                let held = held.name();
                return Err(CliError::unusable(format!("class {name} holds the deck {held}; leave --deck out, or make another class")));
            }
            held
        }
        None => deck.map_or_else(|| Deck::named(Deck::QUARTER), Ok).map_err(CliError::unusable)?,
    };
    let cards: Vec<CardNumber> = held.usable().collect();
    let decide = |students: &[Student], pairs: &[Pair]| roster::plan(students, pairs, &list.rows, &cards);
    let (mut plan, changes) = match &mut store {
        Some(store) if !is_preview => (store.bring_in(&name, held.name(), decide).map_err(CliError::store)?, String::new()),
        store => {
            let here = store.as_ref().zip(class);
            let here = here.map(|(store, class)| Ok((store.students(class.id)?, store.pairs(class.id)?))).transpose();
            let (students, pairs) = here.map_err(CliError::store)?.unwrap_or_default();
            let plan = decide(&students, &pairs);
            let changes = columns(&list) + &described(&plan, &students);
            (plan, changes)
        }
    };
    plan.problems.extend(list.problems);
    plan.problems.sort_by_key(|p| p.line);
    plan.notes.extend(list.notes);
    plan.notes.sort_by_key(|n| n.line);
    for problem in plan.problems.iter().chain(&plan.notes) {
        eprintln!("{}, line {}: {}", file.display(), problem.line, problem.text);
    }
    let (added, changed) = plan.counts();
    let when = if is_preview { ", once brought in" } else { "" };
    output::print(&format!(
        "{changes}Class {name}{when}: {added} added, {} changed, {} as before, {} left out\n",
        changed,
        plan.unchanged,
        plan.problems.len()
    ))?;
    if plan.problems.is_empty() && plan.notes.is_empty() { Ok(()) } else { Err(CliError::SaidAlready) }
}

/// What the columns of a list were taken for, a line each; nothing of a list of names alone.
fn columns(list: &RosterList) -> String {
    let line = |(i, column): (usize, &Column)| {
        let head = if column.head.is_empty() { format!("column {}", i + 1) } else { format!("“{}”", column.head) };
        format!("  {head}: {}\n", column.holds.map_or("passed over", Holds::words))
    };
    list.columns.iter().enumerate().map(line).collect()
}

/// The changes of a plan, a line each.
fn described(plan: &Plan, students: &[Student]) -> String {
    let name_of = |student: StudentId| students.iter().find(|s| s.id == student).map_or("?", |s| s.name.as_str());
    let line = |change: &Change| match change {
        Change::Add { name, card, .. } => format!("  new      {:>4}  {name}\n", card.0),
        Change::Update { student, card, .. } => format!("  changed  {:>4}  {}\n", card.0, name_of(*student)),
    };
    let who = |member: Member| match member {
        Member::Here(student) => name_of(student),
        Member::New(at) => match plan.changes.get(at) {
            Some(Change::Add { name, .. }) => name,
            _ => "?",
        },
    };
    let pair = |p: &PairChange| format!("  {:<8}       {} and {}\n", p.rule.word(), who(p.one), who(p.other));
    plan.changes.iter().map(line).chain(plan.pairs.iter().map(pair)).collect()
}

fn read_list(file: &Path) -> Result<Vec<u8>, CliError> {
    let unreadable = |e: std::io::Error| import::failure(e.into(), file);
    let found = std::fs::metadata(file).map_err(unreadable)?;
    if !found.is_file() {
        return Err(CliError::unusable(format!("this is no file; name the list itself: {}", file.display())));
    }
    if found.len() > exchange::roster::LARGEST_BYTES {
        return Err(CliError::unusable(format!(
            "a list of {} MB is no class list; save only the names as CSV: {}",
            found.len() >> 20,
            file.display()
        )));
    }
    std::fs::read(file).map_err(unreadable)
}
