//! Figures as an aligned Markdown table.

use std::fmt;

use crate::machine;
use crate::sample::Sample;

/// The quantiles that are told.
const QUANTILES: [(&str, f64); 4] = [("min", 0.0), ("median", 0.5), ("p99", 0.99), ("max", 1.0)];

/// What a figure should stay below.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal {
    /// Half of the runs.
    Median(f64),
    /// 99 of 100 runs.
    P99(f64),
    /// Every run; zero is meant as zero.
    Max(f64),
}

impl Goal {
    fn told(self, sample: &Sample, unit: &str) -> String {
        let (name, share, bound) = match self {
            Self::Median(bound) => ("median", 0.5, bound),
            Self::P99(bound) => ("p99", 0.99, bound),
            Self::Max(bound) => ("max", 1.0, bound),
        };
        if sample.runs() == 0 {
            return "not measured".to_owned();
        }
        let value = sample.quantile(share);
        let is_met = value < bound || (bound == 0.0 && value == 0.0);
        let words = if bound == 0.0 { "none".to_owned() } else { format!("{name} < {} {unit}", number(bound)) };
        format!("{words}: {}", if is_met { "met" } else { "MISSED" })
    }
}

/// Lines of figures.
#[derive(Debug)]
pub(crate) struct Table {
    /// The head first; every row has as many cells.
    rows: Vec<Vec<String>>,
}

impl Default for Table {
    fn default() -> Self {
        let quantiles = QUANTILES.iter().map(|(name, _)| *name);
        let head = ["figure", "unit", "runs"].into_iter().chain(quantiles).chain(["goal", "load"]);
        Self { rows: vec![head.map(str::to_owned).collect()] }
    }
}

impl Table {
    /// Adds a line, with the load of the machine as it is now.
    pub(crate) fn add(&mut self, what: impl Into<String>, unit: &str, sample: &Sample, goal: Option<Goal>) {
        let mut row = vec![what.into(), unit.to_owned(), sample.runs().to_string()];
        let told = |share: f64| if sample.runs() == 0 { "?".to_owned() } else { number(sample.quantile(share)) };
        row.extend(QUANTILES.iter().map(|(_, share)| told(*share)));
        row.push(goal.map_or_else(String::new, |goal| goal.told(sample, unit)));
        row.push(machine::load().map_or_else(|| "?".to_owned(), |load| format!("{load:.1}")));
        self.rows.push(row);
    }
}

/// Three digits that mean something, and all of those before the point.
fn number(value: f64) -> String {
    match value {
        _ if value.fract() == 0.0 || value >= 100.0 => format!("{value:.0}"),
        _ if value >= 10.0 => format!("{value:.1}"),
        _ if value >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.first().map_or(0, Vec::len);
        let width = |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(String::len).max();
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
        // Words stand at the left, numbers at the right.
        let is_number = |column: usize| (2..columns.saturating_sub(2)).contains(&column) || column + 1 == columns;
        for (index, row) in self.rows.iter().enumerate() {
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                if is_number(column) { write!(f, "| {cell:>width$} ")? } else { write!(f, "| {cell:<width$} ")? }
            }
            writeln!(f, "|")?;
            if index == 0 {
                for (column, width) in widths.iter().enumerate() {
                    let rule = "-".repeat(width + 1);
                    if is_number(column) { write!(f, "|{rule}:")? } else { write!(f, "|:{rule}")? }
                }
                writeln!(f, "|")?;
            }
        }
        Ok(())
    }
}
