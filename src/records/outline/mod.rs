//! What is understood of a file before anybody confirmed a role: headers, types, counts, suggested roles.
//!
//! No cell value leaves, with one exception: the labels of a column with few values, each shared by at least the minimum group.

mod person;
mod suggest;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::diagnostic::Report;
use crate::text;

use super::card::MINIMUM_GROUP;
use super::intake::{self, Opened, Records};

/// Columns with more different values than this have no labels.
const FEW: usize = 12;

/// What was understood of a data file.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// The file as the user named it.
    pub file: String,
    /// Character between cells.
    pub delimiter: char,
    /// Rows that fit the header.
    pub rows: usize,
    /// Rows that do not.
    pub set_aside: usize,
    /// In the order of the file.
    pub columns: Vec<ColumnOutline>,
}

/// What was understood of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnOutline {
    /// Its name, sanitised.
    pub header: String,
    /// What its cells look like.
    pub kind: ColumnKind,
    /// Blank cells.
    pub missing: usize,
    /// Different values.
    pub distinct: usize,
    /// What the column is probably for.
    pub suggested: Role,
    /// Why.
    pub reason: &'static str,
    /// Its values in natural order, if they are few and each is shared by at least ten rows.
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

/// Looks at a data file.
///
/// # Errors
/// When the file cannot be read as a table, has students as columns, or begins with a row that looks like a student's.
pub fn outline(path: &Path) -> Result<Outline, Report> {
    let opened = intake::open(path)?;
    person::refuse(opened.name(), opened.header())?;
    let all: Vec<usize> = (0..opened.header().len()).collect();
    let records = opened.read(&all)?;
    Ok(of(&opened, &records))
}

fn of(opened: &Opened, records: &Records) -> Outline {
    let mut columns: Vec<_> = opened
        .header()
        .iter()
        .enumerate()
        .map(|(index, header)| column(header, records.column(index), records.rows(), opened.delimiter()))
        .collect();
    withhold_labels_of_few(&mut columns, records);
    Outline {
        file: opened.name().to_owned(),
        delimiter: char::from(opened.delimiter()),
        rows: records.rows(),
        set_aside: records.set_aside(),
        columns,
    }
}

/// Counts people and not rows: somebody with a row for each test window shares a label with nobody.
fn withhold_labels_of_few(columns: &mut [ColumnOutline], records: &Records) {
    let identifiers = columns.iter().enumerate().filter(|(_, column)| column.suggested == Role::Identifier);
    let Some((people, _)) = identifiers.max_by_key(|(_, column)| column.distinct) else { return };
    for (index, column) in columns.iter_mut().enumerate().filter(|(_, column)| column.labels.is_some()) {
        let mut sharing: HashMap<&str, HashSet<&str>> = HashMap::new();
        for (cell, person) in records.column(index).zip(records.column(people)) {
            if let Some(cell) = cell.filter(|cell| !is_blank(cell)) {
                sharing.entry(cell).or_default().extend(person);
            }
        }
        if sharing.values().any(|people| people.len() < MINIMUM_GROUP as usize) {
            column.labels = None;
        }
    }
}

fn column<'r>(header: &str, cells: impl Iterator<Item = Option<&'r str>>, rows: usize, delimiter: u8) -> ColumnOutline {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut present = 0;
    for cell in cells.flatten().filter(|cell| !is_blank(cell)) {
        *counts.entry(cell).or_default() += 1;
        present += 1;
    }
    let distinct = counts.len();
    let facts = suggest::Facts::new(counts.keys().copied(), delimiter != b',');
    let (suggested, reason) = suggest::role(header, &facts, distinct, present);
    let is_shared = counts.values().all(|count| *count >= MINIMUM_GROUP as usize);
    // What a column is must be told by its header: in a file with several rows a student, few values can be few people.
    let is_known = matches!(suggested, Role::Group | Role::Time | Role::Measure);
    let may_show = distinct > 0 && distinct <= FEW && is_shared && is_known;
    let labels = may_show.then(|| {
        let mut labels: Vec<String> = counts.keys().map(|label| text::cut(&text::sanitise(label), 40)).collect();
        suggest::in_order(&mut labels);
        labels
    });
    ColumnOutline {
        header: header.to_owned(),
        kind: facts.kind,
        missing: rows - present,
        distinct,
        suggested,
        reason,
        labels,
        scale: facts.scale,
    }
}

fn is_blank(cell: &str) -> bool {
    matches!(cell.to_lowercase().as_str(), "na" | "n/a" | "nan" | "null" | "none" | "-" | "." | "?")
}

#[cfg(test)]
mod tests;
