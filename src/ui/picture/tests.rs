use ratatui::style::{Color, Modifier};

use super::*;
use crate::chart::sample::{self, Dice, guesses, trials};
use crate::chart::{Showing, plot, text};
use crate::theme::Depth;

fn drawn(picture: Picture<'_>, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    picture.render(area, &mut buffer);
    buffer
}

fn themes() -> Vec<Theme> {
    let light = Theme::shipped().remove(0);
    vec![light.clone(), light.clone().at(Depth::Colours16), light.at(Depth::Mono)]
}

#[test]
fn nothing_is_written_outside_the_area() {
    let mut dice = Dice(5);
    let themes = themes();
    for seed in 0..trials(10_000) {
        let view = sample::random(seed, seed);
        let plot = plot(&view, Showing::Values, &guesses(&view));
        let mut side = |most: usize| u16::try_from(dice.below(most)).unwrap();
        let buffer_area = Rect::new(side(5), side(5), side(120), side(50));
        let area = Rect::new(side(30), side(20), side(130), side(60));
        let mut filled = Buffer::filled(buffer_area, ratatui::buffer::Cell::new("@"));
        let theme = &themes[usize::from(side(3))];
        let chosen = plot.marks.first().map(|mark| mark.key.as_str());
        Picture { plot: &plot, theme, charset: Charset::Blocks, chosen }.render(area, &mut filled);
        for position in buffer_area.positions().filter(|position| !area.contains(*position)) {
            assert_eq!(filled[position].symbol(), "@", "seed {seed} at {position}");
        }
    }
}

#[test]
fn the_screen_shows_what_the_text_says() {
    let mono = &themes()[2];
    for view in sample::every_kind() {
        let plot = plot(&view, Showing::Values, &[]);
        let buffer = drawn(Picture { plot: &plot, theme: mono, charset: Charset::Blocks, chosen: None }, 76, 11);
        let screen: Vec<String> = buffer
            .content
            .chunks(76)
            .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned())
            .collect();
        assert_eq!(screen, text::lines_at(&plot, 76, 11, Charset::Blocks, None));
    }
}

#[test]
fn areas_in_colour_are_blanks_on_a_background() {
    let light = &themes()[0];
    let plot = plot(&sample::levels(), Showing::Values, &[]);
    let buffer = drawn(Picture { plot: &plot, theme: light, charset: Charset::Ascii, chosen: None }, 76, 11);
    let of_level = |index| {
        let ground = super::style(light.level(index, 4)).bg;
        buffer
            .content
            .iter()
            .filter(|cell| Some(cell.bg) == ground)
            .map(|cell| cell.symbol().to_owned())
            .collect::<Vec<_>>()
    };
    for index in 0..4 {
        let symbols = of_level(index);
        assert!(symbols.len() >= 6, "level {index}: {symbols:?}");
        assert!(symbols.iter().all(|symbol| symbol.chars().all(|c| " 0123456789-%".contains(c))), "{symbols:?}");
    }
}

#[test]
fn without_colour_no_colour_is_set_and_the_chosen_mark_is_reversed() {
    let mono = &themes()[2];
    let plot = plot(&sample::levels(), Showing::Values, &[]);
    let buffer = drawn(Picture { plot: &plot, theme: mono, charset: Charset::Blocks, chosen: Some("fall/2") }, 76, 11);
    assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    assert!(buffer.content.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)));
}

#[test]
fn the_picture_asks_for_no_more_lines_than_it_uses() {
    let plot = plot(&sample::table(), Showing::Values, &[]);
    assert_eq!(Picture::height(&plot, 118, 40), 8 - 1);
    assert_eq!(Picture::height(&plot, 118, 5), 5);
}

/// The letters of a line, without its codes.
fn bare(line: &str) -> String {
    let mut bare = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        bare.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    bare + rest
}

