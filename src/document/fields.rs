//! The keys of one table, taken one by one.

mod faults;

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Finding, Findings, Place};
use crate::text;

pub use faults::unknown_word;

/// A value and the bytes it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// The value, sanitised if it is a text.
    pub value: T,
    /// Where it stands.
    pub bytes: Range<usize>,
}

/// A key and its value.
type Entry<'d> = (Spanned<Cow<'d, str>>, Spanned<DeValue<'d>>);

/// The keys of one table that are still to be read.
#[derive(Debug)]
pub struct Fields<'d, 'f> {
    entries: Vec<Entry<'d>>,
    /// Keys whose value stands on a line that could not be read.
    lost: Vec<String>,
    known: Vec<&'static str>,
    bytes: Range<usize>,
    path: String,
    findings: &'f Findings,
}

impl<'d, 'f> Fields<'d, 'f> {
    pub(super) fn new(table: DeTable<'d>, bytes: Range<usize>, path: String, findings: &'f Findings) -> Self {
        let unread = |(key, value): &Entry<'d>| findings.is_unread(&key.span()) || findings.is_unread(&value.span());
        let (broken, mut entries): (Vec<_>, Vec<_>) = table.into_iter().partition(unread);
        entries.sort_by_key(|(key, _)| key.span().start);
        let lost = broken.into_iter().map(|(key, _)| key.into_inner().into_owned()).collect();
        Self { entries, lost, known: Vec::new(), bytes, path, findings }
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

    /// Whether `key` stands in the table and was not read yet.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.key_bytes(key).is_some()
    }

