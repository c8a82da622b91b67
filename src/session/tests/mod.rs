//! Tests of the whole module; the parts are too small to be of use alone.

mod clean;
mod damage;
mod fold;
mod golden;
mod random;

use std::collections::BTreeMap;

use super::*;
use crate::protocol::ActionField;

/// How often a random test runs: a tenth, unless `CHARTPAPER_FULL` is set.
fn times(full: usize) -> usize {
    if std::env::var_os("CHARTPAPER_FULL").is_some() { full } else { full / 10 }
}

fn header() -> Header {
    Header {
        session: Id::from_bytes([7; 16]),
        writer: Id::from_bytes([9; 16]),
        app: "0.1.0".into(),
        date: "2026-03-02".into(),
        title: "Reading, year 8".into(),
        protocol: ProtocolText {
            id: "data-driven-dialogue".into(),
            title: "Data Driven Dialogue".into(),
            text: "id = \"data-driven-dialogue\"\n[[step]]\nid = \"predict\"\n".into(),
            attached: std::collections::BTreeMap::new(),
        },
        views: Some(serde_json::json!({"audience": "room", "minimum_group": 10, "views": []})),
        fingerprint: Some("af1349b9".into()),
        rows_band: Some("50-99".into()),
        carried: None,
    }
}

fn charted(text: &str) -> Entry {
    Entry::Charted {
        step: "observe".into(),
        text: text.into(),
        tag: None,
        evidence: None,
        question: None,
        about: None,
        minute: 3,
    }
}

fn predicted(target: &str, value: f64) -> Entry {
    Entry::Predicted {
        step: "predict".into(),
        view: "levels".into(),
        target: target.into(),
        label: "Class A".into(),
        value,
        guess: Guess::Number,
        voices: None,
    }
}

fn tallied(item: &str, round: u32, numbers: &[u32]) -> Entry {
    let count = |(at, number): (usize, &u32)| Count { option: at.to_string(), told: Told::Number(*number) };
    Entry::Tallied {
        step: "exit".into(),
        about: None,
        item: item.into(),
        label: "It changes my planning".into(),
        round,
        people: Some(numbers.iter().sum()),
        counts: numbers.iter().enumerate().map(count).collect(),
    }
}

fn placed(item: &str, place: &str) -> Entry {
    Entry::Placed { step: "sort".into(), item: item.into(), place: place.into() }
}

fn filled(row: &str, text: &str) -> Entry {
    Entry::Filled {
        step: "table".into(),
        row: row.into(),
        column: "Teachers".into(),
        text: text.into(),
        evidence: None,
    }
}

fn revealed(view: &str) -> Entry {
    Entry::Revealed { views: vec![view.into()] }
}

fn fields(text: &str) -> BTreeMap<ActionField, String> {
    BTreeMap::from([(ActionField::Text, text.to_owned()), (ActionField::Owner, "the maths team".to_owned())])
}

fn edited(id: Seq, text: &str) -> Entry {
    Entry::Edited { id, text: text.into(), tag: Some("surprise".into()), evidence: None }
}

/// The file that holds a session.
fn file(session: &Session) -> Vec<u8> {
    let mut file = session.header_line() + "\n";
    for (seq, _) in session.entries() {
        file += &session.line(*seq).unwrap();
        file.push('\n');
    }
    file.into_bytes()
}
