//! Records to cubes of atoms: for each measure, how many students of each combination of groups have each score.
//!
//! Owns the fold; depends on `intake`, `card` and `roster`. The records pass once, batch by batch: [`part`] turns texts into numbers
//! on all processors, [`gathered`] counts them in the order of the file, and what was counted becomes labels and cubes when the
//! last row has passed. Memory follows the number of combinations of groups, not of rows; with an identifier column there is a
//! number for each student beside it, and for a cohort, or for files that are joined, a few bytes for each row (see [`cohort`] and
//! [`together`]). After the fold nothing refers to
//! a row of the file any more, and every view is computed from the cubes. The types hold counts below every threshold and so
//! have no `Debug` either.

mod atoms;
mod category;
mod cohort;
mod combinations;
mod cube;
mod dictionary;
mod gathered;
mod joined;
mod natural;
mod part;
mod scores;
mod statistics;
mod tally;
mod together;

pub(super) use category::{Dimension, Seeds};
pub(super) use cube::{Cube, Sample};
pub(super) use joined::{Join, Joined, Place};
pub(super) use natural::natural;
pub(super) use statistics::{at_rank, mean};
pub(super) use together::{Given, Outcome, fold_together};

use std::collections::BTreeSet;

use crate::diagnostic::{Finding, Findings, Place as Where, Report};
use crate::text;

use super::card::{Card, Measure, Source};
use super::intake::{Opened, Rows, SET_ASIDE_LIMIT, Watch};
use super::roster::Builder;
use cohort::{Kept, Matching};
use gathered::Gathered;
use joined::Lines;
use part::Columns;
use scores::Found;
use tally::Tally;

/// A missing label, and the code of "no value".
const NONE: u16 = u16::MAX;

/// Everything that the views are computed from.
pub(super) struct Folded {
    pub(super) dimensions: Vec<Dimension>,
    /// One a measure of the card, in its order.
    pub(super) cubes: Vec<Cube>,
    /// For each measure whether students were left out who lack a score elsewhere.
    pub(super) narrowed: Vec<bool>,
    /// One a join that was asked for, in its order.
    pub(super) joined: Vec<Joined>,
    /// Rows that count.
    pub(super) rows: usize,
    /// Sentences for the curtain; they depend on membership only.
    pub(super) notices: Vec<String>,
}

/// Folds a file's records by a card whose columns are all in the file's header. The `roster` learns the identifiers. `joins` tells,
/// from the dimensions, which scores of a student belong together.
///
/// # Errors
/// When the file cannot be read. What is wrong with its cells becomes `findings`.
pub(super) fn fold(
    opened: &Opened,
    card: &Card,
    seeds: &Seeds,
    roster: &mut Builder,
    watch: &mut Watch<'_>,
    joins: &dyn Fn(&[Dimension]) -> Vec<Join>,
    findings: &Findings,
) -> Result<Folded, Report> {
    let columns = Columns::of(opened, card);
    let mut gathered = Gathered::new(card, &columns, roster, Kept::is_needed(card));
    let mut rows = opened.read(&columns.wanted(), &columns, &mut gathered, watch)?;
    let mut settled = settle(&mut gathered, &columns, card, seeds);
    if columns.has_identifier() && !gathered.keeps() && gathered.atoms.windows_met(&settled.codes) {
        // Rare windows were pooled into one, in which a student may have rows that did not seem to repeat.
        gathered.keep();
        watch.hasher = None;
        rows = opened.read(&columns.wanted(), &columns, &mut gathered, watch)?;
        settled = settle(&mut gathered, &columns, card, seeds);
    }
    settled.findings.into_iter().for_each(|finding| findings.add(finding));
    let keys = gathered.atoms.settled(&settled.codes);
    let windows = cohort::windows(&settled.dimensions, &keys, &[]);
    let repeated = gathered.kept.repeated(&windows);
    let again = gathered.again + repeated.iter().filter(|again| **again).count();
    let told = Told { card, columns: &columns, rows: &rows, found: &gathered.found, again };
    let notices = told.notices(findings);
    let tallies = (!gathered.keeps()).then_some(gathered.tallies.as_slice());
    let columns = columns.of_measures(card.measures.len());
    let counted = Counted { card, columns, kept: &gathered.kept, tallies, keys, windows, repeated };
    Ok(counted.fold(settled.dimensions, joins, rows.rows() - again, notices))
}

