use super::*;
use crate::chart::sample::{self, Dice, guesses, trials};
use crate::chart::text::{lines_at, values};
use crate::chart::{Bar, Panel, Point, Prediction, Showing, Tick, plot, targets};
use crate::records::View;

const PATTERNS: Look = Look { charset: Charset::Blocks, patterns: true };

fn letters(canvas: &Canvas, y: usize) -> String {
    canvas.line(y).iter().map(|spot| spot.symbol.as_ref()).collect()
}

fn shown(view: &View, charset: Charset) -> Vec<String> {
    lines_at(&plot(view, Showing::Values, &[]), 76, 11, charset, None)
}

#[test]
fn levels_at_80_by_24() {
    let expected = [
        "Reading, Grade 5: share at each level, by window  Same students",
        "        ## 1 Not yet  ~~ 2 Approaching | xx 3 Meeting  @@ 4 Exceeding",
        "Fall   n=81   .           # 1 #~~ 2 ~~~|xxx 3 xxx@@@            .  = 46-50%",
        "              .     1 21-25%  2 31-35% | 3 31-35%  4 11-15%     .",
        "Winter n=80   .            # 1 #~~ 2 ~~|xxx 3 xxx@@@@           .  = 51-55%",
        "              .     1 16-20%  2 26-30% | 3 36-40%  4 16-20%     .",
        "Spring n=14   .            .  // 1-2 //|// 3-4 61-70% //        .  = 61-70%",
        "              .             1-2 31-40% |            .           .",
        "Summer        *  hidden: tells of too few           .           .",
        "              .            .           |            .           .",
        "             100%         50%          0%          50%         100%",
    ];
    assert_eq!(shown(&sample::levels(), Charset::Ascii), expected);
}

#[test]
fn a_distribution_at_80_by_24() {
    let expected = [
        "Reading (RIT), Grade 5, Spring  n = 96 of 98 tested",
        "          1 Not yet        2 Approaching  3 Meeting       4 Exceeding",
        "           16-20%           │ 31-35%  │  36-40%  │          11-15%",
        "                            │         │ 21       │",
        "                            │ 15   18 │█████     │",
        "                        12  │▄▄▄▄ ████│█████  13 │",
        "       under 180      ▄▄▄▄▄▄│████ ████│█████ ████│     223 and above",
        "           7          ██████│████ ████│█████ ████│          10",
        "   ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ ██████│████ ████│█████ ████│▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄",
        "  ─────160──────────180────190───────207────────223────────240─────────260",
        "                                     ▲ median 205",
    ];
    assert_eq!(shown(&sample::distribution(), Charset::Blocks), expected);
}

#[test]
fn a_table_at_80_by_24() {
    let expected = [
        "Reading, Grade 5, by class  Spring",
        "Class      Students  Median (RIT)  At or above 207 Meeting",
        "──────────────────────────────────────────────────────────",
        "Class A          25           205                   46-50%",
        "Class B          24           211                   61-65%",
        "Class C           *             *                        *",
        "All              96           207                   51-55%",
        "",
        "",
        "",
        "",
    ];
    assert_eq!(shown(&sample::table(), Charset::Blocks), expected);
}

#[test]
fn values_are_aligned() {
    let lines = values(&plot(&sample::table(), Showing::Values, &[]).values);
    assert_eq!(lines[0], "Class    Students  Median (RIT)  At or above 207 Meeting");
    assert_eq!(lines[1], "-------  --------  ------------  -----------------------");
    assert_eq!(lines[2], "Class A        25           205                   46-50%");
}

#[test]
fn every_line_is_as_wide_as_the_canvas_at_every_size() {
    let mut dice = Dice(7);
    for seed in 0..trials(30_000) {
        let view = sample::random(seed, seed);
        let showing = if dice.below(2) == 0 { Showing::Axes } else { Showing::Values };
        let guesses = if dice.below(2) == 0 { Vec::new() } else { guesses(&view) };
        let plot = plot(&view, showing, &guesses);
        let (width, height) =
            if dice.below(8) == 0 { (dice.below(241), dice.below(71)) } else { (dice.below(100), dice.below(30)) };
        let look = Look {
            charset: if dice.below(2) == 0 { Charset::Ascii } else { Charset::Blocks },
            patterns: dice.below(2) == 0,
        };
        let marks = &plot.marks;
        let chosen = marks.get(dice.below(marks.len() + 1)).map(|mark| mark.key.as_str());
        let canvas = draw(&plot, width, height, look, chosen);
        assert_eq!((canvas.width(), canvas.height()), (width, height));
        for y in 0..height {
            let line = letters(&canvas, y);
            assert_eq!(text::width(&line), width, "seed {seed} {width}x{height}: {line:?}");
            assert!(line.chars().all(text::is_showable), "seed {seed}: {line:?}");
            let ascii = look.charset != Charset::Ascii
                || canvas
                    .line(y)
                    .iter()
                    .all(|spot| !matches!(spot.tone, Tone::Rule | Tone::Sign(_)) || spot.symbol.is_ascii());
            assert!(ascii, "seed {seed}: {line:?}");
        }
        assert_eq!(canvas, draw(&plot, width, height, look, chosen));
    }
}

