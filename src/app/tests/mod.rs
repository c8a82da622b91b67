//! Keys in, state and effects out.

mod captures;
mod naming;
mod rewriting;

use super::sample::{Data, app, app_with, keys, press, saved, type_text};
use super::*;
use crate::chart::Showing;
use crate::session::Entry;

fn retreat(app: &App) -> &Retreat {
    app.retreat().unwrap()
}

fn entries(effects: &[Effect]) -> Vec<Entry> {
    let entry =
        |effect: &Effect| if let Effect::Append { entry, .. } = effect { Some((**entry).clone()) } else { None };
    effects.iter().filter_map(entry).collect()
}

#[test]
fn the_curtain_opens_on_the_first_step_and_its_timer_starts() {
    let mut app = app();
    assert!(retreat(&app).curtain());
    let effects = press(&mut app, "Enter");
    assert!(!retreat(&app).curtain());
    assert!(matches!(entries(&effects).as_slice(), [Entry::Entered { step }] if step == "guess"));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Wake(Moment(60_000)))));
}

#[test]
fn every_route_into_a_step_that_shows_data_asks_first() {
    for route in [&["PageDown"][..], &["Space"], &["End"], &["g", "Down", "Enter"], &["g", "Down", "Down", "Enter"]] {
        let mut app = app();
        press(&mut app, "Enter");
        for key in route {
            press(&mut app, key);
        }
        assert!(matches!(app.overlay(), Some(Overlay::Question(Question::Reveal(_)))), "{route:?}");
        assert!(retreat(&app).session().state().revealed.is_empty(), "{route:?}");
        press(&mut app, "Esc");
        assert!(retreat(&app).session().state().revealed.is_empty(), "{route:?}");
        assert_eq!(retreat(&app).at(), 0, "{route:?}");
    }
}

#[test]
fn the_reveal_shows_the_data_and_going_back_hides_it_again() {
    let mut app = app();
    keys(&mut app, "Enter PageDown PageDown");
    assert_eq!(retreat(&app).showing(), Showing::Values);
    press(&mut app, "PageUp");
    assert_eq!(retreat(&app).showing(), Showing::Axes);
    assert!(retreat(&app).session().state().revealed.is_empty());
    press(&mut app, "PageDown");
    assert!(matches!(app.overlay(), Some(Overlay::Question(Question::Reveal(_)))));
}

#[test]
fn undo_hides_what_was_revealed_and_only_the_question_shows_it_again() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter Ctrl+z");
    assert_eq!(retreat(&app).showing(), Showing::Axes);
    press(&mut app, "Ctrl+y");
    assert_eq!(retreat(&app).showing(), Showing::Axes, "redo does not pass the gate");
    press(&mut app, "r");
    assert!(matches!(app.overlay(), Some(Overlay::Question(Question::Reveal(_)))));
    press(&mut app, "PageDown");
    assert_eq!(retreat(&app).showing(), Showing::Values);
    assert_eq!(retreat(&app).at(), 1);
}

#[test]
fn another_view_is_asked_for_before_it_is_shown() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter c");
    assert!(matches!(app.overlay(), Some(Overlay::Question(Question::Reveal(_)))));
    press(&mut app, "Enter");
    assert_eq!(retreat(&app).session().state().revealed.len(), 2);
    assert_eq!(retreat(&app).at(), 1);
}

#[test]
fn a_comment_counts_as_saved_only_after_the_disk_has_said_so() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "More than half");
    let effects = press(&mut app, "Enter");
    let seq = effects.iter().find_map(|e| if let Effect::Append { seq, .. } = e { Some(*seq) } else { None }).unwrap();
    assert_eq!(retreat(&app).saves().of(seq), Save::Saving);
    assert_eq!(app.context(), Context::Typing);
    assert!(retreat(&app).unfinished().line.text().is_empty());
    app.update(Event::Saved(Outcome { seq, saved: false, news: Some(News::Trouble("NOT SAVED".into())) }));
    assert_eq!(retreat(&app).saves().of(seq), Save::Failed);
    keys(&mut app, "Esc");
    assert!(press(&mut app, "Enter").contains(&Effect::Retry));
    app.update(Event::Saved(Outcome { seq, saved: true, news: Some(News::Mended("saved again".into())) }));
    assert_eq!(retreat(&app).saves().of(seq), Save::Saved);
}

#[test]
fn escape_keeps_the_text_and_never_leaves() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "half a thought");
    keys(&mut app, "Esc Esc Esc F5");
    assert_eq!(retreat(&app).unfinished().line.text(), "half a thought");
    assert_eq!(app.context(), Context::Step);
    press(&mut app, "a");
    assert_eq!(retreat(&app).unfinished().line.text(), "half a thought");
}

