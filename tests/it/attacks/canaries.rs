//! Every cell that is not to be shown is a canary, in every sample and in files as schools write them: no command, no screen, no file
//! that is kept and no message holds one.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use super::made_up::{Dice, canary};
use super::{Answer, chartpaper, files_below, sample, samples};
use crate::pty::home::{Home, LARGE, SMALL};
use crate::pty::plain::piped;
use crate::pty::terminal::{Size, Terminal};

/// A file whose hidden cells are canaries, its card, and the canaries.
struct Hidden {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    card: String,
    canaries: HashSet<[u8; PART]>,
}

/// So many letters of a canary would do for finding out whose it is.
const PART: usize = 8;

impl Hidden {
    /// A sample in which the cells of identifiers and of columns that the card does not use are others: one token for one student's
    /// name everywhere, a new one for every other cell. A column that no card knows is added at either end.
    fn of(stem: &str, dice: &mut Dice) -> Self {
        Self::joined(stem, dice, &mut HashMap::new())
    }

    /// As [`Self::of`], with the tokens of students that other files have already.
    fn joined(stem: &str, dice: &mut Dice, tokens: &mut HashMap<String, String>) -> Self {
        let card = fs::read_to_string(sample(stem, "toml")).unwrap();
        let data = fs::read_to_string(sample(stem, "csv")).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(data.as_bytes());
        let mut rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let mut header = rows.remove(0);
        let roles: Vec<Option<String>> = header.iter().map(|name| role(&card, name)).collect();
        let mut canaries = HashSet::new();
        for row in &mut rows {
            for (cell, role) in row.iter_mut().zip(&roles) {
                *cell = match role.as_deref() {
                    Some("identifier") => tokens.entry(cell.clone()).or_insert_with(|| canary(dice)).clone(),
                    Some("drop" | "text") | None => canary(dice),
                    Some(_) => continue,
                };
                canaries.insert(part(cell));
            }
            let (first, last) = (canary(dice), format!("{} {}", canary(dice), canary(dice)));
            canaries.extend(last.split(' ').chain([&*first]).map(part));
            row.insert(0, first);
            row.push(last);
        }
        header.insert(0, "seat".to_owned());
        header.push("remarks of the teacher".to_owned());
        Self { header, rows, card, canaries }
    }

    /// The file, in one of the ways in which schools' programs write files.
    fn written(&self, way: usize) -> Vec<u8> {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let plain = |cell: &String| {
            if cell.contains([',', ';', '\t', '"']) { quoted(cell) } else { cell.clone() }
        };
        let table = |sign: &str, end: &str, cell: &dyn Fn(&String) -> String| -> String {
            let lines = std::iter::once(&self.header).chain(&self.rows);
            lines.map(|row| row.iter().map(cell).collect::<Vec<_>>().join(sign) + end).collect()
        };
        match way % WAYS {
            0 => table(",", "\n", &plain).into_bytes(),
            1 => format!("\u{feff}{}", table(",", "\r\n", &quoted)).into_bytes(),
            2 => [0xff, 0xfe]
                .into_iter()
                .chain(table("\t", "\r\n", &plain).encode_utf16().flat_map(u16::to_le_bytes))
                .collect(),
            3 => table(";", "\n", &plain).into_bytes(),
            // A title above the table, blank rows, and a total below.
            4 => {
                let whole = format!("Export of the school\n\n{}", table(",", "\n", &plain));
                let commas = ",".repeat(self.header.len().saturating_sub(2));
                format!("{whole}\nTotal,{}{commas}\n", self.rows.len()).into_bytes()
            }
            // Notes of a teacher run over several lines.
            5 => table(",", "\n", &|cell: &String| quoted(&cell.replace(' ', "\n"))).into_bytes(),
            // The last row is broken off.
            _ => {
                let whole = table(",", "\n", &plain);
                whole.as_bytes()[..whole.len() - 12].to_vec()
            }
        }
    }

