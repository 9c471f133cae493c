//! The one place of the window that asks what time it is.

use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

#[expect(clippy::disallowed_methods, reason = "the window is the rim: answers get the time at which they came")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// A moment as the clock on the wall shows it.
pub(super) fn here(at: Timestamp) -> DateTime {
    TimeZone::system().to_datetime(at)
}

/// The day here.
pub(super) fn today() -> Date {
    here(now()).date()
}

#[expect(clippy::disallowed_methods, reason = "the window is the rim: how long a dialog was open says whether there was one")]
pub(super) fn started() -> Instant {
    Instant::now()
}
