//! A long list of rows in cells, in as many blocks side by side as the width has room for; read down, then to the right.
//!
//! How long the list is, is not known before the reveal. So the blocks depend on the heads and the room alone, and a block that
//! holds no row has no heads either.

use std::ops::Range;

use super::heat::draw_tile;
use super::missing::missing;
use super::{Height, Pen, Tone, legend, window};
use crate::chart::{Heat, HeatRow, Key};
use crate::text;

/// Narrowest and widest column of scores.
const LEAST: usize = 7;
const MOST: usize = 26;
/// Narrowest and widest column of labels.
const LEAST_LABEL: usize = 4;
const MOST_LABEL: usize = 10;
/// Columns between two blocks.
const GAP: usize = 2;
/// Most lines of a head.
const HEAD_LINES: usize = 2;
/// Fewest lines: a title is left out before the list is shorter; and the most that are of use.
const LEAST_LINES: usize = 5;
const MOST_LINES: usize = 60;
/// Fewest lines of rows for the sake of which the legend is left out.
const LEAST_ROWS: usize = 2;

pub(super) fn height() -> Height {
    Height { least: LEAST_LINES, good: MOST_LINES }
}

pub(super) fn draw(pen: &mut Pen<'_>, keys: &[Key], heat: &Heat, room: Range<usize>) {
    let across = Across::new(heat, pen.canvas.width());
    let down = Down::new(&across, room);
    let mut drawing = Drawing { pen, heat, across, down };
    drawing.legend(keys);
    drawing.rows();
}

/// What stands in which columns; depends on the heads and the width alone.
struct Across {
    label: usize,
    /// Columns of scores in every block, counted from its start.
    columns: Vec<Range<usize>>,
    /// Lines of the head of each column.
    heads: Vec<Vec<String>>,
    /// Where each block starts.
    blocks: Vec<usize>,
    /// Columns of a block.
    wide: usize,
}

impl Across {
    fn new(heat: &Heat, width: usize) -> Self {
        let label = text::width(&heat.down).clamp(LEAST_LABEL, MOST_LABEL);
        let mut least = Vec::new();
        let mut wide = label;
        for head in &heat.columns {
            let column = least_width(&head.label).min(width.saturating_sub(label + 1));
            if wide + 1 + column > width {
                break;
            }
            wide += 1 + column;
            least.push(column);
        }
        let count = if least.len() < heat.columns.len() { 1 } else { ((width + GAP) / (wide + GAP)).max(1) };
        // Room that is left widens every column of scores alike.
        let spare = ((width + GAP) / count).saturating_sub(GAP + wide) / least.len().max(1);
        let mut end = label;
        let mut columns = Vec::new();
        for column in least {
            let start = end + 1;
            end = start + (column + spare).min(MOST.max(column));
            columns.push(start..end);
        }
        let heads = heat.columns.iter().zip(&columns).map(|(head, column)| lines(&head.label, column.len())).collect();
        Self { label, columns, heads, blocks: (0..count).map(|block| block * (end + GAP)).collect(), wide: end }
    }
}

/// The narrowest column in which a head stands in its lines without a word cut.
fn least_width(head: &str) -> usize {
    let longest = head.split_whitespace().map(text::width).max().unwrap_or(0);
    (longest.clamp(LEAST, MOST)..MOST).find(|wide| text::wrap(head, *wide).len() <= HEAD_LINES).unwrap_or(MOST)
}

fn lines(head: &str, wide: usize) -> Vec<String> {
    let mut lines = text::wrap(head, wide);
    if lines.len() > HEAD_LINES {
        let rest = lines.split_off(HEAD_LINES - 1).join(" ");
        lines.push(text::cut(&rest, wide));
    }
    lines
}

/// What stands on which lines.
struct Down {
    legend: Option<usize>,
    heads: Range<usize>,
    rows: Range<usize>,
}

impl Down {
    fn new(across: &Across, room: Range<usize>) -> Self {
        let heads = across.heads.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let legend = usize::from(room.len() >= 1 + heads + LEAST_ROWS);
        let first = room.start + legend;
        let rows = (first + heads).min(room.end);
        Self { legend: (legend > 0).then_some(room.start), heads: first..rows, rows: rows..room.end }
    }
}

