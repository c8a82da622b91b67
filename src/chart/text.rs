//! A picture as plain text: the same grid of cells as on the screen, without colours, and the values as an aligned table.

use super::canvas::{self, Charset, Look};
use super::{Plot, Values};
use crate::text;

/// Widest that a line of values becomes before its columns are cut.
const COLUMN_LIMIT: usize = 40;

/// The picture in lines of at most `width` columns, as high as it needs, areas told apart by patterns, no blanks at the ends.
#[must_use]
pub fn lines(plot: &Plot, width: usize, charset: Charset) -> Vec<String> {
    let mut lines = lines_at(plot, width, canvas::height(plot, width).good, charset, None);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// The picture in `height` lines of at most `width` columns, with one mark in brackets.
#[must_use]
pub fn lines_at(plot: &Plot, width: usize, height: usize, charset: Charset, chosen: Option<&str>) -> Vec<String> {
    let canvas = canvas::draw(plot, width, height, Look { charset, patterns: true }, chosen);
    (0..canvas.height())
        .map(|y| {
            let line: String = canvas.line(y).iter().map(|spot| spot.symbol.as_ref()).collect();
            line.trim_end().to_owned()
        })
        .collect()
}

/// The values as lines: a head, a rule, and a row each; the first column starts at the left, the others end at the right.
#[must_use]
pub fn values(values: &Values) -> Vec<String> {
    let (header, rows) = (values.heads(), values.texts());
    let all = || std::iter::once(&header).chain(&rows);
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            all().filter_map(|row| row.get(column)).map(|cell| text::width(cell)).max().unwrap_or(0).min(COLUMN_LIMIT)
        })
        .collect();
    let mut lines: Vec<String> = all()
        .map(|row| {
            let cells =
                row.iter().zip(&widths).enumerate().map(|(column, (cell, wide))| {
                    if column == 0 { text::fit(cell, *wide) } else { right(cell, *wide) }
                });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
        .collect();
    let rule = widths.iter().map(|wide| "-".repeat(*wide)).collect::<Vec<_>>().join("  ");
    lines.insert(1, rule);
    lines
}

fn right(cell: &str, wide: usize) -> String {
    let cell = text::cut(cell, wide);
    format!("{}{cell}", " ".repeat(wide.saturating_sub(text::width(&cell))))
}
