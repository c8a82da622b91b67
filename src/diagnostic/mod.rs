//! What is wrong in a file, where, and what to try: as a value and as text.
//!
//! Owns [`Finding`], [`Report`] and their text form. Depends only on `text`. A finding never carries a cell of a data
//! file: data files are located by row and column number ([`Place::Cell`]), only files that a coach wrote are quoted.

mod nearest;
mod render;

pub use nearest::nearest;

use std::cell::RefCell;
use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file works; something would be better otherwise.
    Advice,
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

/// Collects findings while a file is decoded; shared by reference so that decoders of parts can all add to it.
#[derive(Debug, Default)]
pub struct Findings(RefCell<Vec<Finding>>);

impl Findings {
    /// Adds one.
    pub fn add(&self, finding: Finding) {
        self.0.borrow_mut().push(finding);
    }

    /// Whether an error (not only advice) was added.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.borrow().iter().any(|f| f.severity == Severity::Error)
    }

    /// The findings in the order of the file, each once.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Finding> {
        let mut findings = self.0.into_inner();
        findings.sort_by_key(|f| match f.place {
            Place::File => (0, 0, 0),
            Place::Bytes(ref bytes) => (1, bytes.start, bytes.end),
            Place::Cell { row, column } => (1, row.unwrap_or(0), column.unwrap_or(0)),
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

    /// Whether the file cannot be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }

    /// Line and column (both from 1, columns in characters) of a byte of the source.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let source = self.source.as_deref().unwrap_or_default();
        let mut byte = byte.min(source.len());
        while !source.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = source.get(..byte).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        (before.matches('\n').count() + 1, column)
    }
}

impl std::error::Error for Report {}
