//! What the README says is what the program does.

use std::fs;
use std::path::Path;

use chartpaper::app::keymap;
use chartpaper::diagnostic::Severity;
use chartpaper::{protocol, records};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).unwrap().1.split_once(end).unwrap().0
}

/// With `CHARTPAPER_WRITE_README` set, writes the table instead of comparing it.
#[test]
fn the_key_table_is_the_programs_own() {
    let text = readme();
    let (start, end) = ("<!-- keys -->\n", "<!-- /keys -->");
    let own = format!("{}\n", keymap::markdown());
    let stands = between(&text, start, end);
    if std::env::var_os("CHARTPAPER_WRITE_README").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        fs::write(path, text.replace(&format!("{start}{stands}{end}"), &format!("{start}{own}{end}"))).unwrap();
        return;
    }
    assert_eq!(stands, own, "run the tests once with CHARTPAPER_WRITE_README=1");
}

#[test]
fn the_data_card_and_the_protocol_of_the_readme_have_no_finding() {
    let text = readme();
    let examples: Vec<&str> = text.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let [card, method] = examples.as_slice() else { panic!("one card and one protocol") };
    let report = records::check_card("README.md", card);
    assert!(report.findings.is_empty(), "{report}");
    let parsed = protocol::parse("README.md", method).map_err(|report| report.to_string()).unwrap();
    assert!(parsed.advice.findings.iter().all(|finding| finding.severity == Severity::Advice), "{}", parsed.advice);
    assert!(parsed.advice.findings.is_empty(), "{}", parsed.advice);
}
