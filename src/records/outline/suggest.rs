//! Roles, types and scales guessed from headers and cells; a person confirms them.

use super::super::intake::{Decimal, is_moment, number};
use super::super::roster;
use super::{ColumnKind, FEW, Role, SuggestedScale, scale};

const IDENTIFIER: &[&str] = &[
    "id",
    "name",
    "names",
    "first",
    "last",
    "surname",
    "forename",
    "firstname",
    "lastname",
    "email",
    "mail",
    "dob",
    "birth",
    "birthday",
    "birthdate",
    "address",
    "phone",
    "username",
    "user",
    "login",
    "ssn",
    "guardian",
    "parent",
    "respondent",
    "student",
    "pupil",
    "number",
    "upn",
    "schüler",
    "schülerin",
    "vorname",
    "nachname",
    "elève",
    "alumno",
];
const TIME: &[&str] =
    &["window", "term", "season", "year", "semester", "quarter", "trimester", "wave", "time", "day", "month"];
const CLASS: &[&str] =
    &["class", "teacher", "section", "room", "homeroom", "classroom", "course", "klasse", "kurs", "classe", "clase"];
const GROUP: &[&str] = &[
    "gender",
    "sex",
    "race",
    "ethnicity",
    "ell",
    "el",
    "eal",
    "english",
    "learner",
    "iep",
    "sped",
    "frl",
    "lunch",
    "504",
    "grade",
    "school",
    "group",
    "program",
    "language",
    "meal",
    "disability",
    "gifted",
    "cohort",
    "team",
    "region",
    "geschlecht",
    "schule",
    "jahrgang",
];
const MEASURE: &[&str] = &[
    "score",
    "scores",
    "rit",
    "points",
    "percent",
    "percentile",
    "total",
    "scale",
    "mark",
    "marks",
    "result",
    "math",
    "mathematics",
    "reading",
    "writing",
    "science",
    "mean",
    "average",
    "wpm",
    "lexile",
    "level",
    "note",
    "punkte",
    "punktzahl",
    "ergebnis",
    "nota",
];
/// What is marked: where no header names a score, numbers below such a one are.
const WORK: &[&str] = &[
    "exam",
    "exams",
    "test",
    "tests",
    "quiz",
    "homework",
    "assignment",
    "coursework",
    "project",
    "final",
    "grade",
    "grades",
];
const OTHER: &[&str] =
    &["test", "date", "item", "question", "quiz", "homework", "assignment", "unit", "project", "final"];

/// Usual scales, the narrower first.
const SCALES: [(f64, f64); 16] = [
    (1.0, 4.0),
    (0.0, 4.0),
    (1.0, 5.0),
    (0.0, 5.0),
    (1.0, 7.0),
    (0.0, 10.0),
    (0.0, 20.0),
    (0.0, 30.0),
    (0.0, 40.0),
    (0.0, 50.0),
    (0.0, 100.0),
    (100.0, 300.0),
    (200.0, 800.0),
    (500.0, 900.0),
    (0.0, 1000.0),
    (0.0, 10000.0),
];

const STEPS: [f64; 8] = [1.0, 0.5, 0.25, 0.1, 0.05, 0.01, 0.001, 0.0001];

/// More values are no classes of a year.
const MOST_CLASSES: usize = 26;

/// What the different cells of a column have in common.
pub(super) struct Facts {
    pub(super) kind: ColumnKind,
    pub(super) scale: Option<SuggestedScale>,
    has_person_pattern: bool,
    is_long: bool,
    /// Most values are titles before names.
    is_titled: bool,
}

impl Facts {
    pub(super) fn new<'r>(cells: impl Iterator<Item = &'r str>, decimal: Decimal) -> Self {
        let cells: Vec<&str> = cells.collect();
        // The zeros of `007` are part of a name, not of a number.
        let has_zeros =
            |cell: &str| cell.len() > 1 && cell.starts_with('0') && cell.bytes().all(|byte| byte.is_ascii_digit());
        let number = |cell: &&str| number(cell, decimal).filter(|_| !has_zeros(cell));
        let numbers: Option<Vec<f64>> = cells.iter().map(number).collect();
        let numbers = numbers.filter(|numbers| !numbers.is_empty());
        let is_yes_no = |cell: &&str| {
            matches!(cell.to_lowercase().as_str(), "y" | "n" | "yes" | "no" | "true" | "false" | "t" | "f" | "0" | "1")
        };
        let kind = if cells.is_empty() {
            ColumnKind::Empty
        } else if cells.len() <= 2 && cells.iter().all(is_yes_no) {
            ColumnKind::Boolean
        } else if let Some(numbers) = &numbers {
            if numbers.iter().all(|number| number.fract() == 0.0) { ColumnKind::Integer } else { ColumnKind::Decimal }
        } else if cells.iter().all(|cell| is_moment(cell)) {
            ColumnKind::Date
        } else if scale::are_answers(&cells) || cells.len() <= FEW && scale::are_ranges(&cells) {
            ColumnKind::Level
        } else {
            ColumnKind::Text
        };
        let is_code = |cell: &&str| {
            cell.chars().filter(char::is_ascii_digit).count() >= 5 && number(cell).is_none_or(|n| n.fract() == 0.0)
        };
        let most = |test: &dyn Fn(&&str) -> bool| cells.iter().filter(|cell| test(cell)).count() * 2 > cells.len();
        Self {
            kind,
            scale: numbers.as_deref().and_then(usual_scale),
            has_person_pattern: most(&|cell| is_email(cell)) || most(&is_code),
            is_long: most(&|cell| cell.chars().count() > 40),
            is_titled: cells.len() <= MOST_CLASSES && roster::are_titled(&cells),
        }
    }
}

