//! Headers that are people: gradebooks with a column a student, and files without a header row.

use crate::diagnostic::{Finding, Place, Report};

use super::{ColumnKind, ColumnOutline, Outline, suggest};

/// So many headers that look like names make a gradebook with students as columns.
const NAMES: usize = 3;

/// Why a file cannot be used because of the people in its first row; the refusal quotes none of it. `stated` are the header rows that
/// the data card states.
pub(super) fn refusal(outline: &Outline, stated: Option<usize>) -> Option<Report> {
    let refused = |code, message: &str, hint: &str| {
        let finding = Finding::error(code, Place::Cell { row: Some(1), column: None }, message).hint(hint);
        Some(Report { file: outline.file.clone(), source: None, findings: vec![finding] })
    };
    if stated == Some(0) {
        return None;
    }
    let header = || outline.columns.iter().map(|column| column.header.as_str());
    if stated.is_none() && (outline.reading.header_rows == 0 || header().any(is_datum)) {
        let hint = "add a first row with the names of the columns, such as student_id,class,score, or state header_rows in [source] of the data card";
        return refused("no-header", "the first row looks like a student's row, not like names of columns", hint);
    }
    let named: Vec<&ColumnOutline> = outline.columns.iter().filter(|column| is_name(&column.header)).collect();
    // Below the name of a student stand scores.
    let scored = named.iter().filter(|column| !matches!(column.kind, ColumnKind::Text | ColumnKind::Date)).count();
    if scored >= NAMES && scored * 2 >= outline.columns.len() {
        let hint =
            "turn the table round: one row a student, one column a score (in a spreadsheet: Paste Special, Transpose)";
        return refused("students-as-columns", "the columns look like students", hint);
    }
    None
}

/// A number that is no year, an e-mail address or a date.
fn is_datum(cell: &str) -> bool {
    let is_year = cell.parse::<u32>().is_ok_and(|year| (1990..=2100).contains(&year));
    let is_number = cell.replacen(',', ".", 1).parse::<f64>().is_ok();
    (is_number && !is_year) || suggest::is_email(cell) || suggest::is_date(cell)
}

/// `Last, First` or two or three capitalised words, none of them a word of school files.
fn is_name(cell: &str) -> bool {
    let words: Vec<&str> = cell.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_capitalised = |word: &&str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.clone().any(char::is_lowercase)
            && chars.all(|c| c.is_alphabetic() || matches!(c, '\'' | '-' | '.' | '\u{2019}'))
    };
    (2..=3).contains(&words.len()) && words.iter().all(is_capitalised) && !suggest::is_school_word(cell)
}