#[test]
fn the_reveal_moves_nothing() {
    let mut dice = Dice(11);
    for seed in 0..trials(20_000) {
        let view = sample::random(seed, seed);
        let guesses = if seed % 2 == 0 { Vec::new() } else { guesses(&view) };
        let (axes, values) = (plot(&view, Showing::Axes, &guesses), plot(&view, Showing::Values, &guesses));
        let (width, height) = (LEAST_WIDTH + dice.below(120), 12 + dice.below(30));
        let before = draw(&axes, width, height, PATTERNS, None);
        let after = draw(&values, width, height, PATTERNS, None);
        if height < body_height(&axes, width).least {
            continue;
        }
        for y in 0..height {
            for (one, other) in before.line(y).iter().zip(after.line(y)) {
                // Where a value of the body stands there was nothing, a guide, a line or the words of a prediction.
                let fixed = matches!(one.tone, Tone::Strong | Tone::Quiet) && !one.symbol.trim().is_empty();
                assert!(
                    !fixed || one == other,
                    "seed {seed} {width}x{height}:\n{}\n{}",
                    letters(&before, y),
                    letters(&after, y)
                );
            }
        }
    }
}

#[test]
fn labels_of_rows_and_heads_stand_still() {
    // Items change their order at the reveal: it is what their picture shows.
    let still = |view: &View| !matches!(view.frame(), crate::records::Frame::Items { .. });
    for view in sample::every_kind().into_iter().filter(still) {
        let (axes, values) = (plot(&view, Showing::Axes, &[]), plot(&view, Showing::Values, &[]));
        for (width, height) in [(76, 11), (118, 28), (60, 9)] {
            let (before, after) =
                (draw(&axes, width, height, PATTERNS, None), draw(&values, width, height, PATTERNS, None));
            let fixed =
                |spot: &Spot| !matches!(spot.tone, Tone::Blank | Tone::Rule | Tone::Sign(_)) && spot.symbol != " ";
            let mut compared = 0;
            for (one, other) in before.spots.iter().zip(&after.spots).filter(|(one, _)| fixed(one)) {
                assert_eq!(one, other);
                compared += 1;
            }
            assert!(compared > 20);
        }
    }
}

fn runs(line: &str, is_part: impl Fn(char) -> bool) -> Vec<(usize, usize, String)> {
    let mut runs: Vec<(usize, usize, String)> = Vec::new();
    for (x, c) in line.chars().enumerate().filter(|(_, c)| is_part(*c)) {
        match runs.last_mut() {
            Some((_, end, text)) if *end == x => {
                *end += 1;
                text.push(c);
            }
            _ => runs.push((x, x + 1, c.to_string())),
        }
    }
    runs
}

#[test]
fn tick_labels_are_centred_on_their_tick_and_never_touch() {
    let mut dice = Dice(3);
    for _ in 0..trials(20_000) {
        let width = 20 + dice.below(200);
        let strip = Strip { x: 3, width: width - 6 };
        let low = dice.below(500) as f64;
        let axis = crate::chart::Axis {
            name: String::new(),
            unit: if dice.below(2) == 0 { "%".to_owned() } else { String::new() },
            low,
            high: low + 1.0 + dice.below(2000) as f64,
            grain: 0.0,
            mirrored: false,
            fixed: (0..dice.below(4)).map(|_| low + dice.below(10) as f64).collect(),
        };
        let ticks = axis.ticks(2 + dice.below(40));
        let mut canvas = Canvas::new(width, 1);
        let mut pen = Pen { canvas: &mut canvas, look: PATTERNS, chosen: None };
        let columns = pen.tick_labels(&ticks, strip, 0, Tone::Text);
        let runs = runs(&letters(&canvas, 0), |c| c != ' ');
        assert_eq!(runs.len(), columns.len());
        for pair in runs.windows(2) {
            assert!(pair[0].1 + 2 <= pair[1].0, "{}", letters(&canvas, 0));
        }
        for (start, end, label) in runs {
            let centre = (start + end - 1) as f64 / 2.0;
            let near = |tick: &&Tick| tick.label == label && (strip.column(tick.at) as f64 - centre).abs() <= 0.5;
            assert!(ticks.iter().any(|tick| near(&tick)), "{label} at {centre}");
        }
    }
}

#[test]
fn cut_scores_are_ticked_where_round_numbers_would_stand() {
    let lines = shown(&sample::distribution(), Charset::Ascii);
    let axis = runs(&lines[9], |c| c.is_ascii_digit());
    let labels: Vec<_> = axis.iter().map(|(.., label)| label.as_str()).collect();
    assert!(["190", "207", "223"].iter().all(|cut| labels.contains(cut)), "{labels:?}");
    // The line of the cut at 207 stands over the middle of its label.
    let (start, ..) = axis.iter().find(|(.., label)| label == "207").unwrap();
    assert_eq!(lines[7].chars().nth(start + 1), Some('|'));
}

#[test]
fn on_a_coarse_scale_a_score_stands_under_the_middle_of_its_bar() {
    let bins = [(None, Some(2)), (Some(2), Some(3)), (Some(3), Some(4)), (Some(4), Some(5)), (Some(5), None)];
    let view = sample::made(&sample::Sample::Scores {
        range: (1.0, 5.0),
        cuts: vec![(4.0, "Pleasant".to_owned())],
        bins: bins.map(|(from, to)| (from.map(f64::from), to.map(f64::from), "20".to_owned())).to_vec(),
        median: "3".to_owned(),
        bands: vec!["60".to_owned(), "40".to_owned()],
    });
    let lines = shown(&view, Charset::Ascii);
    let bars = runs(&lines[8], |c| c == '#');
    let ticks = runs(&lines[9], |c| c.is_ascii_digit());
    assert_eq!(ticks.iter().map(|(.., label)| label.as_str()).collect::<Vec<_>>(), ["1", "2", "3", "4", "5"]);
    assert_eq!(bars.len(), 5, "{lines:#?}");
    for ((start, end, _), (tick, ..)) in bars.iter().zip(&ticks) {
        assert!((start + end - 1).abs_diff(2 * tick) <= 2, "{lines:#?}");
    }
    let widths: Vec<usize> = bars.iter().map(|(start, end, _)| end - start).collect();
    assert!(widths.iter().all(|width| width.abs_diff(widths[0]) <= 2), "{lines:#?}");
}

