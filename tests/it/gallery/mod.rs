//! Every picture of the sample data, and of every data card in `shared/` beside the project, at every size, in every theme and charset: drawn
//! twice and compared, and written as pages to look at.
//!
//! `CHARTPAPER_GALLERY=1 cargo test --release --test it gallery` writes the pages into `target/gallery/`; `.ci/accessibility` makes
//! them too. Without the variable the pictures are only drawn.

mod codes;
mod retreat;

use std::fs;
use std::path::{Path, PathBuf};

use chartpaper::chart::{Charset, Plot, Prediction, Showing, plot, targets};
use chartpaper::diagnostic::Report;
use chartpaper::records::{Admission, DataSource, View, admit};
use chartpaper::report;
use chartpaper::theme::{Depth, Theme};
use chartpaper::ui::picture::Picture;

/// Columns and lines of a terminal; a picture has its width less a margin, and the lines that a step leaves it.
const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (100, 30), (140, 40)];

/// Lines of a screen that are not the picture's: title, prompt, comments, line, footer.
const OTHERS: u16 = 11;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Data cards with their data: those of the project, and those of `shared/`, where it lies beside the project.
fn cards() -> Vec<PathBuf> {
    let shared = std::env::var_os("CHARTPAPER_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let folders = [root().join("sample-data"), shared.join("data/cards")];
    let mut cards: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    cards.sort();
    cards
}

fn admitted(card: &Path) -> Admission {
    let refused = |reports: Vec<Report>| reports.iter().map(ToString::to_string).collect::<String>();
    admit(&[DataSource::new(card)], None, &[7; 32], 7).map_err(refused).unwrap()
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

/// The states in which a picture is shown, with their names.
fn states(view: &View) -> [(&'static str, Plot); 3] {
    let guesses = guesses(view);
    [
        ("shown", plot(view, Showing::Values, &[])),
        ("to predict", plot(view, Showing::Axes, &guesses)),
        ("prediction beside actual", plot(view, Showing::Values, &guesses)),
    ]
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

/// Where pages go; nowhere unless they were asked for.
fn wanted() -> Option<PathBuf> {
    std::env::var_os("CHARTPAPER_GALLERY").map(|_| {
        let folder = root().join("target/gallery");
        fs::create_dir_all(&folder).unwrap();
        folder
    })
}

#[test]
fn gallery() {
    let folder = wanted();
    let light = &Theme::shipped()[0];
    let mut pages: Vec<(String, String)> = themes().iter().map(|(name, _)| (name.clone(), String::new())).collect();
    let mut drawn = 0;
    for card in cards() {
        let admission = admitted(&card);
        for view in admission.views() {
            let badge = admission.badge();
            let name = format!("{}: {}", card.file_stem().unwrap().to_string_lossy(), view.id());
            for (state, plot) in states(view) {
                let svg = report::svg(&plot, light, badge.as_deref());
                assert_eq!(svg, report::svg(&plot, light, badge.as_deref()), "{name}, {state}");
                for ((_, theme), (_, page)) in themes().iter().zip(&mut pages) {
                    page.push_str(&format!("<h2>{}</h2>\n", codes::escape(&format!("{name}, {state}"))));
                    if theme.depth() == Depth::Colours256 {
                        // Each SVG on a page of its own kind: ids in it are not unique on a page with several.
                        page.push_str(&format!("<div class=\"svg\">{svg}</div>\n"));
                    }
                    for charset in [Charset::Blocks, Charset::Ascii] {
                        for (columns, lines) in SIZES {
                            let picture = Picture { plot: &plot, theme, charset, chosen: None };
                            let (width, height) = (columns - 4, lines - OTHERS.min(lines - 5));
                            let cells = picture.ansi(width, height);
                            assert_eq!(cells, picture.ansi(width, height), "{name}, {state}");
                            page.push_str(&codes::html(&format!("{columns}x{lines} {charset:?}"), &cells));
                            drawn += 1;
                        }
                    }
                }
                if let Some(folder) = &folder {
                    let file = format!("{name} {state}").replace([':', ' '], "-");
                    fs::write(folder.join(format!("{file}.svg")), svg).unwrap();
                }
            }
        }
    }
    assert!(drawn > 500, "{drawn}");
    let (report, reports) = (retreat::report(1), retreat::report(2));
    if let Some(folder) = folder {
        for (name, page) in pages {
            fs::write(folder.join(format!("{name}.html")), codes::page(&name, &page)).unwrap();
        }
        fs::write(folder.join("report.html"), report).unwrap();
        fs::write(folder.join("reports.html"), reports).unwrap();
    }
}
