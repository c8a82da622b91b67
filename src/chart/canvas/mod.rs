//! A picture in cells: a grid of symbols and tones that the terminal and plain text both show, so that neither can differ.
//!
//! Owns the layout at a given size. Knows no terminal library: `ui` maps a [`Tone`] to colours, `chart::text` prints the symbols.
//! Invariants: nothing is written outside the grid; the same plot and size give the same grid; positions of everything that a
//! view has before the reveal do not depend on its body.

mod braille;
mod cloud;
mod columns;
mod corners;
mod heat;
mod labels;
mod legend;
mod lines;
mod list;
mod missing;
mod multiples;
mod pen;
mod rows;
mod table;
mod tracks;

use pen::Pen;

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Fill, Panel, Plot};
use crate::text;

/// Below this many columns a picture is told in words.
const LEAST_WIDTH: usize = 40;

/// Which symbols a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// Box lines, shades and half blocks.
    #[default]
    Blocks,
    /// Nothing beyond ASCII.
    Ascii,
    /// As `Blocks`, with lines and points of a scatter in the dots of braille, eight to a cell: finer, where the font has them.
    Braille,
}

impl Charset {
    /// A text with the signs of open ranges and of what was cut, as this set has them.
    #[must_use]
    pub fn spell(self, words: &str) -> String {
        if self != Self::Ascii {
            return words.to_owned();
        }
        words.replace('\u{2264}', "<=").replace('\u{2265}', ">=").replace(text::ELLIPSIS, "~")
    }

    fn pick(self, blocks: &'static str, ascii: &'static str) -> &'static str {
        if self == Self::Ascii { ascii } else { blocks }
    }
}

/// How areas are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The symbols.
    pub charset: Charset,
    /// Whether areas have patterns, because there is no colour to tell them apart.
    pub patterns: bool,
}

/// What a cell is, for the choice of its colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing.
    Blank,
    /// A label.
    Text,
    /// A title or a number that matters most.
    Strong,
    /// Text that matters less.
    Quiet,
    /// Rules, guides, ticks.
    Rule,
    /// Part of an area: its blank, its pattern, or text that stands on it.
    Area(Fill),
    /// A sign in the colour of what it stands for, on the common background.
    Sign(Fill),
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// One grapheme; empty in the second cell of a wide one.
    pub symbol: Cow<'static, str>,
    /// What it is.
    pub tone: Tone,
    /// Whether it belongs to the chosen mark.
    pub chosen: bool,
}

const BLANK: Spot = Spot { symbol: Cow::Borrowed(" "), tone: Tone::Blank, chosen: false };

/// A grid of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canvas {
    width: usize,
    height: usize,
    spots: Vec<Spot>,
    /// Every text with its place, for tests that ask whether one covered another.
    #[cfg(test)]
    written: Vec<(usize, usize, String)>,
}

/// How many lines a picture takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Height {
    /// With fewer the picture leaves something out.
    pub least: usize,
    /// More are not used.
    pub good: usize,
}

/// How many lines `plot` takes at `width` columns, its title and notes included.
#[must_use]
pub fn height(plot: &Plot, width: usize) -> Height {
    if width < LEAST_WIDTH {
        let lines = words(plot, width).len();
        return Height { least: lines, good: lines };
    }
    let body = body_height(plot, width);
    let notes: usize = notes(plot, width).iter().map(Vec::len).sum();
    Height { least: body.least + 1, good: body.good + 1 + if notes > 0 { notes + 1 } else { 0 } }
}

fn body_height(plot: &Plot, width: usize) -> Height {
    match &plot.panel {
        Panel::Rows(rows) => rows::height(rows),
        Panel::Columns(columns) => columns::height(columns),
        Panel::Table(table) => table::height(table, width),
        Panel::Tracks(tracks) => tracks::height(tracks),
        Panel::Lines(lines) => lines::height(lines),
        Panel::Heat(heat) => heat::height(heat, width),
        Panel::Multiples(multiples) => multiples::height(multiples),
        Panel::Cloud(cloud) => cloud::height(cloud, width),
    }
}

