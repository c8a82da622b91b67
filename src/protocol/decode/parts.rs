//! The parts of a protocol that are not steps.

use std::collections::BTreeSet;

use super::LexiconDraft;
use super::words::{self, LINE, NOTE, PROMPT, STEM};
use crate::diagnostic::{Finding, Place};
use crate::document::{Fields, Located};
use crate::protocol::lexicon::INFERENCE;
use crate::protocol::limits::MIN_GROUP;
use crate::protocol::{Intervention, Lexicon, RoleCard};

pub(super) fn roles(fields: &mut Fields<'_, '_>) -> Vec<RoleCard> {
    let mut roles = Vec::new();
    let mut known = BTreeSet::new();
    for mut role in fields.tables("roles") {
        let id = words::located_identifier(&mut role, "id");
        let note = words::line(&mut role, "note", NOTE).unwrap_or_default();
        if let Some(id) = id {
            if !known.insert(id.value.clone()) {
                duplicate_id(&role, &id);
            }
            roles.push(RoleCard { id: id.value, note });
        }
        role.finish();
    }
    roles
}

/// A finding for an id that another part of the same kind has already.
pub(in crate::protocol) fn duplicate_id_finding(id: &Located<String>) -> Finding {
    let message = format!("the id \"{}\" stands here a second time", crate::text::cut(&id.value, 40));
    Finding::error("duplicate-id", Place::Bytes(id.bytes.clone()), message).hint("give each one an id of its own")
}

fn duplicate_id(fields: &Fields<'_, '_>, id: &Located<String>) {
    fields.findings().add(duplicate_id_finding(id));
}

/// `language = "en"`: the language of its texts, for the report.
pub(super) fn language(fields: &mut Fields<'_, '_>) -> Option<String> {
    let found = fields.filled_string("language")?;
    // BCP 47 in its common shape: a language of two or three letters, then parts of up to eight letters or digits.
    let mut parts = found.value.split('-');
    let first =
        parts.next().is_some_and(|part| matches!(part.len(), 2..=3) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest = parts.all(|part| matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if first && rest && found.value.len() <= 35 {
        return Some(found.value);
    }
    let message = "`language` takes the short name of a language";
    fields.findings().add(
        Finding::error("language", Place::Bytes(found.bytes), message).hint("such as \"en\", \"de\" or \"pt-BR\""),
    );
    None
}

/// `[display]`: promises of the program that a protocol may state and cannot change.
pub(super) fn display(fields: &mut Fields<'_, '_>) {
    let Some(mut display) = fields.table("display") else { return };
    always_true(&mut display, "single_screen", "there is one screen for all");
    always_word(&mut display, "authors", "never", "nothing that was said has an author");
    display.finish();
}

/// `[privacy]`: the smallest group that may be shown, and promises of the program.
pub(super) fn privacy(fields: &mut Fields<'_, '_>) -> Option<u32> {
    let mut privacy = fields.table("privacy")?;
    let minimum = privacy.integer("min_group", MIN_GROUP);
    always_true(&mut privacy, "complementary", "hidden cells cannot be found by subtraction");
    always_word(&mut privacy, "names", "hide", "names are never shown");
    privacy.finish();
    minimum.and_then(|minimum| u32::try_from(minimum.value).ok())
}

fn fixed(fields: &Fields<'_, '_>, key: &str, value: &str, bytes: std::ops::Range<usize>, promise: &str) {
    let finding = Finding::error("fixed", Place::Bytes(bytes), format!("`{key}` cannot be changed: {promise}"));
    fields.findings().add(finding.hint(format!("write {key} = {value}, or delete the line")));
}

fn always_true(fields: &mut Fields<'_, '_>, key: &'static str, promise: &str) {
    if let Some(found) = fields.boolean(key)
        && !found.value
    {
        fixed(fields, key, "true", found.bytes, promise);
    }
}

fn always_word(fields: &mut Fields<'_, '_>, key: &'static str, word: &str, promise: &str) {
    if let Some(found) = fields.string(key)
        && found.value != word
    {
        fixed(fields, key, &format!("\"{word}\""), found.bytes, promise);
    }
}

pub(super) fn lexicons(fields: &mut Fields<'_, '_>) -> Vec<LexiconDraft> {
    let mut lexicons = Vec::new();
    let mut known = BTreeSet::from([INFERENCE.to_owned()]);
    for mut table in fields.tables("lexicon") {
        let id = words::located_identifier(&mut table, "id");
        table.require("words");
        let words = words::distinct(&mut table, "words", STEM);
        if words.as_ref().is_some_and(Vec::is_empty) {
            let finding = Finding::error("empty", Place::Bytes(table.bytes()), "this lexicon has no words");
            table.findings().add(finding.hint("words = [\"because\", \"due to\"]"));
        }
        let message = words::required_line(&mut table, "message", PROMPT).unwrap_or_default();
        if let Some(id) = id.as_ref().filter(|id| !known.insert(id.value.clone())) {
            duplicate_id(&table, id);
        }
        let words = words.unwrap_or_default();
        for word in &words {
            if !word.value.chars().any(char::is_alphanumeric) {
                let finding = Finding::error("empty", Place::Bytes(word.bytes.clone()), "this word has no letter");
                table.findings().add(finding);
            }
        }
        let name = id.as_ref().map(|id| id.value.clone()).unwrap_or_default();
        let lexicon = Lexicon::new(name, words.iter().map(|word| &word.value), message);
        lexicons.push(LexiconDraft { id, lexicon });
        table.finish();
    }
    lexicons
}

pub(super) fn interventions(fields: &mut Fields<'_, '_>) -> Vec<Intervention> {
    let mut cards = Vec::new();
    for mut table in fields.tables("intervention") {
        let when = words::required_line(&mut table, "when", LINE);
        let say = words::required_line(&mut table, "say", PROMPT);
        cards.push(Intervention { when: when.unwrap_or_default(), say: say.unwrap_or_default() });
        table.finish();
    }
    cards
}
