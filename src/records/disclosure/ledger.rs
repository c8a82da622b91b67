//! Which sets of students may be shown, so that no small set can be worked out from those shown.
//!
//! One ledger a measure, over all views of an admission. Every shown number counts as an exact linear release of its set
//! (PRIVACY 4.5), which is stricter than the coded texts, and covers sums and rounded means as well. Decisions see sizes of sets
//! only, never a score, and later views only add to what is shown, so that a set is shown in all views or in none after it was
//! refused.
//!
//! What must not follow: any atom below the minimum, up to three of them together, differences of shown sets and sums of up to
//! three, requested groups below the minimum and what the shown groups of a view leave over. A teacher knows the own class: with
//! its students taken out, nothing may follow about one or two others.

use std::collections::BTreeSet;

use super::atoms::Atoms;
use super::basis::Basis;

/// Of fewer students outside the own class nobody may learn anything (PRIVACY 4.3).
const RESIDUAL: u32 = 3;

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
    /// All but a few of it are of one class, whose teacher would learn of the others.
    Class,
    /// Beside the sets of this view it would tell of a small one.
    View(usize),
    /// Beside those of several views it would.
    Several,
}

/// Sets shown so far and what follows from them.
#[derive(Clone)]
pub(in crate::records) struct Ledger {
    sizes: Vec<u32>,
    classes: Vec<Vec<bool>>,
    minimum: u32,
    shown: Vec<Vec<usize>>,
    /// The view in which each shown set stood first.
    owners: Vec<usize>,
    /// Sets below the minimum that somebody asked for, or that the shown groups of a view leave over.
    small: BTreeSet<Vec<usize>>,
    basis: Basis,
}

impl Ledger {
    /// A ledger over these atoms; sets of fewer than `minimum` students are never shown and must not follow.
    pub(in crate::records) fn new(atoms: &Atoms, minimum: u32) -> Self {
        Self {
            sizes: atoms.sizes().to_vec(),
            classes: atoms.classes().to_vec(),
            minimum: minimum.max(1),
            shown: Vec::new(),
            owners: Vec::new(),
            small: BTreeSet::new(),
            basis: Basis::default(),
        }
    }

