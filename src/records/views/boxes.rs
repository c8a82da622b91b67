//! Quartiles of groups: a box, and whiskers to the tenths of a larger group. Never the least or the greatest score.

use super::super::admitted::{Body, BoxRow, Frame, View};
use super::super::disclosure::{QUARTILE_GROUP, TENTH_GROUP};
use super::teller::Teller;
use super::{Context, Part, WITHHELD};

pub(super) fn build(context: &Context<'_>, part: &Part) -> View {
    let teller = context.teller();
    let body: Vec<BoxRow> = part
        .rows
        .iter()
        .map(|row| BoxRow {
            n: Teller::n(row),
            median: teller.median(row),
            quartiles: [teller.quantile(row, (1, 4), QUARTILE_GROUP), teller.quantile(row, (3, 4), QUARTILE_GROUP)],
            tails: [teller.quantile(row, (1, 10), TENTH_GROUP), teller.quantile(row, (9, 10), TENTH_GROUP)],
        })
        .collect();
    let shown = || body.iter().filter(|row| row.quartiles.iter().all(|cell| cell.number().is_some()));
    let many = context.card.unit.plural();
    let mut notes = Vec::new();
    if shown().count() < body.len() {
        notes.push(format!("A box needs {QUARTILE_GROUP} {many}."));
    }
    if shown().any(|row| row.tails.iter().any(|cell| cell.number().is_none())) {
        notes.push(format!("Lines need {TENTH_GROUP} {many}."));
    }
    if body.iter().any(|row| row.n.number().is_none()) {
        notes.push(WITHHELD.to_owned());
    }
    let frame =
        Frame::Boxes { scale: context.score_scale(), row_label: context.plan.by_label.clone(), rows: part.labels() };
    context.view(frame, Body::Boxes(body), part, notes)
}
