//! Finds tables that agree with every statement and differ where it matters.
//!
//! From the true table students are moved between categories, one by one or two of different atoms against each other. A move
//! that breaks statements is repaired by further ones, each the best of a few that look promising (min-conflicts; Minton and
//! others 1992). The numbers that look random are the same on every run.

use std::ops::Range;

use super::system::{Rule, System};
use super::{Need, Question};

/// Moves until a repair is given up.
const PATIENCE: usize = 96;

/// Attempts at a goal: from the true table, then from the last one that agreed.
const ATTEMPTS: usize = 2;

/// Moves of an audit altogether. What is not proven by then counts as not protected.
const MOST_MOVES: usize = 20_000;

/// Atoms and partners that are looked at for a move.
const ATOMS: usize = 4;
const PARTNERS: usize = 24;
const PAIRS: usize = 3;

/// For how many moves one is not taken back.
const MEMORY: usize = 6;

/// One student of an atom from a category to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Move {
    atom: usize,
    from: usize,
    to: usize,
}

/// What is tried at one step of a repair.
#[derive(Clone, Copy, Debug)]
enum Step {
    One(Move),
    /// Two students the opposite way.
    Two(Move, Move),
    /// The scores of an atom inside their categories.
    Sum {
        atom: usize,
        sum: i64,
    },
}

/// The number of a question is to lie in these bounds.
#[derive(Clone)]
struct Goal {
    question: usize,
    set: usize,
    categories: Range<usize>,
    low: i64,
    high: i64,
}

/// A number that is to grow or to shrink: students of a set in these categories, or the sum of their scores.
struct Broken {
    set: usize,
    categories: Option<Range<usize>>,
    grows: bool,
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
    /// By how much all rules that hold are broken.
    excess: i64,
    /// Questions about each set, and the number that each asks about.
    asked_of: Vec<Vec<(usize, Range<usize>)>>,
    numbers: Vec<i64>,
    goal: Option<Goal>,
    left: usize,
    dice: u64,
    /// Atoms that may differ from the true table.
    touched: Vec<usize>,
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
    pub(super) fn new(system: System, questions: &[Question]) -> Self {
        let mut asked_of = vec![Vec::new(); system.sets.len()];
        for (at, question) in questions.iter().enumerate() {
            if let Some(asked) = asked_of.get_mut(question.set) {
                asked.push((at, question.categories.clone()));
            }
        }
        let units = system.rules.iter().map(|rule| rule.unit + 1).max().unwrap_or(0);
        let mut search = Self {
            is_aside: vec![false; units],
            asked_of,
            left: MOST_MOVES,
            dice: 0x2545_F491_4F6C_DD1D,
            home: Home::of(&system, questions),
            counts: system.truth.clone(),
            sums: system.sums.clone(),
            touched: (0..system.truth.len()).collect(),
            system,
            ..Self::default()
        };
        search.start_again();
        search
    }

