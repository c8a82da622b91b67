//! The audit over the union of everything that all views of a measure show.
//!
//! A shown cell is a statement about the students of a set: how many of them have scores in a range, or what their scores add up
//! to. Who is in which set is public, so the unknowns are the scores inside each atom. The audit asks of every cell, shown or
//! hidden, what all statements together leave open, and withholds [units](Unit) in a fixed order until enough is.
//!
//! What is left open is never computed, only proven: by tables of whole students that agree with every statement and differ in the
//! cell in question. Each was found by moving students in the true table, so that a search that ends too early withholds more and
//! shows nothing that it should not. The bounds that somebody works out with fractions of students are wider still.
//!
//! Works on counts by atom; what it costs depends on the number of atoms and of cells, not on the number of students.

mod bounds;
mod dice;
mod links;
#[cfg(test)]
mod oracle;
mod search;
mod system;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(in crate::records) use links::{Joint, Paired, became};

use links::Links;
use search::Search;
use system::{Rule, System};

/// Least distance between the bounds of a hidden cell (PRIVACY 4.3).
const WIDTH: u32 = 3;

/// How many units are tried alone before the last is withheld.
const TRIALS: usize = 8;

/// Moves for a question, and for one unit that is tried: what cannot be answered must not use up what others need.
const MOST_MOVES: usize = 800;
const MOVES_OF_A_TRIAL: usize = 200;

/// What is withheld as one: everywhere or nowhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::records) struct Unit {
    /// Atoms, ascending; none for counts, of which there is one table a measure.
    pub(in crate::records) set: Vec<usize>,
    pub(in crate::records) part: Part,
}

/// What is told of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::records) enum Part {
    /// Coded shares of levels, and above the cut.
    Shares,
    /// Bars of a distribution.
    Bars,
    /// Median and other quantiles.
    Quantiles,
    /// Mean.
    Mean,
    /// Counts of a table.
    Counts,
    /// Bands of a grid of two measures.
    Grid,
    /// Shares of those who fell, stayed and grew between two windows.
    Change,
}

/// What a shown cell states, in steps of the scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::records) enum Says {
    /// So many students have a score in this range.
    Count { steps: Range<u32>, low: u32, high: u32 },
    /// The scores add up to this.
    Sum { low: i64, high: i64 },
}

/// A cell, or what it takes to state it.
#[derive(Clone, Debug)]
pub(in crate::records) enum Told {
    /// It is shown.
    Shown { unit: Unit, set: Vec<usize>, says: Says },
    /// A coded count is shown, which must not be pinned down.
    Coded { unit: Unit, set: Vec<usize>, steps: Range<u32>, low: u32, high: u32 },
    /// A count is hidden: always, or once this unit is withheld, which as long as it is shown tells of the count with others.
    Hidden { set: Vec<usize>, steps: Range<u32>, once: Option<Unit> },
    /// A count is part of one that is told, and must not be pinned down at either end.
    Within { set: Vec<usize>, steps: Range<u32> },
    /// Of the students who are in these atoms in two windows, so many fell, stayed and grew, some of them counted together; with no
    /// parts, that is hidden.
    Moved { unit: Unit, atoms: Vec<usize>, parts: Vec<(Range<usize>, u32, u32)> },
}

/// Students of each step of the scale, in one atom.
pub(in crate::records) type Scores = BTreeMap<u32, u32>;

/// What must remain open of the number of students of a set in a range of scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// At least two are possible, and all but two. Exact counts between may be told (PRIVACY A8).
    Open,
    /// Values this far apart are possible.
    Wide(u32),
    /// Not all of them certainly are.
    NotAll,
    /// Nothing as long as the unit is shown.
    Nothing,
}

/// A question of the audit and the least and greatest number that was proven to be possible.
#[derive(Clone, Debug)]
struct Question {
    set: usize,
    categories: Range<usize>,
    need: Need,
    /// The unit that shows the cell; once that is withheld the cell is a hidden one.
    unit: Option<usize>,
    n: u32,
    low: u32,
    high: u32,
}

