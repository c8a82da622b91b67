//! Broken data cards: exactly the expected findings, each at its line and column.

use std::collections::BTreeSet;

use chartpaper::records::{self, CARD_SAMPLE};

use super::attacks::count;
use super::dice::Dice;

const GOOD: &str = r#"schema = 1
title = "Reading"
audience = "room"

[source]
file = "reading.csv"

[column.score]
role = "measure"
range = [0, 20]
cuts = [{ at = 10, name = "Pass" }, { at = 15, name = "Good" }]
at_or_above = "Pass"

[column.group]
role = "group"
order = ["a", "b"]

[column.id]
role = "identifier"

[join]
by = "id"
also = ["Number"]
ignore = ["case"]

[[join.fold]]
name = "years"
by = "year"
columns = { "reading.score" = "2024", "later.score" = "2025" }

[[join.view]]
id = "both"
kind = "grid"
measure = "mathematics.score"
against = "score"

[[view]]
id = "levels"
kind = "levels"
measure = "score"
by = "group"
"#;

/// What is replaced by what in `GOOD`, and the findings that it brings.
const BROKEN: &[(&str, &str, &[&str])] = &[
    ("title = \"Reading\"", "title = “Reading”", &["2:9 toml"]),
    ("title = \"Reading\"", "title = Reading", &["2:9 toml"]),
    ("title = \"Reading\"\n", "", &["1:1 missing-key"]),
    ("title = \"Reading\"", "title = \"\"", &["2:9 empty"]),
    ("title = \"Reading\"", "title = \"Reading\"\ntitle = \"Again\"", &["3:1 duplicate-key"]),
    ("title = \"Reading\"", "titel = \"Reading\"", &["1:1 missing-key", "2:1 unknown-key"]),
    ("schema = 1", "schema = 2", &["1:10 out-of-range"]),
    ("schema = 1", "schema = \"1\"", &["1:10 wrong-type"]),
    ("audience = \"room\"", "audience = \"all\"", &["3:12 unknown-word"]),
    ("audience = \"room\"", "minimum_group = 4", &["3:17 out-of-range"]),
    ("file = \"reading.csv\"", "file = \"C:\\temp\\new.csv\"", &["6:8 backslash"]),
    ("file = \"reading.csv\"", "fiel = \"reading.csv\"", &["6:1 unknown-key"]),
    ("role = \"group\"", "role = \"groups\"", &["15:8 unknown-word"]),
    ("role = \"group\"", "label = \"Group\"", &["14:9 missing-key"]),
    ("range = [0, 20]\n", "", &["8:9 missing-key"]),
    ("range = [0, 20]", "range = [20, 0]", &["10:9 range"]),
    ("range = [0, 20]", "range = [0, 20, 30]", &["10:9 range"]),
    ("range = [0, 20]", "range = 02:26", &["10:9 wrong-type"]),
    ("at = 15", "at = 5", &["11:44 cut"]),
    ("at = 15", "at = 25", &["11:44 cut"]),
    ("at_or_above = \"Pass\"", "at_or_above = \"Pas\"", &["12:15 unknown-level"]),
    ("at_or_above = \"Pass\"", "at_or_abve = \"Pass\"", &["12:1 unknown-key"]),
    ("order = [\"a\", \"b\"]", "order = [\"a\", 2]", &["16:15 wrong-type"]),
    ("kind = \"levels\"", "kind = \"pie\"", &["39:8 other-picture"]),
    ("kind = \"levels\"", "kind = \"levl\"", &["39:8 unknown-word"]),
    ("measure = \"score\"", "measure = \"scores\"", &["40:11 unknown-name"]),
    ("by = \"group\"", "by = \"score\"", &["41:6 unknown-name"]),
    ("by = \"group\"", "buy = \"group\"", &["41:1 unknown-key"]),
    ("id = \"levels\"\n", "", &["37:1 missing-key"]),
    ("[[view]]", "[view]", &["37:1 wrong-type"]),
    ("by = \"id\"", "by = \"number\"", &["22:6 unknown-name"]),
    ("by = \"id\"\n", "", &["21:1 missing-key"]),
    ("also = [\"Number\"]", "also = \"Number\"", &["23:8 wrong-type"]),
    ("also =", "allso =", &["23:1 unknown-key"]),
    ("ignore = [\"case\"]", "ignore = [\"zeros\"]", &["24:11 unknown-word"]),
    ("name = \"years\"\n", "", &["26:1 missing-key"]),
    (", \"later.score\" = \"2025\" }", " }", &["26:1 empty"]),
    ("name = \"years\"", "nam = \"years\"", &["26:1 missing-key", "27:1 unknown-key"]),
    ("kind = \"grid\"", "kind = \"bubble\"", &["33:8 other-picture"]),
    ("kind = \"grid\"", "kind = \"grid\"\nby = \"group\"", &[]),
    ("id = \"both\"", "id = \"levels\"", &[]),
    ("against = \"score\"", "aganst = \"score\"", &["35:1 unknown-key"]),
    ("measure = \"mathematics.score\"\nagainst = \"score\"", "measure = \"score\"", &["33:8 no-second"]),
];

