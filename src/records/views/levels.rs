//! Share of students at each level, one row a group or window.

use super::super::admitted::{Body, Frame, LevelsRow, View};
use super::{Context, Row, WITHHELD};

pub(super) fn build(context: &Context<'_>, rows: &[Row]) -> View {
    let scale = &context.measure.scale;
    let levels = scale.levels();
    let body: Vec<LevelsRow> = rows.iter().map(|row| context.teller.shares(row)).collect();
    let mut notes = Vec::new();
    if body.iter().any(|row| row.shares.iter().any(|share| share.number().is_some_and(super::super::Number::is_range)))
    {
        notes.push("Percentages are ranges; the smaller the group, the wider.".to_owned());
    }
    if body.iter().any(LevelsRow::is_hidden) {
        notes.push(WITHHELD.to_owned());
    }
    let labels = rows.iter().map(|row| row.label.clone()).collect();
    let row_label = context.plan.by_label.clone();
    context.view(Frame::Levels { levels, cut: scale.target, row_label, rows: labels }, Body::Levels(body), rows, notes)
}
