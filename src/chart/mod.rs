//! Spec and admitted table to one resolved [`Plot`]: unit coordinates, ticks, labels, notes, values, words.
//!
//! What is placed is decided once, here; `ui` and `report` only place it. Depends on `records` (admitted types) and `text`.
//!
//! Invariants: empty axes are made from the frame of a view and the predictions alone; the geometry of a picture does not depend on
//! its body, so the reveal moves nothing; whatever is withheld has no length, no position and no mark.
//!
//! To add a kind of picture: a variant of `Frame` and `Body`, one file here that implements `Kind` (`levels` is the model), and, if
//! none of the panels fits, a variant of [`Panel`] with its placement in `canvas` and `report`. The compiler then asks for its place
//! among the random ones of `properties` and in the gallery.
//!
//! # Decided otherwise than the research on charts asked for
//!
//! The page CHARTS gathered what is known about pictures for teachers. Where it rests on judgement, or where privacy outranks it:
//!
//! - *One dot a student* is its first choice for one score. Before a room no mark stands for a student: level bands below 60 students, a
//!   histogram from there on, dots of five where a card asks for them. Dots, scatter and rows of single students are for a team alone,
//!   with the lowest and the highest five told together, and no single point of a scatter can be linked to a comment.
//! - *Two measures* are a grid of bands with counted parts, not a scatter; status by growth is the same grid.
//! - *Order.* It orders by value where there is neither time nor level. Rows stand in the order of the card, because they stand on the
//!   empty axes before the reveal and the reveal moves nothing. Items are the exception: their order is what they show.
//! - *Two windows* are always a dumbbell: a slope needs the height that 80x24 lacks, and its two labels a width. The change itself is not
//!   printed as a number, since it would state more than the two rounded values do.
//! - *Boxes* reach to the tenth and the ninetieth percentile, never to the extremes, which are single students.
//! - *The histogram* tells students by area, because bars merged for privacy are wider; the count stands on each.
//! - *Two parts.* A group too small for its levels is told below and at or above the cut. Where all rows are, the picture has two colours
//!   and two names; beside rows of levels such a row is grey, because its colour would be read as a level.
//! - *Colours.* Its five levels measure 17.5 and its groups 15 where 18 was asked for (`OKLab` x 100, every kind of sight): the shipped
//!   themes have other indices for both, measured in their tests. The middle of its five, and the palest of its shades, had 1.16:1 on
//!   white and could not be seen on a wall: none has less than 1.35:1 now, and shades lead away from the background, also from a dark
//!   one. Mood has no colours of its own: red and green tell nobody apart.
//! - *Alternatives on a key* do not exist: a view is one picture, and the card names a second one. One key less to press wrongly, and
//!   one audit for each picture.
//! - *Symbols.* Quadrants, sextants and octants are not used: fonts lack them. Braille draws lines and scatters, by `--charset` alone.
//! - *The median* of a distribution and its prediction stand on lines of their own under the axis, not in the bars; a mean is not marked,
//!   because in skewed data the two read as a contradiction.

mod axis;
mod boxes;
pub mod canvas;
mod change;
mod distribution;
mod dots;
mod grid;
mod groups;
mod items;
mod kind;
mod lengths;
mod levels;
mod marked;
mod named;
mod panel;
mod plane;
mod prediction;
mod quantity;
#[cfg(test)]
pub(crate) mod sample;
mod scale;
mod scatter;
mod students;
mod table;
pub mod text;
mod values;
mod windows;

pub use axis::{Axis, Tick, number};
pub use canvas::Charset;
pub use panel::{
    Band, Bar, Cloud, Column, Columns, Corner, Detail, Divide, Entry, Facet, Fill, Guess, Head, Heat, HeatHead,
    HeatRow, Lines, Multiples, Panel, Point, Pointer, Reach, Row, Rows, Segment, Series, Side, Span, Spot, Sum, Table,
    Tile, Track, Tracks,
};
pub use plane::{Field, Plane, plane};
pub use prediction::{Prediction, Target};
pub use values::{Heading, Value, Values};

