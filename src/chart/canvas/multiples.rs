//! Bars of several groups over one scale in cells, one strip a group.

use std::ops::Range;

use super::{Charset, Height, Pen, Strip, Tone, legend, window};
use crate::chart::{Column, Facet, Fill, Multiples, Plot};
use crate::text;

/// `n=1234`.
const COUNT_WIDTH: usize = 6;
/// `median 207.25`, and the bracket behind it.
const END: usize = 14;
/// Most lines of a strip.
const TALLEST: usize = 9;
/// Lines of a strip, and the lines that are left for notes before strips grow beyond them: notes tell what a bar is.
const KEPT: [(usize, usize); 2] = [(3, 2), (5, 5)];
/// Free columns at both ends of the scale.
const MARGIN: usize = 1;

/// One line of bars, from the lowest to the highest.
const BLOCK_HEIGHTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// More signs would be read as more kinds of bars.
const ASCII_HEIGHTS: [&str; 8] = ["_", "_", "_", "=", "=", "=", "#", "#"];

pub(super) fn height(multiples: &Multiples) -> Height {
    let count = multiples.groups.len();
    Height { least: count + 1, good: count * TALLEST + 2 + KEPT[1].1 }
}

pub(super) fn draw(pen: &mut Pen<'_>, plot: &Plot, multiples: &Multiples, room: Range<usize>) {
    let width = pen.canvas.width();
    let count = multiples.groups.len().max(1);
    let longest = multiples.groups.iter().map(|group| text::width(&group.label)).max().unwrap_or(0);
    let label = longest.clamp(4, (width / 3).max(4));
    let x = label + 1 + COUNT_WIDTH + 1 + MARGIN;
    let end = width.saturating_sub(END);
    let strip = Strip { x, width: end.saturating_sub(x + 1 + MARGIN) };
    let mut left = room.len().saturating_sub(count);
    let mut take = |wanted: usize, kept: usize| {
        let granted = left >= wanted + kept;
        left -= if granted { wanted } else { 0 };
        granted
    };
    let (ticks, has_legend) = (take(1, 0), take(1, 0));
    let mut pitch = 1;
    let kept =
        |pitch: usize| KEPT.iter().filter(|(lines, _)| pitch >= *lines).map(|(_, kept)| *kept).max().unwrap_or(0);
    while pitch < TALLEST && take(count, kept(pitch)) {
        pitch += 1;
    }
    let start = room.start + usize::from(has_legend);
    let rows = start..(start + count * pitch).min(room.end);
    let mut drawing = Drawing { pen, multiples, strip, label, end, pitch };
    if has_legend {
        legend::draw(drawing.pen, &plot.legend, (0, width), room.start);
    }
    drawing.guides(&rows, ticks.then_some(rows.end));
    drawing.groups(&rows);
}

struct Drawing<'p, 'a, 'm> {
    pen: &'p mut Pen<'a>,
    multiples: &'m Multiples,
    strip: Strip,
    label: usize,
    end: usize,
    pitch: usize,
}

