//! One row a student, with the score of each measure on the colour of its level: for a team alone, in an order that says nothing.
//!
//! Nothing of it is predicted: a group guesses about its students, not about one of them.

use super::kind::Kind;
use super::marked::Marked;
use super::scale::Scores;
use super::{
    Fill, Heading, Heat, HeatHead, HeatRow, Key, Mark, Panel, Predicted, Target, Tile, Value, Values, hidden_words,
};
use crate::records::{Body, Cell, Number, ScoreScale};

/// The frame of rows of students.
#[derive(Debug)]
pub(super) struct Students<'a> {
    pub(super) scales: &'a [ScoreScale],
}

impl Students<'_> {
    /// The colour of the level that a score lies on; none where there are no levels, and where what is told reaches over a cut.
    fn fill(scale: &ScoreScale, score: &Number) -> Option<Fill> {
        let count = scale.cuts().len() + 1;
        let index = Scores::of(scale).level_of(score).filter(|_| count > 1)?;
        Some(Fill::Level { index, count })
    }

    fn tile(&self, (row, measure): (usize, usize), cell: &Cell, marks: &mut Vec<Mark>) -> Tile {
        let (scale, score) = (self.scales.get(measure), cell.number());
        let key = format!("{}/{}", row + 1, measure + 1);
        if let (Some(scale), Some(score)) = (scale, score) {
            marks.push(Mark {
                key: key.clone(),
                label: format!("student {}, {}", row + 1, scale.label()),
                value: score.text().to_owned(),
                predicted: None,
            });
        }
        Tile {
            text: cell.to_string(),
            // A score without a level has no ground: every colour would be read as one.
            fill: scale.zip(score).and_then(|(scale, score)| Self::fill(scale, score)),
            mark: score.map(|_| key),
        }
    }
}

impl Kind for Students<'_> {
    fn targets(&self) -> Vec<Target> {
        Vec::new()
    }

    /// The levels of every scale, once where two scales have the same ones.
    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        let mut legend: Vec<Key> = Vec::new();
        for scale in self.scales {
            let levels = Scores::of(scale).bands();
            let count = levels.len();
            for (index, level) in levels.into_iter().enumerate() {
                let name = if level.name.is_empty() { level.label } else { level.name };
                let key = Key { label: name, fill: Fill::Level { index, count } };
                if !legend.contains(&key) {
                    legend.push(key);
                }
            }
        }
        legend
    }

    fn panel(&self, body: Option<&Body>, _: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let shown = body.map(Marked::of);
        let mut marks = Vec::new();
        let mut rows = Vec::new();
        for (row, cells) in shown.map_or(&[][..], |shown| shown.marks).iter().enumerate() {
            let cells = cells.iter().enumerate();
            let tiles = cells.map(|(measure, cell)| self.tile((row, measure), cell, &mut marks)).collect();
            rows.push(HeatRow { label: (row + 1).to_string(), tiles, end: None, predicted: None });
        }
        let head = |scale: &ScoreScale| HeatHead { label: scale.label().to_owned(), n: String::new() };
        let panel = Heat {
            down: "Student".to_owned(),
            across: String::new(),
            is_counted: false,
            columns: self.scales.iter().map(head).collect(),
            hidden: shown.filter(|_| rows.is_empty()).map(|shown| hidden_words(shown.n)),
            rows,
            is_list: true,
            divide: None,
            corners: Vec::new(),
            end: None,
        };
        (Panel::Heat(panel), marks)
    }

    fn notes(&self, body: &Body) -> Vec<String> {
        let is_untold = |(measure, scale): (usize, &ScoreScale)| {
            !scale.cuts().is_empty() && Marked::of(body).values(measure).any(|score| Self::fill(scale, score).is_none())
        };
        let note = "A score told as a range over a cut score has the colour of no level.";
        self.scales.iter().enumerate().any(is_untold).then(|| note.to_owned()).into_iter().collect()
    }

    fn values(&self, body: &Body, _: Option<Predicted<'_>>) -> Values {
        let shown = Marked::of(body);
        let mut header = vec![Heading::new("row", "Student")];
        header.extend((1..).zip(self.scales).map(|(at, scale)| Heading::new(format!("score-{at}"), scale.label())));
        let row = |(index, mark): (usize, &Vec<Cell>)| {
            std::iter::once(Value::from((index + 1).to_string())).chain(mark.iter().map(Value::from)).collect()
        };
        Values { header, rows: shown.marks.iter().enumerate().map(row).collect() }
    }

    fn summary_of_axes(&self) -> String {
        let labels: Vec<&str> = self.scales.iter().map(ScoreScale::label).collect();
        format!("Empty table of {}, one row a student.", super::listed(&labels))
    }

    fn summary(&self, body: &Body) -> String {
        let shown = Marked::of(body);
        let labels: Vec<&str> = self.scales.iter().map(ScoreScale::label).collect();
        if shown.marks.is_empty() {
            format!("{} of each student: hidden.", super::listed(&labels))
        } else {
            format!("{} of {} students, one row each.", super::listed(&labels), shown.n)
        }
    }
}
