//! Bars of a group that is too small for counts: how many students lie below each edge, in ranges.
//!
//! Edges follow from the scale alone. What is coded is the number of students *below* an edge, in ranges that divide what is known
//! of it anyway, from the shares that are told and from the median: the bar between two edges holds the difference, and
//! because a range holds at least four numbers, a bar may always hold two students or more. Coded one by one as shares, bars of a
//! class of 25 would be hidden in 10 to 40 % of draws from usual profiles, because the ranges of the others pin the last one
//! down. Ours; every picture of small groups is enumerated in `bins/pictures.rs`.

use std::collections::BTreeMap;

use super::super::admitted::{Cell, Number};
use super::super::card::Scale;
use super::bins::Merged;
use super::coding::{below_in_range, share, split};

/// A range is a fifth of the group wide, and never narrower than four numbers, one more than a bar needs: near the ends of a coarse
/// scale a median may tell one student more than [`halved`] does.
const PARTS: u32 = 5;
const NARROWEST: u32 = 4;

/// An exact number of students is at least this.
const EXACT: u32 = 3;

/// A bar told as a range of counts.
pub(in crate::records) struct CodedBar {
    pub(in crate::records) from: Option<f64>,
    pub(in crate::records) to: Option<f64>,
    pub(in crate::records) label: String,
    pub(in crate::records) number: Number,
    /// Between which numbers it leaves the students below its upper end.
    pub(in crate::records) below: (u32, u32),
}

/// The bars of a group counted by step of the scale, beside the shares `bands` of its levels and its shown median.
///
/// Where the share of every level is told, the bars say the same in counts, and no more. Where two parts are told, or nothing for
/// want of a level that counts as reached, bars are [coded](coded_bars). Withheld shares withhold the bars.
pub(in crate::records) fn small_bars(
    scale: &Scale,
    counts: &BTreeMap<u32, u32>,
    bands: &[Cell],
    median: Option<f64>,
) -> Vec<CodedBar> {
    let n: u32 = counts.values().sum();
    let levels = scale.levels().len();
    let are_told = levels > 0 && bands.iter().all(|band| band.number().is_some());
    let split = split(n, levels, scale.target).or((levels == 2).then_some(1));
    if levels > 0 && !are_told && (scale.target.is_some() || levels == 2) {
        return Vec::new();
    }
    if are_told && split.is_none() {
        let edges: Vec<f64> = scale.cuts.iter().map(|(cut, _)| *cut).collect();
        let mut held = vec![0; levels];
        for (step, count) in counts {
            if let Some(slot) = held.get_mut(scale.level(*step)) {
                *slot += count;
            }
        }
        let ranges = held.iter().map(|count| share(*count, n));
        return labels(scale, &edges)
            .into_iter()
            .zip(ranges)
            .map(|((from, to, label), (low, high))| CodedBar {
                from,
                to,
                label,
                number: between(low, high, n),
                below: (0, n),
            })
            .collect();
    }
    let told = split.and_then(|split| scale.cuts.get(split.checked_sub(1)?)).map(|(cut, _)| *cut);
    coded_bars(scale, counts, told.filter(|_| are_told), median)
}

/// Where the bars of a small group meet: the cuts, or, so that there are three bars, edges from the scale alone.
pub(in crate::records) fn band_edges(scale: &Scale) -> Vec<f64> {
    let cuts: Vec<f64> = scale.cuts.iter().map(|(cut, _)| *cut).collect();
    match cuts.as_slice() {
        [] => [1.0, 2.0]
            .iter()
            .map(|thirds| scale.low + ((scale.high - scale.low) * thirds / 3.0 / scale.step).round() * scale.step)
            .collect(),
        [cut] => {
            let (below, above) = (cut - scale.low, scale.high - cut);
            let halfway = if above >= below { cut + above / 2.0 } else { scale.low + below / 2.0 };
            let edge = scale.low + ((halfway - scale.low) / scale.step).round() * scale.step;
            let mut edges = vec![*cut];
            if (edge - cut).abs() > scale.step / 2.0 && edge > scale.low && edge <= scale.high {
                edges.push(edge);
            }
            edges.sort_by(f64::total_cmp);
            edges
        }
        _ => cuts,
    }
}

/// Bars of students counted by step of the scale. `told` is the cut whose shares on both sides are told.
fn coded_bars(scale: &Scale, counts: &BTreeMap<u32, u32>, told: Option<f64>, median: Option<f64>) -> Vec<CodedBar> {
    let edges = band_edges(scale);
    let n: u32 = counts.values().sum();
    let mut heaps = vec![0_u32; edges.len() + 1];
    for (step, count) in counts {
        let score = scale.score(*step) + scale.step / 100.0;
        if let Some(heap) = heaps.get_mut(edges.iter().filter(|edge| **edge <= score).count()) {
            *heap += count;
        }
    }
    let below: Vec<u32> = heaps
        .iter()
        .scan(0, |below, heap| {
            *below += heap;
            Some(*below)
        })
        .collect();
    let known = |at: usize| edges.get(at).zip(below.get(at));
    let at_told = (0..edges.len()).find(|at| told.is_some() && known(*at).map(|(edge, _)| *edge) == told);
    let (least, most) = at_told.and_then(known).map_or((0, n), |(_, below)| below_in_range(*below, n));
    let mut ranges = vec![(0, 0)];
    for (at, edge) in edges.iter().enumerate() {
        let Some(below) = below.get(at).copied() else { continue };
        // What the room knows of the edge before there are bars.
        let (mut low, mut high) = match at_told {
            None => (0, n),
            Some(told) if at < told => (0, most),
            Some(told) if at > told => (least, n),
            Some(_) => (least, most),
        };
        if let Some(half) = halved(*edge, median, scale, n) {
            (low, high) = (low.max(half.0), high.min(half.1));
        }
        ranges.push(if at_told == Some(at) { (low, high) } else { ranged(below, low, high, n) });
    }
    ranges.push((n, n));
    tighten(&mut ranges);
    let held: Vec<(u32, u32)> = ranges
        .iter()
        .zip(ranges.iter().skip(1))
        .map(|((low, high), (next_low, next_high))| (next_low.saturating_sub(*high), next_high.saturating_sub(*low)))
        .collect();
    // A middle share may be told exactly already, by the ranges on both sides of its cut; so may the bar at its end of the scale.
    if edges.len() < 2 || held.iter().any(|(low, high)| *high < 2 || low + 2 > n || (low == high && *low < EXACT)) {
        return Vec::new();
    }
    labels(scale, &edges)
        .into_iter()
        .zip(held)
        .zip(ranges.into_iter().skip(1))
        .map(|(((from, to, label), (low, high)), below)| CodedBar {
            from,
            to,
            label,
            number: between(low, high, n),
            below,
        })
        .collect()
}

