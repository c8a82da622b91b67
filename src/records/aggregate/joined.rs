//! Several scores of one student: two windows of a measure, or two measures.
//!
//! What is shown of them must be of the students of whom everything else is shown, or the few that are missing from one of two
//! pictures could be told by subtraction. So everything that is joined has one population, the students with a score in each
//! place, if these are at least nine tenths of the largest; else the joining picture is refused. That depends on who was tested,
//! never on a score. A student with several rows is known by the identifiers; without any, a row is a student.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::card::Card;
use super::cohort::{COHORT_SHARE, Kept, Scores};
use super::scores::UNTESTED;
use super::tally::Tally;

/// Where a score of a student stands.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::records) struct Place {
    /// The measure.
    pub(in crate::records) measure: usize,
    /// Which of its columns; 0 unless the measure is folded.
    pub(in crate::records) column: usize,
    /// Time dimensions of the file and the code that a row has there; ascending.
    pub(in crate::records) windows: Vec<(usize, u16)>,
}

/// Scores of a student that a picture tells together.
pub(in crate::records) struct Join {
    /// At least two different places.
    pub(in crate::records) places: Vec<Place>,
    /// Whether the first and the last place are needed side by side for each student.
    pub(in crate::records) is_pair: bool,
}

/// What became of a join.
pub(in crate::records) struct Joined {
    /// Whether the places hold the same students now.
    pub(in crate::records) is_matched: bool,
    /// Whether no student has a score in two of the places, so that each tells of other people.
    pub(in crate::records) is_apart: bool,
    /// For each dimension whether every student has the same label in all places.
    pub(in crate::records) is_steady: Vec<bool>,
    /// For a pair that is matched: how many students have each two scores.
    pub(in crate::records) pairs: PairCube,
}

/// Students of each two steps.
pub(in crate::records) type Pairs = BTreeMap<(u32, u32), u32>;

/// How many students of the same groups have each two scores.
#[derive(Default)]
pub(in crate::records) struct PairCube {
    /// The column of the measure at the first and at the last place.
    columns: [usize; 2],
    /// A code a dimension at the first and at the last place, two steps, students.
    atoms: BTreeMap<[Vec<u16>; 2], Pairs>,
}

/// Where scores stand: a code a dimension of the file, and the column of the measure.
pub(in crate::records) type Standing<'p> = (&'p [u16], usize);

impl PairCube {
    /// Students of each two steps, whose code in each of these dimensions is the given one.
    pub(in crate::records) fn sample(&self, filter: &[(usize, u16)]) -> Pairs {
        let mut sample = BTreeMap::new();
        let is_kept = |key: &Vec<u16>| filter.iter().all(|(dimension, code)| key.get(*dimension) == Some(code));
        for (pair, count) in self.atoms.iter().filter(|([_, key], _)| is_kept(key)).flat_map(|(_, pairs)| pairs) {
            *sample.entry(*pair).or_default() += count;
        }
        sample
    }

    /// Where the two scores stand, and how many students have each two.
    pub(in crate::records) fn each(&self) -> impl Iterator<Item = ([Standing<'_>; 2], &Pairs)> {
        let [first, last] = self.columns;
        self.atoms.iter().map(move |([before, after], pairs)| ([(&**before, first), (&**after, last)], pairs))
    }
}

/// The rows of the file, or of several whose students are matched, as joins need them; nothing where rows are not kept.
pub(super) struct Lines<'l> {
    kept: &'l Kept,
    /// Rows that do not count.
    repeated: &'l [bool],
    /// The key of each atom.
    keys: &'l [Vec<u16>],
    /// Which columns of scores are those of a measure.
    columns: Box<dyn Fn(usize) -> Vec<usize> + 'l>,
    /// A step a row of its source for each column of scores.
    steps: Cow<'l, [Vec<u32>]>,
    /// Rows outside of the population, for each column of scores; empty where there are none.
    outside: Vec<Vec<bool>>,
}

impl<'l> Lines<'l> {
    pub(super) fn new(
        kept: &'l Kept,
        repeated: &'l [bool],
        keys: &'l [Vec<u16>],
        columns: impl Fn(usize) -> Vec<usize> + 'l,
    ) -> Self {
        let steps = Cow::Borrowed(kept.steps.as_slice());
        let outside = vec![Vec::new(); kept.steps.len()];
        Self { kept, repeated, keys, columns: Box::new(columns), steps, outside }
    }

