//! The records of a file as read, as standard CSV: so that suites for parsers can be scored.
//!
//! Exists only in builds with the feature `rows`, and in tests. The header is not invented; where it is spread over several
//! rows, its parts are joined by a blank.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::diagnostic::Report;

use super::fault;
use super::opened::Opened;
use super::split::{Row, Split};

/// The whole text of a file.
pub(in crate::records) fn text(opened: &Opened) -> Result<Cow<'_, str>, Report> {
    let whole = opened.content.whole().map_err(|error| fault(&opened.name, &error))?;
    Ok(opened.text(whole))
}

/// Writes the header row and every row of the table, also those that would be set aside, as RFC 4180 with LF at the end of
/// rows and marks only where they are needed.
pub(in crate::records) fn write(opened: &Opened, text: &str, out: &mut impl Write) -> io::Result<()> {
    let (body, _) = opened.table(text);
    if let [first, others @ ..] = opened.layout.header.as_slice() {
        // A header that is repeated is written as it stands; the names of columns say a word once.
        let is_same = !others.is_empty() && others.iter().all(|row| row == first);
        let names: Vec<String> = match others {
            [] => first.clone(),
            _ if is_same => first.iter().map(|cell| vec![cell.as_str(); others.len() + 1].join(" ")).collect(),
            _ => opened.layout.names(),
        };
        record(names.iter().map(String::as_str), out)?;
    }
    let mut split = Split::new(body, opened.dialect);
    let mut row = Row::default();
    while split.next(&mut row) {
        if !row.is_blank() || opened.layout.width == 1 {
            record(row.cells(), out)?;
        }
    }
    Ok(())
}

fn record<'c>(cells: impl Iterator<Item = &'c str>, out: &mut impl Write) -> io::Result<()> {
    let mut count = 0;
    let mut is_empty = true;
    for cell in cells {
        if count > 0 {
            out.write_all(b",")?;
        }
        count += 1;
        is_empty &= cell.is_empty();
        if cell.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    // A single empty cell would be a blank line.
    out.write_all(if count == 1 && is_empty { b"\"\"\n" } else { b"\n" })
}
