//! Finds tables that agree with every statement and differ where it matters.
//!
//! From the true table students are moved between categories, one by one or two of different atoms against each other. A move
//! that breaks statements is repaired by further ones: each changes the places of a student whose going mends one, with the
//! partner outside whose going breaks least (min-conflicts; Minton and others 1992). What stays broken
//! counts more from then on, so that no repair stands still for long. The numbers that look random are the same on every run.

mod steps;

use std::ops::Range;

use super::dice::Dice;
use super::links::{Links, Table};
use super::system::{Rule, System};
use super::{Need, Question};
use steps::{Move, Step};

/// Moves until a repair is given up.
const PATIENCE: usize = 96;

/// Attempts at a goal: from the true table, then from the last one that agreed.
const ATTEMPTS: usize = 2;

/// Moves of an audit altogether. What is not proven by then counts as not protected.
const MOST_MOVES: usize = 20_000;

/// For how many moves one is not taken back.
const MEMORY: usize = 6;

/// The number of a question is to lie in these bounds.
#[derive(Clone)]
struct Goal {
    question: usize,
    set: usize,
    categories: Range<usize>,
    low: i64,
    high: i64,
}

/// A table on its way, and what every statement makes of it.
#[derive(Default)]
pub(super) struct Search {
    system: System,
    is_aside: Vec<bool>,
    counts: Vec<Vec<u32>>,
    sums: Vec<i64>,
    /// Least and greatest sum that the counts of each atom allow.
    spans: Vec<(i64, i64)>,
    /// The number that each rule bounds.
    values: Vec<i64>,
    /// How much it counts that each rule is broken, and the goal missed; grows where a repair stands still.
    weights: Vec<i64>,
    goal_weight: i64,
    /// By how much all rules that hold are broken, each by its weight.
    excess: i64,
    /// For each atom, the sets with statements that hold it, ascending.
    ruled: Vec<Vec<usize>>,
    /// Questions about each set, and the number that each asks about.
    asked_of: Vec<Vec<(usize, Range<usize>)>>,
    numbers: Vec<i64>,
    goal: Option<Goal>,
    left: usize,
    dice: Dice,
    /// Atoms that may differ from the true table.
    touched: Vec<usize>,
    links: Links,
    home: Home,
}

/// The true table, as far as it takes long to work out.
#[derive(Default)]
struct Home {
    spans: Vec<(i64, i64)>,
    values: Vec<i64>,
    numbers: Vec<i64>,
}

impl Home {
    fn of(system: &System, questions: &[Question]) -> Self {
        let span = |counts: &Vec<u32>| {
            let parts = counts.iter().enumerate().map(|(at, count)| (system.steps(at), i64::from(*count)));
            parts.fold((0, 0), |span, (steps, count)| (span.0 + steps.0 * count, span.1 + steps.1 * count))
        };
        let sum = |set: usize| -> i64 {
            system.sets.get(set).into_iter().flatten().filter_map(|atom| system.sums.get(*atom)).sum()
        };
        let value = |rule: &Rule| match &rule.categories {
            Some(categories) => i64::from(system.count(rule.set, categories)),
            None => sum(rule.set),
        };
        let number = |question: &Question| i64::from(system.count(question.set, &question.categories));
        Self {
            spans: system.truth.iter().map(span).collect(),
            values: system.rules.iter().map(value).collect(),
            numbers: questions.iter().map(number).collect(),
        }
    }
}

impl Search {
    /// A search over the statements of so many units.
    pub(super) fn new(system: System, questions: &[Question], units: usize, links: Links) -> Self {
        let mut asked_of = vec![Vec::new(); system.sets.len()];
        for (at, question) in questions.iter().enumerate() {
            if let Some(asked) = asked_of.get_mut(question.set) {
                asked.push((at, question.categories.clone()));
            }
        }
        let has_rules = |set: &usize| system.rules_of.get(*set).is_some_and(|rules| !rules.is_empty());
        let ruled = system.sets_of.iter().map(|sets| sets.iter().copied().filter(has_rules).collect()).collect();
        let mut search = Self {
            is_aside: vec![false; units],
            asked_of,
            ruled,
            left: MOST_MOVES,
            dice: Dice::new(0x2545_F491_4F6C_DD1D),
            home: Home::of(&system, questions),
            counts: system.truth.clone(),
            sums: system.sums.clone(),
            weights: vec![1; system.rules.len()],
            touched: (0..system.truth.len()).collect(),
            links,
            system,
            ..Self::default()
        };
        search.start_again();
        search
    }

    #[cfg(test)]
    pub(super) fn oracle(&self, question: &Question) -> Option<(f64, f64)> {
        super::oracle::bounds(&self.system, question, &self.is_aside)
    }

    /// The units whose sets share an atom with this one.
    pub(super) fn touching(&self, set: usize) -> Vec<usize> {
        let atoms = self.system.sets.get(set);
        let sets = atoms.into_iter().flatten().filter_map(|atom| self.system.sets_of.get(*atom)).flatten();
        let rules = sets.filter_map(|set| self.system.rules_of.get(*set)).flatten();
        let mut units: Vec<usize> =
            rules.filter_map(|rule| self.system.rules.get(*rule)).map(|rule| rule.unit).collect();
        units.extend(self.links.touching(atoms.map_or(&[], Vec::as_slice)));
        units.sort_unstable();
        units.dedup();
        units
    }

