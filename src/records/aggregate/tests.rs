use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::card;
use super::super::intake::{Opened, Stated};
use super::*;

const CARD: &str = r#"
schema = 1
title = "T"
[column.id]
role = "identifier"
[column.window]
role = "time"
order = ["Fall", "Spring"]
[column.group]
role = "group"
[column.room]
role = "class"
[column.score]
role = "measure"
range = [0, 20]
step = 0.5
missing = ["x"]
cuts = [{ at = 8, name = "Some" }, { at = 13, name = "Most" }]
[[fold]]
name = "answer"
by = "question"
columns = { q1 = "One", q2 = "Two" }
levels = ["No", "Yes"]
"#;

const HEADER: &str = "id,window,group,room,score,q1,q2";

/// What came of a text, or the words of its refusal; nothing that was counted is left out.
fn folded(content: &str, card: &str, pace: Option<(usize, usize, u64)>) -> String {
    let opened = match Opened::new("made.csv".into(), content.as_bytes().to_vec(), &Stated::default()) {
        Ok(opened) => {
            pace.into_iter().fold(opened, |opened, (block, threads, at_once)| opened.paced(block, threads, at_once))
        }
        Err(report) => return report.to_string(),
    };
    let findings = Findings::default();
    let card = card::decode(card, &findings);
    assert!(!findings.has_errors());
    let seeds = Seeds { classes: 7, minimum: 3 };
    let mut roster = Builder::new();
    let folded = match fold(&opened, &card, &seeds, &mut roster, &mut Watch::default(), &|_| Vec::new(), &findings) {
        Ok(folded) => folded,
        Err(report) => return report.to_string(),
    };
    let mut told = format!("{} rows, {:?}\n", folded.rows, folded.notices);
    for finding in findings.into_sorted() {
        writeln!(told, "{} {:?} {}", finding.code, finding.place, finding.message).unwrap();
    }
    for dimension in &folded.dimensions {
        writeln!(told, "{} {:?}", dimension.name(), dimension.labels()).unwrap();
    }
    for cube in &folded.cubes {
        told += &cube.told();
    }
    told
}

fn row() -> impl Strategy<Value = String> {
    let score = prop_oneof![
        12 => (0_u8..=40).prop_map(|half| format!("{}", f64::from(half) / 2.0)),
        2 => Just(String::new()),
        1 => Just("x".to_owned()),
        1 => prop_oneof![Just("21".to_owned()), Just("0.2".to_owned()), Just("word".to_owned()), Just("7.0".to_owned())],
    ];
    let answer = prop_oneof![3 => Just("Yes"), 3 => Just("no"), 1 => Just(""), 1 => Just("1")];
    let window = prop_oneof![5 => Just("Fall"), 5 => Just("Spring"), 1 => Just("Retest 1"), 1 => Just("Retest 2"), 1 => Just("")];
    let group = prop_oneof![5 => Just("A"), 5 => Just("\"B, b\""), 1 => Just("C"), 1 => Just("D"), 1 => Just(" A ")];
    let id = prop_oneof![9 => (0_u8..60).prop_map(|id| format!("Zq{id}")), 1 => Just(String::new())];
    (id, window, group, 0_u8..3, score, answer.clone(), answer).prop_map(
        |(id, window, group, room, score, one, two)| format!("{id},{window},{group},{room},{score},{one},{two}"),
    )
}

fn of(rows: &[String], newline: &str) -> String {
    std::iter::once(HEADER.to_owned()).chain(rows.iter().cloned()).collect::<Vec<_>>().join(newline)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("CHARTPAPER_FULL").is_some() { 2_000 } else { 150 }))]

    #[test]
    fn neither_blocks_nor_processors_nor_the_reader_show(
        rows in prop::collection::vec(row(), 1..120), block in 1_usize..400, threads in 1_usize..5, cohort: bool, crlf: bool,
    ) {
        let card = if cohort { CARD.replace("schema = 1", "schema = 1\ndesign = \"cohort\"") } else { CARD.to_owned() };
        let content = of(&rows, if crlf { "\r\n" } else { "\n" });
        let whole = folded(&content, &card, None);
        // By polars in one piece or several, and in blocks.
        prop_assert_eq!(&folded(&content, &card, Some((block, threads, u64::MAX))), &whole);
        prop_assert_eq!(&folded(&content, &card, Some((block, threads, 0))), &whole);
        // Rows that end with a carriage return alone are not for the strict readers.
        let tolerant = folded(&format!("{}\r", of(&rows, "\r")), &card, None);
        prop_assert_eq!(&tolerant, &whole);
    }

    #[test]
    fn the_order_of_rows_shows_nowhere(rows in prop::collection::vec(row(), 1..120), cohort: bool) {
        let card = if cohort { CARD.replace("schema = 1", "schema = 1\ndesign = \"cohort\"") } else { CARD.to_owned() };
        // Each row a student of its own, or a window of one.
        let rows: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| format!("Zq{},{},{}", at / 2, ["Fall", "Spring"][at % 2], row.splitn(3, ',').nth(2).unwrap()))
            .collect();
        let mut turned = rows.clone();
        turned.reverse();
        let without_places = |told: String| told.lines().filter(|line| !line.contains("Cell {")).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(
            without_places(folded(&of(&rows, "\n"), &card, None)),
            without_places(folded(&of(&turned, "\n"), &card, None))
        );
    }
}

#[test]
fn a_column_of_very_many_values_is_refused_and_does_not_fill_the_memory() {
    let mut content = HEADER.to_owned();
    for row in 0..61_000 {
        write!(content, "\nZq{row},Fall,label {row},1,5,Yes,Yes").unwrap();
    }
    let told = folded(&content, CARD, Some((100_000, 2, 0)));
    assert!(told.contains("too-many-groups") && told.contains("very many"), "{told:.200}");
}