impl Drawing<'_, '_, '_> {
    fn guides(&mut self, rows: &Range<usize>, ticks: Option<usize>) {
        if let Some(y) = ticks {
            let axis = &self.multiples.axis;
            let label = text::width(&axis.label(axis.high)).max(text::width(&axis.label(axis.low)));
            let ticks = axis.ticks((self.strip.width / (label + 6)).clamp(2, 10));
            self.pen.tick_labels(&ticks, self.strip, y, Tone::Quiet);
        }
        let line = self.pen.look.charset.pick("│", "|");
        for y in rows.clone() {
            for at in &self.multiples.cuts {
                self.pen.sign(self.strip.column(*at), y, line, Tone::Sign(Fill::Cut));
            }
        }
    }

    fn groups(&mut self, rows: &Range<usize>) {
        let groups = &self.multiples.groups;
        let (room, count) = (rows.len() / self.pitch, groups.len());
        let chosen = groups.iter().position(|group| self.holds_chosen(group));
        let shown = if count > room { window(count, room.saturating_sub(1), chosen) } else { 0..count };
        let mut y = rows.start;
        for group in groups.get(shown.clone()).unwrap_or_default() {
            self.group(group, y);
            y += self.pitch;
        }
        if shown.len() < count && room > 0 {
            let words = format!("{} more groups; the values table has all of them", count - shown.len());
            for x in 0..self.pen.canvas.width() {
                self.pen.sign(x, y, " ", Tone::Blank);
            }
            self.pen.canvas.put(0, y, &words, self.pen.canvas.width(), Tone::Quiet);
        }
    }

    fn holds_chosen(&self, group: &Facet) -> bool {
        let bars = group.bars.iter().map(|bar| &bar.mark);
        let bands = group.bands.iter().map(|band| &band.mark);
        let pointers = group.pointers.iter().map(|pointer| &pointer.mark);
        bars.chain(bands).chain(pointers).any(|mark| self.pen.is_chosen(mark.as_deref()))
    }

    fn group(&mut self, group: &Facet, y: usize) {
        self.pen.canvas.put(0, y, &group.label, self.label, Tone::Text);
        if let Some(n) = &group.n {
            let words = format!("n={n}");
            let words = if text::width(&words) > COUNT_WIDTH { n } else { &words };
            self.pen.canvas.put(self.label + 1, y, words, COUNT_WIDTH, Tone::Quiet);
        }
        if let Some(words) = &group.hidden {
            let wide = text::width(words).min(self.strip.width);
            for x in self.strip.x..(self.strip.x + wide + 2).min(self.strip.end()) {
                self.pen.sign(x, y, " ", Tone::Blank);
            }
            self.pen.canvas.put(self.strip.x, y, words, self.strip.width, Tone::Quiet);
        }
        // The last line of a tall strip stays free, so that strips do not run together.
        let lines = if self.pitch > 2 { self.pitch - 1 } else { self.pitch };
        let base = y + lines - 1;
        for bar in &group.bars {
            self.bar(bar, y, lines);
        }
        for at in self.multiples.cuts.iter().filter(|_| group.hidden.is_none()) {
            let (line, column) = (self.pen.look.charset.pick("│", "|"), self.strip.column(*at));
            // A bar of a single column that begins at the cut would be gone under it.
            let is_all = group.bars.iter().any(|bar| self.span(bar.from, bar.to) == (column..column + 1));
            for y in y..=base {
                let tone = self.pen.canvas.line(y).get(column).map(|spot| spot.tone);
                let is_bar = matches!(tone, Some(Tone::Area(Fill::Bar) | Tone::Sign(Fill::Bar)));
                if !(is_all && is_bar) {
                    self.pen.sign(column, y, line, Tone::Sign(Fill::Cut));
                }
            }
        }
        if self.pitch > 2 {
            self.shares(group, base + 1);
        }
        self.ends(group, y, base);
    }

    /// Shares of the levels on the free line under the bars, each between the lines of its cut scores.
    fn shares(&mut self, group: &Facet, y: usize) {
        for band in &group.bands {
            let start = self.strip.column(band.from) + usize::from(band.from > 0.0);
            let end = self.strip.column(band.to) + usize::from(band.to >= 1.0);
            let room = start..end.max(start);
            if self.pen.centre(room.clone(), y, &band.told(), Tone::Text).is_none() {
                self.pen.centre(room, y, &band.text, Tone::Text);
            }
        }
    }

    /// The columns of a bar; one that ends before the next leaves a blank between them.
    fn span(&self, from: f64, to: f64) -> Range<usize> {
        let (start, end) = (self.strip.column(from), self.strip.column(to));
        let start = if end > start + 1 { start + 1 } else { start };
        start..end.max(start + 1)
    }

    fn bar(&mut self, bar: &Column, y: usize, lines: usize) {
        let span = self.span(bar.from, bar.to);
        let signs = if self.pen.look.charset == Charset::Ascii { ASCII_HEIGHTS } else { BLOCK_HEIGHTS };
        let all = signs.len() * lines;
        let steps = steps(bar.height, all).max(usize::from(bar.height > 0.0));
        for line in 0..lines {
            let row = y + lines - 1 - line;
            let here = steps.saturating_sub(line * signs.len()).min(signs.len());
            match here {
                0 => break,
                full if full == signs.len() => self.pen.area(span.clone(), row, Fill::Bar),
                part => {
                    for x in span.clone() {
                        self.pen.sign(x, row, signs.get(part - 1).copied().unwrap_or(" "), Tone::Sign(Fill::Bar));
                    }
                }
            }
        }
    }

    /// Medians over the bars and at the end of the row; what is chosen, in brackets under the bars.
    fn ends(&mut self, group: &Facet, y: usize, base: usize) {
        let mut end = String::new();
        let mut guess = None;
        for pointer in &group.pointers {
            let column = self.strip.column(pointer.at);
            // No sign stands in the words that tell of hidden bars: its number is at the end of the row.
            let is_word = |spot: &super::Spot| spot.tone == Tone::Quiet;
            if pointer.fill == Fill::Prediction {
                let line = if group.hidden.is_some() && self.pitch > 1 { y + 1 } else { y };
                if !self.pen.canvas.line(line).get(column).is_some_and(is_word) {
                    self.pen.sign(column, line, "P", Tone::Area(Fill::Prediction));
                }
                guess = Some(format!("P {}", pointer.text));
            } else {
                let sign = self.pen.point(pointer.fill);
                if !self.pen.canvas.line(base).get(column).is_some_and(is_word) {
                    self.pen.sign(column, base, sign, Tone::Sign(pointer.fill));
                }
                end.clone_from(&pointer.text);
            }
            if self.pen.is_chosen(pointer.mark.as_deref()) {
                self.pen.choose_text(&(column..column + 1), base);
            }
        }
        let bars = group.bars.iter().map(|bar| (&bar.mark, self.span(bar.from, bar.to), &bar.text));
        let bands = group.bands.iter().map(|band| (&band.mark, self.span(band.from, band.to), &band.text));
        let chosen = bars.chain(bands).find(|(mark, ..)| self.pen.is_chosen(mark.as_deref()));
        let chosen = chosen.map(|(_, span, words)| (span, words.clone()));
        if let Some((span, words)) = chosen {
            // A number that has no place of its own stands where there is one, as long as it is chosen.
            let wide = self.pen.canvas.put(self.end, y, &words, END, Tone::Strong);
            self.pen.choose_text(&(self.end..self.end + wide), y);
            self.pen.choose_text(&span, base);
        } else {
            self.pen.canvas.put(self.end, y, &end, END, Tone::Strong);
        }
        if let Some(words) = guess.filter(|_| self.pitch > 1) {
            let words = words.replace("median ", "");
            self.pen.canvas.put(self.end, y + 1, &words, END, Tone::Area(Fill::Prediction));
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and the steps")]
fn steps(height: f64, all: usize) -> usize {
    ((height.clamp(0.0, 1.0) * all as f64).round() as usize).min(all)
}
