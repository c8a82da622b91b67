//! A table of texts: as many columns as find room, the one that the arrows stand on always among them.

use ratatui::layout::Rect;

use crate::app::{Retreat, Typing};
use crate::chart::Charset;
use crate::session::{Board, Row};
use crate::text;
use crate::theme::Role;

use super::board::{GUTTER, mark};
use super::comments::first_row;
use super::pen::{Pen, counted};

/// Least columns for a text.
const LEAST: usize = 13;
/// Columns of the line that stands in a chosen cell in which nothing is written yet.
const EMPTY: usize = 8;
/// Columns between two texts.
const GAP: usize = 2;
/// From this height on the headings may take a second line.
const ROOMY: u16 = 8;
/// From this width on words tell of the columns to the right.
const WIDE: usize = 70;
/// Most lines of one row; the cell that the arrows stand on is told in full below.
const LINES: usize = 4;

/// Which columns are drawn, and how wide.
struct Plan {
    name: usize,
    width: usize,
    first: usize,
    shown: usize,
}

/// What tells of columns to the right.
fn more(count: usize, room: usize, ascii: bool) -> String {
    let sign = if ascii { ">>" } else { "▸" };
    if room < WIDE { format!("+{count} {sign}") } else { format!("{count} more {sign}") }
}

fn plan(board: &Board, whole: usize, chosen: usize) -> Plan {
    let columns = board.heads.len().saturating_sub(1).max(1);
    let all = (whole / 3).max(12) + columns * (LEAST + GAP) <= whole;
    // Beside the last heading something must tell of the columns to the right.
    let room = if all { whole } else { whole.saturating_sub(text::width(&more(columns, whole, true)) + GAP) };
    let fit = |name: usize| ((room.saturating_sub(name)) / (LEAST + GAP)).clamp(1, columns);
    let longest = board.rows.iter().map(|row| text::width(&row.name)).max().unwrap_or(0);
    let head = board.heads.first().map_or(0, |head| text::width(head));
    let name = longest.max(head).clamp(8, (room / 3).max(12));
    let shown = fit(name);
    let first = (chosen + 1).saturating_sub(shown).min(columns - shown);
    let width = (room.saturating_sub(name) / shown).saturating_sub(GAP).max(1);
    Plan { name, width, first, shown }
}

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, board: &Board) {
    let room = usize::from(area.width.saturating_sub(GUTTER));
    let plan = plan(board, room, retreat.column());
    let columns = plan.first..plan.first + plan.shown;
    let left = area.x + GUTTER;
    let x_of = |column: usize| left + cells(plan.name + GAP + (column - plan.first) * (plan.width + GAP));
    let name_of = |column: usize| board.heads.get(column + 1).map_or("", String::as_str);
    // A heading is broken between words before it is cut, where the rows can spare the line.
    let broken = columns.clone().any(|column| text::width(name_of(column)) > plan.width) && area.height >= ROOMY;
    let top = Rect { height: 1 + u16::from(broken), ..area };
    cell(
        pen,
        Rect { x: left, width: cells(plan.name), ..top },
        board.heads.first().map_or("", String::as_str),
        Role::Quiet,
    );
    for column in columns.clone() {
        let role = if column == retreat.column() && retreat.on_board() { Role::Strong } else { Role::Quiet };
        cell(pen, Rect { x: x_of(column), width: cells(plan.width), ..top }, name_of(column), role);
    }
    let ascii = pen.look.charset == Charset::Ascii;
    if plan.first > 0 {
        pen.text(area.x, area.y, GUTTER, if ascii { "<<" } else { "◂" }, Role::KeyName);
    }
    if columns.end + 1 < board.heads.len() {
        pen.right(area, area.y, &more(board.heads.len() - 1 - columns.end, room, ascii), Role::KeyName);
    }
    let lines = |at: usize| {
        let Some(row) = board.rows.get(at) else { return 1 };
        let shown = plan.first..plan.first + plan.shown;
        let most = shown.map(|column| text::wrap(&words(retreat, row, column), plan.width).len()).max().unwrap_or(1);
        most.max(text::wrap(&row.name, plan.name).len()).clamp(1, LINES)
    };
    let adds = retreat.typing() == Some(Typing::Comment);
    let all: usize = (0..board.rows.len()).map(lines).sum::<usize>() + usize::from(adds);
    let under = usize::from(area.height.saturating_sub(top.height));
    // Rows that find no room are told of on the last line.
    let is_cut = all > under && under > 3;
    let body = Rect { y: top.bottom(), height: cells(under - usize::from(is_cut)), ..area };
    let (count, held) = (board.rows.len(), if adds { board.rows.len() } else { retreat.row() });
    let first = first_row(count + usize::from(adds), Some(held), usize::from(body.height), lines);
    // Where there is room, an empty line tells rows of several lines apart.
    let gap = u16::from(all + count <= usize::from(body.height) + usize::from(!adds));
    let mut y = body.y;
    let mut last = first;
    for (at, row) in board.rows.iter().enumerate().skip(first) {
        if y >= body.bottom() {
            break;
        }
        last = at;
        let height = cells(lines(at)).min(body.bottom() - y);
        let chosen = at == retreat.row() && retreat.on_board() && !adds;
        let (mark, role) = mark(pen, retreat, row);
        let pointer = if chosen { format!("{}>", text::fit(&mark, 3)) } else { mark };
        pen.text(area.x, y, GUTTER, &pointer, role);
        cell(pen, Rect { x: left, y, width: cells(plan.name), height }, &row.name, Role::Strong);
        for column in columns.clone() {
            let place = Rect { x: x_of(column), y, width: cells(plan.width), height };
            let here = chosen && column == retreat.column();
            let open = retreat.open_cell();
            let kept =
                !open.line.is_blank() && open.row == row.key && board.heads.get(column + 1) == Some(&open.column);
            let typing = kept || here && retreat.typing() == Some(Typing::Cell);
            let words = &words(retreat, row, column);
            // No more than its words take: a large empty block looks like a fault.
            let tall = cells(if typing { 1 } else { text::wrap(words, plan.width).len().max(1) }).min(height);
            let own = Rect { height: tall, ..place };
            if typing {
                pen.fill(own, Role::Input);
                pen.text(place.x, place.y, place.width, "...", Role::Input);
            } else if here && words.is_empty() {
                pen.text(place.x, place.y, place.width, &"_".repeat(plan.width.min(EMPTY)), Role::Chosen);
            } else if here {
                pen.fill(own, Role::Chosen);
                cell(pen, own, words, Role::Chosen);
            } else {
                cell(pen, place, words, Role::Text);
            }
        }
        y += height + gap;
    }
    if is_cut {
        let words = match (count.saturating_sub(last + 1), first) {
            (0, above) => format!("{} above: Up", counted(above, "more row")),
            (below, 0) => format!("{} below: Down", counted(below, "more row")),
            (below, above) => format!("{above} above, {} below: Up, Down", counted(below, "more row")),
        };
        pen.text(left, body.bottom(), area.right().saturating_sub(left), &words, Role::KeyName);
    }
    if adds && y < body.bottom() {
        pen.text(area.x, y, GUTTER, "   >", Role::Quiet);
        pen.fill(Rect { x: left, y, width: cells(plan.name), height: 1 }, Role::Input);
        pen.text(left, y, cells(plan.name), "...", Role::Input);
    }
}

/// The words of a cell and the mark that they point to; its value only while its picture is shown.
pub(super) fn words(retreat: &Retreat, row: &Row, column: usize) -> String {
    let words = row.cells.get(column).cloned().unwrap_or_default();
    match row.links.get(column).and_then(Option::as_ref) {
        Some(link) if retreat.session().state().revealed.contains(&link.view) => {
            format!("{words} [{}: {}]", link.label, link.value)
        }
        Some(link) => format!("{words} [{}]", link.label),
        None => words,
    }
}

fn cell(pen: &mut Pen<'_, '_>, area: Rect, words: &str, role: Role) {
    pen.wrapped(area, words, role);
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