#[test]
fn counts_are_whole_or_not_there() {
    let mut seen = 0;
    for seed in 0..trials(20_000) {
        let plot = plot(&sample::random(seed, seed), Showing::Values, &[]);
        let Panel::Columns(columns) = &plot.panel else { continue };
        let canvas = draw(&plot, 76, 11, PATTERNS, None);
        let heads = 1 + if columns.bands.is_empty() { 0 } else { 2 };
        for y in heads..canvas.height() - 2 {
            let strong = canvas.line(y).iter().map(|spot| if spot.tone == Tone::Strong { &*spot.symbol } else { " " });
            for count in strong.collect::<String>().split_whitespace() {
                assert!(columns.bars.iter().any(|bar| bar.text == count), "seed {seed}: {count}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100);
}

#[test]
fn a_legend_that_is_too_long_for_its_side_takes_the_whole_line() {
    let levels = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"].map(str::to_owned).to_vec();
    let rows = (1..=6).map(|n| sample::group(&format!("Item {n}"), Some(64), &["20", "20", "20", "20", "20"], "40"));
    let view = sample::made(&sample::Sample::Levels { levels: levels.clone(), cut: Some(3), rows: rows.collect() });
    let lines = shown(&view, Charset::Blocks);
    assert!(levels.iter().all(|level| lines[1].contains(level.as_str())), "{lines:#?}");
    // Nor is a side cut while the other is blank, where even the whole line is too short.
    let levels =
        ["Insufficient", "Sufficient work", "Good or better", "Very good work", "Excellent work"].map(str::to_owned);
    let rows = vec![sample::group("All", Some(64), &["20", "20", "20", "20", "20"], "80")];
    let view = sample::made(&sample::Sample::Levels { levels: levels.to_vec(), cut: Some(1), rows });
    let legend = &shown(&view, Charset::Blocks)[1];
    assert!(
        text::width(legend) >= 70
            && levels.iter().all(|level| legend.contains(&level.chars().take(9).collect::<String>())),
        "{legend}"
    );
}

#[test]
fn numbers_of_neighbours_do_not_run_together() {
    for shares in [["<=5", "36-40", "41-45", "11-15"], ["2", "2", "94", "2"], ["30", "3", "3", "64"]] {
        let view = sample::levels_of(Some(2), vec![sample::group("Fall", Some(200), &shares, "60")]);
        let line = &lines_at(&plot(&view, Showing::Values, &[]), 76, 6, Charset::Ascii, None)[2];
        let bar: String = line.chars().skip(14).take(54).collect();
        assert!(["12", "23", "34"].iter().all(|pair| !bar.contains(pair)), "{bar}");
    }
}

#[test]
fn ascii_spells_the_signs_of_open_ranges() {
    let rows = vec![sample::group("Fall", Some(15), &["<=5", ">=95"], ">=95")];
    for view in [
        sample::levels_of(Some(2), rows),
        sample::made(&sample::Sample::Table {
            rows: vec![("Fall".to_owned(), ["15", "200", ">=95"].map(str::to_owned))],
        }),
    ] {
        let lines = shown(&view, Charset::Ascii);
        assert!(lines.iter().all(|line| line.is_ascii()), "{lines:#?}");
        assert!(lines.iter().any(|line| line.contains(">=95%")), "{lines:#?}");
        let words = lines_at(&plot(&view, Showing::Values, &[]), 39, 40, Charset::Ascii, None);
        assert!(words.iter().all(|line| line.is_ascii()), "{words:#?}");
    }
    let dots = shown(&sample::stacked(), Charset::Ascii);
    assert!(dots.iter().all(|line| line.is_ascii()) && dots.iter().any(|line| line.contains("<=")), "{dots:#?}");
}

#[test]
fn names_of_levels_stand_whole_where_there_is_room_and_are_shortened_from_their_end() {
    let heads = |name: &str| {
        let view = sample::made(&sample::Sample::Scores {
            range: (0.0, 100.0),
            cuts: vec![(40.0, name.to_owned()), (52.0, "Next".to_owned()), (56.0, "Beyond".to_owned())],
            bins: Vec::new(),
            median: "*".to_owned(),
            bands: vec!["*".to_owned(); 4],
        });
        let lines = shown(&view, Charset::Ascii);
        lines[1..3].iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(heads("A long name"), ["1 Not yet 2 A long name 3 Next 4 Beyond", "* | * |*| *"]);
    let longer = heads("A name that would take the room of all the other names beside it");
    assert_eq!(longer[0], "1 Not yet |2 A nam~|3| 4 Beyond");
}

#[test]
fn what_a_dot_stands_for_is_said_wherever_there_are_dots() {
    let plot = plot(&sample::dots(), Showing::Values, &[]);
    let (mut dotted, mut barred) = (0, 0);
    for (width, height) in [(136, 36), (96, 26), (76, 20), (76, 13), (56, 12), (56, 5), (44, 5)] {
        for charset in [Charset::Blocks, Charset::Ascii] {
            let canvas = draw(&plot, width, height, Look { charset, patterns: false }, None);
            let dots =
                (0..height).flat_map(|y| canvas.line(y)).filter(|spot| spot.tone == Tone::Sign(Fill::Dot)).count();
            let is_said =
                lines_at(&plot, width, height, charset, None).iter().any(|line| line.contains("about 5 students"));
            // The sign of the key is one of them.
            assert!(dots == 0 || is_said && dots == plotted(&plot) + 1, "{width}x{height}: {dots}");
            dotted += usize::from(dots > 0);
            barred += usize::from(dots == 0);
        }
    }
    assert!(dotted > 5 && barred > 0, "{dotted} {barred}");
}

/// All dots of a picture.
fn plotted(plot: &Plot) -> usize {
    let Panel::Columns(columns) = &plot.panel else { panic!("not columns") };
    columns.bars.iter().filter_map(|bar| bar.dots).sum()
}

#[test]
fn a_prediction_stands_where_a_bar_of_that_length_would_end() {
    let view = sample::levels_of(Some(2), vec![sample::group("Fall", Some(200), &["20", "30", "40", "10"], "50")]);
    for value in [0.0, 10.0, 37.0, 50.0, 100.0] {
        let guess = [Prediction { target: "fall/above".to_owned(), value, to: None }];
        let axes = lines_at(&plot(&view, Showing::Axes, &guess), 76, 11, Charset::Ascii, None);
        let values = lines_at(&plot(&view, Showing::Values, &guess), 76, 11, Charset::Ascii, None);
        // The bar of a single row has two lines: the numbers stand on the first, the prediction on the second.
        let place =
            |lines: &[String]| lines.iter().position(|line| line.starts_with("Fall")).map(|y| lines[y + 1].clone());
        let (axes, values) = (place(&axes).unwrap(), place(&values).unwrap());
        assert!(axes.find('P').is_some(), "{axes}");
        assert_eq!(axes.find('P'), values.find('P'), "{value}");
        assert!([axes, values].iter().all(|line| line.ends_with(&format!("  P {value}%"))));
    }
    let guess = [Prediction { target: "fall/above".to_owned(), value: 50.0, to: None }];
    let values = lines_at(&plot(&view, Showing::Values, &guess), 76, 11, Charset::Ascii, None);
    let row = values.iter().find(|line| line.contains('P') && line.contains('@')).unwrap();
    let (bar, behind) = row.split_once('P').unwrap();
    assert!(bar.ends_with('@') && behind.starts_with(' '), "{row}");
}

/// Nine rows on as many lines: no row has a second one.
fn crowded(guesses: &[Prediction], width: usize, chosen: Option<&str>) -> Vec<String> {
    let rows = (1..=9).map(|n| sample::group(&format!("C{n}"), Some(200), &["20", "30", "40", "10"], "50"));
    lines_at(
        &plot(&sample::levels_of(Some(2), rows.collect()), Showing::Values, guesses),
        width,
        11,
        Charset::Blocks,
        chosen,
    )
}

#[test]
fn a_predicted_value_is_one_token_apart_from_the_bar_and_from_every_number() {
    for (width, value) in [60, 76, 118].into_iter().flat_map(|width| (0..=100).map(move |value| (width, value))) {
        let guess = [Prediction { target: "c1/above".to_owned(), value: f64::from(value), to: None }];
        let line = crowded(&guess, width, None).into_iter().find(|line| line.starts_with("C1")).unwrap();
        let (bar, told) = line.split_once(" = 50%").unwrap();
        assert_eq!(told.trim().replace(' ', ""), format!("P{value}%"), "{line}");
        let (before, behind) = bar.split_once('P').unwrap();
        let beside = [before.chars().next_back(), behind.chars().next()];
        assert!(beside.iter().flatten().all(|c| !c.is_ascii_digit()), "{line}");
        assert_eq!(bar.matches('P').count(), 1);
    }
}

#[test]
fn a_predicted_range_is_told_whole_where_there_is_little_room() {
    for width in [60, 76, 118] {
        let guess = [Prediction { target: "c1/above".to_owned(), value: 21.0, to: Some(41.0) }];
        let line = crowded(&guess, width, None).into_iter().find(|line| line.starts_with("C1")).unwrap();
        let (_, told) = line.split_once(" = 50%").unwrap();
        assert!(told.contains("21-41") && !told.contains('…'), "{line}");
    }
}

#[test]
fn the_chosen_total_is_whole() {
    for height in [6, 11, 20] {
        for mark in ["fall/above", "winter/above"] {
            let plot = plot(&sample::levels(), Showing::Values, &[]);
            let value = &plot.mark(mark).unwrap().value;
            let lines = lines_at(&plot, 76, height, Charset::Ascii, Some(mark));
            assert!(lines.iter().any(|line| line.ends_with(&format!("[= {value}]"))), "{lines:#?}");
        }
    }
}

#[test]
fn a_number_leaves_its_pattern_on_both_sides() {
    for seed in 0..trials(10_000) {
        let plot = plot(&sample::random(seed, seed), Showing::Values, &[]);
        let Panel::Rows(rows) = &plot.panel else { continue };
        let canvas = draw(&plot, 90, rows.rows.len() + 1, PATTERNS, None);
        for y in 0..canvas.height() {
            let line = canvas.line(y);
            for fill in line.chunk_by(|a, b| a.tone == b.tone).filter(|part| matches!(part[0].tone, Tone::Area(_))) {
                let pattern = &fill[0].symbol;
                assert!(!pattern.trim().is_empty() && !pattern.chars().any(char::is_numeric), "seed {seed}");
                assert_eq!(pattern, &fill[fill.len() - 1].symbol, "seed {seed}: {}", letters(&canvas, y));
            }
        }
    }
}

#[test]
fn numbers_of_narrow_neighbours_stand_apart_in_colour() {
    let look = Look { charset: Charset::Blocks, patterns: false };
    let mut told = 0;
    for seed in 0..trials(10_000) {
        let plot = plot(&sample::random(seed, seed), Showing::Values, &[]);
        let Panel::Rows(_) = &plot.panel else { continue };
        let canvas = draw(&plot, 76, 11, look, None);
        for y in 0..canvas.height() {
            for pair in canvas.line(y).windows(2) {
                let [
                    Spot { symbol: one, tone: Tone::Area(left), .. },
                    Spot { symbol: two, tone: Tone::Area(right), .. },
                ] = pair
                else {
                    continue;
                };
                told += usize::from(*one != *two);
                let is_number = |symbol: &str| symbol.chars().any(|c| c.is_ascii_digit() || c == '%');
                assert!(left == right || !(is_number(one) && is_number(two)), "seed {seed}: {}", letters(&canvas, y));
            }
        }
    }
    assert!(told > 100);
}

#[test]
fn a_segment_that_holds_students_is_never_without_a_cell() {
    let rows = [["36-40", "46-50", "11-15", "<=5"], ["<=5", "26-30", "41-45", "21-25"], ["<=5", "<=5", "<=5", ">=95"]];
    let rows =
        rows.iter().enumerate().map(|(n, shares)| sample::group(&format!("A long name {n}"), Some(90), shares, "50"));
    let plot = plot(&sample::levels_of(Some(2), rows.collect()), Showing::Values, &[]);
    for width in LEAST_WIDTH..140 {
        let canvas = draw(&plot, width, 30, PATTERNS, None);
        let lines = (0..30).filter(|y| letters(&canvas, *y).starts_with("A long"));
        for y in lines.clone() {
            for index in 0..4 {
                let is_level = |spot: &Spot| spot.tone == Tone::Area(Fill::Level { index, count: 4 });
                assert!(canvas.line(y).iter().any(is_level), "{width}: level {index} in {}", letters(&canvas, y));
            }
        }
        assert_eq!(lines.count(), 3);
    }
}

#[test]
fn words_without_room_end_in_an_ellipsis() {
    let plot = plot(&sample::levels(), Showing::Values, &[]);
    let all = words(&plot, 30).len();
    let ends = |height: usize| lines_at(&plot, 30, height, Charset::Blocks, None)[height - 1].ends_with('\u{2026}');
    assert!((1..all).all(ends) && !ends(all));
}

#[test]
fn hidden_rows_have_no_area() {
    for seed in 0..trials(10_000) {
        let plot = plot(&sample::random(seed, seed), Showing::Values, &[]);
        let Panel::Rows(rows) = &plot.panel else { continue };
        let canvas = draw(&plot, 100, rows.rows.len() + 1, PATTERNS, None);
        for (row, y) in rows.rows.iter().zip(1..) {
            let has_area = canvas.line(y).iter().any(|spot| matches!(spot.tone, Tone::Area(_)));
            let is_shown = matches!(&row.bar, Bar::Segments(parts) if parts.iter().any(|part| part.to > part.from));
            assert_eq!(has_area, is_shown, "seed {seed}: {row:?}");
        }
    }
}

#[test]
fn eight_rows_fit_with_legend_and_scale() {
    let rows = (1..=8).map(|n| sample::group(&format!("Class {n}"), Some(200), &["20", "30", "40", "10"], "50"));
    let lines = lines_at(
        &plot(&sample::levels_of(Some(2), rows.collect()), Showing::Values, &[]),
        76,
        11,
        Charset::Blocks,
        None,
    );
    assert!(
        lines[0].starts_with("Reading") && lines[1].contains("3 Meeting") && lines[10].contains("50%"),
        "{lines:#?}"
    );
    assert!((2..10).all(|y| lines[y].contains("= 50%")), "{lines:#?}");
}

#[test]
fn rows_without_room_are_counted_and_the_chosen_one_is_shown() {
    let rows = (1..=20).map(|n| sample::group(&format!("Class {n}"), Some(200), &["20", "30", "40", "10"], "50"));
    let plot = plot(&sample::levels_of(Some(2), rows.collect()), Showing::Values, &[]);
    let lines = lines_at(&plot, 76, 11, Charset::Blocks, Some("class-19/3"));
    assert!(lines.iter().any(|line| line.starts_with("Class 19")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("more rows")), "{lines:#?}");
}

#[test]
fn every_mark_can_be_seen_to_be_chosen_without_colour() {
    for view in sample::every_kind() {
        let plot = plot(&view, Showing::Values, &[]);
        for (width, height) in [(76, 11), (118, 28)] {
            let plain = lines_at(&plot, width, height, Charset::Ascii, None);
            let mut seen = vec![plain];
            for mark in &plot.marks {
                let lines = lines_at(&plot, width, height, Charset::Ascii, Some(&mark.key));
                assert!(lines.iter().any(|line| line.contains('[') && line.contains(']')), "{}", mark.key);
                assert!(!seen.contains(&lines), "{} looks like another", mark.key);
                seen.push(lines);
            }
        }
    }
}

#[test]
fn neighbouring_areas_never_look_alike_without_colour() {
    for charset in [Charset::Blocks, Charset::Ascii] {
        let mut canvas = Canvas::new(0, 0);
        let pen = Pen { canvas: &mut canvas, look: Look { charset, patterns: true }, chosen: None };
        let patterns: Vec<_> = (0..9).map(|index| pen.pattern(Fill::Level { index, count: 9 })).collect();
        let mut different = patterns.clone();
        different.extend([pen.pattern(Fill::Merged), pen.pattern(Fill::Prediction), pen.look.charset.pick("·", ".")]);
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), patterns.len() + 3, "{charset:?}");
    }
}

#[test]
fn what_is_too_small_for_a_picture_is_told_in_words() {
    for view in sample::every_kind() {
        let plot = plot(&view, Showing::Values, &[]);
        let told = lines_at(&plot, 30, 12, Charset::Blocks, None).join(" ");
        let start: String = plot.summary.split(' ').take(3).collect::<Vec<_>>().join(" ");
        assert!(told.contains(&start), "{told}");
        assert!(lines_at(&plot, 0, 0, Charset::Blocks, None).is_empty());
    }
}

#[test]
fn height_is_enough_for_title_and_notes() {
    let plot = plot(&sample::levels(), Showing::Values, &[]);
    for width in [60, 76, 118] {
        let lines = crate::chart::text::lines(&plot, width, Charset::Blocks);
        assert!(lines[0].starts_with("Reading"));
        assert!(lines.last().is_some_and(|line| !line.is_empty()), "{lines:#?}");
        let told = lines.join(" ");
        assert!(plot.notes.iter().all(|note| told.contains(note.split(' ').next_back().unwrap())), "{lines:#?}");
    }
}

#[test]
fn predicted_and_actual_median_never_cover_each_other() {
    let view = sample::distribution();
    for value in (150..=260).map(f64::from) {
        let guess = [Prediction { target: "median".to_owned(), value, to: None }];
        let axes = lines_at(&plot(&view, Showing::Axes, &guess), 76, 11, Charset::Ascii, None);
        let values = lines_at(&plot(&view, Showing::Values, &guess), 76, 11, Charset::Ascii, None);
        let words = format!("predicted median {value}");
        assert_eq!(axes[10].find(&words), values[10].find(&words), "{axes:#?} {values:#?}");
        assert!(values[10].contains('P') && values[9].contains("median 205"), "{values:#?}");
        // Each has its sign, wherever the other is.
        assert_eq!(values[9].find('^'), Some(37), "{values:#?}");
    }
    for value in (150..=260).map(f64::from) {
        let guess = [Prediction { target: "median".to_owned(), value, to: None }];
        let axes = lines_at(&plot(&view, Showing::Axes, &guess), 76, 9, Charset::Ascii, None);
        let values = lines_at(&plot(&view, Showing::Values, &guess), 76, 9, Charset::Ascii, None);
        let words = format!("predicted median {value}");
        assert_eq!(axes[8].find(&words), values[8].find(&words), "{axes:#?} {values:#?}");
        assert!(values[8].replace(&words, "").contains("median 205"), "{values:#?}");
    }
}

#[test]
fn ascii_stays_ascii_where_labels_are_cut() {
    let rows = vec![sample::group(
        "A group whose name is much too long for any screen",
        Some(20),
        &["20", "30", "40", "10"],
        "50",
    )];
    let lines = lines_at(&plot(&sample::levels_of(Some(2), rows), Showing::Values, &[]), 60, 11, Charset::Ascii, None);
    assert!(lines.iter().any(|line| line.contains('~')), "{lines:#?}");
    assert!(lines.iter().all(|line| line.is_ascii()), "{lines:#?}");
}

#[test]
fn columns_of_a_grid_that_find_no_room_are_told() {
    let plot = plot(&sample::items(), Showing::Values, &[]);
    let Panel::Heat(heat) = &plot.panel else { panic!("{:?}", plot.panel) };
    let mut missing = 0;
    for (width, height) in (LEAST_WIDTH..120).flat_map(|width| (12..30).map(move |height| (width, height))) {
        let lines = lines_at(&plot, width, height, Charset::Blocks, None);
        // The words of the second line of a head are those of the column alone.
        let shown = heat.columns.iter().filter(|head| {
            let start: String = head.label.split(' ').next_back().unwrap_or_default().chars().take(5).collect();
            lines.iter().any(|line| line.contains(&start))
        });
        let told =
            lines.iter().any(|line| line.contains("more column")) || !lines.iter().any(|line| line.contains('%'));
        missing += usize::from(told);
        assert!(shown.count() == heat.columns.len() || told, "{width}x{height} {lines:#?}");
    }
    assert!(missing > 0);
}

#[test]
fn no_point_of_a_line_hides_that_of_another() {
    let dice = &mut Dice(5);
    let mut seen = 0;
    for _ in 0..trials(4_000) {
        let mut plot = plot(&sample::windows(), Showing::Values, &[]);
        let Panel::Lines(lines) = &mut plot.panel else { panic!("{:?}", plot.panel) };
        for spot in lines.series.iter_mut().flat_map(|series| &mut series.points).flatten() {
            spot.at = dice.below(6) as f64 / 40.0;
        }
        let points: usize = lines.series.iter().map(|series| series.points.iter().flatten().count()).sum();
        let look = Look { charset: Charset::Blocks, patterns: false };
        let canvas = draw(&plot, 76 + dice.below(40), 18 + dice.below(10), look, None);
        // Under the legend and over the names of the windows.
        let rows = (2..canvas.height()).map(|y| canvas.line(y));
        let signs = rows.flatten().filter(|spot| match spot.tone {
            Tone::Sign(Fill::Series { .. }) => !["─", "│", "┌", "┐", "└", "┘"].contains(&spot.symbol.as_ref()),
            _ => false,
        });
        // Each line has its sign once more beside its numbers of students, and before its name at its end.
        let Panel::Lines(lines) = &plot.panel else { continue };
        let names = lines.series.iter().filter(|series| series.points.last().is_some_and(Option::is_some)).count();
        assert_eq!(
            signs.count(),
            points + lines.series.len() + names,
            "{:#?}",
            lines_at(&plot, 100, 20, Charset::Blocks, None)
        );
        seen += points;
    }
    assert!(seen > 0);
}

#[test]
fn shades_are_named_by_all_of_them_in_their_order() {
    for (view, patterns) in
        [sample::items(), sample::grid()].into_iter().flat_map(|view| [(view.clone(), false), (view, true)])
    {
        let plot = plot(&view, Showing::Values, &[]);
        let look = Look { charset: Charset::Blocks, patterns };
        let canvas = draw(&plot, 120, 20, look, None);
        let shades = canvas.line(1).iter().filter_map(|spot| match spot.tone {
            Tone::Area(Fill::Shade { index, count }) => Some((index, count, spot.symbol.clone())),
            _ => None,
        });
        let shades: Vec<_> = shades.collect();
        let symbols: std::collections::BTreeSet<_> = shades.iter().map(|(.., symbol)| symbol).collect();
        assert!(shades.is_sorted() || patterns, "{shades:?}");
        assert_eq!(shades.len(), 2 * shades[0].1, "{}", letters(&canvas, 1));
        assert_eq!(symbols.len(), if patterns { shades[0].1 } else { 1 }, "{}", letters(&canvas, 1));
        assert!(letters(&canvas, 1).starts_with(&plot.legend[0].label));
    }
}

#[test]
fn shades_without_colour_are_patterns_or_are_not_named() {
    let plot = plot(&sample::items(), Showing::Values, &[]);
    let mut seen = [0; 2];
    for width in 60..140 {
        let canvas = draw(&plot, width, 24, PATTERNS, None);
        let is_named = (0..24).any(|y| letters(&canvas, y).contains("solved it"));
        let tiles = (2..24).flat_map(|y| canvas.line(y));
        let tiles: Vec<_> =
            tiles.filter(|spot| matches!(spot.tone, Tone::Area(Fill::Shade { index: 1.., .. }))).collect();
        let has_pattern = tiles.iter().any(|spot| pen::BLOCK_SHADES[1..].contains(&spot.symbol.as_ref()));
        assert!(!tiles.is_empty());
        assert_eq!(is_named, has_pattern, "{width}");
        seen[usize::from(is_named)] += 1;
    }
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}

#[test]
fn a_list_of_items_that_leaves_no_line_for_its_title_has_it_over_its_labels() {
    let plot = plot(&sample::items(), Showing::Values, &[]);
    let Panel::Heat(heat) = &plot.panel else { panic!("{:?}", plot.panel) };
    let label = heat.rows.iter().map(|row| text::width(&row.label)).max().unwrap();
    let mut named = plot.clone();
    named.title = "Items".chars().cycle().take(label).collect();
    for (plot, corner) in [(&named, named.title.as_str()), (&plot, heat.down.as_str())] {
        let lines = lines_at(plot, 120, heat.rows.len() + 1, Charset::Blocks, None);
        assert!(lines[0].starts_with(corner), "{lines:#?}");
    }
}

#[test]
fn a_prediction_touches_no_number_of_its_row() {
    let views = [sample::boxes(), sample::change()];
    let (mut hidden, mut seen) = (0, 0);
    for view in &views {
        let target = targets(view).remove(0);
        for step in 0..trials(600) {
            let value = target.low + (target.high - target.low) * step as f64 / trials(600) as f64;
            let guess = [Prediction { target: target.key.clone(), value, to: None }];
            let plot = plot(view, Showing::Values, &guess);
            let Panel::Tracks(tracks) = &plot.panel else { panic!("{:?}", plot.panel) };
            for (width, height) in [(76, 13), (96, 19), (120, 29)] {
                let canvas = draw(&plot, width, height, PATTERNS, None);
                let of_row = |y: &usize| letters(&canvas, *y).starts_with(&tracks.rows[0].label);
                let first = (0..height).find(of_row).unwrap();
                let signs = (first..first + 3).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| {
                    let spot = &canvas.line(*y)[*x];
                    spot.symbol == "P" && spot.tone == Tone::Area(Fill::Prediction)
                });
                let free: Vec<bool> = signs
                    .map(|(x, y)| {
                        let beside = [x.checked_sub(1), Some(x + 1)].into_iter().flatten();
                        beside.filter_map(|x| canvas.line(y).get(x)).all(|spot| spot.tone != Tone::Text)
                    })
                    .collect();
                // One before its value at the end of the row, and one on the scale, unless words stand there.
                assert!((1..=2).contains(&free.len()) && free.iter().all(|free| *free), "{value} {width}x{height}");
                seen += usize::from(free.len() == 2);
                let points = tracks.rows[0].points.iter();
                let told = |words: &str| (first..first + 4).any(|y| letters(&canvas, y).contains(words));
                hidden += points.filter(|point| !told(&point.text)).count();
            }
        }
    }
    assert!(hidden > 0 && seen > 0, "{hidden} {seen}");
}

#[test]
fn no_box_at_80_by_24_is_without_its_warning() {
    let plot = plot(&sample::boxes(), Showing::Values, &[]);
    let Panel::Tracks(tracks) = &plot.panel else { panic!("{:?}", plot.panel) };
    for (count, height) in [(2, 13), (3, 13), (5, 19)] {
        let mut plot = plot.clone();
        let rows = tracks.rows.iter().cycle().take(count).cloned().collect();
        plot.panel = Panel::Tracks(crate::chart::Tracks { rows, ..tracks.clone() });
        let lines = lines_at(&plot, 76, height, Charset::Blocks, None);
        assert!(lines.iter().any(|line| line.contains("Each half of a box")), "{lines:#?}");
    }
}

#[test]
fn boxes_are_thicker_where_there_is_room_and_tell_all_their_numbers() {
    let plot = plot(&sample::boxes(), Showing::Values, &[]);
    let Panel::Tracks(tracks) = &plot.panel else { panic!("{:?}", plot.panel) };
    let lines_of = |height: usize| {
        let canvas = draw(&plot, 120, height, PATTERNS, None);
        let has_box = |y: &usize| canvas.line(*y).iter().skip(20).any(|spot| spot.tone == Tone::Area(Fill::Bar));
        let told: Vec<String> = (0..height).map(|y| letters(&canvas, y)).collect();
        for point in tracks.rows.iter().flat_map(|row| &row.points) {
            assert!(told.iter().any(|line| line.contains(&point.text)), "{} {told:#?}", point.text);
        }
        (2..height).filter(has_box).count()
    };
    assert_eq!(lines_of(29), 2 * lines_of(13));
}

#[test]
fn lines_and_their_predictions_bear_the_sign_of_their_group() {
    let view = sample::windows();
    let plot = plot(&view, Showing::Values, &guesses(&view));
    let Panel::Lines(lines) = &plot.panel else { panic!("{:?}", plot.panel) };
    for (width, height) in [(56, 8), (76, 13), (96, 19), (120, 29)] {
        let canvas = draw(&plot, width, height, PATTERNS, None);
        let told: Vec<String> = (0..height).map(|y| letters(&canvas, y)).collect();
        for series in lines.series.iter().filter(|series| series.points.last().is_some_and(Option::is_some)) {
            let Fill::Series { index } = series.fill else { panic!("{:?}", series.fill) };
            let name = format!("{} {}", ["●", "◆", "▲", "■"][index], series.label.chars().next().unwrap());
            assert!(told.iter().any(|line| line.contains(&name)), "{name} {told:#?}");
        }
        let spots = (0..height).flat_map(|y| canvas.line(y).windows(2));
        let signs =
            spots.filter(|pair| pair[0].symbol == "P" && matches!(pair[1].tone, Tone::Sign(Fill::Series { .. })));
        assert!(signs.count() > 0, "{told:#?}");
    }
}

#[test]
fn a_bar_of_one_column_is_not_hidden_by_the_cut_at_which_it_begins() {
    let mut plot = plot(&sample::groups(), Showing::Values, &[]);
    let Panel::Multiples(panel) = &mut plot.panel else { panic!("{:?}", plot.panel) };
    panel.cuts = vec![0.5];
    let shown = panel.groups.iter_mut().find(|group| !group.bars.is_empty()).unwrap();
    shown.bars.truncate(1);
    (shown.bars[0].from, shown.bars[0].to, shown.bars[0].height) = (0.5, 0.505, 1.0);
    shown.pointers.clear();
    let label = shown.label.clone();
    for (width, height) in [(56, 5), (76, 11), (116, 29)] {
        let lines = lines_at(&plot, width, height, Charset::Blocks, None);
        let at = lines.iter().position(|line| line.starts_with(&label)).unwrap();
        assert!(lines[at..].iter().take(2).any(|line| line.contains('█')), "{lines:#?}");
    }
}

#[test]
fn no_two_counts_of_points_are_read_as_one_number() {
    let mut plot = plot(&sample::scatter(), Showing::Values, &[]);
    let Panel::Cloud(cloud) = &mut plot.panel else { panic!("{:?}", plot.panel) };
    let point = cloud.points[0].clone();
    let at = |across: u32, up: u32| Point { x: f64::from(across) / 20.0, y: f64::from(up) / 20.0, ..point.clone() };
    cloud.points = (0..400).flat_map(|place| vec![at(place % 20, place / 20); 1 + place as usize % 3]).collect();
    for (width, height) in [(76, 11), (96, 19), (116, 29)] {
        for charset in [Charset::Blocks, Charset::Ascii] {
            let look = Look { charset, patterns: false };
            let canvas = draw(&plot, width, height, look, None);
            let mut seen = 0;
            for y in 0..height {
                let is_count = |spot: &Spot| spot.tone == Tone::Sign(Fill::Dot) && spot.symbol.parse::<u8>().is_ok();
                let counts: Vec<bool> = canvas.line(y).iter().map(is_count).collect();
                seen += canvas.line(y).iter().filter(|spot| spot.tone == Tone::Sign(Fill::Dot)).count();
                assert!(counts.windows(2).all(|pair| !(pair[0] && pair[1])), "{width}x{height}");
            }
            assert!(seen > 0, "{width}x{height}");
        }
    }
}
