//! What is said of a key that is not as it should be: its type, its name, its word; and what to try.

use toml::Spanned;
use toml::de::DeValue;

use super::{Fields, Located};
use crate::diagnostic::{Finding, Place, nearest};
use crate::text;

/// Keys that people write for others.
const SYNONYMS: &[(&str, &str)] = &[
    ("time", "minutes"),
    ("duration", "minutes"),
    ("mins", "minutes"),
    ("name", "title"),
    ("text", "prompt"),
    ("question", "prompt"),
    ("options", "choices"),
    ("answers", "choices"),
    ("categories", "headings"),
    ("max", "range"),
    ("timer", "minutes"),
    ("description", "prompt"),
    ("notes", "tips"),
    ("author", "credit"),
    ("source", "credit"),
];

impl Fields<'_, '_> {
    /// Reports a value of another type than the key takes, with how to write it.
    pub(super) fn mistyped(&self, key: &str, expected: &str, found: &Spanned<DeValue<'_>>) {
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
        let name = self.join(key);
        let hint = match found.get_ref() {
            DeValue::Datetime(_) if expected.contains("number") => {
                format!("write it as a number, without a colon, such as {key} = 5")
            }
            DeValue::Datetime(_) => format!("write it in quotes, such as {key} = \"2:26\""),
            DeValue::String(text) if expected.contains("number") => number_alone(key, text),
            DeValue::String(_) if expected.contains("true") => "write it without quotes".to_owned(),
            DeValue::String(text) if expected == "a table" => {
                let word = text::cut(&text::sanitise(text), 20);
                format!("begin it on a line of its own, [{name}], and write its keys below, such as type = \"{word}\"")
            }
            DeValue::String(_) if expected.contains("list of texts") => {
                format!("write it in square brackets: {key} = [\"...\", \"...\"]")
            }
            DeValue::Table(_) if expected.contains("list of tables") => {
                format!("begin each one with [[{name}]], in two pairs of brackets")
            }
            DeValue::Array(_) if expected == "a table" => format!("there is only one: begin it with [{name}]"),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) if expected.contains("text") => {
                "write it in \"quotes\"".to_owned()
            }
            _ => return self.findings.add(finding),
        };
        self.findings.add(finding.hint(hint));
    }

    /// As [`Fields::finish`]; a key in `elsewhere` has its place in another part of the file, and the text says where.
    pub fn finish_with(self, elsewhere: &[(&str, &str)]) {
        for (key, _) in &self.entries {
            let name = text::cut(&text::sanitise(key.get_ref()), 40);
            let place =
                if self.path.is_empty() { "at the top of the file".to_owned() } else { format!("in `{}`", self.path) };
            if let Some((_, where_to)) = elsewhere.iter().find(|(known, _)| *known == name) {
                let message = format!("`{name}` has no effect {place}");
                self.findings.add(Finding::error("misplaced-key", Place::Bytes(key.span()), message).hint(*where_to));
                continue;
            }
            let finding =
                Finding::error("unknown-key", Place::Bytes(key.span()), format!("`{name}` is not a key {place}"));
            let meant = SYNONYMS.iter().filter(|(written, _)| *written == name).map(|(_, meant)| *meant);
            let meant = meant.into_iter().find(|meant| self.known.contains(meant));
            self.findings.add(match meant.or_else(|| nearest(&name, self.known.iter().copied())) {
                Some(near) => finding.hint(format!("did you mean `{near}`?")),
                None => finding.hint(format!("the keys here are: {}", self.known.join(", "))),
            });
        }
    }
}

/// What to write for a number that is a text: `"15"`, `"15 min"`, `"fifteen"`.
fn number_alone(key: &str, text: &str) -> String {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    if digits == text.trim() || digits.len() > 9 {
        return "write it without quotes".to_owned();
    }
    let number = if digits.is_empty() { "5" } else { &digits };
    format!("write the number alone, without quotes, such as {key} = {number}")
}

/// A finding for a word that is not in a closed set; `key` says what the word would be.
pub fn unknown_word<'w>(key: &str, found: &Located<String>, words: impl Iterator<Item = &'w str>) -> Finding {
    let words: Vec<_> = words.collect();
    let value = text::cut(&text::sanitise(&found.value), 40);
    let message = format!("\"{value}\" is not a word for `{key}`");
    let finding = Finding::error("unknown-word", Place::Bytes(found.bytes.clone()), message);
    match nearest(&value, words.iter().copied()) {
        Some(near) => finding.hint(format!("did you mean \"{near}\"? The words are: {}", words.join(", "))),
        None => finding.hint(format!("the words are: {}", words.join(", "))),
    }
}
