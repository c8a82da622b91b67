//! What entries, undo and redo mean.

use super::*;

fn session(entries: impl IntoIterator<Item = Entry>) -> Session {
    let mut session = Session::open(header());
    for entry in entries {
        session.apply(entry).unwrap();
    }
    session
}

fn texts(session: &Session) -> Vec<&str> {
    session.state().comments.iter().map(|comment| comment.text.as_str()).collect()
}

#[test]
fn undo_takes_back_the_last_change_and_redo_brings_it_again() {
    let mut session = session([charted("one"), charted("two"), edited(2, "two, edited")]);
    assert_eq!(session.state().undoable, Some(3));
    session.apply(Entry::Undone { of: 3 }).unwrap();
    assert_eq!(texts(&session), ["one", "two"]);
    session.apply(Entry::Undone { of: 2 }).unwrap();
    assert_eq!(texts(&session), ["one"]);
    assert_eq!((session.state().undoable, session.state().redoable), (Some(1), Some(2)));
    session.apply(Entry::Redone { of: 2 }).unwrap();
    session.apply(Entry::Redone { of: 3 }).unwrap();
    assert_eq!(texts(&session), ["one", "two, edited"]);
    assert_eq!((session.state().undoable, session.state().redoable), (Some(3), None));
}

#[test]
fn something_new_ends_the_redo_chain_and_a_step_does_not() {
    let mut session = session([charted("one"), Entry::Undone { of: 1 }, Entry::Entered { step: "act".into() }]);
    assert_eq!(session.state().redoable, Some(1));
    session.apply(charted("two")).unwrap();
    assert_eq!(session.state().redoable, None);
    assert_eq!(session.apply(Entry::Redone { of: 1 }), Err(Rejected::NothingToRedo));
    assert_eq!(texts(&session), ["two"]);
}

#[test]
fn undoing_a_removal_puts_a_comment_back_in_its_place() {
    let mut session = session([charted("one"), charted("two"), charted("three"), Entry::Removed { id: 2 }]);
    assert_eq!(texts(&session), ["one", "three"]);
    assert_eq!(session.apply(edited(2, "gone")), Err(Rejected::Unknown(2)));
    session.apply(Entry::Undone { of: 4 }).unwrap();
    assert_eq!(texts(&session), ["one", "two", "three"]);
}

#[test]
fn an_undo_below_the_top_leaves_what_is_above() {
    let mut session = session([charted("one"), edited(1, "one!"), charted("two"), Entry::Dittoed { id: 1 }]);
    session.apply(Entry::Undone { of: 2 }).unwrap();
    assert_eq!(texts(&session), ["one", "two"]);
    assert_eq!(session.state().comments[0].dittos, 1);
    session.apply(Entry::Undone { of: 1 }).unwrap();
    assert_eq!(texts(&session), ["two"]);
    session.apply(Entry::Redone { of: 1 }).unwrap();
    assert_eq!(session.state().comments[0].dittos, 1, "what was said about it counts again");
}

#[test]
fn undoing_a_reveal_hides_but_does_not_unsee() {
    let mut session = session([predicted("a", 40.0), revealed("levels"), Entry::Undone { of: 2 }]);
    assert!(session.state().revealed.is_empty());
    assert!(session.state().seen.contains("levels"));
    assert_eq!(session.state().redoable, None, "only a new reveal, which asks, shows");
    session.apply(predicted("a", 55.0)).unwrap();
    let told: Vec<_> = session.state().forecasts.iter().map(|f| (f.value, f.after_reveal)).collect();
    assert_eq!(told, [(40.0, false), (55.0, true)], "a late prediction does not take an early one's place");
}

#[test]
fn an_early_prediction_stays_early_when_it_is_redone_after_the_reveal() {
    let session = session([
        predicted("a", 40.0),
        revealed("levels"),
        Entry::Undone { of: 2 },
        Entry::Undone { of: 1 },
        Entry::Redone { of: 1 },
    ]);
    assert!(!session.state().forecasts[0].after_reveal);
}

