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
    let shown = views
        .iter()
        .flat_map(|view| [plot(view, Showing::Values, &[]), plot(view, Showing::Values, &sample::guesses(view))]);
    shown.chain(planes()).collect()
}

/// The four places in which a picture is told, and the table of the report.
#[derive(Clone)]
struct Told {
    screen: String,
    ascii: String,
    paper: String,
    /// What a screen reader is told: the sentence and the table.
    text: String,
    table: String,
}

impl Told {
    fn of(plot: &Plot) -> Self {
        let lines = |charset| plain(&text::lines_at(plot, 120, 60, charset, None).join(" "));
        let picture = Picture::of("id", plot.clone());
        let rows = picture.rows.iter().flatten().chain(&picture.header).chain(&picture.notes);
        let words = [plot.summary.clone(), plot.notes.join(" "), text::values(&plot.values).join(" ")];
        Self {
            screen: lines(Charset::Blocks),
            ascii: lines(Charset::Ascii),
            paper: words_of(&svg(plot, &Theme::shipped().remove(0), None)),
            text: plain(&words.join(" ")),
            table: plain(&rows.cloned().collect::<Vec<_>>().join(" ")),
        }
    }

    fn places(&mut self) -> [(&'static str, &mut String); 5] {
        [
            ("screen", &mut self.screen),
            ("ascii", &mut self.ascii),
            ("paper", &mut self.paper),
            ("text", &mut self.text),
            ("table", &mut self.table),
        ]
    }

    /// What one place says and another does not.
    fn differences(&mut self, plot: &Plot) -> Vec<String> {
        let mut found = Vec::new();
        for (place, said) in self.places() {
            let spelled = |words: &str| {
                let words = if place == "ascii" { Charset::Ascii.spell(words) } else { words.to_owned() };
                plain(&words)
            };
            let mut lacks = |what: &str, words: &str| {
                if !said.contains(&spelled(words)) {
                    found.push(format!("{place} lacks the {what} `{words}`"));
                }
            };
            let is_picture = ["screen", "ascii", "paper"].contains(&place);
            for mark in plot.marks.iter().filter(|mark| !is_picture || is_drawn(plot, &mark.key, place == "paper")) {
                lacks("number", &mark.value);
                let guess = mark.predicted.as_deref().map(|words| words.trim_start_matches("predicted "));
                if let Some(guess) = guess {
                    lacks("prediction", guess);
                }
            }
            plot.notes.iter().for_each(|note| lacks("note", note));
            // Over columns of scores the bars, the median and the cut scores carry their words themselves, and lists carry no legend in
            // words.
            let has_legend =
                place == "paper" || is_picture && !matches!(plot.panel, Panel::Columns(_) | Panel::Table(_));
            for key in plot.legend.iter().filter(|key| has_legend && key.fill != Fill::Prediction) {
                lacks("name", &key.label);
            }
            if is_picture {
                lacks("title", &plot.title);
            }
        }
        found
    }
}

/// Whether a picture of this size has room for the number of a mark: strips leave the counts of their bars on the screen to the values
/// table, and so do boxes whose quartiles lie too close together, and bars too narrow for them.
fn is_drawn(plot: &Plot, key: &str, on_paper: bool) -> bool {
    if on_paper {
        return true;
    }
    match &plot.panel {
        Panel::Multiples(_) => !key.contains("/bin/") && !key.contains("/band/"),
        Panel::Tracks(_) => !["/q1", "/q3", "/p10", "/p90"].iter().any(|end| key.ends_with(end)),
        _ => true,
    }
}

#[test]
fn screen_paper_text_and_values_say_the_same() {
    for plot in plots() {
        assert_eq!(Told::of(&plot).differences(&plot), Vec::<String>::new(), "{}", plot.title);
    }
}

/// A change to one place alone is found: of every kind, in every place, a number, a note and a name.
#[test]
fn a_change_to_one_place_alone_is_found() {
    for plot in plots() {
        let told = Told::of(&plot);
        let mark = plot.marks.iter().find(|mark| is_drawn(&plot, &mark.key, false)).map(|mark| mark.value.clone());
        let words = mark.into_iter().chain(plot.notes.first().cloned());
        for words in words {
            for place in 0..5 {
                let mut changed = told.clone();
                let (name, said) = changed.places().into_iter().nth(place).unwrap();
                let spelled = if name == "ascii" { Charset::Ascii.spell(&words) } else { words.clone() };
                *said = said.replace(&plain(&spelled), "?");
                let found = changed.differences(&plot);
                assert!(!found.is_empty(), "{}: `{words}` was changed in {name} alone", plot.title);
                assert!(found.iter().all(|one| one.starts_with(name)), "{found:?}");
            }
        }
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