#[test]
fn an_undone_comment_puts_its_words_back_into_the_line() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "one");
    keys(&mut app, "Enter Ctrl+z");
    assert!(retreat(&app).session().state().comments.is_empty());
    assert_eq!(retreat(&app).unfinished().line.text(), "one");
    keys(&mut app, "Esc");
    let words: Vec<String> = retreat(&app).session().state().comments.iter().map(|c| c.text.clone()).collect();
    assert!(words.is_empty());
}

#[test]
fn evidence_is_frozen_with_label_and_value() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "Most are there");
    keys(&mut app, "Down Ctrl+e Enter");
    let comment = retreat(&app).session().state().comments[0].clone();
    let evidence = comment.evidence.unwrap();
    let plot = retreat(&app).plot().unwrap();
    let mark = plot.marks.iter().find(|mark| mark.key == evidence.mark).unwrap();
    assert_eq!((evidence.label, evidence.value), (mark.label.clone(), mark.value.clone()));
}

#[test]
fn a_shelved_comment_comes_back_in_the_step_that_the_protocol_names() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "because of the new timetable");
    keys(&mut app, "Enter Esc");
    let asked = |app: &App| {
        let state = retreat(app).session().state();
        retreat(app).question_about(&state.comments[0]).is_some()
    };
    assert!(asked(&app));
    keys(&mut app, "Tab s");
    assert!(retreat(&app).items().is_empty());
    assert_eq!(retreat(&app).on_shelf(), 1);
    press(&mut app, "PageDown");
    assert!(
        matches!(retreat(&app).items().as_slice(), [Item::Comment(c, Origin::Shelf(_))] if c.text.contains("timetable"))
    );
}

#[test]
fn predictions_go_from_target_to_target_and_late_ones_are_marked() {
    let mut app = app();
    press(&mut app, "Enter");
    keys(&mut app, "4 0 Enter 5 5 Enter");
    let values: Vec<f64> = retreat(&app).session().state().forecasts.iter().map(|f| f.value).collect();
    assert_eq!(values, [40.0, 55.0]);
    keys(&mut app, "Enter 9 9 9 Enter");
    assert_eq!(retreat(&app).session().state().forecasts.len(), 2, "999 % is refused");
    keys(&mut app, "Esc PageDown Enter PageUp 7 Enter");
    assert!(retreat(&app).session().state().forecasts.iter().any(|f| f.after_reveal));
}

#[test]
fn an_action_is_charted_from_its_form() {
    let mut app = app();
    keys(&mut app, "Enter End Enter a");
    assert_eq!(app.context(), Context::Form);
    type_text(&mut app, "Read aloud daily");
    press(&mut app, "Enter");
    type_text(&mut app, "grade 5 team");
    keys(&mut app, "Enter Enter");
    let actions = &retreat(&app).session().state().actions;
    assert_eq!(actions.len(), 1);
    assert_eq!(actions[0].fields.len(), 2);
    assert_eq!(app.context(), Context::Form, "the form stays open for the next");
}

#[test]
fn any_key_on_a_blank_screen_only_unblanks() {
    let mut app = app();
    press(&mut app, "Enter");
    for key in [".", "b"] {
        press(&mut app, key);
        assert_eq!(app.overlay(), Some(&Overlay::Blank));
        assert!(press(&mut app, "PageDown").is_empty());
        assert_eq!(app.overlay(), None);
        assert_eq!(retreat(&app).at(), 0);
    }
}

#[test]
fn leaving_asks_once_and_only_enter_leaves() {
    let mut app = app();
    let begun = press(&mut app, "Enter");
    saved(&mut app, &begun);
    for key in ["PageDown", "Space", "Esc", "x"] {
        press(&mut app, "q");
        assert!(!press(&mut app, key).contains(&Effect::Quit), "{key}");
        press(&mut app, "Esc");
    }
    let effects = keys(&mut app, "q Enter");
    assert!(!effects.contains(&Effect::Quit), "not before everything is saved");
    assert!(saved(&mut app, &effects).contains(&Effect::Quit));
}

#[test]
fn a_rehearsal_writes_nothing() {
    let mut app = app_with(Data::Plain, true);
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "only trying");
    let effects = keys(&mut app, "Enter Esc x");
    let writes = |e: &Effect| matches!(e, Effect::Append { .. } | Effect::Draft(_));
    assert!(!effects.iter().any(writes));
    assert!(keys(&mut app, "q Enter").contains(&Effect::Quit));
}

