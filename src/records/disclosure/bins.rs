//! Bars of a histogram: edges from the scale alone, then merged until no bar tells of few students.

use super::super::card::Scale;
use super::number::{decimals, text_of};

/// Least number of students in the first and the last bar (ours, PRIVACY 4.3).
const TAIL: u32 = 5;

/// Least number in the bars between them.
const INNER: u32 = 3;

/// More bars than this cannot be told apart on an 80-column screen.
const MOST_BARS: f64 = 30.0;

/// A bar: scores from `from` (inclusive) up to `to` (exclusive), `None` where the end is open.
pub(in crate::records) struct Bar {
    pub(in crate::records) from: Option<f64>,
    pub(in crate::records) to: Option<f64>,
    pub(in crate::records) label: String,
    pub(in crate::records) count: u32,
}

/// The bars of a sample counted by step of the scale. `told` are the cuts between the shares that are told of the same students.
///
/// Empty when fewer than two bars remain, and when a told share is of fewer students than a bar needs: a bar that held it
/// together with a part of the next would tell of it what the share's range does not. In all other cases no bar crosses a told
/// cut, so that the bars say everything that the shares say, and the least counts of bars are the whole audit. Those that have
/// none because of a share of zero or one look like those with two, three or four.
pub(in crate::records) fn bars(scale: &Scale, counts: &std::collections::BTreeMap<u32, u32>, told: &[f64]) -> Vec<Bar> {
    let cuts: Vec<f64> = scale.cuts.iter().map(|(cut, _)| *cut).collect();
    let edges = natural_edges(scale, MOST_BARS, &cuts);
    let mut heaps = vec![0; edges.len() + 1];
    for (step, count) in counts {
        let score = scale.score(*step) + scale.step / 100.0;
        let index = edges.iter().filter(|edge| **edge <= score).count();
        if let Some(heap) = heaps.get_mut(index) {
            *heap += count;
        }
    }
    let shares = Merged { edges: edges.clone(), counts: heaps.clone() }.only(told);
    if !told.is_empty() && !is_enough(&shares.counts) {
        return Vec::new();
    }
    let merged = merge(edges, heaps, told);
    if merged.counts.len() < 2 { Vec::new() } else { merged.labelled(scale) }
}

/// Edges inside the range at a natural distance (1, 2, 2.5 or 5 times a power of ten, whole steps), at most `most` bars, through
/// every cut. Where the cuts lie on no common grid, a cut takes the place of the edges too close to it.
fn natural_edges(scale: &Scale, most: f64, cuts: &[f64]) -> Vec<f64> {
    let width = width(scale, most);
    let slack = scale.step / 100.0;
    // Scores begin at half a step below the least one only in drawings; here an edge is a score.
    let anchor = cuts.first().copied().unwrap_or_else(|| (scale.low / width).floor() * width);
    let first = ((scale.low - anchor) / width).floor();
    let last = ((scale.high - anchor) / width).ceil();
    let mut edges: Vec<f64> = Vec::new();
    let mut at = first;
    while at <= last {
        let edge = anchor + at * width;
        let is_free = cuts.iter().all(|cut| (cut - edge).abs() > width / 2.0 - slack);
        if edge > scale.low + slack && edge <= scale.high + slack && is_free {
            edges.push(edge);
        }
        at += 1.0;
    }
    edges.extend(cuts);
    edges.sort_by(f64::total_cmp);
    edges
}

fn width(scale: &Scale, most: f64) -> f64 {
    let least = ((scale.high - scale.low + scale.step) / most).max(scale.step);
    let mut power = 10_f64.powf(least.log10().floor());
    for _ in 0..4 {
        for digit in [1.0, 2.0, 2.5, 5.0] {
            let width = digit * power;
            let steps = width / scale.step;
            let is_whole = (steps - steps.round()).abs() < 1e-6;
            if width >= least * (1.0 - 1e-9) && is_whole {
                return width;
            }
        }
        power *= 10.0;
    }
    (least / scale.step).ceil() * scale.step
}

pub(super) struct Merged {
    pub(super) edges: Vec<f64>,
    pub(super) counts: Vec<u32>,
}

impl Merged {
    /// Joins the bars on both sides of an edge.
    fn join(&mut self, edge: usize) {
        if edge < self.edges.len() && edge + 1 < self.counts.len() {
            self.edges.remove(edge);
            let right = self.counts.remove(edge + 1);
            if let Some(left) = self.counts.get_mut(edge) {
                *left += right;
            }
        }
    }

    /// With no edges but these.
    fn only(mut self, kept: &[f64]) -> Self {
        while let Some(edge) = self.edges.iter().position(|edge| !kept.contains(edge)) {
            self.join(edge);
        }
        self
    }

    fn is_cut(&self, edge: usize, cuts: &[f64]) -> bool {
        self.edges.get(edge).is_some_and(|edge| cuts.contains(edge))
    }

    pub(super) fn labelled(self, scale: &Scale) -> Vec<Bar> {
        let places = decimals(scale.step).max(decimals(scale.low));
        let word = |score: f64| text_of(score, places);
        let ends = || self.edges.iter().copied().map(Some);
        let froms = std::iter::once(None).chain(ends());
        let tos = ends().chain(std::iter::once(None));
        froms
            .zip(tos)
            .zip(&self.counts)
            .map(|((from, to), count)| {
                let label = match (from, to) {
                    (None, Some(to)) => format!("under {}", word(to)),
                    (Some(from), None) => format!("{} and over", word(from)),
                    (Some(from), Some(to)) if to - from <= scale.step * 1.5 => word(from),
                    (Some(from), Some(to)) => format!("{} to {}", word(from), word(to - scale.step)),
                    (None, None) => "all".to_owned(),
                };
                Bar { from, to, label, count: *count }
            })
            .collect()
    }
}

