//! Lines over ordered windows.

use super::{Axis, Fill};
use crate::chart::axis::Tick;

/// Lines over ordered windows, on one vertical scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// The vertical scale.
    pub axis: Axis,
    /// Where the cut scores stand, ascending.
    pub cuts: Vec<Tick>,
    /// Names of the windows, left to right; they stand at equal distances.
    pub windows: Vec<String>,
    /// Top to bottom as in the card; at most four.
    pub series: Vec<Series>,
    /// Predictions, drawn over the windows they are for.
    pub predictions: Vec<Guess>,
}

/// The prediction for one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// Sign and colour of the line that it is for.
    pub of: Fill,
    /// Where it stands.
    pub spot: Spot,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it is of.
    pub label: String,
    /// Its sign and colour.
    pub fill: Fill,
    /// Students in each window; nothing on empty axes.
    pub n: Vec<String>,
    /// One a window; `None` where the value is withheld. Neighbours that are both shown are joined.
    pub points: Vec<Option<Spot>>,
    /// The words that stand for the line where every value of it is withheld.
    pub hidden: Option<String>,
}

/// A value over a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Which window, from 0.
    pub window: usize,
    /// Height on the vertical scale.
    pub at: f64,
    /// The value as shown.
    pub text: String,
    /// Key of its mark; `None` for a prediction.
    pub mark: Option<String>,
}

/// Where the value of a point stands, so that it is not read as that of another line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The highest point of its window.
    Over,
    /// The lowest point of its window.
    Under,
    /// A point between others.
    Beside,
}

impl Lines {
    /// The side of a point on which its value belongs.
    #[must_use]
    pub fn side(&self, spot: &Spot) -> Side {
        let others = || self.series.iter().flat_map(|series| series.points.iter().flatten());
        let here = || others().filter(|other| other.window == spot.window && other.mark != spot.mark);
        if here().all(|other| other.at <= spot.at) {
            Side::Over
        } else if here().all(|other| other.at >= spot.at) {
            Side::Under
        } else {
            Side::Beside
        }
    }

    /// How many lines drawn before `series` have a point over the same window that `covers` says is at the same place: the point
    /// of this one stands beside theirs, not on them.
    #[must_use]
    pub fn before(&self, series: &Series, spot: &Spot, covers: impl Fn(&Spot) -> bool) -> usize {
        let earlier = self.series.iter().take_while(|other| other.fill != series.fill);
        let points = earlier.flat_map(|other| other.points.iter().flatten());
        points.filter(|other| other.window == spot.window && covers(other)).count()
    }
}
