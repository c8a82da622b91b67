//! Sessions that were not left on purpose, for `resume` and the start screen; and mirrors whose time is over.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::copies::{all_mirrors, read};
use super::disk::{Disk as _, RealDisk};
use super::names::{MirrorFiles, Places, SESSION_SUFFIX};
use super::sources;
use crate::session::{Id, Session};

/// How long a mirror is kept after its session was closed and its file read again.
const MIRROR_KEPT: Duration = Duration::from_hours(30 * 24);

/// A session that was not left on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Its file, or its mirror where the file is gone. Give it to [`super::Keeper::resume`].
    pub path: PathBuf,
    /// Which session.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// The day it began, `YYYY-MM-DD`.
    pub date: String,
    /// The protocol's title.
    pub protocol: String,
    /// Id of the step it stands in.
    pub step: Option<String>,
    /// How many comments stand in it.
    pub comments: usize,
    /// When the file was last written.
    pub modified: SystemTime,
    /// Whether it was left on purpose.
    pub closed: bool,
    /// The number of its last entry: of two copies the longer one counts.
    reach: u64,
}

/// The sessions in the user's folder, those whose file is known to be elsewhere, and those of which only a mirror is left.
/// The last one written comes first.
#[must_use]
pub fn find_unfinished(places: &Places) -> Vec<Unfinished> {
    find_sessions(places).into_iter().filter(|session| !session.closed).collect()
}

/// As [`find_unfinished`], and after them those that were left on purpose.
#[must_use]
pub fn find_sessions(places: &Places) -> Vec<Unfinished> {
    let mirrors = all_mirrors(&RealDisk, &places.state);
    let mut files = RealDisk.list(&places.sessions).unwrap_or_default();
    files.retain(|path| path.to_string_lossy().ends_with(SESSION_SUFFIX));
    files
        .extend(mirrors.iter().filter_map(|(id, _)| sources::recall(&places.state, id)).map(|sources| sources.session));
    files.sort();
    files.dedup();

    let mut found = BTreeMap::<Id, Unfinished>::new();
    for path in &files {
        if let Some(session) = look(path)
            && found.get(&session.id).is_none_or(|known| known.reach < session.reach)
        {
            found.insert(session.id.clone(), session);
        }
    }
    for (id, path) in mirrors {
        if let Some(session) = look(&path) {
            match found.get_mut(&id) {
                None => drop(found.insert(id, session)),
                // The mirror goes on where the file stopped: the file is still what to resume, the mirror says how it stands.
                Some(known) if known.reach < session.reach => {
                    let path = std::mem::take(&mut known.path);
                    *known = Unfinished { path, ..session };
                }
                Some(_) => {}
            }
        }
    }
    let mut sessions: Vec<_> = found.into_values().collect();
    sessions.sort_by(|a, b| {
        a.closed.cmp(&b.closed).then_with(|| b.modified.cmp(&a.modified)).then_with(|| a.path.cmp(&b.path))
    });
    sessions
}

/// What a session file says of itself.
fn look(path: &Path) -> Option<Unfinished> {
    let existing = read(&RealDisk, path).ok()?;
    let session = Session::replay(&existing.reading)?;
    let header = session.header();
    let unfinished = Unfinished {
        path: path.to_owned(),
        id: header.session.clone(),
        title: header.title.clone(),
        date: header.date.clone(),
        protocol: header.protocol.title.clone(),
        step: session.state().step.clone(),
        comments: session.state().comments.len(),
        modified: fs::metadata(path).and_then(|metadata| metadata.modified()).unwrap_or(SystemTime::UNIX_EPOCH),
        closed: session.state().closed,
        reach: session.entries().last().map_or(0, |(seq, _)| *seq),
    };
    Some(unfinished)
}

/// Removes what the state directory holds of sessions that were closed, with their file read again, more than 30 days before
/// `now`. Call it once at the start.
pub fn sweep(state: &Path, now: SystemTime) {
    let files = RealDisk.list(state).unwrap_or_default();
    let is_over = |path: &Path| {
        let modified = fs::metadata(path).and_then(|metadata| metadata.modified());
        modified.is_ok_and(|closed| now.duration_since(closed).is_ok_and(|age| age > MIRROR_KEPT))
    };
    let over: Vec<_> = files
        .iter()
        .filter_map(|path| MirrorFiles::owner(path).filter(|(_, ending)| *ending == "verified" && is_over(path)))
        .map(|(id, _)| id)
        .collect();
    for path in &files {
        // The mark goes last in the order of names, so an interrupted sweep is taken up again.
        if let Some((id, ending)) = MirrorFiles::owner(path)
            && ending != "lock"
            && over.contains(&id)
        {
            // What cannot be removed now is tried again at the next start.
            let _ = RealDisk.remove(path);
        }
    }
}
