//! Suppression in a table of counts whose sums are known (PRIVACY section 3).
//!
//! Counts of 1 to 4 are hidden (standard: the cell rule of US state agencies). More cells are hidden until every hidden one has
//! at least four possible values (an interval of width 3; ours, stricter than exact disclosure). If that cannot be reached the
//! whole body is hidden.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::flow::Masked;

/// Counts that are hidden for their own sake.
const SMALL: std::ops::RangeInclusive<u32> = 1..=4;

/// Least distance between the bounds of a hidden count.
const WIDTH: u32 = 3;

/// Which cells are hidden; nothing when the whole body must be. Rows are groups, all of the same number of cells.
///
/// A group that is all in one cell, but for at most one student, hides the body: its other cells are told by the first.
pub(in crate::records) fn suppress(counts: &[Vec<u32>]) -> Option<Vec<Vec<bool>>> {
    suppress_to(counts, WIDTH).map(|hidden| without_needless(counts, hidden))
}

/// Shows again, the largest first, what need not be hidden because of cells that were hidden after it.
fn without_needless(counts: &[Vec<u32>], mut hidden: Vec<Vec<bool>>) -> Vec<Vec<bool>> {
    let cells = counts.iter().enumerate().flat_map(|(row, line)| line.iter().enumerate().map(move |cell| (row, cell)));
    let mut more: Vec<(u32, usize, usize)> = cells
        .filter(|(row, (column, count))| {
            !SMALL.contains(count) && Masked { counts, hidden: &hidden }.is_hidden(*row, *column)
        })
        .map(|(row, (column, count))| (*count, row, column))
        .collect();
    more.sort_unstable_by(|a, b| b.cmp(a));
    for (_, row, column) in more {
        let mut fewer = hidden.clone();
        if let Some(cell) = fewer.get_mut(row).and_then(|line| line.get_mut(column)) {
            *cell = false;
        }
        if exposed(&Masked { counts, hidden: &fewer }, WIDTH).is_none() {
            hidden = fewer;
        }
    }
    hidden
}

/// The same with intervals of at least this width; of 1 nothing is known exactly, and no more.
fn suppress_to(counts: &[Vec<u32>], width: u32) -> Option<Vec<Vec<bool>>> {
    let is_uniform = |row: &Vec<u32>| {
        let n: u32 = row.iter().sum();
        row.iter().any(|count| n > 0 && count + 1 >= n)
    };
    if counts.iter().any(is_uniform) {
        return None;
    }
    let mut hidden: Vec<Vec<bool>> =
        counts.iter().map(|row| row.iter().map(|count| SMALL.contains(count)).collect()).collect();
    while let Some((row, column)) = exposed(&Masked { counts, hidden: &hidden }, width) {
        let masked = Masked { counts, hidden: &hidden };
        let more = cycle(&masked, row, column).or_else(|| smallest_shown(&masked, row, column))?;
        for (row, column) in more {
            if let Some(cell) = hidden.get_mut(row).and_then(|line| line.get_mut(column)) {
                *cell = true;
            }
        }
    }
    Some(hidden)
}

/// The first hidden cell that is known too well.
fn exposed(masked: &Masked<'_>, width: u32) -> Option<(usize, usize)> {
    for (row, line) in masked.counts.iter().enumerate() {
        for column in 0..line.len() {
            if masked.is_hidden(row, column) {
                let (low, high) = masked.bounds(row, column);
                if high - low < width {
                    return Some((row, column));
                }
            }
        }
    }
    None
}

