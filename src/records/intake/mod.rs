//! Bytes to text columns: encoding, dialect, header, and row and column numbers for every fault.
//!
//! The only part of the library that opens a data file or a data card. What it returns ([`Opened`], [`Records`]) holds
//! students' records and therefore has no `Debug`, `Display`, `Clone` or `Serialize`. Two readers give the same table: polars'
//! own for files that a strict scan found clean and rectangular, a tolerant one for all others and whenever polars declines.
//! A polars error is dropped unseen, because it quotes the data.

mod dialect;
mod quick;
mod tolerant;

use std::io;
use std::path::Path;

use polars::prelude::StringChunked;

use crate::diagnostic::{Finding, Place, Report};
use crate::text;
use dialect::{Dialect, Scan};

/// More than this share of rows that do not fit the header means that the file was not understood (one in twenty; ours).
pub(in crate::records) const SET_ASIDE_LIMIT: f64 = 0.05;

/// Larger files are refused: the whole file is held in memory while it is folded.
const LARGEST_FILE: u64 = 4 << 30;

/// Faults of one kind that are listed one by one; the rest is counted.
pub(in crate::records) const LISTED: usize = 5;

/// A data file in memory, of which only the header has been looked at.
pub(in crate::records) struct Opened {
    name: String,
    bytes: Vec<u8>,
    /// Where the text begins, after a byte-order mark.
    start: usize,
    dialect: Dialect,
    scan: Scan,
    header: Vec<String>,
}

/// Text columns of the rows that fit the header.
pub(in crate::records) struct Records {
    columns: Vec<(usize, StringChunked)>,
    rows: usize,
    /// Numbers of the rows that do not fit the header, ascending; the first row of the file is 1.
    ragged: Vec<usize>,
    /// Numbers of the blank rows, ascending.
    blank: Vec<usize>,
}

impl Records {
    /// Rows that were understood.
    pub(in crate::records) fn rows(&self) -> usize {
        self.rows
    }

    /// Rows that do not fit the header.
    pub(in crate::records) fn set_aside(&self) -> usize {
        self.ragged.len()
    }

    /// The number that a spreadsheet shows for the row at `index` of every column.
    pub(in crate::records) fn number(&self, index: usize) -> usize {
        let (mut ragged, mut blank) = (self.ragged.iter().peekable(), self.blank.iter().peekable());
        let mut number = index + 2;
        loop {
            let is_left_out = ragged.next_if(|row| **row <= number).or_else(|| blank.next_if(|row| **row <= number));
            match is_left_out {
                Some(_) => number += 1,
                None => return number,
            }
        }
    }

    /// The cells of a column (0 is the first of the file), blank ones as `None`; nothing if it was not asked for.
    pub(in crate::records) fn column(&self, index: usize) -> impl Iterator<Item = Option<&str>> {
        self.columns
            .iter()
            .find(|(at, _)| *at == index)
            .into_iter()
            .flat_map(|(_, cells)| cells.iter())
            .map(|cell| cell.map(str::trim).filter(|cell| !cell.is_empty()))
    }
}

/// Reads a data file and its header.
pub(in crate::records) fn open(path: &Path) -> Result<Opened, Report> {
    let name = shown(path);
    let bytes = bytes_of(path, &name)?;
    Opened::new(name, bytes)
}

