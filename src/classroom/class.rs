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

/// How long a lesson is of which nobody says it, in minutes.
const USUAL_MINUTES: u16 = 45;

impl std::fmt::Display for Hour {
    /// `Mon 08:00 45`, as [`Hour::parse`] takes it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = DAYS[usize::from(self.weekday.to_monday_zero_offset().unsigned_abs())];
        write!(f, "{} {:02}:{:02} {}", &day[..3], self.starts.hour(), self.starts.minute(), self.minutes)
    }
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Hour {
    /// The lesson of a text such as `Mon 08:00 45`: day, beginning, and perhaps how many minutes.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (day, starts, minutes) = (words.next()?.to_lowercase(), words.next()?, words.next());
        let day = (1..).zip(DAYS).find(|(_, name)| day.chars().count() >= 2 && name.to_lowercase().starts_with(&day))?.0;
        let (hours, rest) = starts.split_once(':')?;
        Some(Self {
            weekday: Weekday::from_monday_one_offset(day).ok()?,
            starts: Time::new(hours.parse().ok()?, rest.parse().ok()?, 0, 0).ok()?,
            minutes: minutes.map_or(Some(USUAL_MINUTES), |m| m.parse().ok().filter(|m| (1..=1440).contains(m)))?,
        })
        .filter(|_| words.next().is_none())
    }

    /// Minutes from midnight to its beginning.
    pub fn starts_minute(&self) -> u16 {
        minute(self.starts)
    }
}

/// Minutes since midnight.
fn minute(time: Time) -> u16 {
    u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, day: i8, starts: (i8, i8), minutes: u16) {
        let hour = Hour::parse(text).expect(text);
        let found = (hour.weekday.to_monday_one_offset(), (hour.starts.hour(), hour.starts.minute()), hour.minutes);
        assert_eq!(found, (day, starts, minutes), "{text}");
        assert_eq!(Hour::parse(&hour.to_string()), Some(hour), "{hour}");
    }

    #[test]
    fn lessons_of_a_week_are_understood_as_they_are_written() {
        check("Mon 08:00 45", 1, (8, 0), 45);
        check("sunday 7:5", 7, (7, 5), 45);
        check(" TH  13:30  90 ", 4, (13, 30), 90);
        for text in ["", "Mon", "Mon 8", "T 8:00", "Mon 25:00", "Mon 8:00 0", "Mon 8:00 2000", "Mon 8:00 45 more", "8:00 Mon"] {
            assert_eq!(Hour::parse(text), None, "{text}");
        }
    }
}
