//! Whole retreats, from curtain to report, at a projector's size and at a large screen's.

use super::home::{Home, LARGE, SMALL, assert_without, canaries, repository};
use super::terminal::{Size, Terminal};

/// What names somebody in the reading data.
const NAMES: [&str; 3] = ["student_id", "first_name", "last_name"];

/// Whether a text stands on the screen as charted: behind a check mark.
fn is_charted(screen: &[String], text: &str) -> bool {
    let head: String = text.chars().take(24).collect();
    screen.iter().any(|line| line.split_once('✓').is_some_and(|(_, row)| row.contains(&head)))
}

/// Charts a comment in the open line.
fn chart(terminal: &mut Terminal, text: &str) {
    terminal.type_text(text);
    terminal.wait(text);
    terminal.send("Enter");
    terminal.wait_for(&format!("{text} with its check mark"), |screen| is_charted(screen, text));
}

fn open_curtain(terminal: &mut Terminal, first: &str) {
    terminal.wait("Enter opens the first step");
    terminal.press_for("Enter", first);
}

/// Stops typing.
fn stop(terminal: &mut Terminal) {
    terminal.press_for("Esc", "? help");
}

/// Goes on over the question about the data.
fn reveal(terminal: &mut Terminal, title: &str) {
    terminal.press_for("PageDown", "Show the data?");
    terminal.press_for("PageDown", title);
}

fn act(terminal: &mut Terminal, fields: [&str; 4]) {
    for field in fields {
        terminal.type_text(field);
        terminal.wait(field);
        terminal.press("Enter");
    }
    terminal.wait_for(&format!("{} with its check mark", fields[0]), |screen| is_charted(screen, fields[0]));
}

/// Leaves, and says what stands on the terminal then.
fn leave(terminal: &mut Terminal) -> String {
    terminal.press_for("q", "Leave?");
    terminal.send("Enter");
    let words = terminal.words_left();
    assert_eq!(terminal.ended().exit_code(), 0, "{words}");
    terminal.assert_given_back();
    words
}

