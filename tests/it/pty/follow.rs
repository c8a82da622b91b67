//! The second screen: it tells what the facilitator needs, follows through a restart, and writes nothing.

use super::home::{Home, LARGE, SMALL};

#[test]
fn the_second_screen_follows_the_step_and_survives_a_restart_of_the_first() {
    let home = Home::new();
    let mut first = home.start("demo", SMALL);
    first.open_curtain("Phase 1: Predict");
    let session = home.session();
    let follow = format!("follow {}", session.display());
    let mut second = home.start(&follow, SMALL);
    let mut third = home.start(&follow, LARGE);
    for screen in [&mut second, &mut third] {
        screen.wait("1/8 Phase 1: Predict");
        screen.wait("Tips for Phase 1: Predict");
        screen.wait("min left");
    }
    assert!(third.shows("Agenda:"), "{:#?}", third.screen());

    first.press("7 5 Enter");
    first.stop();
    first.reveal("Phase 2: Go visual");
    second.wait("2/8 Phase 2: Go visual");
    third.wait("2/8 Phase 2: Go visual");
    assert!(!third.shows("n="), "the second screen shows no data: {:#?}", third.screen());

    first.signal("KILL");
    first.ended();
    let mut again = home.start("resume", SMALL);
    again.wait("Enter takes the retreat up again");
    again.press_for("Enter", "Show the data?");
    again.press_for("Enter", "n=92");
    again.press_for("PageDown", "Phase 3: Observe");
    second.wait("3/8 Phase 3: Observe");
    third.wait("3/8 Phase 3: Observe");

    let before = std::fs::read(&session).unwrap();
    second.press_for("PageDown", "q close");
    second.send("q");
    assert_eq!(second.ended().exit_code(), 0);
    third.send("q");
    assert_eq!(third.ended().exit_code(), 0);
    assert_eq!(std::fs::read(&session).unwrap(), before, "looking writes nothing");
    again.leave();
}

#[test]
fn what_cannot_be_followed_is_refused_with_what_to_try() {
    let home = Home::new();
    let file = home.write("notes.txt", "no session\n");
    let mut terminal = home.start(&format!("follow {}", file.display()), SMALL);
    let words = terminal.words_left();
    assert_eq!(terminal.ended().exit_code(), 1, "{words}");
    assert!(words.contains("this is not a session file") && words.contains("Ctrl+S"), "{words}");
}
