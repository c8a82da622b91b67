//! Views from cubes: each request planned, decided by the ledger of its measure, and built as admitted values.
//!
//! Owns titles, subtitles and notes. Titles, frames and which rows are hidden follow from the card and from membership;
//! bodies, subtitles and notes are for after the reveal.

mod defaults;
mod distribution;
mod levels;
mod plan;
mod refusal;
mod table;
mod teller;

use std::collections::BTreeSet;

use crate::diagnostic::Findings;

use super::admitted::{Audience, Refused, View};
use super::aggregate::{Folded, Sample};
use super::card::{Card, Kind, Measure, Unit};
use super::disclosure::{Atoms, Candidate, HISTOGRAM_GROUP, Ledger, Scores, Told, Unit as Withheld, withheld};
use plan::Plan;
use refusal::Telling;
use teller::Teller;

/// What holds for all views of an admission.
#[derive(Clone, Copy)]
pub(super) struct Policy {
    pub(super) audience: Audience,
    pub(super) minimum_group: u32,
}

/// The views of one source, and whether a row of them is hidden.
pub(super) struct Prepared {
    pub(super) views: Vec<View>,
    pub(super) refused: Vec<Refused>,
    pub(super) has_hidden: bool,
}

/// Prepares every view that the card asks for, or good ones when it asks for none.
pub(super) fn prepare(card: &Card, folded: &Folded, policy: Policy, findings: &Findings) -> Prepared {
    let plans: Vec<Plan> = if card.views.is_empty() {
        defaults::plans(card, folded)
    } else {
        card.views.iter().filter_map(|request| plan::resolve(request, card, folded, findings)).collect()
    };
    let mut prepared = Prepared { views: Vec::new(), refused: Vec::new(), has_hidden: false };
    if findings.has_errors() {
        return prepared;
    }
    let mut asked: Vec<Asked> = plans.iter().map(|plan| Asked::of(plan, folded, card.unit)).collect();
    let mut ledgers: Vec<Ledger> = Vec::with_capacity(folded.cubes.len());
    let mut atoms: Vec<Atoms> = Vec::with_capacity(folded.cubes.len());
    for (measure, cube) in folded.cubes.iter().enumerate() {
        let of_measure = || plans.iter().zip(&asked).filter(|(plan, _)| plan.measure == measure);
        let classes = folded.dimensions.iter().enumerate().filter(|(_, dimension)| dimension.is_class());
        let classes: Vec<Vec<Option<u16>>> = classes.map(|(at, _)| cube.codes(at)).collect();
        let of_cube = Atoms::new(&cube.sizes(), &classes, of_measure().flat_map(|(_, asked)| asked.sets()));
        for (_, asked) in plans.iter().zip(&mut asked).filter(|(plan, _)| plan.measure == measure) {
            asked.refine(&of_cube);
        }
        ledgers.push(Ledger::new(&of_cube, policy.minimum_group));
        atoms.push(of_cube);
    }
    let mut drawn: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut decided = Vec::with_capacity(plans.len());
    for (at, (plan, asked)) in plans.iter().zip(asked).enumerate() {
        let Some(ledger) = ledgers.get_mut(plan.measure) else { continue };
        let telling = Telling { plans: &plans, at, folded, policy, unit: card.unit };
        let before = ledger.clone();
        let everybody = asked.everybody.clone();
        let rows = asked.decide(at, ledger);
        prepared.has_hidden |= rows.iter().any(|row| !row.is_shown);
        prepared.refused.extend(telling.rows(&rows, &everybody, &before, ledger));
        let beside = if plan.kind == Kind::Distribution { overlapped(&plans, at, &rows, &mut drawn) } else { None };
        prepared.refused.extend(beside.and_then(|beside| telling.bars(beside)));
        decided.push(Decided { plan, rows, stands_alone: beside.is_none() });
    }
    prepared.views = views(card, folded, &atoms, policy, &decided);
    prepared
}

