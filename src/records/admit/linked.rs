//! Several views of one school, taken as one linear system by somebody who knows every group: what is hidden stays open.
//!
//! Everything that the cells state, as anybody can read it, goes into one linear program over atoms and ranges of scores; an
//! independent solver gives the least and the greatest number of students that a hidden cell can stand for. Shares of students who
//! grew tie the scores of two windows, fields of a grid those of two measures: both are part of the same program.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::super::{Admission, Bin, Body, Cell, Frame};
use super::invented::{
    Asked, By, CUTS, Dice, HIGHEST, Kind, Student, Test, admitted, admitted_joined, asked, is_full, rows, school,
};

/// Scores from one, up to but without the other.
type Scores = (u32, u32);

/// Students of one window and, the same, of the other.
type Windows = [BTreeSet<Test>; 2];

/// Least and greatest number of students in each field of a grid, row by row.
type Fields = Vec<Vec<(f64, f64)>>;

/// What a hidden cell is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Secret {
    Count(BTreeSet<Test>, Scores),
    /// Those who fell, stayed or grew.
    Moved(Windows, usize),
}

/// What the cells of an admission say.
#[derive(Default)]
struct Said {
    /// Least and greatest number of these tests that are in these scores.
    counts: Vec<(BTreeSet<Test>, Scores, f64, f64)>,
    /// Least and greatest sum of the scores of these tests.
    sums: Vec<(BTreeSet<Test>, f64, f64)>,
    /// Least and greatest number of students who became one of these: fell, stayed, grew.
    moved: Vec<(Windows, std::ops::Range<usize>, f64, f64)>,
    /// Shares of these tests in bands of scores (from their edges) and in those of another measure, row by row of the latter.
    grids: Vec<(BTreeSet<Test>, Vec<u32>, Fields)>,
    hidden: Vec<Secret>,
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
        for (id, asked) in views.iter().enumerate() {
            // A picture of two scores may be refused.
            let Some(view) = admission.view(&format!("v{id}")) else { continue };
            let labels: Vec<String> = rows(view).into_iter().map(|(label, _)| label).collect();
            let sets: Vec<BTreeSet<Test>> = labels.iter().map(|label| asked.row(students, label)).collect();
            let windows = |label: &String| [0, 1].map(|window| asked.row_at(students, label, window));
            match view.body() {
                Body::Levels(body) => {
                    for (row, set) in body.iter().zip(&sets) {
                        said.shares(set, row.shares());
                        said.percent(set, ABOVE, row.above());
                    }
                }
                Body::Distribution { bins, bands, median, .. } => said.spread(&sets[0], bins, bands, median),
                Body::Groups(groups) => {
                    for (group, set) in groups.iter().zip(&sets) {
                        said.spread(set, group.bins(), group.bands(), group.median());
                    }
                }
                Body::Change(body) => {
                    for (row, windows) in body.iter().zip(labels.iter().map(windows)) {
                        said.quantity(asked, &windows[0], row.from());
                        said.quantity(asked, &windows[1], row.to());
                        said.moved(&windows, row.moved());
                    }
                }
                Body::Windows(body) => {
                    for (line, windows) in body.iter().zip(labels.iter().map(windows)) {
                        for (point, set) in line.iter().zip(&windows) {
                            said.quantity(asked, set, point.value());
                        }
                    }
                }
                Body::Grid { cells, .. } => said.grid(&sets[0], view.frame(), cells),
                Body::Table(body) => {
                    for (row, set) in body.iter().zip(&sets) {
                        if asked.kind == Kind::Counts {
                            levels()
                                .into_iter()
                                .zip(&row[1..])
                                .for_each(|(scores, cell)| said.count(set, scores, cell));
                            continue;
                        }
                        said.median(set, &row[1]);
                        said.mean(set, &row[2]);
                        if asked.kind == Kind::Table {
                            said.percent(set, ABOVE, &row[3]);
                        }
                    }
                }
                _ => panic!("another kind"),
            }
        }
        said
    }

    fn spread(&mut self, set: &BTreeSet<Test>, bins: &[Bin], bands: &[Cell], median: &Cell) {
        self.shares(set, bands);
        self.median(set, median);
        let edge = |edge: Option<f64>, open| edge.map_or(open, whole);
        for bin in bins {
            let count = bin.count().number().unwrap();
            let scores = (edge(bin.from(), 0), edge(bin.to(), HIGHEST + 1));
            self.counts.push((set.clone(), scores, count.low(), count.high()));
        }
    }

    fn quantity(&mut self, asked: &Asked, set: &BTreeSet<Test>, cell: &Cell) {
        match asked.show {
            Some("median") => self.median(set, cell),
            Some("mean") => self.mean(set, cell),
            _ => self.percent(set, ABOVE, cell),
        }
    }

    fn count(&mut self, set: &BTreeSet<Test>, scores: Scores, cell: &Cell) {
        self.cells += 1;
        match cell.number() {
            Some(number) => {
                self.shown += 1;
                self.counts.push((set.clone(), scores, number.low(), number.high()));
            }
            None => self.hidden.push(Secret::Count(set.clone(), scores)),
        }
    }

    fn moved(&mut self, windows: &Windows, cells: &[Cell]) {
        let n = windows[0].len() as f64;
        let classes = if cells.len() == 2 { vec![0..2, 2..3] } else { vec![0..1, 1..2, 2..3] };
        for (classes, cell) in classes.into_iter().zip(cells) {
            self.cells += 1;
            if let Some(number) = cell.number() {
                self.shown += 1;
                let [low, high] = [number.low().max(0.0), number.high().min(100.0)].map(|percent| percent * n / 100.0);
                self.moved.push((windows.clone(), classes, low, high));
            } else {
                self.hidden.push(Secret::Moved(windows.clone(), classes.start));
            }
        }
    }

    fn grid(&mut self, set: &BTreeSet<Test>, frame: &Frame, cells: &[Vec<Cell>]) {
        let Frame::Grid { x, .. } = frame else { panic!() };
        let n = set.len() as f64;
        let all = || cells.iter().flatten();
        self.cells += all().count();
        self.shown += all().filter(|cell| cell.number().is_some()).count();
        if all().all(|cell| cell.number().is_some()) {
            let bounds = |cell: &Cell| {
                let number = cell.number().unwrap();
                (number.low().max(0.0) * n / 100.0, number.high().min(100.0) * n / 100.0)
            };
            let edges = x.edges().iter().map(|edge| whole(*edge));
            let edges = [0].into_iter().chain(edges).chain([HIGHEST + 1]).collect();
            let rows = cells.iter().map(|row| row.iter().map(bounds).collect()).collect();
            self.grids.push((set.clone(), edges, rows));
        }
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
            None => self.hidden.push(Secret::Count(set.clone(), scores)),
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
    /// Students who are in these atoms in the two windows, and what became of them in truth.
    joints: BTreeMap<[usize; 2], [f64; 3]>,
}

