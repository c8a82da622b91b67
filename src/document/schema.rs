//! JSON Schema (draft-07) for files of ours, so that an editor can complete and explain them.
//!
//! Small pieces from which each language of ours describes itself, beside its decoder and from the same tables of words and
//! limits. Every piece has a description. That schema and decoder agree is shown by tests, not by construction.

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

/// A text that is not blank.
const FILLED: &str = r"\S";

/// An id: small letters, digits and single hyphens.
const IDENTIFIER: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// A description of one value.
#[derive(Clone, Debug)]
pub struct Schema(Value);

impl Schema {
    fn of(about: &str, value: Value) -> Self {
        let mut schema = Self(value);
        schema.set("description", about.into());
        schema
    }

    fn set(&mut self, key: &str, value: Value) {
        if let Value::Object(members) = &mut self.0 {
            members.insert(key.to_owned(), value);
        }
    }

    /// A text, which may be blank.
    #[must_use]
    pub fn text(about: &str) -> Self {
        Self::of(about, json!({"type": "string"}))
    }

    /// A text that is not blank.
    #[must_use]
    pub fn filled(about: &str) -> Self {
        Self::of(about, json!({"type": "string", "pattern": FILLED}))
    }

    /// A text of a form that a regular expression tells.
    #[must_use]
    pub fn formed(about: &str, pattern: &str) -> Self {
        Self::of(about, json!({"type": "string", "pattern": pattern}))
    }

    /// An id of at most `longest` letters.
    #[must_use]
    pub fn identifier(about: &str, longest: usize) -> Self {
        Self::of(about, json!({"type": "string", "pattern": IDENTIFIER, "maxLength": longest}))
    }

    /// One of a closed set of words.
    #[must_use]
    pub fn words<T>(about: &str, words: &[(&'static str, T)]) -> Self {
        Self::of(about, json!({"type": "string", "enum": words.iter().map(|(word, _)| *word).collect::<Vec<_>>()}))
    }

    /// This word and no other.
    #[must_use]
    pub fn word(about: &str, word: &str) -> Self {
        Self::of(about, json!({"type": "string", "const": word}))
    }

    /// A whole number.
    #[must_use]
    pub fn whole(about: &str, range: &RangeInclusive<i64>) -> Self {
        Self::of(about, json!({"type": "integer", "minimum": range.start(), "maximum": range.end()}))
    }

    /// A whole or decimal number.
    #[must_use]
    pub fn number(about: &str) -> Self {
        Self::of(about, json!({"type": "number"}))
    }

    /// True or false.
    #[must_use]
    pub fn boolean(about: &str) -> Self {
        Self::of(about, json!({"type": "boolean"}))
    }

    /// Always true.
    #[must_use]
    pub fn always_true(about: &str) -> Self {
        Self::of(about, json!({"type": "boolean", "const": true}))
    }

    /// A list of anything that `items` describes.
    #[must_use]
    pub fn list(about: &str, items: Self) -> Self {
        Self::of(about, json!({"type": "array"})).with("items", items.0)
    }

    /// A list with at least one entry.
    #[must_use]
    pub fn some(about: &str, items: Self) -> Self {
        Self::list(about, items).with("minItems", 1.into())
    }

    /// A list in which nothing stands twice.
    #[must_use]
    pub fn distinct(about: &str, items: Self) -> Self {
        Self::list(about, items).with("uniqueItems", true.into())
    }

    /// The same with one keyword more.
    #[must_use]
    pub fn with(mut self, keyword: &str, value: Value) -> Self {
        self.set(keyword, value);
        self
    }

    /// A table with these keys and no others; a name that begins with `*` must be there.
    #[must_use]
    pub fn table(about: &str, keys: Vec<(&'static str, Self)>) -> Self {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (name, schema) in keys {
            let key = name.trim_start_matches('*');
            if key != name {
                required.push(Value::from(key));
            }
            properties.insert(key.to_owned(), schema.0);
        }
        let mut table = json!({"type": "object", "additionalProperties": false, "properties": properties});
        if let (Value::Object(members), false) = (&mut table, required.is_empty()) {
            members.insert("required".to_owned(), required.into());
        }
        Self::of(about, table)
    }

    /// A table whose keys are names, each with a value that `values` describes.
    #[must_use]
    pub fn named(about: &str, values: Self) -> Self {
        Self::of(about, json!({"type": "object"})).with("additionalProperties", values.0)
    }

    /// One of several descriptions, of which no two fit the same value.
    #[must_use]
    pub fn one_of(about: &str, choices: Vec<Self>) -> Self {
        Self::of(about, json!({"oneOf": choices.into_iter().map(|choice| choice.0).collect::<Vec<_>>()}))
    }

    /// The whole as a file: its text ends with a line break.
    #[must_use]
    pub fn document(mut self, title: &str) -> String {
        self.set("$schema", "http://json-schema.org/draft-07/schema#".into());
        self.set("title", title.into());
        // A value with text keys only: nothing in it can fail.
        let mut text = serde_json::to_string_pretty(&self.0).unwrap_or_default();
        text.push('\n');
        text
    }
}
