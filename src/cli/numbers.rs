//! Numbers among the arguments.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The cards that a deck can have at most.
pub const CARDS: RangeInclusive<u16> = 1..=u16::MAX;

/// What understands a whole number of this range, or says what to write.
pub fn whole<T>(range: RangeInclusive<T>) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: FromStr + PartialOrd + Display + Clone,
{
    move |text| {
        let number = text.trim().parse().ok().filter(|n| range.contains(n));
        number.ok_or_else(|| format!("write a whole number from {} to {}", range.start(), range.end()))
    }
}
