//! The same picture of several groups, under each other on one scale.

use super::{Axis, Band, Column, Pointer};

/// Bars over one scale, one strip a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Multiples {
    /// The one horizontal scale.
    pub axis: Axis,
    /// Where the cut scores stand, ascending; the axis says which they are.
    pub cuts: Vec<f64>,
    /// Top to bottom.
    pub groups: Vec<Facet>,
}

/// The strip of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    /// What it is of.
    pub label: String,
    /// Students, as a number; `None` on empty axes and for a hidden group.
    pub n: Option<String>,
    /// The words that stand in place of the bars when they are withheld.
    pub hidden: Option<String>,
    /// The bars; their heights compare between groups: each is a share of its own group.
    pub bars: Vec<Column>,
    /// The shares of the levels; empty texts on empty axes.
    pub bands: Vec<Band>,
    /// Median and predicted median.
    pub pointers: Vec<Pointer>,
}