#[test]
fn lines_with_codes_say_what_the_screen_shows() {
    for theme in themes() {
        for view in sample::every_kind() {
            let plot = plot(&view, Showing::Values, &guesses(&view));
            let picture = Picture { plot: &plot, theme: &theme, charset: Charset::Blocks, chosen: None };
            let buffer = drawn(picture, 76, 12);
            let screen: Vec<String> = buffer
                .content
                .chunks(76)
                .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>())
                .collect();
            let lines = picture.ansi(76, 12);
            assert_eq!(lines.iter().map(|line| bare(line)).collect::<Vec<_>>(), screen);
            assert!(lines.iter().all(|line| line.ends_with("\u{1b}[0m")));
            let colours = lines.concat();
            let many = colours.contains("8;5;");
            assert_eq!(many, theme.depth() == Depth::Colours256);
            if theme.depth() == Depth::Mono {
                assert!(lines.iter().all(|line| !line.contains(";3") && !line.contains(";4")), "{colours}");
            }
        }
    }
}

/// The index of a colour among the 256 of xterm.
fn index(colour: Colour) -> Option<u8> {
    match colour {
        Colour::Index(index) => Some(index),
        Colour::Terminal => None,
    }
}

/// Whether a cell holds something that is read, and not the pattern or the edge of an area.
fn is_read(symbol: &str) -> bool {
    symbol.chars().any(char::is_alphanumeric) || ["%", "*", "=", "\u{2264}", "\u{2265}"].contains(&symbol)
}

/// Of every pair of colours that a picture of any kind really uses, at any size and with any mark chosen: text is read at 7:1, on an
/// area at 4.5:1, signs and areas that are no text stand out at 3:1 or have a border and a label.
#[test]
fn every_pair_of_colours_that_is_used_reads() {
    use crate::chart::canvas::{Look, draw};
    use crate::theme::contrast;
    use std::collections::BTreeSet;
    let mut pairs: BTreeSet<(String, u8, u8, bool)> = BTreeSet::new();
    let random = (0..trials(3_000)).map(|seed| sample::random(seed, seed));
    let mut tried = 0;
    for view in sample::every_kind().into_iter().chain(random) {
        let plot = plot(&view, Showing::Values, &guesses(&view));
        let look = Look { charset: Charset::Blocks, patterns: false };
        let chosen = plot.marks.first().map(|mark| mark.key.as_str());
        let canvas = draw(&plot, 118, 30, look, chosen);
        for theme in Theme::shipped().iter().filter(|theme| theme.depth() == Depth::Colours256) {
            let picture = Picture { plot: &plot, theme, charset: Charset::Blocks, chosen };
            for spot in (0..canvas.height()).flat_map(|y| canvas.line(y)).filter(|spot| is_read(&spot.symbol)) {
                let ink = picture.spot_ink(spot);
                let (front, back) = (index(ink.foreground).unwrap(), index(ink.background).unwrap());
                let on_area = matches!(spot.tone, Tone::Area(_)) && !spot.chosen;
                let is_sign = matches!(spot.tone, Tone::Sign(_)) && !spot.chosen;
                if !is_sign {
                    pairs.insert((theme.name().to_owned(), front, back, on_area));
                }
                tried += 1;
            }
        }
    }
    for (theme, front, back, on_area) in &pairs {
        let (ratio, least) = (contrast(*front, *back), if *on_area { 4.5 } else { 7.0 });
        assert!(ratio >= least, "{theme}: {front} on {back} has {ratio:.1}");
    }
    assert!(pairs.len() > 40 && tried > 10_000, "{} {tried}", pairs.len());
}

/// A group's colour alone never stands out by less than 3:1: its sign is drawn in it.
#[test]
fn signs_of_every_picture_stand_out() {
    use crate::chart::canvas::{Look, draw};
    use crate::theme::contrast;
    for view in sample::every_kind() {
        let plot = plot(&view, Showing::Values, &guesses(&view));
        let canvas = draw(&plot, 118, 30, Look { charset: Charset::Blocks, patterns: false }, None);
        for theme in Theme::shipped().iter().filter(|theme| theme.depth() == Depth::Colours256) {
            let picture = Picture { plot: &plot, theme, charset: Charset::Blocks, chosen: None };
            let spots = (0..canvas.height()).flat_map(|y| canvas.line(y));
            for spot in spots.filter(|spot| matches!(spot.tone, Tone::Sign(_)) && spot.symbol != " ") {
                let ink = picture.spot_ink(spot);
                let ratio = contrast(index(ink.foreground).unwrap(), index(ink.background).unwrap());
                assert!(ratio >= 3.0, "{}: {spot:?} has {ratio:.1}", theme.name());
            }
        }
    }
}
