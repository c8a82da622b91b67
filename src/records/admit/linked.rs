//! Several views of one school, taken as one linear system by somebody who knows every group: what is hidden stays open.
//!
//! Everything that the cells state, as anybody can read it, goes into one linear program over atoms and ranges of scores; an
//! independent solver gives the least and the greatest number of students that a hidden cell can stand for.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::super::{Admission, Body, Cell};
use super::invented::{Asked, CUTS, Dice, HIGHEST, Kind, Student, Test, admitted, asked, is_full, rows, school};

/// Scores from one, up to but without the other.
type Scores = (u32, u32);

/// What the cells of an admission say.
#[derive(Default)]
struct Said {
    /// Least and greatest number of these tests that are in these scores.
    counts: Vec<(BTreeSet<Test>, Scores, f64, f64)>,
    /// Least and greatest sum of the scores of these tests.
    sums: Vec<(BTreeSet<Test>, f64, f64)>,
    hidden: Vec<(BTreeSet<Test>, Scores)>,
    /// Cells of bodies, without the numbers of students: shown, and all.
    shown: usize,
    cells: usize,
}

const EVERY_SCORE: Scores = (0, HIGHEST + 1);

/// The scores of each level, lowest first.
fn levels() -> Vec<Scores> {
    let edges = [&[0][..], &CUTS, &[HIGHEST + 1]].concat();
    edges.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

const ABOVE: Scores = (CUTS[1], HIGHEST + 1);
const BELOW: Scores = (0, CUTS[1]);

/// A score as a whole number.
fn whole(score: f64) -> u32 {
    (0..=HIGHEST + 1).min_by(|a, b| (f64::from(*a) - score).abs().total_cmp(&(f64::from(*b) - score).abs())).unwrap()
}

impl Said {
    fn read(students: &[Student], views: &[Asked], admission: &Admission) -> Self {
        let mut said = Self::default();
        for (view, asked) in admission.views().iter().zip(views) {
            let sets: Vec<BTreeSet<Test>> = rows(view).iter().map(|(label, _)| asked.row(students, label)).collect();
            match view.body() {
                Body::Levels(body) => {
                    for (row, set) in body.iter().zip(&sets) {
                        said.shares(set, row.shares());
                        said.percent(set, ABOVE, row.above());
                    }
                }
                Body::Distribution { bins, bands, median, .. } => {
                    said.shares(&sets[0], bands);
                    said.median(&sets[0], median);
                    let edge = |edge: Option<f64>, open| edge.map_or(open, whole);
                    for bin in bins {
                        let count = bin.count().number().unwrap();
                        let scores = (edge(bin.from(), 0), edge(bin.to(), HIGHEST + 1));
                        said.counts.push((sets[0].clone(), scores, count.low(), count.high()));
                    }
                }
                Body::Table(body) => {
                    for (row, set) in body.iter().zip(&sets) {
                        said.median(set, &row[1]);
                        said.mean(set, &row[2]);
                        said.percent(set, ABOVE, &row[3]);
                    }
                }
                _ => panic!("another kind"),
            }
        }
        said
    }

    fn shares(&mut self, set: &BTreeSet<Test>, shares: &[Cell]) {
        let is_hidden = shares.iter().all(|share| share.number().is_none());
        let parts = if shares.len() == 2 && !is_hidden { vec![BELOW, ABOVE] } else { levels() };
        let cell = |at: usize| if is_hidden { &Cell::Hidden } else { &shares[at] };
        for (at, scores) in parts.into_iter().enumerate() {
            self.percent(set, scores, cell(at));
        }
    }

    fn percent(&mut self, set: &BTreeSet<Test>, scores: Scores, cell: &Cell) {
        let n = set.len() as f64;
        self.cells += 1;
        match cell.number() {
            Some(number) => {
                self.shown += 1;
                let low = number.low().max(0.0) * n / 100.0;
                self.counts.push((set.clone(), scores, low, number.high().min(100.0) * n / 100.0));
            }
            None => self.hidden.push((set.clone(), scores)),
        }
    }

    fn median(&mut self, set: &BTreeSet<Test>, cell: &Cell) {
        self.cells += 1;
        let Some(number) = cell.number() else { return };
        self.shown += 1;
        // Half of the students are at or below it, half at or above it.
        let half = set.len().div_ceil(2) as f64;
        let (low, high) = (whole(number.low().ceil()), whole(number.high().floor()));
        self.counts.push((set.clone(), (low, HIGHEST + 1), half, set.len() as f64));
        self.counts.push((set.clone(), (0, high + 1), half, set.len() as f64));
    }

    fn mean(&mut self, set: &BTreeSet<Test>, cell: &Cell) {
        self.cells += 1;
        let Some(number) = cell.number() else { return };
        self.shown += 1;
        let n = set.len() as f64;
        self.sums.push((set.clone(), number.low() * n, number.high() * n));
    }
}

/// The unknowns: how many students of an atom have a score in a range.
struct System<'s> {
    said: &'s Said,
    sizes: Vec<f64>,
    ranges: Vec<Scores>,
    atoms: BTreeMap<BTreeSet<Test>, Vec<usize>>,
    truth: Vec<Vec<f64>>,
}

