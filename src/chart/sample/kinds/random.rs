//! Random views of these kinds: the frame from one row of numbers, what is told in it from another.

use serde_json::{Value, json};

use super::{
    CUTS, box_row, box_view, change_row, change_view, dots_view, grid_view, groups_view, item, items_view, marks_view,
    point, scale, side, spread, windows_view,
};
use crate::chart::sample::{Dice, NAMES, number, percent};
use crate::records::View;

/// A view of the `kind`-th kind, from 3.
pub(in super::super) fn random(kind: u64, rows: &[String], frame: &mut Dice, body: &mut Dice) -> View {
    match kind {
        3 => random_boxes(rows, frame, body),
        4 => random_change(rows, frame, body),
        5 => random_windows(rows, frame, body),
        6 => random_grid(frame, body),
        7 => random_items(rows, frame, body),
        8 => random_groups(rows, frame, body),
        9 => random_marks("dots", frame, body),
        10 => random_marks("scatter", frame, body),
        11 => random_marks("rows", frame, body),
        _ => random_dots(frame, body),
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

fn random_windows(rows: &[String], frame: &mut Dice, body: &mut Dice) -> View {
    let unit = (frame.below(2) == 0).then_some("%");
    let names = ["Fall", "2023-24 Winter", "学校の成績について", "Spring", "Fall"];
    let windows: Vec<String> = (0..2 + frame.below(5)).map(|_| frame.one(&names).to_owned()).collect();
    let rows = &rows[..rows.len().min(4)];
    let shown: fn(&str) -> Value = if unit.is_some() { percent } else { number };
    let values: &[&str] =
        if unit.is_some() { &["<=5", "31-35", "*", "88", ">=95"] } else { &["150", "207.5", "*", "188", "260"] };
    let body = rows
        .iter()
        .map(|_| {
            let is_hidden = body.below(4) == 0;
            let point = |_| {
                if is_hidden {
                    point("*", &shown("*"))
                } else {
                    point(body.one(&["24", "12345"]), &shown(body.one(values)))
                }
            };
            windows.iter().map(point).collect()
        })
        .collect();
    windows_view(unit, &windows, rows, body)
}

fn random_grid(frame: &mut Dice, body: &mut Dice) -> View {
    let mut side = |label| {
        let count = 2 + frame.below(6);
        let bands: Vec<&str> = (0..count)
            .map(|_| frame.one(&["Not yet", "under 195", "195 to 204", "学校の成績について", "Exceeding"]))
            .collect();
        let edges: Vec<f64> = (1..count).map(|edge| 150.0 + 10.0 * edge as f64).collect();
        let cut = (frame.below(3) > 0).then(|| 1 + frame.below(count - 1));
        (side(label, &CUTS, &bands, &edges, cut), count, cut.is_some())
    };
    let ((x, across, has_x), (y, down, has_y)) = (side("Reading (RIT)"), side("Mathematics"));
    let is_hidden = body.below(5) == 0;
    let mut share = |_| if is_hidden { percent("*") } else { percent(body.one(&["<=3", "12-14", "*", "31-33"])) };
    let cells: Value = (0..down).map(|_| (0..across).map(&mut share).collect::<Value>()).collect();
    let quadrants: Value = (0..if has_x && has_y { 4 } else { 0 }).map(&mut share).collect();
    let n = if is_hidden { "*" } else { "240" };
    grid_view(&x, &y, &json!({ "n": number(n), "cells": cells, "quadrants": quadrants }))
}

fn random_items(rows: &[String], frame: &mut Dice, body: &mut Dice) -> View {
    let columns: Vec<String> =
        (0..=frame.below(6)).map(|_| frame.one(&["All", "Class A", "EL", "学校の成績について"]).to_owned()).collect();
    let sizes: Vec<&str> = columns.iter().map(|_| body.one(&["24", "96", "*"])).collect();
    let mut share = || body.one(&["<=5", "31-35", "*", "100", "88"]);
    let items: Value = (0..rows.len())
        .map(|at| {
            let solved: Vec<&str> = sizes.iter().map(|n| if *n == "*" { "*" } else { share() }).collect();
            let chosen = if sizes[0] == "*" { ["*"; 4] } else { [share(), share(), share(), share()] };
            item(at, &solved, chosen)
        })
        .collect();
    items_view(rows, &columns, &json!({ "n": sizes.iter().map(|n| number(n)).collect::<Value>(), "items": items }))
}

fn random_groups(rows: &[String], frame: &mut Dice, body: &mut Dice) -> View {
    let low = frame.below(200) as f64;
    let high = low + 60.0 + frame.below(400) as f64;
    let at = [(low + 20.0, frame.one(&NAMES)), (low + 40.0, "Meeting")];
    let cuts = frame.below(3);
    let scale = scale("Reading (RIT)", low, high, &at[..cuts]);
    let splits: Vec<Option<usize>> = rows.iter().map(|_| (cuts > 0 && frame.below(3) == 0).then_some(1)).collect();
    let spreads = splits.iter().map(|split| {
        let bands = if cuts == 0 {
            0
        } else if split.is_some() {
            2
        } else {
            cuts + 1
        };
        if body.below(4) == 0 {
            return spread("*", &[], &[], "*", &vec!["*"; bands]);
        }
        let edges = [low + 10.0, low + 20.0, low + 21.0, low + 40.0];
        let edges = &edges[..=body.below(4)];
        let counts: Vec<&str> = (0..=edges.len()).map(|_| body.one(&["5", "12", "140"])).collect();
        let shares: Vec<&str> = (0..bands).map(|_| body.one(&["<=5", "31-35", "60", "*"])).collect();
        let median = (low + body.below(60) as f64).to_string();
        spread("240", edges, &counts, &median, &shares)
    });
    let spreads = spreads.collect();
    groups_view(&scale, rows, &splits, spreads)
}

fn random_marks(form: &str, frame: &mut Dice, body: &mut Dice) -> View {
    let at = [(176.0, frame.one(&NAMES)), (214.0, "Meeting")];
    let count = frame.below(3);
    let mut side = |label: &str| {
        let split = (count > 0 && frame.below(3) > 0).then(|| 1 + frame.below(count));
        (scale(label, 150.0, 260.0, &at[..count]), split)
    };
    let ((x, x_split), (y, y_split)) = (side("Reading (RIT)"), side("学校の成績について"));
    let width = if form == "dots" || form == "rows" && frame.below(2) == 0 { 1 } else { 2 };
    let students = if body.below(6) == 0 { 0 } else { 10 + body.below(60) };
    let (low, high) = (155 + body.below(30), 200 + body.below(55));
    let mut score = |at: usize| match at {
        0..5 => format!("<={low}"),
        5..10 => format!(">={high}"),
        _ => (low + 1 + body.below(high - low - 1)).to_string(),
    };
    let marks: Vec<Vec<String>> =
        (0..students).map(|at| (0..width).map(|measure| score((at + 3 * measure) % students)).collect()).collect();
    let (scales, splits) = ([x, y], [x_split, y_split]);
    marks_view(form, &scales[..width], &splits[..width], &marks)
}

fn random_dots(frame: &mut Dice, body: &mut Dice) -> View {
    let low = frame.below(200) as f64;
    let edges = [low + 10.0, low + 12.0, low + 40.0, low + 41.0];
    let edges = &edges[..=body.below(4)];
    let counts: Vec<&str> = (0..=edges.len()).map(|_| body.one(&["5", "12", "2140", "61"])).collect();
    let dot = 5 + u32::try_from(frame.below(20)).unwrap();
    let shown =
        if body.below(5) == 0 { spread("*", &[], &[], "*", &[]) } else { spread("2400", edges, &counts, "*", &[]) };
    dots_view(low, low + 60.0 + frame.below(300) as f64, dot, &shown)
}
