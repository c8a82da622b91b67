//! The schemas that editors get: every file that we ship is valid, and schema and decoder agree on mutated ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chartpaper::diagnostic::Report;
use chartpaper::{protocol, records};
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::dice::Dice;
use super::draft7::faults;

/// A protocol that has every table of the language.
const WHOLE: &str = include_str!("schema/whole.toml");

/// A data card that has every table of the language.
const WHOLE_CARD: &str = include_str!("schema/whole-card.toml");

/// Codes of findings about the form of a file, which a schema can tell as well. All others are about what it means.
const OF_FORM: &[&str] = &[
    "duplicate",
    "empty",
    "exhibit-twice",
    "fixed",
    "id-form",
    "language",
    "media-length",
    "misplaced-key",
    "missing-key",
    "mode-twice",
    "levels",
    "no-steps",
    "only-in-round",
    "out-of-range",
    "plane-quadrants",
    "poll-choices",
    "range",
    "range-form",
    "schema-number",
    "unknown-key",
    "unknown-word",
    "wrong-type",
];

fn json(table: &DeTable<'_>) -> Value {
    let members = table.iter().map(|(key, value)| (key.get_ref().to_string(), value_of(value.get_ref())));
    Value::Object(members.collect::<Map<_, _>>())
}

fn value_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => text.to_string().into(),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).unwrap().into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().unwrap().into(),
        DeValue::Boolean(value) => (*value).into(),
        // JSON has no clock times; whatever stands for one is of no type that a schema of ours names.
        DeValue::Datetime(_) => Value::Null,
        DeValue::Array(items) => items.iter().map(|item| value_of(item.get_ref())).collect(),
        DeValue::Table(table) => json(table),
    }
}

/// The file as a JSON value; nothing if it is no TOML.
fn parsed(text: &str) -> Option<Value> {
    DeTable::parse(text).ok().map(|table| json(table.get_ref()))
}

fn protocol_findings(text: &str) -> Report {
    protocol::parse("x.toml", text).map_or_else(|report| report, |parsed| parsed.advice)
}

fn card_findings(text: &str) -> Report {
    records::check_card("x.toml", text)
}

fn errors_of_form(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.code).filter(|code| OF_FORM.contains(code)).collect()
}

