//! A data file whose head was understood: what it is, and the pass over it.

use std::borrow::Cow;
use std::io;

use crate::diagnostic::{Finding, Place, Report};
use crate::text;

use super::blocks::Shape;
use super::content::{Content, count};
use super::dates::{Dates, Dating, Right};
use super::encoding::Coding;
use super::foot::{self, Below, TAIL};
use super::head::{self, Facts};
use super::layout::{self, Layout};
use super::number::Decimal;
use super::pass::{Fold, Pace, Pass, Progress, Watch, Whole};
use super::split::{Blanks, Dialect, MOST_COLUMNS};
use super::stated::Stated;
use super::table::{Problem, Rows};
use super::{LISTED, SET_ASIDE_LIMIT, fault, frame, tolerant, workbook, wrapping};

/// Bytes by which a file is understood; a smaller one is looked at as a whole.
pub(super) const HEAD: usize = 1 << 20;

/// Cells of a file that polars reads as a whole, at most: beside each it keeps some 80 bytes (measured), however short the cell is.
const CELLS_AT_ONCE: usize = 1 << 20;

/// A data file, of which only the head has been looked at.
pub(in crate::records) struct Opened {
    pub(super) name: String,
    pub(super) content: Content,
    pub(super) coding: Coding,
    pub(super) dialect: Dialect,
    pub(super) layout: Layout,
    /// Bytes and rows of the text before the part that `layout` is about: a line that states the delimiter.
    pub(super) stated_line: (usize, usize),
    /// Whether every row was quoted whole.
    is_wrapped: bool,
    header: Vec<String>,
    facts: Facts,
    decimal: Decimal,
    dates: Dates,
    /// Whether the strict readers may try.
    is_plain: bool,
    /// Rows below the table, if the card states them.
    skip_end: Option<usize>,
    /// The share of rows that may be set aside, and whether a file without rows is refused.
    allowed: f64,
    is_strict: bool,
    pub(super) pace: Pace,
}

impl Opened {
    /// Understands a text that is in memory.
    pub(in crate::records) fn new(name: String, bytes: Vec<u8>, stated: &Stated) -> Result<Self, Report> {
        Self::of(name, Content::Memory(bytes), HEAD, stated)
    }

    /// Understands a file by at most `most` of its bytes, or by all where the header does not end among them.
    pub(super) fn of(name: String, content: Content, most: usize, stated: &Stated) -> Result<Self, Report> {
        let head = content.head(most).map_err(|error| fault(&name, &error))?;
        if workbook::is_workbook(&head) {
            drop(head);
            let bytes = content.whole().map_err(|error| fault(&name, &error))?;
            let sheet = workbook::sheet(&name, bytes, stated.sheet.as_deref())?;
            let plain =
                Stated { encoding: None, delimiter: Some(b','), quote: Some(b'"'), escape: None, ..stated.clone() };
            let mut opened = Self::of(name, Content::Memory(sheet.text.into_bytes()), usize::MAX, &plain)?;
            sheet.format.clone_into(&mut opened.facts.encoding);
            opened.facts.warnings.extend(sheet.warnings);
            return Ok(opened);
        }
        let is_whole = head.len() as u64 == content.length();
        let coding = match &stated.encoding {
            Some(label) => Coding::named(label, &head).ok_or_else(|| unknown_encoding(&name))?,
            None => Coding::detect(&head, is_whole),
        };
        let mut warnings = Vec::new();
        let (decoded, is_broken) = coding.decode(&head);
        if is_broken && is_whole {
            warnings
                .push(format!("some bytes are no characters of {}; name the encoding in the data card", coding.name()));
        }
        let has_nul = decoded.contains('\0');
        if has_nul && head::is_binary(&decoded) {
            return Err(Report::of_file(&name, "encoding", "this is not a text file", "name a CSV file or a workbook"));
        }
        if has_nul {
            warnings.push("the file holds NUL bytes, which are passed over".to_owned());
        }
        let decoded = head::without_nul(decoded);
        let unwrapped = if stated.delimiter.is_none() { wrapping::unwrapped(&decoded) } else { None };
        let is_wrapped = unwrapped.is_some();
        if is_wrapped {
            warnings
                .push("every row is quoted as a whole, as a spreadsheet leaves it; the rows were unwrapped".to_owned());
        }
        let decoded: Cow<'_, str> = unwrapped.map_or(decoded, Cow::Owned);
        let line = wrapping::stated_delimiter(&decoded);
        let stated_line = line.map_or((0, 0), |(_, bytes)| (bytes, 1));
        let text = decoded.get(stated_line.0..).unwrap_or_default();
        let dialect = head::dialect(text, line.map(|(delimiter, _)| delimiter), stated);
        let rows = layout::Stated { skip: stated.skip_rows, header: stated.header_rows };
        let layout = Layout::of(text, dialect, rows);
        if layout.width > MOST_COLUMNS {
            return Err(too_wide(&name));
        }
        if !is_whole && layout.body >= text.len() {
            drop(decoded);
            drop(head);
            return Self::of(name, content, usize::MAX, stated);
        }
        let header = head::names(&layout, &mut warnings);
        let facts = Facts {
            encoding: coding.name(),
            has_mark: coding.has_mark(),
            delimiter: char::from(dialect.delimiter),
            quote: char::from(dialect.quote),
            escape: dialect.escape.map(char::from),
            line_ending: head::line_ending(text, dialect),
            preamble_rows: layout.above + stated_line.1,
            header_rows: layout.header.len(),
            warnings,
        };
        let decimal = match stated.decimal_comma {
            Some(true) => Decimal::Comma,
            Some(false) => Decimal::Point,
            None => head::decimal(text.get(layout.body..).unwrap_or_default(), dialect),
        };
        let place = |name: &str| header.iter().position(|head| head == name);
        let dates = stated.dates.iter().filter_map(|dated| Some((place(&dated.column)?, dated.clone()))).collect();
        let is_usual = dialect.quote == b'"' && dialect.escape.is_none() && dialect.blanks != Blanks::Aligned;
        let is_plain = coding.is_utf8() && !is_wrapped && !has_nul && is_usual && layout.width > 1;
        drop(decoded);
        drop(head);
        Ok(Self {
            name,
            content,
            coding,
            dialect,
            layout,
            stated_line,
            is_wrapped,
            header,
            facts,
            decimal,
            dates,
            is_plain,
            skip_end: stated.skip_end,
            allowed: stated.allow_set_aside.unwrap_or(SET_ASIDE_LIMIT),
            is_strict: true,
            pace: Pace::default(),
        })
    }

