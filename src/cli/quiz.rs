//! `quarterturn quiz`: a quiz on paper that is solved already, taken in number by number.

use super::record::{self, each_line, holders, now, understand};
use super::{CliError, Context};
use crate::classroom::{AnswerSource, Key, LessonPlan, MOST_NUMBERED, Question};

/// Arguments of `quiz`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The class's name
    #[arg(long, value_name = "NAME")]
    class: String,
    /// What is right, number by number: C,A,BD,- (a hyphen where nothing is right or wrong)
    #[arg(long, value_name = "KEYS")]
    keys: String,
}

/// Runs the command: lines `number card answer` from standard input.
pub fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let keys = keys(&args.keys)?;
    let (mut store, class) = record::open_class(context, &args.class)?;
    let lesson = store.begin_lesson(class.id, &LessonPlan::Numbered(keys.clone()), now()).map_err(CliError::store)?;
    let ask = |key: &Key| store.open_asking(class.id, &Question { key: *key, ..Question::default() }, now()).map_err(CliError::store);
    let askings = keys.iter().map(ask).collect::<Result<Vec<_>, _>>()?;
    let all_in = each_line(|line| {
        let (number, rest) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
        let asking = number.parse::<usize>().ok().and_then(|n| askings.get(n.checked_sub(1)?));
        let Some(&asking) = asking else {
            return Ok(Err(format!(
                "no question has this number; write one from 1 to {}, a card and a letter, for instance 1 7 B",
                askings.len()
            )));
        };
        let (card, answer, student) = match understand(rest, &holders(&store, &class)?) {
            Ok(understood) => understood,
            Err(problem) => return Ok(Err(problem)),
        };
        store.record_answer(asking, student, answer, AnswerSource::Hand, None, now()).map_err(CliError::store)?;
        Ok(Ok(format!("{number} {card} {answer}")))
    })?;
    for asking in askings {
        store.close_asking(asking, now()).map_err(CliError::store)?;
    }
    store.end_lesson(lesson, now()).map_err(CliError::store)?;
    if all_in { Ok(()) } else { Err(CliError::SaidAlready) }
}

fn keys(text: &str) -> Result<Vec<Key>, CliError> {
    let keys = Key::list(text).map_err(|part| {
        CliError::unusable(format!("--keys: “{part}” is no key; write letters from A to D between commas, for instance C,A,BD,-"))
    })?;
    if keys.len() > MOST_NUMBERED {
        return Err(CliError::unusable(format!("--keys: a quiz has at most {MOST_NUMBERED} questions")));
    }
    Ok(keys)
}