    /// A unit that must be withheld because of what shares of students who grew tell of each other.
    pub(super) fn too_much(&self) -> Option<usize> {
        self.links.too_much(&self.is_aside)
    }

    /// Which part of the students in a set or in others is not in both, in thousandths.
    pub(super) fn distance_of(&self, set: usize, others: &[usize]) -> u64 {
        let Some(atoms) = self.system.sets.get(set) else { return 0 };
        let size = |atom: &usize| u64::from(self.system.atom_size(*atom));
        let both: u64 = others.iter().filter(|atom| atoms.binary_search(atom).is_ok()).map(size).sum();
        let all = atoms.iter().map(size).sum::<u64>() + others.iter().map(size).sum::<u64>() - both;
        1_000 - 1_000 * both / all.max(1)
    }

    /// Statements of a unit no longer hold, or hold again.
    pub(super) fn set_aside(&mut self, unit: usize, is_aside: bool) {
        if let Some(slot) = self.is_aside.get_mut(unit) {
            *slot = is_aside;
        }
        self.start_again();
    }

    /// Looks for tables that answer a question. What is found also counts for the others.
    pub(super) fn answer(&mut self, question: usize, questions: &mut [Question], most: usize) {
        let Some(asked) = questions.get(question).cloned() else { return };
        let (all, most) = (self.left, most.min(self.left));
        self.left = most;
        self.answer_of(question, &asked, questions);
        self.left = all - (most - self.left);
    }

    fn answer_of(&mut self, question: usize, asked: &Question, questions: &mut [Question]) {
        let bounds = self.system.outer_bounds(asked, &self.is_aside);
        if !asked.is_answerable(bounds) {
            return;
        }
        while let Some(now) = questions.get(question).filter(|now| !now.is_answered()).cloned() {
            let (low, high, n) = (i64::from(now.low), i64::from(now.high), i64::from(now.n));
            let goals = match now.need {
                Need::Open if now.high < 2 => vec![(2, n)],
                Need::Open => vec![(0, n - 2)],
                Need::Wide(width) => {
                    let width = i64::from(width.min(now.n));
                    vec![(low + width, n), (0, high - width), (high + 1, n), (0, low - 1)]
                }
                Need::NotAll => vec![(0, n - 1)],
                Need::Nothing => Vec::new(),
            };
            let possible = goals.into_iter().filter(|(low, high)| low <= high && *high >= bounds.0 && *low <= bounds.1);
            let goal = |(low, high)| Goal { question, set: now.set, categories: now.categories.clone(), low, high };
            let is_reached = possible.into_iter().any(|bounds| self.reach(&goal(bounds), questions));
            if !is_reached {
                return;
            }
        }
    }

    fn reach(&mut self, goal: &Goal, questions: &mut [Question]) -> bool {
        for attempt in 0..ATTEMPTS {
            if attempt == 0 || self.excess > 0 {
                self.start_again();
            }
            self.goal = Some(goal.clone());
            let is_reached = self.repair(questions);
            self.goal = None;
            if is_reached {
                return true;
            }
        }
        false
    }

    /// Moves students until every statement holds and the goal is reached. Every table on the way that agrees is noted.
    fn repair(&mut self, questions: &mut [Question]) -> bool {
        let mut recent: Vec<Move> = Vec::new();
        for _ in 0..PATIENCE {
            let is_possible = self.excess == 0 && self.is_linked();
            if is_possible {
                self.note(questions);
            }
            let open = self.excess + self.distance();
            if open == 0 {
                return is_possible;
            }
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            let Some((cost, step)) = self.best_step(&recent) else { return false };
            if cost >= open {
                self.insist();
            }
            self.take(step);
            self.touched.extend(step.atoms());
            let moves = match step {
                Step::One(one) => vec![one],
                Step::Two(one, two) => vec![one, two],
                Step::Sum { .. } => Vec::new(),
            };
            recent.extend(moves);
            let old = recent.len().saturating_sub(MEMORY);
            recent.drain(..old);
        }
        false
    }

    /// The table agrees with everything: what it says of each question is possible.
    fn note(&self, questions: &mut [Question]) {
        for (question, number) in questions.iter_mut().zip(&self.numbers) {
            let number = u32::try_from(*number).unwrap_or(question.low);
            question.low = question.low.min(number);
            question.high = question.high.max(number);
        }
    }

    /// Whether the scores of the table can be given to students so that shares of those who grew are as they are told.
    fn is_linked(&self) -> bool {
        let Self { system, counts, sums, values, touched, .. } = self;
        self.links.agree(&Table { system, counts, sums, values, touched }, &self.is_aside)
    }

