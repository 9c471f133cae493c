//! Lessons: a class works through something, and each asking belongs to one.

use jiff::{SignedDuration, Timestamp};

use super::{ClassId, Key, SetId};

/// An unfinished lesson is gone on with for so long; after that a question begins a new one.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// Identifies a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LessonId(pub i64);

/// What a lesson works through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LessonPlan {
    /// Questions as they come up.
    #[default]
    AdHoc,
    /// A set; nothing where it has been deleted since.
    Set(Option<SetId>),
    /// A quiz on paper, taken in number by number: unnamed questions, of which only the keys are known.
    Numbered(Vec<Key>),
}

/// A lesson of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its identity.
    pub id: LessonId,
    /// Whose.
    pub class: ClassId,
    /// What it works through.
    pub plan: LessonPlan,
    /// When it began.
    pub began_at: Timestamp,
    /// When it ended; `None` while it goes on, or when it was cut short.
    pub ended_at: Option<Timestamp>,
}

impl Lesson {
    /// Whether a question asked now belongs to it.
    pub fn goes_on(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now.duration_since(self.began_at).abs() < LONGEST
    }
}
