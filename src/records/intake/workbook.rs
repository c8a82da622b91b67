//! Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods): the cells of one sheet as delimited text, which is then read like any other.
//!
//! Rows keep their numbers, dates are written as `2024-03-12`, numbers without the dust of binary fractions. What a file says of its
//! own size is checked before it is unpacked, and what comes out is bounded. An error of the reader is dropped unseen, because it may
//! quote the data, and a panic of it ends its thread and nothing else.

mod compound;
#[cfg(test)]
pub(in crate::records) mod made;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;
use std::thread;

use calamine::{Data, DataType, Ods, Reader, SheetVisible, Xls, Xlsb, Xlsx};

use crate::diagnostic::Report;
use crate::text;

/// What the parts of a workbook may come to when they are unpacked (a full sheet of fourteen columns has 700 MB), and how many times
/// their packed size beyond a few that are always granted: a sheet of numbers is packed to a tenth (ours).
const LARGEST_UNPACKED: u64 = 2 << 30;
const UNPACKED: u64 = 100;
const GRANTED: u64 = 64 << 20;

/// Cells that sheets may be laid out as, where the file does not have a byte for each.
const GRANTED_CELLS: u64 = 4 << 20;

/// Rows and columns of a sheet (of every spreadsheet program since 2007), as a workbook counts them.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// Text of a sheet.
const LARGEST_SHEET: usize = 1 << 30;

/// Sheets that a refusal lists.
const LISTED_SHEETS: usize = 12;

/// A sheet as text.
pub(super) struct Sheet {
    /// Comma-separated, by RFC 4180.
    pub(super) text: String,
    pub(super) format: &'static str,
    pub(super) warnings: Vec<String>,
}

/// Whether the bytes begin as a workbook does: an archive, or a compound file.
pub(super) fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

enum Refused {
    Unreadable,
    TooLarge,
    NoSheet,
    Several(Vec<String>),
    NoTable,
}

/// Reads the sheet of this name, or the only one that holds a table.
pub(super) fn sheet(name: &str, bytes: Cow<'_, [u8]>, wanted: Option<&str>) -> Result<Sheet, Report> {
    let bytes: Arc<[u8]> = bytes.into();
    let wanted = wanted.map(str::to_owned);
    let read = thread::Builder::new().name("workbook".to_owned()).spawn(move || read(&bytes, wanted.as_deref()));
    let read = read.map_or(Err(Refused::Unreadable), |reading| reading.join().unwrap_or(Err(Refused::Unreadable)));
    read.map_err(|refused| {
        let save = "open it in the spreadsheet and save the sheet as \"CSV UTF-8\"";
        match refused {
            Refused::Unreadable => {
                let message =
                    "this workbook cannot be read: it is damaged, protected by a password, or of another kind";
                Report::of_file(name, "workbook", message, save)
            }
            Refused::TooLarge => {
                Report::of_file(name, "too-large", "this workbook is too large when it is unpacked", save)
            }
            Refused::NoSheet => {
                let hint = "write sheet = \"...\" in [source] of the data card as the tab in the spreadsheet is called";
                Report::of_file(
                    name,
                    "no-sheet",
                    "the workbook has no sheet of the name that the data card states",
                    hint,
                )
            }
            Refused::Several(names) => {
                let names: Vec<String> =
                    names.iter().map(|name| format!("{:?}", text::cut(&text::sanitise(name), 40))).collect();
                let hint =
                    format!("write sheet = \"...\" in [source] of the data card with one of: {}", names.join(", "));
                Report::of_file(name, "several-sheets", "several sheets of this workbook hold a table", hint)
            }
            Refused::NoTable => {
                Report::of_file(name, "empty-file", "no sheet of this workbook holds a table", "export the data again")
            }
        }
    })
}

