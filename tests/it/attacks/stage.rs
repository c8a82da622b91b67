//! On a real terminal: a panic at any point, no image of the memory.

use std::fs;
use std::time::{Duration, Instant};

use super::made_up::{Dice, POINTS, Pupil, card, csv, school, write};
use super::{chartpaper, hostile};
use crate::pty::home::{Home, SMALL, TALK, assert_without, canaries};
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

/// A rehearsal at a size: every screen and overlay, every view, predictions. Nothing is saved and the clock stands still, so that each
/// key makes one frame.
fn walked(home: &Home, arguments: &str, size: (u16, u16)) -> Terminal {
    let mut command = home.command_with_stderr(&format!("{arguments} --rehearse"));
    command.env("CHARTPAPER_FIXED_CLOCK", "1");
    let mut terminal = Terminal::start(command, size);
    terminal.wait("Enter opens the first step");
    let mut walk = |keys: &str| {
        for key in keys.split(' ') {
            terminal.press(key);
            if terminal.shows("Show the data?") && key != "Esc" {
                terminal.press("Enter");
            }
        }
    };
    walk("? PageDown Esc g Down Esc Enter 4 5 Enter Esc f Enter Down Esc t t Tab Tab v v");
    // Two quick presses of a page key are one hand's; another key stands between.
    walk(
        "PageDown c v c c v c c v v Tab Down Tab c t PageDown Down Up c v v t PageDown t PageDown t PageDown t PageDown",
    );
    walk("g Esc ? Esc s Home End x");
    terminal.leave();
    terminal
}

/// A short retreat that is saved: a comment, the reveal, the report.
fn saved(home: &Home, arguments: &str) -> Terminal {
    let mut terminal = Terminal::start(home.command_with_stderr(arguments), SMALL);
    terminal.open_curtain("Phase 1: Predict");
    terminal.press("a");
    terminal.chart("We expect a jump");
    terminal.stop();
    terminal.reveal("Phase 2: Go visual");
    terminal.press_for("x", "the report is in");
    terminal.leave();
    terminal
}

const CASE: &str = "run data-driven-dialogue made.csv";

fn made(home: &Home, seed: u64) -> Vec<Pupil> {
    let pupils = school(&mut Dice(seed), 140, &POINTS);
    write(home.path(), &csv(&pupils, &POINTS), &card(&POINTS));
    pupils
}

fn parts(pupils: &[Pupil]) -> Vec<String> {
    pupils.iter().map(|pupil| pupil.name[3..11].to_owned()).collect()
}

#[test]
fn no_screen_file_or_message_tells_a_cell_that_is_not_to_be_shown() {
    for (size, seed) in [((80, 24), 1), ((140, 40), 2), ((60, 16), 3)] {
        let home = Home::new();
        let names = parts(&made(&home, seed));
        let terminal = walked(&home, CASE, size);
        assert!(terminal.history().len() > 60);
        assert_without(&names, "the terminal", &terminal.bytes());
        assert_without(&names, "stderr", &fs::read(home.file("stderr")).unwrap());
        assert_eq!(hostile::on_terminal(&terminal.bytes()), None);
    }
    let home = Home::new();
    let names = parts(&made(&home, 4));
    let terminal = saved(&home, CASE);
    assert_without(&names, "the terminal", &terminal.bytes());
    let kept = home.kept();
    assert!(kept.len() >= 4, "session, mirror, report, key: {kept:?}");
    for (path, text) in kept {
        assert_without(&names, &path.to_string_lossy(), &text);
    }
    let session = home.session();
    let session = session.to_str().unwrap();
    for form in ["md", "csv", "json", "html"] {
        let answer = chartpaper(home.path(), &["report", session, "--format", form]);
        assert_eq!(answer.code, Some(0), "{form}: {}", answer.err());
        assert_without(&names, form, &answer.all());
    }
}

/// Names and numbers of students that are typed: as dots, never charted, never in a draft.
#[test]
fn a_typed_name_is_neither_drawn_nor_kept() {
    let home = Home::new();
    let pupils = made(&home, 5);
    let names = parts(&pupils);
    let mut terminal = Terminal::start(home.command_with_stderr(CASE), SMALL);
    terminal.open_curtain("Phase 1: Predict");
    terminal.press("a");
    let typed = format!("I think {} was tired", pupils[0].name);
    terminal.type_text(&typed);
    terminal.wait("was •••••");
    terminal.press_for("Enter", "looks like a student's name");
    terminal.press_for("Ctrl+r", "[student]");
    terminal.press_for("Enter", "I think [student] was tired");
    // Pasted whole.
    terminal.type_text(&format!("\u{1b}[200~so does {}\u{1b}[201~", pupils[1].name));
    terminal.press_for("Enter", "looks like a student's name");
    terminal.press_for("Esc", "? help");
    terminal.leave();
    assert_without(&names, "the terminal", &terminal.bytes());
    for (path, text) in home.kept() {
        assert_without(&names, &path.to_string_lossy(), &text);
    }
    let mut refused =
        Terminal::start(home.command_with_stderr(&format!("{CASE} --session {}.session.jsonl", pupils[2].name)), SMALL);
    let refused = refused.words_left();
    assert!(!home.file(&format!("{}.session.jsonl", pupils[2].name)).exists(), "{refused}");
    assert!(fs::read_to_string(home.file("stderr")).unwrap().contains("looks like a student's"));
}