/// Whether the ends hold at least five students and all others at least three.
fn is_enough(counts: &[u32]) -> bool {
    let last = counts.len().saturating_sub(1);
    counts.iter().enumerate().all(|(at, count)| *count >= if at == 0 || at == last { TAIL } else { INNER })
}

/// Joins bars until there are [enough students](is_enough) in each; edges at told cuts go last.
fn merge(edges: Vec<f64>, counts: Vec<u32>, cuts: &[f64]) -> Merged {
    let mut bars = Merged { edges, counts };
    while bars.counts.len() > 1 {
        let last = bars.counts.len() - 1;
        let at = |index: usize| bars.counts.get(index).copied().unwrap_or(0);
        if at(0) < TAIL {
            bars.join(0);
        } else if at(last) < TAIL {
            bars.join(last - 1);
        } else if let Some(thin) = (1..last).find(|index| at(*index) < INNER) {
            let (left, right) = (thin - 1, thin);
            // Away from a cut, else towards the neighbour with fewer students.
            let goes_left = match (bars.is_cut(left, cuts), bars.is_cut(right, cuts)) {
                (false, true) => true,
                (true, false) => false,
                _ => at(thin - 1) < at(thin + 1),
            };
            bars.join(if goes_left { left } else { right });
        } else {
            break;
        }
    }
    bars
}

#[cfg(test)]
mod pictures;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn scale(low: f64, high: f64, step: f64, cuts: &[f64]) -> Scale {
        Scale {
            low,
            high,
            step,
            error: None,
            cuts: cuts.iter().map(|cut| (*cut, format!("from {cut}"))).collect(),
            below: None,
            target: None,
            codes: Vec::new(),
        }
    }

    #[test]
    fn natural_edges_go_through_every_cut() {
        let scale = scale(140.0, 280.0, 1.0, &[188.0, 203.0, 218.0]);
        let edges = natural_edges(&scale, MOST_BARS, &[188.0, 203.0, 218.0]);
        assert!([188.0, 193.0, 198.0, 203.0, 218.0].iter().all(|edge| edges.contains(edge)), "{edges:?}");
        assert!(edges.windows(2).all(|pair| (pair[1] - pair[0] - 5.0).abs() < 1e-9), "{edges:?}");
    }

    #[test]
    fn cuts_off_the_grid_still_are_edges() {
        let edges = natural_edges(&scale(0.0, 100.0, 1.0, &[47.0, 68.0]), 20.0, &[47.0, 68.0]);
        assert!(edges.contains(&47.0) && edges.contains(&68.0), "{edges:?}");
        assert!(edges.windows(2).all(|pair| pair[1] - pair[0] >= 2.0), "{edges:?}");
    }

    #[test]
    fn ends_are_open_and_labels_are_whole_scores() {
        let counts: BTreeMap<u32, u32> = (50..80).map(|step| (step, 3)).collect();
        let bars = bars(&scale(140.0, 280.0, 1.0, &[205.0]), &counts, &[205.0]);
        let labels: Vec<&str> = bars.iter().map(|bar| &*bar.label).collect();
        assert_eq!(labels, ["under 195", "195 to 199", "200 to 204", "205 to 209", "210 to 214", "215 and over"]);
        assert_eq!((bars[0].from, bars[0].to, bars[5].from, bars[5].to), (None, Some(195.0), Some(215.0), None));
    }

    #[test]
    fn an_extreme_score_changes_nothing() {
        let mut near: BTreeMap<u32, u32> = (50..80).map(|step| (step, 3)).collect();
        let mut far = near.clone();
        near.insert(80, 1);
        far.insert(139, 1);
        let shown = |counts| {
            bars(&scale(140.0, 280.0, 1.0, &[205.0]), counts, &[205.0])
                .into_iter()
                .map(|bar| (bar.label, bar.count))
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(&near), shown(&far));
    }

    proptest! {
        #[test]
        fn no_bar_tells_of_few(
            scores in prop::collection::vec(0_u32..=140, 20..200),
            cuts in prop::collection::btree_set(1_u32..140, 0..4),
            is_told: bool,
        ) {
            let cuts: Vec<f64> = cuts.into_iter().map(|cut| f64::from(cut) + 140.0).collect();
            let mut counts = BTreeMap::new();
            for score in &scores {
                *counts.entry(*score).or_default() += 1;
            }
            let told = if is_told { cuts.clone() } else { Vec::new() };
            let bars = bars(&scale(140.0, 280.0, 1.0, &cuts), &counts, &told);
            prop_assert!(bars.len() != 1);
            prop_assert!(bars.is_empty() || told.iter().all(|cut| bars.iter().any(|bar| bar.from == Some(*cut))));
            if let [first, inner @ .., last] = &bars[..] {
                prop_assert!(first.count >= TAIL && last.count >= TAIL);
                prop_assert!(inner.iter().all(|bar| bar.count >= INNER));
                prop_assert!(first.from.is_none() && last.to.is_none());
                prop_assert_eq!(bars.iter().map(|bar| bar.count).sum::<u32>() as usize, scores.len());
                prop_assert!(bars.windows(2).all(|pair| pair[0].to == pair[1].from));
            }
        }
    }
}
