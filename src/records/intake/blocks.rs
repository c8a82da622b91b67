//! The reader for clean rectangular blocks of files of any size: finds cells where they stand, eight bytes at a time, and copies
//! none.
//!
//! It reads strictly (every row as many cells as the header, quotation marks by RFC 4180, LF or CR LF) and declines at the first
//! thing that is otherwise, so that what it reads means the same to every reader; the tests compare it with [polars'](super::frame).
//!
//! It goes over the structure of a file before polars reads it, and reads alone what is larger than [`frame::MOST`](super::frame::MOST),
//! because there memory must not grow with the rows: of polars' readers only the one that makes a frame of a whole file is among
//! the features that chartpaper has. It is also the quicker one there. Of 1,000,000 rows and 75 MB, 9 of 14 columns wanted, polars
//! takes 280 ms of processor time for blocks of 4 MB as texts and 260 ms for the whole with types declared, before anything is
//! counted; this reader takes 45 ms, and reading, counting, preparing twelve views and auditing them 190 ms together; with every
//! cell quoted that is 320 ms against 260 ms. (AMD EPYC, 2 processors; `cargo bench --bench figures -- admission` compares the
//! whole.)

use super::content::count;
use super::table::{LONGEST, Records};

/// Rows of a batch: their cells stay in the nearest cache.
pub(super) const BATCH: usize = 1024;

/// What every row of a file is like.
pub(super) struct Shape {
    delimiter: u8,
    /// For each column, whether it was asked for.
    wanted: Vec<bool>,
}

impl Shape {
    /// Rows of `width` cells, of which those in `columns` are kept.
    pub(super) fn new(delimiter: u8, width: usize, columns: &[usize]) -> Self {
        let mut wanted = vec![false; width];
        for column in columns {
            if let Some(wanted) = wanted.get_mut(*column) {
                *wanted = true;
            }
        }
        Self { delimiter, wanted }
    }

    /// Such rows, of which no cell is kept.
    pub(super) fn without_columns(&self) -> Self {
        Self::new(self.delimiter, self.width(), &[])
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Cells of a row.
    pub(super) fn width(&self) -> usize {
        self.wanted.len()
    }
}

/// What a block held.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) rows: usize,
    /// Blank rows: how many rows of the block, blank or not, stand before each.
    pub(super) blank: Vec<usize>,
}

/// Reads a block that begins with a row and ends with one; nothing where it is not clean.
pub(super) fn read(
    block: &[u8],
    shape: &Shape,
    columns: &[usize],
    add: &mut dyn FnMut(&Records<'_>),
) -> Option<Counted> {
    let text = std::str::from_utf8(block).ok()?;
    if block.contains(&0) || block.len() >= LONGEST {
        return None;
    }
    let records = Records::new(text, columns);
    let mut split =
        Split { bytes: block, shape, records, add, column: 0, start: 0, batch: 0, counted: Counted::default() };
    if block.contains(&b'"') { split.marked() } else { split.plain() }?;
    (split.add)(&split.records);
    Some(split.counted)
}

struct Split<'b, 's> {
    bytes: &'b [u8],
    shape: &'s Shape,
    records: Records<'b>,
    add: &'s mut dyn FnMut(&Records<'_>),
    /// Of the cell that is read.
    column: usize,
    start: usize,
    /// Rows of the batch.
    batch: usize,
    counted: Counted,
}

/// A bit (the highest of its byte) for each byte of a word that is zero, and for no other.
fn zeros(word: u64) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    !(((word & LOW) + LOW) | word | LOW)
}

impl Split<'_, '_> {
    /// A block without a quotation mark.
    fn plain(&mut self) -> Option<()> {
        let delimiters = u64::from_ne_bytes([self.shape.delimiter; 8]);
        let line_feeds = u64::from_ne_bytes([b'\n'; 8]);
        let (words, tail) = self.bytes.as_chunks::<8>();
        let mut returns = 0;
        for (index, word) in words.iter().enumerate() {
            let word = u64::from_le_bytes(*word);
            let lines = zeros(word ^ line_feeds);
            let mut ends = zeros(word ^ delimiters) | lines;
            while ends != 0 {
                let at = index * 8 + ends.trailing_zeros() as usize / 8;
                let lowest = ends & ends.wrapping_neg();
                ends ^= lowest;
                if lines & lowest == 0 {
                    self.end_cell(at)?;
                } else {
                    returns += self.end_line(at)?;
                }
            }
        }
        for (index, byte) in tail.iter().enumerate() {
            let at = words.len() * 8 + index;
            if *byte == b'\n' {
                returns += self.end_line(at)?;
            } else if *byte == self.shape.delimiter {
                self.end_cell(at)?;
            }
        }
        if self.start < self.bytes.len() || self.column > 0 {
            self.end_row(self.bytes.len())?;
        }
        // A carriage return that ends no row is not for this reader.
        (count(self.bytes, b'\r') == returns).then_some(())
    }

