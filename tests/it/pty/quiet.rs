//! What the terminal gets: nothing while nothing happens, no colour where none is wanted, never the mouse.

use std::fs;
use std::time::Duration;

use super::home::{Home, SMALL};
use super::terminal::{Terminal, control_sequences, find};

/// Ticks of the processor that a process has used; `None` where the system does not tell.
fn ticks(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let after_name = stat.rsplit_once(") ")?.1;
    let fields: Vec<&str> = after_name.split(' ').collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

#[test]
fn nothing_is_sent_and_nothing_is_computed_while_nothing_happens() {
    let home = Home::new();
    let mut terminal = home.start("demo", SMALL);
    terminal.open_curtain("Phase 1: Predict");
    terminal.press("a");
    terminal.chart("Then it was quiet");
    terminal.stop();
    terminal.wait("saved ✓");
    // The text is kept as a draft within a second; after that there is nothing left to do.
    std::thread::sleep(Duration::from_millis(1_500));
    let (bytes, before) = (terminal.bytes().len(), ticks(terminal.pid()));
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(terminal.bytes().len(), bytes, "bytes were sent");
    if let (Some(before), Some(after)) = (before, ticks(terminal.pid())) {
        assert!(after <= before + 2, "{} ticks in three seconds", after - before);
    } else {
        println!("skipped: this system does not tell the time of a process in /proc");
    }
    terminal.leave();
}

/// Plays through the colourful places and gives all bytes.
fn played(change: impl Fn(&mut portable_pty::CommandBuilder), arguments: &str) -> Terminal {
    let home = Home::new();
    let mut command = home.command(arguments);
    change(&mut command);
    let mut terminal = Terminal::start(command, SMALL);
    terminal.open_curtain("Phase 1: Predict");
    terminal.press("5 0 Enter");
    terminal.stop();
    terminal.press_for("a", "I would be surprised if");
    terminal.type_text("Some words");
    terminal.wait_typed("Some words");
    terminal.send("Enter");
    terminal.wait("saved");
    terminal.stop();
    terminal.reveal("Phase 2: Go visual");
    terminal.press("v v c Enter t t t t Tab Down");
    terminal.press_for("?", "In a step");
    terminal.stop();
    terminal.press_for("g", "Agenda");
    terminal.press_for("Esc", "PgDn next");
    terminal.leave();
    terminal
}

/// The numbers of all colour and style sequences, each sequence a list.
fn styles(bytes: &[u8]) -> Vec<Vec<u32>> {
    let sequences = control_sequences(bytes).into_iter().filter(|(_, end)| *end == 'm');
    sequences.map(|(numbers, _)| numbers.split(';').map(|number| number.parse().unwrap_or(0)).collect()).collect()
}

fn is_colour(number: u32) -> bool {
    matches!(number, 30..=38 | 40..=48 | 90..=97 | 100..=107)
}

#[test]
fn with_no_color_there_is_none_and_what_is_chosen_still_shows() {
    let ways: [(&str, &str); 2] = [("NO_COLOR", "demo"), ("UNUSED", "demo --color never")];
    for (variable, arguments) in ways {
        let terminal = played(|command| command.env(variable, "1"), arguments);
        let styles = styles(&terminal.bytes());
        assert!(!styles.iter().flatten().any(|number| is_colour(*number)), "{arguments}: {styles:?}");
        assert!(styles.iter().flatten().any(|number| matches!(number, 1 | 4 | 7)), "{arguments}: nothing stands out");
    }
}

#[test]
fn with_sixteen_colours_only_those_are_named() {
    for (term, arguments) in [("xterm-256color", "demo --color 16"), ("linux", "demo --charset blocks")] {
        let terminal = played(|command| command.env("TERM", term), arguments);
        let styles = styles(&terminal.bytes());
        let wrong = styles.iter().find(|style| style.contains(&38) || style.contains(&48));
        assert_eq!(wrong, None, "{term}");
        assert!(styles.iter().flatten().any(|number| is_colour(*number)), "{term}: no colour at all");
    }
}

#[test]
fn the_mouse_is_never_taken_and_the_screen_never_cleared_without_a_reason() {
    let terminal = played(|_| {}, "demo");
    let bytes = terminal.bytes();
    for (parameters, end) in control_sequences(&bytes) {
        let mouse = ["?9", "?1000", "?1001", "?1002", "?1003", "?1004", "?1005", "?1006", "?1015", "?1016"];
        let numbers = parameters.split(';');
        assert!(!(end == 'h' && numbers.clone().any(|number| mouse.contains(&number))), "{parameters}{end}");
    }
    let first = find(&bytes, b"\x1b[?2026l").unwrap();
    assert_eq!(find(&bytes[first..], b"\x1b[2J"), None);

    let home = Home::new();
    let mut terminal = home.start("demo", SMALL);
    terminal.open_curtain("Phase 1: Predict");
    for size in [(140, 40), (30, 5), (1, 1), (100, 30), (80, 24)] {
        terminal.resize(size);
    }
    terminal.wait("Phase 1: Predict");
    terminal.leave();
}

#[test]
fn a_key_that_changes_little_sends_little_and_clears_nothing() {
    let home = Home::new();
    let mut terminal = home.start("demo", SMALL);
    terminal.open_curtain("Phase 1: Predict");
    terminal.reveal("Phase 2: Go visual");
    terminal.press_for("Space", "Phase 3: Observe");
    terminal.wait("saved ✓");
    let first = terminal.bytes().len();
    let mut most = ("", 0);
    for key in "Down Down Up Right p p + v v a x y Backspace Down Ctrl+e Esc + +".split(' ') {
        let before = terminal.bytes().len();
        terminal.press(key);
        terminal.settle();
        let sent = terminal.bytes().len() - before;
        // The picture that gives way to its numbers, and back, is no little change.
        if key != "v" && sent > most.1 {
            most = (key, sent);
        }
    }
    assert!(most.1 < 2_048, "{most:?} bytes");
    println!("at most {} bytes for {}", most.1, most.0);
    assert_eq!(find(&terminal.bytes()[first..], b"\x1b[2J"), None);
    terminal.wait("? help");
    terminal.leave();
}
