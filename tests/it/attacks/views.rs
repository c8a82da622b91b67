//! `view`: every cell with what it states; the same cells everywhere; nothing that a spreadsheet could run.

use std::path::Path;

use chartpaper::chart::{self, Showing};
use chartpaper::records::{Admission, DataSource, admit};
use serde_json::Value;

use super::made_up::{CLASSES, Dice, GROUPS, POINTS, Pupil, Scale, card, csv, school, session_of, write};
use super::{chartpaper, count, sample, samples, views};

fn cells(view: &Value) -> impl Iterator<Item = &Value> {
    view["rows"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap())
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

fn admission(path: &str) -> Admission {
    admit(&[DataSource::new(path)], None, &[0; 32], 0).unwrap()
}

#[test]
fn the_json_has_its_shape_and_nothing_else() {
    for stem in samples() {
        let data = views(Path::new("."), &sample(&stem, "csv"));
        assert_eq!(keys(&data), ["data", "refused", "views"]);
        assert_eq!(keys(&data["data"]), ["audience", "minimum_group", "title"]);
        let all = data["views"].as_array().unwrap();
        assert!(!all.is_empty());
        for view in all {
            assert_eq!(
                keys(view),
                ["columns", "id", "kind", "measure", "notes", "rows", "subtitle", "title"],
                "{stem}"
            );
            let columns = view["columns"].as_array().unwrap();
            for column in columns {
                assert!(matches!(keys(column).as_slice(), ["id", "label"] | ["id", "label", "unit"]), "{column}");
            }
            let mut ids: Vec<&str> = columns.iter().map(|column| column["id"].as_str().unwrap()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), columns.len(), "{stem}: two columns of one id");
            assert!(view["rows"].as_array().unwrap().iter().all(|row| row.as_array().unwrap().len() == columns.len()));
            for cell in cells(view) {
                match keys(cell).as_slice() {
                    ["text"] => assert!(cell["text"].is_string()),
                    ["high", "low", "text"] => assert!(cell["low"].as_f64() <= cell["high"].as_f64()),
                    ["hidden"] => assert_eq!(cell["hidden"], true),
                    other => panic!("{stem}: {other:?}"),
                }
            }
        }
        for refused in data["refused"].as_array().unwrap() {
            assert!(matches!(keys(refused).as_slice(), ["id", "reason"] | ["id", "instead", "reason"]), "{refused}");
        }
        let id = all.last().unwrap()["id"].as_str().unwrap();
        let one = chartpaper(Path::new("."), &["view", &sample(&stem, "csv"), id, "--format", "json"]);
        let one: Value = serde_json::from_str(&one.out()).unwrap();
        assert_eq!(one["views"].as_array().unwrap(), &all[all.len() - 1..], "{stem}: one view alone");
    }
}

/// What a text states, worked out from the text alone: for percentages, which are rounded to whole ones, half a percent more on
/// either side; for other numbers the number itself, or the range that is told. An answer may stand before its share.
fn stated(text: &str) -> (f64, f64) {
    let number = |text: &str| text.parse::<f64>().unwrap_or_else(|_| panic!("{text}"));
    let text = text.rsplit_once(' ').map_or(text, |(_, share)| share);
    let Some(percent) = text.strip_suffix('%') else {
        if let Some(high) = text.strip_prefix('\u{2264}') {
            return (0.0, number(high));
        }
        let range = text.get(1..).and_then(|rest| rest.find('-')).and_then(|at| text.split_at_checked(at + 1));
        return range.map_or_else(|| (number(text), number(text)), |(low, high)| (number(low), number(&high[1..])));
    };
    let (low, high) = if let Some(high) = percent.strip_prefix('\u{2264}') {
        (0.0, number(high) + 0.5)
    } else if let Some(low) = percent.strip_prefix('\u{2265}') {
        (number(low) - 0.5, 100.0)
    } else {
        let (low, high) = percent.split_once('-').unwrap_or((percent, percent));
        (number(low) - 0.5, number(high) + 0.5)
    };
    (low.max(0.0), high.min(100.0))
}

