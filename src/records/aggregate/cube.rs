//! The cube of one measure: atoms (students of the same groups and window) and their scores.

use std::collections::{BTreeMap, HashMap};

use super::NONE;
use super::category::Dimension;
use super::scores::{Entry, Scores};

/// The atoms of one measure. Two students of an atom are the same to every view.
pub(in crate::records) struct Cube {
    atoms: Vec<Atom>,
}

struct Atom {
    /// A code a dimension.
    key: Vec<u16>,
    scores: BTreeMap<u32, u32>,
    untested: u32,
}

/// The scores of a set of atoms.
#[derive(Default)]
pub(in crate::records) struct Sample {
    /// The atoms with a tested student, ascending: what differencing works on.
    pub(in crate::records) atoms: Vec<usize>,
    /// Students a step of the scale.
    pub(in crate::records) scores: BTreeMap<u32, u32>,
    /// Students with a score.
    pub(in crate::records) n: u32,
    /// Students without one.
    pub(in crate::records) untested: u32,
}

impl Cube {
    /// Folds the rows; `skipped` rows do not count, `fold` is the dimension over which the columns of `scores` spread.
    pub(super) fn fold(dimensions: &[Dimension], scores: &Scores, skipped: &[bool], fold: Option<usize>) -> Self {
        let mut index: HashMap<Vec<u16>, usize> = HashMap::new();
        let mut atoms: Vec<Atom> = Vec::new();
        let mut key = vec![NONE; dimensions.len()];
        for (column, entries) in scores.columns.iter().enumerate() {
            for (row, entry) in entries.iter().enumerate() {
                if *entry == Entry::Outside || skipped.get(row) == Some(&true) {
                    continue;
                }
                for (slot, dimension) in key.iter_mut().zip(dimensions) {
                    *slot = dimension.code(row);
                }
                if let Some(slot) = fold.and_then(|fold| key.get_mut(fold)) {
                    *slot = u16::try_from(column).unwrap_or(NONE);
                }
                let at = index.get(&key).copied().unwrap_or_else(|| {
                    index.insert(key.clone(), atoms.len());
                    atoms.push(Atom { key: key.clone(), scores: BTreeMap::new(), untested: 0 });
                    atoms.len() - 1
                });
                if let Some(atom) = atoms.get_mut(at) {
                    match entry {
                        Entry::Score(step) => *atom.scores.entry(*step).or_default() += 1,
                        _ => atom.untested += 1,
                    }
                }
            }
        }
        // The order of the file must not show anywhere.
        atoms.sort_by(|a, b| a.key.cmp(&b.key));
        Self { atoms }
    }

    /// The students whose code in each of these dimensions is the given one.
    pub(in crate::records) fn sample(&self, filter: &[(usize, u16)]) -> Sample {
        let mut sample = Sample::default();
        for (index, atom) in self.atoms.iter().enumerate() {
            if !filter.iter().all(|(dimension, code)| atom.key.get(*dimension) == Some(code)) {
                continue;
            }
            let tested: u32 = atom.scores.values().sum();
            if tested > 0 {
                sample.atoms.push(index);
            }
            sample.n += tested;
            sample.untested += atom.untested;
            for (step, count) in &atom.scores {
                *sample.scores.entry(*step).or_default() += count;
            }
        }
        sample
    }

    /// Tested students of each atom.
    pub(in crate::records) fn sizes(&self) -> Vec<u32> {
        self.atoms.iter().map(|atom| atom.scores.values().sum()).collect()
    }

    /// The code of each atom in a dimension, nothing where it has none.
    pub(in crate::records) fn codes(&self, dimension: usize) -> Vec<Option<u16>> {
        self.atoms.iter().map(|atom| atom.key.get(dimension).copied().filter(|code| *code != NONE)).collect()
    }

    /// How many labels of a dimension have a tested student among those of `filter`.
    pub(in crate::records) fn spread(&self, dimension: usize, filter: &[(usize, u16)]) -> usize {
        let mut codes: Vec<u16> = self
            .atoms
            .iter()
            .filter(|atom| !atom.scores.is_empty())
            .filter(|atom| filter.iter().all(|(dimension, code)| atom.key.get(*dimension) == Some(code)))
            .filter_map(|atom| atom.key.get(dimension).copied())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes.len()
    }
}

impl Sample {
    /// Students at each level.
    pub(in crate::records) fn levels(&self, levels: usize, level_of: impl Fn(u32) -> usize) -> Vec<u32> {
        let mut counts = vec![0; levels];
        for (step, count) in &self.scores {
            if let Some(slot) = counts.get_mut(level_of(*step)) {
                *slot += count;
            }
        }
        counts
    }
}
