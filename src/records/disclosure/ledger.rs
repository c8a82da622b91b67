//! Which sets of students may be shown, so that no small set can be worked out from those shown.
//!
//! One ledger a measure, over all views of an admission. Every shown number counts as an exact linear release of its set
//! (PRIVACY 4.5), which is stricter than the coded texts. Decisions see sizes of sets only, never a score, and later views
//! only add to what is shown, so that a set is shown in all views or in none after it was refused.

use std::collections::BTreeSet;

/// The field in which sets are combined: integers modulo the Mersenne prime 2^61 - 1. A relation between sets that holds in
/// rational numbers holds here too, unless the prime divides one of its denominators.
const PRIME: u64 = (1 << 61) - 1;

/// A set that a view would show.
pub(in crate::records) struct Candidate {
    /// Atoms, ascending.
    pub(in crate::records) atoms: Vec<usize>,
    /// Everybody of the view: given up first, because a total is missed less than a group.
    pub(in crate::records) is_total: bool,
}

/// Why a set is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::records) enum Obstacle {
    /// It is too small.
    Size,
    /// Beside the sets of this view it would tell of a small one.
    View(usize),
    /// Beside those of several views it would.
    Several,
}

/// Sets shown so far and what follows from them.
#[derive(Clone)]
pub(in crate::records) struct Ledger {
    sizes: Vec<u32>,
    minimum: u32,
    shown: Vec<Vec<usize>>,
    /// The view in which each shown set stood first.
    owners: Vec<usize>,
    /// Sets below the minimum that somebody asked for.
    small: BTreeSet<Vec<usize>>,
    basis: Vec<Vec<u64>>,
}

impl Ledger {
    /// A ledger over atoms of these sizes; sets of fewer than `minimum` students are never shown and must not follow.
    pub(in crate::records) fn new(sizes: Vec<u32>, minimum: u32) -> Self {
        Self { sizes, minimum, shown: Vec::new(), owners: Vec::new(), small: BTreeSet::new(), basis: Vec::new() }
    }

    /// Decides the sets of a view together: whether each may be shown.
    ///
    /// Small sets are withheld. If they follow from what would be shown, the total is withheld too, then the smallest
    /// groups (the last of equals), until nothing small follows.
    pub(in crate::records) fn decide(&mut self, candidates: &[Candidate], view: usize) -> Vec<bool> {
        let size = |atoms: &[usize]| -> u32 { atoms.iter().filter_map(|atom| self.sizes.get(*atom)).sum() };
        let sizes: Vec<u32> = candidates.iter().map(|candidate| size(&candidate.atoms)).collect();
        let mut kept: Vec<bool> = sizes.iter().map(|size| *size >= self.minimum.max(1)).collect();
        for (candidate, size) in candidates.iter().zip(&sizes) {
            if *size > 0 && *size < self.minimum {
                self.small.insert(candidate.atoms.clone());
            }
        }
        loop {
            let new: Vec<&Vec<usize>> = candidates
                .iter()
                .zip(&kept)
                .filter(|(candidate, kept)| **kept && !self.shown.contains(&candidate.atoms))
                .map(|(candidate, _)| &candidate.atoms)
                .collect();
            let basis = new.iter().fold(self.basis.clone(), |basis, atoms| self.extended(basis, atoms));
            if new.is_empty() || self.is_safe(&basis, &new) {
                self.owners.extend(new.iter().map(|_| view));
                self.shown.extend(new.into_iter().cloned());
                self.basis = basis;
                return kept;
            }
            let weakest = candidates
                .iter()
                .enumerate()
                .filter(|(index, candidate)| kept.get(*index) == Some(&true) && !self.shown.contains(&candidate.atoms))
                .min_by_key(|(index, candidate)| {
                    (!candidate.is_total, sizes.get(*index).copied(), std::cmp::Reverse(*index))
                });
            match weakest.and_then(|(index, _)| kept.get_mut(index)) {
                Some(kept) => *kept = false,
                None => return kept,
            }
        }
    }

