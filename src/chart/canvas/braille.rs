//! Lines and points in the dots of braille, two by four to a cell. Asked for, never guessed: many fonts lack them or draw them faintly.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::{Pen, Strip, Tone};
use crate::chart::Fill;

/// Dots of a cell, across and down.
const ACROSS: usize = 2;
const DOWN: usize = 4;
/// The bit of each dot, by column and row. Source: Unicode, block Braille Patterns.
const BITS: [[u32; DOWN]; ACROSS] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
/// The pattern without a dot.
const NONE: u32 = 0x2800;

/// The dots of a symbol; nothing where it is none of braille.
fn bits_of(symbol: &str) -> Option<u32> {
    let bits = u32::from(symbol.chars().next()?).checked_sub(NONE)?;
    (bits <= 0xFF).then_some(bits)
}

/// Whether a symbol is one of braille.
pub(super) fn is_line(symbol: &str) -> bool {
    bits_of(symbol).is_some()
}

/// Dots over an area of cells, counted from its upper left.
#[derive(Default)]
struct Dots(BTreeMap<(usize, usize), u32>);

impl Dots {
    fn set(&mut self, column: usize, row: usize) {
        let bit = BITS.get(column % ACROSS).and_then(|bits| bits.get(row % DOWN)).copied().unwrap_or(0);
        *self.0.entry((column / ACROSS, row / DOWN)).or_default() |= bit;
    }

    fn draw(self, pen: &mut Pen<'_>, (x, y): (usize, usize), tone: Tone) {
        for ((column, row), bits) in self.0 {
            let drawn = pen.canvas.line(y + row).get(x + column).and_then(|spot| bits_of(&spot.symbol)).unwrap_or(0);
            let symbol = char::from_u32(NONE + (bits | drawn)).unwrap_or(' ').to_string();
            pen.canvas.set(x + column, y + row, Cow::Owned(symbol), tone);
        }
    }
}

/// Where a position from 0 to 1 stands among `cells` times `dots` dots.
fn dot(at: f64, cells: usize, dots: usize) -> usize {
    Strip { x: 0, width: cells * dots }.column(at)
}

/// Points over two scales. A cell in which a cut line runs keeps it: its points stand in the cell beside it, on their own side.
pub(super) fn points(
    pen: &mut Pen<'_>,
    points: &[(f64, f64)],
    (x_cuts, y_cuts): (&[f64], &[f64]),
    strip: Strip,
    rows: &Range<usize>,
) {
    let (wide, high) = (strip.width * ACROSS, rows.len() * DOWN);
    let lines = |cuts: &[f64], cells: usize| -> Vec<(f64, usize)> {
        cuts.iter().map(|cut| (*cut, Strip { x: 0, width: cells }.column(*cut))).collect()
    };
    let (x_lines, y_lines) = (lines(x_cuts, strip.width), lines(y_cuts, rows.len()));
    let beside = |at: f64, mut place: usize, lines: &[(f64, usize)], dots: usize, last: usize| {
        for (cut, cell) in lines {
            if place / dots == *cell {
                place = if at > *cut { (cell + 1) * dots } else { (cell * dots).saturating_sub(1) };
            }
        }
        place.min(last)
    };
    let mut dots = Dots::default();
    for (x, y) in points {
        let column = beside(*x, dot(*x, strip.width, ACROSS), &x_lines, ACROSS, wide.saturating_sub(1));
        let up = beside(*y, dot(*y, rows.len(), DOWN), &y_lines, DOWN, high.saturating_sub(1));
        dots.set(column, high.saturating_sub(1 + up));
    }
    dots.draw(pen, (strip.x, rows.start), Tone::Sign(Fill::Dot));
}

/// A straight line between two cells, from the middle of one to the middle of the other, neither of them drawn on.
pub(super) fn line(pen: &mut Pen<'_>, from: (usize, f64), to: (usize, f64), rows: &Range<usize>, fill: Fill) {
    let (start, end) = (from.0 * ACROSS + 1, to.0 * ACROSS);
    let high = rows.len() * DOWN;
    let mut dots = Dots::default();
    let mut before = None;
    for column in start..=end {
        let part = (column - start) as f64 / (end - start).max(1) as f64;
        let row = high.saturating_sub(1 + dot(from.1 + (to.1 - from.1) * part, rows.len(), DOWN));
        let steps = before.map_or(
            row..=row,
            |before: usize| if row < before { row..=before - 1 } else { (before + 1).min(row)..=row },
        );
        if column / ACROSS != from.0 && column / ACROSS != to.0 {
            steps.for_each(|step| dots.set(column, step));
        }
        before = Some(row);
    }
    dots.draw(pen, (0, rows.start), Tone::Sign(fill));
}