/// As [`BROKEN`], in [`CARD_SAMPLE`]: what needs more of a card.
const BROKEN_MORE: &[(&str, &str, &[&str])] = &[
    // columns
    ("levels = [\"Rarely\", \"Often\", \"Always\"]\n", "range = [1, 3]\n", &["21:9 codes-alone"]),
    ("levels = [\"Rarely\", \"Often\", \"Always\"]", "levels = [\"Rarely\"]", &["20:10 levels"]),
    ("levels = [\"Rarely\", \"Often\", \"Always\"]", "levels = [\"Often\", \"often\", \"Always\"]", &["20:10 levels"]),
    (
        "levels = [\"Rarely\", \"Often\", \"Always\"]",
        "levels = [\"Rarely\", \"Often\", \"Always\"]\nrange = [1, 3]",
        &["20:10 two-scales"],
    ),
    ("codes = [\"1\", \"2\", \"3\"]", "codes = [\"1\", \"2\"]", &["21:9 levels"]),
    ("at_or_above = \"Often\"", "at_or_above = \"Rarely\"", &["22:15 unknown-level"]),
    ("range = [0, 20]\ncuts", "range = [0, 20]\nstep = 0\ncuts", &["15:8 range"]),
    ("range = [0, 20]\ncuts", "range = [0, 10000000000000]\ncuts", &["14:9 range"]),
    ("name = \"Good\" }", "name = \"Good\", colour = \"red\" }", &["15:63 unknown-key"]),
    ("{ at = 15, name = \"Good\" }", "{ name = \"Good\" }", &["15:37 missing-key"]),
    ("{ at = 15, name = \"Good\" }", "{ at = \"15\", name = \"Good\" }", &["15:44 wrong-type"]),
    ("role = \"identifier\"", "role = \"identifer\"", &["9:8 unknown-word"]),
    ("Other = [\"c\", \"d\"]", "Other = [\"c\", \"c\"]", &["32:15 merged-twice"]),
    ("order = [\"Fall\", \"Spring\"]", "order = \"Fall, Spring\"", &["36:9 wrong-type"]),
    ("key = \"B\"", "key = \"E\"", &["40:7 item"]),
    ("key = \"B\"\n", "", &["40:11 missing-key"]),
    ("key = \"B\"", "key = \"B\"\npoints = 2", &["42:11 levels"]),
    ("options = [\"A\", \"B\", \"C\"]", "options = [\"B\"]", &["41:11 levels"]),
    ("key = \"B\"\noptions = [\"A\", \"B\", \"C\"]", "points = 2\nsolved = 3", &["41:10 item"]),
    // folds
    ("name = \"maths\"", "name = \"score\"", &["44:8 name-taken"]),
    ("m_fall = \"Fall\"", "score = \"Fall\"", &["47:13 two-roles"]),
    ("columns = { m_fall = \"Fall\", m_spring = \"Spring\" }", "columns = { m_fall = \"Fall\" }", &["47:11 empty"]),
    ("by = \"season\"\n", "", &["43:1 missing-key"]),
    // how the file is written
    ("file = \"reading.csv\"", "encoding = \"klingon\"", &["6:12 encoding"]),
    ("file = \"reading.csv\"", "delimiter = \"ab\"", &["6:13 sign"]),
    ("file = \"reading.csv\"", "decimal = \";\"", &["6:11 unknown-word"]),
    ("file = \"reading.csv\"", "header_rows = 11", &["6:15 out-of-range"]),
    ("file = \"reading.csv\"", "allow_set_aside = 2", &["6:19 out-of-range"]),
    ("title = \"Reading\"", "title = \"Read\u{200b}ing\"", &["2:9 hidden-characters"]),
    ("title = \"Reading\"", "title = \"Reading\"\nthreshold = 3", &["3:1 unknown-key"]),
    // views
    ("id = \"spread\"", "id = \"overview\"", &["63:6 duplicate-id"]),
    ("measure = \"score\"\nby = \"group\"", "measure = \"maths\"\nby = \"group\"", &["51:8 no-levels"]),
    ("measure = \"score\"\nby = \"group\"", "measures = [\"score\", \"effort\"]", &["52:12 two-scales"]),
    ("measure = \"score\"\nby = \"group\"", "measures = []", &["52:12 empty"]),
    ("show = [\"n\", \"median\"]", "show = [\"n\", \"n\"]", &["60:14 twice"]),
    ("show = [\"n\", \"median\"]", "show = [\"n\", \"max\"]", &["60:14 extreme"]),
    ("show = [\"n\", \"median\"]", "show = [\"n\", \"medain\"]", &["60:14 unknown-word"]),
    ("show = [\"n\", \"median\"]", "show = [\"n\", \"counts\"]", &["60:8 counts-and-percents"]),
    (
        "measure = \"score\"\nby = \"class\"\nshow = [\"n\", \"median\"]",
        "measure = \"effort\"\nby = \"class\"\nshow = [\"mean\"]",
        &["60:8 mean-of-levels"],
    ),
    (
        "measure = \"score\"\nby = \"class\"\nshow = [\"n\", \"median\"]",
        "measure = \"maths\"\nby = \"class\"\nshow = [\"above\"]",
        &["60:8 no-cut"],
    ),
    (
        "measure = \"score\"\nby = \"class\"\nshow = [\"n\", \"median\"]",
        "measure = \"maths\"\nshow = [\"counts\"]\n[[view]]\nid = \"again\"\nkind = \"table\"\nmeasure = \"maths\"\nshow = [\"counts\"]",
        &["59:8 no-levels", "64:8 counts-twice", "64:8 no-levels"],
    ),
    ("only = { window = \"Spring\" }", "by = \"group\"", &["66:6 distribution-by"]),
    ("only = { window = \"Spring\" }", "only = { term = \"Spring\" }", &["66:10 unknown-name"]),
    ("only = { window = \"Spring\" }", "show = [\"n\"]", &["66:8 show"]),
    ("only = { window = \"Spring\" }", "total = true", &["66:9 unused-key"]),
    ("only = { window = \"Spring\" }", "against = \"maths\"", &["66:11 unused-key"]),
    ("only = { window = \"Spring\" }", "windows = [\"Fall\"]", &["66:11 unused-key"]),
    ("kind = \"distribution\"", "kind = \"groups\"", &["64:8 no-by"]),
    ("kind = \"distribution\"", "kind = \"box\"", &["64:8 no-by"]),
    ("kind = \"distribution\"", "kind = \"grid\"", &["64:8 no-second"]),
    ("kind = \"distribution\"", "kind = \"dots\"", &["64:8 row-marks"]),
    ("kind = \"distribution\"", "kind = \"line\"", &["64:8 other-picture"]),
    ("kind = \"distribution\"", "kind = \"gauge\"", &["64:8 other-picture"]),
    ("kind = \"distribution\"", "kind = \"dual axis\"", &["64:8 other-picture"]),
    ("kind = \"distribution\"", "kind = \"league table\"", &["64:8 other-picture"]),
    ("kind = \"distribution\"", "kind = \"distributoin\"", &["64:8 unknown-word"]),
    ("kind = \"distribution\"\nmeasure = \"score\"", "kind = \"items\"\nmeasure = \"Spelling\"", &["65:11 no-items"]),
    (
        "kind = \"distribution\"\nmeasure = \"score\"",
        "kind = \"grid\"\nmeasure = \"score\"\nagainst = \"maths\"\nby = \"group\"",
        &["67:6 grid-by"],
    ),
    (
        "kind = \"distribution\"\nmeasure = \"score\"",
        "kind = \"grid\"\nmeasure = \"score\"\nagainst = \"score\"",
        &["66:11 no-second"],
    ),
    (
        "kind = \"distribution\"\nmeasure = \"score\"",
        "kind = \"windows\"\nmeasure = \"maths\"\nover = \"season\"\nwindows = [\"Fall\"]",
        &["67:11 windows"],
    ),
    (
        "kind = \"distribution\"\nmeasure = \"score\"",
        "kind = \"windows\"\nmeasure = \"maths\"\nover = \"group\"",
        &["66:8 no-time"],
    ),
];

