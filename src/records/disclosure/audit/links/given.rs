//! Scores given to students one by one, so that a table and every told share are as they should be.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::super::dice::Dice;
use super::super::system::System;
use super::{Goal, Links, Pair, Pairs, Row, became, held};

/// Exchanges that are looked at for a step, and steps of an attempt.
const EXCHANGES: usize = 24;
const PATIENCE: usize = 48;

/// Of one of the joints, what its students are given in place of what they had.
type Gift = (usize, Pair, Pair);

/// A table of the [search](super::super::search) that agrees with every statement about one window.
pub(in super::super) struct Table<'t> {
    pub(in super::super) system: &'t System,
    pub(in super::super) counts: &'t [Vec<u32>],
    pub(in super::super) sums: &'t [i64],
    /// What each statement about sums makes of `sums`.
    pub(in super::super) values: &'t [i64],
    /// The atoms that may differ from the true table.
    pub(in super::super) touched: &'t [usize],
}

/// Scores given to students, where they differ from the truth.
pub(super) struct Given<'l> {
    links: &'l Links,
    is_aside: &'l [bool],
    tables: BTreeMap<usize, Pairs>,
    numbers: Vec<[i64; 3]>,
    /// By how much the sum of an atom's scores has changed.
    sums: BTreeMap<usize, i64>,
    pub(super) goal: Option<Goal>,
    dice: Dice,
}

impl<'l> Given<'l> {
    pub(super) fn new(links: &'l Links, is_aside: &'l [bool], attempt: u64) -> Self {
        let dice = Dice::new(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(attempt + 1) | 1);
        let (tables, sums) = (BTreeMap::new(), BTreeMap::new());
        Self { links, is_aside, tables, numbers: links.truth.clone(), sums, goal: None, dice }
    }

    pub(super) fn table(&self, joint: usize) -> &[(Pair, u32)] {
        let own = self.tables.get(&joint).or_else(|| self.links.joints.get(joint).map(|(_, table)| table));
        own.map_or(&[], Vec::as_slice)
    }

    /// Gives one student of a joint other scores.
    fn give(&mut self, joint: usize, from: Pair, to: Pair) {
        let links = self.links;
        let Some((atoms, truth)) = links.joints.get(joint) else { return };
        let table = self.tables.entry(joint).or_insert_with(|| truth.clone());
        for (pair, by) in [(from, false), (to, true)] {
            match table.binary_search_by(|(known, _)| known.cmp(&pair)) {
                Ok(at) => {
                    if let Some((_, count)) = table.get_mut(at) {
                        *count = if by { *count + 1 } else { count.saturating_sub(1) };
                    }
                }
                Err(at) => table.insert(at, (pair, u32::from(by))),
            }
        }
        for row in links.rows_of.get(joint).into_iter().flatten() {
            if let Some(numbers) = self.numbers.get_mut(*row) {
                links.count(numbers, from, -1);
                links.count(numbers, to, 1);
            }
        }
        let changes = [i64::from(to.0) - i64::from(from.0), i64::from(to.1) - i64::from(from.1)];
        for (atom, change) in atoms.iter().zip(changes).filter(|(_, change)| *change != 0) {
            *self.sums.entry(*atom).or_default() += change;
        }
    }

    /// By how much told shares are wrong, and the goal missed.
    fn open(&self) -> i64 {
        let beyond = |number: i64, low: i64, high: i64| (low - number).max(number - high).max(0);
        let of_row = |(row, numbers): (&Row, &[i64; 3])| -> i64 {
            let parts = row.parts.iter().filter(|_| Links::is_told(row, self.is_aside));
            parts.map(|(classes, low, high)| beyond(held(numbers, classes), *low, *high)).sum()
        };
        let goal = self.goal.as_ref().and_then(|goal| {
            let number = held(self.numbers.get(goal.row)?, &goal.classes);
            Some(beyond(number, goal.low, goal.high))
        });
        self.links.rows.iter().zip(&self.numbers).map(of_row).sum::<i64>() + goal.unwrap_or(0)
    }

    /// Moves students of an atom to the categories of a table, those whose going breaks least.
    pub(super) fn follow(&mut self, atom: usize, table: &Table<'_>) -> bool {
        let (Some(truth), Some(now)) = (table.system.truth.get(atom), table.counts.get(atom)) else { return false };
        let more = |one: &[u32], other: &[u32]| -> Vec<usize> {
            let both = one.iter().zip(other).enumerate();
            both.flat_map(|(at, (one, other))| std::iter::repeat_n(at, one.saturating_sub(*other) as usize)).collect()
        };
        let (gone, come) = (more(truth, now), more(now, truth));
        let mut moves = gone.iter().zip(&come);
        gone.len() == come.len() && moves.all(|(from, to)| self.follow_one(atom, *from, *to, table.system))
    }

