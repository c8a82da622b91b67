//! How the scores of one group are spread.

use super::super::admitted::{Audience, Bin, Body, Cell, Cut, Frame, View};
use super::super::card::Scale;
use super::super::disclosure::{HISTOGRAM_GROUP, NATURAL_BINS_GROUP, exact, split};
use super::teller::Teller;
use super::{Context, Row, WITHHELD};

pub(super) fn build(context: &Context<'_>, rows: &[Row]) -> View {
    let scale = &context.measure.scale;
    let levels = scale.levels().len();
    let shown = rows.first().filter(|row| row.is_shown);
    let split = shown.and_then(|row| split(row.sample.n, levels, scale.target));
    let frame = Frame::Distribution {
        low: scale.low,
        high: scale.high,
        step: scale.step,
        cuts: scale.cuts.iter().map(|(score, name)| Cut { score: *score, name: name.clone() }).collect(),
        below: scale.below.clone(),
        split,
        dot: None,
    };
    let (mut n, mut bins, mut middle, mut bands) = (Cell::Hidden, Vec::new(), Cell::Hidden, vec![Cell::Hidden; levels]);
    let mut notes = Vec::new();
    if let Some(row) = rows.first().filter(|_| levels > 0) {
        bands = context.teller.bands(row);
    }
    if let Some(row) = shown {
        n = Teller::n(row);
        middle = context.teller.median(row);
        let is_coarse = context.policy.audience == Audience::Room && row.sample.n < NATURAL_BINS_GROUP;
        if row.sample.n >= HISTOGRAM_GROUP && context.stands_alone {
            bins = told(scale, split, &bands)
                .map_or_else(Vec::new, |told| context.teller.bars(row, is_coarse, &told))
                .into_iter()
                .map(|bar| Bin { from: bar.from, to: bar.to, label: bar.label, count: Cell::Number(exact(bar.count)) })
                .collect();
        }
        if !context.stands_alone {
            notes.push("No bars beside those of a group that shares some of these students.".to_owned());
        }
        if !bins.is_empty() {
            notes.push("Bars with few students are joined.".to_owned());
        }
        if is_coarse && levels > 0 && !bins.is_empty() {
            notes.push(format!("With fewer than {NATURAL_BINS_GROUP} students the bars are the levels."));
        }
    }
    if bins.is_empty() || middle.number().is_none() || bands.iter().any(|band| band.number().is_none()) {
        notes.push(WITHHELD.to_owned());
    }
    context.view(frame, Body::Distribution { n, bins, median: middle, bands }, rows, notes)
}

/// The cuts between the shares that are told; nothing where the shares are withheld, which bars would undo.
fn told(scale: &Scale, split: Option<usize>, bands: &[Cell]) -> Option<Vec<f64>> {
    if bands.iter().any(|band| band.number().is_none()) {
        return None;
    }
    let cuts = scale.cuts.iter().enumerate();
    Some(cuts.filter(|(at, _)| split.is_none_or(|split| split == at + 1)).map(|(_, (cut, _))| *cut).collect())
}
