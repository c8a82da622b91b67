//! Dots in place of bars: in how many stacks they stand, and how far apart.

use std::ops::Range;

use crate::chart::Columns;

/// How the dots of all bars stand. Bars of one width have stacks of one height, so that they can be compared.
pub(super) struct Stacks {
    /// Beside each other, a bar.
    pub(super) counts: Vec<usize>,
    /// Columns from one stack to the next.
    pub(super) step: usize,
}

impl Stacks {
    /// Stacks of at most `rows` dots over these columns of the bars; nothing where a bar is too narrow for its dots.
    pub(super) fn fitting(columns: &Columns, spans: &[Range<usize>], rows: usize) -> Option<Self> {
        let counts: Vec<usize> = columns
            .stacks(rows)
            .into_iter()
            .zip(&columns.bars)
            .map(|(stacks, bar)| stacks.min(bar.dots.unwrap_or(0)).max(1))
            .collect();
        let all = |fits: fn(usize, usize) -> bool| {
            counts.iter().zip(spans).all(|(stacks, span)| *stacks == 1 || fits(*stacks, span.len()))
        };
        if rows == 0 || !all(|stacks, wide| stacks <= wide) {
            return None;
        }
        // Less blank between the stacks of a bar than between two bars.
        let step = if all(|stacks, wide| 2 * stacks <= wide) { 2 } else { 1 };
        Some(Self { counts, step })
    }

    /// The columns of the stacks of a bar, in the middle of its own.
    pub(super) fn places(&self, bar: usize, span: &Range<usize>) -> Vec<usize> {
        let stacks = self.counts.get(bar).copied().unwrap_or(1);
        let start = span.start + span.len().saturating_sub((stacks - 1) * self.step + 1) / 2;
        (0..stacks).map(|stack| start + stack * self.step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Axis, Column};

    fn columns(dots: &[usize]) -> Columns {
        let wide = 1.0 / dots.len() as f64;
        let bar = |(index, dots): (usize, &usize)| Column {
            from: index as f64 * wide,
            to: (index + 1) as f64 * wide,
            height: 1.0,
            dots: Some(*dots),
            text: dots.to_string(),
            open: None,
            mark: None,
        };
        let axis = Axis {
            name: String::new(),
            unit: String::new(),
            low: 0.0,
            high: 1.0,
            grain: 0.0,
            mirrored: false,
            fixed: Vec::new(),
        };
        let bars = dots.iter().enumerate().map(bar).collect();
        Columns { axis, cuts: Vec::new(), bands: Vec::new(), bars, pointers: Vec::new(), hidden: None }
    }

    #[test]
    fn bars_of_one_width_have_stacks_of_one_height_though_their_columns_differ() {
        let spans = [0..2, 3..6, 7..9];
        let stacks = Stacks::fitting(&columns(&[19, 21, 7]), &spans, 11).unwrap();
        assert_eq!((stacks.counts.as_slice(), stacks.step), ([2, 2, 2].as_slice(), 1));
        assert_eq!(stacks.places(1, &spans[1]), [3, 4]);
    }

    #[test]
    fn dots_that_find_no_room_are_not_left_out_one_by_one() {
        assert!(Stacks::fitting(&columns(&[19, 21, 7]), &[0..2, 3..6, 7..9], 9).is_none());
        assert!(Stacks::fitting(&columns(&[1, 1]), &[0..2, 3..6], 0).is_none());
    }

    #[test]
    fn stacks_stand_apart_where_bars_stand_further_apart() {
        let wide = Stacks::fitting(&columns(&[4, 2]), &[0..4, 5..9], 2).unwrap();
        assert_eq!((wide.step, wide.places(0, &(0..4))), (2, vec![0, 2]));
        let narrow = Stacks::fitting(&columns(&[4, 2]), &[0..3, 4..7], 2).unwrap();
        assert_eq!((narrow.step, narrow.places(0, &(0..3))), (1, vec![0, 1]));
    }
}
