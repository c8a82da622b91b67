//! Spans and points on one scale in cells, one row a group.

use std::cmp::Ordering;
use std::ops::Range;

use super::labels::{Label, arrange};
use super::{Height, Pen, Strip, Tone, legend, window};
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
/// Lines that stay free for notes before boxes get more than one line for themselves and one for their numbers: no box without
/// the words that warn of how it is read.
const WARNING: usize = 3;

pub(super) fn height(tracks: &Tracks) -> Height {
    let count = tracks.rows.len();
    let good = if tracks.is_boxed { count * 5 + WARNING } else { count * 4 };
    Height { least: count + 1, good: good + 2 }
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
    /// Lines of a row for its spans and points, and for the numbers under them.
    thickness: usize,
    numbers: usize,
    ticks: Option<usize>,
}

impl Down {
    fn new(tracks: &Tracks, room: &Range<usize>) -> Self {
        let count = tracks.rows.len().max(1);
        let mut left = room.len().saturating_sub(count);
        let mut take = |wanted: usize, kept: usize| {
            let granted = left >= wanted + kept;
            left -= if granted { wanted } else { 0 };
            granted
        };
        let (ticks, legend) = (take(1, 0), take(1, 0));
        let (kept, most) = if tracks.is_boxed { (WARNING, 5) } else { (0, 4) };
        let mut pitch = 1_usize;
        while pitch < most && take(count, if pitch == 1 { 0 } else { kept }) {
            pitch += 1;
        }
        let thickness = if pitch == 5 { 2 } else { 1 };
        // The last line of a high row stays free, so that rows do not run together.
        let numbers = if tracks.is_boxed { (pitch - thickness).saturating_sub(1).max(1) } else { 1 };
        let start = room.start + usize::from(legend);
        let end = (start + count * pitch).min(room.end);
        let legend = legend.then_some(room.start);
        Self { legend, rows: start..end, pitch, thickness, numbers, ticks: ticks.then_some(end) }
    }
}

pub(super) fn draw(pen: &mut Pen<'_>, plot: &Plot, tracks: &Tracks, room: Range<usize>) {
    let down = Down::new(tracks, &room);
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
        let width = self.pen.canvas.width();
        let name = &self.tracks.axis.name;
        let start = width.saturating_sub(text::width(name));
        let keys: Vec<&Key> = legend.iter().filter(|key| key.fill != Fill::Prediction).collect();
        let is_named = legend::Entries::fitting(&keys, width).width + NAME_GAP <= start;
        legend::draw(self.pen, legend, (0, if is_named { start - NAME_GAP } else { width }), y);
        if is_named {
            self.pen.canvas.put(start, y, name, width, Tone::Quiet);
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
                Some(fill) => {
                    for line in 0..self.down.thickness {
                        self.pen.area(from..to + 1, y + line, fill);
                    }
                }
                None => {
                    for x in from..=to {
                        self.pen.sign(x, y, self.pen.look.charset.pick("─", "-"), Tone::Strong);
                    }
                }
            }
        }
        for point in &row.points {
            let sign = self.pen.point(point.fill);
            for line in 0..self.down.thickness {
                self.pen.sign(strip.column(point.at), y + line, sign, Tone::Sign(point.fill));
            }
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
            (2.., _) => self.under(row, y + self.down.thickness),
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

    /// Values under their points. Those that find no room on the first line, beside each other and beside a prediction, stand on
    /// the next one where there is one.
    fn under(&mut self, row: &Track, y: usize) {
        let strip = self.across.strip;
        let whole = strip.x.saturating_sub(MARGIN)..strip.end() + MARGIN;
        let mut left: Vec<&Pointer> = row.points.iter().filter(|point| !point.text.is_empty()).collect();
        left.sort_by_key(|point| strip.column(point.at));
        for line in 0..self.down.numbers {
            let guesses = if line == 0 { row.predictions.as_slice() } else { &[] };
            let labels = left.iter().filter(|point| self.fits(&left, point)).map(|point| {
                let column = strip.column(point.at);
                let room =
                    guesses.iter().map(|guess| strip.column(guess.at)).fold(whole.clone(), |room, guess| match column
                        .cmp(&guess)
                    {
                        Ordering::Less => room.start..room.end.min(guess.saturating_sub(1)),
                        Ordering::Greater => room.start.max(guess + 2)..room.end,
                        Ordering::Equal => 0..0,
                    });
                Label::of_point(&point.text, column, room)
            });
            let placed = arrange(labels.collect());
            left.retain(|point| !placed.iter().any(|(label, _)| std::ptr::eq(label.words, point.text.as_str())));
            for (label, x) in placed {
                let wide = text::width(label.words);
                self.clear(x.saturating_sub(1)..(x + wide + 1).min(strip.end() + MARGIN), y + line);
                self.pen.canvas.put(x, y + line, label.words, strip.width, Tone::Text);
            }
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
        let under = if self.down.pitch >= 2 { self.down.thickness } else { 0 };
        let is_word = |tone: Tone| tone == Tone::Quiet || tone == Tone::Text;
        if self.across.strip.width > 0
            && self.pen.canvas.line(y + under).get(column).is_some_and(|spot| !is_word(spot.tone))
        {
            self.pen.sign(column, y + under, "P", Tone::Area(pointer.fill));
        }
        if under > 0 {
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
