//! Kill -9 at random moments: what had its check mark is there afterwards, once.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use super::facilitator::is_charted;
use super::home::{Home, count};
use super::terminal::{Size, Terminal, is_typed};

/// Many comments in sight, so that a check mark is seen when it comes.
const TALL: Size = (110, 50);

/// Charts comments as fast as the screen takes them, until the moment comes; some of them without waiting for the mark.
fn chart_until(terminal: &mut Terminal, moment: Instant, round: usize) {
    for number in 0.. {
        let text = format!("kill {round:03} comment {number:03}");
        terminal.type_text(&text);
        if !terminal.wait_until(moment, |screen| is_typed(screen, &text)) {
            return;
        }
        terminal.send("Enter");
        let in_list = |screen: &[String]| {
            is_charted(screen, &text) || screen.iter().any(|line| line.contains("..") && line.contains(&text))
        };
        let is_done = |screen: &[String]| if number % 2 == 0 { in_list(screen) } else { is_charted(screen, &text) };
        if !terminal.wait_until(moment, is_done) {
            return;
        }
    }
}

/// Every comment that ever stood on the screen with a check mark.
fn acknowledged(terminal: &Terminal) -> BTreeSet<String> {
    let width = "kill 000 comment 000".len();
    terminal
        .history()
        .iter()
        .flatten()
        .filter_map(|line| line.split_once('✓'))
        .filter_map(|(_, row)| row.find("kill ").and_then(|at| row.get(at..at + width)))
        .map(str::to_owned)
        .collect()
}

/// The comments in a session file, by a reader that knows nothing but JSON.
fn written(session: &Path) -> Vec<String> {
    let bytes = std::fs::read(session).unwrap();
    let lines = bytes.split(|byte| *byte == b'\n');
    lines
        .filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok())
        .filter_map(|line| line.get("text")?.as_str().map(str::to_owned))
        .filter(|text| text.starts_with("kill "))
        .collect()
}

fn one_kill(round: usize, after: Duration) -> usize {
    let home = Home::new();
    let mut terminal = home.start("demo", TALL);
    terminal.open_curtain("Phase 1: Predict");
    terminal.press("a");
    chart_until(&mut terminal, Instant::now() + after, round);
    terminal.signal("KILL");
    terminal.ended();

    let acknowledged = acknowledged(&terminal);
    let before = written(&home.session());
    for text in &acknowledged {
        assert_eq!(before.iter().filter(|other| *other == text).count(), 1, "round {round}, after {after:?}: {text}");
    }
    let unique: BTreeSet<_> = before.iter().collect();
    assert_eq!(unique.len(), before.len(), "round {round}: a comment stands twice");

    let mut terminal = home.start("resume", TALL);
    terminal.wait("Enter takes the retreat up again");
    assert!(
        terminal.shows(&format!("step 1 of 8, {}", super::home::comments(before.len()))),
        "round {round}: {:#?}",
        terminal.screen()
    );
    terminal.press_for("Enter", "Phase 1: Predict");
    // What was typed at that moment may have come back as a draft.
    terminal.press("a Ctrl+w Ctrl+w Ctrl+w Ctrl+w");
    terminal.chart("and one more");
    terminal.stop();
    terminal.press_for("x", "the report is in");
    terminal.leave();
    let report = home.report();
    for text in before.iter().map(String::as_str).chain(["and one more"]) {
        assert_eq!(report.matches(text).count(), 1, "round {round}: {text} in\n{report}");
    }
    acknowledged.len()
}

#[test]
fn what_had_its_check_mark_survives_a_kill_at_any_moment() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut marks = 0;
    for round in 0..count(200) {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        marks += one_kill(round, Duration::from_micros((seed >> 33) % 400_000));
    }
    assert!(marks > count(200), "only {marks} check marks were seen: the kills came too early to tell anything");
}
