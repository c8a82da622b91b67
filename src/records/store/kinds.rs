//! Frames and bodies of the pictures beside levels, distributions and tables.

use serde_json::{Value, json};

use super::super::admitted::{BoxRow, ChangeRow, Column, Cut, GridSide, ItemRow, ScoreScale, Spread, WindowPoint};
use super::{bins, cell, cells};

pub(super) fn column(Column { id, label, unit, range }: &Column) -> Value {
    json!({ "id": id, "label": label, "unit": unit, "range": range })
}

pub(super) fn cuts(cuts: &[Cut]) -> Value {
    cuts.iter().map(|Cut { score, name }| json!({ "score": score, "name": name })).collect()
}

pub(super) fn scale(scale: &ScoreScale) -> Value {
    let ScoreScale { label, low, high, step, cuts: of, below } = scale;
    json!({ "label": label, "low": low, "high": high, "step": step, "cuts": cuts(of), "below": below })
}

pub(super) fn side(side: &GridSide) -> Value {
    let GridSide { scale: of, edges, bands, cut } = side;
    json!({ "scale": scale(of), "edges": edges, "bands": bands, "cut": cut })
}

pub(super) fn spread(Spread { n, bins: bars, median, bands }: &Spread) -> Value {
    json!({ "n": cell(n), "bins": bins(bars), "median": cell(median), "bands": cells(bands) })
}

pub(super) fn box_row(BoxRow { n, median, quartiles, tails }: &BoxRow) -> Value {
    json!({ "n": cell(n), "median": cell(median), "quartiles": cells(quartiles), "tails": cells(tails) })
}

pub(super) fn change_row(ChangeRow { n, from, to, moved }: &ChangeRow) -> Value {
    json!({ "n": cell(n), "from": cell(from), "to": cell(to), "moved": cells(moved) })
}

pub(super) fn line(points: &[WindowPoint]) -> Value {
    points.iter().map(|WindowPoint { n, value }| json!({ "n": cell(n), "value": cell(value) })).collect()
}

pub(super) fn item(ItemRow { solved, chosen }: &ItemRow) -> Value {
    json!({ "solved": cells(solved), "chosen": cells(chosen) })
}
