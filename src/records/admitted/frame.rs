//! What can be known of a picture before any score is shown.

use super::{GridSide, MarkForm, ScoreScale};

/// A score from which a level begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    pub(in crate::records) score: f64,
    pub(in crate::records) name: String,
}

impl Cut {
    /// The least score of the level.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.score
    }

    /// The name of the level that begins here.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// What can be known of a picture before any score is shown: depends on the data card and on who is in which group, never
/// on a score. The empty axes of a prediction are drawn from this alone.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
    /// Share of students at each level, one row a group or window.
    Levels {
        /// Names of the levels, lowest first (at least two).
        levels: Vec<String>,
        /// Index of the first level that counts as "at or above the cut", if the card names one.
        cut: Option<usize>,
        /// What each row is (the label of the grouping column).
        row_label: String,
        /// Labels of the rows, in the order of the card.
        rows: Vec<String>,
    },
    /// How the scores of one group are spread.
    Distribution {
        /// Least score of the declared range.
        low: f64,
        /// Greatest score of the declared range.
        high: f64,
        /// Distance between two possible scores.
        step: f64,
        /// Cut scores inside the range, ascending.
        cuts: Vec<Cut>,
        /// Name of the level below the first cut, if the card gives one.
        below: Option<String>,
        /// For a group so small that its levels are told in two parts (its size alone decides): the level with which the upper
        /// part begins, at least 1 and at most the number of cuts.
        split: Option<usize>,
        /// Drawn as dots in place of bars: how many students a dot stands for, at least 5.
        dot: Option<u32>,
    },
    /// How the scores of several groups are spread, on one scale.
    Groups {
        /// The one scale.
        scale: ScoreScale,
        /// What each group is (the label of the grouping column).
        row_label: String,
        /// Labels of the groups, in the order of the card.
        rows: Vec<String>,
        /// For each group what `split` says of a distribution.
        splits: Vec<Option<usize>>,
    },
    /// Quartiles of each group, on one scale.
    Boxes {
        /// The scale.
        scale: ScoreScale,
        /// What each row is (the label of the grouping column).
        row_label: String,
        /// Labels of the rows, in the order of the card.
        rows: Vec<String>,
    },
    /// Two windows of the same students, one row a group.
    Change {
        /// What is compared: median, mean, or the share at or above the cut; its range is stated.
        quantity: Column,
        /// Cut scores inside the range where the quantity is a score; empty for shares.
        cuts: Vec<Cut>,
        /// Labels of the first and the second window.
        windows: [String; 2],
        /// Greatest distance of two scores, in points, that still counts as the same.
        same_within: f64,
        /// What each row is (the label of the grouping column).
        row_label: String,
        /// Labels of the rows, in the order of the card.
        rows: Vec<String>,
    },
    /// A quantity over time, one line a group.
    Windows {
        /// What is shown: median, mean, or the share at or above the cut; its range is stated.
        quantity: Column,
        /// Cut scores inside the range where the quantity is a score; empty for shares.
        cuts: Vec<Cut>,
        /// What the windows are (the label of the time column).
        time_label: String,
        /// Labels of the windows, in order; at least two.
        windows: Vec<String>,
        /// What each line is (the label of the grouping column).
        row_label: String,
        /// Labels of the lines, at most four, in the order of the card.
        rows: Vec<String>,
        /// Whether every window holds the same students.
        is_cohort: bool,
    },
    /// Two measures of the same students, in bands.
    Grid {
        /// The measure from left to right.
        x: GridSide,
        /// The measure from bottom to top.
        y: GridSide,
    },
    /// Items of a test by group, in the order of the card.
    Items {
        /// Labels of the items.
        rows: Vec<String>,
        /// The options of each item, the right one marked by `keys`; empty for an item without options.
        options: Vec<Vec<String>>,
        /// For each item the position of its right option.
        keys: Vec<Option<usize>>,
        /// What each column is (the label of the grouping column).
        column_label: String,
        /// Labels of the columns.
        columns: Vec<String>,
    },
    /// One mark a student, in audience `team` only: nothing else tells of a single student, and nothing whose it is.
    Marks {
        /// How they are drawn.
        form: MarkForm,
        /// One scale a measure: one for dots, two for a scatter, one or two for rows.
        scales: Vec<ScoreScale>,
        /// For each scale the level that counts as reached, from 1; nothing where the card does not say.
        splits: Vec<Option<usize>>,
    },
    /// Aggregates of one measure by group.
    Table {
        /// What each row is (the label of the grouping column).
        row_label: String,
        /// Labels of the rows, in the order of the card.
        rows: Vec<String>,
        /// The columns after the row label.
        columns: Vec<Column>,
    },
}

impl Frame {
    /// The word for this kind of picture in exports and in the session's log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Levels { .. } => "levels",
            Self::Distribution { .. } => "distribution",
            Self::Table { .. } => "table",
            Self::Groups { .. } => "groups",
            Self::Boxes { .. } => "box",
            Self::Change { .. } => "change",
            Self::Windows { .. } => "windows",
            Self::Grid { .. } => "grid",
            Self::Items { .. } => "items",
            Self::Marks { form, .. } => form.word(),
        }
    }
}

/// A column of a table view.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub(in crate::records) id: String,
    pub(in crate::records) label: String,
    pub(in crate::records) unit: Option<String>,
    pub(in crate::records) range: Option<(f64, f64)>,
}

impl Column {
    /// Stable short name, such as `median`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the head of the column says.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Unit of the numbers, such as `%`.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    /// Least and greatest possible number, where the card states it: the range of the measure for its median and its mean.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        self.range
    }
}
