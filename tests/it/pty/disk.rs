//! Disks and folders that fail while a retreat runs: told on the screen, in words, and nothing is lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::facilitator::is_charted;
use super::home::{Home, SMALL, TALK};
use super::terminal::Terminal;

fn start(home: &Home, session: &str) -> Terminal {
    home.write("talk.toml", TALK);
    home.start(&format!("run talk.toml --session {session}"), SMALL)
}

/// Takes the session up again and checks that it holds these comments, each once.
fn holds(home: &Home, session: &str, comments: &[&str]) {
    let mut terminal = home.start(&format!("resume {session}"), SMALL);
    terminal.wait(&format!("step 1 of 1, {}", super::home::comments(comments.len())));
    terminal.press_for("Enter", "1/1 Talk");
    for comment in comments {
        let screen = terminal.screen();
        assert!(is_charted(&screen, comment), "{comment}: {screen:#?}");
        assert_eq!(screen.iter().filter(|line| line.contains(comment)).count(), 1, "{comment}: {screen:#?}");
    }
    terminal.leave();
}

/// What happens to the session file between two comments.
fn meddled(meddle: impl Fn(&Path)) {
    let home = Home::new();
    let mut terminal = start(&home, "a.session.jsonl");
    terminal.open_curtain("1/1 Talk");
    terminal.press("a");
    terminal.chart("Before it happened");
    meddle(&home.file("a.session.jsonl"));
    terminal.chart("After it happened");
    terminal.wait("Saved in a.recovered-1.session.jsonl: the session file could");
    terminal.chart("And later");
    terminal.press_for("Ctrl+s", "everything is saved in a.recovered-1.session.jsonl");
    terminal.stop();
    let words = terminal.leave();
    assert!(words.contains("a.recovered-1.session.jsonl"), "{words}");
    let all = ["Before it happened", "After it happened", "And later"];
    holds(&home, "a.recovered-1.session.jsonl", &all);
    holds(&home, "a.session.jsonl", &all);
}

#[test]
fn a_file_replaced_by_a_copy_is_noticed() {
    meddled(|file| {
        let copy = file.with_extension("copy");
        fs::copy(file, &copy).unwrap();
        fs::rename(copy, file).unwrap();
    });
}

#[test]
fn a_file_deleted_is_noticed() {
    meddled(|file| fs::remove_file(file).unwrap());
}

#[test]
fn a_file_shortened_by_somebody_is_noticed() {
    meddled(|file| {
        let bytes = fs::read(file).unwrap();
        fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
    });
}

#[test]
fn a_session_where_no_file_can_be_goes_to_the_copy_on_this_computer_and_says_so() {
    let home = Home::new();
    home.write("not-a-folder", "");
    for place in ["not-a-folder/a.session.jsonl", "nowhere/a.session.jsonl", "/proc/a.session.jsonl"] {
        if place.starts_with("/proc") && !Path::new("/proc/self").exists() {
            println!("skipped: there is no /proc here");
            continue;
        }
        let mut terminal = start(&home, place);
        terminal.wait("Enter opens the first step");
        terminal.wait("The session file cannot be written");
        terminal.press_for("Enter", "1/1 Talk");
        terminal.press("a");
        terminal.chart("Said all the same");
        terminal.signal("KILL");
        terminal.ended();
        let mut terminal = home.start("resume", SMALL);
        terminal.wait("step 1 of 1, 1 comment,");
        terminal.press_for("Enter", "1/1 Talk");
        assert!(is_charted(&terminal.screen(), "Said all the same"), "{place}");
        terminal.leave();
    }
}

#[test]
fn a_session_that_can_be_kept_nowhere_is_refused_before_the_meeting() {
    let home = Home::new();
    home.write("not-a-folder", "");
    home.write("talk.toml", TALK);
    let mut command = home.command("run talk.toml --session not-a-folder/a.session.jsonl");
    command.env("CHARTPAPER_HOME", home.file("not-a-folder"));
    let mut terminal = Terminal::start(command, SMALL);
    let words = terminal.words_left();
    assert_eq!(terminal.ended().exit_code(), 1);
    assert!(words.contains("cannot be saved anywhere") && words.contains("= try:"), "{words}");
}

