//! One `[step.capture]`.

mod table;
mod tally;

use std::ops::Range;

use super::{Reference, meant, words};
use crate::diagnostic::{Finding, Place};
use crate::document::{Fields, Located, unknown_word};
use crate::protocol::limits::{LIMIT, PER_PERSON};
use crate::protocol::{Action, ActionField, Capture, Evidence, List, Predict, Shape};

/// A capture as it was read.
#[derive(Default)]
pub(super) struct Read {
    pub(super) capture: Option<Capture>,
    pub(super) references: Vec<Reference>,
    pub(super) evidence: Option<Range<usize>>,
}

impl Read {
    fn of(capture: Capture, references: impl IntoIterator<Item = Option<Reference>>) -> Self {
        Self { capture: Some(capture), references: references.into_iter().flatten().collect(), evidence: None }
    }
}

#[derive(Clone, Copy)]
enum Type {
    List,
    Predict,
    Action,
    Poll,
    Scale,
    Plane,
    Vote,
    Matrix,
    Cluster,
    Review,
    Confirm,
    Edit,
}

const TYPES: &[(&str, Type)] = &[
    ("list", Type::List),
    ("predict", Type::Predict),
    ("action", Type::Action),
    ("poll", Type::Poll),
    ("scale", Type::Scale),
    ("plane", Type::Plane),
    ("vote", Type::Vote),
    ("matrix", Type::Matrix),
    ("cluster", Type::Cluster),
    ("review", Type::Review),
    ("confirm", Type::Confirm),
    ("edit", Type::Edit),
];

/// Reads a capture; `norms` are the working agreements of the protocol.
pub(super) fn decode(mut fields: Fields<'_, '_>, norms: &[String]) -> Read {
    fields.require("type");
    match fields.choice_or("type", TYPES, meant::capture) {
        Some(found) => match found.value {
            Type::List => list(fields),
            Type::Predict => predict(fields),
            Type::Action => action(fields),
            Type::Poll => tally::poll(fields),
            Type::Scale => tally::scale(fields),
            Type::Plane => tally::plane(fields),
            Type::Vote => tally::vote(fields),
            Type::Matrix => table::matrix(fields),
            Type::Cluster => table::cluster(fields),
            Type::Review => table::review(fields),
            Type::Confirm => table::confirm(fields, norms),
            Type::Edit => table::edit(fields),
        },
        // Which keys it may have is unknown without a type that can be used; there is a finding about that.
        None => Read::default(),
    }
}

fn list(mut fields: Fields<'_, '_>) -> Read {
    let from = Reference::to_topics(&mut fields, "from");
    let tags = distinct(&mut fields, "tags", words::TAG);
    let list = List {
        from: None,
        label: words::line(&mut fields, "label", words::STEM).filter(|label| !label.is_empty()),
        tags,
        per_person: count(&mut fields, "per_person", PER_PERSON),
        per_question: yes(&mut fields, "per_question"),
        evidence: Evidence::Off,
        dedupe: yes(&mut fields, "dedupe"),
        limit: count(&mut fields, "limit", LIMIT),
        pin: yes(&mut fields, "pin"),
    };
    let evidence = fields.choice("evidence", Evidence::WORDS);
    fields.finish_with(words::ABOVE_PART);
    let level = evidence.as_ref().map_or(Evidence::Off, |evidence| evidence.value);
    Read {
        evidence: evidence.filter(|evidence| evidence.value != Evidence::Off).map(|evidence| evidence.bytes),
        ..Read::of(Capture::List(List { evidence: level, ..list }), [from])
    }
}

fn count(fields: &mut Fields<'_, '_>, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<u32> {
    fields.integer(key, range).and_then(|found| u32::try_from(found.value).ok())
}

fn yes(fields: &mut Fields<'_, '_>, key: &'static str) -> bool {
    fields.boolean(key).is_some_and(|found| found.value)
}

/// A list of texts, each at most once; empty when absent.
fn distinct(fields: &mut Fields<'_, '_>, key: &'static str, room: words::Room) -> Vec<String> {
    words::distinct(fields, key, room).unwrap_or_default().into_iter().map(|found| found.value).collect()
}

fn predict(mut fields: Fields<'_, '_>) -> Read {
    let shape = fields.choice("shape", Shape::WORDS).map_or(Shape::Number, |found| found.value);
    let aggregate = yes(&mut fields, "aggregate");
    let also_list = yes(&mut fields, "also_list");
    let per_person = count(&mut fields, "per_person", PER_PERSON);
    fields.finish_with(words::ABOVE_PART);
    Read::of(Capture::Predict(Predict { shape, aggregate, also_list, per_person }), [])
}

/// The fields that were named, "text" first wherever it stood.
fn chosen(table: &Fields<'_, '_>, words: Vec<Located<String>>, at: Range<usize>) -> Vec<ActionField> {
    let mut chosen = Vec::new();
    let mut all_known = true;
    for word in words {
        if let Some(field) = ActionField::of_key(&word.value) {
            chosen.push(field);
            continue;
        }
        all_known = false;
        let finding = unknown_word("fields", &word, ActionField::ALL.into_iter().map(ActionField::key));
        table.findings().add(match meant::field(&word.value) {
            Some(meant) => finding.hint(meant),
            None => finding,
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
    let from = Reference::to_topics(&mut fields, "from");
    let at = fields.key_bytes("fields").unwrap_or_default();
    let chosen = match words::distinct(&mut fields, "fields", words::WORD) {
        Some(words) => chosen(&fields, words, at),
        None => ActionField::USUAL.to_vec(),
    };
    fields.finish_with(words::ABOVE_PART);
    Read::of(Capture::Action(Action { from: None, fields: chosen }), [from])
}
