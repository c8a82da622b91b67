//! The numbers of a picture as a table, in the place of the picture.
//!
//! Rows that find no room under each other stand side by side; where that does not help either, how many are missing is told.

use ratatui::layout::Rect;

use crate::chart::{Charset, Plot};
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

/// Columns between two columns of the table.
const GAP: usize = 2;
/// Columns between two parts of the table that stand side by side.
const PART_GAP: usize = 4;

/// Draws the table; `enlarged` tells that no more room can be had.
pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, plot: &Plot, enlarged: bool) {
    if area.height == 0 {
        return;
    }
    pen.text(area.x, area.y, area.width, &plot.title, Role::Strong);
    let table = Table::new(plot, area, pen.look.charset);
    let mut bottom = area.y + 1;
    let mut rows = table.rows.as_slice();
    for part in 0..table.parts {
        let (here, others) = rows.split_at(table.lines.min(rows.len()));
        rows = others;
        let x = area.x.saturating_add(columns(part * (table.width() + PART_GAP)));
        let head = std::iter::once((&table.header, Role::Quiet));
        for (y, (row, role)) in (area.y + 1..area.bottom()).zip(head.chain(here.iter().map(|row| (row, Role::Text)))) {
            table.line(pen, Rect { x, y, width: area.right().saturating_sub(x), height: 1 }, row, role);
            bottom = bottom.max(y + 1);
        }
    }
    if !rows.is_empty() && bottom < area.bottom() {
        let hint = if enlarged { "they do not fit on this screen" } else { "Tab enlarges" };
        let words = format!("{} more {}: {hint}", rows.len(), if rows.len() == 1 { "row" } else { "rows" });
        pen.text(area.x, bottom, area.width, &words, Role::Strong);
        return;
    }
    for note in &plot.notes {
        if bottom < area.bottom() {
            bottom += pen.wrapped(Rect { y: bottom, height: area.bottom() - bottom, ..area }, note, Role::Quiet);
        }
    }
}

fn columns(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// The texts, and how they are arranged.
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    widths: Vec<usize>,
    /// How many parts stand side by side.
    parts: usize,
    /// Rows in a part.
    lines: usize,
    charset: Charset,
}

impl Table {
    fn new(plot: &Plot, area: Rect, charset: Charset) -> Self {
        let spelled = |row: &Vec<String>| row.iter().map(|cell| charset.spell(cell)).collect::<Vec<_>>();
        let header = spelled(&plot.values.heads());
        let rows: Vec<_> = plot.values.texts().iter().map(spelled).collect();
        let room = usize::from(area.width);
        let widths = widths(&header, &rows, room);
        let mut table = Self { header, rows, widths, parts: 1, lines: 0, charset };
        let all = table.rows.len();
        // Under the title and the head.
        let free = usize::from(area.height.saturating_sub(2));
        let beside = ((room + PART_GAP) / (table.width() + PART_GAP)).max(1);
        table.parts = all.div_ceil(free.max(1)).clamp(1, beside);
        let whole = table.parts * free >= all;
        // The words that tell of missing rows take a line.
        table.lines = if whole { all.div_ceil(table.parts) } else { free.saturating_sub(1) };
        table
    }

    /// Columns of one part.
    fn width(&self) -> usize {
        (self.widths.iter().map(|width| width + GAP).sum::<usize>()).saturating_sub(GAP)
    }

    fn line(&self, pen: &mut Pen<'_, '_>, area: Rect, row: &[String], role: Role) {
        let mut x = area.x;
        for (at, (cell, width)) in row.iter().zip(&self.widths).enumerate() {
            let shown = self.charset.spell(&text::cut(cell, *width));
            let pad = if at == 0 { 0 } else { width.saturating_sub(text::width(&shown)) };
            let start = x.saturating_add(columns(pad));
            pen.text(start, area.y, area.right().saturating_sub(start), &shown, role);
            x = x.saturating_add(columns(*width + GAP));
        }
    }
}

/// Width of each column: as wide as its widest cell; where that does not fit, the widest columns give way first.
fn widths(header: &[String], rows: &[Vec<String>], room: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = header.iter().map(|head| text::width(head)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(text::width(cell));
        }
    }
    while widths.iter().map(|width| width + GAP).sum::<usize>() > room + GAP {
        match widths.iter_mut().max() {
            Some(widest) if *widest > 3 => *widest -= 1,
            _ => break,
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::chart::{Showing, Value, plot, sample};
    use crate::theme::Theme;
    use crate::ui::Look;

    fn drawn(plot: &Plot, width: u16, height: u16, charset: Charset, enlarged: bool) -> Vec<String> {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::shipped().remove(0);
        draw(&mut Pen::new(&mut buffer, Look { theme: &theme, charset }), area, plot, enlarged);
        let cells = buffer.content.chunks(usize::from(width));
        cells
            .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned())
            .collect()
    }

    #[test]
    fn rows_are_shown_or_counted() {
        for view in sample::every_kind() {
            let plot = plot(&view, Showing::Values, &[]);
            for (width, height) in (40..120).flat_map(|width| (4..24).map(move |height| (width, height))) {
                let lines = drawn(&plot, width, height, Charset::Blocks, false);
                let told = lines.iter().find_map(|line| line.split_once(" more row"));
                let missing: usize = told.map_or(0, |(count, _)| count.parse().unwrap());
                let shown = |row: &&Vec<Value>| {
                    let start: String = row[0].text().chars().take(2).collect();
                    lines.iter().any(|line| line.contains(&start))
                };
                let found = plot.values.rows.iter().filter(shown).count();
                assert!(found + missing >= plot.values.rows.len(), "{width}x{height} {lines:#?}");
                assert!(missing < plot.values.rows.len() + usize::from(height < 5), "{lines:#?}");
            }
        }
    }

    #[test]
    fn a_long_table_takes_the_room_beside_it() {
        let plot = plot(&sample::distribution(), Showing::Values, &[]);
        let lines = drawn(&plot, 80, 11, Charset::Blocks, false);
        assert!(plot.values.rows.iter().all(|row| lines.iter().any(|line| line.contains(row[0].text()))), "{lines:#?}");
        assert_eq!(lines[1].matches("Value").count(), 2);
    }

    #[test]
    fn missing_rows_name_the_key_that_helps_only_where_it_does() {
        let plot = plot(&sample::distribution(), Showing::Values, &[]);
        let last = |enlarged| drawn(&plot, 40, 8, Charset::Blocks, enlarged).pop().unwrap();
        assert!(last(false).ends_with("more rows: Tab enlarges") && !last(true).contains("Tab"), "{}", last(true));
    }

    #[test]
    fn ascii_spells_every_value() {
        let rows = vec![sample::group(
            "A group with a name that is too long to be shown",
            Some(90),
            &["<=5", "5", "5", "85"],
            ">=90",
        )];
        let plot = plot(&sample::levels_of(Some(2), rows), Showing::Values, &[]);
        let lines = drawn(&plot, 70, 8, Charset::Ascii, false);
        assert!(lines.iter().all(|line| line.is_ascii()) && lines[2].contains("<=5%"), "{lines:#?}");
    }
}
