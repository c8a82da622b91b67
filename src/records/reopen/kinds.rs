//! Frames and bodies of the pictures beside levels, distributions and tables, read and checked.

use serde_json::Value;

use super::super::admitted::{
    Audience, Body, BoxRow, Cell, ChangeRow, Cut, Frame, GridSide, ItemRow, MarkForm, ScoreScale, Spread, WindowPoint,
};
use super::ReopenError::{Forged, Malformed};
use super::{
    MOST_ACROSS, MOST_ROWS, Read, Scale, cell, clean, column, distribution, float, group_size, is_percent, items, list,
    optional, percent, position, same, string, strings,
};

/// Marks of a picture with one a student.
const MOST_MARKS: usize = 5_000;

/// Lines of a picture over time.
const MOST_LINES: usize = 4;

/// Fewest students of a group whose quartiles, or whose tenths, are told.
const QUARTILES: f64 = 20.0;
const TENTHS: f64 = 50.0;

/// Fewest students of whom marks are drawn, and how many at either end are told as open ends.
const MARKED: usize = 10;

pub(super) fn cuts(stored: &Value, low: f64, high: f64) -> Read<Vec<Cut>> {
    let cuts: Vec<Cut> = list(stored, "cuts", MOST_ACROSS)?
        .iter()
        .map(|cut| Ok(Cut { score: float(cut, "score")?, name: string(cut, "name")? }))
        .collect::<Read<_>>()?;
    let is_inside = cuts.iter().all(|cut| low < cut.score && cut.score <= high);
    let ascends = cuts.iter().zip(cuts.iter().skip(1)).all(|(a, b)| a.score < b.score);
    if is_inside && ascends { Ok(cuts) } else { Err(Forged("cuts")) }
}

fn scale(stored: &Value) -> Read<ScoreScale> {
    let (low, high, step) = (float(stored, "low")?, float(stored, "high")?, float(stored, "step")?);
    if low >= high || step <= 0.0 {
        return Err(Forged("scale"));
    }
    let cuts = cuts(stored, low, high)?;
    Ok(ScoreScale { label: string(stored, "label")?, low, high, step, cuts, below: optional(stored, "below")? })
}

fn side(stored: &Value, key: &'static str) -> Read<GridSide> {
    let stored = stored.get(key).ok_or(Malformed(key))?;
    let scale = scale(stored.get("scale").ok_or(Malformed("scale"))?)?;
    let edges = list(stored, "edges", MOST_ACROSS)?;
    let edges: Vec<f64> = edges
        .iter()
        .map(|edge| edge.as_f64().filter(|edge| edge.is_finite()).ok_or(Malformed("edges")))
        .collect::<Read<_>>()?;
    let ascends = edges.iter().zip(edges.iter().skip(1)).all(|(a, b)| a < b);
    let bands = strings(stored, "bands", MOST_ACROSS)?;
    let cut = position(stored, "cut")?;
    let is_side = ascends && !edges.is_empty() && bands.len() == edges.len() + 1;
    if !is_side || cut.is_some_and(|cut| cut == 0 || cut >= bands.len()) {
        return Err(Forged(key));
    }
    Ok(GridSide { scale, edges, bands, cut })
}

fn grouped(stored: &Value) -> Read<(String, Vec<String>)> {
    Ok((string(stored, "row_label")?, strings(stored, "rows", MOST_ROWS)?))
}

