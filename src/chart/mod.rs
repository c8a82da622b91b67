//! Spec and admitted table to one resolved [`Plot`]: unit coordinates, ticks, labels, notes, values, words.
//!
//! What is placed is decided once, here; `ui` and `report` only place it. Depends on `records` (admitted types) and `text`.
//!
//! Invariants: empty axes are made from the frame of a view and the predictions alone; the geometry of a picture does not depend on
//! its body, so the reveal moves nothing; whatever is withheld has no length, no position and no mark.
//!
//! To add a kind of picture: a variant of `Frame` and `Body`, one file here that resolves it (`levels` is the model), and, if
//! none of the panels fits, a variant of [`Panel`] with its placement in `canvas` and `report`.

mod axis;
mod boxes;
pub mod canvas;
mod change;
mod distribution;
mod grid;
mod groups;
mod items;
mod key;
mod levels;
mod panel;
mod plane;
#[cfg(test)]
pub(crate) mod sample;
mod table;
pub mod text;
mod values;
mod windows;

pub use axis::{Axis, Tick, number};
pub use canvas::Charset;
pub use panel::{
    Band, Bar, Column, Columns, Corner, Detail, Divide, Entry, Facet, Fill, Head, Heat, HeatHead, HeatRow, Lines,
    Multiples, Panel, Pointer, Row, Rows, Segment, Series, Side, Span, Spot, Sum, Table, Tile, Track, Tracks,
};
pub use plane::{Field, Plane, plane};
pub use values::{Heading, Value, Values};

use crate::records::{Cell, Frame, HIDDEN, View};

/// What of a view is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    /// The empty axes: frame only, nothing that depends on a score, no n.
    Axes,
    /// The picture.
    Values,
}

/// A value that the group predicted for one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Key of the [`Target`].
    pub target: String,
    /// In the target's unit.
    pub value: f64,
    /// The upper end, where a range was predicted.
    pub to: Option<f64>,
}

/// Something of a view that a group can predict, known before the reveal.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Stable name inside the view, such as `fall/above`.
    pub key: String,
    /// What is asked, such as `Fall: at or above Meeting`.
    pub label: String,
    /// Least possible value.
    pub low: f64,
    /// Greatest possible value.
    pub high: f64,
    /// Unit of the value, such as `%`; empty for scores.
    pub unit: String,
}

/// A part of a picture that can be chosen with the arrows and linked to a comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Stable name inside the view.
    pub key: String,
    /// What it is, such as `Fall, 3 Meeting`.
    pub label: String,
    /// The shown value, such as `31-40%`; empty on empty axes.
    pub value: String,
    /// The prediction for it, such as `predicted 50%`, if there is one that belongs beside the actual value.
    pub predicted: Option<String>,
}

/// A resolved picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Subject, measure, group, window.
    pub title: String,
    /// n and missing; empty on axes.
    pub subtitle: String,
    /// What can be chosen, in reading order. Empty on axes.
    pub marks: Vec<Mark>,
    /// Names of fills and signs, in order.
    pub legend: Vec<Key>,
    /// Sentences under the picture.
    pub notes: Vec<String>,
    /// The numbers as a table.
    pub values: Values,
    /// The picture in one to three plain sentences.
    pub summary: String,
    /// What stands where.
    pub panel: Panel,
}

impl Plot {
    /// The mark of this key.
    #[must_use]
    pub fn mark(&self, key: &str) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.key == key)
    }
}

/// One entry of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// What the fill or sign means.
    pub label: String,
    /// What it is shown with.
    pub fill: Fill,
}

/// Resolves a view. `predictions` are drawn on the axes, and beside the actual values.
///
/// Predictions for targets that the view does not have, and values that are not finite, are left out; of several for one target
/// the last counts.
#[must_use]
pub fn plot(view: &View, showing: Showing, predictions: &[Prediction]) -> Plot {
    let body = (showing == Showing::Values).then(|| view.body());
    let predicted = Predicted(predictions);
    let mut plot = match view.frame() {
        Frame::Levels { levels, cut, row_label, rows } => {
            levels::Scale::new(levels, *cut, row_label, rows).plot(body, predicted)
        }
        Frame::Distribution { low, high, step, cuts, below, split, dot } => distribution::Scores {
            low: *low,
            high: *high,
            step: *step,
            cuts,
            below: below.as_deref(),
            split: *split,
            dot: *dot,
        }
        .plot(view.measure(), body, predicted),
        Frame::Boxes { scale, row_label, rows } => boxes::Quartiles { scale, row_label, rows }.plot(body, predicted),
        Frame::Groups { scale, row_label, rows, splits } => {
            groups::Groups { scale, row_label, rows, splits }.plot(body, predicted)
        }
        Frame::Change { quantity, cuts, windows, same_within, row_label, rows } => {
            change::Change { quantity, cuts, windows, same_within: *same_within, row_label, rows }.plot(body, predicted)
        }
        Frame::Windows { quantity, cuts, time_label, windows, row_label, rows, is_cohort } => {
            windows::Trend { quantity, cuts, time_label, windows, row_label, rows, is_cohort: *is_cohort }
                .plot(body, predicted)
        }
        Frame::Grid { x, y } => grid::Grid { x, y }.plot(body, predicted),
        Frame::Items { rows, options, keys, column_label, columns } => {
            items::Items { rows, options, keys, column_label, columns }.plot(body, predicted)
        }
        // Tables, and every picture that has no layout of its own.
        _ => table::Sheet::of(&view.listing(body.is_some())).plot(body.is_some(), predicted),
    };
    view.title().clone_into(&mut plot.title);
    if showing == Showing::Values {
        view.subtitle().clone_into(&mut plot.subtitle);
        // What the data say in more words is not said again.
        let told = |note: &String| view.notes().iter().any(|told| told.starts_with(note.trim_end_matches('.')));
        plot.notes.retain(|note| !told(note));
        plot.notes.splice(0..0, view.notes().iter().cloned());
    }
    plot
}

