//! The data of the gallery: cards of the project, and cards of its own on made-up and on real files.
//!
//! A card of the gallery names its file in its first line, `# data: ...`: below `sample-data/`, or below the data of `shared/`, which is
//! beside the project or where `CHARTPAPER_SHARED` says, and never part of it.

use std::fs;
use std::path::{Path, PathBuf};

use chartpaper::diagnostic::Report;
use chartpaper::records::{Admission, DataSource, admit};

/// A card with the file it is about.
pub(super) struct Source {
    /// Name of the card, without its ending.
    pub(super) name: String,
    source: DataSource,
}

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shared() -> PathBuf {
    std::env::var_os("CHARTPAPER_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from).join("data")
}

/// The cards in a folder, by name.
fn cards(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cards: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect();
    cards.sort();
    cards
}

fn name(card: &Path) -> String {
    card.file_stem().unwrap().to_string_lossy().into_owned()
}

/// The made-up data with the cards of the project.
pub(super) fn of_the_project() -> Vec<Source> {
    let source = |card: PathBuf| Source { name: name(&card), source: DataSource::new(&card) };
    cards(&root().join("sample-data")).into_iter().map(source).collect()
}

/// The cards of the gallery whose files are there; those of real files are told where these are not.
#[expect(clippy::print_stdout, reason = "what did not run is told")]
pub(super) fn of_the_gallery() -> Vec<Source> {
    let mut sources = Vec::new();
    for card in cards(&root().join("tests/it/gallery/cards")) {
        let text = fs::read_to_string(&card).unwrap();
        let data = text.lines().next().and_then(|line| line.strip_prefix("# data: ")).unwrap();
        let file = if data.starts_with("sample-data/") { root().join(data) } else { shared().join(data) };
        match fs::read_to_string(&file) {
            Ok(csv) => {
                let name = name(&card);
                sources.push(Source { source: DataSource::bundled(&format!("{name}.csv"), csv, &text), name });
            }
            Err(_) => println!("not run: {} needs {data}", name(&card)),
        }
    }
    sources
}

pub(super) fn admitted(sources: &[DataSource]) -> Admission {
    let refused = |reports: Vec<Report>| reports.iter().map(ToString::to_string).collect::<String>();
    admit(sources, None, &[7; 32], 7).map_err(refused).unwrap()
}

impl Source {
    pub(super) fn admitted(self) -> Admission {
        admitted(&[self.source])
    }
}
