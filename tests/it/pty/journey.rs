//! Whole retreats, from curtain to report, at a projector's size and at a large screen's.

use super::facilitator::is_charted;
use super::home::{Home, LARGE, SMALL, assert_without, canaries, repository};
use super::terminal::Size;

fn demo(size: Size) {
    let home = Home::new();
    let mut terminal = home.start("demo", size);
    terminal.wait("groups of fewer than 10");
    assert!(terminal.shows("nobody's record") && terminal.shows(".session.jsonl"));
    terminal.open_curtain("Phase 1: Predict");
    for _ in 0..6 {
        terminal.press("6 5 Enter");
    }
    terminal.wait("all asked for");
    assert!(terminal.shows("P 65%"));
    terminal.press("a");
    terminal.chart("We predict a step every spring");
    terminal.stop();

    terminal.press_for("PageDown", "Show the data?");
    assert!(!terminal.shows("n="), "nothing is shown before the question is answered");
    terminal.press_for("Esc", "? help");
    assert!(terminal.shows("Phase 1: Predict") && !terminal.shows("n="));
    terminal.reveal("Phase 2: Go visual");
    assert!(terminal.shows("n=92"));
    terminal.press("a");
    terminal.chart("What does a dot stand for");
    terminal.stop();

    // The picture is known by now, so nothing is asked.
    terminal.press_for("PageDown", "Phase 3: Observe");
    assert!(terminal.shows("P predicted"), "predictions are laid over");
    terminal.press("a Down Down Ctrl+e");
    terminal.wait("[2023-24 ");
    terminal.chart("I see more above in spring");
    terminal.press("Up Ctrl+e");
    terminal.chart("I counted four steps up");
    terminal.chart("That is because of the new book");
    terminal.wait("✓ ?");
    terminal.chart("It strikes me how wide it is");
    terminal.stop();
    terminal.press_for("Tab", "s shelf");
    terminal.press("Up");
    terminal.press_for("s", "1 on the shelf");
    assert!(!terminal.shows("because of the new book"));

    terminal.press_for("PageDown", "Choose what to pursue");
    terminal.press_for("PageDown", "Phase 4: Infer and question");
    terminal.wait("kept from Phase 3: Observe");
    terminal.press("a Ctrl+t");
    terminal.wait("#theory");
    terminal.chart("One theory is the book club");
    terminal.chart("We could ask the library");
    terminal.stop();

    terminal.press_for("PageDown", "Which causes are ours?");
    terminal.press_for("PageDown", "What we will do");
    terminal.press("a");
    terminal.act(["Read aloud daily", "Grade five team", "Friday", "Two more pages"]);
    terminal.act(["Ask the library", "Literacy coach", "In May", "A list of titles"]);
    terminal.stop();
    terminal.press_for("Ctrl+z", "undone: an action");
    terminal.wait_for("one action less", |screen| !is_charted(screen, "Ask the library"));
    terminal.press_for("Ctrl+y", "brought back: an action");
    terminal.wait_for("the action again", |screen| is_charted(screen, "Ask the library"));

    terminal.press_for("PageDown", "Looking back");
    terminal.press("a");
    terminal.chart("Predicting slowed us down");
    terminal.stop();
    terminal.press_for("x", "the report is in");
    let words = terminal.leave();
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
        // A shelved comment stands where it was said and where it was kept for, a theory also as a row of the table.
        let twice =
            said.contains("because") || said == "One theory is the book club" || said == "We could ask the library";
        let times = if twice { 2 } else { 1 };
        assert_eq!(report.matches(said).count(), times, "{said} in\n{report}");
    }
    for word in ["Phase 1: Predict", "Looking back", "theory", "65", "2023-24 Fall"] {
        assert!(report.contains(word), "{word} in\n{report}");
    }
    let names = canaries("reading.csv");
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
    terminal.open_curtain("Getting started");
    assert!(!terminal.shows("n="));
    terminal.reveal("Describe");
    terminal.wait("n=92");
    terminal.press("a");
    terminal.chart("In this row I count six");
    terminal.stop();
    terminal.press_for("v", "2024-25 Spring");
    terminal.press("v");
    terminal.press_for("c", "Show the data?");
    assert!(terminal.shows("English learner") && !terminal.shows("English learners  n="));
    terminal.press_for("Enter", "n=24");
    terminal.press_for("x", "the report is in");
    terminal.leave();
    assert!(home.report().contains("In this row I count six"));
}

#[test]
fn the_start_screen_leads_to_the_demo_and_out_again() {
    let home = Home::new();
    let mut terminal = home.start("", SMALL);
    terminal.wait("Try the demo");
    terminal.press_for("Enter", "Enter opens the first step");
    terminal.leave();
    assert_eq!(home.sessions().len(), 1);

    let mut terminal = home.start("", SMALL);
    terminal.wait("Try the demo");
    terminal.press("Down Down Down Down");
    terminal.send("Enter");
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_given_back();
}

/// A file without a card: nothing is drawn until somebody has said what its columns are, and the card is written on request only.
#[test]
fn data_without_a_card_asks_for_roles_first() {
    let names = canaries("reading.csv");
    for keep in [false, true] {
        let home = Home::new();
        home.write("plain.csv", std::fs::read(repository("sample-data/reading.csv")).unwrap());
        let mut terminal = home.start("run data-driven-dialogue plain.csv", SMALL);
        terminal.wait("What is in each column?");
        for word in ["identifier", "measure", "96 different", "576 rows"] {
            assert!(terminal.shows(word), "{word}: {:#?}", terminal.screen());
        }
        assert!(!terminal.shows("F, M, X"), "two students share a label: it is not told");
        assert!(home.sessions().is_empty(), "nothing is begun before the roles are confirmed");
        terminal.press("Up Right Left Down");
        terminal.press_for("Enter", "Keep these roles?");
        terminal.send(if keep { "Enter" } else { "PageDown" });
        terminal.open_curtain("Phase 1: Predict");
        terminal.reveal("Phase 2: Go visual");
        terminal.leave();
        assert_eq!(home.file("plain.toml").exists(), keep);
        assert_without(&names, "the terminal", &terminal.bytes());
        for (path, text) in home.kept() {
            assert_without(&names, &path.to_string_lossy(), &text);
        }
        if keep {
            let mut terminal = home.start("run data-driven-dialogue plain.csv", SMALL);
            terminal.wait("Enter opens the first step");
            terminal.leave();
        }
    }
}

/// The same way from the start screen: a folder, a file, a protocol.
#[test]
fn the_start_screen_opens_a_file() {
    let home = Home::new();
    home.write("only.csv", std::fs::read(repository("sample-data/reading.csv")).unwrap());
    home.write("only.toml", std::fs::read(repository("sample-data/reading.toml")).unwrap());
    let mut terminal = home.start("", SMALL);
    terminal.wait("Try the demo");
    terminal.press("Down");
    terminal.press_for("Enter", "Choose a CSV file");
    // Above it stand the way up and, perhaps, folders that the program made.
    for _ in 0..5 {
        if terminal.shows("> only.csv") {
            break;
        }
        terminal.press("Down");
    }
    terminal.press_for("Enter", "Choose the protocol");
    terminal.press_for("Enter", "Enter opens the first step");
    terminal.press_for("?", "Curtain");
    terminal.press_for("Esc", "Enter opens the first step");
    terminal.leave();
}
