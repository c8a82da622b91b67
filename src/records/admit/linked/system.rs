//! Everything that is said as one linear program, and what it leaves open of a hidden cell.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::super::invented::{Student, Test};
use super::said::{EVERY_SCORE, Said, Scores, Secret, Windows};

/// The unknowns: how many students of an atom have a score in a range.
pub(super) struct System<'s> {
    pub(super) said: &'s Said,
    sizes: Vec<f64>,
    ranges: Vec<Scores>,
    atoms: BTreeMap<BTreeSet<Test>, Vec<usize>>,
    truth: Vec<Vec<f64>>,
    /// Students who are in these atoms in the two windows, and what became of them in truth.
    joints: BTreeMap<[usize; 2], [f64; 3]>,
}

impl<'s> System<'s> {
    pub(super) fn new(said: &'s Said, students: &[Student]) -> Self {
        let mut sets: BTreeSet<&BTreeSet<Test>> = BTreeSet::new();
        let mut edges: BTreeSet<u32> = [EVERY_SCORE.0, EVERY_SCORE.1].into();
        sets.extend(said.counts.iter().map(|(set, ..)| set).chain(said.sums.iter().map(|(set, ..)| set)));
        sets.extend(said.moved.iter().flat_map(|(windows, ..)| windows));
        edges.extend(said.counts.iter().flat_map(|(_, scores, ..)| [scores.0, scores.1]));
        for (set, bands, _) in &said.grids {
            sets.insert(set);
            edges.extend(bands);
        }
        for secret in &said.hidden {
            match secret {
                Secret::Count(set, scores) => {
                    sets.insert(set);
                    edges.extend([scores.0, scores.1]);
                }
                Secret::Moved(windows, _) => sets.extend(windows),
            }
        }
        let edges: Vec<u32> = edges.into_iter().collect();
        let ranges: Vec<Scores> = edges.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let mut known: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
        let (mut sizes, mut truth, mut of) = (Vec::new(), Vec::new(), BTreeMap::new());
        let mut atoms: BTreeMap<BTreeSet<Test>, Vec<usize>> =
            sets.iter().map(|set| ((*set).clone(), Vec::new())).collect();
        let tests: BTreeSet<Test> = sets.iter().copied().flatten().copied().collect();
        for test in tests {
            let signature: Vec<bool> = sets.iter().map(|set| set.contains(&test)).collect();
            let atom = *known.entry(signature.clone()).or_insert_with(|| {
                sizes.push(0.0);
                truth.push(vec![0.0; ranges.len()]);
                for (set, _) in sets.iter().zip(&signature).filter(|(_, is_in)| **is_in) {
                    atoms.get_mut(*set).unwrap().push(sizes.len() - 1);
                }
                sizes.len() - 1
            });
            sizes[atom] += 1.0;
            of.insert(test, atom);
            let score = students[test.0].scores[test.1].unwrap();
            let range = ranges.iter().position(|range| (range.0..range.1).contains(&score)).unwrap();
            truth[atom][range] += 1.0;
        }
        let hidden = said.hidden.iter().filter_map(|secret| match secret {
            Secret::Moved(windows, _) => Some(windows),
            Secret::Count(..) => None,
        });
        let told = said.moved.iter().map(|(windows, ..)| windows);
        let both: BTreeSet<usize> = told.chain(hidden).flat_map(|windows| &windows[0]).map(|test| test.0).collect();
        let mut joints: BTreeMap<[usize; 2], [f64; 3]> = BTreeMap::new();
        for student in both.into_iter().filter(|_| !said.moved.is_empty()) {
            let [before, after] = [0, 1].map(|window| students[student].scores[window].unwrap());
            let became = if after > before { 2 } else { usize::from(after == before) };
            joints.entry([of[&(student, 0)], of[&(student, 1)]]).or_default()[became] += 1.0;
        }
        Self { said, sizes, ranges, atoms, truth, joints }
    }

