//! The cube of one measure: atoms (students of the same groups and window) and their scores.

use std::collections::BTreeMap;

use super::NONE;
use super::scores::UNTESTED;

/// The atoms of one measure. Two students of an atom are the same to every view.
pub(in crate::records) struct Cube {
    /// In the order of their keys: the order of the file must not show anywhere.
    atoms: Vec<Atom>,
}

struct Atom {
    /// A code a dimension.
    key: Vec<u16>,
    /// Step and students, ascending.
    scores: Vec<(u32, u32)>,
    /// Students with a score.
    tested: u32,
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
    /// The cube of counted rows: where their key is in `keys`, their step or [`UNTESTED`], and how many. Keys may be equal.
    pub(super) fn new(keys: &[Vec<u16>], counted: impl IntoIterator<Item = (usize, u32, u32)>) -> Self {
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|at| keys.get(*at));
        let mut ranks = vec![0; keys.len()];
        let (mut rank, mut before) = (0, None);
        for at in order {
            let key = keys.get(at);
            rank += usize::from(before.is_some_and(|before| before != key));
            before = Some(key);
            if let Some(slot) = ranks.get_mut(at) {
                *slot = rank;
            }
        }
        let rank = |at: usize| ranks.get(at).copied().unwrap_or_default();
        let mut counted: Vec<(usize, u32, usize, u32)> =
            counted.into_iter().map(|(at, step, count)| (rank(at), step, at, count)).collect();
        counted.sort_unstable();
        let mut atoms: Vec<Atom> = Vec::new();
        let mut last = None;
        for (rank, step, at, count) in counted {
            if last.replace(rank) != Some(rank) {
                let key = keys.get(at).cloned().unwrap_or_default();
                atoms.push(Atom { key, scores: Vec::new(), tested: 0, untested: 0 });
            }
            let Some(atom) = atoms.last_mut() else { continue };
            if step == UNTESTED {
                atom.untested += count;
                continue;
            }
            atom.tested += count;
            match atom.scores.last_mut().filter(|(last, _)| *last == step) {
                Some((_, students)) => *students += count,
                None => atom.scores.push((step, count)),
            }
        }
        Self { atoms }
    }

    fn matching(&self, filter: &[(usize, u16)]) -> impl Iterator<Item = (usize, &Atom)> {
        let fits = |atom: &Atom| filter.iter().all(|(dimension, code)| atom.key.get(*dimension) == Some(code));
        self.atoms.iter().enumerate().filter(move |(_, atom)| fits(atom))
    }

    /// The atom with these codes in the dimensions of the file, and this one in that of a fold.
    pub(in crate::records) fn find(&self, codes: &[u16], fold: Option<(usize, u16)>) -> Option<usize> {
        let code = |dimension: usize| match fold {
            Some((of, code)) if of == dimension => code,
            _ => codes.get(dimension).copied().unwrap_or(NONE),
        };
        let order = |atom: &Atom| atom.key.iter().copied().cmp((0..atom.key.len()).map(code));
        self.atoms.binary_search_by(order).ok()
    }

    /// The students whose code in each of these dimensions is the given one.
    pub(in crate::records) fn sample(&self, filter: &[(usize, u16)]) -> Sample {
        let mut sample = Sample::default();
        let mut scores = Vec::new();
        for (index, atom) in self.matching(filter) {
            if atom.tested > 0 {
                sample.atoms.push(index);
            }
            sample.n += atom.tested;
            sample.untested += atom.untested;
            scores.extend_from_slice(&atom.scores);
        }
        scores.sort_unstable_by_key(|(step, _)| *step);
        // A map is made at once from pairs in order; a step of several atoms is one pair.
        scores.dedup_by(|(later, more), (step, students)| {
            let is_same = later == step;
            *students += if is_same { *more } else { 0 };
            is_same
        });
        sample.scores = scores.into_iter().collect();
        sample
    }

    /// The whole of it: key, scores and untested students of each atom.
    #[cfg(test)]
    pub(super) fn told(&self) -> String {
        let told = |atom: &Atom| format!("{:?} {:?} {}\n", atom.key, atom.scores, atom.untested);
        self.atoms.iter().map(told).collect()
    }

    /// Tested students of each atom.
    pub(in crate::records) fn sizes(&self) -> Vec<u32> {
        self.atoms.iter().map(|atom| atom.tested).collect()
    }

    /// Students a step of the scale, in each atom.
    pub(in crate::records) fn scores(&self) -> impl Iterator<Item = &[(u32, u32)]> {
        self.atoms.iter().map(|atom| &*atom.scores)
    }

    /// The code of each atom in a dimension, nothing where it has none.
    pub(in crate::records) fn codes(&self, dimension: usize) -> Vec<Option<u16>> {
        self.atoms.iter().map(|atom| atom.key.get(dimension).copied().filter(|code| *code != NONE)).collect()
    }

    /// How many labels of a dimension have a tested student among those of `filter`.
    pub(in crate::records) fn spread(&self, dimension: usize, filter: &[(usize, u16)]) -> usize {
        let tested = self.matching(filter).filter(|(_, atom)| atom.tested > 0);
        let mut codes: Vec<u16> = tested.filter_map(|(_, atom)| atom.key.get(dimension).copied()).collect();
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
