//! The protocol file of a retreat, read again whenever it is saved; in a rehearsal the data and their cards as well.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{fs, thread};

use crate::app::{Event, Rewriting};
use crate::diagnostic::Report;
use crate::protocol::{self, Folder};
use crate::session::Id;

use super::key;
use super::launch::{self, Options, Source, Trouble};

/// How often the files are asked whether they have changed: what was saved is on the screen within a second.
const LOOK_AGAIN: Duration = Duration::from_millis(300);

/// A file's length and when it was written; nothing when it is not there.
type Stamp = Option<(u64, Option<SystemTime>)>;

/// What tells that a file has changed.
pub(super) fn stamp(path: &Path) -> Stamp {
    let known = fs::metadata(path).ok()?;
    Some((known.len(), known.modified().ok()))
}

/// The files that a retreat is made of.
struct Watched {
    options: Options,
    session: Id,
    /// What the protocol takes in, as it could last be read.
    beside: Vec<PathBuf>,
}

/// Tells `report` whenever the protocol of `options` was saved anew, until the program ends.
pub(super) fn watch(options: Options, session: Id, mut report: impl FnMut(Event) + Send + 'static) {
    let mut watched = Watched { options, session, beside: Vec::new() };
    // Before the first frame: what is saved after somebody has seen it is always noticed.
    let mut read = watched.stamps();
    thread::spawn(move || {
        // It may have been saved since it was read for the start: the first look is told as well, and changes nothing if not.
        report(watched.read(false));
        let mut before = read.clone();
        loop {
            thread::sleep(LOOK_AGAIN);
            let now = watched.stamps();
            // Editors save in several steps: a file is read when it has stood still for a moment.
            if now != read && now == before {
                report(watched.read(true));
                read = watched.stamps();
                before.clone_from(&read);
            } else {
                before = now;
            }
        }
    });
}

impl Watched {
    fn stamps(&self) -> Vec<Stamp> {
        let protocol = Path::new(&self.options.protocol);
        let data = if self.options.rehearse { self.options.data.as_slice() } else { &[] };
        let cards = data.iter().filter_map(Source::path).map(|path| path.with_extension("toml"));
        let files = std::iter::once(protocol.to_owned()).chain(self.beside.iter().cloned());
        files.chain(data.iter().filter_map(Source::path)).chain(cards).map(|path| stamp(&path)).collect()
    }

    /// The protocol as it stands in its file; in a rehearsal also the data, unless `with_data` is false.
    fn read(&mut self, with_data: bool) -> Event {
        Event::Rewritten(self.rewriting(with_data).map(Box::new).map_err(|trouble| match trouble.without_folders() {
            Trouble::Files(reports) => reports.iter().flat_map(Report::sentences).collect(),
            other => vec![other.to_string()],
        }))
    }

    fn rewriting(&mut self, with_data: bool) -> Result<Rewriting, Trouble> {
        let path = Path::new(&self.options.protocol);
        let parsed = protocol::load(path)?;
        let folder = Folder::of(path);
        self.beside = parsed.attached.keys().filter_map(|name| folder.path(name)).collect();
        let admission = if self.options.rehearse && with_data {
            let key = key::of_installation(false);
            launch::admit(&self.options.data, &parsed.protocol, &self.session, &key, &mut |_| {})?
        } else {
            None
        };
        Ok(Rewriting { text: launch::text_of(&parsed), protocol: parsed.protocol, admission })
    }
}
