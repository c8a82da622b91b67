//! Percentages coded by the size of the group alone, and the audit of a coded row in closed form.
//!
//! PRIVACY 4.4: the smaller the group, the wider the ranges; the ends are open, and no end is narrower than none to three
//! students (ours: what is hidden inside such an end keeps an interval of 3). Small groups are told in two categories,
//! below and above the cut: up to 20 students as 4.4 has it (after NCES 2011-603 as state agencies apply it), up to 30 where
//! all levels and the sum above the cut would stand beside each other. That second limit is ours: with four levels and their
//! sum the audit failed for 31 % of groups of 21 and 4 % of 29 (random draws from three usual profiles), with two for none.
//!
//! The third is ours too: of 101 to 300 students a whole percentage is one count or two. Beside a histogram of other, overlapping
//! students, whose bars are exact counts, such groups would pin each other's levels down (by a linear program over 834 students in
//! six grades, with every statement of twelve views: to the student). There they are told as those of 41 to 100 are.

use super::super::admitted::Number;
use super::few;

/// How percentages of a group of some size are told.
#[derive(Clone, Copy)]
struct Rule {
    /// Shares up to this, and from 100 less this, are not told further.
    tail: u32,
    /// Width of the ranges in percent.
    width: u32,
}

impl Rule {
    fn of(n: u32) -> Self {
        let (tail, width) = match n {
            0..=20 => (20, 10),
            21..=40 => (10, 10),
            41..=100 => (5, 5),
            101..=300 => (2, 1),
            _ => (1, 1),
        };
        let wider = [tail, 5, 10, 20, 30].into_iter().filter(|wider| *wider >= tail);
        let tail = wider.into_iter().find(|tail| n < LEAST_CODED || upto(*tail, n) >= END).unwrap_or(tail);
        Self { tail, width }
    }

    /// As above, where a histogram tells of other students, some of them the same.
    fn beside_bars(n: u32) -> Self {
        if ONE_OR_TWO.contains(&n) { Self { tail: 5, width: 5 } } else { Self::of(n) }
    }
}

/// In groups of this size a whole percentage is one count or two.
const ONE_OR_TWO: std::ops::RangeInclusive<u32> = 101..=300;

/// Students that an open end may hold at least, beside none.
const END: u64 = 3;

/// Below this size shares are told in words (see [`few`]).
const LEAST_CODED: u32 = 10;

/// The greatest count of `n` whose percentage, rounded half up, is at most this.
fn upto(percent: u32, n: u32) -> u64 {
    (u64::from(2 * percent + 1) * u64::from(n)).div_ceil(200).saturating_sub(1)
}

/// The counts that a share as it is told of `n` students allows.
pub(super) fn share(count: u32, n: u32) -> (u32, u32) {
    let coded = Coded::new(count, n);
    (coded.low, coded.high)
}

/// As a share is told of `n` students, but fewer than five are never told from none.
pub(super) fn share_of_many(count: u32, n: u32) -> Coded {
    let rule = Rule::of(n);
    // A range that holds a single number would tell the fields around it (ours).
    let widths = [rule.width, 2, 5, 10].into_iter().filter(|width| *width >= rule.width);
    let width = widths.into_iter().find(|width| u64::from(*width) * u64::from(n) >= 100 * u64::from(FEW + 1));
    let width = width.unwrap_or(rule.width);
    let rule = Rule { width, tail: rule.tail.max(width) };
    let tails = [rule.tail, 2, 5, 10, 20, 30, 40].into_iter().filter(|tail| *tail >= rule.tail);
    let holds = |tail: &u32| Coded::by(Rule { tail: *tail, ..rule }, 0, n).high >= FEW;
    let tail = tails.into_iter().find(holds).unwrap_or(40);
    Coded::by(Rule { tail, ..rule }, count, n)
}

/// Counts up to this are not told from none where there are many categories (PRIVACY 4.6).
const FEW: u32 = 4;

/// Between which numbers two told shares leave `below` of `n` students, who lie below a cut.
pub(super) fn below_in_range(below: u32, n: u32) -> (u32, u32) {
    let (here, above) = (Coded::new(below, n), Coded::new(n.saturating_sub(below), n));
    (here.low.max(n.saturating_sub(above.high)), here.high.min(n.saturating_sub(above.low)))
}

/// Up to this size a group is always told in two categories.
const BINARY: u32 = 20;

/// Up to this size it is, if the sum above the cut is told too.
const BINARY_WITH_SUM: u32 = 30;