    fn follow_one(&mut self, atom: usize, from: usize, to: usize, system: &System) -> bool {
        let (low, high) = system.steps(to);
        let target = u32::try_from(if to > from { low } else { high }).unwrap_or(0);
        let links = self.links;
        let mut best: Option<(i64, u32, Gift)> = None;
        for joint in links.joints_of.get(&atom).into_iter().flatten() {
            let Some(([first, _], _)) = links.joints.get(*joint) else { continue };
            let candidates: Vec<Pair> =
                self.table(*joint).iter().filter(|(_, count)| *count > 0).map(|(pair, _)| *pair).collect();
            for pair in candidates {
                let (own, other) = if *first == atom { (pair.0, (target, pair.1)) } else { (pair.1, (pair.0, target)) };
                if system.category(own) != from {
                    continue;
                }
                self.give(*joint, pair, other);
                let key = (self.open(), own.abs_diff(target), (*joint, pair, other));
                self.give(*joint, other, pair);
                if best.as_ref().is_none_or(|best| key < *best) {
                    best = Some(key);
                }
            }
        }
        let Some((_, _, (joint, pair, other))) = best else { return false };
        self.give(joint, pair, other);
        true
    }

    /// Students of a joint change places in one window until everything is right.
    pub(super) fn exchange(&mut self) -> bool {
        for _ in 0..PATIENCE {
            let open = self.open();
            if open == 0 {
                return true;
            }
            let rows = self.wanting();
            let mut best = None;
            for _ in 0..EXCHANGES {
                let Some((joint, one, other)) = self.pick(&rows) else { continue };
                let crossed = ((one.0, other.1), (other.0, one.1));
                let is_same = |pairs: [Pair; 2]| {
                    let mut classes = pairs.map(|pair| became(pair.0, pair.1, self.links.within));
                    classes.sort_unstable();
                    classes
                };
                if is_same([one, other]) == is_same([crossed.0, crossed.1]) {
                    continue;
                }
                self.give(joint, one, crossed.0);
                self.give(joint, other, crossed.1);
                let key = (self.open(), joint, one, other);
                self.give(joint, crossed.0, one);
                self.give(joint, crossed.1, other);
                if best.as_ref().is_none_or(|best| key.cmp(best) == Ordering::Less) {
                    best = Some(key);
                }
            }
            let Some((_, joint, one, other)) = best else { return false };
            self.give(joint, one, (one.0, other.1));
            self.give(joint, other, (other.0, one.1));
        }
        self.open() == 0
    }

    /// Rows of which a share is wrong, or that the goal is about.
    fn wanting(&self) -> Vec<usize> {
        let both = self.links.rows.iter().zip(&self.numbers).enumerate();
        let is_wrong = |row: &Row, numbers: &[i64; 3]| {
            let mut parts = row.parts.iter();
            Links::is_told(row, self.is_aside)
                && parts.any(|(classes, low, high)| !(*low..=*high).contains(&held(numbers, classes)))
        };
        let wrong = both.filter(|(_, (row, numbers))| is_wrong(row, numbers)).map(|(at, _)| at);
        let missed = self.goal.iter().filter(|goal| {
            let number = self.numbers.get(goal.row).map_or(0, |numbers| held(numbers, &goal.classes));
            !(goal.low..=goal.high).contains(&number)
        });
        wrong.chain(missed.map(|goal| goal.row)).collect()
    }

    /// The scores of two students of a joint of one of these rows.
    fn pick(&mut self, rows: &[usize]) -> Option<Gift> {
        let links = self.links;
        let row = links.rows.get(*rows.get(self.dice.below(rows.len()))?)?;
        let joint = *row.joints.get(self.dice.below(row.joints.len()))?;
        let entries = self.table(joint).len();
        let (one, other) = (self.dice.below(entries), self.dice.below(entries));
        let pair = |at: usize| self.table(joint).get(at).filter(|(_, count)| *count > 0).map(|(pair, _)| *pair);
        Some((joint, pair(one)?, pair(other)?)).filter(|_| one != other)
    }

    /// Whether what is stated about sums holds for the scores that were given.
    pub(super) fn sums_agree(&self, table: &Table<'_>, touched: &BTreeSet<usize>) -> bool {
        let Table { system, sums, values, .. } = table;
        let change = |atom: &usize| -> i64 {
            let given = system.sums.get(*atom).copied().unwrap_or(0) + self.sums.get(atom).copied().unwrap_or(0);
            given - sums.get(*atom).copied().unwrap_or(0)
        };
        let rules = system.rules.iter().zip(*values).filter(|(rule, _)| rule.categories.is_none());
        rules.filter(|(rule, _)| self.is_aside.get(rule.unit) == Some(&false)).all(|(rule, value)| {
            let atoms = system.sets.get(rule.set).into_iter().flatten();
            rule.excess(value + atoms.filter(|atom| touched.contains(atom)).map(change).sum::<i64>()) == 0
        })
    }
}
