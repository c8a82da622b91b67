//! Quartiles of each group on one scale. Asked for, never chosen by the program: people read the area of a box as a count (Lem et al.
//! 2013), so every box picture says what its parts hold. There is no least and no greatest score: each is one student's.

use super::{
    Axis, Fill, Key, Mark, Panel, Plot, Pointer, Predicted, Span, Target, Track, Tracks, Value, Values, hidden_words,
    key, number, prediction_key,
};
use crate::chart::values::Heading;
use crate::records::{Body, BoxRow, Cell, Cut, ScoreScale};

const PARTS_NOTE: &str = "Each half of a box holds about a quarter of the students, however long it is.";
const TAILS_NOTE: &str = "The lines reach to the scores below which a tenth and nine tenths of the students lie; \
                          the least and the greatest score are not shown.";

/// The five numbers of a row: key, name, and whether they are the statistic of the row.
const NUMBERS: [(&str, &str); 5] = [
    ("p10", "10th percentile"),
    ("q1", "lower quartile"),
    ("median", "median"),
    ("q3", "upper quartile"),
    ("p90", "90th percentile"),
];

/// The frame of a box picture.
#[derive(Debug)]
pub(super) struct Quartiles<'a> {
    pub(super) scale: &'a ScoreScale,
    pub(super) row_label: &'a str,
    pub(super) rows: &'a [String],
}

impl Quartiles<'_> {
    fn axis(&self) -> Axis {
        Axis {
            name: self.scale.label().to_owned(),
            unit: String::new(),
            low: self.scale.low(),
            high: self.scale.high(),
            grain: self.scale.step(),
            mirrored: false,
            fixed: self.scale.cuts().iter().map(Cut::score).collect(),
        }
    }

    fn row_keys(&self) -> Vec<String> {
        key::names(self.rows.iter().map(String::as_str))
    }

    /// The median of each row.
    pub(super) fn targets(&self) -> Vec<Target> {
        let rows = self.rows.iter().zip(self.row_keys());
        rows.map(|(row, key)| Target {
            key: format!("{key}/median"),
            label: format!("{row}: middle score (median)"),
            low: self.scale.low(),
            high: self.scale.high(),
            unit: String::new(),
        })
        .collect()
    }

    pub(super) fn plot(&self, body: Option<&Body>, predicted: Predicted<'_>) -> Plot {
        let shown = body.map(|body| match body {
            Body::Boxes(rows) => rows.as_slice(),
            _ => &[],
        });
        let (axis, targets) = (self.axis(), self.targets());
        let guessed = predicted.any(&targets);
        let mut marks = Vec::new();
        let mut rows = Vec::new();
        for (index, (label, key)) in self.rows.iter().zip(self.row_keys()).enumerate() {
            let mut track = Track {
                label: label.clone(),
                n: None,
                hidden: None,
                spans: Vec::new(),
                points: Vec::new(),
                end: String::new(),
                details: Vec::new(),
                predictions: predictions(&axis, &key, predicted),
            };
            if let Some(shown) = shown {
                fill(&mut track, shown.get(index), (&axis, &key, predicted), &mut marks);
            }
            rows.push(track);
        }
        let mut legend = vec![
            Key { label: "middle half of the students".to_owned(), fill: Fill::Bar },
            Key { label: "median".to_owned(), fill: Fill::Statistic },
        ];
        if !self.scale.cuts().is_empty() {
            legend.push(Key { label: "cut score".to_owned(), fill: Fill::Cut });
        }
        legend.extend(guessed.then(prediction_key));
        let room = number(axis.high).len().max(number(axis.low).len()).max(5) + "median ".len();
        Plot {
            title: String::new(),
            subtitle: String::new(),
            legend,
            notes: if shown.is_some() { vec![PARTS_NOTE.to_owned(), TAILS_NOTE.to_owned()] } else { Vec::new() },
            values: shown.map_or_else(|| predicted.values(&targets), |rows| self.values(rows, predicted, guessed)),
            summary: shown.map_or_else(|| self.summary_of_axes(), |rows| self.summary(rows)),
            marks,
            panel: Panel::Tracks(Tracks {
                cuts: self.scale.cuts().iter().map(|cut| axis.at(cut.score())).collect(),
                axis,
                room,
                rows,
            }),
        }
    }

    fn values(&self, shown: &[BoxRow], predicted: Predicted<'_>, guessed: bool) -> Values {
        let mut header = vec![Heading::new("row", self.row_label), Heading::new("n", "n")];
        header.extend(NUMBERS.iter().map(|(id, name)| Heading::new(*id, *name)));
        header.extend(guessed.then(|| Heading::new(super::PREDICTED, "Predicted median")));
        let mut rows = Vec::new();
        for (index, (label, key)) in self.rows.iter().zip(self.row_keys()).enumerate() {
            let row = shown.get(index);
            let mut line: Vec<Value> = vec![label.clone().into(), row.map_or(&Cell::Hidden, BoxRow::n).into()];
            line.extend(numbers(row).into_iter().map(Value::from));
            line.extend(guessed.then(|| predicted.text(&format!("{key}/median"), "").unwrap_or_default().into()));
            rows.push(line);
        }
        Values { header, rows }
    }

    fn summary_of_axes(&self) -> String {
        format!(
            "Empty scale from {} to {}. One row each for {}.",
            number(self.scale.low()),
            number(self.scale.high()),
            super::listed(self.rows)
        )
    }

    fn summary(&self, shown: &[BoxRow]) -> String {
        let words: Vec<String> = self
            .rows
            .iter()
            .enumerate()
            .map(|(index, label)| {
                match shown.get(index).map(BoxRow::median).filter(|median| median.number().is_some()) {
                    Some(median) => format!("{label} {median}"),
                    None => format!("{label} hidden"),
                }
            })
            .collect();
        format!("Middle scores: {}.", words.join(", "))
    }
}

