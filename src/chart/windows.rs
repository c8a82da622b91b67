//! A quantity over ordered windows, one line a group, at most four: more cannot be followed.

use super::{
    Axis, Fill, Key, Lines, Mark, Panel, Plot, Predicted, Series, Spot, Target, Value, Values, hidden_words, key,
    prediction_key,
};
use crate::chart::values::Heading;
use crate::records::{Body, Cell, Column, Cut, WindowPoint};

/// The frame of lines over windows.
#[derive(Debug)]
pub(super) struct Trend<'a> {
    pub(super) quantity: &'a Column,
    pub(super) cuts: &'a [Cut],
    pub(super) time_label: &'a str,
    pub(super) windows: &'a [String],
    pub(super) row_label: &'a str,
    pub(super) rows: &'a [String],
    pub(super) is_cohort: bool,
}

impl Trend<'_> {
    fn unit(&self) -> &str {
        self.quantity.unit().filter(|unit| *unit == "%").unwrap_or_default()
    }

    fn axis(&self) -> Axis {
        let (low, high) = self.quantity.range().unwrap_or((0.0, 100.0));
        Axis {
            name: self.quantity.label().to_owned(),
            unit: self.unit().to_owned(),
            low,
            high,
            grain: 0.0,
            mirrored: false,
            fixed: self.cuts.iter().map(Cut::score).collect(),
        }
    }

    fn row_keys(&self) -> Vec<String> {
        key::names(self.rows.iter().map(String::as_str))
    }

    fn window_keys(&self) -> Vec<String> {
        key::names(self.windows.iter().map(String::as_str))
    }

    /// The value of each line in the last window.
    pub(super) fn targets(&self) -> Vec<Target> {
        let (axis, windows) = (self.axis(), self.window_keys());
        let (Some(last), Some(name)) = (windows.last(), self.windows.last()) else { return Vec::new() };
        let rows = self.rows.iter().zip(self.row_keys());
        rows.map(|(row, key)| Target {
            key: format!("{key}/{last}"),
            label: format!("{row}: {}, {name}", self.quantity.label()),
            low: axis.low,
            high: axis.high,
            unit: self.unit().to_owned(),
        })
        .collect()
    }

    pub(super) fn plot(&self, body: Option<&Body>, predicted: Predicted<'_>) -> Plot {
        let shown = body.map(|body| match body {
            Body::Windows(lines) => lines.as_slice(),
            _ => &[],
        });
        let (axis, targets) = (self.axis(), self.targets());
        let guessed = predicted.any(&targets);
        let mut marks = Vec::new();
        let mut series = Vec::new();
        for (index, (label, key)) in self.rows.iter().zip(self.row_keys()).enumerate() {
            let mut line = Series {
                label: label.clone(),
                fill: Fill::Series { index: index % 4 },
                n: Vec::new(),
                points: Vec::new(),
                hidden: None,
            };
            if let Some(shown) = shown {
                let points = shown.get(index).map_or(&[][..], Vec::as_slice);
                self.fill(&mut line, points, (&axis, &key, predicted), &mut marks);
            }
            series.push(line);
        }
        let mut legend: Vec<Key> =
            series.iter().map(|line| Key { label: line.label.clone(), fill: line.fill }).collect();
        if !self.cuts.is_empty() {
            legend.push(Key { label: "cut score".to_owned(), fill: Fill::Cut });
        }
        legend.extend(guessed.then(prediction_key));
        let last = self.windows.len().saturating_sub(1);
        let spot = |target: &Target| {
            let value = predicted.of(&target.key)?;
            let text = predicted.text(&target.key, self.unit())?;
            Some(Spot { window: last, at: axis.at(value), text, mark: None })
        };
        Plot {
            title: String::new(),
            subtitle: String::new(),
            legend,
            notes: shown.map_or_else(Vec::new, |_| vec![self.note().to_owned()]),
            values: shown.map_or_else(|| predicted.values(&targets), |lines| self.values(lines, predicted, guessed)),
            summary: shown.map_or_else(|| self.summary_of_axes(), |lines| self.summary(lines)),
            marks,
            panel: Panel::Lines(Lines {
                predictions: targets.iter().filter_map(spot).collect(),
                cuts: axis.ticks(0),
                axis,
                windows: self.windows.to_vec(),
                series,
            }),
        }
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
                let text = self.worded(number.text());
                marks.push(Mark {
                    key: mark.clone(),
                    label: format!("{}, {name}", line.label),
                    value: text.clone(),
                    predicted: predicted.words(&mark, self.unit()),
                });
                Spot { window, at: axis.at(number.middle()), text, mark: Some(mark) }
            }));
        }
        if line.points.iter().all(Option::is_none) {
            let n = points.iter().map(WindowPoint::n).find(|n| n.number().is_some()).unwrap_or(&Cell::Hidden);
            line.hidden = Some(format!("{}: {}", line.label, hidden_words(n)));
        }
    }

    fn worded(&self, text: &str) -> String {
        if text.contains('%') { text.to_owned() } else { format!("{text}{}", self.unit()) }
    }

    fn note(&self) -> &'static str {
        if self.is_cohort {
            "The same students in every window."
        } else {
            "Each window holds the students who were tested then; they need not be the same."
        }
    }

    fn values(&self, shown: &[Vec<WindowPoint>], predicted: Predicted<'_>, guessed: bool) -> Values {
        let mut header = vec![Heading::new("row", self.row_label)];
        for (name, key) in self.windows.iter().zip(self.window_keys()) {
            header.push(Heading::new(key.clone(), name.clone()));
            header.push(Heading::new(format!("{key}-n"), format!("n, {name}")));
        }
        header.extend(guessed.then(|| Heading::new(super::PREDICTED, "Predicted")));
        let mut rows = Vec::new();
        for (index, (label, target)) in self.rows.iter().zip(self.targets()).enumerate() {
            let mut row: Vec<Value> = vec![label.clone().into()];
            for window in 0..self.windows.len() {
                let point = shown.get(index).and_then(|points| points.get(window));
                let value = point.map_or(&Cell::Hidden, WindowPoint::value);
                row.push(Value::shown_as(value, |text| self.worded(text)));
                row.push(point.map_or(&Cell::Hidden, WindowPoint::n).into());
            }
            row.extend(guessed.then(|| predicted.text(&target.key, self.unit()).unwrap_or_default().into()));
            rows.push(row);
        }
        Values { header, rows }
    }

    fn summary_of_axes(&self) -> String {
        let axis = self.axis();
        format!(
            "Empty axes: {} from {} to {} over {} ({}). One line each for {}.",
            self.quantity.label(),
            axis.label(axis.low),
            axis.label(axis.high),
            super::listed(self.windows),
            self.time_label,
            super::listed(self.rows)
        )
    }

    fn summary(&self, shown: &[Vec<WindowPoint>]) -> String {
        let line = |(index, label): (usize, &String)| {
            let points = shown.get(index).map_or(&[][..], Vec::as_slice);
            let mut told =
                self.windows.iter().zip(points).filter_map(|(window, point)| Some((window, point.value().number()?)));
            let first = told.next();
            match (first, told.next_back().or(first)) {
                (Some((from, one)), Some((to, other))) if from != to => {
                    format!(
                        "{label} from {} in {from} to {} in {to}",
                        self.worded(one.text()),
                        self.worded(other.text())
                    )
                }
                (Some((from, one)), _) => format!("{label} {} in {from}", self.worded(one.text())),
                _ => format!("{label} hidden"),
            }
        };
        let lines: Vec<String> = self.rows.iter().enumerate().map(line).collect();
        format!("{}: {}.", self.quantity.label(), lines.join("; "))
    }
}
