//! Numbers in shades in cells.

use std::ops::Range;

use super::missing::missing;
use super::{Height, Pen, Tone, corners, legend, list, window};
use crate::chart::{Fill, Heat, HeatRow, Key, Plot, Tile};
use crate::text;

/// Narrowest and widest column.
const LEAST: usize = 7;
const MOST: usize = 16;
/// Widest column where there are at most three.
const MOST_OF_FEW: usize = 26;
/// Room for the words at the end of a row, and the least where columns need it.
const END: usize = 16;
const LEAST_END: usize = 9;
/// Shortest label of a row for the sake of one more column.
const LEAST_LABEL: usize = 14;
/// Room for a prediction, such as `P 100%`.
const GUESS: usize = 6;
/// Room for the number of a corner, such as `41-43%`.
const VALUE: usize = 7;
/// Room beside the legend for what is missing, such as `12 more columns in the values table`.
const TOLD: usize = 36;
/// Most lines of a head.
const HEAD_LINES: usize = 2;
/// Narrowest column whose shades are patterns where there is no colour: a number has to be read between them, and their ends not
/// as one with those of the next column.
const TEXTURED: usize = 16;

/// What stands in which columns; depends on frame, predictions and width alone.
struct Across {
    label: usize,
    columns: Vec<Range<usize>>,
    divide: Option<usize>,
    guess: Option<usize>,
    end: Option<usize>,
}

impl Across {
    fn new(heat: &Heat, width: usize) -> Self {
        let count = heat.columns.len().max(1);
        let longest = heat.rows.iter().map(|row| text::width(&row.label)).max().unwrap_or(0);
        let longest = longest.max(text::width(&heat.down).min(longest + 8)).max(4);
        let has_guess = heat.rows.iter().any(|row| row.predicted.is_some());
        let has_end = usize::from(heat.end.is_some());
        let divide = 2 * usize::from(heat.divide.is_some());
        let kept = |end: usize| usize::from(has_guess) * (GUESS + 1) + has_end * (end + 1) + divide + 1;
        let most = if count <= 3 { MOST_OF_FEW } else { MOST };
        // First the columns, as narrow as they may be; then the labels; then columns as wide as the words of their heads; then the
        // words at the end; then wider columns.
        let least = count * (LEAST + 1);
        let words = heat.columns.iter().flat_map(|head| head.label.split_whitespace());
        let wanted = count * (words.map(text::width).max().unwrap_or(0).clamp(LEAST, most) + 1);
        let end = width.saturating_sub(longest + 1 + wanted + kept(0)).clamp(LEAST_END, END);
        let free = width.saturating_sub(least + kept(end) + 1);
        let label = longest.min(free.max(LEAST_LABEL.min(width / 3).max(4)));
        let room = width.saturating_sub(label + 1 + kept(end));
        let wide = (room / count).saturating_sub(1).clamp(LEAST, most);
        let fitting = (room / (wide + 1)).min(count);
        let mut x = label + 1;
        let mut columns = Vec::new();
        let mut divide = None;
        for column in 0..fitting {
            if heat.divide.is_some_and(|(at, _)| at == column) && column > 0 {
                divide = Some(x);
                x += 2;
            }
            columns.push(x..x + wide);
            x += wide + 1;
        }
        let guess = has_guess.then_some(x);
        x += usize::from(has_guess) * (GUESS + 1);
        let end = heat.end.as_ref().map(|_| x).filter(|x| x + LEAST <= width);
        Self { label, columns, divide, guess, end }
    }
}

/// What stands on which lines.
struct Down {
    legend: Option<usize>,
    heads: Range<usize>,
    counts: Option<usize>,
    rows: Range<usize>,
    pitch: usize,
    corners: Range<usize>,
}

