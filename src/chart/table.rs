//! Aggregates of one measure by group, as a plain table; and any picture that has no layout of its own, by its listing.

use super::{
    Entry, Head, Heading, Key, Mark, PREDICTED, Panel, Plot, Predicted, Table, Target, Value, Values, key, listed,
    prediction_key,
};
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
        let (mut rows, mut told) = (Vec::new(), Vec::new());
        for (index, (label, row_key)) in self.rows.iter().zip(self.row_keys()).enumerate() {
            let mut entries = vec![Entry { text: (*label).to_owned(), mark: None, predicted: false }];
            let mut values: Vec<Value> = vec![(*label).to_owned().into()];
            for (at, column) in self.columns.iter().enumerate() {
                let key = format!("{row_key}/{}", column.id());
                let unit = column.unit().unwrap_or_default();
                let guess = guessed && asked == Some(at);
                let mut entry = Entry { text: String::new(), mark: None, predicted: false };
                if let Some(shown) = shown {
                    let cell = shown.get(index).and_then(|row| row.get(at)).unwrap_or(&Cell::Hidden);
                    let value = worded(cell, column);
                    value.text().clone_into(&mut entry.text);
                    values.push(value);
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
                    values.push(text.clone().into());
                    entries.push(Entry { text, mark: None, predicted: true });
                }
            }
            rows.push(entries);
            told.push(values);
        }
        let heads = self.heads(guessed.then_some(asked).flatten());
        let values = match shown {
            Some(_) => Values { header: self.headings(&heads, guessed.then_some(asked).flatten()), rows: told },
            None => predicted.values(&targets),
        };
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

    /// The heads of the table of values: those of the picture, with what they count.
    fn headings(&self, heads: &[Head], guessed: Option<usize>) -> Vec<Heading> {
        let mut ids = vec![("row", None)];
        for (index, column) in self.columns.iter().enumerate() {
            ids.push((column.id(), column.unit()));
            ids.extend((guessed == Some(index)).then_some((PREDICTED, None)));
        }
        let heading = |(head, (id, unit)): (&Head, (&str, Option<&str>))| Heading {
            unit: unit.map(str::to_owned),
            ..Heading::new(id, &head.text)
        };
        heads.iter().zip(ids).map(heading).collect()
    }

    fn summary(&self, shown: bool) -> String {
        let columns: Vec<&str> = self.columns.iter().map(Column::label).collect();
        let what = if shown { "Table" } else { "Empty table" };
        let rows = listed(&self.rows);
        format!("{what} of {} by {}. Rows: {rows}.", listed(&columns), self.row_label)
    }
}

/// The cell with a percent sign where its column counts percent and the text has none.
fn worded(cell: &Cell, column: &Column) -> Value {
    let lacks_sign = |text: &str| column.unit() == Some("%") && !text.contains('%');
    Value::shown_as(cell, |text| if lacks_sign(text) { format!("{text}%") } else { text.to_owned() })
}
