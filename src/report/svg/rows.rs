//! Horizontal bars: every share on its segment, else on a line under the bar. Names and sums stand beside the bar, in a narrow picture
//! over it.

use super::heads;
use super::letters::{Letters, arrange, cut, wrap_to};
use super::pen::{Anchor, Area, Pen, WIDTH};
use crate::chart::{Bar, Fill, Plot, Pointer, Row, Rows, Segment};
use crate::theme::Role;

/// Height of a bar.
const BAR: f64 = 30.0;
/// Under a bar, before the next.
const GAP: f64 = 18.0;
/// Widest room for the label of a row.
const LABEL: f64 = 150.0;
/// Free beside a bar in a narrow picture, for the ends of the labels of the axis.
const SIDE: f64 = 28.0;
/// Room for the number at the end of a row.
const SUM: f64 = 118.0;
/// Over the first bar, where a prediction may stand on it.
const SIGN: f64 = 10.0;
/// From one line of values under a bar to the next.
const LINE: f64 = 21.0;
/// From a bar to the values under it, so that an outline around the bar touches none.
const UNDER: f64 = 5.0;

/// Places rows from `top` down; returns where they end.
pub(super) fn place(pen: &mut Pen<'_>, plot: &Plot, rows: &Rows, top: f64) -> f64 {
    let across = Across::new(rows, pen.width());
    let mut y = heads::legend(pen, &plot.legend, top);
    let begin = y + 6.0;
    y = across.sides(pen, rows, begin);
    // The sign of a prediction stands on its bar.
    let is_guessed = rows.rows.iter().any(|row| !row.predictions.is_empty());
    y += if is_guessed { SIGN } else { 0.0 };
    // Bars are drawn over guides whose length is known only after them, so the guides go first, by a rehearsal.
    let bottom = rows.rows.iter().fold(y, |y, row| y + across.height(rows, row));
    across.guides(pen, rows, begin, bottom);
    for row in &rows.rows {
        across.row(pen, rows, row, y);
        y += across.height(rows, row);
    }
    heads::axis(pen, &rows.axis, (across.x, across.width), y)
}

/// What stands in which columns.
struct Across {
    /// Width of the picture.
    page: f64,
    /// Whether names and numbers of a row stand over its bar.
    over: bool,
    label: f64,
    x: f64,
    width: f64,
    has_sum: bool,
}

impl Across {
    fn new(rows: &Rows, page: f64) -> Self {
        let has_sum = rows.rows.iter().any(|row| row.sum.is_some() || !row.predictions.is_empty());
        if page < WIDTH {
            let label = page - if has_sum { SUM } else { 0.0 };
            return Self { page, over: true, label, x: SIDE, width: page - 2.0 * SIDE, has_sum };
        }
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let label = widest(&mut rows.rows.iter().map(|row| Letters::PLAIN.width(&row.label))).min(LABEL);
        let counts = rows.rows.iter().filter_map(|row| row.n.as_ref());
        let count = widest(&mut counts.map(|n| Letters::PLAIN.width(&format!("n = {n}")))).max(50.0);
        let x = (label.max(count) + 12.0).min(page / 2.0);
        let right = if has_sum { SUM } else { 24.0 };
        Self { page, over: false, label: x - 12.0, x, width: page - right - x, has_sum }
    }

    fn at(&self, at: f64) -> f64 {
        self.x + at * self.width
    }

    /// Where values under a bar end: before the numbers at the right.
    fn end(&self) -> f64 {
        if self.has_sum && !self.over { self.x + self.width } else { self.page }
    }

    fn label_lines(&self, row: &Row) -> Vec<String> {
        wrap_to(&row.label, self.label, 3, Letters::PLAIN)
    }

