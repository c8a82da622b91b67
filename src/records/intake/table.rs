//! A batch of rows as text cells, and the numbers of all rows of a file.

use super::blocks::Counted;

/// Set in the start of a span whose text is kept beside the text of the file.
const ASIDE: u32 = 1 << 31;

/// Texts of this many bytes and more cannot be pointed into.
pub(super) const LONGEST: usize = ASIDE as usize;

/// Where the text of a cell is.
#[derive(Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

/// A place in a text; one that is too far is no place.
#[inline]
fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Some consecutive rows: text cells of the columns that were asked for, and of no other. Holds students' records and so has no
/// `Debug`, `Display`, `Clone` or `Serialize`.
pub(in crate::records) struct Records<'t> {
    /// A piece of the file.
    text: &'t str,
    /// Cells that do not stand in the file as they are meant.
    aside: String,
    /// Columns of the file.
    columns: Vec<usize>,
    /// The cells row by row.
    cells: Vec<Span>,
}

impl<'t> Records<'t> {
    /// No row yet; `columns` of the file, each once, in ascending order.
    pub(super) fn new(text: &'t str, columns: &[usize]) -> Self {
        Self { text, aside: String::new(), columns: columns.to_vec(), cells: Vec::new() }
    }

    /// Forgets the rows.
    pub(super) fn clear(&mut self) {
        self.aside.clear();
        self.cells.clear();
    }

    /// The next cell, which stands in the text at `start..end`; the text is shorter than [`LONGEST`].
    #[inline]
    pub(super) fn push(&mut self, start: usize, end: usize) {
        self.cells.push(Span { start: narrow(start), end: narrow(end) });
    }

    /// The next cell, which is not part of the text.
    pub(super) fn push_text(&mut self, cell: &str) {
        let start = self.aside.len();
        self.aside.push_str(cell);
        let (start, end) = (narrow(start), narrow(self.aside.len()));
        self.cells.push(Span { start: start | ASIDE, end: end | ASIDE });
    }

    /// Bytes of text that are kept beside the file's.
    pub(super) fn kept(&self) -> usize {
        self.aside.len()
    }

    /// Rows of this batch.
    pub(in crate::records) fn rows(&self) -> usize {
        self.cells.len().checked_div(self.columns.len()).unwrap_or_default()
    }

    /// The cells of a column (0 is the first of the file), blank ones as `None`; nothing if it was not asked for.
    pub(in crate::records) fn column(&self, index: usize) -> impl Iterator<Item = Option<&str>> {
        // They are ascending: of a table of 16,384 columns each is asked for.
        let at = self.columns.binary_search(&index).ok();
        let cells = if at.is_some() { self.cells.as_slice() } else { &[] };
        let spans = cells.chunks_exact(self.columns.len().max(1)).filter_map(move |row| row.get(at?));
        spans.map(|span| self.cell(*span))
    }

    #[inline]
    fn cell(&self, span: Span) -> Option<&str> {
        let text = if span.start & ASIDE == 0 { self.text } else { self.aside.as_str() };
        let cell = text.get((span.start & !ASIDE) as usize..(span.end & !ASIDE) as usize)?;
        // Nearly every cell begins and ends with a letter or a digit.
        let is_trimmed = |byte: Option<&u8>| byte.is_some_and(|byte| (b'!'..=b'~').contains(byte));
        let bytes = cell.as_bytes();
        let cell = if is_trimmed(bytes.first()) && is_trimmed(bytes.last()) { cell } else { cell.trim() };
        Some(cell).filter(|cell| !cell.is_empty())
    }
}

/// Which rows of a file were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::records) struct Rows {
    /// Rows that were understood.
    pub(super) understood: usize,
    /// Rows above the first one: the header, and what stands above it.
    pub(super) above: usize,
    /// Numbers of the rows that are set aside, ascending, and why; the first row of the file is 1.
    pub(super) set_aside: Vec<(usize, Problem)>,
    /// Numbers of the blank rows below the header, ascending.
    pub(super) blank: Vec<usize>,
    /// Rows below the table: totals and notes.
    pub(super) below: usize,
    /// Rows in which a cell holds a quotation mark without being quoted: how many, and the first of them.
    pub(super) marked: (usize, Vec<usize>),
}

/// Why a row is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::records) enum Problem {
    /// It has too many or too few cells.
    Cells,
    /// A quotation mark opens a cell and is never closed.
    OpenQuote,
    /// A quotation mark stands inside a quoted cell.
    StrayQuote,
    /// A date is not written as the data card says, or is no day.
    Date,
}

impl Problem {
    /// Its stable short name.
    pub(in crate::records) fn code(self) -> &'static str {
        match self {
            Self::Cells => "ragged-row",
            Self::OpenQuote => "open-quote",
            Self::StrayQuote => "stray-quote",
            Self::Date => "wrong-date",
        }
    }

    /// What is wrong, in words.
    pub(in crate::records) fn words(self) -> &'static str {
        match self {
            Self::Cells => "this row has too many or too few cells",
            Self::OpenQuote => "a quotation mark opens a cell here and is never closed",
            Self::StrayQuote => "a quoted cell holds a quotation mark that is not doubled",
            Self::Date => "a date is not written as the data card says, or is no day",
        }
    }
}

impl Rows {
    /// Adds the rows of the next block.
    pub(super) fn follow(&mut self, counted: &Counted) {
        let before = self.above + self.understood + self.blank.len();
        self.blank.extend(counted.blank.iter().map(|index| before + index + 1));
        self.understood += counted.rows;
    }

    /// Rows that were understood.
    pub(in crate::records) fn rows(&self) -> usize {
        self.understood
    }

    /// Rows that do not fit the header.
    pub(in crate::records) fn set_aside(&self) -> usize {
        self.set_aside.len()
    }

    /// Their numbers, ascending, and what is wrong with each.
    pub(in crate::records) fn problems(&self) -> &[(usize, Problem)] {
        &self.set_aside
    }

    /// The same, without a copy.
    pub(in crate::records) fn into_problems(self) -> Vec<(usize, Problem)> {
        self.set_aside
    }

    /// Rows below the table: totals and notes.
    pub(in crate::records) fn below(&self) -> usize {
        self.below
    }

    /// How many rows hold a quotation mark inside a cell that is not quoted, and the numbers of the first ones.
    pub(in crate::records) fn marked(&self) -> (usize, &[usize]) {
        (self.marked.0, &self.marked.1)
    }

    /// The number that a spreadsheet shows for a row, given how many were understood before it.
    pub(in crate::records) fn number(&self, index: usize) -> usize {
        let (mut aside, mut blank) = (self.set_aside.iter().peekable(), self.blank.iter().peekable());
        let mut number = index + self.above + 1;
        loop {
            let is_left_out =
                aside.next_if(|(row, _)| *row <= number).is_some() || blank.next_if(|row| **row <= number).is_some();
            if !is_left_out {
                return number;
            }
            number += 1;
        }
    }
}
