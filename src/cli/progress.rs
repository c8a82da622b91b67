//! A line on standard error while a large file is read, for whoever waits: only on a terminal, and gone when the file is read.
//!
//! Nothing is to be tidied when somebody presses Ctrl+C meanwhile: the terminal is as it was and nothing has been written, so that
//! the system ends the program as it ends any other.

use std::io::{self, IsTerminal, Stderr, Write};
use std::time::{Duration, Instant};

use crate::records::Progress;
use crate::text;

/// The line is worth its flicker only if this much reading is ahead.
const AHEAD: Duration = Duration::from_millis(500);

/// How often the line changes.
const PAUSE: Duration = Duration::from_millis(100);

/// How long is waited before the pace is known.
const FIRST: Duration = Duration::from_millis(50);

/// The line.
pub(super) struct Line {
    to: Option<Stderr>,
    began: Instant,
    /// When it was last written, and its length.
    shown: Option<(Instant, usize)>,
}

impl Line {
    /// Begins to measure the pace; nothing is shown.
    pub(super) fn new() -> Self {
        let to = io::stderr();
        Self { to: to.is_terminal().then_some(to), began: Instant::now(), shown: None }
    }

    /// As [`Self::new`], but nothing is ever shown where somebody listens line by line: the line is written over itself.
    pub(super) fn unless(is_plain: bool) -> Self {
        if is_plain { Self { to: None, began: Instant::now(), shown: None } } else { Self::new() }
    }

    /// Shows how far the reading is, if much of it is ahead.
    pub(super) fn tell(&mut self, progress: Progress) {
        let Progress::Reading { bytes, of, rows } = progress else { return self.wipe() };
        if bytes >= of {
            // The next file has a pace of its own.
            self.began = Instant::now();
            return;
        }
        let due = match self.shown {
            Some((last, _)) => last.elapsed() >= PAUSE,
            None => ahead(self.began.elapsed(), bytes, of) >= AHEAD,
        };
        if due {
            self.show(&words(bytes, of, rows));
        }
    }

    /// Standard error may be closed: the answer is elsewhere.
    fn show(&mut self, words: &str) {
        let Some(to) = &mut self.to else { return };
        let before = self.shown.map_or(0, |(_, length)| length);
        let _ = write!(to, "\r{words:before$}");
        let _ = to.flush();
        self.shown = Some((Instant::now(), words.len()));
    }

    fn wipe(&mut self) {
        if self.shown.is_some() {
            self.show("");
            let _ = self.to.as_mut().map(|to| to.write_all(b"\r"));
            self.shown = None;
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.wipe();
    }
}

/// How long the rest will take at the pace so far; nothing while the pace is not known.
fn ahead(elapsed: Duration, bytes: u64, of: u64) -> Duration {
    if elapsed < FIRST || bytes == 0 {
        return Duration::ZERO;
    }
    elapsed.mul_f64(of.saturating_sub(bytes) as f64 / bytes as f64)
}

/// Share of the file and rows.
fn words(bytes: u64, of: u64, rows: usize) -> String {
    let share = u128::from(bytes) * 100 / u128::from(of.max(1));
    format!("reading ... {share} %, {} rows", text::thousands(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_the_share_and_the_rows() {
        assert_eq!(words(0, 0, 0), "reading ... 0 %, 0 rows");
        assert_eq!(words(42_900, 100_000, 999), "reading ... 42 %, 999 rows");
        assert_eq!(words(u64::MAX - 1, u64::MAX, 4_200_000), "reading ... 99 %, 4,200,000 rows");
    }

    #[test]
    fn the_rest_takes_as_long_as_its_share_so_far() {
        let second = Duration::from_secs(1);
        assert_eq!(ahead(second, 25, 100), second * 3);
        assert_eq!(ahead(second, 100, 100), Duration::ZERO);
        assert_eq!(ahead(Duration::from_millis(1), 1, 1_000_000), Duration::ZERO, "nobody knows yet");
    }
}