    /// The same file, read however few rows are understood: for telling what it is, not for using it.
    pub(in crate::records) fn leniently(mut self) -> Self {
        self.is_strict = false;
        self
    }

    /// Reads in blocks of this many bytes on this many threads; the whole by polars if it is no longer than `at_once`.
    #[cfg(test)]
    pub(in crate::records) fn paced(self, block: usize, threads: usize, at_once: u64) -> Self {
        Self { pace: Pace { block, threads, at_once }, ..self }
    }

    /// The file as it may be named.
    pub(in crate::records) fn name(&self) -> &str {
        &self.name
    }

    /// Names of the columns, sanitised, unique and not empty.
    pub(in crate::records) fn header(&self) -> &[String] {
        &self.header
    }

    /// What the file itself says about its columns below their names.
    pub(in crate::records) fn notes(&self) -> Option<&[String]> {
        self.layout.notes()
    }

    /// What was understood of it.
    pub(in crate::records) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The sign before decimals.
    pub(in crate::records) fn decimal(&self) -> Decimal {
        self.decimal
    }

    /// Whether the column with this index holds dates, as the data card says.
    pub(in crate::records) fn is_dated(&self, index: usize) -> bool {
        self.dates.iter().any(|(dated, _)| *dated == index)
    }

    /// The share of rows that may be set aside.
    pub(in crate::records) fn allowed(&self) -> f64 {
        self.allowed
    }

    /// Bytes of the file.
    pub(in crate::records) fn length(&self) -> u64 {
        self.content.length()
    }

