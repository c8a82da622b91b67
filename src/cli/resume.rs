//! `chartpaper resume`: a session that was not finished goes on.

use std::io::Write;
use std::path::Path;

use super::arguments::Resume;
use super::progress::Line;
use super::stage;
use super::trouble::Trouble;
use crate::protocol;
use crate::runtime::{self, Launch, Options, Source};

/// Runs it on the screen.
pub(super) fn run(arguments: &Resume, out: &mut impl Write) -> Result<(), Trouble> {
    stage::show(&arguments.look, out, |report| {
        let about = arguments.session.as_deref().unwrap_or(Path::new("resume"));
        let mut line = Line::unless(arguments.look.plain);
        // Data that was named is tried first, then where it was, then the data of the program's own demonstration.
        let named: Vec<Source> = arguments.data.iter().cloned().map(Source::File).collect();
        let data = [named, stage::demonstration(None).data];
        let watched = arguments.watch.as_deref().map(|file| Ok((file, protocol::load(file)?.protocol))).transpose();
        let watched = watched.map_err(|report| Trouble::Refused(vec![report]))?;
        let launch = runtime::resume(arguments.session.as_deref(), &data, report, &mut |progress| line.tell(progress))
            .map_err(|trouble| stage::refused(trouble, about))?;
        let mut options = Options::default();
        if let (Some((file, protocol)), Launch::Ready(opening, ..)) = (watched, &launch) {
            if protocol.id != opening.protocol.id {
                let message =
                    format!("this protocol is \"{}\", the session is on \"{}\"", protocol.id, opening.protocol.id);
                let hint = "name the file of its own protocol, or leave --watch out";
                return Err(Trouble::file(file, "other-protocol", message, hint));
            }
            options = Options { protocol: file.to_string_lossy().into_owned(), watch: true, ..options };
        }
        Ok(Some((launch, options)))
    })
}
