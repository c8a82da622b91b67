//! polars' own parallel reader, for clean rectangular files up to [`MOST`] bytes: every file that a school has.
//!
//! Only the columns that were asked for are read, and all are declared texts: what a cell means is told by its role, where a type
//! would turn a score that cannot be read, a code for "no value" or a decimal comma into nothing, and drop the zeros of an
//! identifier. polars fills up a row that is too short and guesses at a quotation mark that is out of place, without a word; so
//! the [other strict reader](super::blocks) goes over the structure first, keeps nothing, and declines what is not by the book.
//! Whatever polars objects to after that makes the file one for the tolerant reader. Its error would quote the data and is
//! dropped unseen.
//!
//! The text of the file and the frame are in memory together, which is why larger files pass in blocks instead. What that costs
//! and spares is the whole of `chartpaper view FILE --list`, read by polars and in blocks, best of nine (AMD EPYC, 2 processors):
//!
//! | file | processor time, polars | in blocks | peak memory, polars | in blocks |
//! |---:|---:|---:|---:|---:|
//! | 35 KB | 9 ms | 8 ms | 19 MB | 14 MB |
//! | 0.6 MB | 14 ms | 11 ms | 20 MB | 14 MB |
//! | 5.6 MB | 46 ms | 24 ms | 35 MB | 20 MB |
//! | 22 MB | 150 ms | 65 ms | 86 MB | 38 MB |
//!
//! So polars costs nobody a moment where it reads, the start of its threads included, and it is the reader that others keep well.

use std::io::Cursor;
use std::sync::Arc;
use std::thread;

use polars::prelude::{DataType, PlSmallStr, Schema, StringChunked};
use polars_io::SerReader;
use polars_io::csv::read::{CsvParseOptions, CsvReadOptions};

use super::blocks::{self, BATCH, Counted, Shape};
use super::pass::{Fold, Pace};
use super::table::Records;

/// Larger files pass in blocks.
pub(super) const MOST: u64 = 32 << 20;

/// What the rows of `body` come to, stretch by stretch in their order; nothing where they are not clean.
pub(super) fn read<F: Fold>(
    body: &[u8],
    shape: &Shape,
    columns: &[usize],
    pace: Pace,
    fold: &F,
) -> Option<(Vec<F::Part>, Counted)> {
    let counted = blocks::read(body, &shape.without_columns(), &[], &mut |_| {})?;
    let texts = if counted.rows == 0 || columns.is_empty() { Vec::new() } else { texts(body, shape, columns)? };
    if texts.iter().any(|text| text.len() != counted.rows) {
        return None;
    }
    let stretches = body.len().div_ceil(pace.block.max(1)).clamp(1, pace.threads.max(1));
    let size = counted.rows.div_ceil(stretches).max(1);
    let stretch = |from: usize| {
        let mut part = fold.part();
        add(&texts, columns, from, size, &mut |records| fold.add(&mut part, records));
        fold.seal(&mut part);
        part
    };
    let stretch = &stretch;
    let starts = || (0..counted.rows).step_by(size);
    if starts().len() < 2 {
        return Some((starts().map(stretch).collect(), counted));
    }
    let parts: Option<Vec<F::Part>> = thread::scope(|scope| {
        let started: Vec<_> =
            starts().map(|from| (from, thread::Builder::new().spawn_scoped(scope, move || stretch(from)))).collect();
        // A machine that has no more threads to give goes on with this one.
        started
            .into_iter()
            .map(|(from, thread)| thread.map_or_else(|_| Some(stretch(from)), |own| own.join().ok()))
            .collect()
    });
    Some((parts?, counted))
}

/// The columns that were asked for; nothing when polars objects. Should it panic, that ends a thread of its own and nothing else.
fn texts(body: &[u8], shape: &Shape, columns: &[usize]) -> Option<Vec<StringChunked>> {
    thread::scope(|scope| {
        let reading = thread::Builder::new().spawn_scoped(scope, || by_polars(body, shape, columns)).ok()?;
        reading.join().ok()?
    })
}

fn by_polars(body: &[u8], shape: &Shape, columns: &[usize]) -> Option<Vec<StringChunked>> {
    let schema: Schema = (0..shape.width()).map(|index| (name(index), DataType::String)).collect();
    let parse = CsvParseOptions::default().with_separator(shape.delimiter()).with_quote_char(Some(b'"'));
    let frame = CsvReadOptions::default()
        .with_has_header(false)
        .with_schema(Some(Arc::new(schema)))
        .with_infer_schema_length(Some(0))
        .with_projection(Some(Arc::new(columns.to_vec())))
        .with_parse_options(parse)
        .into_reader_with_file_handle(Cursor::new(body))
        .finish()
        .ok()?;
    columns.iter().map(|index| Some(frame.column(&name(*index)).ok()?.str().ok()?.clone())).collect()
}

fn name(index: usize) -> PlSmallStr {
    format!("c{index}").into()
}

/// Gives out the rows of a stretch, batch by batch.
fn add(texts: &[StringChunked], columns: &[usize], from: usize, size: usize, add: &mut dyn FnMut(&Records<'_>)) {
    let Ok(offset) = i64::try_from(from) else { return };
    let stretch: Vec<StringChunked> = texts.iter().map(|text| text.slice(offset, size)).collect();
    let mut cells: Vec<_> = stretch.iter().map(StringChunked::iter).collect();
    let rows = stretch.first().map_or(0, StringChunked::len);
    let mut records = Records::new("", columns);
    for row in 1..=rows {
        for cell in &mut cells {
            records.push_text(cell.next().flatten().unwrap_or_default());
        }
        if row % BATCH == 0 || row == rows {
            add(&records);
            records.clear();
        }
    }
}
