//! A Markdown table as lines whose columns stand under each other: for screens and reports that know lines only.

use pulldown_cmark::Alignment;

use super::{Span, Weight};
use crate::text;

/// Keeps columns apart where lines are broken at blanks.
const PAD: char = '\u{a0}';

/// Between two columns.
const RULE: &str = " | ";

/// A table that is being read.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Vec<Vec<Span>>>,
    right: Vec<bool>,
}

impl Table {
    pub(super) fn new(alignments: &[Alignment]) -> Self {
        let right = alignments.iter().map(|alignment| *alignment == Alignment::Right).collect();
        Self { rows: Vec::new(), right }
    }

    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(super) fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.push(Vec::new());
        }
    }

    /// Adds words to the open cell.
    pub(super) fn words(&mut self, words: &str, weight: Weight) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.push(Span { text: text::sanitise(words), weight });
        }
    }

    /// One line a row; the columns are as wide as their widest cell.
    pub(super) fn lines(self) -> Vec<Vec<Span>> {
        let wide = |cell: &[Span]| cell.iter().map(|span| text::width(&span.text)).sum::<usize>();
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|at| self.rows.iter().filter_map(|row| row.get(at)).map(|cell| wide(cell)).max().unwrap_or(0))
            .collect();
        let plain = |text: String| Span { text, weight: Weight::Plain };
        let mut lines = Vec::new();
        for row in self.rows {
            let mut line: Vec<Span> = Vec::new();
            for (at, (cell, width)) in row.into_iter().zip(&widths).enumerate() {
                if at > 0 {
                    line.push(plain(RULE.to_owned()));
                }
                let pad = plain(std::iter::repeat_n(PAD, width.saturating_sub(wide(&cell))).collect());
                if self.right.get(at).copied().unwrap_or_default() {
                    line.push(pad);
                    line.extend(cell);
                } else {
                    line.extend(cell);
                    line.push(pad);
                }
            }
            line.retain(|span| !span.text.is_empty());
            lines.push(line);
        }
        lines
    }
}
