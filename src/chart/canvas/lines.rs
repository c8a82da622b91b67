//! Lines over windows in cells.

use std::cmp::Ordering;
use std::ops::Range;

use super::{Charset, Height, Pen, Strip, Tone, braille, legend};
use crate::chart::{Fill, Guess, Lines, Plot, Series, Side, Spot};
use crate::text;

/// Fewest and most useful lines of the plot itself.
const LEAST: usize = 4;
const GOOD: usize = 21;
/// From this many lines on, ticks in fifths of the scale stand at equal distances.
const EVEN: usize = 11;
/// Lines of a picture, and how many of them stay free for notes: who is in each window has to be said.
const KEPT: [(usize, usize); 2] = [(16, 3), (12, 1)];
/// Free columns beside the first and the last window, for their names and values.
const MARGIN: usize = 5;
/// Free columns behind the last window, for a prediction such as `P● 100%`.
const GUESS: usize = 8;
/// Part of the width that the names at the ends of lines may take, and their most columns.
const NAME_PART: usize = 3;
const NAME: usize = 28;
/// Fewest lines of the plot beside which the students of each window are told.
const ROOMY: usize = 7;

pub(super) fn height(lines: &Lines) -> Height {
    Height { least: LEAST + 1, good: GOOD + 2 + lines.series.len() + KEPT[0].1 }
}

/// What stands where; depends on frame, predictions and size alone.
struct Places {
    legend: usize,
    rows: Range<usize>,
    windows: usize,
    counts: Range<usize>,
    gutter: usize,
    strip: Strip,
    last: usize,
}

impl Places {
    fn new(lines: &Lines, room: &Range<usize>, width: usize) -> Self {
        let legend = usize::from(room.len() > LEAST + 1);
        let counts = lines.series.len();
        let left = room.len().saturating_sub(legend + 1);
        let counts = if left >= ROOMY + counts { counts } else { 0 };
        let kept = KEPT.iter().find(|(lines, _)| room.len() >= *lines).map_or(0, |(_, kept)| *kept);
        let plot = left.saturating_sub(counts + kept);
        let plot = if plot >= EVEN { plot - (plot - 1) % 5 } else { plot };
        let rows = room.start + legend..room.start + legend + plot;
        let labels = [lines.axis.low, lines.axis.high].map(|end| text::width(&lines.axis.label(end)));
        let gutter = labels.into_iter().max().unwrap_or(0) + 1;
        let name = lines.series.iter().map(|series| text::width(&series.label)).max().unwrap_or(0);
        let name = name.min(NAME).min(width / NAME_PART);
        let end = width.saturating_sub(name + 3);
        let strip = Strip { x: gutter + MARGIN, width: end.saturating_sub(gutter + MARGIN + GUESS) };
        Self {
            legend,
            windows: rows.end,
            counts: rows.end + 1..rows.end + 1 + counts,
            rows,
            gutter,
            strip,
            last: lines.windows.len().saturating_sub(1),
        }
    }

    fn column(&self, window: usize) -> usize {
        self.strip.column(if self.last == 0 { 0.5 } else { window as f64 / self.last as f64 })
    }

    /// Columns from one window to the next.
    fn pitch(&self) -> usize {
        self.strip.width.checked_div(self.last).unwrap_or(self.strip.end() + MARGIN)
    }

    fn row(&self, at: f64) -> usize {
        let scale = Strip { x: 0, width: self.rows.len() };
        self.rows.end.saturating_sub(1 + scale.column(at))
    }
}

pub(super) fn draw(pen: &mut Pen<'_>, plot: &Plot, lines: &Lines, room: Range<usize>) {
    let places = Places::new(lines, &room, pen.canvas.width());
    let mut drawing = Drawing { pen, lines, places };
    if drawing.places.legend > 0 {
        drawing.legend(plot, room.start);
    }
    drawing.guides();
    for series in &lines.series {
        drawing.joins(series);
    }
    for series in &lines.series {
        drawing.points(series);
    }
    drawing.predictions();
    drawing.words();
}

struct Drawing<'p, 'a, 'l> {
    pen: &'p mut Pen<'a>,
    lines: &'l Lines,
    places: Places,
}