    /// How far the goal is.
    fn distance(&self) -> i64 {
        self.goal.as_ref().map_or(0, |goal| {
            let number = self.numbers.get(goal.question).copied().unwrap_or(0);
            (goal.low - number).max(number - goal.high).max(0) * self.goal_weight
        })
    }

    /// What is broken where no step helps counts more from now on (breakout; Morris 1993).
    fn insist(&mut self) {
        let Self { system, weights, values, is_aside, excess, .. } = self;
        for ((rule, value), weight) in system.rules.iter().zip(values).zip(weights) {
            let broken = rule.excess(*value);
            if broken > 0 && is_aside.get(rule.unit) == Some(&false) {
                *weight += 1;
                *excess += broken;
            }
        }
        self.goal_weight += i64::from(self.distance() > 0);
    }

    /// What would still be broken after a step.
    fn cost(&mut self, step: Step) -> i64 {
        let atoms = step.atoms();
        let before = atoms.map(|atom| self.sums.get(atom).copied().unwrap_or(0));
        self.take(step);
        let cost = self.excess + self.distance();
        match step {
            Step::One(one) => self.shift(one.back()),
            Step::Two(one, two) => {
                self.shift(two.back());
                self.shift(one.back());
            }
            Step::Sum { .. } => {}
        }
        for (atom, sum) in atoms.into_iter().zip(before) {
            self.set_sum(atom, sum);
        }
        cost
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::One(one) => self.shift(one),
            Step::Two(one, two) => {
                self.shift(one);
                self.shift(two);
            }
            Step::Sum { atom, sum } => self.set_sum(atom, sum),
        }
    }

    fn shift(&mut self, Move { atom, from, to }: Move) {
        if let Some(counts) = self.counts.get_mut(atom) {
            if let Some(slot) = counts.get_mut(from) {
                *slot = slot.saturating_sub(1);
            }
            if let Some(slot) = counts.get_mut(to) {
                *slot += 1;
            }
        }
        let Self { system, values, weights, numbers, asked_of, is_aside, excess, .. } = self;
        let change =
            |categories: &Range<usize>| i64::from(categories.contains(&to)) - i64::from(categories.contains(&from));
        for set in system.sets_of.get(atom).into_iter().flatten() {
            for at in system.rules_of.get(*set).into_iter().flatten() {
                let Some((rule, value)) = system.rules.get(*at).zip(values.get_mut(*at)) else { continue };
                let change = rule.categories.as_ref().map_or(0, change);
                if change != 0 {
                    let before = rule.excess(*value);
                    *value += change;
                    if is_aside.get(rule.unit) == Some(&false) {
                        let weight = weights.get(*at).copied().unwrap_or(1);
                        *excess += weight * (rule.excess(*value) - before);
                    }
                }
            }
            for (at, categories) in asked_of.get(*set).into_iter().flatten() {
                if let Some(number) = numbers.get_mut(*at) {
                    *number += change(categories);
                }
            }
        }
        let (gone, come) = (self.system.steps(from), self.system.steps(to));
        if let Some(span) = self.spans.get_mut(atom) {
            *span = (span.0 + come.0 - gone.0, span.1 + come.1 - gone.1);
        }
        let sum = self.sums.get(atom).copied().unwrap_or(0);
        let (low, high) = self.spans.get(atom).copied().unwrap_or((0, 0));
        self.set_sum(atom, sum.clamp(low.min(high), high));
    }

    fn set_sum(&mut self, atom: usize, sum: i64) {
        let Some(slot) = self.sums.get_mut(atom) else { return };
        let change = sum - *slot;
        if change == 0 {
            return;
        }
        *slot = sum;
        let Self { system, values, weights, is_aside, excess, .. } = self;
        for set in system.sets_of.get(atom).into_iter().flatten() {
            for at in system.rules_of.get(*set).into_iter().flatten() {
                let Some((rule, value)) = system.rules.get(*at).zip(values.get_mut(*at)) else { continue };
                if rule.categories.is_none() {
                    let before = rule.excess(*value);
                    *value += change;
                    if is_aside.get(rule.unit) == Some(&false) {
                        let weight = weights.get(*at).copied().unwrap_or(1);
                        *excess += weight * (rule.excess(*value) - before);
                    }
                }
            }
        }
    }

    /// Back to the true table.
    fn start_again(&mut self) {
        let Self { system, counts, sums, spans, values, numbers, home, touched, .. } = self;
        for atom in touched.drain(..) {
            if let Some((now, truth)) = counts.get_mut(atom).zip(system.truth.get(atom)) {
                now.clone_from(truth);
            }
            if let Some((now, truth)) = sums.get_mut(atom).zip(system.sums.get(atom)) {
                *now = *truth;
            }
        }
        spans.clone_from(&home.spans);
        values.clone_from(&home.values);
        numbers.clone_from(&home.numbers);
        self.weights.fill(1);
        self.goal_weight = 1;
        let rules = system.rules.iter().zip(&*values);
        let held = rules.filter(|(rule, _)| self.is_aside.get(rule.unit) == Some(&false));
        self.excess = held.map(|(rule, value)| rule.excess(*value)).sum();
    }
}
