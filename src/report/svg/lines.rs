//! Lines over windows: every value beside its point, the name of each line at its end, its students under the windows.

use super::heads;
use super::letters::{Letters, arrange, cut, wrap_to};
use super::pen::{Anchor, Area, Pen, WIDTH};
use crate::chart::{Fill, Guess, Lines, Plot, Series, Side, Spot};
use crate::theme::Role;

/// Height of the scale.
const HEIGHT: f64 = 320.0;
/// From one line of text to the next.
const LINE: f64 = 21.0;
/// Widest name at the end of a line.
const NAME: f64 = 130.0;
/// Room of a point.
const POINT: f64 = 16.0;
/// Free beside the first and the last window.
const MARGIN: f64 = 44.0;

/// Places lines from `top` down; returns where they end.
pub(super) fn place(pen: &mut Pen<'_>, plot: &Plot, lines: &Lines, top: f64) -> f64 {
    let y = heads::legend(pen, &plot.legend, top);
    let y = heads::lines(pen, &lines.axis.name, y, Letters::BOLD, Role::Text) + 26.0;
    let places = Places::new(lines, y);
    places.scale(pen, lines);
    for series in &lines.series {
        places.joins(pen, series);
    }
    for series in &lines.series {
        for spot in series.points.iter().flatten() {
            let (x, y) = places.of(spot);
            let covers = |other: &Spot| (places.of(other).1 - y).abs() < POINT;
            let x = x - POINT * lines.before(series, spot, covers) as f64;
            heads::point(pen, (x, y), series.fill);
            let area = Area { x: x - 9.0, y: y - 9.0, width: 18.0, height: 18.0 };
            pen.keep(area);
            pen.mark(spot.mark.as_deref(), area);
        }
    }
    for Guess { of, spot } in &lines.predictions {
        let (x, y) = places.of(spot);
        heads::down(pen, (x + 18.0, y + 5.0), Fill::Prediction);
        // The sign of its line over it, where there are several.
        let over = if lines.series.len() > 1 { 18.0 } else { 0.0 };
        if over > 0.0 {
            heads::point(pen, (x + 18.0, y - over), *of);
        }
        pen.keep(Area { x: x + 9.0, y: y - 9.0 - over, width: 18.0, height: 16.0 + over });
    }
    places.names(pen, lines);
    let left = places.values(pen, lines);
    let mut y = places.bottom(pen, lines);
    for words in left {
        y = heads::lines(pen, &words, y, Letters::PLAIN, Role::Text);
    }
    y
}

struct Places {
    x: f64,
    width: f64,
    top: f64,
    last: usize,
}

impl Places {
    fn new(lines: &Lines, top: f64) -> Self {
        let labels = lines.axis.ticks(8).iter().map(|tick| Letters::PLAIN.width(&tick.label)).fold(30.0, f64::max);
        let name = lines.series.iter().map(|series| Letters::BOLD.width(&series.label)).fold(0.0, f64::max).min(NAME);
        let x = labels + 10.0 + MARGIN;
        Self { x, width: WIDTH - name - MARGIN - 8.0 - x, top, last: lines.windows.len().saturating_sub(1) }
    }

    fn window(&self, window: usize) -> f64 {
        self.x + self.width * if self.last == 0 { 0.5 } else { window as f64 / self.last as f64 }
    }

    fn height(&self, at: f64) -> f64 {
        self.top + HEIGHT * (1.0 - at)
    }

    fn of(&self, spot: &Spot) -> (f64, f64) {
        (self.window(spot.window), self.height(spot.at))
    }

    fn scale(&self, pen: &mut Pen<'_>, lines: &Lines) {
        let (rule, quiet, cut) = (pen.colour(Role::Rule), pen.colour(Role::Quiet), pen.paint(Fill::Cut).area);
        let (left, right) = (self.x - MARGIN, self.x + self.width + MARGIN);
        let ticks = lines.axis.ticks(7);
        for fixed in [true, false] {
            for tick in ticks.iter().filter(|tick| tick.fixed == fixed) {
                let y = self.height(tick.at);
                let written = pen.text((left - 6.0, y + 5.0), Anchor::End, &tick.label, Letters::PLAIN, &quiet);
                match (written, fixed) {
                    (_, true) => pen.rule((left, y), (right, y), &cut, 2.0, ""),
                    (Some(_), false) => pen.rule((left, y), (right, y), &rule, 0.8, "2 5"),
                    (None, false) => {}
                }
            }
        }
    }

    fn joins(&self, pen: &mut Pen<'_>, series: &Series) {
        let colour = pen.paint(series.fill).area;
        // Lines differ by their dashes too.
        let dashes = match series.fill {
            Fill::Series { index: 1 } => "9 4",
            Fill::Series { index: 2 } => "2 4",
            Fill::Series { index: 3 } => "12 4 2 4",
            _ => "",
        };
        let pairs = series.points.iter().zip(series.points.iter().skip(1));
        for (from, to) in pairs.filter_map(|(from, to)| from.as_ref().zip(to.as_ref())) {
            pen.rule(self.of(from), self.of(to), &colour, 3.0, dashes);
        }
    }

