//! What the files of a session are called, and where they are.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use super::disk::folder_of;
use crate::session::Id;
use crate::text::sanitise;

/// How every session file ends.
pub const SESSION_SUFFIX: &str = ".session.jsonl";

/// Most characters of a title in a file name.
const SLUG_LIMIT: usize = 40;

/// What stands between a session file's name and the number of a recovered copy.
const RECOVERED: &str = ".recovered-";

/// The folders in which chartpaper keeps what it is not told a place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Session files.
    pub sessions: PathBuf,
    /// Mirrors, drafts and where the data was; private to this computer, not synced.
    pub state: PathBuf,
}

impl Places {
    /// The user's folders: below `CHARTPAPER_HOME` if that is set; else `$XDG_DATA_HOME/chartpaper/sessions` and
    /// `$XDG_STATE_HOME/chartpaper`; on Windows below `%APPDATA%` and `%LOCALAPPDATA%`. `None` without a home directory.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        if let Some(home) = env::var_os("CHARTPAPER_HOME").filter(|home| !home.is_empty()) {
            return Some(Self::below(Path::new(&home)));
        }
        let user = etcetera::choose_base_strategy().ok()?;
        let state = user.state_dir().unwrap_or_else(|| user.cache_dir());
        Some(Self { sessions: user.data_dir().join("chartpaper").join("sessions"), state: state.join("chartpaper") })
    }

    /// Both folders below one.
    #[must_use]
    pub fn below(home: &Path) -> Self {
        Self { sessions: home.join("sessions"), state: home.join("state") }
    }
}

/// The name of a new session file: `2026-03-02_year-8-reading.session.jsonl`; `number` counts from 1, and is told from 2 on.
#[must_use]
pub(super) fn session_file(date: &str, title: &str, number: u32) -> String {
    let tail = if number > 1 { format!("-{number}") } else { String::new() };
    format!("{}_{}{tail}{SESSION_SUFFIX}", slug(date), slug(title))
}

/// Letters and digits in lower case, everything else one hyphen; `session` if nothing is left.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in sanitise(text).chars().flat_map(char::to_lowercase).take(SLUG_LIMIT) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "session".to_owned() } else { slug.to_owned() }
}

/// The name of a session file without its ending and without the number of a recovered copy.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or(OsStr::new("session")).to_string_lossy().into_owned();
    let stem = match name.strip_suffix(SESSION_SUFFIX) {
        Some(stem) => stem,
        None => name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| if stem.is_empty() { &name } else { stem }),
    };
    match stem.rsplit_once(RECOVERED) {
        Some((stem, number)) if number.parse::<u32>().is_ok() => stem.to_owned(),
        _ => stem.to_owned(),
    }
}

/// A recovered copy beside a session file.
pub(super) fn recovered(path: &Path, number: u32) -> PathBuf {
    folder_of(path).join(format!("{}{RECOVERED}{number}{SESSION_SUFFIX}", stem(path)))
}

/// Whether two session files are the same session's by name: one a recovered copy of the other.
pub(super) fn are_siblings(one: &Path, other: &Path) -> bool {
    one != other
        && folder_of(one) == folder_of(other)
        && other.to_string_lossy().ends_with(SESSION_SUFFIX)
        && stem(one) == stem(other)
}

/// A file's name as it may be shown.
pub(super) fn shown(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| sanitise(&name.to_string_lossy()))
}

/// The file that a session's lock stands in.
pub(super) fn lock(path: &Path) -> PathBuf {
    let mut lock = path.as_os_str().to_owned();
    lock.push(".lock");
    PathBuf::from(lock)
}

/// The files of one session in the state directory.
#[derive(Clone, Debug)]
pub(super) struct MirrorFiles {
    folder: PathBuf,
    id: Id,
}

impl MirrorFiles {
    pub(super) fn new(folder: &Path, id: Id) -> Self {
        Self { folder: folder.to_owned(), id }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The mirror; a second one is begun when the first cannot be written any more.
    pub(super) fn mirror(&self, number: u32) -> PathBuf {
        if number == 1 { self.with("mirror.jsonl") } else { self.with(&format!("mirror-{number}.jsonl")) }
    }

    pub(super) fn draft(&self) -> PathBuf {
        self.with("draft.json")
    }

    /// Where the session file and the data were.
    pub(super) fn sources(&self) -> PathBuf {
        self.with("sources.json")
    }

    /// Says that the session was closed and its file read again; its age is the mirror's.
    pub(super) fn verified(&self) -> PathBuf {
        self.with("verified")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.with("lock")
    }

    fn with(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", self.id))
    }

    /// The session that a file of the state directory belongs to, and what follows the id in its name.
    pub(super) fn owner(path: &Path) -> Option<(Id, &str)> {
        let (id, ending) = path.file_name()?.to_str()?.split_once('.')?;
        Some((Id::parse(id)?, ending))
    }
}

/// The number of a mirror from the ending of its name; `None` if it is none.
pub(super) fn mirror_number(ending: &str) -> Option<u32> {
    match ending.strip_prefix("mirror")?.strip_suffix(".jsonl")? {
        "" => Some(1),
        number => number.strip_prefix('-')?.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_safe_name() {
        assert_eq!(session_file("2026-03-02", "Reading, Year 8!", 1), "2026-03-02_reading-year-8.session.jsonl");
        assert_eq!(session_file("2026-03-02", "../../etc", 2), "2026-03-02_etc-2.session.jsonl");
        assert_eq!(session_file("..", "/\\:*", 1), "session_session.session.jsonl");
        assert!(session_file("2026-03-02", &"ß".repeat(500), 1).chars().count() < 100);
    }

    #[test]
    fn recovered_copies_are_named_after_the_first_file() {
        let first = Path::new("/s/2026-03-02_a.session.jsonl");
        let copy = recovered(first, 1);
        assert_eq!(copy, Path::new("/s/2026-03-02_a.recovered-1.session.jsonl"));
        assert_eq!(recovered(&copy, 2), Path::new("/s/2026-03-02_a.recovered-2.session.jsonl"));
        assert_eq!(recovered(Path::new("x.jsonl"), 1), Path::new("./x.recovered-1.session.jsonl"));
        assert!(are_siblings(first, &copy) && are_siblings(&copy, first));
        assert!(!are_siblings(first, first));
        assert!(!are_siblings(first, Path::new("/s/2026-03-02_a-2.session.jsonl")));
    }
}