    /// Lines of values under a bar: the segments that are too narrow for theirs, on their side of the dividing line.
    fn under<'r>(&self, rows: &Rows, row: &'r Row) -> Vec<Vec<(f64, &'r Segment)>> {
        let Bar::Segments(segments) = &row.bar else { return Vec::new() };
        let outside: Vec<&Segment> = segments.iter().filter(|segment| !self.holds(segment)).collect();
        let divide = rows.divide.as_ref().map_or(0.0, |divide| self.at(divide.at));
        let (left, right): (Vec<&Segment>, Vec<&Segment>) =
            outside.into_iter().partition(|segment| self.middle(segment) < divide);
        let start = if self.over { 0.0 } else { self.x };
        let mut lines = self.beside(&left, (start, divide - 6.0));
        let beyond = self.beside(&right, (divide.max(self.x) + 6.0, self.end()));
        // Where a side has no room for its values, all of them share the lines.
        if lines.is_empty() != left.is_empty() || beyond.is_empty() != right.is_empty() {
            let all: Vec<&Segment> = left.iter().chain(&right).copied().collect();
            return self.beside(&all, (0.0, self.page));
        }
        for (line, more) in beyond.into_iter().enumerate() {
            match lines.get_mut(line) {
                Some(here) => here.extend(more),
                None => lines.push(more),
            }
        }
        lines
    }

    /// Fewest lines of which each holds its values between these ends; taken in turn, so that neighbours stand on different lines.
    fn beside<'r>(&self, segments: &[&'r Segment], ends: (f64, f64)) -> Vec<Vec<(f64, &'r Segment)>> {
        for lines in 1..=segments.len() {
            let placed: Option<Vec<_>> = (0..lines)
                .map(|line| {
                    let here: Vec<&Segment> = segments.iter().skip(line).step_by(lines).copied().collect();
                    let labels: Vec<(f64, f64)> =
                        here.iter().map(|one| (self.middle(one), Letters::PLAIN.width(&words(one)))).collect();
                    let centres = arrange(&labels, ends, 10.0)?;
                    Some(centres.into_iter().zip(here).collect())
                })
                .collect();
            if let Some(placed) = placed {
                return placed;
            }
        }
        Vec::new()
    }

    fn span(&self, segment: &Segment) -> (f64, f64) {
        (self.at(segment.from), self.at(segment.to))
    }

    fn middle(&self, segment: &Segment) -> f64 {
        let (from, to) = self.span(segment);
        f64::midpoint(from, to)
    }

    /// Whether number and value find room on the segment itself.
    fn holds(&self, segment: &Segment) -> bool {
        let (from, to) = self.span(segment);
        Letters::PLAIN.width(&words(segment)) + 8.0 <= to - from
    }

    fn height(&self, rows: &Rows, row: &Row) -> f64 {
        let lines = self.under(rows, row).len();
        let label = self.label_lines(row).len() + usize::from(row.n.is_some());
        let guesses = row.predictions.len() + 1;
        if self.over {
            let under = if lines > 0 { UNDER + lines as f64 * LINE } else { 0.0 };
            return self.head(row) + BAR + under + GAP;
        }
        let right = if self.has_sum { guesses as f64 * LINE } else { 0.0 };
        let under = if lines > 0 { UNDER + lines as f64 * LINE } else { 0.0 };
        (BAR + under).max(label as f64 * LINE + 4.0).max(right) + GAP
    }

    /// What the lines over a bar take: none where they stand beside it.
    fn head(&self, row: &Row) -> f64 {
        if !self.over {
            return 0.0;
        }
        let label = self.label_lines(row).len() + usize::from(row.n.is_some());
        let numbers = usize::from(row.sum.is_some()) + row.predictions.len();
        let room = if row.predictions.is_empty() { 8.0 } else { 18.0 };
        label.max(numbers).max(1) as f64 * LINE + room
    }

    /// What stands to the left and to the right of the dividing line.
    fn sides(&self, pen: &mut Pen<'_>, rows: &Rows, y: f64) -> f64 {
        let Some(divide) = &rows.divide else { return y };
        let (x, colour) = (self.at(divide.at), pen.colour(Role::Strong));
        let rooms = [(x - 8.0, Anchor::End, &divide.below), (x + 8.0, Anchor::Start, &divide.above)];
        let mut bottom = y;
        for (x, anchor, words) in rooms {
            let room = if anchor == Anchor::End { x } else { self.page - x };
            let mut baseline = y + 16.0;
            for line in wrap_to(words, room, 2, Letters::BOLD) {
                pen.text((x, baseline), anchor, &line, Letters::BOLD, &colour);
                baseline += LINE;
            }
            bottom = bottom.max(baseline - 4.0);
        }
        bottom
    }

    fn guides(&self, pen: &mut Pen<'_>, rows: &Rows, top: f64, bottom: f64) {
        let (rule, cut) = (pen.colour(Role::Rule), pen.paint(Fill::Cut).area);
        for tick in heads::ticks(&rows.axis, self.width) {
            pen.rule((self.at(tick.at), top + 24.0), (self.at(tick.at), bottom), &rule, 0.8, "2 5");
        }
        if let Some(divide) = &rows.divide {
            pen.rule((self.at(divide.at), top), (self.at(divide.at), bottom), &cut, 2.5, "");
        }
    }

    fn row(&self, pen: &mut Pen<'_>, rows: &Rows, row: &Row, y: f64) {
        let (text, quiet) = (pen.colour(Role::Text), pen.colour(Role::Quiet));
        let mut baseline = y + 20.0;
        for line in self.label_lines(row) {
            pen.over((0.0, baseline), Anchor::Start, &line, Letters::PLAIN, &text);
            baseline += LINE;
        }
        if let Some(n) = &row.n {
            pen.over((0.0, baseline), Anchor::Start, &format!("n = {n}"), Letters::PLAIN, &quiet);
        }
        self.right(pen, row, y);
        let y = y + self.head(row);
        match &row.bar {
            Bar::Empty => {}
            Bar::Hidden(words) => {
                let words = cut(words, self.page - self.x - 6.0, Letters::PLAIN);
                pen.over((self.x + 6.0, y + 20.0), Anchor::Start, &words, Letters::PLAIN, &quiet);
            }
            Bar::Segments(segments) => self.segments(pen, segments, y),
        }
        for (line, values) in self.under(rows, row).into_iter().enumerate() {
            for (centre, segment) in values {
                let place = (centre, y + BAR + UNDER + LINE * (line as f64 + 0.8));
                pen.over(place, Anchor::Middle, &words(segment), Letters::PLAIN, &text);
            }
        }
        if let Some(divide) = rows.divide.as_ref().filter(|_| !matches!(row.bar, Bar::Hidden(_))) {
            // Over the bars too, so that it can be followed through them.
            let (x, cut) = (self.at(divide.at), pen.paint(Fill::Cut).area);
            pen.rule((x, y), (x, y + BAR), &cut, 2.5, "");
        }
    }

    fn segments(&self, pen: &mut Pen<'_>, segments: &[Segment], y: f64) {
        for segment in segments {
            let (from, to) = self.span(segment);
            let area = Area { x: from, y, width: to - from, height: BAR };
            if area.width > 0.0 {
                pen.area(area, segment.fill);
            }
            pen.mark(segment.mark.as_deref(), area);
            if self.holds(segment) {
                pen.plate(area, &words(segment), Letters::PLAIN, segment.fill);
            }
        }
    }

    /// The number at the end of a row, and what was predicted for it.
    fn right(&self, pen: &mut Pen<'_>, row: &Row, y: f64) {
        let (strong, text) = (pen.colour(Role::Strong), pen.colour(Role::Text));
        let x = self.page - SUM + 8.0;
        if let Some(sum) = &row.sum {
            // Where a bar is this number, that bar is outlined, and not all that stands between them.
            let is_bar = matches!(&row.bar, Bar::Segments(segments)
                if segments.iter().any(|segment| segment.mark.as_ref() == Some(&sum.mark)));
            let taken = pen.over((x, y + 20.0), Anchor::Start, &sum.words(), Letters::BOLD, &strong);
            if let Some(area) = taken.filter(|_| !is_bar) {
                pen.mark(Some(&sum.mark), area);
            }
        }
        let first = u8::from(row.sum.is_some());
        for (line, Pointer { at, fill, text: value, .. }) in (first..).zip(&row.predictions) {
            // On the bar, not in it: a narrow segment stays whole.
            heads::down(pen, (self.at(*at), y + self.head(row) - 1.0), *fill);
            let baseline = y + 20.0 + LINE * f64::from(line);
            pen.over((x, baseline), Anchor::Start, &format!("P {value}"), Letters::PLAIN, &text);
        }
    }
}

/// Number and value of a segment.
fn words(segment: &Segment) -> String {
    format!("{} {}", segment.short, segment.text).trim().to_owned()
}