/// Whole files that are no card, or hold too little.
const WHOLE: &[(&str, &[&str])] = &[
    ("", &["1:1 missing-key", "1:1 missing-key", "1:1 missing-key"]),
    ("schema = 1\n", &["1:1 missing-key", "1:1 missing-key"]),
    ("class,score\nA,12\n", &["1:1 not-a-card"]),
    ("schema = 1\ntitle = \"Reading\"\n[column.class]\nrole = \"class\"\n", &["1:1 no-measure"]),
    ("schema = 1\ntitle = \"Reading\"\n[column.score]\nrole = \"measure\"\n", &["3:9 missing-key"]),
    ("schema = 1\ntitle = \"Reading\"\ncolumn = 3\n", &["3:10 wrong-type"]),
];

fn told(text: &str) -> Vec<String> {
    let records = records::check_card("x.toml", text).records();
    records.iter().map(|record| format!("{}:{} {}", record.line, record.column, record.code)).collect()
}

/// Every broken card: its text, and the findings that it brings.
fn all() -> impl Iterator<Item = (String, &'static [&'static str])> {
    let in_good = BROKEN.iter().map(|case| (GOOD, case));
    let in_sample = BROKEN_MORE.iter().map(|case| (CARD_SAMPLE, case));
    let changed = in_good.chain(in_sample).map(|(good, (old, new, expected))| {
        assert_eq!(good.matches(old).count(), 1, "{old:?} stands once in the good card");
        (good.replace(old, new), *expected)
    });
    changed.chain(WHOLE.iter().map(|(text, expected)| ((*text).to_owned(), *expected)))
}

