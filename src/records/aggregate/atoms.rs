//! Combinations of groups and window, numbered while records pass.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::NONE;
use super::tally::Spread;

/// The combinations met so far. Their number is bounded by the groups that there are, not by the rows.
#[derive(Default)]
pub(super) struct Atoms {
    index: HashMap<Box<[u16]>, u32, BuildHasherDefault<Spread>>,
    /// A code a category.
    keys: Vec<Box<[u16]>>,
    /// Rows of each, whatever is in them.
    rows: Vec<u32>,
    /// The number of the window of each.
    windows: Vec<u32>,
    windows_index: HashMap<Vec<u16>, u32>,
    /// Positions of the categories that are windows.
    times: Vec<usize>,
}

impl Atoms {
    /// `times` are the positions of the categories that are windows.
    pub(super) fn new(times: Vec<usize>) -> Self {
        Self { times, ..Self::default() }
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        *self = Self::new(std::mem::take(&mut self.times));
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The number of a combination.
    pub(super) fn number(&mut self, key: &[u16]) -> u32 {
        if let Some(number) = self.index.get(key) {
            return *number;
        }
        let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let window: Vec<u16> = self.times.iter().filter_map(|time| key.get(*time).copied()).collect();
        let next = u32::try_from(self.windows_index.len()).unwrap_or(u32::MAX);
        self.windows.push(*self.windows_index.entry(window).or_insert(next));
        self.index.insert(key.into(), number);
        self.keys.push(key.into());
        self.rows.push(0);
        number
    }

    /// Counts a row.
    pub(super) fn count(&mut self, atom: u32) {
        if let Some(rows) = self.rows.get_mut(atom as usize) {
            *rows = rows.saturating_add(1);
        }
    }

    /// The combinations in the order of their numbers.
    pub(super) fn keys(&self) -> &[Box<[u16]>] {
        &self.keys
    }

    /// The number of an atom's window.
    pub(super) fn window(&self, atom: u32) -> u32 {
        self.windows.get(atom as usize).copied().unwrap_or_default()
    }

    /// For each code of a category (below `codes`), the most rows that it has in one of the windows, each told by the categories
    /// of `windows` and the codes that take the place of theirs.
    pub(super) fn largest(&self, category: usize, codes: usize, windows: &[(usize, Vec<u16>)]) -> Vec<u32> {
        let mut counts: HashMap<(u16, Vec<u16>), u32> = HashMap::new();
        for (key, rows) in self.keys.iter().zip(&self.rows) {
            let code = |at: usize| key.get(at).copied().unwrap_or(NONE);
            let window = windows.iter().map(|(at, codes)| translated(codes, code(*at))).collect();
            let count = counts.entry((code(category), window)).or_default();
            *count = count.saturating_add(*rows);
        }
        let mut largest = vec![0; codes];
        for ((code, _), count) in counts {
            if let Some(most) = largest.get_mut(usize::from(code)) {
                *most = count.max(*most);
            }
        }
        largest
    }

    /// The keys in codes of labels, one an atom, in the order of their numbers.
    pub(super) fn settled(&self, codes: &[Vec<u16>]) -> Vec<Vec<u16>> {
        let settled = |key: &[u16]| key.iter().zip(codes).map(|(code, codes)| translated(codes, *code)).collect();
        self.keys.iter().map(|key| settled(key)).collect()
    }

    /// Whether two windows became one when their labels were settled.
    pub(super) fn windows_met(&self, codes: &[Vec<u16>]) -> bool {
        let settled = self.windows_index.keys().map(|window| -> Vec<u16> {
            let codes = self.times.iter().filter_map(|time| codes.get(*time));
            window.iter().zip(codes).map(|(code, codes)| translated(codes, *code)).collect()
        });
        let mut settled: Vec<Vec<u16>> = settled.collect();
        settled.sort_unstable();
        settled.dedup();
        settled.len() < self.windows_index.len()
    }
}

/// What takes the place of a code; [`NONE`] stays.
fn translated(codes: &[u16], code: u16) -> u16 {
    codes.get(usize::from(code)).copied().unwrap_or(NONE)
}
