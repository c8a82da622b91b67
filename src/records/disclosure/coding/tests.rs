use super::*;

fn texts(counts: &[u32], target: Option<usize>) -> (Vec<String>, String) {
    let row = levels_row(counts, target);
    (row.shares.iter().map(ToString::to_string).collect(), row.above.to_string())
}

#[test]
fn coding_follows_the_size_of_the_group() {
    assert_eq!(texts(&[3, 4, 3, 2], Some(2)), (vec!["51-60%".into(), "41-50%".into()], "41-50%".into()));
    assert_eq!(
        texts(&[3, 12, 12, 8], Some(2)),
        (["\u{2264}10%", "31-40%", "31-40%", "21-30%"].map(String::from).to_vec(), "51-60%".into())
    );
    assert_eq!(texts(&[2, 8, 9, 5], Some(2)).0, ["41-50%", "51-60%"]);
    assert_eq!(texts(&[2, 8, 9, 5], None).0.len(), 4);
    assert_eq!(texts(&[20, 30, 30, 14], Some(2)).0, ["21-25%", "31-35%", "31-35%", "11-15%"]);
    assert_eq!(texts(&[60, 60, 60, 60], None).0, ["25%", "25%", "25%", "25%"]);
    assert_eq!(texts(&[1, 199, 199, 1], Some(2)).0, ["\u{2264}1%", "50%", "50%", "\u{2264}1%"]);
}

#[test]
fn beside_a_histogram_of_others_no_count_is_told() {
    for n in ONE_OR_TWO {
        for count in 0..=n {
            let coded = Coded::by(Rule::beside_bars(n), count, n);
            assert!(coded.low <= count && count <= coded.high, "{count} of {n}: {coded:?}");
            assert!(coded.high - coded.low >= 3, "{count} of {n}: {coded:?}");
        }
    }
    let text = |shares: Shares| shares.row().shares[0].to_string();
    assert_eq!(text(Shares::beside_bars(&[60, 100, 80], None)), "21-25%");
    assert_eq!(text(Shares::new(&[60, 100, 80], None)), "25%");
    assert_eq!(text(Shares::beside_bars(&[100, 200, 100], None)), "25%");
}

#[test]
fn the_text_holds_the_truth() {
    for n in 1..450 {
        for count in 0..=n {
            let coded = Coded::new(count, n);
            assert!(coded.low <= count && count <= coded.high, "{count} of {n}: {coded:?}");
            let percent = 100.0 * f64::from(count) / f64::from(n);
            assert!(coded.number.low <= percent && percent <= coded.number.high, "{count} of {n}: {coded:?}");
            for other in [coded.low.wrapping_sub(1), coded.high + 1] {
                assert!(other > n || Coded::new(other, n).number.text != coded.number.text, "{count} of {n}");
            }
        }
    }
}

#[test]
fn without_a_target_small_groups_are_hidden_unless_there_are_two_levels() {
    assert_eq!(texts(&[4, 4, 4], None).0, ["*", "*", "*"]);
    assert_eq!(texts(&[6, 6], None).0, ["41-50%", "41-50%"]);
}

/// All ways to spread `n` students over levels that would be shown with the same texts.
fn compatible(n: u32, levels: usize, visit: &mut impl FnMut(&[u32])) {
    fn spread(left: u32, counts: &mut Vec<u32>, levels: usize, visit: &mut impl FnMut(&[u32])) {
        if counts.len() + 1 == levels {
            counts.push(left);
            visit(counts);
            counts.pop();
            return;
        }
        for count in 0..=left {
            counts.push(count);
            spread(left - count, counts, levels, visit);
            counts.pop();
        }
    }
    spread(n, &mut Vec::new(), levels, visit);
}

/// What a room that knows the rules can work out, by trying every data set that shows the same texts.
#[test]
fn enumeration_finds_no_group_in_which_a_level_is_pinned() {
    use std::collections::HashMap;
    let sizes: &[u32] = if std::env::var_os("CHARTPAPER_FULL").is_some() {
        &[10, 15, 20, 21, 24, 30, 35, 40]
    } else {
        &[10, 20, 21, 24]
    };
    for n in sizes {
        for target in [None, Some(1), Some(2), Some(3)] {
            let mut ranges: HashMap<Vec<String>, Vec<(u32, u32)>> = HashMap::new();
            let mut shown = 0;
            let mut total = 0;
            compatible(*n, 4, &mut |counts| {
                total += 1;
                let row = levels_row(counts, target);
                if row.is_hidden() {
                    return;
                }
                shown += 1;
                let mut key: Vec<String> = row.shares.iter().map(ToString::to_string).collect();
                key.push(row.above.to_string());
                let mut told = counts.to_vec();
                if let Some(target) = target {
                    told.push(counts.iter().skip(target).sum());
                    told.push(counts.iter().take(target).sum());
                }
                let ranges = ranges.entry(key).or_insert_with(|| told.iter().map(|x| (*x, *x)).collect());
                for (range, x) in ranges.iter_mut().zip(told) {
                    *range = (range.0.min(x), range.1.max(x));
                }
            });
            for (texts, ranges) in &ranges {
                for (low, high) in ranges {
                    assert!(*high >= 2 && low + 2 <= *n, "{n} students, {target:?}, {texts:?}: {ranges:?}");
                }
            }
            if target.is_some() {
                assert!(shown * 10 >= total * 7, "{n} students, {target:?}: {shown} of {total} shown");
            }
        }
    }
}

