//! The keys of one table, taken one by one.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Finding, Findings, Place, nearest};
use crate::text;

/// A value and the bytes it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// The value, sanitised if it is a text.
    pub value: T,
    /// Where it stands.
    pub bytes: Range<usize>,
}

/// The keys of one table that are still to be read.
#[derive(Debug)]
pub struct Fields<'d, 'f> {
    entries: Vec<(Spanned<std::borrow::Cow<'d, str>>, Spanned<DeValue<'d>>)>,
    known: Vec<&'static str>,
    bytes: Range<usize>,
    path: String,
    findings: &'f Findings,
}

impl<'d, 'f> Fields<'d, 'f> {
    pub(super) fn new(table: DeTable<'d>, bytes: Range<usize>, path: String, findings: &'f Findings) -> Self {
        let mut entries: Vec<_> = table.into_iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        Self { entries, known: Vec::new(), bytes, path, findings }
    }

    /// The bytes of the whole table (of its header, for `[table]`).
    #[must_use]
    pub fn bytes(&self) -> Range<usize> {
        self.bytes.clone()
    }

    /// The name of the table as a coach would say it, such as `step.capture`; empty at the top.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The collector, for findings about meaning.
    #[must_use]
    pub fn findings(&self) -> &'f Findings {
        self.findings
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'d>>> {
        self.known.push(key);
        let at = self.entries.iter().position(|(name, _)| name.get_ref() == key)?;
        Some(self.entries.remove(at).1)
    }

    /// Whether `key` is present and not read yet.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name.get_ref() == key)
    }

    fn mistyped(&self, key: &str, expected: &str, found: &Spanned<DeValue<'_>>) {
        let kind = match found.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a decimal number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a clock time or date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let finding = Finding::error(
            "wrong-type",
            Place::Bytes(found.span()),
            format!("`{key}` takes {expected}, this is {kind}"),
        );
        self.findings.add(match found.get_ref() {
            DeValue::Datetime(_) => finding.hint(format!("write it in quotes: {key} = \"2:26\"")),
            _ => finding,
        });
    }

    fn convert<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl FnOnce(&DeValue<'d>) -> Option<T>,
    ) -> Option<Located<T>> {
        let value = self.take(key)?;
        let bytes = value.span();
        if let Some(read) = read(value.get_ref()) {
            Some(Located { value: read, bytes })
        } else {
            self.mistyped(key, expected, &value);
            None
        }
    }

    /// A text, sanitised; line breaks stay.
    pub fn string(&mut self, key: &'static str) -> Option<Located<String>> {
        self.convert(key, "a text in quotes", |v| v.as_str().map(text::sanitise_lines))
    }

    /// A text that must be there and not be blank; its absence is a finding.
    pub fn required_string(&mut self, key: &'static str) -> Option<Located<String>> {
        if !self.has(key) {
            self.missing(key);
        }
        let found = self.string(key)?;
        if found.value.trim().is_empty() {
            self.findings.add(Finding::error("empty", Place::Bytes(found.bytes), format!("`{key}` is empty")));
            return None;
        }
        Some(found)
    }

    fn missing(&mut self, key: &'static str) {
        self.known.push(key);
        let place = if self.path.is_empty() { "the file".to_owned() } else { format!("`{}`", self.path) };
        self.findings.add(
            Finding::error("missing-key", Place::Bytes(self.bytes.clone()), format!("{place} needs `{key}`"))
                .hint(format!("add a line {key} = ...")),
        );
    }

    /// A whole number inside `range`.
    pub fn integer(&mut self, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<Located<i64>> {
        let found = self.convert(key, "a whole number", |v| {
            v.as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok())
        })?;
        if range.contains(&found.value) {
            return Some(found);
        }
        let message = format!("`{key}` must lie between {} and {}", range.start(), range.end());
        self.findings.add(Finding::error("out-of-range", Place::Bytes(found.bytes), message));
        None
    }

    /// A number, whole or decimal, finite.
    pub fn number(&mut self, key: &'static str) -> Option<Located<f64>> {
        self.convert(key, "a number", number)
    }

    /// A list of numbers.
    pub fn numbers(&mut self, key: &'static str) -> Option<Located<Vec<f64>>> {
        self.convert(key, "a list of numbers", |v| v.as_array()?.iter().map(|item| number(item.get_ref())).collect())
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<Located<bool>> {
        self.convert(key, "true or false", DeValue::as_bool)
    }

    /// A list of texts, each with its place.
    pub fn strings(&mut self, key: &'static str) -> Option<Located<Vec<Located<String>>>> {
        self.convert(key, "a list of texts in quotes", |v| {
            v.as_array()?
                .iter()
                .map(|item| Some(Located { value: text::sanitise_lines(item.get_ref().as_str()?), bytes: item.span() }))
                .collect()
        })
    }

    /// One of a closed set of words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Located<T>> {
        let found = self.string(key)?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == found.value) {
            return Some(Located { value: *value, bytes: found.bytes });
        }
        self.findings.add(unknown_word(key, &found, choices.iter().map(|(word, _)| *word)));
        None
    }

    /// A table: `[name]` or `{ ... }`.
    pub fn table(&mut self, key: &'static str) -> Option<Fields<'d, 'f>> {
        let value = self.take(key)?;
        let bytes = value.span();
        match value.into_inner() {
            DeValue::Table(table) => Some(Fields::new(table, bytes, self.join(key), self.findings)),
            other => {
                self.mistyped(key, "a table", &Spanned::new(bytes, other));
                None
            }
        }
    }

    /// A list of tables: `[[name]]` or `[ {...}, {...} ]`; empty when absent.
    pub fn tables(&mut self, key: &'static str) -> Vec<Fields<'d, 'f>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let bytes = value.span();
        let DeValue::Array(items) = value.get_ref() else {
            self.mistyped(key, &format!("a list of tables, each starting with [[{}]]", self.join(key)), &value);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            let span = item.span();
            match item.get_ref() {
                DeValue::Table(table) => tables.push(Fields::new(table.clone(), span, self.join(key), self.findings)),
                _ => self.mistyped(key, "a list of tables", item),
            }
        }
        if tables.is_empty() && items.is_empty() {
            self.findings.add(Finding::error("empty", Place::Bytes(bytes), format!("`{key}` is empty")));
        }
        tables
    }

    /// The keys that are present and were not asked for, with their values as tables: for tables whose keys are names, such as
    /// `[column.score]`.
    pub fn named_tables(mut self) -> Vec<(Located<String>, Fields<'d, 'f>)> {
        let mut tables = Vec::new();
        for (key, value) in std::mem::take(&mut self.entries) {
            let name = Located { value: text::sanitise(key.get_ref()), bytes: key.span() };
            match value.get_ref() {
                DeValue::Table(table) => {
                    let path = self.join(&name.value);
                    tables.push((name, Fields::new(table.clone(), key.span(), path, self.findings)));
                }
                _ => self.mistyped(&name.value, "a table", &value),
            }
        }
        tables
    }

    /// As [`Fields::named_tables`], for names that stand for a text each: `{ Y = "English learner" }`.
    pub fn named_strings(mut self) -> Vec<(Located<String>, Located<String>)> {
        let mut texts = Vec::new();
        for (key, value) in std::mem::take(&mut self.entries) {
            let name = Located { value: text::sanitise(key.get_ref()), bytes: key.span() };
            match value.get_ref().as_str() {
                Some(found) => texts.push((name, Located { value: text::sanitise(found), bytes: value.span() })),
                None => self.mistyped(&name.value, "a text in quotes", &value),
            }
        }
        texts
    }

    /// As [`Fields::named_tables`], for names that stand for a list of texts each: `{ Other = ["a", "b"] }`.
    pub fn named_lists(mut self) -> Vec<(Located<String>, Vec<Located<String>>)> {
        let mut lists = Vec::new();
        for (key, value) in std::mem::take(&mut self.entries) {
            let name = Located { value: text::sanitise(key.get_ref()), bytes: key.span() };
            let items = value.get_ref().as_array().and_then(|items| {
                items
                    .iter()
                    .map(|item| Some(Located { value: text::sanitise(item.get_ref().as_str()?), bytes: item.span() }))
                    .collect()
            });
            match items {
                Some(items) => lists.push((name, items)),
                None => self.mistyped(&name.value, "a list of texts in quotes", &value),
            }
        }
        lists
    }

    fn join(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Reports every key that nobody asked for, with the nearest known one.
    pub fn finish(self) {
        for (key, _) in &self.entries {
            let name = text::sanitise(key.get_ref());
            let place =
                if self.path.is_empty() { "at the top of the file".to_owned() } else { format!("in `{}`", self.path) };
            let finding =
                Finding::error("unknown-key", Place::Bytes(key.span()), format!("`{name}` is not a key {place}"));
            self.findings.add(match nearest(&name, self.known.iter().copied()) {
                Some(near) => finding.hint(format!("did you mean `{near}`?")),
                None => finding.hint(format!("the keys here are: {}", self.known.join(", "))),
            });
        }
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    let read = match value {
        DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok()? as f64,
        DeValue::Float(f) => f.as_str().replace('_', "").parse::<f64>().ok()?,
        _ => return None,
    };
    read.is_finite().then_some(read)
}

/// A finding for a word that is not in a closed set.
pub fn unknown_word(key: &str, found: &Located<String>, words: impl Iterator<Item = &'static str>) -> Finding {
    let words: Vec<_> = words.collect();
    let value = text::cut(&text::sanitise(&found.value), 40);
    let finding =
        Finding::error("unknown-word", Place::Bytes(found.bytes.clone()), format!("`{value}` is not a {key}"));
    match nearest(&value, words.iter().copied()) {
        Some(near) => finding.hint(format!("did you mean \"{near}\"? The words are: {}", words.join(", "))),
        None => finding.hint(format!("the words are: {}", words.join(", "))),
    }
}
