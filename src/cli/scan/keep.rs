//! `scan --class`: keeps what the pictures show as one asking of a question.

use std::collections::BTreeMap;

use super::Page;
use crate::cards::{Answer, CardNumber};
use crate::classroom::{AnswerSource, Class, Question};
use crate::cli::record::{self, holders, now};
use crate::cli::{CliError, output};
use crate::store::Store;

/// A class, opened to keep an asking.
pub struct Asking {
    store: Store,
    class: Class,
    question: Question,
}

impl Asking {
    /// Opens the class of the teacher's file.
    pub fn prepare(context: &crate::cli::Context, class: &str, question: &str, key: Option<&str>) -> Result<Self, CliError> {
        let question = record::question(question, key)?;
        let (store, class) = record::open_class(context, class)?;
        Ok(Self { store, class, question })
    }

    /// The name of the class's deck.
    pub fn deck(&self) -> &str {
        &self.class.deck
    }

    /// The cards of its active students, in order.
    pub fn cards(&self) -> Result<Vec<CardNumber>, CliError> {
        let mut cards: Vec<CardNumber> = holders(&self.store, &self.class)?.into_keys().collect();
        cards.sort_unstable();
        Ok(cards)
    }

    /// Keeps the answers of all pictures, and says each one once it is on the disk if `say` is set. False where a card
    /// showed different answers and was left out.
    pub fn keep(mut self, pages: &[Page], say: bool) -> Result<bool, CliError> {
        let mut shown: BTreeMap<CardNumber, (Vec<Answer>, f32)> = BTreeMap::new();
        for read in pages.iter().filter_map(|p| p.outcome.as_ref().ok()).flat_map(|s| &s.scan.reads) {
            let (answers, confidence) = shown.entry(read.card).or_default();
            if !answers.contains(&read.answer) {
                answers.push(read.answer);
            }
            *confidence = confidence.max(read.confidence);
        }
        let holders = holders(&self.store, &self.class)?;
        let asking = self.store.open_asking(self.class.id, &self.question, now()).map_err(CliError::store)?;
        let mut all_agree = true;
        for (card, (answers, confidence)) in shown {
            let (&[answer], Some(&student)) = (answers.as_slice(), holders.get(&card)) else {
                let letters: Vec<String> = answers.iter().map(Answer::to_string).collect();
                eprintln!(
                    "card {card} shows {} in different places, so it was not kept; ask that student and use `record`",
                    letters.join(" and ")
                );
                all_agree = false;
                continue;
            };
            self.store.record_answer(asking, student, answer, AnswerSource::Photo, Some(confidence), now()).map_err(CliError::store)?;
            if say {
                output::print(&format!("ok {card} {answer}\n"))?;
            }
        }
        self.store.close_asking(asking, now()).map_err(CliError::store)?;
        Ok(all_agree)
    }
}
