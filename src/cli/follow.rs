//! `chartpaper follow`: the facilitator's second screen.

use std::io::Write;

use super::arguments::Follow;
use super::stage;
use super::trouble::Trouble;
use crate::runtime::{self, Options};

/// Shows it until it is closed.
pub(super) fn run(arguments: &Follow, out: &mut impl Write) -> Result<(), Trouble> {
    stage::show(&arguments.look, out, |report| {
        let launch = runtime::follow(&arguments.session, report)
            .map_err(|trouble| stage::refused(trouble, &arguments.session))?;
        Ok(Some((launch, Options::default())))
    })
}