#[test]
fn every_text_of_the_samples_states_exactly_its_bounds() {
    let mut percents = 0;
    for stem in samples() {
        for view in views(Path::new("."), &sample(&stem, "csv"))["views"].as_array().unwrap() {
            for cell in cells(view).filter(|cell| cell.get("low").is_some()) {
                let (text, low, high) =
                    (cell["text"].as_str().unwrap(), cell["low"].as_f64().unwrap(), cell["high"].as_f64().unwrap());
                let (from, to) = stated(text);
                if text.ends_with('%') {
                    percents += 1;
                    assert!((low - from).abs() < 1e-9 && (high - to).abs() < 1e-9, "{stem}: {cell}");
                } else {
                    // Rounded to either side alike; the width is held against the truth below.
                    assert!((f64::midpoint(low, high) - f64::midpoint(from, to)).abs() < 1e-9, "{stem}: {cell}");
                    assert!(from >= to || (low - from).abs() + (high - to).abs() < 1e-9, "{stem}: {cell}");
                }
            }
        }
    }
    assert!(percents > 100, "{percents}");
}

/// The true value of a cell, in percent for shares, and how far the bounds may lie apart; nothing for what is not checked.
fn truth(pupils: &[Pupil], scale: &Scale, view: &str, row: &str, column: &str) -> Option<f64> {
    let window = usize::from(!(view == "windows" && row == "Fall"));
    let region = GROUPS.iter().position(|group| *group == row);
    let inside = |pupil: &&Pupil| match view {
        "regions" | "table" => Some(pupil.group) == region,
        _ => true,
    };
    let mut steps: Vec<usize> = pupils.iter().filter(inside).map(|pupil| pupil.steps[window]).collect();
    steps.sort_unstable();
    let n = steps.len() as f64;
    let score = |steps: usize| scale.low + scale.step * steps as f64;
    let share = |from: usize, to: usize| {
        let held = steps.iter().filter(|steps| **steps >= from && **steps < to).count();
        100.0 * held as f64 / n
    };
    let edges = [0, scale.cuts[0], scale.cuts[1], scale.cuts[2], scale.steps + 1];
    let middle = || f64::midpoint(score(steps[(steps.len() - 1) / 2]), score(steps[steps.len() / 2]));
    Some(match (view, row, column) {
        ("spread", "all" | "students", _) => n,
        ("spread", "median", _) => middle(),
        ("spread", band, _) if band.contains('(') => {
            let cut = scale.cuts[1];
            let at = ["1 One (", "2 Two (", "3 Three (", "4 Four ("].iter().position(|start| band.starts_with(start));
            match at {
                Some(at) => share(edges[at], edges[at + 1]),
                None if band.starts_with("below") => share(0, cut),
                None => share(cut, scale.steps + 1),
            }
        }
        ("spread", bar, _) => {
            let bar = bar.strip_prefix("students, ").unwrap_or(bar);
            let at = |text: &str| text.parse::<f64>().unwrap();
            let (from, to) = if let Some(to) = bar.strip_prefix("under ") {
                (f64::NEG_INFINITY, at(to))
            } else if let Some(from) = bar.strip_suffix(" and over") {
                (at(from), f64::INFINITY)
            } else {
                let (from, to) = bar.split_once(" to ").unwrap_or((bar, bar));
                (at(from), at(to) + scale.step / 2.0)
            };
            let half = scale.step * 1e-6;
            steps.iter().filter(|steps| score(**steps) >= from - half && score(**steps) < to - half).count() as f64
        }
        (_, _, "n") => n,
        (_, _, "median") => middle(),
        (_, _, "mean") => steps.iter().map(|steps| score(*steps)).sum::<f64>() / n,
        (_, _, "above") => share(scale.cuts[1], scale.steps + 1),
        (_, _, "below") => share(0, scale.cuts[1]),
        (_, _, level) => {
            let at: usize = level.strip_prefix("level-")?.parse().ok()?;
            share(edges[at - 1], edges[at])
        }
    })
}

