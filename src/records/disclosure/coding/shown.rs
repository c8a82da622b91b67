//! Coded rows as a teller makes cells of them, for tests.

use super::super::super::admitted::{Cell, LevelsRow};
use super::super::exact;
use super::{Coded, Shares};

impl Shares {
    /// As it is shown.
    pub(in crate::records) fn row(&self) -> LevelsRow {
        let shown = |coded: &Coded| Cell::Number(coded.number.clone());
        LevelsRow {
            n: Cell::Number(exact(self.n)),
            shares: match &self.parts {
                Some(parts) => parts.iter().map(shown).collect(),
                None => vec![Cell::Hidden; self.width],
            },
            above: self.above.as_ref().map_or(Cell::Hidden, shown),
        }
    }
}

/// The row of one group as it is shown.
pub(in crate::records) fn levels_row(counts: &[u32], target: Option<usize>) -> LevelsRow {
    Shares::new(counts, target).row()
}
