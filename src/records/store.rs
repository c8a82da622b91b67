//! Admitted views as JSON, for the session's log: exactly what may be shown, nothing else.

mod kinds;

use serde_json::{Value, json};

use super::admitted::{Admission, Bin, Body, Cell, Frame, LevelsRow, Refused, View};
use kinds::{box_row, change_row, column, cuts, item, line, scale, side, spread};

/// The stored form of an admission; [`reopen`](super::reopen()) reads it back.
#[must_use]
pub fn store(admission: &Admission) -> Value {
    json!({
        "title": admission.title,
        "audience": admission.audience.word(),
        "minimum_group": admission.minimum_group,
        "fingerprint": admission.fingerprint,
        "rows": admission.rows_band,
        "notices": admission.notices,
        "refused": admission.refused.iter().map(refused).collect::<Vec<_>>(),
        "views": admission.views.iter().map(view).collect::<Vec<_>>(),
    })
}

fn refused(Refused { id, reason, instead }: &Refused) -> Value {
    json!({ "id": id, "reason": reason, "instead": instead })
}

fn view(view: &View) -> Value {
    json!({
        "id": view.id,
        "slot": view.slot,
        "measure": view.measure,
        "title": view.title,
        "subtitle": view.subtitle,
        "frame": frame(&view.frame),
        "body": body(&view.body),
        "notes": view.notes,
    })
}

fn frame(frame: &Frame) -> Value {
    match frame {
        Frame::Levels { levels, cut, row_label, rows } => {
            json!({ "kind": "levels", "levels": levels, "cut": cut, "row_label": row_label, "rows": rows })
        }
        Frame::Distribution { low, high, step, cuts: of, below, split, dot } => {
            let mut stored = json!({
                "kind": "distribution", "low": low, "high": high, "step": step, "cuts": cuts(of), "below": below,
                "split": split
            });
            if let (Some(dot), Some(stored)) = (dot, stored.as_object_mut()) {
                stored.insert("dot".to_owned(), json!(dot));
            }
            stored
        }
        Frame::Groups { scale: of, row_label, rows, splits } => {
            json!({ "kind": "groups", "scale": scale(of), "row_label": row_label, "rows": rows, "splits": splits })
        }
        Frame::Boxes { scale: of, row_label, rows } => {
            json!({ "kind": "box", "scale": scale(of), "row_label": row_label, "rows": rows })
        }
        Frame::Change { quantity, cuts: of, windows, same_within, row_label, rows } => json!({
            "kind": "change", "quantity": column(quantity), "cuts": cuts(of), "windows": windows,
            "same_within": same_within, "row_label": row_label, "rows": rows
        }),
        Frame::Windows { quantity, cuts: of, time_label, windows, row_label, rows, is_cohort } => json!({
            "kind": "windows", "quantity": column(quantity), "cuts": cuts(of), "time_label": time_label,
            "windows": windows, "row_label": row_label, "rows": rows, "is_cohort": is_cohort
        }),
        Frame::Grid { x, y } => json!({ "kind": "grid", "x": side(x), "y": side(y) }),
        Frame::Items { rows, options, keys, column_label, columns } => json!({
            "kind": "items", "rows": rows, "options": options, "keys": keys, "column_label": column_label,
            "columns": columns
        }),
        Frame::Marks { form, scales, splits } => {
            let scales: Vec<Value> = scales.iter().map(scale).collect();
            json!({ "kind": form.word(), "scales": scales, "splits": splits })
        }
        Frame::Table { row_label, rows, columns } => {
            let columns: Vec<Value> = columns.iter().map(column).collect();
            json!({ "kind": "table", "row_label": row_label, "rows": rows, "columns": columns })
        }
    }
}

fn body(body: &Body) -> Value {
    match body {
        Body::Levels(rows) => rows
            .iter()
            .map(
                |LevelsRow { n, shares, above }| json!({ "n": cell(n), "shares": cells(shares), "above": cell(above) }),
            )
            .collect(),
        Body::Distribution { n, bins: bars, median, bands } => {
            json!({ "n": cell(n), "bins": bins(bars), "median": cell(median), "bands": cells(bands) })
        }
        Body::Groups(groups) => groups.iter().map(spread).collect(),
        Body::Boxes(rows) => rows.iter().map(box_row).collect(),
        Body::Change(rows) => rows.iter().map(change_row).collect(),
        Body::Windows(lines) => lines.iter().map(|points| line(points)).collect(),
        Body::Grid { n, cells: of, quadrants } => {
            let rows: Vec<Value> = of.iter().map(|row| cells(row)).collect();
            json!({ "n": cell(n), "cells": rows, "quadrants": cells(quadrants) })
        }
        Body::Items { n, items } => json!({ "n": cells(n), "items": items.iter().map(item).collect::<Vec<_>>() }),
        Body::Marks { n, marks } => {
            json!({ "n": cell(n), "marks": marks.iter().map(|mark| cells(mark)).collect::<Vec<_>>() })
        }
        Body::Table(rows) => rows.iter().map(|row| cells(row)).collect(),
    }
}

fn bins(bins: &[Bin]) -> Value {
    bins.iter()
        .map(|Bin { from, to, label, count }| json!({ "from": from, "to": to, "label": label, "count": cell(count) }))
        .collect()
}

fn cells(cells: &[Cell]) -> Value {
    cells.iter().map(cell).collect()
}

fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::Number(number) => json!({ "text": number.text, "low": number.low, "high": number.high }),
        Cell::Hidden => json!({ "hidden": true }),
    }
}
