//! How many rows of each atom have each step, for one column of scores.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::scores::UNTESTED;

/// Counts that are kept in an array (32 MB); where there are more atoms and steps, only those that occur are kept.
const ARRAY: usize = 1 << 23;

/// Counts of steps by atom.
pub(super) struct Tally {
    /// Steps of the scale, and one more for untested rows.
    width: usize,
    counts: Counts,
}

enum Counts {
    Array(Vec<u32>),
    Sparse(HashMap<u64, u32, BuildHasherDefault<Spread>>),
}

impl Tally {
    /// For a scale of `steps` steps beside the lowest.
    pub(super) fn new(steps: u32) -> Self {
        Self { width: steps as usize + 2, counts: Counts::Array(Vec::new()) }
    }

    /// Forgets all counts.
    pub(super) fn clear(&mut self) {
        self.counts = Counts::Array(Vec::new());
    }

    /// Makes room for `atoms` atoms.
    pub(super) fn grow(&mut self, atoms: usize) {
        let Counts::Array(counts) = &mut self.counts else { return };
        let cells = atoms.saturating_mul(self.width);
        if cells <= ARRAY {
            counts.resize(cells.max(counts.len()), 0);
            return;
        }
        let occurring = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        self.counts = Counts::Sparse(occurring.map(|(cell, count)| (cell as u64, *count)).collect());
    }

    /// Counts a row, which may be [`UNTESTED`].
    pub(super) fn add(&mut self, atom: u32, step: u32) {
        let step = if step == UNTESTED { self.width - 1 } else { step as usize };
        let cell = atom as usize * self.width + step;
        match &mut self.counts {
            Counts::Array(counts) => {
                if let Some(count) = counts.get_mut(cell) {
                    *count = count.saturating_add(1);
                }
            }
            Counts::Sparse(counts) => {
                let count = counts.entry(cell as u64).or_default();
                *count = count.saturating_add(1);
            }
        }
    }

    /// Atom, step and rows of all counts above zero, in no order.
    pub(super) fn counts(&self) -> Box<dyn Iterator<Item = (u32, u32, u32)> + '_> {
        let told = |cell: u64, count: u32| {
            let width = self.width as u64;
            let step = u32::try_from(cell % width).unwrap_or(UNTESTED);
            let step = if u64::from(step) + 1 == width { UNTESTED } else { step };
            (u32::try_from(cell / width).unwrap_or(u32::MAX), step, count)
        };
        match &self.counts {
            Counts::Array(counts) => {
                let all = counts.iter().enumerate().filter(|(_, count)| **count > 0);
                Box::new(all.map(move |(cell, count)| told(cell as u64, *count)))
            }
            Counts::Sparse(counts) => Box::new(counts.iter().map(move |(cell, count)| told(*cell, *count))),
        }
    }
}

/// Hashes numbers that are no secret, or that are hashes already: Fibonacci hashing, the upper half folded into the lower.
#[derive(Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        self.write_u64(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ mixed >> 32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_survive_the_change_from_an_array() {
        let mut tally = Tally::new(140);
        let mut expected = Vec::new();
        for atoms in [3, 100_000] {
            tally.grow(atoms);
            for (atom, step) in [(0, 0), (2, 140), (2, UNTESTED), (2, 140)] {
                tally.add(atom, step);
            }
        }
        tally.add(99_999, 7);
        expected.extend([(0, 0, 2), (2, 140, 4), (2, UNTESTED, 2), (99_999, 7, 1)]);
        let mut counts: Vec<_> = tally.counts().collect();
        counts.sort_unstable();
        assert_eq!(counts, expected);
    }
}
