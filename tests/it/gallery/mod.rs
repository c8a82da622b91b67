//! Every kind of picture, at every size, in every theme and charset, on made-up and on real data.
//!
//! `CHARTPAPER_GALLERY=1 cargo test --release --test it gallery` draws all of it twice, compares, and writes pages to look at into
//! `target/gallery/`: `index.html` leads to one contact sheet for each kind and theme. `.ci/accessibility` makes them too. Without the
//! variable the made-up data alone are drawn, at the size of a projector.
//!
//! `golden/` holds what the pictures of the made-up data look like, with their colours.

mod cards;
mod codes;
mod golden;
mod retreat;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use cards::{Source, root};
use chartpaper::chart::{Charset, Field, Plane, Plot, Prediction, Showing, plane, plot, targets};
use chartpaper::records::{Frame, MarkForm, View};
use chartpaper::report;
use chartpaper::theme::{Depth, Theme};
use chartpaper::ui::picture::Picture;

/// Columns and lines of a terminal; a picture has its width less a margin, and the lines that a step leaves it.
const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (100, 30), (140, 40)];

/// Lines of a screen that are not the picture's: title, prompt, comments, line, footer.
const OTHERS: u16 = 11;

/// Most columns of a picture, however wide the screen.
const WIDEST: u16 = 120;

const CHARSETS: [Charset; 3] = [Charset::Blocks, Charset::Ascii, Charset::Braille];

/// The kinds of pictures. A new one does not compile until it is named here, and then fails until the gallery has one.
const KINDS: [&str; 14] = [
    "levels",
    "distribution",
    "quantile-dots",
    "groups",
    "box",
    "change",
    "windows",
    "grid",
    "items",
    "dots",
    "scatter",
    "rows",
    "table",
    "plane",
];

fn kind(view: &View) -> &'static str {
    match view.frame() {
        Frame::Levels { .. } => "levels",
        Frame::Distribution { dot: None, .. } => "distribution",
        Frame::Distribution { dot: Some(_), .. } => "quantile-dots",
        Frame::Groups { .. } => "groups",
        Frame::Boxes { .. } => "box",
        Frame::Change { .. } => "change",
        Frame::Windows { .. } => "windows",
        Frame::Grid { .. } => "grid",
        Frame::Items { .. } => "items",
        Frame::Marks { form: MarkForm::Dots, .. } => "dots",
        Frame::Marks { form: MarkForm::Scatter, .. } => "scatter",
        Frame::Marks { form: MarkForm::Rows, .. } => "rows",
        Frame::Table { .. } => "table",
    }
}

/// A prediction for each target, spread over its range.
fn guesses(view: &View) -> Vec<Prediction> {
    let targets = targets(view);
    let count = targets.len() as f64 + 1.0;
    let value = |(index, low, high): (f64, f64, f64)| (low + (high - low) * index / count).round();
    (1..)
        .map(f64::from)
        .zip(targets)
        .map(|(index, target)| Prediction {
            value: value((index, target.low.max(-999.0), target.high.min(999.0))),
            target: target.key,
            to: None,
        })
        .collect()
}

/// One picture in one state.
struct Drawn {
    kind: &'static str,
    name: String,
    state: &'static str,
    plot: Plot,
    badge: Option<String>,
}