    fn parts(&self, scores: Scores) -> impl Iterator<Item = usize> {
        self.ranges
            .iter()
            .enumerate()
            .filter(move |(_, range)| scores.0 <= range.0 && range.1 <= scores.1)
            .map(|(at, _)| at)
    }

    pub(super) fn true_count(&self, set: &BTreeSet<Test>, scores: Scores) -> f64 {
        self.atoms[set].iter().map(|atom| self.parts(scores).map(|at| self.truth[*atom][at]).sum::<f64>()).sum()
    }

    /// The joints whose students are in both sets.
    fn of_both(&self, windows: &Windows) -> impl Iterator<Item = (&[usize; 2], &[f64; 3])> {
        let [first, last] = [0, 1].map(|at| self.atoms[&windows[at]].clone());
        self.joints.iter().filter(move |([one, other], _)| first.contains(one) && last.contains(other))
    }

    pub(super) fn true_number(&self, secret: &Secret) -> f64 {
        match secret {
            Secret::Count(set, scores) => self.true_count(set, *scores),
            Secret::Moved(windows, class) => self.of_both(windows).map(|(_, became)| became[*class]).sum(),
        }
    }

    /// The least or the greatest number that a hidden cell can stand for; nothing if the solver fails.
    pub(super) fn bound(&self, secret: &Secret, direction: OptimizationDirection) -> Option<f64> {
        let (asked, wanted, moved) = match secret {
            Secret::Count(set, scores) => (self.atoms[set].clone(), self.parts(*scores).collect(), Vec::new()),
            Secret::Moved(windows, _) => {
                (Vec::new(), BTreeSet::new(), self.of_both(windows).map(|(at, _)| *at).collect())
            }
        };
        let class = if let Secret::Moved(_, class) = secret { *class } else { 0 };
        let mut problem = Problem::new(direction);
        problem.set_time_limit(Duration::from_mins(1));
        let unknowns: Vec<Vec<Variable>> = (0..self.sizes.len())
            .map(|atom| {
                let value = |at: usize| f64::from(u8::from(asked.contains(&atom) && wanted.contains(&at)));
                (0..self.ranges.len()).map(|at| problem.add_var(value(at), (0.0, self.sizes[atom]))).collect()
            })
            .collect();
        let became: BTreeMap<[usize; 2], [Variable; 3]> = self
            .joints
            .iter()
            .map(|(at, truth)| {
                let value = |of: usize| f64::from(u8::from(of == class && moved.contains(at)));
                (*at, [0, 1, 2].map(|of| problem.add_var(value(of), (0.0, truth.iter().sum()))))
            })
            .collect();
        for (unknowns, size) in unknowns.iter().zip(&self.sizes) {
            let all: Vec<(Variable, f64)> = unknowns.iter().map(|unknown| (*unknown, 1.0)).collect();
            problem.add_constraint(&all, ComparisonOp::Eq, *size);
        }
        let between = |problem: &mut Problem, sum: &[(Variable, f64)], low: f64, high: f64| {
            if (low - high).abs() < 1e-12 {
                problem.add_constraint(sum, ComparisonOp::Eq, low);
            } else {
                problem.add_constraint(sum, ComparisonOp::Ge, low);
                problem.add_constraint(sum, ComparisonOp::Le, high);
            }
        };
        for (set, scores, low, high) in &self.said.counts {
            let parts: Vec<usize> = self.parts(*scores).collect();
            let atoms = self.atoms[set].iter();
            let sum: Vec<(Variable, f64)> =
                atoms.flat_map(|atom| parts.iter().map(|at| (unknowns[*atom][*at], 1.0))).collect();
            between(&mut problem, &sum, *low, *high);
        }
        // The scores of a range lie between its ends.
        for (set, low, high) in &self.said.sums {
            let of = |score: &dyn Fn(Scores) -> u32| -> Vec<(Variable, f64)> {
                let atoms = self.atoms[set].iter();
                atoms
                    .flat_map(|atom| unknowns[*atom].iter().zip(&self.ranges))
                    .map(|(unknown, range)| (*unknown, f64::from(score(*range))))
                    .collect()
            };
            problem.add_constraint(of(&|range| range.0), ComparisonOp::Le, *high);
            problem.add_constraint(of(&|range| range.1 - 1), ComparisonOp::Ge, *low);
        }
        for (set, bands, rows) in &self.said.grids {
            let fields: Vec<Vec<Variable>> =
                rows.iter().map(|row| row.iter().map(|bounds| problem.add_var(0.0, *bounds)).collect()).collect();
            for (at, band) in bands.windows(2).enumerate() {
                let parts: Vec<usize> = self.parts((band[0], band[1])).collect();
                let atoms = self.atoms[set].iter();
                let held = atoms.flat_map(|atom| parts.iter().map(|part| (unknowns[*atom][*part], 1.0)));
                let sum: Vec<(Variable, f64)> = held.chain(fields.iter().map(|row| (row[at], -1.0))).collect();
                problem.add_constraint(&sum, ComparisonOp::Eq, 0.0);
            }
        }
        self.tie(&mut problem, &unknowns, &became);
        for (windows, classes, low, high) in &self.said.moved {
            let all = self.of_both(windows).map(|(at, _)| became[at]);
            let sum: Vec<(Variable, f64)> = all
                .flat_map(|became| became[classes.clone()].iter().map(|of| (*of, 1.0)).collect::<Vec<_>>())
                .collect();
            between(&mut problem, &sum, *low, *high);
        }
        let solved = problem.solve().ok()?.into_solution().ok()?;
        matches!(solved.status(), microlp::SolutionStatus::Optimal).then(|| solved.objective())
    }

