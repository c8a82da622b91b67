//! The numbers of a picture as a table, in the place of the picture.

use ratatui::layout::Rect;

use crate::chart::Plot;
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, plot: &Plot) {
    pen.text(area.x, area.y, area.width, &plot.title, Role::Strong);
    let widths = widths(plot, usize::from(area.width));
    let mut y = area.y + 1;
    let head = std::iter::once((&plot.values.header, Role::Quiet));
    for (row, role) in head.chain(plot.values.rows.iter().map(|row| (row, Role::Text))) {
        if y >= area.bottom() {
            return;
        }
        let mut x = area.x;
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let shown = text::cut(cell, *width);
            let pad = if at == 0 { 0 } else { width.saturating_sub(text::width(&shown)) };
            let start = x.saturating_add(u16::try_from(pad).unwrap_or(0));
            pen.text(start, y, area.right().saturating_sub(start), &shown, role);
            x = x.saturating_add(u16::try_from(*width + 2).unwrap_or(area.width));
        }
        y += 1;
    }
    for note in &plot.notes {
        if y < area.bottom() {
            y += pen.wrapped(Rect { y, height: area.bottom() - y, ..area }, note, Role::Quiet);
        }
    }
}

/// Width of each column: as wide as its widest cell; where that does not fit, the widest columns give way first.
fn widths(plot: &Plot, room: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = plot.values.header.iter().map(|head| text::width(head)).collect();
    for row in &plot.values.rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(text::width(cell));
        }
    }
    while widths.iter().map(|width| width + 2).sum::<usize>() > room + 2 {
        match widths.iter_mut().max() {
            Some(widest) if *widest > 3 => *widest -= 1,
            _ => break,
        }
    }
    widths
}
