//! What must not change anything: the order of the rows, scores beyond the ends, the run.

use std::path::Path;

use chartpaper::records::{DataSource, admit, store};
use chartpaper::report::views_json;

use super::made_up::{Dice, POINTS, Pupil, Scale, card, csv, school, write};
use super::{chartpaper, count, sample, samples};

/// Everything that `view` can say of the made-up data in a folder.
fn told(folder: &Path) -> Vec<u8> {
    let forms = ["json", "csv"].iter().flat_map(|form| {
        let answer = chartpaper(folder, &["view", "made.csv", "--format", form]);
        assert_eq!(answer.code, Some(0), "{}", answer.err());
        answer.out
    });
    forms.collect()
}

#[test]
fn the_order_of_the_rows_changes_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(11);
    let data = csv(&school(&mut dice, 130, &POINTS), &POINTS);
    write(folder.path(), &data, &card(&POINTS));
    let expected = told(folder.path());
    let mut lines: Vec<&str> = data.lines().collect();
    for _ in 0..count(100) {
        dice.shuffle(&mut lines[1..]);
        write(folder.path(), &(lines.join("\n") + "\n"), &card(&POINTS));
        assert_eq!(told(folder.path()), expected);
    }
}

/// Every sample, in every kind of picture that it has: the views, their refusals and their numbers.
#[test]
fn the_order_of_the_rows_of_a_sample_changes_no_byte() {
    for stem in samples() {
        let read = |ending| std::fs::read_to_string(sample(&stem, ending)).unwrap();
        let (data, card) = (read("csv"), read("toml"));
        let told = |data: &str| {
            let shown = admit(&[DataSource::bundled("data.csv", data, &*card)], None, &[0; 32], 7).unwrap();
            (store(&shown).to_string(), views_json(&shown, None))
        };
        // The fingerprint is that of the file, and the file is another.
        let apart = |(stored, json): (String, String)| (stored.replace(&fingerprint(&stored), ""), json);
        let expected = apart(told(&data));
        let mut lines: Vec<&str> = data.lines().collect();
        let mut dice = Dice(3);
        for _ in 0..count(100) {
            dice.shuffle(&mut lines[1..]);
            assert_eq!(apart(told(&(lines.join("\n") + "\n"))), expected, "{stem}");
        }
    }
}

fn fingerprint(stored: &str) -> String {
    let stored: serde_json::Value = serde_json::from_str(stored).unwrap();
    stored["fingerprint"].as_str().unwrap().to_owned()
}

/// The greatest and the least score are moved to the ends of the scale: an open end holds them before and after, and a mean moves
/// by what is true of it and no further.
#[test]
fn an_extreme_moved_within_its_open_end_changes_no_picture_but_a_mean() {
    let folder = tempfile::tempdir().unwrap();
    let scale = Scale { steps: 1000, cuts: [400, 500, 600], ..POINTS };
    for seed in 0..count(50) {
        let mut dice = Dice(seed as u64);
        let pupils = school(&mut dice, 150, &scale);
        let drawn = |pupils: &[Pupil]| {
            write(folder.path(), &csv(pupils, &scale), &card(&scale));
            let views = super::views(folder.path(), "made.csv");
            let mut told: Vec<String> = Vec::new();
            for view in views["views"].as_array().unwrap() {
                let mean = view["columns"].as_array().unwrap().iter().position(|column| column["id"] == "mean");
                for row in view["rows"].as_array().unwrap() {
                    let cells = row.as_array().unwrap().iter().enumerate().filter(|(at, _)| Some(*at) != mean);
                    told.push(cells.map(|(_, cell)| cell.to_string()).collect::<Vec<_>>().join(" "));
                }
            }
            let spread = chartpaper(folder.path(), &["view", "made.csv", "spread", "--size", "100x30"]);
            told.push(spread.out());
            told
        };
        let expected = drawn(&pupils);
        let mut moved = pupils.clone();
        let at = |pick: fn(&Pupil) -> usize, greatest: bool| {
            let all = pupils.iter().enumerate();
            if greatest {
                all.max_by_key(|(_, p)| pick(p)).unwrap().0
            } else {
                all.min_by_key(|(_, p)| pick(p)).unwrap().0
            }
        };
        moved[at(|pupil| pupil.steps[1], true)].steps[1] = scale.steps;
        moved[at(|pupil| pupil.steps[1], false)].steps[1] = 0;
        assert_ne!(csv(&moved, &scale), csv(&pupils, &scale));
        assert_eq!(drawn(&moved), expected, "seed {seed}");
    }
}

/// Ten times the greatest score lies outside the scale: it is a fault of the data, told by its row alone, and never stretches an axis.
#[test]
fn ten_times_the_greatest_score_is_a_fault_and_stretches_no_axis() {
    let folder = tempfile::tempdir().unwrap();
    let pupils = school(&mut Dice(5), 150, &POINTS);
    let data = csv(&pupils, &POINTS);
    write(folder.path(), &data, &card(&POINTS));
    let expected = chartpaper(folder.path(), &["view", "made.csv", "spread"]).out();
    let axis = |drawn: &str| drawn.lines().rev().find(|line| line.contains("100")).unwrap().to_owned();
    let greatest = pupils.iter().max_by_key(|pupil| pupil.steps[1]).unwrap();
    let old = data.lines().find(|line| line.starts_with(&greatest.name) && line.contains("Spring")).unwrap();
    let new = old.replace(&format!(",{},", greatest.steps[1]), &format!(",{},", greatest.steps[1] * 10));
    assert_ne!(old, new);
    write(folder.path(), &data.replace(old, &new), &card(&POINTS));
    let answer = chartpaper(folder.path(), &["view", "made.csv", "spread"]);
    match answer.code {
        Some(0) => assert_eq!(axis(&answer.out()), axis(&expected)),
        code => assert_eq!(code, Some(1)),
    }
    let shown = String::from_utf8(answer.all()).unwrap();
    assert!(!shown.contains(&(greatest.steps[1] * 10).to_string()) && !shown.contains(&greatest.name), "{shown}");
}

#[test]
fn view_says_the_same_in_every_run_and_sessions_name_their_classes_anew() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &csv(&school(&mut Dice(2), 160, &POINTS), &POINTS), &card(&POINTS));
    let first = told(folder.path());
    assert_eq!(told(folder.path()), first);
    // What a session is named after, its random number, decides which room is Class A.
    let path = folder.path().join("made.csv");
    let letters = |seed: u64| {
        let source = chartpaper::records::DataSource::new(&path);
        let shown = chartpaper::records::admit(&[source], None, &[0; 32], seed).unwrap();
        chartpaper::report::views_json(&shown, Some("rooms"))
    };
    let of: std::collections::BTreeSet<String> = (0..40).map(|seed| letters(seed * 0x9E37_79B9)).collect();
    assert!(of.len() >= 8, "{} orders of four rooms", of.len());
    assert_eq!(letters(0), letters(0));
}