#[test]
fn a_later_prediction_takes_the_place_of_an_earlier_one_and_undo_brings_it_back() {
    let mut session = session([predicted("a", 40.0), predicted("b", 50.0), predicted("a", 45.0)]);
    let values = |session: &Session| session.state().forecasts.iter().map(|f| f.value).collect::<Vec<_>>();
    assert_eq!(values(&session), [45.0, 50.0]);
    session.apply(Entry::Undone { of: 3 }).unwrap();
    assert_eq!(values(&session), [40.0, 50.0]);
}

#[test]
fn covering_settles_a_reveal() {
    let mut session = session([charted("one"), revealed("levels")]);
    session.apply(Entry::Covered { views: vec!["levels".into()] }).unwrap();
    assert!(session.state().revealed.is_empty());
    assert_eq!(session.state().undoable, Some(1));
    assert_eq!(session.apply(Entry::Undone { of: 2 }), Err(Rejected::NothingToUndo));
}

#[test]
fn what_means_nothing_is_rejected() {
    let mut session = session([charted("one")]);
    let long = "x".repeat(TEXT_LIMIT + 1);
    for (entry, why) in [
        (charted(" \n"), Rejected::Empty),
        (charted("\u{200b}\u{1b}"), Rejected::Empty),
        (charted(&long), Rejected::TooLong { limit: TEXT_LIMIT }),
        (Entry::Entered { step: long.clone() }, Rejected::TooLong { limit: LABEL_LIMIT }),
        (Entry::Acted { step: "act".into(), fields: BTreeMap::new(), about: None, minute: 0 }, Rejected::Empty),
        (predicted("a", f64::INFINITY), Rejected::NotANumber),
        (predicted("a", f64::NAN), Rejected::NotANumber),
        (edited(9, "x"), Rejected::Unknown(9)),
        (Entry::Reworked { id: 1, fields: fields("x") }, Rejected::Unknown(1)),
        (Entry::Removed { id: 0 }, Rejected::Unknown(0)),
        (Entry::Unshelved { id: 1 }, Rejected::NoChange),
        (Entry::Revealed { views: vec![] }, Rejected::NoChange),
        (Entry::Undone { of: 0 }, Rejected::NothingToUndo),
        (Entry::Redone { of: 1 }, Rejected::NothingToRedo),
        (Entry::Foreign { line: "{}".into() }, Rejected::Foreign),
    ] {
        assert_eq!(session.apply(entry), Err(why));
    }
    assert_eq!(session.entries().len(), 1);
    let full = "x".repeat(TEXT_LIMIT);
    assert_eq!(session.apply(charted(&full)), Ok(2), "a rejected entry takes no number");
}

#[test]
fn a_session_is_closed_until_something_happens() {
    let mut session = session([charted("one"), Entry::Closed]);
    assert!(session.state().closed);
    session.apply(Entry::Resumed { damaged: 2 }).unwrap();
    session.apply(Entry::Resumed { damaged: 1 }).unwrap();
    assert!(!session.state().closed);
    assert_eq!(session.state().damaged, 2);
}

#[test]
fn the_newest_protocol_is_in_force_and_its_text_is_cleaned() {
    let mut session = session([charted("one")]);
    assert_eq!(session.protocol(), &session.header().protocol);
    for text in ["a = 1\nb\u{1b}[2J", "c = 2"] {
        let protocol = ProtocolText { id: "talk".into(), text: text.into(), ..ProtocolText::default() };
        let before = session.state().undoable;
        session.apply(Entry::Rewritten { protocol }).unwrap();
        assert_eq!(session.state().undoable, before, "undo passes it over");
        assert_eq!(session.protocol().text, text.replace('\u{1b}', ""));
    }
    let again = Session::replay(&Reading::of(&file(&session))).unwrap();
    assert_eq!(again.protocol().text, "c = 2");
    assert_ne!(again.protocol(), &again.header().protocol);
}

#[test]
fn typed_text_is_kept_without_what_could_steer_a_terminal() {
    let session = session([charted("a\u{1b}[31mb\u{202e}\nc")]);
    assert_eq!(texts(&session), ["a[31mb\nc"]);
    let mut hostile = header();
    hostile.title = "t\u{9b}2J".into();
    hostile.views = Some(serde_json::json!({"k\u{7f}": ["v\u{1b}"]}));
    let session = Session::open(hostile);
    assert_eq!(session.header().title, "t2J");
    assert_eq!(session.header().views, Some(serde_json::json!({"k": ["v"]})));
}