    /// Decides the sets of a view together: whether each may be shown. `everybody` are the students of whom the view is.
    ///
    /// Small sets are withheld. If they follow from what would be shown, the total is withheld too, then the smallest
    /// groups (the last of equals), until nothing small follows.
    pub(in crate::records) fn decide(
        &mut self,
        candidates: &[Candidate],
        everybody: &[usize],
        view: usize,
    ) -> Vec<bool> {
        let sizes: Vec<u32> = candidates.iter().map(|candidate| self.size(&candidate.atoms)).collect();
        let mut kept: Vec<bool> = sizes.iter().map(|size| *size >= self.minimum).collect();
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
            let rest = self.rest(candidates, &kept, everybody);
            let mut basis = self.basis.clone();
            for atoms in &new {
                basis.add(atoms, self.sizes.len());
            }
            let follows = rest.as_ref().is_some_and(|rest| basis.tells(rest, self.sizes.len()));
            if !follows && (new.is_empty() || self.is_safe(&basis, &new)) {
                self.owners.extend(new.iter().map(|_| view));
                self.shown.extend(new.into_iter().cloned());
                self.small.extend(rest);
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

    /// Those whom the shown groups of a view leave over, if they are few.
    fn rest(&self, candidates: &[Candidate], kept: &[bool], everybody: &[usize]) -> Option<Vec<usize>> {
        let groups = candidates.iter().zip(kept).filter(|(candidate, kept)| **kept && !candidate.is_total);
        let told: BTreeSet<usize> = groups.flat_map(|(candidate, _)| candidate.atoms.iter().copied()).collect();
        let rest: Vec<usize> = everybody.iter().copied().filter(|atom| !told.contains(atom)).collect();
        (1..self.minimum).contains(&self.size(&rest)).then_some(rest)
    }

    /// Why a set that was refused for `view` is not shown: the first view beside whose sets alone it cannot stand.
    pub(in crate::records) fn obstacle(&self, atoms: &[usize], view: usize) -> Obstacle {
        if self.size(atoms) < self.minimum {
            return Obstacle::Size;
        }
        let set = atoms.to_vec();
        let alone = Self { shown: Vec::new(), owners: Vec::new(), small: BTreeSet::new(), ..self.clone() };
        let mut basis = Basis::default();
        basis.add(atoms, self.sizes.len());
        if !alone.is_safe(&basis, &[&set]) {
            return Obstacle::Class;
        }
        let stands_beside = |view: usize| {
            let owned = self.shown.iter().zip(&self.owners).filter(|(_, owner)| **owner == view);
            let shown: Vec<Vec<usize>> = owned.map(|(set, _)| set.clone()).collect();
            let mut basis = Basis::default();
            for atoms in shown.iter().chain([&set]) {
                basis.add(atoms, self.sizes.len());
            }
            Self { shown, owners: Vec::new(), basis: Basis::default(), ..self.clone() }.is_safe(&basis, &[&set])
        };
        (0..=view).find(|view| !stands_beside(*view)).map_or(Obstacle::Several, Obstacle::View)
    }

    fn size(&self, atoms: &[usize]) -> u32 {
        atoms.iter().filter_map(|atom| self.sizes.get(*atom)).sum()
    }

    fn is_safe(&self, basis: &Basis, new: &[&Vec<usize>]) -> bool {
        let width = self.sizes.len();
        !basis.tells_of_fewer_than(self.minimum, &self.sizes)
            && !self.small.iter().any(|atoms| basis.tells(atoms, width))
            && !self.tells_of_small(new)
            && self.classes.iter().all(|class| !basis.knowing(class).tells_of_fewer_than(RESIDUAL, &self.sizes))
    }

    /// Whether a difference of two sets, or a sum and difference of three, is a set of few students (PRIVACY 4.5 asks for
    /// differences; three sets are what a room can do in its head). One of them is new: the others were compared before. Sizes are
    /// compared first, members only where they fit.
    fn tells_of_small(&self, new: &[&Vec<usize>]) -> bool {
        let sized = |atoms: &'_ Vec<usize>| i64::from(self.size(atoms));
        let all: Vec<(&Vec<usize>, i64)> =
            self.shown.iter().chain(new.iter().copied()).map(|atoms| (atoms, sized(atoms))).collect();
        let few = 1..i64::from(self.minimum);
        for set in new {
            let size = sized(set);
            for (one, first) in &all {
                let less = few.contains(&(size - first)) && self.is_set(&[(set, 1), (one, -1)]);
                let more = few.contains(&(first - size)) && self.is_set(&[(one, 1), (set, -1)]);
                if less || more {
                    return true;
                }
                for (two, second) in &all {
                    let ways = [
                        (size - first + second, [1, -1, 1]),
                        (size - first - second, [1, -1, -1]),
                        (first - size - second, [-1, 1, -1]),
                        (first - size + second, [-1, 1, 1]),
                    ];
                    let tells = |(total, [a, b, c]): &(i64, [i8; 3])| {
                        few.contains(total) && self.is_set(&[(set, *a), (one, *b), (two, *c)])
                    };
                    if ways.iter().any(tells) {
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
}

#[cfg(test)]
mod enumerated;

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(sizes: &[u32]) -> Ledger {
        Ledger::new(&apart(sizes, &[]), 10)
    }

    /// Every cell an atom.
    fn apart(sizes: &[u32], classes: &[Vec<Option<u16>>]) -> Atoms {
        let cells: Vec<[usize; 1]> = (0..sizes.len()).map(|cell| [cell]).collect();
        Atoms::new(sizes, classes, cells.iter().map(<[usize; 1]>::as_slice))
    }

    /// Of a view of exactly these groups.
    fn decide(ledger: &mut Ledger, candidates: &[Candidate]) -> Vec<bool> {
        let everybody: BTreeSet<usize> = candidates.iter().flat_map(|candidate| candidate.atoms.clone()).collect();
        ledger.decide(candidates, &everybody.into_iter().collect::<Vec<_>>(), 0)
    }

    fn group(atoms: &[usize]) -> Candidate {
        Candidate { atoms: atoms.to_vec(), is_total: false }
    }

    fn total(atoms: &[usize]) -> Candidate {
        Candidate { atoms: atoms.to_vec(), is_total: true }
    }

    #[test]
    fn the_threshold_is_exact() {
        for (size, shown) in [(9, false), (10, true), (11, true), (0, false)] {
            assert_eq!(decide(&mut ledger(&[size]), &[group(&[0])]), [shown]);
        }
    }

    #[test]
    fn a_group_of_nobody_is_hidden_and_costs_no_other() {
        assert_eq!(decide(&mut ledger(&[30, 40]), &[group(&[0]), group(&[]), total(&[0, 1])]), [true, false, true]);
    }

    #[test]
    fn a_total_beside_one_hidden_group_is_given_up() {
        let mut ledger = ledger(&[9, 30, 40]);
        assert_eq!(
            decide(&mut ledger, &[group(&[0]), group(&[1]), group(&[2]), total(&[0, 1, 2])]),
            [false, true, true, false]
        );
    }

    #[test]
    fn a_total_of_an_earlier_view_costs_the_next_smallest_group() {
        let mut ledger = ledger(&[9, 30, 40]);
        assert_eq!(decide(&mut ledger, &[group(&[0, 1, 2])]), [true]);
        assert_eq!(decide(&mut ledger, &[group(&[0]), group(&[1]), group(&[2])]), [false, false, true]);
    }

    #[test]
    fn a_total_hidden_in_another_partition_is_found() {
        // Classes {0,1} and {2,3}; groups {0,2} and {1,3}: all four give the total, and {0,2} is small.
        let mut ledger = ledger(&[4, 20, 5, 20]);
        assert_eq!(decide(&mut ledger, &[group(&[0, 1]), group(&[2, 3])]), [true, true]);
        assert_eq!(decide(&mut ledger, &[group(&[0, 2]), group(&[1, 3])]), [false, false]);
    }

    #[test]
    fn students_without_a_group_do_not_follow_from_the_total() {
        let mut ledger = ledger(&[40, 50, 3]);
        assert_eq!(decide(&mut ledger, &[group(&[0, 1, 2])]), [true]);
        assert_eq!(decide(&mut ledger, &[group(&[0]), group(&[1])]), [false, true]);
    }

    #[test]
    fn a_shown_set_stays_shown_and_a_refused_one_refused() {
        let mut ledger = ledger(&[9, 30, 40]);
        decide(&mut ledger, &[group(&[0, 1, 2])]);
        decide(&mut ledger, &[group(&[0]), group(&[1]), group(&[2])]);
        assert_eq!(decide(&mut ledger, &[group(&[1])]), [false]);
        assert_eq!(decide(&mut ledger, &[group(&[2])]), [true]);
    }

    #[test]
    fn what_the_shown_groups_leave_over_does_not_follow_from_a_later_total() {
        // Two students of group 1 and three of group 2 are of no asked group; the total comes last.
        let mut ledger = ledger(&[40, 50, 2, 3]);
        assert_eq!(ledger.decide(&[group(&[0]), group(&[1])], &[0, 1, 2, 3], 0), [true, true]);
        assert_eq!(ledger.decide(&[group(&[0, 1, 2, 3])], &[0, 1, 2, 3], 1), [false]);
    }

    #[test]
    fn the_teacher_of_a_class_learns_nothing_of_one_or_two_others() {
        // Learners: 9 of the first class and `others` of the second.
        for (others, shown) in [(1, false), (2, false), (3, true)] {
            let sizes = [9, 20, others, 20];
            let class = vec![Some(0), Some(0), Some(1), Some(1)];
            let mut ledger = Ledger::new(&apart(&sizes, &[class]), 10);
            assert_eq!(decide(&mut ledger, &[group(&[0, 2])]), [shown], "{others}");
        }
    }
}
