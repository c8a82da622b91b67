//! Numbers in shades, in rows and columns: the number in every cell.

use super::letters::{Letters, cut, wrap_to};
use super::pen::{Anchor, Area, Pen, WIDTH};
use super::{corners, heads};
use crate::chart::{Fill, Heat, HeatRow, Plot};
use crate::theme::Role;

/// Height of a cell.
const CELL: f64 = 34.0;
/// From one line of text to the next.
const LINE: f64 = 21.0;
/// Widest room for the label of a row.
const LABEL: f64 = 140.0;
/// Between two columns.
const GAP: f64 = 4.0;
/// Room for a prediction.
const GUESS: f64 = 64.0;
/// Most room for the words at the end of a row.
const END: f64 = 120.0;
/// Beside the words of a cell, both sides together.
const INSET: f64 = 8.0;

/// Places a heat map from `top` down; returns where it ends.
pub(super) fn place(pen: &mut Pen<'_>, plot: &Plot, heat: &Heat, top: f64) -> f64 {
    let y = heads::legend_of_letters(pen, &plot.legend, top) + 6.0;
    let across = Across::new(heat);
    let first = across.heads(pen, heat, y);
    let mut y = first;
    let mut rule = None;
    for (index, row) in heat.rows.iter().enumerate() {
        if heat.divide.is_some_and(|(_, at)| at == index) {
            rule = Some(y + 4.0);
            y += 8.0;
        }
        across.row(pen, row, y);
        y += across.height(row);
    }
    let cut_colour = pen.paint(Fill::Cut).area;
    if let Some(rule) = rule {
        pen.rule((across.x, rule), (across.right(), rule), &cut_colour, 2.5, "");
    }
    if let Some(x) = across.divide {
        pen.rule((x, first), (x, y), &cut_colour, 2.5, "");
    }
    if let Some(words) = &heat.hidden {
        let quiet = pen.colour(Role::Quiet);
        pen.over((across.x, y + 18.0), Anchor::Start, words, Letters::PLAIN, &quiet);
        y += LINE + 6.0;
    }
    corners::place(pen, &heat.corners, y)
}

/// What stands in which columns.
struct Across {
    label: f64,
    x: f64,
    wide: f64,
    count: usize,
    divide: Option<f64>,
    split: usize,
    guess: f64,
    end: f64,
}

impl Across {
    fn new(heat: &Heat) -> Self {
        // The head of the labels may take two lines, and breaks between its words.
        let words = heat.down.split_whitespace().map(|word| Letters::BOLD.width(word));
        let labels = heat.rows.iter().map(|row| Letters::PLAIN.width(&row.label));
        let label = labels.chain(words).fold(50.0, f64::max).min(LABEL);
        let has_guess = heat.rows.iter().any(|row| row.predicted.is_some());
        let heads = heat.end.iter().flat_map(|head| head.split_whitespace());
        let ends = heads.chain(heat.rows.iter().filter_map(|row| Some(row.end.as_ref()?.text.as_str())));
        let end = ends.map(|words| Letters::PLAIN.width(words) + 4.0).fold(0.0, f64::max).min(END);
        let kept = if has_guess { GUESS } else { 0.0 } + end;
        let count = heat.columns.len().max(1);
        let split = heat.divide.map_or(count, |(at, _)| at);
        let gaps = if heat.divide.is_some() { 8.0 } else { 0.0 };
        // Labels of several words give way to columns in which words and numbers stand whole, or at least both ends of a range.
        let heads = heat.columns.iter().flat_map(|head| head.label.split_whitespace());
        let tiles = || heat.rows.iter().flat_map(|row| row.tiles.iter().map(|tile| tile.text.as_str()));
        let widest = |words: &mut dyn Iterator<Item = &str>| {
            words.map(|words| Letters::PLAIN.width(words) + INSET).fold(0.0, f64::max)
        };
        let spare = |need: f64| WIDTH - 12.0 - kept - gaps - count as f64 * (need + GAP);
        let whole = spare(widest(&mut heads.chain(tiles())));
        let parts = spare(widest(&mut tiles().flat_map(|words| words.split_inclusive('-'))));
        let words = heat.rows.iter().flat_map(|row| row.label.split_whitespace());
        let least = words.map(|word| Letters::PLAIN.width(word)).fold(50.0, f64::max);
        let label = label.min(if whole >= least { whole } else { parts.max(least) });
        let x = label + 12.0;
        let wide = ((WIDTH - x - kept - gaps) / count as f64 - GAP).min(150.0);
        let divide = heat.divide.map(|(at, _)| x + at as f64 * (wide + GAP) + 2.0);
        let guess = x + count as f64 * (wide + GAP) + gaps + 2.0;
        Self { label, x, wide, count, divide, split, guess, end: guess + if has_guess { GUESS } else { 0.0 } }
    }

    fn column(&self, index: usize) -> f64 {
        let gap = if self.divide.is_some() && index >= self.split { 8.0 } else { 0.0 };
        self.x + index as f64 * (self.wide + GAP) + gap
    }

    fn right(&self) -> f64 {
        self.column(self.count.saturating_sub(1)) + self.wide
    }