fn ours(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn every_file_that_we_ship_is_valid() {
    let protocols: Value = serde_json::from_str(&protocol::schema()).unwrap();
    for (name, text) in ours("protocols").into_iter().chain([("whole".to_owned(), WHOLE.to_owned())]) {
        assert_eq!(faults(&protocols, &parsed(&text).unwrap()), [""; 0], "{name}");
    }
    let cards: Value = serde_json::from_str(&records::card_schema()).unwrap();
    for (name, text) in ours("sample-data").into_iter().chain([("whole".to_owned(), WHOLE_CARD.to_owned())]) {
        assert_eq!(faults(&cards, &parsed(&text).unwrap()), [""; 0], "{name}");
    }
}

#[test]
fn everything_has_a_description() {
    fn look(value: &Value, at: &str, bare: &mut Vec<String>) {
        if let Value::Object(members) = value {
            let is_schema = members.get("type").is_some_and(Value::is_string) || members.contains_key("oneOf");
            if is_schema && members.get("description").is_none_or(|about| about.as_str().is_none_or(str::is_empty)) {
                bare.push(at.to_owned());
            }
            members.iter().for_each(|(key, value)| look(value, &format!("{at}/{key}"), bare));
        } else if let Value::Array(items) = value {
            items.iter().enumerate().for_each(|(at_item, value)| look(value, &format!("{at}/{at_item}"), bare));
        }
    }
    for schema in [protocol::schema(), records::card_schema()] {
        let schema: Value = serde_json::from_str(&schema).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        let mut bare = Vec::new();
        look(&schema, "", &mut bare);
        assert_eq!(bare, [""; 0]);
    }
}

const VALUES: &[&str] = &[
    "0",
    "7",
    "-3",
    "99999",
    "2.5",
    "true",
    "false",
    "\"\"",
    "\" \"",
    "\"zzz\"",
    "\"Two Words\"",
    "[]",
    "[\"a\", \"a\"]",
    "[1]",
    "{}",
    "02:26",
    "[{}]",
    "\"2:26\"",
];

/// The file with one line of the form `key = value` changed: the key misspelled, the line left out, or the value another.
fn mutated(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let whole: Vec<usize> = (0..lines.len())
        .filter(|at| {
            let line = &lines[*at];
            !line.trim_start().starts_with(['[', '#']) && line.contains('=') && DeTable::parse(line).is_ok()
        })
        .collect();
    let at = whole[dice.below(whole.len())];
    let (key, _) = lines[at].split_once('=').unwrap();
    match dice.below(4) {
        0 => lines[at] = format!("{}x{}", key.trim(), &lines[at][key.trim_end().len()..]),
        1 => {
            lines.remove(at);
        }
        _ => lines[at] = format!("{key}= {}", VALUES[dice.below(VALUES.len())]),
    }
    lines.join("\n")
}

/// How many mutations of each file: 200 in all at least.
fn rounds() -> u64 {
    if std::env::var_os("CHARTPAPER_FULL").is_some() { 2_000 } else { 200 }
}

#[track_caller]
fn agree(schema: &str, files: &[(String, String)], findings: impl Fn(&str) -> Report) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let (mut compared, mut refused, mut wrong) = (0, 0, Vec::new());
    for (name, text) in files {
        for round in 0..rounds() {
            let mutated = mutated(text, &mut Dice(round));
            let Some(value) = parsed(&mutated) else { continue };
            let (by_schema, report) = (faults(&schema, &value), findings(&mutated));
            let by_decoder = errors_of_form(&report);
            compared += 1;
            refused += usize::from(!by_schema.is_empty());
            if by_schema.is_empty() != by_decoder.is_empty() {
                let line = mutated.lines().zip(text.lines()).find(|(a, b)| a != b).map(|(a, _)| a.to_owned());
                wrong.push(format!(
                    "{name}, round {round}: {line:?}\n  schema: {by_schema:?}\n  decoder: {by_decoder:?}"
                ));
            }
        }
    }
    assert!(compared >= 200 && refused * 5 > compared && refused * 20 < compared * 19, "{refused} of {compared}");
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn schema_and_decoder_agree_on_mutated_protocols() {
    let mut files = ours("protocols");
    files.push(("whole".to_owned(), WHOLE.to_owned()));
    agree(&protocol::schema(), &files, protocol_findings);
}

#[test]
fn schema_and_decoder_agree_on_mutated_cards() {
    let mut files = ours("sample-data");
    files.push(("whole".to_owned(), WHOLE_CARD.to_owned()));
    agree(&records::card_schema(), &files, card_findings);
}

/// JSON Schema compares no two values of a file: that the end of an axis lies above its beginning only the decoder tells, by a
/// code that is none of form.
#[test]
fn what_lies_between_two_keys_is_told_by_the_decoder_alone() {
    let schema: Value = serde_json::from_str(&protocol::schema()).unwrap();
    for (axis, is_told) in [("min = -5", false), ("min = 7", true)] {
        let text = WHOLE.replace("min = -5", axis);
        let report = protocol_findings(&text);
        assert_eq!(report.findings.iter().any(|finding| finding.code == "axis-order"), is_told, "{axis}");
        assert_eq!(errors_of_form(&report), [""; 0], "{axis}");
        assert_eq!(faults(&schema, &parsed(&text).unwrap()), [""; 0], "{axis}");
    }
    assert!(!OF_FORM.contains(&"axis-order"));
}

/// The keys that the decoder asked a table for, told in its answer to one that no table has.
fn keys_by_decoder(report: &Report) -> BTreeSet<String> {
    let hint = report.findings.iter().find(|finding| finding.code == "unknown-key").and_then(|f| f.hint.as_deref());
    let keys = hint.and_then(|hint| hint.strip_prefix("the keys here are: ")).unwrap_or_else(|| panic!("{report}"));
    keys.split(", ").map(str::to_owned).collect()
}

/// All keys of the tables that a schema describes at a place, choices taken together.
fn keys_by_schema(schema: &Value, path: &[&str]) -> BTreeSet<String> {
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        return choices.iter().flat_map(|choice| keys_by_schema(choice, path)).collect();
    }
    if let Some(items) = schema.get("items") {
        return keys_by_schema(items, path);
    }
    if let (["*", rest @ ..], Some(values)) = (path, schema.get("additionalProperties").filter(|of| of.is_object())) {
        return keys_by_schema(values, rest);
    }
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return BTreeSet::new() };
    match path {
        [] => properties.keys().cloned().collect(),
        [first, rest @ ..] => properties.get(*first).map(|inner| keys_by_schema(inner, rest)).unwrap_or_default(),
    }
}

