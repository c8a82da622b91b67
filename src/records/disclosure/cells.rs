//! Shares of many categories at once: the fields of a grid, the options of an item.
//!
//! Each share is coded by the size of the group alone, with an open low end wide enough that fewer than five students are never
//! told from none (PRIVACY 4.6). What is known of sums of categories (quadrants, the share that solved) is part of the audit.

use super::coding::{Coded, share_of_many};

/// Categories of which the sum is told, or follows.
pub(in crate::records) struct Known {
    pub(in crate::records) of: Vec<usize>,
    pub(in crate::records) low: u32,
    pub(in crate::records) high: u32,
}

/// The shares of all categories; nothing where what is told would leave a category, or a told sum, with certainly fewer than two
/// students or all but fewer than two.
pub(in crate::records) fn cells(counts: &[u32], sums: &[Known]) -> Option<Vec<Coded>> {
    let n: u32 = counts.iter().sum();
    let coded: Vec<Coded> = counts.iter().map(|count| share_of_many(*count, n)).collect();
    let bounds = coded.iter().map(|coded| (coded.low, coded.high)).collect();
    is_open(bounds, sums, n).then_some(coded)
}

/// Whether counts of `n` students that lie between these bounds, and whose sums are told, each may be two or more, and all but
/// two or fewer.
fn is_open(mut bounds: Vec<(u32, u32)>, sums: &[Known], n: u32) -> bool {
    let all = Known { of: (0..bounds.len()).collect(), low: n, high: n };
    for _ in 0..=bounds.len() + sums.len() {
        let before = bounds.clone();
        for sum in sums.iter().chain([&all]) {
            tighten(&mut bounds, sum);
        }
        if before == bounds {
            break;
        }
    }
    let is_wide = |(low, high): (u32, u32)| high >= 2 && low + 2 <= n;
    let of_sum = |sum: &Known| {
        let parts = || sum.of.iter().filter_map(|at| bounds.get(*at));
        let (low, high): (u32, u32) = (parts().map(|(low, _)| low).sum(), parts().map(|(_, high)| high).sum());
        (low.max(sum.low), high.min(sum.high))
    };
    bounds.iter().all(|bound| is_wide(*bound)) && sums.iter().all(|sum| is_wide(of_sum(sum)))
}

/// The bounds of categories whose sum is known to lie between two numbers.
fn tighten(bounds: &mut [(u32, u32)], sum: &Known) {
    let total = |bounds: &[(u32, u32)]| {
        sum.of
            .iter()
            .filter_map(|at| bounds.get(*at))
            .fold((0, 0), |all: (u32, u32), one| (all.0 + one.0, all.1 + one.1))
    };
    let (low, high) = total(bounds);
    for at in &sum.of {
        if let Some(bound) = bounds.get_mut(*at) {
            let others = (low - bound.0, high - bound.1);
            *bound = (bound.0.max(sum.low.saturating_sub(others.1)), bound.1.min(sum.high.saturating_sub(others.0)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_never_told_from_none() {
        for n in super::super::CELLS_GROUP..450 {
            let text = |count| share_of_many(count, n).number.text().to_owned();
            assert!((1..=4).all(|count| text(count) == text(0)), "{n}");
            let Coded { low, high, .. } = share_of_many(n / 2, n);
            assert!(low <= n / 2 && n / 2 <= high, "{n}");
        }
    }

    #[test]
    fn a_category_that_the_others_pin_down_withholds_all() {
        let told = |of: Vec<usize>, low, high| Known { of, low, high };
        assert!(cells(&[20, 30, 25, 21], &[]).is_some());
        assert!(cells(&[40, 0], &[]).is_some());
        assert!(cells(&[20, 75, 0, 1], &[told(vec![2, 3], 0, 1)]).is_none());
        assert!(cells(&[20, 1, 50, 25], &[told(vec![0, 1], 16, 17)]).is_none());
    }
}
