use std::fmt::Write as _;

use super::sample::{group, levels_of, trials};
use super::*;
use crate::records::{Admission, DataSource, admit, reopen, store};

fn guess(target: &str, value: f64) -> Prediction {
    Prediction { target: target.to_owned(), value, to: None }
}

fn rows(plot: &Plot) -> &[Row] {
    match &plot.panel {
        Panel::Rows(rows) => &rows.rows,
        other => panic!("not rows: {other:?}"),
    }
}

fn columns(plot: &Plot) -> &Columns {
    match &plot.panel {
        Panel::Columns(columns) => columns,
        other => panic!("not columns: {other:?}"),
    }
}

#[test]
fn empty_axes_know_nothing_of_the_body() {
    for seed in 0..trials(20_000) {
        let (one, other) = (sample::random(seed, 1), sample::random(seed, seed + 2));
        let guesses = sample::guesses(&one);
        assert_eq!(plot(&one, Showing::Axes, &guesses), plot(&other, Showing::Axes, &guesses), "seed {seed}");
        assert_eq!(targets(&one), targets(&other));
    }
    let axes = plot(&sample::levels(), Showing::Axes, &[]);
    assert!(axes.marks.is_empty() && axes.notes.is_empty() && axes.subtitle.is_empty());
    assert!(rows(&axes).iter().all(|row| row.n.is_none() && row.bar == Bar::Empty && row.sum.is_none()));
}

#[test]
fn marks_are_unique_and_stand_in_the_values_table() {
    for seed in 0..trials(20_000) {
        let view = sample::random(seed, seed);
        let plot = plot(&view, Showing::Values, &sample::guesses(&view));
        let mut keys: Vec<_> = plot.marks.iter().map(|mark| &mark.key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), plot.marks.len(), "seed {seed}");
        assert!(plot.values.rows.iter().all(|row| row.len() == plot.values.header.len()), "seed {seed}");
        for mark in &plot.marks {
            let listed = plot.values.rows.iter().flatten().any(|cell| cell.text() == mark.value);
            assert!(listed && mark.value != HIDDEN, "seed {seed}: {mark:?} in {:?}", plot.values);
        }
    }
}

#[test]
fn bars_stay_inside_the_axis_and_touch() {
    for seed in 0..trials(20_000) {
        let plot = plot(&sample::random(seed, seed), Showing::Values, &[]);
        match &plot.panel {
            Panel::Rows(panel) => {
                for row in &panel.rows {
                    let Bar::Segments(segments) = &row.bar else { continue };
                    assert!(
                        segments.iter().all(|one| one.from >= 0.0 && one.from <= one.to && one.to <= 1.0),
                        "{row:?}"
                    );
                    assert!(segments.windows(2).all(|pair| (pair[0].to - pair[1].from).abs() < 1e-9), "{row:?}");
                }
            }
            Panel::Columns(panel) => {
                assert!(panel.bars.iter().all(|bar| 0.0 <= bar.from && bar.from <= bar.to && bar.to <= 1.0));
                assert!(panel.bars.iter().all(|bar| (0.0..=1.0).contains(&bar.height)));
                assert!(panel.bars.iter().all(|bar| bar.text != HIDDEN || bar.height == 0.0));
            }
            Panel::Tracks(panel) => {
                let ends = panel.rows.iter().flat_map(|row| &row.spans);
                assert!(ends.clone().all(|span| 0.0 <= span.from && span.from <= span.to && span.to <= 1.0));
                let points = panel.rows.iter().flat_map(|row| &row.points);
                assert!(points.clone().all(|point| (0.0..=1.0).contains(&point.at) && point.mark.is_some()));
                let hidden = panel.rows.iter().filter(|row| row.hidden.is_some());
                assert!(hidden.clone().all(|row| row.spans.is_empty() && row.points.is_empty() && row.end.is_empty()));
            }
            Panel::Multiples(panel) => {
                let bars = panel.groups.iter().flat_map(|group| &group.bars);
                assert!(bars.clone().all(|bar| 0.0 <= bar.from && bar.from <= bar.to && bar.to <= 1.0));
                assert!(bars.clone().all(|bar| (0.0..=1.0 + 1e-9).contains(&bar.height)));
            }
            Panel::Lines(panel) => {
                let spots = panel.series.iter().flat_map(|series| series.points.iter().flatten());
                let inside = |spot: &Spot| (0.0..=1.0).contains(&spot.at) && spot.window < panel.windows.len();
                assert!(spots.clone().all(|spot| inside(spot) && spot.mark.is_some()));
            }
            Panel::Heat(panel) => {
                let tiles = panel.rows.iter().flat_map(|row| &row.tiles);
                // In a list a number without a level has no ground either.
                let is_right =
                    |tile: &&Tile| tile.mark.is_some() == tile.fill.is_some() || panel.is_list && tile.fill.is_none();
                assert!(tiles.clone().all(|tile| is_right(&tile)), "{panel:?}");
                assert!(panel.rows.iter().all(|row| row.tiles.len() == panel.columns.len()));
            }
            Panel::Cloud(panel) => {
                let inside = |at: f64| (0.0..=1.0).contains(&at);
                assert!(panel.points.iter().all(|point| inside(point.x) && inside(point.y)), "{panel:?}");
                assert!(panel.hidden.is_none() || panel.points.is_empty() && plot.marks.is_empty());
            }
            Panel::Table(_) => {}
        }
    }
}

