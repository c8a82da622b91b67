use super::*;
use crate::diagnostic::{Finding, Findings, Severity};
use crate::document::Example;

const GOOD: &str = r#"
schema = 1
title = "T"
[column.s]
role = "measure"
range = [0, 20]
cuts = [{ at = 10, name = "Pass" }, { at = 15, name = "Good" }]
at_or_above = "Pass"
[column.g]
role = "group"
[[view]]
id = "v"
kind = "levels"
measure = "s"
by = "g"
"#;

fn findings(text: &str) -> Vec<Finding> {
    let findings = Findings::default();
    decode(text, &findings);
    findings.into_sorted()
}

fn after(from: &str, to: &str) -> Vec<(&'static str, String)> {
    assert!(GOOD.contains(from), "{from}");
    let found = findings(&GOOD.replace(from, to));
    found.into_iter().map(|finding| (finding.code, finding.hint.unwrap_or_default())).collect()
}

fn code(from: &str, to: &str) -> &'static str {
    let found = after(from, to);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].0
}

#[test]
fn a_good_card_has_no_finding() {
    assert_eq!(findings(GOOD), []);
    let scale = &decode(GOOD, &Findings::default()).measures[0].scale;
    assert_eq!(scale.levels(), ["Below Pass", "Pass", "Good"]);
    assert_eq!(scale.target, Some(1));
    assert_eq!([0, 9, 10, 14, 15, 20].map(|step| scale.level(step)), [0, 0, 1, 1, 2, 2]);
    assert_eq!(scale.step_of(9.5), Err(Misfit::BetweenSteps));
    assert_eq!(scale.step_of(21.0), Err(Misfit::OutOfRange));
}

#[test]
fn every_mistake_has_its_finding() {
    assert_eq!(code("schema = 1", ""), "missing-key");
    assert_eq!(code("schema = 1", "schema = 2"), "out-of-range");
    assert_eq!(code("title = \"T\"", ""), "missing-key");
    assert_eq!(code("title", "minimum_group = 4\ntitle"), "out-of-range");
    assert_eq!(code("title", "audience = \"all\"\ntitle"), "unknown-word");
    assert_eq!(code("role = \"group\"", "role = \"groups\""), "unknown-word");
    assert_eq!(code("[0, 20]", "[20, 0]"), "range");
    assert_eq!(code("[0, 20]", "[0, 20, 30]"), "range");
    assert_eq!(code("[0, 20]", "[0, 12]"), "cut");
    assert_eq!(code("at = 10", "at = 16"), "cut");
    assert_eq!(code("= \"Pass\"\n[", "= \"Good?\"\n["), "unknown-level");
    assert_eq!(code("kind = \"levels\"", "kind = \"distribution\""), "distribution-by");
    assert_eq!(code("kind = \"levels\"", "kind = \"level\""), "unknown-word");
    assert_eq!(code("by = \"g\"", "by = \"s\""), "unknown-name");
    assert_eq!(code("by = \"g\"", "by = \"g\"\nshow = [\"n\"]"), "show");
    assert_eq!(code("kind = \"levels\"", "kind = \"table\"\nshow = [\"max\"]"), "extreme");
    assert_eq!(code("role = \"measure\"", "role = \"measure\"\nlevels = [\"a\", \"b\"]"), "two-scales");
    for picture in
        ["pie", "gauge", "histogram", "line", "dual-axis", "boxplot", "heatmap", "growth", "league table", "bubble"]
    {
        let found = after("kind = \"levels\"", &format!("kind = \"{picture}\""));
        assert_eq!(found[0].0, "other-picture");
        assert!(found[0].1.contains("kind = "), "{found:?}");
    }
}

#[test]
fn a_misspelt_key_is_told_with_the_nearest_one() {
    let found = after("at_or_above", "at_or_abve");
    assert_eq!((found[0].0, found[0].1.contains("`at_or_above`")), ("unknown-key", true));
}

#[test]
fn all_findings_come_at_once_and_in_order() {
    let text = GOOD.replace("[0, 20]", "[20, 0]").replace("role = \"group\"", "role = \"item\"\nkey = \"B\"");
    let codes: Vec<_> = findings(&text).iter().map(|finding| finding.code).collect();
    assert_eq!(codes[..2], ["range", "missing-key"]);
}

#[test]
fn no_text_makes_the_decoder_panic() {
    for end in 0..GOOD.len() {
        let (head, tail) = GOOD.split_at(end);
        findings(head);
        findings(tail);
    }
}

#[test]
fn every_code_has_an_example_that_brings_it_and_one_that_brings_nothing() {
    assert!(CARD_CODES.is_sorted_by(|a, b| a.name < b.name), "sorted, each once");
    let told = |text: &str| check_card("x.toml", text).findings;
    assert_eq!(told(CARD_SAMPLE), []);
    let mut wrong_ones = Vec::new();
    for code in CARD_CODES {
        let Example::Text { at, wrong, right } = code.example else { panic!("{}: all are of texts", code.name) };
        assert!(at.is_empty() || CARD_SAMPLE.matches(at).count() == 1, "{}: {at:?} stands once", code.name);
        let place = |with: &str| if at.is_empty() { with.to_owned() } else { CARD_SAMPLE.replace(at, with) };
        let (by_wrong, by_right) = (told(&place(wrong)), told(&place(right)));
        let found = by_wrong.iter().find(|finding| finding.code == code.name);
        if found.is_none() || !by_right.is_empty() {
            wrong_ones.push(format!("{}: wrong tells {by_wrong:?}, right tells {by_right:?}", code.name));
        }
        let is_advice = found.is_some_and(|finding| finding.severity == Severity::Advice);
        assert_eq!(code.about.ends_with("(advice)"), is_advice, "{}", code.name);
    }
    assert!(wrong_ones.is_empty(), "{}", wrong_ones.join("\n"));
}
