//! Which rows are the same student: rows that repeat, and students with a score in every window.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

use super::super::card::{Card, Design, Measure};
use super::category::Dimension;
use super::part::NOBODY;
use super::scores::UNTESTED;
use super::tally::Spread;

/// A cohort is shown only if at least this share of the largest window has a score in every window (ours).
pub(super) const COHORT_SHARE: f64 = 0.9;

/// Students are numbered by keyed hashes of their identifier cells. At ten million students one pair of them is taken for the
/// same with a probability of 3 in a million.
type Students<T> = HashMap<u64, T, BuildHasherDefault<Spread>>;

/// In which windows each student was seen: what tells rows that repeat, in 16 bytes a student up to 64 windows.
#[derive(Default)]
pub(super) struct Seen {
    windows: Students<u64>,
    /// Student and window, from the 64th on.
    later: HashSet<(u64, u32)>,
}

impl Seen {
    /// Whether a student was seen in a window before; from now on, yes.
    pub(super) fn again(&mut self, student: u64, window: u32) -> bool {
        if student == NOBODY {
            return false;
        }
        match 1_u64.checked_shl(window) {
            Some(bit) => {
                let windows = self.windows.entry(student).or_default();
                let again = *windows & bit != 0;
                *windows |= bit;
                again
            }
            None => !self.later.insert((student, window)),
        }
    }
}

/// Rows as they are needed where a student's several rows must be joined: in the order of the file, without a cell of it.
///
/// Eight bytes a row and four for each column of scores, beside a number a student; kept only if [`Kept::is_needed`].
#[derive(Default)]
pub(super) struct Kept {
    /// The number of the student, counted from 0; [`Kept::ALONE`] without an identifier.
    pub(super) students: Vec<u32>,
    pub(super) atoms: Vec<u32>,
    /// A step a row of its source, or [`UNTESTED`], for each column of scores.
    pub(super) steps: Vec<Vec<u32>>,
    /// The first row of the source of each column of scores: 0, unless several sources are joined.
    pub(super) starts: Vec<usize>,
    numbers: Numbers,
}

/// The number of each student, counted from 0.
pub(super) type Numbers = Students<u32>;

/// A column of scores: the first of its rows, and a step or [`UNTESTED`] for each.
#[derive(Clone, Copy)]
pub(super) struct Scores<'k> {
    pub(super) start: usize,
    pub(super) steps: &'k [u32],
}

impl<'k> Scores<'k> {
    /// Row and step of each of its rows.
    pub(super) fn rows(self) -> impl Iterator<Item = (usize, u32)> + use<'k> {
        (self.start..).zip(self.steps.iter().copied())
    }
}

impl Kept {
    /// A student of whom no other row is known.
    pub(super) const ALONE: u32 = u32::MAX;

    /// Whether a picture that the card asks for follows from several rows of a student.
    pub(super) fn is_needed(card: &Card) -> bool {
        let is_cohort = !card.identifiers.is_empty() && card.measures.iter().any(applies);
        is_cohort || card.tells_together()
    }

    /// For this many columns of scores.
    pub(super) fn new(columns: usize) -> Self {
        Self::after(Numbers::default(), columns)
    }

    /// No row yet; students that were met in other sources have their `numbers`.
    pub(super) fn after(numbers: Numbers, columns: usize) -> Self {
        Self { steps: vec![Vec::new(); columns], starts: vec![0; columns], numbers, ..Self::default() }
    }

    /// Forgets the rows, not the numbers.
    pub(super) fn clear(&mut self) {
        *self = Self::after(std::mem::take(&mut self.numbers), self.steps.len());
    }

    /// The numbers, for a further source; the rows stay.
    pub(super) fn take_numbers(&mut self) -> Numbers {
        std::mem::take(&mut self.numbers)
    }

    /// The next row but for its steps.
    pub(super) fn push(&mut self, student: u64, atom: u32) {
        let next = u32::try_from(self.numbers.len()).unwrap_or(Self::ALONE);
        let number = if student == NOBODY { Self::ALONE } else { *self.numbers.entry(student).or_insert(next) };
        self.students.push(number);
        self.atoms.push(atom);
    }

    /// Which rows repeat a student of the same window, given the window of each atom.
    pub(super) fn repeated(&self, windows: &[u32]) -> Vec<bool> {
        let mut seen = HashSet::new();
        let again = |(student, atom): (&u32, &u32)| {
            let window = windows.get(*atom as usize).copied().unwrap_or_default();
            *student != Self::ALONE && !seen.insert((*student, window))
        };
        self.students.iter().zip(&self.atoms).map(again).collect()
    }
}

