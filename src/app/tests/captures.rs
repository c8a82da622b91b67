//! Every capture by the keyboard: charted, changed, undone, taken up again.

mod predicting;
mod series;

use super::super::sample::{
    EVERY_CAPTURE as PROTOCOL, SHAPES, app_of, app_over, keys, press, resumed_of, resumed_state, type_text,
};
use super::*;
use crate::session::{Board, Told, Word};

/// The protocol with every capture, in the step of this id.
fn at(step: &str) -> App {
    let mut app = app_of(PROTOCOL);
    press(&mut app, "Enter");
    go(&mut app, step);
    app
}

fn go(app: &mut App, step: &str) {
    let to = retreat(app).protocol().position(step).unwrap();
    while retreat(app).at() < to {
        press(app, "PageDown");
    }
}

fn board(app: &App) -> Board {
    retreat(app).board().unwrap()
}

fn cells(app: &App, row: usize) -> Vec<String> {
    board(app).rows[row].cells.clone()
}

/// Charts comments in the step "ask".
fn asked(app: &mut App, texts: &[&str]) {
    go(app, "ask");
    press(app, "a");
    for text in texts {
        type_text(app, text);
        press(app, "Enter");
    }
    press(app, "Esc");
}

/// Whatever was done: the log folds to the same state, and the session taken up again shows the same tables.
fn comes_back(app: &App) {
    let state = retreat(app).session().state();
    assert_eq!(&resumed_state(app), state);
    let again = resumed_of(app, "");
    for at in 0..retreat(app).protocol().steps.len() {
        assert_eq!(retreat(&again).account().board(at), retreat(app).account().board(at));
    }
}

#[test]
fn agreements_are_ticked_one_after_the_other_and_a_tick_can_be_taken_away() {
    let mut app = at("agree");
    keys(&mut app, "Enter Enter");
    assert_eq!((cells(&app, 0), cells(&app, 1)), (vec!["yes".to_owned()], vec!["yes".to_owned()]));
    assert_eq!(board(&app).notes, ["Everything is agreed."]);
    press(&mut app, "Delete");
    assert_eq!(cells(&app, 1), [""]);
    press(&mut app, "Ctrl+z");
    assert_eq!(cells(&app, 1), ["yes"]);
    comes_back(&app);
}

#[test]
fn raised_hands_are_counted_choice_by_choice_and_once_more() {
    let mut app = at("fist");
    press(&mut app, "1");
    assert_eq!(app.context(), Context::Predicting);
    keys(&mut app, "Enter Enter Enter 6 Enter 4 Enter 2 Enter");
    assert_eq!(app.context(), Context::Step);
    let rows: Vec<String> = board(&app).rows.iter().map(|row| row.cells.concat()).collect();
    assert_eq!(rows, ["1", "0", "0", "6", "4", "2"]);
    assert_eq!(board(&app).notes, ["13 people answered.", "1 shows fewer than 3: what would help?"]);
    keys(&mut app, "a Enter Enter Enter 7 Enter 4 Enter 2 Enter");
    assert_eq!(cells(&app, 0), ["1", "0"], "both rounds are told");
    assert!(board(&app).notes[1].contains("agreed"), "{:?}", board(&app).notes);
    press(&mut app, "Ctrl+z");
    assert_eq!(cells(&app, 3), ["6"], "undo takes the second round away");
    comes_back(&app);
}

/// What is kept of a sequence of effects as the draft; the last one counts.
fn draft_of(effects: &[Effect]) -> String {
    let mut drafts = effects.iter().filter_map(|e| if let Effect::Draft(text) = e { Some(text.clone()) } else { None });
    drafts.next_back().unwrap_or_default()
}

fn taken_up(app: &mut App) -> App {
    let draft = draft_of(&app.update(Event::Terminated));
    let mut again = resumed_of(app, &draft);
    press(&mut again, "Enter");
    again
}

#[test]
fn numbers_that_are_typed_survive_the_end_of_the_program() {
    let mut app = at("fist");
    keys(&mut app, "1 Enter 2");
    let mut again = taken_up(&mut app);
    assert_eq!(retreat(&again).kept_here(), Some(Kept::Count));
    keys(&mut again, "Enter");
    let sheet = retreat(&again).sheet().unwrap();
    assert_eq!((sheet.digits("0"), sheet.digits("1"), sheet.digits("2")), (Some("1"), Some("2"), Some("")));
    assert!(!board(&again).is_filled(), "nothing is charted by it");
    keys(&mut again, "Down Down Enter Enter Enter Enter");
    assert_eq!((cells(&again, 0), cells(&again, 1)), (vec!["1".to_owned()], vec!["2".to_owned()]));
    assert_eq!(draft_of(&again.update(Event::Terminated)), "", "what is charted is no draft any more");
}

