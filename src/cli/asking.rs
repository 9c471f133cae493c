//! `quarterturn tally` and `correct`: what came of the last asking, and putting one answer of it right.

use super::numbers::{CARDS, whole};
use super::record::{any_class, now};
use super::{CliError, Context, output};
use crate::cards::{Answer, CardNumber};
use crate::classroom::{AskingRecord, Class, Student, Tally, markup};
use crate::store::Store;

/// Which asking is meant.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// The class
    #[arg(long, value_name = "NAME")]
    class: String,
    /// What was asked; left out: whatever was asked last
    #[arg(long, value_name = "TEXT")]
    question: Option<String>,
}

/// Arguments of `correct`.
#[derive(Debug, clap::Args)]
pub struct CorrectArgs {
    #[command(flatten)]
    which: Which,
    /// The card of the student
    #[arg(value_parser = whole(CARDS))]
    card: u16,
    /// What the student meant: A to D, or - for no answer at all
    answer: String,
}

impl Which {
    /// The last asking of this question in this class, and the class's students.
    fn find(&self, store: &Store) -> Result<(Class, Vec<Student>, AskingRecord), CliError> {
        let class = any_class(store, &self.class)?;
        let asking = store.last_asking(class.id, self.question.as_deref()).map_err(CliError::store)?;
        let asking = asking.ok_or_else(|| {
            CliError::unusable(match &self.question {
                Some(text) => format!("class {} was never asked “{text}”; check the words", class.name),
                None => format!("class {} was asked nothing yet; `record` and the window ask", class.name),
            })
        })?;
        let students = store.students(class.id).map_err(CliError::store)?;
        Ok((class, students, asking))
    }
}

/// Prints how many chose what.
pub fn tally(which: &Which, context: &Context) -> Result<(), CliError> {
    let (_, students, asking) = which.find(&context.store_to_read()?)?;
    let tally = Tally::of(&students, &asking);
    let mut text = format!("{}\n", output::plain(&markup::plain(&asking.title())));
    for (answer, count) in Answer::ALL.into_iter().zip(tally.counts) {
        let right = if asking.question.key.contains(answer) { '*' } else { ' ' };
        text += &format!("  {right} {answer} {count:>4}\n");
    }
    text += &format!("{} of {} have answered", tally.answered, tally.expected);
    text += &tally.right.map_or_else(String::new, |right| format!(", {right} of them rightly"));
    output::print(&(text + "\n"))
}

/// Puts a student's answer right; the trail keeps what was there before.
pub fn correct(args: &CorrectArgs, context: &Context) -> Result<(), CliError> {
    let mut letters = args.answer.trim().chars();
    let answer = match (letters.next(), letters.next()) {
        (Some('-'), None) => None,
        (Some(letter), None) if Answer::from_letter(letter).is_some() => Answer::from_letter(letter),
        _ => return Err(CliError::unusable(format!("“{}” is no answer; write a letter from A to D, or - for none", args.answer))),
    };
    let mut store = context.store()?;
    let (class, students, asking) = args.which.find(&store)?;
    let holder = students.iter().find(|s| s.active && s.card == CardNumber(args.card));
    let student =
        holder.ok_or_else(|| CliError::unusable(format!("nobody in class {} holds card {}; check the number", class.name, args.card)))?;
    store.correct_answer(asking.id, student.id, answer, now()).map_err(CliError::store)?;
    let answer = answer.map_or_else(|| "-".to_owned(), |a| a.to_string());
    output::print(&format!("ok {} {answer}\n", args.card))
}