impl<'s> System<'s> {
    fn new(said: &'s Said, students: &[Student]) -> Self {
        let sets: BTreeSet<&BTreeSet<Test>> = said
            .counts
            .iter()
            .map(|(set, ..)| set)
            .chain(said.sums.iter().map(|(set, ..)| set))
            .chain(said.hidden.iter().map(|(set, _)| set))
            .collect();
        let scores =
            said.counts.iter().map(|(_, scores, ..)| scores).chain(said.hidden.iter().map(|(_, scores)| scores));
        let edges: BTreeSet<u32> = scores.chain([&EVERY_SCORE]).flat_map(|scores| [scores.0, scores.1]).collect();
        let edges: Vec<u32> = edges.into_iter().collect();
        let ranges: Vec<Scores> = edges.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let mut known: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
        let (mut sizes, mut truth) = (Vec::new(), Vec::new());
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
            let score = students[test.0].scores[test.1].unwrap();
            let range = ranges.iter().position(|range| (range.0..range.1).contains(&score)).unwrap();
            truth[atom][range] += 1.0;
        }
        Self { said, sizes, ranges, atoms, truth }
    }

    fn parts(&self, scores: Scores) -> impl Iterator<Item = usize> {
        self.ranges
            .iter()
            .enumerate()
            .filter(move |(_, range)| scores.0 <= range.0 && range.1 <= scores.1)
            .map(|(at, _)| at)
    }

    fn true_count(&self, set: &BTreeSet<Test>, scores: Scores) -> f64 {
        self.atoms[set].iter().map(|atom| self.parts(scores).map(|at| self.truth[*atom][at]).sum::<f64>()).sum()
    }

    /// The least or the greatest number of students of a set with such scores; nothing if the solver fails.
    fn bound(&self, set: &BTreeSet<Test>, scores: Scores, direction: OptimizationDirection) -> Option<f64> {
        let asked = &self.atoms[set];
        let wanted: BTreeSet<usize> = self.parts(scores).collect();
        let mut problem = Problem::new(direction);
        problem.set_time_limit(Duration::from_mins(1));
        let unknowns: Vec<Vec<Variable>> = (0..self.sizes.len())
            .map(|atom| {
                let value = |at: usize| f64::from(u8::from(asked.contains(&atom) && wanted.contains(&at)));
                (0..self.ranges.len()).map(|at| problem.add_var(value(at), (0.0, self.sizes[atom]))).collect()
            })
            .collect();
        for (unknowns, size) in unknowns.iter().zip(&self.sizes) {
            let all: Vec<(Variable, f64)> = unknowns.iter().map(|unknown| (*unknown, 1.0)).collect();
            problem.add_constraint(&all, ComparisonOp::Eq, *size);
        }
        let mut between = |sum: &[(Variable, f64)], low: f64, high: f64| {
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
            between(&sum, *low, *high);
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
        let solved = problem.solve().ok()?.into_solution().ok()?;
        matches!(solved.status(), microlp::SolutionStatus::Optimal).then(|| solved.objective())
    }
}

#[derive(Default, Debug)]
struct Found {
    hidden: usize,
    exact: usize,
    narrow: usize,
    unsolved: usize,
    shown: usize,
    cells: usize,
}

/// What the truth says of everything that is told; a statement that is false would prove nothing.
fn check_truth(system: &System<'_>) {
    for (set, scores, low, high) in &system.said.counts {
        let count = system.true_count(set, *scores);
        assert!(low - 1e-9 <= count && count <= high + 1e-9, "{count} outside {low} to {high}");
    }
}

fn judge(students: &[Student], views: &[Asked], session: u64) -> Found {
    let admission = admitted(students, views);
    let said = Said::read(students, views, &admission);
    let system = System::new(&said, students);
    check_truth(&system);
    let mut found = Found { shown: said.shown, cells: said.cells, ..Found::default() };
    let hidden: BTreeSet<&(BTreeSet<Test>, Scores)> = said.hidden.iter().collect();
    for (set, scores) in hidden {
        if set.is_empty() {
            continue;
        }
        found.hidden += 1;
        let now = system.true_count(set, *scores);
        let needed = 3.0_f64.min(set.len() as f64) - 1e-6;
        let Some(high) = system.bound(set, *scores, OptimizationDirection::Maximize) else {
            found.unsolved += 1;
            continue;
        };
        assert!(high >= now - 1e-6);
        if high - now >= needed {
            continue;
        }
        let Some(low) = system.bound(set, *scores, OptimizationDirection::Minimize) else {
            found.unsolved += 1;
            continue;
        };
        assert!(low <= now + 1e-6);
        found.exact += usize::from(high - low < 1e-6);
        if high - low < needed {
            found.narrow += 1;
            eprintln!("session {session}: {} students, {scores:?}: {low} to {high}, truly {now}", set.len());
        }
    }
    found
}

#[test]
fn all_views_together_leave_what_is_hidden_open() {
    // In the last two, levels that are told of together must be withheld (two students or fewer could be in the highest).
    let sessions: Vec<u64> = if is_full() { (0..1_000).collect() } else { (0..25).chain([421, 699]).collect() };
    let mut all = Found::default();
    for session in &sessions {
        let mut dice = Dice::new(session + 7_000);
        let n = 30 + dice.below(120);
        let students = school(&mut dice, n);
        let number = 3 + dice.below(4);
        let kinds = [Kind::Levels, Kind::Levels, Kind::Distribution, Kind::Table];
        let views: Vec<Asked> = (0..number).map(|_| asked(&mut dice, &students, &kinds)).collect();
        let found = judge(&students, &views, *session);
        all.hidden += found.hidden;
        all.exact += found.exact;
        all.narrow += found.narrow;
        all.unsolved += found.unsolved;
        all.shown += found.shown;
        all.cells += found.cells;
    }
    eprintln!("{} admissions: {all:?}", sessions.len());
    assert_eq!((all.exact, all.narrow, all.unsolved), (0, 0, 0), "{all:?}");
}
