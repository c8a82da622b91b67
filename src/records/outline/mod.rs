//! What is understood of a file before anybody confirmed a role: headers, types, counts, suggested roles.
//!
//! No cell value leaves, with two exceptions: the labels of a column with few values, each shared by at least the minimum group, and
//! codes for "no value" that are on our own list. Labels and names of columns that name somebody of an identifier column stay
//! inside as well. A suggested scale, set of answers or format of dates is one of our own lists, the first that holds all cells: it
//! tells of them that they are inside, and follows no least or greatest one.

mod missing;
mod person;
mod scale;
mod suggest;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Findings, Report};
use crate::text;

use super::card::{self, MINIMUM_GROUP};
use super::intake::{self, DateFormat, Decimal, Fold, Opened, Records, Stated, Watch, Whole};
use super::roster;

/// Columns with more different values than this have no labels.
const FEW: usize = 12;

/// What a file says about a column is cut to this many terminal cells.
const NOTE_CELLS: usize = 80;

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
    /// Their numbers, as a spreadsheet shows them, and what is wrong with each. A number can be a person: not for a projected screen.
    pub problems: Vec<(usize, &'static str)>,
    /// In the order of the file.
    pub columns: Vec<ColumnOutline>,
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

/// Looks at a data file.
///
/// # Errors
/// When the file cannot be read as a table, has students as columns, or begins with a row that looks like a student's.
pub fn outline(path: &Path) -> Result<Outline, Report> {
    let (path, stated) = source(path)?;
    let opened = intake::open(&path, &stated)?;
    let outline = of(&opened)?;
    match person::refusal(&outline, stated.header_rows) {
        Some(report) => Err(report),
        None => Ok(outline),
    }
}

/// Looks at a data file however little of it can be used: what was understood, and why it would be refused.
///
/// # Errors
/// When there is no table to speak of.
pub fn inspect(path: &Path) -> Result<(Outline, Option<Report>), Report> {
    let (path, stated) = source(path)?;
    let opened = intake::open(&path, &stated)?.leniently();
    let mut outline = of(&opened)?;
    let refusal = person::refusal(&outline, stated.header_rows).filter(|_| outline.reading.header_rows > 0);
    if refusal.is_some() {
        outline.withhold_names();
    }
    let total = outline.rows + outline.set_aside;
    if total == 0 && outline.reading.header_rows == 0 {
        return Ok((outline, Some(intake::empty(opened.name()))));
    }
    if total == 0 {
        outline.reading.warnings.push("the file has no row below its header".to_owned());
    } else if outline.set_aside as f64 > opened.allowed() * total as f64 {
        let limit = opened.allowed() * 100.0;
        outline.reading.warnings.push(format!(
            "more than {limit:.0} % of the rows would be set aside, so the file is refused; allow_set_aside in [source] of the data card raises that"
        ));
    }
    Ok((outline, refusal))
}

/// The data file that a path names, or the card at the path does, and what a card beside it states.
fn source(path: &Path) -> Result<(PathBuf, Stated), Report> {
    let is_card = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    let card_path = if is_card { path.to_owned() } else { path.with_extension("toml") };
    if !is_card && !intake::exists(&card_path) {
        return Ok((path.to_owned(), Stated::default()));
    }
    let text = intake::read_text(&card_path)?;
    let findings = Findings::default();
    let card = card::decode(&text, &findings);
    let data = match &card.file {
        _ if !is_card => path.to_owned(),
        Some(file) => path.with_file_name(&file.value),
        None => intake::beside(path),
    };
    Ok((data, card.source))
}

fn of(opened: &Opened) -> Result<Outline, Report> {
    let mut counts = Counts::default();
    let columns: Vec<usize> = (0..opened.header().len()).collect();
    let rows = opened.read(&columns, &Counting(columns.len()), &mut counts, &mut Watch::default())?;
    counts.0.resize_with(columns.len(), HashMap::new);
    let mut columns: Vec<_> = opened
        .header()
        .iter()
        .zip(&counts.0)
        .map(|(header, counts)| column(header, counts, rows.rows(), opened.decimal()))
        .collect();
    suggest_work(&mut columns);
    for (_, column) in columns.iter_mut().enumerate().filter(|(index, _)| opened.is_dated(*index)) {
        // Its cells were turned into windows already.
        column.kind = ColumnKind::Date;
        column.formats.clear();
    }
    for (column, note) in columns.iter_mut().zip(opened.notes().unwrap_or_default()) {
        let note = text::cut(text::sanitise(note).trim(), NOTE_CELLS);
        column.note = Some(note).filter(|note| !note.is_empty() && *note != column.header);
    }
    withhold_labels_of_few(opened, &mut columns)?;
    withhold_students(&counts, &mut columns);
    let facts = opened.facts();
    let mut warnings = facts.warnings.clone();
    for (index, _) in columns.iter().enumerate().filter(|(_, column)| column.is_withheld) {
        warnings.push(format!("column {}: its name is that of a student of the file and is not repeated", index + 1));
    }
    let (marked, first) = rows.marked();
    if marked > 0 {
        let numbers: Vec<String> = first.iter().map(ToString::to_string).collect();
        let more = if marked > first.len() { " and more" } else { "" };
        let rows = if marked == 1 { "row holds" } else { "rows hold" };
        let numbers = numbers.join(", ");
        warnings.push(format!("{marked} {rows} a quotation mark in a cell that is not quoted (row {numbers}{more})"));
    }
    for (index, counts) in counts.0.iter().enumerate().filter(|(_, counts)| scale::has_trapped_range(counts.keys())) {
        let trapped = counts.keys().filter(|cell| scale::is_trapped(cell)).count();
        warnings.push(format!(
            "column {}: {trapped} labels look like dates among ranges, as a spreadsheet turns 10-12 into one; correct them in the source and format the column as text",
            index + 1
        ));
    }
    if rows.rows() > 0 && columns.iter().all(|column| column.suggested != Role::Measure) {
        warnings.push(without_measure(&columns, rows.rows()));
    }
    for (index, column) in columns.iter().enumerate().filter(|(_, column)| column.formats.len() > 1) {
        let formats = column.formats.join(" or ");
        warnings.push(format!(
            "column {}: days and months could be taken for each other; as a window of time it needs its format in the data card, {formats}",
            index + 1
        ));
    }
    Ok(Outline {
        file: opened.name().to_owned(),
        reading: Reading {
            encoding: facts.encoding.clone(),
            has_mark: facts.has_mark,
            delimiter: facts.delimiter,
            quote: facts.quote,
            escape: facts.escape,
            line_ending: facts.line_ending,
            decimal_comma: opened.decimal() == Decimal::Comma,
            preamble_rows: facts.preamble_rows,
            header_rows: facts.header_rows,
            trailing_rows: rows.below(),
            warnings,
        },
        rows: rows.rows(),
        set_aside: rows.set_aside(),
        problems: rows.problems().iter().map(|(row, problem)| (*row, problem.words())).collect(),
        columns,
    })
}

impl Outline {
    /// Numbers instead of names that may be those of students.
    fn withhold_names(&mut self) {
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.withhold_name(index);
            column.labels = None;
            column.note = None;
        }
    }
}

