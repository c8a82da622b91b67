//! Cells of a measure to steps of its scale; faults by row and column number.

use crate::diagnostic::{Finding, Findings, Place};

use super::super::card::{Measure, Misfit, Scale};
use super::super::intake::{Decimal, LISTED, Records, Rows, SET_ASIDE_LIMIT, number};
use super::dictionary::Dictionary;

/// In place of a step: no score.
pub(super) const UNTESTED: u32 = u32::MAX;

/// Different texts of a column whose meaning is remembered; a scale with more is read cell by cell.
const REMEMBERED: usize = 1 << 12;

#[derive(Clone, Copy, PartialEq)]
enum Fault {
    NoNumber,
    NoLevel,
    OutOfRange,
    BetweenSteps,
}

impl Fault {
    const ALL: [Self; 4] = [Self::NoNumber, Self::NoLevel, Self::OutOfRange, Self::BetweenSteps];

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::NoNumber => {
                ("no-number", "is not a number", "name the words for missing values: missing = [\"...\"]")
            }
            Self::NoLevel => (
                "no-level",
                "is none of the declared answers",
                "add every answer, as the file writes it, to levels or codes",
            ),
            Self::OutOfRange => {
                ("out-of-range", "lies outside the declared range", "correct range = [lowest, highest]")
            }
            Self::BetweenSteps => {
                ("between-steps", "lies between two steps of the scale", "correct step, such as step = 0.5")
            }
        }
    }
}

/// What a cell says.
#[derive(Clone, Copy)]
enum Meaning {
    Step(u32),
    Missing,
    Unfit(Fault),
}

/// How the cells of a measure are read.
pub(super) struct Reader<'c> {
    measure: &'c Measure,
    decimal: Decimal,
}

/// Cells of one column of a measure, in the order of the file.
pub(super) struct Scored {
    /// A step a row, or [`UNTESTED`].
    pub(super) steps: Vec<u32>,
    pub(super) found: Found,
    texts: Dictionary,
    meanings: Vec<Meaning>,
}

/// What was found in a column beside scores.
#[derive(Default)]
pub(super) struct Found {
    /// Cells that are not missing.
    tested: usize,
    /// For each kind of fault, how many cells and the rows of the first.
    faults: [(usize, Vec<usize>); Fault::ALL.len()],
}

impl<'c> Reader<'c> {
    pub(super) fn new(measure: &'c Measure, decimal: Decimal) -> Self {
        Self { measure, decimal }
    }

    fn meaning(&self, cell: &str) -> Meaning {
        if self.measure.missing.contains(&cell.to_lowercase()) {
            return Meaning::Missing;
        }
        match step(cell, &self.measure.scale, self.decimal) {
            Ok(step) => Meaning::Step(step),
            Err(fault) => Meaning::Unfit(fault),
        }
    }

    /// Adds the cells of a batch. Cells that do not fit count as not tested and are told.
    pub(super) fn read(&self, records: &Records<'_>, column: usize, into: &mut Scored) {
        for cell in records.column(column) {
            let meaning = match cell {
                None => Meaning::Missing,
                Some(cell) if into.texts.len() >= REMEMBERED => self.meaning(cell),
                Some(cell) => {
                    let number = into.texts.number(cell) as usize;
                    if number == into.meanings.len() {
                        into.meanings.push(self.meaning(cell));
                    }
                    into.meanings.get(number).copied().unwrap_or(Meaning::Missing)
                }
            };
            let step = match meaning {
                Meaning::Step(step) => {
                    into.found.tested += 1;
                    step
                }
                Meaning::Missing => UNTESTED,
                Meaning::Unfit(fault) => {
                    into.found.add(fault, into.steps.len());
                    UNTESTED
                }
            };
            into.steps.push(step);
        }
    }
}

impl Scored {
    pub(super) fn new() -> Self {
        Self { steps: Vec::new(), found: Found::default(), texts: Dictionary::new(), meanings: Vec::new() }
    }
}

impl Found {
    fn add(&mut self, fault: Fault, row: usize) {
        self.tested += 1;
        if let Some((count, first)) = self.faults.get_mut(fault as usize) {
            *count += 1;
            if first.len() <= LISTED {
                first.push(row);
            }
        }
    }

    /// Adds what was found in the rows from `before` on.
    pub(super) fn follow(&mut self, later: &Self, before: usize) {
        self.tested += later.tested;
        for ((count, first), (more, rows)) in self.faults.iter_mut().zip(&later.faults) {
            *count += more;
            let room = (LISTED + 1).saturating_sub(first.len());
            first.extend(rows.iter().take(room).map(|row| before + row));
        }
    }

    /// Cells that do not fit.
    pub(super) fn unfit(&self) -> usize {
        self.faults.iter().map(|(count, _)| count).sum()
    }

    /// A finding for each kind of fault, if there are too many for cells that merely slipped.
    pub(super) fn refuse(&self, column: usize, rows: &Rows, findings: &Findings) {
        if self.unfit() as f64 <= SET_ASIDE_LIMIT * self.tested as f64 {
            return;
        }
        for (kind, (count, first)) in Fault::ALL.into_iter().zip(&self.faults) {
            let Some(earliest) = first.first() else { continue };
            let (code, what, hint) = kind.words();
            let others: Vec<String> = first.iter().take(LISTED).map(|row| rows.number(*row).to_string()).collect();
            let more = if first.len() > LISTED { " and more" } else { "" };
            let message =
                format!("a value {what} in {count} of {} cells (rows {}{more})", self.tested, others.join(", "));
            let place = Place::Cell { row: Some(rows.number(*earliest)), column: Some(column + 1) };
            findings.add(Finding::error(code, place, message).hint(hint));
        }
    }
}

fn step(cell: &str, scale: &Scale, decimal: Decimal) -> Result<u32, Fault> {
    if scale.is_ordered() {
        let wanted = cell.to_lowercase();
        let found = scale.codes.iter().position(|code| code.to_lowercase() == wanted);
        let found = found.or_else(|| {
            let number: f64 = cell.parse().ok()?;
            scale.codes.iter().position(|code| code.parse() == Ok(number))
        });
        return found.and_then(|index| u32::try_from(index).ok()).ok_or(Fault::NoLevel);
    }
    let score = number(cell, decimal).ok_or(Fault::NoNumber)?;
    scale.step_of(score).map_err(|misfit| match misfit {
        Misfit::OutOfRange => Fault::OutOfRange,
        Misfit::BetweenSteps => Fault::BetweenSteps,
    })
}