/// Between which numbers a shown median leaves the students below an edge: half of them lie on either side of it.
fn halved(edge: f64, median: Option<f64>, scale: &Scale, n: u32) -> Option<(u32, u32)> {
    let median = median?;
    // The least possible score at or above the edge.
    let least = scale.low + ((edge - scale.low) / scale.step - 0.01).ceil() * scale.step;
    Some(if least > median + scale.step / 2.0 { (n.div_ceil(2), n) } else { (0, n / 2) })
}

/// Ends and words of the bars that meet at these edges.
pub(in crate::records) fn labels(scale: &Scale, edges: &[f64]) -> Vec<(Option<f64>, Option<f64>, String)> {
    let bars = Merged { edges: edges.to_vec(), counts: vec![0; edges.len() + 1] }.labelled(scale);
    bars.into_iter().map(|bar| (bar.from, bar.to, bar.label)).collect()
}

/// Counts as dots that stand for `each` students: dot `i` is drawn where the `(i - 1/2) each`-th student is, so that a bar with some
/// dots may hold up to `each - 1` students fewer or more than they stand for.
pub(in crate::records) fn dotted(counts: &[u32], each: u32) -> Vec<Number> {
    let n: u32 = counts.iter().sum();
    let each = each.max(1);
    let dots_below = |below: u32| (below + each / 2) / each;
    let mut below = 0;
    counts
        .iter()
        .map(|count| {
            let dots = dots_below(below + count) - dots_below(below);
            below += count;
            let low = (dots * each).saturating_sub(each - 1).max(1);
            let high = (dots * each + each - 1).min(n);
            Number { text: format!("{low}-{high}"), low: f64::from(low), high: f64::from(high), is_range: low != high }
        })
        .collect()
}

/// A count that is told to lie between two numbers.
fn between(low: u32, high: u32, n: u32) -> Number {
    let text = match (low, high) {
        _ if low == high => low.to_string(),
        (0, high) => format!("\u{2264}{high}"),
        (low, high) if high >= n => format!("\u{2265}{low}"),
        (low, high) => format!("{low}-{high}"),
    };
    Number { text, low: f64::from(low), high: f64::from(high), is_range: low != high }
}

/// The range of a number that is known to lie from `low` to `high`: these are divided into ranges of one width, of which the last
/// takes the rest.
fn ranged(count: u32, low: u32, high: u32, n: u32) -> (u32, u32) {
    let width = n.div_ceil(PARTS).max(NARROWEST);
    let ranges = ((high + 1).saturating_sub(low) / width).max(1);
    let at = (count.saturating_sub(low) / width).min(ranges - 1);
    let from = low + at * width;
    (from, if at + 1 == ranges { high } else { from + width - 1 })
}

/// Numbers below edges do not fall from one edge to the next.
fn tighten(ranges: &mut [(u32, u32)]) {
    let mut least = 0;
    for range in ranges.iter_mut() {
        range.0 = range.0.max(least);
        least = range.0;
    }
    let mut most = u32::MAX;
    for range in ranges.iter_mut().rev() {
        range.1 = range.1.min(most);
        most = range.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_its_number_and_at_least_four() {
        for n in 10..60_u32 {
            for (low, high) in [(0, n), (0, n / 2), (n.div_ceil(2), n), (3, 7)] {
                for count in low..=high {
                    let (from, to) = ranged(count, low, high, n);
                    assert!(
                        low <= from && from <= count && count <= to && to <= high,
                        "{count} of {low}-{high}: {from}-{to}"
                    );
                    assert!(to >= from + 3 || (from, to) == (low, high), "{count} of {low}-{high}: {from}-{to}");
                    assert!(
                        (from..=to).all(|other| ranged(other, low, high, n) == (from, to)),
                        "{count} of {low}-{high}"
                    );
                }
            }
        }
    }

    #[test]
    fn there_are_three_bars_whatever_the_card_says_of_cuts() {
        let scale = |cuts: &[f64]| Scale {
            low: 160.0,
            high: 260.0,
            step: 1.0,
            error: None,
            cuts: cuts.iter().map(|cut| (*cut, format!("from {cut}"))).collect(),
            below: None,
            target: None,
            codes: Vec::new(),
        };
        assert_eq!(band_edges(&scale(&[])).len(), 2);
        assert_eq!(band_edges(&scale(&[200.0])), [200.0, 230.0]);
        assert_eq!(band_edges(&scale(&[240.0])), [200.0, 240.0]);
        assert_eq!(band_edges(&scale(&[190.0, 205.0, 220.0])), [190.0, 205.0, 220.0]);
    }
}
