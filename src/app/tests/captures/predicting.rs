//! Predictions of every shape.

use super::*;

fn predictions(app: &App) -> Vec<String> {
    retreat(app).session().state().forecasts.iter().map(|forecast| forecast.words("%")).collect()
}

#[test]
fn a_range_is_typed_as_from_and_to_drawn_and_undone() {
    let mut app = shapes("amount");
    for typed in ["30-45", "60-50", "50-60"] {
        press(&mut app, "Enter");
        type_text(&mut app, typed);
        press(&mut app, "Enter");
    }
    assert_eq!(predictions(&app), ["30-45%", "50-60%"], "60-50 goes backwards and is not taken");
    let drawn = crate::chart::text::lines(&retreat(&app).plot().unwrap(), 78, crate::chart::Charset::Blocks).join("\n");
    assert!(drawn.contains("30-45"), "{drawn}");
    press(&mut app, "Ctrl+z");
    assert_eq!(predictions(&app), ["30-45%"]);
    assert_eq!(&resumed_state(&app), retreat(&app).session().state());
}

#[test]
fn several_answers_come_to_their_middle_and_say_how_many_they_were() {
    let mut app = shapes("voices");
    press(&mut app, "4");
    type_text(&mut app, "0 10 70 60 200");
    press(&mut app, "Enter");
    assert!(retreat(&app).message().unwrap().contains("200"), "what cannot be is told and stays in the line");
    keys(&mut app, "Backspace Backspace Backspace Enter");
    let forecast = &retreat(&app).session().state().forecasts[0];
    assert_eq!(
        (forecast.value, forecast.voices.unwrap().words(forecast.guess)),
        (50.0, "middle of 4 numbers, 10 to 70".into())
    );
}

#[test]
fn directions_and_places_are_told_in_words_beside_the_actual_values() {
    let mut app = shapes("way");
    assert_eq!(retreat(&app).targets().len(), 1, "the first window has none before it");
    press(&mut app, "1");
    type_text(&mut app, " 3");
    press(&mut app, "Enter");
    assert!(retreat(&app).message().unwrap().contains("as many"), "{:?}", retreat(&app).message());
    type_text(&mut app, " 1");
    press(&mut app, "Enter");
    onward(&mut app, "order");
    keys(&mut app, "2 Enter 2 Enter");
    assert!(retreat(&app).message().unwrap().contains("place 2 is taken"));
    keys(&mut app, "1 Enter");
    assert_eq!(predictions(&app), ["higher", "place 2", "place 1"]);
    keys(&mut app, "Up Enter 1 Enter");
    assert_eq!(predictions(&app), ["higher", "place 1", "place 2"], "two targets change places");
    onward(&mut app, "look");
    let notes = retreat(&app).plot().unwrap().notes.join(" ");
    assert!(notes.contains("Predicted: Spring") && notes.contains("higher"), "{notes}");
    assert!(notes.contains("Predicted order: 1. Fall"), "{notes}");
    assert_eq!(&resumed_state(&app), retreat(&app).session().state());
}

#[test]
fn a_number_that_is_not_accepted_stays_with_what_it_is_about() {
    let mut app = shapes("voices");
    type_text(&mut app, "30 40");
    let draft = keys(&mut app, "PageDown PageUp");
    assert_eq!(retreat(&app).kept_here(), Some(Kept::Prediction));
    assert_eq!(retreat(&app).number().text(), "30 40");
    let draft = draft.into_iter().find_map(|e| if let Effect::Draft(text) = e { Some(text) } else { None }).unwrap();
    assert!(draft.contains("30 40"), "{draft}");
    keys(&mut app, "Enter Enter");
    assert_eq!(predictions(&app).len(), 1);
    assert_eq!(retreat(&app).kept_here(), None);
}
