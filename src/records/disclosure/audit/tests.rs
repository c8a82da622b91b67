use super::*;

fn scores(counts: &[u32]) -> Scores {
    (0..).zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect()
}

fn shares(set: &[usize]) -> Unit {
    Unit { set: set.to_vec(), part: Part::Shares }
}

#[test]
fn nothing_is_withheld_where_the_truth_shows_that_all_is_open() {
    let atoms = [scores(&[5, 9, 4]), scores(&[8, 8, 8])];
    let coded = |atom: usize, step: u32, count: u32| Told::Coded {
        unit: shares(&[atom]),
        set: vec![atom],
        steps: step..step + 1,
        low: count.saturating_sub(2),
        high: count + 2,
    };
    let told = [coded(0, 0, 5), coded(0, 1, 9), coded(0, 2, 4), coded(1, 0, 8)];
    assert_eq!(withheld(&atoms, &told, &[0..1, 1..2, 2..3], 10), BTreeSet::new());
}
