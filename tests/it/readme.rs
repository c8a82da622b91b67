//! What the README says is what the program does.

use std::fs;
use std::path::Path;
use std::process::Command;

use chartpaper::app::keymap;
use chartpaper::diagnostic::Severity;
use chartpaper::{protocol, records};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).unwrap().1.split_once(end).unwrap().0
}

/// Compares what the program makes with what stands in the README; with `CHARTPAPER_WRITE_README` set, writes it there.
#[test]
fn the_picture_and_the_key_table_are_the_programs_own() {
    let mut text = readme();
    for (start, end, own) in
        [("```text\n", "```", picture()), ("<!-- keys -->\n", "<!-- /keys -->", format!("{}\n", keymap::markdown()))]
    {
        let stands = between(&text, start, end).to_owned();
        if std::env::var_os("CHARTPAPER_WRITE_README").is_some() {
            text = text.replacen(&format!("{start}{stands}{end}"), &format!("{start}{own}{end}"), 1);
        } else {
            assert_eq!(stands, own, "run this test once with CHARTPAPER_WRITE_README=1");
        }
    }
    if text != readme() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), text).unwrap();
    }
}

/// What the command under the picture prints.
fn picture() -> String {
    let card = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/reading.toml");
    let mut command = Command::new(env!("CARGO_BIN_EXE_chartpaper"));
    let output = command.arg("view").arg(card).args(["windows", "--size", "80x12"]).output().unwrap();
    format!("{}\n", String::from_utf8(output.stdout).unwrap().trim_end())
}

#[test]
fn the_data_card_and_the_protocol_of_the_readme_have_no_finding() {
    let text = readme();
    let examples: Vec<&str> = text.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let [card, join, method] = examples.as_slice() else { panic!("one card, what joins it, and one protocol") };
    for card in [(*card).to_owned(), format!("{card}{join}")] {
        let report = records::check_card("README.md", &card);
        assert!(report.findings.is_empty(), "{report}");
    }
    let parsed = protocol::parse("README.md", method).map_err(|report| report.to_string()).unwrap();
    assert!(parsed.advice.findings.iter().all(|finding| finding.severity == Severity::Advice), "{}", parsed.advice);
    assert!(parsed.advice.findings.is_empty(), "{}", parsed.advice);
}

/// How many cards there are to learn from, which kinds of capture a protocol may have, and nothing that works is called missing.
#[test]
fn what_the_readme_counts_and_names_is_there() {
    let text = readme();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let cards = fs::read_dir(folder).unwrap().filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.extension().is_some_and(|extension| extension == "toml")
    });
    let words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let told = between(&text, "`sample-data/` has ", ".");
    assert_eq!(words.iter().position(|word| *word == told), Some(cards.count()));
    for line in text.lines().filter(|line| line.starts_with("type = \"")) {
        let Some((_, others)) = line.split_once("# or ") else { continue };
        for kind in others.trim_end_matches(" ...").split(", ") {
            let schema = Command::new(env!("CARGO_BIN_EXE_chartpaper")).args(["schema", "protocol"]).output().unwrap();
            let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
            assert!(schema.to_string().contains(&format!("\"const\":\"{kind}\"")), "no capture of type {kind}");
        }
    }
    assert!(!text.contains("What this version cannot do yet"), "what is refused is told by `check`");
}
