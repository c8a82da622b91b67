//! A checker of JSON Schema (draft-07), as far as ours uses it. A keyword that it does not know is refused, so that none is used in vain.

use serde_json::Value;

/// What is wrong with `value` by `schema`; nothing if it is valid. The place is a path such as `/step/0/minutes`.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, value, "", &mut faults);
    faults
}

/// Keywords that say nothing about validity.
const NOTES: [&str; 3] = ["$schema", "title", "description"];

fn check(schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let schema = schema.as_object().unwrap_or_else(|| panic!("{at}: a schema is an object"));
    let mut fault = |words: String| faults.push(format!("{at}: {words}"));
    let mut inner = Vec::new();
    for (keyword, says) in schema {
        match keyword.as_str() {
            note if NOTES.contains(&note) => {}
            "type" => {
                if !is_of(says.as_str().unwrap(), value) {
                    fault(format!("is not of type {says}"));
                }
            }
            "enum" => {
                if !says.as_array().unwrap().contains(value) {
                    fault(format!("is none of {says}"));
                }
            }
            "const" => {
                if says != value {
                    fault(format!("is not {says}"));
                }
            }
            "pattern" => {
                if value.as_str().is_some_and(|text| !matches(says.as_str().unwrap(), text)) {
                    fault(format!("has not the form {says}"));
                }
            }
            "maxLength" | "minimum" | "maximum" | "exclusiveMinimum" | "minItems" | "maxItems" | "minProperties" => {
                let says = says.as_f64().unwrap();
                if beyond(keyword, says, value) {
                    fault(format!("is beyond {keyword} {says}"));
                }
            }
            "uniqueItems" => {
                let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
                if *says == Value::Bool(true) && items.iter().enumerate().any(|(i, item)| items[..i].contains(item)) {
                    fault("names something twice".to_owned());
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(says, item, &format!("{at}/{index}"), &mut inner);
                }
            }
            "required" => {
                for key in says.as_array().unwrap() {
                    if value.as_object().is_some_and(|members| !members.contains_key(key.as_str().unwrap())) {
                        fault(format!("lacks {key}"));
                    }
                }
            }
            "properties" => {
                for (key, says) in says.as_object().unwrap() {
                    if let Some(member) = value.get(key) {
                        check(says, member, &format!("{at}/{key}"), &mut inner);
                    }
                }
            }
            "additionalProperties" => {
                let known = |key: &String| schema.get("properties").is_some_and(|of| of.get(key).is_some());
                for (key, member) in value.as_object().into_iter().flatten().filter(|(key, _)| !known(key)) {
                    match says {
                        Value::Bool(false) => fault(format!("has the unknown key {key}")),
                        says => check(says, member, &format!("{at}/{key}"), &mut inner),
                    }
                }
            }
            "oneOf" => {
                let fitting = says.as_array().unwrap().iter().filter(|choice| {
                    let mut faults = Vec::new();
                    check(choice, value, at, &mut faults);
                    faults.is_empty()
                });
                let fitting = fitting.count();
                if fitting != 1 {
                    fault(format!("fits {fitting} of the choices, not one"));
                }
            }
            other => panic!("{at}: the keyword {other} is not known to this checker"),
        }
    }
    faults.append(&mut inner);
}

/// Whether a value breaks a bound; values of other types never do.
fn beyond(keyword: &str, bound: f64, value: &Value) -> bool {
    let items = || value.as_array().map(|items| items.len() as f64);
    match keyword {
        "minimum" => value.as_f64().is_some_and(|number| number < bound),
        "exclusiveMinimum" => value.as_f64().is_some_and(|number| number <= bound),
        "maximum" => value.as_f64().is_some_and(|number| number > bound),
        "maxLength" => value.as_str().is_some_and(|text| text.chars().count() as f64 > bound),
        "minItems" => items().is_some_and(|items| items < bound),
        "maxItems" => items().is_some_and(|items| items > bound),
        _ => value.as_object().is_some_and(|members| (members.len() as f64) < bound),
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type {other} is not known to this checker"),
    }
}

/// The patterns that our schemas use, each as a function.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |part: &str, range: std::ops::RangeInclusive<usize>| {
        range.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    match pattern {
        r"\S" => text.chars().any(|c| !c.is_whitespace()),
        "^[a-z0-9]+(-[a-z0-9]+)*$" => text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())),
        "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" => {
            let mut parts = text.split('-');
            let first = parts.next().unwrap();
            (2..=3).contains(&first.len())
                && first.bytes().all(|b| b.is_ascii_alphabetic())
                && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
        }
        "^([0-9]{1,3}:)?[0-9]{1,3}:[0-5][0-9]$" => {
            let parts: Vec<&str> = text.split(':').collect();
            let (last, before) = parts.split_last().unwrap();
            digits(last, 2..=2)
                && last.as_bytes()[0] < b'6'
                && (1..=2).contains(&before.len())
                && before.iter().all(|part| digits(part, 1..=3))
        }
        other => panic!("the pattern {other} is not known to this checker"),
    }
}

#[test]
fn the_checker_tells_what_does_not_fit() {
    let schema = serde_json::json!({
        "type": "object",
        "required": ["a"],
        "additionalProperties": false,
        "properties": {
            "a": {"type": "integer", "minimum": 1, "maximum": 9},
            "b": {"type": "array", "items": {"enum": ["x", "y"]}, "uniqueItems": true, "minItems": 1},
            "c": {"oneOf": [{"type": "string", "pattern": r"\S"}, {"const": true}]},
        },
    });
    let fits = |value: Value| faults(&schema, &value).is_empty();
    assert!(fits(serde_json::json!({"a": 1, "b": ["x"], "c": true})));
    for wrong in [
        serde_json::json!({}),
        serde_json::json!({"a": 0}),
        serde_json::json!({"a": 10}),
        serde_json::json!({"a": 1.5}),
        serde_json::json!({"a": 1, "b": []}),
        serde_json::json!({"a": 1, "b": ["x", "x"]}),
        serde_json::json!({"a": 1, "b": ["z"]}),
        serde_json::json!({"a": 1, "c": " "}),
        serde_json::json!({"a": 1, "d": 1}),
        serde_json::json!([]),
    ] {
        assert!(!fits(wrong.clone()), "{wrong}");
    }
}
