//! The one place of this part that asks what time it is.

use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "cameras are the rim: frames get the time at which they came")]
pub(super) fn now() -> Instant {
    Instant::now()
}
