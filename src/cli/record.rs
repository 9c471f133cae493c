//! `quarterturn record`: answers from standard input, each acknowledged once it is on the disk.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, Read};

use jiff::Timestamp;
use jiff::civil::Date;

use super::{CliError, Context, output};
use crate::cards::{Answer, CardNumber};
use crate::classroom::{AnswerSource, Class, Days, Key, Question, StudentId};
use crate::store::{Names, Store};

/// Longest line that is looked at.
const LONGEST_LINE: u64 = 1_000;
/// Longest question, in characters.
const LONGEST_QUESTION: usize = 2_000;

/// Arguments of `record`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The class's name
    #[arg(long, value_name = "NAME")]
    class: String,
    /// What is asked
    #[arg(long, value_name = "TEXT")]
    question: String,
    /// The right answers, for instance C or AC; left out: a survey
    #[arg(long, value_name = "LETTERS")]
    key: Option<String>,
    /// Keep only how many chose what, and nothing of any student
    #[arg(long)]
    anonymous: bool,
}

/// The teacher's file and the class of this name in it.
pub(super) fn open_class(context: &Context, name: &str) -> Result<(Store, Class), CliError> {
    let store = context.store()?;
    let class = known_class(&store, name)?;
    Ok((store, class))
}

/// The class of this name.
pub(super) fn known_class(store: &Store, name: &str) -> Result<Class, CliError> {
    let wanted = crate::classroom::roster::tidy_name(name);
    match store.class_named(&wanted).map_err(CliError::store)? {
        Some(class) => Ok(class),
        None => {
            let known: Vec<String> = store.classes().map_err(CliError::store)?.into_iter().map(|c| c.name).collect();
            let known = if known.is_empty() { "none yet".to_owned() } else { known.join(", ") };
            Err(CliError::unusable(format!("there is no class named “{name}”; known are: {known}")))
        }
    }
}

/// The class of this name; where nobody else has the name, one that was put away, or the one of this number, as in `#3`.
pub(super) fn any_class(store: &Store, name: &str) -> Result<Class, CliError> {
    let wanted = crate::classroom::roster::tidy_name(name);
    if let Some(class) = store.class_named(&wanted).map_err(CliError::store)? {
        return Ok(class);
    }
    let mut away = store.archived_classes().map_err(CliError::store)?;
    away.retain(|c| c.name == wanted || format!("#{}", c.id.0) == wanted);
    match (away.pop(), away.len()) {
        (Some(class), 0) => Ok(class),
        (None, _) => known_class(store, name),
        (Some(last), _) => {
            let numbers: Vec<String> = away.iter().chain([&last]).map(|c| format!("#{}", c.id.0)).collect();
            Err(CliError::unusable(format!("several classes named {wanted} were put away; write {} instead", numbers.join(" or "))))
        }
    }
}

/// The question of `--question` and `--key`.
pub(super) fn question(text: &str, key: Option<&str>) -> Result<Question, CliError> {
    if text.trim().is_empty() || text.chars().count() > LONGEST_QUESTION {
        return Err(CliError::unusable(format!("--question wants a text of 1 to {LONGEST_QUESTION} letters")));
    }
    let key = Key::parse(key.unwrap_or_default())
        .map_err(|letter| CliError::unusable(format!("--key: “{letter}” is no answer; write letters from A to D, for instance C or AC")))?;
    Ok(Question { text: text.to_owned(), key, ..Question::default() })
}

/// The students who hold a card now.
pub(super) fn holders(store: &Store, class: &Class) -> Result<HashMap<CardNumber, StudentId>, CliError> {
    let students = store.students(class.id).map_err(CliError::store)?;
    Ok(students.into_iter().filter(|s| s.active).map(|s| (s.card, s.id)).collect())
}

/// A day as it is typed behind an option.
pub(super) fn day(text: &str) -> Result<Date, String> {
    Days::day(text).ok_or("there is no such day; write it as 2026-11-25 or 25.11.2026".to_owned())
}

