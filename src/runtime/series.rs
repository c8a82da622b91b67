//! Earlier sessions, read to be followed up: from named files, or the newest of the same series in the user's folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::Report;
use crate::protocol::{self, Protocol};
use crate::session::{self, Carried, Meeting, Reading, Session};

use super::keeper::{self, Places};
use super::launch::Trouble;

/// Reads sessions, in the order in which they followed one another.
///
/// # Errors
/// [`Trouble`] when a file is no session, or its protocol cannot be read any more.
pub fn meetings(paths: &[PathBuf]) -> Result<Vec<Meeting>, Trouble> {
    let mut meetings = paths.iter().map(|path| meeting(path)).collect::<Result<Vec<_>, _>>()?;
    session::in_order(&mut meetings);
    Ok(meetings)
}

/// All sessions in the user's folder that can be read, in the order in which they followed one another; and what is to be
/// said of files that are left out.
#[must_use]
pub fn kept_meetings() -> (Vec<Meeting>, Option<String>) {
    Places::of_user().map(|places| kept_in(&places)).unwrap_or_default()
}

fn kept_in(places: &Places) -> (Vec<Meeting>, Option<String>) {
    let mut found = keeper::find_sessions(places);
    let mut meetings = Vec::new();
    for session in std::mem::take(&mut found.sessions) {
        match meeting(&session.path) {
            Ok(meeting) => meetings.push(meeting),
            Err(_) => found.unreadable.push(session.path),
        }
    }
    session::in_order(&mut meetings);
    (meetings, found.left_out())
}

fn meeting(path: &Path) -> Result<Meeting, Trouble> {
    let name = path.to_string_lossy();
    let refuse = |code, message: &str, hint: &str| Trouble::from(Report::of_file(&name, code, message, hint));
    let bytes = fs::read(path).map_err(|error| {
        let message = format!("this file cannot be read: {}", error.kind());
        refuse("unreadable", &message, "check the name; sessions end in .session.jsonl")
    })?;
    let reading = Reading::of(&bytes);
    let Some(session) = Session::replay(&reading) else {
        return Err(refuse("no-session", "this is not a session file", "sessions end in .session.jsonl"));
    };
    let kept = session.protocol();
    let parsed = protocol::parse_beside(&kept.id, &kept.text, &kept.attached).map_err(|_| {
        refuse("no-protocol", "the protocol in this session cannot be read", "resume it with the version that wrote it")
    })?;
    Ok(Meeting { protocol: parsed.protocol, session })
}

/// What a session on `protocol` is given: of the sessions that were named, else of the newest one of the same series. Among
/// the notices: which files could not be asked.
///
/// # Errors
/// [`Trouble`] when a file that was named cannot be used.
pub(super) fn carried(
    protocol: &Protocol,
    after: &[PathBuf],
    places: Option<&Places>,
    notices: &mut Vec<String>,
) -> Result<Option<Carried>, Trouble> {
    if !after.is_empty() {
        return Ok(Some(session::carry(protocol, &meetings(after)?)));
    }
    let Some((series, places)) = protocol.series.as_ref().zip(places) else { return Ok(None) };
    let same = |meeting: &Meeting| meeting.protocol.series.as_ref().is_some_and(|other| other.key == series.key);
    let (earlier, left_out) = kept_in(places);
    notices.extend(left_out);
    // What the one before the newest left open, the newest carries itself.
    Ok(earlier.into_iter().rfind(same).map(|newest| session::carry(protocol, &[newest])))
}
