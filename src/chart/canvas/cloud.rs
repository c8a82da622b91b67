//! Points over two scales in cells: a sign where one student is, a number where several are.

use std::collections::BTreeMap;
use std::ops::Range;

use super::legend::{self, Entries};
use super::{Charset, Height, Pen, Strip, Tone, braille, corners};
use crate::chart::{Cloud, Fill, Key, Plot, Point, Reach};
use crate::text;

/// Fewest and most useful lines of the points.
const LEAST: usize = 4;
const GOOD: usize = 18;
/// Fewest lines of the points for the sake of which the words over the parts are left out.
const LEAST_BESIDE: usize = 8;
/// Free columns at both ends of the horizontal scale, for the labels of its ends.
const MARGIN: usize = 2;
/// Room for the number of a part, such as `120 (48%)`.
const VALUE: usize = 10;
/// Columns between the labels of two ticks.
const TICK_GAP: usize = 6;

pub(super) fn height(cloud: &Cloud, width: usize) -> Height {
    let corners = corners::lines(&cloud.corners, VALUE, width);
    let lead = corners::lead_lines(&cloud.corners, VALUE, width);
    Height { least: LEAST + 1 + corners, good: GOOD + 2 + corners + lead }
}

/// What stands where; depends on frame, predictions and size alone.
struct Places {
    legend: Option<usize>,
    rows: Range<usize>,
    axis: usize,
    corners: Range<usize>,
    gutter: usize,
    strip: Strip,
}

impl Places {
    fn new(cloud: &Cloud, room: &Range<usize>, width: usize) -> Self {
        let lines = corners::lines(&cloud.corners, VALUE, width);
        let legend = usize::from(room.len() > LEAST + 1 + lines);
        let lead = corners::lead_lines(&cloud.corners, VALUE, width);
        let lines = lines + if room.len() > LEAST_BESIDE + 1 + legend + lines { lead } else { 0 };
        let labels = [cloud.y.low, cloud.y.high].into_iter().chain(cloud.y.fixed.iter().copied());
        let gutter = labels.map(|at| text::width(&cloud.y.label(at.round()))).max().unwrap_or(0) + 1;
        let last = room.end.saturating_sub(lines);
        let axis = last.saturating_sub(1);
        Self {
            legend: (legend > 0).then_some(room.start),
            rows: room.start + legend..axis.max(room.start + legend),
            axis,
            corners: last..room.end,
            gutter,
            strip: Strip { x: gutter + MARGIN, width: width.saturating_sub(gutter + 2 * MARGIN) },
        }
    }

    fn row(&self, at: f64) -> usize {
        let scale = Strip { x: 0, width: self.rows.len() };
        self.rows.end.saturating_sub(1 + scale.column(at))
    }
}

pub(super) fn draw(pen: &mut Pen<'_>, plot: &Plot, cloud: &Cloud, room: Range<usize>) {
    let places = Places::new(cloud, &room, pen.canvas.width());
    corners::draw(pen, &cloud.corners, VALUE, &places.corners.clone());
    let mut drawing = Drawing { pen, cloud, places };
    drawing.legend(&plot.legend);
    drawing.guides();
    drawing.points();
}

struct Drawing<'p, 'a, 'c> {
    pen: &'p mut Pen<'a>,
    cloud: &'c Cloud,
    places: Places,
}

