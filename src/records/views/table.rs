//! Aggregates of one measure by group.

use super::super::admitted::{Body, Cell, Column, Frame, View};
use super::super::aggregate::{Sample, mean};
use super::super::card::{Scale, Show};
use super::super::disclosure::{exact, levels_row, natural_unit, rounded, suppress};
use super::distribution::median_cell;
use super::{Context, Row, WITHHELD};

pub(super) fn build(context: &Context<'_>, rows: &[Row]) -> View {
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
    let counts = if show.contains(&Show::Counts) { counts(context, rows) } else { Vec::new() };
    let mut body = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        if !row.is_shown {
            body.push(vec![Cell::Hidden; columns.len()]);
            continue;
        }
        let mut cells = Vec::with_capacity(columns.len());
        for show in show {
            match show {
                Show::N => cells.push(Cell::Number(exact(row.sample.n))),
                Show::Mean => cells.push(mean_cell(&row.sample, scale)),
                Show::Median => cells.push(median_cell(&row.sample, scale)),
                Show::Above => cells.push(levels_row(&context.level_counts(&row.sample), scale.target).above),
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
    context.view(frame, Body::Table(body), rows, notes)
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

/// Students at each level of each row; small ones hidden, and as many more as protect them.
fn counts(context: &Context<'_>, rows: &[Row]) -> Vec<Vec<Cell>> {
    let width = context.measure.scale.levels().len();
    let shown: Vec<Vec<u32>> =
        rows.iter().filter(|row| row.is_shown).map(|row| context.level_counts(&row.sample)).collect();
    let hidden = suppress(&shown);
    let mut cells = shown.iter().enumerate().map(|(at, counts)| {
        let is_hidden = |column: usize| {
            hidden.as_ref().is_none_or(|hidden| hidden.get(at).and_then(|row| row.get(column)) != Some(&false))
        };
        let cell = |(column, count): (usize, &u32)| {
            if is_hidden(column) { Cell::Hidden } else { Cell::Number(exact(*count)) }
        };
        counts.iter().enumerate().map(cell).collect::<Vec<_>>()
    });
    rows.iter()
        .map(|row| {
            let next = if row.is_shown { cells.next() } else { None };
            next.unwrap_or_else(|| vec![Cell::Hidden; width])
        })
        .collect()
}

/// Means are rounded to the step of the scale, or to one standard error of measurement where the card states it (DESIGN 8).
fn mean_unit(scale: &Scale) -> f64 {
    scale.error.map_or(scale.step, |error| natural_unit(error).max(scale.step))
}

fn mean_cell(sample: &Sample, scale: &Scale) -> Cell {
    mean(sample)
        .map_or(Cell::Hidden, |steps| Cell::Number(rounded(scale.low + steps * scale.step, 0.0, mean_unit(scale))))
}
