use proptest::prelude::*;
use serde_json::json;

use super::super::{DataSource, admit, store};
use super::*;

fn sample(file: &str) -> Admission {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(file);
    admit(&[DataSource::new(path)], None, &[3; 32], 9).unwrap()
}

/// Small, with all three kinds and a hidden row.
fn small() -> Admission {
    let mut admission = sample("reading.csv");
    admission.views.retain(|view| ["english-learners", "spring-scores", "class-table"].contains(&view.id.as_str()));
    if let Some(Body::Levels(rows)) =
        admission.views.iter_mut().map(|view| &mut view.body).find(|body| matches!(body, Body::Levels(_)))
    {
        rows[0] = LevelsRow { n: Cell::Hidden, shares: vec![Cell::Hidden; 4], above: Cell::Hidden };
    }
    admission
}

#[test]
fn what_was_stored_comes_back_through_the_text_of_the_log() {
    for file in ["reading.csv", "mathematics.csv", "items.csv", "staff-survey.csv", "mood.csv"] {
        let admission = sample(file);
        let line = store(&admission).to_string();
        assert_eq!(reopen(&serde_json::from_str(&line).unwrap()), Ok(admission));
    }
    assert_eq!(reopen(&store(&small())), Ok(small()));
}

#[test]
fn unknown_members_are_ignored() {
    let mut stored = store(&small());
    stored["later"] = json!({ "any": [1, 2] });
    stored["views"][0]["frame"]["later"] = json!(true);
    assert_eq!(reopen(&stored), Ok(small()));
}

#[test]
fn files_without_row_labels_and_ranges_are_read() {
    let mut stored = store(&small());
    for (pointer, key) in [("/views/1/frame", "row_label"), ("/views/2/frame/columns/1", "range")] {
        assert!(stored.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(key).is_some());
    }
    let admission = reopen(&stored).unwrap();
    let Frame::Levels { row_label, .. } = admission.views()[1].frame() else { panic!() };
    let Frame::Table { columns, .. } = admission.views()[2].frame() else { panic!() };
    assert_eq!((row_label.as_str(), columns[1].range()), ("Group", None));
    assert_eq!(columns[2].range(), Some((160.0, 260.0)));
}

#[test]
fn a_distribution_in_two_parts_keeps_them_and_one_of_the_first_days_is_read_without() {
    let scores = (0..25).map(|student| format!("Zq{student},{}\n", 180 + student * 2)).collect::<String>();
    let card = "schema = 1\ntitle = \"T\"\n[column.id]\nrole = \"identifier\"\n[column.score]\nrole = \"measure\"\n\
        range = [140, 280]\ncuts = [{ at = 190, name = \"Some\" }, { at = 205, name = \"Most\" }]\nat_or_above = \"Most\"\n";
    let source = DataSource::bundled("small.csv", format!("id,score\n{scores}"), card);
    let admission = admit(&[source], None, &[3; 32], 9).unwrap();
    let mut stored = store(&admission);
    let at = admission.views().iter().position(|view| matches!(view.frame(), Frame::Distribution { .. })).unwrap();
    assert!(matches!(admission.views()[at].frame(), Frame::Distribution { split: Some(2), .. }));
    assert_eq!(reopen(&stored).unwrap(), admission);
    let frame = |stored: &mut Value, split: Value| stored["views"][at]["frame"]["split"] = split;
    frame(&mut stored, json!(9));
    assert_eq!(reopen(&stored), Err(ReopenError::Forged("frame")));
    stored["views"][at]["frame"].as_object_mut().unwrap().remove("split");
    let again = reopen(&stored).unwrap();
    assert!(matches!(again.views()[at].frame(), Frame::Distribution { split: None, .. }));
}