/// The frame of a kind of this module; nothing of any other.
pub(super) fn frame(stored: &Value, kind: &str, audience: Audience) -> Read<Option<Frame>> {
    Ok(Some(match kind {
        "groups" => {
            let scale = scale(stored.get("scale").ok_or(Malformed("scale"))?)?;
            let (row_label, rows) = grouped(stored)?;
            let splits = list(stored, "splits", MOST_ROWS)?;
            let splits: Vec<Option<usize>> =
                splits.iter().map(|split| split_of(split, scale.cuts.len())).collect::<Read<_>>()?;
            same("splits", splits.len(), rows.len())?;
            // The two parts are those of the measure, whatever the group.
            let mut parts = splits.iter().flatten();
            if parts.next().is_some_and(|first| parts.any(|other| other != first)) {
                return Err(Forged("splits"));
            }
            Frame::Groups { scale, row_label, rows, splits }
        }
        "box" => {
            let scale = scale(stored.get("scale").ok_or(Malformed("scale"))?)?;
            let (row_label, rows) = grouped(stored)?;
            Frame::Boxes { scale, row_label, rows }
        }
        "change" => {
            let quantity = column(stored.get("quantity").ok_or(Malformed("quantity"))?)?;
            let (low, high) = quantity.range.ok_or(Forged("quantity"))?;
            let windows = strings(stored, "windows", 2)?.try_into().map_err(|_| Forged("windows"))?;
            let same_within = float(stored, "same_within")?;
            if same_within < 0.0 {
                return Err(Forged("same_within"));
            }
            let (row_label, rows) = grouped(stored)?;
            Frame::Change { quantity, cuts: cuts(stored, low, high)?, windows, same_within, row_label, rows }
        }
        "windows" => {
            let quantity = column(stored.get("quantity").ok_or(Malformed("quantity"))?)?;
            let (low, high) = quantity.range.ok_or(Forged("quantity"))?;
            let windows = strings(stored, "windows", MOST_ACROSS)?;
            let (row_label, rows) = grouped(stored)?;
            if windows.len() < 2 || rows.is_empty() || rows.len() > MOST_LINES {
                return Err(Forged("windows"));
            }
            Frame::Windows {
                quantity,
                cuts: cuts(stored, low, high)?,
                time_label: string(stored, "time_label")?,
                windows,
                row_label,
                rows,
                is_cohort: stored.get("is_cohort").and_then(Value::as_bool).ok_or(Malformed("is_cohort"))?,
            }
        }
        "grid" => Frame::Grid { x: side(stored, "x")?, y: side(stored, "y")? },
        "items" => {
            let rows = strings(stored, "rows", MOST_ROWS)?;
            let options = list(stored, "options", MOST_ROWS)?;
            let options: Vec<Vec<String>> = options
                .iter()
                .map(|of| items(of, "options", MOST_ACROSS)?.iter().map(|option| clean(option, "options")).collect())
                .collect::<Read<_>>()?;
            let keys = list(stored, "keys", MOST_ROWS)?;
            let keys: Vec<Option<usize>> = keys.iter().map(whole).collect::<Read<_>>()?;
            same("options", options.len(), rows.len())?;
            same("keys", keys.len(), rows.len())?;
            let fits = keys.iter().zip(&options).all(|(key, options)| key.is_none_or(|key| key < options.len()));
            let columns = strings(stored, "columns", MOST_ACROSS)?;
            if !fits || columns.is_empty() {
                return Err(Forged("items"));
            }
            Frame::Items { rows, options, keys, column_label: string(stored, "column_label")?, columns }
        }
        "dots" | "scatter" | "rows" => {
            let form = match kind {
                "dots" => MarkForm::Dots,
                "scatter" => MarkForm::Scatter,
                _ => MarkForm::Rows,
            };
            let scales: Vec<ScoreScale> = list(stored, "scales", 2)?.iter().map(scale).collect::<Read<_>>()?;
            let fits = match form {
                MarkForm::Dots => scales.len() == 1,
                MarkForm::Scatter => scales.len() == 2,
                MarkForm::Rows => !scales.is_empty(),
            };
            // Marks of single students never belong before a room.
            if !fits || audience != Audience::Team {
                return Err(Forged("kind"));
            }
            // A session of the first days does not say where its scales divide.
            let splits: Vec<Option<usize>> = if stored.get("splits").is_some() {
                let found = list(stored, "splits", 2)?.iter().zip(&scales);
                found.map(|(split, scale)| split_of(split, scale.cuts.len())).collect::<Read<_>>()?
            } else {
                vec![None; scales.len()]
            };
            same("splits", splits.len(), scales.len())?;
            Frame::Marks { form, scales, splits }
        }
        _ => return Ok(None),
    }))
}

fn whole(stored: &Value) -> Read<Option<usize>> {
    match stored {
        Value::Null => Ok(None),
        found => found.as_u64().and_then(|found| usize::try_from(found).ok()).map(Some).ok_or(Malformed("keys")),
    }
}

fn split_of(stored: &Value, cuts: usize) -> Read<Option<usize>> {
    let split = whole(stored)?;
    if split.is_none_or(|split| (1..=cuts).contains(&split)) { Ok(split) } else { Err(Forged("splits")) }
}

