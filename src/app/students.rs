//! What a teacher can change about a student, and what takes it back.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::clock;
use super::desk::Order;
use super::widgets::ToastKind;
use super::window::Window;
use crate::cards::CardNumber;
use crate::classroom::{BoardName, ClassId, PairRule, Profile, StudentId, Support};
use crate::store::Erased;

/// A change to a student.
#[derive(Clone, Debug, PartialEq)]
pub enum StudentChange {
    /// This is known from now on; the rest stays.
    Known(StudentId, Known),
    /// This holds for the two in groups; nothing takes a rule away.
    Pair(StudentId, StudentId, Option<PairRule>),
    /// Absent on a day, or there after all.
    Absent(StudentId, Date, bool),
    /// Takes all answers along into another class, with the card or the lowest that is free there.
    Move {
        /// Who.
        student: StudentId,
        /// Out of this class.
        from: ClassId,
        /// Into this one.
        to: ClassId,
        /// The card there.
        card: Option<CardNumber>,
    },
    /// The two take each other's card.
    Swap(StudentId, StudentId),
    /// Gone for good, from the backups too. Nothing takes this back.
    Erase(StudentId),
}

/// One thing known of a student. One by one, so that two changes shortly after each other both stay.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// How the student stands on the board.
    BoardName(BoardName),
    /// The home language.
    Language(String),
    /// The language level.
    Level(String),
    /// Whether this helps.
    Support(Support, bool),
    /// What helps in the teacher's own words, all of it.
    OwnSupports(BTreeSet<Support>),
    /// All tags.
    Tags(BTreeSet<String>),
    /// The notes.
    Notes(String),
}

impl Known {
    /// Puts it into a profile.
    pub fn put(&self, profile: &mut Profile) {
        match self {
            Self::BoardName(form) => profile.board_name = *form,
            Self::Language(text) => profile.language.clone_from(text),
            Self::Level(text) => profile.level.clone_from(text),
            Self::Support(support, true) => {
                profile.supports.insert(support.clone());
            }
            Self::Support(support, false) => {
                profile.supports.remove(support);
            }
            Self::OwnSupports(all) => {
                profile.supports.retain(|s| !matches!(s, Support::Other(_)));
                profile.supports.extend(all.iter().cloned());
            }
            Self::Tags(all) => profile.tags.clone_from(all),
            Self::Notes(text) => profile.notes.clone_from(text),
        }
    }

    /// What takes it back.
    fn before(&self, profile: &Profile) -> Self {
        match self {
            Self::BoardName(_) => Self::BoardName(profile.board_name),
            Self::Language(_) => Self::Language(profile.language.clone()),
            Self::Level(_) => Self::Level(profile.level.clone()),
            Self::Support(support, _) => Self::Support(support.clone(), profile.supports.contains(support)),
            Self::OwnSupports(_) => {
                Self::OwnSupports(profile.supports.iter().filter(|s| matches!(s, Support::Other(_))).cloned().collect())
            }
            Self::Tags(_) => Self::Tags(profile.tags.clone()),
            Self::Notes(_) => Self::Notes(profile.notes.clone()),
        }
    }
}

impl Window {
    /// Carries out a change to a student of the class that is shown, and remembers what takes it back.
    pub(super) fn change_student(&mut self, change: StudentChange) {
        let Some(class) = self.state.class else { return };
        let back = match &change {
            StudentChange::Known(student, known) => {
                self.state.student(*student).map(|s| StudentChange::Known(*student, known.before(&s.profile)))
            }
            StudentChange::Pair(one, other, _) => Some(StudentChange::Pair(*one, *other, self.state.rule_about(*one, *other))),
            StudentChange::Absent(student, day, absent) => Some(StudentChange::Absent(*student, *day, !absent)),
            StudentChange::Move { student, from, to, .. } => {
                let card = self.state.student(*student).map(|s| s.card);
                Some(StudentChange::Move { student: *student, from: *to, to: *from, card })
            }
            StudentChange::Swap(one, other) => Some(StudentChange::Swap(*one, *other)),
            StudentChange::Erase(_) => {
                self.state.dialog = None;
                self.state.forms.profile = None;
                // What is left of the student must not come back.
                self.state.undo.clear();
                None
            }
        };
        match back {
            Some(back) => self.change(Order::Student(class, change), Order::Student(class, back)),
            None => self.desk.order(Order::Student(class, change)),
        }
    }

    /// Notes that a student is absent today, or there after all: for this lesson and in the file.
    pub(super) fn set_absent(&mut self, student: StudentId, absent: bool) {
        if let Some(lesson) = &mut self.state.lesson {
            if absent {
                lesson.absent.insert(student)
            } else {
                lesson.absent.remove(&student)
            };
        }
        self.change_student(StudentChange::Absent(student, clock::today(), absent));
    }

    /// A student is in another class now.
    pub(super) fn said_moved(&mut self, student: StudentId, to: ClassId, card: CardNumber) {
        let name = self.state.student(student).map_or_else(|| "The student".to_owned(), |s| s.name.clone());
        let class = self.state.classes.iter().flatten().find(|c| c.id == to).map_or_else(String::new, |c| c.name.clone());
        self.state.forms.profile = None;
        let next = format!("With card {card}. All answers came along.");
        let undo = Some(("Undo".to_owned(), super::command::Command::Undo));
        self.toast(ToastKind::Good, format!("{name} is in class {class} now"), next, undo);
    }

    /// A student is being erased, which takes a while where there are many answers and copies.
    pub(super) fn said_erasing(&mut self, student: StudentId, number: usize, count: usize) {
        let name = self.state.student(student).map_or_else(|| "The student".to_owned(), |s| s.name.clone());
        self.toast(ToastKind::Good, format!("Erasing {name}"), format!("File {number} of {count}"), None);
    }

    /// A student is erased.
    pub(super) fn said_erased(&mut self, student: StudentId, erased: &Erased) {
        let name = self.state.student(student).map_or_else(|| "The student".to_owned(), |s| s.name.clone());
        self.state.toasts.retain(|t| t.what != format!("Erasing {name}"));
        match erased.left.first() {
            None => {
                let copies = match erased.rewritten.len() {
                    0 => String::new(),
                    1 => "From 1 backup too.".to_owned(),
                    n => format!("From {n} backups too."),
                };
                self.toast(ToastKind::Good, format!("{name} is erased"), copies, None);
            }
            Some((path, why)) => {
                let next = format!("This copy may still hold traces, delete it yourself: {} ({why})", path.display());
                self.toast(ToastKind::Warn, format!("{name} is erased, but not from every copy"), next, None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_into_a_profile_is_taken_back_by_what_was_before() {
        let own = |words: &[&str]| words.iter().map(|w| Support::Other((*w).to_owned())).collect::<BTreeSet<_>>();
        let mut profile = Profile { language: "Polski".to_owned(), notes: "tall".to_owned(), ..Profile::default() };
        profile.supports = own(&["sits in front"]);
        profile.supports.insert(Support::LargePrint);
        for known in [
            Known::BoardName(BoardName::Number),
            Known::Language(String::new()),
            Known::Level("B1".to_owned()),
            Known::Support(Support::ReadAloud, true),
            Known::Support(Support::LargePrint, false),
            Known::OwnSupports(own(&["word list", "more time"])),
            Known::Tags(["choir".to_owned()].into()),
            Known::Notes("small".to_owned()),
        ] {
            let mut changed = profile.clone();
            known.put(&mut changed);
            assert_ne!(changed, profile, "{known:?}");
            known.before(&profile).put(&mut changed);
            assert_eq!(changed, profile, "{known:?}");
        }
    }
}