/// Whether the windows of a measure are to hold the same students.
pub(super) fn applies(measure: &Measure) -> bool {
    measure.design == Design::Cohort && measure.fold().is_none()
}

/// The number of each atom's window, given its key and, where several sources are joined, its source.
pub(super) fn windows(dimensions: &[Dimension], keys: &[Vec<u16>], sources: &[usize]) -> Vec<u32> {
    let mut numbers: HashMap<(usize, Vec<u16>), u32> = HashMap::new();
    let times: Vec<usize> =
        dimensions.iter().enumerate().filter(|(_, dimension)| dimension.is_time()).map(|(at, _)| at).collect();
    keys.iter()
        .enumerate()
        .map(|(atom, key)| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let source = sources.get(atom).copied().unwrap_or_default();
            let window = times.iter().filter_map(|at| key.get(*at).copied()).collect();
            *numbers.entry((source, window)).or_insert(next)
        })
        .collect()
}

/// Which rows of a measure belong to students with a score in every window that is shown; nothing where all rows are to count, of
/// which `notices` tell if they are those of different students.
pub(super) fn matched(
    measure: &Measure,
    rows: &Matching<'_>,
    card: &Card,
    notices: &mut Vec<String>,
) -> Option<Vec<bool>> {
    let has_times = rows.dimensions.iter().any(Dimension::is_time);
    if !has_times {
        return None;
    }
    let used = used_atoms(measure, rows, card);
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    let mut had: HashMap<u32, HashSet<u32>> = HashMap::new();
    for (row, step) in rows.scores.rows() {
        let Some((student, atom)) = rows.kept.students.get(row).zip(rows.kept.atoms.get(row)) else { continue };
        let counts = step != UNTESTED && rows.repeated.get(row) != Some(&true);
        if counts && used.get(*atom as usize) == Some(&true) {
            let window = rows.windows.get(*atom as usize).copied().unwrap_or_default();
            *sizes.entry(window).or_default() += 1;
            if *student != Kept::ALONE {
                had.entry(*student).or_default().insert(window);
            }
        }
    }
    if sizes.len() < 2 {
        return None;
    }
    let complete: HashSet<u32> =
        had.into_iter().filter(|(_, windows)| windows.len() == sizes.len()).map(|(student, _)| student).collect();
    let largest = sizes.values().copied().max().unwrap_or(0);
    if (complete.len() as f64) < COHORT_SHARE * largest as f64 {
        notices.push(format!(
            "{}: the windows hold different students, because too few were tested in all of them; compare with care.",
            measure.label
        ));
        return None;
    }
    Some(rows.kept.students.iter().map(|student| complete.contains(student)).collect())
}

/// Rows of one column of scores and what is known of them.
pub(super) struct Matching<'k> {
    pub(super) kept: &'k Kept,
    pub(super) scores: Scores<'k>,
    pub(super) repeated: &'k [bool],
    /// The dimensions of the card's categories.
    pub(super) dimensions: &'k [Dimension],
    /// The key and the window of each atom.
    pub(super) keys: &'k [Vec<u16>],
    pub(super) windows: &'k [u32],
}

/// For each atom, whether views of the measure show its window: all, unless every view keeps one.
fn used_atoms(measure: &Measure, rows: &Matching<'_>, card: &Card) -> Vec<bool> {
    let is_of = |dimension: &Dimension| card.times(measure).any(|category| category.name == dimension.name());
    let times: Vec<(usize, &Dimension)> =
        rows.dimensions.iter().enumerate().filter(|(_, dimension)| is_of(dimension)).collect();
    let views: Vec<_> = card.views.iter().filter(|view| view.measure == measure.name).collect();
    let shows_all = views.is_empty()
        || views
            .iter()
            .any(|view| times.iter().any(|(_, time)| !view.only.iter().any(|(name, _)| name == time.name())));
    let is_kept = |key: &Vec<u16>| {
        views.iter().any(|view| {
            view.only.iter().all(|(name, wanted)| {
                let time = times.iter().find(|(_, time)| time.name() == name);
                time.is_none_or(|(at, time)| time.find(&wanted.value) == key.get(*at).copied())
            })
        })
    };
    rows.keys.iter().map(|key| shows_all || is_kept(key)).collect()
}