    /// Where a key that was not read yet stands (the key, not its value).
    #[must_use]
    pub fn key_bytes(&self, key: &str) -> Option<Range<usize>> {
        self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(name, _)| name.span())
    }

    /// Where the value of `key` stands, if the table has it.
    #[must_use]
    pub fn value_bytes(&self, key: &str) -> Option<Range<usize>> {
        self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value.span())
    }

    /// Whether `key` is certainly absent: not in the table, nor on a line that could not be read.
    #[must_use]
    pub fn lacks(&self, key: &str) -> bool {
        !self.has(key) && !self.lost.iter().any(|lost| lost == key)
    }

    /// Takes a key that is understood but not accepted, so that `finish` does not report it again, and says where it stood.
    pub fn refuse(&mut self, key: &str) -> Option<Range<usize>> {
        let at = self.entries.iter().position(|(name, _)| name.get_ref() == key)?;
        Some(self.entries.remove(at).0.span())
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

    /// The text of a key that was not read yet, sanitised; it counts as unread.
    #[must_use]
    pub fn peek(&self, key: &str) -> Option<String> {
        let (_, value) = self.entries.iter().find(|(name, _)| name.get_ref() == key)?;
        value.get_ref().as_str().map(text::sanitise)
    }

    /// A text, sanitised; line breaks stay.
    pub fn string(&mut self, key: &'static str) -> Option<Located<String>> {
        self.convert(key, "a text in quotes", |v| v.as_str().map(text::sanitise_lines))
    }

    /// A text that must be there and not be blank; its absence is a finding.
    pub fn required_string(&mut self, key: &'static str) -> Option<Located<String>> {
        self.require(key);
        self.filled_string(key)
    }

    /// A text that may be absent, but not blank.
    pub fn filled_string(&mut self, key: &'static str) -> Option<Located<String>> {
        let found = self.string(key)?;
        if found.value.trim().is_empty() {
            self.findings.add(Finding::error("empty", Place::Bytes(found.bytes), format!("`{key}` is empty")));
            return None;
        }
        Some(found)
    }

    /// Reports `key` if it is absent. A file with errors in its syntax may have it on a line that could not be read: then
    /// nothing is said.
    pub fn require(&mut self, key: &'static str) {
        if !self.lacks(key) || !self.findings.read_whole() {
            return;
        }
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

    /// A list of texts, each with its place; an entry of another type is reported where it stands.
    pub fn strings(&mut self, key: &'static str) -> Option<Located<Vec<Located<String>>>> {
        let list = self.take(key)?;
        let bytes = list.span();
        let DeValue::Array(items) = list.get_ref() else {
            self.mistyped(key, "a list of texts in quotes", &list);
            return None;
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item.get_ref().as_str() {
                Some(read) => texts.push(Located { value: text::sanitise_lines(read), bytes: item.span() }),
                None => self.mistyped(key, "texts in quotes", item),
            }
        }
        (texts.len() == items.len()).then_some(Located { value: texts, bytes })
    }

    /// One of a closed set of words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Located<T>> {
        self.choice_or(key, choices, |_| None)
    }

    /// As [`Fields::choice`]; for a word that is none of them, `meant` may say what to write.
    pub fn choice_or<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        meant: impl Fn(&str) -> Option<String>,
    ) -> Option<Located<T>> {
        let found = self.string(key)?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == found.value) {
            return Some(Located { value: *value, bytes: found.bytes });
        }
        let finding = unknown_word(key, &found, choices.iter().map(|(word, _)| *word));
        self.findings.add(match meant(&found.value) {
            Some(meant) => finding.hint(meant),
            None => finding,
        });
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
        self.finish_with(&[]);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;

    fn found(source: &str, decode: impl FnOnce(Fields<'_, '_>)) -> Vec<(usize, usize, &'static str, String)> {
        let findings = Findings::default();
        crate::document::read(source, &findings, decode);
        let records = Report::of_text("x", source, findings).records();
        records.into_iter().map(|r| (r.line, r.column, r.code, r.hint.unwrap_or_default())).collect()
    }

    #[test]
    fn a_key_that_nobody_asked_for_is_reported_with_the_nearest() {
        let told = found("prompt = \"x\"\npromt = 1\n", |mut fields| {
            assert_eq!(fields.string("prompt").map(|s| s.value), Some("x".to_owned()));
            fields.finish();
        });
        assert_eq!(told, [(2, 1, "unknown-key", "did you mean `prompt`?".to_owned())]);
    }

    #[test]
    fn a_key_of_another_part_is_sent_there() {
        let told = found("norms = 1\n", |fields| fields.finish_with(&[("norms", "above")]));
        assert_eq!(told, [(1, 1, "misplaced-key", "above".to_owned())]);
    }

    #[test]
    fn a_broken_line_brings_no_second_finding() {
        let told = found("title = “x”\nmin 5\n", |mut fields| {
            assert!(!fields.lacks("title"));
            assert!(fields.required_string("title").is_none());
            fields.require("min");
            fields.finish();
        });
        assert_eq!(told.iter().map(|t| (t.0, t.2)).collect::<Vec<_>>(), [(1, "toml"), (2, "toml")]);
    }

    #[test]
    fn a_wrong_type_says_how_to_write_it() {
        let told = found("a = 02:26\nb = \"5\"\nc = \"x\"\nd = [\"x\", 2]\n[e]\n[[f]]\n", |mut fields| {
            assert!(fields.integer("a", 1..=9).is_none());
            assert!(fields.integer("b", 1..=9).is_none());
            assert!(fields.strings("c").is_none());
            assert!(fields.strings("d").is_none());
            assert!(fields.tables("e").is_empty());
            assert!(fields.table("f").is_none());
            fields.finish();
        });
        let hints = [
            (1, 5, "write it as a number, without a colon, such as a = 5"),
            (2, 5, "write it without quotes"),
            (3, 5, "write it in square brackets: c = [\"...\", \"...\"]"),
            (4, 11, "write it in \"quotes\""),
            (5, 1, "begin each one with [[e]], in two pairs of brackets"),
            (6, 1, "there is only one: begin it with [f]"),
        ];
        assert_eq!(told, hints.map(|(line, column, hint)| (line, column, "wrong-type", hint.to_owned())));
    }
}
