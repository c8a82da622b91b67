//! The unknowns, and what is stated about them.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::Scores;

/// A statement as bounds on a number.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) set: usize,
    /// Counted are students in these categories; nothing where scores are added up.
    pub(super) categories: Option<Range<usize>>,
    pub(super) low: i64,
    pub(super) high: i64,
    pub(super) unit: usize,
}

impl Rule {
    pub(super) fn count(set: usize, categories: Range<usize>, low: u32, high: u32, unit: usize) -> Self {
        Self { set, categories: Some(categories), low: low.into(), high: high.into(), unit }
    }

    pub(super) fn sum(set: usize, low: i64, high: i64, unit: usize) -> Self {
        Self { set, categories: None, low, high, unit }
    }

    /// How far a number lies outside the bounds.
    pub(super) fn excess(&self, value: i64) -> i64 {
        (self.low - value).max(value - self.high).max(0)
    }
}

/// Atoms by categories: the coarsest ranges of scores that no statement divides. Inside a category scores can be anything, so
/// that the sum of an atom's scores lies between what its counts allow.
#[derive(Clone, Default)]
pub(super) struct System {
    /// First step of each category, and the end of the last.
    edges: Vec<u32>,
    /// Students of each atom in each category.
    pub(super) truth: Vec<Vec<u32>>,
    /// Sum of the steps of each atom.
    pub(super) sums: Vec<i64>,
    pub(super) sets: Vec<Vec<usize>>,
    /// The sets that hold each atom.
    pub(super) sets_of: Vec<Vec<usize>>,
    pub(super) rules: Vec<Rule>,
    /// The rules about each set.
    pub(super) rules_of: Vec<Vec<usize>>,
    positions: HashMap<Vec<usize>, usize>,
}

impl System {
    pub(super) fn new(atoms: &[Scores], mut edges: BTreeSet<u32>) -> Self {
        let last = atoms.iter().filter_map(|scores| scores.keys().next_back()).max().map_or(0, |last| last + 1);
        edges.insert(0);
        edges.insert(last.max(edges.last().copied().unwrap_or(0)));
        let edges: Vec<u32> = edges.into_iter().collect();
        let categories = edges.len().saturating_sub(1);
        let mut system = Self { edges, sets_of: vec![Vec::new(); atoms.len()], ..Self::default() };
        for scores in atoms {
            let mut counts = vec![0; categories];
            let mut sum = 0;
            for (step, count) in scores {
                if let Some(slot) = counts.get_mut(system.category(*step)) {
                    *slot += count;
                }
                sum += i64::from(*step) * i64::from(*count);
            }
            system.truth.push(counts);
            system.sums.push(sum);
        }
        system
    }

    /// The category of a step.
    pub(super) fn category(&self, step: u32) -> usize {
        self.edges.partition_point(|edge| *edge <= step).saturating_sub(1)
    }

    /// The categories that make up a range of steps.
    pub(super) fn categories(&self, steps: &Range<u32>) -> Range<usize> {
        let at = |step: u32| self.edges.partition_point(|edge| *edge < step);
        let width = self.edges.len().saturating_sub(1);
        at(steps.start).min(width)..at(steps.end).min(width)
    }

    /// Number of categories.
    pub(super) fn width(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// Least and greatest step of a category.
    pub(super) fn steps(&self, category: usize) -> (i64, i64) {
        let low = self.edges.get(category).copied().unwrap_or(0);
        let high = self.edges.get(category + 1).copied().unwrap_or(low + 1);
        (low.into(), i64::from(high) - 1)
    }

    /// The position of a set of atoms.
    pub(super) fn set(&mut self, atoms: &[usize]) -> usize {
        if let Some(at) = self.positions.get(atoms) {
            return *at;
        }
        let at = self.sets.len();
        for atom in atoms {
            if let Some(sets) = self.sets_of.get_mut(*atom) {
                sets.push(at);
            }
        }
        self.sets.push(atoms.to_vec());
        self.rules_of.push(Vec::new());
        self.positions.insert(atoms.to_vec(), at);
        at
    }

    pub(super) fn add(&mut self, rule: Rule) {
        let is_same = |known: &&usize| {
            self.rules.get(**known).is_some_and(|known| {
                (known.categories == rule.categories)
                    && (known.low, known.high, known.unit) == (rule.low, rule.high, rule.unit)
            })
        };
        let Some(rules) = self.rules_of.get(rule.set) else { return };
        if rules.iter().any(|known| is_same(&known)) {
            return;
        }
        let at = self.rules.len();
        if let Some(rules) = self.rules_of.get_mut(rule.set) {
            rules.push(at);
        }
        self.rules.push(rule);
    }

    pub(super) fn atom_size(&self, atom: usize) -> u32 {
        self.truth.get(atom).map_or(0, |counts| counts.iter().sum())
    }

    pub(super) fn atom_count(&self, atom: usize, categories: &Range<usize>) -> u32 {
        let counts = self.truth.get(atom).and_then(|counts| counts.get(categories.clone()));
        counts.map_or(0, |counts| counts.iter().sum())
    }

    pub(super) fn size(&self, set: usize) -> u32 {
        self.sets.get(set).map_or(0, |atoms| atoms.iter().map(|atom| self.atom_size(*atom)).sum())
    }

    pub(super) fn count(&self, set: usize, categories: &Range<usize>) -> u32 {
        self.sets.get(set).map_or(0, |atoms| atoms.iter().map(|atom| self.atom_count(*atom, categories)).sum())
    }
}
