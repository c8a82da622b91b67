//! A retreat on the sample data in which everything happened that a report tells of.

use chartpaper::chart::{self, Showing};
use chartpaper::protocol::{self, ActionField};
use chartpaper::records::{self, Admission, DataSource};
use chartpaper::report::{self, Retreat};
use chartpaper::session::{Entry, Evidence, Header, Id, ProtocolText, Session};

use super::cards::{admitted, root};
use super::guesses;

/// The report on so many sessions like it, as a page.
pub(super) fn report(sessions: usize) -> String {
    let parsed = protocol::open("data-driven-dialogue").map_err(|report| report.to_string()).unwrap();
    let admission = admitted(&[DataSource::new(root().join("sample-data/reading.toml"))]);
    let mut session = Session::open(Header {
        session: Id::from_bytes([1; 16]),
        writer: Id::from_bytes([2; 16]),
        app: env!("CARGO_PKG_VERSION").to_owned(),
        date: "2026-03-02".to_owned(),
        title: admission.title().to_owned(),
        protocol: ProtocolText {
            id: parsed.protocol.id.clone(),
            title: parsed.protocol.title.clone(),
            text: parsed.text().to_owned(),
            attached: parsed.attached.clone(),
        },
        views: Some(records::store(&admission)),
        fingerprint: Some(admission.data_fingerprint().to_owned()),
        rows_band: Some(admission.rows_band().to_owned()),
        carried: None,
    });
    let steps: Vec<String> = parsed.protocol.steps.iter().map(|step| step.id.clone()).collect();
    for entry in happened(&admission, &steps) {
        session.apply(entry).unwrap();
    }
    let retreat = Retreat {
        title: admission.title(),
        date: "2026-03-02",
        protocol: &parsed.protocol,
        unreadable: 0,
        state: session.state(),
        views: Some(&admission),
        carried: None,
    };
    let retreats = vec![retreat; sessions];
    let page = report::html(&retreats);
    assert_eq!(page, report::html(&retreats));
    page
}

fn happened(admission: &Admission, steps: &[String]) -> Vec<Entry> {
    let (first, last) = (steps.first().unwrap(), steps.last().unwrap());
    let mut entries: Vec<Entry> = steps.iter().map(|step| Entry::Entered { step: step.clone() }).collect();
    for view in admission.views() {
        let labels = chart::targets(view);
        entries.extend(guesses(view).into_iter().zip(labels).map(|(guess, target)| Entry::Predicted {
            step: first.clone(),
            view: view.id().to_owned(),
            target: guess.target,
            label: target.label,
            value: guess.value,
            guess: chartpaper::session::Guess::Number,
            voices: None,
        }));
    }
    entries.push(Entry::Revealed { views: admission.views().iter().map(|view| view.id().to_owned()).collect() });
    for view in admission.views() {
        let plot = chart::plot(view, Showing::Values, &[]);
        for mark in plot.marks.iter().step_by(3).take(3) {
            entries.push(Entry::Charted {
                step: steps.get(1).unwrap_or(first).clone(),
                text: format!("We see {} at {}", mark.value, mark.label),
                tag: None,
                evidence: Some(Evidence {
                    view: view.id().to_owned(),
                    mark: mark.key.clone(),
                    label: mark.label.clone(),
                    value: mark.value.clone(),
                }),
                question: None,
                about: None,
                minute: 3,
            });
        }
    }
    let fields = [
        (ActionField::Text, "Move fractions to October & talk to <grade 4>"),
        (ActionField::Owner, "maths team"),
        (ActionField::Due, "12 May"),
        (ActionField::Measure, "winter levels"),
    ];
    entries.push(Entry::Acted {
        step: last.clone(),
        about: None,
        fields: fields.map(|(field, text)| (field, text.to_owned())).into(),
        minute: 1,
    });
    entries
}
