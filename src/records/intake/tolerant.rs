//! The reader for files that are not clean: rows that do not fit the header are set aside by number.

use csv::{Position, Reader, ReaderBuilder, StringRecord, Trim};

use super::dialect::Dialect;
use super::pass::{Fold, Whole};
use super::table::{LONGEST, Records, Rows};

fn reader(content: &[u8], dialect: Dialect) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(dialect.delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::None)
        .from_reader(content)
}

/// The cells of the header row.
pub(super) fn first_record(content: &[u8], dialect: Dialect) -> Vec<String> {
    let mut record = StringRecord::new();
    match reader(content, dialect).read_record(&mut record) {
        Ok(true) => record.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Text of a batch, in bytes, and cells.
const BATCH: (usize, usize) = (1 << 20, 1 << 14);

/// Gives out the wanted columns of all rows that have `width` cells, and tells the numbers of the others.
pub(super) fn read<F: Fold>(
    content: &[u8],
    dialect: Dialect,
    width: usize,
    columns: &[usize],
    fold: &F,
    whole: &mut impl Whole<F::Part>,
) -> Rows {
    let mut reader = reader(content, dialect);
    let mut record = StringRecord::new();
    let mut records = Records::new("", columns);
    let mut part = fold.part();
    let mut give = |records: &mut Records<'_>| {
        fold.add(&mut part, records);
        fold.seal(&mut part);
        whole.take(std::mem::replace(&mut part, fold.part()));
        records.clear();
    };
    let mut rows = Rows { above: 1, ..Rows::default() };
    let mut number = 0;
    let mut is_header = true;
    // The content is valid UTF-8 and in memory, so that the reader has no error left to return.
    while let Ok(true) = reader.read_record(&mut record) {
        // The reader passes over blank rows in silence; a spreadsheet numbers them.
        for _ in 0..blank_rows(content, record.position()) {
            number += 1;
            rows.blank.push(number);
        }
        number += 1;
        if std::mem::take(&mut is_header) {
            continue;
        }
        if record.len() != width {
            rows.ragged.push(number);
            continue;
        }
        rows.understood += 1;
        for index in columns {
            // A cell that long is none.
            records.push_text(record.get(*index).filter(|cell| cell.len() < LONGEST).unwrap_or_default());
        }
        if records.kept() > BATCH.0 || records.rows() * columns.len() > BATCH.1 {
            give(&mut records);
        }
    }
    give(&mut records);
    rows
}

/// Line ends between the end of the row before and the first cell of a record, which begins at `position`.
fn blank_rows(content: &[u8], position: Option<&Position>) -> usize {
    let start = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0);
    let (before, after) = content.split_at_checked(start).unwrap_or((content, &[]));
    let mut last = before.last().copied().filter(|byte| *byte == b'\r');
    let mut ends = 0;
    for byte in after.iter().copied().take_while(|byte| matches!(byte, b'\r' | b'\n')) {
        // A line feed belongs to the carriage return before it.
        ends += usize::from(!(byte == b'\n' && last == Some(b'\r')));
        last = Some(byte);
    }
    ends
}