    /// A column of scores.
    pub(super) fn scores(&self, column: usize) -> Scores<'_> {
        let steps = self.steps.get(column).map(Vec::as_slice).unwrap_or_default();
        Scores { start: self.kept.starts.get(column).copied().unwrap_or_default(), steps }
    }

    /// Takes all rows but the matched ones out of the population of a column.
    pub(super) fn leave_out(&mut self, column: usize, matched: Option<Vec<bool>>) {
        if let Some((slot, matched)) = self.outside.get_mut(column).zip(matched) {
            *slot = matched.into_iter().map(|is_matched| !is_matched).collect();
        }
    }

    /// Whether rows of a column were left out of its population.
    pub(super) fn is_narrowed(&self, column: usize) -> bool {
        self.outside.get(column).is_some_and(|outside| outside.contains(&true))
    }

    /// Counts the rows of a column, those outside of its population as untested.
    pub(super) fn tally(&self, column: usize, steps: u32) -> Tally {
        let mut tally = Tally::new(steps);
        tally.grow(self.keys.len());
        for (row, step) in self.scores(column).rows() {
            let Some(atom) = self.kept.atoms.get(row) else { continue };
            if self.counts(column, row) {
                tally.add(*atom, step);
            } else if self.repeated.get(row) != Some(&true) {
                // Left out of the population; how many there are is told as of those who were not tested.
                tally.add(*atom, UNTESTED);
            }
        }
        tally
    }

    fn counts(&self, column: usize, row: usize) -> bool {
        let is_outside = self.outside.get(column).and_then(|outside| outside.get(row)) == Some(&true);
        !is_outside && self.repeated.get(row) != Some(&true)
    }

    fn column(&self, place: &Place) -> Option<usize> {
        (self.columns)(place.measure).get(place.column).copied()
    }

    /// A number that no other student has; a row of which no other is known is a student of its own.
    fn student(&self, row: usize) -> u64 {
        match self.kept.students.get(row) {
            Some(student) if *student != Kept::ALONE => u64::from(*student),
            _ => u64::from(u32::MAX) + 1 + row as u64,
        }
    }

    fn key(&self, row: usize) -> &[u16] {
        let atom = self.kept.atoms.get(row).copied().unwrap_or_default();
        self.keys.get(atom as usize).map(Vec::as_slice).unwrap_or_default()
    }

    fn is_at(&self, row: usize, place: &Place) -> bool {
        let key = self.key(row);
        place.windows.iter().all(|(at, code)| key.get(*at) == Some(code))
    }

    /// Student, row and step of each score at a place.
    fn scored<'s>(&'s self, place: &'s Place) -> impl Iterator<Item = (u64, usize, u32)> + 's {
        let columns = self.column(place).into_iter();
        columns.flat_map(move |column| {
            let Scores { start, steps } = self.scores(column);
            let rows = (start..).zip(steps);
            let scored = rows
                .filter(move |(row, step)| **step != UNTESTED && self.counts(column, *row) && self.is_at(*row, place));
            scored.map(|(row, step)| (self.student(row), row, *step))
        })
    }

    /// Items that a student left out while answering others of the same test count as not solved.
    pub(super) fn fill_blanks(&mut self, card: &Card) {
        let items: Vec<(usize, &str, u32)> = card
            .measures
            .iter()
            .enumerate()
            .filter_map(|(at, measure)| {
                let column = *(self.columns)(at).first()?;
                Some((column, measure.item.as_ref()?.test.as_str(), measure.blank()?))
            })
            .collect();
        let mut answered: HashMap<&str, HashSet<usize>> = HashMap::new();
        for (column, test, _) in &items {
            let scores = self.scores(*column);
            let rows = scores.rows().filter(|(_, step)| *step != UNTESTED);
            answered.entry(test).or_default().extend(rows.map(|(row, _)| row));
        }
        for (column, test, blank) in items {
            let start = self.scores(column).start;
            let Some(steps) = self.steps.to_mut().get_mut(column) else { continue };
            for (row, step) in (start..).zip(steps) {
                if *step == UNTESTED && answered.get(test).is_some_and(|rows| rows.contains(&row)) {
                    *step = blank;
                }
            }
        }
    }

    /// Gives what is joined one population, in the order of the joins, and counts their pairs. So many first dimensions are columns
    /// of the file; folds tell nothing of a row.
    pub(super) fn join(&mut self, joins: &[Join], dimensions: usize) -> Vec<Joined> {
        let mut families: Vec<Vec<Place>> = Vec::new();
        let mut joined: Vec<Joined> = Vec::new();
        for join in joins {
            let (linked, apart): (Vec<_>, Vec<_>) =
                families.into_iter().partition(|family| join.places.iter().any(|place| family.contains(place)));
            let mut merged: Vec<Place> = linked.iter().flatten().chain(&join.places).cloned().collect();
            let mut seen = HashSet::new();
            merged.retain(|place| seen.insert(place.clone()));
            families = apart;
            let is_apart = self.is_apart(&join.places);
            let complete = if is_apart { None } else { self.complete(&merged) };
            match &complete {
                Some(complete) => {
                    for place in &merged {
                        self.keep(complete, place);
                    }
                    families.push(merged);
                }
                None => families.extend(linked),
            }
            let is_steady = (0..dimensions).map(|dimension| self.is_steady(dimension, join)).collect();
            joined.push(Joined { is_matched: complete.is_some(), is_apart, is_steady, pairs: PairCube::default() });
        }
        // Pairs are counted last, because later joins may have narrowed the population of earlier ones.
        for (join, joined) in joins.iter().zip(&mut joined).filter(|(join, joined)| join.is_pair && joined.is_matched) {
            joined.pairs = self.pairs(join);
        }
        joined
    }

    fn is_apart(&self, places: &[Place]) -> bool {
        let mut seen = HashSet::new();
        places.iter().all(|place| {
            let here: HashSet<u64> = self.scored(place).map(|(student, ..)| student).collect();
            let is_new = here.iter().all(|student| !seen.contains(student));
            seen.extend(here);
            is_new
        })
    }

    /// The students with a score in every place, if enough have one.
    fn complete(&self, places: &[Place]) -> Option<HashSet<u64>> {
        let mut complete: Option<HashSet<u64>> = None;
        let mut largest = 0;
        for place in places {
            let here: HashSet<u64> = self.scored(place).map(|(student, ..)| student).collect();
            largest = largest.max(here.len());
            complete = Some(match complete {
                Some(before) => before.intersection(&here).copied().collect(),
                None => here,
            });
        }
        complete.filter(|complete| largest > 0 && complete.len() as f64 >= COHORT_SHARE * largest as f64)
    }

    fn keep(&mut self, complete: &HashSet<u64>, place: &Place) {
        let Some(column) = self.column(place) else { return };
        let rows = self.kept.atoms.len();
        let of_column = self.scores(column).rows().map(|(row, _)| row);
        let left: Vec<usize> =
            of_column.filter(|row| self.is_at(*row, place) && !complete.contains(&self.student(*row))).collect();
        if let Some(outside) = self.outside.get_mut(column).filter(|_| !left.is_empty()) {
            outside.resize(rows, false);
            for row in left {
                if let Some(slot) = outside.get_mut(row) {
                    *slot = true;
                }
            }
        }
    }

    fn is_steady(&self, dimension: usize, join: &Join) -> bool {
        let mut known: HashMap<u64, Option<u16>> = HashMap::new();
        join.places.iter().flat_map(|place| self.scored(place)).all(|(student, row, _)| {
            let code = self.key(row).get(dimension).copied();
            *known.entry(student).or_insert(code) == code
        })
    }

    fn pairs(&self, join: &Join) -> PairCube {
        let mut cube = PairCube::default();
        let Some((first, last)) = join.places.first().zip(join.places.last()) else { return cube };
        cube.columns = [first.column, last.column];
        let before: HashMap<u64, (usize, u32)> =
            self.scored(first).map(|(student, row, step)| (student, (row, step))).collect();
        for (student, row, step) in self.scored(last) {
            if let Some((of, before)) = before.get(&student) {
                let atoms = cube.atoms.entry([self.key(*of).to_vec(), self.key(row).to_vec()]).or_default();
                *atoms.entry((*before, step)).or_default() += 1;
            }
        }
        cube
    }
}
