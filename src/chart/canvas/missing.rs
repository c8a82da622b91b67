//! What is said where rows or columns found no room.

use crate::text;

/// How many of each kind are missing, in the longest words that fit into `room` columns; the shortest ones where none do, and
/// none where nothing is missing.
pub(super) fn missing(counts: &[(usize, &str)], room: usize) -> String {
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> =
        counts.map(|(count, one)| format!("{count} more {one}{}", if *count == 1 { "" } else { "s" })).collect();
    if told.is_empty() {
        return String::new();
    }
    let told = told.join(", ");
    let shapes = [format!("{told}; the values table has all of them"), format!("{told} in the values table")];
    shapes.into_iter().find(|words| text::width(words) <= room).unwrap_or(told)
}

#[cfg(test)]
mod tests {
    use super::missing;

    #[test]
    fn the_longest_words_that_fit_are_said() {
        let counts = [(3, "row"), (1, "column")];
        assert_eq!(missing(&counts, 80), "3 more rows, 1 more column; the values table has all of them");
        assert_eq!(missing(&counts, 56), "3 more rows, 1 more column in the values table");
        assert_eq!(missing(&counts, 30), "3 more rows, 1 more column");
        assert_eq!(missing(&[(0, "row"), (2, "column")], 30), "2 more columns");
        assert_eq!(missing(&[(0, "row")], 80), "");
    }
}
