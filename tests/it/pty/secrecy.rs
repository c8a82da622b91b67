//! Until the reveal is confirmed, the terminal gets nothing that depends on a score.

use super::home::{Home, SMALL, repository};
use super::terminal::Terminal;

/// Every route that a hand or a clicker can take in a `predict` step, up to the question about the data and back.
const ROUTES: [&str; 26] = [
    "?", "PageDown", "Esc", "g", "Esc", "t", "t", "t", "t", "Enter", "?", "Esc", "f", "Enter", "PageDown", "Esc",
    "Tab", "Tab", "c", "v", "r", "Down", "Up", "e", "s", "F5",
];

/// The routes that end in the question; each is answered with no.
const QUESTIONS: [&str; 4] = ["PageDown", "Space", "g Down Enter", "g Down Down Down Down Enter"];

/// Scores that the card of the reading data allows.
const LOWEST: u32 = 160;
const HIGHEST: u32 = 240;

/// The reading data with other scores for the same students; who has no score has none.
fn scored(change: impl Fn(usize, u32) -> u32) -> String {
    let text = std::fs::read_to_string(repository("sample-data/reading.csv")).unwrap();
    let mut changed = String::new();
    for (number, line) in text.lines().enumerate() {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if let Some(score) = cells.get_mut(9)
            && let Ok(known) = score.parse::<u32>()
        {
            *score = change(number, known).to_string();
        }
        changed.push_str(&cells.join(","));
        changed.push('\n');
    }
    changed
}

fn home_with(data: &str) -> Home {
    let home = Home::new();
    home.write("reading.csv", data);
    home.write("reading.toml", std::fs::read(repository("sample-data/reading.toml")).unwrap());
    home
}

fn start(home: &Home, more: &str) -> Terminal {
    let mut command = home.command(&format!("run data-driven-dialogue reading.csv {more}"));
    command.env("CHARTPAPER_FIXED_CLOCK", "1");
    let terminal = Terminal::start(command, SMALL);
    terminal.wait("Enter opens the first step");
    terminal
}

/// Presses every key of the routes; `after` is called after each.
fn walk(terminal: &mut Terminal, mut after: impl FnMut(&mut Terminal)) {
    for key in ROUTES {
        terminal.press(key);
        after(terminal);
    }
    for key in ["4", "5", "Enter", "Esc"] {
        terminal.press(key);
        after(terminal);
    }
    for route in QUESTIONS {
        for key in route.split(' ') {
            terminal.press(key);
            after(terminal);
        }
        assert!(terminal.shows("Show the data?"), "{route}: {:#?}", terminal.screen());
        terminal.press("Esc");
        after(terminal);
        assert!(terminal.shows("Phase 1: Predict"), "{route}: {:#?}", terminal.screen());
    }
    for key in ["End", "r", "Home", "Ctrl+z", "Ctrl+y"] {
        terminal.press(key);
        after(terminal);
    }
    for size in [(140, 40), (50, 10), (80, 24)] {
        terminal.resize(size);
        after(terminal);
    }
    assert!(!terminal.shows("n="));
}

/// What was sent until the reveal, and what it was with it. In a rehearsal every key makes one frame, so bytes can be compared.
fn sent(data: &str) -> (Vec<u8>, Vec<u8>) {
    let home = home_with(data);
    let mut terminal = start(&home, "--rehearse");
    walk(&mut terminal, |_| {});
    terminal.press("PageDown");
    let before = terminal.bytes();
    terminal.press("PageDown");
    assert!(terminal.shows("Phase 2"));
    (before, terminal.bytes())
}

/// Every screen until the reveal of a session that is saved. What is being saved shows for as long as the disk takes, so screens are
/// compared, each once it says that everything is saved.
fn screens(data: &str) -> Vec<Vec<String>> {
    let home = home_with(data);
    let mut terminal = start(&home, "");
    let mut screens = vec![terminal.screen()];
    walk(&mut terminal, |terminal| {
        terminal.wait_gone("saving ...");
        screens.push(terminal.screen());
    });
    screens
}

#[test]
fn data_that_differs_only_in_scores_looks_the_same_until_the_reveal() {
    let original = scored(|_, score| score);
    let (before, after) = sent(&original);
    let others = [
        ("mixed", scored(|row, score| LOWEST + (score * 7 + u32::try_from(row).unwrap()) % (HIGHEST - LOWEST))),
        ("all at the bottom", scored(|_, _| LOWEST)),
        ("at both ends", scored(|row, _| if row % 2 == 0 { LOWEST } else { HIGHEST })),
    ];
    let shown = screens(&original);
    for (name, other) in &others {
        assert_ne!(*other, original);
        let (others_before, others_after) = sent(other);
        let differs = before.iter().zip(&others_before).position(|(one, other)| one != other);
        assert_eq!(differs, None, "{name}: {}", words_at(&before, &others_before, differs));
        assert_eq!(before.len(), others_before.len(), "{name}");
        assert_ne!(after, others_after, "{name}: the reveal shows the difference, so this test can see one");
        assert_eq!(screens(other), shown, "{name}");
    }
}

fn words_at(one: &[u8], other: &[u8], at: Option<usize>) -> String {
    let around = |bytes: &[u8], at: usize| {
        String::from_utf8_lossy(&bytes[at.saturating_sub(60)..(at + 60).min(bytes.len())]).into_owned()
    };
    at.map_or_else(String::new, |at| format!("{:?} against {:?}", around(one, at), around(other, at)))
}