/// Builds all views, audits what those of each measure tell together, and builds them again without what must be withheld.
fn views(card: &Card, folded: &Folded, atoms: &[Atoms], policy: Policy, decided: &[Decided<'_>]) -> Vec<View> {
    let mut hidden: Vec<BTreeSet<Withheld>> = vec![BTreeSet::new(); card.measures.len()];
    let (views, told) = built(card, policy, decided, &hidden);
    for ((((measure, cube), atoms), told), hidden) in
        card.measures.iter().zip(&folded.cubes).zip(atoms).zip(&told).zip(&mut hidden)
    {
        let mut scores = vec![Scores::new(); atoms.sizes().len()];
        for (cell, atom) in cube.scores().zip(atoms.of()) {
            let Some(of_atom) = atom.and_then(|atom| scores.get_mut(atom)) else { continue };
            for (step, count) in cell {
                *of_atom.entry(*step).or_default() += count;
            }
        }
        let nothing = BTreeSet::new();
        let teller = Teller::new(&measure.scale, &nothing);
        let levels = (0..measure.scale.levels().len()).map(|level| teller.steps(level..level + 1));
        *hidden = withheld(&scores, told, &levels.collect::<Vec<_>>(), policy.minimum_group);
    }
    if hidden.iter().all(BTreeSet::is_empty) { views } else { built(card, policy, decided, &hidden).0 }
}

/// The views, and for each measure what they tell.
fn built(
    card: &Card,
    policy: Policy,
    decided: &[Decided<'_>],
    hidden: &[BTreeSet<Withheld>],
) -> (Vec<View>, Vec<Vec<Told>>) {
    let mut views = Vec::with_capacity(decided.len());
    let mut told = vec![Vec::new(); card.measures.len()];
    for Decided { plan, rows, stands_alone } in decided {
        let Some((measure, hidden)) = card.measures.get(plan.measure).zip(hidden.get(plan.measure)) else { continue };
        let teller = Teller::new(&measure.scale, hidden);
        let context = Context { plan, card, measure, policy, stands_alone: *stands_alone, teller: &teller };
        views.push(match plan.kind {
            Kind::Levels => levels::build(&context, rows),
            Kind::Distribution => distribution::build(&context, rows),
            Kind::Table => table::build(&context, rows),
        });
        if let Some(of_measure) = told.get_mut(plan.measure) {
            of_measure.extend(teller.told());
        }
    }
    (views, told)
}

/// A view with what was decided about its sets.
struct Decided<'p> {
    plan: &'p Plan,
    rows: Vec<Row>,
    stands_alone: bool,
}

/// What building a view may look at, beside its rows.
struct Context<'v> {
    plan: &'v Plan,
    card: &'v Card,
    measure: &'v Measure,
    policy: Policy,
    /// For a distribution: no earlier one of the measure tells of some, but not all, of the same students.
    stands_alone: bool,
    /// Makes cells of numbers.
    teller: &'v Teller<'v>,
}

/// A set of students of a view and what was decided about it.
struct Row {
    label: String,
    sample: Sample,
    /// Everybody of the view, beside its groups.
    is_total: bool,
    is_shown: bool,
}

/// Bars are exact counts, so that two distributions of overlapping groups would tell of the difference, bar by bar. The first
/// in the order of the card is drawn; the other keeps its median and its coded levels. Gives the view in the way.
fn overlapped(plans: &[Plan], at: usize, rows: &[Row], drawn: &mut Vec<(usize, Vec<usize>)>) -> Option<usize> {
    // Only a group that is large enough for bars stands in the way of another; its size decides, never what became of the bars.
    let has_bars = |row: &&Row| row.is_shown && row.sample.n >= HISTOGRAM_GROUP;
    let atoms = &rows.first().filter(has_bars)?.sample.atoms;
    let measure = |at: usize| plans.get(at).map(|plan| plan.measure);
    let overlaps =
        |earlier: &Vec<usize>| earlier != atoms && atoms.iter().any(|atom| earlier.binary_search(atom).is_ok());
    let earlier = drawn.iter().find(|(of, earlier)| measure(*of) == measure(at) && overlaps(earlier));
    let beside = earlier.map(|(of, _)| *of);
    if beside.is_none() {
        drawn.push((at, atoms.clone()));
    }
    beside
}

