//! The sessions of this computer, for `resume`, the start screen and what is told across sessions; and mirrors whose time is over.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::copies::{all_mirrors, read};
use super::disk::{Disk as _, RealDisk};
use super::names::{MirrorFiles, Places, SESSION_SUFFIX, shown};
use super::sources;
use crate::session::{Id, Session};

/// How long a mirror is kept after its session was closed and its file read again.
const MIRROR_KEPT: Duration = Duration::from_hours(30 * 24);

/// How many names of files that cannot be read are told.
const NAMED: usize = 3;

/// What was found on this computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The sessions: those that were not left on purpose first, of these and of the others the last one written first.
    pub sessions: Vec<Unfinished>,
    /// Files that are named as sessions and cannot be read as one, nor from a second copy.
    pub unreadable: Vec<PathBuf>,
}

impl Found {
    /// What a list of the sessions has to say of files that it leaves out.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        let mut names: Vec<String> = self.unreadable.iter().take(NAMED).map(|path| shown(path)).collect();
        let more = self.unreadable.len().saturating_sub(NAMED);
        if more > 0 {
            names.push(format!("and {more} more"));
        }
        let names = names.join(", ");
        match self.unreadable.len() {
            0 => None,
            1 => Some(format!("1 file among the sessions is none that can be read: {names}")),
            count => Some(format!("{count} files among the sessions are none that can be read: {names}")),
        }
    }
}

/// A session, as it says of itself.
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
#[must_use]
pub fn find_sessions(places: &Places) -> Found {
    let mirrors = all_mirrors(&RealDisk, &places.state);
    let mut files = RealDisk.list(&places.sessions).unwrap_or_default();
    files.retain(|path| path.to_string_lossy().ends_with(SESSION_SUFFIX));
    let elsewhere: BTreeMap<&Id, PathBuf> =
        mirrors.iter().filter_map(|(id, _)| Some((id, sources::recall(&places.state, id)?.session))).collect();
    files.extend(elsewhere.values().cloned());
    files.sort();
    files.dedup();

    let mut found = BTreeMap::<Id, Unfinished>::new();
    let mut unreadable = Vec::new();
    for path in files {
        match look(&path) {
            Ok(Some(session)) if found.get(&session.id).is_none_or(|known| known.reach < session.reach) => {
                found.insert(session.id.clone(), session);
            }
            // Gone: its mirror, if there is one, stands for it.
            Ok(Some(_)) | Err(ErrorKind::NotFound) => {}
            Ok(None) | Err(_) => unreadable.push(path),
        }
    }
    for (id, path) in &mirrors {
        if let Ok(Some(session)) = look(path) {
            // The session is there although its file is damaged: `resume` finds the one by the other.
            unreadable.retain(|file| elsewhere.get(id) != Some(file));
            match found.get_mut(id) {
                None => drop(found.insert(id.clone(), session)),
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
    Found { sessions, unreadable }
}

/// What a session file says of itself; `None` if it is no session, or one without its first line.
fn look(path: &Path) -> Result<Option<Unfinished>, ErrorKind> {
    let existing = read(&RealDisk, path)?;
    let Some(session) = Session::replay(&existing.reading) else { return Ok(None) };
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
    Ok(Some(unfinished))
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
