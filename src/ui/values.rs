//! The numbers of a picture as a table, in the place of the picture.
//!
//! Headings are broken between words before anything is cut. Rows that find no room under each other stand side by side; where
//! that does not help either, how many are missing is told.

use ratatui::layout::Rect;

use crate::chart::{Charset, Plot};
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

/// Columns between two columns of the table.
const GAP: usize = 2;
/// From this height on a head of two lines leaves enough for rows.
const ROOMY: usize = 6;
/// Most lines of the head.
const HEADS: usize = 3;
/// Columns that a column of numbers keeps before the names of the rows give way.
const LEAST: usize = 6;
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
        let head = table.heads.iter().map(|head| (head, Role::Quiet));
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
    /// The lines of the head, each with a text for every column.
    heads: Vec<Vec<String>>,
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
        let all = rows.len();
        let lines = usize::from(area.height);
        // The head takes lines that the rows leave; where not all rows fit anyway, it is read rather than one row more.
        let left = lines.saturating_sub(1 + all);
        let most = if left == 0 && lines >= ROOMY { 2 } else { left.clamp(1, HEADS) };
        let widths = widths(&header, &rows, room, most);
        let heads = heads(&header, &widths, most);
        let free = lines.saturating_sub(1 + heads.len());
        let mut table = Self { heads, rows, widths, parts: 1, lines: 0, charset };
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

/// Width of each column: as wide as its widest cell and, where there is room, its heading; its heading in up to `lines` lines where
/// there is less. Where that does not fit either, the widest columns give way, the names of the rows last.
fn widths(header: &[String], rows: &[Vec<String>], room: usize, lines: usize) -> Vec<usize> {
    let column = |at: usize| rows.iter().filter_map(move |row| row.get(at));
    let fixed = |at: usize| column(at).map(|cell| text::width(cell)).max().unwrap_or(0);
    let whole = |widths: &[usize]| widths.iter().map(|width| width + GAP).sum::<usize>() <= room + GAP;
    let mut widths: Vec<usize> = Vec::new();
    for lines in 1..=lines {
        let heads = header.iter().map(|head| narrowest(head, lines));
        widths = heads.enumerate().map(|(at, head)| head.max(fixed(at))).collect();
        if whole(&widths) {
            return widths;
        }
    }
    while !whole(&widths) {
        let names = widths.first().copied().unwrap_or(0);
        match widths.iter_mut().skip(1).max() {
            Some(widest) if *widest > LEAST.max(names / 3) => *widest -= 1,
            _ => match widths.iter_mut().max() {
                Some(widest) if *widest > 3 => *widest -= 1,
                _ => break,
            },
        }
    }
    widths
}

/// The least columns in which a heading stands whole in so many lines.
fn narrowest(head: &str, lines: usize) -> usize {
    let whole = text::width(head);
    let longest = head.split_whitespace().map(text::width).max().unwrap_or(0);
    (longest..whole).find(|width| broken(head, *width, usize::MAX).len() <= lines).unwrap_or(whole)
}

/// A heading in lines of whole words, at most `most` of them.
fn broken(head: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in head.split_whitespace() {
        let full = lines.len() >= most;
        match lines.last_mut() {
            Some(line) if full || text::width(line) + 1 + text::width(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The headings in lines that end above the rows.
fn heads(header: &[String], widths: &[usize], most: usize) -> Vec<Vec<String>> {
    let broken: Vec<Vec<String>> = header.iter().zip(widths).map(|(head, width)| broken(head, *width, most)).collect();
    let tall = broken.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let line = |at: usize| {
        let own = |lines: &Vec<String>| (at + lines.len()).checked_sub(tall).and_then(|at| lines.get(at)).cloned();
        broken.iter().map(|lines| own(lines).unwrap_or_default()).collect()
    };
    (0..tall).map(line).collect()
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
    fn headings_are_broken_before_the_name_of_a_row_is_cut() {
        let rows = ["2023-24 Winter", "2023-24 Spring", "2024-25 Fall"]
            .map(|name| sample::group(name, Some(90), &["16-20", "31-35", "36-40", "11-15"], "51-55"));
        let plot = plot(&sample::levels_of(Some(2), rows.into()), Showing::Values, &[]);
        let table = |width, height| drawn(&plot, width, height, Charset::Blocks, false);
        for (width, height) in [(60, 8), (78, 13), (118, 20)] {
            let lines = table(width, height).join("\n");
            let cut = lines.contains('\u{2026}');
            assert!(lines.contains("2023-24 Winter ") && (!cut || width < 78), "{lines}");
            assert!(lines.split_whitespace().all(|word| word != "hing" && word != "ing"), "no word is broken: {lines}");
        }
        assert_eq!(
            table(118, 20).iter().filter(|line| line.contains("at or above")).count(),
            1,
            "one line where it fits"
        );
        // Where the lines are needed for rows, the headings give way.
        let lines = table(60, 5).join("\n");
        assert!(lines.contains("2023-24 Winter") && lines.contains("2024-25 Fall"), "{lines}");
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
        assert!(
            lines.iter().all(|line| line.is_ascii()) && lines.iter().any(|line| line.contains("<=5%")),
            "{lines:#?}"
        );
    }
}
