//! Polls, scales, planes, votes.

use std::collections::BTreeSet;

use super::{Read, count, distinct, yes};
use crate::diagnostic::{Finding, Place};
use crate::document::Fields;
use crate::protocol::decode::{Reference, words};
use crate::protocol::limits::{AXIS, DOTS, FINGERS, MIN_GROUP, PERCENT};
use crate::protocol::{Answers, Axis, Capture, Plane, Poll, Scale, ScaleItem, Vote};

/// Most levels of a scale above its lowest: a row of them must fit on the screen.
const LEVELS: i64 = 10;

pub(super) fn poll(mut fields: Fields<'_, '_>) -> Read {
    let at = fields.bytes();
    let choices_at = fields.key_bytes("choices");
    let lacks_both = fields.lacks("choices") && fields.lacks("preset");
    let mut choices = distinct(&mut fields, "choices", words::STEM);
    let fist = fields.choice("preset", &[("fist-to-five", ())]).is_some();
    match (&choices_at, fist) {
        (Some(choices_at), true) => {
            let message = "this poll has both `choices` and `preset`";
            let finding = Finding::error("poll-choices", Place::Bytes(choices_at.clone()), message);
            fields.findings().add(finding.hint("delete the line; the preset has its own choices"));
        }
        (Some(choices_at), false) if choices.len() == 1 => {
            let message = "a poll needs two choices at least";
            let finding = Finding::error("poll-choices", Place::Bytes(choices_at.clone()), message);
            fields.findings().add(finding.hint("add a second one, such as \"Not yet\""));
        }
        (None, false) if lacks_both && fields.findings().read_whole() => {
            let finding = Finding::error("poll-choices", Place::Bytes(at), "this poll has no choices");
            fields.findings().add(finding.hint("add choices = [\"Yes\", \"Not yet\"], or preset = \"fist-to-five\""));
        }
        _ => {}
    }
    if fist {
        choices = (0..=*FINGERS.end()).map(|fingers| fingers.to_string()).collect();
    }
    let poll = Poll {
        choices,
        fist,
        multi: yes(&mut fields, "multi"),
        percent: fields.choice("report", &[("count", false), ("percent", true)]).is_some_and(|found| found.value),
        threshold: count(&mut fields, "threshold", if fist { FINGERS } else { PERCENT }),
        revote: yes(&mut fields, "revote"),
        series_key: yes(&mut fields, "series_key"),
        answers: answers(&mut fields, Answers::Hands),
    };
    fields.finish_with(words::ABOVE_PART);
    Read::of(Capture::Poll(poll), [])
}

fn answers(fields: &mut Fields<'_, '_>, default: Answers) -> Answers {
    fields.choice("answers", Answers::WORDS).map_or(default, |found| found.value)
}

pub(super) fn scale(mut fields: Fields<'_, '_>) -> Read {
    let at = fields.bytes();
    let sources = ["items", "item_from", "same_items_as"];
    let mut given: Vec<_> = sources.into_iter().filter_map(|key| fields.key_bytes(key)).collect();
    given.sort_by_key(|bytes| bytes.start);
    let lacks = sources.into_iter().all(|key| fields.lacks(key)) && fields.findings().read_whole();
    let series_key = yes(&mut fields, "series_key");
    let items = items(&mut fields, series_key);
    let item_from = Reference::to_topics(&mut fields, "item_from");
    let same = Reference::to_scale(&mut fields, "same_items_as");
    let compare = Reference::to_scale(&mut fields, "compare");
    if let Some(second) = given.get(1) {
        let message = "the items of this scale are named twice";
        let finding = Finding::error("scale-items", Place::Bytes(second.clone()), message);
        fields.findings().add(finding.hint("keep one of `items`, `item_from` and `same_items_as`"));
    } else if lacks {
        let finding = Finding::error("scale-items", Place::Bytes(at), "this scale has no items");
        fields.findings().add(finding.hint("add items = [ {key = \"...\", text = \"...\"} ], or `item_from`"));
    }
    let (low, high) = range(&mut fields);
    let scale = Scale {
        items,
        item_from: None,
        low,
        high,
        compare: None,
        series_key,
        answers: answers(&mut fields, Answers::Hands),
    };
    fields.finish_with(words::ABOVE_PART);
    Read::of(Capture::Scale(scale), [item_from, same, compare])
}

