//! `quarterturn student`: what is known of students, moves, swapped cards, rules about two of them, absence.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::numbers::{CARDS, whole};
use super::{CliError, Context, output, record};
use crate::cards::{CardNumber, Deck};
use crate::classroom::roster::{LONGEST_NAME, tidy_name};
use crate::classroom::{BoardName, Class, PairRule, Student, Support};
use crate::store::Store;

/// What to do with students.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Say what is known of a student; what is left out stays as it is
    Set {
        #[command(flatten)]
        who: Who,
        /// Another name; what was answered stays under the old one
        #[arg(long, value_name = "NAME")]
        new_name: Option<String>,
        /// The name on the board: first, initial or number
        #[arg(long, value_name = "FORM", value_parser = ["first", "initial", "number"])]
        board_name: Option<String>,
        /// The language spoken at home
        #[arg(long, value_name = "WORDS")]
        language: Option<String>,
        /// How well the language of the lesson is known, for instance B1
        #[arg(long, value_name = "WORDS")]
        level: Option<String>,
        /// What helps: read-aloud, large-print, sentence-stems or your own words; may be given several times
        #[arg(long, value_name = "WORDS")]
        support: Option<Vec<String>>,
        /// Your own words to find students by; may be given several times
        #[arg(long, value_name = "WORDS")]
        tag: Option<Vec<String>>,
        /// Notes for you alone
        #[arg(long, value_name = "TEXT")]
        notes: Option<String>,
    },
    /// Move a student to another class; all answers come along
    Move {
        #[command(flatten)]
        who: Who,
        /// The class to move to
        #[arg(long, value_name = "NAME")]
        to: String,
        /// The card there; left out: the lowest that is free
        #[arg(long, value_name = "N", value_parser = whole(CARDS))]
        new_card: Option<u16>,
    },
    /// Note that a student has left a class, or is back; all answers stay
    Leave {
        #[command(flatten)]
        who: Who,
        /// Back again, with the same card
        #[arg(long)]
        back: bool,
    },
    /// Two students take each other's card; all answers stay with who gave them
    Swap {
        /// The class's name
        #[arg(long, value_name = "NAME")]
        class: String,
        /// One card
        #[arg(value_parser = whole(CARDS))]
        one: u16,
        /// The other card
        #[arg(value_parser = whole(CARDS))]
        other: u16,
    },
    /// Keep two students apart or together in groups
    Pair {
        /// The class's name
        #[arg(long, value_name = "NAME")]
        class: String,
        /// One card
        #[arg(value_parser = whole(CARDS))]
        one: u16,
        /// The other card
        #[arg(value_parser = whole(CARDS))]
        other: u16,
        /// apart, together, or free of any rule
        #[arg(value_parser = ["apart", "together", "free"])]
        rule: String,
    },
    /// Note that a student is absent; the student stays in the class
    Absent {
        #[command(flatten)]
        who: Who,
        /// The day, for instance 2026-11-25; left out: today
        #[arg(long, value_name = "DAY", value_parser = record::day)]
        day: Option<Date>,
        /// There after all
        #[arg(long)]
        there: bool,
    },
}

/// Which student is meant.
#[derive(Debug, clap::Args)]
pub struct Who {
    /// The class, which may have been left
    #[arg(long, value_name = "NAME")]
    class: String,
    /// The student's name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The card, where several students have the name
    #[arg(long, value_name = "N", value_parser = whole(CARDS))]
    card: Option<u16>,
}