/// A usual range around the numbers, and the step that all of them lie on.
fn usual_scale(numbers: &[f64]) -> Option<SuggestedScale> {
    let lies_on = |step: &f64| {
        numbers.iter().all(|number| {
            let steps = number / step;
            (steps - steps.round()).abs() <= 0.009
        })
    };
    let step = STEPS.into_iter().find(lies_on)?;
    let holds = |low: f64, high: f64| numbers.iter().all(|number| low <= *number && *number <= high);
    if let Some((low, high)) = SCALES.into_iter().find(|(low, high)| holds(*low, *high)) {
        return Some(SuggestedScale { low, high, step });
    }
    // A power of ten around everything, so that the ends do not tell the least and the greatest number.
    let most = numbers.iter().fold(1.0_f64, |most, number| most.max(number.abs()));
    let high = 10_f64.powf(most.log10().ceil());
    let low = if numbers.iter().any(|number| *number < 0.0) { -high } else { 0.0 };
    ((high - low) / step <= 1e6).then_some(SuggestedScale { low, high, step })
}

/// The role that a column probably has, and why.
pub(super) fn role(header: &str, facts: &Facts, distinct: usize, present: usize) -> (Role, &'static str) {
    let words = words(header);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let is_number = matches!(facts.kind, ColumnKind::Integer | ColumnKind::Decimal);
    let is_unique = distinct * 10 >= present * 9;
    if facts.kind == ColumnKind::Empty {
        return (Role::Drop, "it is empty");
    }
    let is_many = distinct > FEW && !has(CLASS) || is_unique;
    if facts.has_person_pattern && is_many && !has(MEASURE) {
        return (Role::Identifier, "its values look like e-mail addresses or long numbers");
    }
    if has(IDENTIFIER) && (distinct > FEW || is_unique) && !has(MEASURE) {
        return (Role::Identifier, "its header names people");
    }
    if facts.is_long {
        return (Role::Text, "its values are long texts");
    }
    if facts.kind == ColumnKind::Text && is_unique && distinct > FEW {
        return (Role::Identifier, "nearly every value is different");
    }
    if facts.is_titled && distinct <= MOST_CLASSES {
        return (Role::Class, "its values look like names of teachers");
    }
    if has(TIME) && distinct <= FEW {
        return (Role::Time, "its header names a time");
    }
    let is_class = has(CLASS) && !(is_number && has(WORK));
    if is_class && distinct <= MOST_CLASSES {
        return (Role::Class, "its header names a class");
    }
    if is_class && facts.kind != ColumnKind::Level {
        return (Role::Drop, "its header names a class, but these are more than can be told apart");
    }
    if is_number && has(MEASURE) && facts.scale.is_some() {
        return (Role::Measure, "its header names a score");
    }
    if has(GROUP) && distinct <= FEW {
        return (Role::Group, "its header names a group");
    }
    if facts.kind == ColumnKind::Level && distinct <= FEW {
        return (Role::Measure, "its values are ordered answers");
    }
    (Role::Drop, "its header says nothing we know")
}

/// Whether a header names work that is marked.
pub(super) fn names_work(header: &str) -> bool {
    words(header).iter().any(|word| WORK.contains(&word.as_str()))
}

/// Whether a header holds a word of school files.
pub(super) fn is_school_word(header: &str) -> bool {
    words(header).iter().any(|word| is_listed(word))
}

/// The other words of a header, as they are written if it holds none of school files.
pub(super) fn without_school_words(header: &str) -> String {
    let words = words(header);
    if !words.iter().any(|word| is_listed(word)) {
        return header.to_owned();
    }
    words.into_iter().filter(|word| !is_listed(word)).collect::<Vec<_>>().join(" ")
}

fn is_listed(word: &str) -> bool {
    [IDENTIFIER, TIME, CLASS, GROUP, MEASURE, OTHER].iter().any(|list| list.contains(&word))
}

/// The words of a header in lower case; `StudentID` and `student_id` are the same two, `TestRITScore` is three, `exam1` is two.
fn words(header: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    let mut chars = header.chars().peekable();
    while let Some(c) = chars.next() {
        let begins_word = c.is_uppercase()
            && (before.is_lowercase() || before.is_uppercase() && chars.peek().is_some_and(|next| next.is_lowercase()))
            || c.is_numeric() && before.is_alphabetic();
        if !c.is_alphanumeric() || begins_word {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

pub(super) fn is_email(cell: &str) -> bool {
    cell.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !cell.contains(' '))
}

/// Three groups of digits, or a year at least, between the same signs.
pub(super) fn is_date(cell: &str) -> bool {
    ['-', '/', '.'].into_iter().any(|sign| {
        let day = cell.split([' ', 'T']).next().unwrap_or_default();
        let parts: Vec<&str> = day.split(sign).collect();
        parts.len() == 3
            && parts.iter().all(|part| (1..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit()))
    })
}
