//! Several sources whose students are matched by an identifier, as one table.
//!
//! It is what one file would be into which all had been joined beforehand: a student whom a source lacks has a row without a score
//! in it (in the windows that the others have, where a source has windows), and a source without a group column has the groups of the
//! first one that has it. The rows of a source stay together, and only their own columns of scores are kept of them: what joins them is
//! the number of the student, which is counted from 0 and belongs to a keyed hash of the identifier as long as files are read.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, RandomState};
use std::ops::Range;

use crate::diagnostic::{Findings, Report};

use super::super::card::{Card, Join as JoinedBy, Union};
use super::super::intake::{Opened, Rows, Watch};
use super::super::roster::Builder;
use super::atoms::Atoms;
use super::category::{self, Codes, Dimension, Seeds};
use super::cohort::{self, Kept, Numbers};
use super::gathered::Gathered;
use super::joined::Join;
use super::part::{self, Columns};
use super::scores::{Found, UNTESTED};
use super::tally::Spread;
use super::{Counted, Folded, NONE, Told};

/// A file with its own card, one of several.
pub(in crate::records) struct Given<'p> {
    pub(in crate::records) opened: &'p Opened,
    pub(in crate::records) card: &'p Card,
    /// About its file.
    pub(in crate::records) findings: &'p Findings,
}

/// Students in windows.
type Standing = HashSet<u64, BuildHasherDefault<Spread>>;

fn standing(student: u32, window: u32) -> u64 {
    u64::from(student) << 32 | u64::from(window)
}

/// What became of files that were to be joined.
pub(in crate::records) enum Outcome {
    Folded(Folded),
    /// Files of which no identifier stands in another file, by number.
    Strangers(Vec<usize>),
}

/// In place of a group: rows of the student do not agree.
const MIXED: u16 = NONE - 1;

/// Students who are missing somewhere are told by number from this many on (DESIGN 8, as those who were not tested).
const TOLD: usize = 5;

/// Folds several files whose cards are those of `union`, as [`super::fold`] does one. The first card has `join`, and each has an
/// identifier by which it is joined.
///
/// # Errors
/// When a file cannot be read.
pub(in crate::records) fn fold_together(
    parts: &[Given<'_>],
    union: &Union,
    join: &JoinedBy,
    seeds: &Seeds,
    roster: &mut Builder,
    watch: &mut Watch<'_>,
    joins: &dyn Fn(&[Dimension]) -> Vec<Join>,
) -> Result<Outcome, Report> {
    let students = RandomState::new();
    let mut numbers = Numbers::default();
    let mut sources = Vec::with_capacity(parts.len());
    for part in parts {
        let (source, after) = Source::read(part, join, &students, numbers, roster, watch)?;
        numbers = after;
        sources.push(source);
    }
    // From here on nobody can tell which student a number is.
    let people = numbers.len();
    drop(numbers);
    let met: Vec<Vec<bool>> = sources.iter().map(|source| source.students(people)).collect();
    let is_stranger = |at: &usize| {
        let others = || met.iter().enumerate().filter(|(other, _)| other != at);
        met.get(*at).is_some_and(|here| {
            !here.iter().enumerate().any(|(n, is)| *is && others().any(|(_, o)| o.get(n) == Some(&true)))
        })
    };
    let strangers: Vec<usize> = (0..sources.len()).filter(is_stranger).collect();
    if !strangers.is_empty() {
        return Ok(Outcome::Strangers(strangers));
    }
    let table = Table::new(&mut sources, union, people);
    Ok(Outcome::Folded(table.fold(parts, &sources, &met, seeds, joins)))
}

/// What one file came to.
struct Source<'p> {
    columns: Columns<'p>,
    codes: Vec<Codes>,
    atoms: Atoms,
    kept: Kept,
    found: Vec<Found>,
    rows: Rows,
}

impl<'p> Source<'p> {
    fn read(
        part: &Given<'p>,
        join: &'p JoinedBy,
        students: &RandomState,
        numbers: Numbers,
        roster: &mut Builder,
        watch: &mut Watch<'_>,
    ) -> Result<(Self, Numbers), Report> {
        let name = join.column(part.card);
        let identifier = part.card.identifiers.iter().position(|known| Some(known.as_str()) == name);
        let identifier = identifier.unwrap_or(usize::MAX);
        let by = part::JoinedBy { identifier, join, students: students.clone() };
        let columns = Columns::of(part.opened, part.card).joined_by(by);
        let mut gathered = Gathered::new(part.card, &columns, roster, true);
        gathered.kept = Kept::after(numbers, columns.scores().count());
        let rows = part.opened.read(&columns.wanted(), &columns, &mut gathered, watch)?;
        let Gathered { codes, atoms, mut kept, found, .. } = gathered;
        let numbers = kept.take_numbers();
        Ok((Self { columns, codes, atoms, kept, found, rows }, numbers))
    }

