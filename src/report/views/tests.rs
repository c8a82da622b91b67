//! What stands under a heading is about it: shares through the real gate, counted again from the scores.

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::Value as Json;

use super::{views_csv, views_json};
use crate::records::{DataSource, admit};

/// Levels, lowest first, with the least score of each.
const LEVELS: [(&str, u32); 4] = [("Not yet", 0), ("Approaching", 8), ("Meeting", 13), ("Exceeding", 17)];

fn card(target: usize) -> String {
    let cuts: Vec<String> =
        LEVELS[1..].iter().map(|(name, at)| format!("{{ at = {at}, name = \"{name}\" }}")).collect();
    let mut card = format!(
        "schema = 1\ntitle = \"T\"\n[column.id]\nrole = \"identifier\"\n[column.class]\nrole = \"group\"\norder = [\"A\", \"B\", \
         \"C\"]\n[column.score]\nrole = \"measure\"\nrange = [0, 20]\nbelow = \"Not yet\"\ncuts = [{}]\nat_or_above = \"{}\"\n",
        cuts.join(", "),
        LEVELS[target].0,
    );
    for (id, kind, by) in [("levels", "levels", true), ("spread", "distribution", false), ("groups", "groups", true)] {
        let by = if by { "by = \"class\"\n" } else { "" };
        write!(card, "[[view]]\nid = \"{id}\"\nkind = \"{kind}\"\nmeasure = \"score\"\n{by}").unwrap();
    }
    card
}

/// The levels that words name, as first and behind the last; nothing for words that name none.
fn named(words: &str) -> Option<(usize, usize)> {
    let words = words.to_lowercase();
    let at = LEVELS.iter().position(|(name, _)| words.contains(&name.to_lowercase()))?;
    Some(match () {
        () if words.starts_with("at or above") => (at, LEVELS.len()),
        () if words.starts_with("below") => (0, at),
        () => (at, at + 1),
    })
}

/// Percent of scores in the levels from `first` to before `end`.
fn share(scores: &[u32], (first, end): (usize, usize)) -> f64 {
    let low = LEVELS[first].1;
    let high = LEVELS.get(end).map_or(u32::MAX, |(_, at)| *at);
    let inside = scores.iter().filter(|score| (low..high).contains(*score)).count();
    100.0 * f64::from(u32::try_from(inside).unwrap()) / f64::from(u32::try_from(scores.len()).unwrap())
}

fn bounds(cell: &Json) -> Option<(f64, f64)> {
    Some((cell.get("low")?.as_f64()?, cell.get("high")?.as_f64()?))
}

/// How many shares were told, in single levels and in parts.
type Told = (u32, u32);

/// Checks every share of every view against the scores of its row.
fn check(classes: &[Vec<u32>; 3], target: usize) -> Result<Told, TestCaseError> {
    let mut data = String::from("id,class,score\n");
    let rows = classes.iter().zip(["A", "B", "C"]).flat_map(|(scores, class)| scores.iter().map(move |s| (class, s)));
    for (at, (class, score)) in rows.enumerate() {
        writeln!(data, "Zq{at},{class},{score}").unwrap();
    }
    let Ok(admission) = admit(&[DataSource::bundled("made.csv", data, card(target))], None, &[0; 32], 0) else {
        return Ok((0, 0));
    };
    let all: Vec<u32> = classes.concat();
    let document: Json = serde_json::from_str(&views_json(&admission, None)).unwrap();
    let mut told = (0, 0);
    for view in document["views"].as_array().unwrap() {
        let columns = view["columns"].as_array().unwrap();
        for row in view["rows"].as_array().unwrap() {
            let cells = row.as_array().unwrap();
            prop_assert_eq!(cells.len(), columns.len());
            let scores =
                ["A", "B", "C"].iter().position(|class| cells[0]["text"] == **class).map_or(&all, |at| &classes[at]);
            for (column, cell) in columns.iter().zip(cells) {
                let Some((low, high)) = bounds(cell) else { continue };
                let label = column["label"].as_str().unwrap();
                // In a list, the row's words say what the value is; elsewhere the heading does.
                let is_listed = column["id"] == "value";
                let listed = cells.iter().rev().skip(1).find_map(|cell| named(cell["text"].as_str()?));
                let levels = if is_listed { listed } else { named(label) };
                let is_share = cell["text"].as_str().unwrap().ends_with('%');
                prop_assert_eq!(is_share, levels.is_some(), "{} {} {}", label, row, cell);
                prop_assert!(is_listed || is_share == (column["unit"] == "%"), "{} {}", column, cell);
                let Some(levels) = levels else { continue };
                let truth = share(scores, levels);
                prop_assert!(low <= truth && truth <= high, "{} of {}: {} is not in {}", label, row, truth, cell);
                let is_part = levels.1 - levels.0 > 1;
                (told.0, told.1) = (told.0 + u32::from(!is_part), told.1 + u32::from(is_part));
            }
        }
    }
    // The same heads and texts stand in the other export.
    let csv = views_csv(&admission, None);
    for view in document["views"].as_array().unwrap() {
        for column in view["columns"].as_array().unwrap() {
            prop_assert!(csv.contains(column["label"].as_str().unwrap()), "{}", column);
        }
    }
    Ok(told)
}

fn class() -> impl Strategy<Value = Vec<u32>> {
    (5_usize..45).prop_flat_map(|n| prop::collection::vec(0_u32..=20, n))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if std::env::var_os("CHARTPAPER_FULL").is_some() { 2_000 } else { 60 }, ..ProptestConfig::default() })]

    #[test]
    fn a_share_is_that_of_the_levels_its_heading_names(a in class(), b in class(), c in class(), target in 1_usize..4) {
        check(&[a, b, c], target)?;
    }
}

#[test]
fn groups_in_two_parts_and_groups_told_by_level_are_told_apart() {
    let spread = |n: u32| (0..n).map(|at| at * 8 % 21).collect::<Vec<u32>>();
    // Classes of 25 and 28 in parts, and so the one of 60 beside them; by level where each has a picture of its own.
    let told = check(&[spread(25), spread(28), spread(60)], 2).unwrap();
    assert!(told.0 >= 4 && told.1 >= 6, "{told:?}");
}