    /// Reads the columns with these indices into `whole`, in one pass; no other column leaves the reader.
    ///
    /// # Errors
    /// When the file cannot be read to its end, or has too many rows that do not fit its header.
    pub(in crate::records) fn read<F: Fold>(
        &self,
        columns: &[usize],
        fold: &F,
        whole: &mut impl Whole<F::Part>,
        watch: &mut Watch<'_>,
    ) -> Result<Rows, Report> {
        let mut columns: Vec<usize> =
            columns.iter().copied().chain(self.dates.iter().map(|(dated, _)| *dated)).collect();
        columns.sort_unstable();
        columns.dedup();
        let unreadable = |error: io::Error| fault(&self.name, &error);
        let rows = if self.dates.is_empty() {
            self.strictly(&columns, fold, whole, watch)
        } else {
            let unlearned = watch.hasher.as_deref().cloned();
            let mut right = Right { whole, is_right: true };
            let dating = Dating { fold, dates: &self.dates, columns: &columns };
            let rows = self.strictly(&columns, &dating, &mut right, watch);
            let is_right = right.is_right;
            if let (Some(hasher), Some(unlearned), false) = (&mut watch.hasher, unlearned, is_right) {
                **hasher = unlearned;
            }
            rows.map(|rows| rows.filter(|_| is_right))
        };
        let rows = if let Some(rows) = rows.map_err(unreadable)? {
            rows
        } else {
            whole.restart();
            let bytes = self.content.whole().map_err(unreadable)?;
            if let Some(hasher) = &mut watch.hasher {
                hasher.update(&bytes);
            }
            let text = self.text(bytes);
            let (body, below) = self.table(&text);
            let rows = Rows { above: self.rows_above(), below: below.rows, ..Rows::default() };
            let (dialect, width) = (self.dialect, self.layout.width);
            let table = tolerant::Table { text: body, dialect, width, columns: &columns, dates: &self.dates };
            tolerant::read(&table, rows, fold, whole)
        };
        if self.is_strict { self.refuse(rows) } else { Ok(rows) }
    }

    /// By a strict reader; nothing where the file is not clean.
    fn strictly<F: Fold>(
        &self,
        columns: &[usize],
        fold: &F,
        whole: &mut impl Whole<F::Part>,
        watch: &mut Watch<'_>,
    ) -> io::Result<Option<Rows>> {
        if !self.is_plain {
            Ok(None)
        } else if self.content.length() <= self.pace.at_once {
            self.read_at_once(columns, fold, whole, watch)
        } else {
            self.read_in_blocks(columns, fold, whole, watch)
        }
    }

    /// Rows of the file above the first one of the table.
    fn rows_above(&self) -> usize {
        self.layout.body_rows + self.stated_line.1
    }

