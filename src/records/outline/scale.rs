//! Labels that have an order: answers to attitude items, terms, ranges of numbers.

use std::cmp::Ordering;

use super::super::aggregate::natural;
use super::super::intake::is_moment;

/// Words that have an order of their own, lowest first.
const ORDERED: [&[&str]; 12] = [
    &["fall", "autumn", "winter", "spring", "summer"],
    &["boy", "moy", "eoy"],
    &["beginning", "middle", "end"],
    &["pre", "mid", "post"],
    &["monday", "tuesday", "wednesday", "thursday", "friday"],
    &[
        "strongly disagree",
        "disagree",
        "somewhat disagree",
        "slightly disagree",
        "neither agree nor disagree",
        "neither",
        "neutral",
        "undecided",
        "slightly agree",
        "somewhat agree",
        "agree",
        "strongly agree",
    ],
    &[
        "never",
        "almost never",
        "rarely",
        "seldom",
        "sometimes",
        "occasionally",
        "often",
        "frequently",
        "usually",
        "almost always",
        "always",
    ],
    &["very poor", "poor", "fair", "average", "good", "very good", "excellent"],
    &[
        "very dissatisfied",
        "dissatisfied",
        "somewhat dissatisfied",
        "somewhat satisfied",
        "satisfied",
        "very satisfied",
    ],
    &["not at all", "a little", "slightly", "somewhat", "moderately", "quite", "a lot", "very", "extremely"],
    &["low", "lowavg", "low average", "avg", "medium", "hiavg", "high average", "high"],
    &[
        "far below",
        "below basic",
        "minimal",
        "below",
        "basic",
        "approaching",
        "on",
        "at",
        "proficient",
        "meets",
        "meeting",
        "met",
        "exceeds",
        "above",
        "advanced",
    ],
];

/// Lists in which whole labels must stand for the column to be ordered answers: attitude scales and performance levels.
const ANSWERS: std::ops::Range<usize> = 5..12;

/// Natural order, with years first and the words that have an order of their own in theirs.
pub(super) fn in_order(labels: &mut [String]) {
    labels.sort_by(|a, b| by_range(a, b).or_else(|| by_words(a, b)).unwrap_or_else(|| natural(a, b)));
}

fn by_words(a: &str, b: &str) -> Option<Ordering> {
    let split = |label: &str| {
        let lower = label.to_lowercase();
        ORDERED.iter().enumerate().find_map(|(list, words)| {
            let (at, word) = words
                .iter()
                .enumerate()
                .filter(|(_, word)| lower.contains(**word))
                .max_by_key(|(_, word)| word.len())?;
            Some((lower.replacen(word, "", 1).trim().to_owned(), list, at))
        })
    };
    let whole = |label: &str| place(label);
    if let (Some((list_a, at_a)), Some((list_b, at_b))) = (whole(a), whole(b)) {
        return (list_a == list_b).then(|| at_a.cmp(&at_b));
    }
    let ((rest_a, list_a, at_a), (rest_b, list_b, at_b)) = (split(a)?, split(b)?);
    (list_a == list_b).then(|| natural(&rest_a, &rest_b).then(at_a.cmp(&at_b)))
}

/// Where a whole label stands: its list, and its place in the list.
fn place(label: &str) -> Option<(usize, usize)> {
    let lower = label.trim().to_lowercase();
    ORDERED.iter().enumerate().find_map(|(list, words)| Some((list, words.iter().position(|word| *word == lower)?)))
}