    /// Why a set that was refused for `view` is not shown: the first view beside whose sets alone it cannot stand.
    pub(in crate::records) fn obstacle(&self, atoms: &[usize], view: usize) -> Obstacle {
        let size: u32 = atoms.iter().filter_map(|atom| self.sizes.get(*atom)).sum();
        if size < self.minimum.max(1) {
            return Obstacle::Size;
        }
        let set = atoms.to_vec();
        let stands_beside = |view: usize| {
            let mut alone = Self { shown: Vec::new(), owners: Vec::new(), basis: Vec::new(), ..self.clone() };
            let owned = self.shown.iter().zip(&self.owners).filter(|(_, owner)| **owner == view);
            alone.shown = owned.map(|(set, _)| set.clone()).collect();
            let all = alone.shown.iter().chain([&set]);
            let basis = all.fold(Vec::new(), |basis, atoms| alone.extended(basis, atoms));
            alone.is_safe(&basis, &[&set])
        };
        (0..=view).find(|view| !stands_beside(*view)).map_or(Obstacle::Several, Obstacle::View)
    }

    fn is_safe(&self, basis: &[Vec<u64>], new: &[&Vec<usize>]) -> bool {
        let size_of =
            |atoms: &mut dyn Iterator<Item = usize>| -> u32 { atoms.filter_map(|atom| self.sizes.get(atom)).sum() };
        let is_small = |size: u32| size > 0 && size < self.minimum;
        // A row of the reduced basis with small support: this covers every single atom that follows.
        for row in basis {
            let mut support = row.iter().enumerate().filter(|(_, value)| **value != 0).map(|(atom, _)| atom);
            if is_small(size_of(&mut support)) {
                return false;
            }
        }
        if self.small.iter().any(|atoms| follows(basis, &self.indicator(atoms))) {
            return false;
        }
        let all: Vec<&Vec<usize>> = self.shown.iter().chain(new.iter().copied()).collect();
        !self.tells_of_small(&all)
    }

