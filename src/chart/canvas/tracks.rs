//! Spans and points on one scale in cells, one row a group.

use std::ops::Range;

use super::labels::{Label, arrange};
use super::legend::Entries;
use super::{Height, Pen, Strip, Tone, window};
use crate::chart::{Detail, Fill, Key, Plot, Pointer, Track, Tracks};
use crate::text;

/// `n=1234`.
const COUNT_WIDTH: usize = 6;
/// `P 100%`.
const GUESS_WIDTH: usize = 6;
/// Free columns between the legend and what is counted.
const NAME_GAP: usize = 3;
/// Columns between two further numbers of a row.
const DETAIL_GAP: usize = 3;
/// Free columns at both ends of the scale, for points at its ends.
const MARGIN: usize = 1;

pub(super) fn height(tracks: &Tracks) -> Height {
    let count = tracks.rows.len();
    Height { least: count + 1, good: count * 4 + 2 }
}

/// What stands in which columns; depends on the frame of the view and the size alone.
struct Across {
    label: usize,
    count: usize,
    strip: Strip,
    end: usize,
}

impl Across {
    fn new(tracks: &Tracks, width: usize) -> Self {
        let longest = tracks.rows.iter().map(|row| text::width(&row.label)).max().unwrap_or(0);
        let label = longest.clamp(4, (width * 2 / 5).max(4));
        let x = label + 1 + COUNT_WIDTH + 1 + MARGIN;
        let end = width.saturating_sub(tracks.room.max(GUESS_WIDTH));
        let strip = Strip { x, width: end.saturating_sub(x + 1 + MARGIN) };
        Self { label, count: label + 1, strip, end }
    }
}

/// What stands on which lines; depends on the number of rows and the height alone.
struct Down {
    legend: Option<usize>,
    rows: Range<usize>,
    pitch: usize,
    ticks: Option<usize>,
}

impl Down {
    fn new(count: usize, room: &Range<usize>) -> Self {
        let count = count.max(1);
        let mut left = room.len().saturating_sub(count);
        let mut take = |wanted: usize| {
            let granted = left >= wanted;
            left -= if granted { wanted } else { 0 };
            granted
        };
        let (ticks, legend) = (take(1), take(1));
        let second = take(count);
        let third = second && take(count);
        let fourth = third && take(count);
        let pitch = 1 + [second, third, fourth].into_iter().filter(|granted| *granted).count();
        let start = room.start + usize::from(legend);
        let end = (start + count * pitch).min(room.end);
        Self { legend: legend.then_some(room.start), rows: start..end, pitch, ticks: ticks.then_some(end) }
    }
}

pub(super) fn draw(pen: &mut Pen<'_>, plot: &Plot, tracks: &Tracks, room: Range<usize>) {
    let down = Down::new(tracks.rows.len(), &room);
    let across = Across::new(tracks, pen.canvas.width());
    let mut drawing = Drawing { pen, tracks, across, down };
    drawing.legend(&plot.legend);
    drawing.guides();
    drawing.rows();
}

struct Drawing<'p, 'a, 't> {
    pen: &'p mut Pen<'a>,
    tracks: &'t Tracks,
    across: Across,
    down: Down,
}

