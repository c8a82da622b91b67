//! The numbers of a picture as a table: what the values table on the screen, the report and `chartpaper view` tell, cell by cell.

use std::fmt;

use super::number;
use crate::records::{Cell, HIDDEN};

/// The numbers of a picture as a table; each row is as long as the header.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// Heads of the columns.
    pub header: Vec<Heading>,
    /// Rows; the first column holds their labels.
    pub rows: Vec<Vec<Value>>,
}

impl Values {
    /// The heads as text.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        self.header.iter().map(ToString::to_string).collect()
    }

    /// The rows as text.
    #[must_use]
    pub fn texts(&self) -> Vec<Vec<String>> {
        self.rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }
}

/// The head of a column of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Stable short name, unique in its table, such as `level-2`.
    pub id: String,
    /// What the head says.
    pub label: String,
    /// Unit of the numbers; `None` for counts, scores and columns of several units.
    pub unit: Option<String>,
}

impl Heading {
    /// A head without a unit.
    pub(super) fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), unit: None }
    }

    /// The same of numbers in percent.
    pub(super) fn percent(self) -> Self {
        Self { unit: Some("%".to_owned()), ..self }
    }
}

impl fmt::Display for Heading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}

/// One cell of a table of values.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A label, or words where there is no number.
    Words(String),
    /// A number.
    Number {
        /// As it is shown.
        text: String,
        /// The least true value that the text allows (inclusive), in percent where the text is.
        low: f64,
        /// The greatest true value that the text allows (inclusive).
        high: f64,
    },
    /// Withheld.
    Hidden,
}

impl Value {
    /// What is shown.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Number { text, .. } => text,
            Self::Hidden => HIDDEN,
        }
    }

    /// A number of students that follows from what is shown.
    pub(super) fn count(count: usize) -> Self {
        Self::Number { text: count.to_string(), low: count as f64, high: count as f64 }
    }

    /// A score that follows from what is shown.
    pub(super) fn score(score: f64) -> Self {
        Self::Number { text: number(score), low: score, high: score }
    }

    /// A cell of a view, shown as `text` if it is shown at all.
    pub(super) fn shown_as(cell: &Cell, text: impl FnOnce(&str) -> String) -> Self {
        match cell.number() {
            Some(number) => Self::Number { text: text(number.text()), low: number.low(), high: number.high() },
            None => Self::Hidden,
        }
    }
}

impl From<&Cell> for Value {
    fn from(cell: &Cell) -> Self {
        Self::shown_as(cell, str::to_owned)
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}