#[test]
fn what_is_hidden_has_no_length_and_no_mark() {
    let plot = plot(&sample::levels(), Showing::Values, &[guess("summer/above", 60.0)]);
    let summer = &rows(&plot)[3];
    assert_eq!(summer.bar, Bar::Hidden("*  hidden: tells of too few".to_owned()));
    assert_eq!((&summer.n, &summer.sum), (&None, &None));
    assert!(plot.marks.iter().all(|mark| !mark.label.starts_with("Summer")));
    assert_eq!(plot.values.texts()[3], ["Summer", "*", "*", "*", "*", "*", "*", "*", "60%"].map(str::to_owned));
}

#[test]
fn a_row_is_hidden_without_a_reason_that_its_size_contradicts() {
    let hidden = ["", "", "", ""];
    let view = levels_of(Some(2), vec![group("Fall", Some(40), &hidden, "")]);
    assert_eq!(rows(&plot(&view, Showing::Values, &[]))[0].bar, Bar::Hidden("*  hidden for privacy".to_owned()));
}

#[test]
fn diverging_rows_turn_on_the_cut_and_are_whole() {
    let view = levels_of(Some(2), vec![group("Fall", Some(200), &["20", "30", "40", "10"], "50")]);
    let plot = plot(&view, Showing::Values, &[]);
    let Bar::Segments(segments) = &rows(&plot)[0].bar else { panic!("{:?}", plot.panel) };
    let ends: Vec<f64> = segments.iter().map(|one| one.from).chain([segments[3].to]).collect();
    for (end, expected) in ends.iter().zip([0.25, 0.35, 0.5, 0.7, 0.75]) {
        assert!((end - expected).abs() < 1e-9, "{ends:?}");
    }
    let marks: Vec<_> =
        plot.marks.iter().map(|mark| (mark.key.as_str(), mark.label.as_str(), mark.value.as_str())).collect();
    assert_eq!(marks[2], ("fall/3", "Fall, 3 Meeting", "40%"));
    assert_eq!(marks[4], ("fall/above", "Fall, at or above 3 Meeting", "50%"));
    assert_eq!(plot.summary, "Students at or above 3 Meeting: Fall 50%.");
}

#[test]
fn ranges_that_add_up_to_more_are_drawn_as_one_hundred_and_within_their_texts() {
    let view = levels_of(None, vec![group("All", Some(15), &["31-40", "31-40", "31-40", "<=20"], "")]);
    let plot = plot(&view, Showing::Values, &[]);
    let Bar::Segments(segments) = &rows(&plot)[0].bar else { panic!("{:?}", plot.panel) };
    assert!((segments[3].to - 1.0).abs() < 1e-9 && segments[0].from == 0.0);
    let lengths = segments.iter().map(|segment| 100.0 * (segment.to - segment.from));
    let bounds = [(31.0, 40.0), (31.0, 40.0), (31.0, 40.0), (0.0, 20.0)];
    for (length, (low, high)) in lengths.zip(bounds) {
        assert!(low - 0.51 <= length && length <= high + 0.51, "{segments:?}");
    }
}

#[test]
fn a_small_group_is_drawn_in_two_parts_and_that_is_said() {
    let plot = plot(&sample::levels(), Showing::Values, &[]);
    let Bar::Segments(parts) = &rows(&plot)[2].bar else { panic!("{:?}", plot.panel) };
    let shorts: Vec<_> = parts.iter().map(|part| (part.short.as_str(), part.fill)).collect();
    assert_eq!(shorts, [("1-2", Fill::Merged), ("3-4", Fill::Merged)]);
    assert!(plot.notes.iter().any(|note| note.contains("two parts")), "{:?}", plot.notes);
    assert_eq!(plot.marks.iter().filter(|mark| mark.key == "spring/above").count(), 1);
    assert_eq!(plot.values.texts()[2][2..], ["", "", "", "", "31-40%", "61-70%"].map(str::to_owned));
}

