//! `chartpaper resume`: a session that was not finished goes on.

use std::io::Write;
use std::path::Path;

use super::arguments::Resume;
use super::progress::Line;
use super::stage;
use super::trouble::Trouble;
use crate::runtime::{self, Options};

/// Runs it on the screen.
pub(super) fn run(arguments: &Resume, out: &mut impl Write) -> Result<(), Trouble> {
    stage::show(&arguments.look, out, |report| {
        let about = arguments.session.as_deref().unwrap_or(Path::new("resume"));
        let mut line = Line::new();
        let launch = runtime::resume(arguments.session.as_deref(), report, &mut |progress| line.tell(progress))
            .map_err(|trouble| stage::refused(trouble, about))?;
        Ok(Some((launch, Options::default())))
    })
}
