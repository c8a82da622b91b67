//! Aggregates of one measure by group, as a plain table; and any picture that has no layout of its own, by its listing.

use super::{Entry, Head, Key, Mark, Panel, Plot, Predicted, Table, Target, Values, key, listed, prediction_key};
use crate::records::{Cell, Column, Listing};

/// Bounds of a prediction for a column whose range is not stated.
const WIDE: f64 = 999_999.0;

/// The table of a view.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    row_label: &'a str,
    rows: Vec<&'a str>,
    cells: Vec<&'a [Cell]>,
    columns: &'a [Column],
}

impl<'a> Sheet<'a> {
    pub(super) fn of(listing: &'a Listing) -> Self {
        let (rows, cells) = listing.rows().iter().map(|(label, cells)| (label.as_str(), cells.as_slice())).unzip();
        Self { row_label: listing.row_label(), rows, cells, columns: listing.columns() }
    }

    /// The column that is predicted: the first that is not the number of students.
    fn asked(&self) -> Option<(usize, &Column)> {
        self.columns.iter().enumerate().find(|(_, column)| column.id() != "n")
    }

    fn row_keys(&self) -> Vec<String> {
        key::names(self.rows.iter().copied())
    }

    /// One target a row, for the first column that is not the number of students.
    pub(super) fn targets(&self) -> Vec<Target> {
        let Some((_, column)) = self.asked() else { return Vec::new() };
        let unit = column.unit().unwrap_or_default();
        let (low, high) = column.range().unwrap_or(if unit == "%" { (0.0, 100.0) } else { (-WIDE, WIDE) });
        self.rows
            .iter()
            .zip(self.row_keys())
            .map(|(row, key)| Target {
                key: format!("{key}/{}", column.id()),
                label: format!("{row}: {}", column.label()),
                low,
                high,
                unit: unit.to_owned(),
            })
            .collect()
    }

    pub(super) fn plot(&self, is_revealed: bool, predicted: Predicted<'_>) -> Plot {
        let shown = is_revealed.then_some(self.cells.as_slice());
        let targets = self.targets();
        let guessed = predicted.any(&targets);
        let asked = self.asked().map(|(index, _)| index);
        let mut marks = Vec::new();
        let mut rows = Vec::new();
        for (index, (label, row_key)) in self.rows.iter().zip(self.row_keys()).enumerate() {
            let mut entries = vec![Entry { text: (*label).to_owned(), mark: None, predicted: false }];
            for (at, column) in self.columns.iter().enumerate() {
                let key = format!("{row_key}/{}", column.id());
                let unit = column.unit().unwrap_or_default();
                let guess = guessed && asked == Some(at);
                let mut entry = Entry { text: String::new(), mark: None, predicted: false };
                if let Some(shown) = shown {
                    let cell = shown.get(index).and_then(|row| row.get(at)).unwrap_or(&Cell::Hidden);
                    entry.text = worded(cell, column);
                    if cell.number().is_some() {
                        entry.mark = Some(key.clone());
                        marks.push(Mark {
                            key: key.clone(),
                            label: format!("{label}, {}", column.label()),
                            value: entry.text.clone(),
                            predicted: predicted.words(&key, unit).filter(|_| guess),
                        });
                    }
                }
                entries.push(entry);
                if guess {
                    let text = predicted.text(&key, unit).unwrap_or_default();
                    entries.push(Entry { text, mark: None, predicted: true });
                }
            }
            rows.push(entries);
        }
        let heads = self.heads(guessed.then_some(asked).flatten());
        let values = if shown.is_some() { table_values(&heads, &rows) } else { predicted.values(&targets) };
        Plot {
            title: String::new(),
            subtitle: String::new(),
            legend: guessed.then(prediction_key).into_iter().collect::<Vec<Key>>(),
            notes: Vec::new(),
            summary: self.summary(shown.is_some()),
            values,
            marks,
            panel: Panel::Table(Table { heads, rows }),
        }
    }

    fn heads(&self, guessed: Option<usize>) -> Vec<Head> {
        let mut heads = vec![Head { text: self.row_label.to_owned(), right: false }];
        for (index, column) in self.columns.iter().enumerate() {
            let text = match column.unit() {
                Some(unit) if unit != "%" && !unit.is_empty() => format!("{} ({unit})", column.label()),
                _ => column.label().to_owned(),
            };
            heads.push(Head { text, right: true });
            if guessed == Some(index) {
                heads.push(Head { text: "predicted".to_owned(), right: true });
            }
        }
        heads
    }

    fn summary(&self, shown: bool) -> String {
        let columns: Vec<&str> = self.columns.iter().map(Column::label).collect();
        let what = if shown { "Table" } else { "Empty table" };
        let rows = listed(&self.rows);
        format!("{what} of {} by {}. Rows: {rows}.", listed(&columns), self.row_label)
    }
}

/// The cell with a percent sign where its column counts percent and the text has none.
fn worded(cell: &Cell, column: &Column) -> String {
    match cell.number() {
        Some(number) if column.unit() == Some("%") && !number.text().contains('%') => format!("{}%", number.text()),
        _ => cell.to_string(),
    }
}

fn table_values(heads: &[Head], rows: &[Vec<Entry>]) -> Values {
    Values {
        header: heads.iter().map(|head| head.text.clone()).collect(),
        rows: rows.iter().map(|row| row.iter().map(|entry| entry.text.clone()).collect()).collect(),
    }
}
