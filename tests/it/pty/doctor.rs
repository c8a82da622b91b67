//! The test card on a terminal: what is seen is answered, kept, and drawn accordingly from then on.

use super::home::{Home, LARGE, SMALL};

#[test]
fn answers_are_kept_and_the_next_start_draws_accordingly() {
    let home = Home::new();
    let mut terminal = home.start("doctor", SMALL);
    terminal.wait("Test card, 1 of 7");
    assert!(terminal.shows("████  ████  ████  ████") && terminal.shows("░░░░  ▒▒▒▒  ▓▓▓▓"));
    terminal.press_for("n", "⣀⣀⣤⣤⣶⣶⣿⣿");
    terminal.press_for("y", "|学校|");
    terminal.press_for("y", "level 4");
    terminal.press("t");
    terminal.press_for("n", "24 rows can be read up to 3.5 heights");
    terminal.press_for("y", "Press keys");
    terminal.press_for("PageDown", "next step (asks before data is shown)");
    terminal.press_for("q", "leave (asks first)");
    terminal.press_for("x", "write the report");
    terminal.press("Enter");
    terminal.press_for("Enter", "Keep these answers");
    assert!(terminal.shows("colours               no   theme projector-dark"), "{:#?}", terminal.screen());
    terminal.press_for("Enter", "Kept in config.toml");
    terminal.send("Enter");
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_given_back();
    let kept = std::fs::read_to_string(home.file("kept/config.toml")).unwrap();
    for line in ["theme = \"projector-dark\"", "charset = \"ascii\"", "color = \"never\""] {
        assert!(kept.lines().any(|kept| kept == line), "{kept}");
    }
    let mut terminal = home.start("demo", SMALL);
    terminal.wait("Enter opens the first step");
    terminal.press_for("Enter", "Phase 1: Predict");
    assert!(terminal.screen().iter().all(|line| line.is_ascii()), "{:#?}", terminal.screen());
    terminal.leave();
}

#[test]
fn the_start_screen_leads_to_the_card_and_back_and_nothing_is_kept_unasked() {
    let home = Home::new();
    let mut terminal = home.start("", LARGE);
    terminal.wait("Check my terminal");
    terminal.press("Down Down Down");
    terminal.press_for("Enter", "Test card, 1 of 7");
    terminal.press_for("?", "Test card (`chartpaper doctor`)");
    terminal.press_for("Esc", "Do you see four solid squares");
    for page in 2..=5 {
        terminal.press_for("y", &format!("Test card, {page} of 7"));
    }
    assert!(terminal.shows("40 rows can be read up to 2.1 heights"));
    terminal.press_for("PageUp", "Test card, 4 of 7");
    terminal.press_for("Esc", "Check my terminal");
    terminal.press("Down Down Down Down");
    terminal.send("Enter");
    assert_eq!(terminal.ended().exit_code(), 0);
    assert!(!home.file("kept/config.toml").exists());
}
