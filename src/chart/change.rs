//! Two windows of the same students, one row a group: a point for each window, a line between, and how many grew.
//!
//! The change itself is not a number of its own: it would state more than the two rounded values do.

use super::{
    Axis, Fill, Key, Mark, Panel, Plot, Pointer, Predicted, Span, Target, Track, Tracks, Value, Values, hidden_words,
    key, number, prediction_key,
};
use crate::chart::panel::Detail;
use crate::chart::values::Heading;
use crate::records::{Body, Cell, ChangeRow, Column, Cut};

/// The frame of a picture of change.
#[derive(Debug)]
pub(super) struct Change<'a> {
    pub(super) quantity: &'a Column,
    pub(super) cuts: &'a [Cut],
    pub(super) windows: &'a [String; 2],
    pub(super) same_within: f64,
    pub(super) row_label: &'a str,
    pub(super) rows: &'a [String],
}

impl Change<'_> {
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

    /// The value of each row in the second window.
    pub(super) fn targets(&self) -> Vec<Target> {
        let axis = self.axis();
        let [_, to] = self.windows;
        let rows = self.rows.iter().zip(self.row_keys());
        rows.map(|(row, key)| Target {
            key: format!("{key}/to"),
            label: format!("{row}: {}, {to}", self.quantity.label()),
            low: axis.low,
            high: axis.high,
            unit: self.unit().to_owned(),
        })
        .collect()
    }

    pub(super) fn plot(&self, body: Option<&Body>, predicted: Predicted<'_>) -> Plot {
        let shown = body.map(|body| match body {
            Body::Change(rows) => rows.as_slice(),
            _ => &[],
        });
        let (axis, targets) = (self.axis(), self.targets());
        let guessed = predicted.any(&targets);
        let mut marks = Vec::new();
        let mut rows = Vec::new();
        for (index, (label, key)) in self.rows.iter().zip(self.row_keys()).enumerate() {
            let guess = predicted.of(&format!("{key}/to")).map(|value| Pointer {
                at: axis.at(value),
                fill: Fill::Prediction,
                text: predicted.text(&format!("{key}/to"), self.unit()).unwrap_or_default(),
                mark: None,
            });
            let mut track = Track {
                label: label.clone(),
                n: None,
                hidden: None,
                spans: Vec::new(),
                points: Vec::new(),
                end: String::new(),
                details: Vec::new(),
                predictions: guess.into_iter().collect(),
            };
            if let Some(shown) = shown {
                self.fill(&mut track, shown.get(index), (&axis, &key, predicted), &mut marks);
            }
            rows.push(track);
        }
        let [from, to] = self.windows;
        let mut legend =
            vec![Key { label: from.clone(), fill: Fill::Before }, Key { label: to.clone(), fill: Fill::After }];
        if !self.cuts.is_empty() {
            legend.push(Key { label: "cut score".to_owned(), fill: Fill::Cut });
        }
        legend.extend(guessed.then(prediction_key));
        let longest =
            number(axis.high).len().max(number(axis.low).len()).max(if self.unit().is_empty() { 5 } else { 7 });
        Plot {
            title: String::new(),
            subtitle: String::new(),
            legend,
            notes: shown.map_or_else(Vec::new, |_| self.notes()),
            values: shown.map_or_else(|| predicted.values(&targets), |rows| self.values(rows, predicted, guessed)),
            summary: shown.map_or_else(|| self.summary_of_axes(), |rows| self.summary(rows)),
            marks,
            panel: Panel::Tracks(Tracks {
                cuts: self.cuts.iter().map(|cut| axis.at(cut.score())).collect(),
                axis,
                room: 2 * longest + " to ".len(),
                rows,
            }),
        }
    }

    fn fill(
        &self,
        track: &mut Track,
        row: Option<&ChangeRow>,
        (axis, key, predicted): (&Axis, &str, Predicted<'_>),
        marks: &mut Vec<Mark>,
    ) {
        let n = row.map_or(&Cell::Hidden, ChangeRow::n);
        track.n = n.number().map(|n| n.text().to_owned());
        let (from, to) = (row.map_or(&Cell::Hidden, ChangeRow::from), row.map_or(&Cell::Hidden, ChangeRow::to));
        let moved = row.map_or(&[][..], ChangeRow::moved);
        if [from, to].into_iter().chain(moved).all(|cell| cell.number().is_none()) {
            track.hidden = Some(hidden_words(n));
            return;
        }
        let ends = from.number().zip(to.number()).map(|(from, to)| (axis.at(from.middle()), axis.at(to.middle())));
        track.spans.extend(ends.map(|(from, to)| Span { from: from.min(to), to: from.max(to), fill: None }));
        let [before, after] = self.windows;
        for (id, window, cell, fill) in [("from", before, from, Fill::Before), ("to", after, to, Fill::After)] {
            let Some(number) = cell.number() else { continue };
            let mark = format!("{key}/{id}");
            let text = self.worded(number.text());
            marks.push(Mark {
                key: mark.clone(),
                label: format!("{}, {window}", track.label),
                value: text.clone(),
                predicted: predicted.words(&mark, self.unit()),
            });
            track.points.push(Pointer { at: axis.at(number.middle()), fill, text, mark: Some(mark) });
        }
        let shown = |cell: &Cell| cell.number().map_or_else(|| cell.to_string(), |number| self.worded(number.text()));
        track.end = format!("{} to {}", shown(from), shown(to));
        for ((id, name), cell) in moves(moved.len()).iter().zip(moved) {
            let Some(number) = cell.number() else { continue };
            let mark = format!("{key}/{id}");
            marks.push(Mark {
                key: mark.clone(),
                label: format!("{}, {name}", track.label),
                value: number.text().to_owned(),
                predicted: None,
            });
            track.details.push(Detail { text: format!("{name} {}", number.text()), mark: Some(mark) });
        }
    }

    /// The text with a percent sign where the quantity counts percent and the text has none.
    fn worded(&self, text: &str) -> String {
        if text.contains('%') { text.to_owned() } else { format!("{text}{}", self.unit()) }
    }

    fn notes(&self) -> Vec<String> {
        let same = if self.same_within > 0.0 && self.unit().is_empty() {
            format!(" Up to {} points of difference count as the same.", number(self.same_within))
        } else {
            String::new()
        };
        vec![format!("The same students in both windows.{same}")]
    }

    fn values(&self, shown: &[ChangeRow], predicted: Predicted<'_>, guessed: bool) -> Values {
        let [from, to] = self.windows;
        let mut header = vec![
            Heading::new("row", self.row_label),
            Heading::new("n", "n"),
            Heading::new("from", from.clone()),
            Heading::new("to", to.clone()),
        ];
        let in_two = shown.iter().any(|row| row.moved().len() == 2);
        header.extend(MOVES.iter().map(|(id, name)| Heading::new(*id, *name).percent()));
        header.extend(in_two.then(|| Heading::new(DID_NOT.0, DID_NOT.1).percent()));
        header.extend(guessed.then(|| Heading::new(super::PREDICTED, format!("Predicted, {to}"))));
        let mut rows = Vec::new();
        for (index, (label, key)) in self.rows.iter().zip(self.row_keys()).enumerate() {
            let row = shown.get(index);
            let cell = |of: fn(&ChangeRow) -> &Cell| row.map_or(&Cell::Hidden, of);
            let worded = |cell: &Cell| Value::shown_as(cell, |text| self.worded(text));
            let mut line: Vec<Value> = vec![label.clone().into(), cell(ChangeRow::n).into()];
            line.extend([worded(cell(ChangeRow::from)), worded(cell(ChangeRow::to))]);
            let moved = row.map_or(&[][..], ChangeRow::moved);
            let of = |id: &str| {
                moves(moved.len()).iter().zip(moved).find(|((known, _), _)| *known == id).map(|(_, cell)| cell)
            };
            let hidden = moved.iter().all(|cell| cell.number().is_none());
            let told = |id: &str| match of(id) {
                Some(cell) => cell.into(),
                None if hidden => Value::Hidden,
                None => String::new().into(),
            };
            line.extend(MOVES.iter().map(|(id, _)| told(id)));
            line.extend(in_two.then(|| told(DID_NOT.0)));
            line.extend(guessed.then(|| predicted.text(&format!("{key}/to"), self.unit()).unwrap_or_default().into()));
            rows.push(line);
        }
        Values { header, rows }
    }

    fn summary_of_axes(&self) -> String {
        let axis = self.axis();
        let [from, to] = self.windows;
        format!(
            "Empty scale from {} to {}, for {from} and {to}. One row each for {}.",
            axis.label(axis.low),
            axis.label(axis.high),
            super::listed(self.rows)
        )
    }

    fn summary(&self, shown: &[ChangeRow]) -> String {
        let [before, after] = self.windows;
        let words: Vec<String> = self
            .rows
            .iter()
            .enumerate()
            .map(|(index, label)| match shown.get(index).map(|row| (row.from(), row.to())) {
                Some((Cell::Number(from), Cell::Number(to))) => {
                    format!("{label} {} to {}", self.worded(from.text()), self.worded(to.text()))
                }
                _ => format!("{label} hidden"),
            })
            .collect();
        format!("{} from {before} to {after}: {}.", self.quantity.label(), words.join(", "))
    }
}

/// What the score of a student can have done, as it is told of a group that is large enough.
const MOVES: [(&str, &str); 3] = [("fell", "fell"), ("same", "the same"), ("grew", "grew")];
/// What is told of the others in a small group.
const DID_NOT: (&str, &str) = ("did-not-grow", "did not grow");
const IN_TWO: [(&str, &str); 2] = [DID_NOT, ("grew", "grew")];

fn moves(count: usize) -> &'static [(&'static str, &'static str)] {
    if count == 2 { &IN_TWO } else { &MOVES }
}
