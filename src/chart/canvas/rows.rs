//! Horizontal bars in cells.

use std::ops::Range;

use super::legend::Entries;
use super::{Height, Pen, Strip, Tone, window};
use crate::chart::{Bar, Divide, Fill, Key, Plot, Pointer, Row, Rows, Segment};
use crate::text;

/// `n=1234`.
const COUNT_WIDTH: usize = 6;
/// `= 41-50%`.
const SUM_WIDTH: usize = 8;
/// The label of a row of predicted shares; its room is kept so that nothing moves when the first one is made.
const PREDICTED_LABEL: usize = 9;

pub(super) fn height(rows: &Rows) -> Height {
    let count = rows.rows.len();
    Height { least: count + 1, good: count * 4 + 2 + usize::from(rows.divide.is_some()) }
}

/// What stands in which columns; depends on the frame of the view and the width alone.
struct Across {
    label: usize,
    count: usize,
    strip: Strip,
    sum: Option<usize>,
}

impl Across {
    fn new(rows: &Rows, width: usize) -> Self {
        let longest = rows.rows.iter().map(|row| text::width(&row.label)).max().unwrap_or(0);
        let least = if rows.divide.is_none() && rows.rows.len() <= 2 { PREDICTED_LABEL } else { 4 };
        let label = longest.max(least).min((width * 2 / 5).max(PREDICTED_LABEL));
        let count = label + 1;
        let x = count + COUNT_WIDTH + 1;
        let sum = rows.divide.as_ref().map(|_| width.saturating_sub(SUM_WIDTH));
        let end = sum.map_or(width, |sum| sum - 1);
        let strip = end.saturating_sub(x);
        // A column in the very middle belongs to the dividing line.
        let strip = if rows.divide.is_some() && strip.is_multiple_of(2) { strip.saturating_sub(1) } else { strip };
        Self { label, count, strip: Strip { x, width: strip }, sum }
    }
}

/// What stands on which lines; depends on the number of rows and the height alone.
struct Down {
    words: Option<usize>,
    legend: Option<usize>,
    rows: Range<usize>,
    pitch: usize,
    ticks: Option<usize>,
}

impl Down {
    /// Room goes first to the rows, then to the legend, the ticks, a second line a row, the words over the two sides.
    fn new(count: usize, divided: bool, room: &Range<usize>) -> Self {
        let lines = room.end.saturating_sub(room.start);
        let count = count.max(1);
        let mut left = lines.saturating_sub(count);
        let mut take = |wanted: usize| {
            let granted = left >= wanted;
            left -= if granted { wanted } else { 0 };
            granted
        };
        let legend = take(1);
        let ticks = take(1);
        let second = take(count);
        let words = divided && take(1);
        let third = second && take(count);
        let fourth = third && take(count);
        let pitch = 1 + usize::from(second) + usize::from(third) + usize::from(fourth);
        let mut y = room.start;
        let mut line = |granted: bool| {
            y += usize::from(granted);
            granted.then(|| y - 1)
        };
        let (words, legend) = (line(words), line(legend));
        let end = (y + count * pitch).min(room.end);
        Self { words, legend, rows: y..end, pitch, ticks: ticks.then_some(end) }
    }

    /// How many lines of a row its bar takes.
    fn thickness(&self) -> usize {
        if self.pitch >= 3 { 2 } else { 1 }
    }
}

pub(super) fn draw(pen: &mut Pen<'_>, plot: &Plot, rows: &Rows, room: Range<usize>) {
    let across = Across::new(rows, pen.canvas.width());
    let down = Down::new(rows.rows.len(), rows.divide.is_some(), &room);
    let mut drawing = Drawing { pen, rows, across, down };
    drawing.guides();
    drawing.heads(&plot.legend);
    drawing.ticks(&plot.legend);
    drawing.all_rows();
}

struct Drawing<'p, 'a, 'r> {
    pen: &'p mut Pen<'a>,
    rows: &'r Rows,
    across: Across,
    down: Down,
}

