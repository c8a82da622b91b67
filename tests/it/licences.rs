//! What is linked in: every licence is one we may pass on, nothing talks to a network, and one version of the terminal stack.
//!
//! Bans and versions hold for everything in Cargo.lock. Licences are read of the packages of every platform where all of them
//! have been fetched, as `.ci/run` does, else of those that this machine builds: no test uses the network.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Licences that let us pass the program on as MIT OR Apache-2.0.
const ALLOWED: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Zlib",
];

/// Crates that open connections, and what they come with.
const BANNED: [&str; 19] = [
    "attohttpc",
    "aws-lc-rs",
    "curl",
    "h2",
    "hyper",
    "isahc",
    "native-tls",
    "object_store",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "ring",
    "rustls",
    "surf",
    "tokio-rustls",
    "tungstenite",
    "ureq",
    "zmq",
];

/// Crates of which two versions would not understand each other.
const SINGLE: [&str; 4] = ["crossterm", "polars", "polars-core", "ratatui"];

/// Whether a licence expression (SPDX, or the older `A/B`) can be met with `allowed` licences alone.
fn is_met(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = any(&words, &mut at, allowed);
    met && at == words.len()
}

fn any(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let mut met = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(words, at, allowed);
    }
    met
}

fn all(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = any(words, at, allowed);
        *at += 1;
        return met;
    }
    if words.get(*at) == Some(&"WITH") {
        let with = words.get(*at + 1).copied().unwrap_or_default();
        *at += 2;
        return allowed.contains(&format!("{word} WITH {with}").as_str());
    }
    allowed.contains(word)
}

/// What cargo answers, if it can.
fn cargo(arguments: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO")).current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

/// What cargo knows of the packages of every platform, or of this one.
fn metadata() -> String {
    const METADATA: [&str; 5] = ["metadata", "--offline", "--locked", "--format-version", "1"];
    cargo(&METADATA).unwrap_or_else(|| {
        let version = cargo(&["-vV"]).unwrap();
        let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
        cargo(&[&METADATA[..], &["--filter-platform", host]].concat()).expect("the packages were not listed")
    })
}

#[test]
fn every_licence_may_be_passed_on() {
    let metadata = metadata();
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50, "the packages were not listed");
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(is_met(licence, &ALLOWED), "{} has the licence {licence}", package["name"]);
    }
}

#[test]
fn nothing_talks_to_a_network_and_the_terminal_stack_is_there_once() {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let mut versions = BTreeMap::<&str, usize>::new();
    for name in lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')) {
        *versions.entry(name).or_default() += 1;
    }
    assert!(versions.len() > 50, "the packages were not listed");
    for name in BANNED {
        assert!(!versions.contains_key(name), "{name} must not be linked in");
    }
    for name in SINGLE {
        assert_eq!(versions.get(name), Some(&1), "{name}");
    }
}

#[test]
fn licence_expressions_are_understood() {
    let allowed = ["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"];
    for met in [
        "MIT",
        "MIT OR GPL-3.0",
        "GPL-3.0 OR MIT",
        "MIT/Apache-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception",
        "GPL-2.0 WITH Classpath-exception OR MIT",
    ] {
        assert!(is_met(met, &allowed), "{met}");
    }
    for unmet in [
        "",
        "none",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR Apache-2.0) AND GPL-3.0",
        "MIT WITH Some-exception",
        "MIT GPL-3.0",
        "GPL-3.0 AND (MIT OR Apache-2.0)",
    ] {
        assert!(!is_met(unmet, &allowed), "{unmet}");
    }
}
