//! Rows and scales of the pictures beside levels, distributions and tables. As all admitted types: private fields, no way in.

use super::{Bin, Cell, Cut};

/// The possible scores of a measure, as an axis needs them.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreScale {
    pub(in crate::records) label: String,
    pub(in crate::records) low: f64,
    pub(in crate::records) high: f64,
    pub(in crate::records) step: f64,
    pub(in crate::records) cuts: Vec<Cut>,
    pub(in crate::records) below: Option<String>,
}

impl ScoreScale {
    /// Label of the measure.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Least score of the declared range.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// Greatest score of the declared range.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Distance between two possible scores.
    #[must_use]
    pub fn step(&self) -> f64 {
        self.step
    }

    /// Cut scores inside the range, ascending.
    #[must_use]
    pub fn cuts(&self) -> &[Cut] {
        &self.cuts
    }

    /// Name of the level below the first cut, if the card gives one.
    #[must_use]
    pub fn below(&self) -> Option<&str> {
        self.below.as_deref()
    }
}

/// One side of a grid of two measures: bands of scores that are known before any score is.
#[derive(Clone, Debug, PartialEq)]
pub struct GridSide {
    pub(in crate::records) scale: ScoreScale,
    pub(in crate::records) edges: Vec<f64>,
    pub(in crate::records) bands: Vec<String>,
    pub(in crate::records) cut: Option<usize>,
}

impl GridSide {
    /// The scores of the measure.
    #[must_use]
    pub fn scale(&self) -> &ScoreScale {
        &self.scale
    }

    /// Scores at which the bands after the first begin, ascending; one fewer than bands. The first and the last band are open.
    #[must_use]
    pub fn edges(&self) -> &[f64] {
        &self.edges
    }

    /// Names of the bands, lowest first; at least two.
    #[must_use]
    pub fn bands(&self) -> &[String] {
        &self.bands
    }

    /// The first band of the upper two quadrants; at least 1. Nothing where the card names no level as reached.
    #[must_use]
    pub fn cut(&self) -> Option<usize> {
        self.cut
    }
}

/// One group of a box picture. There is no least and no greatest score.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxRow {
    pub(in crate::records) n: Cell,
    pub(in crate::records) median: Cell,
    pub(in crate::records) quartiles: [Cell; 2],
    pub(in crate::records) tails: [Cell; 2],
}

impl BoxRow {
    /// Students with a value.
    #[must_use]
    pub fn n(&self) -> &Cell {
        &self.n
    }

    /// Middle score.
    #[must_use]
    pub fn median(&self) -> &Cell {
        &self.median
    }

    /// Lower and upper quartile; shown from 20 students.
    #[must_use]
    pub fn quartiles(&self) -> &[Cell; 2] {
        &self.quartiles
    }

    /// The scores below which a tenth and nine tenths of the students lie, the ends of the whiskers; shown from 50 students.
    #[must_use]
    pub fn tails(&self) -> &[Cell; 2] {
        &self.tails
    }
}

/// One group of a picture of two windows: the same students at both.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeRow {
    pub(in crate::records) n: Cell,
    pub(in crate::records) from: Cell,
    pub(in crate::records) to: Cell,
    pub(in crate::records) moved: Vec<Cell>,
}

impl ChangeRow {
    /// Students with a value in both windows.
    #[must_use]
    pub fn n(&self) -> &Cell {
        &self.n
    }

    /// The quantity in the first window.
    #[must_use]
    pub fn from(&self) -> &Cell {
        &self.from
    }

    /// The quantity in the second window.
    #[must_use]
    pub fn to(&self) -> &Cell {
        &self.to
    }

    /// Percent of these students whose score fell, stayed the same and grew; two cells (did not grow, grew) for a small group.
    /// All hidden when the group is.
    #[must_use]
    pub fn moved(&self) -> &[Cell] {
        &self.moved
    }
}

/// One point of a line over windows.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowPoint {
    pub(in crate::records) n: Cell,
    pub(in crate::records) value: Cell,
}

impl WindowPoint {
    /// Students with a value in the window.
    #[must_use]
    pub fn n(&self) -> &Cell {
        &self.n
    }

    /// The quantity.
    #[must_use]
    pub fn value(&self) -> &Cell {
        &self.value
    }
}

/// One item of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemRow {
    pub(in crate::records) solved: Vec<Cell>,
    pub(in crate::records) chosen: Vec<Cell>,
}

impl ItemRow {
    /// Percent of students who solved it, one cell a column of the frame.
    #[must_use]
    pub fn solved(&self) -> &[Cell] {
        &self.solved
    }

    /// Percent of the students of the first column who chose each of the item's options; empty for an item without options.
    #[must_use]
    pub fn chosen(&self) -> &[Cell] {
        &self.chosen
    }

    /// Positions of the items, the hardest first, by the shown value of the first column; equals keep the order of the card,
    /// and hidden ones come last in it.
    #[must_use]
    pub fn hardest_first(rows: &[Self]) -> Vec<usize> {
        let shown = |at: &usize| {
            let number = rows.get(*at).and_then(|row| row.solved.first()).and_then(Cell::number);
            number.map_or(f64::INFINITY, super::Number::middle)
        };
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|a, b| shown(a).total_cmp(&shown(b)));
        order
    }
}

/// How the scores of one of several groups are spread; means the same as in a distribution of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    pub(in crate::records) n: Cell,
    pub(in crate::records) bins: Vec<Bin>,
    pub(in crate::records) median: Cell,
    pub(in crate::records) bands: Vec<Cell>,
}

impl Spread {
    /// Students with a value.
    #[must_use]
    pub fn n(&self) -> &Cell {
        &self.n
    }

    /// Bars from the lowest scores to the highest, touching each other; empty when withheld.
    #[must_use]
    pub fn bins(&self) -> &[Bin] {
        &self.bins
    }

    /// Middle score.
    #[must_use]
    pub fn median(&self) -> &Cell {
        &self.median
    }

    /// Percent of students in each level band, or in two parts where the group's `split` says so; empty without cuts.
    #[must_use]
    pub fn bands(&self) -> &[Cell] {
        &self.bands
    }
}

/// What a picture with one mark a student is, in audience `team`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkForm {
    /// Stacked dots over the scores of one measure.
    Dots,
    /// Points over two measures.
    Scatter,
    /// A table with one row a student, of one or two measures.
    Rows,
}

impl MarkForm {
    /// The word used in data cards and files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Dots => "dots",
            Self::Scatter => "scatter",
            Self::Rows => "rows",
        }
    }
}