/// A coded share: what is shown, and between which counts it leaves the truth.
#[derive(Clone, Debug)]
pub(in crate::records) struct Coded {
    pub(in crate::records) number: Number,
    pub(in crate::records) low: u32,
    pub(in crate::records) high: u32,
    is_tail: bool,
}

impl Coded {
    /// Codes `count` of `n` students, `n` at least 1.
    pub(in crate::records) fn new(count: u32, n: u32) -> Self {
        Self::by(Rule::of(n), count, n)
    }

    /// In words, for a group so small that a percentage would count it.
    fn word(count: u32, n: u32) -> Self {
        let (number, low, high) = few::word(count, n);
        Self { number, low, high, is_tail: false }
    }

    fn by(rule: Rule, count: u32, n: u32) -> Self {
        let students = n;
        let (count, n) = (u64::from(count), u64::from(n.max(1)));
        let percent = u32::try_from((200 * count + n) / (2 * n)).unwrap_or(100).min(100);
        let upper_tail = 100 - rule.tail;
        let (from, to) = if percent <= rule.tail {
            (0, rule.tail)
        } else if percent >= upper_tail {
            (upper_tail, 100)
        } else {
            let from = (percent - 1) / rule.width * rule.width + 1;
            (from, (from + rule.width - 1).min(upper_tail - 1))
        };
        let text = if from == 0 {
            format!("\u{2264}{to}%")
        } else if to == 100 {
            format!("\u{2265}{from}%")
        } else if from == to {
            format!("{from}%")
        } else {
            format!("{from}-{to}%")
        };
        // The counts whose percentage, rounded half up, lies from `from` to `to`.
        let low = if from == 0 { 0 } else { (u64::from(2 * from - 1) * n).div_ceil(200) };
        let high = if to == 100 { n } else { upto(to, students) };
        let number = Number {
            text,
            low: if from == 0 { 0.0 } else { f64::from(from) - 0.5 },
            high: if to == 100 { 100.0 } else { f64::from(to) + 0.5 },
            is_range: from != to,
        };
        let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Self { number, low: count(low), high: count(high), is_tail: from == 0 || to == 100 }
    }
}

/// The level with which the upper of two parts begins, where a group of `n` is told in two parts; nothing where all levels are
/// told, or none. The size of the group alone decides.
pub(in crate::records) fn split(n: u32, levels: usize, target: Option<usize>) -> Option<usize> {
    target_of(levels, target).filter(|_| n <= BINARY_WITH_SUM && levels > 2)
}

/// The first level that counts as reached: the declared one, or the upper of two.
fn target_of(levels: usize, target: Option<usize>) -> Option<usize> {
    target.or((levels == 2).then_some(1)).filter(|target| (1..levels).contains(target))
}

/// The levels of one group, coded.
pub(in crate::records) struct Shares {
    pub(in crate::records) n: u32,
    /// One a level, or two: below and from `target`. Nothing where they are withheld.
    pub(in crate::records) parts: Option<Vec<Coded>>,
    /// The share from `target` on; nothing where there is none, or where all is withheld.
    pub(in crate::records) above: Option<Coded>,
    /// The first level that counts as reached.
    pub(in crate::records) target: Option<usize>,
    /// How many cells stand for parts that are withheld.
    pub(in crate::records) width: usize,
}

impl Shares {
    /// Codes the levels of a group. `target` is the first level that counts as reached.
    ///
    /// Only the number of students decides between all levels and two categories. The row is hidden when small groups cannot be
    /// told in two categories for want of a target, and when what is shown would still pin a level down.
    pub(in crate::records) fn new(counts: &[u32], target: Option<usize>) -> Self {
        Self::by(Rule::of, counts, target)
    }

    /// As above, where a histogram tells of other students, some of them the same: coarser if one count could be told.
    pub(in crate::records) fn beside_bars(counts: &[u32], target: Option<usize>) -> Self {
        Self::by(Rule::beside_bars, counts, target)
    }

