//! The table of a step: counts with bars, headings with what stands under them, statuses, a grid of texts, a plane.

use ratatui::layout::Rect;

use crate::app::{Asked, Retreat, Save, Sheet, Typing};
use crate::chart::Charset;
use crate::protocol::{Answers, Axis, Capture, Plane};
use crate::session::{Board, Row};
use crate::text;
use crate::theme::Role;

use super::comments::first_row;
use super::grid;
use super::pen::{Pen, counted};

/// Columns for the check mark and the pointer.
pub(super) const GUTTER: u16 = 4;

/// Columns between two columns.
const GAP: usize = 2;

/// Least columns for a bar.
const BAR: usize = 10;

/// What stands in the rule above the table.
pub(super) fn count(retreat: &Retreat) -> String {
    let Some(board) = retreat.board() else { return String::new() };
    let done = board.rows.iter().filter(|row| !row.ids.is_empty()).count();
    let all = board.rows.len();
    let slips = if retreat.counts_slips() { " on slips" } else { "" };
    match &retreat.step().capture {
        Some(Capture::Poll(poll)) if poll.multi => format!("everybody chooses as many as they like{slips}"),
        Some(Capture::Poll(poll)) if poll.answers == Answers::Hands => "hands".to_owned(),
        Some(Capture::Poll(_) | Capture::Plane(_)) => format!("one answer each{slips}"),
        Some(Capture::Scale(_)) => format!("{done} of {all} rated{slips}"),
        Some(Capture::Vote(vote)) => {
            let keep = vote.keep.map(|keep| format!(", {keep} go on")).unwrap_or_default();
            format!("{} each{keep}", counted(vote.dots as usize, "dot"))
        }
        Some(Capture::Matrix(_)) => counted(all, "row"),
        Some(Capture::Cluster(_)) => format!("{done} of {all} under a heading"),
        Some(Capture::Review(_)) => format!("{done} of {all} reviewed"),
        Some(Capture::Confirm(_)) => format!("{done} of {all} agreed"),
        _ => String::new(),
    }
}

/// The mark in front of a row, from what the disk says of its entries.
pub(super) fn mark(pen: &Pen<'_, '_>, retreat: &Retreat, row: &Row) -> (String, Role) {
    let worst = row.ids.iter().map(|id| retreat.saves().of(*id)).max();
    match worst {
        None => (String::new(), Role::Quiet),
        Some(Save::Saved) if retreat.is_rehearsal() => ("-".to_owned(), Role::Quiet),
        Some(Save::Saved) => (pen.look.check().to_owned(), Role::Saved),
        Some(Save::Saving) => ("..".to_owned(), Role::Quiet),
        Some(Save::Failed) => ("!!".to_owned(), Role::Alert),
    }
}

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, board: &Board) {
    if area.height == 0 || area.width < 20 {
        return;
    }
    if board.rows.is_empty() && board.notes.is_empty() {
        pen.wrapped(Rect { x: area.x + GUTTER, width: area.width - GUTTER, ..area }, &nothing(retreat), Role::Quiet);
        return;
    }
    let width = usize::from(area.width.saturating_sub(GUTTER));
    let told: Vec<String> = board.notes.iter().flat_map(|note| text::wrap(note, width)).collect();
    let most = if area.height < 5 { 0 } else { (area.height / 4).max(2) };
    let notes = u16::try_from(told.len()).unwrap_or(most).min(most);
    let table = Rect { height: area.height - notes, ..area };
    match &retreat.step().capture {
        Some(Capture::Matrix(_)) => grid::draw(pen, table, retreat, board),
        Some(Capture::Plane(shape)) if table.height >= 7 && board.rows.iter().any(|row| row.key == "1") => {
            plane(pen, table, retreat, board, shape);
        }
        _ => lines(pen, table, retreat, board),
    }
    let y = table.bottom();
    for (y, note) in (y..area.bottom()).zip(&told) {
        pen.text(area.x + GUTTER, y, area.width.saturating_sub(GUTTER), note, Role::Strong);
    }
}

