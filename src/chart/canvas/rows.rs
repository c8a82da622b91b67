//! Horizontal bars in cells.
//!
//! The legend stands over the words of the two sides, as on paper, so that no swatch touches a bar. What a guess was stands on one
//! line with its sign: under the numbers where a row has a second line, so that it hides none of them.

mod bar;

use std::ops::Range;

use super::legend::Entries;
use super::{Height, Pen, Strip, Tone, window};
use crate::chart::{Bar, Divide, Fill, Key, Plot, Pointer, Row, Rows};
use crate::text;

/// `n=1234`.
const COUNT_WIDTH: usize = 6;
/// `= 41-50%`, and the bracket behind it when it is chosen.
const SUM_WIDTH: usize = 9;
/// `P100%`.
const GUESS_WIDTH: usize = 5;
/// The narrowest axis beside which predictions have a column of their own.
const LEAST_STRIP: usize = 13;
/// The narrowest axis with a label at each half; a narrower one has them at its ends and in the middle.
const STRIP_OF_HALVES: usize = 25;
/// Right of an axis that ends at the edge: half of its last label.
const MARGIN: usize = 2;
/// The label of a row of predicted shares; its room is kept so that nothing moves when the first one is made.
const PREDICTED_LABEL: usize = 9;
/// The shortest room for labels, so that the key of predictions finds its place before the first label of the axis.
const LEAST_LABEL: usize = 5;
/// Most lines of a row: a bar of four, its values, a blank.
const MOST_LINES: usize = 6;
/// Lines kept for notes before bars grow: a blank and two notes.
const NOTES: usize = 3;

pub(super) fn height(rows: &Rows) -> Height {
    let count = rows.rows.len();
    Height { least: count + 1, good: count * MOST_LINES + 2 + usize::from(rows.divide.is_some()) }
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
        let least = if rows.divide.is_none() && rows.rows.len() <= 2 { PREDICTED_LABEL } else { LEAST_LABEL };
        let mut most = width * 2 / 5;
        if rows.divide.is_some() && pitch < 2 {
            // Numbers come before the last letters of a label.
            most = most.min(width.saturating_sub(SUM_WIDTH + GUESS_WIDTH + COUNT_WIDTH + 3 + LEAST_STRIP));
        }
        let label = longest.max(least).min(most.max(PREDICTED_LABEL));
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
        let strip = sum.map_or(width.saturating_sub(MARGIN), |sum| sum.saturating_sub(pitch.min(2))).saturating_sub(x);
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
    /// Room goes first to the rows, then to the legend, the ticks, a second line a row, the words over the two sides, a third
    /// line a row; then, after the notes, to blanks between rows and to taller bars. `below` the room are so many lines more.
    fn new(count: usize, divided: bool, room: &Range<usize>, below: usize) -> Self {
        let lines = room.end.saturating_sub(room.start);
        let count = count.max(1);
        let mut left = lines.saturating_sub(count);
        let mut take = |wanted: usize, kept: usize| {
            let granted = left >= wanted + kept;
            left -= if granted { wanted } else { 0 };
            granted
        };
        let legend = take(1, 0);
        let ticks = take(1, 0);
        let mut pitch = 1 + usize::from(take(count, 0));
        let words = divided && take(1, 0);
        // Many rows need the blank between them more than a second note; two are told apart without.
        let notes = |pitch| match pitch {
            ..3 => 0,
            3 if count > 2 => 1,
            _ => NOTES,
        };
        while pitch > 1 && pitch < MOST_LINES && take(count, notes(pitch).saturating_sub(below)) {
            pitch += 1;
        }
        let mut y = room.start;
        let mut line = |granted: bool| {
            y += usize::from(granted);
            granted.then(|| y - 1)
        };
        let (legend, words) = (line(legend), line(words));
        let end = (y + count * pitch).min(room.end);
        Self { words, legend, rows: y..end, pitch, ticks: ticks.then_some(end) }
    }

    /// How many lines of a row its bar takes.
    fn thickness(&self) -> usize {
        match self.pitch {
            0..=2 => 1,
            3 | 4 => 2,
            more => more - 2,
        }
    }

    /// The line of a row on which its numbers stand.
    fn text_line(&self) -> usize {
        (self.thickness() - 1) / 2
    }

    /// The line of a row on which predictions stand: not that of the numbers, where there is another.
    fn sign_line(&self) -> usize {
        self.text_line() + usize::from(self.pitch >= 2)
    }
}

