use crate::chart::sample::{group, levels_of};
use crate::chart::text::lines_at;
use crate::chart::{Charset, Prediction, Showing, plot};
use crate::records::View;

fn of(count: usize, shares: &[&str; 4]) -> View {
    let row = |n| group(&format!("Students who speak it at home {n}"), Some(200), shares, "50");
    levels_of(Some(2), (1..=count).map(row).collect())
}

fn guesses(count: usize) -> Vec<Prediction> {
    let target = |n| format!("students-who-speak-it-at-home-{n}/above");
    (1..=count).map(|n| Prediction { target: target(n), value: 10.0 * n as f64, to: None }).collect()
}

#[test]
fn every_prediction_has_its_value_at_the_least_size_of_a_terminal() {
    for count in 1..=4 {
        for showing in [Showing::Axes, Showing::Values] {
            let view = of(count, &["20", "30", "40", "10"]);
            let lines = lines_at(&plot(&view, showing, &guesses(count)), 56, 5, Charset::Blocks, None);
            for n in 1..=count {
                assert!(lines.iter().any(|line| line.ends_with(&format!("{n}0%"))), "{n}: {lines:#?}");
            }
        }
    }
}

#[test]
fn a_prediction_and_its_value_stand_on_one_line_of_the_row() {
    for height in [5, 8, 13, 19, 29] {
        let view = of(2, &["20", "30", "40", "10"]);
        for showing in [Showing::Axes, Showing::Values] {
            let lines = lines_at(&plot(&view, showing, &guesses(2)), 116, height, Charset::Blocks, None);
            for line in lines.iter().filter(|line| line.contains("P ") && !line.contains("predicted")) {
                assert_eq!(line.matches('P').count(), 2, "{line}");
            }
        }
    }
}

#[test]
fn no_dot_of_the_scale_touches_a_number_or_a_bar() {
    for width in 48..116 {
        for (height, look) in [(5, Charset::Ascii), (11, Charset::Ascii), (19, Charset::Blocks), (29, Charset::Blocks)]
        {
            let view = of(3, &["4", "46", "44", "6"]);
            let dot = if look == Charset::Ascii { '.' } else { '·' };
            let lines = lines_at(&plot(&view, Showing::Values, &guesses(3)), width, height, look, None);
            // Notes are sentences, and end as such.
            for line in lines.iter().filter(|line| !line.ends_with("ranges.")) {
                let letters: Vec<char> = line.chars().collect();
                for near in letters.windows(2).filter(|near| near.contains(&dot)) {
                    assert!(near.contains(&' '), "{width} {height}: {line}");
                }
            }
        }
    }
}

#[test]
fn every_share_is_told_where_a_row_has_lines_for_it() {
    let view = of(2, &["4", "6", "84", "6"]);
    for (width, height) in [(76, 13), (96, 19), (116, 29)] {
        let lines = lines_at(&plot(&view, Showing::Values, &[]), width, height, Charset::Blocks, None);
        for told in ["1 4%", "2 6%", "3 84%", "4 6%"] {
            assert_eq!(lines.iter().filter(|line| line.contains(told)).count(), 2, "{told}: {lines:#?}");
        }
    }
}

#[test]
fn an_axis_is_labelled_at_both_its_ends() {
    for width in 48..116 {
        let lines =
            lines_at(&plot(&of(2, &["20", "30", "40", "10"]), Showing::Axes, &[]), width, 5, Charset::Blocks, None);
        assert_eq!(lines[4].matches("100%").count(), 2, "{width}: {lines:#?}");
        let whole = levels_of(None, vec![group("All", Some(200), &["20", "30", "40", "10"], "")]);
        let lines = lines_at(&plot(&whole, Showing::Axes, &[]), width, 5, Charset::Blocks, None);
        assert!(lines.iter().any(|line| line.ends_with("100%")), "{width}: {lines:#?}");
    }
}

#[test]
fn labels_of_rows_take_the_lines_that_a_row_has_and_tall_rooms_make_tall_bars() {
    let view = of(2, &["20", "30", "40", "10"]);
    let lines = lines_at(&plot(&view, Showing::Values, &[]), 50, 19, Charset::Blocks, None);
    let labels: Vec<&String> =
        lines.iter().filter(|line| line.starts_with("Students") || line.starts_with("it at home")).collect();
    assert!(labels.len() == 4 && labels.iter().all(|line| !line.contains(crate::text::ELLIPSIS)), "{lines:#?}");
    let bars = |height| {
        let lines = lines_at(&plot(&view, Showing::Values, &[]), 116, height, Charset::Blocks, None);
        lines.iter().filter(|line| line.contains('▓') && !line.contains("Not yet")).count()
    };
    assert_eq!([bars(13), bars(29)], [4, 8]);
}

#[test]
fn the_line_of_rows_that_found_no_room_holds_nothing_else() {
    let lines = lines_at(&plot(&of(9, &["20", "30", "40", "10"]), Showing::Values, &[]), 76, 5, Charset::Ascii, None);
    assert_eq!(lines[4].trim(), "5 more rows; the values table has all of them");
}

#[test]
fn an_open_range_is_not_said_to_equal() {
    let view = levels_of(Some(2), vec![group("Fall", Some(15), &["<=5", ">=95"], ">=95")]);
    let lines = lines_at(&plot(&view, Showing::Values, &[]), 76, 11, Charset::Ascii, None);
    assert!(lines.iter().any(|line| line.ends_with("  >=95%")) && !lines.join("").contains("= >"), "{lines:#?}");
}

#[test]
fn no_value_stands_without_its_level() {
    let view = of(3, &["5", "35", "50", "10"]);
    for width in 60..100 {
        let lines = lines_at(&plot(&view, Showing::Values, &[]), width, 10, Charset::Blocks, None);
        for line in lines.iter().filter(|line| line.contains('│') && line.contains('%') && !line.contains('=')) {
            let words: Vec<&str> =
                line.split(|c: char| c == '│' || c.is_whitespace()).filter(|word| !word.is_empty()).collect();
            for (at, word) in words.iter().enumerate().filter(|(_, word)| word.ends_with('%') && **word != "100%") {
                let level = at.checked_sub(1).and_then(|before| words[before].parse::<usize>().ok());
                assert!(level.is_some_and(|level| (1..=4).contains(&level)), "{width}: {word} in {line}");
            }
        }
    }
}
