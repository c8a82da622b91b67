//! `chartpaper resume`: a session that was not finished goes on.

use std::io::Write;
use std::path::Path;

use super::arguments::Resume;
use super::progress::Line;
use super::stage;
use super::trouble::Trouble;
use crate::runtime::{self, Options, Source};

/// Runs it on the screen.
pub(super) fn run(arguments: &Resume, out: &mut impl Write) -> Result<(), Trouble> {
    stage::show(&arguments.look, out, |report| {
        let about = arguments.session.as_deref().unwrap_or(Path::new("resume"));
        let mut line = Line::unless(arguments.look.plain);
        // Data that was named is tried first, then where it was, then the data of the program's own demonstration.
        let named: Vec<Source> = arguments.data.iter().cloned().map(Source::File).collect();
        let data = [named, stage::demonstration(None).data];
        let launch = runtime::resume(arguments.session.as_deref(), &data, report, &mut |progress| line.tell(progress))
            .map_err(|trouble| stage::refused(trouble, about))?;
        Ok(Some((launch, Options::default())))
    })
}
