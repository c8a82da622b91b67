//! Horizontal bars in cells.

use std::ops::Range;

use super::labels::{Label, arrange};
use super::legend::Entries;
use super::{Height, Pen, Strip, Tone, window};
use crate::chart::{Bar, Divide, Fill, Key, Plot, Pointer, Row, Rows, Segment};
use crate::text;

/// `n=1234`.
const COUNT_WIDTH: usize = 6;
/// `= 41-50%`, and the bracket behind it when it is chosen.
const SUM_WIDTH: usize = 9;
/// `P100%`.
const GUESS_WIDTH: usize = 5;
/// The narrowest axis beside which predictions have a column of their own.
const LEAST_STRIP: usize = 15;
/// The label of a row of predicted shares; its room is kept so that nothing moves when the first one is made.
const PREDICTED_LABEL: usize = 9;

pub(super) fn height(rows: &Rows) -> Height {
    let count = rows.rows.len();
    Height { least: count + 1, good: count * 4 + 2 + usize::from(rows.divide.is_some()) }
}

/// What stands in which columns; depends on the frame of the view and the size alone.
struct Across {
    label: usize,
    count: usize,
    strip: Strip,
    sum: Option<usize>,
    /// Of predicted values: under the sums where a row has a second line, else behind them.
    guess: Option<usize>,
}

impl Across {
    fn new(rows: &Rows, width: usize, pitch: usize) -> Self {
        let longest = rows.rows.iter().map(|row| text::width(&row.label)).max().unwrap_or(0);
        let least = if rows.divide.is_none() && rows.rows.len() <= 2 { PREDICTED_LABEL } else { 4 };
        let label = longest.max(least).min((width * 2 / 5).max(PREDICTED_LABEL));
        let count = label + 1;
        let x = count + COUNT_WIDTH + 1;
        let before = |width: usize| width.saturating_sub(SUM_WIDTH);
        let is_roomy = before(width.saturating_sub(GUESS_WIDTH)) > x + LEAST_STRIP;
        let (sum, guess) = match (&rows.divide, pitch) {
            (None, _) => (None, None),
            (Some(_), 2..) => (Some(before(width)), Some(before(width))),
            (Some(_), _) if is_roomy => (Some(before(width - GUESS_WIDTH)), Some(width - GUESS_WIDTH)),
            (Some(_), _) => (Some(before(width)), None),
        };
        let strip = sum.map_or(width, |sum| sum.saturating_sub(1)).saturating_sub(x);
        // A column in the very middle belongs to the dividing line.
        let strip = if rows.divide.is_some() && strip.is_multiple_of(2) { strip.saturating_sub(1) } else { strip };
        Self { label, count, strip: Strip { x, width: strip }, sum, guess }
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
    let down = Down::new(rows.rows.len(), rows.divide.is_some(), &room);
    let across = Across::new(rows, pen.canvas.width(), down.pitch);
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
        match &row.bar {
            Bar::Empty => {}
            Bar::Hidden(words) => {
                let strip = self.across.strip;
                let wide = self.pen.canvas.put(strip.x, y, words, strip.width, Tone::Quiet);
                // A guide that touched the words would read as a letter of them.
                for x in [strip.x + wide, strip.x + wide + 1] {
                    if x < strip.end() && Some(x) != self.divide_column() {
                        self.pen.sign(x, y, " ", Tone::Blank);
                    }
                }
            }
            Bar::Segments(segments) => self.bar(segments, &row.predictions, y),
        }
        if let (Some(x), Some(sum)) = (self.across.sum, &row.sum) {
            let words = format!("= {}", sum.text);
            let wide = self.pen.canvas.put(x, y, &words, SUM_WIDTH, Tone::Strong);
            let is_segment = matches!(&row.bar, Bar::Segments(segments)
                if segments.iter().any(|segment| segment.mark.as_ref() == Some(&sum.mark)));
            if self.pen.is_chosen(Some(&sum.mark)) && !is_segment {
                self.pen.choose_text(&(x..x + wide), y);
            }
        }
        for pointer in &row.predictions {
            self.pointer(pointer, y);
        }
    }

