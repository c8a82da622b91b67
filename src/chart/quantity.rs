//! A number that is told of groups over time: its axis, its unit and its words.

use super::Axis;
use crate::records::{Column, Cut};

/// The number of a picture over time, with the cut scores of its scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity<'a> {
    pub(super) column: &'a Column,
    pub(super) cuts: &'a [Cut],
}

impl<'a> Quantity<'a> {
    pub(super) fn label(self) -> &'a str {
        self.column.label()
    }

    /// `%`, or nothing for scores.
    pub(super) fn unit(self) -> &'a str {
        self.column.unit().filter(|unit| *unit == "%").unwrap_or_default()
    }

    pub(super) fn axis(self) -> Axis {
        let (low, high) = self.column.range().unwrap_or((0.0, 100.0));
        Axis {
            name: self.label().to_owned(),
            unit: self.unit().to_owned(),
            low,
            high,
            grain: 0.0,
            mirrored: false,
            fixed: self.cuts.iter().map(Cut::score).collect(),
        }
    }

    /// Where the cut scores stand.
    pub(super) fn cut_places(self, axis: &Axis) -> Vec<f64> {
        self.cuts.iter().map(|cut| axis.at(cut.score())).collect()
    }

    /// The text with a percent sign where the quantity counts percent and the text has none.
    pub(super) fn worded(self, text: &str) -> String {
        if text.contains('%') { text.to_owned() } else { format!("{text}{}", self.unit()) }
    }
}
