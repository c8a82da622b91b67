//! Vertical bars over a scale of scores in cells, or dots in their place.
//!
//! Where a bar is too narrow for its dots, all are drawn as bars: dots that were left out would be students that are not there.

mod dots;
mod names;

use std::ops::Range;

use self::dots::Stacks;
use super::{Charset, Height, Pen, Strip, Tone};
use crate::chart::{Band, Column, Columns, Fill, Key, Plot, Pointer};
use crate::text;

/// Free columns at both ends, so that the label of a tick at the end finds room.
const MARGIN: usize = 2;
/// Lines for bars with their counts beyond which more only costs room.
const GOOD_BARS: usize = 15;
/// Fewest lines for bars with their counts.
const LEAST_BARS: usize = 3;
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

pub(super) fn draw(pen: &mut Pen<'_>, plot: &Plot, columns: &Columns, room: Range<usize>) {
    let width = pen.canvas.width();
    let down = Down::new(columns, &room);
    let mut drawing = Drawing { pen, columns, strip: strip(width), down, names: None };
    let names: Vec<_> = columns.bands.iter().map(|band| (band.name.as_str(), drawing.span(band))).collect();
    drawing.names = names::arranged(&names, width);
    drawing.axis();
    let has_dots = drawing.bars();
    drawing.bands();
    drawing.pointers();
    if let Some(key) = plot.legend.iter().find(|key| has_dots && key.fill == Fill::Dot) {
        drawing.key(key);
    }
}

struct Drawing<'p, 'a, 'c> {
    pen: &'p mut Pen<'a>,
    columns: &'c Columns,
    strip: Strip,
    down: Down,
    /// Where the names of the levels begin, when they need a line without the lines of the cuts.
    names: Option<Vec<usize>>,
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

    /// Draws the bars, with cut lines and counts; returns whether dots stand in their place.
    fn bars(&mut self) -> bool {
        let columns = self.columns;
        let rows = self.down.bars.len().saturating_sub(1);
        let apart = columns.bars.iter().all(|bar| self.strip.column(bar.to) >= self.strip.column(bar.from) + 2);
        let mut spans = self.spans(apart);
        let mut stacks = None;
        if columns.bars.iter().any(|bar| bar.dots.is_some()) {
            stacks = Stacks::fitting(columns, &spans, rows);
            if stacks.is_none() && apart {
                let closer = self.spans(false);
                stacks = Stacks::fitting(columns, &closer, rows);
                spans = if stacks.is_some() { closer } else { spans };
            }
        }
        let mut tops: Vec<usize> = Vec::new();
        for (index, (bar, span)) in columns.bars.iter().zip(&spans).enumerate() {
            tops.push(match (bar.dots, &stacks) {
                (Some(dots), Some(stacks)) => self.dots(dots, &stacks.places(index, span)),
                _ => self.bar(bar, span),
            });
        }
        self.cuts();
        if let Some(words) = &columns.hidden {
            self.hidden(words);
        }
        let mut taken: Vec<(usize, Range<usize>)> = Vec::new();
        for ((bar, span), top) in columns.bars.iter().zip(&spans).zip(&tops) {
            self.count(bar, span, *top, &mut taken);
        }
        stacks.is_some()
    }

    /// The columns of each bar, with a blank one between any two if they stand `apart`.
    fn spans(&self, apart: bool) -> Vec<Range<usize>> {
        let cuts: Vec<usize> = self.columns.cuts.iter().map(|at| self.strip.column(*at)).collect();
        let ends = |bar: &Column| (self.strip.column(bar.from), self.strip.column(bar.to));
        // The column of a cut line belongs to the line.
        let span = |(from, to): (usize, usize)| {
            if apart || cuts.contains(&from) && from + 1 < to { from + 1..to } else { from..to.max(from + 1) }
        };
        self.columns.bars.iter().map(ends).map(span).collect()
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
    fn bar(&mut self, bar: &Column, span: &Range<usize>) -> usize {
        let room = self.down.bars.len().saturating_sub(1);
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

    /// Stacks dots in these columns; returns the line above them.
    fn dots(&mut self, dots: usize, places: &[usize]) -> usize {
        let (bottom, sign) = (self.down.bars.end, self.pen.point(Fill::Dot));
        for (dot, x) in places.iter().cycle().take(dots).enumerate() {
            self.pen.sign(*x, bottom.saturating_sub(1 + dot / places.len()), sign, Tone::Sign(Fill::Dot));
        }
        bottom.saturating_sub(dots.div_ceil(places.len().max(1)) + 1).max(self.down.bars.start)
    }

    /// Writes the count over a bar and, where the bar is open and wide enough, its range over the count.
    fn count(&mut self, bar: &Column, span: &Range<usize>, top: usize, taken: &mut Vec<(usize, Range<usize>)>) {
        if self.down.bars.is_empty() {
            return;
        }
        let wide = text::width(&bar.text);
        let start = (span.start + span.len() / 2).saturating_sub(wide / 2);
        let start = if span.len() >= wide { span.start + (span.len() - wide) / 2 } else { start };
        let is_free = |(y, range): &(usize, Range<usize>)| {
            let clear =
                taken.iter().all(|(line, other)| line != y || range.end < other.start || other.end < range.start);
            clear && self.pen.canvas.is_free(range.clone(), *y)
        };
        // Beside a cut line a number moves over by one, beside another number up by one; half a number would be a wrong one.
        let lines = [Some(top), top.checked_sub(1).filter(|y| *y >= self.down.bars.start)];
        let starts = [Some(start), Some(start + 1), start.checked_sub(1)];
        let places = lines
            .into_iter()
            .flatten()
            .flat_map(|y| starts.into_iter().flatten().map(move |start| (y, start..start + wide)));
        let place = places.into_iter().find(is_free);
        let (top, range) = place.clone().unwrap_or((top, start..start + wide));
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

    /// The cut lines to the axis: from the names of the levels if these stand between them, and from the bars where a line divides
    /// nothing that is named.
    fn cuts(&mut self) {
        let line = self.pen.look.charset.pick("│", "|");
        let names = self.down.names.map(|y| y + usize::from(self.names.is_some()));
        let bars = self.down.bars.start;
        for at in &self.columns.cuts {
            let divides = self.columns.bands.iter().any(|band| (band.from - at).abs() < 1e-9);
            for y in names.filter(|_| divides).unwrap_or(bars)..self.down.bars.end {
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
        for (index, band) in columns.bands.iter().enumerate() {
            let span = self.span(band);
            let start = self.names.as_ref().and_then(|starts| starts.get(index));
            match (self.down.names, start) {
                (Some(y), Some(x)) => {
                    self.pen.canvas.put(*x, y, &band.name, text::width(&band.name), Tone::Strong);
                }
                (Some(y), None) => {
                    let name = names::fitting(&band.name, span.len());
                    self.pen.centre(span.clone(), y, &name, Tone::Strong);
                }
                (None, _) => {}
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

    /// What a dot stands for, at one end of the line of the median.
    fn key(&mut self, key: &Key) {
        let (y, wide, width) = (self.down.pointers, text::width(&key.label) + 2, self.pen.canvas.width());
        let Some(last) = width.checked_sub(wide) else { return };
        let is_free = |x: &usize| self.pen.canvas.is_free(x.saturating_sub(2)..(x + wide + 2).min(width), y);
        if let Some(x) = [last, 0].into_iter().find(is_free) {
            self.pen.sign(x, y, self.pen.point(Fill::Dot), Tone::Sign(Fill::Dot));
            self.pen.canvas.put(x + 2, y, &key.label, wide - 2, Tone::Text);
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
