//! Numbers of a set of students become cells here, and nowhere else: each is withheld where the audit says so, and what it
//! states is kept for the audit.
//!
//! A new kind of picture takes its cells from a [`Teller`]; what it cannot tell yet gets a method here that says what the cell
//! states. A cell made otherwise would escape the audit: [`cell`] is the only place of the door where a number becomes one, and a
//! test holds the cells of all kinds of pictures against what was made here.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::super::admitted::{Bin, Cell, LevelsRow, Number};
use super::super::aggregate::{Sample, at_rank, mean};
use super::super::card::Scale;
use super::super::disclosure::{
    CELLS_GROUP, Coded, Known, MEDIAN_GROUP, Margin, Part, Says, Shares, Told, Unit, bars, cells, dotted, exact,
    natural_unit, rounded, small_bars, suppress,
};
use super::Row;

/// Tells about sets of students of one measure.
pub(super) struct Teller<'t> {
    scale: &'t Scale,
    withheld: &'t BTreeSet<Unit>,
    told: RefCell<Vec<Told>>,
}

impl<'t> Teller<'t> {
    pub(super) fn new(scale: &'t Scale, withheld: &'t BTreeSet<Unit>) -> Self {
        Self { scale, withheld, told: RefCell::default() }
    }

    /// What has been told, for the audit.
    pub(super) fn told(self) -> Vec<Told> {
        self.told.into_inner()
    }

    fn note(&self, told: Told) {
        self.told.borrow_mut().push(told);
    }

    fn unit(row: &Row, part: Part) -> Unit {
        Unit { set: row.sample.atoms.clone(), part }
    }

    fn says(&self, unit: &Unit, row: &Row, says: Says) {
        self.note(Told::Shown { unit: unit.clone(), set: row.sample.atoms.clone(), says });
    }

    fn hides(&self, row: &Row, steps: Range<u32>) {
        self.note(Told::Hidden { set: row.sample.atoms.clone(), steps, once: None });
    }

    /// Number of students; who is in a group is known in the room.
    pub(super) fn n(row: &Row) -> Cell {
        if row.is_shown { Self::size(row.sample.n) } else { Cell::Hidden }
    }

    /// Number of students of a set that is shown.
    pub(super) fn size(n: u32) -> Cell {
        cell(exact(n))
    }

    /// Shares of the levels, and above the cut.
    pub(super) fn shares(&self, row: &Row) -> LevelsRow {
        let told = self.coded(row);
        let (shares, above) = (self.parts(row, told.as_ref()), self.part_above(row, told.as_ref()));
        LevelsRow { n: told.map_or(Cell::Hidden, |told| Self::size(told.n)), shares, above }
    }

    /// Shares of the levels alone.
    pub(super) fn bands(&self, row: &Row) -> Vec<Cell> {
        self.parts(row, self.coded(row).as_ref())
    }

    /// The share above the cut alone.
    pub(super) fn above(&self, row: &Row) -> Cell {
        self.part_above(row, self.coded(row).as_ref())
    }

    fn levels(&self) -> usize {
        self.scale.levels().len()
    }

    /// The levels of a row that may be shown.
    fn coded(&self, row: &Row) -> Option<Shares> {
        let scale = self.scale;
        let counts = || row.sample.levels(self.levels(), |step| scale.level(step));
        let code = |counts: &[u32]| match (row.is_in_two, row.is_beside_bars) {
            (true, beside) => Shares::in_two(counts, scale.target, beside),
            (false, true) => Shares::beside_bars(counts, scale.target),
            (false, false) => Shares::new(counts, scale.target),
        };
        let shares = row.is_shown.then(|| code(&counts()))?;
        Some(if self.withheld.contains(&Self::unit(row, Part::Shares)) { shares.withheld() } else { shares })
    }

    fn parts(&self, row: &Row, told: Option<&Shares>) -> Vec<Cell> {
        let levels = self.levels();
        let Some((parts, told)) = told.and_then(|told| Some((told.parts.as_ref()?, told))) else {
            (0..levels).for_each(|level| self.hides(row, self.steps(level..level + 1)));
            return vec![Cell::Hidden; told.map_or(levels, |told| told.width)];
        };
        let mut cells = Vec::with_capacity(parts.len());
        if parts.len() == levels {
            for (level, part) in parts.iter().enumerate() {
                cells.push(self.share(row, self.steps(level..level + 1), part));
            }
        } else {
            let target = told.target.unwrap_or(levels);
            for (part, levels) in parts.iter().zip([0..target, target..levels]) {
                cells.push(self.share(row, self.steps(levels.clone()), part));
                if levels.len() > 1 {
                    // Nobody is told the levels of the part: they must not follow from those of everybody else.
                    levels.for_each(|level| {
                        let set = row.sample.atoms.clone();
                        self.note(Told::Within { set, steps: self.steps(level..level + 1) });
                    });
                }
            }
            // If the two parts must be withheld, then so are the levels, as those of every other row that is.
            for level in 0..levels {
                let (set, steps) = (row.sample.atoms.clone(), self.steps(level..level + 1));
                self.note(Told::Hidden { set, steps, once: Some(Self::unit(row, Part::Shares)) });
            }
        }
        cells
    }

