//! Texts of a column interned as codes.

use std::collections::HashMap;

use crate::text;

use super::super::super::card::Category;
use super::super::NONE;

/// Labels are cut to this many cells before they are compared.
const LABEL_CELLS: usize = 80;

/// A column with more labels is refused, whatever they are (ours); until then the rest has none.
const MOST_LABELS: usize = 60_000;

/// Codes of a column and what they stand for.
#[derive(Default)]
pub(in crate::records::aggregate) struct Codes {
    pub(super) labels: Vec<String>,
    /// Values of the file behind each label.
    pub(super) values: Vec<Vec<String>>,
    /// The code of each cell met so far.
    known: HashMap<Box<str>, u16>,
    /// The position of each label.
    positions: HashMap<String, usize>,
    is_full: bool,
}

impl Codes {
    /// The code of a cell, [`NONE`] where it says nothing.
    pub(in crate::records::aggregate) fn code(&mut self, cell: &str, category: &Category) -> u16 {
        if let Some(code) = self.known.get(cell) {
            return *code;
        }
        if self.labels.len() >= MOST_LABELS {
            self.is_full = true;
            return NONE;
        }
        let code = self.intern(cell, category);
        self.known.insert(cell.into(), code);
        code
    }

    /// Takes in the labels of another file's column, and says which code each of its codes has here.
    pub(in crate::records::aggregate) fn absorb(&mut self, other: &Self) -> Vec<u16> {
        self.is_full |= other.is_full;
        let both = other.labels.iter().zip(&other.values);
        both.map(|(label, values)| {
            let index = self.positions.get(label).copied().unwrap_or(self.labels.len());
            if index == self.labels.len() {
                if index >= MOST_LABELS {
                    self.is_full = true;
                    return NONE;
                }
                self.positions.insert(label.clone(), index);
                self.labels.push(label.clone());
                self.values.push(Vec::new());
            }
            if let Some(behind) = self.values.get_mut(index) {
                behind.extend(values.iter().filter(|value| !behind.contains(value)).cloned().collect::<Vec<_>>());
            }
            u16::try_from(index).unwrap_or(NONE)
        })
        .collect()
    }

    /// Whether there were more labels than can be told apart.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    fn intern(&mut self, cell: &str, category: &Category) -> u16 {
        if category.missing.contains(&cell.to_lowercase()) {
            return NONE;
        }
        let value = text::cut(text::sanitise(cell).trim(), LABEL_CELLS);
        if value.is_empty() {
            return NONE;
        }
        let merged = category.merge.iter().find(|(_, values)| values.contains(&value)).map_or(&value, |(into, _)| into);
        let label =
            category.labels.iter().find(|(value, _)| value == merged).map_or(merged, |(_, shown)| shown).clone();
        let index = self.positions.get(&label).copied().unwrap_or_else(|| {
            self.positions.insert(label.clone(), self.labels.len());
            self.labels.push(label);
            self.values.push(Vec::new());
            self.labels.len() - 1
        });
        if let Some(values) = self.values.get_mut(index) {
            values.push(value);
        }
        u16::try_from(index).unwrap_or(NONE)
    }

    /// Whether `value` of the file is shown under `label`.
    pub(super) fn stands_for(&self, label: &str, value: &str) -> bool {
        let mut both = self.labels.iter().zip(&self.values);
        both.any(|(known, values)| known == label && values.iter().any(|known| known == value))
    }

    /// Joins all labels whose `largest` number of rows in a window is less than `minimum`, unless the card names them: a label
    /// that the card does not name and that few share could be anything, even a person's name. The new code of each old one.
    pub(super) fn pool_rare(
        &mut self,
        into: &str,
        minimum: u32,
        largest: &[u32],
        is_named: impl Fn(&str) -> bool,
    ) -> Vec<u16> {
        let is_rare: Vec<bool> = self
            .labels
            .iter()
            .enumerate()
            .map(|(at, label)| largest.get(at).copied().unwrap_or(0) < minimum && !is_named(label) && label != into)
            .collect();
        if !is_rare.contains(&true) {
            return (0..self.labels.len()).map(|code| u16::try_from(code).unwrap_or(NONE)).collect();
        }
        let (mut labels, mut values, mut codes) = (Vec::new(), Vec::new(), Vec::new());
        let mut pooled = Vec::new();
        for ((label, behind), is_rare) in self.labels.drain(..).zip(self.values.drain(..)).zip(&is_rare) {
            if *is_rare {
                pooled.extend(behind);
                codes.push(None);
            } else {
                codes.push(u16::try_from(labels.len()).ok());
                labels.push(label);
                values.push(behind);
            }
        }
        let other = labels.iter().position(|label| label == into).unwrap_or_else(|| {
            labels.push(into.to_owned());
            values.push(Vec::new());
            labels.len() - 1
        });
        if let Some(values) = values.get_mut(other) {
            values.extend(pooled);
        }
        self.labels = labels;
        self.values = values;
        let other = u16::try_from(other).unwrap_or(NONE);
        codes.into_iter().map(|code| code.unwrap_or(other)).collect()
    }

    /// Puts the labels into `order`, a permutation of their positions. The new code of each old one.
    pub(super) fn reorder(&mut self, order: &[usize]) -> Vec<u16> {
        let mut new = vec![NONE; self.labels.len()];
        for (position, old) in order.iter().enumerate() {
            if let Some(slot) = new.get_mut(*old) {
                *slot = u16::try_from(position).unwrap_or(NONE);
            }
        }
        self.labels = order.iter().filter_map(|old| self.labels.get(*old).cloned()).collect();
        self.values = order.iter().filter_map(|old| self.values.get(*old).cloned()).collect();
        new
    }
}
