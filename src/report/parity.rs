//! Every kind of picture says the same on the screen, on paper, in text and in its values: numbers, notes and names.

use super::pictures::Picture;
use super::svg::svg;
use crate::chart::{Charset, Field, Fill, Panel, Plane, Plot, Showing, plane, plot, sample, text};
use crate::theme::Theme;

/// Words without signs that differ between the places, such as brackets, breaks and escapes.
fn plain(words: &str) -> String {
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    words.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of an SVG in reading order.
fn words_of(svg: &str) -> String {
    let texts = svg.split('<').filter_map(|part| part.split_once('>').map(|(_, words)| words));
    plain(&texts.collect::<Vec<_>>().join(" "))
}

fn planes() -> Vec<Plot> {
    let field = |key: &str, count: &str| Field { key: key.into(), label: format!("Word {key}"), count: count.into() };
    let of = |counts: [&str; 4]| Plane {
        title: "How are we here?".into(),
        across: ["unpleasant", "pleasant"].map(str::to_owned),
        up: ["low energy", "high energy"].map(str::to_owned),
        fields: [field("a", counts[0]), field("b", counts[1]), field("c", counts[2]), field("d", counts[3])],
    };
    vec![plane(&of(["4", "11", "few", "7"])), plane(&of([""; 4]))]
}

fn plots() -> Vec<Plot> {
    let views = sample::every_kind();
    views.iter().map(|view| plot(view, Showing::Values, &[])).chain(planes()).collect()
}

#[test]
fn screen_paper_text_and_values_say_the_same() {
    let theme = Theme::shipped().remove(0);
    for plot in plots() {
        let high = 60;
        let screen = plain(&text::lines_at(&plot, 120, high, Charset::Blocks, None).join(" "));
        let ascii = plain(&text::lines_at(&plot, 120, high, Charset::Ascii, None).join(" "));
        let paper = words_of(&svg(&plot, &theme, None));
        let values = plain(&text::values(&plot.values).join(" "));
        let picture = Picture::of("id", plot.clone());
        assert_eq!((&picture.header, &picture.rows), (&plot.values.heads(), &plot.values.texts()), "{}", plot.title);
        assert_eq!(picture.notes, plot.notes);
        for mark in &plot.marks {
            let value = plain(&mark.value);
            assert!(values.contains(&value), "{}: {value} of {} is no value", plot.title, mark.label);
            assert!(paper.contains(&value), "{}: {value} of {} is not on paper\n{paper}", plot.title, mark.label);
        }
        for note in &plot.notes {
            let note = plain(note);
            assert!(screen.contains(&note), "{}: {note} is not on the screen\n{screen}", plot.title);
            assert!(ascii.contains(&plain(&Charset::Ascii.spell(&note))), "{}: {note}", plot.title);
            assert!(paper.contains(&note), "{}: {note} is not on paper\n{paper}", plot.title);
        }
        for key in plot.legend.iter().filter(|key| key.fill != Fill::Prediction) {
            let label = plain(&key.label);
            // Over columns of scores the bars, the median and the cut scores carry their words themselves.
            let is_labelled = matches!(plot.panel, Panel::Columns(_));
            assert!(is_labelled || screen.contains(&label), "{}: {label} is not on the screen\n{screen}", plot.title);
            assert!(paper.contains(&label), "{}: {label} is not on paper\n{paper}", plot.title);
        }
        for place in [&screen, &paper] {
            assert!(place.contains(&plain(&plot.title)), "{}", plot.title);
        }
        // Strips leave the numbers of their bars to the values table; of other kinds nearly all find room on the screen.
        let part = if matches!(plot.panel, Panel::Multiples(_)) { 3 } else { 7 };
        let told = plot.marks.iter().filter(|mark| screen.contains(&plain(&mark.value))).count();
        assert!(told * 10 >= plot.marks.len() * part, "{}: {told} of {}\n{screen}", plot.title, plot.marks.len());
    }
}

#[test]
fn a_plane_counts_its_fields_and_names_them_before() {
    let [counted, empty]: [Plot; 2] = planes().try_into().unwrap();
    let marks: Vec<_> = counted.marks.iter().map(|mark| (mark.key.as_str(), mark.value.as_str())).collect();
    assert_eq!(marks, [("a", "4"), ("b", "11"), ("c", "few"), ("d", "7")]);
    assert_eq!(counted.values.texts()[2], ["Word c", "few"].map(str::to_owned));
    assert_eq!(counted.summary, "Word a 4, Word b 11, Word c few, Word d 7.");
    assert!(empty.marks.is_empty());
    assert_eq!(empty.summary, "Four fields: Word a, Word b, Word c and Word d.");
    // Upper left is the first field, lower right the last, and nothing moves when they are counted.
    let lines = |plot: &Plot| text::lines_at(plot, 76, 12, Charset::Ascii, None);
    let at = |plot: &Plot, word: &str| {
        lines(plot).iter().enumerate().find_map(|(y, line)| line.find(word).map(|x| (y, x))).unwrap()
    };
    for plot in [&counted, &empty] {
        let [a, b, c, d] = ["Word a", "Word b", "Word c", "Word d"].map(|word| at(plot, word));
        assert!(a.0 == b.0 && c.0 == d.0 && a.0 < c.0 && a.1 < b.1 && c.1 < d.1, "{:#?}", lines(plot));
        let (high, low) = (at(plot, "high energy"), at(plot, "low energy"));
        assert!(high.0 == a.0 && low.0 == c.0, "{:#?}", lines(plot));
        assert!(at(plot, "unpleasant").1 < at(plot, " pleasant").1);
    }
    assert_eq!(at(&counted, "Word a").0, at(&empty, "Word a").0);
}
