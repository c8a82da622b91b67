//! What a repair can do next: the steps that mend one of the broken rules, and the one of them that breaks least.

use std::ops::Range;

use super::Search;

/// Students that are looked at for a move, and for how many partners of each it is worked out in full.
const SOURCES: usize = 3;
const PAIRS: usize = 4;

/// Atoms whose sums are looked at.
const ATOMS: usize = 4;

/// One student of an atom from a category to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) atom: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What is tried at one step of a repair.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    One(Move),
    /// Two students the opposite way.
    Two(Move, Move),
    /// The scores of an atom inside their categories.
    Sum {
        atom: usize,
        sum: i64,
    },
}

/// A number that is to grow or to shrink: students of a set in these categories, or the sum of their scores.
struct Broken {
    set: usize,
    categories: Option<Range<usize>>,
    grows: bool,
}

impl Step {
    pub(super) fn atoms(self) -> [usize; 2] {
        match self {
            Self::One(one) => [one.atom, one.atom],
            Self::Two(one, two) => [one.atom, two.atom],
            Self::Sum { atom, .. } => [atom, atom],
        }
    }
}

impl Move {
    pub(super) fn back(self) -> Self {
        Self { atom: self.atom, from: self.to, to: self.from }
    }
}

impl Search {
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
        let at = self.dice.below(found.len());
        found.into_iter().nth(at).map(|broken| (broken, wanted))
    }

    /// The best of some steps that mend one broken rule, and what would be broken after it.
    pub(super) fn best_step(&mut self, recent: &[Move]) -> Option<(i64, Step)> {
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
            let tie = self.dice.next();
            if best.as_ref().is_none_or(|(least, other, _)| (cost, tie) < (*least, *other)) {
                best = Some((cost, tie, step));
            }
        }
        best.map(|(cost, _, step)| (cost, step))
    }

    /// Moves that bring a student of the set into the categories, or out of them.
    fn moves(&mut self, set: usize, categories: &Range<usize>, grows: bool, starved: &[Range<usize>]) -> Vec<Step> {
        let width = self.system.width();
        let wanted = |at: &usize| categories.contains(at) == grows;
        let free: Vec<usize> = (0..width).filter(wanted).collect();
        let wants = |at: &usize| starved.iter().any(|categories| categories.contains(at));
        let thin: Vec<usize> = free.iter().copied().filter(wants).collect();
        let members = self.system.sets.get(set).map_or(&[][..], Vec::as_slice);
        let mut sources: Vec<(usize, usize)> = members
            .iter()
            .flat_map(|atom| self.held(*atom).filter(|at| categories.contains(at) != grows).map(|from| (*atom, from)))
            .collect();
        let mut steps = Vec::new();
        for _ in 0..SOURCES.min(sources.len()) {
            let at = self.dice.below(sources.len());
            let (atom, from) = sources.swap_remove(at);
            let near = free.iter().min_by_key(|at| at.abs_diff(from)).copied();
            let mut targets: Vec<usize> =
                [near, self.pick(&free), self.pick(&thin), self.pick(&free)].into_iter().flatten().collect();
            targets.sort_unstable();
            targets.dedup();
            steps.extend(targets.iter().map(|to| Step::One(Move { atom, from, to: *to })));
            for (other, to) in self.partners(atom, from, set, &targets) {
                steps.push(Step::Two(Move { atom, from, to }, Move { atom: other, from: to, to: from }));
            }
        }
        steps
    }

    /// Students outside the set, and their categories, who could change places with one of the atom: those whose going breaks least.
    fn partners(&mut self, atom: usize, from: usize, set: usize, targets: &[usize]) -> Vec<(usize, usize)> {
        let mut found: Vec<(i64, u64, usize, usize)> = Vec::new();
        for to in targets {
            let (lost, won) = (self.changed(from, *to), self.changed(*to, from));
            for other in 0..self.counts.len() {
                let has = self.counts.get(other).and_then(|counts| counts.get(*to)).is_some_and(|count| *count > 0);
                if !has || self.system.sets_of.get(other).is_none_or(|sets| sets.contains(&set)) {
                    continue;
                }
                // Sets with both of them tell nothing of it.
                let cost = self.apart(atom, other, &lost) + self.apart(other, atom, &won);
                found.push((cost, self.dice.next(), other, *to));
            }
        }
        let best = PAIRS.min(found.len());
        if best > 0 {
            found.select_nth_unstable(best - 1);
        }
        found.into_iter().take(best).map(|(_, _, other, to)| (other, to)).collect()
    }

    /// For each set, by how much more its statements about counts are broken when one of its students goes between categories.
    fn changed(&self, from: usize, to: usize) -> Vec<i64> {
        let mut changed = vec![0; self.system.sets.len()];
        for ((rule, value), weight) in self.system.rules.iter().zip(&self.values).zip(&self.weights) {
            let Some(categories) = &rule.categories else { continue };
            let change = i64::from(categories.contains(&to)) - i64::from(categories.contains(&from));
            if change != 0
                && self.is_aside.get(rule.unit) == Some(&false)
                && let Some(slot) = changed.get_mut(rule.set)
            {
                *slot += weight * (rule.excess(value + change) - rule.excess(*value));
            }
        }
        changed
    }

    /// Summed over the sets that hold one atom and not the other.
    fn apart(&self, one: usize, other: usize, of: &[i64]) -> i64 {
        let sets = |atom: usize| self.ruled.get(atom).map_or(&[][..], Vec::as_slice);
        let mut others = sets(other).iter().peekable();
        let mut sum = 0;
        for set in sets(one) {
            while others.next_if(|other| *other < set).is_some() {}
            if others.peek() != Some(&set) {
                sum += of.get(*set).copied().unwrap_or(0);
            }
        }
        sum
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

    fn pick_atom(&mut self, set: usize) -> Option<usize> {
        let atoms = self.system.sets.get(set).map_or(0, Vec::len);
        let at = self.dice.below(atoms);
        self.system.sets.get(set)?.get(at).copied()
    }

    fn pick(&mut self, of: &[usize]) -> Option<usize> {
        let at = self.dice.below(of.len().max(1));
        of.get(at).copied()
    }
}
