//! What holds of every kind of picture, whatever the data and the size. A kind that is not among the random ones fails here.

use std::collections::BTreeSet;

use super::canvas::{self, Look};
use super::sample::{self, Dice, KINDS, guesses, trials};
use super::*;

/// The place of a kind among the random ones. A new one does not compile until it has one.
fn place(view: &View) -> u64 {
    match view.frame() {
        Frame::Levels { .. } => 0,
        Frame::Distribution { dot: None, .. } => 1,
        Frame::Table { .. } => 2,
        Frame::Boxes { .. } => 3,
        Frame::Change { .. } => 4,
        Frame::Windows { .. } => 5,
        Frame::Grid { .. } => 6,
        Frame::Items { .. } => 7,
        Frame::Groups { .. } => 8,
        Frame::Marks { form: MarkForm::Dots, .. } => 9,
        Frame::Marks { form: MarkForm::Scatter, .. } => 10,
        Frame::Marks { form: MarkForm::Rows, .. } => 11,
        Frame::Distribution { dot: Some(_), .. } => 12,
    }
}

/// A random picture: of which view, revealed or not, with or without predictions.
struct Tried {
    seed: u64,
    view: View,
    showing: Showing,
    plot: Plot,
}

fn tried(full: u64) -> impl Iterator<Item = Tried> {
    let mut dice = Dice(31);
    (0..trials(full).max(KINDS * 20)).map(move |seed| {
        let view = sample::random(seed, seed);
        let showing = if dice.below(4) == 0 { Showing::Axes } else { Showing::Values };
        let guesses = if dice.below(2) == 0 { Vec::new() } else { guesses(&view) };
        let plot = plot(&view, showing, &guesses);
        Tried { seed, view, showing, plot }
    })
}

fn looks() -> Vec<Look> {
    let sets = [Charset::Blocks, Charset::Ascii, Charset::Braille];
    sets.into_iter().flat_map(|charset| [true, false].map(|patterns| Look { charset, patterns })).collect()
}

#[test]
fn every_kind_is_tried() {
    assert!((0..KINDS).all(|kind| (0..5).all(|turn| place(&sample::random(kind + turn * KINDS, 3)) == kind)));
    let kinds: BTreeSet<u64> = sample::every_kind().iter().map(place).collect();
    assert_eq!(kinds, (0..KINDS).collect());
}

#[test]
fn no_label_covers_another() {
    let mut dice = Dice(37);
    let looks = looks();
    for Tried { seed, plot, .. } in tried(30_000) {
        let look = looks[dice.below(looks.len())];
        let (width, height) = (20 + dice.below(120), 3 + dice.below(40));
        let canvas = canvas::draw(&plot, width, height, look, None);
        let screen = text::lines_at(&plot, width, height, look.charset, None);
        assert_eq!(
            canvas.covered(),
            Vec::<&str>::new(),
            "seed {seed} {width}x{height} {look:?}:\n{}",
            screen.join("\n")
        );
    }
}

/// The numbers of a text, such as `31`, `35` and `207.5`.
fn numbers(words: &str) -> BTreeSet<String> {
    words
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|number| number.trim_matches('.').to_owned())
        .filter(|number| !number.is_empty())
        .collect()
}

#[test]
fn every_number_that_is_drawn_stands_in_the_values_table() {
    for Tried { seed, plot, showing, .. } in tried(20_000) {
        let table: BTreeSet<String> = plot.values.rows.iter().flatten().flat_map(|cell| numbers(cell.text())).collect();
        let labels: BTreeSet<String> = plot.marks.iter().flat_map(|mark| numbers(&mark.label)).collect();
        let mut drawn = Vec::new();
        plot.panel.clone().for_each_value(|text| drawn.push(text.clone()));
        for text in drawn {
            let missing: Vec<_> =
                numbers(&text).into_iter().filter(|one| !table.contains(one) && !labels.contains(one)).collect();
            assert!(missing.is_empty(), "seed {seed} {showing:?}: {missing:?} of `{text}` in {:?}", plot.values);
        }
        for mark in &plot.marks {
            assert!(plot.values.rows.iter().flatten().any(|cell| cell.text() == mark.value), "seed {seed}: {mark:?}");
        }
    }
}

