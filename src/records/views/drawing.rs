//! What was drawn before a view and may not stand beside it: bars of overlapping students, and marks of the same.
//!
//! Follows from the card and from sizes of groups alone.

use super::super::admitted::Refused;
use super::super::aggregate::Folded;
use super::super::card::{Card, Kind};
use super::super::disclosure::HISTOGRAM_GROUP;
use super::Policy;
use super::part::{Part, Row};
use super::plan::Plan;

/// What was drawn before a view and may not stand beside it.
pub(super) struct Drawing<'d> {
    pub(super) plans: &'d [Plan],
    pub(super) folded: &'d Folded,
    pub(super) card: &'d Card,
    pub(super) policy: Policy,
    /// Views with bars, and the students of each.
    bars: Vec<(usize, Vec<usize>)>,
    /// Views with a mark a student, and the students of each.
    marks: Vec<(usize, Vec<usize>)>,
}

impl<'d> Drawing<'d> {
    /// Of these views, before the first is drawn.
    pub(super) fn new(plans: &'d [Plan], folded: &'d Folded, card: &'d Card, policy: Policy) -> Self {
        Self { plans, folded, card, policy, bars: Vec::new(), marks: Vec::new() }
    }

    /// Bars are exact counts, so that two distributions of overlapping groups would tell of the difference, bar by bar. The first
    /// in the order of the card is drawn; the other keeps its median and its coded levels. Gives the view in the way.
    pub(super) fn overlapped(&mut self, at: usize, parts: &[Part]) -> Option<usize> {
        // Only a group that is large enough for bars stands in the way of another; its size decides, never what became of the bars.
        let has_bars = |row: &&Row| row.is_shown && row.sample.n >= HISTOGRAM_GROUP;
        let part = parts.first()?;
        let measure = |at: usize| self.plans.get(at).and_then(|plan| plan.measures.first());
        let mut beside = None;
        for row in part.rows.iter().filter(has_bars) {
            let atoms = &row.sample.atoms;
            let is_in_the_way =
                |(of, earlier): &&(usize, Vec<usize>)| measure(*of) == measure(at) && is_overlapped(atoms, earlier);
            let earlier = self.bars.iter().find(is_in_the_way);
            beside = beside.or(earlier.map(|(of, _)| *of));
        }
        if beside.is_none() {
            self.bars.extend(part.rows.iter().filter(has_bars).map(|row| (at, row.sample.atoms.clone())));
        }
        beside
    }

    /// Whether bars are drawn of other students, some of them the same.
    pub(super) fn is_beside_bars(&self, measure: usize, atoms: &[usize]) -> bool {
        let of = |at: &usize| self.plans.get(*at).and_then(|plan| plan.measures.first()) == Some(&measure);
        self.bars.iter().any(|(at, others)| of(at) && is_overlapped(atoms, others))
    }

    /// Marks of the same students in two pictures would tell of a student by a score that both show, and marks of a part of the
    /// students would tell who is in it: a mark stands in one picture.
    pub(super) fn stands_beside(&mut self, at: usize, parts: &[Part]) -> Result<(), Refused> {
        let Some(plan) = self.plans.get(at).filter(|plan| matches!(plan.kind, Kind::Marks(_))) else { return Ok(()) };
        let mut all = Vec::new();
        for part in parts {
            for row in &part.rows {
                let shares = |(of, atoms): &(usize, Vec<usize>)| {
                    let is_same = self.plans.get(*of).is_some_and(|other| other.measures.contains(&part.measure));
                    is_same && row.sample.atoms.iter().any(|atom| atoms.contains(atom))
                };
                if let Some(other) = self.marks.iter().find(|one| shares(one)).and_then(|(of, _)| self.plans.get(*of)) {
                    return Err(Refused {
                        id: plan.id.clone(),
                        reason: format!(
                            "The marks are not shown beside those of \"{}\": a score that both show would link them.",
                            other.title
                        ),
                        instead: Some("Show it instead as kind = \"grid\" or kind = \"distribution\".".to_owned()),
                    });
                }
                all.extend(row.sample.atoms.iter().map(|atom| (part.measure, *atom)));
            }
        }
        for measure in &plan.measures {
            let atoms = all.iter().filter(|(of, _)| of == measure).map(|(_, atom)| *atom).collect();
            self.marks.push((at, atoms));
        }
        Ok(())
    }
}

/// Whether the other set has some of these atoms, both ascending, and is not the same.
fn is_overlapped(atoms: &[usize], other: &[usize]) -> bool {
    atoms != other && atoms.iter().any(|atom| other.binary_search(atom).is_ok())
}
