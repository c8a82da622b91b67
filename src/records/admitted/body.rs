//! What is shown of a picture after the reveal.

use super::{BoxRow, Cell, ChangeRow, ItemRow, Spread, WindowPoint};

/// One row of a levels view.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelsRow {
    pub(in crate::records) n: Cell,
    pub(in crate::records) shares: Vec<Cell>,
    pub(in crate::records) above: Cell,
}

impl LevelsRow {
    /// Students with a value.
    #[must_use]
    pub fn n(&self) -> &Cell {
        &self.n
    }

    /// Percent of students at each level, lowest level first; as many as the frame has levels, or exactly two (below the
    /// cut, at or above it) when the group is small. All hidden when the group is.
    #[must_use]
    pub fn shares(&self) -> &[Cell] {
        &self.shares
    }

    /// Percent of students at or above the cut; hidden without a cut.
    #[must_use]
    pub fn above(&self) -> &Cell {
        &self.above
    }

    /// Whether nothing of this row may be shown.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.shares.iter().all(|share| share.number().is_none())
    }
}

/// One bar of a distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    pub(in crate::records) from: Option<f64>,
    pub(in crate::records) to: Option<f64>,
    pub(in crate::records) label: String,
    pub(in crate::records) count: Cell,
}

impl Bin {
    /// Least score in the bar; `None` where the end is open.
    #[must_use]
    pub fn from(&self) -> Option<f64> {
        self.from
    }

    /// Least score above the bar; `None` where the end is open.
    #[must_use]
    pub fn to(&self) -> Option<f64> {
        self.to
    }

    /// The bar's range in words, such as `under 195` or `195 to 204`.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Students in the bar; a range where the group is so small that its bars are told as ranges.
    #[must_use]
    pub fn count(&self) -> &Cell {
        &self.count
    }
}

/// What is shown after the reveal; its variant is that of the view's [`Frame`](super::Frame).
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// One entry a row of the frame.
    Levels(Vec<LevelsRow>),
    /// Bars from the lowest scores to the highest, touching each other; empty when the whole body is withheld.
    Distribution {
        /// Students with a value.
        n: Cell,
        /// The bars.
        bins: Vec<Bin>,
        /// Middle score (type-7 quantile).
        median: Cell,
        /// Percent of students in each level band (below the first cut, from each cut on), or in the two parts where the frame
        /// has a `split`; coded as in a levels view, empty without cuts.
        bands: Vec<Cell>,
    },
    /// One entry a group of the frame.
    Groups(Vec<Spread>),
    /// One entry a row of the frame.
    Boxes(Vec<BoxRow>),
    /// One entry a row of the frame.
    Change(Vec<ChangeRow>),
    /// One list a line of the frame, one point a window.
    Windows(Vec<Vec<WindowPoint>>),
    /// Shares of students in bands of two measures.
    Grid {
        /// Students with a value of both measures.
        n: Cell,
        /// Percent of them in each band of `y` (lowest first) and, inside it, of `x` (lowest first).
        cells: Vec<Vec<Cell>>,
        /// Percent of them below both cuts, reaching that of `x` alone, that of `y` alone, and both; empty where a side has no
        /// cut.
        quadrants: Vec<Cell>,
    },
    /// Items in the order of the frame; [`ItemRow::hardest_first`] orders them for the room.
    Items {
        /// Students of each column.
        n: Vec<Cell>,
        /// One entry an item.
        items: Vec<ItemRow>,
    },
    /// One mark a student, in an order that says nothing.
    Marks {
        /// Students with a value of every measure.
        n: Cell,
        /// One list a student, one cell a scale. The five lowest and the five highest of a scale are told as open ends.
        marks: Vec<Vec<Cell>>,
    },
    /// One list of cells a row of the frame, one cell a column.
    Table(Vec<Vec<Cell>>),
}
