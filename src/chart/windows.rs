//! A quantity over ordered windows, one line a group, at most four: more cannot be followed.

use super::kind::Kind;
use super::named::{Named, names};
use super::quantity::Quantity;
use super::{
    Axis, Fill, Guess, Heading, Key, Lines, Mark, PREDICTED, Panel, Predicted, Series, Spot, Target, Value, Values,
    cut_key, hidden_words,
};
use crate::records::{Body, Cell, WindowPoint};

/// The frame of lines over windows.
#[derive(Debug)]
pub(super) struct Trend<'a> {
    pub(super) quantity: Quantity<'a>,
    pub(super) time_label: &'a str,
    pub(super) windows: &'a [String],
    pub(super) rows: Named<'a>,
    pub(super) is_cohort: bool,
}

fn shown(body: &Body) -> &[Vec<WindowPoint>] {
    match body {
        Body::Windows(lines) => lines,
        _ => &[],
    }
}

/// The points of a line; none where the body does not have it.
fn line(body: &Body, index: usize) -> &[WindowPoint] {
    shown(body).get(index).map_or(&[], Vec::as_slice)
}

impl Trend<'_> {
    fn window_keys(&self) -> Vec<String> {
        names(self.windows.iter().map(String::as_str))
    }

    fn fill(
        &self,
        line: &mut Series,
        points: &[WindowPoint],
        (axis, key, predicted): (&Axis, &str, Predicted<'_>),
        marks: &mut Vec<Mark>,
    ) {
        for (window, (name, window_key)) in self.windows.iter().zip(self.window_keys()).enumerate() {
            let point = points.get(window);
            line.n.push(point.map_or(&Cell::Hidden, WindowPoint::n).to_string());
            let number = point.and_then(|point| point.value().number());
            line.points.push(number.map(|number| {
                let mark = format!("{key}/{window_key}");
                let text = self.quantity.worded(number.text());
                marks.push(Mark {
                    key: mark.clone(),
                    label: format!("{}, {name}", line.label),
                    value: text.clone(),
                    predicted: predicted.words(&mark, self.quantity.unit()),
                });
                Spot { window, at: axis.at(number.middle()), text, mark: Some(mark) }
            }));
        }
        if line.points.iter().all(Option::is_none) {
            let n = points.iter().map(WindowPoint::n).find(|n| n.number().is_some()).unwrap_or(&Cell::Hidden);
            line.hidden = Some(format!("{}: {}", line.label, hidden_words(n)));
        }
    }

    fn note(&self) -> &'static str {
        if self.is_cohort {
            "The same students in every window."
        } else {
            "Each window holds the students who were tested then; they need not be the same."
        }
    }
}

impl Kind for Trend<'_> {
    /// The value of each line in the last window.
    fn targets(&self) -> Vec<Target> {
        let (axis, keys) = (self.quantity.axis(), self.window_keys());
        let (Some(last), Some(name)) = (keys.last(), self.windows.last()) else { return Vec::new() };
        let words = |row: &str| format!("{row}: {}, {name}", self.quantity.label());
        self.rows.targets(last, words, (axis.low, axis.high), self.quantity.unit())
    }

    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        let key = |(index, label, _): (usize, &str, &str)| Key { label: label.to_owned(), fill: series(index) };
        self.rows.each().map(key).chain(cut_key(self.quantity.cuts)).collect()
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let axis = self.quantity.axis();
        let mut marks = Vec::new();
        let mut lines = Vec::new();
        for (index, label, key) in self.rows.each() {
            let (label, fill) = (label.to_owned(), series(index));
            let mut series = Series { label, fill, n: Vec::new(), points: Vec::new(), hidden: None };
            if let Some(body) = body {
                self.fill(&mut series, line(body, index), (&axis, key, predicted), &mut marks);
            }
            lines.push(series);
        }
        let last = self.windows.len().saturating_sub(1);
        let guess = |(index, target): (usize, &Target)| {
            let value = predicted.of(&target.key)?;
            let text = predicted.text(&target.key, self.quantity.unit())?;
            let spot = Spot { window: last, at: axis.at(value), text, mark: None };
            Some(Guess { of: series(index), spot })
        };
        let panel = Lines {
            predictions: self.targets().iter().enumerate().filter_map(guess).collect(),
            cuts: axis.ticks(0),
            axis,
            windows: self.windows.to_vec(),
            series: lines,
        };
        (Panel::Lines(panel), marks)
    }

    fn notes(&self, _: &Body) -> Vec<String> {
        vec![self.note().to_owned()]
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let mut header = vec![Heading::new("row", self.rows.label)];
        for (name, key) in self.windows.iter().zip(self.window_keys()) {
            header.push(Heading::new(key.clone(), name.clone()));
            header.push(Heading::new(format!("{key}-n"), format!("n, {name}")));
        }
        header.extend(guesses.map(|_| Heading::new(PREDICTED, "Predicted")));
        let last = self.window_keys().pop().unwrap_or_default();
        let row = |(index, label, key): (usize, &str, &str)| {
            let mut row: Vec<Value> = vec![label.to_owned().into()];
            for window in 0..self.windows.len() {
                let point = line(body, index).get(window);
                let value = point.map_or(&Cell::Hidden, WindowPoint::value);
                row.push(Value::shown_as(value, |text| self.quantity.worded(text)));
                row.push(point.map_or(&Cell::Hidden, WindowPoint::n).into());
            }
            row.extend(guesses.map(|guesses| guesses.value(&format!("{key}/{last}"), self.quantity.unit())));
            row
        };
        Values { header, rows: self.rows.each().map(row).collect() }
    }

    fn summary_of_axes(&self) -> String {
        let axis = self.quantity.axis();
        format!(
            "Empty axes: {} from {} to {} over {} ({}). One line each for {}.",
            self.quantity.label(),
            axis.label(axis.low),
            axis.label(axis.high),
            super::listed(self.windows),
            self.time_label,
            super::listed(self.rows.labels)
        )
    }

    fn summary(&self, body: &Body) -> String {
        let worded = |text| self.quantity.worded(text);
        let line = |(index, label, _): (usize, &str, &str)| {
            let points = line(body, index);
            let mut told =
                self.windows.iter().zip(points).filter_map(|(window, point)| Some((window, point.value().number()?)));
            let first = told.next();
            match (first, told.next_back().or(first)) {
                (Some((from, one)), Some((to, other))) if from != to => {
                    format!("{label} from {} in {from} to {} in {to}", worded(one.text()), worded(other.text()))
                }
                (Some((from, one)), _) => format!("{label} {} in {from}", worded(one.text())),
                _ => format!("{label} hidden"),
            }
        };
        let lines: Vec<String> = self.rows.each().map(line).collect();
        format!("{}: {}.", self.quantity.label(), lines.join("; "))
    }
}

/// The sign and colour of the `index`-th line.
fn series(index: usize) -> Fill {
    Fill::Series { index: index % 4 }
}