#[test]
fn what_is_withheld_has_no_length_no_position_and_no_mark() {
    let mut seen = BTreeSet::new();
    for Tried { seed, view, plot, .. } in tried(20_000) {
        let hidden = match &plot.panel {
            Panel::Rows(rows) => rows.rows.iter().any(|row| matches!(row.bar, Bar::Hidden(_))),
            Panel::Columns(columns) => {
                assert!(columns.hidden.is_none() || columns.bars.is_empty(), "seed {seed}");
                assert!(columns.bars.iter().all(|bar| bar.text != HIDDEN || bar.height == 0.0 && bar.mark.is_none()));
                columns.hidden.is_some()
            }
            Panel::Table(table) => {
                let mut entries = table.rows.iter().flatten().filter(|entry| entry.text == HIDDEN);
                entries.clone().for_each(|entry| assert!(entry.mark.is_none(), "seed {seed}"));
                entries.next().is_some()
            }
            Panel::Tracks(tracks) => {
                let hidden: Vec<_> = tracks.rows.iter().filter(|row| row.hidden.is_some()).collect();
                assert!(
                    hidden.iter().all(|row| row.spans.is_empty() && row.points.is_empty() && row.details.is_empty())
                );
                !hidden.is_empty()
            }
            Panel::Lines(lines) => {
                let hidden: Vec<_> = lines.series.iter().filter(|series| series.hidden.is_some()).collect();
                assert!(hidden.iter().all(|series| series.points.iter().all(Option::is_none)), "seed {seed}");
                !hidden.is_empty()
            }
            Panel::Heat(heat) => {
                let tiles = heat.rows.iter().flat_map(|row| &row.tiles).filter(|tile| tile.text == HIDDEN);
                tiles.clone().for_each(|tile| assert!(tile.fill.is_none() && tile.mark.is_none(), "seed {seed}"));
                tiles.count() > 0 || heat.hidden.is_some()
            }
            Panel::Multiples(multiples) => {
                let hidden: Vec<_> = multiples.groups.iter().filter(|group| group.hidden.is_some()).collect();
                assert!(hidden.iter().all(|group| group.bars.is_empty()), "seed {seed}");
                !hidden.is_empty()
            }
            Panel::Cloud(cloud) => {
                assert!(cloud.hidden.is_none() || cloud.points.is_empty(), "seed {seed}");
                cloud.hidden.is_some()
            }
        };
        if hidden {
            seen.insert(place(&view));
        }
    }
    assert_eq!(seen, (0..KINDS).collect(), "a kind of which nothing was ever hidden proves nothing");
}

#[test]
fn bars_start_at_zero() {
    for Tried { seed, plot, .. } in tried(20_000) {
        if let Panel::Rows(rows) = &plot.panel {
            let zero = rows.axis.at(0.0);
            for row in &rows.rows {
                let Bar::Segments(segments) = &row.bar else { continue };
                let ends: Vec<f64> = segments.iter().flat_map(|segment| [segment.from, segment.to]).collect();
                let touches = ends.is_empty() || ends.iter().any(|end| (end - zero).abs() < 1e-9);
                assert!(
                    touches && rows.divide.as_ref().is_none_or(|divide| (divide.at - zero).abs() < 1e-9),
                    "seed {seed}: {row:?}"
                );
            }
        }
        // Columns and strips have no other end than the axis: half the number is half the height.
        if let Panel::Columns(columns) = &plot.panel {
            let told = |bar: &Column| Some((bar.text.parse::<f64>().ok()? / (bar.to - bar.from), bar.height));
            let told: Vec<(f64, f64)> = columns.bars.iter().filter(|bar| bar.to > bar.from).filter_map(told).collect();
            for ((one, high), (other, low)) in told.iter().zip(told.iter().skip(1)) {
                assert!((one * low - other * high).abs() <= 1e-6 * one.max(*other), "seed {seed}: {told:?}");
            }
        }
    }
}

#[test]
fn two_runs_are_the_same() {
    let looks = looks();
    for Tried { seed, view, showing, plot } in tried(5_000) {
        let again = super::plot(
            &view,
            showing,
            &if plot.legend.iter().any(|key| key.fill == Fill::Prediction) { guesses(&view) } else { Vec::new() },
        );
        assert_eq!(plot, again, "seed {seed}");
        let look = looks[usize::try_from(seed).unwrap() % looks.len()];
        assert_eq!(canvas::draw(&plot, 90, 20, look, None), canvas::draw(&again, 90, 20, look, None), "seed {seed}");
        assert_eq!(text::values(&plot.values), text::values(&again.values));
    }
}

/// The kinds of which a group can predict numbers; the prediction stands on the axes, beside the actual value, and in the values table.
#[test]
fn predictions_stand_beside_the_actual_values_of_every_kind_that_has_any() {
    let mut asked = BTreeSet::new();
    for view in sample::every_kind() {
        let (targets, guesses) = (targets(&view), guesses(&view));
        if targets.is_empty() {
            continue;
        }
        asked.insert(place(&view));
        let (axes, shown) = (plot(&view, Showing::Axes, &guesses), plot(&view, Showing::Values, &guesses));
        let column = shown.values.header.iter().position(|head| head.id == PREDICTED).unwrap();
        for (target, guess) in targets.iter().zip(&guesses) {
            let told = number(guess.value);
            let is_listed =
                |values: &Values, column: usize| values.rows.iter().any(|row| row[column].text().contains(&told));
            assert!(is_listed(&axes.values, 1), "{target:?} on the axes");
            assert!(is_listed(&shown.values, column), "{target:?} beside the values: {:?}", shown.values);
            if let Some(mark) = shown.mark(&target.key) {
                let predicted = mark.predicted.as_deref().unwrap_or_default();
                assert!(predicted.contains(&told) && !mark.value.is_empty(), "{mark:?}");
            }
        }
        for plot in [&axes, &shown] {
            assert!(plot.legend.iter().any(|key| key.fill == Fill::Prediction));
            let screen = text::lines_at(plot, 118, 40, Charset::Blocks, None).join("\n");
            let told = guesses.iter().filter(|guess| screen.contains(&number(guess.value))).count();
            assert_eq!(told, guesses.len(), "{screen}");
        }
    }
    // Nothing is guessed of single students (11); of every other kind something is.
    assert_eq!(asked, (0..KINDS).filter(|kind| *kind != 11).collect());
}
