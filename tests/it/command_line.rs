//! The program from outside: what stands on standard output and error, exit codes, closed pipes.

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn chartpaper(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chartpaper"));
    command.args(arguments).stdin(Stdio::null()).env_remove("NO_COLOR");
    for name in ["CHARTPAPER_THEME", "CHARTPAPER_CHARSET", "CHARTPAPER_COLOR"] {
        command.env_remove(name);
    }
    command
}

/// Exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = chartpaper(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn bundled() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols");
    let mut ids: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    ids.sort();
    ids.remove(0)
}

#[test]
fn help_leads_with_examples_and_is_an_answer() {
    for arguments in [&["--help"][..], &["-h"], &["run", "--help"], &["report", "-h"], &["view", "--help"]] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        let (examples, usage) = (out.find("Examples:\n  chartpaper").unwrap(), out.find("Usage:").unwrap());
        assert!(examples < usage, "{out}");
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    }
    let (code, out, _) = run(&["--version"]);
    assert_eq!((code, out), (0, format!("chartpaper {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn wrong_usage_is_two_and_says_what_there_is() {
    for (arguments, words) in [
        (&["frobnicate"][..], "frobnicate"),
        (&["report"], "<SESSION>"),
        (&["report", "a.jsonl", "--format", "html"], "md, csv, json"),
        (&["view", "a.csv", "--size", "wide"], "100x30"),
        (&["run", "a.toml", "--session", "b", "--rehearse"], "--rehearse"),
        (&["protocols", "show", "no-such-thing"], "chartpaper protocols"),
        (&["demo", "--color", "pink"], "256"),
    ] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.starts_with("error: ") && err.contains(words), "{arguments:?}: {err}");
    }
}

#[test]
fn what_is_not_built_is_not_offered() {
    for name in ["follow", "inspect", "new", "schema", "clean", "actions", "trends", "doctor", "completions"] {
        assert_eq!(run(&[name]).0, 2, "{name}");
    }
}

#[test]
fn bundled_protocols_are_listed_and_printed() {
    let id = bundled();
    let (code, out, err) = run(&["protocols"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.lines().any(|line| line.starts_with(&id) && line.contains(" min ")), "{out}");
    let (code, out, _) = run(&["protocols", "show", &id]);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols").join(format!("{id}.toml"));
    assert_eq!((code, out), (0, std::fs::read_to_string(file).unwrap()));
    let (_, _, err) = run(&["protocols", "show", &id.to_uppercase()]);
    assert!(err.contains(&format!("did you mean {id}?")), "{err}");
}

#[test]
fn a_closed_pipe_is_success() {
    for arguments in [vec!["--help"], vec!["protocols"], vec!["protocols", "show", &bundled()]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = chartpaper(&arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// `/dev/full` takes nothing: an answer that did not arrive is no success.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure() {
    for arguments in [vec!["--help"], vec!["protocols"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = chartpaper(&arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("standard output"));
    }
}