    fn by(rule: fn(u32) -> Rule, counts: &[u32], target: Option<usize>) -> Self {
        let coded = |count: u32, n: u32| Coded::by(rule(n), count, n);
        let n: u32 = counts.iter().sum();
        let target = target_of(counts.len(), target);
        let reached = target.map(|target| counts.iter().skip(target).sum::<u32>());
        if n < LEAST_CODED {
            // Without a level that counts as reached, and of fewer than five, nothing is told.
            let coded = reached
                .filter(|_| n > 2 * few::FEW)
                .map(|reached| (Coded::word(n - reached, n), Coded::word(reached, n)));
            let width = if target.is_some() { 2 } else { counts.len() };
            let above = coded.as_ref().map(|(_, above)| above.clone());
            return Self { n, parts: coded.map(|(below, above)| vec![below, above]), above, target, width };
        }
        let is_binary = n <= if reached.is_some() { BINARY_WITH_SUM } else { BINARY };
        let parts: Option<Vec<Coded>> = match (is_binary, reached) {
            (true, None) => None,
            (true, Some(reached)) => Some(vec![coded(n - reached, n), coded(reached, n)]),
            (false, _) => Some(counts.iter().map(|count| coded(*count, n)).collect()),
        };
        let above = reached.map(|reached| coded(reached, n));
        let split = if is_binary { Some(1) } else { target };
        let width = if is_binary && target.is_some() { 2 } else { counts.len() };
        let parts = parts.filter(|parts| is_safe(n, parts, split.zip(above.as_ref())));
        let above = above.filter(|_| parts.is_some());
        Self { n, parts, above, target, width }
    }

    /// As [`Self::new`] or [`Self::beside_bars`], in two parts whatever the number of students.
    pub(in crate::records) fn in_two(counts: &[u32], target: Option<usize>, beside_bars: bool) -> Self {
        let reached = target_of(counts.len(), target).map(|target| counts.iter().skip(target).sum::<u32>());
        let Some(reached) = reached else {
            return if beside_bars { Self::beside_bars(counts, target) } else { Self::new(counts, target) };
        };
        let n: u32 = counts.iter().sum();
        let two = [n.saturating_sub(reached), reached];
        let told = if beside_bars { Self::beside_bars(&two, Some(1)) } else { Self::new(&two, Some(1)) };
        Self { target: target_of(counts.len(), target), ..told }
    }

    /// As above, with everything but the number of students withheld.
    pub(in crate::records) fn withheld(self) -> Self {
        Self { parts: None, above: None, ..self }
    }
}

/// The audit: given everything that the row shows, no category certainly holds fewer than two students or all but fewer than
/// two, and no open-ended category can be worked out exactly.
///
/// Shares and the sum above the cut form a tree (all, the two sides, the levels), for which the bounds have a closed form.
fn is_safe(n: u32, shares: &[Coded], above: Option<(usize, &Coded)>) -> bool {
    let pairs: Vec<Interval> = shares.iter().map(|share| Interval { low: share.low, high: share.high }).collect();
    let bounds = match above {
        None => tighten(&pairs, Interval { low: n, high: n }),
        Some((split, above)) => {
            let (left, right) = pairs.split_at(split.min(pairs.len()));
            let upper = sum(right).meet(Interval { low: above.low, high: above.high });
            let lower = sum(left);
            let sides = tighten(&[lower, upper], Interval { low: n, high: n });
            let (Some(lower), Some(upper)) = (sides.first(), sides.get(1)) else { return false };
            let mut bounds = tighten(left, *lower);
            bounds.extend(tighten(right, *upper));
            let is_tail = above.is_tail;
            if ![lower, upper].iter().all(|side| side.is_open_enough(n, is_tail)) {
                return false;
            }
            bounds
        }
    };
    bounds.iter().zip(shares).all(|(bound, share)| bound.is_open_enough(n, share.is_tail))
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Interval {
    low: u32,
    high: u32,
}

impl Interval {
    fn meet(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }

    fn is_open_enough(self, n: u32, is_tail: bool) -> bool {
        self.high >= 2 && self.low + 2 <= n && (!is_tail || self.high > self.low)
    }
}

fn sum(parts: &[Interval]) -> Interval {
    Interval { low: parts.iter().map(|part| part.low).sum(), high: parts.iter().map(|part| part.high).sum() }
}

/// The bounds of parts that add up to a number inside `total`.
fn tighten(parts: &[Interval], total: Interval) -> Vec<Interval> {
    let all = sum(parts);
    parts
        .iter()
        .map(|part| {
            let (others_low, others_high) = (all.low - part.low, all.high - part.high);
            part.meet(Interval {
                low: total.low.saturating_sub(others_high),
                high: total.high.saturating_sub(others_low),
            })
        })
        .collect()
}

#[cfg(test)]
mod shown;
#[cfg(test)]
pub(super) use shown::levels_row;

#[cfg(test)]
mod tests;