    /// The text of all the bytes: decoded, without NUL bytes, unwrapped.
    pub(super) fn text<'b>(&self, bytes: Cow<'b, [u8]>) -> Cow<'b, str> {
        // What looked like UTF-8 may be something else further down.
        let coding = if self.coding.is_utf8() && self.is_plain { Coding::detect(&bytes, true) } else { self.coding };
        let decoded: Cow<'b, str> = match bytes {
            Cow::Borrowed(bytes) => coding.decode(bytes).0,
            Cow::Owned(bytes) if coding.is_utf8() && coding.mark() == 0 => match String::from_utf8(bytes) {
                Ok(text) => Cow::Owned(text),
                Err(fault) => Cow::Owned(String::from_utf8_lossy(fault.as_bytes()).into_owned()),
            },
            Cow::Owned(bytes) => Cow::Owned(coding.decode(&bytes).0.into_owned()),
        };
        let decoded = head::without_nul(decoded);
        if !self.is_wrapped {
            return decoded;
        }
        wrapping::unwrapped(&decoded).map_or(decoded, Cow::Owned)
    }

    /// The rows of the table in the whole text, and what stands below them.
    pub(super) fn table<'t>(&self, text: &'t str) -> (&'t str, Below) {
        let body = text.get(self.stated_line.0 + self.layout.body..).unwrap_or_default();
        let below = self.below(body, 0);
        (body.get(..body.len() - below.bytes).unwrap_or(body), below)
    }

    /// What stands below the table, of which `tail` is the end and begins at the byte `from` of its rows.
    fn below(&self, tail: &str, from: usize) -> Below {
        match self.skip_end {
            Some(rows) => foot::last_rows(tail, from > 0, self.dialect, rows),
            None => foot::below(tail, from > 0, self.dialect, self.layout.width),
        }
    }

    /// Where the rows of the table begin, and what stands below them; nothing where that is not UTF-8.
    fn ends(&self) -> io::Result<Option<(u64, Below)>> {
        let body = (self.coding.mark() + self.stated_line.0 + self.layout.body) as u64;
        let (from, tail) = self.content.tail(body, TAIL)?;
        let Ok(tail) = std::str::from_utf8(&tail) else { return Ok(None) };
        Ok(Some((body, self.below(tail, usize::try_from(from - body).unwrap_or(usize::MAX)))))
    }

    /// By polars, or in blocks where polars would take many times the memory; nothing where the file is not clean.
    fn read_at_once<F: Fold>(
        &self,
        columns: &[usize],
        fold: &F,
        whole: &mut impl Whole<F::Part>,
        watch: &mut Watch<'_>,
    ) -> io::Result<Option<Rows>> {
        let Some((body, below)) = self.ends()? else { return Ok(None) };
        let bytes = self.content.whole()?;
        let of = bytes.len();
        let table = usize::try_from(body).ok().and_then(|body| bytes.get(body..of - below.bytes)).unwrap_or_default();
        if count(table, b'\n').saturating_mul(columns.len()) > CELLS_AT_ONCE {
            drop(bytes);
            return self.read_in_blocks(columns, fold, whole, watch);
        }
        let mut rows = Rows { above: self.rows_above(), below: below.rows, ..Rows::default() };
        if let Some(tell) = &mut watch.tell {
            tell(Progress::Reading { bytes: of as u64, of: of as u64, rows: 0 });
        }
        let shape = Shape::new(self.dialect.delimiter, self.layout.width, columns);
        let Some((parts, counted)) = frame::read(table, &shape, columns, self.pace, fold) else { return Ok(None) };
        rows.follow(&counted);
        for part in parts {
            whole.take(part);
        }
        if let Some(hasher) = &mut watch.hasher {
            hasher.update(&bytes);
        }
        Ok(Some(rows))
    }

    /// Block by block; nothing where the file is not clean.
    fn read_in_blocks<F: Fold>(
        &self,
        columns: &[usize],
        fold: &F,
        whole: &mut impl Whole<F::Part>,
        watch: &mut Watch<'_>,
    ) -> io::Result<Option<Rows>> {
        let Some((body, below)) = self.ends()? else { return Ok(None) };
        let shape = Shape::new(self.dialect.delimiter, self.layout.width, columns);
        let of = self.content.length();
        let end = of - below.bytes as u64;
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
        let rows = Rows { above: self.rows_above(), below: below.rows, ..Rows::default() };
        let pass = Pass { fold, whole, shape: &shape, columns, look: &mut look, rows };
        let rows = pass.run(self.content.blocks(body, end, self.pace.block)?, self.pace)?;
        if let (Some(known), Some(mut hasher), true) = (&mut watch.hasher, hasher, rows.is_some()) {
            hasher.update(&self.content.tail(end, below.bytes)?.1);
            **known = hasher;
        }
        Ok(rows)
    }

    /// Refuses a table of which too little was understood.
    fn refuse(&self, rows: Rows) -> Result<Rows, Report> {
        let total = rows.rows() + rows.set_aside();
        if total == 0 {
            if self.layout.header.iter().flatten().all(|cell| cell.trim().is_empty()) {
                return Err(super::empty(&self.name));
            }
            let hint = "export the data again, with the rows of the students";
            let message = "this file has a header row and no further row";
            return Err(Report::of_file(&self.name, "header-only", message, hint));
        }
        if rows.set_aside() as f64 > self.allowed * total as f64 { Err(self.too_many(&rows, total)) } else { Ok(rows) }
    }

    fn too_many(&self, rows: &Rows, total: usize) -> Report {
        let all = |problems: &[Problem]| rows.problems().iter().all(|(_, problem)| problems.contains(problem));
        let (code, message, hint) = if all(&[Problem::Date]) {
            let message =
                format!("{} of {total} rows have a date that is not written as the data card says", rows.set_aside());
            (
                "wrong-date",
                message,
                "correct format = \"...\" of that column, or name the words for no date: missing = [\"...\"]",
            )
        } else if all(&[Problem::OpenQuote, Problem::StrayQuote]) {
            let message = format!("{} of {total} rows have quotation marks that are not in pairs", rows.set_aside());
            ("open-quote", message, "double the marks inside cells, and close every cell that opens with one")
        } else {
            let message = format!("{} of {total} rows do not have {} cells", rows.set_aside(), self.layout.width);
            (
                "ragged",
                message,
                "look for title or total rows and for unquoted delimiters, or state allow_set_aside in [source] of the card",
            )
        };
        let mut report = Report::of_file(&self.name, code, message, hint);
        for (row, problem) in rows.problems().iter().take(LISTED) {
            let place = Place::Cell { row: Some(*row), column: None };
            report.findings.push(Finding::error(problem.code(), place, problem.words()));
        }
        report
    }
}

fn unknown_encoding(name: &str) -> Report {
    let hint = "write the encoding as browsers do, such as \"utf-8\", \"windows-1252\" or \"utf-16le\"";
    Report::of_file(name, "encoding", "the data card names an encoding that nobody knows", hint)
}

fn too_wide(name: &str) -> Report {
    let hint = "is this the right file? If the sign between its columns was taken wrongly, state it in the data card: delimiter, under [source]";
    Report::of_file(
        name,
        "too-wide",
        format!("the table has more than {} columns", text::thousands(MOST_COLUMNS)),
        hint,
    )
}