/// Lays `plot` out in `width` times `height` cells; `chosen` is the key of the mark that is pointed at.
///
/// Any size is served: where the picture does not fit, its summary stands instead.
#[must_use]
pub fn draw(plot: &Plot, width: usize, height: usize, look: Look, chosen: Option<&str>) -> Canvas {
    if look.charset != Charset::Ascii {
        return lay_out(plot, width, height, look, chosen);
    }
    let mut spelled = plot.clone();
    spelled.panel.for_each_value(|value| *value = look.charset.spell(value));
    spelled.summary = look.charset.spell(&plot.summary);
    let mut canvas = lay_out(&spelled, width, height, look, chosen);
    for spot in canvas.spots.iter_mut().filter(|spot| spot.symbol.starts_with(text::ELLIPSIS)) {
        spot.symbol = Cow::Borrowed("~");
    }
    canvas
}

fn lay_out(plot: &Plot, width: usize, height: usize, look: Look, chosen: Option<&str>) -> Canvas {
    let mut canvas = Canvas::new(width, height);
    let body = body_height(plot, width);
    let needed = match &plot.panel {
        // Rows that find no room are told of; bars without height would lie.
        Panel::Rows(_) | Panel::Table(_) | Panel::Tracks(_) | Panel::Heat(_) | Panel::Multiples(_) => body.least.min(4),
        Panel::Columns(_) | Panel::Lines(_) | Panel::Cloud(_) => body.least,
    };
    if width < LEAST_WIDTH || height < needed {
        let lines = words(plot, width);
        for (y, line) in lines.iter().take(height).enumerate() {
            let is_cut = y + 1 == height && height < lines.len();
            let line = if is_cut { text::cut(&format!("{line} {}", text::ELLIPSIS), width) } else { line.clone() };
            canvas.put(0, y, &line, width, Tone::Text);
        }
        return canvas;
    }
    let title = usize::from(height > body.least);
    if title > 0 {
        let used = canvas.put(0, 0, &plot.title, width, Tone::Strong);
        if subtitle_fits(plot, width) {
            canvas.put(used + 2, 0, &plot.subtitle, width, Tone::Quiet);
        }
    }
    let room = title..height.min(title + body.good);
    let lines = room.clone();
    let mut pen = Pen { canvas: &mut canvas, look, chosen };
    match &plot.panel {
        Panel::Rows(rows) => rows::draw(&mut pen, plot, rows, room),
        Panel::Columns(columns) => columns::draw(&mut pen, plot, columns, room),
        Panel::Table(table) => table::draw(&mut pen, table, room),
        Panel::Tracks(tracks) => tracks::draw(&mut pen, plot, tracks, room),
        Panel::Lines(lines) => lines::draw(&mut pen, plot, lines, room),
        Panel::Heat(heat) => heat::draw(&mut pen, plot, heat, room),
        Panel::Multiples(multiples) => multiples::draw(&mut pen, plot, multiples, room),
        Panel::Cloud(cloud) => cloud::draw(&mut pen, plot, cloud, room),
    }
    // Lines that the picture did not use are free for notes.
    let is_used = |y: &usize| canvas.line(*y).iter().any(|spot| spot.tone != Tone::Blank);
    let end = lines.rev().find(is_used).map_or(title, |last| last + 1);
    let notes = notes(plot, width);
    // A blank before them is the first thing to give way.
    let taken: usize = notes.iter().map(Vec::len).sum();
    let mut y = end + usize::from(height > end + taken);
    for note in notes {
        if y + note.len() > height {
            break;
        }
        for line in note {
            canvas.put(0, y, &line, width, Tone::Quiet);
            y += 1;
        }
    }
    canvas
}

fn subtitle_fits(plot: &Plot, width: usize) -> bool {
    text::width(&plot.title) + 2 + text::width(&plot.subtitle) <= width
}

/// The notes, wrapped, with the subtitle first when it found no room beside the title.
fn notes(plot: &Plot, width: usize) -> Vec<Vec<String>> {
    let subtitle = (!plot.subtitle.is_empty() && !subtitle_fits(plot, width)).then_some(&plot.subtitle);
    subtitle.into_iter().chain(&plot.notes).map(|note| text::wrap(note, width)).collect()
}

