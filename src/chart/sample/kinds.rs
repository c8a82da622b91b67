//! Views of the kinds beside levels, distributions and tables.

mod random;

pub(super) use random::random;

use serde_json::{Value, json};

use super::{admitted, hidden, number, percent, shown, view};
use crate::records::View;

const HEAD: [&str; 2] = ["Reading (RIT), Grade 5, by English learner", "Some not tested"];
const CUTS: [(f64, &str); 3] = [(190.0, "Approaching"), (207.0, "Meeting"), (223.0, "Exceeding")];

fn cuts(cuts: &[(f64, &str)]) -> Value {
    cuts.iter().map(|(score, name)| json!({ "score": score, "name": name })).collect()
}

fn scale(label: &str, low: f64, high: f64, at: &[(f64, &str)]) -> Value {
    json!({ "label": label, "low": low, "high": high, "step": 1.0, "cuts": cuts(at), "below": "Not yet" })
}

/// A row of five numbers from the lowest to the highest; a text that is no number is hidden.
fn box_row([n, p10, q1, median, q3, p90]: [&str; 6]) -> Value {
    json!({
        "n": number(n),
        "median": number(median),
        "quartiles": [number(q1), number(q3)],
        "tails": [number(p10), number(p90)],
    })
}

fn box_view(scale: &Value, rows: &[String], body: Vec<Value>) -> View {
    let frame = json!({ "kind": "box", "scale": scale, "row_label": "English learner", "rows": rows });
    admitted(&view(HEAD, &frame, &body.into(), &["Scores are rounded."]), "room")
}

