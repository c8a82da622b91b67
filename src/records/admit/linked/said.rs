//! What the cells of an admission say, as anybody can read it.

use std::collections::BTreeSet;

use super::super::super::{Admission, Bin, Body, Cell, Frame};
use super::super::invented::{Asked, CUTS, HIGHEST, Kind, Student, Test, rows};

/// Scores from one, up to but without the other.
pub(super) type Scores = (u32, u32);

/// Students of one window and, the same, of the other.
pub(super) type Windows = [BTreeSet<Test>; 2];

/// Least and greatest number of students in each field of a grid, row by row.
type Fields = Vec<Vec<(f64, f64)>>;

/// What a hidden cell is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Secret {
    Count(BTreeSet<Test>, Scores),
    /// Those who fell, stayed or grew.
    Moved(Windows, usize),
}

/// What the cells of an admission say.
#[derive(Default)]
pub(super) struct Said {
    /// Least and greatest number of these tests that are in these scores.
    pub(super) counts: Vec<(BTreeSet<Test>, Scores, f64, f64)>,
    /// Least and greatest sum of the scores of these tests.
    pub(super) sums: Vec<(BTreeSet<Test>, f64, f64)>,
    /// Least and greatest number of students who became one of these: fell, stayed, grew.
    pub(super) moved: Vec<(Windows, std::ops::Range<usize>, f64, f64)>,
    /// Shares of these tests in bands of scores (from their edges) and in those of another measure, row by row of the latter.
    pub(super) grids: Vec<(BTreeSet<Test>, Vec<u32>, Fields)>,
    pub(super) hidden: Vec<Secret>,
    /// Cells of bodies, without the numbers of students: shown, and all.
    pub(super) shown: usize,
    pub(super) cells: usize,
}

pub(super) const EVERY_SCORE: Scores = (0, HIGHEST + 1);

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
    pub(super) fn read(students: &[Student], views: &[Asked], admission: &Admission) -> Self {
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
