//! What is written into tables, put under headings, or ticked.

use super::{ActionField, Evidence};
use crate::protocol::StepIndex;

/// A capture of a table of texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// Heads of the columns, at least two; the first is that of the rows' names.
    pub columns: Vec<String>,
    /// Rows that are there from the start.
    pub seed_rows: Vec<String>,
    /// The earlier step whose comments, choices or rows are the first rows.
    pub row_from: Option<StepIndex>,
    /// Rows can be added.
    pub insert: bool,
    /// The earlier step of which something is shown beside.
    pub from: Option<StepIndex>,
    /// Whether cells are linked to marks.
    pub evidence: Evidence,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// What becomes of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It stays a table.
    Texts,
    /// Each filled cell is an action, its column names who does it.
    Cells,
    /// Each row whose `Text` is filled is an action: the field, and the position of its column.
    Rows(Vec<(ActionField, usize)>),
}

/// A capture of what belongs under which heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The earlier step whose comments, choices or rows are sorted.
    pub from: StepIndex,
    /// Further earlier steps whose comments, choices or rows are sorted with them.
    pub also: Vec<StepIndex>,
    /// The headings that are there from the start.
    pub headings: Vec<String>,
    /// The group can add headings.
    pub free: bool,
}

/// A capture of what became of the actions that were carried over.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// The words to choose from.
    pub status: Vec<String>,
    /// Those of them that end an action: it is not carried over again.
    pub closed: Vec<String>,
}

/// A capture of what was agreed.
#[derive(Clone, Debug, PartialEq)]
pub struct Confirm {
    /// What is asked; at least one.
    pub items: Vec<String>,
}

/// A capture of a new wording.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The earlier step whose comment is worded anew.
    pub from: StepIndex,
}
