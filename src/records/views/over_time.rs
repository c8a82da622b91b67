//! A quantity over windows, one line a group.

use super::super::admitted::{Body, Cell, Column, Cut, Frame, View, WindowPoint};
use super::super::card::{Scale, Show};
use super::super::disclosure::rounded;
use super::distribution::cuts;
use super::teller::{Teller, mean_unit};
use super::{Context, Part, Row, WITHHELD};

/// What one number of a picture over time is.
pub(super) struct Quantity {
    show: Show,
    pub(super) column: Column,
    pub(super) cuts: Vec<Cut>,
}

impl Quantity {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let scale = &context.measure.scale;
        let show = context.plan.show.first().copied().unwrap_or(Show::Median);
        let column = |id: &str, label: String, unit: Option<&str>, range| Column {
            id: id.to_owned(),
            label,
            unit: unit.map(str::to_owned),
            range: Some(range),
        };
        match show {
            Show::Above => {
                let levels = scale.levels();
                let target = scale.target.and_then(|target| levels.get(target)).map_or("the cut", String::as_str);
                let column = column("above", format!("At or above {target}"), Some("%"), (0.0, 100.0));
                Self { show, column, cuts: Vec::new() }
            }
            Show::Mean => Self {
                show,
                column: column("mean", "Mean".to_owned(), None, (scale.low, scale.high)),
                cuts: cuts(scale),
            },
            _ => {
                let column = column("median", "Median".to_owned(), None, (scale.low, scale.high));
                Self { show: Show::Median, column, cuts: cuts(scale) }
            }
        }
    }

    /// Of a set of students.
    pub(super) fn cell(&self, context: &Context<'_>, row: &Row) -> Cell {
        match self.show {
            Show::Above => context.teller().above(row),
            Show::Mean => context.teller().mean(row),
            _ => context.teller().median(row),
        }
    }

    /// How the numbers are rounded, in words.
    pub(super) fn note(&self, scale: &Scale) -> Option<String> {
        match self.show {
            Show::Above => Some("Percentages are ranges; the smaller the group, the wider.".to_owned()),
            Show::Mean => {
                let unit = rounded(mean_unit(scale), 0.0, mean_unit(scale));
                Some(match unit.text() {
                    "1" => "Means are rounded to whole points.".to_owned(),
                    unit => format!("Means are rounded to steps of {unit}."),
                })
            }
            _ => None,
        }
    }
}

pub(super) fn build(context: &Context<'_>, part: &Part) -> View {
    let quantity = Quantity::of(context);
    let lines = lines(context, part);
    let body: Vec<Vec<WindowPoint>> = lines
        .iter()
        .map(|(_, rows)| {
            let point = |row: &&Row| WindowPoint { n: Teller::n(row), value: quantity.cell(context, row) };
            rows.iter().map(point).collect()
        })
        .collect();
    let is_cohort = context.joined.is_some_and(|joined| joined.is_matched);
    let many = context.card.unit.plural();
    let mut notes = vec![if is_cohort {
        format!("The same {many} in every window: those with a score in all of them.")
    } else {
        format!("Other {many} in every window; compare with care.")
    }];
    notes.extend(quantity.note(&context.measure.scale));
    if body.iter().flatten().any(|point| point.value.number().is_none()) {
        notes.push(WITHHELD.to_owned());
    }
    let time = context.plan.over.as_ref();
    let frame = Frame::Windows {
        quantity: quantity.column,
        cuts: quantity.cuts,
        time_label: context.plan.over_label.clone(),
        windows: time.map_or_else(Vec::new, |_| context.plan.over_windows.clone()),
        row_label: context.plan.by_label.clone(),
        rows: lines.into_iter().map(|(label, _)| label).collect(),
        is_cohort,
    };
    context.view(frame, Body::Windows(body), part, notes)
}

/// The rows of each group, one a window; groups of which no window holds anybody are left out.
pub(super) fn lines<'p>(context: &Context<'_>, part: &'p Part) -> Vec<(String, Vec<&'p Row>)> {
    let windows = context.plan.windows_or_once().count().max(1);
    let groups = part.rows.len() / windows;
    (0..groups)
        .map(|group| {
            let rows: Vec<&Row> = part.rows.iter().skip(group).step_by(groups.max(1)).collect();
            (rows.first().map(|row| row.label.clone()).unwrap_or_default(), rows)
        })
        .filter(|(_, rows)| rows.iter().any(|row| row.sample.n + row.sample.untested > 0))
        .collect()
}
