//! Which rows are the same student: rows that repeat, and students with a score in every window.

use std::collections::{HashMap, HashSet};

use super::super::card::{Card, Design, Measure};
use super::super::intake::Records;
use super::category::{Dimension, coded};
use super::scores::{Entry, Scores};

/// A cohort is shown only if at least this share of the largest window has a score in every window (ours).
const COHORT_SHARE: f64 = 0.9;

/// A number a row that is the same for the same student (128 bits of BLAKE3 over all identifier cells; it never leaves the
/// fold); nothing without an identifier column.
pub(super) fn students(records: &Records, card: &Card, at: &impl Fn(&str) -> Option<usize>) -> Option<Vec<u128>> {
    let columns: Vec<usize> = card.identifiers.iter().filter_map(|name| at(name)).collect();
    if columns.is_empty() {
        return None;
    }
    let mut hashers = vec![blake3::Hasher::new(); records.rows()];
    let mut is_blank = vec![true; records.rows()];
    for column in columns {
        for ((hasher, is_blank), cell) in hashers.iter_mut().zip(&mut is_blank).zip(records.column(column)) {
            hasher.update(cell.unwrap_or_default().as_bytes());
            hasher.update(&[0]);
            *is_blank &= cell.is_none();
        }
    }
    let number = |row: usize, hasher: &blake3::Hasher, is_blank: bool| {
        // Rows without any identifier are students of their own.
        if is_blank {
            return row as u128;
        }
        hasher.finalize().as_bytes().iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte))
    };
    Some(hashers.iter().zip(is_blank).enumerate().map(|(row, (hasher, blank))| number(row, hasher, blank)).collect())
}

/// Rows after the first of the same student in the same window.
pub(super) fn repeated(rows: usize, students: Option<&[u128]>, windows: &[u32]) -> Vec<bool> {
    let mut seen = HashSet::new();
    (0..rows)
        .map(|row| match students.and_then(|students| students.get(row)) {
            Some(student) => !seen.insert((*student, windows.get(row).copied().unwrap_or(0))),
            None => false,
        })
        .collect()
}

/// Whether the windows of a measure are to hold the same students.
pub(super) fn applies(card: &Card, measure: &Measure) -> bool {
    card.design == Design::Cohort && measure.fold().is_none()
}

/// Takes the students without a score in every window that is shown out of the population, if enough remain.
pub(super) fn match_windows(
    measure: &Measure,
    scores: &mut Scores,
    students: &[u128],
    dimensions: &[Dimension],
    card: &Card,
    notices: &mut Vec<String>,
) {
    let times: Vec<&Dimension> =
        dimensions.iter().filter(|time| time.is_time() && card.category(time.name()).is_some()).collect();
    let windows = coded::joint(students.len(), &times);
    let Some(entries) = scores.columns.first_mut().filter(|_| !windows.is_empty()) else { return };
    let used = used_windows(measure, &times, card, &windows);
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    let mut had: HashMap<u128, HashSet<u32>> = HashMap::new();
    for ((entry, student), window) in entries.iter().zip(students).zip(&windows) {
        if matches!(entry, Entry::Score(_)) && used.contains(window) {
            *sizes.entry(*window).or_default() += 1;
            had.entry(*student).or_default().insert(*window);
        }
    }
    if sizes.len() < 2 {
        return;
    }
    let complete: HashSet<u128> =
        had.into_iter().filter(|(_, windows)| windows.len() == sizes.len()).map(|(student, _)| student).collect();
    let largest = sizes.values().copied().max().unwrap_or(0);
    if (complete.len() as f64) < COHORT_SHARE * largest as f64 {
        notices.push(format!(
            "{}: the windows hold different students, because too few were tested in all of them; compare with care.",
            measure.label
        ));
        return;
    }
    for (entry, student) in entries.iter_mut().zip(students) {
        if !complete.contains(student) {
            *entry = Entry::Outside;
        }
    }
    notices.push(format!("{}: every window holds the same students, those tested in all windows.", measure.label));
}

/// The windows that views of the measure show: all, unless every view keeps one.
fn used_windows(measure: &Measure, times: &[&Dimension], card: &Card, windows: &[u32]) -> HashSet<u32> {
    let views: Vec<_> = card.views.iter().filter(|view| view.measure == measure.name).collect();
    let shows_all = views.is_empty()
        || views.iter().any(|view| times.iter().any(|time| !view.only.iter().any(|(name, _)| name == time.name())));
    if shows_all {
        return windows.iter().copied().collect();
    }
    let kept = |row: usize| {
        views.iter().any(|view| {
            view.only.iter().all(|(name, wanted)| {
                let time = times.iter().find(|time| time.name() == name);
                time.is_none_or(|time| time.find(&wanted.value) == Some(time.code(row)))
            })
        })
    };
    windows.iter().enumerate().filter(|(row, _)| kept(*row)).map(|(_, window)| *window).collect()
}