    /// Names at the right, as near to the last value of their line as the others let them.
    fn names(&self, pen: &mut Pen<'_>, lines: &Lines) {
        let mut ends: Vec<(f64, &Series)> = Vec::new();
        for series in &lines.series {
            let last = series.points.iter().flatten().next_back();
            ends.extend(last.map(|spot| (self.height(spot.at), series)));
        }
        ends.sort_by(|one, other| one.0.total_cmp(&other.0));
        let x = self.x + self.width + MARGIN + 6.0;
        let names: Vec<Vec<String>> =
            ends.iter().map(|(_, series)| wrap_to(&series.label, WIDTH - x, 2, Letters::BOLD)).collect();
        let labels: Vec<(f64, f64)> =
            ends.iter().zip(&names).map(|((y, _), lines)| (*y, LINE * lines.len() as f64)).collect();
        let centres = arrange(&labels, (self.top - 10.0, self.top + HEIGHT + 10.0), 0.0).unwrap_or_default();
        let colour = pen.colour(Role::Strong);
        for (lines, y) in names.iter().zip(centres) {
            let first = y + 5.0 - LINE * (lines.len() - 1) as f64 / 2.0;
            for (line, words) in lines.iter().enumerate() {
                let place = (x, first + LINE * line as f64);
                pen.text(place, Anchor::Start, words, Letters::BOLD, &colour);
            }
        }
    }

    /// Values beside their points; those that find no place are returned as words.
    fn values(&self, pen: &mut Pen<'_>, lines: &Lines) -> Vec<String> {
        let mut left = Vec::new();
        for series in &lines.series {
            for spot in series.points.iter().flatten() {
                if !self.value(pen, spot, &spot.text, lines.side(spot)) {
                    let window = lines.windows.get(spot.window).map_or("", String::as_str);
                    left.push(format!("{}, {window}: {}", series.label, spot.text));
                }
            }
        }
        for Guess { spot, .. } in &lines.predictions {
            let words = format!("P {}", spot.text);
            if !self.value(pen, spot, &words, Side::Beside) {
                left.push(words);
            }
        }
        left
    }

    fn value(&self, pen: &mut Pen<'_>, spot: &Spot, words: &str, side: Side) -> bool {
        let (x, y) = self.of(spot);
        let colour = pen.colour(Role::Text);
        let wide = Letters::PLAIN.width(words) / 2.0 + 12.0;
        let over = [(x, y - 14.0), (x + wide, y - 10.0), (x - wide, y - 10.0)];
        let under = [(x, y + 26.0), (x + wide, y + 20.0), (x - wide, y + 20.0)];
        let beside = [(x + wide, y + 5.0), (x - wide, y + 5.0), (x + wide + 16.0, y + 5.0)];
        let far = [(x, y - 34.0), (x, y + 46.0), (x + wide, y - 30.0)];
        let places = match side {
            Side::Over => [over, beside, under, far],
            Side::Under => [under, beside, over, far],
            Side::Beside => [beside, over, under, far],
        };
        let places = places.concat();
        let above = |baseline: f64| baseline < self.top + HEIGHT + 16.0;
        places
            .into_iter()
            .filter(|(_, baseline)| above(*baseline))
            .any(|place| pen.over(place, Anchor::Middle, words, Letters::PLAIN, &colour).is_some())
    }

    /// Names of the windows, and the students of each line in each of them.
    fn bottom(&self, pen: &mut Pen<'_>, lines: &Lines) -> f64 {
        let (text, quiet) = (pen.colour(Role::Text), pen.colour(Role::Quiet));
        let pitch = if self.last == 0 { self.width } else { self.width / self.last as f64 };
        let first = self.top + HEIGHT + 36.0;
        let mut y = first;
        for (window, name) in lines.windows.iter().enumerate() {
            let x = self.window(window);
            let room = pitch.min(2.0 * x.min(WIDTH - x)) - 8.0;
            for (line, words) in wrap_to(name, room.max(30.0), 2, Letters::BOLD).iter().enumerate() {
                let baseline = first + LINE * line as f64;
                pen.text((x, baseline), Anchor::Middle, words, Letters::BOLD, &text);
                y = y.max(baseline);
            }
        }
        for series in &lines.series {
            if let Some(words) = &series.hidden {
                y += LINE;
                let words = cut(words, WIDTH, Letters::PLAIN);
                pen.text((0.0, y), Anchor::Start, &words, Letters::PLAIN, &quiet);
                continue;
            }
            if series.n.is_empty() {
                continue;
            }
            y += LINE;
            heads::point(pen, (10.0, y - 5.0), series.fill);
            for (window, n) in series.n.iter().enumerate() {
                let x = self.window(window);
                pen.text((x, y), Anchor::Middle, &format!("n = {n}"), Letters::PLAIN, &quiet);
            }
        }
        y + 10.0
    }
}