    /// Those who are in two atoms have scores of both. As many grew, at least, as there are more above some score afterwards, and
    /// that is enough for somebody to have these scores (Strassen 1965, for each two atoms).
    fn tie(&self, problem: &mut Problem, unknowns: &[Vec<Variable>], became: &BTreeMap<[usize; 2], [Variable; 3]>) {
        let mut of_atom: BTreeMap<usize, Vec<Vec<Variable>>> = BTreeMap::new();
        for (atoms, truth) in &self.joints {
            let n: f64 = truth.iter().sum();
            let [before, after] = atoms.map(|atom| {
                let own: Vec<Variable> = self.ranges.iter().map(|_| problem.add_var(0.0, (0.0, n))).collect();
                let all: Vec<(Variable, f64)> = own.iter().map(|own| (*own, 1.0)).collect();
                problem.add_constraint(&all, ComparisonOp::Eq, n);
                of_atom.entry(atom).or_default().push(own.clone());
                own
            });
            let [fell, same, grew] = became[atoms];
            problem.add_constraint([(fell, 1.0), (same, 1.0), (grew, 1.0)], ComparisonOp::Eq, n);
            let from = |of: &[Variable], at: usize, sign: f64| -> Vec<(Variable, f64)> {
                of[at..].iter().map(|of| (*of, sign)).collect()
            };
            for at in 0..self.ranges.len() {
                for (one, other, more, less) in [(&after, &before, grew, fell), (&before, &after, fell, grew)] {
                    let sum = [from(one, at, 1.0), from(other, at, -1.0), vec![(more, -1.0)]].concat();
                    problem.add_constraint(&sum, ComparisonOp::Le, 0.0);
                    // Who has the one score of a range needs another to have become less.
                    if self.ranges[at].0 + 1 == self.ranges[at].1 {
                        let sum = [from(one, at, 1.0), from(other, at + 1, -1.0), vec![(less, 1.0)]].concat();
                        problem.add_constraint(&sum, ComparisonOp::Le, n);
                    }
                }
            }
        }
        for (atom, parts) in of_atom {
            for (at, unknown) in unknowns[atom].iter().enumerate() {
                let sum: Vec<(Variable, f64)> =
                    parts.iter().map(|part| (part[at], 1.0)).chain([(*unknown, -1.0)]).collect();
                problem.add_constraint(&sum, ComparisonOp::Eq, 0.0);
            }
        }
    }
}