/// The five numbers of a row in their order; hidden where there is no row.
fn numbers(row: Option<&BoxRow>) -> [&Cell; 5] {
    let Some(row) = row else { return [&Cell::Hidden; 5] };
    let ([low, high], [lowest, highest]) = (row.quartiles(), row.tails());
    [lowest, low, row.median(), high, highest]
}

fn predictions(axis: &Axis, key: &str, predicted: Predicted<'_>) -> Vec<Pointer> {
    let target = format!("{key}/median");
    let value = predicted.of(&target);
    let text = predicted.text(&target, "").unwrap_or_default();
    let pointer = |value| Pointer { at: axis.at(value), fill: Fill::Prediction, text, mark: None };
    value.map(pointer).into_iter().collect()
}

fn fill(
    track: &mut Track,
    row: Option<&BoxRow>,
    (axis, key, predicted): (&Axis, &str, Predicted<'_>),
    marks: &mut Vec<Mark>,
) {
    let n = row.map_or(&Cell::Hidden, BoxRow::n);
    track.n = n.number().map(|n| n.text().to_owned());
    let cells = numbers(row);
    if cells.iter().all(|cell| cell.number().is_none()) {
        track.hidden = Some(hidden_words(n));
        return;
    }
    let at = |cell: &Cell| cell.number().map(|number| axis.at(number.middle()));
    let [lowest, low, _, high, highest] = cells.map(at);
    let span =
        |from: Option<f64>, to: Option<f64>, fill| from.zip(to).map(|(from, to)| Span { from, to: to.max(from), fill });
    track.spans.extend(
        [span(lowest, low, None), span(high, highest, None), span(low, high, Some(Fill::Bar))].into_iter().flatten(),
    );
    for ((id, name), cell) in NUMBERS.iter().zip(cells) {
        let Some(number) = cell.number() else { continue };
        let mark = format!("{key}/{id}");
        marks.push(Mark {
            key: mark.clone(),
            label: format!("{}, {name}", track.label),
            value: number.text().to_owned(),
            predicted: predicted.words(&mark, ""),
        });
        let fill = if *id == "median" { Fill::Statistic } else { Fill::Bar };
        track.points.push(Pointer {
            at: axis.at(number.middle()),
            fill,
            text: number.text().to_owned(),
            mark: Some(mark),
        });
        if *id == "median" {
            track.end = format!("median {}", number.text());
        }
    }
}
