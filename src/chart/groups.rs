//! How the scores of several groups are spread: small multiples under each other, on one scale of scores and one of shares.

use super::distribution::{MEDIAN, Shown};
use super::kind::Kind;
use super::named::Named;
use super::scale::Scores;
use super::{
    Facet, Fill, Heading, Key, Mark, Multiples, PREDICTED, Panel, Predicted, Prediction, Target, Value, Values,
    cut_key, hidden_words, number,
};
use crate::records::{Body, Cell, Number, ScoreScale, Spread};

/// The frame of small multiples.
#[derive(Debug)]
pub(super) struct Groups<'a> {
    pub(super) scale: &'a ScoreScale,
    pub(super) rows: Named<'a>,
    pub(super) splits: &'a [Option<usize>],
}

fn shown(body: &Body) -> &[Spread] {
    match body {
        Body::Groups(groups) => groups,
        _ => &[],
    }
}

impl<'a> Groups<'a> {
    fn scores(&self, group: usize) -> Scores<'a> {
        Scores { split: self.splits.get(group).copied().flatten(), ..Scores::of(self.scale) }
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
}

impl Kind for Groups<'_> {
    /// The median of each group: shares of every level in every group are more than anybody can think about.
    fn targets(&self) -> Vec<Target> {
        let range = (self.scale.low(), self.scale.high());
        self.rows.targets(MEDIAN, |row| format!("{row}: middle score (median)"), range, "")
    }

    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        let mut legend = vec![
            Key { label: "students".to_owned(), fill: Fill::Bar },
            Key { label: "median".to_owned(), fill: Fill::Statistic },
        ];
        legend.extend(cut_key(self.scale.cuts()));
        legend
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let shares = body.into_iter().flat_map(shown).enumerate().map(|(group, spread)| self.share(group, spread));
        let highest = shares.fold(0.0, f64::max);
        let mut marks = Vec::new();
        let mut groups = Vec::new();
        for (index, label, key) in self.rows.each() {
            let spread = body.map(|body| Found(shown(body).get(index)));
            groups.push(self.facet(index, (label, key), spread, predicted, highest, &mut marks));
        }
        let first = self.scores(0);
        let axis = first.axis(self.scale.label());
        (Panel::Multiples(Multiples { cuts: first.cut_places(&axis), axis, groups }), marks)
    }

    fn notes(&self, _: &Body) -> Vec<String> {
        vec![SHARE_NOTE.to_owned()]
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let mut header = vec![Heading::new("row", self.rows.label)];
        header.extend(Scores::heads());
        header.extend(guesses.map(|_| Heading::new(PREDICTED, "Predicted")));
        let mut rows: Vec<Vec<Value>> = Vec::new();
        for (index, label, key) in self.rows.each() {
            for (listed, what) in self.scores(index).listed(&Shown::of_spread(shown(body).get(index))) {
                let mut row: Vec<Value> = vec![label.to_owned().into()];
                row.extend(listed);
                row.extend(guesses.map(|guesses| guesses.value(&format!("{key}/{what}"), "")));
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
            super::listed(self.rows.labels)
        )
    }

    fn summary(&self, body: &Body) -> String {
        let word = |(index, label, _): (usize, &str, &str)| match shown(body).get(index).map(Spread::median) {
            Some(Cell::Number(median)) => format!("{label} {}", median.text()),
            _ => format!("{label} hidden"),
        };
        let words: Vec<String> = self.rows.each().map(word).collect();
        format!("Middle scores: {}.", words.join(", "))
    }
}

const SHARE_NOTE: &str = "A bar shows a share of its own group, by its area; the values table counts its students.";

/// A group after the reveal; nothing where the body does not have it, and so hidden.
#[derive(Clone, Copy)]
struct Found<'a>(Option<&'a Spread>);