/// A small disk of its own, unmounted when dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None` where nobody may mount one.
    fn mount(place: &Path) -> Option<Self> {
        fs::create_dir_all(place).unwrap();
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", "size=64k,mode=0777", "tmpfs"]).arg(place);
        let mounted = command.output().is_ok_and(|output| output.status.success());
        mounted.then(|| Self(place.to_owned()))
    }

    /// Writes until nothing fits any more.
    fn fill(&self) {
        use std::io::Write;
        let mut file = fs::File::create(self.0.join("filling")).unwrap();
        while file.write_all(&[b'x'; 512]).is_ok() {}
        while file.write_all(b"x").is_ok() {}
    }

    fn empty(&self) {
        fs::remove_file(self.0.join("filling")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_told_and_the_copy_elsewhere_holds_everything() {
    let home = Home::new();
    let Some(disk) = SmallDisk::mount(&home.file("disk")) else {
        println!("skipped: nobody may mount a disk here");
        return;
    };
    let mut terminal = start(&home, "disk/a.session.jsonl");
    terminal.open_curtain("1/1 Talk");
    terminal.press("a");
    terminal.chart("While there was room");
    disk.fill();
    let long = "x".repeat(60);
    let mut said = vec!["While there was room".to_owned()];
    for number in 0..80 {
        let text = format!("{number:02} {long}");
        terminal.chart(&text);
        said.push(text);
        if terminal.shows("disk is full") {
            break;
        }
    }
    terminal.wait("The session file cannot be written (the disk is full)");
    terminal.stop();
    terminal.signal("KILL");
    terminal.ended();
    disk.empty();
    let mut terminal = home.start("resume disk/a.session.jsonl", (100, 100));
    terminal.wait(&format!("{} comments", said.len()));
    terminal.press_for("Enter", "1/1 Talk");
    for text in said {
        assert!(is_charted(&terminal.screen(), &text), "{text}: {:#?}", terminal.screen());
    }
    terminal.leave();
}

/// Charts comments until this many of them could not be saved; gives those.
fn chart_until_lost(terminal: &mut Terminal, letter: char, count: usize) -> Vec<String> {
    let mut lost = Vec::new();
    // What is left of the last page of the file is filled by long comments.
    let long = "y".repeat(60);
    for number in 0..100 {
        let text = format!("{letter}{number:02} {long}");
        terminal.type_text(&text);
        terminal.wait(&text);
        terminal.send("Enter");
        let failed = format!("NOT SAVED: {letter}{number:02}");
        terminal.wait_for("an answer of the disk", |screen| {
            is_charted(screen, &text) || screen.iter().any(|line| line.contains(&failed))
        });
        if !is_charted(&terminal.screen(), &text) {
            lost.push(text);
        }
        if lost.len() == count {
            break;
        }
    }
    assert_eq!(lost.len(), count);
    lost
}

#[test]
fn without_any_disk_no_check_mark_is_shown_and_the_words_are_printed_on_leaving() {
    let home = Home::new();
    let Some(disk) = SmallDisk::mount(&home.file("disk")) else {
        println!("skipped: nobody may mount a disk here");
        return;
    };
    home.write("talk.toml", TALK);
    let mut command = home.command("run talk.toml");
    command.env("CHARTPAPER_HOME", home.file("disk"));
    let mut terminal = Terminal::start(command, SMALL);
    terminal.open_curtain("1/1 Talk");
    disk.fill();
    terminal.press("a");
    let lost = chart_until_lost(&mut terminal, 'A', 3);
    terminal.wait("NOT SAVED (the disk is full)");
    disk.empty();
    terminal.stop();
    terminal.send("Enter");
    terminal.wait_for("all of it saved", |screen| lost.iter().all(|text| is_charted(screen, text)));

    disk.fill();
    terminal.press("a");
    let lost = chart_until_lost(&mut terminal, 'B', 1);
    terminal.stop();
    terminal.press_for("q", "They are printed when you");
    terminal.send("Enter");
    let words = terminal.words_left();
    assert_ne!(terminal.ended().exit_code(), 0, "{words}");
    assert!(words.contains(&lost[0]) && words.contains("NOT SAVED: copy them now"), "{words}");
    terminal.assert_given_back();
}
