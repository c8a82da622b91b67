//! The pen: areas with their patterns, signs, words in the middle, what is chosen, the labels of ticks.
//!
//! Draws on a [`Canvas`] and knows no kind of picture.

use std::borrow::Cow;
use std::ops::Range;

use super::{Canvas, Charset, Look, Strip, Tone};
use crate::chart::{Fill, Tick};
use crate::text;

/// A canvas, how it is drawn on, and the mark that is pointed at.
pub(super) struct Pen<'a> {
    pub(super) canvas: &'a mut Canvas,
    pub(super) look: Look,
    pub(super) chosen: Option<&'a str>,
}

/// Patterns of areas in the order of levels; neighbours differ in kind, not only in density, and none is a sign that stands in
/// numbers. Those of blocks are in code page 437, and so in the fonts of every console.
const BLOCK_PATTERNS: [&str; 9] = ["▓", "░", "▒", "█", "╬", "║", "■", "≡", "»"];
const ASCII_PATTERNS: [&str; 9] = ["#", "~", "x", "@", "^", "o", "*", "w", "s"];

/// Shades from the least to the most.
pub(super) const BLOCK_SHADES: [&str; 5] = [" ", "░", "▒", "▓", "█"];
const ASCII_SHADES: [&str; 5] = [" ", ".", ":", "+", "#"];

impl Pen<'_> {
    /// The symbol an area is filled with: a blank where colour tells it apart.
    pub(super) fn pattern(&self, fill: Fill) -> &'static str {
        let ascii = self.look.charset == Charset::Ascii;
        if !self.look.patterns {
            return if fill == Fill::Prediction { ":" } else { " " };
        }
        match fill {
            // The upper of two parts is no level, and may not look like one that is below the cut in another row or step.
            Fill::Level { index: 1, count: 2 } => self.look.charset.pick("╬", "^"),
            Fill::Level { index, .. } => {
                let patterns = if ascii { ASCII_PATTERNS } else { BLOCK_PATTERNS };
                patterns.get(index % patterns.len()).copied().unwrap_or(" ")
            }
            Fill::Merged => "/",
            Fill::Bar => self.look.charset.pick("█", "#"),
            Fill::Prediction => ":",
            Fill::Shade { index, count } => {
                let shades = if ascii { ASCII_SHADES } else { BLOCK_SHADES };
                let last = shades.len() - 1;
                shades.get(index * last / count.saturating_sub(1).max(1)).copied().unwrap_or(" ")
            }
            Fill::Cut | Fill::Statistic | Fill::Series { .. } | Fill::Before | Fill::After | Fill::Dot => " ",
        }
    }

    pub(super) fn area(&mut self, columns: Range<usize>, y: usize, fill: Fill) {
        let pattern = self.pattern(fill);
        for x in columns {
            self.canvas.set(x, y, Cow::Borrowed(pattern), Tone::Area(fill));
        }
    }

    pub(super) fn sign(&mut self, x: usize, y: usize, symbol: &'static str, tone: Tone) {
        self.canvas.set(x, y, Cow::Borrowed(symbol), tone);
    }

    /// Writes a text around the middle of `columns`, if it fits; returns the columns it took.
    pub(super) fn centre(&mut self, columns: Range<usize>, y: usize, words: &str, tone: Tone) -> Option<Range<usize>> {
        let wide = text::width(words);
        let room = columns.end.saturating_sub(columns.start);
        if wide > room {
            return None;
        }
        let x = columns.start + (room - wide) / 2;
        self.canvas.put(x, y, words, wide, tone);
        Some(x..x + wide)
    }

    /// The sign of a point.
    pub(super) fn point(&self, fill: Fill) -> &'static str {
        let (blocks, ascii) = match fill {
            Fill::Before => ("○", "o"),
            Fill::After => ("●", "@"),
            Fill::Dot => ("●", "o"),
            Fill::Statistic => ("┃", "M"),
            Fill::Series { index } => {
                [("●", "o"), ("◆", "x"), ("▲", "+"), ("■", "#")].get(index % 4).copied().unwrap_or(("●", "o"))
            }
            Fill::Prediction => ("P", "P"),
            _ => ("│", "|"),
        };
        self.look.charset.pick(blocks, ascii)
    }

    pub(super) fn is_chosen(&self, mark: Option<&str>) -> bool {
        mark.is_some() && self.chosen == mark
    }

    /// Brackets the cells of the chosen mark; colour or reverse video is added by the terminal.
    pub(super) fn choose(&mut self, columns: Range<usize>, y: usize) {
        let (left, right) = if columns.end > columns.start + 2 {
            (columns.start, columns.end - 1)
        } else {
            (columns.start.saturating_sub(1), columns.end)
        };
        for (x, bracket) in [(left, "["), (right, "]")] {
            if let Some(spot) = self.canvas.spot(x, y)
                && !spot.symbol.is_empty()
                && text::width(&spot.symbol) == 1
            {
                spot.symbol = Cow::Borrowed(bracket);
            }
        }
        for x in left..=right {
            if let Some(spot) = self.canvas.spot(x, y) {
                spot.chosen = true;
            }
        }
    }

    /// As [`Self::choose`], with the brackets outside a text.
    pub(super) fn choose_text(&mut self, columns: &Range<usize>, y: usize) {
        self.choose(columns.start.saturating_sub(1)..columns.end + 1, y);
    }

    /// Tick labels, each centred on its column; one that comes closer than 2 cells to a neighbour is left out, a fixed one last.
    /// Returns the columns of the ticks whose labels stand.
    pub(super) fn tick_labels(&mut self, ticks: &[Tick], scale: Strip, y: usize, tone: Tone) -> Vec<usize> {
        let mut taken: Vec<Range<usize>> = Vec::new();
        let mut columns = Vec::new();
        for fixed in [true, false] {
            for tick in ticks.iter().filter(|tick| tick.fixed == fixed) {
                let column = scale.column(tick.at);
                let wide = text::width(&tick.label);
                let Some(start) = column.checked_sub((wide.saturating_sub(1)) / 2) else { continue };
                let span = start..start + wide;
                let clear = |other: &Range<usize>| span.end + 2 <= other.start || other.end + 2 <= span.start;
                if span.end <= self.canvas.width && taken.iter().all(clear) {
                    self.canvas.put(start, y, &tick.label, wide, tone);
                    taken.push(span);
                    columns.push(column);
                }
            }
        }
        columns
    }
}
