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
mod understood;
mod withheld;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Findings, Report};
use crate::text;

use super::card::{self, MINIMUM_GROUP};
use super::intake::{self, DateFormat, Decimal, Fold, Opened, Records, Stated, Watch, Whole};
pub use understood::{ColumnKind, ColumnOutline, Outline, Reading, Role, SuggestedScale};

/// Columns with more different values than this have no labels.
const FEW: usize = 12;

/// What a file says about a column is cut to this many terminal cells.
const NOTE_CELLS: usize = 80;

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
    withheld::labels_of_few(opened, &mut columns)?;
    withheld::students(&counts, &mut columns);
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
        problems: rows.into_problems(),
        columns,
    })
}

/// Bytes by which longer cells are told apart; a spreadsheet's have 32,767 signs at most.
const LONGEST_VALUE: usize = 1 << 16;

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
                let cell = cell.get(..cell.floor_char_boundary(LONGEST_VALUE)).unwrap_or(cell);
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
sealed!(Counts, withheld::Shared);

#[cfg(test)]
mod truth;
