//! Broken data cards: exactly the expected findings, each at its line and column.

use chartpaper::records;

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
    ("kind = \"levels\"", "kind = \"pie\"", &["20:8 other-picture"]),
    ("kind = \"levels\"", "kind = \"levl\"", &["20:8 unknown-word"]),
    ("measure = \"score\"", "measure = \"scores\"", &["21:11 unknown-name"]),
    ("by = \"group\"", "by = \"score\"", &["22:6 unknown-name"]),
    ("by = \"group\"", "buy = \"group\"", &["22:1 unknown-key"]),
    ("id = \"levels\"\n", "", &["18:1 missing-key"]),
    ("[[view]]", "[view]", &["18:1 wrong-type"]),
];

fn told(text: &str) -> Vec<String> {
    let records = records::check_card("x.toml", text).records();
    records.iter().map(|record| format!("{}:{} {}", record.line, record.column, record.code)).collect()
}

#[test]
fn every_mistake_in_a_card_is_told_once_and_where_it_stands() {
    assert_eq!(told(GOOD), [""; 0]);
    let mut wrong = Vec::new();
    for (old, new, expected) in BROKEN {
        assert_eq!(GOOD.matches(old).count(), 1, "{old:?} stands once in the good card");
        let told = told(&GOOD.replace(old, new));
        if told != *expected {
            wrong.push(format!("{old:?} -> {new:?}\n  expected {expected:?}\n  told {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_move_no_finding_of_a_card() {
    for (old, new, _) in BROKEN {
        let text = GOOD.replace(old, new);
        assert_eq!(told(&text), told(&format!("\u{feff}{}", text.replace('\n', "\r\n"))), "{old:?} -> {new:?}");
    }
}
