//! Bounds of a hidden cell in a table whose row and column sums are known: integer maximum flow, exact.
//!
//! A hidden cell can grow by as much as flows from its column back to its row through the other hidden cells, growing some
//! and shrinking others; it can shrink by as much as flows the other way (Gusfield 1988). The constraint matrix is totally
//! unimodular, so that the bounds are reached by whole numbers.

/// More than any count.
const UNBOUNDED: u32 = u32::MAX / 4;

/// A table of counts and which of them are hidden.
pub(super) struct Masked<'t> {
    pub(super) counts: &'t [Vec<u32>],
    pub(super) hidden: &'t [Vec<bool>],
}

impl Masked<'_> {
    fn columns(&self) -> usize {
        self.counts.first().map_or(0, Vec::len)
    }

    pub(super) fn count(&self, row: usize, column: usize) -> u32 {
        self.counts.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0)
    }

    pub(super) fn is_hidden(&self, row: usize, column: usize) -> bool {
        self.hidden.get(row).and_then(|row| row.get(column)).copied().unwrap_or(false)
    }

    /// The least and the greatest count that the shown cells and the sums allow for a hidden cell.
    pub(super) fn bounds(&self, row: usize, column: usize) -> (u32, u32) {
        let count = self.count(row, column);
        let rows = self.counts.len();
        let grow = self.flow(rows + column, row, (row, column));
        let shrink = self.flow(row, rows + column, (row, column));
        (count - shrink.min(count), count.saturating_add(grow))
    }

    /// Maximum flow between two lines (rows first, then columns) without the cell `except`, by shortest augmenting paths.
    fn flow(&self, from: usize, to: usize, except: (usize, usize)) -> u32 {
        let (rows, columns) = (self.counts.len(), self.columns());
        let lines = rows + columns;
        let mut capacity = vec![vec![0_u32; lines]; lines];
        for row in 0..rows {
            for column in 0..columns {
                if self.is_hidden(row, column) && (row, column) != except {
                    if let Some(slot) = capacity.get_mut(row).and_then(|line| line.get_mut(rows + column)) {
                        *slot = UNBOUNDED;
                    }
                    if let Some(slot) = capacity.get_mut(rows + column).and_then(|line| line.get_mut(row)) {
                        *slot = self.count(row, column);
                    }
                }
            }
        }
        let mut total = 0_u32;
        while let Some(path) = shortest(&capacity, from, to) {
            let steps = || path.iter().zip(path.iter().skip(1));
            let room = steps().filter_map(|(a, b)| capacity.get(*a)?.get(*b)).min().copied().unwrap_or(0);
            for (a, b) in steps() {
                if let Some(slot) = capacity.get_mut(*a).and_then(|line| line.get_mut(*b)) {
                    *slot -= room;
                }
                if let Some(slot) = capacity.get_mut(*b).and_then(|line| line.get_mut(*a)) {
                    *slot = slot.saturating_add(room);
                }
            }
            total = total.saturating_add(room);
            if room == 0 || total >= UNBOUNDED {
                break;
            }
        }
        total.min(UNBOUNDED)
    }
}

fn shortest(capacity: &[Vec<u32>], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut before = vec![usize::MAX; capacity.len()];
    *before.get_mut(from)? = from;
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(line) = queue.pop_front() {
        for (next, room) in capacity.get(line)?.iter().enumerate() {
            let came = before.get_mut(next)?;
            if *room > 0 && *came == usize::MAX {
                *came = line;
                queue.push_back(next);
            }
        }
    }
    let mut path = vec![to];
    let mut at = to;
    while at != from {
        at = *before.get(at).filter(|line| **line != usize::MAX)?;
        path.push(at);
    }
    path.reverse();
    Some(path)
}
