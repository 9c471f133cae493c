//! Classes: when they meet, which sets wait for them.

use jiff::civil::{Time, Weekday};
use serde::{Deserialize, Serialize};

use super::SetId;

/// Identifies a class for good, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClassId(pub i64);

/// A class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its identity.
    pub id: ClassId,
    /// Its name, unique among the classes that are not archived.
    pub name: String,
    /// What it is taught; may be empty.
    pub subject: String,
    /// The term or school year, as the teacher calls it; may be empty.
    pub term: String,
    /// The name of the deck that its cards are of.
    pub deck: String,
    /// When it meets in a week, in order.
    pub timetable: Vec<Hour>,
    /// The sets that wait to be asked, the next first.
    pub queue: Vec<SetId>,
    /// Whether it was put away: kept with all its answers, but no longer offered.
    pub archived: bool,
}

impl Class {
    /// A class of which no more is known.
    pub fn new(id: ClassId, name: &str, deck: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            subject: String::new(),
            term: String::new(),
            deck: deck.to_owned(),
            timetable: Vec::new(),
            queue: Vec::new(),
            archived: false,
        }
    }

    /// Whether it meets at this moment.
    ///
    /// ```
    /// # use jiff::civil::{Weekday, time};
    /// # use quarterturn::classroom::{Class, ClassId, Hour};
    /// let mut class = Class::new(ClassId(1), "5b", "quarter");
    /// class.timetable.push(Hour { weekday: Weekday::Tuesday, starts: time(8, 0, 0, 0), minutes: 45 });
    /// assert!(class.meets(Weekday::Tuesday, time(8, 44, 0, 0)));
    /// assert!(!class.meets(Weekday::Tuesday, time(8, 45, 0, 0)));
    /// ```
    pub fn meets(&self, weekday: Weekday, time: Time) -> bool {
        self.timetable.iter().any(|h| h.weekday == weekday && (h.starts_minute()..h.starts_minute() + h.minutes).contains(&minute(time)))
    }
}

/// One lesson of a weekly timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hour {
    /// The day.
    pub weekday: Weekday,
    /// When it begins, to the minute.
    pub starts: Time,
    /// How long it is.
    pub minutes: u16,
}

impl Hour {
    /// Minutes from midnight to its beginning.
    pub fn starts_minute(&self) -> u16 {
        minute(self.starts)
    }
}

/// Minutes since midnight.
fn minute(time: Time) -> u16 {
    u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
}