impl ColumnOutline {
    /// Whether its cells are numbers on a scale.
    fn is_scored(&self) -> bool {
        matches!(self.kind, ColumnKind::Integer | ColumnKind::Decimal) && self.scale.is_some() && !self.is_withheld
    }

    fn withhold_name(&mut self, index: usize) {
        self.header = format!("column {}", index + 1);
        self.is_withheld = true;
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
            for cell in records.column(index).flatten() {
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

/// Where no header names a score, numbers below the name of something that is marked are taken for scores.
fn suggest_work(columns: &mut [ColumnOutline]) {
    if columns.iter().any(|column| column.suggested == Role::Measure) {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.suggested == Role::Drop && column.is_scored()) {
        if suggest::names_work(&column.header) {
            (column.suggested, column.reason) =
                (Role::Measure, "its header names work that is marked, and none a score");
        }
    }
}

/// Columns of numbers that a warning names.
const NAMED: usize = 12;

/// What is missing before there can be a picture, in words.
fn without_measure(columns: &[ColumnOutline], rows: usize) -> String {
    // Whole numbers that are all different number the rows.
    let is_count = |column: &ColumnOutline| column.kind == ColumnKind::Integer && column.distinct == rows;
    let scored =
        columns.iter().filter(|column| column.suggested == Role::Drop && column.is_scored() && !is_count(column));
    let names: Vec<&str> = scored.map(|column| column.header.as_str()).collect();
    let told = names.iter().rev().take(NAMED).rev().copied().collect::<Vec<_>>().join(", ");
    let numbers = match names.len() {
        0 => "no column of numbers could be one".to_owned(),
        1..=NAMED => format!("numbers are in {told}"),
        more => format!("numbers are in {more} columns, the last of them {told}"),
    };
    format!(
        "no column was taken for scores: give at least one the role measure in the data card, with its range ({numbers})"
    )
}

/// Counts people and not rows: somebody with a row for each test window shares a label with nobody.
fn withhold_labels_of_few(opened: &Opened, columns: &mut [ColumnOutline]) -> Result<(), Report> {
    let identifiers = columns.iter().enumerate().filter(|(_, column)| column.suggested == Role::Identifier);
    let Some((people, _)) = identifiers.max_by_key(|(_, column)| column.distinct) else { return Ok(()) };
    let labelled: Vec<usize> =
        columns.iter().enumerate().filter(|(_, column)| column.labels.is_some()).map(|(index, _)| index).collect();
    let codes = labelled
        .iter()
        .map(|index| columns.get(*index).map_or_else(Vec::new, |column| column.missing_codes.clone()))
        .collect();
    let sharing = Sharing { people, labelled, codes };
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

/// Takes back the names, notes and labels of columns that name somebody of the identifier columns, however many rows they have.
fn withhold_students(counts: &Counts, columns: &mut [ColumnOutline]) {
    // What has a year in it names no student by it, and `RIT` is a score although it is a name as well.
    let in_words = |text: &str| -> String { text.chars().map(|c| if c.is_numeric() { ' ' } else { c }).collect() };
    let mut texts = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        texts.push((index, Told::Name, in_words(&suggest::without_school_words(&column.header))));
        texts.extend(column.note.iter().map(|note| (index, Told::Note, in_words(note))));
        texts.extend(column.labels.iter().flatten().map(|label| (index, Told::Labels, in_words(label))));
    }
    let people = columns.iter().zip(&counts.0).filter(|(column, _)| column.suggested == Role::Identifier);
    let people = people.flat_map(|(_, counts)| counts.keys().map(String::as_str));
    let named = roster::named(texts.iter().map(|(_, _, text)| text.as_str()), people);
    for ((index, told, _), _) in texts.iter().zip(named).filter(|(_, is_named)| *is_named) {
        let Some(column) = columns.get_mut(*index) else { continue };
        match told {
            Told::Name => column.withhold_name(*index),
            Told::Note => column.note = None,
            Told::Labels => column.labels = None,
        }
    }
}

/// What of a column is told in the words of the file.
enum Told {
    Name,
    Note,
    Labels,
}

/// The people who share each label of a column; once they are enough, no more are kept.
type People = HashMap<String, HashSet<String>>;

#[derive(Default)]
struct Shared(Vec<People>);

/// Finds who shares the labels of some columns.
struct Sharing {
    people: usize,
    labelled: Vec<usize>,
    /// The codes for "no value" of each.
    codes: Vec<Vec<String>>,
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
        for ((index, codes), people) in self.labelled.iter().zip(&self.codes).zip(part) {
            for (cell, person) in records.column(*index).zip(records.column(self.people)) {
                let Some(cell) = cell.filter(|cell| !codes.iter().any(|code| code == cell)) else { continue };
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

fn column(header: &str, counts: &HashMap<String, usize>, rows: usize, decimal: Decimal) -> ColumnOutline {
    let missing_codes = missing::codes(counts, decimal);
    let values = || counts.iter().filter(|(value, _)| !missing_codes.contains(value));
    let present = values().map(|(_, count)| count).sum::<usize>();
    let distinct = values().count();
    let facts = suggest::Facts::new(values().map(|(value, _)| value.as_str()), decimal);
    let (suggested, reason) = suggest::role(header, &facts, distinct, present);
    let is_shared = values().all(|(_, count)| *count >= MINIMUM_GROUP as usize);
    // What a column is must be told by its header: in a file with several rows a student, few values can be few people.
    let is_known = matches!(suggested, Role::Group | Role::Time | Role::Measure);
    let may_show = distinct > 0 && distinct <= FEW && is_shared && is_known;
    let labels = may_show.then(|| {
        let mut labels: Vec<String> = values().map(|(label, _)| text::cut(&text::sanitise(label), 40)).collect();
        scale::in_order(&mut labels);
        labels
    });
    let formats = if facts.kind == ColumnKind::Date {
        DateFormat::fitting(&values().map(|(value, _)| value.as_str()))
    } else {
        Vec::new()
    };
    let answers = (facts.kind == ColumnKind::Level)
        .then(|| scale::set_of(&values().map(|(value, _)| value.as_str()).collect::<Vec<_>>()))
        .flatten();
    ColumnOutline {
        header: header.to_owned(),
        is_withheld: false,
        kind: facts.kind,
        missing: rows - present,
        missing_codes,
        formats,
        note: None,
        answers,
        distinct,
        suggested,
        reason,
        labels,
        scale: facts.scale,
    }
}

#[cfg(test)]
mod lookalikes;
#[cfg(test)]
mod tests;
sealed!(Counts, Shared);

#[cfg(test)]
mod truth;