fn demo(size: Size) {
    let home = Home::new();
    let mut terminal = home.start("demo", size);
    terminal.wait("groups of fewer than 10 are hidden");
    assert!(terminal.shows("nobody's record") && terminal.shows(".session.jsonl"));
    open_curtain(&mut terminal, "Phase 1: Predict");
    for _ in 0..6 {
        terminal.press("6 5 Enter");
    }
    terminal.wait("all asked for");
    assert!(terminal.shows("P 65%"));
    terminal.press("a");
    chart(&mut terminal, "We predict a step every spring");
    stop(&mut terminal);

    terminal.press_for("PageDown", "Show the data?");
    assert!(!terminal.shows("n="), "nothing is shown before the question is answered");
    terminal.press_for("Esc", "? help");
    assert!(terminal.shows("Phase 1: Predict") && !terminal.shows("n="));
    reveal(&mut terminal, "Phase 2: Go visual");
    assert!(terminal.shows("n=92"));
    terminal.press("a");
    chart(&mut terminal, "What does a dot stand for");
    stop(&mut terminal);

    reveal(&mut terminal, "Phase 3: Observe");
    assert!(terminal.shows("P predicted"), "predictions are laid over");
    terminal.press("a Down Down Ctrl+e");
    terminal.wait("[2023-24 ");
    chart(&mut terminal, "I see more above in spring");
    terminal.press("Up Ctrl+e");
    chart(&mut terminal, "I counted four steps up");
    chart(&mut terminal, "That is because of the new book");
    terminal.wait("✓ ?");
    chart(&mut terminal, "It strikes me how wide it is");
    stop(&mut terminal);
    terminal.press_for("Tab", "s shelf");
    terminal.press("Up");
    terminal.press_for("s", "1 on the shelf");
    assert!(!terminal.shows("because of the new book"));

    terminal.press_for("PageDown", "Phase 4: Infer and question");
    terminal.wait("kept from Phase 3: Observe");
    terminal.press("a Ctrl+t");
    terminal.wait("#theory");
    chart(&mut terminal, "One theory is the book club");
    chart(&mut terminal, "We could ask the library");
    stop(&mut terminal);

    terminal.press_for("PageDown", "What we will do");
    terminal.press("a");
    act(&mut terminal, ["Read aloud daily", "Grade five team", "Friday", "Two more pages"]);
    act(&mut terminal, ["Ask the library", "Literacy coach", "In May", "A list of titles"]);
    stop(&mut terminal);
    terminal.press_for("Ctrl+z", "undone: an action");
    terminal.wait_for("one action less", |screen| !is_charted(screen, "Ask the library"));
    terminal.press_for("Ctrl+y", "brought back: an action");
    terminal.wait_for("the action again", |screen| is_charted(screen, "Ask the library"));

    terminal.press_for("PageDown", "Looking back");
    terminal.press("a");
    chart(&mut terminal, "Predicting slowed us down");
    stop(&mut terminal);
    terminal.press_for("x", "the report is in");
    let words = leave(&mut terminal);
    assert!(words.contains("The session is saved in"), "{words}");

    let report = home.report();
    for said in [
        "We predict a step every spring",
        "What does a dot stand for",
        "I see more above in spring",
        "I counted four steps up",
        "That is because of the new book",
        "It strikes me how wide it is",
        "One theory is the book club",
        "We could ask the library",
        "Predicting slowed us down",
        "Read aloud daily",
        "Grade five team",
        "Friday",
        "Two more pages",
        "Ask the library",
        "Literacy coach",
        "In May",
        "A list of titles",
    ] {
        // A shelved comment stands where it was said and where it was kept for.
        let times = if said.contains("because") { 2 } else { 1 };
        assert_eq!(report.matches(said).count(), times, "{said} in\n{report}");
    }
    for word in ["Phase 1: Predict", "Looking back", "theory", "65", "2023-24 Fall"] {
        assert!(report.contains(word), "{word} in\n{report}");
    }
    let names = canaries("reading.csv", &NAMES);
    assert_without(&names, "the terminal", &terminal.bytes());
    let kept = home.kept();
    assert!(kept.len() >= 4, "session, mirror, report and state: {kept:?}");
    for (path, text) in kept {
        assert_without(&names, &path.to_string_lossy(), &text);
    }
}

#[test]
fn the_demo_is_played_to_its_report_on_a_projector() {
    demo(SMALL);
}

#[test]
fn the_demo_is_played_to_its_report_on_a_large_screen() {
    demo(LARGE);
}

#[test]
fn somebodys_data_is_looked_at_with_another_protocol() {
    let home = Home::new();
    let data = repository("sample-data/reading.csv");
    let mut terminal = home.start(&format!("run atlas-looking-at-data {}", data.display()), SMALL);
    open_curtain(&mut terminal, "Getting started");
    assert!(!terminal.shows("n="));
    reveal(&mut terminal, "Describe");
    terminal.wait("n=92");
    terminal.press("a");
    chart(&mut terminal, "In this row I count six");
    stop(&mut terminal);
    terminal.press_for("v", "2024-25 Spring");
    terminal.press("v");
    terminal.press_for("c", "English learner");
    terminal.press_for("x", "the report is in");
    leave(&mut terminal);
    assert!(home.report().contains("In this row I count six"));
}

#[test]
fn the_start_screen_leads_to_the_demo_and_out_again() {
    let home = Home::new();
    let mut terminal = home.start("", SMALL);
    terminal.wait("Try the demo");
    terminal.press_for("Enter", "Enter opens the first step");
    leave(&mut terminal);
    assert_eq!(home.sessions().len(), 1);

    let mut terminal = home.start("", SMALL);
    terminal.wait("Try the demo");
    terminal.press("Down Down Down");
    terminal.send("Enter");
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_given_back();
}
