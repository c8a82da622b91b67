//! A plain table in cells.

use std::ops::Range;

use super::missing::missing;
use super::{Height, Pen, Tone, window};
use crate::chart::{Entry, Fill, Table};
use crate::text;

/// Columns between two columns of the table; one less where only so all of them fit.
const GAP: usize = 2;
/// Room kept for a number before any is shown, so that the reveal moves nothing.
const NUMBER_WIDTH: usize = 9;
/// Narrowest column of row labels.
const LEAST_LABEL: usize = 8;
/// Most lines of a head.
const HEAD_LINES: usize = 3;

/// The columns that fit, each with its place; and the lines of the heads.
struct Across {
    columns: Vec<Range<usize>>,
    heads: Vec<Vec<String>>,
}

impl Across {
    fn new(table: &Table, width: usize) -> Self {
        let labels = table.rows.iter().filter_map(|row| row.first()).map(|entry| text::width(&entry.text));
        let head = table.heads.first().map_or(0, |head| text::width(&head.text));
        let numbers: Vec<usize> = (1..table.heads.len()).map(|column| number_width(table, column)).collect();
        let wanted = labels.max().unwrap_or(0).max(head).max(LEAST_LABEL);
        let kept = |gap: usize| numbers.iter().map(|wide| wide + gap).sum::<usize>();
        let gap = if wanted + kept(GAP) <= width || wanted + kept(GAP - 1) > width { GAP } else { GAP - 1 };
        let all = kept(gap);
        let label = wanted.min(width.saturating_sub(all).max(width / 4).max(LEAST_LABEL)).min(width);
        let mut columns = Vec::from([Range { start: 0, end: label }]);
        // Room that is left widens the columns whose heads need it.
        let heads = table.heads.iter().skip(1).map(|head| text::width(&head.text));
        let widths = widened(&numbers, &heads.collect::<Vec<_>>(), width.saturating_sub(label + all));
        let mut x = label;
        for wide in widths {
            if x + gap + wide > width {
                break;
            }
            columns.push(x + gap..x + gap + wide);
            x += gap + wide;
        }
        let heads =
            table.heads.iter().zip(&columns).map(|(head, column)| head_lines(&head.text, column.len())).collect();
        Self { columns, heads }
    }

    fn head_lines(&self) -> usize {
        self.heads.iter().map(Vec::len).max().unwrap_or(1)
    }
}

/// Widths of columns, each up to that of its head: the room is shared by those that still need some, the narrowest first.
fn widened(least: &[usize], heads: &[usize], mut room: usize) -> Vec<usize> {
    let mut widths = least.to_vec();
    while room > 0 {
        let needy = widths.iter_mut().zip(heads).filter(|(wide, head)| **wide < **head);
        let Some((wide, _)) = needy.min_by_key(|(wide, _)| **wide) else { break };
        *wide += 1;
        room -= 1;
    }
    widths
}

fn number_width(table: &Table, column: usize) -> usize {
    let texts = table.rows.iter().filter_map(|row| row.get(column)).map(|entry| text::width(&entry.text));
    texts.max().unwrap_or(0).max(NUMBER_WIDTH)
}

fn head_lines(head: &str, width: usize) -> Vec<String> {
    let mut lines = text::wrap(head, width);
    if lines.len() > HEAD_LINES {
        lines.truncate(HEAD_LINES);
        if let Some(last) = lines.last_mut() {
            *last = text::cut(&format!("{last}{}", text::ELLIPSIS), width);
        }
    }
    lines
}

pub(super) fn height(table: &Table, width: usize) -> Height {
    let heads = Across::new(table, width).head_lines();
    Height { least: table.rows.len() + heads, good: table.rows.len() + heads + 1 }
}

pub(super) fn draw(pen: &mut Pen<'_>, table: &Table, room: Range<usize>) {
    let across = Across::new(table, pen.canvas.width());
    let head_lines = across.head_lines();
    let lines = room.end.saturating_sub(room.start);
    for ((head, column), lines) in table.heads.iter().zip(&across.columns).zip(&across.heads) {
        let first = room.start + head_lines - lines.len();
        for (line, words) in lines.iter().enumerate() {
            if first + line < room.end {
                place(pen, words, column, first + line, head.right, Tone::Strong);
            }
        }
    }
    let mut y = room.start + head_lines;
    if lines > table.rows.len() + head_lines {
        let end = across.columns.last().map_or(0, |column| column.end);
        for x in 0..end {
            pen.sign(x, y, pen.look.charset.pick("─", "-"), Tone::Rule);
        }
        y += 1;
    }
    let fitting = room.end.saturating_sub(y);
    let chosen = table.rows.iter().position(|row| row.iter().any(|entry| pen.is_chosen(entry.mark.as_deref())));
    let hidden_columns = table.heads.len() - across.columns.len();
    let complete = table.rows.len() <= fitting && hidden_columns == 0;
    let shown =
        if complete { 0..table.rows.len() } else { window(table.rows.len(), fitting.saturating_sub(1), chosen) };
    for row in table.rows.get(shown.clone()).unwrap_or_default() {
        for ((entry, column), head) in row.iter().zip(&across.columns).zip(&table.heads) {
            draw_entry(pen, entry, column, y, head.right);
        }
        y += 1;
    }
    if !complete && y < room.end {
        let counts = [(table.rows.len() - shown.len(), "row"), (hidden_columns, "column")];
        let words = missing(&counts, pen.canvas.width());
        pen.canvas.put(0, y, &words, pen.canvas.width(), Tone::Quiet);
    }
}

fn draw_entry(pen: &mut Pen<'_>, entry: &Entry, column: &Range<usize>, y: usize, right: bool) {
    if entry.text.is_empty() {
        return;
    }
    if entry.predicted {
        let words = format!("P {}", entry.text);
        let words = if text::width(&words) > column.len() { &entry.text } else { &words };
        let taken = place(pen, words, column, y, right, Tone::Text);
        if words.len() > entry.text.len() {
            pen.sign(taken.start, y, "P", Tone::Area(Fill::Prediction));
        }
        return;
    }
    let taken = place(pen, &entry.text, column, y, right, Tone::Text);
    if pen.is_chosen(entry.mark.as_deref()) {
        pen.choose_text(&taken, y);
    }
}

fn place(pen: &mut Pen<'_>, words: &str, column: &Range<usize>, y: usize, right: bool, tone: Tone) -> Range<usize> {
    let wide = text::width(words).min(column.len());
    let x = if right { column.end - wide } else { column.start };
    let used = pen.canvas.put(x, y, words, wide, tone);
    x..x + used
}