impl Question {
    fn is_answered(&self) -> bool {
        self.is_answerable((self.low.into(), self.high.into()))
    }

    /// Whether numbers between these bounds could be an answer.
    fn is_answerable(&self, (low, high): (i64, i64)) -> bool {
        let n = i64::from(self.n);
        match self.need {
            Need::Open => high >= 2 && low + 2 <= n,
            Need::Wide(width) => high - low >= n.min(width.into()),
            Need::NotAll => low < n,
            Need::Nothing => true,
        }
    }
}

/// Which units must be withheld so that nothing that all views state together pins a cell down.
///
/// `atoms` are the true scores, `paired` those that are told of two windows together; `level_steps` the ranges of the levels, lowest first, of which no atom below `minimum` may be
/// known to be in one. Of the units that overlap a cell in need, those of the nearest students come first, and of those the one with
/// the last first statement: the first that helps alone is withheld, else the first.
pub(in crate::records) fn withheld(
    atoms: &[Scores],
    told: &[Told],
    paired: Paired,
    level_steps: &[Range<u32>],
    minimum: u32,
) -> BTreeSet<Unit> {
    let mut audit = Audit::new(atoms, told, paired, level_steps, minimum);
    let mut hidden = BTreeSet::new();
    loop {
        while let Some(unit) = audit.search.too_much() {
            audit.withhold(unit);
            hidden.extend(audit.units.get(unit).cloned());
        }
        let Some(question) = audit.unanswered() else { return hidden };
        let Some(unit) = audit.in_the_way(question) else {
            // Nothing that is shown touches it, and still no table was found: nothing of the measure is shown.
            return audit.units.into_iter().collect();
        };
        audit.withhold(unit);
        hidden.extend(audit.units.get(unit).cloned());
    }
}

struct Audit {
    units: Vec<Unit>,
    is_withheld: Vec<bool>,
    search: Search,
    questions: Vec<Question>,
}

impl Audit {
    fn new(atoms: &[Scores], told: &[Told], paired: Paired, level_steps: &[Range<u32>], minimum: u32) -> Self {
        let mut edges = BTreeSet::new();
        let ranges = told.iter().filter_map(Told::steps).chain(level_steps.iter().cloned());
        for steps in ranges {
            edges.extend([steps.start, steps.end]);
        }
        let mut system = System::new(atoms, edges);
        let mut audit =
            Self { units: Vec::new(), is_withheld: Vec::new(), search: Search::default(), questions: Vec::new() };
        let mut links = Links::new(paired);
        for told in told {
            if let Told::Moved { unit, atoms, parts } = told {
                let unit = audit.unit(unit);
                links.add(unit, atoms, parts);
            } else {
                audit.learn(told, &mut system);
            }
        }
        for atom in 0..atoms.len() {
            audit.ask_of_atom(atom, level_steps, minimum, &mut system);
        }
        audit.search = Search::new(system, &audit.questions, audit.units.len(), links);
        audit
    }

    /// The position of a unit.
    fn unit(&mut self, unit: &Unit) -> usize {
        self.units.iter().position(|known| known == unit).unwrap_or_else(|| {
            self.units.push(unit.clone());
            self.is_withheld.push(false);
            self.units.len() - 1
        })
    }

    fn learn(&mut self, told: &Told, system: &mut System) {
        let (set, unit) = match told {
            Told::Shown { unit, set, .. } | Told::Coded { unit, set, .. } => (set, Some(unit)),
            Told::Hidden { set, once, .. } => (set, once.as_ref()),
            Told::Within { set, .. } => (set, None),
            Told::Moved { .. } => return,
        };
        let unit = unit.map(|unit| self.unit(unit));
        let set = system.set(set);
        let says = match told {
            Told::Shown { says, .. } => Some(says.clone()),
            Told::Coded { steps, low, high, .. } => Some(Says::Count { steps: steps.clone(), low: *low, high: *high }),
            Told::Hidden { .. } | Told::Within { .. } | Told::Moved { .. } => None,
        };
        if let Some((says, unit)) = says.zip(unit) {
            system.add(match says {
                Says::Count { steps, low, high } => Rule::count(set, system.categories(&steps), low, high, unit),
                Says::Sum { low, high } => Rule::sum(set, low, high, unit),
            });
        }
        let question = match told {
            Told::Coded { steps, .. } | Told::Within { steps, .. } => Some((steps, Need::Open)),
            Told::Hidden { steps, once: Some(_), .. } => Some((steps, Need::Nothing)),
            Told::Hidden { steps, once: None, .. } => Some((steps, Need::Wide(WIDTH))),
            Told::Shown { .. } | Told::Moved { .. } => None,
        };
        if let Some((steps, need)) = question {
            self.ask(set, system.categories(steps), need, unit, system);
        }
    }

