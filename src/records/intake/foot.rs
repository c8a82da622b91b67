//! What stands below a table: rows of totals, notes and nothing. Whatever a card states wins.

use std::collections::HashMap;

use super::split::{Dialect, Row, Split};

/// Bytes of the end that are looked at.
pub(super) const TAIL: usize = 1 << 14;

/// Rows that may stand below a table.
const BELOW: usize = 12;

/// What stands below a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Below {
    /// Rows, blank ones not counted.
    pub(super) rows: usize,
    /// Bytes of the text that they take.
    pub(super) bytes: usize,
}

/// Looks at the end of the rows of a table, which have `width` cells each; `is_cut` says that rows before it are missing.
pub(super) fn below(tail: &str, is_cut: bool, dialect: Dialect, width: usize) -> Below {
    let (start, is_cut) = whole_rows(tail, is_cut);
    let tail = tail.get(start..).unwrap_or_default();
    let mut split = Split::new(tail, dialect);
    let mut row = Row::default();
    let mut rows: Vec<(usize, Foot)> = Vec::new();
    let mut firsts: HashMap<String, usize> = HashMap::new();
    while split.next(&mut row) {
        let foot = Foot::of(&row, width);
        *firsts.entry(row.cell(0).trim().to_lowercase()).or_default() += 1;
        rows.push((row.start, foot));
    }
    // The word for a total may be an ordinary label of the first column.
    let is_label = |word: &str| firsts.get(word).is_some_and(|count| *count > 1);
    let mut below = Below::default();
    for (start, foot) in rows.iter().rev().take(BELOW) {
        match foot {
            Foot::Blank => {}
            Foot::Note => (below.rows, below.bytes) = (below.rows + 1, tail.len() - start),
            Foot::Total(word) if !is_label(word) => (below.rows, below.bytes) = (below.rows + 1, tail.len() - start),
            _ => break,
        }
    }
    // Everything is note: then nothing is, and the table is only unusual.
    if below.rows > 0 && !is_cut && rows.iter().filter(|(_, foot)| !matches!(foot, Foot::Blank)).count() == below.rows {
        return Below::default();
    }
    below
}

/// The last rows of a table, so many of them, blank ones not counted.
pub(super) fn last_rows(tail: &str, is_cut: bool, dialect: Dialect, count: usize) -> Below {
    let (start, _) = whole_rows(tail, is_cut);
    let tail = tail.get(start..).unwrap_or_default();
    let mut split = Split::new(tail, dialect);
    let mut row = Row::default();
    let mut starts = Vec::new();
    while split.next(&mut row) {
        if !row.is_blank() {
            starts.push(row.start);
        }
    }
    let first = starts.len().saturating_sub(count);
    let bytes = starts.get(first).map_or(0, |start| tail.len() - start);
    Below { rows: starts.len() - first, bytes }
}

/// Where the first whole row near the end of a long text begins, and whether rows stand before it.
fn whole_rows(tail: &str, is_cut: bool) -> (usize, bool) {
    let from = tail.floor_char_boundary(tail.len().saturating_sub(TAIL));
    if from == 0 && !is_cut {
        return (0, false);
    }
    let rest = tail.as_bytes().get(from..).unwrap_or_default();
    let end = rest.iter().position(|byte| *byte == b'\n' || *byte == b'\r').map_or(rest.len(), |at| at + 1);
    (from + end, true)
}

/// What a row at the end of a file is.
enum Foot {
    Blank,
    Note,
    Total(String),
    Values,
}

/// Words with which a row of totals begins (English, German, French, Spanish, Portuguese, Dutch).
const TOTALS: [&str; 24] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "average",
    "averages",
    "mean",
    "median",
    "count",
    "class average",
    "class mean",
    "overall average",
    "standard deviation",
    "std dev",
    "summe",
    "gesamt",
    "gesamtsumme",
    "durchschnitt",
    "mittelwert",
    "moyenne",
    "promedio",
    "média",
    "suma",
    "gemiddelde",
];

impl Foot {
    fn of(row: &Row, width: usize) -> Self {
        let filled = row.filled();
        if row.is_blank() {
            return Self::Blank;
        }
        if row.fault.is_some() || width < 2 {
            return Self::Values;
        }
        if filled == 0 {
            return Self::Note;
        }
        let first = row.cells().map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default();
        let word = first.trim_end_matches([':', '.']).trim().to_lowercase();
        if TOTALS.contains(&word.as_str()) {
            return Self::Total(word);
        }
        let is_note = row.len() == 1 && width > 2 || row.len() != width && filled == 1 && width > 2;
        let is_sentence = filled == 1 && width > 3 && row.cell(0).trim().chars().count() > 24 && first.contains(' ');
        if is_note || is_sentence { Self::Note } else { Self::Values }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_notes_stand_below() {
        let after = |foot: &str| {
            let text = format!("name,score,level\nZq,1,a\nZx,2,b\n{foot}");
            let below = below(text.get(17..).unwrap(), false, Dialect::delimited(b','), 3);
            (below.rows, text.len() - below.bytes)
        };
        assert_eq!(after(""), (0, 31));
        assert_eq!(after("Total,3,\n"), (1, 31));
        assert_eq!(after("\nAverage:,1.5,\nPrinted today\n"), (2, 32));
        assert_eq!(after(",,\n,,\n"), (2, 31));
        assert_eq!(after("Zy,,\n"), (0, 36), "a student without scores");
        assert_eq!(after("Zy,3\n"), (0, 36), "a row that lost a cell");
    }
}
