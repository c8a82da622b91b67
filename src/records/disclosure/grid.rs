//! What a grid of two measures leaves open beside all that is told of either.
//!
//! A grid says how many students of a set lie in each field, and so how many lie in each band of either measure. Two proofs tie it
//! to the audit of each measure (`audit.rs`), both by other tables of whole students:
//!
//! - *Fields.* Every field may hold two students or more, and all but two or fewer, even for somebody who knows of every band of
//!   both measures how many students are in it: students change places in pairs, so that no band changes.
//! - *Bands.* [`Room`] says how far the bands of one measure may change so that a grid with the same texts still exists: students
//!   move along one line of the grid, and the other measure stays as it is. The audit of the measure takes these bounds as
//!   stated by the grid. What it finds possible then is possible with the grid as well, provided that of one of the measures
//!   nothing is told of a part of the students, so that its scores can be dealt out anew (`views/beside.rs` sees to that).

use std::ops::Range;

use super::cells::Known;
use super::coding::Coded;

/// Bounds on the number of students in some bands next to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::records) struct Margin {
    pub(in crate::records) bands: Range<usize>,
    pub(in crate::records) low: u32,
    pub(in crate::records) high: u32,
}

/// How far the bands of each measure may change, one by one, the other staying as it is.
#[derive(Debug)]
pub(in crate::records) struct Room {
    pub(in crate::records) across: Vec<Margin>,
    pub(in crate::records) up: Vec<Margin>,
}

/// Students of a grid, row by row, with the bounds that its texts state.
struct Grid<'g> {
    counts: Vec<u32>,
    width: usize,
    bounds: Vec<(u32, u32)>,
    sums: &'g [Known],
}

/// The room that a grid leaves; nothing where a field could be worked out. `counts` are row by row, `width` fields wide.
pub(in crate::records) fn room(counts: &[u32], width: usize, coded: &[Coded], sums: &[Known]) -> Option<Room> {
    let bounds = coded.iter().map(|coded| (coded.low, coded.high)).collect();
    let mut grid = Grid { counts: counts.to_vec(), width: width.max(1), bounds, sums };
    let is_open = (0..counts.len()).all(|field| grid.can_hold_two(field) && grid.can_miss_two(field));
    is_open.then(|| Room { across: grid.margins(true), up: grid.margins(false) })
}

impl Grid<'_> {
    fn height(&self) -> usize {
        self.counts.len() / self.width
    }

    fn count(&self, field: usize) -> u32 {
        self.counts.get(field).copied().unwrap_or(0)
    }

    fn n(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Whether some table with the same bands and the same texts has at least two students here.
    fn can_hold_two(&mut self, field: usize) -> bool {
        let missing = 2_u32.saturating_sub(self.count(field));
        self.can_grow(field, missing)
    }

    /// The same of the others: where all but one are here, the bands of the others hold one at most, and do not allow two.
    fn can_miss_two(&self, field: usize) -> bool {
        self.count(field) + 2 <= self.n()
    }

    /// By so many students, each of whom changes places with one of another band of both measures.
    fn can_grow(&mut self, field: usize, by: u32) -> bool {
        if by == 0 {
            return self.agrees();
        }
        let (row, column) = (field / self.width, field % self.width);
        for other_row in (0..self.height()).filter(|other| *other != row) {
            for other_column in (0..self.width).filter(|other| *other != column) {
                let at = |row: usize, column: usize| row * self.width + column;
                let gain = [field, at(other_row, other_column)];
                let loss = [at(row, other_column), at(other_row, column)];
                if loss.iter().any(|field| self.count(*field) == 0) {
                    continue;
                }
                self.exchange(gain, loss);
                let reached = self.can_grow(field, by - 1);
                self.exchange(loss, gain);
                if reached {
                    return true;
                }
            }
        }
        false
    }

    fn exchange(&mut self, gain: [usize; 2], loss: [usize; 2]) {
        for field in gain {
            self.counts.get_mut(field).into_iter().for_each(|count| *count += 1);
        }
        for field in loss {
            self.counts.get_mut(field).into_iter().for_each(|count| *count = count.saturating_sub(1));
        }
    }

    /// Whether the texts would be the same.
    fn agrees(&self) -> bool {
        let of_sum = |sum: &Known| sum.of.iter().map(|field| self.count(*field)).sum::<u32>();
        self.counts.iter().zip(&self.bounds).all(|(count, (low, high))| low <= count && count <= high)
            && self.sums.iter().all(|sum| (sum.low..=sum.high).contains(&of_sum(sum)))
    }

    /// The bounds of the bands when students move along one line only: the line that leaves most room.
    fn margins(&self, is_across: bool) -> Vec<Margin> {
        let lines = if is_across { self.height() } else { self.width };
        let room = |margins: &Vec<Margin>| -> u32 {
            margins.iter().map(|margin| (margin.high - margin.low).min(ENOUGH)).sum()
        };
        (0..lines).map(|line| self.along(line, is_across)).max_by_key(room).unwrap_or_default()
    }

    fn along(&self, line: usize, is_across: bool) -> Vec<Margin> {
        let bands = if is_across { self.width } else { self.height() };
        let place = |field: usize| {
            let (row, column) = (field / self.width, field % self.width);
            if is_across { (row, column) } else { (column, row) }
        };
        let held = |bands: &Range<usize>| -> u32 {
            (0..self.counts.len()).filter(|field| bands.contains(&place(*field).1)).map(|field| self.count(field)).sum()
        };
        let margin = |bands: Range<usize>, now: u32, low: u32, high: u32| {
            let held = held(&bands);
            Margin { bands, low: held.saturating_sub(now.saturating_sub(low)), high: held + high.saturating_sub(now) }
        };
        let mut margins = Vec::new();
        for band in 0..bands {
            let field = if is_across { line * self.width + band } else { band * self.width + line };
            let (low, high) = self.bounds.get(field).copied().unwrap_or_default();
            margins.push(margin(band..band + 1, self.count(field), low, high));
        }
        for sum in self.sums {
            let on_line =
                || sum.of.iter().map(|field| place(*field)).filter(|(at, _)| *at == line).map(|(_, band)| band);
            if let Some((first, last)) = on_line().min().zip(on_line().max()) {
                let now = sum.of.iter().map(|field| self.count(*field)).sum();
                margins.push(margin(first..last + 1, now, sum.low, sum.high));
            }
        }
        margins
    }
}