#[test]
fn the_dots_and_points_that_are_typed_survive_the_end_of_the_program() {
    let mut app = at("agree");
    asked(&mut app, &["one", "two"]);
    press(&mut app, "PageDown");
    keys(&mut app, "Down 7");
    let mut again = taken_up(&mut app);
    keys(&mut again, "Down Enter");
    assert_eq!(retreat(&again).sheet().unwrap().digits("dots"), Some("7"));
    let mut app = app_of(&PROTOCOL.replacen("series_key = true", "entry = \"point\"\nanswers = \"hands\"", 1));
    keys(&mut app, "Enter PageDown 3 Space 2 Enter");
    let mut again = taken_up(&mut app);
    press(&mut again, "Enter");
    assert_eq!(retreat(&again).sheet().unwrap().points(), Some([(3, 2)].as_slice()));
}

#[test]
fn the_numbers_of_slips_are_on_no_disk() {
    let mut app = at("poll");
    let effects = keys(&mut app, "7 Enter 3 Enter 4 Esc");
    assert!(retreat(&app).has_open_slips());
    let kept = effects.into_iter().chain(app.update(Event::Terminated));
    assert!(
        kept.filter_map(|e| if let Effect::Draft(text) = e { Some(text) } else { None }).all(|text| text.is_empty())
    );
    press(&mut app, "Enter");
    assert_eq!(retreat(&app).sheet().unwrap().people(), Some(7), "they stay as long as the program runs");
}

#[test]
fn every_row_keeps_numbers_of_its_own() {
    let mut app = at("exit");
    keys(&mut app, "4 Enter 5 Esc Down 6 Esc");
    assert_eq!(retreat(&app).kept_here(), Some(Kept::Count));
    keys(&mut app, "Up Enter");
    let sheet = retreat(&app).sheet().unwrap();
    assert_eq!((sheet.digits("1"), sheet.digits("2")), (Some("4"), Some("5")));
    keys(&mut app, "Esc Down Enter");
    assert_eq!(retreat(&app).sheet().unwrap().digits("1"), Some("6"));
}

#[test]
fn a_count_that_was_only_looked_at_is_not_open() {
    let mut app = at("exit");
    keys(&mut app, "4 Enter Enter Enter Enter Enter Esc Up Enter Down Esc");
    assert_eq!((retreat(&app).kept_here(), retreat(&app).has_open_text()), (None, false));
}

#[test]
fn a_number_is_corrected_in_the_row_that_the_arrows_stand_on() {
    let mut app = at("fist");
    keys(&mut app, "1 Enter Enter Enter 6 Enter 4 Enter 2 Enter");
    keys(&mut app, "Up Up Up Up Up Down Down Down 9 Enter Enter Enter");
    let rows: Vec<String> = board(&app).rows.iter().map(|row| row.cells.concat()).collect();
    assert_eq!(rows, ["1", "0", "0", "9", "4", "2"]);
}

#[test]
fn a_question_stays_marked_when_nothing_was_typed_for_it() {
    let mut app = at("ask");
    keys(&mut app, "a Down Enter");
    assert_eq!(retreat(&app).unfinished().question.as_deref(), Some("Why must teachers talk openly?"));
    type_text(&mut app, "because");
    press(&mut app, "Enter");
    let charted = &retreat(&app).session().state().comments[0];
    assert_eq!(charted.question.as_deref(), Some("Why must teachers talk openly?"));
    keys(&mut app, "Esc Tab Enter x Enter");
    assert!(retreat(&app).unfinished().question.is_some(), "after a change the next one answers a question again");
}

#[test]
fn a_cell_stays_with_its_table_while_the_group_is_elsewhere() {
    let mut app = at("table");
    press(&mut app, "Enter");
    type_text(&mut app, "share all");
    keys(&mut app, "PageDown");
    assert_eq!(retreat(&app).kept_elsewhere(), Some("Build the table"));
    assert_eq!(retreat(&app).kept_here(), None);
    keys(&mut app, "PageUp Down Right Enter");
    assert_eq!(retreat(&app).open_cell().line.text(), "share all");
    assert_eq!((retreat(&app).row(), retreat(&app).column()), (0, 0), "it is gone back to");
}

