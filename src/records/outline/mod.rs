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
use super::intake::{self, Fold, Opened, Records, Rows, Watch, Whole};

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
    let mut counts = Counts::default();
    let columns: Vec<usize> = (0..opened.header().len()).collect();
    let rows = opened.read(&columns, &Counting(columns.len()), &mut counts, &mut Watch::default())?;
    let mut columns: Vec<_> = opened
        .header()
        .iter()
        .zip(&counts.0)
        .map(|(header, counts)| column(header, counts, rows.rows(), opened.delimiter()))
        .collect();
    withhold_labels_of_few(&opened, &mut columns)?;
    Ok(of(&opened, &rows, columns))
}

fn of(opened: &Opened, rows: &Rows, columns: Vec<ColumnOutline>) -> Outline {
    Outline {
        file: opened.name().to_owned(),
        delimiter: char::from(opened.delimiter()),
        rows: rows.rows(),
        set_aside: rows.set_aside(),
        columns,
    }
}

/// How often each value of each column occurs.
#[derive(Default)]
struct Counts(Vec<HashMap<String, usize>>);

/// Counts the values of so many columns.
struct Counting(usize);

impl Fold for Counting {
    type Part = Vec<HashMap<String, usize>>;

    fn part(&self) -> Self::Part {
        vec![HashMap::new(); self.0]
    }

    fn add(&self, part: &mut Self::Part, records: &Records<'_>) {
        for (index, counts) in part.iter_mut().enumerate() {
            for cell in records.column(index).flatten().filter(|cell| !is_blank(cell)) {
                match counts.get_mut(cell) {
                    Some(count) => *count += 1,
                    None => {
                        counts.insert(cell.to_owned(), 1);
                    }
                }
            }
        }
    }
}

impl Whole<Vec<HashMap<String, usize>>> for Counts {
    fn take(&mut self, part: Vec<HashMap<String, usize>>) {
        self.0.resize_with(part.len(), HashMap::new);
        for (counts, more) in self.0.iter_mut().zip(part) {
            for (value, count) in more {
                *counts.entry(value).or_default() += count;
            }
        }
    }

    fn restart(&mut self) {
        self.0.clear();
    }
}

/// Counts people and not rows: somebody with a row for each test window shares a label with nobody.
fn withhold_labels_of_few(opened: &Opened, columns: &mut [ColumnOutline]) -> Result<(), Report> {
    let identifiers = columns.iter().enumerate().filter(|(_, column)| column.suggested == Role::Identifier);
    let Some((people, _)) = identifiers.max_by_key(|(_, column)| column.distinct) else { return Ok(()) };
    let labelled: Vec<usize> =
        columns.iter().enumerate().filter(|(_, column)| column.labels.is_some()).map(|(index, _)| index).collect();
    let sharing = Sharing { people, labelled };
    let mut shared = Shared::default();
    let wanted: Vec<usize> = sharing.labelled.iter().copied().chain([people]).collect();
    opened.read(&wanted, &sharing, &mut shared, &mut Watch::default())?;
    for (index, shared) in sharing.labelled.iter().zip(&shared.0) {
        if shared.values().any(|people| people.len() < MINIMUM_GROUP as usize)
            && let Some(column) = columns.get_mut(*index)
        {
            column.labels = None;
        }
    }
    Ok(())
}

/// The people who share each label of a column; once they are enough, no more are kept.
type People = HashMap<String, HashSet<String>>;

#[derive(Default)]
struct Shared(Vec<People>);

/// Finds who shares the labels of some columns.
struct Sharing {
    people: usize,
    labelled: Vec<usize>,
}

/// Adds a person to a label.
fn share(people: &mut People, label: &str, person: &str) {
    let sharing = match people.get_mut(label) {
        Some(sharing) => sharing,
        None => people.entry(label.to_owned()).or_default(),
    };
    if sharing.len() < MINIMUM_GROUP as usize && !sharing.contains(person) {
        sharing.insert(person.to_owned());
    }
}

impl Fold for Sharing {
    type Part = Vec<People>;

    fn part(&self) -> Vec<People> {
        vec![People::new(); self.labelled.len()]
    }

    fn add(&self, part: &mut Vec<People>, records: &Records<'_>) {
        for (index, people) in self.labelled.iter().zip(part) {
            for (cell, person) in records.column(*index).zip(records.column(self.people)) {
                let Some(cell) = cell.filter(|cell| !is_blank(cell)) else { continue };
                match person {
                    Some(person) => share(people, cell, person),
                    None => drop(people.entry(cell.to_owned()).or_default()),
                }
            }
        }
    }
}

impl Whole<Vec<People>> for Shared {
    fn take(&mut self, part: Vec<People>) {
        self.0.resize_with(part.len(), People::new);
        for (people, more) in self.0.iter_mut().zip(part) {
            for (label, sharing) in more {
                people.entry(label.clone()).or_default();
                for person in &sharing {
                    share(people, &label, person);
                }
            }
        }
    }

    fn restart(&mut self) {
        self.0.clear();
    }
}

fn column(header: &str, counts: &HashMap<String, usize>, rows: usize, delimiter: u8) -> ColumnOutline {
    let present = counts.values().sum::<usize>();
    let distinct = counts.len();
    let facts = suggest::Facts::new(counts.keys().map(String::as_str), delimiter != b',');
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
