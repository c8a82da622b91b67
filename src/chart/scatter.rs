//! One point a student over two measures, with the four parts at the cut scores counted: for a team alone.
//!
//! No point can be chosen or linked to a comment: what is said of the picture is said of the group, and the four parts carry it. A
//! point that belongs to the lowest or the highest few stands where their range begins and points along it.

use super::kind::Kind;
use super::marked::Marked;
use super::{
    Axis, Cloud, Corner, Fill, Heading, Key, Mark, PREDICTED, Panel, Point, Predicted, Reach, Target, Value, Values,
    cut_key, hidden_words, number,
};
use crate::records::{Body, Cut, Number, ScoreScale};

/// One of the two scales.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'a> {
    scale: &'a ScoreScale,
    /// The cut score at which it divides.
    cut: Option<f64>,
}

impl<'a> Side<'a> {
    /// `split` is the level that counts as reached, from 1.
    pub(super) fn new(scale: &'a ScoreScale, split: Option<usize>) -> Self {
        Self { scale, cut: split.and_then(|split| scale.cuts().get(split.checked_sub(1)?)).map(Cut::score) }
    }

    fn axis(self) -> Axis {
        Axis {
            name: self.scale.label().to_owned(),
            unit: String::new(),
            low: self.scale.low() - self.scale.step() / 2.0,
            high: self.scale.high() + self.scale.step() / 2.0,
            grain: self.scale.step(),
            mirrored: false,
            fixed: self.scale.cuts().iter().map(Cut::score).collect(),
        }
    }

    /// Cut lines run between the last score below and the first that reaches the cut: that of the cut at which the scale divides, or
    /// of all where it does not say, because more lines than parts are counted only hide points.
    fn cuts(self, axis: &Axis) -> Vec<f64> {
        let cuts = self
            .scale
            .cuts()
            .iter()
            .map(Cut::score)
            .filter(|cut| self.cut.is_none_or(|own| own.total_cmp(cut).is_eq()));
        cuts.map(|cut| axis.at(cut - self.scale.step() / 2.0)).collect()
    }

    /// Whether a score reaches the cut; nothing without a cut, and where what is told of the score reaches over it.
    fn reaches(self, score: &Number) -> Option<bool> {
        let line = self.cut? - self.scale.step() / 2.0;
        match score {
            score if !score.is_range() => Some(score.middle() > line),
            score if score.low() > line => Some(true),
            score if score.high() < line => Some(false),
            _ => None,
        }
    }

    /// Whether a score is told as an open end: `true` for the lowest.
    fn end(self, score: &Number) -> Option<bool> {
        score.is_range().then(|| score.low() <= self.scale.low())
    }

    /// Where it is drawn: an open end where it begins.
    fn place(self, score: &Number) -> f64 {
        match self.end(score) {
            Some(true) => score.high(),
            Some(false) => score.low(),
            None => score.middle(),
        }
    }
}

/// The frame of a scatter.
#[derive(Debug)]
pub(super) struct Scatter<'a> {
    pub(super) x: Side<'a>,
    pub(super) y: Side<'a>,
}

impl Scatter<'_> {
    /// Keys and words of the four parts.
    fn parts(&self) -> Vec<(&'static str, String)> {
        if self.x.cut.is_none() || self.y.cut.is_none() {
            return Vec::new();
        }
        let (x, y) = (self.x.scale.label(), self.y.scale.label());
        vec![
            ("neither", "in neither".to_owned()),
            ("x", format!("in {x} only")),
            ("y", format!("in {y} only")),
            ("both", "in both".to_owned()),
        ]
    }

    /// Students of each of the parts; hidden where an open end reaches over a cut.
    fn shares(&self, shown: Marked<'_>) -> Vec<Value> {
        let mut counts = [0; 4];
        for (x, y) in shown.values(0).zip(shown.values(1)) {
            let (Some(x), Some(y)) = (self.x.reaches(x), self.y.reaches(y)) else { return vec![Value::Hidden; 4] };
            if let Some(count) = counts.get_mut(usize::from(x) + 2 * usize::from(y)) {
                *count += 1;
            }
        }
        if shown.marks.is_empty() {
            return vec![Value::Hidden; 4];
        }
        counts.map(|count| shown.part(count)).to_vec()
    }

    fn points(&self, shown: Marked<'_>, x_axis: &Axis, y_axis: &Axis) -> Vec<Point> {
        let point = |(x, y): (&Number, &Number)| Point {
            x: x_axis.at(self.x.place(x)),
            y: y_axis.at(self.y.place(y)),
            reach: match (self.x.end(x), self.y.end(y)) {
                (Some(true), _) => Reach::Left,
                (Some(false), _) => Reach::Right,
                (None, Some(true)) => Reach::Down,
                (None, Some(false)) => Reach::Up,
                (None, None) => Reach::Here,
            },
            text: format!("{}, {}", x.text(), y.text()),
        };
        shown.values(0).zip(shown.values(1)).map(point).collect()
    }

    fn corners(&self, shown: Option<Marked<'_>>, predicted: Predicted<'_>, marks: &mut Vec<Mark>) -> Vec<Corner> {
        let shares = shown.map(|shown| self.shares(shown)).unwrap_or_default();
        let mut corners = Vec::new();
        for (index, (key, words)) in self.parts().into_iter().enumerate() {
            let (key, share) = (format!("part/{key}"), shares.get(index));
            let is_told = matches!(share, Some(Value::Number { .. }));
            let value = share.map_or_else(String::new, ToString::to_string);
            if is_told {
                marks.push(Mark {
                    key: key.clone(),
                    label: format!("at or above the cut {words}"),
                    value: value.clone(),
                    predicted: predicted.words(&key, "%"),
                });
            }
            let guess = predicted.text(&key, "%");
            corners.push(Corner { label: words, value, predicted: guess, mark: is_told.then_some(key) });
        }
        corners
    }
}