#[test]
fn numbers_that_are_typed_stay_when_the_step_is_left() {
    let mut app = at("fist");
    keys(&mut app, "4 Enter 5 PageDown PageUp a");
    let sheet = retreat(&app).sheet().unwrap();
    assert_eq!((sheet.digits("0"), sheet.digits("1")), (Some("4"), Some("5")));
}

#[test]
fn slips_of_few_people_never_get_into_the_session_as_numbers() {
    for (numbers, words) in [
        ("7 Enter 2 Enter 5 Enter 4 Enter 3 Enter", [Word::Few, Word::Most, Word::Mixed, Word::Mixed]),
        ("4 Enter 4 Enter 1 Enter 2 Enter 3 Enter", [Word::Hidden; 4]),
    ] {
        let mut app = at("poll");
        let effects = keys(&mut app, numbers);
        let told = entries(&effects);
        let [Entry::Tallied { counts, .. }] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(counts.iter().map(|count| count.told).collect::<Vec<_>>(), words.map(Told::Word));
        comes_back(&app);
    }
}

#[test]
fn from_ten_slips_on_percentages_are_told() {
    let mut app = at("poll");
    for number in ["12", "9", "6", "3", "0"] {
        if app.context() == Context::Step {
            press(&mut app, "a");
        }
        type_text(&mut app, number);
        press(&mut app, "Enter");
    }
    let rows: Vec<String> = board(&app).rows.iter().map(|row| row.cells.concat()).collect();
    assert_eq!(rows, ["75% (9)", "50% (6)", "25% (3)", "0% (0)"]);
}

#[test]
fn more_hands_than_people_are_not_charted() {
    let mut app = at("poll");
    keys(&mut app, "5 Enter 6 Enter 1 Enter 1 Enter 1 Enter");
    assert!(retreat(&app).message().unwrap().contains("more chose something than people"));
    assert!(!board(&app).is_filled());
    keys(&mut app, "Down Ctrl+w 7 Down Down Down Down");
    assert_eq!(retreat(&app).sheet().unwrap().people(), Some(7));
}

#[test]
fn a_plane_shows_four_quadrants_from_ten_slips_and_halves_below() {
    let mut app = at("mood");
    keys(&mut app, "3 Enter 8 Enter 1 Enter 2 Enter");
    let rows: Vec<_> = board(&app).rows.iter().map(|row| (row.name.clone(), row.cells.concat())).collect();
    assert_eq!(rows[1], ("lively".to_owned(), "8".to_owned()));
    let mut app = at("mood");
    keys(&mut app, "1 Enter 4 Enter 1 Enter 1 Enter");
    let rows: Vec<_> = board(&app).rows.iter().map(|row| (row.key.clone(), row.cells.concat())).collect();
    let expected = [("left", "few"), ("right", "most"), ("below", "few"), ("above", "most")];
    assert_eq!(rows, expected.map(|(key, word)| (key.to_owned(), word.to_owned())));
    comes_back(&app);
}

#[test]
fn a_scale_goes_from_item_to_item_and_tells_the_mean() {
    let mut app = at("exit");
    keys(&mut app, "0 Enter 1 Enter 2 Enter 5 Enter 4 Enter");
    assert_eq!(app.context(), Context::Predicting, "the next item is asked for");
    keys(&mut app, "Enter Enter 3 Enter 3 Enter 6 Enter");
    assert_eq!(cells(&app, 0), ["0", "1", "2", "5", "4", "4.0"]);
    assert_eq!(cells(&app, 1), ["0", "0", "3", "3", "6", "4.2"]);
    comes_back(&app);
}

#[test]
fn comments_answer_questions_and_nothing_is_said_twice() {
    let mut app = at("ask");
    press(&mut app, "a");
    type_text(&mut app, "People dare to ask");
    keys(&mut app, "Enter Down");
    type_text(&mut app, "PEOPLE dare to ask ");
    press(&mut app, "Enter");
    type_text(&mut app, "Nobody learns alone");
    press(&mut app, "Enter");
    let comments = &retreat(&app).session().state().comments;
    assert_eq!(comments.len(), 2);
    assert_eq!(comments[0].dittos, 1);
    let questions: Vec<_> = comments.iter().map(|comment| comment.question.clone().unwrap()).collect();
    assert!(questions[0].starts_with("Why does trust") && questions[1].starts_with("Why must teachers"));
    comes_back(&app);
}