    /// The first part of a canary in a text, in any case.
    fn found(&self, text: &[u8]) -> Option<String> {
        let text = String::from_utf8_lossy(text).to_lowercase();
        let mut parts = text.as_bytes().windows(PART);
        let found = parts.find(|part| <[u8; PART]>::try_from(*part).is_ok_and(|part| self.canaries.contains(&part)));
        found.map(|found| String::from_utf8_lossy(found).into_owned())
    }

    fn assert_in(&self, place: &str, text: &[u8]) {
        assert_eq!(self.found(text), None, "{place}");
    }
}

/// A part of a canary, in small letters.
fn part(token: &str) -> [u8; PART] {
    token.to_lowercase().as_bytes()[2..2 + PART].try_into().unwrap()
}

const WAYS: usize = 7;

/// The role that a card gives to a column; `fold` for those that are one measure in several windows.
fn role(card: &str, column: &str) -> Option<String> {
    let heads = [format!("[column.{column}]"), format!("[column.\"{column}\"]")];
    let mut lines = card.lines().map(str::trim);
    if lines.any(|line| heads.iter().any(|head| line.starts_with(head))) {
        let role = lines.find_map(|line| line.strip_prefix("role = \"")).unwrap();
        return Some(role.split('"').next().unwrap().to_owned());
    }
    let is_folded = card.split("[[fold]]").skip(1).any(|fold| {
        let fold = fold.split("[[").next().unwrap();
        fold.contains(&format!("{column} = \"")) || fold.contains(&format!("\"{column}\" = \""))
    });
    is_folded.then(|| "fold".to_owned())
}

/// Every command that reads data or a card, with every form of its answer, and what it writes.
fn of_data(folder: &Path) -> Vec<(String, Answer)> {
    let commands: [&[&str]; 21] = [
        &["view", "made.csv"],
        &["view", "made.csv", "--list"],
        &["view", "made.csv", "--format", "json"],
        &["view", "made.csv", "--format", "csv"],
        &["view", "made.csv", "--format", "svg"],
        &["view", "made.csv", "--format", "ansi", "--size", "60x16"],
        &["view", "made.csv", "no-such-view"],
        &["view", "made.toml", "--size", "140x40"],
        &["inspect", "made.csv"],
        &["inspect", "made.csv", "--format", "json"],
        &["inspect", "made.toml"],
        &["card", "made.csv"],
        &["card", "made.csv", "-o", "another.toml"],
        &["check", "made.toml", "made.csv"],
        &["check", "made.toml", "--format", "json"],
        &["report", "made.csv"],
        &["clean", "made.csv", "-o", "cleaned.jsonl"],
        &["actions", "made.csv", "--format", "json"],
        &["trends", "made.csv"],
        &["new", "card", "made.toml"],
        // Without a terminal nothing is presented.
        &["run", "notice-and-wonder", "made.csv", "--rehearse"],
    ];
    commands.iter().map(|arguments| (arguments.join(" "), chartpaper(folder, arguments))).collect()
}

/// Every command that reads a session, and those that read nothing.
fn of_session(folder: &Path, session: &str) -> Vec<(String, Answer)> {
    let commands: [&[&str]; 16] = [
        &["report", session],
        &["report", session, "--format", "html"],
        &["report", session, "--format", "csv"],
        &["report", session, "--format", "json"],
        &["report", session, "-o", "written.html", "--format", "html"],
        &["clean", session, "-o", "cleaned.session.jsonl"],
        &["report", "cleaned.session.jsonl"],
        &["actions", session, "--all"],
        &["actions", session, "--format", "json"],
        &["trends", session],
        &["trends", session, "--format", "json"],
        &["protocols"],
        &["schema", "protocol"],
        &["schema", "card"],
        &["completions", "bash"],
        &["--help"],
    ];
    commands.iter().map(|arguments| (arguments.join(" "), chartpaper(folder, arguments))).collect()
}

