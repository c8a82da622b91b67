//! Following a session file that another window writes: it is read again whenever it has changed, and never written.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::{Event, Opening};
use crate::diagnostic::Report;
use crate::protocol;
use crate::session::{Reading, Session};

use super::launch::{Launch, Trouble, name_of};
use super::watch::stamp;

/// How often the file is asked whether it has changed. A comment stands on the second screen before it was read out.
const LOOK_AGAIN: Duration = Duration::from_millis(400);

/// Reads a session and goes on telling `report` what another window adds to it, also after that window was closed and
/// the session taken up again.
///
/// # Errors
/// [`Trouble`] when it is no session, or cannot be read now.
pub fn follow(path: &Path, mut report: impl FnMut(Event) + Send + 'static) -> Result<Launch, Trouble> {
    let mut seen = stamp(path);
    let opening = read(path)?;
    let path: PathBuf = path.to_owned();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(LOOK_AGAIN);
            let now = stamp(&path);
            if now == seen {
                continue;
            }
            seen = now;
            report(Event::Followed(match read(&path) {
                Ok(opening) => Ok(Box::new(opening)),
                Err(_) => Err("the session file cannot be read now; this is how it last stood".to_owned()),
            }));
        }
    });
    Ok(Launch::Following(Box::new(opening)))
}

fn read(path: &Path) -> Result<Opening, Trouble> {
    let refuse = |code, message: &str| {
        let hint = "name the file that the window of the retreat saves in; Ctrl+S tells it there";
        Trouble::from(Report::of_file(&crate::text::sanitise(&path.to_string_lossy()), code, message, hint))
    };
    let bytes = fs::read(path).map_err(|error| refuse("unreadable", &format!("cannot be read: {}", error.kind())))?;
    let reading = Reading::of(&bytes);
    if !reading.is_session() {
        return Err(refuse("no-session", "this is not a session file"));
    }
    let session =
        Session::replay(&reading).ok_or_else(|| refuse("no-header", "the first line of this session is damaged"))?;
    let kept = session.protocol();
    let protocol = protocol::parse_beside(&kept.id, &kept.text, &kept.attached)?.protocol;
    Ok(Opening {
        protocol,
        session,
        // The pictures belong to the first screen, behind its gate.
        admission: None,
        rehearsal: true,
        place: name_of(Some(path)),
        notices: Vec::new(),
        trouble: None,
        resumed: None,
        draft: String::new(),
    })
}
