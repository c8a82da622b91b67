//! Admitted views made by hand, for the tests of `chart` and `ui` only, until they can go through the gate.

use super::{Bin, Body, Cell, Column, Cut, Frame, LevelsRow, Number, View};

pub(crate) fn shown(text: &str, low: f64, high: f64) -> Cell {
    Cell::Number(Number { text: text.to_owned(), low, high, is_range: low < high })
}

pub(crate) fn cut(score: f64, name: &str) -> Cut {
    Cut { score, name: name.to_owned() }
}

pub(crate) fn column(id: &str, label: &str, unit: Option<&str>) -> Column {
    Column { id: id.to_owned(), label: label.to_owned(), unit: unit.map(str::to_owned) }
}

pub(crate) fn levels_row(n: Cell, shares: Vec<Cell>, above: Cell) -> LevelsRow {
    LevelsRow { n, shares, above }
}

pub(crate) fn bin(from: Option<f64>, to: Option<f64>, label: &str, count: Cell) -> Bin {
    Bin { from, to, label: label.to_owned(), count }
}

pub(crate) fn view(title: &str, subtitle: &str, frame: Frame, body: Body, notes: &[&str]) -> View {
    View {
        id: "view".to_owned(),
        slot: None,
        measure: "Reading".to_owned(),
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        frame,
        body,
        notes: notes.iter().map(|note| (*note).to_owned()).collect(),
    }
}