/// Random grade levels through the real gate: the true value lies inside the bounds of every number that is shown, and the
/// bounds are no wider than what the text states.
#[test]
fn the_truth_lies_inside_the_bounds_that_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let scales = [
        POINTS,
        Scale { error: Some(3), ..POINTS },
        Scale { low: 140.0, step: 5.0, steps: 28, decimals: 0, cuts: [10, 14, 18], error: None },
        Scale { low: -3.0, step: 0.25, steps: 24, decimals: 2, cuts: [8, 12, 16], error: None },
        Scale { low: 0.1, step: 0.1, steps: 49, decimals: 1, cuts: [20, 25, 30], error: None },
    ];
    let (mut checked, mut kinds) = (0_usize, std::collections::BTreeSet::new());
    for seed in 0..count(400) {
        let mut dice = Dice(seed as u64);
        let scale = *dice.pick(&scales);
        let size = 12 + dice.below(420);
        let pupils = school(&mut dice, size, &scale);
        write(folder.path(), &csv(&pupils, &scale), &card(&scale));
        let shown = admission(folder.path().join("made.csv").to_str().unwrap());
        let json: Value = serde_json::from_str(&chartpaper::report::views_json(&shown, None)).unwrap();
        for view in json["views"].as_array().unwrap() {
            let id = view["id"].as_str().unwrap();
            if id == "rooms" {
                continue;
            }
            let columns: Vec<&str> =
                view["columns"].as_array().unwrap().iter().map(|column| column["id"].as_str().unwrap()).collect();
            for row in view["rows"].as_array().unwrap() {
                let label = row[0]["text"].as_str().unwrap();
                for (at, column) in columns.iter().enumerate().skip(1) {
                    let cell = &row[at];
                    let (Some(low), Some(high)) = (cell["low"].as_f64(), cell["high"].as_f64()) else { continue };
                    let Some(truth) = truth(&pupils, &scale, id, label, column) else { continue };
                    // A mean that is worked out in another order differs in its last digits.
                    let slack = 1e-9;
                    let told =
                        format!("seed {seed}, {size} students, {scale:?}, {id}, {label}, {column}: {truth} in {cell}");
                    assert!(low - slack <= truth && truth <= high + slack, "{told}");
                    let (text, wide) = (cell["text"].as_str().unwrap(), high - low);
                    if text.ends_with('%') {
                        let (from, to) = stated(text);
                        assert!((low - from).abs() < slack && (high - to).abs() < slack, "{told}");
                    } else if label.starts_with("students, ") && size < 60 {
                        // Of few students a bar tells a range.
                        let (from, to) = stated(text);
                        assert!((low - from).abs() + (high - to).abs() < slack, "{told}");
                    } else if *column == "mean" {
                        let most = scale.step * scale.error.map_or(1.0, |error| 2.5 * error as f64);
                        assert!(wide <= most + slack && wide > 0.0, "{told}");
                    } else if *column == "median" || label == "median" {
                        assert!((wide - scale.step).abs() < slack, "{told}");
                    } else {
                        assert!(wide < slack && (text.parse::<f64>().unwrap() - low).abs() < slack, "{told}");
                    }
                    checked += 1;
                    kinds.insert((id.to_owned(), (*column).to_owned()));
                }
            }
        }
    }
    assert!(checked > count(400) * 20 && kinds.len() >= 17, "{checked} {kinds:?}");
}

/// The texts of a picture's table, as the screen and the report show them.
#[test]
fn screen_values_table_json_csv_and_report_show_the_same_cells() {
    for stem in samples() {
        let path = sample(&stem, "csv");
        let shown = admission(&path);
        let json = views(Path::new("."), &path);
        let report = report_on(&shown);
        let csv = chartpaper(Path::new("."), &["view", &path, "--format", "csv"]).out();
        let mut lines = csv_rows(&csv).into_iter();
        for (view, told) in shown.views().iter().zip(json["views"].as_array().unwrap()) {
            let plot = chart::plot(view, Showing::Values, &[]);
            let expected = plot.values.texts();
            let text = |cell: &Value| cell["text"].as_str().unwrap_or("*").to_owned();
            let rows = |of: &Value| -> Vec<Vec<String>> {
                of["rows"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| row.as_array().unwrap().iter().map(text).collect())
                    .collect()
            };
            assert_eq!(rows(told), expected, "{stem}: JSON");
            assert_eq!(told["title"], plot.title);
            // Every number that can be chosen in the picture stands in the table.
            for mark in &plot.marks {
                assert!(expected.iter().flatten().any(|cell| *cell == mark.value), "{stem}: {mark:?}");
            }
            let drawn = chart::text::lines(&plot, 140, chart::Charset::Blocks).join("\n");
            for number in percents(&drawn) {
                let tells = |cell: &String| *cell == number || cell.ends_with(&format!(" {number}"));
                assert!(expected.iter().flatten().any(tells) || is_tick(&number), "{stem}: {number}");
            }
            let aligned = chart::text::values(&plot.values).join("\n");
            assert!(expected.iter().flatten().all(|cell| cell.len() > 40 || aligned.contains(cell.as_str())), "{stem}");

            let mut first = lines.next().unwrap().join(",");
            if Some(&first) == shown.badge().as_ref() {
                first = lines.next().unwrap().join(",");
            }
            assert_eq!(first, plot.title);
            assert_eq!(lines.next().unwrap(), plot.values.heads());
            for row in &expected {
                let found: Vec<String> = lines
                    .next()
                    .unwrap()
                    .iter()
                    .map(|cell| cell.strip_prefix('\'').unwrap_or(cell).to_owned())
                    .collect();
                assert_eq!(found, *row, "{stem}: CSV");
            }
            let page = report["sessions"][0]["views"].as_array().unwrap().iter().find(|page| page["id"] == view.id());
            let page: Vec<Vec<String>> = serde_json::from_value(page.unwrap()["rows"].clone()).unwrap();
            assert_eq!(page, expected, "{stem}: report");
        }
        assert_eq!(lines.next(), None);
    }
}

