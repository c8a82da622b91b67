//! `chartpaper rows`, only in builds with the feature `rows`: the records of a file as read, so that suites for parsers can be scored.

use std::io::{self, IsTerminal, Write};

use super::arguments::Rows;
use super::trouble::Trouble;
use crate::records::{self, Unwritten};

/// Writes the records as standard CSV, to a pipe or a file only: a screen may have onlookers.
pub(super) fn run(arguments: &Rows, out: &mut impl Write) -> Result<(), Trouble> {
    if io::stdout().is_terminal() {
        let message = "records are not shown on a screen".to_owned();
        return Err(Trouble::Usage { message, hint: "send them into a pipe or a file".to_owned() });
    }
    records::rows(&arguments.data, out).map_err(|unwritten| match unwritten {
        Unwritten::Refused(report) => Trouble::Refused(vec![report]),
        Unwritten::Output(error) => error.into(),
    })
}