/// A workbook of one of the kinds.
enum Book<'b> {
    Xlsx(Xlsx<Cursor<&'b [u8]>>),
    Xlsb(Xlsb<Cursor<&'b [u8]>>),
    Ods(Ods<Cursor<&'b [u8]>>),
    Xls(Xls<Cursor<&'b [u8]>>),
}

fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Sheet, Refused> {
    let mut book = open(bytes)?;
    let (names, format) = match &book {
        Book::Xlsx(book) => (visible(book), "xlsx"),
        Book::Xlsb(book) => (visible(book), "xlsb"),
        Book::Ods(book) => (visible(book), "ods"),
        Book::Xls(book) => (visible(book), "xls"),
    };
    let mut warnings = Vec::new();
    let name = if let Some(wanted) = wanted {
        let all = match &book {
            Book::Xlsx(book) => book.sheet_names(),
            Book::Xlsb(book) => book.sheet_names(),
            Book::Ods(book) => book.sheet_names(),
            Book::Xls(book) => book.sheet_names(),
        };
        let wanted = wanted.trim();
        let found = all.iter().find(|name| name.trim() == wanted);
        found
            .or_else(|| all.iter().find(|name| name.trim().eq_ignore_ascii_case(wanted)))
            .cloned()
            .ok_or(Refused::NoSheet)?
    } else {
        let mut tables: Vec<String> = Vec::new();
        for name in &names {
            if book.is_table(name)? {
                tables.push(name.clone());
            }
        }
        match <[String; 1]>::try_from(tables) {
            Ok([only]) => {
                if names.len() > 1 {
                    warnings
                        .push(format!("{} sheets; only one of them holds a table, and that one is read", names.len()));
                }
                only
            }
            Err(tables) if tables.is_empty() => return Err(Refused::NoTable),
            Err(tables) => return Err(Refused::Several(tables.into_iter().take(LISTED_SHEETS).collect())),
        }
    };
    let mut lines = Lines::default();
    book.cells(&name, &mut |row, column, cell| lines.add(row, column, &written(cell)))?;
    Ok(Sheet { text: lines.finish()?, format, warnings })
}

fn open(bytes: &[u8]) -> Result<Book<'_>, Refused> {
    let cursor = || Cursor::new(bytes);
    if !bytes.starts_with(b"PK") {
        let cells = compound::cells(bytes).ok_or(Refused::Unreadable)?;
        if cells > GRANTED_CELLS.max(bytes.len() as u64) {
            return Err(Refused::TooLarge);
        }
        return Xls::new(cursor()).map(Book::Xls).map_err(|_| Refused::Unreadable);
    }
    let most = (GRANTED + UNPACKED * bytes.len() as u64).min(LARGEST_UNPACKED);
    if unpacked(bytes).is_none_or(|size| size > most) {
        return Err(Refused::TooLarge);
    }
    if let Ok(book) = Xlsx::new(cursor()) {
        return Ok(Book::Xlsx(book));
    }
    if let Ok(book) = Xlsb::new(cursor()) {
        return Ok(Book::Xlsb(book));
    }
    Ods::new(cursor()).map(Book::Ods).map_err(|_| Refused::Unreadable)
}

fn visible<'b, B: Reader<Cursor<&'b [u8]>>>(book: &B) -> Vec<String> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

/// What every archive says of its parts: the sum of their sizes when unpacked. Nothing where its directory is not found. A part that is
/// larger than it says is no danger: zip 9.8, with which calamine reads, stops at the size that is told.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let number = |at: usize, count: usize| {
        bytes.get(at..at + count).map(|bytes| bytes.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)))
    };
    // The end of the directory is the last record; a comment of at most 65,535 bytes may follow.
    let from = bytes.len().saturating_sub(22 + 0xFFFF);
    let end = (from..=bytes.len().saturating_sub(22)).rev().find(|at| bytes.get(*at..at + 4) == Some(b"PK\x05\x06"))?;
    let mut at = usize::try_from(number(end + 16, 4)?).ok()?;
    let mut sum = 0_u64;
    for _ in 0..number(end + 10, 2)? {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            return None;
        }
        sum = sum.saturating_add(number(at + 24, 4)?);
        at += 46 + usize::try_from(number(at + 28, 2)? + number(at + 30, 2)? + number(at + 32, 2)?).ok()?;
    }
    Some(sum)
}

