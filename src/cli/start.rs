//! `chartpaper` alone: the start screen.

use std::io::Write;

use super::look::LookFlags;
use super::stage;
use super::trouble::Trouble;

/// Shows it.
pub(super) fn run(look: &LookFlags, out: &mut impl Write) -> Result<(), Trouble> {
    stage::show(look, out, |_| Ok(None))
}