#[test]
fn every_mistake_in_a_card_is_told_once_and_where_it_stands() {
    assert_eq!((told(GOOD), told(CARD_SAMPLE)), (Vec::new(), Vec::new()));
    let mut wrong = Vec::new();
    for (text, expected) in all() {
        let told = told(&text);
        if told != *expected {
            let changed = text.lines().zip(CARD_SAMPLE.lines()).find(|(now, before)| now != before);
            wrong.push(format!("{changed:?}\n  expected {expected:?}\n  told {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_of_them_and_every_code_is_among_them() {
    assert!(all().count() >= 90, "{}", all().count());
    let told: BTreeSet<&str> =
        all().flat_map(|(text, _)| records::check_card("x.toml", &text).records()).map(|r| r.code).collect();
    let documented: Vec<&str> = records::CARD_CODES.iter().map(|code| code.name).collect();
    assert_eq!(told.into_iter().collect::<Vec<_>>(), documented);
}

#[test]
fn every_finding_says_what_to_try() {
    for (text, _) in all() {
        for record in records::check_card("x.toml", &text).records() {
            let may_lack = matches!(record.code, "empty" | "out-of-range" | "wrong-type");
            assert!(record.hint.is_some() || may_lack, "{}: {}", record.code, record.message);
        }
    }
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_move_no_finding_of_a_card() {
    for (text, _) in all().filter(|(text, _)| !text.is_empty()) {
        assert_eq!(told(&text), told(&format!("\u{feff}{}", text.replace('\n', "\r\n"))), "{text}");
    }
}

#[test]
fn no_mutation_of_a_card_panics() {
    let pieces = [
        "[[view]]",
        "[column.x]",
        "=",
        "\"",
        "[",
        "}",
        "\n",
        "02:26",
        "-1",
        "1e999",
        "\u{202e}",
        "kind = \"pie\"",
        "by = \"x\"",
    ];
    let texts: Vec<String> = all().map(|(text, _)| text).chain([CARD_SAMPLE.to_owned()]).collect();
    for round in 0..count(100_000) {
        let mut dice = Dice(round as u64);
        let mut text = texts[dice.below(texts.len())].clone();
        for _ in 0..=dice.below(3) {
            let mut at = dice.below(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let mut end = (at + dice.below(12)).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            let piece = if dice.below(2) == 0 { "" } else { pieces[dice.below(pieces.len())] };
            text.replace_range(at..end, piece);
        }
        for record in records::check_card("x.toml", &text).records() {
            assert!(record.line <= text.lines().count() + 1 && record.column <= record.end_column, "round {round}");
        }
    }
}