/// The report, as JSON, on a session in which every view was shown.
fn report_on(admission: &Admission) -> Value {
    let session = session_of(admission);
    let kept = session.protocol();
    let protocol = &chartpaper::protocol::parse(&kept.id, &kept.text).unwrap().protocol;
    let text = chartpaper::report::json(&[chartpaper::report::Retreat {
        title: admission.title(),
        date: "2026-03-02",
        protocol,
        unreadable: 0,
        state: session.state(),
        views: Some(admission),
        carried: None,
    }]);
    serde_json::from_str(&text).unwrap()
}

/// Everything in a drawing that ends in a percent sign.
fn percents(drawn: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '%' | '\u{2264}' | '\u{2265}');
    let words = drawn.split(|c: char| !is_part(c)).filter(|word| word.ends_with('%'));
    words.map(|word| word.trim_start_matches('-').to_owned()).collect()
}

/// Whether a percentage stands on the axis of the picture.
fn is_tick(number: &str) -> bool {
    matches!(number, "0%" | "10%" | "20%" | "25%" | "40%" | "50%" | "60%" | "75%" | "80%" | "100%")
}

/// The rows of a CSV; blank lines are left out.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What a spreadsheet takes for the beginning of a formula, after blanks and quotes, also in full width.
fn could_run(cell: &str) -> bool {
    let inner = cell
        .trim_start_matches(|c: char| c.is_whitespace() || "\"`\u{2018}\u{2019}\u{201c}\u{201d}\u{ff02}".contains(c));
    let is_number = cell.parse::<f64>().is_ok();
    !is_number && inner.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

#[test]
fn no_cell_of_an_export_is_a_formula_and_numbers_stay_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let scale = Scale { low: -6.0, step: 1.0, steps: 9, decimals: 0, cuts: [3, 4, 6], error: None };
    let pupils = school(&mut Dice(7), 120, &scale);
    let starts = ["=cmd|' /C calc'!A0", "+1+2", "-2+3", "@SUM(A1)", "\t=1", "\"=1", "\u{ff1d}1", " =1", "\u{201c}@x"];
    let mut hit = 0;
    for start in starts {
        let text = toml_text(start);
        let card = card(&scale)
            .replace("title = \"Made up\"", &format!("title = {text}"))
            .replace(
                "order = [\"North\", \"East\", \"West\"]",
                &format!("order = [\"North\", \"East\", \"West\"]\nlabel = {text}\nlabels = {{ East = {text} }}"),
            )
            .replace("role = \"measure\"", &format!("role = \"measure\"\nlabel = {text}"))
            .replace("name = \"Two\"", &format!("name = {text}"));
        write(folder.path(), &csv(&pupils, &scale), &card);
        let answer = chartpaper(folder.path(), &["view", "made.csv", "--format", "csv"]);
        assert_eq!(answer.code, Some(0), "{start:?}: {}", answer.err());
        let rows = csv_rows(&answer.out());
        for cell in rows.iter().flatten() {
            assert!(!could_run(cell), "{start:?}: {cell:?}");
            hit += usize::from(cell.starts_with('\''));
        }
        let median = rows.iter().find(|row| row[0] == "median").unwrap();
        assert!(median[1].parse::<f64>().unwrap() < 0.0, "a negative number is one still: {median:?}");
    }
    assert!(hit >= starts.len() * 3, "the cells were there: {hit}");
}

/// A text as TOML writes it.
fn toml_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t"))
}

/// A picture is told of a class by a letter that no file and no score decides.
#[test]
fn rooms_are_told_by_letters() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &csv(&school(&mut Dice(1), 160, &POINTS), &POINTS), &card(&POINTS));
    let answer = chartpaper(folder.path(), &["view", "made.csv", "rooms", "--format", "json"]).out();
    assert!(answer.contains("\"room A\"") && CLASSES.iter().all(|room| !answer.contains(room)), "{answer}");
}