fn labels(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A large group, one without tails, one with its median alone, one hidden.
pub(crate) fn boxes() -> View {
    box_view(
        &scale("Reading (RIT)", 150.0, 260.0, &CUTS),
        &labels(&["All", "Not English learner", "English learner", "With an IEP"]),
        [
            ["96", "186", "196", "207", "217", "226"],
            ["70", "190", "200", "211", "219", "228"],
            ["26", "*", "187", "198", "206", "*"],
            ["*"; 6],
        ]
        .map(box_row)
        .to_vec(),
    )
}

fn change_view(unit: Option<&str>, windows: [&str; 2], rows: &[String], body: Vec<Value>) -> View {
    let (label, range, at): (_, _, &[(f64, &str)]) = match unit {
        Some(_) => ("At or above 207 Meeting", [0.0, 100.0], &[]),
        None => ("Median", [150.0, 260.0], &CUTS),
    };
    let frame = json!({
        "kind": "change",
        "quantity": { "id": "median", "label": label, "unit": unit, "range": range },
        "cuts": cuts(at),
        "windows": windows,
        "same_within": 3.0,
        "row_label": "English learner",
        "rows": rows,
    });
    admitted(&view(HEAD, &frame, &body.into(), &[]), "room")
}

fn change_row(n: &str, from: &str, to: &str, moved: &[&str], shown: fn(&str) -> Value) -> Value {
    let moved: Vec<Value> = moved.iter().map(|share| percent(share)).collect();
    json!({ "n": number(n), "from": shown(from), "to": shown(to), "moved": moved })
}

/// Three groups that grew, one of them small, and a hidden one.
pub(crate) fn change() -> View {
    change_view(
        None,
        ["Fall", "Spring"],
        &labels(&["All", "Not English learner", "English learner", "With an IEP"]),
        vec![
            change_row("96", "201", "207", &["16-20", "11-15", "66-70"], number),
            change_row("70", "206", "211", &["16-20", "11-15", "66-70"], number),
            change_row("24", "190", "198", &["21-30", "71-80"], number),
            change_row("*", "*", "*", &["*", "*", "*"], number),
        ],
    )
}

/// One mark a student; numbers as `205`, open ends as `<=188` and `>=231`.
fn marks_view(form: &str, scales: &[Value], splits: &[Option<usize>], marks: &[Vec<String>]) -> View {
    let score = |text: &String| {
        let value = |text: &str| text.parse::<f64>().unwrap();
        if let Some(high) = text.strip_prefix("<=") {
            shown(&format!("\u{2264}{high}"), 150.0, value(high))
        } else if let Some(low) = text.strip_prefix(">=") {
            shown(&format!("\u{2265}{low}"), value(low), 260.0)
        } else {
            shown(text, value(text) - 0.5, value(text) + 0.5)
        }
    };
    let body = json!({
        "n": if marks.is_empty() { hidden() } else { number(&marks.len().to_string()) },
        "marks": marks.iter().map(|mark| mark.iter().map(score).collect::<Value>()).collect::<Value>(),
    });
    let frame = json!({ "kind": form, "scales": scales, "splits": splits });
    admitted(&view(["Reading (RIT), Grade 5, Spring", "n = 24 of 25 tested"], &frame, &body, &[]), "team")
}

const READING: [&str; 24] = [
    "205", "<=188", "211", ">=225", "199", "207", "<=188", "214", "218", "203", "<=188", ">=225", "196", "207", "209",
    "<=188", "212", ">=225", "201", "<=188", "222", ">=225", "207", ">=225",
];
const MATHEMATICS: [&str; 24] = [
    "201", "195", "217", ">=228", "<=186", "209", "199", ">=228", "221", "<=186", "<=186", "219", "203", "211", "207",
    "<=186", "204", ">=228", "198", "<=186", ">=228", "215", "207", ">=228",
];

fn column(measure: &[&str]) -> Vec<Vec<String>> {
    measure.iter().map(|score| vec![(*score).to_owned()]).collect()
}

fn pairs() -> Vec<Vec<String>> {
    READING.iter().zip(MATHEMATICS).map(|(x, y)| vec![(*x).to_owned(), y.to_owned()]).collect()
}

fn reading() -> Value {
    scale("Reading (RIT)", 150.0, 260.0, &CUTS)
}

fn mathematics() -> Value {
    scale("Mathematics (RIT)", 150.0, 260.0, &CUTS[1..2])
}

/// 24 students over one scale.
pub(crate) fn stacked() -> View {
    marks_view("dots", &[reading()], &[Some(2)], &column(&READING))
}

/// The same students over two scales.
pub(crate) fn scatter() -> View {
    marks_view("scatter", &[reading(), mathematics()], &[Some(2), Some(1)], &pairs())
}

/// The same students in rows.
pub(crate) fn students() -> View {
    marks_view("rows", &[reading(), mathematics()], &[Some(2), Some(1)], &pairs())
}

fn windows_view(unit: Option<&str>, windows: &[String], rows: &[String], body: Vec<Value>) -> View {
    let (label, range, at): (_, _, &[(f64, &str)]) = match unit {
        Some(_) => ("At or above 207 Meeting", [0.0, 100.0], &[]),
        None => ("Median", [150.0, 260.0], &CUTS),
    };
    let frame = json!({
        "kind": "windows",
        "quantity": { "id": "median", "label": label, "unit": unit, "range": range },
        "cuts": cuts(at),
        "time_label": "Test window",
        "windows": windows,
        "row_label": "English learner",
        "rows": rows,
        "is_cohort": unit.is_none(),
    });
    admitted(&view(HEAD, &frame, &body.into(), &[]), "room")
}

fn point(n: &str, value: &Value) -> Value {
    json!({ "n": number(n), "value": value })
}

/// Three lines over four windows, one with a gap, and a hidden one.
pub(crate) fn windows() -> View {
    let line = |points: [(&str, &str); 4]| points.map(|(n, value)| point(n, &number(value))).to_vec();
    windows_view(
        None,
        &labels(&["Fall", "Winter", "Spring", "Next fall"]),
        &labels(&["All", "Not English learner", "English learner", "With an IEP"]),
        [
            [("96", "201"), ("95", "204"), ("96", "207"), ("94", "205")],
            [("70", "208"), ("69", "211"), ("70", "214"), ("70", "213")],
            [("26", "188"), ("26", "*"), ("26", "196"), ("24", "194")],
            [("*", "*"); 4],
        ]
        .map(|points| Value::from(line(points)))
        .to_vec(),
    )
}

fn side(label: &str, at: &[(f64, &str)], bands: &[&str], edges: &[f64], cut: Option<usize>) -> Value {
    json!({ "scale": scale(label, 150.0, 260.0, at), "edges": edges, "bands": bands, "cut": cut })
}

fn grid_view(x: &Value, y: &Value, body: &Value) -> View {
    let frame = json!({ "kind": "grid", "x": x, "y": y });
    admitted(&view(["Reading and mathematics, Grade 5, Spring", "n = 240"], &frame, body, &[]), "room")
}

fn cells(rows: &[&[&str]]) -> Value {
    rows.iter().map(|row| row.iter().map(|share| percent(share)).collect::<Value>()).collect()
}

/// Four bands by four, turning on the second cut.
pub(crate) fn grid() -> View {
    let bands = ["1 Not yet", "2 Approaching", "3 Meeting", "4 Exceeding"];
    let edges = [190.0, 207.0, 223.0];
    grid_view(
        &side("Reading (RIT)", &CUTS, &bands, &edges, Some(2)),
        &side("Mathematics (RIT)", &CUTS, &bands, &edges, Some(2)),
        &json!({
            "n": number("240"),
            "cells": cells(&[
                &["12-14", "6-8", "<=3", "<=3"],
                &["6-8", "15-17", "9-11", "<=3"],
                &["<=3", "9-11", "15-17", "6-8"],
                &["*", "<=3", "6-8", "9-11"],
            ]),
            "quadrants": (["41-43", "12-14", "9-11", "33-35"].map(percent)),
        }),
    )
}

fn items_view(rows: &[String], columns: &[String], body: &Value) -> View {
    let options: Vec<Vec<&str>> =
        rows.iter().enumerate().map(|(at, _)| if at % 3 == 2 { vec![] } else { vec!["A", "B", "C", "D"] }).collect();
    let keys: Vec<Option<usize>> = options.iter().map(|options| (!options.is_empty()).then_some(1)).collect();
    let frame = json!({
        "kind": "items",
        "rows": rows,
        "options": options,
        "keys": keys,
        "column_label": "Class",
        "columns": columns,
    });
    admitted(&view(["Unit test, Grade 5: share that solved each item", "n = 96"], &frame, body, &[]), "room")
}

fn item(at: usize, solved: &[&str], chosen: [&str; 4]) -> Value {
    let chosen: Vec<Value> = if at % 3 == 2 { Vec::new() } else { chosen.iter().map(|share| percent(share)).collect() };
    json!({ "solved": solved.iter().map(|share| percent(share)).collect::<Value>(), "chosen": chosen })
}

/// Six items by three groups, one of them hidden.
pub(crate) fn items() -> View {
    let solved = [
        ["71-75", "76-80"],
        ["31-35", "41-50"],
        ["51-55", "51-60"],
        ["86-90", "81-90"],
        ["16-20", "21-30"],
        ["61-65", "*"],
    ];
    let body = json!({
        "n": (["96", "24", "*"].map(number)),
        "items": solved
            .iter()
            .enumerate()
            .map(|(at, [all, class])| item(at, &[all, class, "*"], ["11-15", all, "26-30", "<=5"]))
            .collect::<Value>(),
    });
    let rows = ["Fractions 1", "Fractions 2", "Word problem", "Place value", "Rounding", "Area"];
    items_view(&labels(&rows), &labels(&["All", "Class A", "Class B"]), &body)
}

fn spread(n: &str, edges: &[f64], counts: &[&str], median: &str, bands: &[&str]) -> Value {
    let from = std::iter::once(None).chain(edges.iter().copied().map(Some));
    let to = edges.iter().copied().map(Some).chain([None]);
    let label = |from: Option<f64>, to: Option<f64>| match (from, to) {
        (None, Some(to)) => format!("under {to}"),
        (Some(from), None) => format!("{from} and above"),
        (Some(from), Some(to)) => format!("{from} to {}", to - 1.0),
        (None, None) => "all".to_owned(),
    };
    let bins = from.zip(to).zip(counts);
    json!({
        "n": number(n),
        "bins": bins
            .map(|((from, to), count)| json!({ "from": from, "to": to, "label": label(from, to), "count": number(count) }))
            .collect::<Value>(),
        "median": number(median),
        "bands": bands.iter().map(|band| percent(band)).collect::<Value>(),
    })
}

fn groups_view(scale: &Value, rows: &[String], splits: &[Option<usize>], body: Vec<Value>) -> View {
    let frame =
        json!({ "kind": "groups", "scale": scale, "row_label": "English learner", "rows": rows, "splits": splits });
    admitted(&view(HEAD, &frame, &body.into(), &[]), "room")
}

/// A large group, one of level bands, a small one in two parts, a hidden one.
pub(crate) fn groups() -> View {
    groups_view(
        &scale("Reading (RIT)", 150.0, 260.0, &CUTS),
        &labels(&["All", "Not English learner", "English learner", "With an IEP"]),
        &[None, None, Some(2), None],
        vec![
            spread(
                "96",
                &[180.0, 190.0, 198.0, 207.0, 215.0, 223.0],
                &["7", "12", "15", "18", "21", "13", "10"],
                "205",
                &["16-20", "31-35", "36-40", "11-15"],
            ),
            spread(
                "58",
                &[190.0, 207.0, 223.0],
                &["6", "18", "24", "10"],
                "209",
                &["10-12", "31-35", "41-45", "16-20"],
            ),
            spread("24", &[207.0], &["16", "8"], "198", &["61-70", "31-40"]),
            spread("*", &[], &[], "*", &["*", "*", "*", "*"]),
        ],
    )
}

fn dots_view(low: f64, high: f64, dot: u32, body: &Value) -> View {
    let frame = json!({
        "kind": "distribution", "low": low, "high": high, "step": 1.0, "cuts": cuts(&[]), "below": "Not yet", "dot": dot,
    });
    admitted(&view(["Reading (RIT), Grade 5, Spring", "n = 242 of 250 tested"], &frame, body, &[]), "room")
}

/// 242 students as dots of five.
pub(crate) fn dots() -> View {
    let edges: Vec<f64> = (1..10).map(|edge| 170.0 + 8.0 * f64::from(edge)).collect();
    let counts = ["6", "9", "17", "31", "44", "52", "38", "24", "14", "7"];
    dots_view(150.0, 260.0, 5, &spread("242", &edges, &counts, "212", &[]))
}