#[test]
fn a_pinned_question_stands_in_every_later_step_in_its_newest_wording() {
    let mut app = at("focus");
    press(&mut app, "a");
    type_text(&mut app, "How do we build trust?");
    press(&mut app, "Enter");
    type_text(&mut app, "A second one");
    press(&mut app, "Enter");
    assert!(retreat(&app).message().unwrap().contains("no more than 1"));
    keys(&mut app, "Ctrl+w Ctrl+w Ctrl+w Esc");
    go(&mut app, "restate");
    assert_eq!(retreat(&app).pinned(), [("Focus question".to_owned(), "How do we build trust?".to_owned())]);
    keys(&mut app, "a Backspace");
    type_text(&mut app, " in our team?");
    press(&mut app, "Enter");
    go(&mut app, "table");
    assert_eq!(retreat(&app).pinned()[0].1, "How do we build trust in our team?");
    assert_eq!(retreat(&app).session().state().comments.len(), 2, "the first wording is kept");
    comes_back(&app);
}

#[test]
fn dots_choose_what_goes_on_and_the_group_breaks_a_tie() {
    let mut app = at("ask");
    asked(&mut app, &["one", "two", "three"]);
    go(&mut app, "vote");
    keys(&mut app, "5 Enter 3 Enter 3 Enter");
    let goes_on = |app: &App| board(app).rows.iter().map(|row| row.cells[1].clone()).collect::<Vec<_>>();
    assert_eq!(goes_on(&app), ["goes on", "", ""], "the second place is shared, so nobody has it");
    assert!(board(&app).notes[0].starts_with("1 of 2"));
    press(&mut app, "y");
    assert_eq!(goes_on(&app), ["goes on", "", "goes on"]);
    press(&mut app, "y");
    assert_eq!(goes_on(&app), ["goes on", "goes on", ""], "with the third let go, the tie is gone");
    go(&mut app, "act");
    let items = retreat(&app).items();
    assert_eq!(items.len(), 2, "only what goes on stands beside the actions");
    comes_back(&app);
}

#[test]
fn comments_are_put_under_headings_by_number_and_the_group_adds_one() {
    let mut app = at("ask");
    asked(&mut app, &["one", "two", "three"]);
    go(&mut app, "sort");
    press(&mut app, "2");
    assert_eq!(board(&app).rows[0].group.as_deref(), Some("Practice"));
    assert_eq!(board(&app).rows[retreat(&app).row()].name, "two", "the next one without a heading is chosen");
    press(&mut app, "a");
    type_text(&mut app, "Time");
    keys(&mut app, "Enter 3");
    let grouped: Vec<_> = board(&app).rows.iter().map(|row| (row.name.clone(), row.group.clone().unwrap())).collect();
    assert_eq!(grouped[1], ("two".to_owned(), "Time".to_owned()));
    press(&mut app, "9");
    assert!(retreat(&app).message().unwrap().contains("1 to 3"));
    keys(&mut app, "Ctrl+z Ctrl+z");
    assert!(!board(&app).rows.iter().any(|row| row.group.as_deref() == Some("Time")));
    comes_back(&app);
}

#[test]
fn a_table_is_filled_cell_by_cell_and_its_cells_become_actions() {
    let mut app = at("table");
    press(&mut app, "Enter");
    type_text(&mut app, "Say what is hard");
    press(&mut app, "Enter");
    assert_eq!(app.context(), Context::Form, "the next cell is open");
    type_text(&mut app, "Share a lesson");
    press(&mut app, "Tab");
    press(&mut app, "Esc");
    assert_eq!(cells(&app, 0)[..2], ["Say what is hard", "Share a lesson"]);
    press(&mut app, "a");
    type_text(&mut app, "A data coach");
    press(&mut app, "Enter");
    type_text(&mut app, "Finds the money");
    keys(&mut app, "Enter Esc");
    assert_eq!(board(&app).rows[2].name, "A data coach");
    let deeds = retreat(&app).account().deeds();
    let told: Vec<_> = deeds.iter().map(|deed| deed.fields.values().cloned().collect::<Vec<_>>()).collect();
    assert_eq!(told[2], ["A data coach: Finds the money", "Administration"]);
    comes_back(&app);
    // A cell is emptied, then the row is taken away; undo brings both back.
    keys(&mut app, "Left Left Delete");
    assert_eq!(retreat(&app).account().deeds().len(), 2);
    press(&mut app, "Delete");
    assert_eq!(board(&app).rows.len(), 2);
    keys(&mut app, "Ctrl+z Ctrl+z");
    assert_eq!(retreat(&app).account().deeds().len(), 3);
}