/// The cells to hide for the cheapest cycle of hidden cells through this one; zeros are barred, because they cannot shrink.
/// Nothing if there is no cycle, or none that would hide more.
fn cycle(masked: &Masked<'_>, row: usize, column: usize) -> Option<Vec<(usize, usize)>> {
    let rows = masked.counts.len();
    let columns = masked.counts.first().map_or(0, Vec::len);
    let lines = rows + columns;
    let mut cost = vec![u32::MAX; lines];
    let mut before = vec![usize::MAX; lines];
    let mut queue = BinaryHeap::from([Reverse((0, row))]);
    *cost.get_mut(row)? = 0;
    while let Some(Reverse((spent, line))) = queue.pop() {
        if cost.get(line).is_none_or(|best| spent > *best) {
            continue;
        }
        let neighbours = if line < rows { rows..lines } else { 0..rows };
        for next in neighbours {
            let cell = if line < rows { (line, next - rows) } else { (next, line - rows) };
            let count = masked.count(cell.0, cell.1);
            if cell == (row, column) || count == 0 {
                continue;
            }
            let price = if masked.is_hidden(cell.0, cell.1) { 0 } else { count };
            let through = spent.saturating_add(price);
            if through < *cost.get(next)? {
                *cost.get_mut(next)? = through;
                *before.get_mut(next)? = line;
                queue.push(Reverse((through, next)));
            }
        }
    }
    let mut more = Vec::new();
    let mut at = rows + column;
    while at != row {
        let from = *before.get(at).filter(|line| **line != usize::MAX)?;
        let cell = if at < rows { (at, from - rows) } else { (from, at - rows) };
        if !masked.is_hidden(cell.0, cell.1) {
            more.push(cell);
        }
        at = from;
    }
    (!more.is_empty()).then_some(more)
}

/// The smallest shown count above zero in the row or the column of a cell, else anywhere.
fn smallest_shown(masked: &Masked<'_>, row: usize, column: usize) -> Option<Vec<(usize, usize)>> {
    let cells = masked
        .counts
        .iter()
        .enumerate()
        .flat_map(|(at, line)| line.iter().enumerate().map(move |(column, count)| (at, column, *count)));
    cells
        .filter(|(at, across, count)| *count > 0 && !masked.is_hidden(*at, *across))
        .min_by_key(|(at, across, count)| (*at != row && *across != column, *count))
        .map(|(at, across, _)| vec![(at, across)])
}

