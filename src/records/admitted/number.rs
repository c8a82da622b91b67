//! A number as it may be shown, or the sign that stands for one that may not.

use std::fmt;

/// A number as it may be shown: the text, and what the text states about the true value.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    pub(in crate::records) text: String,
    pub(in crate::records) low: f64,
    pub(in crate::records) high: f64,
    pub(in crate::records) is_range: bool,
}

impl Number {
    /// The text as shown, such as `31-40%` or `207`; no unit unless it is part of the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The least true value that the text allows (inclusive).
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The greatest true value that the text allows (inclusive).
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Where a mark for this number is drawn: the middle of what the text states.
    #[must_use]
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// Whether the text states a range rather than one value. A rounded value is one value, though its bounds differ.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.is_range
    }
}

/// A value of a picture: shown, or withheld for privacy.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// May be shown.
    Number(Number),
    /// Withheld. Nothing tells why or what it was.
    Hidden,
}

/// The one sign for everything that is withheld.
pub const HIDDEN: &str = "*";

impl Cell {
    /// The number, unless withheld.
    #[must_use]
    pub fn number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            Self::Hidden => None,
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number().map_or(HIDDEN, Number::text))
    }
}
