//! A run of days, where the class is.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Error, Timestamp};

/// From the first moment of a day to the last of another; without either, all there is on that side.
///
/// ```
/// # use quarterturn::classroom::Days;
/// # use jiff::tz::TimeZone;
/// let days = Days { from: Days::day("2026-09-01"), to: Days::day("1.9.2026") };
/// let (from, before) = days.moments(&TimeZone::UTC).unwrap();
/// assert_eq!((from.to_string(), before.to_string()), ("2026-09-01T00:00:00Z".into(), "2026-09-02T00:00:00Z".into()));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: Option<Date>,
    /// The last.
    pub to: Option<Date>,
}

impl Days {
    /// A day as it is typed: `2026-09-01` or `1.9.2026`.
    pub fn day(text: &str) -> Option<Date> {
        let text = text.trim();
        if let Ok(day) = text.parse() {
            return Some(day);
        }
        let parts: Vec<i16> = text.split('.').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
        let [day, month, year] = parts.as_slice() else { return None };
        Date::new(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok().filter(|d| d.year() >= 1000)
    }

    /// The first moment of these days, and the first after them.
    pub fn moments(self, zone: &TimeZone) -> Result<(Timestamp, Timestamp), Error> {
        let starts = |day: Date| day.to_zoned_datetime(zone.clone()).map(|z| z.timestamp());
        let from = self.from.map(starts).transpose()?.unwrap_or(Timestamp::MIN);
        let before = self.to.map(|day| day.tomorrow().and_then(starts)).transpose()?.unwrap_or(Timestamp::MAX);
        Ok((from, before))
    }

    /// Whether the last day is before the first.
    pub fn is_backwards(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_understood_or_it_is_not() {
        for (text, wanted) in [
            (" 2026-09-01 ", Some((2026, 9, 1))),
            ("1.9.2026", Some((2026, 9, 1))),
            ("01. 09. 2026", Some((2026, 9, 1))),
            ("31.6.2026", None),
            ("1.9.26", None),
            ("9/1/2026", None),
            ("", None),
            ("today", None),
        ] {
            assert_eq!(Days::day(text).map(|d| (d.year(), d.month(), d.day())), wanted, "{text}");
        }
    }

    #[test]
    fn days_have_an_end_only_where_one_is_said() {
        let days = |from: &str, to: &str| Days { from: Days::day(from), to: Days::day(to) };
        assert_eq!(Days::default().moments(&TimeZone::UTC).expect("moments"), (Timestamp::MIN, Timestamp::MAX));
        assert!(days("2026-09-02", "2026-09-01").is_backwards() && !days("2026-09-01", "2026-09-01").is_backwards());
        // The clock goes back: a day of 25 hours.
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let (from, before) = days("2026-10-25", "2026-10-25").moments(&zone).expect("moments");
        assert_eq!(before.duration_since(from).as_hours(), 25);
    }
}