    /// Draws the segments of one row. No number comes near a place at which a prediction will stand.
    fn bar(&mut self, segments: &[Segment], predictions: &[Pointer], y: usize) {
        let spans = self.spans(segments);
        for (segment, span) in segments.iter().zip(&spans) {
            for line in 0..self.down.thickness() {
                self.pen.area(span.clone(), y + line, segment.fill);
            }
        }
        let signs = if self.sign_line() == 0 { predictions } else { &[] };
        let kept: Vec<usize> = signs.iter().map(|pointer| self.across.strip.column(pointer.at)).collect();
        let mut untold = Vec::new();
        for (index, (segment, span)) in segments.iter().zip(&spans).enumerate() {
            if !self.inside(segment, span, &kept, y) {
                untold.push((index, segment.text.as_str()));
            }
        }
        let chosen = segments.iter().zip(&spans).find(|(segment, _)| self.pen.is_chosen(segment.mark.as_deref()));
        if let Some((_, span)) = chosen.filter(|(_, span)| !span.is_empty()) {
            for line in 0..self.down.thickness() {
                self.pen.choose(span.clone(), y + line);
            }
        }
        if self.down.pitch >= 2 {
            self.under(&untold, &spans, y + self.down.thickness());
        }
    }

    /// The columns of each segment. A segment that is not empty has at least one cell, taken from the widest beside it or, where
    /// none is wide enough, from the blank at the end of the bar.
    fn spans(&self, segments: &[Segment]) -> Vec<Range<usize>> {
        let strip = self.across.strip;
        let divide = self.rows.divide.as_ref().map(|divide| divide.at);
        let is_below = |segment: &Segment| divide.is_some_and(|at| f64::midpoint(segment.from, segment.to) < at);
        let below = segments.iter().take_while(|segment| is_below(segment)).count();
        let (left, right) = segments.split_at(below);
        let mut spans = Vec::new();
        let lengths = widths(left, strip);
        let end = left.last().map_or(strip.x, |last| strip.column(last.to));
        spread(&mut spans, end.saturating_sub(lengths.iter().sum()).max(strip.x), &lengths, end);
        let start = right.first().map_or(strip.x, |first| strip.column(first.from) + usize::from(divide.is_some()));
        spread(&mut spans, start, &widths(right, strip), strip.end());
        spans
    }

    /// Writes number and value on a segment, or the number alone; tells whether the value found room.
    ///
    /// The first cell of the area stays free, so that the numbers of neighbours stay apart; the last one too where it shows a
    /// pattern, or the bracket of the chosen segment.
    fn inside(&mut self, segment: &Segment, span: &Range<usize>, kept: &[usize], y: usize) -> bool {
        let tone = Tone::Area(segment.fill);
        let both = format!("{} {}", segment.short, segment.text);
        let is_chosen = self.pen.is_chosen(segment.mark.as_deref());
        let behind = usize::from(is_chosen || self.pen.look.patterns);
        let inner = kept.iter().fold(span.start + 1..span.end.saturating_sub(behind), |inner, column| {
            let (left, right) =
                (inner.start..column.saturating_sub(1).min(inner.end), (column + 2).max(inner.start)..inner.end);
            if left.len() >= right.len() { left } else { right }
        });
        if !self.pen.look.patterns {
            let told = self.pen.centre(inner.clone(), y, &both, tone).is_some();
            if !told && span.len() > 2 {
                self.pen.centre(inner, y, &segment.short, tone);
            } else if !told {
                self.narrow(segment, span, kept, y);
            }
            return told;
        }
        let told = self.pen.centre(inner.clone(), y, &format!(" {both} "), tone).is_some();
        // A sign that is a letter would be read together with the number: `-2-`.
        let is_shade = !self.pen.pattern(segment.fill).is_ascii();
        if !told && self.pen.centre(inner.clone(), y, &format!(" {} ", segment.short), tone).is_none() && is_shade {
            self.pen.centre(inner, y, &segment.short, tone);
        }
        told
    }