impl Who {
    /// The class and the one student that is meant.
    pub fn find(&self, store: &Store) -> Result<(Class, Student), CliError> {
        let class = record::any_class(store, &self.class)?;
        let name = tidy_name(&self.name);
        let mut found = store.students(class.id).map_err(CliError::store)?;
        found.retain(|s| s.name == name && self.card.is_none_or(|n| s.card == CardNumber(n)));
        match found.len() {
            0 => Err(CliError::unusable(format!("there is no student of this name and card in class {}: {name}", class.name))),
            1 => Ok((class, found.remove(0))),
            n => Err(CliError::unusable(format!("{n} students of class {} are called {name}; say which with --card", class.name))),
        }
    }
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    match command {
        Command::Set { who, new_name, board_name, language, level, support, tag, notes } => {
            let mut store = context.store()?;
            let (_, mut student) = who.find(&store)?;
            if let Some(new) = new_name {
                student.name = tidy_name(new);
                if student.name.is_empty() || student.name.chars().count() > LONGEST_NAME {
                    return Err(CliError::unusable(format!("a student needs a name of 1 to {LONGEST_NAME} letters")));
                }
                store.rename_student(student.id, &student.name).map_err(CliError::store)?;
            }
            let mut profile = student.profile;
            if let Some(form) = board_name.as_deref().and_then(BoardName::from_word) {
                profile.board_name = form;
            }
            let texts = [(language, &mut profile.language), (level, &mut profile.level), (notes, &mut profile.notes)];
            for (new, old) in texts.into_iter().filter_map(|(new, old)| Some((new.as_ref()?, old))) {
                new.trim().clone_into(old);
            }
            let words = |all: &[String]| all.iter().map(|w| tidy_name(w)).filter(|w| !w.is_empty()).collect::<Vec<_>>();
            if let Some(all) = support {
                profile.supports = words(all).iter().map(|w| Support::from_word(w)).collect();
            }
            if let Some(all) = tag {
                profile.tags = words(all).into_iter().collect();
            }
            store.set_profile(student.id, &profile).map_err(CliError::store)?;
            output::print(&format!("Kept for {}\n", student.name))
        }
        Command::Move { who, to, new_card } => {
            let mut store = context.store()?;
            let (from, student) = who.find(&store)?;
            let to = record::known_class(&store, to)?;
            let card = match new_card {
                Some(card) => CardNumber(*card),
                None => {
                    // The card that is printed for the student stays the student's.
                    let there = store.students(to.id).map_err(CliError::store)?.into_iter().find(|s| s.id == student.id && s.active);
                    if let Some(there) = there {
                        let what = "is in that class already, with card";
                        return Err(CliError::unusable(format!("{} {what} {}; --new-card gives another one", there.name, there.card)));
                    }
                    free_card(&store, &to)?
                }
            };
            store.move_student(student.id, from.id, to.id, card).map_err(CliError::store)?;
            output::print(&format!("{} is in class {} now, with card {card}\n", student.name, to.name))
        }
        Command::Leave { who, back } => {
            let mut store = context.store()?;
            let (class, student) = who.find(&store)?;
            store.set_active(class.id, student.id, *back).map_err(CliError::store)?;
            output::print(&format!("{} {} class {}\n", student.name, if *back { "is back in" } else { "has left" }, class.name))
        }
        Command::Swap { class, one, other } => {
            let (mut store, class, [one, other]) = two(context, class, [*one, *other])?;
            store.swap_cards(class.id, one.id, other.id).map_err(CliError::store)?;
            output::print(&format!("{} has card {} now, and {} card {}\n", one.name, other.card, other.name, one.card))
        }
        Command::Pair { class, one, other, rule } => {
            let (mut store, _, [one, other]) = two(context, class, [*one, *other])?;
            store.set_pair(one.id, other.id, PairRule::from_word(rule)).map_err(CliError::store)?;
            output::print(&format!("{} and {}: {rule}\n", one.name, other.name))
        }
        Command::Absent { who, day, there } => {
            let mut store = context.store()?;
            let (_, student) = who.find(&store)?;
            let day = day.unwrap_or_else(today);
            store.set_absent(student.id, day, !there).map_err(CliError::store)?;
            output::print(&format!("{} is {} on {day}\n", student.name, if *there { "there" } else { "absent" }))
        }
    }
}

fn today() -> Date {
    TimeZone::system().to_datetime(record::now()).date()
}

/// The lowest card of a class's deck that nobody holds.
fn free_card(store: &Store, class: &Class) -> Result<CardNumber, CliError> {
    let deck = Deck::named(&class.deck).map_err(CliError::unusable)?;
    let students = store.students(class.id).map_err(CliError::store)?;
    let free = deck.usable().find(|card| !students.iter().any(|s| s.active && s.card == *card));
    free.ok_or_else(|| CliError::unusable(format!("all cards of class {} are given out", class.name)))
}

/// The students of a class who hold two cards.
fn two(context: &Context, class: &str, cards: [u16; 2]) -> Result<(Store, Class, [Student; 2]), CliError> {
    let (store, class) = record::open_class(context, class)?;
    let students = store.students(class.id).map_err(CliError::store)?;
    let holder = |card| {
        let found = students.iter().find(|s| s.active && s.card == CardNumber(card)).cloned();
        found.ok_or_else(|| CliError::unusable(format!("nobody in class {} holds card {card}; check the number", class.name)))
    };
    let pair = [holder(cards[0])?, holder(cards[1])?];
    Ok((store, class, pair))
}
