//! Combinations of codes, numbered in the order of their first appearance.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::tally::Spread;

/// Numbers of pairs below this place are found in a table, all others by a hash (4 MB a level).
const TABLE: usize = 1 << 20;

/// No pair yet.
const FREE: u32 = u32::MAX;

/// Numbers combinations column by column: a level knows the pairs of a combination of the columns before and a code of its own.
pub(super) struct Combinations {
    levels: Vec<Level>,
}

struct Level {
    /// Numbers of pairs, [`FREE`] where there is none; a row a combination, a power of two wide.
    table: Vec<u32>,
    width: usize,
    beyond: HashMap<u64, u32, BuildHasherDefault<Spread>>,
    /// The pair of each number.
    pairs: Vec<(u32, u32)>,
}

impl Combinations {
    /// None yet, of this many columns.
    pub(super) fn new(columns: usize) -> Self {
        let level = || Level { table: Vec::new(), width: 1, beyond: HashMap::default(), pairs: Vec::new() };
        Self { levels: (0..columns).map(|_| level()).collect() }
    }

    /// Takes the codes of a column for some rows into their combinations of the columns before it.
    pub(super) fn extend(&mut self, column: usize, combinations: &mut [u32], codes: impl Iterator<Item = u32>) {
        let Some(level) = self.levels.get_mut(column) else { return };
        for (combination, code) in combinations.iter_mut().zip(codes) {
            *combination = level.number(*combination, code);
        }
    }

    /// The codes of each combination of all columns, one a column.
    pub(super) fn codes(&self) -> impl Iterator<Item = Vec<u32>> {
        let count = self.levels.last().map_or(1, |level| level.pairs.len());
        (0..count).map(|combination| {
            let mut codes = vec![0; self.levels.len()];
            let mut combination = combination;
            for (slot, level) in codes.iter_mut().zip(&self.levels).rev() {
                let (before, code) = level.pairs.get(combination).copied().unwrap_or_default();
                *slot = code;
                combination = before as usize;
            }
            codes
        })
    }
}

impl Level {
    #[inline]
    fn number(&mut self, before: u32, code: u32) -> u32 {
        if (code as usize) < self.width
            && let Some(number) = self.table.get(before as usize * self.width + code as usize)
            && *number != FREE
        {
            return *number;
        }
        self.look_further(before, code)
    }

    #[cold]
    fn look_further(&mut self, before: u32, code: u32) -> u32 {
        if code as usize >= self.width {
            self.widen((code as usize + 1).next_power_of_two());
        }
        let next = u32::try_from(self.pairs.len()).unwrap_or(FREE - 1);
        let number = *self.slot(before, code, next);
        if number == next {
            self.pairs.push((before, code));
        }
        number
    }

    /// The number of a pair; a new one has `next`.
    fn slot(&mut self, before: u32, code: u32, next: u32) -> &mut u32 {
        let at = before as usize * self.width + code as usize;
        if at >= TABLE {
            return self.beyond.entry(u64::from(before) << 32 | u64::from(code)).or_insert(next);
        }
        if at >= self.table.len() {
            self.table.resize((at + 1).next_power_of_two(), FREE);
        }
        let Some(slot) = self.table.get_mut(at) else {
            return self.beyond.entry(u64::MAX).or_insert(next);
        };
        if *slot == FREE {
            *slot = next;
        }
        slot
    }

    /// Makes room for more codes.
    fn widen(&mut self, width: usize) {
        self.width = width;
        self.table.clear();
        self.beyond.clear();
        for (number, (before, code)) in (0..).zip(self.pairs.clone()) {
            self.slot(before, code, number);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn equal_rows_and_no_others_have_one_number(
            rows in prop::collection::vec((0_u32..3, prop_oneof![9 => 0_u32..4, 1 => 0_u32..2_000_000], 0_u32..9), 1..200),
            batch in 1_usize..50,
        ) {
            let mut all = Combinations::new(3);
            let mut numbers = Vec::new();
            for rows in rows.chunks(batch) {
                let mut some = vec![0; rows.len()];
                all.extend(0, &mut some, rows.iter().map(|row| row.0));
                all.extend(1, &mut some, rows.iter().map(|row| row.1));
                all.extend(2, &mut some, rows.iter().map(|row| row.2));
                numbers.extend(some);
            }
            let mut known = HashMap::new();
            for (row, number) in rows.iter().zip(&numbers) {
                let next = u32::try_from(known.len()).unwrap();
                prop_assert_eq!(*known.entry(*row).or_insert(next), *number);
            }
            let codes: Vec<Vec<u32>> = all.codes().collect();
            prop_assert_eq!(codes.len(), known.len());
            for (row, number) in rows.iter().zip(numbers) {
                prop_assert_eq!(&codes[number as usize], &vec![row.0, row.1, row.2]);
            }
        }
    }
}