/// Usual sets of answers, lowest first; the smaller first where both hold all answers.
const SETS: [&[&str]; 15] = [
    &["Disagree", "Agree"],
    &["Disagree", "Neutral", "Agree"],
    &["Strongly disagree", "Disagree", "Agree", "Strongly agree"],
    &["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"],
    &["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"],
    &["Strongly disagree", "Disagree", "Undecided", "Agree", "Strongly agree"],
    &["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
    &["Strongly disagree", "Disagree", "Slightly disagree", "Slightly agree", "Agree", "Strongly agree"],
    &["Strongly disagree", "Disagree", "Somewhat disagree", "Neutral", "Somewhat agree", "Agree", "Strongly agree"],
    &["Strongly disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Strongly agree"],
    &["Never", "Rarely", "Sometimes", "Often", "Always"],
    &["Never", "Seldom", "Sometimes", "Often", "Always"],
    &["Almost never", "Rarely", "Sometimes", "Often", "Almost always"],
    &["Poor", "Fair", "Good", "Very good", "Excellent"],
    &["Not at all", "Slightly", "Moderately", "Very", "Extremely"],
];

/// The usual set of answers that holds all of these. It tells which set is in use, and not which of its answers occur.
pub(super) fn set_of(labels: &[&str]) -> Option<Vec<String>> {
    let holds =
        |set: &&&[&str]| labels.iter().all(|label| set.iter().any(|answer| answer.eq_ignore_ascii_case(label.trim())));
    let found = SETS
        .iter()
        .filter(holds)
        .min_by_key(|set| if set.len() < 4 && labels.len() < set.len() { 99 } else { set.len() })?;
    (labels.len() > 1).then(|| found.iter().map(|answer| (*answer).to_owned()).collect())
}

/// Whether the labels are ordered answers: all of one list, and at least two of them.
pub(super) fn are_answers(labels: &[&str]) -> bool {
    labels.len() > 1
        && ANSWERS.clone().any(|list| {
            ORDERED
                .get(list)
                .is_some_and(|words| labels.iter().all(|label| words.contains(&label.trim().to_lowercase().as_str())))
        })
}

/// Whether the labels are ranges of numbers, such as `10-20`, `3.00 - 3.49`, `<10`, `50+`; at least two of them.
pub(super) fn are_ranges(labels: &[&str]) -> bool {
    labels.len() > 1 && labels.iter().all(|label| range(label).is_some()) && labels.iter().any(|label| has_two(label))
}

fn by_range(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (range(a)?, range(b)?);
    a.0.partial_cmp(&b.0).map(|order| order.then(a.1.partial_cmp(&b.1).unwrap_or(Ordering::Equal)))
}

/// The ends of a range; a day such as `2024-10-12` is none.
fn range(label: &str) -> Option<(f64, f64)> {
    let bare = label.trim().replace(['%', ' ', '\u{a0}'], "");
    let bare = bare.to_lowercase();
    let number = |text: &str| {
        text.parse::<f64>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
    };
    if let Some(rest) = bare
        .strip_prefix("<=")
        .or_else(|| bare.strip_prefix(['<', '≤']))
        .or_else(|| bare.strip_prefix("under"))
        .or_else(|| bare.strip_prefix("below"))
    {
        return number(rest).map(|high| (f64::NEG_INFINITY, high));
    }
    let above = bare.strip_suffix('+').or_else(|| bare.strip_prefix(">=")).or_else(|| bare.strip_prefix(['>', '≥']));
    if let Some(rest) = above.or_else(|| bare.strip_prefix("over")).or_else(|| bare.strip_prefix("above")) {
        return number(rest).map(|low| (low, f64::INFINITY));
    }
    let (low, high) = bare.split_once(['-', '\u{2013}', '\u{2014}']).or_else(|| bare.split_once("to"))?;
    let (low, high) = (number(low)?, number(high)?);
    (low <= high).then_some((low, high))
}

fn has_two(label: &str) -> bool {
    range(label).is_some_and(|(low, high)| low.is_finite() && high.is_finite())
}

/// A range that a spreadsheet took for a date: `12-Oct`, `Oct-20`, `2024-10-12`, `10/12/2024`.
pub(super) fn is_trapped(cell: &str) -> bool {
    const MONTHS: [&str; 24] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "january", "february",
        "march", "april", "mai", "june", "july", "okt", "dez", "sept", "mär", "maerz",
    ];
    if is_moment(cell.trim()) {
        return true;
    }
    let lower = cell.trim().to_lowercase();
    let Some((first, last)) = lower.split_once(['-', '.', ' ']) else { return false };
    let last = last.trim_start();
    let is_short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |part: &str| MONTHS.contains(&part.trim_end_matches('.'));
    is_short(first) && is_month(last) || is_month(first) && is_short(last)
}

/// Whether a column of ranges holds some that were taken for dates.
pub(super) fn has_trapped_range<'c>(cells: impl Iterator<Item = &'c String> + Clone) -> bool {
    cells.clone().any(|cell| is_trapped(cell))
        && cells.filter(|cell| !is_trapped(cell)).any(|cell| range(cell).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(labels: &[&str]) -> Vec<String> {
        let mut labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        in_order(&mut labels);
        labels
    }

    #[test]
    fn answers_and_ranges_are_recognised_and_ordered() {
        let answers = ["Strongly Agree", "Neutral", "Disagree", "Agree", "Strongly Disagree"];
        assert!(are_answers(&answers));
        assert_eq!(ordered(&answers), ["Strongly Disagree", "Disagree", "Neutral", "Agree", "Strongly Agree"]);
        assert!(!are_answers(&["Agree", "Blue"]));
        assert_eq!(set_of(&answers).unwrap().len(), 5);
        assert_eq!(
            set_of(&["agree", "Strongly Agree", "neutral"]).unwrap().len(),
            5,
            "also of answers that do not occur"
        );
        assert_eq!(set_of(&["Agree", "Blue"]), None);
        let ranges = ["10-20", "5 - 9", "<5", "21+"];
        assert!(are_ranges(&ranges));
        assert_eq!(ordered(&ranges), ["<5", "5 - 9", "10-20", "21+"]);
        assert!(are_ranges(&["3.00 - 3.49", "2.50 – 2.99"]));
        assert!(!are_ranges(&["2024-10-12", "2024-10-13"]));
        assert!(!are_ranges(&["20-10", "30-40"]));
    }

    #[test]
    fn a_range_that_became_a_date_is_noticed() {
        let cells: Vec<String> = ["5-9", "12-Oct", "13-15"].map(str::to_owned).to_vec();
        assert!(has_trapped_range(cells.iter()));
        assert!(!has_trapped_range(cells[..1].iter()));
        let cells: Vec<String> = ["5-9", "2026-10-12", "13-15"].map(str::to_owned).to_vec();
        assert!(has_trapped_range(cells.iter()));
        assert!(is_trapped("Oct-20") && !is_trapped("ten-four") && !is_trapped("10-12"));
    }
}