/// The body of a frame of this module; nothing of any other.
pub(super) fn body(stored: &Value, frame: &Frame, minimum: u32) -> Read<Option<Body>> {
    let rows_of = |rows: usize| -> Read<&[Value]> {
        let found = items(stored, "body", MOST_ROWS)?;
        same("body", found.len(), rows)?;
        Ok(found)
    };
    Ok(Some(match frame {
        Frame::Groups { scale, rows, splits, .. } => {
            let groups = rows_of(rows.len())?.iter().zip(splits);
            Body::Groups(
                groups.map(|(group, split)| spread(group, scale, split.is_some(), minimum)).collect::<Read<_>>()?,
            )
        }
        Frame::Boxes { scale, rows, .. } => {
            Body::Boxes(rows_of(rows.len())?.iter().map(|row| box_row(row, scale, minimum)).collect::<Read<_>>()?)
        }
        Frame::Change { quantity, rows, .. } => {
            let is_share = quantity.unit.as_deref() == Some("%");
            let row = |row| change_row(row, is_share, minimum);
            Body::Change(rows_of(rows.len())?.iter().map(row).collect::<Read<_>>()?)
        }
        Frame::Windows { quantity, windows, rows, .. } => {
            let is_share = quantity.unit.as_deref() == Some("%");
            let line = |line: &Value| -> Read<Vec<WindowPoint>> {
                let points = items(line, "body", MOST_ACROSS)?;
                same("body", points.len(), windows.len())?;
                points.iter().map(|point| window_point(point, is_share, minimum)).collect()
            };
            Body::Windows(rows_of(rows.len())?.iter().map(line).collect::<Read<_>>()?)
        }
        Frame::Grid { x, y } => grid(stored, x, y, minimum)?,
        Frame::Items { rows, options, columns, .. } => {
            let n: Vec<Cell> = list(stored, "n", MOST_ACROSS)?.iter().map(|n| size(n, minimum)).collect::<Read<_>>()?;
            same("n", n.len(), columns.len())?;
            let found = list(stored, "items", MOST_ROWS)?;
            same("items", found.len(), rows.len())?;
            let found = found.iter().zip(options).map(|(row, options)| item(row, &n, options.len()));
            Body::Items { items: found.collect::<Read<_>>()?, n }
        }
        Frame::Marks { scales, .. } => marks(stored, scales, minimum)?,
        _ => return Ok(None),
    }))
}

fn size(stored: &Value, minimum: u32) -> Read<Cell> {
    let n = cell(stored)?;
    if n.number().is_some_and(|n| !super::is_count(n, minimum)) { Err(Forged("n")) } else { Ok(n) }
}

/// Whether a number of a row is shown although its size is not.
fn needs_size<'c>(n: &Cell, mut cells: impl Iterator<Item = &'c Cell>) -> Read<()> {
    if n.number().is_none() && cells.any(|cell| cell.number().is_some()) { Err(Forged("n")) } else { Ok(()) }
}

fn count_of(n: &Cell) -> f64 {
    n.number().map_or(0.0, super::Number::low)
}

fn spread(stored: &Value, of: &ScoreScale, is_split: bool, minimum: u32) -> Read<Spread> {
    let scale = Scale { low: of.low, high: of.high, step: of.step, cuts: of.cuts.len(), is_split };
    match distribution(stored, &scale, minimum)? {
        Body::Distribution { n, bins, median, bands } => Ok(Spread { n, bins, median, bands }),
        _ => Err(Malformed("body")),
    }
}

fn box_row(stored: &Value, scale: &ScoreScale, minimum: u32) -> Read<BoxRow> {
    let pair = |key: &'static str| -> Read<[Cell; 2]> {
        let cells: Vec<Cell> = list(stored, key, 2)?.iter().map(cell).collect::<Read<_>>()?;
        cells.try_into().map_err(|_| Forged(key))
    };
    let n = group_size(stored, minimum)?;
    let median = cell(stored.get("median").ok_or(Malformed("median"))?)?;
    let (quartiles, tails) = (pair("quartiles")?, pair("tails")?);
    needs_size(&n, quartiles.iter().chain(&tails).chain([&median]))?;
    let is_shown = |cells: &[Cell; 2]| cells.iter().any(|cell| cell.number().is_some());
    if (is_shown(&quartiles) && count_of(&n) < QUARTILES) || (is_shown(&tails) && count_of(&n) < TENTHS) {
        return Err(Forged("quartiles"));
    }
    let [low, high] = &quartiles;
    let [lowest, highest] = &tails;
    let shown: Vec<_> = [lowest, low, &median, high, highest].into_iter().filter_map(Cell::number).collect();
    let is_inside = shown.iter().all(|at| scale.low - scale.step <= at.low && at.high <= scale.high + scale.step);
    let ascends = shown.iter().zip(shown.iter().skip(1)).all(|(a, b)| a.middle() <= b.middle());
    if is_inside && ascends { Ok(BoxRow { n, median, quartiles, tails }) } else { Err(Forged("quartiles")) }
}

