//! What is not shown, said in words: beside what, and what would show more.
//!
//! Follows from the card and from membership alone, like the decisions themselves; holds no number of students.

use super::super::admitted::Refused;
use super::super::aggregate::Folded;
use super::super::card::Unit;
use super::super::disclosure::{Candidate, Ledger, Obstacle};
use super::Policy;
use super::part::{Part, Row};
use super::plan::Plan;

/// What the words are made of.
pub(super) struct Telling<'t> {
    pub(super) plans: &'t [Plan],
    /// Position of the view among `plans`.
    pub(super) at: usize,
    pub(super) folded: &'t Folded,
    pub(super) policy: Policy,
    pub(super) unit: Unit,
}

impl Telling<'_> {
    /// One entry for each hidden row of a view. `before` is the ledger as it was when the view was decided, `after` as it is since.
    pub(super) fn rows(&self, part: &Part, before: &Ledger, after: &Ledger) -> Vec<Refused> {
        let (rows, everybody) = (part.rows.as_slice(), part.everybody.as_slice());
        let Some(plan) = self.plans.get(self.at) else { return Vec::new() };
        if rows.iter().all(|row| row.is_shown) {
            return Vec::new();
        }
        let merge = self.merge(plan, rows, everybody, before);
        let hidden = rows.iter().filter(|row| !row.is_shown);
        hidden
            .map(|row| {
                let name = if plan.by.is_some() { &row.label } else { &plan.title };
                let few = format!("fewer than {} {}", self.policy.minimum_group, self.unit.plural());
                if let Some(least) = row.needs {
                    let many = self.unit.plural();
                    let reason = format!("\"{name}\" is not shown: this picture needs {least} {many} of a group.");
                    return Refused { id: plan.id.clone(), reason, instead: Some("Show it instead by merging groups in the card.".to_owned()) };
                }
                let (reason, instead) = match after.obstacle(&row.sample.atoms, self.at) {
                    Obstacle::Size => (format!("\"{name}\" is not shown: nothing is shown of {few}."), None),
                    Obstacle::Class => {
                        let words = "nearly all of it are of one class, whose teacher could work out the others";
                        (format!("\"{name}\" is not shown: {words}."), None)
                    }
                    Obstacle::View(view) if view == self.at => (
                        format!("\"{name}\" is not shown beside the other groups of this picture: together they would tell of {few}."),
                        None,
                    ),
                    Obstacle::View(view) => {
                        let title = self.plans.get(view).map_or("", |plan| &plan.title);
                        (
                            format!("\"{name}\" is not shown beside \"{title}\": together they would tell of {few}."),
                            Some(format!("Show it instead by leaving \"{title}\" out of the card, or by asking for it later.")),
                        )
                    }
                    Obstacle::Several => (
                        format!("\"{name}\" is not shown beside the pictures before it: together they would tell of {few}."),
                        Some("Show it instead by asking for it earlier in the card.".to_owned()),
                    ),
                };
                Refused { id: plan.id.clone(), reason, instead: merge.clone().filter(|_| !row.is_total).or(instead) }
            })
            .collect()
    }

    /// Bars that do not stand beside those of another view.
    pub(super) fn bars(&self, beside: usize) -> Option<Refused> {
        let title = self.plans.get(beside).map(|plan| &plan.title)?;
        Some(Refused {
            id: self.plans.get(self.at)?.id.clone(),
            reason: format!(
                "The bars are not shown beside those of \"{title}\", which tell of some of the same {}.",
                self.unit.plural()
            ),
            instead: Some(format!(
                "Show it instead by asking for it before \"{title}\", or as levels: kind = \"levels\"."
            )),
        })
    }

    /// Which merge of the card would show more of a view: the hidden groups together, or with the smallest of the others.
    fn merge(&self, plan: &Plan, rows: &[Row], everybody: &[usize], before: &Ledger) -> Option<String> {
        let dimension =
            plan.by.and_then(|by| self.folded.dimensions.get(by)).filter(|dimension| !dimension.is_time())?;
        let mut groups: Vec<&Row> = rows.iter().filter(|row| !row.is_total && row.sample.n > 0).collect();
        groups.sort_by_key(|row| (row.is_shown, row.sample.n));
        let hidden = groups.iter().filter(|row| !row.is_shown).count();
        let told = |merged: &[&Row], others: &[&Row]| {
            let mut atoms: Vec<usize> = merged.iter().flat_map(|row| row.sample.atoms.iter().copied()).collect();
            atoms.sort_unstable();
            let rest = others.iter().map(|row| Candidate { atoms: row.sample.atoms.clone(), is_total: false });
            let totals = rows.iter().filter(|row| row.is_total);
            let totals = totals.map(|row| Candidate { atoms: row.sample.atoms.clone(), is_total: true });
            let merged = Candidate { atoms, is_total: false };
            let candidates: Vec<Candidate> = std::iter::once(merged).chain(rest).chain(totals).collect();
            let kept = before.clone().decide(&candidates, everybody, self.at);
            kept.iter().take(1 + others.len()).all(|kept| *kept)
        };
        // Two groups or more must remain, or there is nothing to compare.
        let most = groups.len().saturating_sub(1);
        let count = (hidden.max(2)..=most).take(2).find(|count| {
            let (merged, others) = groups.split_at(*count);
            told(merged, others)
        })?;
        if dimension.is_class() {
            return Some(format!("Show it instead by merging small classes of \"{}\" in the card.", dimension.label()));
        }
        let names: Vec<String> = groups.iter().take(count).map(|row| format!("\"{}\"", row.label)).collect();
        Some(format!("Show it instead by merging {} of \"{}\" in the card.", names.join(" and "), dimension.label()))
    }
}