    /// For each number whether the student is in the file.
    fn students(&self, people: usize) -> Vec<bool> {
        let mut met = vec![false; people];
        for student in &self.kept.students {
            if let Some(slot) = met.get_mut(*student as usize) {
                *slot = true;
            }
        }
        met
    }

    /// Rows without an identifier.
    fn nameless(&self) -> usize {
        self.kept.students.iter().filter(|student| **student == Kept::ALONE).count()
    }
}

/// The rows of all sources.
struct Table<'t> {
    union: &'t Union,
    codes: Vec<Codes>,
    /// Keyed by the codes of the union's categories and, last, the source.
    atoms: Atoms,
    /// The source of each atom.
    sources: Vec<usize>,
    kept: Kept,
    /// The rows of each file. Those that it lacks follow.
    rows: Vec<Range<usize>>,
    /// The first column of scores of each source.
    first_columns: Vec<usize>,
    /// For each category how many students are of several groups, where another file has to be told one.
    mixed: Vec<HashSet<u32>>,
}

impl<'t> Table<'t> {
    fn new(sources: &mut [Source<'_>], union: &'t Union, people: usize) -> Self {
        let categories = &union.card.categories;
        let times: Vec<usize> = (0..categories.len()).filter(|at| union.is_time(*at)).collect();
        let mut table = Self {
            union,
            codes: categories.iter().map(|_| Codes::default()).collect(),
            atoms: Atoms::new(times.iter().copied().chain([categories.len()]).collect()),
            sources: Vec::new(),
            kept: Kept::new(0),
            rows: Vec::new(),
            first_columns: Vec::new(),
            mixed: vec![HashSet::new(); categories.len()],
        };
        let keys: Vec<Vec<Vec<u16>>> = sources.iter().enumerate().map(|(at, source)| table.keys(at, source)).collect();
        let groups: Vec<Vec<u16>> = (0..categories.len()).map(|at| groups(at, sources, &keys, union, people)).collect();
        for at in 0..sources.len() {
            let Some(source) = sources.get_mut(at) else { continue };
            table.add(at, source, &keys, &groups);
            let own: Vec<usize> = times.iter().copied().filter(|time| union.has(*time, at)).collect();
            table.add_missing(at, sources, &keys, &groups, &own);
            let rows = table.kept.atoms.len();
            let start = table.rows.last().map_or(0, |rows| rows.start);
            for steps in table.kept.steps.iter_mut().skip(table.first_columns.last().copied().unwrap_or_default()) {
                steps.resize(rows - start, UNTESTED);
            }
        }
        table
    }

    /// The codes of each combination of a source, in those of the union.
    fn keys(&mut self, at: usize, source: &Source<'_>) -> Vec<Vec<u16>> {
        let mut keys = vec![vec![NONE; self.codes.len()]; source.atoms.len()];
        for (category, codes) in self.codes.iter_mut().enumerate() {
            let Some((position, theirs)) =
                self.union.position(category, at).and_then(|position| Some((position, source.codes.get(position)?)))
            else {
                continue;
            };
            let here = codes.absorb(theirs);
            for (key, of_source) in keys.iter_mut().zip(source.atoms.keys()) {
                let code = of_source.get(position).and_then(|code| here.get(usize::from(*code)));
                if let Some(slot) = key.get_mut(category) {
                    *slot = code.copied().unwrap_or(NONE);
                }
            }
        }
        keys
    }

    /// The rows that a file has.
    fn add(&mut self, at: usize, source: &mut Source<'_>, keys: &[Vec<Vec<u16>>], groups: &[Vec<u16>]) {
        let start = self.kept.atoms.len();
        self.first_columns.push(self.kept.steps.len());
        let own = keys.get(at).map(Vec::as_slice).unwrap_or_default();
        let mut key = Vec::new();
        for (student, atom) in source.kept.students.iter().zip(&source.kept.atoms) {
            key.clear();
            key.extend_from_slice(own.get(*atom as usize).map(Vec::as_slice).unwrap_or_default());
            for (category, slot) in key.iter_mut().enumerate() {
                if !self.union.has(category, at) && !self.union.is_time(category) {
                    *slot = self.mixed.get_mut(category).map_or(NONE, |mixed| group(groups, category, *student, mixed));
                }
            }
            self.push(at, *student, &mut key);
        }
        self.rows.push(start..self.kept.atoms.len());
        for steps in std::mem::take(&mut source.kept.steps) {
            self.kept.steps.push(steps);
            self.kept.starts.push(start);
        }
    }

    /// A row without a score for each student, and window of `times`, that another file has and this one lacks.
    fn add_missing(
        &mut self,
        at: usize,
        sources: &[Source<'_>],
        keys: &[Vec<Vec<u16>>],
        groups: &[Vec<u16>],
        times: &[usize],
    ) {
        let window = |key: &[u16]| -> Vec<u16> { times.iter().filter_map(|time| key.get(*time).copied()).collect() };
        let mut windows: HashMap<Vec<u16>, u32> = HashMap::new();
        let mut known = Standing::default();
        // The file itself first.
        let others =
            (0..sources.len()).filter(|other| *other != at && times.iter().all(|time| self.union.has(*time, *other)));
        for other in std::iter::once(at).chain(others.collect::<Vec<_>>()) {
            let (Some(source), Some(keys)) = (sources.get(other), keys.get(other)) else { continue };
            let numbers: Vec<u32> = keys
                .iter()
                .map(|key| {
                    let next = u32::try_from(windows.len()).unwrap_or(u32::MAX);
                    *windows.entry(window(key)).or_insert(next)
                })
                .collect();
            for (student, atom) in source.kept.students.iter().zip(&source.kept.atoms) {
                let number = numbers.get(*atom as usize).copied().unwrap_or_default();
                let is_new = *student == Kept::ALONE || known.insert(standing(*student, number));
                if other == at || !is_new {
                    continue;
                }
                let mut key = keys.get(*atom as usize).cloned().unwrap_or_default();
                for (category, slot) in key.iter_mut().enumerate() {
                    if self.union.is_time(category) {
                        *slot = if times.contains(&category) { *slot } else { NONE };
                    } else if *slot == NONE {
                        *slot =
                            self.mixed.get_mut(category).map_or(NONE, |mixed| group(groups, category, *student, mixed));
                    }
                }
                self.push(at, *student, &mut key);
            }
        }
    }

    /// A row, but for its scores; the key gets its source.
    fn push(&mut self, source: usize, student: u32, key: &mut Vec<u16>) {
        key.push(u16::try_from(source).unwrap_or(NONE));
        let atom = self.atoms.number(key);
        self.atoms.count(atom);
        if self.sources.len() < self.atoms.len() {
            self.sources.push(source);
        }
        self.kept.students.push(student);
        self.kept.atoms.push(atom);
    }

    fn fold(
        mut self,
        parts: &[Given<'_>],
        sources: &[Source<'_>],
        met: &[Vec<bool>],
        seeds: &Seeds,
        joins: &dyn Fn(&[Dimension]) -> Vec<Join>,
    ) -> Folded {
        let codes = std::mem::take(&mut self.codes);
        let nowhere = Findings::default();
        let places: Vec<(usize, &Findings)> = (0..codes.len())
            .map(|category| {
                let first = (0..sources.len()).find_map(|at| Some((at, self.union.position(category, at)?)));
                let found = first.and_then(|(at, position)| {
                    Some((*sources.get(at)?.columns.categories().get(position)?, parts.get(at)?.findings))
                });
                found.unwrap_or((usize::MAX, &nowhere))
            })
            .collect();
        let card = &self.union.card;
        let (dimensions, codes) = category::settle(codes, &self.atoms, card, &places, seeds, sources.len());
        let keys = self.atoms.settled(&codes);
        let windows = cohort::windows(&dimensions, &keys, &self.sources);
        let repeated = self.kept.repeated(&windows);
        let mut notices = self.tell_matched(parts, sources, met);
        let mut rows = 0;
        for ((part, source), of_file) in parts.iter().zip(sources).zip(&self.rows) {
            let again = repeated.get(of_file.clone()).unwrap_or_default().iter().filter(|again| **again).count();
            rows += source.rows.rows() - again;
            let told =
                Told { card: part.card, columns: &source.columns, rows: &source.rows, found: &source.found, again };
            let title = &part.card.title;
            notices.extend(told.notices(part.findings).into_iter().map(|notice| format!("{title}: {notice}")));
        }
        let first = |source: &usize| self.first_columns.get(*source).copied().unwrap_or_default();
        let of_measure =
            |columns: &Vec<(usize, usize)>| columns.iter().map(|(source, column)| first(source) + column).collect();
        let columns = self.union.columns.iter().map(of_measure).collect();
        let counted = Counted { card, columns, kept: &self.kept, tallies: None, keys, windows, repeated };
        counted.fold(dimensions, joins, rows, notices)
    }

    /// Who is in one file and not in the other; how many follows from who was asked, never from a score.
    fn tell_matched(&self, parts: &[Given<'_>], sources: &[Source<'_>], met: &[Vec<bool>]) -> Vec<String> {
        let mut notices = Vec::new();
        let Some((first, here)) = parts.first().zip(met.first()) else { return notices };
        let many = self.union.card.unit.plural();
        let without = |one: &[bool], other: &[bool]| {
            one.iter().enumerate().filter(|(at, is_met)| **is_met && other.get(*at) != Some(&true)).count()
        };
        let told = |count: usize| if count < TOLD { "some".to_owned() } else { count.to_string() };
        let nameless = |at: usize| sources.get(at).map_or(0, Source::nameless);
        let (first, mut same) = (&first.card.title, Vec::new());
        for (at, (part, there)) in parts.iter().zip(met).enumerate().skip(1) {
            let title = format!("\"{}\"", part.card.title);
            let (lacked, own) = (without(here, there) + nameless(0), without(there, here) + nameless(at));
            let lacks = format!("lacks {} of its {many}", told(lacked));
            let has = format!("has {} who are not in it", told(own));
            let told = match (lacked, own) {
                (0, 0) => {
                    same.push(title);
                    continue;
                }
                (_, 0) => format!(" and {lacks}"),
                (0, _) => format!(" and {has}"),
                _ => format!(", {lacks} and {has}"),
            };
            notices.push(format!("{title} is joined to \"{first}\"{told}."));
        }
        match same.as_slice() {
            [] => {}
            [other] => notices.insert(0, format!("{other} is joined to \"{first}\": the same {many} are in both.")),
            others => {
                let others = others.join(" and ");
                notices.insert(0, format!("{others} are joined to \"{first}\": the same {many} are in all of them."));
            }
        }
        for (category, _) in self.union.card.categories.iter().zip(&self.mixed).filter(|(_, mixed)| !mixed.is_empty()) {
            let label = &category.label;
            notices.push(format!("{label}: some {many} are of several over time, and of none in the other files."));
        }
        notices
    }
}

/// For each student the code of a group column in the first file that has it, [`MIXED`] where its rows do not agree.
fn groups(category: usize, sources: &[Source<'_>], keys: &[Vec<Vec<u16>>], union: &Union, people: usize) -> Vec<u16> {
    if union.is_time(category) {
        return Vec::new();
    }
    let mut groups = vec![NONE; people];
    let having = sources.iter().zip(keys).enumerate().filter(|(at, _)| union.has(category, *at));
    for (_, (source, keys)) in having {
        let mut here = vec![NONE; people];
        let mut seen = Standing::default();
        for (student, atom) in source.kept.students.iter().zip(&source.kept.atoms) {
            let code = keys.get(*atom as usize).and_then(|key| key.get(category)).copied().unwrap_or(NONE);
            // A row that repeats a student does not count, whatever it says.
            let is_first = seen.insert(standing(*student, source.atoms.window(*atom)));
            let is_told = groups.get(*student as usize).is_none_or(|known| *known != NONE);
            if let Some(slot) = here.get_mut(*student as usize).filter(|_| is_first && code != NONE && !is_told) {
                *slot = if *slot == NONE || *slot == code { code } else { MIXED };
            }
        }
        for (slot, code) in groups.iter_mut().zip(here).filter(|(_, code)| *code != NONE) {
            *slot = code;
        }
    }
    groups
}

/// The code of a student whose file has no column for it.
fn group(groups: &[Vec<u16>], category: usize, student: u32, mixed: &mut HashSet<u32>) -> u16 {
    match groups.get(category).and_then(|of| of.get(student as usize)) {
        Some(&MIXED) => {
            mixed.insert(student);
            NONE
        }
        Some(code) => *code,
        None => NONE,
    }
}

sealed!(Given<'static>, Source<'static>, Table<'static>);
