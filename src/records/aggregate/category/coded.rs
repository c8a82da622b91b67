//! Texts of a column interned as codes.

use std::collections::HashMap;

use crate::text;

use super::super::super::card::Category;
use super::super::NONE;
use super::Dimension;

/// Labels are cut to this many cells before they are compared.
const LABEL_CELLS: usize = 80;

/// A column of codes and what they stand for.
pub(super) struct Codes {
    pub(super) labels: Vec<String>,
    /// Values of the file behind each label.
    pub(super) values: Vec<Vec<String>>,
    pub(super) rows: Vec<u16>,
}

impl Codes {
    pub(super) fn read<'r>(cells: impl Iterator<Item = Option<&'r str>>, category: &Category) -> Self {
        let mut codes = Self { labels: Vec::new(), values: Vec::new(), rows: Vec::new() };
        let mut known: HashMap<String, u16> = HashMap::new();
        for cell in cells {
            let code = match cell {
                None => NONE,
                Some(cell) => known.get(cell).copied().unwrap_or_else(|| {
                    let code = codes.intern(cell, category);
                    known.insert(cell.to_owned(), code);
                    code
                }),
            };
            codes.rows.push(code);
        }
        codes
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
        let index = self.labels.iter().position(|known| *known == label).unwrap_or_else(|| {
            self.labels.push(label);
            self.values.push(Vec::new());
            self.labels.len() - 1
        });
        if let Some(values) = self.values.get_mut(index) {
            values.push(value);
        }
        // A column with this many values is refused a moment later; until then the rest may share a code.
        u16::try_from(index).unwrap_or(NONE - 1).min(NONE - 1)
    }

    /// Whether `value` of the file is shown under `label`.
    pub(super) fn stands_for(&self, label: &str, value: &str) -> bool {
        let mut both = self.labels.iter().zip(&self.values);
        both.any(|(known, values)| known == label && values.iter().any(|known| known == value))
    }

    /// Joins all labels with fewer than `minimum` rows in every window, unless the card names them: a label that the card does
    /// not name and that few share could be anything, even a person's name.
    pub(super) fn pool_rare(&mut self, into: &str, minimum: u32, windows: &[u32], is_named: impl Fn(&str) -> bool) {
        let mut counts: HashMap<(u16, u32), u32> = HashMap::new();
        for (row, code) in self.rows.iter().enumerate() {
            *counts.entry((*code, windows.get(row).copied().unwrap_or(0))).or_default() += 1;
        }
        let mut largest = vec![0; self.labels.len()];
        for ((code, _), count) in counts {
            if let Some(most) = largest.get_mut(usize::from(code)) {
                *most = count.max(*most);
            }
        }
        let is_rare: Vec<bool> = self
            .labels
            .iter()
            .zip(&largest)
            .map(|(label, largest)| *largest < minimum && !is_named(label) && label != into)
            .collect();
        if !is_rare.contains(&true) {
            return;
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
        let other = u16::try_from(other).unwrap_or(NONE);
        for row in &mut self.rows {
            if let Some(code) = codes.get(usize::from(*row)) {
                *row = code.unwrap_or(other);
            }
        }
        self.labels = labels;
        self.values = values;
    }

    /// Puts the labels into `order`, a permutation of their positions.
    pub(super) fn reorder(&mut self, order: &[usize]) {
        let mut new = vec![NONE; self.labels.len()];
        for (position, old) in order.iter().enumerate() {
            if let Some(slot) = new.get_mut(*old) {
                *slot = u16::try_from(position).unwrap_or(NONE);
            }
        }
        self.labels = order.iter().filter_map(|old| self.labels.get(*old).cloned()).collect();
        self.values = order.iter().filter_map(|old| self.values.get(*old).cloned()).collect();
        for row in &mut self.rows {
            *row = new.get(usize::from(*row)).copied().unwrap_or(NONE);
        }
    }
}

/// One number a row for the combination of its windows; empty without a time column.
pub(in crate::records::aggregate) fn joint(rows: usize, times: &[&Dimension]) -> Vec<u32> {
    if times.is_empty() {
        return Vec::new();
    }
    (0..rows)
        .map(|row| {
            times.iter().fold(0, |joint: u32, time| joint.wrapping_mul(65_521).wrapping_add(time.code(row).into()))
        })
        .collect()
}
