//! polars' own reader, for clean rectangular files: every column declared a text, only the wanted ones projected.

use std::io::Cursor;
use std::sync::Arc;

use polars::prelude::{DataType, PlSmallStr, Schema};
use polars_io::SerReader;
use polars_io::csv::read::{CsvParseOptions, CsvReadOptions};

use super::Records;
use super::dialect::{Dialect, Scan};

/// The wanted columns, or nothing when polars declines for whatever reason; its error would quote the data.
pub(super) fn read(content: &[u8], dialect: Dialect, scan: &Scan, width: usize, columns: &[usize]) -> Option<Records> {
    let body = content.get(scan.body..)?;
    let rows = scan.records.checked_sub(1)?;
    if columns.is_empty() {
        return Some(Records { columns: Vec::new(), rows, ragged: Vec::new(), blank: Vec::new() });
    }
    let schema: Schema = (0..width).map(|index| (name(index), DataType::String)).collect();
    let mut projection = columns.to_vec();
    projection.sort_unstable();
    projection.dedup();
    let parse = CsvParseOptions::default().with_separator(dialect.delimiter).with_quote_char(Some(b'"'));
    let frame = CsvReadOptions::default()
        .with_has_header(false)
        .with_schema(Some(Arc::new(schema)))
        .with_infer_schema_length(Some(0))
        .with_projection(Some(Arc::new(projection.clone())))
        .with_parse_options(parse)
        .into_reader_with_file_handle(Cursor::new(body))
        .finish()
        .ok()?;
    if frame.height() != rows {
        return None;
    }
    let mut kept = Vec::with_capacity(projection.len());
    for index in projection {
        kept.push((index, frame.column(&name(index)).ok()?.str().ok()?.clone()));
    }
    Some(Records { columns: kept, rows, ragged: Vec::new(), blank: Vec::new() })
}

fn name(index: usize) -> PlSmallStr {
    format!("c{index}").into()
}
