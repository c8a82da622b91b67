//! The time: monotonic milliseconds since the start, and the day for the header of a session.

use std::time::Instant;

use crate::app::Moment;

/// A clock that never goes back. With `CHARTPAPER_FIXED_CLOCK` set it stands still, so that what is sent to the terminal
/// can be compared byte by byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    start: Instant,
    fixed: bool,
}

impl Clock {
    /// A clock that starts now.
    #[must_use]
    pub(super) fn start() -> Self {
        Self { start: Instant::now(), fixed: std::env::var_os("CHARTPAPER_FIXED_CLOCK").is_some() }
    }

    /// Milliseconds since the start.
    #[must_use]
    pub(super) fn now(&self) -> Moment {
        if self.fixed {
            return Moment(0);
        }
        Moment(u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX))
    }
}

/// Today where the user is, as `2026-03-02`.
#[must_use]
pub fn today() -> String {
    jiff::Zoned::now().date().to_string()
}