impl Drawing<'_, '_, '_> {
    fn budget(&self) -> usize {
        (self.across.strip.width / 12).clamp(5, 9)
    }

    fn divide_column(&self) -> Option<usize> {
        self.rows.divide.as_ref().map(|divide| self.across.strip.column(divide.at))
    }

    /// Quiet dots under the ticks, and the line that divides the rows.
    fn guides(&mut self) {
        let dot = self.pen.look.charset.pick("·", ".");
        let line = self.pen.look.charset.pick("│", "|");
        let ticks = self.rows.axis.ticks(self.budget());
        for y in self.down.rows.clone() {
            for tick in &ticks {
                self.pen.sign(self.across.strip.column(tick.at), y, dot, Tone::Rule);
            }
        }
        if let Some(column) = self.divide_column() {
            for y in self.down.words.into_iter().chain(self.down.rows.clone()) {
                self.pen.sign(column, y, line, Tone::Sign(Fill::Cut));
            }
        }
    }

    fn heads(&mut self, legend: &[Key]) {
        let width = self.pen.canvas.width();
        if let (Some(y), Some(divide), Some(column)) = (self.down.words, &self.rows.divide, self.divide_column()) {
            let Divide { below, above, .. } = divide;
            let start = column.saturating_sub(text::width(below) + 1);
            self.pen.canvas.put(start, y, below, column.saturating_sub(start + 1), Tone::Strong);
            self.pen.canvas.put(column + 2, y, above, width, Tone::Strong);
        }
        let Some(y) = self.down.legend else { return };
        let levels: Vec<&Key> = legend.iter().filter(|key| key.fill != Fill::Prediction).collect();
        let strip = self.across.strip;
        if let (Some(column), Some(divide)) = (self.divide_column(), &self.rows.divide) {
            let (left, right) = levels.split_at(divide.keys_below.min(levels.len()));
            let left = Entries::fitting(left, column.saturating_sub(1));
            let right = Entries::fitting(right, width.saturating_sub(column + 2));
            if !(left.whole && right.whole) {
                let all = Entries::fitting(&levels, width);
                all.draw(self.pen, (width - all.width) / 2, y);
                return;
            }
            self.pen.sign(column, y, self.pen.look.charset.pick("│", "|"), Tone::Sign(Fill::Cut));
            left.draw(self.pen, column.saturating_sub(1 + left.width), y);
            right.draw(self.pen, column + 2, y);
        } else {
            let entries = Entries::fitting(&levels, width.saturating_sub(strip.x));
            if entries.whole {
                entries.draw(self.pen, strip.x, y);
            } else {
                Entries::fitting(&levels, width).draw(self.pen, 0, y);
            }
        }
    }

    fn ticks(&mut self, legend: &[Key]) {
        let Some(y) = self.down.ticks else { return };
        let ticks = self.rows.axis.ticks(self.budget());
        self.pen.tick_labels(&ticks, self.across.strip, y, Tone::Quiet);
        let guessed = legend.iter().find(|key| key.fill == Fill::Prediction);
        if let Some(key) = guessed {
            let room = self.across.strip.x.saturating_sub(3);
            if text::width(&key.label) + 2 <= room {
                self.pen.sign(0, y, "P", Tone::Area(Fill::Prediction));
                self.pen.canvas.put(2, y, &key.label, room, Tone::Quiet);
            }
        }
    }

    fn all_rows(&mut self) {
        let rows = self.rows;
        let count = rows.rows.len();
        let room = (self.down.rows.end - self.down.rows.start) / self.down.pitch;
        let chosen = rows.rows.iter().position(|row| self.holds_chosen(row));
        let shown = if count > room { window(count, room.saturating_sub(1), chosen) } else { 0..count };
        let mut y = self.down.rows.start;
        for row in rows.rows.get(shown.clone()).unwrap_or_default() {
            self.row(row, y);
            y += self.down.pitch;
        }
        if shown.len() < count && room > 0 {
            let words = format!("{} more rows; the values table has all of them", count - shown.len());
            self.pen.canvas.put(0, y, &words, self.pen.canvas.width(), Tone::Quiet);
        }
    }

    fn holds_chosen(&self, row: &Row) -> bool {
        let Some(chosen) = self.pen.chosen else { return false };
        let segment = match &row.bar {
            Bar::Segments(segments) => segments.iter().any(|segment| segment.mark.as_deref() == Some(chosen)),
            _ => false,
        };
        segment || row.sum.as_ref().is_some_and(|sum| sum.mark == chosen)
    }

    fn row(&mut self, row: &Row, y: usize) {
        self.pen.canvas.put(0, y, &row.label, self.across.label, Tone::Text);
        if let Some(n) = &row.n {
            let words = format!("n={n}");
            let words = if text::width(&words) > COUNT_WIDTH { n } else { &words };
            self.pen.canvas.put(self.across.count, y, words, COUNT_WIDTH, Tone::Quiet);
        }
        let end = match &row.bar {
            Bar::Empty => None,
            Bar::Hidden(words) => {
                let strip = self.across.strip;
                let wide = self.pen.canvas.put(strip.x, y, words, strip.width, Tone::Quiet);
                // A guide that touched the words would read as a letter of them.
                for x in [strip.x + wide, strip.x + wide + 1] {
                    if x < strip.end() && Some(x) != self.divide_column() {
                        self.pen.sign(x, y, " ", Tone::Blank);
                    }
                }
                Some(strip.x + wide)
            }
            Bar::Segments(segments) => self.bar(segments, &row.predictions, y),
        };
        if let (Some(x), Some(sum)) = (self.across.sum, &row.sum) {
            let words = format!("= {}", sum.text);
            let wide = self.pen.canvas.put(x, y, &words, SUM_WIDTH, Tone::Strong);
            let is_segment = matches!(&row.bar, Bar::Segments(segments)
                if segments.iter().any(|segment| segment.mark.as_ref() == Some(&sum.mark)));
            if self.pen.is_chosen(Some(&sum.mark)) && !is_segment {
                self.pen.choose(x..x + wide.max(3), y);
            }
        }
        for pointer in &row.predictions {
            self.pointer(pointer, end, y);
        }
    }

    /// Draws the segments of one row; returns the column behind the last. Nothing is written where a prediction will stand.
    fn bar(&mut self, segments: &[Segment], predictions: &[Pointer], y: usize) -> Option<usize> {
        let spans = self.spans(segments);
        let kept: Vec<usize> = predictions.iter().map(|pointer| self.across.strip.column(pointer.at)).collect();
        let mut labels = Vec::new();
        for (segment, span) in segments.iter().zip(&spans) {
            if span.is_empty() {
                continue;
            }
            for line in 0..self.down.thickness() {
                self.pen.area(span.clone(), y + line, segment.fill);
            }
            let chosen = self.pen.is_chosen(segment.mark.as_deref());
            let inside = self.inside(segment, span, &kept, y, chosen);
            if chosen {
                for line in 0..self.down.thickness() {
                    self.pen.choose(span.clone(), y + line);
                }
            }
            if !inside {
                labels.push(Label { words: &segment.text, span: span.clone() });
            }
        }
        if self.down.pitch >= 2 {
            self.under(labels, y + self.down.thickness());
        }
        spans.iter().map(|span| span.end).max()
    }

    /// The columns of each segment. A segment that is not empty has at least one cell, taken from the widest beside it.
    fn spans(&self, segments: &[Segment]) -> Vec<Range<usize>> {
        let strip = self.across.strip;
        let divide = self.rows.divide.as_ref().map(|divide| divide.at);
        let is_below = |segment: &Segment| divide.is_some_and(|at| f64::midpoint(segment.from, segment.to) < at);
        let below = segments.iter().take_while(|segment| is_below(segment)).count();
        let (left, right) = segments.split_at(below);
        let mut spans = Vec::new();
        let start = left.first().map_or(strip.x, |first| strip.column(first.from));
        spread(&mut spans, start, &widths(left, strip));
        let start = right.first().map_or(strip.x, |first| strip.column(first.from) + usize::from(divide.is_some()));
        spread(&mut spans, start, &widths(right, strip));
        spans
    }

    /// Writes number and value on a segment, or the number alone, beside the columns that are kept for predictions; tells whether
    /// the value found room.
    fn inside(&mut self, segment: &Segment, span: &Range<usize>, kept: &[usize], y: usize, chosen: bool) -> bool {
        let tone = Tone::Area(segment.fill);
        let inner = if chosen && span.len() > 2 { span.start + 1..span.end - 1 } else { span.clone() };
        let inner = kept.iter().filter(|column| span.contains(column)).fold(inner, |inner, column| {
            let (left, right) = (inner.start..(*column).min(inner.end), (column + 1).max(inner.start)..inner.end);
            if left.len() >= right.len() { left } else { right }
        });
        let inner = match self.touches_digit(inner.start, y) {
            true if inner.len() > text::width(&segment.short) => inner.start + 1..inner.end,
            // Without colour, 3 and 4 would be 34.
            true if self.pen.look.patterns => return false,
            _ => inner,
        };
        let margin = if self.pen.look.patterns { 2 } else { 1 };
        let both = format!("{} {}", segment.short, segment.text);
        let fits = |words: &str, margin| text::width(words) + margin <= inner.len();
        let (words, margin) = if fits(&both, margin) {
            (both.as_str(), margin)
        } else if fits(&segment.short, margin) {
            (segment.short.as_str(), margin)
        } else if fits(&segment.short, 0) {
            (segment.short.as_str(), 0)
        } else {
            return false;
        };
        let padded = if margin == 2 { format!(" {words} ") } else { words.to_owned() };
        self.pen.centre(inner, y, &padded, tone);
        words.len() > segment.short.len()
    }

    /// Whether a number that begins at `x` would be read together with the one before it.
    fn touches_digit(&self, x: usize, y: usize) -> bool {
        let before = x.checked_sub(1).and_then(|before| self.pen.canvas.line(y).get(before));
        before.is_some_and(|spot| spot.symbol.chars().any(|c| c.is_ascii_digit()))
    }

    /// Writes values under their segments, on either side of the dividing line; one that finds no room there is left out.
    fn under(&mut self, labels: Vec<Label<'_>>, y: usize) {
        let strip = self.across.strip;
        let divide = self.divide_column().unwrap_or(strip.x);
        let (left, right): (Vec<_>, Vec<_>) = labels.into_iter().partition(|label| label.span.start < divide);
        for (labels, bounds) in [(left, strip.x..divide), (right, divide + 1..strip.end())] {
            for (label, x) in arrange(labels, &bounds) {
                self.pen.canvas.put(x, y, label.words, strip.width, Tone::Text);
            }
        }
    }

    /// Draws a prediction at its place, with its value where nothing else stands.
    fn pointer(&mut self, pointer: &Pointer, bar_end: Option<usize>, y: usize) {
        let column = self.across.strip.column(pointer.at);
        for line in 0..self.down.thickness() {
            self.pen.sign(column, y + line, "P", Tone::Area(pointer.fill));
        }
        let covered = bar_end.is_some_and(|end| end > column + 1);
        let words = if covered { format!("P {}", pointer.text) } else { pointer.text.clone() };
        let wide = text::width(&words);
        let limit = self.across.sum.map_or(self.across.strip.end(), |sum| sum.saturating_sub(1));
        let behind = bar_end.unwrap_or(0).max(column + 1) + 1;
        let before = column.checked_sub(text::width(&pointer.text) + 1);
        let under = y + self.down.thickness();
        let lined = format!("P {}", pointer.text);
        let lined_at = column.min(limit.saturating_sub(text::width(&lined)));
        if behind + wide <= limit && self.pen.canvas.is_free(behind..behind + wide, y) {
            self.pen.canvas.put(behind, y, &words, wide, Tone::Text);
        } else if let Some(x) = before.filter(|x| self.pen.canvas.is_free(*x..column, y)) {
            self.pen.canvas.put(x, y, &pointer.text, wide, Tone::Text);
        } else if self.down.pitch >= 2 && self.pen.canvas.is_free(lined_at..lined_at + text::width(&lined), under) {
            self.pen.canvas.put(lined_at, under, &lined, limit, Tone::Text);
        }
    }
}

