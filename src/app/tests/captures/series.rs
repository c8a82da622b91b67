//! Meetings that follow one another, and steps that are done for one item after the other.

use super::super::super::sample::app_after;
use super::*;

/// A protocol of a series: a review that only later meetings have, actions, an exit poll; and a check-point.
const SERIES: &str = r#"
schema = 1
id = "again"
title = "Again"
data = "none"
[series]
key = "team"
[[step]]
id = "since"
kind = "frame"
title = "Since last time"
minutes = 5
only_in = "later"
[step.capture]
type = "review"
[[step]]
id = "notice"
kind = "infer"
title = "Notice"
minutes = 5
[step.capture]
type = "list"
[[step]]
id = "why"
kind = "infer"
title = "Why"
minutes = 10
repeat = {over = "notice", ask = "Another one?"}
[step.capture]
type = "matrix"
columns = ["Theory", "Check"]
[[step]]
id = "act"
kind = "act"
title = "Act"
minutes = 5
[step.capture]
type = "action"
fields = ["text", "owner"]
[[step]]
id = "exit"
kind = "reflect"
title = "Exit"
minutes = 2
[step.capture]
type = "scale"
series_key = true
items = [ {key = "planning", text = "It changes my planning"} ]
"#;

fn meeting(app: &App) -> crate::session::Meeting {
    let retreat = retreat(app);
    crate::session::Meeting { session: retreat.session().clone(), protocol: retreat.protocol().clone() }
}

#[test]
fn actions_come_back_in_the_next_session_are_reviewed_and_counts_stand_side_by_side() {
    let mut first = app_of(SERIES);
    press(&mut first, "Enter");
    assert_eq!(retreat(&first).step().id, "notice", "a review is not for the first meeting");
    press(&mut first, "PageUp");
    assert_eq!(retreat(&first).step().id, "notice");
    go(&mut first, "act");
    for text in ["Ask the students", "grade 4 team", "Move fractions", "maths team"] {
        if first.context() == Context::Step {
            press(&mut first, "a");
        }
        type_text(&mut first, text);
        press(&mut first, "Enter");
    }
    go(&mut first, "exit");
    keys(&mut first, "0 Enter 0 Enter 2 Enter 4 Enter 6 Enter");

    let carried = crate::session::carry(retreat(&first).protocol(), &[meeting(&first)]);
    assert_eq!((carried.actions.len(), carried.counts.len()), (2, 1));
    let mut second = app_after(SERIES, carried);
    assert!(retreat(&second).notices().iter().any(|notice| notice.contains("2 actions are open")));
    press(&mut second, "Enter");
    assert_eq!(retreat(&second).step().id, "since");
    assert_eq!(board(&second).rows[0].name, "Ask the students");
    keys(&mut second, "1 2");
    assert_eq!(cells(&second, 0)[2], "done");
    assert_eq!(cells(&second, 1)[2], "going");
    press(&mut second, "Enter");
    assert_eq!(cells(&second, 1)[2], "stuck", "Enter goes through the words");
    go(&mut second, "exit");
    keys(&mut second, "0 Enter 0 Enter 0 Enter 5 Enter 5 Enter");
    let board = board(&second);
    assert_eq!(board.heads.last().unwrap(), "Last time");
    assert_eq!(board.rows[0].cells[5..], ["4.5", "4.3"]);
    comes_back(&second);

    let both = [meeting(&first), meeting(&second)];
    let all = crate::session::undertakings(&both);
    let told: Vec<_> = all.iter().map(|of| (of.action.status.as_str(), of.ended)).collect();
    assert_eq!(told, [("done", true), ("stuck", false)]);
    let third = crate::session::carry(retreat(&second).protocol(), &both[1..]);
    assert_eq!(third.actions.len(), 1, "what is done with is not carried on, also from the newest session alone");
    assert_eq!(
        third.sessions.len(),
        1 + usize::from(both[0].session.header().session != both[1].session.header().session)
    );
}

#[test]
fn a_check_point_begins_at_its_own_step() {
    let text =
        SERIES.replace("key = \"team\"", "key = \"team\"\ncheckpoints = [ {after_days = 21, start_at = \"since\"} ]");
    let text = text.replace("only_in = \"later\"", "only_in = \"checkpoint\"");
    let text = text.replace("id = \"notice\"", "id = \"notice\"\nonly_in = \"first\"");
    let mut first = app_of(&text);
    press(&mut first, "Enter");
    assert_eq!(retreat(&first).step().id, "notice");
    let carried = crate::session::carry(retreat(&first).protocol(), &[meeting(&first)]);
    let mut second = app_after(&text, carried);
    press(&mut second, "Enter");
    assert_eq!(retreat(&second).step().id, "since");
    press(&mut second, "PageDown");
    assert_eq!(retreat(&second).step().id, "why", "what is only in the first meeting is passed over");
    keys(&mut second, "Home");
    assert_eq!(retreat(&second).step().id, "since");
}