impl Down {
    fn new(heat: &Heat, across: &Across, room: &Range<usize>, width: usize) -> Self {
        let count = heat.rows.len().max(1);
        let rule = usize::from(heat.divide.is_some());
        let mut left = room.len().saturating_sub(count + rule + 1);
        let mut take = |wanted: usize| {
            let granted = left >= wanted;
            left -= if granted { wanted } else { 0 };
            if granted { wanted } else { 0 }
        };
        let lines = heads(heat, across).iter().map(Vec::len).max().unwrap_or(1);
        let more = take(lines.saturating_sub(1));
        let corners = take(corners::lines(&heat.corners, VALUE, width));
        let counts = take(usize::from(heat.is_counted));
        let legend = take(1);
        let corners = corners + take(corners::lead_lines(&heat.corners, VALUE, width) * usize::from(corners > 0));
        let is_low = heat.rows.len() <= 3;
        let pitch = 1 + usize::from(take(count) > 0) + usize::from(is_low && take(count) > 0);
        let start = room.start + legend;
        let first = start + 1 + more + counts;
        let end = (first + count * pitch + rule).min(room.end.saturating_sub(corners));
        Self {
            legend: (legend > 0).then_some(room.start),
            heads: start..start + 1 + more,
            counts: (counts > 0).then_some(start + 1 + more),
            rows: first..end,
            pitch,
            corners: end..end + corners,
        }
    }
}

fn heads(heat: &Heat, across: &Across) -> Vec<Vec<String>> {
    let wrapped = |(head, column): (&crate::chart::HeatHead, &Range<usize>)| {
        let mut lines = text::wrap(&head.label, column.len());
        if lines.len() > HEAD_LINES {
            let rest = lines.split_off(HEAD_LINES - 1).join(" ");
            lines.push(text::cut(&rest, column.len()));
        }
        lines
    };
    heat.columns.iter().zip(&across.columns).map(wrapped).collect()
}

pub(super) fn height(heat: &Heat, width: usize) -> Height {
    if heat.is_list {
        return list::height();
    }
    let across = Across::new(heat, width);
    let lines = heads(heat, &across).iter().map(Vec::len).max().unwrap_or(1);
    let corners = corners::lines(&heat.corners, VALUE, width) + corners::lead_lines(&heat.corners, VALUE, width);
    let rule = usize::from(heat.divide.is_some());
    let pitch = if heat.rows.len() <= 3 { 3 } else { 2 };
    let least = heat.rows.len() + rule + 1;
    Height { least, good: heat.rows.len() * pitch + rule + lines + corners + 1 + usize::from(heat.is_counted) }
}

pub(super) fn draw(pen: &mut Pen<'_>, plot: &Plot, heat: &Heat, room: Range<usize>) {
    if heat.is_list {
        list::draw(pen, &plot.legend, heat, room);
        return;
    }
    let across = Across::new(heat, pen.canvas.width());
    let down = Down::new(heat, &across, &room, pen.canvas.width());
    let lines = down.corners.clone();
    // Where there is no line for the title, it stands over the labels of the rows.
    let titled = room.start == 0 && text::width(&plot.title) <= across.label;
    let corner = if titled { (plot.title.as_str(), Tone::Strong) } else { (heat.down.as_str(), Tone::Quiet) };
    let mut drawing = Drawing { pen, heat, across, down };
    drawing.legend(&plot.legend);
    drawing.heads(corner);
    drawing.rows();
    corners::draw(pen, &heat.corners, VALUE, &lines);
}

struct Drawing<'p, 'a, 'h> {
    pen: &'p mut Pen<'a>,
    heat: &'h Heat,
    across: Across,
    down: Down,
}

