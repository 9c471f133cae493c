//! The one place of the window that asks what time it is.

use std::time::Instant;

use jiff::Timestamp;

#[expect(clippy::disallowed_methods, reason = "the window is the rim: answers get the time at which they came")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

#[expect(clippy::disallowed_methods, reason = "the window is the rim: how long a dialog was open says whether there was one")]
pub(super) fn started() -> Instant {
    Instant::now()
}
