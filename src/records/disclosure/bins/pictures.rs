//! Every picture of small groups, and what a room that knows the rules can work out of bars and shares together.

use std::collections::{BTreeMap, HashMap};

use super::super::super::card::Scale;
use super::super::quantiles::quantile_is_open;
use super::super::{levels_row, rounded, small_bars, split};
use super::bars;

/// Scores 0 to `high`, with levels from these scores on.
fn scale(high: u32, cuts: &[u32], target: usize) -> Scale {
    Scale {
        low: 0.0,
        high: f64::from(high),
        step: 1.0,
        error: None,
        cuts: cuts.iter().map(|cut| (f64::from(*cut), format!("from {cut}"))).collect(),
        below: None,
        target: Some(target),
        codes: Vec::new(),
    }
}

/// All that is shown of students counted by score, and what each level holds. Of a small group bars are ranges;
/// its median belongs to it unless it alone may tell of a level beside the shares.
fn told(scale: &Scale, counts: &[u32], is_small: bool) -> (String, Vec<u32>) {
    let n = counts.iter().sum();
    let mut levels = vec![0; scale.cuts.len() + 1];
    for (score, count) in (0_u32..).zip(counts) {
        levels[scale.level(score)] += count;
    }
    let row = levels_row(&levels, scale.target);
    let scores: BTreeMap<u32, u32> = (0..).zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect();
    let mut text = format!("{:?} {}", row.shares.iter().map(ToString::to_string).collect::<Vec<_>>(), row.above);
    if is_small {
        let all: Vec<u32> =
            (0_u32..).zip(counts).flat_map(|(score, count)| std::iter::repeat_n(score, *count as usize)).collect();
        let middle = |at: usize| f64::from(all[at]);
        let median = f64::midpoint(middle((all.len() - 1) / 2), middle(all.len() / 2));
        let median = rounded(median, scale.low, scale.step);
        let median = Some(median).filter(|_| quantile_is_open(scale, &scores, 0.5));
        text += &format!(" median {:?}", median.as_ref().map(|median| median.text().to_owned()));
        let bars = small_bars(scale, &scores, &row.shares, median.map(|median| median.middle()));
        text += &bars.iter().map(|bar| format!("; {}: {}", bar.label, bar.number.text())).collect::<String>();
    } else {
        let cuts: Vec<f64> = scale.cuts.iter().map(|(cut, _)| *cut).collect();
        let cuts = split(n, levels.len(), scale.target).map_or(cuts.clone(), |split| vec![cuts[split - 1]]);
        let bars = if row.is_hidden() { Vec::new() } else { bars(scale, &scores, &cuts) };
        text += &bars.iter().map(|bar| format!("; {}: {}", bar.label, bar.count)).collect::<String>();
    }
    (text, levels)
}

fn spread(left: u32, places: usize, counts: &mut Vec<u32>, visit: &mut impl FnMut(&[u32])) {
    if places == 1 {
        counts.push(left);
        visit(counts);
        counts.pop();
        return;
    }
    for count in 0..=left {
        counts.push(count);
        spread(left - count, places - 1, counts, visit);
        counts.pop();
    }
}

/// Tries every data set, sorts them by what is shown, and asks what a room that knows the rules can work out of each
/// picture. Hidden bars are shown things too. Gives how many of the sets have bars.
fn enumerate(n: u32, scale: &Scale, is_small: bool) -> (usize, usize) {
    let mut pictures: HashMap<String, (usize, Vec<(u32, u32)>)> = HashMap::new();
    spread(n, scale.steps() as usize + 1, &mut Vec::new(), &mut |counts| {
        let (text, mut held) = told(scale, counts, is_small);
        if let Some(target) = scale.target {
            held.extend([held.iter().take(target).sum::<u32>(), held.iter().skip(target).sum()]);
        }
        let (sets, ranges) =
            pictures.entry(text).or_insert_with(|| (0, held.iter().map(|held| (*held, *held)).collect()));
        *sets += 1;
        for (range, held) in ranges.iter_mut().zip(held) {
            *range = (range.0.min(held), range.1.max(held));
        }
    });
    for (text, (_, ranges)) in &pictures {
        // Without a cut there is one level, which holds everybody.
        for (low, high) in ranges.iter().filter(|_| !scale.cuts.is_empty()) {
            assert!(*high >= 2 && low + 2 <= n, "{n} students, cuts {:?}, {text}: {ranges:?}", scale.cuts);
        }
    }
    let with_bars = pictures.iter().filter(|(text, _)| text.contains(';')).map(|(_, (sets, _))| sets).sum();
    (with_bars, pictures.values().map(|(sets, _)| sets).sum())
}

fn is_full() -> bool {
    std::env::var_os("CHARTPAPER_FULL").is_some()
}

#[test]
fn bars_of_levels_open_no_level() {
    let sizes: &[u32] = if is_full() { &[20, 21, 25, 30, 31, 33, 35, 40, 41, 45, 59] } else { &[20, 31] };
    for n in sizes {
        for target in [1, 2, 3] {
            let (with_bars, all) = enumerate(*n, &scale(3, &[1, 2, 3], target), true);
            assert!(with_bars * 10 >= all * 5, "{n} students: {with_bars} of {all}");
        }
    }
}

#[test]
fn natural_bars_open_no_level() {
    let sizes: &[u32] = if is_full() { &[21, 31, 35, 41] } else { &[21, 31] };
    for n in sizes {
        for (cuts, target) in [(&[2, 4][..], 1), (&[1, 4], 2), (&[3], 1)] {
            enumerate(*n, &scale(4, cuts, target), false);
        }
    }
}

#[test]
fn bars_of_a_class_open_no_level_and_are_nearly_always_drawn() {
    let sizes: &[u32] = if is_full() { &[20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30] } else { &[25] };
    for n in sizes {
        for (scale, is_told) in [
            (scale(3, &[1, 2, 3], 2), true),
            (scale(5, &[2, 4], 1), true),
            (scale(3, &[2], 1), true),
            (scale(3, &[], 0), false),
        ] {
            let (with_bars, all) = enumerate(*n, &Scale { target: scale.target.filter(|_| is_told), ..scale }, true);
            // Among the sets are many in which nearly everybody has one score; in a usual class bars fail in less than 1 %.
            assert!(with_bars * 10 >= all * 6, "{n} students: {with_bars} of {all}");
        }
    }
}

#[test]
fn bars_of_told_levels_say_no_more_than_their_shares() {
    let scale = scale(3, &[1, 2, 3], 2);
    let (text, _) = told(&scale, &[0, 8, 14, 13], true);
    assert!(
        text.contains("21-30%") && text.ends_with("; under 1: \u{2264}3; 1: 8-10; 2: 11-14; 3 and over: 11-14"),
        "{text}"
    );
    assert_eq!(told(&scale, &[0, 8, 14, 13], true).0, told(&scale, &[2, 8, 13, 12], true).0);
}
