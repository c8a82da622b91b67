//! What the parts of a file come to: combinations of groups, counts of steps, labels; taken in the order of the file.

use super::super::card::{Card, Part as Role};
use super::super::intake::Whole;
use super::super::roster::Builder;
use super::atoms::Atoms;
use super::category::Codes;
use super::cohort::{Kept, Seen};
use super::part::{Columns, NOBODY, Part};
use super::scores::Found;
use super::tally::Tally;

/// All of a file that is kept. It holds counts below every threshold and hashes of students, and so has no `Debug`.
pub(super) struct Gathered<'g> {
    card: &'g Card,
    roster: &'g mut Builder,
    /// Rows are kept one by one, for what needs several of a student.
    keeps: bool,
    /// Rows so far.
    rows: usize,
    /// One a category of the card.
    pub(super) codes: Vec<Codes>,
    pub(super) atoms: Atoms,
    seen: Seen,
    /// Rows that repeat a student of the same window, unless rows are kept.
    pub(super) again: usize,
    /// One a column of scores; empty counts where rows are kept.
    pub(super) tallies: Vec<Tally>,
    pub(super) found: Vec<Found>,
    pub(super) kept: Kept,
}

impl<'g> Gathered<'g> {
    /// Nothing yet. The comment guard learns the identifiers as they pass; learning them twice changes nothing.
    pub(super) fn new(card: &'g Card, columns: &Columns<'_>, roster: &'g mut Builder, keeps: bool) -> Self {
        let times = card.categories.iter().enumerate().filter(|(_, category)| category.part == Role::Time);
        let measures = || columns.scores().filter_map(|(measure, _)| card.measures.get(measure));
        Self {
            card,
            roster,
            keeps,
            rows: 0,
            codes: card.categories.iter().map(|_| Codes::default()).collect(),
            atoms: Atoms::new(times.map(|(at, _)| at).collect()),
            seen: Seen::default(),
            again: 0,
            tallies: measures().map(|measure| Tally::new(measure.scale.steps())).collect(),
            found: measures().map(|_| Found::default()).collect(),
            kept: Kept::new(measures().count()),
        }
    }

    /// Whether rows are kept one by one.
    pub(super) fn keeps(&self) -> bool {
        self.keeps
    }

    /// Begins again and keeps rows one by one.
    pub(super) fn keep(&mut self) {
        self.keeps = true;
        self.codes = self.card.categories.iter().map(|_| Codes::default()).collect();
        self.restart();
    }

    /// The atom of each combination of a part.
    fn atoms_of(&mut self, part: &Part) -> Vec<u32> {
        let coded: Vec<Vec<u16>> = part
            .texts
            .iter()
            .zip(&mut self.codes)
            .zip(&self.card.categories)
            .map(|((texts, codes), category)| texts.texts().iter().map(|text| codes.code(text, category)).collect())
            .collect();
        let mut key = Vec::with_capacity(coded.len());
        part.all
            .codes()
            .map(|numbers| {
                key.clear();
                let both = numbers.iter().zip(&coded);
                key.extend(both.map(|(number, codes)| codes.get(*number as usize).copied().unwrap_or(super::NONE)));
                self.atoms.number(&key)
            })
            .collect()
    }
}

impl Whole<Part> for Gathered<'_> {
    fn take(&mut self, mut part: Part) {
        let numbers = self.atoms_of(&part);
        for combination in &mut part.combinations {
            let atom = numbers.get(*combination as usize).copied().unwrap_or_default();
            *combination = atom;
            self.atoms.count(atom);
        }
        let atoms = part.combinations;
        for (found, scores) in self.found.iter_mut().zip(&part.scores) {
            found.follow(&scores.found, self.rows);
        }
        self.rows += part.rows;
        for cells in &part.people {
            let cells: Vec<&str> = cells.iter().map(|cell| &**cell).collect();
            self.roster.enrol(&cells);
        }
        if self.keeps {
            for (row, atom) in atoms.iter().enumerate() {
                self.kept.push(part.students.get(row).copied().unwrap_or(NOBODY), *atom);
            }
            for (kept, scores) in self.kept.steps.iter_mut().zip(part.scores) {
                kept.extend(scores.steps);
            }
            return;
        }
        let again: Vec<bool> = atoms
            .iter()
            .zip(&part.students)
            .map(|(atom, student)| self.seen.again(*student, self.atoms.window(*atom)))
            .collect();
        self.again += again.iter().filter(|again| **again).count();
        for (tally, scores) in self.tallies.iter_mut().zip(&part.scores) {
            tally.grow(self.atoms.len());
            for (row, (atom, step)) in atoms.iter().zip(&scores.steps).enumerate() {
                if again.get(row) != Some(&true) {
                    tally.add(*atom, *step);
                }
            }
        }
    }

    fn restart(&mut self) {
        self.rows = 0;
        self.codes.iter_mut().for_each(|codes| *codes = Codes::default());
        self.atoms.clear();
        self.seen = Seen::default();
        self.again = 0;
        self.tallies.iter_mut().for_each(Tally::clear);
        self.found.iter_mut().for_each(|found| *found = Found::default());
        self.kept.clear();
    }
}