impl Drawing<'_, '_, '_> {
    fn legend(&mut self, legend: &[Key]) {
        let Some(y) = self.down.legend else { return };
        // The room of the entry for predictions is kept, so that nothing moves when the first is made.
        let keys: Vec<&Key> = legend.iter().filter(|key| key.fill != Fill::Prediction).collect();
        let width = self.pen.canvas.width();
        let entries = Entries::fitting(&keys, width);
        entries.draw(self.pen, 0, y);
        let name = &self.tracks.axis.name;
        if entries.width + NAME_GAP + text::width(name) <= width {
            self.pen.canvas.put(width - text::width(name), y, name, width, Tone::Quiet);
        }
    }

    fn guides(&mut self) {
        let axis = &self.tracks.axis;
        let label = text::width(&axis.label(axis.high)).max(text::width(&axis.label(axis.low)));
        let ticks = axis.ticks((self.across.strip.width / (label + 6)).clamp(2, 10));
        let labelled = match self.down.ticks {
            Some(y) => self.pen.tick_labels(&ticks, self.across.strip, y, Tone::Quiet),
            None => Vec::new(),
        };
        let (dot, line) = (self.pen.look.charset.pick("·", "."), self.pen.look.charset.pick("│", "|"));
        for y in self.down.rows.clone() {
            for column in &labelled {
                self.pen.sign(*column, y, dot, Tone::Rule);
            }
            for at in &self.tracks.cuts {
                self.pen.sign(self.across.strip.column(*at), y, line, Tone::Sign(Fill::Cut));
            }
        }
    }

    fn rows(&mut self) {
        let tracks = self.tracks;
        let room = self.down.rows.len() / self.down.pitch;
        let count = tracks.rows.len();
        let chosen = tracks.rows.iter().position(|row| self.holds_chosen(row));
        let shown = if count > room { window(count, room.saturating_sub(1), chosen) } else { 0..count };
        let mut y = self.down.rows.start;
        for row in tracks.rows.get(shown.clone()).unwrap_or_default() {
            self.row(row, y);
            y += self.down.pitch;
        }
        if shown.len() < count && room > 0 {
            let words = format!("{} more rows; the values table has all of them", count - shown.len());
            self.clear(0..self.pen.canvas.width(), y);
            self.pen.canvas.put(0, y, &words, self.pen.canvas.width(), Tone::Quiet);
        }
    }

    fn holds_chosen(&self, row: &Track) -> bool {
        let marks = row.points.iter().map(|point| &point.mark).chain(row.details.iter().map(|detail| &detail.mark));
        marks.into_iter().any(|mark| self.pen.is_chosen(mark.as_deref()))
    }

    fn clear(&mut self, columns: Range<usize>, y: usize) {
        for x in columns {
            self.pen.sign(x, y, " ", Tone::Blank);
        }
    }

    fn row(&mut self, row: &Track, y: usize) {
        let strip = self.across.strip;
        self.pen.canvas.put(0, y, &row.label, self.across.label, Tone::Text);
        if let Some(n) = &row.n {
            let words = format!("n={n}");
            let words = if text::width(&words) > COUNT_WIDTH { n } else { &words };
            self.pen.canvas.put(self.across.count, y, words, COUNT_WIDTH, Tone::Quiet);
        }
        if let Some(words) = &row.hidden {
            let wide = text::width(words).min(strip.width);
            self.clear(strip.x..(strip.x + wide + 2).min(strip.end()), y);
            self.pen.canvas.put(strip.x, y, words, strip.width, Tone::Quiet);
        }
        for span in &row.spans {
            let (from, to) = (strip.column(span.from), strip.column(span.to));
            match span.fill {
                Some(fill) => self.pen.area(from..to + 1, y, fill),
                None => {
                    for x in from..=to {
                        self.pen.sign(x, y, self.pen.look.charset.pick("─", "-"), Tone::Strong);
                    }
                }
            }
        }
        for point in &row.points {
            let sign = self.pen.point(point.fill);
            self.pen.sign(strip.column(point.at), y, sign, Tone::Sign(point.fill));
        }
        for point in &row.points {
            if self.pen.is_chosen(point.mark.as_deref()) {
                let column = strip.column(point.at);
                self.pen.choose_text(&(column..column + 1), y);
            }
        }
        let chosen = row.details.iter().find(|detail| self.pen.is_chosen(detail.mark.as_deref()));
        match (self.down.pitch, chosen) {
            // A number that has no place of its own at this size stands where there is one, as long as it is chosen.
            (1, Some(detail)) => {
                let wide = self.pen.canvas.put(self.across.end, y, &detail.text, self.tracks.room, Tone::Strong);
                self.pen.choose_text(&(self.across.end..self.across.end + wide), y);
            }
            // Both ends of a change stand at the end of the row already.
            (2, _) if !row.details.is_empty() => self.details(row, y + 1),
            (2.., _) => self.under(&row.points, y + 1),
            _ => {}
        }
        if self.down.pitch > 1 || chosen.is_none() {
            self.pen.canvas.put(self.across.end, y, &row.end, self.tracks.room, Tone::Strong);
        }
        if self.down.pitch >= 3 {
            self.details(row, y + 2);
        }
        for pointer in &row.predictions {
            self.prediction(pointer, y);
        }
    }

    /// Values under their points.
    fn under(&mut self, points: &[Pointer], y: usize) {
        let strip = self.across.strip;
        let room = strip.x.saturating_sub(MARGIN)..strip.end() + MARGIN;
        let mut points: Vec<&Pointer> = points.iter().collect();
        // The middle of a box matters most and comes first where not all find room.
        points.sort_by_key(|point| strip.column(point.at));
        let label = |point: &&Pointer| !point.text.is_empty() && self.fits(&points, point);
        let labels = points
            .iter()
            .filter(|point| label(point))
            .map(|point| Label::of_point(&point.text, strip.column(point.at), room.clone()))
            .collect();
        for (label, x) in arrange(labels) {
            self.clear(x.saturating_sub(1)..(x + text::width(label.words) + 1).min(strip.end() + MARGIN), y);
            self.pen.canvas.put(x, y, label.words, strip.width, Tone::Text);
        }
    }

    /// Whether a value that is no statistic leaves room for that of the statistic beside it.
    fn fits(&self, points: &[&Pointer], point: &Pointer) -> bool {
        let strip = self.across.strip;
        let near = |other: &&Pointer| {
            let room = (text::width(&other.text) + text::width(&point.text)).div_ceil(2) + 1;
            other.fill == Fill::Statistic && strip.column(other.at).abs_diff(strip.column(point.at)) < room
        };
        point.fill == Fill::Statistic || !points.iter().any(near)
    }

    /// Further numbers, as many as fit, the chosen one among them: under the scale, or from further left where all of them fit so.
    fn details(&mut self, row: &Track, y: usize) {
        let end = self.across.end.saturating_sub(1);
        let all = row.details.iter().map(|detail| text::width(&detail.text) + DETAIL_GAP).sum::<usize>();
        let start = self.across.strip.x.min((end + DETAIL_GAP).saturating_sub(all));
        let width =
            |details: &[Detail]| details.iter().map(|detail| text::width(&detail.text) + DETAIL_GAP).sum::<usize>();
        let chosen = row.details.iter().position(|detail| self.pen.is_chosen(detail.mark.as_deref()));
        let last = chosen.map_or(0, |chosen| chosen + 1).max(1);
        let first = (0..last).find(|first| {
            let shown = row.details.get(*first..last).unwrap_or_default();
            start + width(shown) <= end + DETAIL_GAP
        });
        let mut x = start;
        for detail in row.details.get(first.unwrap_or(last - 1)..).unwrap_or_default() {
            let room = end.saturating_sub(x);
            if text::width(&detail.text) > room && x > start {
                break;
            }
            let wide = text::width(&detail.text).min(room);
            self.clear(x.saturating_sub(1)..x + wide + 1, y);
            self.pen.canvas.put(x, y, &detail.text, room, Tone::Quiet);
            if self.pen.is_chosen(detail.mark.as_deref()) {
                self.pen.choose_text(&(x..x + wide), y);
            }
            x += wide + DETAIL_GAP;
        }
    }

    /// Marks a prediction on the line under the points where there is one; its value stands at the end of the row.
    fn prediction(&mut self, pointer: &Pointer, y: usize) {
        let column = self.across.strip.column(pointer.at);
        let under = usize::from(self.down.pitch >= 2);
        let is_word = |tone: Tone| tone == Tone::Quiet || tone == Tone::Text;
        if self.across.strip.width > 0
            && self.pen.canvas.line(y + under).get(column).is_some_and(|spot| !is_word(spot.tone))
        {
            self.pen.sign(column, y + under, "P", Tone::Area(pointer.fill));
        }
        if under == 1 {
            let words = format!("P {}", pointer.text);
            self.pen.canvas.put(
                self.across.end,
                y + 1,
                &words,
                self.tracks.room.max(GUESS_WIDTH),
                Tone::Area(pointer.fill),
            );
        }
    }
}