/// Every sample, each written in another way, with its card and without.
#[test]
fn no_command_tells_a_cell_of_any_sample_that_is_not_to_be_shown() {
    let ways = if std::env::var_os("CHARTPAPER_FULL").is_some() { WAYS } else { 1 };
    let (mut shown, mut answers) = (0, 0);
    for (at, stem) in samples().iter().enumerate() {
        for way in at..at + ways {
            let folder = tempfile::tempdir().unwrap();
            let hidden = Hidden::of(stem, &mut Dice(way as u64));
            assert!(hidden.found(&hidden.written(0)).is_some() && hidden.canaries.len() > 20, "{stem}");
            fs::write(folder.path().join("made.csv"), hidden.written(way)).unwrap();
            fs::write(folder.path().join("made.toml"), &hidden.card).unwrap();
            for (command, answer) in of_data(folder.path()) {
                let place = format!("{stem}, way {way}, {command}");
                assert!(matches!(answer.code, Some(0..=2)), "{place}: {:?}", answer.code);
                hidden.assert_in(&place, &answer.all());
                shown += usize::from(command.ends_with("json") && answer.out().contains("\"low\""));
                answers += 1;
            }
            fs::remove_file(folder.path().join("made.toml")).unwrap();
            for arguments in [&["inspect", "made.csv"][..], &["card", "made.csv"], &["view", "made.csv"]] {
                let answer = chartpaper(folder.path(), arguments);
                hidden.assert_in(&format!("{stem} without a card, way {way}, {arguments:?}"), &answer.all());
            }
            for path in files_below(folder.path()).iter().filter(|path| !path.ends_with("made.csv")) {
                hidden.assert_in(&path.to_string_lossy(), &fs::read(path).unwrap());
            }
        }
    }
    assert!(shown >= samples().len() * 3 / 4, "{shown} of {answers} answers had numbers in them");
}

/// Three files of the same students, joined by the first card.
#[test]
fn no_command_tells_a_cell_of_joined_files_that_is_not_to_be_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (mut dice, mut tokens) = (Dice(70), HashMap::new());
    let stems = ["reading", "mathematics", "mood"];
    let hidden = stems.map(|stem| Hidden::joined(stem, &mut dice, &mut tokens));
    for (at, (stem, hidden)) in stems.iter().zip(&hidden).enumerate() {
        fs::write(folder.path().join(format!("{stem}.csv")), hidden.written(at)).unwrap();
        fs::write(folder.path().join(format!("{stem}.toml")), &hidden.card).unwrap();
    }
    let with = ["--with", "mathematics.csv", "--with", "mood.csv"];
    let mut joined = 0;
    for more in [&[][..], &["--list"], &["--format", "json"], &["--format", "csv"], &["reading-and-mood"]] {
        let arguments = [&["view", "reading.csv"][..], more, &with].concat();
        let answer = chartpaper(folder.path(), &arguments);
        assert_eq!(answer.code, Some(0), "{arguments:?}: {}", answer.err());
        joined += usize::from(answer.out().contains("how a Monday feels"));
        for hidden in &hidden {
            hidden.assert_in(&format!("{arguments:?}"), &answer.all());
        }
    }
    assert!(joined >= 3, "the files were joined: {joined}");
}

/// A protocol with every way to write something down, and something to read.
const PROTOCOL: &str = r#"
schema = 1
id = "walk"
title = "A walk through everything"
data = "required"

[[step]]
id = "predict"
kind = "predict"
title = "Guess"
minutes = 5
prompt = "What do we expect?"
views = ["overview"]
tips = ["Let everybody think first."]
[step.capture]
type = "predict"

[[step]]
id = "observe"
kind = "observe"
title = "Look"
minutes = 5
prompt = "What do we see?"
data = "shown"
views = ["overview"]
[step.capture]
type = "list"
[step.exhibit]
title = "Prepared words"
text = "A short text that was prepared for this step."

[[step]]
id = "causes"
kind = "infer"
title = "Causes"
minutes = 5
prompt = "Which causes are ours?"
[step.capture]
type = "matrix"
columns = ["Cause", "Ours"]

