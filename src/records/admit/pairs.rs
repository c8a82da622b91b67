//! Two scores of the same students, told together and apart: every file of few students that there can be goes through the gate,
//! and of all files that show the same no number of students is known to be none or one, or all or all but one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::{Admission, Body};
use super::invented::is_full;
use super::{DataSource, admit};

/// Students of each two scores: low and low, low and high, high and low, high and high.
type Counts = [u32; 4];

/// All files; only those of which nearly all are high in the first score unless `CHARTPAPER_FULL=1`. Others show another share.
fn files(n: u32) -> impl Iterator<Item = Counts> {
    (0..=n).flat_map(move |a| (0..=n - a).flat_map(move |b| (0..=n - a - b).map(move |c| [a, b, c, n - a - b - c])))
}

fn admitted(header: &str, card: &str, counts: Counts) -> Admission {
    let mut text = format!("{header}\n");
    let mut row = 0;
    for (scores, count) in ["0,0", "0,1", "1,0", "1,1"].iter().zip(counts) {
        for _ in 0..count {
            row += 1;
            writeln!(text, "s{row},{scores}").unwrap();
        }
    }
    admit(&[DataSource::bundled("pairs.csv", text, card)], None, &[0; 32], 0).unwrap()
}

/// What is asked of a file: students in some of the four.
const ASKED: [(&str, [u32; 4]); 8] = [
    ("low, low", [1, 0, 0, 0]),
    ("low, high", [0, 1, 0, 0]),
    ("high, low", [0, 0, 1, 0]),
    ("high, high", [0, 0, 0, 1]),
    ("first high", [0, 0, 1, 1]),
    ("second high", [0, 1, 0, 1]),
    ("same", [1, 0, 0, 1]),
    ("another", [0, 1, 1, 0]),
];

/// Of all files of `n` students: how many show the picture of both scores, and what is pinned down by what is shown.
fn pinned(
    n: u32,
    header: &str,
    card: &str,
    asked: &[&str],
    is_shown: impl Fn(&Admission) -> bool,
) -> (usize, usize, Vec<String>) {
    let mut told: BTreeMap<String, (bool, Vec<Counts>)> = BTreeMap::new();
    let mut files_of_all = 0;
    for counts in files(n).filter(|counts| is_full() || counts[2] + counts[3] + 3 >= n) {
        let shown = admitted(header, card, counts);
        let entry = told.entry(format!("{:?}", shown.views())).or_insert_with(|| (is_shown(&shown), Vec::new()));
        entry.1.push(counts);
        files_of_all += 1;
    }
    let mut found = Vec::new();
    let mut with = 0;
    for (is_shown, all) in told.values() {
        if *is_shown {
            with += all.len();
        }
        for (name, of) in ASKED.iter().filter(|(name, _)| asked.contains(name)) {
            let held = || all.iter().map(|counts| counts.iter().zip(of).map(|(count, of)| count * of).sum::<u32>());
            let (least, most) = (held().min().unwrap(), held().max().unwrap());
            if most < 2 || least + 2 > n {
                found.push(format!("{name}: {least} to {most} of {n} in {all:?}"));
            }
        }
    }
    (with, files_of_all, found)
}

const LEVELS: &str = r#"range = [0, 1]
step = 1
below = "Low"
cuts = [{ at = 1, name = "High" }]
at_or_above = "High"
"#;

#[test]
fn every_grid_of_one_class_beside_the_levels_of_both_measures_leaves_everybody_open() {
    let card = format!(
        r#"schema = 1
title = "Two measures"
[column.id]
role = "identifier"
[column.x]
role = "measure"
{LEVELS}
[column.y]
role = "measure"
{LEVELS}
[[view]]
id = "x"
kind = "levels"
measure = "x"
[[view]]
id = "y"
kind = "levels"
measure = "y"
[[view]]
id = "both"
kind = "grid"
measure = "x"
against = "y"
"#
    );
    let is_shown = |shown: &Admission| {
        let mut grids = shown.views().iter().filter_map(|view| match view.body() {
            Body::Grid { cells, .. } => Some(cells.iter().flatten().any(|cell| cell.number().is_some())),
            _ => None,
        });
        grids.any(|is_shown| is_shown)
    };
    let (with, all, found) = pinned(31, "id,x,y", &card, &ASKED.map(|(name, _)| name), is_shown);
    assert!(found.is_empty(), "{} of {all}: {}", found.len(), found[0]);
    assert!(!is_full() || with * 3 > all, "{with} of {all}");
}

#[test]
fn a_change_of_two_levels_tells_no_shares_of_those_who_grew() {
    let card = format!(
        r#"schema = 1
title = "Two windows"
[column.id]
role = "identifier"
[[fold]]
name = "score"
label = "Score"
by = "window"
columns = {{ x = "Fall", y = "Spring" }}
{LEVELS}
[[view]]
id = "levels"
kind = "levels"
measure = "score"
by = "window"
[[view]]
id = "change"
kind = "change"
measure = "score"
show = ["above"]
"#
    );
    let is_shown = |shown: &Admission| {
        let mut rows = shown.views().iter().filter_map(|view| match view.body() {
            Body::Change(rows) => Some(rows.iter().flat_map(|row| &row.moved).any(|cell| cell.number().is_some())),
            _ => None,
        });
        rows.any(|is_shown| is_shown)
    };
    for n in [10, 31] {
        let (with, all, found) = pinned(n, "id,x,y", &card, &["first high", "second high"], is_shown);
        assert!(found.is_empty(), "{} of {all}: {}", found.len(), found[0]);
        // Of two levels the shares of those who grew would be the missing numbers of the table of both windows.
        assert_eq!(with, 0, "{n}");
    }
}

/// A grid beside pictures by class: of one of its measures, and of both.
#[test]
fn a_grid_stands_beside_parts_of_one_measure_and_not_of_both() {
    let scale = LEVELS.replace("range = [0, 1]", "range = [0, 9]").replace("at = 1,", "at = 5,");
    let column = |name: &str| format!("[column.{name}]\nrole = \"measure\"\n{scale}\n");
    let levels =
        |name: &str, by: &str| format!("[[view]]\nid = \"{name}\"\nkind = \"levels\"\nmeasure = \"{name}\"\n{by}\n");
    let mut text = String::from("id,room,x,y\n");
    for row in 0..80_u32 {
        writeln!(text, "s{row},{},{},{}", row % 2, (row * 7) % 10, (row * 3 + row / 9) % 10).unwrap();
    }
    for (by, is_refused) in [("", false), ("by = \"room\"", true)] {
        let card = format!(
            "schema = 1\ntitle = \"Two\"\n[column.id]\nrole = \"identifier\"\n[column.room]\nrole = \"class\"\n{}{}{}{}{}",
            column("x"),
            column("y"),
            levels("x", "by = \"room\""),
            levels("y", by),
            "[[view]]\nid = \"both\"\nkind = \"grid\"\nmeasure = \"x\"\nagainst = \"y\"\n"
        );
        let shown = admit(&[DataSource::bundled("two.csv", text.clone(), card)], None, &[0; 32], 0).unwrap();
        let refused: Vec<&str> = shown.refused().iter().map(super::super::Refused::id).collect();
        assert_eq!(refused, if is_refused { vec!["both"] } else { Vec::new() });
        assert_eq!(shown.views().len(), if is_refused { 2 } else { 3 });
    }
}
