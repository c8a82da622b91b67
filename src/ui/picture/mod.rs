//! A resolved picture on the screen: the cells that `chart` laid out, in the colours of a theme.
//!
//! Depends on `chart` and `theme`. Never writes outside its area; what stands where is not decided here.

mod ansi;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::ink::style;
use crate::chart::canvas::{self, Look, Spot, Tone};
use crate::chart::{Charset, Fill, Plot};
use crate::theme::{Colour, Ink, Role, Theme};

/// A picture to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// What is drawn.
    pub plot: &'a Plot,
    /// In which colours.
    pub theme: &'a Theme,
    /// With which symbols.
    pub charset: Charset,
    /// Key of the mark that is pointed at.
    pub chosen: Option<&'a str>,
}

impl Widget for Picture<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let look = Look { charset: self.charset, patterns: self.theme.needs_patterns() };
        let canvas = canvas::draw(self.plot, area.width.into(), area.height.into(), look, self.chosen);
        buf.set_style(area, style(self.theme.ink(Role::Text)));
        for (y, row) in area.rows().enumerate() {
            for (spot, column) in canvas.line(y).iter().zip(row.columns()) {
                let Some(cell) = buf.cell_mut((column.x, column.y)) else { continue };
                // The second half of a wide symbol holds nothing, as ratatui expects.
                cell.set_symbol(if spot.symbol.is_empty() { " " } else { &spot.symbol });
                cell.set_style(self.style(spot));
            }
        }
    }
}

impl Picture<'_> {
    /// How many lines of `room` the picture makes use of at `width` columns; the rest is free for comments.
    #[must_use]
    pub fn height(plot: &Plot, width: u16, room: u16) -> u16 {
        let good = canvas::height(plot, width.into()).good;
        u16::try_from(good).unwrap_or(u16::MAX).min(room)
    }

    fn style(&self, spot: &Spot) -> Style {
        style(self.spot_ink(spot))
    }

    /// The ink of a cell: that of its tone, or, for the chosen mark, the one for what is chosen.
    fn spot_ink(&self, spot: &Spot) -> Ink {
        let ink = self.ink(spot.tone);
        if !spot.chosen {
            return ink;
        }
        let chosen = self.theme.ink(Role::Chosen);
        let or = |colour, otherwise| if colour == Colour::Terminal { otherwise } else { colour };
        Ink {
            foreground: or(chosen.foreground, ink.foreground),
            background: or(chosen.background, ink.background),
            bold: chosen.bold || ink.bold,
            reverse: chosen.reverse || ink.reverse,
            underline: chosen.underline || ink.underline,
        }
    }

    fn ink(&self, tone: Tone) -> Ink {
        let of = |role| self.theme.ink(role);
        match tone {
            Tone::Blank | Tone::Text => of(Role::Text),
            Tone::Strong => of(Role::Strong),
            Tone::Quiet => of(Role::Quiet),
            Tone::Rule => of(Role::Rule),
            Tone::Area(fill) => self.area(fill),
            Tone::Sign(fill) => self.sign(fill),
        }
    }

    fn area(&self, fill: Fill) -> Ink {
        let theme = self.theme;
        match fill {
            Fill::Level { index, count } => theme.level(index, count),
            Fill::Shade { index, count } => theme.shade(index, count),
            Fill::Series { index } => theme.series(index),
            Fill::Before => theme.series(1),
            Fill::After => theme.series(0),
            Fill::Merged => theme.ink(Role::Merged),
            Fill::Bar | Fill::Dot => theme.ink(Role::Bar),
            Fill::Prediction => theme.ink(Role::Prediction),
            Fill::Cut => theme.ink(Role::Cut),
            Fill::Statistic => theme.ink(Role::Statistic),
        }
    }

    /// The colour of an area as a sign on the common background.
    fn sign(&self, fill: Fill) -> Ink {
        let (text, own) = (self.theme.ink(Role::Text), self.area(fill));
        let foreground = if own.background == text.background { own.foreground } else { own.background };
        Ink { foreground, background: text.background, ..own }
    }
}

#[cfg(test)]
mod tests;