[[step]]
id = "actions"
kind = "act"
title = "Deeds"
minutes = 5
prompt = "What will we do?"
[step.capture]
type = "action"
"#;

/// From the start screen through folder, protocol and roles to the curtain, with help on each; nothing is known of the file.
fn start_to_curtain(home: &Home, size: Size) -> Terminal {
    let mut terminal = Terminal::start(home.command_with_stderr(""), size);
    terminal.wait("Try the demo");
    terminal.press_for("?", "Choosing from a list");
    terminal.press_for("Esc", "Try the demo");
    terminal.press("Down");
    terminal.press_for("Enter", "Choose a CSV file");
    for _ in 0..6 {
        if terminal.shows("> made.csv") {
            break;
        }
        terminal.press("Down");
    }
    terminal.press_for("Enter", "Choose the protocol");
    terminal.press("Down Down");
    terminal.press_for("Enter", "What is in each column?");
    terminal.press_for("?", "Giving columns their roles");
    terminal.press_for("Esc", "What is in each column?");
    for _ in 0..24 {
        terminal.send("Down");
    }
    terminal.press("Up t");
    terminal.press_for("Enter", "Keep these roles?");
    terminal.press_for("Enter", "Enter opens the first step");
    terminal.press_for("?", "Curtain");
    terminal.press_for("Esc", "Enter opens the first step");
    terminal.press_for("g", "Agenda:");
    terminal.press_for("Esc", "Enter opens the first step");
    terminal.leave();
    terminal
}

/// A rehearsal through every step with every overlay; somebody types a student's name wherever something can be typed.
fn rehearsed(home: &Home, size: Size, name: &str) -> Terminal {
    let mut command = home.command_with_stderr("run walk.toml made.csv --rehearse");
    command.env("CHARTPAPER_FIXED_CLOCK", "1");
    let mut terminal = Terminal::start(command, size);
    terminal.wait("Enter opens the first step");
    terminal.press_for("Enter", "Guess");
    for title in ["1/4 Guess", "2/4 Look", "3/4 Causes", "4/4 Deeds"] {
        terminal.wait(title);
        terminal.press_for("?", "In a step");
        terminal.press("PageDown PageUp Esc");
        terminal.press_for("g", "Agenda:");
        terminal.press("Esc f");
        if terminal.shows("Show the facilitator's panel?") {
            terminal.press("Enter");
        }
        terminal.press("Down Esc");
        for key in ["i", "i", "v", "v", "c", "c", "v", "Tab", "Down", "Right", "Tab", "v", "c", "v", "."] {
            terminal.press(key);
            if terminal.shows("Show the data?") {
                terminal.press("Enter");
            }
        }
        terminal.press("Down");
        terminal.press("a");
        assert!(terminal.shows("Esc stop"), "{title}: nothing can be typed:\n{}", terminal.screen().join("\n"));
        terminal.type_text(&format!("as {name} said "));
        terminal.press("Enter F1 Esc Enter Ctrl+s Esc");
        if title == "1/4 Guess" {
            terminal.press_for("PageDown", "Show the data?");
            terminal.press("Enter");
        } else {
            terminal.press("PageDown");
        }
    }
    terminal.press("x");
    terminal.leave();
    terminal
}

/// Something of every screen and every overlay, as it stands on a terminal.
const LANDMARKS: [&str; 18] = [
    "Try the demo",
    "Choose a CSV file",
    "Choose the protocol",
    "What is in each column?",
    "Keep these roles?",
    "Enter opens the first step",
    "Choosing from a list",
    "Giving columns their roles",
    "In a step",
    "Agenda:",
    "Show the data?",
    "Show the facilitator's panel?",
    "A short text that was prepared",
    "looks like a student's name",
    "Second screen",
    "Go on without checking names?",
    "Leave?",
    "n=",
];