/// The sets of students that a view is about, before anything is decided.
struct Asked {
    /// Whole picture: all rows, and those who are in none.
    everybody: Vec<usize>,
    rows: Vec<Row>,
}

impl Asked {
    fn of(plan: &Plan, folded: &Folded, unit: Unit) -> Self {
        let Some(cube) = folded.cubes.get(plan.measure) else {
            return Self { everybody: Vec::new(), rows: Vec::new() };
        };
        let row = |label: String, sample: Sample, is_total| Row { label, sample, is_total, is_shown: false };
        let everybody = cube.sample(&plan.filter);
        let cells = everybody.atoms.clone();
        let all = |is_total| row(format!("All {}", unit.plural()), everybody, is_total);
        let mut rows = Vec::new();
        if let Some((by, dimension)) = plan.by.and_then(|by| Some((by, folded.dimensions.get(by)?))) {
            for (code, label) in (0_u16..).zip(dimension.labels()) {
                let mut filter = plan.filter.clone();
                filter.push((by, code));
                let sample = cube.sample(&filter);
                if sample.n + sample.untested > 0 {
                    rows.push(row(label.clone(), sample, false));
                }
            }
            if plan.total {
                rows.push(all(true));
            }
        } else {
            rows.push(all(false));
        }
        Self { everybody: cells, rows }
    }

    fn sets(&self) -> impl Iterator<Item = &[usize]> {
        std::iter::once(&*self.everybody).chain(self.rows.iter().map(|row| &*row.sample.atoms))
    }

    /// From cells of the cube to atoms.
    fn refine(&mut self, atoms: &Atoms) {
        self.everybody = atoms.set(&self.everybody);
        for row in &mut self.rows {
            row.sample.atoms = atoms.set(&row.sample.atoms);
        }
    }

    fn decide(self, view: usize, ledger: &mut Ledger) -> Vec<Row> {
        let candidate = |row: &Row| Candidate { atoms: row.sample.atoms.clone(), is_total: row.is_total };
        let candidates: Vec<Candidate> = self.rows.iter().map(candidate).collect();
        let decided = ledger.decide(&candidates, &self.everybody, view);
        self.rows.into_iter().zip(decided).map(|(row, is_shown)| Row { is_shown, ..row }).collect()
    }
}

/// What a row is where the view has a single one, of everybody.
pub(super) const NO_GROUPING: &str = "Group";

/// The note under every picture in which something is withheld.
const WITHHELD: &str = "* is withheld for privacy.";

impl Context<'_> {
    fn title(&self) -> String {
        self.plan.title.clone()
    }

    /// How many students, and whether some are missing; says nothing of what is hidden.
    fn subtitle(&self, rows: &[Row]) -> String {
        let shown = || rows.iter().filter(|row| row.is_shown);
        let mut parts = Vec::new();
        let is_whole = rows.iter().all(|row| row.is_shown) && !self.plan.by_time && !self.plan.total;
        if is_whole {
            let n: u32 = shown().map(|row| row.sample.n).sum();
            parts.push(format!("{n} {}", self.card.unit.plural()));
        }
        let untested: u32 = shown().map(|row| row.sample.untested).sum();
        let what = if self.card.unit == Unit::Adult { "without an answer" } else { "not tested" };
        match untested {
            0 => {}
            // Standard wording for few; an exact number only where it tells of at least five (DESIGN 8).
            5.. if is_whole => parts.push(format!("{untested} {what}")),
            _ => parts.push(format!("some {what}")),
        }
        parts.join(", ")
    }

    fn view(&self, frame: super::Frame, body: super::Body, rows: &[Row], notes: Vec<String>) -> View {
        View {
            id: self.plan.id.clone(),
            slot: self.plan.slot.clone(),
            measure: self.measure.label.clone(),
            title: self.title(),
            subtitle: self.subtitle(rows),
            frame,
            body,
            notes,
        }
    }
}