impl Drawing<'_, '_, '_> {
    fn legend(&mut self, legend: &[Key]) {
        let Some(y) = self.down.legend else { return };
        let width = self.pen.canvas.width();
        // Shades that cannot be seen need no words.
        let is_seen = |key: &&Key| !matches!(key.fill, Fill::Shade { .. }) || self.has_shades();
        let keys: Vec<Key> = legend.iter().filter(is_seen).cloned().collect();
        // Columns that are missing are told first; what the columns are, where there is room for it.
        let told = missing(&[(self.missing_columns(), "column")], TOLD);
        let is_missing = !told.is_empty();
        let words = if is_missing {
            told
        } else if self.heat.across.is_empty() {
            String::new()
        } else {
            format!("columns: {}", self.heat.across)
        };
        let kept = if words.is_empty() { 0 } else { text::width(&words) + 3 };
        let lasting: Vec<&Key> = keys.iter().filter(|key| key.fill != Fill::Prediction).collect();
        let fits = is_missing || legend::Entries::fitting(&lasting, width).width + kept <= width;
        legend::draw(self.pen, &keys, (0, width.saturating_sub(if fits { kept } else { 0 })), y);
        if fits {
            self.pen.canvas.put(width.saturating_sub(text::width(&words)), y, &words, width, Tone::Quiet);
        }
    }

    /// Whether the shades of the numbers can be seen: by their colours, or by patterns where the columns have room for them.
    fn has_shades(&self) -> bool {
        !self.pen.look.patterns || self.across.columns.first().is_some_and(|column| column.len() >= TEXTURED)
    }

    fn heads(&mut self, (corner, tone): (&str, Tone)) {
        let width = self.pen.canvas.width();
        let last = self.down.heads.end.saturating_sub(1);
        self.pen.canvas.put(0, last, corner, self.across.label, tone);
        let columns = self.across.columns.clone();
        for ((lines, column), head) in heads(self.heat, &self.across).iter().zip(&columns).zip(&self.heat.columns) {
            if lines.len() > self.down.heads.len() {
                self.pen.centre(column.clone(), last, &text::cut(&head.label, column.len()), Tone::Text);
                continue;
            }
            // Where there is no line for them, the students stand behind the name.
            let both = format!("{} {}", head.label, head.n);
            if self.down.counts.is_none() && !head.n.is_empty() && text::width(&both) <= column.len() {
                self.pen.centre(column.clone(), last, &both, Tone::Text);
                continue;
            }
            let first = self.down.heads.end.saturating_sub(lines.len());
            for (line, words) in lines.iter().enumerate() {
                if self.down.heads.contains(&(first + line)) {
                    self.pen.centre(column.clone(), first + line, words, Tone::Text);
                }
            }
            if let Some(y) = self.down.counts {
                self.pen.centre(column.clone(), y, &head.n, Tone::Quiet);
            }
        }
        if let (Some(x), Some(words)) = (self.across.end, &self.heat.end) {
            let room = width.saturating_sub(x);
            let lines = text::wrap(words, room);
            if lines.len() > self.down.heads.len() {
                self.pen.canvas.put(x, last, words, room, Tone::Text);
            } else {
                let first = self.down.heads.end.saturating_sub(lines.len());
                for (line, y) in lines.iter().zip(first..) {
                    self.pen.canvas.put(x, y, line, room, Tone::Text);
                }
            }
        }
    }

    fn missing_columns(&self) -> usize {
        self.heat.columns.len().saturating_sub(self.across.columns.len())
    }

    fn rows(&mut self) {
        let heat = self.heat;
        let rule = usize::from(heat.divide.is_some());
        let room = self.down.rows.len().saturating_sub(rule) / self.down.pitch;
        let count = heat.rows.len();
        let chosen = heat.rows.iter().position(|row| self.holds_chosen(row));
        let hidden_columns = self.missing_columns();
        // Columns that are missing are told beside the legend, or in the place of a row.
        let is_short = count > room || (hidden_columns > 0 && self.down.legend.is_none());
        let shown = if is_short { window(count, room.saturating_sub(1), chosen) } else { 0..count };
        let mut y = self.down.rows.start;
        for (index, row) in heat.rows.iter().enumerate().filter(|(index, _)| shown.contains(index)) {
            if heat.divide.is_some_and(|(_, at)| at == index) && index > shown.start {
                let flat = self.pen.look.charset.pick("─", "-");
                let end = self.across.columns.last().map_or(0, |column| column.end);
                for x in self.across.label + 1..end {
                    self.pen.sign(x, y, flat, Tone::Sign(Fill::Cut));
                }
                y += 1;
            }
            self.row(row, y);
            y += self.down.pitch;
        }
        if shown.len() < count {
            let width = self.pen.canvas.width();
            let words = missing(&[(count - shown.len(), "row"), (hidden_columns, "column")], width);
            let y = y.min(self.down.rows.end.saturating_sub(1));
            self.pen.canvas.put(0, y, &words, width, Tone::Quiet);
        }
        if let Some(words) = &heat.hidden {
            // Where not all rows found room, a line further down tells of them.
            let down = if shown.len() < count { 0 } else { self.down.rows.len().saturating_sub(1) / 2 };
            let middle = self.down.rows.start + down;
            let start = self.across.label + 1;
            let end = self.across.columns.last().map_or(start, |column| column.end);
            let wide = text::width(words).min(end.saturating_sub(start));
            for x in start..(start + wide + 2).min(end) {
                self.pen.sign(x, middle, " ", Tone::Blank);
            }
            self.pen.canvas.put(start, middle, words, end.saturating_sub(start), Tone::Quiet);
        }
    }

    fn holds_chosen(&self, row: &HeatRow) -> bool {
        let marks = row.tiles.iter().map(|tile| &tile.mark).chain(row.end.iter().map(|end| &end.mark));
        marks.into_iter().any(|mark| self.pen.is_chosen(mark.as_deref()))
    }

    fn row(&mut self, row: &HeatRow, y: usize) {
        let lines = if self.down.pitch > 1 { self.down.pitch - 1 } else { 1 };
        let middle = y + (lines - 1) / 2;
        let has_shades = self.has_shades();
        self.pen.canvas.put(0, middle, &row.label, self.across.label, Tone::Text);
        for (tile, column) in row.tiles.iter().zip(self.across.columns.clone()) {
            // What is said of all of them is not said of each.
            let said = if self.heat.hidden.is_some() { "" } else { tile.text.as_str() };
            draw_tile(self.pen, tile, said, has_shades, (&column, y..y + lines));
        }
        if let Some(x) = self.across.divide {
            let line = self.pen.look.charset.pick("│", "|");
            for line_at in 0..self.down.pitch {
                self.pen.sign(x, y + line_at, line, Tone::Sign(Fill::Cut));
            }
        }
        if let (Some(x), Some(guess)) = (self.across.guess, &row.predicted) {
            self.pen.canvas.put(x, middle, &format!("P {guess}"), GUESS, Tone::Area(Fill::Prediction));
        }
        if let (Some(x), Some(end)) = (self.across.end, &row.end) {
            let room = self.pen.canvas.width().saturating_sub(x + 1);
            let wide = self.pen.canvas.put(x, middle, &end.text, room, Tone::Text);
            if self.pen.is_chosen(end.mark.as_deref()) {
                self.pen.choose_text(&(x..x + wide), middle);
            }
        }
    }
}

/// Fills the ground of a tile, with its pattern if it `is_textured`, and writes what is said of it on the middle line.
pub(super) fn draw_tile(
    pen: &mut Pen<'_>,
    tile: &Tile,
    said: &str,
    is_textured: bool,
    (column, lines): (&Range<usize>, Range<usize>),
) {
    let middle = lines.start + lines.len().saturating_sub(1) / 2;
    if let Some(fill) = tile.fill {
        for y in lines {
            if is_textured {
                pen.area(column.clone(), y, fill);
            } else {
                for x in column.clone() {
                    pen.sign(x, y, " ", Tone::Area(fill));
                }
            }
        }
    }
    let tone = tile.fill.map_or(Tone::Quiet, Tone::Area);
    let mut words = text::cut(said, column.len());
    if is_textured && pen.look.patterns && tile.fill.is_some() && !words.is_empty() {
        words = text::cut(&words, column.len().saturating_sub(2));
        words = format!(" {words} ");
    }
    let taken = pen.centre(column.clone(), middle, &words, tone);
    if let (true, Some(taken)) = (pen.is_chosen(tile.mark.as_deref()), taken) {
        pen.choose(column.start.min(taken.start)..column.end.max(taken.end), middle);
    }
}
