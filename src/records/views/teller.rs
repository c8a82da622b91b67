//! Numbers of a set of students become cells here, and nowhere else: each is withheld where the audit says so, and what it
//! states is kept for the audit.
//!
//! A new kind of picture takes its cells from a [`Teller`]; what it cannot tell yet gets a method here that says what the cell
//! states. A cell made otherwise would escape the audit.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::super::admitted::{Cell, LevelsRow, Number};
use super::super::aggregate::{Sample, at_rank, mean};
use super::super::card::Scale;
use super::super::disclosure::{
    CELLS_GROUP, Coded, CodedBar, Known, MEDIAN_GROUP, Margin, Part, Says, Shares, Told, Unit, bars, cells, exact,
    natural_unit, rounded, small_bars, suppress,
};
use super::Row;

/// What [`Teller::bars`] gives: bars from the lowest scores to the highest.
pub(super) type Bars = Vec<super::super::disclosure::Bar>;

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
        if row.is_shown { Cell::Number(exact(row.sample.n)) } else { Cell::Hidden }
    }

    /// Shares of the levels, and above the cut.
    pub(super) fn shares(&self, row: &Row) -> LevelsRow {
        let told = self.coded(row);
        self.note_parts(row, told.as_ref());
        self.note_above(row, told.as_ref());
        match told {
            Some(told) => told.row(),
            None => LevelsRow { n: Cell::Hidden, shares: vec![Cell::Hidden; self.levels()], above: Cell::Hidden },
        }
    }

    /// Shares of the levels alone.
    pub(super) fn bands(&self, row: &Row) -> Vec<Cell> {
        let told = self.coded(row);
        self.note_parts(row, told.as_ref());
        told.map_or_else(|| vec![Cell::Hidden; self.levels()], |told| told.row().shares)
    }

    /// The share above the cut alone.
    pub(super) fn above(&self, row: &Row) -> Cell {
        let told = self.coded(row);
        self.note_above(row, told.as_ref());
        told.map_or(Cell::Hidden, |told| told.row().above)
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

    fn note_parts(&self, row: &Row, told: Option<&Shares>) {
        let levels = self.levels();
        let Some((parts, told)) = told.and_then(|told| Some((told.parts.as_ref()?, told))) else {
            (0..levels).for_each(|level| self.hides(row, self.steps(level..level + 1)));
            return;
        };
        if parts.len() == levels {
            for (level, part) in parts.iter().enumerate() {
                self.note_coded(row, self.steps(level..level + 1), part);
            }
        } else {
            let target = told.target.unwrap_or(levels);
            for (part, levels) in parts.iter().zip([0..target, target..levels]) {
                self.note_coded(row, self.steps(levels.clone()), part);
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
    }

    fn note_above(&self, row: &Row, told: Option<&Shares>) {
        let levels = self.levels();
        match told.map(|told| (told.target, &told.above)) {
            Some((Some(target), Some(above))) => self.note_coded(row, self.steps(target..levels), above),
            _ => {
                if let Some(target) = self.scale.target {
                    self.hides(row, self.steps(target..levels));
                }
            }
        }
    }

    fn note_coded(&self, row: &Row, steps: Range<u32>, coded: &Coded) {
        self.note(Told::Coded {
            unit: Self::unit(row, Part::Shares),
            set: row.sample.atoms.clone(),
            steps,
            low: coded.low,
            high: coded.high,
        });
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

    /// Bars; `told` are the cuts between the shares that are told of the same students.
    pub(super) fn bars(&self, row: &Row, told: &[f64]) -> Bars {
        let unit = Self::unit(row, Part::Bars);
        if !row.is_shown || self.withheld.contains(&unit) {
            return Vec::new();
        }
        let bars = bars(self.scale, &row.sample.scores, told);
        for bar in &bars {
            let steps = self.inside(bar.from, bar.to);
            self.says(&unit, row, Says::Count { steps, low: bar.count, high: bar.count });
        }
        bars
    }

    /// The steps from an edge up to another, where an end is open to the end of the scale.
    fn inside(&self, from: Option<f64>, to: Option<f64>) -> Range<u32> {
        let slack = self.scale.step / 100.0;
        let step = |edge: f64| self.first(|step| self.scale.score(step) + slack >= edge);
        from.map_or(0, step)..to.map_or(self.scale.steps() + 1, step)
    }

    /// Bars of a small group, as ranges, beside the shares `bands` and the shown median.
    pub(super) fn small_bars(&self, row: &Row, bands: &[Cell], median: &Cell) -> Vec<CodedBar> {
        let unit = Self::unit(row, Part::Bars);
        if !row.is_shown || self.withheld.contains(&unit) {
            return Vec::new();
        }
        let bars = small_bars(self.scale, &row.sample.scores, bands, median.number().map(Number::middle));
        for bar in &bars {
            let (low, high) = bar.below;
            self.says(&unit, row, Says::Count { steps: self.inside(None, bar.to), low, high });
            let steps = self.inside(bar.from, bar.to);
            self.says(&unit, row, Says::Count { steps, low: count(bar.number.low()), high: count(bar.number.high()) });
        }
        bars
    }

    /// The share of one level beside all others together, such as the right option of an item.
    pub(super) fn share_of(&self, row: &Row, level: usize) -> Option<Coded> {
        if !row.is_shown || self.withheld.contains(&Self::unit(row, Part::Shares)) {
            return None;
        }
        let counts = row.sample.levels(self.levels(), |step| self.scale.level(step));
        let inside = counts.get(level).copied().unwrap_or_default();
        let coded = Shares::new(&[row.sample.n.saturating_sub(inside), inside], Some(1)).above?;
        self.note_coded(row, self.steps(level..level + 1), &coded);
        Some(coded)
    }

    /// The shares of all levels of a scale without an order, where the share of one is `known`; withheld of few students.
    pub(super) fn options(&self, row: &Row, level: usize, known: &Coded) -> Option<Vec<Cell>> {
        if !row.is_shown || row.sample.n < CELLS_GROUP {
            return None;
        }
        let counts = row.sample.levels(self.levels(), |step| self.scale.level(step));
        let coded = cells(&counts, &[Known { of: vec![level], low: known.low, high: known.high }])?;
        let tell = |(at, other): (usize, Coded)| {
            // The one that is known is told as it is told elsewhere.
            let coded = if at == level { known.clone() } else { other };
            self.note_coded(row, self.steps(at..at + 1), &coded);
            Cell::Number(coded.number)
        };
        Some(coded.into_iter().enumerate().map(tell).collect())
    }

    /// Whether a grid of these students may be told, as far as this measure goes.
    pub(super) fn allows_grid(&self, row: &Row) -> bool {
        row.is_shown && !self.withheld.contains(&Self::unit(row, Part::Grid))
    }

    /// A grid with bands of this measure between these edges is told; it leaves the bands this room.
    pub(super) fn note_grid(&self, row: &Row, edges: &[f64], room: &[Margin]) {
        let unit = Self::unit(row, Part::Grid);
        for Margin { bands, low, high } in room {
            let from = bands.start.checked_sub(1).and_then(|edge| edges.get(edge)).copied();
            let to = bands.end.checked_sub(1).and_then(|edge| edges.get(edge)).copied();
            self.says(&unit, row, Says::Count { steps: self.inside(from, to), low: *low, high: *high });
        }
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
        Cell::Number(rounded(scale.low + steps * scale.step, scale.low, scale.step))
    }

    /// The mean, rounded to the step of the scale, or to one standard error of measurement where the card states it (DESIGN 8).
    pub(super) fn mean(&self, row: &Row) -> Cell {
        let unit = Self::unit(row, Part::Mean);
        let steps = mean(&row.sample).filter(|_| row.is_shown && !self.withheld.contains(&unit));
        let Some(steps) = steps else { return Cell::Hidden };
        let scale = self.scale;
        let number = rounded(scale.low + steps * scale.step, 0.0, mean_unit(scale));
        self.says(&unit, row, self.sum(&number, &row.sample));
        Cell::Number(number)
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
        coded.into_iter().map(|coded| Cell::Number(coded.number)).collect()
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
                Cell::Number(exact(count))
            });
            told.push(cells.collect());
        }
        told
    }
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