#[test]
fn targets_are_asked_a_row_when_there_is_a_cut() {
    let targets = targets(&sample::levels());
    assert_eq!(targets[0].label, "Fall: at or above 3 Meeting");
    assert_eq!((targets[0].key.as_str(), targets[0].unit.as_str()), ("fall/above", "%"));
    assert_eq!((targets.len(), targets[0].low, targets[0].high), (4, 0.0, 100.0));
}

#[test]
fn targets_are_asked_a_level_for_a_single_row_without_a_cut() {
    let shares = ["10", "20", "30", "40"];
    let one = levels_of(None, vec![group("All", Some(200), &shares, "")]);
    let labels: Vec<_> = targets(&one).into_iter().map(|target| target.label).collect();
    assert_eq!(labels, ["All: 1 Not yet", "All: 2 Approaching", "All: 3 Meeting", "All: 4 Exceeding"]);
    let two = levels_of(None, vec![group("A", Some(200), &shares, ""), group("B", Some(200), &shares, "")]);
    assert!(targets(&two).is_empty());
}

#[test]
fn targets_of_a_distribution_are_its_bands_and_the_median() {
    let targets = targets(&sample::distribution());
    let labels: Vec<_> = targets.iter().map(|target| target.label.as_str()).collect();
    let bands = [
        "1 Not yet (under 190)",
        "2 Approaching (190 to 206)",
        "3 Meeting (207 to 222)",
        "4 Exceeding (223 and above)",
    ];
    assert_eq!(labels[..4], bands);
    assert_eq!((labels[4], targets[4].low, targets[4].high), ("Middle score (median)", 150.0, 260.0));
}

/// 25 students in four levels: 3, 9, 8 and 5.
fn small_group() -> Admission {
    let scores = [(150, 3), (195, 9), (210, 8), (230, 5)];
    let cells = scores.iter().flat_map(|(score, count)| std::iter::repeat_n(score, *count));
    let mut text = String::from("id,score\n");
    for (at, score) in cells.enumerate() {
        writeln!(text, "Zq{at},{score}").unwrap();
    }
    let card = r#"
schema = 1
title = "T"
[column.id]
role = "identifier"
[column.score]
role = "measure"
range = [140, 280]
cuts = [{ at = 188, name = "Approaching" }, { at = 205, name = "Meeting" }, { at = 220, name = "Exceeding" }]
at_or_above = "Meeting"
[[view]]
id = "spread"
kind = "distribution"
measure = "score"
"#;
    admit(&[DataSource::bundled("small.csv", text, card)], None, &[0; 32], 0).unwrap()
}

#[test]
fn a_small_group_is_told_in_two_parts_under_their_own_scores() {
    let admission = small_group();
    let view = admission.view("spread").unwrap();
    let shown = plot(view, Showing::Values, &[guess("band/above", 60.0)]);
    let bands: Vec<_> = columns(&shown)
        .bands
        .iter()
        .map(|band| (band.name.as_str(), band.text.as_str(), band.to - band.from))
        .collect();
    // 12 of 25 below 205, 13 from there on; 65 of 141 scores lie below.
    assert_eq!((bands[0].0, bands[0].1), ("below 3 Meeting", "41-50%"));
    assert_eq!((bands[1].0, bands[1].1), ("at or above 3 Meeting", "51-60%"));
    assert!((bands[0].2 - 65.0 / 141.0).abs() < 1e-9 && (bands[1].2 - 76.0 / 141.0).abs() < 1e-9, "{bands:?}");
    let labels = ["below 3 Meeting (under 205)", "at or above 3 Meeting (205 and above)"];
    assert_eq!(targets(view).iter().map(|target| target.label.as_str()).take(2).collect::<Vec<_>>(), labels);
    assert!(shown.summary.contains(&format!("{} 41-50%, {} 51-60%", labels[0], labels[1])), "{}", shown.summary);
    let texts = shown.values.texts();
    let line = texts.iter().find(|row| row[0] == labels[1]).unwrap();
    assert_eq!(line[1..], ["51-60%", "60%"]);
    assert_eq!(shown.mark("band/above").unwrap().predicted.as_deref(), Some("predicted 60%"));
    let axes = plot(view, Showing::Axes, &[]);
    assert_eq!(columns(&axes).bands.len(), 2);
}

