//! Admitted views as JSON, for the session's log: exactly what may be shown, nothing else.

use serde_json::{Value, json};

use super::admitted::{Admission, Bin, Body, Cell, Column, Cut, Frame, LevelsRow, Refused, View};

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
        Frame::Distribution { low, high, step, cuts, below, split } => {
            let cuts: Vec<Value> =
                cuts.iter().map(|Cut { score, name }| json!({ "score": score, "name": name })).collect();
            json!({
                "kind": "distribution", "low": low, "high": high, "step": step, "cuts": cuts, "below": below, "split": split
            })
        }
        Frame::Table { row_label, rows, columns } => {
            let columns: Vec<Value> = columns
                .iter()
                .map(|Column { id, label, unit, range }| json!({ "id": id, "label": label, "unit": unit, "range": range }))
                .collect();
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
        Body::Distribution { n, bins, median, bands } => {
            let bins: Vec<Value> = bins
                .iter()
                .map(|Bin { from, to, label, count }| {
                    json!({ "from": from, "to": to, "label": label, "count": cell(count) })
                })
                .collect();
            json!({ "n": cell(n), "bins": bins, "median": cell(median), "bands": cells(bands) })
        }
        Body::Table(rows) => rows.iter().map(|row| cells(row)).collect(),
    }
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
