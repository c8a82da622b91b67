//! Codes that mean "no value": which of those we know occur in a column and cannot be meant otherwise.

use std::collections::HashMap;

use super::super::intake::{Decimal, is_missing, is_moment, number};

/// Codes that mean nothing else beside numbers (of schools and statistical offices).
const AMONG_NUMBERS: [&str; 29] = [
    "s",
    "x",
    "c",
    "z",
    "u",
    ":",
    "**",
    "***",
    "a",
    "abs",
    "absent",
    "ex",
    "exc",
    "exempt",
    "excused",
    "missing",
    "m",
    "nt",
    "ns",
    "dnt",
    "dna",
    "not tested",
    "not taken",
    "no score",
    "suppressed",
    "low",
    "blank",
    "incomplete",
    "none",
];

/// Numbers that stand for "no value" among numbers that are not negative.
const NEGATIVE: [&str; 5] = ["-1", "-9", "-99", "-999", "-9999"];

/// The codes among the values of a column, as the file writes them, in order.
pub(super) fn codes(counts: &HashMap<String, usize>, decimal: Decimal) -> Vec<String> {
    let lower = |value: &str| value.to_lowercase();
    let is_value = |value: &str| number(value, decimal).is_some() || is_moment(value);
    // `None` is a usual answer; a minus or a point is none.
    let is_general = |value: &str| is_missing(value) && !value.eq_ignore_ascii_case("none") && value != "*";
    let is_usual = |value: &str| is_general(value) || AMONG_NUMBERS.contains(&lower(value).as_str()) || value == "*";
    let has_numbers =
        counts.keys().any(|value| is_value(value)) && counts.keys().all(|value| is_value(value) || is_usual(value));
    let negative = counts.keys().filter(|value| number(value, decimal).is_some_and(|number| number < 0.0));
    let only_code = match negative.collect::<Vec<_>>().as_slice() {
        [one] if has_numbers && NEGATIVE.contains(&one.as_str()) && one.as_str() != "-1" => Some((*one).clone()),
        _ => None,
    };
    let mut codes: Vec<String> = counts
        .keys()
        .filter(|value| is_general(value) || *value == "*" || has_numbers && !is_value(value) && is_usual(value))
        .cloned()
        .chain(only_code)
        .collect();
    codes.sort_unstable();
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> Vec<String> {
        codes(&values.iter().map(|value| ((*value).to_owned(), 1)).collect(), Decimal::Point)
    }

    #[test]
    fn codes_are_known_and_stand_among_numbers() {
        assert_eq!(of(&["355", "404", "s"]), ["s"]);
        assert_eq!(of(&["1.5", "N/A", "absent", "-"]), ["-", "N/A", "absent"]);
        assert_eq!(of(&["Some", "None", "Freq"]), Vec::<String>::new(), "None is an answer");
        assert_eq!(of(&["3", "None"]), ["None"]);
        assert_eq!(of(&["s", "m", "l"]), Vec::<String>::new(), "sizes of shirts");
        assert_eq!(of(&["12", "13", "Zqvarin"]), Vec::<String>::new(), "a name is no code");
        assert_eq!(of(&["12", "13", "-99"]), ["-99"]);
        assert_eq!(of(&["-12", "13", "-99"]), Vec::<String>::new());
        assert_eq!(of(&["Senior", "*", "N/A"]), ["*", "N/A"]);
    }
}
