//! Which backups the rule no longer keeps.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// So many of the newest are kept.
const NEWEST: usize = 10;
/// And the last of each of so many weeks.
const WEEKS: usize = 26;

/// Of the times of all backups, those whose backups can go: all but the newest, and the last of each week.
pub fn superseded(times: &[Timestamp]) -> Vec<Timestamp> {
    let newest_first: BTreeSet<std::cmp::Reverse<Timestamp>> = times.iter().copied().map(std::cmp::Reverse).collect();
    let mut weeks = BTreeSet::new();
    let mut gone = Vec::new();
    for (i, std::cmp::Reverse(at)) in newest_first.into_iter().enumerate() {
        let week = TimeZone::UTC.to_datetime(at).date().iso_week_date();
        let is_last_of_week = weeks.len() < WEEKS && weeks.insert((week.year(), week.week()));
        if i >= NEWEST && !is_last_of_week {
            gone.push(at);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    /// Backups twice a day for a year, cleared away after each; how many days old those are that are left.
    #[test]
    fn the_newest_and_one_a_week_stay() {
        // A Monday.
        let start: Timestamp = "2026-01-05T12:00:00Z".parse().expect("a time");
        let mut kept: Vec<Timestamp> = Vec::new();
        let mut now = start;
        for half_day in 0..2 * 7 * 52 {
            now = start + SignedDuration::from_hours(12 * half_day);
            kept.push(now);
            let gone = superseded(&kept);
            kept.retain(|t| !gone.contains(t));
        }
        let days: Vec<i64> = kept.iter().rev().map(|t| now.duration_since(*t).as_hours() / 24).collect();
        assert_eq!(days[..10], [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
        // The year ends in the night to a Monday, so the newest ten are of two weeks; those before end every seven days.
        let weeks: Vec<i64> = days[10..].iter().map(|d| d / 7).collect();
        assert_eq!(days.len(), 10 + WEEKS - 2, "{days:?}");
        assert!(weeks.is_sorted() && weeks.windows(2).all(|w| w[1] == w[0] + 1), "{days:?}");
    }

    #[test]
    fn few_backups_all_stay() {
        let times: Vec<Timestamp> = (0..10).map(|s| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(s)).collect();
        assert_eq!(superseded(&times), []);
        assert_eq!(superseded(&[]), []);
    }
}