/// More room than this helps no cell.
const ENOUGH: u32 = 4;

#[cfg(test)]
mod tests {
    use super::super::cells;
    use super::*;

    /// Grids of two by two or three by two fields, by trying every other grid: what the texts and all bands together allow.
    #[test]
    fn no_field_is_known_to_somebody_who_knows_all_bands() {
        let mut shown = 0;
        for n in [31, 34] {
            for a in 0..=n {
                for b in 0..=n - a {
                    for c in 0..=n - a - b {
                        let counts = [a, b, c, n - a - b - c];
                        let Some(coded) = cells(&counts, &[]) else { continue };
                        if room(&counts, 2, &coded, &[]).is_none() {
                            continue;
                        }
                        shown += 1;
                        // With fixed bands one number decides all four.
                        let fits = |move_by: i64| {
                            let moved = [move_by, -move_by, -move_by, move_by];
                            let mut all = counts.iter().zip(moved).zip(&coded);
                            all.all(|((count, by), coded)| {
                                let count = i64::from(*count) + by;
                                i64::from(coded.low) <= count && count <= i64::from(coded.high)
                            })
                        };
                        let all: Vec<i64> = (-i64::from(n)..=i64::from(n)).filter(|by| fits(*by)).collect();
                        let (least, most) = (all[0], all[all.len() - 1]);
                        for (count, sign) in counts.iter().zip([1, -1, -1, 1]) {
                            let ends = [i64::from(*count) + sign * least, i64::from(*count) + sign * most];
                            assert!(ends.iter().any(|end| *end >= 2), "{counts:?}");
                            assert!(ends.iter().any(|end| *end + 2 <= i64::from(n)), "{counts:?}");
                        }
                    }
                }
            }
        }
        assert!(shown > 1_000, "{shown}");
    }

    /// Every change of the bands inside the room has a grid with the same texts and the same bands of the other measure.
    #[test]
    fn every_change_of_bands_inside_the_room_has_a_grid_with_the_same_texts() {
        let counts = [14, 9, 3, 8, 12, 10, 2, 9, 13];
        let coded = cells(&counts, &[]).unwrap();
        let sum: u32 = counts[..2].iter().sum();
        let sums = [Known { of: vec![0, 1], low: sum - 2, high: sum + 1 }];
        let room = room(&counts, 3, &coded, &sums).unwrap();
        let inside = |margins: &[Margin], bands: [i64; 3]| {
            margins.iter().all(|margin| {
                let of: i64 = bands[margin.bands.clone()].iter().sum();
                i64::from(margin.low) <= of && of <= i64::from(margin.high)
            })
        };
        let held = |column: usize| i64::from((0..3).map(|row| counts[row * 3 + column]).sum::<u32>());
        let (mut possible, mut changed) = (0, 0);
        for first in -6..=6_i64 {
            for second in -6..=6_i64 {
                let by = [first, second, -first - second];
                if !inside(&room.across, [held(0) + by[0], held(1) + by[1], held(2) + by[2]]) {
                    continue;
                }
                possible += 1;
                changed += usize::from(by != [0, 0, 0]);
                let line_fits = |line: usize| {
                    let now = |column: usize| i64::from(counts[line * 3 + column]) + by[column];
                    let fits = |column: usize| {
                        let coded = &coded[line * 3 + column];
                        (i64::from(coded.low)..=i64::from(coded.high)).contains(&now(column))
                    };
                    let told = i64::from(sum) + if line == 0 { by[0] + by[1] } else { 0 };
                    (0..3).all(fits) && (i64::from(sums[0].low)..=i64::from(sums[0].high)).contains(&told)
                };
                assert!((0..3).any(line_fits), "{by:?}");
            }
        }
        assert!(possible > 1 && changed > 0, "{possible}");
    }

    #[test]
    fn a_band_of_which_all_are_in_one_field_is_withheld() {
        let counts = [15, 0, 0, 21, 23, 23];
        let coded = cells(&counts, &[]).unwrap();
        assert!(room(&counts, 3, &coded, &[]).is_some());
        let counts = [1, 0, 0, 30, 20, 21];
        let coded = cells(&counts, &[]).unwrap();
        assert!(room(&counts, 3, &coded, &[]).is_none());
    }
}
