//! Spec and admitted table to one resolved [`Plot`]: unit coordinates, ticks, labels, notes, values, words.
//!
//! What is placed is decided once, here; `ui` and `report` only place it. Depends on `records` (admitted types) and `text`.

use crate::records::View;

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
    /// The prediction for it, as text, if there is one that belongs beside the actual value.
    pub predicted: Option<String>,
}

/// The numbers of a picture as a table of text: first row of `rows` follows `header`.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// Heads of the columns.
    pub header: Vec<String>,
    /// Rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
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
}

/// One entry of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// What the fill or sign means.
    pub label: String,
}

/// Resolves a view. `predictions` are drawn on the axes, and beside the actual values.
#[must_use]
pub fn plot(_view: &View, _showing: Showing, _predictions: &[Prediction]) -> Plot {
    todo!()
}

/// What a group can predict of a view, in the order in which it is asked.
#[must_use]
pub fn targets(_view: &View) -> Vec<Target> {
    todo!()
}
