//! A stretch of rows as numbers: for each row its combination of groups, its steps, and which student it is.
//!
//! Everything that looks at text happens here, on any thread and without regard to other stretches.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::super::card::{Card, Join, Source};
use super::super::intake::{Decimal, Fold, Opened, Records};
use super::combinations::Combinations;
use super::dictionary::Dictionary;
use super::scores::{Reader, Scored};

/// In place of a student: a row without any identifier, which is a student of its own.
pub(super) const NOBODY: u64 = 0;

/// Which columns are read as what.
pub(super) struct Columns<'c> {
    /// Those of the card's categories, in its order.
    categories: Vec<usize>,
    /// Those of all measures: the number of the measure, how its cells are read, and the column.
    scores: Vec<(usize, Reader<'c>, usize)>,
    identifiers: Vec<usize>,
    /// Where several sources are joined, the identifier by which they are.
    joined_by: Option<JoinedBy<'c>>,
    /// Draws the key of the students' numbers; it is kept nowhere.
    students: RandomState,
}

/// What tells which students of several sources are the same.
#[derive(Clone)]
pub(super) struct JoinedBy<'c> {
    /// The number of the column among the identifiers.
    pub(super) identifier: usize,
    pub(super) join: &'c Join,
    /// The same for all sources.
    pub(super) students: RandomState,
}

/// A stretch of rows.
pub(super) struct Part {
    pub(super) rows: usize,
    /// Different texts of each category.
    pub(super) texts: Vec<Dictionary>,
    /// The combination of each row.
    pub(super) combinations: Vec<u32>,
    /// The texts of each combination.
    pub(super) all: Combinations,
    /// One a column of a measure.
    pub(super) scores: Vec<Scored>,
    /// The student of each row as a keyed hash, or [`NOBODY`]; empty without an identifier.
    pub(super) students: Vec<u64>,
    /// The identifier cells of each student, blank ones left out.
    pub(super) people: Vec<Vec<Box<str>>>,
    known: HashSet<u64>,
}

impl<'c> Columns<'c> {
    /// The columns of a file that its card names; all of them are in its header.
    pub(super) fn of(opened: &Opened, card: &'c Card) -> Self {
        let at = |name: &str| opened.header().iter().position(|head| head == name);
        Self::new(card, &at, opened.decimal())
    }

    fn new(card: &'c Card, at: &impl Fn(&str) -> Option<usize>, decimal: Decimal) -> Self {
        let mut scores = Vec::new();
        for (index, measure) in card.measures.iter().enumerate() {
            let names: Vec<&str> = match &measure.source {
                Source::Column => vec![&measure.name],
                Source::Fold { columns, .. } => columns.iter().map(|(column, _)| column.value.as_str()).collect(),
            };
            scores.extend(names.into_iter().map(|name| {
                let column = at(name).unwrap_or(usize::MAX);
                (index, Reader::new(measure, decimal), column)
            }));
        }
        Self {
            categories: card.categories.iter().map(|category| at(&category.name).unwrap_or(usize::MAX)).collect(),
            scores,
            identifiers: card.identifiers.iter().filter_map(|name| at(name)).collect(),
            joined_by: None,
            students: RandomState::new(),
        }
    }

    /// The same of one of several sources.
    pub(super) fn joined_by(self, by: JoinedBy<'c>) -> Self {
        Self { joined_by: Some(by), ..self }
    }

    /// All of them, in no order.
    pub(super) fn wanted(&self) -> Vec<usize> {
        let scores = self.scores.iter().map(|(_, _, column)| *column);
        self.categories.iter().chain(&self.identifiers).copied().chain(scores).collect()
    }

    /// The column of each category, in the order of the card.
    pub(super) fn categories(&self) -> &[usize] {
        &self.categories
    }

    /// The number of the measure and the column, for each column of scores.
    pub(super) fn scores(&self) -> impl Iterator<Item = (usize, usize)> {
        self.scores.iter().map(|(measure, _, column)| (*measure, *column))
    }

    /// The columns of scores of each of so many measures.
    pub(super) fn of_measures(&self, measures: usize) -> Vec<Vec<usize>> {
        let of =
            |measure| self.scores().enumerate().filter(move |(_, (of, _))| *of == measure).map(|(column, _)| column);
        (0..measures).map(|measure| of(measure).collect()).collect()
    }

    /// Whether rows of one student can be told.
    pub(super) fn has_identifier(&self) -> bool {
        !self.identifiers.is_empty()
    }

    fn enrol(&self, part: &mut Part, records: &Records<'_>) {
        let mut columns: Vec<_> = self.identifiers.iter().map(|column| records.column(*column)).collect();
        let mut cells: Vec<&str> = Vec::with_capacity(columns.len());
        for _ in 0..records.rows() {
            cells.clear();
            cells.extend(columns.iter_mut().map(|column| column.next().flatten().unwrap_or_default()));
            if cells.iter().all(|cell| cell.is_empty()) {
                part.students.push(NOBODY);
                continue;
            }
            let student = self.students.hash_one(&cells).max(NOBODY + 1);
            part.students.push(self.joined_by.as_ref().map_or(student, |by| by.student(&cells)));
            if part.known.insert(student) {
                let cells = cells.iter().filter(|cell| !cell.is_empty());
                part.people.push(cells.map(|cell| Box::from(*cell)).collect());
            }
        }
    }
}

impl JoinedBy<'_> {
    /// The student of a row by the identifier alone, or [`NOBODY`].
    fn student(&self, cells: &[&str]) -> u64 {
        match cells.get(self.identifier).filter(|cell| !cell.is_empty()) {
            Some(cell) => self.students.hash_one(&*self.join.compared(cell)).max(NOBODY + 1),
            None => NOBODY,
        }
    }
}

impl Fold for Columns<'_> {
    type Part = Part;

    fn part(&self) -> Part {
        Part {
            rows: 0,
            texts: self.categories.iter().map(|_| Dictionary::new()).collect(),
            combinations: Vec::new(),
            all: Combinations::new(self.categories.len()),
            scores: self.scores.iter().map(|_| Scored::new()).collect(),
            students: Vec::new(),
            people: Vec::new(),
            known: HashSet::new(),
        }
    }

    fn add(&self, part: &mut Part, records: &Records<'_>) {
        part.rows += records.rows();
        let before = part.combinations.len();
        part.combinations.resize(part.rows, 0);
        let combinations = part.combinations.get_mut(before..).unwrap_or_default();
        for (at, (column, texts)) in self.categories.iter().zip(&mut part.texts).enumerate() {
            let cells = records.column(*column);
            part.all.extend(at, combinations, cells.map(|cell| texts.number(cell.unwrap_or_default())));
        }
        for ((_, reader, column), steps) in self.scores.iter().zip(&mut part.scores) {
            reader.read(records, *column, steps);
        }
        if self.has_identifier() {
            self.enrol(part, records);
        }
    }
}
