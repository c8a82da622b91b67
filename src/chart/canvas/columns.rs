//! Vertical bars over a scale of scores in cells.

use std::ops::Range;

use super::{Charset, Height, Pen, Strip, Tone};
use crate::chart::{Band, Column, Columns, Fill, Pointer};
use crate::text;

/// Free columns at both ends, so that the label of a tick at the end finds room.
const MARGIN: usize = 2;
/// Lines for bars with their counts beyond which more only costs room.
const GOOD_BARS: usize = 15;
/// Fewest lines for bars with their counts.
const LEAST_BARS: usize = 3;
/// Narrowest room for the beginning of a name.
const LEAST_NAME: usize = 7;
/// Columns between the labels of two ticks.
const TICK_GAP: usize = 6;
/// The axis, and the line of the median.
const FEET: usize = 2;
/// From this many lines on a predicted median has a line of its own.
const TWO_MEDIANS: usize = 10;
/// From this many lines on the tick labels stand on a line of their own, under the axis.
const ROOMY: usize = 13;

fn strip(width: usize) -> Strip {
    Strip { x: MARGIN, width: width.saturating_sub(2 * MARGIN) }
}

pub(super) fn height(columns: &Columns) -> Height {
    let others = Down::heads(columns) + FEET;
    Height { least: others + LEAST_BARS, good: others + 1 + GOOD_BARS }
}

/// What stands on which lines; depends on frame, predictions and size.
struct Down {
    names: Option<usize>,
    bands: Option<usize>,
    guesses: Option<usize>,
    bars: Range<usize>,
    axis: usize,
    labels: usize,
    pointers: usize,
    guess: usize,
}

impl Down {
    fn heads(columns: &Columns) -> usize {
        let bands = usize::from(!columns.bands.is_empty());
        let guesses = usize::from(columns.bands.iter().any(|band| band.predicted.is_some()));
        2 * bands + guesses
    }

    fn new(columns: &Columns, room: &Range<usize>) -> Self {
        let lines = room.end.saturating_sub(room.start);
        let bands = !columns.bands.is_empty();
        let guesses = columns.bands.iter().any(|band| band.predicted.is_some());
        let roomy = lines >= ROOMY;
        let is_guessed = columns.pointers.iter().any(|pointer| pointer.fill == Fill::Prediction);
        let apart = usize::from(is_guessed && lines >= TWO_MEDIANS);
        let mut y = room.start;
        let mut take = |wanted: usize| {
            let end = (y + wanted).min(room.end);
            let taken = y..end;
            y = end;
            taken
        };
        let names = take(usize::from(bands));
        let bands = take(usize::from(bands));
        let guesses = take(usize::from(guesses));
        let bars = lines.saturating_sub(names.len() + bands.len() + guesses.len() + FEET + usize::from(roomy) + apart);
        let bars = take(bars);
        let axis = take(1).start;
        let labels = if roomy { take(1).start } else { axis };
        let pointers = take(FEET - 1).start;
        let guess = if apart > 0 { take(apart).start } else { pointers };
        let one = |range: Range<usize>| (!range.is_empty()).then_some(range.start);
        Self { names: one(names), bands: one(bands), guesses: one(guesses), bars, axis, labels, pointers, guess }
    }
}

pub(super) fn draw(pen: &mut Pen<'_>, columns: &Columns, room: Range<usize>) {
    let width = pen.canvas.width();
    let down = Down::new(columns, &room);
    let mut drawing = Drawing { pen, columns, strip: strip(width), down };
    drawing.axis();
    drawing.bars();
    drawing.bands();
    drawing.pointers();
}

struct Drawing<'p, 'a, 'c> {
    pen: &'p mut Pen<'a>,
    columns: &'c Columns,
    strip: Strip,
    down: Down,
}