use crate::records::{Cell, Cut, Frame, HIDDEN, MarkForm, View};
use kind::Kind;
use named::Named;
use prediction::{PREDICTED, Predicted, prediction_key};
use quantity::Quantity;
use scale::Scores;

/// What of a view is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    /// The empty axes: frame only, nothing that depends on a score, no n.
    Axes,
    /// The picture.
    Values,
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
    let kind = kind_of(view);
    let mut plot = kind::resolve(kind.as_ref(), body, Predicted(predictions));
    view.title().clone_into(&mut plot.title);
    if showing == Showing::Values {
        view.subtitle().clone_into(&mut plot.subtitle);
        // What the data say in more words is not said again.
        let told = |note: &String| view.notes().iter().any(|told| told.starts_with(note.trim_end_matches('.')));
        plot.notes.retain(|note| !told(note));
        let first = kind.warnings().min(plot.notes.len());
        plot.notes.splice(first..first, view.notes().iter().cloned());
    }
    plot
}

/// What a group can predict of a view, in the order in which it is asked.
#[must_use]
pub fn targets(view: &View) -> Vec<Target> {
    kind_of(view).targets()
}

/// How the kind of a view is resolved.
fn kind_of(view: &View) -> Box<dyn Kind + '_> {
    match view.frame() {
        Frame::Levels { levels, cut, row_label, rows } => {
            Box::new(levels::Scale::new(levels, *cut, Named::new(row_label, rows)))
        }
        Frame::Distribution { low, high, step, cuts, below, split, dot } => Box::new(distribution::Spreading {
            measure: view.measure(),
            scores: Scores { low: *low, high: *high, step: *step, cuts, below: below.as_deref(), split: *split },
            dot: *dot,
        }),
        Frame::Boxes { scale, row_label, rows } => {
            Box::new(boxes::Quartiles { scale, rows: Named::new(row_label, rows) })
        }
        Frame::Groups { scale, row_label, rows, splits } => {
            Box::new(groups::Groups { scale, rows: Named::new(row_label, rows), splits })
        }
        Frame::Change { quantity, cuts, windows, same_within, row_label, rows } => Box::new(change::Change {
            quantity: Quantity { column: quantity, cuts },
            windows,
            same_within: *same_within,
            rows: Named::new(row_label, rows),
        }),
        Frame::Windows { quantity, cuts, time_label, windows, row_label, rows, is_cohort } => {
            Box::new(windows::Trend {
                quantity: Quantity { column: quantity, cuts },
                time_label,
                windows,
                rows: Named::new(row_label, rows),
                is_cohort: *is_cohort,
            })
        }
        Frame::Grid { x, y } => Box::new(grid::Grid { x, y }),
        Frame::Items { rows, options, keys, column_label, columns } => Box::new(items::Items {
            rows: Named::new("Item", rows),
            options,
            keys,
            columns: Named::new(column_label, columns),
        }),
        Frame::Marks { form, scales, splits } => match (form, scales.as_slice(), splits.as_slice()) {
            (MarkForm::Dots, [scale, ..], _) => Box::new(dots::Dots { scale }),
            (MarkForm::Scatter, [x, y, ..], [x_split, y_split, ..]) => {
                Box::new(scatter::Scatter { x: scatter::Side::new(x, *x_split), y: scatter::Side::new(y, *y_split) })
            }
            _ => Box::new(students::Students { scales }),
        },
        Frame::Table { row_label, rows, columns } => {
            Box::new(table::Sheet { columns, rows: Named::new(row_label, rows) })
        }
    }
}

/// The words that stand in place of something withheld. Where the very size is withheld, the group is too small, or those that it leaves
/// over are; which of the two is not told.
fn hidden_words(n: &Cell) -> String {
    let reason = if n.number().is_none() { "hidden: tells of too few" } else { "hidden for privacy" };
    format!("{HIDDEN}  {reason}")
}

/// The entry of a legend for cut scores, where there are any.
fn cut_key(cuts: &[Cut]) -> Option<Key> {
    (!cuts.is_empty()).then(|| Key { label: "cut score".to_owned(), fill: Fill::Cut })
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
mod properties;
#[cfg(test)]
mod tests;
