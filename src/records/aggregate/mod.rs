//! Records to cubes of atoms: for each measure, how many students of each combination of groups have each score.
//!
//! Owns the fold; depends on `intake` and `card`. After it nothing refers to a row of the file any more, and every view is
//! computed from the cubes. The types hold counts below every threshold and so have no `Debug` either.

mod category;
mod cohort;
mod cube;
mod natural;
mod scores;
mod statistics;

pub(super) use category::{Dimension, Seeds};
pub(super) use cube::{Cube, Sample};
pub(super) use natural::natural;
pub(super) use statistics::{mean, median};

use crate::diagnostic::{Finding, Findings, Place};

use super::card::{Card, Measure, Source};
use super::intake::{Opened, Records};
use category::coded;

/// A missing label, and the code of "no value".
const NONE: u16 = u16::MAX;

/// Everything that the views are computed from.
pub(super) struct Folded {
    pub(super) dimensions: Vec<Dimension>,
    /// One a measure of the card, in its order.
    pub(super) cubes: Vec<Cube>,
    /// Rows that count.
    pub(super) rows: usize,
    /// Sentences for the curtain; they depend on membership only.
    pub(super) notices: Vec<String>,
}

/// Folds a file's records by a card whose columns are all in the file's header.
pub(super) fn fold(opened: &Opened, records: &Records, card: &Card, seeds: &Seeds, findings: &Findings) -> Folded {
    let at = |name: &str| opened.header().iter().position(|head| head == name);
    let mut notices = Vec::new();
    let mut dimensions = category::all(records, card, seeds, &at, findings);
    let times: Vec<&Dimension> = dimensions.iter().filter(|dimension| dimension.is_time()).collect();
    let windows = coded::joint(records.rows(), &times);
    let students = cohort::students(records, card, &at);
    let repeated = cohort::repeated(records.rows(), students.as_deref(), &windows);
    let again = repeated.iter().filter(|again| **again).count();
    if again as f64 > super::intake::SET_ASIDE_LIMIT * records.rows() as f64 {
        let message = format!("{again} of {} rows repeat a student of the same window", records.rows());
        let hint = "a row is one student (and window): give the column that tells the rows apart the role time";
        findings.add(Finding::error("repeated-students", Place::File, message).hint(hint));
    } else if again > 0 {
        notices.push(format!("{again} rows that repeat a student of the same window are set aside."));
    }
    if records.set_aside() > 0 {
        let total = records.rows() + records.set_aside();
        notices.push(format!("{} of {total} rows do not fit the header row and are set aside.", records.set_aside()));
    }
    let mut cubes = Vec::with_capacity(card.measures.len());
    for measure in &card.measures {
        let mut scores = scores::read(opened, records, measure, &at, findings, &mut notices);
        let fold = fold_dimension(&mut dimensions, measure);
        if let Some(students) = students.as_deref().filter(|_| cohort::applies(card, measure)) {
            cohort::match_windows(measure, &mut scores, students, &dimensions, card, &mut notices);
        }
        cubes.push(Cube::fold(&dimensions, &scores, &repeated, fold));
    }
    Folded { dimensions, cubes, rows: records.rows() - again, notices }
}

/// The dimension over which a folded measure's columns spread.
fn fold_dimension(dimensions: &mut Vec<Dimension>, measure: &Measure) -> Option<usize> {
    let Source::Fold { by, by_label, columns } = &measure.source else { return None };
    dimensions.push(Dimension::of_fold(by, by_label, columns.iter().map(|(column, label)| (&*column.value, &**label))));
    Some(dimensions.len() - 1)
}