impl Kind for Scatter<'_> {
    /// The share of each of the four parts.
    fn targets(&self) -> Vec<Target> {
        let target = |(key, words): (&str, String)| Target {
            key: format!("part/{key}"),
            label: format!("At or above the cut {words}"),
            low: 0.0,
            high: 100.0,
            unit: "%".to_owned(),
        };
        self.parts().into_iter().map(target).collect()
    }

    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        let mut legend = vec![Key { label: "one student".to_owned(), fill: Fill::Dot }];
        legend.extend(cut_key(self.x.scale.cuts()).or_else(|| cut_key(self.y.scale.cuts())));
        legend
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let (x, y) = (self.x.axis(), self.y.axis());
        let shown = body.map(Marked::of);
        let mut marks = Vec::new();
        let corners = self.corners(shown, predicted, &mut marks);
        let cloud = Cloud {
            x_cuts: self.x.cuts(&x),
            y_cuts: self.y.cuts(&y),
            points: shown.map_or_else(Vec::new, |shown| self.points(shown, &x, &y)),
            corners,
            hidden: shown.filter(|shown| shown.marks.is_empty()).map(|shown| hidden_words(shown.n)),
            x,
            y,
        };
        (Panel::Cloud(cloud), marks)
    }

    fn notes(&self, body: &Body) -> Vec<String> {
        let shown = Marked::of(body);
        let mut notes = Vec::new();
        let is_open = |side: Side<'_>, measure| shown.values(measure).any(|score| side.end(score).is_some());
        if is_open(self.x, 0) || is_open(self.y, 1) {
            notes.push("An arrow stands for a student who is there or further that way.".to_owned());
        }
        if shown.marks.len() > 1 {
            notes.push("A number stands for that many students in one place; where two would touch, a sign stands for several.".to_owned());
        }
        let is_untold =
            !self.parts().is_empty() && !shown.marks.is_empty() && self.shares(shown).contains(&Value::Hidden);
        notes.extend(is_untold.then(|| super::marked::UNTOLD.to_owned()));
        notes
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let shown = Marked::of(body);
        let mut header = vec![
            Heading::new("row", "Student"),
            Heading::new("x", self.x.scale.label()),
            Heading::new("y", self.y.scale.label()),
        ];
        header.extend(guesses.map(|_| Heading::new(PREDICTED, "Predicted")));
        let nothing = || Value::from(String::new());
        let mut rows = Vec::new();
        for ((key, words), share) in self.parts().into_iter().zip(self.shares(shown)) {
            let mut row = vec![format!("at or above the cut {words}").into(), share, nothing()];
            row.extend(guesses.map(|guesses| guesses.value(&format!("part/{key}"), "%")));
            rows.push(row);
        }
        let mut all = vec!["all students".to_owned().into(), shown.n.into(), nothing()];
        all.extend(guesses.map(|_| nothing()));
        rows.push(all);
        for (index, mark) in shown.marks.iter().enumerate() {
            let mut row = vec![Value::from((index + 1).to_string())];
            row.extend(mark.iter().map(Value::from));
            row.extend(guesses.map(|_| nothing()));
            rows.push(row);
        }
        Values { header, rows }
    }

    fn summary_of_axes(&self) -> String {
        let side = |side: Side<'_>| {
            format!("{} from {} to {}", side.scale.label(), number(side.scale.low()), number(side.scale.high()))
        };
        format!("Empty axes: {} across, {} up. One point a student.", side(self.x), side(self.y))
    }

    fn summary(&self, body: &Body) -> String {
        let shown = Marked::of(body);
        let what = format!("{} students by {} and {}", shown.n, self.x.scale.label(), self.y.scale.label());
        let parts = self.parts().into_iter().zip(self.shares(shown));
        let parts: Vec<String> = parts.map(|((_, words), share)| format!("{words} {share}")).collect();
        if parts.is_empty() {
            format!("{what}, one point each.")
        } else {
            format!("{what}, one point each. At or above the cut: {}.", parts.join(", "))
        }
    }
}
