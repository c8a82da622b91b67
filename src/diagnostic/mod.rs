//! What is wrong in a file, where, and what to try: as a value and as text.
//!
//! Owns [`Finding`], [`Report`] and their text form. Depends only on `text`. A finding never carries a cell of a data
//! file: data files are located by row and column number ([`Place::Cell`]), only files that a coach wrote are quoted.

mod nearest;
mod record;
mod render;
mod source;

pub use nearest::nearest;
pub use record::Record;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file works; something would be better otherwise.
    Advice,
}

impl Severity {
    /// The word for it, in text and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Advice => "advice",
        }
    }
}

/// Where in a file a finding points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File,
    /// Bytes of a quoted text file.
    Bytes(Range<usize>),
    /// A record (1 is the first line of the file) and a column (1 is the first) of a data file.
    Cell {
        /// Record number in the file, header rows counted; `None` for a whole column.
        row: Option<usize>,
        /// Column number; `None` for a whole row.
        column: Option<usize>,
    },
}

/// One thing that is wrong, or could be better, in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Error or advice.
    pub severity: Severity,
    /// A stable short name, such as `unknown-key`.
    pub code: &'static str,
    /// Where it stands.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to try next.
    pub hint: Option<String>,
}

impl Finding {
    /// An error at `place`.
    #[must_use]
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, place, message: message.into(), hint: None }
    }

    /// An advice at `place`.
    #[must_use]
    pub fn advice(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, ..Self::error(code, place, message) }
    }

    /// Adds what to try next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Columns and rows of the screen for which texts are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The smallest that a projector usually gives.
impl Default for Screen {
    fn default() -> Self {
        Self { width: 80, height: 24 }
    }
}

/// Collects findings while a file is decoded; shared by reference so that decoders of parts can all add to it.
///
/// It also remembers which bytes could not be read at all, so that one mistake in the syntax does not bring a second finding
/// about a key that is missing only because its line is broken.
#[derive(Debug, Default)]
pub struct Findings {
    found: RefCell<Vec<Finding>>,
    /// Start to end of stretches that do not touch each other.
    unread: RefCell<BTreeMap<usize, usize>>,
    screen: Screen,
}

impl Findings {
    /// None yet; texts will be judged for this screen.
    #[must_use]
    pub fn on(screen: Screen) -> Self {
        Self { screen, ..Self::default() }
    }

    /// The screen for which texts are judged.
    #[must_use]
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// Adds one.
    pub fn add(&self, finding: Finding) {
        self.found.borrow_mut().push(finding);
    }

    /// Remembers bytes that could not be read: what stands there is unknown, not absent.
    pub fn mark_unread(&self, bytes: Range<usize>) {
        let mut unread = self.unread.borrow_mut();
        let Range { mut start, mut end } = bytes;
        while let Some((&from, &to)) = unread.range(..=end).next_back().filter(|&(_, &to)| to >= start) {
            unread.remove(&from);
            (start, end) = (start.min(from), end.max(to));
        }
        unread.insert(start, end);
    }

    /// Whether `bytes` touch something that could not be read.
    #[must_use]
    pub fn is_unread(&self, bytes: &Range<usize>) -> bool {
        self.unread.borrow().range(..=bytes.end).next_back().is_some_and(|(_, &end)| end >= bytes.start)
    }

    /// Whether every byte could be read, so that what is absent is truly absent.
    #[must_use]
    pub fn read_whole(&self) -> bool {
        self.unread.borrow().is_empty()
    }

    /// Whether an error (not only advice) was added.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.borrow().iter().any(|f| f.severity == Severity::Error)
    }

    /// The findings in the order of the file, each once.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Finding> {
        fn place(finding: &Finding) -> (usize, usize, usize) {
            match finding.place {
                Place::File => (0, 0, 0),
                Place::Bytes(ref bytes) => (1, bytes.start, bytes.end),
                Place::Cell { row, column } => (1, row.unwrap_or(0), column.unwrap_or(0)),
            }
        }
        let mut findings = self.found.into_inner();
        findings.sort_by(|a, b| {
            (place(a), a.severity, a.code, &a.message, &a.hint).cmp(&(
                place(b),
                b.severity,
                b.code,
                &b.message,
                &b.hint,
            ))
        });
        findings.dedup();
        findings
    }
}

/// The findings of one file, with what is needed to show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file as the user named it, sanitised.
    pub file: String,
    /// The text that `Place::Bytes` points into; `None` for data files, which are never quoted.
    pub source: Option<String>,
    /// In the order of the file.
    pub findings: Vec<Finding>,
}

impl Report {
    /// A report of one error about a file as a whole.
    #[must_use]
    pub fn of_file(file: &str, code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        let finding = Finding::error(code, Place::File, message).hint(hint);
        Self { file: crate::text::sanitise(file), source: None, findings: vec![finding] }
    }

    /// A report of what was found in a text that a coach wrote.
    #[must_use]
    pub fn of_text(file: &str, source: &str, findings: Findings) -> Self {
        Self { file: crate::text::sanitise(file), source: Some(source.to_owned()), findings: findings.into_sorted() }
    }

    /// Whether the file cannot be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }

    /// One sentence an error, with the line it stands on and what to try: for where there is no room to quote.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let sentence = |finding: &Finding| {
            let place = match &finding.place {
                Place::Bytes(bytes) => format!("{}, line {}", self.file, self.line_column(bytes.start).0),
                _ => self.file.clone(),
            };
            let hint = finding.hint.as_ref().map_or_else(String::new, |hint| format!("; try: {hint}"));
            crate::text::sanitise(&format!("{place}: {}{hint}", finding.message))
        };
        errors.map(sentence).collect()
    }

    /// Line and column (both from 1, columns in characters) of a byte of the source.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        source::Lines::of(self.source.as_deref().unwrap_or_default()).position(byte)
    }
}

impl std::error::Error for Report {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_come_out_in_the_order_of_the_file_and_once() {
        let findings = Findings::default();
        let late = Finding::advice("late", Place::Bytes(9..10), "later in the file");
        let early = Finding::error("early", Place::Bytes(2..3), "earlier in the file");
        for finding in [&late, &early, &late, &early] {
            findings.add(finding.clone());
        }
        findings.add(Finding::error("file", Place::File, "as a whole"));
        let codes: Vec<_> = findings.into_sorted().iter().map(|f| f.code).collect();
        assert_eq!(codes, ["file", "early", "late"]);
    }

    #[test]
    fn what_touches_unread_bytes_is_unknown() {
        let findings = Findings::default();
        assert!(findings.read_whole());
        findings.mark_unread(10..20);
        assert!(findings.is_unread(&(15..16)) && findings.is_unread(&(0..10)) && findings.is_unread(&(12..12)));
        assert!(!findings.is_unread(&(21..30)) && !findings.read_whole());
        findings.mark_unread(30..40);
        findings.mark_unread(5..32);
        assert!(findings.is_unread(&(25..26)) && findings.is_unread(&(39..40)) && !findings.is_unread(&(41..50)));
    }
}