#[test]
fn forged_values_are_refused() {
    let forged = |pointer: &str, value: Value| {
        let mut stored = store(&small());
        *stored.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        reopen(&stored)
    };
    let views = small().views.iter().map(|view| view.id.clone()).collect::<Vec<_>>();
    assert_eq!(views, ["spring-scores", "english-learners", "class-table"]);
    assert_eq!(forged("/minimum_group", json!(1)), Err(Forged("minimum_group")));
    assert_eq!(forged("/audience", json!("everybody")), Err(Malformed("audience")));
    assert_eq!(forged("/fingerprint", json!("Zqvarin")), Err(Forged("fingerprint")));
    assert_eq!(forged("/views/2/body/0/0", json!({ "text": "3", "low": 3.0, "high": 3.0 })), Err(Forged("body")));
    assert_eq!(forged("/views/0/body/n", json!({ "hidden": true })), Err(Forged("n")));
    assert_eq!(forged("/views/0/body/median/text", json!("Zqvarin has 3")), Err(Forged("text")));
    assert_eq!(forged("/views/0/body/median/text", json!("999")), Err(Forged("text")));
    assert_eq!(
        forged("/views/0/body/bins/0/count", json!({ "text": "1", "low": 1.0, "high": 1.0 })),
        Err(Forged("count"))
    );
    assert_eq!(forged("/views/0/body/bins/1/to", json!(1000.5)), Err(Forged("bins")));
    assert_eq!(
        forged("/views/1/body/1/shares/0", json!({ "text": "300%", "low": 300.0, "high": 300.0 })),
        Err(Forged("percent"))
    );
    assert_eq!(forged("/views/1/body/0/above", json!({ "text": "30%", "low": 30.0, "high": 30.0 })), Err(Forged("n")));
    assert_eq!(forged("/views/1/id", json!("spring-scores")), Err(Forged("id")));
    assert_eq!(forged("/views/1/frame/cut", json!(9)), Err(Forged("levels")));
    assert_eq!(forged("/views/2/frame/columns/1/range", json!([280, 140])), Err(Forged("range")));
    assert_eq!(forged("/views", json!(vec![json!({}); 501])), Err(TooLong("views")));
    assert_eq!(forged("/title", json!("a".repeat(601))), Err(TooLong("title")));
}

#[test]
fn texts_are_sanitised() {
    let mut stored = store(&small());
    stored["views"][0]["title"] = json!("Red\u{1b}[31m \u{202e}text");
    assert_eq!(reopen(&stored).unwrap().views()[0].title(), "Red[31m text");
}

/// Paths to every value of a document.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                pointers(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (key, value) in items.iter().enumerate() {
                pointers(value, &format!("{at}/{key}"), found);
            }
        }
        _ => {}
    }
}

fn hostile() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[\u{2264}\u{2265}0-9.%-]{0,8}".prop_map(Value::from),
        prop::collection::vec(any::<i8>(), 0..4).prop_map(Value::from),
        Just(json!({})),
        Just(json!({ "hidden": true })),
        Just(json!({ "text": "7", "low": 7.0, "high": 7.0 })),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("CHARTPAPER_FULL").is_some() { 20_000 } else { 2_000 }))]

    #[test]
    fn any_change_is_refused_or_keeps_the_rules(changes in prop::collection::vec((any::<prop::sample::Index>(), hostile()), 1..4)) {
        thread_local!(static STORED: (Value, Vec<String>) = {
            let stored = store(&small());
            let mut found = Vec::new();
            pointers(&stored, "", &mut found);
            (stored, found)
        });
        let (mut stored, pointers) = STORED.with(Clone::clone);
        for (index, value) in changes {
            let pointer: &String = index.get(&pointers);
            if let Some(slot) = stored.pointer_mut(pointer) {
                *slot = value;
            }
        }
        if let Ok(admission) = reopen(&stored) {
            prop_assert!(admission.minimum_group() >= LOWEST_MINIMUM);
            let again = reopen(&store(&admission));
            prop_assert_eq!(again, Ok(admission));
        }
    }
}