pub(super) fn draw(pen: &mut Pen<'_>, plot: &Plot, rows: &Rows, room: Range<usize>) {
    let below = pen.canvas.height().saturating_sub(room.end);
    let down = Down::new(rows.rows.len(), rows.divide.is_some(), &room, below);
    let across = Across::new(rows, pen.canvas.width(), down.pitch);
    let mut drawing = Drawing { pen, rows, across, down };
    drawing.guides();
    drawing.ticks();
    drawing.heads(&plot.legend);
    drawing.all_rows();
    drawing.part_guides();
}

struct Drawing<'p, 'a, 'r> {
    pen: &'p mut Pen<'a>,
    rows: &'r Rows,
    across: Across,
    down: Down,
}

impl Drawing<'_, '_, '_> {
    fn budget(&self) -> usize {
        if self.across.strip.width < STRIP_OF_HALVES { 3 } else { (self.across.strip.width / 12).clamp(5, 9) }
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

    /// Takes away the dots that touch a sign: `.5%` would be another number.
    fn part_guides(&mut self) {
        let is_sign = |spot: &super::Spot| match spot.tone {
            Tone::Blank | Tone::Rule => false,
            Tone::Area(_) => true,
            _ => spot.symbol != " ",
        };
        for y in self.down.rows.clone() {
            let line = self.pen.canvas.line(y);
            let touching = |x: &usize| {
                let near = [x.checked_sub(1), Some(x + 1)].into_iter().flatten();
                line.get(*x).is_some_and(|spot| spot.tone == Tone::Rule)
                    && near.filter_map(|x| line.get(x)).any(is_sign)
            };
            let touching: Vec<usize> = (0..line.len()).filter(touching).collect();
            for x in touching {
                self.pen.sign(x, y, " ", Tone::Blank);
            }
        }
    }

    fn heads(&mut self, legend: &[Key]) {
        if let Some(y) = self.down.words {
            self.sides(y);
        }
        let Some(y) = self.down.legend else { return };
        let width = self.pen.canvas.width();
        let levels: Vec<&Key> = legend.iter().filter(|key| key.fill != Fill::Prediction).collect();
        let strip = self.across.strip;
        if let (Some(column), Some(divide)) = (self.divide_column(), &self.rows.divide) {
            let (left, right) = levels.split_at(divide.keys_below.min(levels.len()));
            let all = Entries::fitting(&levels, width);
            let left = Entries::whole_from(left, column.saturating_sub(1), width);
            let right = Entries::whole_from(right, width.saturating_sub(column + 1), width);
            if left.whole && right.whole && left.width + right.width + 3 <= width {
                // Where a side has too little room, the line between them stands beside that of the rows.
                let column = column.max(left.width + 1).min(width - right.width - 1);
                self.pen.sign(column, y, self.pen.look.charset.pick("│", "|"), Tone::Sign(Fill::Cut));
                left.draw(self.pen, column - 1 - left.width, y);
                right.draw(self.pen, (column + 2).min(width - right.width), y);
            } else if all.whole || self.down.words.is_some() {
                all.draw(self.pen, (width - all.width) / 2, y);
            } else {
                // Halves of words say less than what the two sides are; the levels have their numbers.
                self.sides(y);
            }
        } else {
            let entries = Entries::fitting(&levels, width.saturating_sub(strip.x));
            if entries.whole {
                entries.draw(self.pen, strip.x, y);
            } else {
                Entries::fitting(&levels, width).draw(self.pen, 0, y);
            }
        }
        self.key_of_guesses(legend);
    }

    /// What stands on either side of the dividing line.
    fn sides(&mut self, y: usize) {
        let (Some(divide), Some(column)) = (&self.rows.divide, self.divide_column()) else { return };
        let Divide { below, above, .. } = divide;
        let start = column.saturating_sub(text::width(below) + 1);
        self.pen.canvas.put(start, y, below, column.saturating_sub(start + 1), Tone::Strong);
        self.pen.canvas.put(column + 2, y, above, self.pen.canvas.width(), Tone::Strong);
        self.pen.sign(column, y, self.pen.look.charset.pick("│", "|"), Tone::Sign(Fill::Cut));
    }

    /// The sign of predictions and its name: left of the axis' labels, else at the end of a line of heads.
    fn key_of_guesses(&mut self, legend: &[Key]) {
        let Some(key) = legend.iter().find(|key| key.fill == Fill::Prediction) else { return };
        let wide = text::width(&key.label) + 2;
        let end = self.pen.canvas.width();
        // Close to the first number it would be read as told by it: `predicted 100%`.
        let before = self.down.ticks.filter(|_| wide + 6 < self.across.strip.x).map(|y| (0, y));
        let behind = |y: usize| Some((end.checked_sub(wide)?, y));
        let places =
            before.into_iter().chain(self.down.words.and_then(behind)).chain(self.down.legend.and_then(behind));
        let is_free = |(x, y): &(usize, usize)| self.pen.canvas.is_free(x.saturating_sub(1)..x + wide, *y);
        if let Some((x, y)) = places.into_iter().find(is_free) {
            self.pen.sign(x, y, "P", Tone::Area(Fill::Prediction));
            self.pen.canvas.put(x + 2, y, &key.label, wide, Tone::Quiet);
        }
    }

    fn ticks(&mut self) {
        let Some(y) = self.down.ticks else { return };
        let ticks = self.rows.axis.ticks(self.budget());
        self.pen.tick_labels(&ticks, self.across.strip, y, Tone::Quiet);
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
            let width = self.pen.canvas.width();
            for x in 0..width {
                self.pen.sign(x, y, " ", Tone::Blank);
            }
            self.pen.canvas.put(0, y, &words, width, Tone::Quiet);
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
        let line = y + self.down.text_line();
        self.label(row, y);
        if let Some(n) = &row.n {
            let words = format!("n={n}");
            let words = if text::width(&words) > COUNT_WIDTH { n } else { &words };
            self.pen.canvas.put(self.across.count, line, words, COUNT_WIDTH, Tone::Quiet);
        }
        match &row.bar {
            Bar::Empty => {}
            // Without a bar and a number at its end there is more room than that of the axis.
            Bar::Hidden(words) => {
                let guess = self.across.guess.filter(|_| self.down.pitch < 2);
                let end = guess.map_or(self.pen.canvas.width(), |guess| guess.saturating_sub(1));
                let strip = self.across.strip.x;
                let is_long = text::width(words) > end.saturating_sub(strip);
                let x = if is_long && row.n.is_none() { self.across.count } else { strip };
                self.pen.canvas.put(x, line, words, end.saturating_sub(x), Tone::Quiet);
            }
            Bar::Segments(segments) => self.bar(segments, &row.predictions, y),
        }
        if let (Some(x), Some(sum)) = (self.across.sum, &row.sum) {
            let wide = self.pen.canvas.put(x, line, &sum.words(), SUM_WIDTH, Tone::Strong);
            let is_segment = matches!(&row.bar, Bar::Segments(segments)
                if segments.iter().any(|segment| segment.mark.as_ref() == Some(&sum.mark)));
            if self.pen.is_chosen(Some(&sum.mark)) && !is_segment {
                self.pen.choose_text(&(x..x + wide), line);
            }
        }
        for pointer in &row.predictions {
            self.pointer(pointer, y);
        }
    }

    /// What a row is of, on as many lines as the row has.
    fn label(&mut self, row: &Row, y: usize) {
        let from = self.down.text_line();
        let room = self.down.pitch - from;
        let lines = text::wrap(&row.label, self.across.label);
        for (line, words) in lines.iter().take(room).enumerate() {
            let rest = if line + 1 == room { lines.get(line..).unwrap_or_default().join(" ") } else { words.clone() };
            self.pen.canvas.put(0, y + from + line, &rest, self.across.label, Tone::Text);
        }
    }

    /// Marks a prediction at its place; its value stands in a column of its own, never on or beside the bar.
    fn pointer(&mut self, pointer: &Pointer, y: usize) {
        let column = self.across.strip.column(pointer.at);
        let line = y + self.down.sign_line();
        let is_word = |spot: &super::Spot| spot.tone == Tone::Quiet;
        if !self.pen.canvas.line(line).get(column).is_some_and(is_word) {
            // Without colours it would melt into a bar that goes on behind it.
            let beside = [column.checked_sub(1), Some(column + 1)].map(|x| {
                let x = x.filter(|_| self.pen.look.patterns && self.down.pitch > 2)?;
                let tone = self.pen.canvas.line(line).get(x)?.tone;
                matches!(tone, Tone::Area(_)).then_some((x, tone))
            });
            if let [Some(left), Some(right)] = beside {
                for (x, tone) in [left, right] {
                    self.pen.sign(x, line, " ", tone);
                }
            }
            self.pen.sign(column, line, "P", Tone::Area(pointer.fill));
        }
        let Some(x) = self.across.guess else { return };
        let room = self.pen.canvas.width().saturating_sub(x);
        // A range is told without its unit rather than cut off: `30-40` where `P30-40%` has no room.
        let bare = pointer.text.trim_end_matches('%').to_owned();
        let shapes = [format!("P {}", pointer.text), format!("P{}", pointer.text), bare];
        let words = shapes.iter().find(|words| text::width(words) <= room).unwrap_or(&shapes[1]);
        self.pen.canvas.put(x, line, words, room, Tone::Area(pointer.fill));
    }
}

#[cfg(test)]
mod tests;
