//! A batch of rows as text cells, and the numbers of all rows of a file.

use super::quick::Counted;

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
        let at = self.columns.iter().position(|column| *column == index);
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
    /// Numbers of the rows that do not fit the header, ascending; the first row of the file is 1.
    pub(super) ragged: Vec<usize>,
    /// Numbers of the blank rows below the header, ascending.
    pub(super) blank: Vec<usize>,
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
        self.ragged.len()
    }

    /// The number that a spreadsheet shows for a row, given how many were understood before it.
    pub(in crate::records) fn number(&self, index: usize) -> usize {
        let (mut ragged, mut blank) = (self.ragged.iter().peekable(), self.blank.iter().peekable());
        let mut number = index + self.above + 1;
        loop {
            let is_left_out = ragged.next_if(|row| **row <= number).or_else(|| blank.next_if(|row| **row <= number));
            match is_left_out {
                Some(_) => number += 1,
                None => return number,
            }
        }
    }
}
