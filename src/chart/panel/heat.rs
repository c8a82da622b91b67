//! Numbers in shades, in rows and columns.

use super::{Detail, Fill};

/// Numbers in rows and columns, each in a shade of its size.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// What the rows are.
    pub down: String,
    /// What the columns are.
    pub across: String,
    /// Whether the columns are groups of students, whose size is told under their heads.
    pub is_counted: bool,
    /// Heads of the columns, each with its students where that is told.
    pub columns: Vec<HeatHead>,
    /// Top to bottom.
    pub rows: Vec<HeatRow>,
    /// Whether the rows are as many as there are students, so that their number is not known before the reveal.
    pub is_list: bool,
    /// Lines between the parts: before this column, and before this row.
    pub divide: Option<(usize, usize)>,
    /// What lies on either side of the lines, in reading order; empty without.
    pub corners: Vec<Corner>,
    /// What the words at the end of each row are; nothing where rows have none.
    pub end: Option<String>,
    /// The words that stand in place of the numbers when all of them are withheld.
    pub hidden: Option<String>,
}

/// One of the four parts at the lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Corner {
    /// Which one, such as `in both`.
    pub label: String,
    /// Its number as shown; empty on empty axes.
    pub value: String,
    /// The prediction for it.
    pub predicted: Option<String>,
    /// Key of its mark.
    pub mark: Option<String>,
}

/// The head of a column of shades.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatHead {
    /// What it is.
    pub label: String,
    /// Its students, such as `n=24`; empty where the columns are no groups.
    pub n: String,
}

/// A row of shades.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// What it is.
    pub label: String,
    /// One a column.
    pub tiles: Vec<Tile>,
    /// Further words at its end, such as which wrong answer was chosen most; known after the reveal only.
    pub end: Option<Detail>,
    /// The prediction for it.
    pub predicted: Option<String>,
}

/// One number of a heat map.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// As shown; empty on empty axes.
    pub text: String,
    /// How much it is, of how many shades; nothing on empty axes and where it is withheld.
    pub fill: Option<Fill>,
    /// Key of its mark.
    pub mark: Option<String>,
}