/// Reads a text file that a coach wrote (a data card).
pub(in crate::records) fn read_text(path: &Path) -> Result<String, Report> {
    let name = shown(path);
    let bytes = bytes_of(path, &name)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Report::of_file(&name, "encoding", "this file is not UTF-8 text", "save it as UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Whether something exists at `path`.
pub(in crate::records) fn exists(path: &Path) -> bool {
    path.exists()
}

/// A path as it may be shown.
pub(in crate::records) fn shown(path: &Path) -> String {
    text::sanitise(&path.display().to_string())
}

fn bytes_of(path: &Path, name: &str) -> Result<Vec<u8>, Report> {
    let fault = |error: &io::Error| {
        let (code, message, hint) = match error.kind() {
            io::ErrorKind::NotFound => {
                ("not-found", "there is no file of this name", "check the spelling and the folder")
            }
            io::ErrorKind::PermissionDenied => {
                ("no-permission", "this file may not be read", "close the program that holds it, or ask for access")
            }
            _ => ("unreadable", "this file could not be read", "copy it to a local folder and try again"),
        };
        Report::of_file(name, code, message, hint)
    };
    let about = std::fs::metadata(path).map_err(|error| fault(&error))?;
    if about.is_dir() {
        return Err(Report::of_file(name, "directory", "this is a folder, not a file", "name the CSV file in it"));
    }
    if about.len() > LARGEST_FILE {
        return Err(Report::of_file(name, "too-large", "this file is larger than 4 GiB", "split it by school or year"));
    }
    std::fs::read(path).map_err(|error| fault(&error))
}

impl Opened {
    /// Understands encoding, dialect and header of a file's bytes.
    pub(in crate::records) fn new(name: String, bytes: Vec<u8>) -> Result<Self, Report> {
        let start = encoding(&name, &bytes)?;
        let content = bytes.get(start..).unwrap_or_default();
        if content.iter().all(u8::is_ascii_whitespace) {
            return Err(Report::of_file(&name, "empty-file", "this file is empty", "export the data again"));
        }
        let dialect = Dialect::detect(content);
        let scan = Scan::new(content, dialect);
        if let Some(row) = scan.open_quote {
            return Err(at_row(
                &name,
                "open-quote",
                row,
                "a quotation mark opens a cell here and is never closed",
                "add the missing \" or delete the one that opens the cell",
            ));
        }
        let header = header(&name, &tolerant::first_record(content, dialect))?;
        if scan.records < 2 {
            let hint = "export the data again, with the rows of the students";
            return Err(Report::of_file(&name, "header-only", "this file has a header row and no further row", hint));
        }
        Ok(Self { name, bytes, start, dialect, scan, header })
    }

    /// The file as it may be named.
    pub(in crate::records) fn name(&self) -> &str {
        &self.name
    }

    /// Names of the columns, sanitised, unique and not empty.
    pub(in crate::records) fn header(&self) -> &[String] {
        &self.header
    }

    /// The character between cells.
    pub(in crate::records) fn delimiter(&self) -> u8 {
        self.dialect.delimiter
    }

    /// The bytes of the file, for its fingerprint.
    pub(in crate::records) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Reads the columns with these indices; no other column leaves the reader.
    pub(in crate::records) fn read(&self, columns: &[usize]) -> Result<Records, Report> {
        let content = self.bytes.get(self.start..).unwrap_or_default();
        if self.scan.is_clean
            && let Some(records) = quick::read(content, self.dialect, &self.scan, self.header.len(), columns)
        {
            return Ok(records);
        }
        let records = tolerant::read(content, self.dialect, self.header.len(), columns);
        let total = records.rows + records.ragged.len();
        if records.ragged.len() as f64 > SET_ASIDE_LIMIT * total as f64 {
            return Err(self.too_ragged(&records.ragged, total));
        }
        Ok(records)
    }

    fn too_ragged(&self, ragged: &[usize], total: usize) -> Report {
        let message = format!("{} of {total} rows do not have {} cells", ragged.len(), self.header.len());
        let hint =
            "every row needs as many cells as the header row; look for title or total rows and for unquoted commas";
        let mut report = Report::of_file(&self.name, "ragged", message, hint);
        for row in ragged.iter().take(LISTED) {
            let place = Place::Cell { row: Some(*row), column: None };
            report.findings.push(Finding::error("ragged-row", place, "this row has too many or too few cells"));
        }
        report
    }
}

fn at_row(name: &str, code: &'static str, row: usize, message: &str, hint: &str) -> Report {
    let finding = Finding::error(code, Place::Cell { row: Some(row), column: None }, message).hint(hint);
    Report { file: name.to_owned(), source: None, findings: vec![finding] }
}

/// Where the text begins; refuses what is not UTF-8 text, in words.
fn encoding(name: &str, bytes: &[u8]) -> Result<usize, Report> {
    let refuse = |message: &str, hint: &str| Err(Report::of_file(name, "encoding", message, hint));
    let save = "in the spreadsheet choose Save As, \"CSV UTF-8\"";
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return refuse("this is a workbook, not a CSV file", save);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return refuse("this file is UTF-16 text; UTF-8 is expected", save);
    }
    if bytes.contains(&0) {
        return refuse("this file holds NUL bytes; it is not a UTF-8 text file", save);
    }
    let start = if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
    if let Err(fault) = std::str::from_utf8(bytes.get(start..).unwrap_or_default()) {
        let line = bytes.iter().take(start + fault.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        return refuse(&format!("line {line} holds bytes that are not UTF-8"), save);
    }
    Ok(start)
}

fn header(name: &str, record: &[String]) -> Result<Vec<String>, Report> {
    let header: Vec<String> = record.iter().map(|cell| text::sanitise(cell).trim().to_owned()).collect();
    let mut findings = Vec::new();
    for (index, cell) in header.iter().enumerate() {
        let place = Place::Cell { row: Some(1), column: Some(index + 1) };
        if cell.is_empty() {
            let finding = Finding::error("unnamed-column", place, "this column has no name in the header row");
            findings.push(finding.hint("name every column in the first row, and delete title rows above it"));
        } else if let Some(first) = header.iter().take(index).position(|other| other == cell) {
            let message = format!("columns {} and {} have the same name", first + 1, index + 1);
            findings
                .push(Finding::error("duplicate-column", place, message).hint("give every column a name of its own"));
        }
    }
    if findings.is_empty() { Ok(header) } else { Err(Report { file: name.to_owned(), source: None, findings }) }
}

#[cfg(test)]
mod tests;
