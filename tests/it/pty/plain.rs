//! Line by line (`--plain`): the same sessions as by the keyboard, through a terminal and through a pipe, and nothing but text is sent.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use chartpaper::session::{Entry, Reading, Session};

use super::home::{Home, SMALL, TALK, assert_without, canaries, repository};
use super::terminal::{Terminal, find};

/// A protocol with every capture, for a group without data.
const EVERY_CAPTURE: &str = include_str!("../../../src/app/tests/captures.toml");

/// The program between two pipes.
fn spawned(home: &Home, arguments: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chartpaper"));
    command.args(arguments.split_whitespace()).env_clear().current_dir(home.path());
    command.env("CHARTPAPER_HOME", home.file("kept")).env("HOME", home.path()).env("LANG", "C.UTF-8");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// The program reading lines from a pipe.
pub(crate) fn piped(home: &Home, arguments: &str, lines: &str) -> Output {
    let mut child = spawned(home, arguments);
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(!output.stdout.contains(&0x1b), "an escape sequence");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What was said and done in a session; the time it took is another one each time.
fn entries(session: &Path) -> Vec<Entry> {
    let bytes = std::fs::read(session).unwrap();
    let session = Session::replay(&Reading::of(&bytes)).unwrap();
    let all = session.entries().iter().map(|(_, entry)| entry.clone());
    all.filter(|entry| !matches!(entry, Entry::Clock { .. })).collect()
}

/// A whole session by the keyboard: a part in quotes is typed, every other word is a key.
fn play(terminal: &mut Terminal, script: &str) {
    for (at, part) in script.split('"').enumerate() {
        if at % 2 == 1 {
            terminal.type_text(part);
            terminal.wait_typed(part);
            continue;
        }
        for key in part.split_whitespace() {
            if key == "Esc" { terminal.stop() } else { terminal.press(key) }
        }
    }
}

#[test]
fn every_capture_is_run_through_a_pipe_to_the_report_of_the_keyboard() {
    let home = Home::new();
    home.write("every.toml", EVERY_CAPTURE);
    let mut terminal = home.start("run every.toml --session keys.session.jsonl", SMALL);
    terminal.open_curtain("Do we agree");
    play(
        &mut terminal,
        concat!(
            "Enter Enter PageDown ",
            "3 Enter 8 Enter 1 Enter 2 Enter PageDown ",
            "a \"How do we build trust?\" Enter Esc PageDown ",
            "a \"People dare to ask\" Enter Down \"Nobody learns alone\" Enter Esc PageDown ",
            "5 Enter 3 Enter y PageDown ",
            "2 a \"Time\" Enter 3 PageDown ",
            "a Ctrl+w \"our trust?\" Enter PageDown ",
            "Enter \"Say what is hard\" Enter \"Share a lesson\" Enter Esc ",
            "a \"A data coach\" Enter \"Finds the money\" Enter Esc PageDown ",
            "a \"Ask the students\" Enter \"grade 4 team\" Enter Enter Enter Enter Enter Esc PageDown ",
            "1 Enter Enter Enter 6 Enter 4 Enter 2 Enter PageDown ",
            "0 Enter 1 Enter 2 Enter 5 Enter 4 Enter Enter Enter 3 Enter 3 Enter 6 Enter PageDown ",
            "7 Enter 2 Enter 5 Enter 4 Enter 3 Enter PageDown",
        ),
    );
    terminal.wait("saved ✓");
    terminal.leave();

    let lines = concat!(
        "\nstart\nstart\nnext\n",
        "3\n8\n1\n2\nnext\n",
        "add How do we build trust?\n\nnext\n",
        "add\nPeople dare to ask\n/question 2\nNobody learns alone\n\nnext\n",
        "5\n3\nkeep\nnext\n",
        "2\nadd Time\n3\nnext\n",
        "add\nHow do we build our trust?\nnext\n",
        "cell 1 1\nSay what is hard\nShare a lesson\n/stop\n",
        "add A data coach\nFinds the money\n/stop\nnext\n",
        "add\nAsk the students\ngrade 4 team\n\n\n\n\n\nnext\n",
        "1\n\n\n6\n4\n2\nnext\n",
        "0\n1\n2\n5\n4\n\n\n3\n3\n6\nnext\n",
        "7\n2\n5\n4\n3\nnext\n",
        "report\nleave\nyes\n",
    );
    let output = piped(&home, "run every.toml --session lines.session.jsonl --plain", lines);
    let told = said(&output);
    let (keys, lines) = (home.file("keys.session.jsonl"), home.file("lines.session.jsonl"));
    assert_eq!(entries(&lines), entries(&keys), "{told}");
    assert!(told.contains("Charted 1: How do we build trust?, saved"), "{told}");
    assert!(told.contains("the report is in lines.report.md") || told.contains("the report is in"), "{told}");
    let report = |session: &Path| {
        let output = piped(&home, &format!("report {}", session.display()), "");
        String::from_utf8(output.stdout).unwrap()
    };
    let report = [report(&keys), report(&lines)];
    assert!(report[0].contains("Say what is hard") && report[0].contains("grade 4 team"), "{}", report[0]);
    assert_eq!(report[0], report[1]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("The session is saved in"));
}

#[test]
fn the_demo_is_told_with_the_numbers_of_its_views_and_without_a_name() {
    let home = Home::new();
    let lines = "\n65\n/stop\nnext\nno\nnext\nyes\nnext\nmarks\nadd\n/link 2\nI see more above in spring\n\nagenda\n\ntime\nhelp\nleave\nyes\n";
    let output = piped(&home, "demo --plain", lines);
    let told = said(&output);
    let view = piped(&home, &format!("view {} --plain", repository("sample-data/reading.toml").display()), "");
    let view = said(&view);
    let table: Vec<&str> =
        view.lines().filter(|line| line.starts_with("2023-24") || line.starts_with("2024-25")).collect();
    assert_eq!(table.len(), 6, "{view}");
    assert!(table.iter().all(|row| told.contains(row)), "{told}");
    let (before, after) = told.split_once("Show the data?").unwrap();
    assert!(!before.contains("16-20%") && after.contains("16-20%"));
    assert!(after.contains("I see more above in spring  [2023-24 Fall, 2 Approaching: 46-50%], saved"), "{told}");
    let names = canaries("reading.csv");
    assert_without(&names, "what was said", told.as_bytes());
    for (path, text) in home.kept() {
        assert_without(&names, &path.to_string_lossy(), &text);
    }
}

#[test]
fn the_end_of_a_pipe_leaves_in_order() {
    let home = Home::new();
    home.write("talk.toml", TALK);
    let output = piped(&home, "run talk.toml --session a.session.jsonl --plain", "\nadd\nSaid last");
    assert!(said(&output).contains("Charted 1: Said last, saved"), "{output:?}");
    let all = entries(&home.file("a.session.jsonl"));
    assert!(matches!(all.last(), Some(Entry::Closed)), "{all:?}");
    assert!(all.iter().any(|entry| matches!(entry, Entry::Charted { text, .. } if text == "Said last")));
    for lines in ["", "\n", "\nleave\n", "\nadd\nhalf a", "\nagenda\n", "\npark\n"] {
        let output = piped(&home, "run talk.toml --plain", lines);
        assert_eq!(output.status.code(), Some(0), "{lines:?}: {output:?}");
    }
    let output = piped(&home, "--plain", "1\n\nleave\nyes\n");
    assert!(said(&output).contains("Step 1 of"), "the start screen leads to the demo: {output:?}");
    let output = piped(&home, "--plain", "2\nback\nnonsense\n4\n\n5\n");
    assert!(said(&output).contains("there is no word nonsense"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure_and_what_was_charted_stays() {
    let home = Home::new();
    home.write("talk.toml", TALK);
    let mut child = spawned(&home, "run talk.toml --session a.session.jsonl --plain");
    let mut lines = child.stdin.take().unwrap();
    lines.write_all(b"\nadd\nSaid early\n").unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("Said early, saved") {
        line.clear();
        assert!(told.read_line(&mut line).unwrap() > 0, "the program ended");
    }
    drop(told);
    lines.write_all(b"\nhere\nhere\nleave\nyes\n").unwrap();
    drop(lines);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    let all = entries(&home.file("a.session.jsonl"));
    assert!(all.iter().any(|entry| matches!(entry, Entry::Charted { text, .. } if text == "Said early")), "{all:?}");
}

/// A conversation on a terminal: waits for what is said from where it stands.
struct Talk {
    terminal: Terminal,
    heard: usize,
}

impl Talk {
    fn new(terminal: Terminal) -> Self {
        Self { terminal, heard: 0 }
    }

    /// Waits until this was said after what was waited for before.
    fn hear(&mut self, words: &str) {
        self.heard = self.terminal.wait_sent(self.heard, words);
    }

    fn line(&mut self, line: &str, answer: &str) {
        self.terminal.type_text(&format!("{line}\r"));
        self.hear(answer);
    }

    /// Fails unless nothing but text and its line breaks was sent, and the terminal is as it was.
    fn ended(&mut self, code: u32) {
        assert_eq!(self.terminal.ended().exit_code(), code, "{}", String::from_utf8_lossy(&self.terminal.bytes()));
        let bytes = self.terminal.bytes();
        assert!(find(&bytes, b"\x1b").is_none(), "an escape sequence: {}", String::from_utf8_lossy(&bytes));
        self.terminal.assert_given_back();
    }
}

#[test]
fn on_a_terminal_nothing_but_text_is_sent_and_ctrl_c_and_ctrl_d_ask_first() {
    let home = Home::new();
    home.write("talk.toml", TALK);
    for way in ["--plain", "dumb"] {
        let mut command = home.command(if way == "dumb" { "run talk.toml" } else { "run talk.toml --plain" });
        if way == "dumb" {
            command.env("TERM", "dumb");
        }
        let mut talk = Talk::new(Terminal::start(command, SMALL));
        talk.hear("An empty line opens it> ");
        talk.line("", "Step 1 of 1> ");
        talk.line("add", "comment> ");
        talk.line("Said once", "Charted 1: Said once, saved");
        talk.hear("comment> ");
        talk.terminal.send("Ctrl+c");
        talk.hear("Leave?");
        talk.line("no", "comment> ");
        talk.terminal.send("Ctrl+d");
        talk.hear("Leave?");
        talk.line("", "comment> ");
        talk.line("", "Step 1 of 1> ");
        talk.terminal.send("Ctrl+c");
        talk.hear("yes or no> ");
        talk.terminal.send("Ctrl+c");
        talk.ended(0);
    }
}

#[test]
fn numbers_of_slips_are_typed_unseen() {
    let home = Home::new();
    home.write("every.toml", EVERY_CAPTURE);
    let mut talk = Talk::new(home.start("run every.toml --plain", SMALL));
    talk.hear("An empty line opens it> ");
    talk.line("", "Step 1 of 13> ");
    talk.line("go 12", "Step 12 of 13> ");
    talk.line("start", "People who answer (1 of 5)> (not shown) ");
    let from = talk.heard;
    talk.line("79\x7f", "Engaging (2 of 5)> (not shown) ");
    talk.terminal.send("Ctrl+c");
    talk.hear("Leave?");
    talk.line("no", "Engaging (2 of 5)> (not shown) ");
    for (number, next) in [("2", "Will affect my work"), ("5", "Will share it"), ("4", "Will use it now"), ("3", "few")]
    {
        talk.line(number, next);
    }
    talk.hear("Step 12 of 13> ");
    let bytes = talk.terminal.bytes();
    let said = String::from_utf8_lossy(&bytes[from..]).replace(" of 5)", ")").replace("7 people answered", "");
    assert!(!said.contains('7') && !said.contains('9'), "{said}");
    talk.line("leave", "yes or no> ");
    talk.line("yes", "");
    talk.ended(0);
}

#[test]
fn a_killed_conversation_is_taken_up_again_with_all_that_was_called_saved() {
    let home = Home::new();
    let mut talk = Talk::new(home.start("demo --plain", SMALL));
    talk.hear("An empty line opens it> ");
    talk.line("", "Step 1 of 8> ");
    talk.line("add", "comment> ");
    for number in 1..4 {
        talk.line(&format!("We expect number {number}"), &format!("We expect number {number}, saved"));
    }
    talk.terminal.signal("KILL");
    talk.terminal.ended();
    let mut talk = Talk::new(home.start("resume --plain", SMALL));
    talk.hear("taken up: step 1 of 8, 3 comments");
    talk.line("", "3. We expect number 3");
    talk.line("next", "Show the data?");
    talk.line("yes", "16-20%");
    talk.terminal.signal("TERM");
    talk.ended(1);
    // What the room had seen is asked for again.
    let mut talk = Talk::new(home.start("resume --plain", SMALL));
    talk.hear("An empty line opens it> ");
    talk.line("", "Show the data?");
    talk.line("no", "the data stays covered");
    talk.line("leave", "yes or no> ");
    talk.line("yes", "");
    talk.ended(0);
}

#[test]
fn the_second_screen_follows_line_by_line() {
    let home = Home::new();
    let mut first = Talk::new(home.start("demo --plain", SMALL));
    first.hear("An empty line opens it> ");
    first.line("", "Step 1 of 8> ");
    let follow = format!("follow {} --plain", home.session().display());
    let mut second = Talk::new(home.start(&follow, SMALL));
    second.hear("Step 1 of 8: Phase 1: Predict");
    second.hear("Following> ");
    first.line("next", "yes or no> ");
    first.line("yes", "Step 2 of 8> ");
    second.hear("Step 2 of 8: Phase 2: Go visual");
    second.line("time", "minutes in all");
    assert!(find(&second.terminal.bytes(), b"16-20%").is_none(), "the second screen tells no data");
    second.line("leave", "");
    second.ended(0);
}

#[test]
fn roles_are_given_by_lines() {
    let home = Home::new();
    home.write("plain.csv", std::fs::read(repository("sample-data/reading.csv")).unwrap());
    let lines = "\n1 banana\n99 measure\n1 text\n1 identifier\nconfirm\nyes\n\nleave\nyes\n";
    let output = piped(&home, "run data-driven-dialogue plain.csv --plain", lines);
    let told = said(&output);
    for words in
        ["What is in each column?", "there is no role banana; the roles are", "Keep these roles?", "Step 1 of 8"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(home.file("plain.toml").exists());
    assert_without(&canaries("reading.csv"), "what was said", told.as_bytes());
}

#[test]
fn without_a_terminal_and_without_plain_nothing_is_begun() {
    let home = Home::new();
    let output = piped(&home, "demo", "\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--plain"), "{output:?}");
    assert!(home.sessions().is_empty());
}