struct Drawing<'p, 'a, 'h> {
    pen: &'p mut Pen<'a>,
    heat: &'h Heat,
    across: Across,
    down: Down,
}

impl Drawing<'_, '_, '_> {
    fn legend(&mut self, keys: &[Key]) {
        let Some(y) = self.down.legend else { return };
        legend::draw(self.pen, keys, (0, self.pen.canvas.width()), y);
    }

    fn heads(&mut self, block: usize) {
        let last = self.down.heads.end.saturating_sub(1);
        self.pen.canvas.put(block, last, &self.heat.down, self.across.label, Tone::Quiet);
        for (lines, column) in self.across.heads.iter().zip(&self.across.columns) {
            let first = self.down.heads.end.saturating_sub(lines.len());
            for (y, words) in (first..).zip(lines).filter(|(y, _)| self.down.heads.contains(y)) {
                self.pen.centre(block + column.start..block + column.end, y, words, Tone::Text);
            }
        }
    }

    fn rows(&mut self) {
        let heat = self.heat;
        let (width, lines) = (self.pen.canvas.width(), self.down.rows.len());
        let count = heat.rows.len();
        let columns = heat.columns.len().saturating_sub(self.across.columns.len());
        let slots = lines * self.across.blocks.len();
        let chosen = heat.rows.iter().position(|row| self.holds_chosen(row));
        let is_short = count > slots || (columns > 0 && count > 0);
        // What is missing is told in the place of the last row, or on a line of its own where it is longer than a block.
        let told =
            missing(&[(count.saturating_sub(slots.saturating_sub(1)), "row"), (columns, "column")], self.across.wide);
        let in_block = self.across.blocks.len() > 1 && text::width(&told) <= self.across.wide;
        let lines = if is_short && !in_block { lines.saturating_sub(1) } else { lines };
        let slots = lines * self.across.blocks.len() - usize::from(is_short && in_block && lines > 0);
        let shown = if is_short { window(count, slots, chosen) } else { 0..count };
        let blocks = self.across.blocks.clone();
        for (index, block) in blocks.iter().enumerate() {
            let first = shown.start + index * lines;
            let here = first.min(shown.end)..(first + lines).min(shown.end);
            if index == 0 || !here.is_empty() {
                self.heads(*block);
            }
            for (y, row) in (self.down.rows.start..).zip(heat.rows.get(here).unwrap_or_default()) {
                self.row(row, *block, y);
            }
        }
        let last = self.down.rows.end.saturating_sub(1);
        if self.down.rows.is_empty() {
            return;
        }
        if is_short && in_block {
            self.pen.canvas.put(blocks.last().copied().unwrap_or(0), last, &told, self.across.wide, Tone::Quiet);
        } else if is_short {
            let words = missing(&[(count - shown.len(), "row"), (columns, "column")], width);
            let y = last.min(self.down.rows.start + shown.len().min(lines));
            self.pen.canvas.put(0, y, &words, width, Tone::Quiet);
        }
        if let Some(words) = &heat.hidden {
            let start = self.across.label + 1;
            let middle = self.down.rows.start + self.down.rows.len().saturating_sub(1) / 2;
            self.pen.canvas.put(start, middle, words, width.saturating_sub(start), Tone::Quiet);
        }
    }

    fn holds_chosen(&self, row: &HeatRow) -> bool {
        row.tiles.iter().any(|tile| self.pen.is_chosen(tile.mark.as_deref()))
    }

    /// A row, its label beside its first score.
    fn row(&mut self, row: &HeatRow, block: usize, y: usize) {
        let label = text::width(&row.label).min(self.across.label);
        self.pen.canvas.put(block + self.across.label - label, y, &row.label, label, Tone::Text);
        for (tile, column) in row.tiles.iter().zip(&self.across.columns) {
            let column = block + column.start..block + column.end;
            draw_tile(self.pen, tile, &tile.text, true, (&column, y..y + 1));
        }
    }
}

#[cfg(test)]
mod tests;
