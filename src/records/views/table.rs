//! Aggregates of one measure by group.

use super::super::admitted::{Body, Column, Frame, View};
use super::super::card::{Scale, Show};
use super::super::disclosure::rounded;
use super::teller::{Teller, mean_unit};
use super::{Context, Part, WITHHELD};

pub(super) fn build(context: &Context<'_>, part: &Part) -> View {
    let rows = part.rows.as_slice();
    let scale = &context.measure.scale;
    let show = &context.plan.show;
    let levels = scale.levels();
    let mut columns = Vec::new();
    for show in show {
        match show {
            Show::N => columns.push(column("n", capitalised(context.card.unit.plural()), None)),
            Show::Mean => columns.push(column("mean", "Mean".to_owned(), None).within(scale)),
            Show::Median => columns.push(column("median", "Median".to_owned(), None).within(scale)),
            Show::Above => {
                let target = scale.target.and_then(|target| levels.get(target)).map_or("the cut", String::as_str);
                columns.push(column("above", format!("At or above {target}"), Some("%")));
            }
            Show::Counts => {
                for (index, level) in levels.iter().enumerate() {
                    columns.push(column(&format!("level-{}", index + 1), level.clone(), None));
                }
            }
        }
    }
    let counts = if show.contains(&Show::Counts) { context.teller.counts(rows) } else { Vec::new() };
    let mut body = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let mut cells = Vec::with_capacity(columns.len());
        for show in show {
            match show {
                Show::N => cells.push(Teller::n(row)),
                Show::Mean => cells.push(context.teller.mean(row)),
                Show::Median => cells.push(context.teller.median(row)),
                Show::Above => cells.push(context.teller.above(row)),
                Show::Counts => cells.extend(counts.get(index).cloned().unwrap_or_default()),
            }
        }
        body.push(cells);
    }
    let mut notes = Vec::new();
    if show.contains(&Show::Mean) {
        let unit = rounded(mean_unit(scale), 0.0, mean_unit(scale));
        notes.push(match unit.text() {
            "1" => "Means are rounded to whole points.".to_owned(),
            unit => format!("Means are rounded to steps of {unit}."),
        });
    }
    if body.iter().flatten().any(|cell| cell.number().is_none()) {
        notes.push(WITHHELD.to_owned());
    }
    let frame = Frame::Table {
        row_label: context.plan.by_label.clone(),
        rows: rows.iter().map(|row| row.label.clone()).collect(),
        columns,
    };
    context.view(frame, Body::Table(body), part, notes)
}

fn column(id: &str, label: String, unit: Option<&str>) -> Column {
    Column { id: id.to_owned(), label, unit: unit.map(str::to_owned), range: None }
}

impl Column {
    /// For a number in the unit of the measure.
    fn within(self, scale: &Scale) -> Self {
        Self { range: Some((scale.low, scale.high)), ..self }
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
