//! Tests of the whole: with real files, and with a disk that fails.

mod fake;
mod faults;
mod real;

use std::collections::BTreeMap;

use super::copies::Copies;
use super::*;
use crate::session::{Entry, Header, ProtocolText, Reading, Seq, encode};

fn header() -> Header {
    Header {
        session: Id::from_bytes([7; 16]),
        writer: Id::from_bytes([9; 16]),
        app: "0.1.0".into(),
        date: "2026-03-02".into(),
        title: "Reading, year 8".into(),
        protocol: ProtocolText {
            id: "ddd".into(),
            title: "Look together".into(),
            text: "id = \"ddd\"\n".into(),
            attached: std::collections::BTreeMap::new(),
        },
        views: None,
        fingerprint: None,
        rows_band: None,
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

fn line(seq: Seq) -> String {
    encode(seq, &charted(&format!("comment {seq}, with some more words to make it as long as a real one is")))
}
