use std::collections::BTreeMap;

use super::letters::Letters;
use super::*;
use crate::chart::sample::{self, guesses, trials};
use crate::chart::{Bar, Showing, plot};

/// An element as it stands in the text: its attributes and, for a text, its words.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    words: String,
}

/// Reads what the writer wrote, knowing nothing of how it did.
fn elements(svg: &str) -> Vec<Element> {
    let mut elements = Vec::new();
    for part in svg.split('<').skip(1) {
        let (tag, words) = part.split_once('>').expect("every element is closed");
        let tag = tag.trim_end_matches('/');
        if tag.is_empty() || part.starts_with('/') {
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut read = BTreeMap::new();
        let mut left = attributes;
        while let Some((key, value)) = left.split_once("=\"") {
            let (value, after) = value.split_once('"').unwrap();
            read.insert(key.trim().to_owned(), value.to_owned());
            left = after;
        }
        elements.push(Element { name: name.to_owned(), attributes: read, words: words.to_owned() });
    }
    elements
}

impl Element {
    fn number(&self, key: &str) -> f64 {
        self.attributes.get(key).map_or(0.0, |value| value.parse().unwrap())
    }

    fn is(&self, key: &str, value: &str) -> bool {
        self.attributes.get(key).is_some_and(|found| found == value)
    }

    fn plain(&self) -> String {
        let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        pairs.iter().fold(self.words.clone(), |words, (escaped, plain)| words.replace(escaped, plain))
    }

    /// Left, top, right, bottom.
    fn bounds(&self) -> [f64; 4] {
        let letters = Letters { size: self.number("font-size"), bold: self.is("font-weight", "bold") };
        let wide = letters.width(&self.plain());
        let (down, up) = (letters.size * 0.2, letters.size * 0.75);
        if self.attributes.get("transform").is_some_and(|turn| turn.starts_with("rotate(-90 ")) {
            let (x, y) = (self.number("x"), self.number("y"));
            return [x - up, y - wide, x + down, y];
        }
        let x = match self.attributes.get("text-anchor").map(String::as_str) {
            Some("middle") => self.number("x") - wide / 2.0,
            Some("end") => self.number("x") - wide,
            _ => self.number("x"),
        };
        [x, self.number("y") - up, x + wide, self.number("y") + down]
    }
}

fn texts(elements: &[Element]) -> Vec<&Element> {
    elements.iter().filter(|element| element.name == "text").collect()
}

fn light() -> Theme {
    Theme::shipped().remove(0)
}

/// Every kind of picture, with what was predicted of it.
fn plots() -> Vec<Plot> {
    let views = sample::every_kind();
    let shown = views.iter().flat_map(|view| {
        [
            plot(view, Showing::Values, &[]),
            plot(view, Showing::Values, &guesses(view)),
            plot(view, Showing::Axes, &guesses(view)),
        ]
    });
    let random = (0..trials(2_000)).map(|seed| {
        let view = sample::random(seed, seed);
        plot(&view, Showing::Values, &guesses(&view))
    });
    shown.chain(random).collect()
}

/// A picture with all its words, wide, and narrow where its kind can be.
fn drawn(plot: &Plot, theme: &Theme) -> Vec<String> {
    let is_narrow = narrow_figure(plot, theme, "picture", None, &[]).is_some();
    let narrow = is_narrow.then(|| write(plot, theme, ("picture", NARROW), None, &[], Around::All));
    [svg(plot, theme, None)].into_iter().chain(narrow).collect()
}

#[test]
fn everything_stands_inside_the_view_box() {
    let theme = light();
    for svg in plots().iter().flat_map(|plot| drawn(plot, &theme)) {
        let elements = elements(&svg);
        let view: Vec<f64> =
            elements[0].attributes["viewBox"].split(' ').map(|number| number.parse().unwrap()).collect();
        let (start, width, height) = (view[0], view[0] + view[2], view[3]);
        for element in &elements[1..] {
            let [left, top, right, bottom] = match element.name.as_str() {
                "text" => element.bounds(),
                "rect" => {
                    let (x, y) = (element.number("x"), element.number("y"));
                    [x, y, x + element.number("width"), y + element.number("height")]
                }
                "line" => [element.number("x1"), element.number("y1"), element.number("x2"), element.number("y2")],
                _ => continue,
            };
            let inside = left >= start - 0.1 && top >= -0.1 && right <= width + 0.1 && bottom <= height + 0.1;
            assert!(inside, "{} {:?} in {width}x{height}\n{svg}", element.name, element.attributes);
        }
    }
}

#[test]
fn no_text_stands_over_another() {
    let theme = light();
    for svg in plots().iter().flat_map(|plot| drawn(plot, &theme)) {
        let elements = elements(&svg);
        let texts = texts(&elements);
        for (index, one) in texts.iter().enumerate() {
            let a = one.bounds();
            for other in &texts[index + 1..] {
                let b = other.bounds();
                let meet = a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
                assert!(!meet, "`{}` over `{}`\n{svg}", one.plain(), other.plain());
            }
        }
    }
}

/// What the terminal shows at any size, the SVG shows too, word for word.
#[test]
fn every_number_note_and_name_of_the_plot_is_in_the_svg() {
    let theme = light();
    let plots = plots();
    let mut narrow = 0;
    for (plot, svg) in plots.iter().flat_map(|plot| drawn(plot, &theme).into_iter().map(move |svg| (plot, svg))) {
        narrow += usize::from(svg.contains("viewBox=\"-6 0 396 "));
        let elements = elements(&svg);
        let all = texts(&elements).iter().map(|text| text.plain()).collect::<Vec<_>>().join(" ");
        let squeezed = all.replace(' ', "");
        let is_said = |words: &str| squeezed.contains(&words.replace(' ', ""));
        for mark in &plot.marks {
            assert!(is_said(&mark.value), "{mark:?} is missing\n{svg}");
            if let Some(predicted) = &mark.predicted {
                assert!(is_said(predicted.trim_start_matches("predicted ")), "{mark:?}\n{svg}");
            }
        }
        for words in plot.notes.iter().chain([&plot.title, &plot.subtitle]) {
            assert!(is_said(words), "{words}\n{svg}");
        }
        for key in &plot.legend {
            let start: String = key.label.chars().take(12).collect();
            assert!(is_said(&start), "{key:?}\n{svg}");
        }
        assert!(svg.contains(&format!("<title id=\"picture-title\">{}</title>", markup(&plot.title))));
        assert!(svg.contains(&markup(&plot.summary)));
    }
    assert!(narrow > 10, "{narrow}");
}

#[test]
fn hidden_rows_have_words_and_no_length() {
    let plot = plot(&sample::levels(), Showing::Values, &[]);
    let svg = svg(&plot, &light(), None);
    let elements = elements(&svg);
    let words = texts(&elements).into_iter().find(|text| text.words.contains("hidden: tells of too few")).unwrap();
    let y = words.number("y");
    let beside = elements.iter().filter(|element| {
        element.name == "rect"
            && element.number("height") > 20.0
            && element.number("height") < 40.0
            && (element.number("y") + element.number("height") / 2.0 - y).abs() < 20.0
    });
    assert_eq!(beside.count(), 0, "{svg}");
}

/// Bars begin at the line that divides them or at the end of the axis, and their lengths are the shares.
#[test]
fn bars_begin_at_zero_and_are_as_long_as_their_shares() {
    let plot = plot(&sample::levels(), Showing::Values, &[]);
    let Panel::Rows(rows) = &plot.panel else { panic!("not rows") };
    let svg = svg(&plot, &light(), None);
    let elements = elements(&svg);
    let areas: Vec<&Element> = elements
        .iter()
        .filter(|element| {
            element.name == "rect" && element.is("stroke-width", "1.5") && element.number("height") > 25.0
        })
        .collect();
    let segments: Vec<_> = rows
        .rows
        .iter()
        .filter_map(|row| match &row.bar {
            Bar::Segments(segments) => Some(segments),
            _ => None,
        })
        .flatten()
        .collect();
    assert_eq!(areas.len(), segments.len());
    let scale = areas[0].number("width") / (segments[0].to - segments[0].from);
    let zero = areas[0].number("x") + scale * (0.5 - segments[0].from);
    for (area, segment) in areas.iter().zip(&segments) {
        assert!((area.number("width") - scale * (segment.to - segment.from)).abs() < 0.2, "{segment:?}");
        assert!((area.number("x") - (zero + scale * (segment.from - 0.5))).abs() < 0.2, "{segment:?}");
    }
    let dividing = elements.iter().any(|element| element.name == "line" && (element.number("x1") - zero).abs() < 0.2);
    assert!(dividing, "the line stands at zero");
}

#[test]
fn columns_stand_on_the_axis() {
    let plot = plot(&sample::distribution(), Showing::Values, &[]);
    let Panel::Columns(columns) = &plot.panel else { panic!("not columns") };
    let svg = svg(&plot, &light(), None);
    let elements = elements(&svg);
    let bars: Vec<&Element> = elements
        .iter()
        .filter(|element| {
            element.name == "rect" && element.number("height") > 17.0 && element.is("stroke-width", "1.5")
        })
        .collect();
    assert_eq!(bars.len(), columns.bars.len());
    let feet: Vec<f64> = bars.iter().map(|bar| bar.number("y") + bar.number("height")).collect();
    assert!(feet.iter().all(|foot| (foot - feet[0]).abs() < 0.2), "{feet:?}");
    for (bar, column) in bars.iter().zip(&columns.bars) {
        assert!((bar.number("height") / bars[4].number("height") - column.height).abs() < 0.01);
    }
}

#[test]
fn no_count_stands_over_a_dot_or_beside_nothing() {
    for view in [sample::stacked(), sample::dots()] {
        let plot = plot(&view, Showing::Values, &[]);
        let svg = svg(&plot, &light(), None);
        let elements = elements(&svg);
        let Panel::Columns(columns) = &plot.panel else { panic!("not columns") };
        let counts: Vec<&Element> = texts(&elements)
            .into_iter()
            .filter(|text| columns.bars.iter().any(|bar| bar.text == text.plain()) && text.is("font-weight", "bold"))
            .collect();
        assert!(counts.len() >= columns.bars.len(), "{svg}");
        for (count, dot) in counts
            .iter()
            .flat_map(|count| elements.iter().filter(|element| element.name == "circle").map(move |dot| (count, dot)))
        {
            let [left, top, right, bottom] = count.bounds();
            let (x, y, r) = (dot.number("cx"), dot.number("cy"), dot.number("r"));
            assert!(x + r <= left || right <= x - r || y + r <= top || bottom <= y - r, "{} {x} {y}", count.plain());
        }
    }
}

#[test]
fn the_same_plot_is_the_same_bytes_and_loads_nothing() {
    let theme = light();
    for plot in plots() {
        let first = svg(&plot, &theme, None);
        assert_eq!(first, svg(&plot, &theme, None));
        let only_name = first.replacen("xmlns=\"http://www.w3.org/2000/svg\"", "", 1);
        for word in ["href", "http", "<script", "<style", "<image", "<use", "<foreignObject", "url(http", " on"] {
            let found = elements(&only_name).iter().any(|element| {
                element.name == word.trim_start_matches('<')
                    || element
                        .attributes
                        .iter()
                        .any(|(key, value)| key.starts_with(word.trim()) || word.len() > 3 && value.contains(word))
            });
            assert!(!found, "{word}\n{first}");
        }
    }
}

#[test]
fn text_of_the_data_stays_text() {
    let hostile = "<script>alert('x')</script>\" onload=\"y\" ]]> & <b>";
    let rows = vec![sample::group(hostile, Some(90), &["10", "20", "30", "40"], "70")];
    let svg = svg(&plot(&sample::levels_of(Some(2), rows), Showing::Values, &[]), &light(), None);
    assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains("\" onload"), "{svg}");
    assert!(svg.contains("&lt;script&gt;"), "{svg}");
}

