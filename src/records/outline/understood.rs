//! What was understood of a data file, as plain values without a cell.

use super::super::intake::Problem;

/// What was understood of a data file.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// The file as the user named it.
    pub file: String,
    /// How it is written.
    pub reading: Reading,
    /// Rows that fit the header.
    pub rows: usize,
    /// Rows that do not.
    pub set_aside: usize,
    /// One for each of them, as there may be as many as rows.
    pub(super) problems: Vec<(usize, Problem)>,
    /// In the order of the file.
    pub columns: Vec<ColumnOutline>,
}

impl Outline {
    /// The numbers of the rows that are set aside, as a spreadsheet shows them, and what is wrong with each. A number can be a person:
    /// not for a projected screen.
    pub fn problems(&self) -> impl Iterator<Item = (usize, &'static str)> {
        self.problems.iter().map(|(row, problem)| (*row, problem.words()))
    }
}

/// How a file is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Name of the encoding in lower case, or the format of a workbook.
    pub encoding: String,
    /// Whether it begins with a byte-order mark.
    pub has_mark: bool,
    /// Sign between cells.
    pub delimiter: char,
    /// Mark around cells.
    pub quote: char,
    /// Sign before a mark inside a quoted cell, where that is not the mark itself.
    pub escape: Option<char>,
    /// How rows end: `lf`, `crlf`, `cr` or `mixed`.
    pub line_ending: &'static str,
    /// Whether a comma stands before decimals.
    pub decimal_comma: bool,
    /// Rows above the header, header rows, and rows of totals or notes below the table.
    pub preamble_rows: usize,
    /// Header rows.
    pub header_rows: usize,
    /// Rows of totals or notes below the table.
    pub trailing_rows: usize,
    /// What a person should know before using it.
    pub warnings: Vec<String>,
}

/// What was understood of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnOutline {
    /// Its name, sanitised; its number where the name is withheld.
    pub header: String,
    /// Whether its name is withheld, because it is that of a student.
    pub is_withheld: bool,
    /// What its cells look like.
    pub kind: ColumnKind,
    /// Blank cells, and those with a code for "no value".
    pub missing: usize,
    /// The codes for "no value" that occur, as the file writes them.
    pub missing_codes: Vec<String>,
    /// For dates: the usual formats in which all of them are days. With more than one, days and months could be taken for each other.
    pub formats: Vec<String>,
    /// What the file says about the column below its name.
    pub note: Option<String>,
    /// For ordered answers: the usual set that holds them, lowest first, whether or not all of them occur.
    pub answers: Option<Vec<String>>,
    /// Different values.
    pub distinct: usize,
    /// What the column is probably for.
    pub suggested: Role,
    /// Why.
    pub reason: &'static str,
    /// Its values in natural order, if they are few, each is shared by at least ten students and none names one.
    pub labels: Option<Vec<String>>,
    /// For numbers: a usual range around them that does not follow the lowest and highest one, and the step they lie on.
    pub scale: Option<SuggestedScale>,
}

/// A scale proposed for a column of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SuggestedScale {
    /// Least score.
    pub low: f64,
    /// Greatest score.
    pub high: f64,
    /// Distance between scores.
    pub step: f64,
}

/// What the cells of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum ColumnKind {
    Empty,
    Integer,
    Decimal,
    Boolean,
    Date,
    /// Answers or ranges that have an order.
    Level,
    Text,
}

impl ColumnKind {
    /// The word used by `inspect`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Level => "level",
            Self::Text => "text",
        }
    }
}

/// What a column is for (PRIVACY 4.1); what is not known is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Names, numbers of students: never shown.
    Identifier,
    /// A group of students.
    Group,
    /// A class or teacher: shown as Class A, Class B.
    Class,
    /// Scores or levels.
    Measure,
    /// Windows, terms, years.
    Time,
    /// Free text: never shown.
    Text,
    /// Not read.
    Drop,
}

impl Role {
    /// All roles, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::Drop, Self::Identifier, Self::Group, Self::Class, Self::Measure, Self::Time, Self::Text];

    /// The word used in data cards.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Identifier => "identifier",
            Self::Group => "group",
            Self::Class => "class",
            Self::Measure => "measure",
            Self::Time => "time",
            Self::Text => "text",
            Self::Drop => "drop",
        }
    }
}

impl Outline {
    /// Numbers instead of names that may be those of students.
    pub(super) fn withhold_names(&mut self) {
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.withhold_name(index);
            column.labels = None;
            column.note = None;
        }
    }
}

impl ColumnOutline {
    /// Whether its cells are numbers on a scale.
    pub(super) fn is_scored(&self) -> bool {
        matches!(self.kind, ColumnKind::Integer | ColumnKind::Decimal) && self.scale.is_some() && !self.is_withheld
    }

    pub(super) fn withhold_name(&mut self, index: usize) {
        self.header = format!("column {}", index + 1);
        self.is_withheld = true;
    }
}