#[expect(clippy::disallowed_methods, reason = "the command line is where the time comes from")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let question = question(&args.question, args.key.as_deref())?;
    let (mut store, class) = open_class(context, &args.class)?;
    let names = if args.anonymous { Names::Anonymous } else { Names::Kept };
    let asking = store.open_asking_of(class.id, &question, names, now()).map_err(CliError::store)?;
    let mut counted = BTreeMap::new();
    let all_in = each_line(|line| {
        // Asked anew for each line: the open window may give a card to somebody else meanwhile.
        let (card, answer, student) = match understand(line, &holders(&store, &class)?) {
            Ok(understood) => understood,
            Err(problem) => return Ok(Err(problem)),
        };
        if args.anonymous {
            counted.insert(card, answer);
            store.set_counts(asking, counts(counted.values())).map_err(CliError::store)?;
        } else {
            store.record_answer(asking, student, answer, AnswerSource::Hand, None, now()).map_err(CliError::store)?;
        }
        Ok(Ok(format!("{card} {answer}")))
    })?;
    store.close_asking(asking, now()).map_err(CliError::store)?;
    if all_in { Ok(()) } else { Err(CliError::SaidAlready) }
}

/// How many chose A, B, C and D.
pub(super) fn counts<'a>(answers: impl Iterator<Item = &'a Answer>) -> [usize; 4] {
    let mut counts = [0; 4];
    answers.for_each(|answer| counts[answer.index()] += 1);
    counts
}

/// Takes lines from standard input, one after the other; what `take` kept is acknowledged at once, what it could not use is
/// named with its line. Whether every line was kept.
pub(super) fn each_line(mut take: impl FnMut(&str) -> Result<Result<String, String>, CliError>) -> Result<bool, CliError> {
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    let mut all_in = true;
    for number in 1.. {
        line.clear();
        let read = (&mut input).take(LONGEST_LINE).read_until(b'\n', &mut line);
        match read {
            Ok(0) => break,
            Ok(_) => {}
            Err(e) => return Err(CliError::failed(format!("line {number} cannot be read: {e}; what was acknowledged is kept"))),
        }
        if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_LINE {
            input.skip_until(b'\n').map_err(|e| CliError::failed(format!("line {number} cannot be read: {e}")))?;
        }
        let text = String::from_utf8_lossy(&line);
        // Some shells put a byte order mark before what they send.
        let text = if number == 1 { text.trim_start_matches('\u{feff}') } else { &text };
        if text.trim().is_empty() {
            continue;
        }
        match take(text)? {
            Ok(kept) => output::print(&format!("ok {kept}\n"))?,
            Err(problem) => {
                eprintln!("line {number}: {problem}");
                all_in = false;
            }
        }
    }
    Ok(all_in)
}

/// The card, answer and student of a line `card answer`, or what is wrong with it.
pub(super) fn understand(line: &str, holders: &HashMap<CardNumber, StudentId>) -> Result<(CardNumber, Answer, StudentId), String> {
    let shown: String = line.trim().chars().take(40).map(|c| if c.is_control() { '?' } else { c }).collect();
    let wanted = || format!("“{shown}” is no answer; write a card number and a letter from A to D, for instance 7 B");
    let mut words = line.split_whitespace();
    let (Some(card), Some(letter), None) = (words.next(), words.next(), words.next()) else { return Err(wanted()) };
    let card = CardNumber(card.parse().map_err(|_| wanted())?);
    let mut letters = letter.chars();
    let answer = match (letters.next().and_then(Answer::from_letter), letters.next()) {
        (Some(answer), None) => answer,
        _ => return Err(wanted()),
    };
    let student = holders.get(&card).ok_or(format!("nobody in this class holds card {card} now; check the number"))?;
    Ok((card, answer, *student))
}
