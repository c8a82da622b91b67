//! `chartpaper demo`: a bundled protocol on made-up data, nothing to prepare.

use std::io::Write;
use std::path::Path;

use super::arguments::Demo;
use super::stage;
use super::trouble::Trouble;
use crate::runtime;

/// Runs it on the screen.
pub(super) fn run(arguments: &Demo, out: &mut impl Write) -> Result<(), Trouble> {
    let options = stage::demonstration(arguments.protocol.as_deref());
    stage::show(&arguments.look, out, |report| {
        let about = Path::new(&options.protocol);
        let launch = runtime::start(&options, report, &mut |_| {}).map_err(|trouble| stage::refused(trouble, about))?;
        Ok(Some((launch, options)))
    })
}