/// The items with their keys; without a series one that has none gets its place in the list.
fn items(fields: &mut Fields<'_, '_>, in_series: bool) -> Vec<ScaleItem> {
    let mut items = Vec::new();
    let mut known = BTreeSet::new();
    for (at, mut table) in fields.tables("items").into_iter().enumerate() {
        let keyless = table.lacks("key") && table.findings().read_whole();
        if keyless && in_series {
            let message = "this item is followed across sessions and has no `key`";
            let finding = Finding::error("series-key", Place::Bytes(table.bytes()), message);
            table.findings().add(finding.hint("add key = \"...\": it stays when the words change"));
        }
        let key = if table.has("key") { words::located_identifier(&mut table, "key") } else { None };
        if let Some(key) = key.as_ref().filter(|key| !known.insert(key.value.clone())) {
            table.findings().add(super::super::duplicate_id_finding(key));
        }
        let text = words::required_line(&mut table, "text", words::LINE).unwrap_or_default();
        items.push(ScaleItem { key: key.map_or_else(|| format!("item-{}", at + 1), |key| key.value), text });
        table.finish();
    }
    items
}

fn range(fields: &mut Fields<'_, '_>) -> (i64, i64) {
    let Some(found) = fields.numbers("range") else { return (1, 5) };
    let whole = |n: &f64| (-100_i32..=100).find(|whole| (f64::from(*whole) - n).abs() < f64::EPSILON).map(i64::from);
    let bounds: Option<Vec<i64>> = found.value.iter().map(whole).collect();
    match bounds.as_deref() {
        Some([low, high]) if low < high && high - low <= LEVELS => (*low, *high),
        _ => {
            let message = format!("`range` takes two whole numbers, the second at most {LEVELS} above the first");
            let finding = Finding::error("range-form", Place::Bytes(found.bytes), message);
            fields.findings().add(finding.hint("range = [1, 5]"));
            (1, 5)
        }
    }
}

/// The mood meter of the Yale Center for Emotional Intelligence: what a plane is where it says nothing else.
const QUADRANTS: [&str; 4] =
    ["high energy, unpleasant", "high energy, pleasant", "low energy, unpleasant", "low energy, pleasant"];

pub(super) fn plane(mut fields: Fields<'_, '_>) -> Read {
    let x = axis(&mut fields, "x", "Pleasantness");
    let y = axis(&mut fields, "y", "Energy");
    let named_at = fields.key_bytes("quadrants");
    let named = distinct(&mut fields, "quadrants", words::TAG);
    let quadrants = match (<[String; 4]>::try_from(named), named_at) {
        (Ok(four), _) => four,
        (Err(_), None) => QUADRANTS.map(str::to_owned),
        (Err(_), Some(at)) => {
            let finding = Finding::error("plane-quadrants", Place::Bytes(at), "`quadrants` takes four names");
            let hint = "as they are read: upper left, upper right, lower left, lower right";
            fields.findings().add(finding.hint(hint));
            QUADRANTS.map(str::to_owned)
        }
    };
    let points = fields.choice("entry", Plane::ENTRIES).is_some_and(|found| found.value);
    let compare = Reference::to_plane(&mut fields, "compare");
    let plane = Plane {
        x,
        y,
        quadrants,
        points,
        min_group: count(&mut fields, "min_group", MIN_GROUP).unwrap_or(5),
        compare: None,
        series_key: yes(&mut fields, "series_key"),
        answers: answers(&mut fields, Answers::Slips),
    };
    fields.finish_with(words::ABOVE_PART);
    Read::of(Capture::Plane(plane), [compare])
}

fn axis(fields: &mut Fields<'_, '_>, key: &'static str, usual: &str) -> Axis {
    let mut axis = Axis { label: usual.to_owned(), min: -5, max: 5 };
    let Some(mut table) = fields.table(key) else { return axis };
    let at = table.bytes();
    axis.label = words::line(&mut table, "label", words::STEM).unwrap_or(axis.label);
    axis.min = table.integer("min", AXIS).map_or(axis.min, |found| found.value);
    axis.max = table.integer("max", AXIS).map_or(axis.max, |found| found.value);
    if axis.min >= axis.max {
        let finding = Finding::error("axis-order", Place::Bytes(at), "`min` must be less than `max`");
        table.findings().add(finding.hint("min = -5, max = 5"));
        (axis.min, axis.max) = (-5, 5);
    }
    table.finish();
    axis
}

pub(super) fn vote(mut fields: Fields<'_, '_>) -> Read {
    fields.require("from");
    let from = Reference::to_topics(&mut fields, "from");
    let dots = count(&mut fields, "dots", DOTS).unwrap_or(3);
    let keep = count(&mut fields, "keep", DOTS);
    fields.finish_with(words::ABOVE_PART);
    Read::of(Capture::Vote(Vote { from: 0, dots, keep }), [from])
}
