use serde_json::{Value, json};

use super::super::super::{Frame, ItemRow, ReopenError, reopen, store};

fn number(text: &str, low: f64, high: f64) -> Value {
    json!({ "text": text, "low": low, "high": high })
}

fn exact(count: u32) -> Value {
    number(&count.to_string(), count.into(), count.into())
}

fn share(text: &str) -> Value {
    let at: f64 = text.trim_end_matches('%').parse().unwrap();
    number(text, at - 0.5, at + 0.5)
}

fn score(at: f64) -> Value {
    number(&at.to_string(), at - 0.5, at + 0.5)
}

fn hidden() -> Value {
    json!({ "hidden": true })
}

fn scale() -> Value {
    json!({ "label": "Score", "low": 0.0, "high": 20.0, "step": 1.0, "cuts": [{ "score": 10.0, "name": "Pass" }], "below": null })
}

fn side() -> Value {
    json!({ "scale": scale(), "edges": [10.0], "bands": ["Below Pass", "Pass"], "cut": 1 })
}

fn quantity() -> Value {
    json!({ "id": "above", "label": "At or above Pass", "unit": "%", "range": [0.0, 100.0] })
}

fn admission(audience: &str, frame: &Value, body: &Value) -> Value {
    let view = json!({
        "id": "v", "slot": null, "measure": "Score", "title": "T", "subtitle": "", "frame": frame, "body": body, "notes": []
    });
    json!({
        "title": "T", "audience": audience, "minimum_group": 10, "fingerprint": "0123456789abcdef", "rows": "50-99 rows",
        "notices": [], "views": [view]
    })
}

/// A frame and a body of each kind.
fn kinds() -> Vec<(&'static str, Value, Value)> {
    let group = |n: Value, bins: Value| json!({ "n": n, "bins": bins, "median": hidden(), "bands": [share("40%"), share("60%")] });
    let bins = json!([
        { "from": null, "to": 10.0, "label": "under 10", "count": exact(12) },
        { "from": 10.0, "to": null, "label": "10 and over", "count": exact(18) }
    ]);
    let mut none = group(hidden(), json!([]));
    none["bands"] = json!([hidden(), hidden()]);
    let row = |n: u32, tails: [Value; 2]| json!({ "n": exact(n), "median": score(11.0), "quartiles": [score(8.0), score(14.0)], "tails": tails });
    let change = json!({
        "n": exact(24), "from": share("40%"), "to": share("50%"), "moved": [share("30%"), share("70%")]
    });
    let unchanged = json!({ "n": hidden(), "from": hidden(), "to": hidden(), "moved": [hidden(), hidden(), hidden()] });
    let point = |text: &str| json!({ "n": exact(40), "value": share(text) });
    let item = |text: &str, chosen: Value| json!({ "solved": [share(text), hidden()], "chosen": chosen });
    let mark = |at: u32| json!([score(f64::from(at)), score(7.0)]);
    vec![
        (
            "room",
            json!({ "kind": "groups", "scale": scale(), "row_label": "Class", "rows": ["A", "B"], "splits": [null, 1] }),
            json!([group(exact(30), bins), none]),
        ),
        (
            "room",
            json!({ "kind": "box", "scale": scale(), "row_label": "Class", "rows": ["A", "B"] }),
            json!([row(24, [hidden(), hidden()]), row(60, [score(3.0), score(17.0)])]),
        ),
        (
            "room",
            json!({
                "kind": "change", "quantity": quantity(), "cuts": [], "windows": ["Fall", "Spring"], "same_within": 3.0,
                "row_label": "Group", "rows": ["All", "B"]
            }),
            json!([change, unchanged]),
        ),
        (
            "room",
            json!({
                "kind": "windows", "quantity": quantity(), "cuts": [], "time_label": "Window", "windows": ["Fall", "Spring"],
                "row_label": "Group", "rows": ["All"], "is_cohort": true
            }),
            json!([[point("40%"), point("50%")]]),
        ),
        (
            "room",
            json!({ "kind": "grid", "x": side(), "y": side() }),
            json!({
                "n": exact(60), "cells": [[share("20%"), share("30%")], [share("10%"), share("40%")]],
                "quadrants": [share("20%"), share("30%"), share("10%"), share("40%")]
            }),
        ),
        (
            "room",
            json!({
                "kind": "items", "rows": ["1", "2", "3"], "options": [["A", "B"], [], []], "keys": [1, null, null],
                "column_label": "Class", "columns": ["All", "A"]
            }),
            json!({
                "n": [exact(50), hidden()],
                "items": [item("60%", json!([share("40%"), share("60%")])), item("30%", json!([])), item("60%", json!([]))]
            }),
        ),
        (
            "team",
            json!({ "kind": "scatter", "scales": [scale(), scale()] }),
            json!({ "n": exact(12), "marks": (0..12).map(mark).collect::<Vec<_>>() }),
        ),
    ]
}

