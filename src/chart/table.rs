//! Aggregates of one measure by group, as a plain table.

use super::kind::Kind;
use super::named::Named;
use super::{Entry, Head, Heading, Key, Mark, PREDICTED, Panel, Predicted, Table, Target, Value, Values, listed};
use crate::records::{Body, Cell, Column};

/// Bounds of a prediction for a column whose range is not stated.
const WIDE: f64 = 999_999.0;

/// The frame of a table.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) rows: Named<'a>,
    pub(super) columns: &'a [Column],
}

/// The cell of a row and a column; hidden where the body does not have it.
fn cell(body: &Body, row: usize, column: usize) -> &Cell {
    match body {
        Body::Table(rows) => rows.get(row).and_then(|row| row.get(column)).unwrap_or(&Cell::Hidden),
        _ => &Cell::Hidden,
    }
}

impl Sheet<'_> {
    /// The column that is predicted: the first that is not the number of students.
    fn asked(&self) -> Option<(usize, &Column)> {
        self.columns.iter().enumerate().find(|(_, column)| column.id() != "n")
    }

    fn heads(&self, guessed: Option<usize>) -> Vec<Head> {
        let mut heads = vec![Head { text: self.rows.label.to_owned(), right: false }];
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

    fn what(&self) -> String {
        let columns: Vec<&str> = self.columns.iter().map(Column::label).collect();
        format!("of {} by {}. Rows: {}.", listed(&columns), self.rows.label, listed(self.rows.labels))
    }
}

impl Kind for Sheet<'_> {
    /// One target a row, for the first column that is not the number of students.
    fn targets(&self) -> Vec<Target> {
        let Some((_, column)) = self.asked() else { return Vec::new() };
        let unit = column.unit().unwrap_or_default();
        let range = column.range().unwrap_or(if unit == "%" { (0.0, 100.0) } else { (-WIDE, WIDE) });
        self.rows.targets(column.id(), |row| format!("{row}: {}", column.label()), range, unit)
    }

    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        Vec::new()
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let guessed = self.asked().map(|(index, _)| index).filter(|_| predicted.any(&self.targets()));
        let mut marks = Vec::new();
        let mut rows = Vec::new();
        for (index, label, row_key) in self.rows.each() {
            let mut entries = vec![Entry { text: label.to_owned(), mark: None, predicted: false }];
            for (at, column) in self.columns.iter().enumerate() {
                let key = format!("{row_key}/{}", column.id());
                let unit = column.unit().unwrap_or_default();
                let cell = body.map(|body| cell(body, index, at));
                let text = cell.map_or_else(String::new, |cell| worded(cell, column).text().to_owned());
                let mark = cell.and_then(Cell::number).map(|_| key.clone());
                if mark.is_some() {
                    marks.push(Mark {
                        key: key.clone(),
                        label: format!("{label}, {}", column.label()),
                        value: text.clone(),
                        predicted: predicted.words(&key, unit).filter(|_| guessed == Some(at)),
                    });
                }
                entries.push(Entry { text, mark, predicted: false });
                if guessed == Some(at) {
                    let text = predicted.text(&key, unit).unwrap_or_default();
                    entries.push(Entry { text, mark: None, predicted: true });
                }
            }
            rows.push(entries);
        }
        (Panel::Table(Table { heads: self.heads(guessed), rows }), marks)
    }

    fn notes(&self, _: &Body) -> Vec<String> {
        Vec::new()
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let told = self.asked().map(|(index, _)| index).zip(guesses);
        let asked = told.map(|(index, _)| index);
        let row = |(index, label, row_key): (usize, &str, &str)| {
            let mut row: Vec<Value> = vec![label.to_owned().into()];
            for (at, column) in self.columns.iter().enumerate() {
                row.push(worded(cell(body, index, at), column));
                let key = format!("{row_key}/{}", column.id());
                let guess = told.filter(|(asked, _)| *asked == at);
                row.extend(guess.map(|(_, guesses)| guesses.value(&key, column.unit().unwrap_or_default())));
            }
            row
        };
        Values { header: self.headings(&self.heads(asked), asked), rows: self.rows.each().map(row).collect() }
    }

    fn summary_of_axes(&self) -> String {
        format!("Empty table {}", self.what())
    }

    fn summary(&self, _: &Body) -> String {
        format!("Table {}", self.what())
    }
}

/// The cell with a percent sign where its column counts percent and the text has none.
fn worded(cell: &Cell, column: &Column) -> Value {
    let lacks_sign = |text: &str| column.unit() == Some("%") && !text.contains('%');
    Value::shown_as(cell, |text| if lacks_sign(text) { format!("{text}%") } else { text.to_owned() })
}