#[test]
fn a_repeated_step_goes_through_what_was_kept_and_each_has_rows_of_its_own() {
    let mut app = app_of(SERIES);
    keys(&mut app, "Enter a");
    for text in ["one", "two"] {
        type_text(&mut app, text);
        press(&mut app, "Enter");
    }
    keys(&mut app, "Esc PageDown");
    assert_eq!(retreat(&app).pinned(), [("1 of 2".to_owned(), "one".to_owned())]);
    press(&mut app, "a");
    type_text(&mut app, "late start");
    keys(&mut app, "Enter Esc PageDown");
    assert_eq!((retreat(&app).step().id.as_str(), retreat(&app).pinned()[0].1.as_str()), ("why", "two"));
    assert!(retreat(&app).message().unwrap().contains("Another one?"));
    assert!(board(&app).rows.is_empty());
    press(&mut app, "a");
    type_text(&mut app, "hard words");
    keys(&mut app, "Enter Esc");
    assert_eq!(board(&app).rows[0].name, "hard words");
    let mut again = resumed_of(&app, "");
    press(&mut again, "Enter");
    assert_eq!(retreat(&again).pinned()[0].1, "two", "a session that broke off goes on with the same item");
    press(&mut app, "PageUp");
    assert_eq!(board(&app).rows[0].name, "late start");
    keys(&mut app, "PageDown PageDown");
    assert_eq!(retreat(&app).step().id, "act");
    let told = retreat(&app).account().board(2).unwrap();
    let about: Vec<_> = told.rows.iter().map(|row| (row.name.as_str(), row.cells[1].as_str())).collect();
    assert_eq!(about, [("late start", "one"), ("hard words", "two")], "the report tells what each row is about");
    comes_back(&app);
}

#[test]
fn a_repeated_step_counts_and_acts_for_each_item() {
    let mut app = app_of(SHAPES);
    press(&mut app, "Enter");
    go(&mut app, "look");
    press(&mut app, "a");
    for text in ["one", "two"] {
        type_text(&mut app, text);
        press(&mut app, "Enter");
    }
    press(&mut app, "Esc");
    go(&mut app, "each");
    keys(&mut app, "5 Enter 1 Enter PageDown");
    assert!(!board(&app).is_filled(), "the second item is counted for itself");
    keys(&mut app, "2 Enter 4 Enter");
    assert_eq!(board(&app).rows[1].cells, ["4"]);
    press(&mut app, "PageUp");
    assert_eq!(board(&app).rows[0].cells, ["5"]);
    let at = retreat(&app).at();
    let told = retreat(&app).account().board(at).unwrap();
    assert_eq!(told.heads, ["Choice", "People", "About"]);
    assert_eq!(told.rows[2].cells, ["2", "two"]);
    go(&mut app, "deed");
    press(&mut app, "a");
    type_text(&mut app, "Ask the students");
    keys(&mut app, "Enter");
    assert_eq!(retreat(&app).account().deeds()[0].about.as_deref(), Some("one"));
    comes_back(&app);
}

#[test]
fn open_questions_come_back_in_the_next_session_until_a_review_ends_them() {
    let mut first = app_of(SERIES);
    keys(&mut first, "Enter l");
    type_text(&mut first, "Who decides about the bus?");
    press(&mut first, "Enter");
    let carried = crate::session::carry(retreat(&first).protocol(), &[meeting(&first)]);
    assert_eq!(carried.questions.len(), 1);
    let mut second = app_after(SERIES, carried);
    assert!(retreat(&second).notices().iter().any(|notice| notice.contains("the bus")));
    press(&mut second, "Enter");
    assert_eq!(board(&second).rows[0].name, "Who decides about the bus?");
    press(&mut second, "2");
    let third = crate::session::carry(retreat(&second).protocol(), &[meeting(&second)]);
    assert_eq!(third.questions[0].status, "going");
    press(&mut second, "Up");
    press(&mut second, "1");
    let third = crate::session::carry(retreat(&second).protocol(), &[meeting(&second)]);
    assert!(third.questions.is_empty());
    let only_actions = SERIES.replace("key = \"team\"", "key = \"team\"\ncarry = [\"actions\"]");
    let wants = crate::protocol::parse("x", &only_actions).unwrap().protocol;
    assert!(crate::session::carry(&wants, &[meeting(&first)]).questions.is_empty());
}
