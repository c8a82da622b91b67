//! Bytes to text columns: encoding, dialect, header, and row and column numbers for every fault.
//!
//! The only part of the library that opens a data file or a data card. What it returns ([`Opened`], [`Records`]) holds
//! students' records and therefore has no `Debug`, `Display`, `Clone` or `Serialize`.
//!
//! A file is understood by its head and then read in one [pass](Opened::read), batch by batch, into whatever a [`Fold`] makes of
//! it; nothing else is kept. Two readers give the same rows: a quick one, block by block on all processors, for files that are
//! clean and rectangular, and a tolerant one for all others. A file that turns out not to be clean, be it in its last row, is
//! read from its beginning by the tolerant one, which needs all of it in memory.

mod content;
mod dialect;
mod pass;
mod quick;
mod table;
mod tolerant;

use std::io;
use std::path::Path;

use crate::diagnostic::{Finding, Place, Report};
use crate::text;
use content::Content;
use dialect::{Dialect, Scan};
pub use pass::Progress;
pub(in crate::records) use pass::{Fold, Watch, Whole};
use pass::{Pace, Pass};
use quick::Shape;
pub(in crate::records) use table::{Records, Rows};

/// More than this share of rows that do not fit the header means that the file was not understood (one in twenty; ours).
pub(in crate::records) const SET_ASIDE_LIMIT: f64 = 0.05;

/// Larger files are refused: one that is not clean is held in memory while it is folded.
const LARGEST_FILE: u64 = 4 << 30;

/// Bytes by which a file is understood; a smaller one is looked at as a whole.
const HEAD: usize = 1 << 20;

/// Faults of one kind that are listed one by one; the rest is counted.
pub(in crate::records) const LISTED: usize = 5;

/// A data file, of which only the head has been looked at.
pub(in crate::records) struct Opened {
    name: String,
    content: Content,
    dialect: Dialect,
    header: Vec<String>,
    /// The first byte after the header row, if the quick reader may try from there.
    body: Option<u64>,
    pace: Pace,
}

/// Opens a data file and reads its header.
pub(in crate::records) fn open(path: &Path) -> Result<Opened, Report> {
    let name = shown(path);
    let content = content_of(path, &name)?;
    Opened::of(name, content, HEAD)
}

