//! Quartiles of each group on one scale. Asked for, never chosen by the program: people read the area of a box as a count (Lem et al.
//! 2013), so every box picture says what its parts hold. There is no least and no greatest score: each is one student's.

use super::kind::Kind;
use super::named::Named;
use super::{
    Axis, Fill, Heading, Key, Mark, PREDICTED, Panel, Pointer, Predicted, Span, Target, Track, Tracks, Value, Values,
    cut_key, hidden_words, number,
};
use crate::records::{Body, BoxRow, Cell, Cut, ScoreScale};

const PARTS_NOTE: &str = "Each half of a box, long or short, holds about a quarter of the students.";
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
    pub(super) rows: Named<'a>,
}

fn shown(body: &Body) -> &[BoxRow] {
    match body {
        Body::Boxes(rows) => rows,
        _ => &[],
    }
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
}

impl Kind for Quartiles<'_> {
    /// The median of each row.
    fn targets(&self) -> Vec<Target> {
        let range = (self.scale.low(), self.scale.high());
        self.rows.targets("median", |row| format!("{row}: middle score (median)"), range, "")
    }

    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        let mut legend = vec![
            Key { label: "middle half of the students".to_owned(), fill: Fill::Bar },
            Key { label: "median".to_owned(), fill: Fill::Statistic },
        ];
        legend.extend(cut_key(self.scale.cuts()));
        legend
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let axis = self.axis();
        let mut marks = Vec::new();
        let mut rows = Vec::new();
        for (index, label, key) in self.rows.each() {
            let mut track = Track::empty(label, predicted.pointer(&axis, &format!("{key}/median"), ""));
            if let Some(body) = body {
                fill(&mut track, shown(body).get(index), (&axis, key, predicted), &mut marks);
            }
            rows.push(track);
        }
        let room = number(axis.high).len().max(number(axis.low).len()).max(5) + "median ".len();
        let cuts = self.scale.cuts().iter().map(|cut| axis.at(cut.score())).collect();
        (Panel::Tracks(Tracks { axis, cuts, room, is_boxed: true, rows }), marks)
    }

    fn notes(&self, _: &Body) -> Vec<String> {
        vec![PARTS_NOTE.to_owned(), TAILS_NOTE.to_owned()]
    }

    fn warnings(&self) -> usize {
        1
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let mut header = vec![Heading::new("row", self.rows.label), Heading::new("n", "n")];
        header.extend(NUMBERS.iter().map(|(id, name)| Heading::new(*id, *name)));
        header.extend(guesses.map(|_| Heading::new(PREDICTED, "Predicted median")));
        let row = |(index, label, key): (usize, &str, &str)| {
            let row = shown(body).get(index);
            let mut line: Vec<Value> = vec![label.to_owned().into(), row.map_or(&Cell::Hidden, BoxRow::n).into()];
            line.extend(numbers(row).into_iter().map(Value::from));
            line.extend(guesses.map(|guesses| guesses.value(&format!("{key}/median"), "")));
            line
        };
        Values { header, rows: self.rows.each().map(row).collect() }
    }

    fn summary_of_axes(&self) -> String {
        format!(
            "Empty scale from {} to {}. One row each for {}.",
            number(self.scale.low()),
            number(self.scale.high()),
            super::listed(self.rows.labels)
        )
    }

    fn summary(&self, body: &Body) -> String {
        let word = |(index, label, _): (usize, &str, &str)| match shown(body).get(index).map(BoxRow::median) {
            Some(Cell::Number(median)) => format!("{label} {}", median.text()),
            _ => format!("{label} hidden"),
        };
        let words: Vec<String> = self.rows.each().map(word).collect();
        format!("Middle scores: {}.", words.join(", "))
    }
}

/// The five numbers of a row in their order; hidden where there is no row.
fn numbers(row: Option<&BoxRow>) -> [&Cell; 5] {
    let Some(row) = row else { return [&Cell::Hidden; 5] };
    let ([low, high], [lowest, highest]) = (row.quartiles(), row.tails());
    [lowest, low, row.median(), high, highest]
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