    #[inline]
    fn end_cell(&mut self, at: usize) -> Option<()> {
        if *self.shape.wanted.get(self.column)? {
            self.records.push(self.start, at);
        }
        self.column += 1;
        self.start = at + 1;
        Some(())
    }

    /// The line feed at `at`; how many carriage returns belong to it.
    fn end_line(&mut self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|before| *before >= self.start);
        let has_return = before.and_then(|before| self.bytes.get(before)) == Some(&b'\r');
        let end = at - usize::from(has_return);
        if self.column == 0 && end == self.start {
            self.counted.blank.push(self.counted.rows + self.counted.blank.len());
            self.start = at + 1;
        } else {
            self.end_row(end)?;
            self.start = at + 1;
        }
        Some(usize::from(has_return))
    }

    fn end_row(&mut self, end: usize) -> Option<()> {
        self.end_cell(end)?;
        self.close()
    }

    /// All cells of a row are read.
    fn close(&mut self) -> Option<()> {
        if self.column != self.shape.wanted.len() {
            return None;
        }
        self.column = 0;
        self.counted.rows += 1;
        self.batch += 1;
        if self.batch == BATCH {
            (self.add)(&self.records);
            self.records.clear();
            self.batch = 0;
        }
        Some(())
    }

    /// A block with quotation marks.
    fn marked(&mut self) -> Option<()> {
        while self.start < self.bytes.len() {
            if self.column == 0
                && let Some(after) = self.line_end(self.start)
            {
                self.counted.blank.push(self.counted.rows + self.counted.blank.len());
                self.start = after;
                continue;
            }
            let end = if self.bytes.get(self.start) == Some(&b'"') { self.quoted()? } else { self.unquoted()? };
            self.column += 1;
            if self.bytes.get(end) == Some(&self.shape.delimiter) {
                self.start = end + 1;
                if self.start == self.bytes.len() {
                    // Nothing after the last delimiter of the file: an empty cell.
                    self.end_cell(end + 1)?;
                    self.close()?;
                }
            } else {
                self.close()?;
                self.start = if end == self.bytes.len() { end } else { self.line_end(end)? };
            }
        }
        Some(())
    }

    /// After the line end at `at`, if there is one.
    fn line_end(&self, at: usize) -> Option<usize> {
        match (self.bytes.get(at)?, self.bytes.get(at + 1)) {
            (b'\n', _) => Some(at + 1),
            (b'\r', Some(b'\n')) => Some(at + 2),
            _ => None,
        }
    }

    fn is_wanted(&self) -> Option<bool> {
        self.shape.wanted.get(self.column).copied()
    }

    /// Keeps the cell that begins here without a quotation mark; where it ends.
    fn unquoted(&mut self) -> Option<usize> {
        let rest = self.bytes.get(self.start..)?;
        let delimiter = self.shape.delimiter;
        let length = rest.iter().position(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r' | b'"'));
        let end = length.map_or(self.bytes.len(), |length| self.start + length);
        if self.bytes.get(end) == Some(&b'"') {
            return None;
        }
        if self.is_wanted()? {
            self.records.push(self.start, end);
        }
        Some(end)
    }

    /// Keeps the cell that begins here with a quotation mark; where it ends.
    fn quoted(&mut self) -> Option<usize> {
        let begin = self.start + 1;
        let mut from = begin;
        let mut has_doubled = false;
        let close = loop {
            let mark = from + self.bytes.get(from..)?.iter().position(|byte| *byte == b'"')?;
            if self.bytes.get(mark + 1) != Some(&b'"') {
                break mark;
            }
            has_doubled = true;
            from = mark + 2;
        };
        let end = close + 1;
        let is_end = end == self.bytes.len() || self.bytes.get(end) == Some(&self.shape.delimiter);
        if !is_end && self.line_end(end).is_none() {
            return None;
        }
        if self.is_wanted()? {
            if has_doubled {
                let cell = std::str::from_utf8(self.bytes.get(begin..close)?).ok()?;
                self.records.push_text(&cell.replace("\"\"", "\""));
            } else {
                self.records.push(begin, close);
            }
        }
        Some(end)
    }
}
