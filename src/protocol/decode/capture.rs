//! One `[step.capture]`.

use std::ops::Range;

use super::{Reference, later, words};
use crate::diagnostic::{Finding, Place};
use crate::document::{Fields, Located, unknown_word};
use crate::protocol::{Action, ActionField, Capture, Evidence, List, Predict};

/// A capture as it was read.
#[derive(Default)]
pub(super) struct Read {
    pub(super) capture: Option<Capture>,
    pub(super) references: Vec<Reference>,
    pub(super) evidence: Option<Range<usize>>,
}

#[derive(Clone, Copy)]
enum Type {
    List,
    Predict,
    Action,
}

const TYPES: &[(&str, Type)] = &[("list", Type::List), ("predict", Type::Predict), ("action", Type::Action)];

/// Most comments that a person is asked for.
const PER_PERSON: std::ops::RangeInclusive<i64> = 1..=20;

pub(super) fn decode(mut fields: Fields<'_, '_>) -> Read {
    fields.require("type");
    match words::choice(&mut fields, "type", TYPES, later::CAPTURES) {
        Ok(Some(found)) => match found.value {
            Type::List => list(fields),
            Type::Predict => predict(fields),
            Type::Action => action(fields),
        },
        // Which keys it may have is unknown without a type that can be used; there is a finding about that.
        Ok(None) | Err(()) => Read::default(),
    }
}

fn list(mut fields: Fields<'_, '_>) -> Read {
    let from = Reference::to_comments(&mut fields);
    let tags =
        words::distinct(&mut fields, "tags", words::TAG).unwrap_or_default().into_iter().map(|tag| tag.value).collect();
    let per_person = per_person(&mut fields);
    let evidence = fields.choice("evidence", Evidence::WORDS);
    later::list(&mut fields);
    fields.finish_with(words::ABOVE_PART);
    let level = evidence.as_ref().map_or(Evidence::Off, |evidence| evidence.value);
    Read {
        capture: Some(Capture::List(List { from: None, tags, per_person, evidence: level })),
        references: from.into_iter().collect(),
        evidence: evidence.filter(|evidence| evidence.value != Evidence::Off).map(|evidence| evidence.bytes),
    }
}

fn per_person(fields: &mut Fields<'_, '_>) -> Option<u32> {
    fields.integer("per_person", PER_PERSON).and_then(|found| u32::try_from(found.value).ok())
}

fn predict(mut fields: Fields<'_, '_>) -> Read {
    // There is one shape so far; naming it is allowed, and another word has its finding.
    let _ = words::choice(&mut fields, "shape", &[("per-category", ())], later::SHAPES);
    let also_list = fields.boolean("also_list").is_some_and(|found| found.value);
    let per_person = per_person(&mut fields);
    later::predict(&mut fields);
    fields.finish_with(words::ABOVE_PART);
    Read { capture: Some(Capture::Predict(Predict { also_list, per_person })), ..Read::default() }
}

/// The fields that were named, "text" first wherever it stood.
fn chosen(table: &Fields<'_, '_>, words: Vec<Located<String>>, at: Range<usize>) -> Vec<ActionField> {
    let mut chosen = Vec::new();
    let mut all_known = true;
    for word in words {
        if let Some(field) = ActionField::ALL.into_iter().find(|field| field.key() == word.value) {
            chosen.push(field);
            continue;
        }
        all_known = false;
        table.findings().add(match later::ACTION_FIELDS.iter().find(|(later, _)| *later == word.value) {
            Some((later, instead)) => later::not_yet(Place::Bytes(word.bytes), later, instead),
            None => unknown_word("fields", &word, ActionField::ALL.into_iter().map(ActionField::key)),
        });
    }
    if all_known && !chosen.contains(&ActionField::Text) {
        let finding = Finding::error("action-text", Place::Bytes(at), "an action needs the field \"text\"");
        table.findings().add(finding.hint("put \"text\" first: what will be done"));
    }
    chosen.sort_by_key(|field| *field != ActionField::Text);
    chosen
}

fn action(mut fields: Fields<'_, '_>) -> Read {
    let from = Reference::to_comments(&mut fields);
    let at = fields.key_bytes("fields").unwrap_or_default();
    let chosen = match words::distinct(&mut fields, "fields", words::WORD) {
        Some(words) => chosen(&fields, words, at),
        None => ActionField::ALL.to_vec(),
    };
    fields.finish_with(words::ABOVE_PART);
    Read {
        capture: Some(Capture::Action(Action { from: None, fields: chosen })),
        references: from.into_iter().collect(),
        evidence: None,
    }
}