#[test]
fn the_words_of_an_open_cell_survive_the_end_of_the_program() {
    let mut app = at("table");
    press(&mut app, "Enter");
    type_text(&mut app, "Say what is hard to say");
    let effects = app.update(Event::Terminated);
    let draft = effects.iter().find_map(|e| if let Effect::Draft(text) = e { Some(text.clone()) } else { None });
    let mut again = resumed_of(&app, &draft.unwrap());
    keys(&mut again, "Enter Enter");
    assert_eq!(retreat(&again).open_cell().line.text(), "Say what is hard to");
    type_text(&mut again, " say");
    press(&mut again, "Enter");
    assert_eq!(cells(&again, 0)[0], "Say what is hard to say");
}

#[test]
fn an_action_has_every_field_of_the_language() {
    let mut app = at("act");
    press(&mut app, "a");
    for text in ["Ask the students", "grade 4 team", "May", "a note", "short", "two students"] {
        type_text(&mut app, text);
        press(&mut app, "Enter");
    }
    let actions = &retreat(&app).session().state().actions;
    assert_eq!(actions[0].fields.len(), 6);
    comes_back(&app);
}

#[test]
fn a_review_without_an_earlier_session_says_what_to_do() {
    let mut app = at("review");
    assert!(board(&app).notes[0].contains("--after"));
    keys(&mut app, "Enter 1 Delete y a");
    assert!(retreat(&app).session().state().standing.is_empty());
}

/// The protocol of shapes with data, in the step of this id.
fn shapes(step: &str) -> App {
    let mut app = app_over(SHAPES);
    press(&mut app, "Enter");
    onward(&mut app, step);
    app
}

/// As [`go`], saying yes to the data.
fn onward(app: &mut App, step: &str) {
    let to = retreat(app).protocol().position(step).unwrap();
    while retreat(app).at() < to {
        press(app, "PageDown");
        if app.context() == Context::Question {
            press(app, "Enter");
        }
    }
}

#[test]
fn small_groups_report_one_after_the_other() {
    let mut app = shapes("look");
    press(&mut app, "n");
    assert!(retreat(&app).message().unwrap().contains("group 1 brings back one entry"));
    keys(&mut app, "n w n");
    assert_eq!(retreat(&app).round().turns, 1, "in the next part the reports begin anew");
}

#[test]
fn a_cell_that_must_have_evidence_is_not_charted_without() {
    let mut app = shapes("table");
    press(&mut app, "a");
    type_text(&mut app, "Fractions");
    press(&mut app, "Enter");
    type_text(&mut app, "Work with them daily");
    press(&mut app, "Enter");
    assert!(retreat(&app).message().unwrap().contains("asks for evidence"));
    keys(&mut app, "Esc Tab Down Tab Enter Ctrl+e Enter");
    let state = retreat(&app).session().state().clone();
    let row = board(&app).rows[0].key.clone();
    let cell = state.cell("table", &row, "What we do").unwrap();
    assert_eq!(cell.evidence.as_ref().unwrap().view, "levels");
    assert!(board(&app).rows[0].links[0].is_some());
    assert_eq!(resumed_state(&app), state);
    press(&mut app, "Esc");
    assert_eq!(retreat(&app).account().deeds().len(), 1);
}

#[test]
fn points_become_quadrants_and_of_few_slips_nothing_else_is_kept() {
    let mut app = app_of(SHAPES);
    press(&mut app, "Enter");
    go(&mut app, "mood");
    for number in 0..10 {
        if app.context() == Context::Step {
            press(&mut app, "a");
        }
        type_text(&mut app, if number < 8 { "3 -2" } else { "-4 5" });
        press(&mut app, "Enter");
    }
    type_text(&mut app, "9 9");
    press(&mut app, "Enter");
    assert!(retreat(&app).message().unwrap().contains("type two numbers"));
    keys(&mut app, "Ctrl+w Ctrl+w Backspace");
    assert_eq!(retreat(&app).sheet().unwrap().points().unwrap().len(), 9, "the last one is taken back");
    type_text(&mut app, "-4 5");
    keys(&mut app, "Enter Enter");
    assert_eq!(board(&app).rows.iter().map(|row| row.cells.concat()).collect::<Vec<_>>(), ["2", "0", "0", "8"]);
    assert_eq!(board(&app).points, [(-4, 5, 2), (3, -2, 8)]);
    comes_back(&app);
    let mut few = app_of(SHAPES);
    press(&mut few, "Enter");
    go(&mut few, "mood");
    press(&mut few, "a");
    for _ in 0..6 {
        type_text(&mut few, "3 -2");
        press(&mut few, "Enter");
    }
    press(&mut few, "Enter");
    assert!(board(&few).points.is_empty());
    let told = &retreat(&few).session().state().standing;
    assert!(!format!("{told:?}").contains("3,-2"), "{told:?}");
}
