//! `chartpaper run`: a protocol on somebody's data.

use std::io::Write;
use std::path::Path;

use super::arguments::Run;
use super::progress::Line;
use super::stage;
use super::trouble::Trouble;
use crate::runtime::{self, Options, Source};

/// Runs it on the screen.
pub(super) fn run(arguments: &Run, out: &mut impl Write) -> Result<(), Trouble> {
    let options = Options {
        protocol: arguments.protocol.clone(),
        data: arguments.data.iter().cloned().map(Source::File).collect(),
        session: arguments.session.clone(),
        rehearse: arguments.rehearse,
        after: arguments.after.clone(),
        first: arguments.first,
        watch: arguments.watch,
    };
    stage::show(&arguments.look, out, |report| {
        let about = arguments.session.as_deref().unwrap_or(Path::new(&arguments.protocol));
        let mut line = Line::unless(arguments.look.plain);
        let launch = runtime::start(&options, report, &mut |progress| line.tell(progress))
            .map_err(|trouble| stage::refused(trouble, about))?;
        Ok(Some((launch, options)))
    })
}