/// Labels of the categories.
struct Settled {
    dimensions: Vec<Dimension>,
    /// For each category, what takes the place of a code.
    codes: Vec<Vec<u16>>,
    findings: Vec<Finding>,
}

fn settle(gathered: &mut Gathered<'_>, columns: &Columns<'_>, card: &Card, seeds: &Seeds) -> Settled {
    let findings = Findings::default();
    let labels = std::mem::take(&mut gathered.codes);
    let places: Vec<_> = columns.categories().iter().map(|column| (*column, &findings)).collect();
    let (dimensions, codes) = category::settle(labels, &gathered.atoms, card, &places, seeds, 1);
    drop(places);
    Settled { dimensions, codes, findings: findings.into_sorted() }
}

/// Rows of a file, or of several whose students are matched, when the last one has passed.
struct Counted<'f> {
    card: &'f Card,
    /// The columns of scores of each measure.
    columns: Vec<Vec<usize>>,
    kept: &'f Kept,
    /// Counts of each column of scores, where rows are not kept.
    tallies: Option<&'f [Tally]>,
    /// The key and the window of each atom.
    keys: Vec<Vec<u16>>,
    windows: Vec<u32>,
    /// Rows that repeat a student of the same window.
    repeated: Vec<bool>,
}

impl Counted<'_> {
    fn fold(
        &self,
        mut dimensions: Vec<Dimension>,
        joins: &dyn Fn(&[Dimension]) -> Vec<Join>,
        rows: usize,
        mut notices: Vec<String>,
    ) -> Folded {
        let categories = dimensions.len();
        notices.extend(dimensions.iter().filter_map(Dimension::advice));
        let measures = || self.card.measures.iter().zip(&self.columns);
        let folds: Vec<_> = measures().map(|(measure, _)| fold_dimension(&mut dimensions, measure)).collect();
        let at_home = dimensions.get(..categories).unwrap_or_default();
        let columns_of = |measure: usize| self.columns.get(measure).cloned().unwrap_or_default();
        let mut lines = Lines::new(self.kept, &self.repeated, &self.keys, columns_of);
        lines.fill_blanks(self.card);
        let mut same = Vec::new();
        for (at, (measure, columns)) in measures().enumerate() {
            if self.tallies.is_some() || !cohort::applies(measure) {
                continue;
            }
            for column in columns {
                let rows = Matching {
                    kept: self.kept,
                    scores: lines.scores(*column),
                    repeated: &self.repeated,
                    dimensions: at_home,
                    keys: &self.keys,
                    windows: &self.windows,
                };
                let matched = cohort::matched(measure, &rows, self.card, &mut notices);
                same.extend(matched.is_some().then_some(at));
                lines.leave_out(*column, matched);
            }
        }
        let joins = joins(&dimensions);
        let joined = lines.join(&joins, categories);
        let matched = joins.iter().zip(&joined).filter(|(_, joined)| joined.is_matched).map(|(join, _)| join);
        self.tell_population(&same, &matched.collect::<Vec<_>>(), &mut notices);
        let mut cubes = Vec::with_capacity(self.card.measures.len());
        for ((measure, columns), fold) in measures().zip(folds) {
            let mut counted = Vec::new();
            let mut keyed = Vec::new();
            for (position, column) in columns.iter().enumerate() {
                let before = keyed.len();
                keyed.extend(self.keys.iter().map(|key| {
                    let mut key = key.clone();
                    key.resize(dimensions.len(), NONE);
                    if let Some(slot) = fold.and_then(|fold| key.get_mut(fold)) {
                        *slot = u16::try_from(position).unwrap_or(NONE);
                    }
                    key
                }));
                let mut add = |tally: &Tally| {
                    counted.extend(tally.counts().map(|(atom, step, count)| (before + atom as usize, step, count)));
                };
                match self.tallies {
                    Some(tallies) => tallies.get(*column).into_iter().for_each(add),
                    None => add(&lines.tally(*column, measure.scale.steps())),
                }
            }
            cubes.push(Cube::new(&keyed, counted));
        }
        let is_narrowed = |columns: &Vec<usize>| columns.iter().any(|column| lines.is_narrowed(*column));
        let narrowed = self.columns.iter().map(is_narrowed).collect();
        Folded { dimensions, cubes, narrowed, joined, rows, notices }
    }

    /// Of whom the pictures are: of measures whose windows hold the `same` students, and of those that are told together.
    fn tell_population(&self, same: &[usize], joins: &[&Join], notices: &mut Vec<String>) {
        let label = |measure: usize| self.card.measures.get(measure).map_or("", |measure| &measure.label);
        // The measures that are told together with one, without it.
        let beside = |measure: usize| -> Vec<&str> {
            let joins = joins.iter().filter(|join| join.places.iter().any(|place| place.measure == measure));
            let others: BTreeSet<usize> = joins.flat_map(|join| &join.places).map(|place| place.measure).collect();
            others.into_iter().filter(|other| *other != measure).map(label).collect()
        };
        for measure in same {
            let others = beside(*measure);
            let also = if others.is_empty() {
                String::new()
            } else {
                format!(" and with a score in {}", others.join(" and "))
            };
            notices.push(format!(
                "{}: every window holds the same students, those tested in all windows{also}.",
                label(*measure)
            ));
        }
        for join in joins {
            let measures: BTreeSet<usize> = join.places.iter().map(|place| place.measure).collect();
            if measures.len() > 1 && !measures.iter().any(|measure| same.contains(measure)) {
                let names: Vec<&str> = measures.into_iter().map(label).collect();
                notices
                    .push(format!("{}: told of the same students, those with a score in each.", names.join(" and ")));
            }
        }
    }
}

