//! Views of the kinds beside levels, distributions and tables.

use serde_json::{Value, json};

use super::{Dice, NAMES, admitted, number, percent, view};
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

/// A view of the `kind`-th kind, from 3.
pub(super) fn random(kind: usize, rows: &[String], frame: &mut Dice, body: &mut Dice) -> View {
    match kind {
        3 | 4 => random_boxes(rows, frame, body),
        _ => random_change(rows, frame, body),
    }
}

fn random_boxes(rows: &[String], frame: &mut Dice, body: &mut Dice) -> View {
    let low = frame.below(200) as f64;
    let high = low + 40.0 + frame.below(400) as f64;
    let name = frame.one(&NAMES);
    let at = [(low + 15.0, name), (low + 30.0, "Meeting")];
    let scale = scale("Reading (RIT)", low, high, &at[..frame.below(3)]);
    let row = |body: &mut Dice| {
        let mut value = low;
        let mut next = |most: usize| {
            value = (value + body.below(most) as f64).min(high);
            value.to_string()
        };
        let five = [next(12), next(12), next(12), next(12), next(12)];
        let [p10, q1, median, q3, p90] = five.each_ref().map(String::as_str);
        match body.below(5) {
            0 => ["*"; 6],
            1 => ["23", "*", "*", median, "*", "*"],
            2 => ["24", "*", q1, median, q3, "*"],
            3 => ["12345", p10, q1, median, q3, p90],
            _ => ["70", p10, q1, "*", q3, p90],
        }
        .map(str::to_owned)
    };
    let body = rows.iter().map(|_| row(body)).map(|row| box_row(row.each_ref().map(String::as_str))).collect();
    box_view(&scale, rows, body)
}

fn random_change(rows: &[String], frame: &mut Dice, body: &mut Dice) -> View {
    let unit = (frame.below(2) == 0).then_some("%");
    let windows = [frame.one(&["Fall", "2023-24 Fall", "学校"]), "Spring"];
    let shown: fn(&str) -> Value = if unit.is_some() { percent } else { number };
    let row = |_| {
        let values: &[&str] =
            if unit.is_some() { &["<=5", "31-35", "*", "88", ">=95"] } else { &["150", "207.5", "*", "188", "260"] };
        let (from, to) = (body.one(values), body.one(values));
        let n = body.one(&["24", "96", "12345"]);
        match body.below(4) {
            0 => change_row("*", "*", "*", &["*", "*", "*"], shown),
            1 => change_row(n, from, to, &["31-40", "61-70"], shown),
            2 => change_row(n, from, to, &["*", "*", "*"], shown),
            _ => change_row(n, from, to, &["16-20", "11-15", "66-70"], shown),
        }
    };
    change_view(unit, windows, rows, rows.iter().map(row).collect())
}