/// Ways to write `n` as a sum of so many counts that do not fall.
fn rising(n: u32, places: usize, least: u32, counts: &mut Vec<u32>, visit: &mut impl FnMut(&[u32])) {
    match places {
        0 if n == 0 => visit(counts),
        0 => {}
        1 => {
            if n >= least {
                counts.push(n);
                visit(counts);
                counts.pop();
            }
        }
        _ => {
            for count in least..=n / u32::try_from(places).unwrap() {
                counts.push(count);
                rising(n - count, places - 1, count, counts, visit);
                counts.pop();
            }
        }
    }
}

/// Every distribution over two to five levels of 10 to 40 students, up to the order of levels on one side of the cut, which
/// the code does not know: shares that are told with the same texts in another order are told in that order of the other
/// distribution. Gives how many there are and how many are shown.
fn every_distribution(n: u32, levels: usize, target: Option<usize>) -> (usize, usize) {
    use std::collections::HashMap;
    type Text = (bool, String);
    type Ranges = HashMap<Text, (u32, u32)>;
    let below_levels = target.unwrap_or(levels);
    // For the texts of either side: by text, the least and the greatest count that it stands for; and of the upper side.
    let mut told: HashMap<Vec<Text>, Ranges> = HashMap::new();
    let (mut all, mut shown) = (0, 0);
    for above in (0..=n).filter(|above| target.is_some() || *above == 0) {
        rising(n - above, below_levels, 0, &mut Vec::new(), &mut |below| {
            let below = below.to_vec();
            rising(above, levels - below_levels, 0, &mut Vec::new(), &mut |upper| {
                all += 1;
                let counts = [&below, upper].concat();
                let shares = Shares::new(&counts, target);
                let Some(parts) = shares.parts else { return };
                shown += 1;
                let text = |is_above: bool, coded: &Coded| (is_above, coded.number.text().to_owned());
                let mut held: Vec<((bool, String), u32)> = if parts.len() == levels {
                    let parts = parts.iter().zip(&counts).enumerate();
                    parts.map(|(at, (part, count))| (text(at >= below_levels, part), *count)).collect()
                } else {
                    vec![(text(false, &parts[0]), n - above), (text(true, &parts[1]), above)]
                };
                if let Some(sum) = &shares.above {
                    let sum = (true, format!("sum {}", sum.number.text()));
                    held.extend([((false, sum.1.clone()), n - above), (sum, above)]);
                }
                let mut key: Vec<(bool, String)> = held.iter().map(|(text, _)| text.clone()).collect();
                key.sort();
                let ranges = told.entry(key).or_default();
                for (text, count) in held {
                    let range = ranges.entry(text).or_insert((count, count));
                    *range = (range.0.min(count), range.1.max(count));
                }
            });
        });
    }
    for (key, ranges) in &told {
        for (text, (low, high)) in ranges {
            assert!(*high >= 2 && low + 2 <= n, "{n} students, {levels} levels, {target:?}: {text:?} of {key:?}");
        }
    }
    (all, shown)
}

#[test]
fn no_distribution_of_two_to_five_levels_pins_a_level_at_any_size() {
    let is_full = std::env::var_os("CHARTPAPER_FULL").is_some();
    let sizes: Vec<u32> = if is_full { (10..=40).collect() } else { vec![10, 11, 13, 20, 21, 25] };
    let (mut all, mut shown) = (0, 0);
    for n in sizes {
        for levels in 2..=5 {
            // Of two levels the upper one counts as reached.
            for target in (levels > 2).then_some(None).into_iter().chain((1..levels).map(Some)) {
                let found = every_distribution(n, levels, target);
                (all, shown) = (all + found.0, shown + found.1);
            }
        }
    }
    eprintln!("{all} distributions, {shown} shown");
    assert!(shown * 3 > all, "{shown} of {all}");
}
