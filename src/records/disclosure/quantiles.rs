//! Whether a median or another quantile tells of a level, beside the shares: for the tests of what bars add to both.
//!
//! Half of the students lie on either side of a median. Beside the share below a cut that may be enough to say that hardly anybody is
//! between the two, and so of a level in between, if the median lies a whole level off. Withholding it just then would tell the
//! same, and withholding it whenever about half reach the cut would cost most classes their median, so this is accepted and
//! said in the head of `records`.

use std::collections::BTreeMap;

use super::super::card::Scale;
use super::coding::{share, split};

/// The students below an edge that a quantile leaves: at most so many where it lies at or above the edge, else at least so many.
#[derive(Clone, Copy)]
struct Ranks {
    most: u32,
    least: u32,
}

impl Ranks {
    /// Of a type-7 quantile of `n` students, which lies between the two scores around rank `(n - 1) part`: first what always
    /// holds, then what holds where both scores lie on the same side of an edge, as near the ends of a scale they must.
    fn all(n: u32, part: f64) -> impl Iterator<Item = Self> {
        let (below, above) = Self::around(n, part);
        [(above, below), (above, above), (below, below), (below, above)]
            .into_iter()
            .map(|(most, least)| Self { most, least: least + 1 })
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a u32")]
    fn around(n: u32, part: f64) -> (u32, u32) {
        let rank = f64::from(n.saturating_sub(1)) * part.clamp(0.0, 1.0);
        (rank.floor() as u32, rank.ceil() as u32)
    }
}

/// Whether any place that the quantile at `part` could have beside the told shares leaves each level possibly two students or more.
pub(super) fn quantile_is_open(scale: &Scale, counts: &BTreeMap<u32, u32>, part: f64) -> bool {
    let n: u32 = counts.values().sum();
    let levels = scale.levels().len();
    let mut held = vec![0; levels];
    for (step, count) in counts {
        if let Some(slot) = held.get_mut(scale.level(*step)) {
            *slot += count;
        }
    }
    let told = Chain::told(scale, &held, n);
    let places = (0..levels.max(1)).flat_map(|edges| Ranks::all(n, part).map(move |ranks| (edges, ranks)));
    places.into_iter().all(|(edges_at_or_below, ranks)| {
        let mut chain = told.clone();
        for edge in 1..levels {
            if edge <= edges_at_or_below {
                chain.at_most(0, edge, ranks.most);
            } else {
                chain.at_least(0, edge, ranks.least);
            }
        }
        chain.leaves_all_open()
    })
}

/// Numbers of students below each cut, nobody below the first level and all below the end, and what is known of their differences.
#[derive(Clone)]
struct Chain {
    /// The greatest difference of the number at the column and that at the row.
    most: Vec<Vec<i64>>,
}

impl Chain {
    /// What the shares tell of levels that hold so many.
    fn told(scale: &Scale, held: &[u32], n: u32) -> Self {
        let ends = held.len() + 1;
        let all = i64::from(n);
        let mut chain = Self { most: vec![vec![all; ends]; ends] };
        for (from, row) in chain.most.iter_mut().enumerate() {
            for slot in row.iter_mut().take(from + 1) {
                *slot = 0;
            }
        }
        chain.at_least(0, held.len(), n);
        let target = scale.target.or((held.len() == 2).then_some(1)).filter(|target| *target < held.len());
        let is_in_parts = split(n, held.len(), scale.target).is_some() || held.len() == 2;
        if let Some(target) = target {
            chain.between(target, held.len(), held.iter().skip(target).sum(), n);
            if is_in_parts {
                chain.between(0, target, held.iter().take(target).sum(), n);
            }
        }
        let are_told = !is_in_parts;
        for (level, count) in held.iter().enumerate().filter(|_| are_told) {
            chain.between(level, level + 1, *count, n);
        }
        chain
    }

    fn between(&mut self, from: usize, to: usize, count: u32, n: u32) {
        let (low, high) = share(count, n);
        self.at_least(from, to, low);
        self.at_most(from, to, high);
    }

    fn at_most(&mut self, from: usize, to: usize, count: u32) {
        if let Some(slot) = self.most.get_mut(from).and_then(|row| row.get_mut(to)) {
            *slot = (*slot).min(i64::from(count));
        }
    }

    fn at_least(&mut self, from: usize, to: usize, count: u32) {
        if let Some(slot) = self.most.get_mut(to).and_then(|row| row.get_mut(from)) {
            *slot = (*slot).min(-i64::from(count));
        }
    }

    fn get(&self, from: usize, to: usize) -> i64 {
        self.most.get(from).and_then(|row| row.get(to)).copied().unwrap_or(0)
    }

    /// Whether no numbers fit, or every level may hold two students or more, and all but two or fewer.
    ///
    /// Differences of numbers in a chain have their exact bounds by shortest paths (Floyd and Warshall).
    fn leaves_all_open(mut self) -> bool {
        let ends = self.most.len();
        for over in 0..ends {
            for from in 0..ends {
                for to in 0..ends {
                    let through = self.get(from, over) + self.get(over, to);
                    if let Some(slot) = self.most.get_mut(from).and_then(|row| row.get_mut(to)) {
                        *slot = (*slot).min(through);
                    }
                }
            }
        }
        let is_impossible = (0..ends).any(|end| self.get(end, end) < 0);
        let n = self.get(0, ends.saturating_sub(1));
        is_impossible
            || (1..ends).all(|to| {
                let (low, high) = (-self.get(to, to - 1), self.get(to - 1, to));
                high >= 2 && low + 2 <= n
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_next_to_a_told_half_is_withheld_whatever_it_is() {
        let scale = Scale {
            low: 0.0,
            high: 100.0,
            step: 1.0,
            error: None,
            cuts: [25.0, 50.0, 75.0].map(|cut| (cut, format!("from {cut}"))).to_vec(),
            below: None,
            target: Some(2),
            codes: Vec::new(),
        };
        let is_open = |counts: [u32; 4]| {
            let counts = counts.iter().zip([10, 30, 60, 80]).map(|(count, step)| (step, *count)).collect();
            quantile_is_open(&scale, &counts, 0.5)
        };
        // 12 or 13 of 25 lie below the cut, and so the median is next to it.
        assert!(!is_open([6, 6, 7, 6]) && !is_open([1, 11, 12, 1]) && !is_open([12, 0, 0, 13]));
        assert!(is_open([3, 5, 10, 7]) && is_open([10, 8, 4, 3]) && is_open([12, 20, 25, 13]));
    }

    #[test]
    fn ranks_are_those_around_the_quantile() {
        let ranks = |n, part| {
            let Ranks { most, least } = Ranks::all(n, part).next().unwrap();
            (most, least)
        };
        assert_eq!(
            [ranks(25, 0.5), ranks(24, 0.5), ranks(20, 0.25), ranks(51, 0.1)],
            [(12, 13), (12, 12), (5, 5), (5, 6)]
        );
    }
}