impl<'s> System<'s> {
    fn new(said: &'s Said, students: &[Student]) -> Self {
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

    fn true_count(&self, set: &BTreeSet<Test>, scores: Scores) -> f64 {
        self.atoms[set].iter().map(|atom| self.parts(scores).map(|at| self.truth[*atom][at]).sum::<f64>()).sum()
    }

    /// The joints whose students are in both sets.
    fn of_both(&self, windows: &Windows) -> impl Iterator<Item = (&[usize; 2], &[f64; 3])> {
        let [first, last] = [0, 1].map(|at| self.atoms[&windows[at]].clone());
        self.joints.iter().filter(move |([one, other], _)| first.contains(one) && last.contains(other))
    }

    fn true_number(&self, secret: &Secret) -> f64 {
        match secret {
            Secret::Count(set, scores) => self.true_count(set, *scores),
            Secret::Moved(windows, class) => self.of_both(windows).map(|(_, became)| became[*class]).sum(),
        }
    }

    /// The least or the greatest number that a hidden cell can stand for; nothing if the solver fails.
    fn bound(&self, secret: &Secret, direction: OptimizationDirection) -> Option<f64> {
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

#[derive(Default, Debug)]
struct Found {
    hidden: usize,
    exact: usize,
    narrow: usize,
    unsolved: usize,
    shown: usize,
    cells: usize,
    moved: usize,
}

impl Found {
    fn add(&mut self, other: &Self) {
        self.hidden += other.hidden;
        self.exact += other.exact;
        self.narrow += other.narrow;
        self.unsolved += other.unsolved;
        self.shown += other.shown;
        self.cells += other.cells;
        self.moved += other.moved;
    }
}

/// What the truth says of everything that is told; a statement that is false would prove nothing.
fn check_truth(system: &System<'_>) {
    for (set, scores, low, high) in &system.said.counts {
        let count = system.true_count(set, *scores);
        assert!(low - 1e-9 <= count && count <= high + 1e-9, "{count} outside {low} to {high}");
    }
    for (windows, classes, low, high) in &system.said.moved {
        let count: f64 = classes.clone().map(|class| system.true_number(&Secret::Moved(windows.clone(), class))).sum();
        assert!(low - 1e-9 <= count && count <= high + 1e-9, "{count} outside {low} to {high}");
    }
}

fn judge(students: &[Student], views: &[Asked], session: u64) -> Found {
    let admission = admitted(students, views);
    judged(students, views, session, &admission)
}

fn judged(students: &[Student], views: &[Asked], session: u64, admission: &Admission) -> Found {
    let said = Said::read(students, views, admission);
    let system = System::new(&said, students);
    check_truth(&system);
    let mut found = Found { shown: said.shown, cells: said.cells, moved: said.moved.len(), ..Found::default() };
    let hidden: BTreeSet<&Secret> = said.hidden.iter().collect();
    for secret in hidden {
        let (size, is_asked) = match secret {
            Secret::Count(set, _) => (set.len(), true),
            // Where nobody is told who grew, each window stands for itself.
            Secret::Moved(windows, _) => (windows[0].len(), !said.moved.is_empty()),
        };
        if size == 0 || !is_asked {
            continue;
        }
        found.hidden += 1;
        let now = system.true_number(secret);
        let needed = 3.0_f64.min(size as f64) - 1e-6;
        let Some(high) = system.bound(secret, OptimizationDirection::Maximize) else {
            found.unsolved += 1;
            continue;
        };
        assert!(high >= now - 1e-6);
        if high - now >= needed {
            continue;
        }
        let Some(low) = system.bound(secret, OptimizationDirection::Minimize) else {
            found.unsolved += 1;
            continue;
        };
        assert!(low <= now + 1e-6);
        found.exact += usize::from(high - low < 1e-6);
        if high - low < needed {
            found.narrow += 1;
            let what = match secret {
                Secret::Count(_, scores) => format!("{scores:?}"),
                Secret::Moved(_, class) => format!("moved {class}"),
            };
            eprintln!("session {session}: {size} students, {what}: {low} to {high}, truly {now}");
        }
    }
    found
}

fn sum_up(sessions: usize, all: &Found) {
    eprintln!("{sessions} admissions: {all:?}");
    assert_eq!((all.exact, all.narrow, all.unsolved), (0, 0, 0), "{all:?}");
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
        all.add(&judge(&students, &views, *session));
    }
    sum_up(sessions.len(), &all);
}

/// Pictures of two windows, of two measures, of several groups, and tables of counts. Everybody has every score, so that no
/// picture of two scores is refused for want of them.
#[test]
fn pictures_of_every_kind_together_leave_what_is_hidden_open() {
    let sessions = if is_full() { 1_000 } else { 20 };
    let mut all = Found::default();
    for session in 0..sessions {
        let mut dice = Dice::new(session + 90_000);
        let n = 30 + dice.below(70);
        let mut students = school(&mut dice, n);
        for (at, student) in students.iter_mut().enumerate() {
            for score in &mut student.scores {
                score.get_or_insert(u32::try_from(at % 20).unwrap());
            }
        }
        let number = 2 + dice.below(3);
        let first = match session % 5 {
            0 => Kind::Counts,
            1 => Kind::Groups,
            2 => Kind::Grid,
            _ => Kind::Change,
        };
        let others: &[Kind] = match first {
            Kind::Counts => &[Kind::Means],
            _ => &[Kind::Levels, Kind::Levels, Kind::Change, Kind::Windows, Kind::Distribution, Kind::Table],
        };
        let kinds = (0..number).map(|at| if at == 0 { vec![first] } else { others.to_vec() });
        let views: Vec<Asked> = kinds.map(|kinds| asked(&mut dice, &students, &kinds)).collect();
        all.add(&judge(&students, &views, session));
    }
    sum_up(usize::try_from(sessions).unwrap(), &all);
}

/// What is drawn of files that are joined is what is drawn of one file, and leaves open what that does.
#[test]
fn files_that_are_joined_leave_open_what_one_file_leaves_open() {
    let mut all = Found::default();
    let sessions = if is_full() { 200 } else { 10 };
    for session in (0..).take(sessions) {
        let mut dice = Dice::new(session + 31_000);
        let n = 30 + dice.below(90);
        let mut students = school(&mut dice, n);
        let windows = Asked {
            kind: Kind::Levels,
            by: Some(By::Window),
            window: None,
            only: Vec::new(),
            total: false,
            show: None,
        };
        let mut kinds = vec![Kind::Levels, Kind::Levels, Kind::Distribution, Kind::Table];
        let mut views = Vec::new();
        if session % 2 == 0 {
            for (at, student) in students.iter_mut().enumerate() {
                for score in &mut student.scores {
                    score.get_or_insert(u32::try_from(at % 20).unwrap());
                }
            }
            // Beside a grid over both files, which a part of the students would keep away.
            kinds = vec![Kind::Levels, Kind::Windows];
            views.push(asked(&mut dice, &students, &[Kind::Grid]));
        }
        views.insert(0, windows);
        views.extend((0..2 + dice.below(3)).map(|_| asked(&mut dice, &students, &kinds)));
        let (joined, whole) = admitted_joined(&students, &views);
        assert_eq!((joined.views(), joined.refused()), (whole.views(), whole.refused()), "session {session}");
        all.add(&judged(&students, &views, session, &joined));
    }
    assert!(all.hidden > 0);
    sum_up(sessions, &all);
}
