//! Small classes with the floor set to 3: every set of one or two students, against everything that is shown.

use super::*;

/// Rank of whole-number rows, by elimination without fractions (Bareiss 1968).
fn rank(mut rows: Vec<Vec<i128>>) -> usize {
    let (mut done, mut before) = (0, 1);
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(done, pivot);
        for row in done + 1..rows.len() {
            for at in (0..rows[row].len()).rev() {
                if at >= column {
                    let product = rows[row][at] * rows[done][column] - rows[row][column] * rows[done][at];
                    rows[row][at] = product / before;
                }
            }
        }
        before = rows[done][column];
        done += 1;
    }
    done
}

fn next(dice: &mut u64) -> u64 {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    *dice >> 11
}

#[test]
fn no_set_of_one_or_two_of_fourteen_students_follows() {
    let mut dice = 0x1234_5678_9ABC_DEF1;
    let classes = if std::env::var_os("CHARTPAPER_FULL").is_some() { 2_000 } else { 200 };
    let (mut shown, mut refused) = (0, 0);
    for round in 0..classes {
        let n = 6 + round % 9;
        let cells: Vec<[usize; 1]> = (0..n).map(|cell| [cell]).collect();
        let atoms = Atoms::new(&vec![1; n], &[], cells.iter().map(<[usize; 1]>::as_slice));
        let mut ledger = Ledger::new(&atoms, 3);
        let everybody: Vec<usize> = (0..n).collect();
        let mut told: Vec<Vec<i128>> = Vec::new();
        for view in 0..8 {
            let is_in = next(&mut dice);
            let (one, other): (Vec<usize>, Vec<usize>) = everybody.iter().partition(|atom| is_in >> **atom & 1 == 1);
            let candidates = [one, other].map(|atoms| Candidate { atoms, is_total: false });
            let kept = ledger.decide(&candidates, &everybody, view);
            for (candidate, kept) in candidates.iter().zip(kept) {
                shown += usize::from(kept);
                refused += usize::from(!kept && candidate.atoms.len() >= 3);
                if kept {
                    told.push(everybody.iter().map(|atom| i128::from(candidate.atoms.contains(atom))).collect());
                }
            }
        }
        let known = rank(told.clone());
        for few in (1_u32..1 << n).filter(|few| few.count_ones() < 3) {
            let mut with = told.clone();
            with.push((0..n).map(|atom| i128::from(few >> atom & 1)).collect());
            assert_eq!(rank(with), known + 1, "{n} students, {few:b}: {told:?}");
        }
    }
    assert!(shown > classes && refused > classes, "{shown} shown, {refused} refused");
}