/// The picture in words, for sizes in which it cannot be drawn.
fn words(plot: &Plot, width: usize) -> Vec<String> {
    let mut lines = text::wrap(&plot.title, width);
    lines.extend(text::wrap(&plot.summary, width));
    lines
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            spots: vec![BLANK; width * height],
            #[cfg(test)]
            written: Vec::new(),
        }
    }

    /// Columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Lines.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The cells of one line, left to right; none outside the grid.
    #[must_use]
    pub fn line(&self, y: usize) -> &[Spot] {
        self.spots.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    fn spot(&mut self, x: usize, y: usize) -> Option<&mut Spot> {
        if x < self.width { self.spots.get_mut(y * self.width + x) } else { None }
    }

    /// Sets one cell, and blanks the other half of a wide symbol that stood there.
    fn set(&mut self, x: usize, y: usize, symbol: Cow<'static, str>, tone: Tone) {
        let torn = self.line(y).get(x).is_some_and(|spot| spot.symbol.is_empty());
        if torn && let Some(before) = x.checked_sub(1).and_then(|before| self.spot(before, y)) {
            before.symbol = Cow::Borrowed(" ");
        }
        if self.line(y).get(x + 1).is_some_and(|spot| spot.symbol.is_empty())
            && let Some(after) = self.spot(x + 1, y)
        {
            after.symbol = Cow::Borrowed(" ");
        }
        if let Some(spot) = self.spot(x, y) {
            *spot = Spot { symbol, tone, chosen: false };
        }
    }

    /// Writes a text from `x`, cut to `room` columns with an ellipsis; returns the columns used.
    fn put(&mut self, x: usize, y: usize, words: &str, room: usize, tone: Tone) -> usize {
        let room = room.min(self.width.saturating_sub(x));
        let words = text::cut(words, room);
        let mut used = 0;
        for grapheme in words.graphemes(true) {
            let wide = text::width(grapheme);
            if wide == 0 || wide > 2 || used + wide > room || !grapheme.chars().all(text::is_showable) {
                continue;
            }
            self.set(x + used, y, Cow::Owned(grapheme.to_owned()), tone);
            if wide == 2 {
                self.set(x + used + 1, y, Cow::Borrowed(" "), tone);
                if let Some(spot) = self.spot(x + used + 1, y) {
                    spot.symbol = Cow::Borrowed("");
                }
            }
            used += wide;
        }
        #[cfg(test)]
        self.written.push((x, y, words));
        used
    }

    /// The texts that do not stand whole: something else was drawn over a part of them.
    #[cfg(test)]
    pub(super) fn covered(&self) -> Vec<&str> {
        let stands = |(x, y, words): &&(usize, usize, String)| {
            let spots = self.line(*y).get(*x..).unwrap_or_default();
            let letters = words.graphemes(true).filter(|letter| text::width(letter) > 0);
            let places = letters.scan(0, |at, letter| {
                let here = *at;
                *at += text::width(letter);
                Some((here, letter))
            });
            let is_there = |(at, letter): (usize, &str)| {
                // The ellipsis is spelled for its set at the end.
                letter == text::ELLIPSIS.to_string() || spots.get(at).is_some_and(|spot| spot.symbol == letter)
            };
            places.into_iter().all(is_there)
        };
        self.written.iter().filter(|written| !stands(written)).map(|(.., words)| words.as_str()).collect()
    }

    /// Whether nothing but guides stands in these cells.
    fn is_free(&self, columns: Range<usize>, y: usize) -> bool {
        columns.end <= self.width
            && y < self.height
            && self
                .line(y)
                .get(columns)
                .is_some_and(|spots| spots.iter().all(|spot| matches!(spot.tone, Tone::Blank | Tone::Rule)))
    }
}

/// The columns over which an axis runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Strip {
    x: usize,
    width: usize,
}

impl Strip {
    /// The column whose centre is nearest to a position from 0 to 1.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and the width")]
    fn column(self, at: f64) -> usize {
        let last = self.width.saturating_sub(1);
        let at = if at.is_nan() { 0.0 } else { at.clamp(0.0, 1.0) };
        self.x + ((at * last as f64).round() as usize).min(last)
    }

    fn end(self) -> usize {
        self.x + self.width
    }
}

/// Which of `count` things are shown where only `room` fit, so that the chosen one is among them.
fn window(count: usize, room: usize, chosen: Option<usize>) -> Range<usize> {
    if count <= room {
        return 0..count;
    }
    let start = chosen.map_or(0, |chosen| chosen.saturating_sub(room.saturating_sub(1))).min(count - room);
    start..start + room
}

#[cfg(test)]
mod tests;