/// Protocol, card, labels, heads and pasted words that attack the terminal, through a whole retreat.
#[test]
fn hostile_texts_reach_no_terminal() {
    for at in (0..hostile::TEXTS.len()).step_by(3) {
        let home = Home::new();
        let pupils = school(&mut Dice(9), 140, &POINTS);
        let label = hostile::text(at).replace(['\r', '\n', '"', ','], " ");
        let data = csv(&pupils, &POINTS).replace(",North,", &format!(",{label},"));
        let card = card(&POINTS)
            .replace(
                "order = [\"North\", \"East\", \"West\"]",
                &format!("label = {}", hostile::toml(&hostile::text(at + 2))),
            )
            .replace("title = \"Made up\"", &format!("title = {}", hostile::toml(&hostile::text(at + 1))))
            .replace("name = \"Two\"", &format!("name = {}", hostile::toml(&hostile::text(at + 2))));
        write(home.path(), &data, &card);
        let protocol = TALK
            .replace("data = \"none\"", "data = \"required\"")
            .replace("title = \"Talk\"\ndata", &format!("title = {}\ndata", hostile::toml(&hostile::text(at))))
            .replace(
                "prompt = \"What do we say?\"",
                &format!("prompt = {}\ndata = \"shown\"", hostile::toml(&hostile::text(at + 1))),
            );
        home.write("hostile.toml", protocol);
        let mut terminal = Terminal::start(home.command_with_stderr("run hostile.toml made.csv"), SMALL);
        terminal.wait("Enter opens the first step");
        terminal.press_for("Enter", "Show the data?");
        terminal.press_for("Enter", "n=140");
        terminal.press("v");
        terminal.press_for("g", "Agenda:");
        terminal.send("Esc");
        terminal.wait_gone("Agenda:");
        terminal.press_for("a", "Enter chart it");
        let pasted = hostile::text(at).replace("\u{1b}[201~", "");
        terminal.type_text(&format!("\u{1b}[200~said {pasted} so\u{1b}[201~"));
        terminal.wait("said");
        terminal.press("Enter");
        terminal.press_for("Esc", "? help");
        terminal.leave();
        assert_eq!(hostile::on_terminal(&terminal.bytes()), None, "{at}");
        assert_eq!(hostile::in_text(&fs::read_to_string(home.file("stderr")).unwrap()), None, "{at}");
        let answer = chartpaper(home.path(), &["report", home.session().to_str().unwrap()]);
        assert_eq!(hostile::in_text(&answer.out()), None, "{at}");
        assert!(answer.out().contains("said"), "{at}: {}", answer.out());
    }
}

/// The badge of a lowered minimum, and of a team, on every frame that shows anything.
#[test]
fn the_badge_stands_on_every_frame_and_in_the_report() {
    for (more, badge) in [("minimum_group = 5", "GROUPS FROM 5"), ("audience = \"team\"", "TEAM ONLY")] {
        let home = Home::new();
        let pupils = school(&mut Dice(13), 140, &POINTS);
        write(
            home.path(),
            &csv(&pupils, &POINTS),
            &card(&POINTS).replace("schema = 1\n", &format!("schema = 1\n{more}\n")),
        );
        let terminal = walked(&home, CASE, SMALL);
        let history = terminal.history();
        let mut checked = 0;
        // The first frames are of the start; a blank one shows nothing.
        for frame in
            history.iter().skip_while(|frame| !frame.iter().any(|line| line.contains("Enter opens the first step")))
        {
            if frame.iter().all(|line| line.trim().is_empty()) {
                continue;
            }
            checked += 1;
            assert!(frame.iter().any(|line| line.contains(badge)), "{badge}:\n{}", frame.join("\n"));
        }
        assert!(checked > 30, "{checked}");
        saved(&home, CASE);
        assert!(home.report().contains(badge), "{}", home.report());
        let stored = fs::read_to_string(home.session()).unwrap();
        assert!(stored.contains(if badge == "TEAM ONLY" { "\"audience\":\"team\"" } else { "\"minimum_group\":5" }));
        let told = chartpaper(home.path(), &["report", home.session().to_str().unwrap(), "--format", "json"]).out();
        assert!(told.contains(badge), "{told}");
    }
}

/// A folder, a file and a column that are called like a student.
#[test]
fn paths_are_neither_shown_nor_kept_in_the_session() {
    let home = Home::new();
    let folder = home.file("Lopez_Maria");
    fs::create_dir(&folder).unwrap();
    let pupils = school(&mut Dice(17), 140, &POINTS);
    let data = csv(&pupils, &POINTS).replacen("remark", "Maria Lopez", 1);
    fs::write(folder.join("Maria.csv"), &data).unwrap();
    fs::write(folder.join("Maria.toml"), card(&POINTS)).unwrap();
    let arguments = "run data-driven-dialogue Lopez_Maria/Maria.csv";
    let names = ["Lopez".to_owned(), "Maria".to_owned()];
    assert_without(&names, "the terminal", &walked(&home, arguments, SMALL).bytes());
    assert_without(&names, "the terminal", &saved(&home, arguments).bytes());
    for (path, text) in home.kept() {
        // Where the data was is kept apart from the session, for this computer's owner alone.
        if !path.to_string_lossy().ends_with("sources.json") {
            assert_without(&names, &path.to_string_lossy(), &text);
        }
    }
    #[cfg(unix)]
    for (path, _) in home.kept() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        assert_eq!(mode(path.parent().unwrap()), 0o700, "{}", path.display());
    }
}