#[test]
fn time_that_passes_shows_in_minutes_and_the_end_is_soft() {
    let mut app = app();
    press(&mut app, "Enter");
    app.update(Event::Clock(Moment(4 * 60_000 + 59_000)));
    assert_eq!(retreat(&app).minutes_left(), 1);
    app.update(Event::Clock(Moment(7 * 60_000)));
    assert_eq!(retreat(&app).minutes_left(), -2);
    press(&mut app, "+");
    assert_eq!(retreat(&app).minutes_left(), -1);
    press(&mut app, "p");
    app.update(Event::Clock(Moment(20 * 60_000)));
    assert_eq!(retreat(&app).minutes_left(), -1);
    assert_eq!(retreat(&app).at(), 0);
    assert!(app.update(Event::Clock(Moment(30 * 60_000))).is_empty(), "a halted timer wakes nobody");
}

#[test]
fn what_is_typed_is_kept_as_a_draft_of_whole_words_within_a_second() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "three whole words and hal");
    let draft = |effects: &[Effect]| {
        effects.iter().find_map(|e| if let Effect::Draft(text) = e { Some(text.clone()) } else { None })
    };
    let kept = draft(&app.update(Event::Clock(Moment(1_000)))).unwrap();
    assert!(kept.contains("three whole words and") && !kept.contains("hal"), "{kept}");
    type_text(&mut app, "f a fourth");
    let effects = app.update(Event::Terminated);
    assert!(draft(&effects).unwrap().contains("and half a\""), "{effects:?}");
    assert!(effects.contains(&Effect::Quit));
    let again = super::sample::resumed_with(&app, &draft(&effects).unwrap());
    assert_eq!(retreat(&again).unfinished().line.text(), "three whole words and half a");
    assert_eq!(retreat(&again).typing(), None);
}

#[test]
fn a_changed_comment_has_no_check_mark_until_the_change_is_saved() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "first words");
    let mut effects = keys(&mut app, "Enter Esc");
    saved(&mut app, &effects);
    let id = retreat(&app).session().state().comments[0].id;
    assert_eq!(retreat(&app).saves().of(id), Save::Saved);
    keys(&mut app, "Tab Enter");
    type_text(&mut app, " and more");
    effects = keys(&mut app, "Enter");
    assert_eq!(retreat(&app).session().state().comments[0].text, "first words and more");
    assert_eq!(retreat(&app).saves().of(id), Save::Saving);
    saved(&mut app, &effects);
    assert_eq!(retreat(&app).saves().of(id), Save::Saved);
}

#[test]
fn a_change_to_a_comment_that_is_gone_keeps_its_words() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "to be changed");
    keys(&mut app, "Enter Esc Tab Enter");
    type_text(&mut app, ", changed");
    keys(&mut app, "Esc Delete a Enter");
    assert_eq!(retreat(&app).unfinished().line.text(), "to be changed, changed");
    press(&mut app, "Enter");
    let words: Vec<_> = retreat(&app).session().state().comments.iter().map(|c| c.text.clone()).collect();
    assert_eq!(words, ["to be changed, changed"]);
}

#[test]
fn undo_never_passes_from_an_open_text_to_the_session() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "charted");
    keys(&mut app, "Enter Esc Tab Enter Ctrl+z Ctrl+z");
    assert_eq!(retreat(&app).session().state().comments.len(), 1, "the comment being changed is not undone");
}

#[test]
fn an_action_being_typed_comes_back_with_its_fields() {
    let mut app = app();
    keys(&mut app, "Enter End Enter a");
    type_text(&mut app, "Read aloud daily");
    press(&mut app, "Enter");
    type_text(&mut app, "grade 5 team");
    let effects = [keys(&mut app, "Esc"), app.update(Event::Clock(Moment(2_000)))].concat();
    let draft =
        effects.iter().find_map(|e| if let Effect::Draft(text) = e { Some(text.clone()) } else { None }).unwrap();
    let again = super::sample::resumed_with(&app, &draft);
    let fields: Vec<&str> = retreat(&again).form().fields().iter().map(|(_, line)| line.text()).collect();
    assert_eq!(fields, ["Read aloud daily", "grade 5 team", ""]);
}

#[test]
fn a_paste_charts_nothing_by_itself() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter");
    app.update(Event::Paste("first\nsecond\r\n".into()));
    assert!(retreat(&app).session().state().comments.is_empty());
    assert_eq!(retreat(&app).unfinished().line.text(), "first second");
}

