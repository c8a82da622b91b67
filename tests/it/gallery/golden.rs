//! What the pictures of the made-up data look like: every cell with its letter and its colours.
//!
//! A file a kind. Each line of a picture stands after `|`, and after `:` the inks along it: a letter and for how many cells; the codes of
//! the letters follow. After a change that is meant, `CHARTPAPER_WRITE_GOLDEN=1` writes the files anew; read what changed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use chartpaper::chart::{Charset, Plot};
use chartpaper::theme::{Depth, Theme};
use chartpaper::ui::picture::Picture;
use unicode_segmentation::UnicodeSegmentation as _;

use super::cards::{self, Source, root};
use super::{Drawn, KINDS, drawn, planes, room};

/// The picture of each kind that is kept, by card and view.
const KEPT: [(&str, &str); 14] = [
    ("levels", "reading: windows"),
    ("distribution", "reading: spring-scores"),
    ("quantile-dots", "made-up-quantiles: quantiles"),
    ("groups", "made-up-groups: groups"),
    ("box", "made-up-box: box"),
    ("change", "grade-level: growth"),
    ("windows", "grade-level: over-time"),
    ("grid", "made-up-grid: grid"),
    ("items", "grade-level: items"),
    ("dots", "one-class-team: dots"),
    ("scatter", "made-up-scatter: scatter"),
    ("rows", "made-up-rows: rows"),
    ("table", "reading: class-table"),
    ("plane", "moods"),
];

/// How a kept picture is drawn: state, theme, colours, symbols, size of the terminal, and whether a mark is chosen.
type Way = (&'static str, &'static str, Depth, Charset, (u16, u16), bool);

const WAYS: [Way; 7] = [
    ("shown", "projector-light", Depth::Colours256, Charset::Blocks, (80, 24), false),
    ("prediction beside actual", "projector-light", Depth::Colours256, Charset::Blocks, (80, 24), true),
    ("to predict", "projector-dark", Depth::Colours256, Charset::Blocks, (80, 24), false),
    ("shown", "contrast", Depth::Colours256, Charset::Braille, (140, 40), false),
    ("shown", "projector-light", Depth::Colours16, Charset::Ascii, (80, 24), false),
    ("prediction beside actual", "mono", Depth::Mono, Charset::Ascii, (100, 30), true),
    ("shown", "mono", Depth::Mono, Charset::Blocks, (60, 16), false),
];

/// The letters and the codes of one line, code by code.
fn runs(line: &str) -> Vec<(String, String)> {
    let mut runs: Vec<(String, String)> = Vec::new();
    for part in line.split("\u{1b}[").skip(1) {
        let (codes, letters) = part.split_once('m').unwrap();
        if !letters.is_empty() {
            runs.push((codes.to_owned(), letters.to_owned()));
        }
    }
    runs
}

fn section(plot: &Plot, way: &Way) -> String {
    let (state, theme, depth, charset, size, is_chosen) = *way;
    let theme = Theme::shipped().into_iter().find(|known| known.name() == theme).unwrap().at(depth);
    let chosen = plot.marks.get(1).filter(|_| is_chosen).map(|mark| mark.key.as_str());
    let (width, height) = room(size);
    let lines = Picture { plot, theme: &theme, charset, chosen }.ansi(width, height);
    let name = theme.name();
    let mut text = format!("== {state}, {name}, {depth:?}, {charset:?}, {}x{}", size.0, size.1);
    text.push_str(&chosen.map_or_else(|| "\n".to_owned(), |chosen| format!(", {chosen} chosen\n")));
    let mut inks: Vec<String> = Vec::new();
    for line in lines {
        let (mut letters, mut along) = (String::new(), String::new());
        for (codes, words) in runs(&line) {
            let ink = inks.iter().position(|known| *known == codes).unwrap_or_else(|| {
                inks.push(codes.clone());
                inks.len() - 1
            });
            let letter = char::from(b'a' + u8::try_from(ink).unwrap());
            write!(along, " {letter}{}", words.graphemes(true).count()).unwrap();
            letters.push_str(&words);
        }
        write!(text, "|{letters}\n:{along}\n").unwrap();
    }
    for (ink, codes) in inks.iter().enumerate() {
        writeln!(text, "{} {codes}", char::from(b'a' + u8::try_from(ink).unwrap())).unwrap();
    }
    text
}

fn kept(all: &[Drawn], name: &str) -> String {
    let mut text = format!("{name}\n");
    for way in &WAYS {
        let found = all.iter().find(|drawn| drawn.name == name && drawn.state == way.0);
        if let Some(drawn) = found {
            text.push_str(&section(&drawn.plot, way));
        }
    }
    text
}

#[test]
fn pictures_look_as_they_were_kept() {
    let is_made_up = |source: &Source| source.name.starts_with("made-up") || source.name == "one-class-team";
    let mut all = drawn(cards::of_the_project());
    all.extend(drawn(cards::of_the_gallery().into_iter().filter(is_made_up).collect()));
    all.extend(planes());
    assert_eq!(KEPT.map(|(kind, _)| kind).into_iter().collect::<BTreeSet<_>>(), KINDS.into_iter().collect());
    let folder = root().join("tests/it/gallery/golden");
    let mut changed = Vec::new();
    for (kind, name) in KEPT {
        assert!(
            all.iter().any(|drawn| drawn.name == name && drawn.kind == kind),
            "no picture {name} of the kind {kind}"
        );
        let (file, text) = (folder.join(format!("{kind}.txt")), kept(&all, name));
        if std::env::var_os("CHARTPAPER_WRITE_GOLDEN").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, text).unwrap();
        } else if let Some(difference) = difference(&fs::read_to_string(&file).unwrap_or_default(), &text) {
            changed.push(format!("{kind}: {difference}"));
        }
    }
    assert!(changed.is_empty(), "{}\nCHARTPAPER_WRITE_GOLDEN=1 keeps what is drawn now", changed.join("\n"));
}

/// The first line in which two texts differ.
fn difference(kept: &str, drawn: &str) -> Option<String> {
    let lines = kept.lines().zip(drawn.lines()).enumerate().find(|(_, (kept, drawn))| kept != drawn);
    let line = lines.map(|(at, (kept, drawn))| format!("line {}\n  kept  {kept}\n  drawn {drawn}", at + 1));
    line.or_else(|| (kept.len() != drawn.len()).then(|| "one is longer than the other".to_owned()))
}

#[test]
fn colours_are_kept_and_not_letters_alone() {
    let light = section(&planes()[1].plot, &WAYS[0]);
    let dark =
        section(&planes()[1].plot, &("shown", "projector-dark", Depth::Colours256, Charset::Blocks, (80, 24), false));
    let letters = |text: &str| text.lines().filter(|line| line.starts_with('|')).collect::<Vec<_>>().join("\n");
    assert_eq!(letters(&light), letters(&dark));
    assert!(difference(&light.replacen("projector-light", "projector-dark", 1), &dark).is_some());
}
