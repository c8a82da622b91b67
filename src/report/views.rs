//! Views by themselves, for people who check what is shown and for spreadsheets: the same cells as on the screen and in a report.

use serde::Serialize;

use super::spreadsheet::{number, words};
use crate::chart::{self, Heading, Showing, Value};
use crate::records::{Admission, Refused, View};

#[derive(Serialize)]
struct Document<'a> {
    data: Data<'a>,
    views: Vec<Table<'a>>,
    refused: Vec<Refusal<'a>>,
}

#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    audience: &'static str,
    minimum_group: u32,
}

#[derive(Serialize)]
struct Table<'a> {
    id: &'a str,
    kind: &'static str,
    measure: &'a str,
    title: String,
    subtitle: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Column {
    id: String,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Cell {
    Number { text: String, low: f64, high: f64 },
    Words { text: String },
    Hidden { hidden: bool },
}

#[derive(Serialize)]
struct Refusal<'a> {
    id: &'a str,
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<&'a str>,
}

impl From<Heading> for Column {
    fn from(Heading { id, label, unit }: Heading) -> Self {
        Self { id, label, unit }
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        match value {
            Value::Words(text) => Self::Words { text },
            Value::Number { text, low, high } => Self::Number { text, low, high },
            Value::Hidden => Self::Hidden { hidden: true },
        }
    }
}

impl<'a> Table<'a> {
    fn of(view: &'a View) -> Self {
        let plot = chart::plot(view, Showing::Values, &[]);
        let cells = |row: Vec<Value>| row.into_iter().map(Cell::from).collect();
        Self {
            id: view.id(),
            kind: view.frame().kind(),
            measure: view.measure(),
            title: plot.title,
            subtitle: plot.subtitle,
            columns: plot.values.header.into_iter().map(Column::from).collect(),
            rows: plot.values.rows.into_iter().map(cells).collect(),
            notes: plot.notes,
        }
    }
}

fn chosen<'a>(admission: &'a Admission, only: Option<&str>) -> Vec<&'a View> {
    admission.views().iter().filter(|view| only.is_none_or(|id| view.id() == id)).collect()
}

/// The views, or `only` this one, as one JSON object, indented, closed by a line break.
///
/// ```json
/// {
///   "data": {"title": "", "audience": "room", "minimum_group": 10},
///   "views": [{
///     "id": "", "kind": "levels", "measure": "", "title": "", "subtitle": "",
///     "columns": [{"id": "row", "label": ""}, {"id": "above", "label": "", "unit": "%"}],
///     "rows": [[{"text": "Fall"}, {"text": "31-40%", "low": 30.5, "high": 40.5}, {"hidden": true}]],
///     "notes": [""]
///   }],
///   "refused": [{"id": "", "reason": "", "instead": ""}]
/// }
/// ```
///
/// A label has `text` alone. A number has its text as it is shown, and the bounds, both inclusive, that this text states about the
/// true value: percentages in percent, before rounding to whole ones; rounded means and medians half a step to either side;
/// numbers of students exactly. Something withheld has `hidden` and nothing else. `instead` is left out where nothing helps.
#[must_use]
pub fn views_json(admission: &Admission, only: Option<&str>) -> String {
    let refused = admission.refused().iter().filter(|refused| only.is_none_or(|id| refused.id() == id));
    let document = Document {
        data: Data {
            title: admission.title(),
            audience: admission.audience().word(),
            minimum_group: admission.minimum_group(),
        },
        views: chosen(admission, only).into_iter().map(Table::of).collect(),
        refused: refused
            .map(|refused: &Refused| Refusal { id: refused.id(), reason: refused.reason(), instead: refused.instead() })
            .collect(),
    };
    // Only a map with keys that are no strings, or a failing writer, could make this fail; there is neither.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// The views, or `only` this one, as CSV: UTF-8, commas, for each view a line with its title, the heads and the rows, and an empty
/// line between two views. The first line tells the audience where it is not the whole room, or where the minimum was lowered.
///
/// A cell of words that a spreadsheet could take for a formula begins with an apostrophe; numbers stay numbers.
#[must_use]
pub fn views_csv(admission: &Admission, only: Option<&str>) -> String {
    let mut parts = Vec::new();
    parts.extend(admission.badge().map(|badge| lines(&[vec![words(&badge)]])));
    for view in chosen(admission, only) {
        let chart::Plot { title, values, .. } = chart::plot(view, Showing::Values, &[]);
        let mut rows = vec![vec![words(&title)]];
        rows.push(values.header.iter().map(|heading| words(&heading.label)).collect());
        rows.extend(values.rows.iter().map(|row| row.iter().map(cell).collect()));
        parts.push(lines(&rows));
    }
    parts.join("\n")
}

fn cell(value: &Value) -> String {
    match value {
        Value::Number { text, .. } => number(text),
        Value::Words(_) | Value::Hidden => words(value.text()),
    }
}

fn lines(rows: &[Vec<String>]) -> String {
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail, and rows may be of any length.
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