#[test]
fn a_resumed_session_asks_for_the_reveal_again() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "kept");
    press(&mut app, "Enter");
    let mut again = super::sample::resumed(&app);
    assert!(retreat(&again).curtain());
    assert_eq!(retreat(&again).session().state().comments.len(), 1);
    press(&mut again, "Enter");
    assert!(matches!(again.overlay(), Some(Overlay::Question(Question::Reveal(_)))));
    press(&mut again, "Esc");
    assert_eq!(retreat(&again).at(), 1);
    assert_eq!(retreat(&again).showing(), Showing::Axes);
}

#[test]
fn the_facilitators_panel_asks_once() {
    let mut app = app();
    keys(&mut app, "Enter f");
    assert_eq!(app.overlay(), Some(&Overlay::Question(Question::Panel)));
    keys(&mut app, "Enter Esc f");
    assert_eq!(app.overlay(), Some(&Overlay::Panel(0)));
}

#[test]
fn random_events_never_panic_and_replay_to_the_same_state() {
    let full = std::env::var_os("CHARTPAPER_FULL").is_some();
    for seed in 0..if full { 100_000 } else { 10_000 } {
        let app = super::sample::at_random(&mut super::sample::Dice::of(seed));
        assert_eq!(&super::sample::resumed_state(&app), retreat(&app).session().state(), "seed {seed}");
    }
}

#[test]
fn a_part_of_a_step_can_end_early_and_only_then_the_next_one_begins() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter");
    let segment = |app: &App| retreat(app).segment().map(|(at, _, left)| (at, left));
    assert_eq!(segment(&app), Some((0, 4)));
    keys(&mut app, "w");
    assert_eq!(segment(&app), Some((1, 6)));
    keys(&mut app, "w");
    assert_eq!(segment(&app), Some((1, 6)), "the last part ends with the step");
    app.update(Event::Clock(Moment(2 * 60_000)));
    assert_eq!(segment(&app), Some((1, 4)));
    keys(&mut app, "PageUp PageDown Enter");
    assert_eq!(segment(&app).map(|(at, _)| at), Some(0), "coming back, the parts go by the time that was used");
}

#[test]
fn a_recording_is_opened_by_its_name_and_a_step_without_one_says_so() {
    let mut app = super::sample::app_of(
        r#"
schema = 1
id = "listen"
title = "Listen"
data = "none"

[[step]]
id = "listen"
kind = "frame"
title = "Listen"
minutes = 5
[step.media]
title = "A teacher"
kind = "audio"
length = "2:26"
fallback = "Read the transcript aloud"
[step.exhibit]
title = "Words"
text = "I *see* much."

[[step]]
id = "talk"
kind = "reflect"
title = "Talk"
minutes = 5
"#,
    );
    press(&mut app, "Enter");
    let effects = press(&mut app, "m");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Play(_))));
    assert_eq!(retreat(&app).message(), Some("Read the transcript aloud"));
    press(&mut app, "i");
    assert_eq!(app.overlay(), Some(&Overlay::Exhibit(0)));
    press(&mut app, "i");
    assert_eq!(app.overlay(), None);
    keys(&mut app, "PageDown m");
    assert_eq!(retreat(&app).message(), Some("this step has no recording"));
    press(&mut app, "i");
    assert_eq!(app.overlay(), None);
}
#[test]
fn the_parking_lot_takes_words_in_every_step_and_they_come_back_with_the_session() {
    let mut app = app_with(Data::None, false);
    keys(&mut app, "Enter l");
    assert!(retreat(&app).is_parking());
    type_text(&mut app, "Who orders the books?");
    press(&mut app, "Esc");
    let effects = keys(&mut app, "PageDown a");
    assert!(retreat(&app).is_parking(), "the text that was kept goes where it was meant for: {effects:?}");
    press(&mut app, "Enter");
    assert_eq!(retreat(&app).typing(), None);
    let parked = |app: &App| retreat(app).parked().map(|comment| comment.text.clone()).collect::<Vec<_>>();
    assert_eq!(parked(&app), ["Who orders the books?"]);
    assert!(retreat(&app).items().is_empty(), "it stands in no step");
    press(&mut app, "Ctrl+z");
    assert!(parked(&app).is_empty());
    press(&mut app, "a");
    assert!(retreat(&app).is_parking(), "undo gives the words back to the line of the lot");
    press(&mut app, "Enter");
    press(&mut app, "a");
    type_text(&mut app, "A comment");
    keys(&mut app, "Enter Esc PageDown a");
    type_text(&mut app, "A thought");
    keys(&mut app, "Enter Esc s");
    assert_eq!(parked(&app), ["Who orders the books?", "A thought"]);
    assert!(retreat(&app).items().is_empty());
    let parked_again: Vec<_> = parked(&super::sample::resumed(&app));
    assert_eq!(parked_again, parked(&app));
}
