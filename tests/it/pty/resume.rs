//! A retreat that was broken off goes on where it was.

use std::time::{Duration, Instant};

use super::facilitator::is_charted;
use super::home::{Home, LARGE, SMALL, repository};
use super::terminal::Terminal;

/// Waits until a draft is kept that holds these words.
fn wait_for_draft(home: &Home, words: &str) {
    let end = Instant::now() + Duration::from_secs(30);
    let is_kept = || {
        home.kept().iter().any(|(path, text)| {
            path.to_string_lossy().ends_with(".draft.json") && String::from_utf8_lossy(text).contains(words)
        })
    };
    while !is_kept() {
        assert!(Instant::now() < end, "no draft was kept");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn take_up(home: &Home) -> Terminal {
    let mut terminal = home.start("resume", SMALL);
    terminal.wait("Enter takes the retreat up again");
    assert!(terminal.shows("step 3 of 8, 3 comments, 0 actions"), "{:#?}", terminal.screen());
    assert!(!terminal.shows("n="));
    terminal.press_for("Enter", "Show the data?");
    assert!(!terminal.shows("n="), "the room of today is asked again");
    terminal
}

#[test]
fn step_comments_draft_predictions_and_undo_come_back_after_a_kill() {
    let home = Home::new();
    let mut terminal = home.start("demo", SMALL);
    terminal.open_curtain("Phase 1: Predict");
    terminal.press("7 5 Enter Ctrl+s");
    terminal.stop();
    terminal.press("a");
    terminal.chart("We expect a jump");
    terminal.stop();
    terminal.reveal("Phase 2: Go visual");
    terminal.press("a");
    terminal.chart("Which window is which");
    terminal.stop();
    terminal.press_for("PageDown", "Phase 3: Observe");
    terminal.press("a Down Down Down Ctrl+e");
    terminal.chart("I observe a rise");
    terminal.type_text("half a thought");
    terminal.wait_typed("half a thought");
    wait_for_draft(&home, "half a");
    terminal.signal("KILL");
    terminal.ended();

    let mut terminal = take_up(&home);
    terminal.stop();
    assert!(terminal.shows("Phase 3: Observe") && !terminal.shows("n="), "a no keeps the data covered");
    terminal.wait_for("the comment", |screen| is_charted(screen, "I observe a rise"));
    terminal.press_for("Ctrl+y", "there is nothing to redo");
    assert!(!terminal.shows("n="));
    terminal.signal("KILL");
    terminal.ended();

    let mut terminal = take_up(&home);
    terminal.press_for("Enter", "n=92");
    assert!(terminal.shows("P 75%"), "the prediction is laid over: {:#?}", terminal.screen());
    terminal.wait_for("the comment", |screen| is_charted(screen, "I observe a rise"));
    terminal.send("a");
    terminal.wait_typed("> half a");
    terminal.press("Ctrl+w");
    terminal.press("Ctrl+w");
    terminal.wait_gone("half");
    terminal.stop();
    terminal.press_for("Ctrl+z", "undone: the reveal");
    assert!(!terminal.shows("n="));
    terminal.press_for("Ctrl+z", "undone: a comment");
    assert!(!is_charted(&terminal.screen(), "I observe a rise"), "{:#?}", terminal.screen());
    terminal.press_for("Ctrl+y", "brought back: a comment");
    terminal.wait_for("the comment", |screen| is_charted(screen, "I observe a rise"));
    terminal.leave();

    // There is no session that was broken off, so the newest one that was left is taken up.
    let mut terminal = home.start("resume", SMALL);
    terminal.wait("step 3 of 8, 3 comments");
    terminal.leave();

    let named = format!("resume {}", home.session().display());
    let mut terminal = home.start(&named, SMALL);
    terminal.wait("step 3 of 8, 3 comments");
    terminal.leave();
}

#[test]
fn the_start_screen_offers_what_was_broken_off() {
    let home = Home::new();
    let mut terminal = home.start("demo", SMALL);
    terminal.open_curtain("Phase 1: Predict");
    terminal.press("a");
    terminal.chart("Something to find again");
    terminal.signal("KILL");
    terminal.ended();

    let mut terminal = home.start("", SMALL);
    terminal.wait("Try the demo");
    terminal.press("Down Down");
    terminal.press_for("Enter", "1 comment  Data-Driven Dialogue");
    terminal.press_for("Enter", "step 1 of 8, 1 comment,");
    terminal.leave();
}

/// Names are checked against all files of a retreat, wherever it is taken up.
#[test]
fn every_file_of_a_retreat_is_read_again_when_it_is_taken_up() {
    let home = Home::new();
    let copy = |name: &str| home.write(name, std::fs::read(repository(&format!("sample-data/{name}"))).unwrap());
    let [reading, _, mood, _] = ["reading.csv", "reading.toml", "mood.csv", "mood.toml"].map(copy);
    let start = |arguments: &str, words: &str| {
        let mut terminal = home.start(arguments, LARGE);
        terminal.wait(words);
        terminal.leave();
    };
    let data = format!("{} {}", reading.display(), mood.display());
    start(&format!("run atlas-looking-at-data {data}"), "is joined to \"Reading");
    start("resume", "comments are checked");
    let moved = mood.with_file_name("moved");
    std::fs::create_dir(&moved).unwrap();
    let moved = moved.join("mood.csv");
    std::fs::rename(&mood, &moved).unwrap();
    std::fs::rename(mood.with_extension("toml"), moved.with_extension("toml")).unwrap();
    start("resume", "NOT CHECKED");
    let session = home.session();
    start(&format!("resume {} {}", session.display(), reading.display()), "NOT CHECKED");
    start(&format!("resume {} {} {}", session.display(), reading.display(), moved.display()), "comments are checked");
}