impl Drawing<'_, '_, '_> {
    /// What is up and what is across, then the signs.
    fn legend(&mut self, legend: &[Key]) {
        let Some(y) = self.places.legend else { return };
        let width = self.pen.canvas.width();
        let words = format!("up: {}   across: {}", self.cloud.y.name, self.cloud.x.name);
        let used = self.pen.canvas.put(0, y, &words, width, Tone::Strong) + 3;
        let keys: Vec<&Key> = legend.iter().filter(|key| key.fill != Fill::Prediction).collect();
        if Entries::fitting(&keys, width.saturating_sub(used)).whole {
            legend::draw(self.pen, legend, (used, width), y);
        }
    }

    fn guides(&mut self) {
        let charset = self.pen.look.charset;
        let strip = self.places.strip;
        let (flat, upright) = (charset.pick("─", "-"), charset.pick("│", "|"));
        for x in strip.x.saturating_sub(MARGIN)..(strip.end() + MARGIN).min(self.pen.canvas.width()) {
            self.pen.sign(x, self.places.axis, flat, Tone::Rule);
        }
        let rows = self.places.rows.clone();
        for at in &self.cloud.y_cuts {
            for x in strip.x..strip.end() {
                self.pen.sign(x, self.places.row(*at), flat, Tone::Sign(Fill::Cut));
            }
        }
        for at in &self.cloud.x_cuts {
            for y in rows.clone() {
                self.pen.sign(strip.column(*at), y, upright, Tone::Sign(Fill::Cut));
            }
        }
        let axis = &self.cloud.x;
        let label = text::width(&axis.label(axis.high.round()));
        let ticks = axis.ticks((strip.width / (label + TICK_GAP)).clamp(2, 12));
        self.pen.tick_labels(&ticks, strip, self.places.axis, Tone::Text);
        let mut taken: Vec<usize> = Vec::new();
        let ticks = self.cloud.y.ticks((rows.len() / 2).clamp(2, 8));
        for fixed in [true, false] {
            for tick in ticks.iter().filter(|tick| tick.fixed == fixed) {
                let y = self.places.row(tick.at);
                if !taken.contains(&y) {
                    taken.push(y);
                    let x = self.places.gutter.saturating_sub(text::width(&tick.label) + 1);
                    self.pen.canvas.put(x, y, &tick.label, self.places.gutter, Tone::Quiet);
                }
            }
        }
    }

    /// The cell of a point. One that would stand on a cut line stands beside it, on its own side.
    fn cell(&self, point: &Point) -> (usize, usize) {
        let strip = self.places.strip;
        let mut x = strip.column(point.x);
        for cut in &self.cloud.x_cuts {
            let line = strip.column(*cut);
            if x == line {
                x = if point.x > *cut {
                    (x + 1).min(strip.end().saturating_sub(1))
                } else {
                    x.saturating_sub(1).max(strip.x)
                };
            }
        }
        let mut y = self.places.row(point.y);
        let rows = &self.places.rows;
        for cut in &self.cloud.y_cuts {
            if y == self.places.row(*cut) {
                y = if point.y > *cut {
                    y.saturating_sub(1).max(rows.start)
                } else {
                    (y + 1).min(rows.end.saturating_sub(1))
                };
            }
        }
        (x, y)
    }

    fn points(&mut self) {
        if self.places.rows.is_empty() {
            return;
        }
        if let Some(words) = &self.cloud.hidden {
            let y = self.places.rows.start + self.places.rows.len() / 2;
            let strip = self.places.strip;
            self.pen.centre(strip.x..strip.end(), y, words, Tone::Quiet);
        }
        if self.pen.look.charset == Charset::Braille {
            let cuts = (self.cloud.x_cuts.as_slice(), self.cloud.y_cuts.as_slice());
            let here = self.cloud.points.iter().filter(|point| point.reach == Reach::Here);
            let places: Vec<(f64, f64)> = here.map(|point| (point.x, point.y)).collect();
            braille::points(self.pen, &places, cuts, self.places.strip, &self.places.rows);
        }
        let is_drawn = |point: &&Point| self.pen.look.charset != Charset::Braille || point.reach != Reach::Here;
        let mut cells: BTreeMap<(usize, usize), Vec<Reach>> = BTreeMap::new();
        for point in self.cloud.points.iter().filter(is_drawn) {
            cells.entry(self.cell(point)).or_default().push(point.reach);
        }
        let is_many =
            |x: Option<usize>, y: usize| x.is_some_and(|x| cells.get(&(x, y)).is_some_and(|reaches| reaches.len() > 1));
        for ((x, y), reaches) in &cells {
            let sign = match reaches.as_slice() {
                [one] => self.sign(*one),
                // Two digits side by side would be read as one number.
                _ if is_many(x.checked_sub(1), *y) || is_many(Some(x + 1), *y) => self.pen.look.charset.pick("◆", "*"),
                more => many(more.len()),
            };
            self.pen.sign(*x, *y, sign, Tone::Sign(Fill::Dot));
        }
    }

    fn sign(&self, reach: Reach) -> &'static str {
        let (blocks, ascii) = match reach {
            Reach::Here => return self.pen.point(Fill::Dot),
            Reach::Left => ("◄", "<"),
            Reach::Right => ("►", ">"),
            Reach::Down => ("▼", "v"),
            Reach::Up => ("▲", "^"),
        };
        self.pen.look.charset.pick(blocks, ascii)
    }
}

/// How many students are in one cell.
fn many(count: usize) -> &'static str {
    ["2", "3", "4", "5", "6", "7", "8", "9"].get(count.saturating_sub(2)).copied().unwrap_or("+")
}