    /// Writes the number of a segment that has no cell to spare, unless it would touch another sign.
    fn narrow(&mut self, segment: &Segment, span: &Range<usize>, kept: &[usize], y: usize) {
        let wide = text::width(&segment.short);
        let last = span.end.saturating_sub(wide);
        let is_clear = |x: usize| {
            let before = x.checked_sub(1).and_then(|before| self.pen.canvas.line(y).get(before));
            let touches = before.is_some_and(|spot| spot.symbol.chars().any(|c| c.is_ascii_digit() || c == '%'));
            !touches && kept.iter().all(|column| column + 1 < x || *column > x + wide)
        };
        if let Some(x) = (span.start..=last).find(|x| is_clear(*x)) {
            self.pen.canvas.put(x, y, &segment.short, wide, Tone::Area(segment.fill));
        }
    }

    /// Writes values under their segments, on either side of the dividing line.
    fn under(&mut self, values: &[(usize, &str)], spans: &[Range<usize>], y: usize) {
        let strip = self.across.strip;
        let divide = self.divide_column();
        let left = divide.map(|divide| strip.x..divide);
        let right = divide.map_or(strip.x, |divide| divide + 1)..strip.end();
        for side in left.into_iter().chain(std::iter::once(right)) {
            let is_here = |index: &usize| spans.get(*index).is_some_and(|span| side.contains(&span.start));
            let here = values.iter().filter(|(index, _)| is_here(index));
            let labels = here.filter_map(|(index, words)| Label::new(words, spans, *index, &side)).collect();
            for (label, x) in arrange(labels) {
                self.pen.canvas.put(x, y, label.words, strip.width, Tone::Text);
            }
        }
    }

    /// The line of a row on which predictions are marked: not that of the numbers, where a bar has two.
    fn sign_line(&self) -> usize {
        self.down.thickness() - 1
    }

    /// Marks a prediction at its place; its value stands in a column of its own, never on or beside the bar.
    fn pointer(&mut self, pointer: &Pointer, y: usize) {
        let column = self.across.strip.column(pointer.at);
        let line = y + self.sign_line();
        let is_word = |spot: &super::Spot| spot.tone == Tone::Quiet;
        if !self.pen.canvas.line(line).get(column).is_some_and(is_word) {
            self.pen.sign(column, line, "P", Tone::Area(pointer.fill));
        }
        let Some(x) = self.across.guess else { return };
        let room = self.pen.canvas.width().saturating_sub(x);
        // A range is told without its unit rather than cut off: `30-40` where `P30-40%` has no room.
        let bare = pointer.text.trim_end_matches('%').to_owned();
        let shapes = [format!("P {}", pointer.text), format!("P{}", pointer.text), bare];
        let words = shapes.iter().find(|words| text::width(words) <= room).unwrap_or(&shapes[1]);
        let under = usize::from(self.down.pitch >= 2);
        self.pen.canvas.put(x, y + under, words, room, Tone::Area(pointer.fill));
    }
}

fn widths(segments: &[Segment], strip: Strip) -> Vec<usize> {
    let mut widths: Vec<usize> =
        segments.iter().map(|one| strip.column(one.to).saturating_sub(strip.column(one.from))).collect();
    for (index, segment) in segments.iter().enumerate() {
        let widest = widths.iter().copied().enumerate().max_by_key(|(_, width)| *width);
        if let (Some(0), true, Some((from, most))) = (widths.get(index), segment.to > segment.from, widest) {
            for (at, change) in widths.iter_mut().enumerate() {
                *change = if at == from && most > 1 {
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

fn spread(spans: &mut Vec<Range<usize>>, mut x: usize, widths: &[usize], end: usize) {
    for width in widths {
        let next = (x + width).min(end);
        spans.push(x..next);
        x = next;
    }
}
