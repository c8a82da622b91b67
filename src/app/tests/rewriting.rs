//! The protocol file saved while the retreat runs.

use super::super::sample::{PROTOCOL, app, app_of, keys, press, resumed_of, rewritten, type_text};
use super::*;

const TALK: &str = r#"
schema = 1
id = "talk"
title = "Talk"
data = "none"

[[step]]
id = "ask"
kind = "infer"
title = "Ask"
minutes = 10
prompt = "What do we say?"
[step.capture]
type = "list"
tags = ["sure"]

[[step]]
id = "answer"
kind = "infer"
title = "Answer"
minutes = 10
prompt = "And then?"
[step.capture]
type = "list"
"#;

/// The step on the screen and the number of comments of the retreat.
fn stands(app: &App) -> (String, usize) {
    (retreat(app).step().id.clone(), retreat(app).session().state().comments.len())
}

#[test]
fn the_step_is_kept_by_its_id_and_what_is_typed_stays() {
    let mut app = app_of(TALK);
    keys(&mut app, "Enter PageDown a");
    type_text(&mut app, "half a");
    let before = TALK.replacen(
        "[[step]]",
        "[[step]]\nid = \"new\"\nkind = \"frame\"\ntitle = \"New\"\nminutes = 2\nprompt = \"Welcome\"\n\n[[step]]",
        1,
    );
    let effects = app.update(rewritten(&before.replace("And then?", "And what then?")));
    assert!(
        effects.iter().any(|e| matches!(e, Effect::Append { entry, .. } if matches!(**entry, Entry::Rewritten { .. })))
    );
    assert_eq!((retreat(&app).at(), stands(&app).0.as_str()), (2, "answer"));
    assert_eq!(retreat(&app).step().prompt, "And what then?");
    type_text(&mut app, " thought");
    press(&mut app, "Enter");
    assert_eq!(retreat(&app).session().state().comments[0].text, "half a thought");

    let again = resumed_of(&app, "");
    assert_eq!(retreat(&again).protocol(), retreat(&app).protocol());
    assert_eq!(stands(&again), ("answer".to_owned(), 1));
}

#[test]
fn a_step_that_is_gone_gives_way_to_the_one_before_it_and_nothing_said_is_lost() {
    let mut app = app_of(TALK);
    keys(&mut app, "Enter PageDown a");
    type_text(&mut app, "said");
    keys(&mut app, "Enter Esc");
    let (kept, _) = TALK.rsplit_once("[[step]]").unwrap();
    app.update(rewritten(kept));
    assert_eq!(stands(&app), ("ask".to_owned(), 1));
    assert_eq!(retreat(&app).session().state().step.as_deref(), Some("ask"));
}

#[test]
fn a_file_that_is_wrong_changes_nothing_and_is_told_until_it_is_mended() {
    let mut app = app_of(TALK);
    press(&mut app, "Enter");
    let before = retreat(&app).session().entries().len();
    app.update(Event::Rewritten(Err(vec!["talk.toml, line 7: this is wrong".to_owned()])));
    assert_eq!(retreat(&app).message(), Some("the protocol was saved with an error: f tells it"));
    press(&mut app, "z");
    assert_eq!(retreat(&app).findings(), ["talk.toml, line 7: this is wrong"]);
    app.update(rewritten(TALK));
    assert!(retreat(&app).findings().is_empty());
    assert_eq!(retreat(&app).message(), Some("the protocol is as it was before"));
    assert_eq!(retreat(&app).session().entries().len(), before, "the same protocol is not kept twice");
}

#[test]
fn a_new_file_never_shows_data_unasked() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter");
    assert_eq!(stands(&app).0, "look");
    assert!(!retreat(&app).session().state().revealed.is_empty());
    let hidden =
        PROTOCOL.replace("data = \"shown+predictions\"", "data = \"axes\"").replace("evidence = \"prompted\"\n", "");
    app.update(rewritten(&hidden));
    assert!(retreat(&app).session().state().revealed.is_empty(), "covered while the step hides it");
    app.update(rewritten(PROTOCOL));
    assert!(retreat(&app).session().state().revealed.is_empty(), "only a yes to the question shows it again");
    assert!(retreat(&app).gate(retreat(&app).at()).is_some());
}