/// Every screen and overlay at a size, on a sample written in some way; then what was kept, the second screen, and a retreat that is
/// taken up again without its data.
fn walk(stem: &str, size: Size, way: usize) {
    let home = Home::new();
    let hidden = Hidden::of(stem, &mut Dice(way as u64 + 90));
    home.write("made.csv", hidden.written(way));
    home.write("walk.toml", PROTOCOL);
    let mut seen: Vec<Terminal> = vec![start_to_curtain(&home, size)];
    home.write("made.toml", &hidden.card);
    let name = hidden.rows[0][1 + hidden.header.iter().skip(1).position(|name| name == "first_name").unwrap()].clone();
    seen.push(rehearsed(&home, size, &name));

    // Line by line: with the card, and with a file that nobody has described.
    home.write("bare.csv", hidden.written(way));
    let lines = format!("\nhelp\nagenda\nnext\nyes\nvalues\nadd as {name} said so\n\nnext\nnext\nreport\nleave\nyes\n");
    for data in ["made.csv", "bare.csv"] {
        let plain = piped(&home, &format!("run walk.toml {data} --plain --rehearse"), &lines);
        hidden.assert_in(&format!("{stem}, {data}: line by line"), &[plain.stdout.as_slice(), &plain.stderr].concat());
        let told = String::from_utf8_lossy(&plain.stdout);
        assert!(data == "bare.csv" || told.contains("Look"), "{told}");
    }
    fs::remove_file(home.file("bare.csv")).unwrap();

    let mut saved = Terminal::start(home.command_with_stderr("run walk.toml made.csv --session a.session.jsonl"), size);
    saved.open_curtain("Guess");
    saved.reveal("Look");
    saved.press("a");
    saved.chart("We see a rise");
    saved.stop();
    saved.press_for("x", "the report is in");
    let mut second = Terminal::start(home.command_with_stderr("follow a.session.jsonl"), size);
    second.wait("Look");
    second.press_for("?", "Second screen");
    second.send("Esc");
    second.wait_gone("Second screen");
    second.send("q");
    assert_eq!(second.ended().exit_code(), 0);
    saved.signal("KILL");
    saved.ended();
    seen.push(saved);
    seen.push(second);

    fs::remove_file(home.file("made.csv")).unwrap();
    let mut again = Terminal::start(home.command_with_stderr("resume a.session.jsonl"), size);
    again.wait("Enter takes the retreat up again");
    again.press_for("Enter", "Go on without checking names?");
    again.press_for("Enter", "Show the data?");
    again.press_for("Enter", "n=");
    again.leave();
    seen.push(again);

    let mut missing: Vec<&str> = LANDMARKS.to_vec();
    for terminal in &seen {
        hidden.assert_in(&format!("{stem}: the terminal"), &terminal.bytes());
        for frame in terminal.history() {
            hidden.assert_in(&format!("{stem}: a screen"), frame.join("\n").as_bytes());
            missing.retain(|landmark| !frame.iter().any(|line| line.contains(landmark)));
        }
    }
    assert_eq!(missing, Vec::<&str>::new(), "{stem}: nobody has been there");
    hidden.assert_in("stderr", &fs::read(home.file("stderr")).unwrap());
    for (command, answer) in of_session(home.path(), "a.session.jsonl") {
        assert_eq!(answer.code, Some(0), "{stem}, {command}: {}", answer.err());
        hidden.assert_in(&format!("{stem}, {command}"), &answer.all());
    }
    let kept = files_below(home.path());
    assert!(kept.len() >= 8, "session, mirror, report, key, card, copies: {kept:?}");
    for path in kept {
        hidden.assert_in(&path.to_string_lossy(), &fs::read(&path).unwrap());
    }
}

#[test]
fn no_screen_of_a_projector_and_no_kept_file_tells_a_cell_that_is_not_to_be_shown() {
    walk("grade-level", SMALL, 0);
}

#[test]
fn no_large_screen_and_no_kept_file_tells_a_cell_that_is_not_to_be_shown() {
    walk("reading", LARGE, 1);
}

#[test]
fn no_small_window_and_no_kept_file_tells_a_cell_that_is_not_to_be_shown() {
    walk("one-class", (60, 16), 2);
}
