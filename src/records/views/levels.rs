//! Share of students at each level, one row a group, window or statement.

use super::super::admitted::{Body, Frame, LevelsRow, View};
use super::{Context, Part, WITHHELD};

pub(super) fn build(context: &Context<'_>, parts: &[Part]) -> View {
    let scale = &context.measure.scale;
    let levels = scale.levels();
    let rows =
        || parts.iter().zip(context.tellers).flat_map(|(part, teller)| part.rows.iter().map(move |row| (row, teller)));
    let body: Vec<LevelsRow> = rows().map(|(row, teller)| teller.shares(row)).collect();
    let mut notes = Vec::new();
    if body.iter().any(|row| row.shares.iter().any(|share| share.number().is_some_and(super::super::Number::is_range)))
    {
        notes.push("Percentages are ranges; the smaller the group, the wider.".to_owned());
    }
    if body.iter().any(LevelsRow::is_hidden) {
        notes.push(WITHHELD.to_owned());
    }
    let labels = rows().map(|(row, _)| row.label.clone()).collect();
    let row_label = context.plan.by_label.clone();
    let frame = Frame::Levels { levels, cut: scale.target, row_label, rows: labels };
    match parts {
        [part] => context.view(frame, Body::Levels(body), part, notes),
        // Statements may be answered by different numbers of people, so each row tells its own.
        _ => View { subtitle: String::new(), ..context.view(frame, Body::Levels(body), &Part::empty(), notes) },
    }
}
