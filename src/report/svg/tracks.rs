//! Spans and points on one scale, one row a group: every value under its point.

use super::heads;
use super::letters::{Letters, arrange, cut, wrap_to};
use super::pen::{Anchor, Area, Pen, WIDTH};
use crate::chart::{Fill, Plot, Pointer, Track, Tracks};
use crate::theme::Role;

/// Height of a box and of the room for points.
const BAR: f64 = 26.0;
/// From one line of text to the next.
const LINE: f64 = 21.0;
/// Widest room for the label of a row.
const LABEL: f64 = 140.0;
/// Under a row, before the next.
const GAP: f64 = 16.0;

/// Places tracks from `top` down; returns where they end.
pub(super) fn place(pen: &mut Pen<'_>, plot: &Plot, tracks: &Tracks, top: f64) -> f64 {
    let across = Across::new(tracks);
    let y = heads::legend(pen, &plot.legend, top) + 12.0;
    let bottom = tracks.rows.iter().fold(y, |y, row| y + across.height(row));
    let (rule, cut) = (pen.colour(Role::Rule), pen.paint(Fill::Cut).area);
    for tick in heads::ticks(&tracks.axis, across.width) {
        pen.rule((across.at(tick.at), y), (across.at(tick.at), bottom), &rule, 0.8, "2 5");
    }
    for at in &tracks.cuts {
        pen.rule((across.at(*at), y - 6.0), (across.at(*at), bottom), &cut, 2.0, "");
    }
    let mut next = y;
    for row in &tracks.rows {
        across.row(pen, row, next);
        next += across.height(row);
    }
    heads::named_axis(pen, &tracks.axis, (across.x, across.width), bottom)
}

/// What stands in which columns.
struct Across {
    label: f64,
    x: f64,
    width: f64,
    end: f64,
}

impl Across {
    fn new(tracks: &Tracks) -> Self {
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let label = widest(&mut tracks.rows.iter().map(|row| Letters::PLAIN.width(&row.label))).clamp(60.0, LABEL);
        let counts = tracks.rows.iter().filter_map(|row| row.n.as_ref());
        let count = widest(&mut counts.map(|n| Letters::PLAIN.width(&format!("n = {n}"))));
        let guesses = tracks
            .rows
            .iter()
            .flat_map(|row| &row.predictions)
            .map(|one| Letters::PLAIN.width(&format!("P {}", one.text)));
        let ends = tracks.rows.iter().map(|row| Letters::BOLD.width(&row.end));
        let end = widest(&mut ends.chain(guesses));
        let x = label.max(count) + 24.0;
        let end = WIDTH - end;
        Self { label: label.max(count), x, width: (end - 24.0 - x).max(100.0), end }
    }

    fn at(&self, at: f64) -> f64 {
        self.x + at * self.width
    }

    fn label_lines(&self, row: &Track) -> Vec<String> {
        wrap_to(&row.label, self.label, 3, Letters::PLAIN)
    }

