//! `scan --class`: keeps what the pictures show as one asking of a question.

use std::collections::BTreeMap;

use super::Page;
use crate::cards::{Answer, CardNumber};
use crate::classroom::{AnswerSource, Class, Question};
use crate::cli::record::{self, holders, now};
use crate::cli::{CliError, output};
use crate::store::{Names, Store};

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
    pub fn keep(mut self, pages: &[Page], anonymous: bool, say: bool) -> Result<bool, CliError> {
        // Where no picture could be read at all, nobody was asked.
        if pages.iter().all(|p| p.outcome.is_err()) {
            return Ok(false);
        }
        let mut shown: BTreeMap<CardNumber, (Vec<Answer>, f32)> = BTreeMap::new();
        for read in pages.iter().filter_map(|p| p.outcome.as_ref().ok()).flat_map(|s| &s.scan.reads) {
            let (answers, confidence) = shown.entry(read.card).or_default();
            if !answers.contains(&read.answer) {
                answers.push(read.answer);
            }
            *confidence = confidence.max(read.confidence);
        }
        let holders = holders(&self.store, &self.class)?;
        let names = if anonymous { Names::Anonymous } else { Names::Kept };
        let asking = self.store.open_asking_of(self.class.id, &self.question, names, now()).map_err(CliError::store)?;
        let mut counted = Vec::new();
        let mut all_agree = true;
        for (card, (answers, confidence)) in shown {
            let (&[answer], Some(&student)) = (answers.as_slice(), holders.get(&card)) else {
                let mut letters: Vec<String> = answers.iter().map(Answer::to_string).collect();
                letters.sort_unstable();
                eprintln!(
                    "card {card} shows {} in different places, so it was not kept; ask that student and use `record`",
                    letters.join(" and ")
                );
                all_agree = false;
                continue;
            };
            if anonymous {
                counted.push(answer);
                self.store.set_counts(asking, record::counts(counted.iter())).map_err(CliError::store)?;
            } else {
                let source = AnswerSource::Photo;
                self.store.record_answer(asking, student, answer, source, Some(confidence), now()).map_err(CliError::store)?;
            }
            if say {
                output::print(&format!("ok {card} {answer}\n"))?;
            }
        }
        self.store.close_asking(asking, now()).map_err(CliError::store)?;
        Ok(all_agree)
    }
}