/// The states in which a picture is shown, with their names.
fn states(view: &View) -> [(&'static str, Plot); 3] {
    let guesses = guesses(view);
    [
        ("shown", plot(view, Showing::Values, &[])),
        ("to predict", plot(view, Showing::Axes, &guesses)),
        ("prediction beside actual", plot(view, Showing::Values, &guesses)),
    ]
}

fn drawn(sources: Vec<Source>) -> Vec<Drawn> {
    let mut all = Vec::new();
    for source in sources {
        let card = source.name.clone();
        let admission = source.admitted();
        for view in admission.views() {
            let name = format!("{card}: {}", view.id());
            all.extend(states(view).map(|(state, plot)| Drawn {
                kind: kind(view),
                name: name.clone(),
                state,
                plot,
                badge: admission.badge(),
            }));
        }
    }
    all
}

/// The plane of moods, before and after anybody chose.
fn planes() -> [Drawn; 2] {
    let of = |counts: [&str; 4]| {
        let names = ["Tense", "Excited", "Tired", "Calm"];
        let field = |at: usize| Field {
            key: names[at].to_lowercase(),
            label: names[at].to_owned(),
            count: counts[at].to_owned(),
        };
        plane(&Plane {
            title: "How do we come into this room?".to_owned(),
            across: ["unpleasant", "pleasant"].map(str::to_owned),
            up: ["low energy", "high energy"].map(str::to_owned),
            fields: [field(0), field(1), field(2), field(3)],
        })
    };
    let plane = |state, plot| Drawn { kind: "plane", name: "moods".to_owned(), state, plot, badge: None };
    [plane("to choose", of([""; 4])), plane("shown", of(["3", "11", "few", "7"]))]
}

/// Every theme at its own depth, then the first with 16 colours and with none.
fn themes() -> Vec<(String, Theme)> {
    let shipped = Theme::shipped();
    let first = shipped[0].clone();
    let named = |theme: Theme| (theme.name().to_owned(), theme);
    let few = [("16-colours", Depth::Colours16), ("no-colours", Depth::Mono)];
    let few = few.map(|(name, depth)| (name.to_owned(), first.clone().at(depth)));
    shipped.into_iter().map(named).chain(few).collect()
}

/// Columns and lines that a picture has on a terminal of this size.
fn room((columns, lines): (u16, u16)) -> (u16, u16) {
    ((columns - 4).min(WIDEST), lines - OTHERS.min(lines - 5))
}

/// Where pages go; nowhere unless they were asked for.
fn wanted() -> Option<PathBuf> {
    std::env::var_os("CHARTPAPER_GALLERY").map(|_| root().join("target/gallery"))
}

/// Contact sheets by theme and kind.
#[derive(Default)]
struct Sheets(BTreeMap<(String, &'static str), String>);

impl Sheets {
    fn add(&mut self, theme: &str, kind: &'static str, html: &str) {
        self.0.entry((theme.to_owned(), kind)).or_default().push_str(html);
    }

    fn write(&self, folder: &std::path::Path) {
        let mut index = String::new();
        for ((theme, kind), sheet) in &self.0 {
            let file = format!("{theme}-{kind}.html");
            fs::write(folder.join(&file), codes::page(&format!("{kind}, {theme}"), sheet)).unwrap();
            index.push_str(&format!("<p><a href=\"{file}\">{kind}, {theme}</a></p>\n"));
        }
        index.push_str("<p><a href=\"report.html\">report</a>, <a href=\"reports.html\">reports</a></p>\n");
        fs::write(folder.join("index.html"), codes::page("Gallery", &index)).unwrap();
    }
}

/// Draws one picture at these sizes in one theme, twice; the figures of a contact sheet.
fn sheet(drawn: &Drawn, theme: &Theme, sizes: &[(u16, u16)]) -> String {
    let title = format!("{}, {}", drawn.name, drawn.state);
    let mut html = format!("<h2>{}</h2>\n", codes::escape(&title));
    let is_own = matches!(theme.depth(), Depth::Colours256);
    let svg = is_own.then(|| report::svg(&drawn.plot, theme, drawn.badge.as_deref()));
    if let Some(svg) = svg {
        assert_eq!(svg, report::svg(&drawn.plot, theme, drawn.badge.as_deref()), "{title}");
        html.push_str(&format!("<div class=\"svg\">{svg}</div>\n"));
    }
    for (size, charset) in sizes.iter().flat_map(|size| CHARSETS.map(|charset| (*size, charset))) {
        let picture = Picture { plot: &drawn.plot, theme, charset, chosen: None };
        let (width, height) = room(size);
        let cells = picture.ansi(width, height);
        assert_eq!(cells, picture.ansi(width, height), "{title}");
        html.push_str(&codes::html(&format!("{}x{} {charset:?}", size.0, size.1), &cells));
    }
    html
}

#[test]
fn gallery() {
    let folder = wanted();
    let mut all = drawn(cards::of_the_project());
    all.extend(drawn(cards::of_the_gallery()));
    all.extend(planes());
    let kinds: BTreeSet<&str> = all.iter().map(|drawn| drawn.kind).collect();
    assert_eq!(kinds, KINDS.into_iter().collect());
    let sizes = if folder.is_some() { &SIZES[..] } else { &SIZES[1..2] };
    let mut sheets = Sheets::default();
    for drawn in &all {
        for (name, theme) in themes() {
            sheets.add(&name, drawn.kind, &sheet(drawn, &theme, sizes));
        }
    }
    let (report, reports) = (retreat::report(1), retreat::report(2));
    if let Some(folder) = folder {
        fs::create_dir_all(&folder).unwrap();
        sheets.write(&folder);
        fs::write(folder.join("report.html"), report).unwrap();
        fs::write(folder.join("reports.html"), reports).unwrap();
    }
}