    /// Lines of values under the points, fewest first, neighbours on different lines.
    fn under<'r>(&self, row: &'r Track) -> Vec<Vec<(f64, &'r Pointer)>> {
        let mut points: Vec<&Pointer> = row.points.iter().collect();
        points.sort_by(|one, other| one.at.total_cmp(&other.at));
        for lines in 1..=points.len() {
            let placed: Option<Vec<_>> = (0..lines)
                .map(|line| {
                    let here: Vec<&Pointer> = points.iter().skip(line).step_by(lines).copied().collect();
                    let labels: Vec<(f64, f64)> =
                        here.iter().map(|one| (self.at(one.at), Letters::PLAIN.width(&one.text))).collect();
                    let ends = (self.x - 20.0, self.x + self.width + 20.0);
                    let centres = arrange(&labels, ends, 12.0)?;
                    // A value that had to stand far from its point would be read as that of another.
                    let near = centres
                        .iter()
                        .zip(&labels)
                        .all(|(centre, (own, width))| (centre - own).abs() <= width / 2.0 + 2.0);
                    (near || lines == points.len()).then(|| centres.into_iter().zip(here).collect())
                })
                .collect();
            if let Some(placed) = placed {
                return placed;
            }
        }
        Vec::new()
    }

    /// Further numbers, as many in a line as fit.
    fn details(&self, row: &Track) -> Vec<(f64, usize, usize)> {
        let (mut x, mut line) = (self.x, 0);
        let mut places = Vec::new();
        for (index, detail) in row.details.iter().enumerate() {
            let wide = Letters::PLAIN.width(&detail.text);
            if x > self.x && x + wide > WIDTH {
                (x, line) = (self.x, line + 1);
            }
            places.push((x, line, index));
            x += wide + 18.0;
        }
        places
    }

    fn height(&self, row: &Track) -> f64 {
        let under = self.under(row).len().max(usize::from(!row.predictions.is_empty()));
        let details = self.details(row).last().map_or(0, |(_, line, _)| line + 1);
        let label = self.label_lines(row).len() + usize::from(row.n.is_some());
        (BAR + (under + details) as f64 * LINE).max(label as f64 * LINE) + GAP
    }

    fn row(&self, pen: &mut Pen<'_>, row: &Track, y: f64) {
        let (text, quiet, strong) = (pen.colour(Role::Text), pen.colour(Role::Quiet), pen.colour(Role::Strong));
        let mut baseline = y + 18.0;
        for line in self.label_lines(row) {
            pen.text((0.0, baseline), Anchor::Start, &line, Letters::PLAIN, &text);
            baseline += LINE;
        }
        if let Some(n) = &row.n {
            pen.text((0.0, baseline), Anchor::Start, &format!("n = {n}"), Letters::PLAIN, &quiet);
        }
        if let Some(words) = &row.hidden {
            let words = cut(words, WIDTH - self.x, Letters::PLAIN);
            pen.over((self.x, y + 18.0), Anchor::Start, &words, Letters::PLAIN, &quiet);
        }
        let middle = y + BAR / 2.0;
        for span in &row.spans {
            let (from, to) = (self.at(span.from), self.at(span.to));
            match span.fill {
                Some(fill) => pen.area(Area { x: from, y, width: (to - from).max(1.0), height: BAR }, fill),
                None => pen.rule((from, middle), (to, middle), &strong, 2.5, ""),
            }
        }
        for point in &row.points {
            draw_point(pen, point, (self.at(point.at), middle));
        }
        pen.text((self.end, y + 18.0), Anchor::Start, &row.end, Letters::BOLD, &strong);
        let under = self.under(row);
        for (line, values) in under.iter().enumerate() {
            for (centre, point) in values {
                let place = (*centre, y + BAR + LINE * (line as f64 + 0.8));
                pen.over(place, Anchor::Middle, &point.text, Letters::PLAIN, &text);
            }
        }
        let first = y + BAR + LINE * (under.len() as f64 + 0.8);
        for (x, line, index) in self.details(row) {
            let Some(detail) = row.details.get(index) else { continue };
            let written =
                pen.text((x, first + LINE * line as f64), Anchor::Start, &detail.text, Letters::PLAIN, &quiet);
            if let Some(area) = written {
                pen.mark(detail.mark.as_deref(), area);
            }
        }
        for guess in &row.predictions {
            heads::down(pen, (self.at(guess.at), y + 2.0), guess.fill);
            let place = (self.end, y + 18.0 + LINE);
            pen.text(place, Anchor::Start, &format!("P {}", guess.text), Letters::PLAIN, &text);
        }
    }
}

fn draw_point(pen: &mut Pen<'_>, point: &Pointer, (x, y): (f64, f64)) {
    let look = pen.paint(point.fill);
    match point.fill {
        Fill::Before | Fill::After => heads::point(pen, (x, y), point.fill),
        Fill::Statistic => {
            pen.rule((x, y - BAR / 2.0), (x, y + BAR / 2.0), "#ffffff", 7.0, "");
            pen.rule((x, y - BAR / 2.0), (x, y + BAR / 2.0), &look.area, 4.0, "");
        }
        _ => pen.rule((x, y - 8.0), (x, y + 8.0), &look.border, 2.5, ""),
    }
    pen.mark(point.mark.as_deref(), Area { x: x - 8.0, y: y - 9.0, width: 16.0, height: 18.0 });
}