#[test]
fn every_kind_comes_back_as_it_was_stored() {
    for (audience, frame, body) in kinds() {
        let stored = admission(audience, &frame, &body);
        let admission = reopen(&stored).unwrap_or_else(|error| panic!("{}: {error}", frame["kind"]));
        assert_eq!(reopen(&store(&admission)), Ok(admission.clone()), "{}", frame["kind"]);
        assert_eq!(store(&admission)["views"][0]["frame"]["kind"], frame["kind"]);
        let view = &admission.views()[0];
        let (before, after) = (view.listing(false), view.listing(true));
        assert_eq!(before.columns(), after.columns());
        assert!(before.rows().iter().all(|(_, cells)| cells.is_empty()));
        for (label, cells) in after.rows() {
            assert_eq!(cells.len(), after.columns().len(), "{} {label}", frame["kind"]);
        }
    }
}

#[test]
fn a_body_that_no_admission_would_hold_is_refused() {
    let forged = |kind: &str, pointer: &str, value: Value| {
        let (audience, frame, body) = kinds().into_iter().find(|(_, frame, _)| frame["kind"] == *kind).unwrap();
        let mut stored = admission(audience, &frame, &body);
        *stored.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        reopen(&stored).err()
    };
    let body = |at: &str| format!("/views/0/body{at}");
    let frame = |at: &str| format!("/views/0/frame{at}");
    let is_forged = |found, what| assert_eq!(found, Some(ReopenError::Forged(what)));
    // A single student never stands before a room, and never without the pooled ends that ten students need.
    is_forged(forged("scatter", "/audience", json!("room")), "kind");
    is_forged(forged("scatter", &body("/marks"), json!([[score(1.0), score(1.0)]])), "marks");
    is_forged(forged("scatter", &body("/n"), exact(13)), "marks");
    is_forged(forged("box", &body("/0/tails"), json!([score(1.0), hidden()])), "quartiles");
    is_forged(forged("box", &body("/0/median"), score(19.0)), "quartiles");
    is_forged(forged("box", &body("/0/n"), exact(9)), "n");
    is_forged(forged("change", &body("/0/n"), hidden()), "n");
    is_forged(forged("change", &body("/0/moved/0"), share("140%")), "percent");
    is_forged(forged("windows", &body("/0/0/value"), score(3.0)), "value");
    is_forged(forged("windows", &frame("/rows"), json!(["1", "2", "3", "4", "5"])), "windows");
    is_forged(forged("grid", &body("/quadrants"), json!([])), "quadrants");
    is_forged(forged("grid", &frame("/x/edges"), json!([])), "x");
    is_forged(forged("items", &frame("/keys/0"), json!(2)), "items");
    is_forged(forged("items", &body("/n/0"), hidden()), "n");
    is_forged(forged("groups", &frame("/splits"), json!([2, null])), "splits");
    is_forged(forged("groups", &frame("/splits"), json!([1, 2])), "splits");
}

#[test]
fn items_are_ordered_by_what_is_shown_and_equals_by_the_card() {
    let (audience, frame, body) = kinds().into_iter().find(|(_, frame, _)| frame["kind"] == "items").unwrap();
    let admission = reopen(&admission(audience, &frame, &body)).unwrap();
    let super::super::Body::Items { items, .. } = admission.views()[0].body() else { panic!() };
    assert_eq!(ItemRow::hardest_first(items), [1, 0, 2]);
    assert!(matches!(admission.views()[0].frame(), Frame::Items { .. }));
}
