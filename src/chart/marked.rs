//! Students as marks without names: for a team that looks at its own students, never for a room.
//!
//! The gate tells the lowest and the highest few of a measure together, as open ends. What is counted here follows from the marks that
//! are shown and from nothing else; where an open end reaches over a cut score, the parts at that cut are not counted.

use super::{Value, number};
use crate::records::{Body, Cell, Number};

/// Said where an open end reaches over a cut score.
pub(super) const UNTOLD: &str = "A cut score lies among those told together, so the parts at it are not counted.";

/// The marks of a body; none where it has none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marked<'a> {
    pub(super) n: &'a Cell,
    pub(super) marks: &'a [Vec<Cell>],
}

impl<'a> Marked<'a> {
    pub(super) fn of(body: &'a Body) -> Self {
        match body {
            Body::Marks { n, marks } => Self { n, marks },
            _ => Self { n: &Cell::Hidden, marks: &[] },
        }
    }

    /// The shown values of one measure, in the order of the marks.
    pub(super) fn values(self, measure: usize) -> impl Iterator<Item = &'a Number> {
        self.marks.iter().filter_map(move |mark| mark.get(measure)?.number())
    }

    /// So many of the marks and their share, such as `12 (48%)`.
    #[must_use]
    pub(super) fn part(self, count: usize) -> Value {
        let share = 100.0 * count as f64 / self.marks.len().max(1) as f64;
        Value::Number { text: format!("{count} ({}%)", number(share.round())), low: share, high: share }
    }

    /// The score in the middle: of two the mean. Nothing where it belongs to an open end.
    pub(super) fn median(self, measure: usize) -> Option<f64> {
        let mut scores: Vec<&Number> = self.values(measure).collect();
        scores.sort_by(|one, other| one.middle().total_cmp(&other.middle()));
        let middle = scores.len() / 2;
        let (below, above) = (scores.get(scores.len().checked_sub(1)? / 2)?, scores.get(middle)?);
        (!below.is_range() && !above.is_range()).then(|| f64::midpoint(below.middle(), above.middle()))
    }
}