#[test]
fn neighbouring_levels_differ_without_colour() {
    let theme = light();
    for count in 2..=9 {
        let patterns: Vec<_> = (0..count)
            .map(|index| paint::of(&theme, crate::chart::Fill::Level { index, count }).pattern.map(|one| one.name))
            .collect();
        assert!(patterns.windows(2).all(|pair| pair[0] != pair[1]), "{patterns:?}");
    }
}

#[test]
fn what_comments_point_to_is_outlined_and_numbered() {
    let plot = plot(&sample::levels(), Showing::Values, &[]);
    let marks = [("fall/3", 4), ("winter/above", 5), ("fall/3", 9), ("no-such-mark", 10)];
    let svg = figure(&plot, &light(), "p1", Some("TEAM ONLY"), &marks);
    let elements = elements(&svg);
    let said: Vec<String> = texts(&elements).iter().map(|text| text.plain()).collect();
    assert_eq!(said[0], "TEAM ONLY");
    assert!(said.iter().any(|text| text == "[4, 9]") && said.iter().any(|text| text == "[5]"), "{said:?}");
    assert!(!said.iter().any(|text| text.contains("10]")), "{said:?}");
    assert_eq!(elements.iter().filter(|element| element.is("stroke-width", "3")).count(), 2);
}

#[test]
fn letters_are_at_least_sixteen_high() {
    for plot in plots() {
        let svg = svg(&plot, &light(), None);
        let elements = elements(&svg);
        assert!(texts(&elements).iter().all(|text| text.number("font-size") >= 16.0));
    }
}

