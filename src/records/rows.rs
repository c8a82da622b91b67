//! The records of a file as read: only in builds with the feature `rows`, which no release has.

use std::io::{self, Write};
use std::path::Path;

use crate::diagnostic::Report;

use super::intake::{self, Stated, raw};

/// Why the records were not written.
#[derive(Debug)]
pub enum Unwritten {
    /// The file cannot be read.
    Refused(Report),
    /// The records cannot be written.
    Output(io::Error),
}

/// Writes the records of a file as standard CSV, the header row included if there is one. An empty file has no record.
///
/// # Errors
/// When the file cannot be read at all or the output cannot be written.
pub fn rows(path: &Path, out: &mut impl Write) -> Result<(), Unwritten> {
    let opened = intake::open(path, &Stated::default()).map_err(Unwritten::Refused)?;
    let text = raw::text(&opened).map_err(Unwritten::Refused)?;
    raw::write(&opened, &text, out).map_err(Unwritten::Output)
}