/// What is told of the rows of one source: those that do not count, and cells that do not fit.
struct Told<'t> {
    card: &'t Card,
    columns: &'t Columns<'t>,
    rows: &'t Rows,
    found: &'t [Found],
    /// Rows that repeat a student of the same window.
    again: usize,
}

impl Told<'_> {
    fn notices(&self, findings: &Findings) -> Vec<String> {
        let mut notices = Vec::new();
        self.tell_left_out(findings, &mut notices);
        for (measure, columns) in self.card.measures.iter().zip(self.columns.of_measures(self.card.measures.len())) {
            self.tell_unfit(measure, &columns, findings, &mut notices);
        }
        notices
    }

    /// Rows that do not count.
    fn tell_left_out(&self, findings: &Findings, notices: &mut Vec<String>) {
        let (rows, again) = (self.rows.rows(), self.again);
        if again as f64 > SET_ASIDE_LIMIT * rows as f64 {
            let message = format!("{again} of {rows} rows repeat a student of the same window");
            let hint = "a row is one student (and window): give the column that tells the rows apart the role time";
            findings.add(Finding::error("repeated-students", Where::File, message).hint(hint));
        } else if again > 0 {
            notices.push(format!("{again} rows that repeat a student of the same window are set aside."));
        }
        let aside = self.rows.set_aside();
        if aside > 0 {
            let (aside, total) = (text::thousands(aside), text::thousands(rows + aside));
            notices.push(format!("{aside} of {total} rows set aside: they do not fit the table."));
        }
        match self.rows.below() {
            0 => {}
            1 => notices.push("1 row below the table, a total or a note, is left out.".to_owned()),
            below => notices.push(format!("{below} rows below the table, totals or notes, are left out.")),
        }
    }

    /// Cells of a measure that do not fit its scale.
    fn tell_unfit(&self, measure: &Measure, columns: &[usize], findings: &Findings, notices: &mut Vec<String>) {
        let mut unfit = 0;
        for column in columns {
            let found = self.found.get(*column);
            let at = self.columns.scores().nth(*column).map(|(_, at)| at);
            if let Some((found, at)) = found.zip(at) {
                found.refuse(at, self.rows, findings);
                unfit += found.unfit();
            }
        }
        if unfit > 0 {
            notices.push(format!("{}: {unfit} cells do not fit the data card and count as not tested.", measure.label));
        }
    }
}

/// The dimension over which a folded measure's columns spread.
fn fold_dimension(dimensions: &mut Vec<Dimension>, measure: &Measure) -> Option<usize> {
    let Source::Fold { by, by_label, columns } = &measure.source else { return None };
    dimensions.push(Dimension::of_fold(by, by_label, columns.iter().map(|(column, label)| (&*column.value, &**label))));
    Some(dimensions.len() - 1)
}

sealed!(
    cohort::Kept,
    category::Codes,
    Folded,
    Cube,
    Sample,
    joined::PairCube,
    part::Part,
    tally::Tally,
    dictionary::Dictionary
);

#[cfg(test)]
mod tests;