/// Each table of a whole file gets a key that no table has; the decoder answers with those that it knows.
#[track_caller]
fn same_keys(whole: &str, schema: &str, tables: usize, findings: impl Fn(&str) -> Report) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let mut by_decoder: BTreeMap<Vec<&str>, BTreeSet<String>> = BTreeMap::new();
    for (at, _) in whole.match_indices("#! ") {
        let path = whole[at + 3..].lines().next().unwrap().trim();
        let text = format!("{}zzqq = 1 {}", &whole[..at], &whole[at..]);
        let path: Vec<&str> = if path == "top" { Vec::new() } else { path.split('.').collect() };
        by_decoder.entry(path).or_default().extend(keys_by_decoder(&findings(&text)));
    }
    assert_eq!(by_decoder.len(), tables);
    for (path, keys) in by_decoder {
        assert_eq!(keys_by_schema(&schema, &path), keys, "{path:?}");
    }
}

#[test]
fn every_table_has_the_keys_in_the_schema_that_the_decoder_asks_for() {
    same_keys(WHOLE, &protocol::schema(), 18, protocol_findings);
    same_keys(WHOLE_CARD, &records::card_schema(), 9, card_findings);
}

/// Every closed set of words in a schema, by the words.
fn word_sets(schema: &Value, sets: &mut BTreeSet<Vec<String>>) {
    match schema {
        Value::Object(members) => {
            sets.extend(members.get("const").and_then(Value::as_str).map(|word| vec![word.to_owned()]));
            if let Some(Value::Array(words)) = members.get("enum") {
                sets.insert(words.iter().map(|word| word.as_str().unwrap().to_owned()).collect());
            }
            members.values().for_each(|value| word_sets(value, sets));
        }
        Value::Array(items) => items.iter().for_each(|item| word_sets(item, sets)),
        _ => {}
    }
}

/// Every text of a whole file becomes a word that no set has; what the decoder then lists are its closed sets.
#[track_caller]
fn same_words(whole: &str, schema: &str, findings: impl Fn(&str) -> Report) {
    let mut by_schema = BTreeSet::new();
    word_sets(&serde_json::from_str(schema).unwrap(), &mut by_schema);
    let known: BTreeSet<&str> = by_schema.iter().flatten().map(String::as_str).collect();
    let quotes: Vec<usize> = whole.match_indices('"').map(|(at, _)| at).collect();
    let mut lists = 0;
    for pair in quotes.chunks_exact(2) {
        let text = format!("{}\"zzqq\"{}", &whole[..pair[0]], &whole[pair[1] + 1..]);
        for finding in findings(&text).findings.iter().filter(|finding| finding.code == "unknown-word") {
            let words = finding.hint.as_deref().and_then(|hint| hint.strip_prefix("the words are: ")).unwrap();
            lists += 1;
            for word in words.split(", ") {
                assert!(known.contains(word), "the schema does not have the word {word}");
            }
        }
    }
    assert!(lists >= 6, "only {lists} lists of words were told");
}

#[test]
fn every_word_of_the_decoder_is_in_the_schema() {
    same_words(WHOLE, &protocol::schema(), protocol_findings);
    same_words(WHOLE_CARD, &records::card_schema(), card_findings);
}

#[test]
fn a_key_that_no_card_has_is_never_ignored() {
    let mut files = ours("sample-data");
    files.push(("whole".to_owned(), WHOLE_CARD.to_owned()));
    let mut told = 0;
    for (name, text) in &files {
        let lines: Vec<&str> = text.lines().collect();
        for at in 0..=lines.len() {
            let mut with = lines.clone();
            with.insert(at, "zzqq = 1");
            let text = with.join("\n");
            // Inside of a list of several lines it is no key.
            if DeTable::parse(&text).is_err() {
                continue;
            }
            let records = card_findings(&text).records();
            assert!(records.iter().any(|record| record.line == at + 1), "{name}, line {}", at + 1);
            told += 1;
        }
    }
    assert!(told > 200, "{told}");
}
