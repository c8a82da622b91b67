//! What the head of a file says of it: its signs, its line ends, the sign before decimals, the names of its columns.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text;

use super::LISTED;
use super::layout::Layout;
use super::number::{self, Decimal};
use super::sniff;
use super::split::{Blanks, Dialect, Row, Split};
use super::stated::Stated;

/// What was understood of a file, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::records) struct Facts {
    /// Name of the encoding, or the format of a workbook.
    pub(in crate::records) encoding: String,
    pub(in crate::records) has_mark: bool,
    pub(in crate::records) delimiter: char,
    pub(in crate::records) quote: char,
    pub(in crate::records) escape: Option<char>,
    /// `lf`, `crlf`, `cr` or `mixed`.
    pub(in crate::records) line_ending: &'static str,
    /// Rows above the header.
    pub(in crate::records) preamble_rows: usize,
    pub(in crate::records) header_rows: usize,
    /// What a person should know.
    pub(in crate::records) warnings: Vec<String>,
}

/// Bytes of the name of a column; what is longer is no name, and is cut (ours; questions of surveys are shorter).
const LONGEST_NAME: usize = 1 << 14;

/// More than one in a hundred characters is a control character.
pub(super) fn is_binary(text: &str) -> bool {
    let head = text.chars().take(1 << 12);
    let controls = head.clone().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')).count();
    controls * 100 > head.count() && controls > 8
}

pub(super) fn without_nul(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.as_bytes().contains(&0) { Cow::Owned(text.replace('\0', "")) } else { text }
}

/// What is stated wins; the rest is told by trying.
pub(super) fn dialect(text: &str, line: Option<u8>, stated: &Stated) -> Dialect {
    let delimiter = stated.delimiter.or(line);
    let found = match (delimiter, stated.quote) {
        (Some(delimiter), Some(quote)) => Dialect { quote, ..Dialect::delimited(delimiter) },
        (Some(delimiter), None) => sniff::with_delimiter(text, delimiter),
        (None, _) => sniff::dialect(text),
    };
    let found = Dialect { quote: stated.quote.unwrap_or(found.quote), escape: stated.escape.or(found.escape), ..found };
    if sniff::is_spaced(text, found) { Dialect { blanks: Blanks::Behind, ..found } } else { found }
}

/// How the rows of the head end.
pub(super) fn line_ending(text: &str, dialect: Dialect) -> &'static str {
    let mut split = Split::new(text, dialect);
    let mut row = Row::default();
    let mut seen: Option<&'static str> = None;
    let mut rows = 0;
    while rows < 10_000 && split.next(&mut row) {
        rows += 1;
        let line = text.get(row.start..row.end).unwrap_or_default();
        let end = if line.ends_with("\r\n") {
            "crlf"
        } else if line.ends_with('\n') {
            "lf"
        } else if line.ends_with('\r') {
            "cr"
        } else {
            continue;
        };
        match seen {
            None => seen = Some(end),
            Some(before) if before != end => return "mixed",
            Some(_) => {}
        }
    }
    seen.unwrap_or("lf")
}

pub(super) fn decimal(body: &str, dialect: Dialect) -> Decimal {
    let mut split = Split::new(body, dialect);
    let mut row = Row::default();
    let mut cells = Vec::new();
    while cells.len() < 4096 && split.next(&mut row) {
        cells.extend(row.cells().filter(|cell| cell.contains([',', '.'])).map(str::to_owned));
        if row.number > 1000 {
            break;
        }
    }
    number::decimal(cells.iter().map(|cell| cell.trim()))
}

/// A name for each column: what the header says, sanitised; a number for those without one, and for the second of one name.
pub(super) fn names(layout: &Layout, warnings: &mut Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(layout.width);
    // The names that are taken, and the number by which the next column of that name will be tried.
    let mut known: HashMap<String, usize> = HashMap::new();
    let (mut unnamed, mut repeated) = (Vec::new(), Vec::new());
    for (index, name) in layout.names().into_iter().enumerate() {
        let name = name.get(..name.floor_char_boundary(LONGEST_NAME)).unwrap_or_default();
        let mut name = text::sanitise(name).trim().to_owned();
        if name.is_empty() {
            unnamed.push((index + 1).to_string());
            name = format!("column {}", index + 1);
        }
        if let Some(mut number) = known.get(&name).copied() {
            repeated.push((index + 1).to_string());
            let free = loop {
                let free = format!("{name} ({number})");
                number += 1;
                if !known.contains_key(&free) {
                    break free;
                }
            };
            known.insert(std::mem::replace(&mut name, free), number);
        }
        known.insert(name.clone(), 2);
        names.push(name);
    }
    let told = |numbers: &[String]| numbers.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    if layout.header.is_empty() {
        warnings.push("the file has no header row; its columns are numbered".to_owned());
    } else if !unnamed.is_empty() {
        warnings.push(format!(
            "{} of {} columns have no name and are numbered (columns {})",
            unnamed.len(),
            layout.width,
            told(&unnamed)
        ));
    }
    if !repeated.is_empty() {
        warnings.push(format!(
            "some columns have the name of an earlier one and are numbered (columns {})",
            told(&repeated)
        ));
    }
    names
}
