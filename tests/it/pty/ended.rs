//! Ended from outside, or by a mistake of its own: the terminal comes back, and so does the retreat.

use std::time::{Duration, Instant};

use super::facilitator::is_charted;
use super::home::{Home, SMALL, assert_without, canaries};
use super::terminal::Terminal;

fn ended_by(signal: &str) {
    let home = Home::new();
    let mut terminal = home.start("demo", SMALL);
    terminal.open_curtain("Phase 1: Predict");
    terminal.press("a");
    terminal.chart("It stands on the disk");
    terminal.type_text("and this is not yet fin");
    terminal.wait_typed("not yet fin");
    let begun = Instant::now();
    terminal.signal(signal);
    let status = terminal.ended();
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(2), "{signal}: it took {took:?}");
    assert_ne!(status.exit_code(), 0, "{signal}: to be ended is no success");
    assert_eq!(status.signal(), None, "{signal}: it ends of itself");
    terminal.assert_given_back();
    assert!(terminal.shows("The session is saved in"), "{signal}: {:#?}", terminal.screen());

    let mut terminal = home.start("resume", SMALL);
    terminal.wait("step 1 of 8, 1 comment,");
    terminal.press_for("Enter", "Phase 1: Predict");
    assert!(is_charted(&terminal.screen(), "It stands on the disk"));
    // Half a word is no draft: it could be half a name.
    terminal.send("a");
    terminal.wait_typed("> and this is not yet");
    terminal.leave_while_typing();
}

impl Terminal {
    fn leave_while_typing(&mut self) {
        self.press_for("Ctrl+c", "Leave?");
        self.send("Enter");
        assert_eq!(self.ended().exit_code(), 0);
        self.assert_given_back();
    }
}

#[test]
fn a_termination_keeps_the_words_and_gives_the_terminal_back() {
    ended_by("TERM");
}

#[test]
fn a_hangup_keeps_the_words_and_gives_the_terminal_back() {
    ended_by("HUP");
}

#[test]
fn an_interrupt_keeps_the_words_and_gives_the_terminal_back() {
    ended_by("INT");
}

#[test]
fn a_signal_on_the_start_screen_ends_it_too() {
    let home = Home::new();
    let mut terminal = home.start("", SMALL);
    terminal.wait("Try the demo");
    let begun = Instant::now();
    terminal.signal("TERM");
    terminal.ended();
    assert!(begun.elapsed() < Duration::from_secs(2));
    terminal.assert_given_back();
}

/// A program that fails while it draws: in the first frames, and with comments on the chart.
#[test]
fn a_mistake_of_its_own_gives_the_terminal_back_and_keeps_the_session() {
    const WORDS: &str = "chartpaper had to stop because of a mistake of its own";
    let names = canaries("reading.csv");
    for (frame, comments) in [(1, 0), (5, 0), (60, 1)] {
        let home = Home::new();
        let mut command = home.command("demo");
        command.env("CHARTPAPER_PANIC_AT", format!("frame:{frame}"));
        let mut terminal = Terminal::start(command, SMALL);
        if frame > 1 {
            terminal.open_curtain("Phase 1: Predict");
        }
        if comments > 0 {
            terminal.press("a");
            terminal.chart("Said before it failed");
        }
        // Each key makes a frame; the one that fails makes none.
        let end = Instant::now() + Duration::from_secs(30);
        while !terminal.has_ended() {
            assert!(Instant::now() < end, "it does not fail");
            terminal.send("Up");
            std::thread::sleep(Duration::from_millis(5));
        }
        let status = terminal.ended();
        assert_ne!(status.exit_code(), 0);
        let sent = String::from_utf8(terminal.bytes()).unwrap();
        let left = sent.rsplit_once("\u{1b}[?1049l").unwrap().1;
        assert_eq!(left.matches(WORDS).count(), 1, "{left}");
        assert!(!left.contains("panicked") && !left.contains("asked for"), "{left}");
        assert_without(&names, "the terminal", &terminal.bytes());
        terminal.assert_given_back();

        let mut terminal = home.start("resume", SMALL);
        terminal.wait(&format!("step 1 of 8, {}", super::home::comments(comments)));
        terminal.leave();
    }
}

/// A terminal inside the terminal, of which the program is not told when it goes: it is in a session of its own.
#[test]
fn a_terminal_that_is_gone_without_a_word_ends_the_program() {
    if !["script", "setsid"].iter().all(|tool| std::process::Command::new(tool).arg("--version").output().is_ok()) {
        println!("skipped: needs script and setsid");
        return;
    }
    let home = Home::new();
    let inner = format!("setsid -w {} demo", env!("CARGO_BIN_EXE_chartpaper"));
    let mut terminal = Terminal::start(home.command_of("script", &["-qec", &inner, "/dev/null"]), SMALL);
    terminal.open_curtain("Phase 1: Predict");
    terminal.press("a");
    terminal.chart("Said before the lights went out");
    let program = terminal.process().unwrap();
    terminal.signal("KILL");
    terminal.ended();
    let end = Instant::now() + Duration::from_secs(10);
    while program.exists() {
        assert!(Instant::now() < end, "it goes on without a terminal");
        std::thread::sleep(Duration::from_millis(20));
    }

    let mut terminal = home.start("resume", SMALL);
    terminal.wait("step 1 of 8, 1 comment,");
    terminal.leave();
}
