//! The architecture as a test: who may use what, what may stand where.

mod rules;
mod source;
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rules::{faults, is_known};
use source::Source;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below a folder, with their paths relative to it, `/` between the parts.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, path));
            }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(String, Source)> {
    let mut sources: Vec<(String, Source)> = files(&root().join("src"))
        .into_iter()
        .filter(|(_, path)| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|(name, path)| {
            let source = Source::new(&name, &fs::read_to_string(path).unwrap());
            (name, source)
        })
        .collect();
    let tests: Vec<_> = sources.iter().flat_map(|(_, source)| source.test_files()).collect();
    for (_, source) in &mut sources {
        source.mark_tests(&tests);
    }
    sources
}

/// Files that git keeps; all that are there where git cannot tell.
fn kept() -> Vec<String> {
    let listed = Command::new("git").arg("-C").arg(root()).args(["ls-files", "-z"]).output();
    match listed {
        Ok(output) if output.status.success() => {
            String::from_utf8(output.stdout).unwrap().split_terminator('\0').map(str::to_owned).collect()
        }
        _ => files(root())
            .into_iter()
            .map(|(name, _)| name)
            .filter(|name| !name.starts_with("target/") && !name.starts_with(".git/"))
            .collect(),
    }
}

#[test]
fn every_source_keeps_to_its_layer() {
    let sources = sources();
    assert!(sources.len() > 20, "the sources were not found");
    let faults: Vec<String> = sources
        .iter()
        .flat_map(|(name, source)| faults(source).into_iter().map(move |fault| format!("src/{name}: {fault}")))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    for (name, source) in sources() {
        assert!(is_known(&source), "src/{name} is in no layer; DESIGN section 4 has the list");
    }
}

/// The checker can fail: each of these is refused, and its twin is not.
#[test]
fn what_is_forbidden_is_found() {
    for (file, bad, good) in [
        ("chart/axis.rs", "use crate::session::State;", "use crate::records::View;"),
        ("chart/axis.rs", "use crate::{records::View, ui};", "use crate::{records::View, text};"),
        ("chart/axis.rs", "use crate::{text, app::{App, Event}};", "use crate::{text, records::{self, View}};"),
        ("chart/axis.rs", "fn f() { crate::report::csv(&[]); }", "fn f() { super::plot(); }"),
        ("chart/axis.rs", "use super::super::ui::Canvas;", "use super::super::text::cut;"),
        ("chart/mod.rs", "use super::session::State;", "use super::records::View;"),
        ("chart/mod.rs", "mod a { use super::super::session; }", "mod a { use super::session; }"),
        ("chart/mod.rs", "use crate::*;", "pub(crate) use axis::*;"),
        ("ui/mod.rs", "use chartpaper::report::csv;", "use chartpaper::app::App;"),
        ("report/mod.rs", "use crate::ui;", "// use crate::ui;"),
        ("app/mod.rs", "use ratatui::Frame;", "const A: &str = \"ratatui::Frame\";"),
        ("app/mod.rs", "use polars_core::frame::DataFrame;", "/* use polars_core::x; */"),
        ("app/mod.rs", "use crossterm::event::KeyEvent;", "use self::key::Crossterm;"),
        ("app/mod.rs", "use std::fs;", "use std::fmt;"),
        ("app/mod.rs", "use std::{env, io};", "use std::{fmt, io};"),
        ("app/mod.rs", "fn f() { std::fs::read(p); }", "#[cfg(test)]\nmod tests { fn f() { std::fs::read(p); } }"),
        ("app/mod.rs", "#[cfg(test)]\nmod tests { }\nfn f() { std::env::args(); }", "fn f() { args(); }"),
        ("app/mod.rs", "#[cfg(unix)]\nmod tests { fn f() { std::env::args(); } }", "#[cfg(test)]\nmod tests;"),
        ("app/mod.rs", "fn f() -> Instant { Instant::now() }", "fn f(now: Instant) -> Instant { now }"),
        ("app/mod.rs", "use std::time::SystemTime;", "use std::time::Duration;"),
        ("app/mod.rs", "fn f() { jiff::Zoned::now(); }", "fn f(app: &App) { app.now(); }"),
        ("app/mod.rs", "fn f(p: &Path) -> bool { p.exists() }", "fn exists() {}"),
        ("app/mod.rs", "fn f() { std::process::exit(1); }", "fn f() { exit(1); }"),
        ("app/mod.rs", "fn f() { println!(\"x\"); }", "fn f() { print(\"println!\"); }"),
        ("runtime/mod.rs", "fn f() { eprintln!(\"x\"); }", "fn f() { std::fs::read(p); }"),
        ("cli/run.rs", "use std::net::TcpStream;", "fn f() { println!(\"x\"); std::process::exit(2) }"),
        ("records/admit.rs", "use std::fs::File;", "use polars::prelude::DataFrame;"),
        ("protocol/step.rs", "use std::fs;", "use crate::chart::Plot;"),
    ] {
        let check = |text: &str| faults(&Source::new(file, &format!("//! Words.\n{text}\n")));
        assert!(!check(bad).is_empty(), "{file}: {bad}");
        assert_eq!(check(good), Vec::<String>::new(), "{file}: {good}");
    }
    for file in
        ["records/intake/tolerant.rs", "records/intake.rs", "protocol/load.rs", "runtime/disk.rs", "session/tests.rs"]
    {
        assert_eq!(faults(&Source::new(file, "//! Words.\nuse std::fs;")), Vec::<String>::new(), "{file}");
    }
    let parent = Source::new("ui/mod.rs", "//! Words.\n#[cfg(test)]\npub(crate) mod sample;\n#[cfg(unix)]\nmod other;");
    for (file, expected) in [("ui/sample.rs", 0), ("ui/sample/more.rs", 0), ("ui/other.rs", 1), ("app/sample.rs", 1)] {
        let mut source = Source::new(file, "//! Words.\nuse std::fs;");
        source.mark_tests(&parent.test_files());
        assert_eq!(faults(&source).len(), expected, "{file}");
    }
    assert_eq!(faults(&Source::new("chart/axis.rs", "// Words.\n")), ["does not begin with `//!`"]);
    assert!(!is_known(&Source::new("utils/mod.rs", "")));
}