impl Drawing<'_, '_, '_> {
    fn axis(&mut self) {
        let charset = self.pen.look.charset;
        for x in self.strip.x..self.strip.end() {
            self.pen.sign(x, self.down.axis, charset.pick("─", "-"), Tone::Rule);
        }
        let axis = &self.columns.axis;
        let label = text::width(&axis.label(axis.high)).max(text::width(&axis.label(axis.low)));
        let ticks = axis.ticks((self.strip.width / (label + TICK_GAP)).clamp(2, 12));
        let labelled = self.pen.tick_labels(&ticks, self.strip, self.down.labels, Tone::Text);
        if self.down.labels != self.down.axis {
            for column in labelled {
                self.pen.sign(column, self.down.axis, charset.pick("┴", "+"), Tone::Rule);
            }
        }
    }

    fn bars(&mut self) {
        let columns = self.columns;
        let ends = |bar: &Column| (self.strip.column(bar.from), self.strip.column(bar.to));
        let spaced = columns.bars.iter().map(ends).all(|(from, to)| to >= from + 2);
        let cuts: Vec<usize> = columns.cuts.iter().map(|at| self.strip.column(*at)).collect();
        let spans: Vec<Range<usize>> =
            columns
                .bars
                .iter()
                .map(ends)
                // The column of a cut line belongs to the line.
                .map(|(from, to)| {
                    if spaced || cuts.contains(&from) && from + 1 < to { from + 1..to } else { from..to.max(from + 1) }
                })
                .collect();
        let mut tops: Vec<usize> = Vec::new();
        let stacks = columns.stacks(self.down.bars.len().saturating_sub(1));
        for ((bar, span), stacks) in columns.bars.iter().zip(&spans).zip(stacks) {
            tops.push(self.bar(bar, span, stacks));
        }
        self.cuts();
        if let Some(words) = &columns.hidden {
            self.hidden(words);
        }
        let mut taken: Vec<(usize, Range<usize>)> = Vec::new();
        for ((bar, span), top) in columns.bars.iter().zip(&spans).zip(&tops) {
            self.count(bar, span, *top, &mut taken);
        }
    }

    /// Words in place of the bars, apart from the cut lines.
    fn hidden(&mut self, words: &str) {
        let y = self.down.bars.start + self.down.bars.len() / 2;
        let (room, wide) = (self.strip.x..self.strip.end(), text::width(words));
        let start = room.start + room.len().saturating_sub(wide) / 2;
        for x in start.saturating_sub(1)..(start + wide + 1).min(self.pen.canvas.width()) {
            self.pen.sign(x, y, " ", Tone::Blank);
        }
        self.pen.centre(room, y, words, Tone::Quiet);
    }

    /// Fills one bar; returns the line above it.
    fn bar(&mut self, bar: &Column, span: &Range<usize>, stacks: usize) -> usize {
        let room = self.down.bars.len().saturating_sub(1);
        if let Some(dots) = bar.dots {
            return self.dots((dots, stacks), span, room);
        }
        let halves = if self.pen.look.charset == Charset::Ascii { 1 } else { 2 };
        let shown = bar.height > 0.0;
        let steps = steps(bar.height, room * halves).max(usize::from(shown && room > 0));
        let (whole, half) = (steps / halves, steps % halves);
        let bottom = self.down.bars.end;
        for y in bottom.saturating_sub(whole)..bottom {
            self.pen.area(span.clone(), y, Fill::Bar);
        }
        if half > 0 {
            for x in span.clone() {
                self.pen.sign(x, bottom - whole - 1, "▄", Tone::Sign(Fill::Bar));
            }
        }
        bottom.saturating_sub(whole + half + 1).max(self.down.bars.start)
    }

    /// Stacks dots over the middle of a bin; returns the line above them.
    fn dots(&mut self, (dots, stacks): (usize, usize), span: &Range<usize>, room: usize) -> usize {
        let bottom = self.down.bars.end;
        let stacks = stacks.min(span.len()).min(dots).max(1);
        let step = if stacks * 2 <= span.len() + 1 { 2 } else { 1 };
        let start = span.start + span.len().saturating_sub((stacks - 1) * step + 1) / 2;
        let sign = self.pen.point(Fill::Dot);
        let shown = dots.min(stacks * room);
        for dot in 0..shown {
            let (x, y) = (start + dot % stacks * step, bottom.saturating_sub(1 + dot / stacks));
            self.pen.sign(x, y, sign, Tone::Sign(Fill::Dot));
        }
        bottom.saturating_sub(shown.div_ceil(stacks) + 1).max(self.down.bars.start)
    }

    /// Writes the count over a bar and, where the bar is open and wide enough, its range over the count.
    fn count(&mut self, bar: &Column, span: &Range<usize>, top: usize, taken: &mut Vec<(usize, Range<usize>)>) {
        if self.down.bars.is_empty() {
            return;
        }
        let wide = text::width(&bar.text);
        let start = (span.start + span.len() / 2).saturating_sub(wide / 2);
        let start = if span.len() >= wide { span.start + (span.len() - wide) / 2 } else { start };
        let is_free = |range: &Range<usize>| {
            let clear = taken.iter().all(|(y, other)| *y != top || range.end < other.start || other.end < range.start);
            clear && self.pen.canvas.is_free(range.clone(), top)
        };
        // Beside a cut line a number moves over by one; half a number would be a wrong one.
        let places = [Some(start), Some(start + 1), start.checked_sub(1)];
        let place = places.into_iter().flatten().map(|start| start..start + wide).find(is_free);
        let range = place.clone().unwrap_or(start..start + wide);
        if place.is_some() {
            self.pen.canvas.put(range.start, top, &bar.text, wide, Tone::Strong);
            taken.push((top, range.clone()));
        }
        if let Some(words) = &bar.open
            && top > self.down.bars.start
            && let Some(x) = self.free_near_middle(span, text::width(words), top - 1)
        {
            self.pen.canvas.put(x, top - 1, words, text::width(words), Tone::Quiet);
        }
        if self.pen.is_chosen(bar.mark.as_deref()) {
            self.pen.choose_text(&range, top);
            for y in top + 1..self.down.bars.end {
                self.pen.choose(span.clone(), y);
            }
        }
    }

    /// Where in a span so many free columns begin, as near to its middle as cut lines let them.
    fn free_near_middle(&self, span: &Range<usize>, wide: usize, y: usize) -> Option<usize> {
        let last = span.end.checked_sub(wide)?;
        let middle = span.start + span.len().saturating_sub(wide) / 2;
        let free = (span.start..=last).filter(|x| self.pen.canvas.is_free(*x..x + wide, y));
        free.min_by_key(|x| x.abs_diff(middle))
    }

    /// The cut lines, from the names of the levels to the axis.
    fn cuts(&mut self) {
        let line = self.pen.look.charset.pick("│", "|");
        for at in &self.columns.cuts {
            for y in self.down.names.unwrap_or(self.down.bars.start)..self.down.bars.end {
                self.pen.sign(self.strip.column(*at), y, line, Tone::Sign(Fill::Cut));
            }
        }
    }

    /// The columns between the lines of a band; at both ends of the axis the margin belongs to it.
    fn span(&self, band: &Band) -> Range<usize> {
        let start = if band.from > 0.0 { self.strip.column(band.from) + 1 } else { 0 };
        start..if band.to < 1.0 { self.strip.column(band.to) } else { self.pen.canvas.width() }
    }

    /// Names of the levels over their shares, and what was predicted for them.
    fn bands(&mut self) {
        let columns = self.columns;
        for band in &columns.bands {
            let span = self.span(band);
            if let Some(y) = self.down.names {
                let name = fitting_name(&band.name, span.len());
                self.pen.centre(span.clone(), y, &name, Tone::Strong);
            }
            if let Some(y) = self.down.bands
                && let Some(taken) = self.pen.centre(span.clone(), y, &band.text, Tone::Strong)
                && self.pen.is_chosen(band.mark.as_deref())
            {
                self.pen.choose_text(&taken, y);
            }
            if let (Some(y), Some(guess)) = (self.down.guesses, &band.predicted)
                && let Some(taken) = self.pen.centre(span, y, &format!("P {guess}"), Tone::Text)
            {
                self.pen.sign(taken.start, y, "P", Tone::Area(Fill::Prediction));
            }
        }
    }

    /// Predicted and actual median under the axis: on two lines, or on one where the prediction is placed first, so that the reveal
    /// does not move it, and keeps clear of the sign of the actual one.
    fn pointers(&mut self) {
        let columns = self.columns;
        let (predicted, actual): (Vec<_>, Vec<_>) =
            columns.pointers.iter().partition(|pointer| pointer.fill == Fill::Prediction);
        let mut before = None;
        for pointer in predicted {
            before = self.pointer(pointer, self.down.guess, None);
        }
        let is_shared = self.down.guess == self.down.pointers;
        for pointer in actual {
            before = self.pointer(pointer, self.down.pointers, before.as_ref().filter(|_| is_shared));
        }
    }

    /// Draws a sign with its words to the right, to the left, or else behind the words of the one `before`.
    fn pointer(&mut self, pointer: &Pointer, y: usize, before: Option<&Range<usize>>) -> Option<Range<usize>> {
        let column = self.strip.column(pointer.at);
        let (symbol, tone, words) = match pointer.fill {
            Fill::Prediction => ("P", Tone::Area(pointer.fill), format!("predicted {}", pointer.text)),
            _ => (self.pen.look.charset.pick("▲", "^"), Tone::Sign(pointer.fill), pointer.text.clone()),
        };
        if self.pen.canvas.is_free(column..column + 1, y) {
            self.pen.sign(column, y, symbol, tone);
        }
        let wide = text::width(&words);
        let behind = before.map(|taken| taken.end + 2);
        let ahead = before.and_then(|taken| taken.start.checked_sub(wide + 4));
        let places = [Some(column + 2), column.checked_sub(wide + 1), behind, ahead];
        let free = |x: &usize| {
            let apart = x.saturating_sub(1)..(x + wide + 1).min(self.pen.canvas.width());
            x + wide <= self.pen.canvas.width()
                && apart.filter(|x| *x != column).all(|x| self.pen.canvas.is_free(x..x + 1, y))
        };
        let start = places.into_iter().flatten().find(free)?;
        self.pen.canvas.put(start, y, &words, wide, Tone::Text);
        if self.pen.is_chosen(pointer.mark.as_deref()) {
            self.pen.choose_text(&(start..start + wide), y);
        }
        Some(start..start + wide)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and the steps")]
fn steps(height: f64, all: usize) -> usize {
    ((height.clamp(0.0, 1.0) * all as f64).round() as usize).min(all)
}

/// The name of a level in `room` columns: whole, else its beginning if enough of it remains to be known by, else its first
/// word, which is its number as a rule.
fn fitting_name(name: &str, room: usize) -> String {
    if text::width(name) <= room || room >= LEAST_NAME {
        text::cut(name, room)
    } else {
        name.split(' ').next().unwrap_or_default().to_owned()
    }
}