/// Whatever a comment points to, of any kind of picture: its number stands on the picture, beside an outline or with the name of the part.
#[test]
fn every_mark_of_every_kind_can_be_pointed_to() {
    let mut outlined = 0;
    let mut pointed = 0;
    for view in sample::every_kind() {
        let plot = plot(&view, Showing::Values, &[]);
        for mark in &plot.marks {
            let svg = figure(&plot, &light(), "p1", None, &[(mark.key.as_str(), 7)]);
            let elements = elements(&svg);
            let is_numbered = |text: &&Element| text.plain().split([' ', ':']).any(|word| word == "[7]");
            assert!(texts(&elements).iter().any(is_numbered), "{}: {mark:?}\n{svg}", view.frame().kind());
            pointed += 1;
            outlined +=
                usize::from(elements.iter().any(|element| element.is("stroke-width", "3") && element.name == "rect"));
        }
    }
    assert!(pointed > 150 && outlined * 10 >= pointed * 9, "{outlined} of {pointed}");
}

#[test]
fn a_range_in_a_narrow_cell_breaks_behind_its_dash() {
    let view = sample::items();
    let mut plot = plot(&view, Showing::Values, &guesses(&view));
    let Panel::Heat(heat) = &mut plot.panel else { panic!("{:?}", plot.panel) };
    let column = heat.columns[0].clone();
    heat.columns.resize(6, column);
    for row in &mut heat.rows {
        let mut tile = row.tiles[0].clone();
        tile.text = "26-30%".to_owned();
        row.tiles = vec![tile; 6];
    }
    let count = heat.rows.len() * 6;
    let elements = elements(&svg(&plot, &light(), None));
    let words = texts(&elements).into_iter().map(Element::plain).collect::<Vec<_>>();
    for part in ["26-", "30%"] {
        assert_eq!(words.iter().filter(|words| words.as_str() == part).count(), count, "{words:?}");
    }
}

#[test]
fn a_predicted_end_of_a_line_bears_the_sign_of_that_line() {
    let view = sample::windows();
    let signs = |plot: &Plot| {
        let svg = svg(plot, &light(), None);
        elements(&svg).iter().filter(|element| ["circle", "polygon"].contains(&element.name.as_str())).count()
    };
    let guessed = plot(&view, Showing::Values, &guesses(&view));
    let crate::chart::Panel::Lines(lines) = &guessed.panel else { panic!("{:?}", guessed.panel) };
    assert!(lines.series.len() > 1 && !lines.predictions.is_empty());
    let mut plain = guessed.clone();
    if let crate::chart::Panel::Lines(lines) = &mut plain.panel {
        lines.predictions.clear();
    }
    // The sign of a fourth line is a square, drawn as areas are.
    let squares = lines.predictions.iter().filter(|guess| guess.of == crate::chart::Fill::Series { index: 3 }).count();
    assert_eq!(signs(&guessed), signs(&plain) + 2 * lines.predictions.len() - squares);
}
