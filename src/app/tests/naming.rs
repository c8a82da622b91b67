//! Students' names: found wherever words are typed, never charted, kept or drawn unasked.

use super::*;

fn begun() -> App {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    app
}

fn comments(app: &App) -> Vec<String> {
    retreat(app).session().state().comments.iter().map(|comment| comment.text.clone()).collect()
}

#[test]
fn a_comment_that_names_a_student_is_not_charted_until_it_is_changed() {
    let mut app = begun();
    type_text(&mut app, "then zevrika guessed");
    for _ in 0..3 {
        assert!(entries(&press(&mut app, "Enter")).is_empty());
        assert!(retreat(&app).message().unwrap().contains("Ctrl+R"));
    }
    press(&mut app, "Ctrl+r");
    assert_eq!(retreat(&app).unfinished().line.text(), "then [student] guessed");
    press(&mut app, "Enter");
    assert_eq!(comments(&app), ["then [student] guessed"]);
}

#[test]
fn a_word_that_may_be_a_name_is_asked_about_once_in_a_run() {
    let mut app = begun();
    type_text(&mut app, "I think Will was first");
    assert!(entries(&press(&mut app, "Enter")).is_empty());
    assert!(!retreat(&app).message().unwrap().contains("Will"));
    type_text(&mut app, "!");
    assert!(entries(&press(&mut app, "Enter")).is_empty(), "another text is another question");
    press(&mut app, "Enter");
    assert_eq!(comments(&app), ["I think Will was first!"]);
    type_text(&mut app, "and that Will was last");
    press(&mut app, "Enter");
    assert_eq!(comments(&app).len(), 2);
}

#[test]
fn a_changed_comment_is_checked_like_a_new_one() {
    let mut app = begun();
    type_text(&mut app, "half of them");
    keys(&mut app, "Enter Esc Tab Enter");
    type_text(&mut app, " and Quandol");
    assert!(entries(&press(&mut app, "Enter")).is_empty());
    assert_eq!(comments(&app), ["half of them"]);
}

#[test]
fn every_field_of_an_action_is_checked_and_an_owner_may_be_a_teacher() {
    let mut app = app();
    keys(&mut app, "Enter End Enter a");
    type_text(&mut app, "help zevrika");
    assert!(entries(&press(&mut app, "Enter")).is_empty());
    assert_eq!(retreat(&app).form().at(), 0, "it stays in the field");
    keys(&mut app, "Ctrl+r Enter");
    assert_eq!(retreat(&app).form().at(), 1);
    type_text(&mut app, "Ms. Quandol");
    press(&mut app, "Enter");
    assert_eq!(retreat(&app).form().at(), 1, "asked once");
    press(&mut app, "Enter");
    assert_eq!(retreat(&app).form().at(), 2);
    type_text(&mut app, "tell Quandol");
    keys(&mut app, "Enter Enter");
    assert!(retreat(&app).session().state().actions.is_empty(), "what is a teacher there is a student elsewhere");
    keys(&mut app, "Ctrl+r Enter");
    let action = &retreat(&app).session().state().actions[0];
    let fields: Vec<&String> = action.fields.values().collect();
    assert_eq!(fields, ["help [student]", "Ms. Quandol", "tell [student]"]);
}

#[test]
fn a_full_name_is_nobodys_teacher_and_tab_is_no_way_round() {
    let mut app = app();
    keys(&mut app, "Enter End Enter a");
    type_text(&mut app, "a plan");
    keys(&mut app, "Tab");
    type_text(&mut app, "Zevrika Quandol");
    keys(&mut app, "Enter Enter Tab Enter Enter");
    assert!(retreat(&app).session().state().actions.is_empty());
    assert_eq!(retreat(&app).form().at(), 1, "it goes back to the field");
}

#[test]
fn a_draft_ends_before_a_name() {
    let mut app = begun();
    type_text(&mut app, "we saw that zevrika did it ");
    let effects = app.update(Event::Clock(Moment(1_000)));
    assert!(effects.contains(&Effect::Draft(r#"{"comment":"we saw that"}"#.into())), "{effects:?}");
    let effects = app.update(Event::Terminated);
    assert!(
        !effects.iter().any(|effect| matches!(effect, Effect::Draft(text) if text.contains("zevrika"))),
        "{effects:?}"
    );
}

#[test]
fn nothing_of_the_roster_is_in_the_session_or_in_what_is_printed_of_the_admission() {
    let mut app = begun();
    type_text(&mut app, "Zevrika and Quandol");
    keys(&mut app, "Enter Ctrl+r Enter");
    let retreat = retreat(&app);
    let session = retreat.session();
    let lines: Vec<String> = session.entries().iter().map(|(seq, entry)| crate::session::encode(*seq, entry)).collect();
    let all = format!("{} {} {:?}", session.header_line(), lines.join(" "), retreat.admission()).to_lowercase();
    assert!(all.contains("[student] and [student]"));
    for token in ["zevrika", "quandol", "ostramund", "vexlorin"] {
        assert!(!all.contains(token), "{token}");
    }
}

#[test]
fn a_session_whose_data_are_gone_checks_no_names() {
    let first = begun();
    assert!(retreat(&first).checks_names());
    let mut app = super::sample::reopened(&first);
    assert!(!retreat(&app).checks_names());
    press(&mut app, "Enter");
    assert_eq!(app.overlay(), Some(&Overlay::Question(Question::Unchecked)), "it is asked about once");
    keys(&mut app, "Esc Enter");
    assert_eq!(app.overlay(), Some(&Overlay::Question(Question::Unchecked)));
    press(&mut app, "Enter");
    assert!(matches!(app.overlay(), Some(Overlay::Question(Question::Reveal(_)))), "the data are asked for as ever");
    keys(&mut app, "Enter a");
    type_text(&mut app, "zevrika");
    press(&mut app, "Enter");
    assert_eq!(comments(&app), ["zevrika"]);
    assert!(retreat(&app_with(Data::None, false)).checks_names(), "without data there is nobody to name");
}