impl Book<'_> {
    /// Whether a sheet has two rows of two cells.
    fn is_table(&mut self, name: &str) -> Result<bool, Refused> {
        let mut rows: Vec<(u32, usize)> = Vec::new();
        let mut is_table = false;
        let stopped = self.cells(name, &mut |row, _, _| {
            match rows.last_mut() {
                Some((last, count)) if *last == row => *count += 1,
                _ => rows.push((row, 1)),
            }
            is_table = rows.iter().filter(|(_, count)| *count > 1).count() > 1;
            // Stops at once where enough was seen.
            if is_table || rows.len() > 1000 { Err(Refused::NoTable) } else { Ok(()) }
        });
        match stopped {
            Err(Refused::Unreadable) => Err(Refused::Unreadable),
            _ => Ok(is_table),
        }
    }

    /// Gives out the cells that hold something, row by row.
    fn cells(
        &mut self,
        name: &str,
        take: &mut dyn FnMut(u32, u32, &Data) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let range = match self {
            Self::Xlsx(book) => {
                let mut reader = book.worksheet_cells_reader(name).map_err(|_| Refused::Unreadable)?;
                while let Some(cell) = reader.next_cell().map_err(|_| Refused::Unreadable)? {
                    let (row, column) = cell.get_position();
                    let value = Data::from(cell.get_value().clone());
                    if !value.is_empty() {
                        take(row, column, &value)?;
                    }
                }
                return Ok(());
            }
            Self::Xlsb(book) => {
                let mut reader = book.worksheet_cells_reader(name).map_err(|_| Refused::Unreadable)?;
                while let Some(cell) = reader.next_cell().map_err(|_| Refused::Unreadable)? {
                    let (row, column) = cell.get_position();
                    let value = Data::from(cell.get_value().clone());
                    if !value.is_empty() {
                        take(row, column, &value)?;
                    }
                }
                return Ok(());
            }
            Self::Ods(book) => book.worksheet_range(name).map_err(|_| Refused::Unreadable)?,
            Self::Xls(book) => book.worksheet_range(name).map_err(|_| Refused::Unreadable)?,
        };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let at =
                |from: u32, index: usize| u32::try_from(index).map_or(u32::MAX, |index| from.saturating_add(index));
            take(at(first_row, row), at(first_column, column), cell)?;
        }
        Ok(())
    }
}

/// The text of a sheet while its cells come in.
#[derive(Default)]
struct Lines {
    text: String,
    /// Where each row ends, and how many cells it has.
    ends: Vec<(usize, u32)>,
    cells: u32,
}

impl Lines {
    fn add(&mut self, row: u32, column: u32, cell: &str) -> Result<(), Refused> {
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Refused::Unreadable);
        }
        while (self.ends.len() as u64) < u64::from(row) {
            self.end_row();
        }
        // A cell of a row that is over, or that comes twice: the file is not what it should be.
        if self.ends.len() as u64 > u64::from(row) || column < self.cells {
            return Err(Refused::Unreadable);
        }
        for _ in self.cells..=column {
            if self.cells > 0 {
                self.text.push(',');
            }
            self.cells += 1;
        }
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
        if self.text.len() > LARGEST_SHEET { Err(Refused::TooLarge) } else { Ok(()) }
    }

    fn end_row(&mut self) {
        self.ends.push((self.text.len(), self.cells));
        self.cells = 0;
    }

    /// All rows, filled up to the same number of cells; blank rows stay blank.
    fn finish(mut self) -> Result<String, Refused> {
        self.end_row();
        let width = self.ends.iter().map(|(_, cells)| *cells).max().unwrap_or(0);
        let missing: u64 =
            self.ends.iter().filter(|(_, cells)| *cells > 0).map(|(_, cells)| u64::from(width - cells)).sum();
        if self.text.len() as u64 + missing + self.ends.len() as u64 > LARGEST_SHEET as u64 {
            return Err(Refused::TooLarge);
        }
        let mut text = String::with_capacity(self.text.len() + self.ends.len());
        let mut start = 0;
        for (end, cells) in &self.ends {
            text.push_str(self.text.get(start..*end).unwrap_or_default());
            if *cells > 0 {
                text.extend(std::iter::repeat_n(',', (width - cells) as usize));
            }
            text.push('\n');
            start = *end;
        }
        Ok(text)
    }
}

/// A cell as text.
fn written(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => plain(*number),
        Data::String(text) => text.replace('\0', ""),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(moment) if moment.is_duration() => {
            let seconds = (moment.as_f64() * 86_400.0).round();
            format!("{}:{:02}:{:02}", (seconds / 3600.0).floor(), (seconds / 60.0).floor() % 60.0, seconds % 60.0)
        }
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let time = format!("{hour:02}:{minute:02}:{second:02}");
            match (moment.as_f64() < 1.0, time == "00:00:00") {
                (true, _) => time,
                (false, true) => format!("{year:04}-{month:02}-{day:02}"),
                (false, false) => format!("{year:04}-{month:02}-{day:02} {time}"),
            }
        }
        Data::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        Data::DurationIso(text) => text.clone(),
        Data::Error(calamine::CellErrorType::NA) => "#N/A".to_owned(),
        Data::Error(_) => "#ERROR".to_owned(),
        Data::Empty => String::new(),
    }
}

/// The fifteen digits that a spreadsheet shows at most.
fn plain(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}