fn quantity(stored: &Value, key: &'static str, is_share: bool) -> Read<Cell> {
    let found = cell(stored.get(key).ok_or(Malformed(key))?)?;
    if is_share && found.number().is_some_and(|number| !is_percent(number)) { Err(Forged(key)) } else { Ok(found) }
}

fn change_row(stored: &Value, is_share: bool, minimum: u32) -> Read<ChangeRow> {
    let n = group_size(stored, minimum)?;
    let (from, to) = (quantity(stored, "from", is_share)?, quantity(stored, "to", is_share)?);
    let moved: Vec<Cell> = list(stored, "moved", 3)?.iter().map(percent).collect::<Read<_>>()?;
    needs_size(&n, moved.iter().chain([&from, &to]))?;
    if moved.len() < 2 {
        return Err(Forged("moved"));
    }
    Ok(ChangeRow { n, from, to, moved })
}

fn window_point(stored: &Value, is_share: bool, minimum: u32) -> Read<WindowPoint> {
    let n = group_size(stored, minimum)?;
    let value = quantity(stored, "value", is_share)?;
    needs_size(&n, std::iter::once(&value))?;
    Ok(WindowPoint { n, value })
}

fn grid(stored: &Value, x: &GridSide, y: &GridSide, minimum: u32) -> Read<Body> {
    let n = group_size(stored, minimum)?;
    let rows = list(stored, "cells", MOST_ACROSS)?;
    same("cells", rows.len(), y.bands.len())?;
    let cells: Vec<Vec<Cell>> = rows
        .iter()
        .map(|row| {
            let row = items(row, "cells", MOST_ACROSS)?;
            same("cells", row.len(), x.bands.len())?;
            row.iter().map(percent).collect()
        })
        .collect::<Read<_>>()?;
    let quadrants: Vec<Cell> = list(stored, "quadrants", 4)?.iter().map(percent).collect::<Read<_>>()?;
    same("quadrants", quadrants.len(), if x.cut.is_some() && y.cut.is_some() { 4 } else { 0 })?;
    needs_size(&n, cells.iter().flatten().chain(&quadrants))?;
    Ok(Body::Grid { n, cells, quadrants })
}

fn item(stored: &Value, n: &[Cell], options: usize) -> Read<ItemRow> {
    let shares = |key| -> Read<Vec<Cell>> { list(stored, key, MOST_ACROSS)?.iter().map(percent).collect() };
    let (solved, chosen) = (shares("solved")?, shares("chosen")?);
    same("solved", solved.len(), n.len())?;
    same("chosen", chosen.len(), options)?;
    for (n, solved) in n.iter().zip(&solved) {
        needs_size(n, std::iter::once(solved))?;
    }
    needs_size(n.first().unwrap_or(&Cell::Hidden), chosen.iter())?;
    Ok(ItemRow { solved, chosen })
}

fn marks(stored: &Value, scales: &[ScoreScale], minimum: u32) -> Read<Body> {
    let n = group_size(stored, minimum)?;
    let marks: Vec<Vec<Cell>> = list(stored, "marks", MOST_MARKS)?
        .iter()
        .map(|mark| {
            let mark = items(mark, "marks", 2)?;
            same("marks", mark.len(), scales.len())?;
            mark.iter().map(cell).collect()
        })
        .collect::<Read<_>>()?;
    let fits = |mark: &Vec<Cell>| {
        mark.iter().zip(scales).all(|(cell, scale)| {
            cell.number()
                .is_some_and(|score| scale.low - scale.step <= score.low && score.high <= scale.high + scale.step)
        })
    };
    #[expect(clippy::float_cmp, reason = "a whole number and the length of a short list")]
    let is_whole = count_of(&n) == marks.len() as f64;
    if !marks.is_empty() && (marks.len() < MARKED || !is_whole || !marks.iter().all(fits)) {
        return Err(Forged("marks"));
    }
    Ok(Body::Marks { n, marks })
}

#[cfg(test)]
mod tests;