/// A value that is written under its segment.
struct Label<'s> {
    words: &'s str,
    span: Range<usize>,
}

impl Label<'_> {
    fn width(&self) -> usize {
        text::width(self.words)
    }

    /// Whether the label, starting at `x`, still stands under the middle of its segment.
    fn belongs_at(&self, x: usize) -> bool {
        (x..x + self.width()).contains(&(self.span.start + self.span.len() / 2))
    }
}

/// Places for labels, each as near to the middle of its segment as its neighbours let it, one blank apart and inside `bounds`.
/// A label that would not stand under the middle of its segment any more is left out.
fn arrange<'s>(mut labels: Vec<Label<'s>>, bounds: &Range<usize>) -> Vec<(Label<'s>, usize)> {
    loop {
        let mut places: Vec<usize> = Vec::new();
        let mut next = bounds.start;
        for label in &labels {
            let wanted = (label.span.start + label.span.len() / 2).saturating_sub(label.width() / 2);
            let x = wanted.max(next);
            places.push(x);
            next = x + label.width() + 1;
        }
        let mut limit = bounds.end;
        for (label, x) in labels.iter().zip(places.iter_mut()).rev() {
            *x = (*x).min(limit.saturating_sub(label.width()));
            limit = x.saturating_sub(1);
        }
        let mut first = bounds.start;
        let misplaced = labels.iter().zip(&places).position(|(label, x)| {
            let wrong = *x < first || !label.belongs_at(*x);
            first = x + label.width() + 1;
            wrong
        });
        match misplaced {
            Some(index) => drop(labels.remove(index)),
            None => return labels.into_iter().zip(places).collect(),
        }
    }
}

fn widths(segments: &[Segment], strip: Strip) -> Vec<usize> {
    let mut widths: Vec<usize> =
        segments.iter().map(|one| strip.column(one.to).saturating_sub(strip.column(one.from))).collect();
    for (index, segment) in segments.iter().enumerate() {
        let widest = widths.iter().copied().enumerate().max_by_key(|(_, width)| *width);
        if let (Some(0), true, Some((from, 3..))) = (widths.get(index), segment.to > segment.from, widest) {
            for (at, change) in widths.iter_mut().enumerate() {
                *change = if at == from {
                    *change - 1
                } else if at == index {
                    1
                } else {
                    *change
                };
            }
        }
    }
    widths
}

fn spread(spans: &mut Vec<Range<usize>>, mut x: usize, widths: &[usize]) {
    for width in widths {
        spans.push(x..x + width);
        x += width;
    }
}
