//! How the scores of a group are spread: of one, or of several beside each other.

use super::super::admitted::{Audience, Bin, Body, Cell, Cut, Frame, ScoreScale, Spread, View};
use super::super::card::Scale;
use super::super::disclosure::{HISTOGRAM_GROUP, NATURAL_BINS_GROUP, split};
use super::teller::Teller;
use super::{Context, Part, Row, WITHHELD};

/// Students that one dot of a distribution stands for (PRIVACY 4.6).
const DOT: u32 = 5;

pub(super) fn build(context: &Context<'_>, part: &Part) -> View {
    let scale = &context.measure.scale;
    let shown = part.rows.first().filter(|row| row.is_shown);
    let frame = Frame::Distribution {
        low: scale.low,
        high: scale.high,
        step: scale.step,
        cuts: cuts(scale),
        below: scale.below.clone(),
        split: shown.and_then(|row| parting(row, scale)),
        dot: context.plan.dots.then_some(DOT),
    };
    let (spread, mut notes) = spread(context, part.rows.first().unwrap_or(&Row::nobody()));
    if is_incomplete(&spread) {
        notes.push(WITHHELD.to_owned());
    }
    let Spread { n, bins, median, bands } = spread;
    context.view(frame, Body::Distribution { n, bins, median, bands }, part, notes)
}

/// Small multiples on one scale.
pub(super) fn build_groups(context: &Context<'_>, part: &Part) -> View {
    let scale = &context.measure.scale;
    let shown = |row: &Row| row.is_shown.then(|| parting(row, scale)).flatten();
    let frame = Frame::Groups {
        scale: context.score_scale(),
        row_label: context.plan.by_label.clone(),
        rows: part.labels(),
        splits: part.rows.iter().map(shown).collect(),
    };
    let mut notes: Vec<String> = Vec::new();
    let mut groups = Vec::with_capacity(part.rows.len());
    for row in &part.rows {
        let (group, said) = spread(context, row);
        for note in said {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        groups.push(group);
    }
    if groups.iter().any(is_incomplete) {
        notes.push(WITHHELD.to_owned());
    }
    context.view(frame, Body::Groups(groups), part, notes)
}

fn is_incomplete(spread: &Spread) -> bool {
    spread.bins.is_empty()
        || spread.median.number().is_none()
        || spread.bands.iter().any(|band| band.number().is_none())
}

fn parting(row: &Row, scale: &Scale) -> Option<usize> {
    split(row.sample.n, scale.levels().len(), scale.target)
}

/// The numbers of one group, and what is to be said of them.
fn spread(context: &Context<'_>, row: &Row) -> (Spread, Vec<String>) {
    let scale = &context.measure.scale;
    let levels = scale.levels().len();
    let mut spread =
        Spread { n: Cell::Hidden, bins: Vec::new(), median: Cell::Hidden, bands: vec![Cell::Hidden; levels] };
    let mut notes = Vec::new();
    if levels > 0 {
        spread.bands = context.teller().bands(row);
    }
    if !row.is_shown {
        return (spread, notes);
    }
    spread.n = Teller::n(row);
    spread.median = context.teller().median(row);
    if !context.stands_alone {
        notes.push("No bars beside those of a group that shares some of these students.".to_owned());
        return (spread, notes);
    }
    if row.sample.n < HISTOGRAM_GROUP {
        notes.push(format!("Bars need {HISTOGRAM_GROUP} {}.", context.card.unit.plural()));
        return (spread, notes);
    }
    let is_small = context.policy.audience == Audience::Room && row.sample.n < NATURAL_BINS_GROUP;
    spread.bins = if is_small { small(context, row, &spread) } else { counted(context, row, &spread) };
    if spread.bins.is_empty() {
        notes.push("The bars would tell of single students, so they are withheld.".to_owned());
    } else if is_small {
        notes.push(format!(
            "With fewer than {NATURAL_BINS_GROUP} {} the bars are {} and tell a range.",
            context.card.unit.plural(),
            if scale.cuts.len() < 2 { "wide" } else { "the levels" }
        ));
    } else if context.plan.dots {
        notes.push(format!("One dot stands for about {DOT} {}.", context.card.unit.plural()));
    } else {
        notes.push("Bars with few students are joined.".to_owned());
    }
    (spread, notes)
}

/// Exact counts, joined until no bar tells of few.
fn counted(context: &Context<'_>, row: &Row, spread: &Spread) -> Vec<Bin> {
    let scale = &context.measure.scale;
    let Some(told) = told(scale, parting(row, scale), &spread.bands) else { return Vec::new() };
    context.teller().bars(row, &told, context.plan.dots.then_some(DOT))
}

/// The level bands of a small group, as ranges.
fn small(context: &Context<'_>, row: &Row, spread: &Spread) -> Vec<Bin> {
    context.teller().small_bars(row, &spread.bands, &spread.median)
}

pub(super) fn cuts(scale: &Scale) -> Vec<Cut> {
    scale.cuts.iter().map(|(score, name)| Cut { score: *score, name: name.clone() }).collect()
}

/// The cuts between the shares that are told; nothing where the shares are withheld, which bars would undo.
fn told(scale: &Scale, split: Option<usize>, bands: &[Cell]) -> Option<Vec<f64>> {
    if bands.iter().any(|band| band.number().is_none()) {
        return None;
    }
    let cuts = scale.cuts.iter().enumerate();
    Some(cuts.filter(|(at, _)| split.is_none_or(|split| split == at + 1)).map(|(_, (cut, _))| *cut).collect())
}

/// The scores of a measure as an axis needs them.
pub(super) fn score_scale(label: &str, scale: &Scale) -> ScoreScale {
    ScoreScale {
        label: label.to_owned(),
        low: scale.low,
        high: scale.high,
        step: scale.step,
        cuts: cuts(scale),
        below: scale.below.clone(),
    }
}
