//! Writing text with a role into a buffer, never outside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::chart::Charset;
use crate::protocol::{Prose, Span, Weight};
use crate::text;
use crate::theme::Role;

use super::{Look, ink};

/// A number with its noun.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Writes into a buffer in the look of the theme.
pub(super) struct Pen<'b, 'l> {
    pub(super) buffer: &'b mut Buffer,
    pub(super) look: Look<'l>,
    /// Words that stand on every frame: for whom the data is, where it is not for everybody.
    pub(super) badge: Option<String>,
    /// The furthest that the first line of the text can be that is read, if one is.
    pub(super) last: Option<u16>,
}

impl<'b, 'l> Pen<'b, 'l> {
    pub(super) fn new(buffer: &'b mut Buffer, look: Look<'l>) -> Self {
        Self { buffer, look, badge: None, last: None }
    }

    pub(super) fn style(&self, role: Role) -> Style {
        ink::style(self.look.theme.ink(role))
    }

    /// Fills an area with blanks in the colours of `role`.
    pub(super) fn fill(&mut self, area: Rect, role: Role) {
        let area = area.intersection(self.buffer.area);
        let style = self.style(role);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// Writes one line, cut to `width` with an ellipsis; returns the cells used.
    pub(super) fn text(&mut self, x: u16, y: u16, width: u16, words: &str, role: Role) -> u16 {
        let room = width.min(self.buffer.area.right().saturating_sub(x));
        if room == 0 || y >= self.buffer.area.bottom() {
            return 0;
        }
        let cut = self.look.charset.spell(&text::cut(&self.look.charset.spell(words), usize::from(room)));
        self.buffer.set_stringn(x, y, &cut, usize::from(room), self.style(role));
        u16::try_from(text::width(&cut)).unwrap_or(room)
    }

    /// Writes one line against the right edge of `area`; returns the cells used.
    pub(super) fn right(&mut self, area: Rect, y: u16, words: &str, role: Role) -> u16 {
        let wide = text::width(&self.look.charset.spell(words));
        let wide = u16::try_from(wide).unwrap_or(area.width).min(area.width);
        self.text(area.right() - wide, y, wide, words, role)
    }

    /// Writes wrapped text from the top of `area`; returns the rows used.
    pub(super) fn wrapped(&mut self, area: Rect, words: &str, role: Role) -> u16 {
        let lines = text::wrap(words, usize::from(area.width));
        let mut rows = 0;
        for (y, line) in (area.top()..area.bottom()).zip(&lines) {
            let cut_here = y + 1 == area.bottom() && usize::from(rows) + 1 < lines.len();
            let shown = if cut_here { format!("{line} {}", text::ELLIPSIS) } else { line.clone() };
            self.text(area.x, y, area.width, &shown, role);
            rows += 1;
        }
        rows
    }

    /// Writes a text in simple Markdown from the top of `area`; returns the rows used. Emphasis is underlined: on a projector
    /// slanted letters are not told apart.
    pub(super) fn prose(&mut self, area: Rect, prose: &Prose, role: Role) -> u16 {
        self.spans(area, &prose.rows(usize::from(area.width)), role)
    }

    /// Writes rows of spans from the top of `area`; returns the rows used.
    pub(super) fn spans(&mut self, area: Rect, lines: &[Vec<Span>], role: Role) -> u16 {
        let mut rows = 0;
        for (y, line) in (area.top()..area.bottom()).zip(lines) {
            let mut x = area.x;
            for span in line {
                let used = self.text(x, y, area.right().saturating_sub(x), &span.text, role);
                if span.weight != Weight::Plain {
                    let style = Style::new().add_modifier(Modifier::UNDERLINED);
                    self.buffer.set_style(Rect { x, y, width: used, height: 1 }.intersection(self.buffer.area), style);
                }
                x += used;
            }
            let cut_here = y + 1 == area.bottom() && usize::from(rows) + 1 < lines.len();
            if cut_here {
                let end = (x + 1).min(area.right().saturating_sub(1));
                self.text(end, y, 1, &text::ELLIPSIS.to_string(), role);
            }
            rows += 1;
        }
        rows
    }

    /// A rule across `area` with a heading in it.
    pub(super) fn rule(&mut self, area: Rect, y: u16, heading: &str) {
        let sign = if self.look.charset == Charset::Ascii { "-" } else { "─" };
        self.text(area.x, y, area.width, &sign.repeat(usize::from(area.width)), Role::Rule);
        if !heading.is_empty() {
            self.text(area.x + 2, y, area.width.saturating_sub(3), &format!(" {heading} "), Role::Quiet);
        }
    }

    /// Of a text of `lines` that is read in `height` rows, scrolled down to `first`: the line to begin with, and how many stand
    /// below the last row.
    pub(super) fn scrolled(&mut self, lines: usize, height: u16, first: u16) -> (usize, usize) {
        let last = lines.saturating_sub(usize::from(height));
        self.last = Some(u16::try_from(last).unwrap_or(u16::MAX));
        let first = usize::from(first).min(last);
        (first, last - first)
    }

    /// In the frame around `inside`, how much of a text stands below its last line.
    pub(super) fn below(&mut self, inside: Rect, lines: usize) {
        if lines > 0 && inside.height > 0 {
            let words = format!(" {} below: PgDn ", counted(lines, "more line"));
            self.text(inside.x, inside.bottom(), inside.width, &words, Role::KeyName);
        }
    }

    /// A framed box over what is there; returns the area inside.
    pub(super) fn boxed(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.buffer.area);
        self.fill(area, Role::Text);
        if area.width < 8 || area.height < 3 {
            return Rect { width: 0, height: 0, ..area };
        }
        let ascii = self.look.charset == Charset::Ascii;
        let (flat, upright, corners) =
            if ascii { ("-", "|", ["+"; 4]) } else { ("─", "│", ["┌", "┐", "└", "┘"]) };
        let [top_left, top_right, low_left, low_right] = corners;
        let across = flat.repeat(usize::from(area.width) - 2);
        self.text(area.x, area.y, area.width, &format!("{top_left}{across}{top_right}"), Role::Strong);
        for y in area.y + 1..area.bottom() - 1 {
            self.text(area.x, y, 1, upright, Role::Strong);
            self.text(area.right() - 1, y, 1, upright, Role::Strong);
        }
        let bottom = area.bottom() - 1;
        self.text(area.x, bottom, area.width, &format!("{low_left}{across}{low_right}"), Role::Strong);
        self.text(area.x + 2, area.y, area.width.saturating_sub(4), &format!(" {title} "), Role::Strong);
        if let Some(badge) = self.badge.clone() {
            let room = Rect { x: area.x + 2, width: area.width - 4, ..area };
            self.right(room, bottom, &format!(" {badge} "), Role::Alert);
        }
        Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 }
    }
}
