use super::*;
use crate::chart::sample;
use crate::chart::text::lines_at;
use crate::chart::{Charset, Panel, Plot, Showing, plot};

/// The same plot with its first rows alone, again and again until there are `count`.
fn with_rows(count: usize) -> Plot {
    let mut plot = plot(&sample::students(), Showing::Values, &[]);
    let Panel::Heat(heat) = &mut plot.panel else { panic!("{:?}", plot.panel) };
    let rows: Vec<HeatRow> = heat.rows.iter().cycle().take(count).cloned().collect();
    heat.rows = rows;
    for (index, row) in heat.rows.iter_mut().enumerate() {
        row.label = format!("{}", index + 1);
        for (column, tile) in row.tiles.iter_mut().enumerate() {
            tile.mark = Some(format!("{}/{}", index + 1, column + 1));
        }
    }
    plot
}

fn numbers(lines: &[String]) -> Vec<usize> {
    lines.iter().flat_map(|line| line.split_whitespace()).filter_map(|word| word.parse().ok()).collect()
}

#[test]
fn blocks_stand_side_by_side_and_are_read_down() {
    let plot = with_rows(60);
    let lines = lines_at(&plot, 76, 13, Charset::Ascii, None);
    let first = lines.iter().position(|line| line.trim_start().starts_with("1 ")).unwrap();
    let rows = 13 - first;
    assert!(numbers(&lines[first..=first]).contains(&(rows + 1)), "{lines:#?}");
    assert!(numbers(&lines[first + 1..=first + 1]).starts_with(&[2]), "{lines:#?}");
    let heads = lines.iter().filter(|line| line.matches("Student").count() > 1);
    assert_eq!(heads.count(), 1, "{lines:#?}");
}

#[test]
fn every_row_is_drawn_or_counted_at_any_size() {
    for count in [1, 5, 12, 30, 91] {
        let plot = with_rows(count);
        for (width, height) in [(56, 5), (56, 6), (76, 11), (76, 13), (96, 19), (120, 29), (40, 4), (200, 60)] {
            let lines = lines_at(&plot, width, height, Charset::Blocks, None);
            let told = lines.iter().find_map(|line| {
                let words: Vec<&str> = line.split_whitespace().collect();
                let more = words.iter().position(|word| *word == "more")?;
                words.get(more.checked_sub(1)?)?.parse::<usize>().ok()
            });
            let drawn = (1..=count).filter(|row| {
                let chosen = lines_at(&plot, width, height, Charset::Blocks, Some(&format!("{row}/1")));
                chosen.iter().any(|line| line.contains('['))
            });
            // A chosen row is always among those that are drawn.
            assert_eq!(drawn.count(), count, "{count} {width}x{height}");
            let Panel::Heat(heat) = &plot.panel else { continue };
            let scores = lines.iter().flat_map(|line| line.split_whitespace());
            let first: Vec<&str> = heat.rows.iter().map(|row| row.tiles[0].text.as_str()).collect();
            let second: Vec<&str> = heat.rows.iter().map(|row| row.tiles[1].text.as_str()).collect();
            let tiles = scores.filter(|word| first.contains(word) || second.contains(word)).count();
            assert_eq!(tiles, 2 * (count - told.unwrap_or(0)), "{count} {width}x{height} {lines:#?}");
        }
    }
}

#[test]
fn a_block_without_a_row_has_no_heads_and_the_reveal_moves_none() {
    let axes = lines_at(&plot(&sample::students(), Showing::Axes, &[]), 120, 29, Charset::Blocks, None);
    let few = lines_at(&with_rows(3), 120, 29, Charset::Blocks, None);
    let many = lines_at(&with_rows(91), 120, 29, Charset::Blocks, None);
    let heads = |lines: &[String]| lines.iter().find(|line| line.contains("Student")).cloned().unwrap();
    assert_eq!(heads(&axes), heads(&few));
    assert!(heads(&many).starts_with(heads(&axes).trim_end()), "{many:#?}");
    assert!(heads(&many).matches("Student").count() >= 3, "{many:#?}");
}

#[test]
fn a_small_room_keeps_rows_before_the_title_and_the_legend() {
    let lines = lines_at(&with_rows(60), 56, 5, Charset::Blocks, None);
    assert!(lines.iter().any(|line| line.contains("more rows")), "{lines:#?}");
    assert!(numbers(&lines).contains(&2), "{lines:#?}");
}