impl Drawing<'_, '_, '_> {
    /// What is counted, then what the lines are; where both do not fit, the names at their ends have to do.
    fn legend(&mut self, plot: &Plot, y: usize) {
        let width = self.pen.canvas.width();
        let wide = self.pen.canvas.put(0, y, &self.lines.axis.name, width, Tone::Strong);
        let x = if wide > 0 { wide + 3 } else { 0 };
        legend::draw(self.pen, &plot.legend, (x, width), y);
    }

    /// Numbers of the scale beside it, cut scores across it, and the names of the windows under it.
    fn guides(&mut self) {
        let (dot, flat) = (self.pen.look.charset.pick("·", "."), self.pen.look.charset.pick("─", "-"));
        let end = self.places.strip.end() + MARGIN;
        let mut taken: Vec<usize> = Vec::new();
        let ticks = self.lines.axis.ticks(self.places.rows.len().div_ceil(2).clamp(2, 8));
        for fixed in [true, false] {
            for tick in ticks.iter().filter(|tick| tick.fixed == fixed) {
                let y = self.places.row(tick.at);
                if taken.contains(&y) {
                    continue;
                }
                taken.push(y);
                let wide = text::width(&tick.label);
                let x = self.places.gutter.saturating_sub(wide + 1);
                self.pen.canvas.put(x, y, &tick.label, wide, Tone::Quiet);
                if fixed {
                    for x in self.places.gutter..end {
                        self.pen.sign(x, y, flat, Tone::Sign(Fill::Cut));
                    }
                } else {
                    for window in 0..self.lines.windows.len() {
                        self.pen.sign(self.places.column(window), y, dot, Tone::Rule);
                    }
                }
            }
        }
        let pitch = self.places.pitch();
        for (window, name) in self.lines.windows.iter().enumerate() {
            let room = pitch.saturating_sub(1).min(2 * MARGIN + 12);
            let column = self.places.column(window);
            let name = text::cut(name, room.min(2 * column.min(end.saturating_sub(column)) + 1));
            let x = column.saturating_sub(text::width(&name) / 2);
            self.pen.canvas.put(x, self.places.windows, &name, room, Tone::Text);
        }
    }

    /// The line from each shown value to the next one.
    fn joins(&mut self, series: &Series) {
        let pairs = series.points.iter().zip(series.points.iter().skip(1));
        for (from, to) in pairs.filter_map(|(from, to)| from.as_ref().zip(to.as_ref())) {
            let (start, end) = (self.places.column(from.window), self.places.column(to.window));
            if self.pen.look.charset == Charset::Braille {
                braille::line(self.pen, (start, from.at), (end, to.at), &self.places.rows, series.fill);
                continue;
            }
            let mut before = self.places.row(from.at);
            for x in start + 1..end {
                let part = (x - start) as f64 / (end - start) as f64;
                // The last cell stands beside the point, so that the line reaches it.
                let y = self.places.row(if x + 1 == end { to.at } else { from.at + (to.at - from.at) * part });
                self.step(x, before, y, series.fill);
                before = y;
            }
        }
    }

    /// One column of a line that comes from row `before` and goes on in row `after`.
    fn step(&mut self, x: usize, before: usize, after: usize, fill: Fill) {
        let charset = self.pen.look.charset;
        let (leaving, reaching, slope) = match after.cmp(&before) {
            Ordering::Equal => ("─", "─", "-"),
            Ordering::Less => ("┘", "┌", "/"),
            Ordering::Greater => ("┐", "└", "\\"),
        };
        for y in before.min(after)..=before.max(after) {
            let sign = match charset {
                Charset::Ascii if y == before && y != after => continue,
                Charset::Ascii => slope,
                _ if y == after => reaching,
                _ if y == before => leaving,
                _ => "│",
            };
            self.pen.sign(x, y, sign, Tone::Sign(fill));
        }
    }

    /// The column of a point: that of its window, or left of the points that already stand in that cell.
    fn point_column(&self, series: &Series, spot: &Spot) -> usize {
        let is_there = |other: &Spot| self.places.row(other.at) == self.places.row(spot.at);
        self.places.column(spot.window).saturating_sub(self.lines.before(series, spot, is_there))
    }

    fn points(&mut self, series: &Series) {
        let sign = self.pen.point(series.fill);
        for spot in series.points.iter().flatten() {
            self.pen.sign(self.point_column(series, spot), self.places.row(spot.at), sign, Tone::Sign(series.fill));
        }
    }

    fn predictions(&mut self) {
        for guess in &self.lines.predictions {
            let (x, y) = (self.places.column(guess.spot.window) + 1, self.places.row(guess.spot.at));
            self.pen.sign(x, y, "P", Tone::Area(Fill::Prediction));
            let sign = self.pen.point(guess.of);
            self.pen.sign(x + 1, y, sign, Tone::Sign(guess.of));
        }
    }

    /// Values beside their points, names at the ends of lines, students under the windows.
    fn words(&mut self) {
        let lines = self.lines;
        self.names();
        for series in &lines.series {
            for spot in series.points.iter().flatten() {
                self.value(series, spot, lines.side(spot));
            }
        }
        for Guess { spot, .. } in &lines.predictions {
            let (x, y) = (self.places.column(spot.window) + 4, self.places.row(spot.at));
            let room = (self.places.strip.end() + GUESS).saturating_sub(x);
            if text::width(&spot.text) <= room && self.is_open(x..x + text::width(&spot.text), y) {
                self.pen.canvas.put(x, y, &spot.text, room, Tone::Text);
            }
        }
        for (series, y) in lines.series.iter().zip(self.places.counts.clone()) {
            let sign = self.pen.point(series.fill);
            self.pen.sign(0, y, sign, Tone::Sign(series.fill));
            if let Some(words) = &series.hidden {
                let room = self.pen.canvas.width().saturating_sub(self.places.gutter);
                self.pen.canvas.put(self.places.gutter, y, words, room, Tone::Quiet);
                continue;
            }
            for (window, n) in series.n.iter().enumerate() {
                let room = self.places.pitch().saturating_sub(1);
                let words = [format!("n={n}"), n.clone()].into_iter().find(|words| text::width(words) <= room);
                // Half a number would be a wrong one.
                let Some(words) = words else { continue };
                let x = self.places.column(window).saturating_sub(text::width(&words) / 2);
                self.pen.canvas.put(x, y, &words, room, Tone::Quiet);
            }
        }
    }

    /// On its side of the point, else on another; nowhere if it would cover another value.
    fn value(&mut self, series: &Series, spot: &Spot, side: Side) {
        let (column, row) = (self.places.column(spot.window), self.places.row(spot.at));
        let wide = text::width(&spot.text);
        let start = column.saturating_sub(wide / 2);
        let (over, under) = (row.checked_sub(1).map(|y| (start, y)), Some((start, row + 1)));
        let (right, left) = (Some((column + 2, row)), column.checked_sub(wide + 1).map(|x| (x, row)));
        let places = match side {
            Side::Over => [over, right, left, under],
            Side::Under => [under, right, left, over],
            Side::Beside => [right, left, over, under],
        };
        let rows = self.places.rows.clone();
        let place = places.into_iter().flatten().find(|(x, y)| rows.contains(y) && self.is_open(*x..x + wide, *y));
        if let Some((x, y)) = place {
            self.pen.canvas.put(x, y, &spot.text, wide, Tone::Strong);
        }
        if self.pen.is_chosen(spot.mark.as_deref()) {
            let point = self.point_column(series, spot);
            self.pen.choose_text(&(point..point + 1), row);
            if let Some((x, y)) = place {
                self.pen.choose_text(&(x..x + wide), y);
            }
        }
    }

    /// Whether only guides and lines stand there, and no point and no word.
    fn is_open(&self, columns: Range<usize>, y: usize) -> bool {
        let spots = self.pen.canvas.line(y);
        let apart = columns.start.saturating_sub(1)..columns.end + 1;
        apart.end <= self.pen.canvas.width()
            && spots.get(apart).is_some_and(|spots| {
                spots.iter().all(|spot| match spot.tone {
                    Tone::Blank | Tone::Rule | Tone::Sign(Fill::Cut) => true,
                    Tone::Sign(_) => {
                        braille::is_line(&spot.symbol)
                            || ["─", "│", "┌", "┐", "└", "┘", "-", "/", "\\"].contains(&spot.symbol.as_ref())
                    }
                    _ => false,
                })
            })
    }

    /// Names at the right, each on the line of its last value or as near to it as the others let it.
    fn names(&mut self) {
        let x = self.places.strip.end() + GUESS + 1;
        let room = self.pen.canvas.width().saturating_sub(x);
        let mut ends: Vec<(f64, &Series)> = Vec::new();
        for series in &self.lines.series {
            let last = series.points.iter().flatten().next_back().filter(|spot| spot.window == self.places.last);
            ends.extend(last.map(|spot| (spot.at, series)));
        }
        ends.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let mut next = self.places.rows.start;
        for (index, (at, series)) in ends.iter().enumerate() {
            let y = self.places.row(*at).max(next).min(self.places.rows.end.saturating_sub(ends.len() - index));
            next = y + 1;
            let sign = self.pen.point(series.fill);
            self.pen.sign(x, y, sign, Tone::Sign(series.fill));
            self.pen.canvas.put(x + 2, y, &series.label, room.saturating_sub(2), Tone::Text);
        }
    }
}