    /// Whether a difference of two sets, or a sum and difference of three, is a set of few students (PRIVACY 4.5 asks for
    /// differences; three sets are what a room can do in its head). Sizes are compared first, members only where they fit.
    fn tells_of_small(&self, sets: &[&Vec<usize>]) -> bool {
        let size = |atoms: &[usize]| -> i64 {
            atoms.iter().filter_map(|atom| self.sizes.get(*atom)).map(|size| i64::from(*size)).sum()
        };
        let sized: Vec<(&[usize], i64)> = sets.iter().map(|atoms| (atoms.as_slice(), size(atoms))).collect();
        let few = 1..i64::from(self.minimum);
        for (one, first) in &sized {
            for (two, second) in &sized {
                if few.contains(&(first - second)) && self.is_set(&[(one, 1), (two, -1)]) {
                    return true;
                }
                for (three, third) in &sized {
                    let plus = few.contains(&(first - second + third));
                    let minus = few.contains(&(first - second - third));
                    if (plus && self.is_set(&[(one, 1), (two, -1), (three, 1)]))
                        || (minus && self.is_set(&[(one, 1), (two, -1), (three, -1)]))
                    {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Whether a combination counts every atom once or not at all.
    fn is_set(&self, parts: &[(&[usize], i8)]) -> bool {
        let mut counts = vec![0_i8; self.sizes.len()];
        for (atoms, sign) in parts {
            for atom in *atoms {
                if let Some(count) = counts.get_mut(*atom) {
                    *count += sign;
                }
            }
        }
        counts.iter().all(|count| (0..=1).contains(count))
    }

    fn indicator(&self, atoms: &[usize]) -> Vec<u64> {
        let mut row = vec![0; self.sizes.len()];
        for atom in atoms {
            if let Some(slot) = row.get_mut(*atom) {
                *slot = 1;
            }
        }
        row
    }

    /// The reduced basis with one more set.
    fn extended(&self, mut basis: Vec<Vec<u64>>, atoms: &[usize]) -> Vec<Vec<u64>> {
        let mut row = reduced(&basis, self.indicator(atoms));
        let Some(pivot) = row.iter().position(|value| *value != 0) else { return basis };
        let inverse = power(row.get(pivot).copied().unwrap_or(1), PRIME - 2);
        for value in &mut row {
            *value = times(*value, inverse);
        }
        for other in &mut basis {
            let factor = other.get(pivot).copied().unwrap_or(0);
            subtract(other, &row, factor);
        }
        basis.push(row);
        basis
    }
}

/// Whether a set is a combination of the basis.
fn follows(basis: &[Vec<u64>], row: &[u64]) -> bool {
    reduced(basis, row.to_vec()).iter().all(|value| *value == 0)
}

fn reduced(basis: &[Vec<u64>], mut row: Vec<u64>) -> Vec<u64> {
    for known in basis {
        if let Some(pivot) = known.iter().position(|value| *value != 0) {
            let factor = row.get(pivot).copied().unwrap_or(0);
            subtract(&mut row, known, factor);
        }
    }
    row
}

fn subtract(row: &mut [u64], other: &[u64], factor: u64) {
    if factor == 0 {
        return;
    }
    for (value, other) in row.iter_mut().zip(other).filter(|(_, other)| **other != 0) {
        *value = (*value + PRIME - times(*other, factor)) % PRIME;
    }
}

fn times(a: u64, b: u64) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(PRIME)).unwrap_or(0)
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(atoms: &[usize]) -> Candidate {
        Candidate { atoms: atoms.to_vec(), is_total: false }
    }

    fn total(atoms: &[usize]) -> Candidate {
        Candidate { atoms: atoms.to_vec(), is_total: true }
    }

    #[test]
    fn the_threshold_is_exact() {
        for (size, shown) in [(9, false), (10, true), (11, true), (0, false)] {
            assert_eq!(Ledger::new(vec![size], 10).decide(&[group(&[0])], 0), [shown]);
        }
    }

    #[test]
    fn a_total_beside_one_hidden_group_is_given_up() {
        let mut ledger = Ledger::new(vec![9, 30, 40], 10);
        assert_eq!(
            ledger.decide(&[group(&[0]), group(&[1]), group(&[2]), total(&[0, 1, 2])], 0),
            [false, true, true, false]
        );
    }

    #[test]
    fn a_total_of_an_earlier_view_costs_the_next_smallest_group() {
        let mut ledger = Ledger::new(vec![9, 30, 40], 10);
        assert_eq!(ledger.decide(&[group(&[0, 1, 2])], 0), [true]);
        assert_eq!(ledger.decide(&[group(&[0]), group(&[1]), group(&[2])], 0), [false, false, true]);
    }

    #[test]
    fn a_total_hidden_in_another_partition_is_found() {
        // Classes {0,1} and {2,3}; groups {0,2} and {1,3}: all four give the total, and {0,2} is small.
        let mut ledger = Ledger::new(vec![4, 20, 5, 20], 10);
        assert_eq!(ledger.decide(&[group(&[0, 1]), group(&[2, 3])], 0), [true, true]);
        assert_eq!(ledger.decide(&[group(&[0, 2]), group(&[1, 3])], 0), [false, false]);
    }

    #[test]
    fn students_without_a_group_do_not_follow_from_the_total() {
        let mut ledger = Ledger::new(vec![40, 50, 3], 10);
        assert_eq!(ledger.decide(&[group(&[0, 1, 2])], 0), [true]);
        assert_eq!(ledger.decide(&[group(&[0]), group(&[1])], 0), [false, true]);
    }

    #[test]
    fn a_shown_set_stays_shown_and_a_refused_one_refused() {
        let mut ledger = Ledger::new(vec![9, 30, 40], 10);
        ledger.decide(&[group(&[0, 1, 2])], 0);
        ledger.decide(&[group(&[0]), group(&[1]), group(&[2])], 0);
        assert_eq!(ledger.decide(&[group(&[1])], 0), [false]);
        assert_eq!(ledger.decide(&[group(&[2])], 0), [true]);
    }
}
