//! Suppression against a linear program that knows nothing of graphs.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::tests::Dice;
use super::*;

/// The least or greatest value of a hidden cell, fractions allowed; nothing if the solver fails.
fn bound(
    counts: &[Vec<u32>],
    hidden: &[Vec<bool>],
    cell: (usize, usize),
    direction: OptimizationDirection,
) -> Option<f64> {
    let mut problem = Problem::new(direction);
    let unknown: Vec<Vec<Option<Variable>>> = hidden
        .iter()
        .enumerate()
        .map(|(r, row)| {
            let value = |c: usize| if (r, c) == cell { 1.0 } else { 0.0 };
            row.iter().enumerate().map(|(c, hidden)| hidden.then(|| problem.add_var(value(c), (0.0, 1e6)))).collect()
        })
        .collect();
    let lines = (0..counts.len())
        .map(|r| (0..counts[0].len()).map(|c| (r, c)).collect())
        .chain((0..counts[0].len()).map(|c| (0..counts.len()).map(|r| (r, c)).collect::<Vec<_>>()));
    for line in lines {
        let known = line.iter().filter_map(|(r, c)| Some((unknown[*r][*c]?, 1.0)));
        let sum: Vec<(Variable, f64)> = known.collect();
        let left: u32 = line.iter().filter(|(r, c)| hidden[*r][*c]).map(|(r, c)| counts[*r][*c]).sum();
        if !sum.is_empty() {
            problem.add_constraint(sum, ComparisonOp::Eq, f64::from(left));
        }
    }
    let solved = problem.solve().ok()?.into_solution().ok()?;
    matches!(solved.status(), microlp::SolutionStatus::Optimal).then(|| solved.objective())
}

/// Students dealt over a table of 2 to 5 groups and 3 or 4 levels (PRIVACY E1); no group below the minimum comes so far.
fn table(dice: &mut Dice) -> Vec<Vec<u32>> {
    loop {
        let counts = any_table(dice);
        if counts.iter().all(|row| row.iter().sum::<u32>() >= 10) {
            return counts;
        }
    }
}

fn any_table(dice: &mut Dice) -> Vec<Vec<u32>> {
    let students = [24, 60, 120][usize::try_from(dice.below(3)).unwrap()];
    let (rows, columns) = (2 + dice.below(4), 3 + dice.below(2));
    let share = |dice: &mut Dice| 1 + dice.below(9);
    let (of_row, of_column): (Vec<u64>, Vec<u64>) =
        ((0..rows).map(|_| share(dice)).collect(), (0..columns).map(|_| share(dice)).collect());
    let draw = |dice: &mut Dice, shares: &[u64]| {
        let mut left = dice.below(shares.iter().sum());
        shares.iter().position(|share| {
            let is_it = left < *share;
            left = left.saturating_sub(*share);
            is_it
        })
    };
    let mut counts = vec![vec![0; usize::try_from(columns).unwrap()]; usize::try_from(rows).unwrap()];
    for _ in 0..students {
        let (row, column) = (draw(dice, &of_row).unwrap(), draw(dice, &of_column).unwrap());
        counts[row][column] += 1;
    }
    counts
}

#[test]
fn the_bounds_of_hidden_cells_are_those_of_a_linear_program() {
    let mut dice = Dice(2_027);
    let tables = if std::env::var_os("CHARTPAPER_FULL").is_some() { 10_000 } else { 1_000 };
    let (mut hidden_cells, mut shown, mut shown_bridge_free, mut cells) = (0, 0, 0, 0);
    let (mut exact, mut narrow, mut unsolved) = (0, 0, 0);
    for _ in 0..tables {
        let counts = table(&mut dice);
        cells += counts.iter().flatten().count();
        let open =
            |hidden: Option<Vec<Vec<bool>>>| hidden.iter().flatten().flatten().filter(|hidden| !**hidden).count();
        shown_bridge_free += open(suppress_to(&counts, 1));
        let found = suppress(&counts);
        shown += open(found.clone());
        let Some(hidden) = found else { continue };
        let masked = Masked { counts: &counts, hidden: &hidden };
        for (r, row) in hidden.iter().enumerate() {
            for c in (0..row.len()).filter(|c| row[*c]) {
                let low = bound(&counts, &hidden, (r, c), OptimizationDirection::Minimize);
                let high = bound(&counts, &hidden, (r, c), OptimizationDirection::Maximize);
                let Some((low, high)) = low.zip(high) else {
                    unsolved += 1;
                    continue;
                };
                hidden_cells += 1;
                exact += usize::from(high - low < 1e-6);
                narrow += usize::from(high - low < 3.0 - 1e-6);
                let flow = masked.bounds(r, c);
                assert!((f64::from(flow.0) - low).abs() < 1e-6 && (f64::from(flow.1) - high).abs() < 1e-6);
            }
        }
    }
    let percent = |part: usize| 100.0 * part as f64 / cells as f64;
    eprintln!(
        "{tables} tables, {hidden_cells} hidden cells: {exact} exact, {narrow} narrow, {unsolved} unsolved; shown {:.1} % of cells, bridge-free alone {:.1} %",
        percent(shown),
        percent(shown_bridge_free)
    );
    assert_eq!((exact, narrow, unsolved), (0, 0, 0));
    assert!(hidden_cells > tables && percent(shown) >= percent(shown_bridge_free) - 2.0);
}
