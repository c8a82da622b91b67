//! Tables of texts, as a page sets them: which columns hold anything, and which hold numbers.

use crate::records::HIDDEN;

/// Head and rows without columns in which nothing stands; the first, with the names of the rows, always stays.
pub(super) fn filled(header: &[String], rows: &[Vec<String>]) -> (Vec<String>, Vec<Vec<String>>) {
    let is_filled = |at: usize| rows.iter().filter_map(|row| row.get(at)).any(|cell| !cell.trim().is_empty());
    let kept: Vec<usize> = (0..header.len()).filter(|at| *at == 0 || rows.is_empty() || is_filled(*at)).collect();
    let of = |row: &Vec<String>| kept.iter().map(|at| row.get(*at).cloned().unwrap_or_default()).collect();
    (kept.iter().filter_map(|at| header.get(*at).cloned()).collect(), rows.iter().map(of).collect())
}

/// Whether a column holds numbers, and nothing else but empty cells. The first holds names, also where they are years.
pub(super) fn is_of_numbers(rows: &[Vec<String>], at: usize) -> bool {
    let mut cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.trim().is_empty()).peekable();
    at > 0 && cells.peek().is_some() && cells.all(|cell| is_number(cell))
}

/// Whether a cell is a number, a range of numbers or the sign for something hidden; words in brackets may follow.
pub(super) fn is_number(cell: &str) -> bool {
    let number = cell.split_once(" (").map_or(cell, |(number, _)| number).trim();
    let is_sign = |c: char| matches!(c, '-' | '−' | '–' | '+' | '<' | '>' | '≥' | '≤' | '.' | ',' | '%' | ' ');
    number == HIDDEN
        || number.contains(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || is_sign(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn empty_columns_are_left_out_and_names_of_rows_never() {
        let header = row(&["Class", "1 Not yet", "below", "at or above"]);
        let rows = [row(&["", "", "30%", "70%"]), row(&["", " ", "*"])];
        let (header, rows) = filled(&header, &rows);
        assert_eq!(header, row(&["Class", "below", "at or above"]));
        assert_eq!(rows, [row(&["", "30%", "70%"]), row(&["", "*", ""])]);
        assert_eq!(filled(&header, &[]), (header.clone(), Vec::new()), "nothing can be told of a table without rows");
    }

    #[test]
    fn columns_of_numbers_are_told_from_words_dates_and_nothing() {
        let rows = [
            row(&["2023", "31-40%", "", "2023-24 Fall", "12 May", "≥80%", "60.5 (after the reveal)", "*"]),
            row(&["2024", "", "", "", "3", "*", "-3", "*"]),
        ];
        let found: Vec<bool> = (0..9).map(|at| is_of_numbers(&rows, at)).collect();
        assert_eq!(found, [false, true, false, false, false, true, true, true, false]);
    }
}