#[test]
fn no_protocol_is_known_by_name() {
    let folder = root().join("protocols");
    let ids: Vec<String> = if folder.is_dir() {
        files(&folder).iter().filter_map(|(name, _)| name.strip_suffix(".toml").map(str::to_owned)).collect()
    } else {
        Vec::new()
    };
    for (name, source) in sources().into_iter().filter(|(_, source)| !source.is_test()) {
        for (line, text) in source.texts() {
            let known = ids.iter().find(|id| text.contains(id.as_str()));
            assert!(known.is_none(), "src/{name}, line {line}: {known:?} is a bundled protocol's name");
        }
    }
}

#[test]
fn only_known_names_stand_at_the_top() {
    const KNOWN: [&str; 11] = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "protocols",
        "sample-data",
        "tests",
        "benches",
        "examples",
        "README.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
    ];
    for name in kept() {
        let top = name.split('/').next().unwrap();
        assert!(top.starts_with('.') || KNOWN.contains(&top), "{top} does not belong at the top");
    }
}

#[test]
fn no_file_holds_a_path_of_somebodys_machine() {
    let home = std::env::var("HOME").ok().filter(|home| home.len() > 1).map(|home| format!("{home}/"));
    let mut paths: Vec<String> = ["work", "farm", "root"].iter().map(|folder| format!("/{folder}/")).collect();
    paths.extend(home);
    for name in kept() {
        let Ok(text) = fs::read_to_string(root().join(&name)) else { continue };
        for (number, line) in (1..).zip(text.lines()) {
            let found = paths.iter().find(|path| holds(line, path));
            assert!(found.is_none(), "{name}, line {number} holds {found:?}");
        }
    }
}

/// Whether an absolute path begins with `path` in a line: what stands before it is no part of a longer path or address.
fn holds(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + path.len()..].chars().next();
        before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '~')))
            && after.is_some_and(char::is_alphanumeric)
    })
}

#[test]
fn a_path_of_a_machine_is_told_from_a_part_of_one() {
    let work = format!("/{}/", "work");
    assert!(holds(&format!("let a = \"{work}main\";"), &work));
    assert!(!holds(&format!("see https://example.org{work}main"), &work));
    assert!(!holds(&format!("a{work}main"), &work));
}
