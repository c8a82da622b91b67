//! Two windows of the same students: where a group stood and stands, and how many grew.
//!
//! Shares of those who grew tie the scores of one window to those of the other. They are part of the audit
//! (`disclosure/audit/links.rs`) as long as no third score is tied to these: they are told of one pair of windows of a measure, the
//! first in the order of the card, and of none that stands in a picture of two measures. That follows from the card alone.

use std::collections::BTreeMap;

use super::super::admitted::{Body, Cell, ChangeRow, Frame, View};
use super::super::aggregate::{Dimension, Folded};
use super::super::card::{Kind, Scale};
use super::super::disclosure::{Atoms, Joint, Paired, became};
use super::over_time::{Quantity, lines};
use super::plan::Plan;
use super::teller::{Teller, count};
use super::{Context, Decided, Part, WITHHELD};

/// Shares of students who grew are told of scores with so many steps or more: of fewer, such as two levels, they would fill in the
/// table of both windows, and the shares of the levels beside them would leave single students (ours; `admit/pairs.rs`).
const FINE: u32 = 10;

/// Whether a picture of change may tell who grew, beside those that are drawn before it and the grids of the card.
pub(super) fn may_tell(at: usize, drawn: &[&Plan], dimensions: &[Dimension], scale: &Scale) -> bool {
    let Some(plan) = drawn.get(at) else { return false };
    let Some(measure) = plan.measures.first() else { return false };
    let time = |plan: &Plan| -> Vec<(usize, u16)> {
        let is_time = |at: &usize| dimensions.get(*at).is_some_and(Dimension::is_time);
        plan.filter.iter().copied().filter(|(at, _)| is_time(at)).collect()
    };
    let of_measure = |other: &&&Plan| other.measures.contains(measure);
    let is_tied = |other: &&Plan| other.kind.takes_two() && other.measures.len() > 1;
    let is_other = |other: &&Plan| other.kind == Kind::Change && (&other.over, time(other)) != (&plan.over, time(plan));
    plan.kind == Kind::Change
        && scale.steps() >= FINE
        && !drawn.iter().filter(of_measure).any(is_tied)
        && !drawn.iter().take(at).filter(of_measure).any(is_other)
}

/// Who of a measure has which two scores, as far as the pictures of change tell of it.
pub(super) fn paired(measure: usize, scale: &Scale, folded: &Folded, atoms: &Atoms, decided: &[Decided<'_>]) -> Paired {
    let mut telling =
        decided.iter().filter(|decided| decided.tells_change && decided.plan.measures.first() == Some(&measure));
    let joined = telling.next().and_then(|decided| Some((decided.plan, folded.joined.get(decided.plan.join?)?)));
    let Some(((plan, joined), cube)) = joined.zip(folded.cubes.get(measure)) else { return Paired::default() };
    let fold = plan.folds.iter().find(|(of, _)| *of == measure).map(|(_, fold)| *fold);
    let mut joints: BTreeMap<[usize; 2], BTreeMap<(u32, u32), u32>> = BTreeMap::new();
    for (standing, pairs) in joined.pairs.each() {
        let [first, last] = standing.map(|(codes, column)| {
            let cell = cube.find(codes, fold.zip(u16::try_from(column).ok()))?;
            atoms.of().get(cell).copied().flatten()
        });
        let Some((first, last)) = first.zip(last) else { continue };
        let joint = joints.entry([first, last]).or_default();
        for (pair, students) in pairs {
            *joint.entry(*pair).or_default() += students;
        }
    }
    let joints = joints.into_iter().map(|(atoms, pairs)| Joint { atoms, pairs }).collect();
    Paired { joints, within: within(scale) }
}

/// Steps that count as the same: a change within one standard error of measurement is none worth a word (ours).
fn within(scale: &Scale) -> u32 {
    count(scale.error.unwrap_or(0.0) / scale.step + 0.01)
}

pub(super) fn build(context: &Context<'_>, part: &Part) -> View {
    let scale = &context.measure.scale;
    let quantity = Quantity::of(context);
    let lines = lines(context, part);
    let within = within(scale);
    let mut body = Vec::with_capacity(lines.len());
    for (_, rows) in &lines {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
        let is_shown = rows.iter().all(|row| row.is_shown);
        let moved = if context.tells_change {
            context.teller().moved(first, last, moved(&context.pairs(last), within))
        } else {
            vec![Cell::Hidden; 3]
        };
        body.push(ChangeRow {
            n: if is_shown { Teller::size(last.sample.n) } else { Cell::Hidden },
            from: quantity.cell(context, first),
            to: quantity.cell(context, last),
            moved,
        });
    }
    let mut notes: Vec<String> = quantity.note(scale).into_iter().collect();
    if body.iter().any(|row| row.moved.len() == 2) {
        notes.push("Of a small group only the share that grew is told.".to_owned());
    }
    let cells =
        |row: &ChangeRow| [&row.from, &row.to].into_iter().chain(&row.moved).any(|cell| cell.number().is_none());
    if body.iter().any(cells) {
        notes.push(WITHHELD.to_owned());
    }
    let windows = context.plan.over_windows.clone();
    let frame = Frame::Change {
        quantity: quantity.column,
        cuts: quantity.cuts,
        windows: [windows.first().cloned().unwrap_or_default(), windows.last().cloned().unwrap_or_default()],
        same_within: scale.error.unwrap_or(0.0),
        row_label: context.plan.by_label.clone(),
        rows: lines.into_iter().map(|(label, _)| label).collect(),
    };
    context.view(frame, Body::Change(body), part, notes)
}

/// Students who fell, stayed and grew.
fn moved(pairs: &BTreeMap<(u32, u32), u32>, within: u32) -> [u32; 3] {
    let mut moved = [0; 3];
    for ((before, after), count) in pairs {
        if let Some(slot) = moved.get_mut(became(*before, *after, within)) {
            *slot += count;
        }
    }
    moved
}