    fn part_above(&self, row: &Row, told: Option<&Shares>) -> Cell {
        let levels = self.levels();
        if let Some((Some(target), Some(above))) = told.map(|told| (told.target, &told.above)) {
            return self.share(row, self.steps(target..levels), above);
        }
        if let Some(target) = self.scale.target {
            self.hides(row, self.steps(target..levels));
        }
        Cell::Hidden
    }

    /// A coded share of students in some scores.
    fn share(&self, row: &Row, steps: Range<u32>, coded: &Coded) -> Cell {
        self.note(Told::Coded {
            unit: Self::unit(row, Part::Shares),
            set: row.sample.atoms.clone(),
            steps,
            low: coded.low,
            high: coded.high,
        });
        cell(coded.number.clone())
    }

    /// The steps of some levels.
    pub(super) fn steps(&self, levels: Range<usize>) -> Range<u32> {
        let first = |level: usize| self.first(|step| self.scale.level(step) >= level);
        first(levels.start)..first(levels.end)
    }

    /// The first step from which this holds, one more than the last if it holds nowhere.
    fn first(&self, holds: impl Fn(u32) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.scale.steps() + 1);
        while low < high {
            let middle = u32::midpoint(low, high);
            if holds(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// Bars, from the lowest scores to the highest; `told` are the cuts between the shares that are told of the same students. With
    /// dots, each of which stands for so many students, a bar is told as what its dots allow.
    pub(super) fn bars(&self, row: &Row, told: &[f64], dot: Option<u32>) -> Vec<Bin> {
        let unit = Self::unit(row, Part::Bars);
        if !row.is_shown || self.withheld.contains(&unit) {
            return Vec::new();
        }
        let bars = bars(self.scale, &row.sample.scores, told);
        let counts: Vec<u32> = bars.iter().map(|bar| bar.count).collect();
        let mut dots = dot.map_or_else(Vec::new, |dot| dotted(&counts, dot)).into_iter();
        let mut bins = Vec::with_capacity(bars.len());
        for bar in bars {
            let steps = self.inside(bar.from, bar.to);
            // Dots of neighbours say more together than each: the audit takes the counts for known.
            self.says(&unit, row, Says::Count { steps, low: bar.count, high: bar.count });
            let count = cell(dots.next().unwrap_or_else(|| exact(bar.count)));
            bins.push(Bin { from: bar.from, to: bar.to, label: bar.label, count });
        }
        bins
    }

    /// The steps from an edge up to another, where an end is open to the end of the scale.
    fn inside(&self, from: Option<f64>, to: Option<f64>) -> Range<u32> {
        let slack = self.scale.step / 100.0;
        let step = |edge: f64| self.first(|step| self.scale.score(step) + slack >= edge);
        from.map_or(0, step)..to.map_or(self.scale.steps() + 1, step)
    }

    /// Bars of a small group, as ranges, beside the shares `bands` and the shown median.
    pub(super) fn small_bars(&self, row: &Row, bands: &[Cell], median: &Cell) -> Vec<Bin> {
        let unit = Self::unit(row, Part::Bars);
        if !row.is_shown || self.withheld.contains(&unit) {
            return Vec::new();
        }
        let bars = small_bars(self.scale, &row.sample.scores, bands, median.number().map(Number::middle));
        let mut bins = Vec::with_capacity(bars.len());
        for bar in bars {
            let (low, high) = bar.below;
            self.says(&unit, row, Says::Count { steps: self.inside(None, bar.to), low, high });
            let steps = self.inside(bar.from, bar.to);
            self.says(&unit, row, Says::Count { steps, low: count(bar.number.low()), high: count(bar.number.high()) });
            bins.push(Bin { from: bar.from, to: bar.to, label: bar.label, count: cell(bar.number) });
        }
        bins
    }

    /// The share of one level beside all others together, such as the right option of an item; `is_shown` says whether the other
    /// items of the picture may be told of these students too.
    pub(super) fn share_of(&self, row: &Row, level: usize, is_shown: bool) -> (Cell, Option<Coded>) {
        let steps = self.steps(level..level + 1);
        let coded = (row.is_shown && is_shown && !self.withheld.contains(&Self::unit(row, Part::Shares)))
            .then(|| {
                let counts = row.sample.levels(self.levels(), |step| self.scale.level(step));
                let inside = counts.get(level).copied().unwrap_or_default();
                Shares::new(&[row.sample.n.saturating_sub(inside), inside], Some(1)).above
            })
            .flatten();
        if let Some(coded) = coded {
            return (self.share(row, steps, &coded), Some(coded));
        }
        self.hides(row, steps);
        (Cell::Hidden, None)
    }

    /// The shares of all levels of a scale without an order, where the share of one is `known`; withheld of few students.
    pub(super) fn options(&self, row: &Row, level: usize, known: Option<&Coded>) -> Vec<Cell> {
        let levels = self.levels();
        let of_known = |known: &Coded| {
            let counts = row.sample.levels(levels, |step| self.scale.level(step));
            let sums = [Known { of: vec![level], low: known.low, high: known.high }];
            cells(&counts, &sums).map(|coded| (coded, known.clone()))
        };
        let is_large = row.is_shown && row.sample.n >= CELLS_GROUP;
        let Some((coded, known)) = known.filter(|_| is_large).and_then(of_known) else {
            (0..levels).for_each(|level| self.hides(row, self.steps(level..level + 1)));
            return vec![Cell::Hidden; levels];
        };
        let tell = |(at, other): (usize, Coded)| {
            // The one that is known is told as it is told elsewhere.
            self.share(row, self.steps(at..at + 1), if at == level { &known } else { &other })
        };
        coded.into_iter().enumerate().map(tell).collect()
    }

    /// Whether a grid of these students may be told, as far as this measure goes.
    pub(super) fn allows_grid(&self, row: &Row) -> bool {
        row.is_shown && !self.withheld.contains(&Self::unit(row, Part::Grid))
    }

    /// A grid with bands of this measure between these edges is told; it leaves the bands this room.
    fn note_grid(&self, row: &Row, edges: &[f64], room: &[Margin]) {
        let unit = Self::unit(row, Part::Grid);
        for Margin { bands, low, high } in room {
            let from = bands.start.checked_sub(1).and_then(|edge| edges.get(edge)).copied();
            let to = bands.end.checked_sub(1).and_then(|edge| edges.get(edge)).copied();
            self.says(&unit, row, Says::Count { steps: self.inside(from, to), low: *low, high: *high });
        }
    }

    /// The fields of a grid of two measures, told by one teller each: of these rows, between these edges. What the fields say of each
    /// measure is the room that they leave it.
    pub(super) fn fields(told: [(&Self, &Row, &[f64], &[Margin]); 2], coded: Vec<Coded>) -> Vec<Cell> {
        for (teller, row, edges, room) in told {
            teller.note_grid(row, edges, room);
        }
        coded.into_iter().map(|coded| cell(coded.number)).collect()
    }

    /// A score of a single student, for a team that looks at its own: nothing that all marks tell together is hidden, and nothing
    /// is promised of what stands beside them.
    pub(super) fn mark(number: Number) -> Cell {
        cell(number)
    }

    /// The middle score, rounded to the step.
    pub(super) fn median(&self, row: &Row) -> Cell {
        self.quantile(row, (1, 2), MEDIAN_GROUP)
    }

    /// The score below which `part` of the students lie (quantile type 7 of Hyndman and Fan 1996), rounded to the step; shown
    /// from `least` students on.
    pub(super) fn quantile(&self, row: &Row, part: (u32, u32), least: u32) -> Cell {
        let unit = Self::unit(row, Part::Quantiles);
        let n = &row.sample.n;
        let Some(highest) = n.checked_sub(1).filter(|_| row.is_shown && *n >= least && !self.withheld.contains(&unit))
        else {
            return Cell::Hidden;
        };
        let (above, below) = (u64::from(part.0), u64::from(part.1.max(1)));
        let rank = u64::from(highest) * above;
        let whole = |rank: u64| u32::try_from(rank).unwrap_or(highest);
        let ranks = [whole(rank / below), whole(rank.div_ceil(below))];
        let [Some(low), Some(high)] = ranks.map(|rank| at_rank(&row.sample, rank)) else { return Cell::Hidden };
        // Both students stay where they are in order: more than the rounded text states.
        for (rank, step) in ranks.into_iter().zip([low, high]) {
            self.says(&unit, row, Says::Count { steps: 0..step, low: 0, high: rank });
            self.says(&unit, row, Says::Count { steps: 0..step + 1, low: rank + 1, high: *n });
        }
        let share = (rank % below) as f64 / below as f64;
        let steps = f64::from(low) + share * (f64::from(high) - f64::from(low));
        let scale = self.scale;
        cell(rounded(scale.low + steps * scale.step, scale.low, scale.step))
    }

    /// The mean, rounded to the step of the scale, or to one standard error of measurement where the card states it (DESIGN 8).
    pub(super) fn mean(&self, row: &Row) -> Cell {
        let unit = Self::unit(row, Part::Mean);
        let steps = mean(&row.sample).filter(|_| row.is_shown && !self.withheld.contains(&unit));
        let Some(steps) = steps else { return Cell::Hidden };
        let scale = self.scale;
        let number = rounded(scale.low + steps * scale.step, 0.0, mean_unit(scale));
        self.says(&unit, row, self.sum(&number, &row.sample));
        cell(number)
    }

    /// What a rounded mean says of the sum of steps; never less than the truth, whatever was lost in the last decimal.
    fn sum(&self, number: &Number, sample: &Sample) -> Says {
        let of = |mean: f64| (mean - self.scale.low) / self.scale.step * f64::from(sample.n);
        let truth: i64 = sample.scores.iter().map(|(step, count)| i64::from(*step) * i64::from(*count)).sum();
        let (low, high) = (whole((of(number.low()) + 1e-6).ceil()), whole((of(number.high()) - 1e-6).floor()));
        Says::Sum { low: low.min(truth), high: high.max(truth) }
    }

    /// Shares of students who fell, stayed and grew from one set to the other, which are of the same students; of few in two parts.
    pub(super) fn moved(&self, first: &Row, last: &Row, counts: [u32; 3]) -> Vec<Cell> {
        let mut atoms: Vec<usize> = first.sample.atoms.iter().chain(&last.sample.atoms).copied().collect();
        atoms.sort_unstable();
        atoms.dedup();
        let unit = Unit { set: atoms.clone(), part: Part::Change };
        let is_shown = first.is_shown && last.is_shown && !self.withheld.contains(&unit);
        let coded = is_shown.then(|| Shares::new(&counts, Some(2)).parts).flatten().unwrap_or_default();
        let classes = if coded.len() == 2 { vec![0..2, 2..3] } else { vec![0..1, 1..2, 2..3] };
        let parts = classes.into_iter().zip(&coded).map(|(classes, coded)| (classes, coded.low, coded.high));
        self.note(Told::Moved { unit, atoms, parts: parts.collect() });
        if coded.is_empty() {
            return vec![Cell::Hidden; counts.len()];
        }
        coded.into_iter().map(|coded| cell(coded.number)).collect()
    }

    /// Students at each level of each row; small ones hidden, and as many more as protect them.
    pub(super) fn counts(&self, rows: &[Row]) -> Vec<Vec<Cell>> {
        let levels = self.levels();
        let unit = Unit { set: Vec::new(), part: Part::Counts };
        let of = |row: &Row| row.sample.levels(levels, |step| self.scale.level(step));
        let shown: Vec<Vec<u32>> = rows.iter().filter(|row| row.is_shown).map(of).collect();
        let hidden = suppress(&shown).filter(|_| !self.withheld.contains(&unit));
        let mut masks = hidden.into_iter().flatten();
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            let mask = if row.is_shown { masks.next() } else { None };
            let mask = mask.unwrap_or_else(|| vec![true; levels]);
            let cells = of(row).into_iter().zip(mask).enumerate().map(|(level, (count, is_hidden))| {
                let steps = self.steps(level..level + 1);
                if is_hidden {
                    self.hides(row, steps);
                    return Cell::Hidden;
                }
                self.says(&unit, row, Says::Count { steps, low: count, high: count });
                cell(exact(count))
            });
            told.push(cells.collect());
        }
        told
    }
}

/// A number that may be shown: what it states was noted by whoever calls this.
fn cell(number: Number) -> Cell {
    #[cfg(test)]
    tests::made(&number);
    Cell::Number(number)
}

/// What means are rounded to.
pub(super) fn mean_unit(scale: &Scale) -> f64 {
    scale.error.map_or(scale.step, |error| natural_unit(error).max(scale.step))
}

/// A number of students, as it stands in a shown number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of students")]
pub(super) fn count(of: f64) -> u32 {
    of.clamp(0.0, f64::from(u32::MAX)) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "a sum of steps of a scale of at most a million")]
fn whole(value: f64) -> i64 {
    value as i64
}

#[cfg(test)]
mod tests;
