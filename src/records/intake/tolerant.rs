//! The reader for files that are not clean: rows that do not fit the header are set aside by number.

use super::LISTED;
use super::dates::Dates;
use super::pass::{Fold, Whole};
use super::split::{Dialect, Fault, Row, Split};
use super::table::{LONGEST, Problem, Records, Rows};

/// Text of a batch, in bytes, and cells.
const BATCH: (usize, usize) = (1 << 20, 1 << 14);

/// The rows of a table, and what is wanted of them.
pub(super) struct Table<'t> {
    pub(super) text: &'t str,
    pub(super) dialect: Dialect,
    /// Cells of a row.
    pub(super) width: usize,
    /// Ascending.
    pub(super) columns: &'t [usize],
    pub(super) dates: &'t Dates,
}

/// Gives out the wanted columns of all rows that have as many cells as the table and dates that are right, and tells the numbers
/// of the others. `rows` knows what stands above.
pub(super) fn read<F: Fold>(table: &Table<'_>, mut rows: Rows, fold: &F, whole: &mut impl Whole<F::Part>) -> Rows {
    let Table { text, dialect, width, columns, dates } = *table;
    let mut split = Split::new(text, dialect);
    let mut row = Row::default();
    let mut records = Records::new("", columns);
    let mut part = fold.part();
    let mut give = |records: &mut Records<'_>| {
        fold.add(&mut part, records);
        fold.seal(&mut part);
        whole.take(std::mem::replace(&mut part, fold.part()));
        records.clear();
    };
    while split.next(&mut row) {
        let number = rows.above + row.number;
        if row.is_blank() && width > 1 {
            rows.blank.push(number);
            continue;
        }
        let windows: Option<Vec<String>> = dates.iter().map(|(index, dated)| dated.window(row.cell(*index))).collect();
        let problem = problem(&row, width).or(windows.is_none().then_some(Problem::Date));
        if let Some(problem) = problem {
            rows.set_aside.push((number, problem));
            continue;
        }
        if row.has_mark {
            rows.marked.0 += 1;
            if rows.marked.1.len() < LISTED {
                rows.marked.1.push(number);
            }
        }
        rows.understood += 1;
        for index in columns {
            let dated = dates.iter().position(|(dated, _)| dated == index);
            let window = dated.and_then(|at| windows.as_ref()?.get(at));
            // A cell that long is none.
            let cell = window.map_or_else(|| row.cell(*index), String::as_str);
            records.push_text(if cell.len() < LONGEST { cell } else { "" });
        }
        if records.kept() > BATCH.0 || records.rows() * columns.len() > BATCH.1 {
            give(&mut records);
        }
    }
    give(&mut records);
    rows
}

/// Why a row cannot be read; empty cells beyond the last column are no reason.
fn problem(row: &Row, width: usize) -> Option<Problem> {
    let is_wide = || (width..row.len()).all(|index| row.cell(index).trim().is_empty());
    match row.fault {
        Some(Fault::Open) => Some(Problem::OpenQuote),
        _ if row.len() < width || !is_wide() => Some(Problem::Cells),
        Some(Fault::Stray) => Some(Problem::StrayQuote),
        None => None,
    }
}