    /// Names of the columns, each over its own; returns where the rows begin.
    fn heads(&self, pen: &mut Pen<'_>, heat: &Heat, y: f64) -> f64 {
        let (text, quiet) = (pen.colour(Role::Text), pen.colour(Role::Quiet));
        let mut top = y;
        if !heat.across.trim().is_empty() {
            top += LINE;
            let words = cut(&heat.across, WIDTH - self.x, Letters::BOLD);
            pen.text((self.x, top), Anchor::Start, &words, Letters::BOLD, &text);
        }
        let lines: Vec<Vec<String>> =
            heat.columns.iter().map(|head| wrap_to(&head.label, self.wide, 4, Letters::PLAIN)).collect();
        let height = lines.iter().map(Vec::len).max().unwrap_or(1);
        for (index, (lines, head)) in lines.iter().zip(&heat.columns).enumerate() {
            let middle = self.column(index) + self.wide / 2.0;
            for (line, words) in lines.iter().enumerate() {
                let baseline = top + LINE * (height - lines.len() + line + 1) as f64;
                pen.text((middle, baseline), Anchor::Middle, words, Letters::PLAIN, &text);
            }
            let baseline = top + LINE * (height + 1) as f64;
            pen.text((middle, baseline), Anchor::Middle, &head.n, Letters::PLAIN, &quiet);
        }
        if let Some(words) = &heat.end {
            let lines = wrap_to(words, WIDTH - self.end, 3, Letters::PLAIN);
            for (line, words) in lines.iter().enumerate() {
                let baseline = top + LINE * (line + 1) as f64;
                pen.text((self.end, baseline), Anchor::Start, words, Letters::PLAIN, &text);
            }
            top = top.max(top + LINE * (lines.len().saturating_sub(height)) as f64);
        }
        let bottom = top + LINE * (height + usize::from(heat.is_counted)) as f64 + 8.0;
        for (line, words) in wrap_to(&heat.down, self.x - 4.0, 2, Letters::BOLD).iter().rev().enumerate() {
            pen.text((0.0, bottom - 8.0 - LINE * line as f64), Anchor::Start, words, Letters::BOLD, &text);
        }
        bottom
    }

    fn tile_lines(&self, words: &str) -> Vec<String> {
        let room = self.wide - INSET;
        let fits = |words: &str| Letters::PLAIN.width(words) <= room;
        // A range breaks behind its dash, not inside a number.
        match words.split_once('-') {
            Some((from, to)) if !fits(words) && fits(&format!("{from}-")) && fits(to) => {
                vec![format!("{from}-"), to.to_owned()]
            }
            _ => wrap_to(words, room, 3, Letters::PLAIN),
        }
    }

    fn end_lines(&self, row: &HeatRow) -> Vec<String> {
        row.end.as_ref().map_or_else(Vec::new, |end| wrap_to(&end.text, WIDTH - self.end, 3, Letters::PLAIN))
    }

    fn height(&self, row: &HeatRow) -> f64 {
        let label = wrap_to(&row.label, self.label, 3, Letters::PLAIN).len();
        let tiles = row.tiles.iter().map(|tile| self.tile_lines(&tile.text).len()).max().unwrap_or(1);
        let lines = label.max(self.end_lines(row).len()).max(tiles).max(1);
        CELL + LINE * (lines - 1) as f64 + GAP
    }

    fn row(&self, pen: &mut Pen<'_>, row: &HeatRow, y: f64) {
        let (text, quiet) = (pen.colour(Role::Text), pen.colour(Role::Quiet));
        let height = self.height(row) - GAP;
        for (line, words) in wrap_to(&row.label, self.label, 3, Letters::PLAIN).iter().enumerate() {
            let place = (0.0, y + 22.0 + LINE * line as f64);
            pen.text(place, Anchor::Start, words, Letters::PLAIN, &text);
        }
        for (index, tile) in row.tiles.iter().enumerate() {
            let area = Area { x: self.column(index), y, width: self.wide, height };
            match tile.fill {
                Some(fill) => pen.area(area, fill),
                None => pen.shape(area, &format!("fill=\"none\" stroke=\"{quiet}\" stroke-width=\"1\"")),
            }
            pen.mark(tile.mark.as_deref(), area);
            let ink = tile.fill.map_or_else(|| quiet.clone(), |fill| pen.paint(fill).ink);
            let lines = self.tile_lines(&tile.text);
            if let ([words], Some(fill)) = (lines.as_slice(), tile.fill)
                && pen.plate(area, words, Letters::PLAIN, fill)
            {
                continue;
            }
            let first = y + height / 2.0 + 6.0 - LINE * (lines.len() - 1) as f64 / 2.0;
            for (line, words) in lines.iter().enumerate() {
                let place = (area.middle(), first + LINE * line as f64);
                pen.text(place, Anchor::Middle, words, Letters::PLAIN, &ink);
            }
        }
        if let Some(guess) = &row.predicted {
            pen.text((self.guess, y + 22.0), Anchor::Start, &format!("P {guess}"), Letters::PLAIN, &text);
        }
        for (line, words) in self.end_lines(row).iter().enumerate() {
            let place = (self.end, y + 22.0 + LINE * line as f64);
            let written = pen.text(place, Anchor::Start, words, Letters::PLAIN, &text);
            if let (Some(area), Some(end)) = (written, &row.end) {
                pen.mark(end.mark.as_deref(), area);
            }
        }
    }
}
