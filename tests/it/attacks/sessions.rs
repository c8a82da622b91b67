//! Sessions that somebody has changed: with checksums that fit, forged cells, hostile words, a million lines.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use chartpaper::records::{DataSource, admit};

use super::made_up::{Dice, POINTS, card, csv, school, session_of, write};
use super::{Answer, chartpaper, count, hostile};

/// A session on made-up data in which everything was shown, line by line.
fn session(folder: &Path) -> Vec<String> {
    write(folder, &csv(&school(&mut Dice(71), 130, &POINTS), &POINTS), &card(&POINTS));
    let shown = admit(&[DataSource::new(folder.join("made.csv"))], None, &[0; 32], 0).unwrap();
    let mut session = session_of(&shown);
    let step = session.state().step.clone();
    let said = json!({"ev": "charted", "step": step, "text": "Said in the room", "minute": 1});
    session.apply(serde_json::from_value(said).unwrap()).unwrap();
    let mut lines = vec![session.header_line()];
    lines.extend(session.entries().iter().map(|(seq, _)| session.line(*seq).unwrap()));
    lines
}

/// A line with another content and a checksum that fits it.
fn forged(line: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(line).unwrap();
    value.as_object_mut().unwrap().remove("crc");
    change(&mut value);
    // The members of a line begin with its number; the rest may stand in any order.
    let seq = value.as_object_mut().unwrap().remove("seq").unwrap();
    let rest = value.to_string();
    let bare = format!("{{\"seq\":{seq},{}", rest.strip_prefix('{').unwrap());
    format!("{},\"crc\":\"{:08x}\"}}", bare.strip_suffix('}').unwrap(), crc32fast::hash(bare.as_bytes()))
}

fn report(folder: &Path, lines: &[String], form: &str) -> Answer {
    fs::write(folder.join("a.session.jsonl"), lines.join("\n") + "\n").unwrap();
    chartpaper(folder, &["report", "a.session.jsonl", "--format", form])
}

#[test]
fn a_forged_line_is_read_like_a_true_one_so_that_these_tests_mean_something() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = session(folder.path());
    lines[3] = forged(&lines[3], |line| line["text"] = "Never said".into());
    let answer = report(folder.path(), &lines, "md");
    assert_eq!(answer.code, Some(0), "{}", answer.err());
    assert!(answer.out().contains("Never said") && answer.out().contains("Region") || answer.out().contains("region"));
}

/// What somebody changes in the stored views.
type Change = Box<dyn Fn(&mut Value)>;

#[test]
fn forged_pictures_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let lines = session(folder.path());
    let (three, ghost) =
        (json!({"text": "3", "low": 3.0, "high": 3.0}), json!({"text": "7%", "low": 90.0, "high": 95.0}));
    let cases: Vec<(&str, Change)> = vec![
        ("a group below the minimum", Box::new(move |views| views["views"][0]["body"][0]["n"] = three.clone())),
        ("a text beside its bounds", Box::new(move |views| views["views"][0]["body"][0]["above"] = ghost.clone())),
        ("a minimum below the floor", Box::new(|views| views["minimum_group"] = 2.into())),
        ("an audience nobody knows", Box::new(|views| views["audience"] = "public".into())),
        (
            "words for a number",
            Box::new(|views| views["views"][0]["body"][0]["n"] = json!({"text": "Maria Lopez", "low": 20, "high": 20})),
        ),
        (
            "more views than there are",
            Box::new(|views| {
                let one = views["views"][0].clone();
                let many = (0..501).map(|at| {
                    let mut view = one.clone();
                    view["id"] = format!("v{at}").into();
                    view
                });
                views["views"] = many.collect();
            }),
        ),
        ("a view that is no object", Box::new(|views| views["views"] = json!(["x"]))),
        ("a title without end", Box::new(|views| views["views"][0]["title"] = "x".repeat(100_000).into())),
    ];
    for (what, change) in cases {
        let mut forged_lines = lines.clone();
        forged_lines[0] = forged(&lines[0], |line| change(&mut line["views"]));
        for form in ["md", "json", "csv"] {
            let answer = report(folder.path(), &forged_lines, form);
            assert_eq!(answer.code, Some(1), "{what}: {}", answer.out());
            assert!(answer.out.is_empty() && answer.err().contains("= try:"), "{what}: {}", answer.err());
        }
    }
}

#[test]
fn unknown_members_mean_nothing_and_hostile_words_lose_their_sting() {
    let folder = tempfile::tempdir().unwrap();
    let lines = session(folder.path());
    let expected = report(folder.path(), &lines, "md").out();
    let mut more = lines.clone();
    more[0] = forged(&lines[0], |line| {
        line["secret"] = "Qzxsecretsecret1".into();
        line["views"]["views"][0]["raw"] = json!([["Qzxsecretsecret2", 3]]);
    });
    more[3] = forged(&lines[3], |line| line["author"] = "Qzxsecretsecret3".into());
    assert_eq!(report(folder.path(), &more, "md").out(), expected);
    for at in 0..hostile::TEXTS.len() {
        let mut hurt = lines.clone();
        hurt[0] = forged(&lines[0], |line| {
            line["title"] = hostile::text(at).into();
            line["date"] = hostile::text(at).into();
            line["views"]["title"] = hostile::text(at).into();
            line["views"]["views"][1]["title"] = hostile::text(at + 1).into();
            line["views"]["views"][1]["frame"]["rows"][0] = hostile::text(at + 2).into();
            line["views"]["notices"] = json!([hostile::text(at + 3)]);
        });
        hurt[3] = forged(&lines[3], |line| {
            line["text"] = hostile::text(at).into();
            line["tag"] = hostile::text(at + 1).into();
        });
        for form in ["md", "json", "csv"] {
            let answer = report(folder.path(), &hurt, form);
            let said = String::from_utf8(answer.all()).unwrap();
            assert_eq!(hostile::in_text(&said.replace('\r', "")), None, "{at}, {form}");
            assert!(answer.code == Some(1) || said.contains(&format!("Q{at}")), "{at}, {form}");
        }
    }
}

#[test]
fn a_million_comments_are_read_or_refused_but_never_too_much() {
    let folder = tempfile::tempdir().unwrap();
    let lines = session(folder.path());
    let many = count(1_000_000) / 2;
    let mut text = lines.join("\n") + "\n";
    for seq in 0..many {
        let words = hostile::TEXTS[seq % hostile::TEXTS.len()];
        let bare =
            format!("{{\"seq\":{},\"ev\":\"charted\",\"step\":\"x\",\"text\":{},\"minute\":1}}", seq + 4, json!(words));
        text.push_str(&format!(
            "{},\"crc\":\"{:08x}\"}}\n",
            bare.strip_suffix('}').unwrap(),
            crc32fast::hash(bare.as_bytes())
        ));
    }
    fs::write(folder.path().join("a.session.jsonl"), text).unwrap();
    let answer = chartpaper(folder.path(), &["report", "a.session.jsonl"]);
    assert!(matches!(answer.code, Some(0 | 1)), "{:?}", answer.code);
    assert_eq!(hostile::in_text(&String::from_utf8(answer.all()).unwrap()), None);
}
