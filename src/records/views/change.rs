//! Two windows of the same students: where a group stood and stands, and how many grew.

use std::collections::BTreeMap;

use super::super::admitted::{Body, Cell, ChangeRow, Frame, View};
use super::super::disclosure::{Shares, exact};
use super::over_time::{Quantity, lines};
use super::{Context, Part, WITHHELD};

/// Shares of students who grew are told of scores with so many steps or more: of fewer, such as two levels, they would fill in the
/// table of both windows, and the shares of the levels beside them would leave single students (ours; `admit/pairs.rs`).
const FINE: u32 = 10;

pub(super) fn build(context: &Context<'_>, part: &Part) -> View {
    let scale = &context.measure.scale;
    let quantity = Quantity::of(context);
    let lines = lines(context, part);
    // A change within one standard error of measurement is none worth a word (ours).
    let within = scale.error.unwrap_or(0.0);
    let is_fine = scale.steps() >= FINE;
    let mut body = Vec::with_capacity(lines.len());
    for (_, rows) in &lines {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
        let is_shown = rows.iter().all(|row| row.is_shown);
        if !is_shown {
            body.push(ChangeRow {
                n: Cell::Hidden,
                from: Cell::Hidden,
                to: Cell::Hidden,
                moved: vec![Cell::Hidden; 3],
            });
            continue;
        }
        let moved = moved(&context.pairs(last), |before, after| {
            let change = (f64::from(after) - f64::from(before)) * scale.step;
            if change.abs() <= within + scale.step / 100.0 { 1 } else { usize::from(change > 0.0) * 2 }
        });
        body.push(ChangeRow {
            n: Cell::Number(exact(last.sample.n)),
            from: quantity.cell(context, first),
            to: quantity.cell(context, last),
            moved: if is_fine { Shares::new(&moved, Some(2)).row().shares } else { vec![Cell::Hidden; 3] },
        });
    }
    let mut notes: Vec<String> = quantity.note(scale).into_iter().collect();
    if body.iter().any(|row| row.moved.len() == 2) {
        notes.push("Of a small group only the share that grew is told.".to_owned());
    }
    let cells =
        |row: &ChangeRow| [&row.from, &row.to].into_iter().chain(&row.moved).any(|cell| cell.number().is_none());
    if body.iter().any(cells) {
        notes.push(WITHHELD.to_owned());
    }
    let windows = context.plan.over_windows.clone();
    let frame = Frame::Change {
        quantity: quantity.column,
        cuts: quantity.cuts,
        windows: [windows.first().cloned().unwrap_or_default(), windows.last().cloned().unwrap_or_default()],
        same_within: within,
        row_label: context.plan.by_label.clone(),
        rows: lines.into_iter().map(|(label, _)| label).collect(),
    };
    context.view(frame, Body::Change(body), part, notes)
}

/// Students who fell, stayed and grew.
fn moved(pairs: &BTreeMap<(u32, u32), u32>, kind: impl Fn(u32, u32) -> usize) -> [u32; 3] {
    let mut moved = [0; 3];
    for ((before, after), count) in pairs {
        if let Some(slot) = moved.get_mut(kind(*before, *after)) {
            *slot += count;
        }
    }
    moved
}