#[test]
fn shares_of_other_bands_than_those_of_the_frame_are_not_shown() {
    // A session of the first days: two shares and no word where they meet.
    let mut stored = store(&small_group());
    stored["views"][0]["frame"].as_object_mut().unwrap().remove("split");
    let admission = reopen(&stored).unwrap();
    let shown = plot(&admission.views()[0], Showing::Values, &[]);
    assert_eq!(columns(&shown).bands.iter().map(|band| band.text.as_str()).collect::<Vec<_>>(), ["*"; 4]);
    assert!(!shown.summary.contains('%'), "{}", shown.summary);
}

#[test]
fn targets_of_a_table_are_its_first_statistic() {
    let labels: Vec<_> = targets(&sample::table()).into_iter().map(|target| target.label).collect();
    assert_eq!(labels[..2], ["Class A: Median", "Class B: Median"]);
    let bounds = targets(&sample::table()).first().map(|target| (target.low, target.high));
    assert_eq!(bounds, Some((150.0, 260.0)));
}

#[test]
fn the_values_of_levels_say_what_a_row_is() {
    assert_eq!(plot(&sample::levels(), Showing::Values, &[]).values.heads()[..2], ["Test window", "n"]);
}

#[test]
fn predictions_stand_beside_the_actual_values() {
    let guesses =
        [guess("fall/above", 10.0), guess("fall/above", 50.0), guess("no such", 1.0), guess("winter/above", f64::NAN)];
    let shown = plot(&sample::levels(), Showing::Values, &guesses);
    assert_eq!(shown.mark("fall/above").unwrap().predicted.as_deref(), Some("predicted 50%"));
    assert_eq!(shown.mark("winter/above").unwrap().predicted, None);
    assert_eq!(shown.mark("fall/3").unwrap().predicted, None);
    let axes = plot(&sample::levels(), Showing::Axes, &guesses);
    assert_eq!(rows(&axes)[0].predictions, rows(&shown)[0].predictions);
    assert!((rows(&axes)[0].predictions[0].at - 0.75).abs() < 1e-9);
    assert_eq!(axes.values.texts()[0], ["Fall: at or above 3 Meeting", "50%"].map(str::to_owned));
}

#[test]
fn predicted_shares_get_a_row_that_never_exceeds_its_room() {
    let view = levels_of(None, vec![group("All", Some(200), &["10", "20", "30", "40"], "")]);
    let plot = plot(&view, Showing::Axes, &[guess("all/1", 80.0), guess("all/4", 80.0), guess("all/2", -5.0)]);
    let Bar::Segments(parts) = &rows(&plot)[1].bar else { panic!("{:?}", plot.panel) };
    assert_eq!(parts.iter().map(|part| part.short.as_str()).collect::<Vec<_>>(), ["1", "2", "4"]);
    assert!((parts[2].to - 1.0).abs() < 1e-9);
}

#[test]
fn the_area_of_a_bar_tells_its_students() {
    let plot = plot(&sample::distribution(), Showing::Values, &[]);
    let bars = &columns(&plot).bars;
    let area = |index: usize| bars[index].height * (bars[index].to - bars[index].from);
    // 7 students under 180, 21 from 207 to 214.
    assert!((area(4) / area(0) - 3.0).abs() < 1e-9);
    assert!(plot.notes.iter().any(|note| note.contains("area")), "{:?}", plot.notes);
    assert!(plot.notes.iter().any(|note| note.contains("everything under 180")), "{:?}", plot.notes);
    assert_eq!(bars[0].open.as_deref(), Some("under 180"));
}

#[test]
fn a_withheld_distribution_has_words_in_place_of_bars() {
    let view = sample::made(&sample::Sample::Scores {
        range: (0.0, 100.0),
        cuts: Vec::new(),
        bins: Vec::new(),
        median: "*".to_owned(),
        bands: Vec::new(),
    });
    let plot = plot(&view, Showing::Values, &[]);
    assert_eq!(columns(&plot).hidden.as_deref(), Some("*  hidden: tells of too few"));
    assert!(plot.marks.is_empty() && columns(&plot).bars.is_empty() && columns(&plot).pointers.is_empty());
    assert_eq!(plot.summary, "How the scores are spread is hidden.");
}

#[test]
fn a_level_that_carries_its_number_is_not_numbered_twice() {
    let levels = ["Level 1", "2", "L3"].map(str::to_owned).to_vec();
    let rows = vec![group("All", Some(50), &["20", "30", "50"], "80")];
    let plot = plot(&sample::made(&sample::Sample::Levels { levels, cut: Some(1), rows }), Showing::Values, &[]);
    let names: Vec<_> = plot.legend.iter().map(|key| key.label.as_str()).collect();
    assert_eq!(names, ["Level 1", "2", "3 L3"]);
}