/// Why there is no row yet, and what to do.
fn nothing(retreat: &Retreat) -> String {
    let capture = retreat.step().capture.as_ref();
    let from = capture.and_then(Capture::from).and_then(|at| retreat.protocol().steps.get(at));
    match (from, capture) {
        (_, Some(Capture::Matrix(matrix))) if matrix.insert => "There is no row yet: a adds one.".to_owned(),
        (Some(step), _) => format!("Nothing was charted in \"{}\" yet: PgUp goes back.", step.title),
        (None, _) => "There is nothing here yet.".to_owned(),
    }
}

/// One line of the table as it is drawn.
enum Drawn<'a> {
    Group(String),
    Row(usize, &'a Row),
}

/// The rows in order, with the headings between them; headings without anything under them as well.
fn drawn<'a>(retreat: &Retreat, board: &'a Board) -> Vec<Drawn<'a>> {
    if board.rows.iter().all(|row| row.group.is_none()) {
        return board.rows.iter().enumerate().map(|(at, row)| Drawn::Row(at, row)).collect();
    }
    let mut drawn = Vec::new();
    for (number, place) in (1..).zip(retreat.places()) {
        drawn.push(Drawn::Group(format!("{number} {place}")));
        let under = board.rows.iter().enumerate().filter(|(_, row)| row.group.as_deref() == Some(&place));
        drawn.extend(under.map(|(at, row)| Drawn::Row(at, row)));
    }
    let open = board.rows.iter().enumerate().filter(|(_, row)| row.group.as_deref() == Some(""));
    let open: Vec<_> = open.map(|(at, row)| Drawn::Row(at, row)).collect();
    if !open.is_empty() {
        drawn.push(Drawn::Group("Under no heading yet".to_owned()));
        drawn.extend(open);
    }
    drawn
}

/// Names to the left, wrapped; short cells to the right, the last one with a bar where there is room.
fn lines(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, board: &Board) {
    let grouped = board.rows.iter().any(|row| row.group.is_some());
    let columns = if grouped { 0 } else { board.heads.len().saturating_sub(1) };
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = board.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| text::width(cell));
            let head = board.heads.get(column + 1).map_or(0, |head| text::width(head));
            cells.chain([head, 3]).max().unwrap_or(3).min(18)
        })
        .collect();
    let room = usize::from(area.width.saturating_sub(GUTTER));
    let right: usize = widths.iter().map(|width| width + GAP).sum();
    let longest = board.rows.iter().map(|row| text::width(&row.name)).max().unwrap_or(0).max(8);
    let name = longest.min(room.saturating_sub(right).max(12));
    let bar = room.saturating_sub(name + right + GAP);
    let bars = board.rows.iter().any(|row| row.share.is_some()) && bar >= BAR;
    let head_rows = u16::from(columns > 0 && !(columns == 1 && board.heads.len() == 2 && area.height < 6));
    if head_rows == 1 {
        let mut x = area.x + GUTTER + cells(name);
        for (width, head) in widths.iter().zip(board.heads.iter().skip(1)) {
            let shown = text::cut(head, *width);
            let pad = width.saturating_sub(text::width(&shown));
            pen.text(x + cells(GAP + pad), area.y, area.right().saturating_sub(x), &shown, Role::Quiet);
            x += cells(GAP + width);
        }
    }
    let all = drawn(retreat, board);
    let arrows_at = all.iter().position(|line| matches!(line, Drawn::Row(at, _) if *at == retreat.row()));
    let height = |at: usize| match all.get(at) {
        Some(Drawn::Row(_, row)) => text::wrap(&row.name, name).len().max(1),
        _ => 1,
    };
    let body = Rect { y: area.y + head_rows, height: area.height.saturating_sub(head_rows), ..area };
    let first = first_row(all.len(), arrows_at.or(Some(0)), usize::from(body.height), height);
    // Where there is room, an empty line tells rows and their bars apart.
    let needed: usize = (0..all.len()).map(height).sum::<usize>() + all.len().saturating_sub(1);
    let gap = u16::from(!grouped && needed <= usize::from(body.height));
    let mut y = body.y;
    let shows_row = retreat.on_board();
    for line in all.iter().skip(first) {
        if y >= body.bottom() {
            return;
        }
        let (at, row) = match line {
            Drawn::Group(title) => {
                pen.text(area.x, y, area.width, title, Role::Strong);
                y += 1;
                continue;
            }
            Drawn::Row(at, row) => (*at, *row),
        };
        let chosen = shows_row && at == retreat.row();
        let (mark, role) = mark(pen, retreat, row);
        let pointer = if chosen { format!("{}>", text::fit(&mark, 3)) } else { mark };
        pen.text(area.x, y, GUTTER, &pointer, role);
        let selected = chosen && retreat.typing().is_none();
        let role = if selected { Role::Chosen } else { Role::Text };
        let top = y;
        for part in text::wrap(&row.name, name) {
            if y < body.bottom() {
                let shown = if selected { text::fit(&part, name) } else { part };
                pen.text(area.x + GUTTER, y, cells(name), &shown, role);
                y += 1;
            }
        }
        y = y.max(top + 1);
        let mut x = area.x + GUTTER + cells(name);
        for (column, width) in widths.iter().enumerate() {
            let open = typed(pen, retreat, board, at, column);
            if is_typed(retreat, board, at, column) {
                pen.fill(Rect { x: x + cells(GAP), y: top, width: cells(*width), height: 1 }, Role::Input);
            }
            let role = if open.is_some() { Role::Input } else { Role::Text };
            let shown = open.unwrap_or_else(|| row.cells.get(column).cloned().unwrap_or_default());
            let shown = text::cut(&shown, *width);
            let pad = width.saturating_sub(text::width(&shown));
            pen.text(x + cells(GAP + pad), top, area.right().saturating_sub(x), &shown, role);
            x += cells(GAP + width);
        }
        if let Some(share) = row.share.filter(|_| bars) {
            draw_bar(pen, x + cells(GAP), top, bar, share);
        }
        y += gap;
    }
}