    fn ask(&mut self, set: usize, categories: Range<usize>, need: Need, unit: Option<usize>, system: &System) {
        let (n, now) = (system.size(set), system.count(set, &categories));
        let known = self.questions.iter().any(|known| {
            known.set == set && known.categories == categories && known.need == need && known.unit == unit
        });
        if n > 0 && !known {
            self.questions.push(Question { set, categories, need, unit, n, low: now, high: now });
        }
    }

    /// No few students who are the same to every view may be known to be in one level.
    fn ask_of_atom(&mut self, atom: usize, level_steps: &[Range<u32>], minimum: u32, system: &mut System) {
        let size = system.atom_size(atom);
        if size == 0 || size >= minimum {
            return;
        }
        for steps in level_steps {
            let categories = system.categories(steps);
            if system.atom_count(atom, &categories) == size {
                let set = system.set(&[atom]);
                self.ask(set, categories, Need::NotAll, None, system);
            }
        }
    }

    /// The first question that no table answers.
    fn unanswered(&mut self) -> Option<usize> {
        for at in 0..self.questions.len() {
            if !self.questions.get(at).is_none_or(Question::is_answered) {
                self.search.answer(at, &mut self.questions, MOST_MOVES);
            }
            if !self.questions.get(at).is_none_or(Question::is_answered) {
                return Some(at);
            }
        }
        None
    }

    /// The unit to withhold for a question.
    fn in_the_way(&mut self, question: usize) -> Option<usize> {
        let set = self.questions.get(question)?.set;
        let touching = self.search.touching(set);
        let mut shown: Vec<usize> = (0..self.units.len())
            .rev()
            .filter(|unit| touching.contains(unit) && self.is_withheld.get(*unit) == Some(&false))
            .collect();
        // Who grew is told beside everything else and goes first; then those that tell of most of the same students and of fewest
        // others.
        shown.sort_by_key(|unit| {
            let of = |unit: &Unit| (unit.part != Part::Change, self.search.distance_of(set, &unit.set));
            self.units.get(*unit).map_or((true, u64::MAX), of)
        });
        for unit in shown.iter().take(TRIALS) {
            // Tables found meanwhile count only if the unit is withheld in the end.
            let mut trial = self.questions.clone();
            self.search.set_aside(*unit, true);
            self.search.answer(question, &mut trial, MOVES_OF_A_TRIAL);
            self.search.set_aside(*unit, false);
            if trial.get(question).is_some_and(Question::is_answered) {
                self.questions = trial;
                return Some(*unit);
            }
        }
        shown.first().copied()
    }

    fn withhold(&mut self, unit: usize) {
        if let Some(slot) = self.is_withheld.get_mut(unit) {
            *slot = true;
        }
        self.search.set_aside(unit, true);
        for question in self.questions.iter_mut().filter(|question| question.unit == Some(unit)) {
            question.unit = None;
            question.need = Need::Wide(WIDTH);
        }
    }
}

impl Told {
    fn steps(&self) -> Option<Range<u32>> {
        match self {
            Self::Shown { says: Says::Count { steps, .. }, .. }
            | Self::Coded { steps, .. }
            | Self::Hidden { steps, .. }
            | Self::Within { steps, .. } => Some(steps.clone()),
            Self::Shown { says: Says::Sum { .. }, .. } | Self::Moved { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests;
