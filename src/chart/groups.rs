//! How the scores of several groups are spread: small multiples under each other, on one scale of scores and one of shares.

use super::distribution::{MEDIAN, Scores, Shown};
use super::values::Heading;
use super::{
    Facet, Fill, Key, Mark, Multiples, Panel, Plot, Predicted, Prediction, Target, Value, Values, hidden_words, key,
    number, prediction_key,
};
use crate::records::{Body, Cell, Number, ScoreScale, Spread};

/// The frame of small multiples.
#[derive(Debug)]
pub(super) struct Groups<'a> {
    pub(super) scale: &'a ScoreScale,
    pub(super) row_label: &'a str,
    pub(super) rows: &'a [String],
    pub(super) splits: &'a [Option<usize>],
}

impl<'a> Groups<'a> {
    fn scores(&self, group: usize) -> Scores<'a> {
        Scores {
            low: self.scale.low(),
            high: self.scale.high(),
            step: self.scale.step(),
            cuts: self.scale.cuts(),
            below: self.scale.below(),
            split: self.splits.get(group).copied().flatten(),
            dot: None,
        }
    }

    fn row_keys(&self) -> Vec<String> {
        key::names(self.rows.iter().map(String::as_str))
    }

    /// The median of each group: shares of every level in every group are more than anybody can think about.
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
            Body::Groups(groups) => groups.as_slice(),
            _ => &[],
        });
        let targets = self.targets();
        let guessed = predicted.any(&targets);
        let highest = shown.map_or(0.0, |groups| {
            groups.iter().enumerate().map(|(group, spread)| self.share(group, spread)).fold(0.0, f64::max)
        });
        let mut marks = Vec::new();
        let mut groups = Vec::new();
        for (index, (label, key)) in self.rows.iter().zip(self.row_keys()).enumerate() {
            let spread = shown.map(|groups| groups.get(index));
            groups.push(self.facet(index, (label, &key), spread.map(Found), predicted, highest, &mut marks));
        }
        let mut legend = vec![
            Key { label: "students".to_owned(), fill: Fill::Bar },
            Key { label: "median".to_owned(), fill: Fill::Statistic },
        ];
        if !self.scale.cuts().is_empty() {
            legend.push(Key { label: "cut score".to_owned(), fill: Fill::Cut });
        }
        legend.extend(guessed.then(prediction_key));
        let first = self.scores(0);
        let axis = first.axis(self.scale.label());
        Plot {
            title: String::new(),
            subtitle: String::new(),
            legend,
            notes: shown.map_or_else(Vec::new, |_| vec![SHARE_NOTE.to_owned()]),
            values: shown.map_or_else(|| predicted.values(&targets), |groups| self.values(groups, predicted, guessed)),
            summary: shown.map_or_else(|| self.summary_of_axes(), |groups| self.summary(groups)),
            marks,
            panel: Panel::Multiples(Multiples { cuts: first.cut_places(&axis), axis, groups }),
        }
    }

    /// The greatest share of a group for one step of the scale.
    fn share(&self, group: usize, spread: &Spread) -> f64 {
        let n = spread.n().number().map_or(0.0, Number::middle);
        if n > 0.0 { self.scores(group).densest(spread.bins()) / n } else { 0.0 }
    }

    fn facet(
        &self,
        index: usize,
        (label, key): (&str, &str),
        spread: Option<Found<'_>>,
        predicted: Predicted<'_>,
        highest: f64,
        marks: &mut Vec<Mark>,
    ) -> Facet {
        let guess = predicted.find(&format!("{key}/median"));
        let own: Vec<Prediction> =
            guess.map(|one| Prediction { target: "median".to_owned(), ..one.clone() }).into_iter().collect();
        let shown = spread.map(|Found(spread)| Shown::of_spread(spread));
        let (mut columns, found) = self.scores(index).columns(self.scale.label(), shown.as_ref(), Predicted(&own));
        let part = match spread {
            Some(Found(Some(spread))) if highest > 0.0 => self.share(index, spread) / highest,
            _ => 0.0,
        };
        let own_key = |mark: &str| format!("{key}/{mark}");
        for bar in &mut columns.bars {
            bar.height *= part;
            bar.mark = bar.mark.as_deref().map(own_key);
        }
        for band in &mut columns.bands {
            band.mark = band.mark.as_deref().map(own_key);
        }
        for pointer in &mut columns.pointers {
            pointer.mark = pointer.mark.as_deref().map(own_key);
        }
        let labelled = |mark: Mark| Mark { key: own_key(&mark.key), label: format!("{label}, {}", mark.label), ..mark };
        marks.extend(found.into_iter().map(labelled));
        let n = match spread {
            Some(Found(Some(spread))) => spread.n().clone(),
            _ => Cell::Hidden,
        };
        Facet {
            label: label.to_owned(),
            n: n.number().map(|n| n.text().to_owned()),
            hidden: columns.hidden.map(|_| hidden_words(&n)),
            bars: columns.bars,
            bands: columns.bands,
            pointers: columns.pointers,
        }
    }

    fn values(&self, shown: &[Spread], predicted: Predicted<'_>, guessed: bool) -> Values {
        let mut header = vec![Heading::new("row", self.row_label)];
        header.extend(Scores::heads());
        header.extend(guessed.then(|| Heading::new(super::PREDICTED, "Predicted")));
        let mut rows: Vec<Vec<Value>> = Vec::new();
        for (index, (label, key)) in self.rows.iter().zip(self.row_keys()).enumerate() {
            let spread = Shown::of_spread(shown.get(index));
            for (listed, what) in self.scores(index).listed(&spread) {
                let is_median = what == MEDIAN;
                let guess = predicted.text(&format!("{key}/median"), "").filter(|_| is_median).unwrap_or_default();
                let mut row: Vec<Value> = vec![label.clone().into()];
                row.extend(listed);
                row.extend(guessed.then(|| guess.into()));
                rows.push(row);
            }
        }
        Values { header, rows }
    }

    fn summary_of_axes(&self) -> String {
        format!(
            "Empty scale for {}, from {} to {}. One strip each for {}.",
            self.scale.label(),
            number(self.scale.low()),
            number(self.scale.high()),
            super::listed(self.rows)
        )
    }

    fn summary(&self, shown: &[Spread]) -> String {
        let word = |(index, label): (usize, &String)| match shown.get(index).map(Spread::median).and_then(Cell::number)
        {
            Some(median) => format!("{label} {}", median.text()),
            None => format!("{label} hidden"),
        };
        let words: Vec<String> = self.rows.iter().enumerate().map(word).collect();
        format!("Middle scores: {}.", words.join(", "))
    }
}

const SHARE_NOTE: &str = "A bar shows a share of its own group, by its area; the values table counts its students.";

/// A group after the reveal; nothing where the body does not have it, and so hidden.
#[derive(Clone, Copy)]
struct Found<'a>(Option<&'a Spread>);