/// What a group can predict of a view, in the order in which it is asked.
#[must_use]
pub fn targets(view: &View) -> Vec<Target> {
    match view.frame() {
        Frame::Levels { levels, cut, row_label, rows } => levels::Scale::new(levels, *cut, row_label, rows).targets(),
        Frame::Distribution { low, high, step, cuts, below, split, dot } => distribution::Scores {
            low: *low,
            high: *high,
            step: *step,
            cuts,
            below: below.as_deref(),
            split: *split,
            dot: *dot,
        }
        .targets(),
        Frame::Boxes { scale, row_label, rows } => boxes::Quartiles { scale, row_label, rows }.targets(),
        Frame::Groups { scale, row_label, rows, splits } => groups::Groups { scale, row_label, rows, splits }.targets(),
        Frame::Change { quantity, cuts, windows, same_within, row_label, rows } => {
            change::Change { quantity, cuts, windows, same_within: *same_within, row_label, rows }.targets()
        }
        Frame::Windows { quantity, cuts, time_label, windows, row_label, rows, is_cohort } => {
            windows::Trend { quantity, cuts, time_label, windows, row_label, rows, is_cohort: *is_cohort }.targets()
        }
        Frame::Grid { x, y } => grid::Grid { x, y }.targets(),
        Frame::Items { rows, options, keys, column_label, columns } => {
            items::Items { rows, options, keys, column_label, columns }.targets()
        }
        _ => table::Sheet::of(&view.listing(false)).targets(),
    }
}

/// Id of the column of predictions in a table of values.
const PREDICTED: &str = "predicted";

/// What the group predicted, by target.
#[derive(Clone, Copy, Debug)]
struct Predicted<'a>(&'a [Prediction]);

impl<'a> Predicted<'a> {
    fn find(self, target: &str) -> Option<&'a Prediction> {
        self.0.iter().rev().find(|one| one.target == target && one.value.is_finite())
    }

    /// Where the prediction stands: its value, or the middle of its range.
    fn of(self, target: &str) -> Option<f64> {
        self.find(target)
            .map(|one| one.to.filter(|to| to.is_finite()).map_or(one.value, |to| f64::midpoint(one.value, to)))
    }

    /// The prediction as a picture shows it, such as `50%`.
    fn text(self, target: &str, unit: &str) -> Option<String> {
        self.find(target).map(|one| {
            let to = one.to.filter(|to| to.is_finite()).map(|to| format!("-{}", number(to))).unwrap_or_default();
            format!("{}{to}{}", number(one.value), if unit == "%" { unit } else { "" })
        })
    }

    /// The prediction as a mark says it, such as `predicted 50%`.
    fn words(self, target: &str, unit: &str) -> Option<String> {
        self.text(target, unit).map(|text| format!("predicted {text}"))
    }

    /// A table of the predictions, for empty axes.
    fn values(self, targets: &[Target]) -> Values {
        let row = |target: &Target| {
            vec![target.label.clone().into(), self.text(&target.key, &target.unit).unwrap_or_default().into()]
        };
        Values {
            header: vec![Heading::new("target", "To predict"), Heading::new(PREDICTED, "Predicted")],
            rows: targets.iter().map(row).collect(),
        }
    }

    fn any(self, targets: &[Target]) -> bool {
        targets.iter().any(|target| self.of(&target.key).is_some())
    }
}

/// The entry of a legend for predictions.
fn prediction_key() -> Key {
    Key { label: "predicted".to_owned(), fill: Fill::Prediction }
}

/// The words that stand in place of something withheld. A group whose very size is withheld is too small; nothing else is told.
fn hidden_words(n: &Cell) -> String {
    let reason = if n.number().is_none() { "hidden: group too small" } else { "hidden for privacy" };
    format!("{HIDDEN}  {reason}")
}

/// A level's number and name, the number once.
fn numbered(number: usize, name: &str) -> String {
    let number = number.to_string();
    if name.split(|c: char| !c.is_alphanumeric()).any(|word| word == number) {
        name.to_owned()
    } else {
        format!("{number} {name}").trim_end().to_owned()
    }
}

/// `a, b and c`.
fn listed<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests;