/// A bar for a share of all: coloured cells, or signs where the theme has no colour for it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share is 0 to 1"
)]
fn draw_bar(pen: &mut Pen<'_, '_>, x: u16, y: u16, room: usize, share: f64) {
    if share <= 0.0 {
        return;
    }
    let length = ((share.min(1.0) * room as f64).round() as usize).max(1);
    let coloured = pen.style(Role::Bar).bg.is_some_and(|colour| colour != ratatui::style::Color::Reset);
    let sign = match pen.look.charset {
        _ if coloured => " ",
        Charset::Ascii => "#",
        _ => "█",
    };
    pen.text(x, y, cells(room), &sign.repeat(length), Role::Bar);
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Whether the number that is typed belongs into this cell.
fn is_typed(retreat: &Retreat, board: &Board, row: usize, column: usize) -> bool {
    let sheet = retreat.sheet().filter(|_| retreat.typing() == Some(Typing::Count));
    let (Some(Asked::Option(option)), Some(line)) = (sheet.and_then(Sheet::asked), board.rows.get(row)) else {
        return false;
    };
    match &retreat.step().capture {
        Some(Capture::Poll(_) | Capture::Plane(_)) => column + 2 == board.heads.len() && line.key == *option,
        Some(Capture::Vote(_)) => row == retreat.row() && column == 0,
        Some(Capture::Scale(_)) => row == retreat.row() && board.heads.get(column + 1) == Some(option),
        _ => false,
    }
}

/// What is typed for a cell and not charted yet; dots for slips, which nobody may read.
fn typed(pen: &Pen<'_, '_>, retreat: &Retreat, board: &Board, row: usize, column: usize) -> Option<String> {
    let last = board.heads.len().saturating_sub(2);
    let line = board.rows.get(row)?;
    let of = |item: &str| {
        let is_open = retreat.typing() == Some(Typing::Count) && retreat.sheet().is_some_and(|open| open.item == item);
        retreat.sheet_of(item).filter(|sheet| is_open || !sheet.is_unchanged())
    };
    let digits = match &retreat.step().capture {
        Some(Capture::Poll(_) | Capture::Plane(_)) if column == last => of("")?.digits(&line.key)?,
        Some(Capture::Vote(_)) if column == 0 => of(&line.key)?.digits("dots")?,
        Some(Capture::Scale(_)) => of(&line.key)?.digits(board.heads.get(column + 1)?)?,
        _ => return None,
    };
    Some(veiled(pen.look.charset, retreat, digits))
}

/// Digits as they may be read on the screen.
pub(super) fn veiled(charset: Charset, retreat: &Retreat, digits: &str) -> String {
    let dot = if charset == Charset::Ascii { "." } else { "•" };
    if retreat.counts_slips() { dot.repeat(digits.chars().count()) } else { digits.to_owned() }
}

/// The four quadrants as they lie, with their counts.
fn plane(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, board: &Board, shape: &Plane) {
    let ascii = pen.look.charset == Charset::Ascii;
    let (flat, upright, cross) = if ascii { ("-", "|", "+") } else { ("─", "│", "┼") };
    let middle_x = area.x + area.width / 2;
    let top = area.y + 1;
    let middle_y = top + (area.height - 1) / 2;
    let (up, right) = if ascii { ("^", ">") } else { ("↑", "→") };
    let label =
        if shape.points { format!("{} {}", shape.y.label, shape.y.max) } else { format!("{} {up}", shape.y.label) };
    pen.text(middle_x.saturating_sub(cells(text::width(&label) / 2)), area.y, area.width, &label, Role::Quiet);
    for y in top..area.bottom() {
        pen.text(middle_x, y, 1, upright, Role::Rule);
    }
    pen.text(area.x, middle_y, area.width, &flat.repeat(usize::from(area.width)), Role::Rule);
    pen.text(middle_x, middle_y, 1, cross, Role::Rule);
    let label = if shape.points {
        format!(" {} {}", shape.x.label, shape.x.max)
    } else {
        format!(" {} {right}", shape.x.label)
    };
    pen.right(area, middle_y, &label, Role::Quiet);
    points(pen, Rect { y: top, height: area.bottom().saturating_sub(top), ..area }, board, shape);
    for (at, row) in board.rows.iter().enumerate() {
        let x = if at % 2 == 0 { area.x } else { middle_x + 2 };
        let (from, to) = if at < 2 { (top, middle_y) } else { (middle_y + 1, area.bottom()) };
        let width = (area.width / 2).saturating_sub(2);
        let y = from + to.saturating_sub(from).saturating_sub(2) / 2;
        // While numbers are typed, it is the one that is asked for.
        let chosen = retreat.on_board() && at == retreat.row() && !retreat.is_parking();
        let (mark, mark_role) = mark(pen, retreat, row);
        pen.text(x, y, GUTTER, &mark, mark_role);
        let role = if chosen { Role::Chosen } else { Role::Strong };
        pen.text(x + GUTTER, y, width.saturating_sub(GUTTER), &row.name, role);
        let last = board.heads.len().saturating_sub(2);
        let open = typed(pen, retreat, board, at, last);
        let role = if open.is_some() { Role::Input } else { Role::Text };
        let before: Vec<String> = (board.heads.iter().skip(1).zip(&row.cells).take(last))
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(head, cell)| format!("({head}: {cell})"))
            .collect();
        let now = open.unwrap_or_else(|| row.cells.last().cloned().unwrap_or_default());
        if y + 1 < to {
            let used = pen.text(x + GUTTER, y + 1, width.saturating_sub(GUTTER), &now, role);
            let rest = width.saturating_sub(GUTTER + used + 1);
            let after = x + GUTTER + used + 1;
            if before.is_empty() {
                let part = row.share.unwrap_or(0.0);
                draw_bar(pen, after, y + 1, usize::from(rest), part);
            } else {
                pen.text(after, y + 1, rest, &before.join(" "), Role::Quiet);
            }
        }
    }
}

/// Where people are: a dot for one, the number for several.
fn points(pen: &mut Pen<'_, '_>, area: Rect, board: &Board, shape: &Plane) {
    let place = |from: u16, cells: u16, value: i64, axis: &Axis| {
        let room = i64::from(cells.saturating_sub(1));
        let at = (value - axis.min).clamp(0, axis.max - axis.min) * room / (axis.max - axis.min).max(1);
        from.saturating_add(u16::try_from(at).unwrap_or(0))
    };
    for (x, y, many) in &board.points {
        let sign = match many {
            1 if pen.look.charset == Charset::Ascii => "o".to_owned(),
            1 => "●".to_owned(),
            2..=9 => many.to_string(),
            _ => "+".to_owned(),
        };
        let down = Axis { label: String::new(), min: -shape.y.max, max: -shape.y.min };
        let (column, line) = (place(area.x, area.width, *x, &shape.x), place(area.y, area.height, -*y, &down));
        pen.text(column, line, 1, &sign, Role::KeyName);
    }
}