    /// The units whose sets share an atom with this one.
    pub(super) fn touching(&self, set: usize) -> Vec<usize> {
        let atoms = self.system.sets.get(set);
        let sets = atoms.into_iter().flatten().filter_map(|atom| self.system.sets_of.get(*atom)).flatten();
        let rules = sets.filter_map(|set| self.system.rules_of.get(*set)).flatten();
        let mut units: Vec<usize> =
            rules.filter_map(|rule| self.system.rules.get(*rule)).map(|rule| rule.unit).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Statements of a unit no longer hold, or hold again.
    pub(super) fn set_aside(&mut self, unit: usize, is_aside: bool) {
        if let Some(slot) = self.is_aside.get_mut(unit) {
            *slot = is_aside;
        }
        self.start_again();
    }

    /// Looks for tables that answer a question. What is found also counts for the others.
    pub(super) fn answer(&mut self, question: usize, questions: &mut [Question]) {
        let Some(asked) = questions.get(question) else { return };
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
            if self.excess == 0 {
                self.note(questions);
            }
            let open = self.excess + self.distance();
            if open == 0 {
                return true;
            }
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            let Some(step) = self.best_step(&recent) else { return false };
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

    /// How far the goal is.
    fn distance(&self) -> i64 {
        self.goal.as_ref().map_or(0, |goal| {
            let number = self.numbers.get(goal.question).copied().unwrap_or(0);
            (goal.low - number).max(number - goal.high).max(0)
        })
    }

    /// One of the broken rules, or the goal, and the categories of which broken rules want more.
    fn broken(&mut self) -> Option<(Broken, Vec<Range<usize>>)> {
        let mut found: Vec<Broken> = Vec::new();
        let mut wanted = Vec::new();
        for (rule, value) in self.system.rules.iter().zip(&self.values) {
            if rule.excess(*value) > 0 && self.is_aside.get(rule.unit) == Some(&false) {
                let grows = *value < rule.low;
                found.push(Broken { set: rule.set, categories: rule.categories.clone(), grows });
                wanted.extend(rule.categories.clone().filter(|_| grows));
            }
        }
        if self.distance() > 0
            && let Some(goal) = &self.goal
        {
            let grows = self.numbers.get(goal.question).is_some_and(|number| *number < goal.low);
            found.push(Broken { set: goal.set, categories: Some(goal.categories.clone()), grows });
        }
        let at = self.below(found.len());
        found.into_iter().nth(at).map(|broken| (broken, wanted))
    }

    /// The best of some steps that mend one broken rule.
    fn best_step(&mut self, recent: &[Move]) -> Option<Step> {
        let (broken, wanted) = self.broken()?;
        let steps = match &broken.categories {
            Some(categories) => self.moves(broken.set, categories, broken.grows, &wanted),
            None => self.sums(broken.set, broken.grows),
        };
        let is_back =
            |one: &Move| recent.iter().any(|past| past.atom == one.atom && past.from == one.to && past.to == one.from);
        let mut best: Option<(i64, u64, Step)> = None;
        for step in steps {
            let returns = match step {
                Step::One(one) => is_back(&one),
                Step::Two(one, two) => is_back(&one) || is_back(&two),
                Step::Sum { .. } => false,
            };
            // One that takes back a recent move is the last choice.
            let cost = self.cost(step) + if returns { 1_000_000 } else { 0 };
            let tie = self.next();
            if best.as_ref().is_none_or(|(least, other, _)| (cost, tie) < (*least, *other)) {
                best = Some((cost, tie, step));
            }
        }
        best.map(|(_, _, step)| step)
    }

    /// Moves that bring a student of the set into the categories, or out of them.
    fn moves(&mut self, set: usize, categories: &Range<usize>, grows: bool, starved: &[Range<usize>]) -> Vec<Step> {
        let width = self.system.width();
        let mut steps = Vec::new();
        for _ in 0..ATOMS {
            let Some(atom) = self.pick_atom(set) else { break };
            let held: Vec<usize> = self.held(atom).filter(|at| categories.contains(at) != grows).collect();
            let Some(from) = self.pick(&held) else { continue };
            let wanted = |at: &usize| categories.contains(at) == grows;
            let free: Vec<usize> = (0..width).filter(wanted).collect();
            let near = free.iter().min_by_key(|at| at.abs_diff(from)).copied();
            let wants = |at: &usize| starved.iter().any(|categories| categories.contains(at));
            let thin: Vec<usize> = free.iter().copied().filter(wants).collect();
            let targets = [near, self.pick(&free), self.pick(&thin)];
            for (nth, to) in targets.into_iter().enumerate() {
                let Some(to) = to.filter(|to| !targets.iter().take(nth).any(|other| *other == Some(*to))) else {
                    continue;
                };
                let one = Move { atom, from, to };
                steps.push(Step::One(one));
                steps.extend(self.partners(one, set).into_iter().map(|two| Step::Two(one, two)));
            }
        }
        steps
    }

    /// Students outside the set who could go the other way: those in nearly the same sets as the one who moves.
    fn partners(&mut self, one: Move, set: usize) -> Vec<Move> {
        let atoms = self.counts.len();
        let mut found: Vec<(usize, usize)> = Vec::new();
        let sets = self.system.sets_of.get(one.atom).cloned().unwrap_or_default();
        let start = self.below(atoms.max(1));
        for atom in (start..atoms).chain(0..start) {
            let has = self.counts.get(atom).and_then(|counts| counts.get(one.to)).is_some_and(|count| *count > 0);
            let others = self.system.sets_of.get(atom).map_or(&[][..], Vec::as_slice);
            if !has || others.contains(&set) {
                continue;
            }
            let differing = sets.iter().filter(|set| !others.contains(set)).count()
                + others.iter().filter(|set| !sets.contains(set)).count();
            found.push((differing, atom));
            if found.len() >= PARTNERS {
                break;
            }
        }
        found.sort_unstable();
        found.into_iter().take(PAIRS).map(|(_, atom)| Move { atom, from: one.to, to: one.from }).collect()
    }

    /// Steps that change the sum of scores of a set.
    fn sums(&mut self, set: usize, grows: bool) -> Vec<Step> {
        let need: i64 = self.system.rules_of.get(set).into_iter().flatten().fold(1, |need, rule| {
            let both = self.system.rules.get(*rule).zip(self.values.get(*rule));
            both.filter(|(rule, _)| rule.categories.is_none())
                .map_or(need, |(rule, value)| need.max(rule.excess(*value)))
        });
        let mut steps = Vec::new();
        for _ in 0..2 * ATOMS {
            let Some(atom) = self.pick_atom(set) else { break };
            let (sum, span) =
                (self.sums.get(atom).copied().unwrap_or(0), self.spans.get(atom).copied().unwrap_or((0, 0)));
            let wanted = (if grows { sum + need } else { sum - need }).clamp(span.0, span.1);
            if wanted != sum {
                steps.push(Step::Sum { atom, sum: wanted });
            }
        }
        for _ in 0..ATOMS {
            let Some(atom) = self.pick_atom(set) else { break };
            let held: Vec<usize> = self.held(atom).collect();
            let Some(from) = self.pick(&held) else { continue };
            let to = if grows { from + 1 } else { from.wrapping_sub(1) };
            if to < self.system.width() {
                steps.push(Step::One(Move { atom, from, to }));
            }
        }
        steps
    }

    fn held(&self, atom: usize) -> impl Iterator<Item = usize> {
        let counts = self.counts.get(atom).into_iter().flatten().enumerate();
        counts.filter(|(_, count)| **count > 0).map(|(at, _)| at)
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
        let Self { system, values, numbers, asked_of, is_aside, excess, .. } = self;
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
                        *excess += rule.excess(*value) - before;
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
        let Self { system, values, is_aside, excess, .. } = self;
        for set in system.sets_of.get(atom).into_iter().flatten() {
            for at in system.rules_of.get(*set).into_iter().flatten() {
                let Some((rule, value)) = system.rules.get(*at).zip(values.get_mut(*at)) else { continue };
                if rule.categories.is_none() {
                    let before = rule.excess(*value);
                    *value += change;
                    if is_aside.get(rule.unit) == Some(&false) {
                        *excess += rule.excess(*value) - before;
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
        let rules = system.rules.iter().zip(&*values);
        let held = rules.filter(|(rule, _)| self.is_aside.get(rule.unit) == Some(&false));
        self.excess = held.map(|(rule, value)| rule.excess(*value)).sum();
    }

    fn pick_atom(&mut self, set: usize) -> Option<usize> {
        let atoms = self.system.sets.get(set).map_or(0, Vec::len);
        let at = self.below(atoms);
        self.system.sets.get(set)?.get(at).copied()
    }

    fn pick(&mut self, of: &[usize]) -> Option<usize> {
        let at = self.below(of.len().max(1));
        of.get(at).copied()
    }

    /// A number that looks random (xorshift, Marsaglia 2003).
    fn next(&mut self) -> u64 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        self.dice
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from((self.next() >> 11) % bound).unwrap_or(0)
    }
}

impl Step {
    fn atoms(self) -> [usize; 2] {
        match self {
            Self::One(one) => [one.atom, one.atom],
            Self::Two(one, two) => [one.atom, two.atom],
            Self::Sum { atom, .. } => [atom, atom],
        }
    }
}

impl Move {
    fn back(self) -> Self {
        Self { atom: self.atom, from: self.to, to: self.from }
    }
}