/// Reads a text file that a coach wrote (a data card).
pub(in crate::records) fn read_text(path: &Path) -> Result<String, Report> {
    let name = shown(path);
    let bytes = content_of(path, &name)?.whole().map_err(|error| fault(&name, &error))?.into_owned();
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

/// The words for a fault of the file system.
fn fault(name: &str, error: &io::Error) -> Report {
    let (code, message, hint) = match error.kind() {
        io::ErrorKind::NotFound => ("not-found", "there is no file of this name", "check the spelling and the folder"),
        io::ErrorKind::PermissionDenied => {
            ("no-permission", "this file may not be read", "close the program that holds it, or ask for access")
        }
        io::ErrorKind::UnexpectedEof => {
            ("unreadable", "this file changed while it was read", "wait until it is saved and try again")
        }
        _ => ("unreadable", "this file could not be read", "copy it to a local folder and try again"),
    };
    Report::of_file(name, code, message, hint)
}

fn content_of(path: &Path, name: &str) -> Result<Content, Report> {
    let about = std::fs::metadata(path).map_err(|error| fault(name, &error))?;
    if about.is_dir() {
        return Err(Report::of_file(name, "directory", "this is a folder, not a file", "name the CSV file in it"));
    }
    if about.len() > LARGEST_FILE {
        return Err(Report::of_file(name, "too-large", "this file is larger than 4 GiB", "split it by school or year"));
    }
    Content::open(path).map_err(|error| fault(name, &error))
}

impl Opened {
    /// Understands encoding, dialect and header of a text that is in memory.
    pub(in crate::records) fn new(name: String, bytes: Vec<u8>) -> Result<Self, Report> {
        Self::of(name, Content::Memory(bytes), HEAD)
    }

    /// Understands a file by at most `most` of its bytes, or by all where the header does not end among them.
    fn of(name: String, content: Content, most: usize) -> Result<Self, Report> {
        let head = content.head(most).map_err(|error| fault(&name, &error))?;
        let is_whole = head.len() as u64 == content.length();
        let start = encoding(&name, if is_whole { &head } else { complete(&head) })?;
        let text = head.get(start..).unwrap_or_default();
        if is_whole && text.iter().all(u8::is_ascii_whitespace) {
            return Err(Report::of_file(&name, "empty-file", "this file is empty", "export the data again"));
        }
        let dialect = Dialect::detect(text);
        let scan = Scan::new(text, dialect);
        if !is_whole && scan.records < 2 {
            drop(head);
            return Self::of(name, content, usize::MAX);
        }
        if is_whole {
            check(&name, &scan)?;
        }
        let header = header(&name, &tolerant::first_record(text, dialect))?;
        let row = Scan::new(text.get(..scan.body).unwrap_or_default(), dialect);
        let body = (row.is_clean && row.records == 1).then(|| (start + scan.body) as u64);
        drop(head);
        Ok(Self { name, content, dialect, header, body, pace: Pace::default() })
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

    /// Bytes of the file.
    pub(in crate::records) fn length(&self) -> u64 {
        self.content.length()
    }

    /// Reads the columns with these indices into `whole`, in one pass; no other column leaves the reader.
    ///
    /// # Errors
    /// When the file cannot be read to its end, is not the text it looked like, or has too many rows that do not fit its header.
    pub(in crate::records) fn read<F: Fold>(
        &self,
        columns: &[usize],
        fold: &F,
        whole: &mut impl Whole<F::Part>,
        watch: &mut Watch<'_>,
    ) -> Result<Rows, Report> {
        let mut columns = columns.to_vec();
        columns.sort_unstable();
        columns.dedup();
        let rows = match self.body.filter(|_| self.header.len() > 1) {
            Some(body) => {
                self.read_quickly(body, &columns, fold, whole, watch).map_err(|error| fault(&self.name, &error))?
            }
            None => None,
        };
        if let Some(rows) = rows {
            return if rows.understood == 0 { Err(header_only(&self.name)) } else { Ok(rows) };
        }
        whole.restart();
        let bytes = self.content.whole().map_err(|error| fault(&self.name, &error))?;
        let text = bytes.get(encoding(&self.name, &bytes)?..).unwrap_or_default();
        check(&self.name, &Scan::new(text, self.dialect))?;
        if let Some(hasher) = &mut watch.hasher {
            hasher.update(&bytes);
        }
        let rows = tolerant::read(text, self.dialect, self.header.len(), &columns, fold, whole);
        let total = rows.understood + rows.ragged.len();
        if rows.ragged.len() as f64 > SET_ASIDE_LIMIT * total as f64 {
            return Err(self.too_ragged(&rows.ragged, total));
        }
        Ok(rows)
    }

    /// Nothing where the file is not clean.
    fn read_quickly<F: Fold>(
        &self,
        body: u64,
        columns: &[usize],
        fold: &F,
        whole: &mut impl Whole<F::Part>,
        watch: &mut Watch<'_>,
    ) -> io::Result<Option<Rows>> {
        let shape = Shape::new(self.dialect.delimiter, self.header.len(), columns);
        let of = self.content.length();
        // The file may be read once more, and is learned once.
        let mut hasher = watch.hasher.as_deref().cloned();
        if let Some(hasher) = &mut hasher {
            hasher.update(&self.content.head(usize::try_from(body).unwrap_or(usize::MAX))?);
        }
        let mut bytes = body;
        let mut look = |block: &[u8], rows: usize| {
            bytes += block.len() as u64;
            if let Some(hasher) = &mut hasher {
                hasher.update(block);
            }
            if let Some(tell) = &mut watch.tell {
                tell(Progress::Reading { bytes, of, rows });
            }
        };
        let rows = Rows { above: 1, ..Rows::default() };
        let pass = Pass { fold, whole, shape: &shape, columns, look: &mut look, rows };
        let rows = pass.run(self.content.blocks(body, self.pace.block)?, self.pace)?;
        if let (Some(known), Some(hasher), true) = (&mut watch.hasher, hasher, rows.is_some()) {
            **known = hasher;
        }
        Ok(rows)
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

/// The text without a last character of which only a part is there.
fn complete(head: &[u8]) -> &[u8] {
    match std::str::from_utf8(head) {
        Err(fault) if fault.error_len().is_none() => head.get(..fault.valid_up_to()).unwrap_or_default(),
        _ => head,
    }
}

/// Refuses what no reader can make sense of.
fn check(name: &str, scan: &Scan) -> Result<(), Report> {
    if let Some(row) = scan.open_quote {
        return Err(at_row(
            name,
            "open-quote",
            row,
            "a quotation mark opens a cell here and is never closed",
            "add the missing \" or delete the one that opens the cell",
        ));
    }
    if scan.records < 2 { Err(header_only(name)) } else { Ok(()) }
}

fn header_only(name: &str) -> Report {
    let hint = "export the data again, with the rows of the students";
    Report::of_file(name, "header-only", "this file has a header row and no further row", hint)
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
