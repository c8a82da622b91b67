//! Every bundled protocol from its curtain to its report, broken off in the middle and taken up again.

use std::time::Duration;

use super::home::{Home, SMALL, repository};
use super::terminal::Terminal;
use chartpaper::protocol::{self, Capture, Kind, Occasion, Protocol, Step};

/// Goes to the step with the next key, through the question about data if there is one.
fn go(terminal: &mut Terminal, number: usize, of: usize, step: &Step) {
    let here = format!("{number}/{of} {}", step.title.chars().take(20).collect::<String>());
    // Presses of a page key in quick succession are one movement of a hand.
    std::thread::sleep(Duration::from_millis(300));
    terminal.send("PageDown");
    terminal.wait_for("the step or its question", |screen| {
        screen.iter().any(|line| line.contains(&here) || line.contains("Show the data?"))
    });
    if !terminal.shows(&here) {
        terminal.press_for("Enter", &here);
    }
}

/// Charts something where comments are taken in the plain way.
fn say(terminal: &mut Terminal, protocol: &Protocol, at: usize) -> Option<String> {
    let step = &protocol.steps[at];
    let Some(Capture::List(list)) = &step.capture else { return None };
    if list.per_question {
        return None;
    }
    let words = format!("Said in part {}", ["one", "two", "three", "four", "five", "six", "seven"].get(at)?);
    terminal.press("a");
    terminal.chart(&words);
    terminal.stop();
    Some(words)
}

fn play(id: &str) {
    let mut protocol = protocol::open(id).unwrap().protocol;
    // The screen counts the steps that take place in the first meeting.
    protocol.steps.retain(|step| step.takes_place(Occasion::First));
    let home = Home::new();
    let data = if protocol.data == protocol::DataNeed::None {
        String::new()
    } else {
        repository("sample-data/reading.csv").display().to_string()
    };
    let mut terminal = home.start(format!("run {id} {data}").trim(), SMALL);
    terminal.wait("Enter opens the first step");
    let of = protocol.steps.len();
    let title = |at: usize| protocol.steps[at].title.chars().take(20).collect::<String>();
    terminal.send("Enter");
    terminal.wait_for("the first step", |screen| {
        screen.iter().any(|line| line.contains(&format!("1/{of} ")) || line.contains("Show the data?"))
    });
    if terminal.shows("Show the data?") {
        terminal.press_for("Enter", &format!("1/{of} "));
    }
    let mut said: Vec<String> = say(&mut terminal, &protocol, 0).into_iter().collect();
    for at in 1..of {
        go(&mut terminal, at + 1, of, &protocol.steps[at]);
        said.extend(say(&mut terminal, &protocol, at));
        if at == of / 2 {
            // Coming into a step has no check mark of its own to wait for.
            std::thread::sleep(Duration::from_millis(500));
            terminal.signal("KILL");
            terminal.ended();
            terminal = home.start("resume", SMALL);
            terminal.wait("Enter takes the retreat up again");
            terminal.send("Enter");
            let here = format!("{}/{of} {}", at + 1, title(at));
            terminal.wait_for("the step or its question", |screen| {
                screen.iter().any(|line| line.contains(&here) || line.contains("Show the data?"))
            });
            if terminal.shows("Show the data?") {
                terminal.press_for("Enter", &here);
            }
        }
    }
    terminal.press_for("x", "the report is in");
    terminal.leave();
    let report = home.report();
    let told = |step: &&Step| step.kind != Kind::Break;
    for step in protocol.steps.iter().filter(told) {
        assert!(report.contains(&step.title), "{id}: {}", step.title);
    }
    for words in said {
        assert!(report.contains(&words), "{id}: {words} in\n{report}");
    }
}

#[test]
fn every_bundled_protocol_is_played_to_its_report() {
    for bundled in protocol::bundled() {
        play(bundled.id);
    }
}
