//! The reader for files that are not clean: rows that do not fit the header are set aside by number.

use csv::{Position, Reader, ReaderBuilder, StringRecord, Trim};
use polars::prelude::{NewChunkedArray, StringChunked};

use super::Records;
use super::dialect::Dialect;

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

/// The wanted columns of all rows that have `width` cells, and the numbers of the others.
pub(super) fn read(content: &[u8], dialect: Dialect, width: usize, columns: &[usize]) -> Records {
    let mut reader = reader(content, dialect);
    let mut record = StringRecord::new();
    let mut cells: Vec<Vec<Option<String>>> = columns.iter().map(|_| Vec::new()).collect();
    let (mut ragged, mut blank) = (Vec::new(), Vec::new());
    let mut rows = 0;
    let mut number = 0;
    let mut is_header = true;
    // The content is valid UTF-8 and in memory, so that the reader has no error left to return.
    while let Ok(true) = reader.read_record(&mut record) {
        // The reader passes over blank rows in silence; a spreadsheet numbers them.
        for _ in 0..blank_rows(content, record.position()) {
            number += 1;
            blank.push(number);
        }
        number += 1;
        if std::mem::take(&mut is_header) {
            continue;
        }
        if record.len() != width {
            ragged.push(number);
            continue;
        }
        rows += 1;
        for (kept, index) in cells.iter_mut().zip(columns) {
            kept.push(record.get(*index).filter(|cell| !cell.is_empty()).map(str::to_owned));
        }
    }
    let columns = columns
        .iter()
        .zip(cells)
        .map(|(index, cells)| (*index, StringChunked::from_iter_options("".into(), cells.into_iter())))
        .collect();
    Records { columns, rows, ragged, blank }
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
