//! Session files that a command reads and leaves as they are.

use std::fs;
use std::path::Path;

use super::trouble::Trouble;
use crate::session::{Reading, Session};

/// The session in a file, and how many of its lines could not be read.
pub(super) fn read(path: &Path) -> Result<(Session, usize), Trouble> {
    let bytes = fs::read(path).map_err(|error| Trouble::unreadable(path, &error))?;
    let reading = Reading::of(&bytes);
    if !reading.is_session() {
        let hint = "sessions have names that end in .session.jsonl";
        return Err(Trouble::file(path, "no-session", "this is not a session file", hint));
    }
    let Some(session) = Session::replay(&reading) else {
        let hint = "take the session up with `chartpaper resume FILE`: it looks for the second copy";
        return Err(Trouble::file(path, "no-header", "the first line of this session is damaged", hint));
    };
    Ok((session, reading.damage.len()))
}