#[cfg(test)]
mod oracle;

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same on every run (xorshift, Marsaglia 2003).
    pub(super) struct Dice(pub(super) u64);

    impl Dice {
        pub(super) fn below(&mut self, bound: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % bound
        }
    }

    fn small_table(dice: &mut Dice, most: u64) -> Vec<Vec<u32>> {
        let (rows, columns) = (2 + dice.below(2), 2 + dice.below(2));
        (0..rows).map(|_| (0..columns).map(|_| u32::try_from(dice.below(most)).unwrap()).collect()).collect()
    }

    fn fill(
        cells: &[(usize, usize)],
        values: &mut Vec<u32>,
        rows: &mut [u32],
        columns: &mut [u32],
        found: &mut [Vec<(u32, u32)>],
    ) {
        let Some((r, c)) = cells.get(values.len()).copied() else {
            if rows.iter().chain(columns.iter()).all(|left| *left == 0) {
                for ((r, c), value) in cells.iter().zip(values) {
                    let range = &mut found[*r][*c];
                    *range = (range.0.min(*value), range.1.max(*value));
                }
            }
            return;
        };
        for value in 0..=rows[r].min(columns[c]) {
            rows[r] -= value;
            columns[c] -= value;
            values.push(value);
            fill(cells, values, rows, columns, found);
            values.pop();
            rows[r] += value;
            columns[c] += value;
        }
    }

    /// Least and greatest value of each hidden cell over all tables with the same shown cells and sums.
    fn enumerated(counts: &[Vec<u32>], hidden: &[Vec<bool>]) -> Vec<Vec<(u32, u32)>> {
        let mut found: Vec<Vec<(u32, u32)>> = counts.iter().map(|row| vec![(u32::MAX, 0); row.len()]).collect();
        let mut rows: Vec<u32> = counts.iter().map(|row| row.iter().sum()).collect();
        let mut columns: Vec<u32> = (0..counts[0].len()).map(|c| counts.iter().map(|row| row[c]).sum()).collect();
        let mut cells = Vec::new();
        for (r, row) in counts.iter().enumerate() {
            for (c, count) in row.iter().enumerate() {
                if hidden[r][c] {
                    cells.push((r, c));
                } else {
                    rows[r] -= count;
                    columns[c] -= count;
                }
            }
        }
        fill(&cells, &mut Vec::new(), &mut rows, &mut columns, &mut found);
        found
    }

    #[test]
    fn flow_bounds_are_those_of_enumeration() {
        let mut dice = Dice(41);
        let mut cells = 0;
        for _ in 0..300 {
            let counts = small_table(&mut dice, 5);
            let hidden: Vec<Vec<bool>> =
                counts.iter().map(|row| row.iter().map(|_| dice.below(3) > 0).collect()).collect();
            let truth = enumerated(&counts, &hidden);
            let masked = Masked { counts: &counts, hidden: &hidden };
            for (r, row) in hidden.iter().enumerate() {
                for c in (0..row.len()).filter(|c| row[*c]) {
                    assert_eq!(masked.bounds(r, c), truth[r][c], "{counts:?} {hidden:?} at {r},{c}");
                    cells += 1;
                }
            }
        }
        assert!(cells > 500);
    }

    #[test]
    fn no_small_count_is_known_better_than_to_four_values() {
        let mut dice = Dice(7);
        let tables = if std::env::var_os("CHARTPAPER_FULL").is_some() { 10_000 } else { 1_000 };
        let (mut shown, mut cells) = (0, 0);
        for _ in 0..tables {
            let (rows, columns) = (2 + dice.below(4), 3 + dice.below(2));
            let most = 8 + dice.below(30);
            let counts: Vec<Vec<u32>> =
                (0..rows).map(|_| (0..columns).map(|_| u32::try_from(dice.below(most)).unwrap()).collect()).collect();
            cells += counts.iter().flatten().count();
            let Some(hidden) = suppress(&counts) else { continue };
            let masked = Masked { counts: &counts, hidden: &hidden };
            for (r, row) in counts.iter().enumerate() {
                for (c, count) in row.iter().enumerate() {
                    if !hidden[r][c] {
                        assert!(!SMALL.contains(count));
                        shown += 1;
                        continue;
                    }
                    let (low, high) = masked.bounds(r, c);
                    assert!(high - low >= WIDTH, "{counts:?} {hidden:?} at {r},{c}");
                }
            }
        }
        assert!(shown * 10 > cells * 4, "{shown} of {cells} shown: too much is hidden to be of use");
    }

    #[test]
    fn a_table_without_small_counts_is_shown_whole() {
        assert_eq!(suppress(&[vec![5, 9, 12], vec![8, 0, 7]]), Some(vec![vec![false; 3]; 2]));
    }

    #[test]
    fn a_group_all_in_one_level_hides_the_body() {
        assert_eq!(suppress(&[vec![12, 0, 0], vec![8, 9, 7]]), None);
        assert_eq!(suppress(&[vec![12, 1, 0], vec![8, 9, 7]]), None);
    }

    /// Tables of the literature, with the bounds that their sums alone allow.
    #[test]
    fn worked_tables_have_their_bounds() {
        // Geurts (1992): X11 + X13 = 7, X21 + X23 = 3, X11 + X21 = 6, X13 + X23 = 4.
        let counts = [vec![5, 20, 2], vec![1, 8, 2], vec![9, 13, 11]];
        let hidden = [vec![true, false, true], vec![true, false, true], vec![false; 3]];
        let masked = Masked { counts: &counts, hidden: &hidden };
        assert_eq!(masked.bounds(0, 0), (3, 6));
        assert_eq!([masked.bounds(0, 2), masked.bounds(1, 0), masked.bounds(1, 2)], [(1, 4), (0, 3), (0, 3)]);
        // Investments by activity and region, the example of Fischetti and Salazar (2001), after whom the Handbook presents optimal
        // suppression: 22 is sensitive, and hidden with 8, 17 and 12 it lies from 5 (34 less all 29 of the last row) to 30.
        let counts = [vec![20, 50, 10], vec![8, 19, 22], vec![17, 32, 12]];
        let hidden = [vec![false; 3], vec![true, false, true], vec![true, false, true]];
        let masked = Masked { counts: &counts, hidden: &hidden };
        assert_eq!(masked.bounds(1, 2), (5, 30));
        assert_eq!([masked.bounds(1, 0), masked.bounds(2, 0), masked.bounds(2, 2)], [(0, 25), (0, 25), (4, 29)]);
        // With 22 hidden alone it is known exactly; so are two in a row, by their columns.
        for hidden in [[(1, 2), (1, 2)], [(1, 0), (1, 2)]] {
            let mut mask = vec![vec![false; 3]; 3];
            for (row, column) in hidden {
                mask[row][column] = true;
            }
            assert_eq!(Masked { counts: &counts, hidden: &mask }.bounds(1, 2), (22, 22));
        }
    }
}
