//! Cells of a measure to steps of its scale; faults by row and column number.

use crate::diagnostic::{Finding, Findings, Place};

use super::super::card::{Measure, Scale, Source};
use super::super::intake::{LISTED, Opened, Records, SET_ASIDE_LIMIT};

/// The step of each row, for each column of the measure (one, or the columns of a fold).
pub(super) struct Scores {
    pub(super) columns: Vec<Vec<Entry>>,
}

/// What a cell of a measure says.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Entry {
    Score(u32),
    Untested,
    /// Left out of the population: not tested in every window of a cohort.
    Outside,
}

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

/// Reads the columns of a measure. Few faulty cells count as not tested and are told; many are findings.
pub(super) fn read(
    opened: &Opened,
    records: &Records,
    measure: &Measure,
    at: &impl Fn(&str) -> Option<usize>,
    findings: &Findings,
    notices: &mut Vec<String>,
) -> Scores {
    let names: Vec<&str> = match &measure.source {
        Source::Column => vec![&measure.name],
        Source::Fold { columns, .. } => columns.iter().map(|(column, _)| column.value.as_str()).collect(),
    };
    let decimal_comma = opened.delimiter() != b',';
    let mut unfit = 0;
    let mut columns = Vec::with_capacity(names.len());
    for index in names.into_iter().filter_map(at) {
        let mut faults: Vec<(usize, Fault)> = Vec::new();
        let mut tested = 0;
        let mut entries = Vec::with_capacity(records.rows());
        for (row, cell) in records.column(index).enumerate() {
            let cell = cell.filter(|cell| !measure.missing.contains(&cell.to_lowercase()));
            tested += usize::from(cell.is_some());
            entries.push(match cell.map(|cell| step(cell, &measure.scale, decimal_comma)) {
                Some(Ok(step)) => Entry::Score(step),
                Some(Err(fault)) => {
                    faults.push((row, fault));
                    Entry::Untested
                }
                None => Entry::Untested,
            });
        }
        if faults.len() as f64 > SET_ASIDE_LIMIT * tested as f64 {
            refuse(&faults, tested, index, records, findings);
        }
        unfit += faults.len();
        columns.push(entries);
    }
    if unfit > 0 {
        notices.push(format!("{}: {unfit} cells do not fit the data card and count as not tested.", measure.label));
    }
    Scores { columns }
}

fn refuse(faults: &[(usize, Fault)], tested: usize, column: usize, records: &Records, findings: &Findings) {
    for kind in Fault::ALL {
        let rows: Vec<usize> = faults.iter().filter(|(_, fault)| *fault == kind).map(|(row, _)| *row).collect();
        let Some(first) = rows.first() else { continue };
        let (code, what, hint) = kind.words();
        let others: Vec<String> = rows.iter().take(LISTED).map(|row| records.number(*row).to_string()).collect();
        let more = if rows.len() > LISTED { " and more" } else { "" };
        let message = format!("a value {what} in {} of {tested} cells (rows {}{more})", rows.len(), others.join(", "));
        let place = Place::Cell { row: Some(records.number(*first)), column: Some(column + 1) };
        findings.add(Finding::error(code, place, message).hint(hint));
    }
}

fn step(cell: &str, scale: &Scale, decimal_comma: bool) -> Result<u32, Fault> {
    use super::super::card::Misfit;
    if scale.is_ordered() {
        let wanted = cell.to_lowercase();
        let found = scale.codes.iter().position(|code| code.to_lowercase() == wanted);
        let found = found.or_else(|| {
            let number: f64 = cell.parse().ok()?;
            scale.codes.iter().position(|code| code.parse() == Ok(number))
        });
        return found.and_then(|index| u32::try_from(index).ok()).ok_or(Fault::NoLevel);
    }
    let number = if decimal_comma && !cell.contains('.') { cell.replacen(',', ".", 1).parse() } else { cell.parse() };
    let score: f64 = number.map_err(|_| Fault::NoNumber)?;
    if !score.is_finite() {
        return Err(Fault::NoNumber);
    }
    scale.step_of(score).map_err(|misfit| match misfit {
        Misfit::OutOfRange => Fault::OutOfRange,
        Misfit::BetweenSteps => Fault::BetweenSteps,
    })
}
