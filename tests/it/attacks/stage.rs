//! On a real terminal: a panic at any point, no image of the memory.

use std::fs;
use std::time::{Duration, Instant};

use crate::pty::home::{Home, SMALL, assert_without, canaries};
use crate::pty::terminal::Terminal;

/// Keys that walk through a whole retreat of the demo: every screen, every overlay, words, predictions, the reveal.
const WALK: [&str; 40] = [
    "Enter", "6", "5", "Enter", "Esc", "a", "o", "n", "e", "Space", "t", "w", "o", "Enter", "Esc", "?", "Down", "Esc",
    "g", "Esc", "f", "Enter", "Esc", "t", "PageDown", "Esc", "PageDown", "PageDown", "v", "Tab", "Tab", "PageDown",
    "Down", "a", "x", "Ctrl+e", "Enter", "Esc", "Ctrl+z", "x",
];

#[test]
fn a_panic_at_twenty_points_gives_the_terminal_back_and_tells_nothing() {
    const WORDS: &str = "chartpaper had to stop because of a mistake of its own";
    let names = canaries("reading.csv");
    let frames = [1, 2, 3, 4, 6, 9, 13, 18, 24, 31].map(|at| format!("frame:{at}"));
    let events = [1, 2, 3, 5, 8, 12, 17, 23, 30, 38].map(|at| format!("event:{at}"));
    for point in frames.iter().chain(&events) {
        let home = Home::new();
        let mut command = home.command_with_stderr("demo");
        command.env("CHARTPAPER_PANIC_AT", point);
        command.env("RUST_BACKTRACE", "full");
        let mut terminal = Terminal::start(command, SMALL);
        let end = Instant::now() + Duration::from_secs(30);
        let mut keys = WALK.iter().cycle();
        while !terminal.has_ended() {
            assert!(Instant::now() < end, "{point}: it does not fail");
            terminal.send(keys.next().unwrap());
            std::thread::sleep(Duration::from_millis(8));
        }
        assert_ne!(terminal.ended().exit_code(), 0, "{point}");
        let told = fs::read_to_string(home.file("stderr")).unwrap();
        assert_eq!(told.matches(WORDS).count(), 1, "{point}: {told}");
        assert!(
            told.lines().count() <= 2 && !told.contains("asked for") && !told.contains("backtrace"),
            "{point}: {told}"
        );
        terminal.assert_given_back();
        assert_without(&names, point, &terminal.bytes());
        assert_without(&names, point, told.as_bytes());
        for (path, text) in home.kept() {
            assert_without(&names, &path.to_string_lossy(), &text);
        }
        let cores: Vec<_> = fs::read_dir(home.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with("core"))
            .collect();
        assert!(cores.is_empty(), "{point}: {cores:?}");
    }
}

/// The limit is set before any data is read, and it holds for everything that the program could start.
#[cfg(target_os = "linux")]
#[test]
fn no_image_of_the_memory_is_written() {
    let home = Home::new();
    let mut command =
        home.command_of("sh", &["-c", r#"ulimit -c unlimited; exec "$0" demo"#, env!("CARGO_BIN_EXE_chartpaper")]);
    command.env("TERM", "xterm-256color");
    let mut terminal = Terminal::start(command, SMALL);
    terminal.wait("Enter opens the first step");
    let process = format!("/proc/{}", terminal.pid());
    assert!(fs::read_to_string(format!("{process}/comm")).unwrap().starts_with("chartpaper"));
    let limits = fs::read_to_string(format!("{process}/limits")).unwrap();
    let core: Vec<&str> = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap()
        .split_whitespace()
        .skip(4)
        .collect();
    assert_eq!(core[..2], ["0", "0"], "{limits}");
    terminal.signal("ABRT");
    assert_ne!(terminal.ended().exit_code(), 0);
    assert!(!home.file("core").exists());
}
