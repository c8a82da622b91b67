//! What one set's statements alone leave of a number: a quick look before a long search.
//!
//! Counts of ranges of scores are differences of running totals, so that the statements about one set are difference constraints
//! and their bounds are shortest paths (Bellman 1958, Ford 1956). Bounds from several sets together may be narrower; only a search
//! that these bounds say must fail is spared by them.

use std::ops::Range;

use super::Question;
use super::system::System;

impl System {
    /// Between which numbers the answer lies at most, by the statements of each set that shares an atom with the question's.
    pub(super) fn outer_bounds(&self, question: &Question, is_aside: &[bool]) -> (i64, i64) {
        let n = i64::from(question.n);
        let (mut low, mut high) = (0, n);
        let Some(atoms) = self.sets.get(question.set) else { return (low, high) };
        let mut near: Vec<usize> = atoms.iter().filter_map(|atom| self.sets_of.get(*atom)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        for set in near {
            let Some(others) = self.sets.get(set) else { continue };
            let size = |one: &[usize], but: &[usize]| -> i64 {
                let outside = one.iter().filter(|atom| but.binary_search(atom).is_err());
                outside.map(|atom| i64::from(self.atom_size(*atom))).sum()
            };
            let (beside, beyond) = (size(atoms, others), size(others, atoms));
            if beside >= high - low && beyond >= high - low {
                continue;
            }
            let (least, most) = self.alone(set, &question.categories, is_aside);
            low = low.max(least - beyond);
            high = high.min(most + beside);
        }
        (low, high)
    }

    /// The bounds of a count by the statements about its own set.
    fn alone(&self, set: usize, categories: &Range<usize>, is_aside: &[bool]) -> (i64, i64) {
        let n = i64::from(self.size(set));
        let width = self.width();
        // From, to, and by how much the running total grows at most in between.
        let mut steps = vec![(0, width, n), (width, 0, -n)];
        let rules = self.rules_of.get(set).into_iter().flatten().filter_map(|rule| self.rules.get(*rule));
        let mut nodes = vec![0, width, categories.start, categories.end];
        for rule in rules.filter(|rule| is_aside.get(rule.unit) == Some(&false)) {
            if let Some(counted) = &rule.categories {
                steps.push((counted.start, counted.end, rule.high));
                steps.push((counted.end, counted.start, -rule.low));
                nodes.extend([counted.start, counted.end]);
            }
        }
        nodes.sort_unstable();
        nodes.dedup();
        steps.extend(nodes.iter().zip(nodes.iter().skip(1)).map(|(one, next)| (*next, *one, 0)));
        let path = |from: usize, to: usize| -> i64 {
            let mut length: Vec<i64> = vec![i64::MAX; width + 1];
            if let Some(slot) = length.get_mut(from) {
                *slot = 0;
            }
            for _ in 0..nodes.len() {
                let mut is_settled = true;
                for (start, end, most) in &steps {
                    let Some(so_far) = length.get(*start).copied().filter(|so_far| *so_far < i64::MAX) else {
                        continue;
                    };
                    if let Some(slot) = length.get_mut(*end).filter(|slot| **slot > so_far + most) {
                        *slot = so_far + most;
                        is_settled = false;
                    }
                }
                if is_settled {
                    break;
                }
            }
            length.get(to).copied().unwrap_or(i64::MAX).min(n)
        };
        (-path(categories.end, categories.start), path(categories.start, categories.end))
    }
}
