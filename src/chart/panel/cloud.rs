//! Points over two scales.

use super::{Axis, Corner};

/// Points over two scales, with the four parts at their lines counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Cloud {
    /// The scale from left to right.
    pub x: Axis,
    /// The scale from bottom to top.
    pub y: Axis,
    /// Where the cut scores of `x` stand, ascending: between the scores below a cut and those that reach it.
    pub x_cuts: Vec<f64>,
    /// The same of `y`.
    pub y_cuts: Vec<f64>,
    /// In no order that says anything.
    pub points: Vec<Point>,
    /// The four parts, in reading order; empty where a scale does not divide.
    pub corners: Vec<Corner>,
    /// The words that stand in place of the points when all of them are withheld.
    pub hidden: Option<String>,
}

/// One of the points.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// From 0 (left) to 1 (right).
    pub x: f64,
    /// From 0 (bottom) to 1 (top).
    pub y: f64,
    /// Whether it stands there, or somewhere from there on.
    pub reach: Reach,
    /// Both values as shown, such as `205, ≤188`.
    pub text: String,
}

/// Where the true value of a point lies, seen from where it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// There.
    Here,
    /// There, or further left.
    Left,
    /// There, or further right.
    Right,
    /// There, or further down.
    Down,
    /// There, or further up.
    Up,
}
