//! `chartpaper report`: what was said and decided, from session files in any state.

use std::io::Write;
use std::path::Path;

use super::arguments::{Report, ReportFormat};
use super::trouble::Trouble;
use super::{output, past};
use crate::protocol::{self, Protocol};
use crate::records::{self, Admission};
use crate::report::{self, Retreat};
use crate::session::{ProtocolText, Session};

/// A session file with all that a report needs of it.
struct Found {
    session: Session,
    protocol: Protocol,
    views: Option<Admission>,
    unreadable: usize,
}

/// Writes the report on all sessions.
pub(super) fn run(arguments: &Report, out: &mut impl Write) -> Result<(), Trouble> {
    let found = arguments.sessions.iter().map(|path| find(path)).collect::<Result<Vec<_>, _>>()?;
    let retreats: Vec<_> = found.iter().map(Found::retreat).collect();
    let text = match arguments.format {
        ReportFormat::Md => report::markdown(&retreats),
        ReportFormat::Html => report::html(&retreats),
        ReportFormat::Csv => report::csv(&retreats),
        ReportFormat::Json => report::json(&retreats),
    };
    match &arguments.output {
        Some(path) => output::write_new(path, &text),
        None => Ok(out.write_all(text.as_bytes())?),
    }
}

impl Found {
    fn retreat(&self) -> Retreat<'_> {
        let header = self.session.header();
        Retreat {
            title: &header.title,
            date: &header.date,
            unreadable: self.unreadable,
            protocol: &self.protocol,
            state: self.session.state(),
            views: self.views.as_ref(),
            carried: header.carried.as_ref(),
        }
    }
}

fn find(path: &Path) -> Result<Found, Trouble> {
    let (session, unreadable) = past::read(path)?;
    let views = match &session.header().views {
        Some(stored) => Some(records::reopen(stored).map_err(|_| {
            let hint = "take the session up with `chartpaper resume FILE`";
            Trouble::file(path, "no-views", "the pictures in this session cannot be read", hint)
        })?),
        None => None,
    };
    let protocol = as_it_was(session.protocol());
    Ok(Found { session, protocol, views, unreadable })
}

/// The protocol that the session keeps. If this version cannot read it, one without steps: then the report still tells
/// everything that was said, by the ids of the steps.
fn as_it_was(kept: &ProtocolText) -> Protocol {
    match protocol::parse_beside(&kept.id, &kept.text, &kept.attached) {
        Ok(parsed) => parsed.protocol,
        Err(_) => Protocol::empty(kept.id.as_str(), kept.title.as_str()),
    }
}
