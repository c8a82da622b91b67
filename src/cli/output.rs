//! Files that a command was asked to write with `-o`.

use std::io::{self, Write};
use std::path::Path;

use super::trouble::Trouble;
use crate::runtime;
use crate::text::sanitise;

/// Writes a new file, whole or not at all, readable by its owner only, and says so on standard error.
///
/// A file that is there already is never replaced: it may be a data file or a session.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Trouble> {
    if path.symlink_metadata().is_ok() {
        let hint = "name another file, or move this one away";
        return Err(Trouble::file(path, "exists", "this file is there already", hint));
    }
    runtime::write_new(path, text).map_err(|error| unwritable(path, &error))?;
    // The file is there, whether or not anybody can be told.
    let _ = writeln!(io::stderr(), "Written: {}", sanitise(&path.to_string_lossy()));
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Trouble {
    let (message, hint) = match error.kind() {
        io::ErrorKind::NotFound => {
            ("the folder of this file is not there", "make the folder first, or name another one")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            ("this folder may not be written to", "name a file in a folder of yours")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ("the disk is full", "make room, or name a file on another disk")
        }
        _ => ("this file cannot be written", "name a file in another folder"),
    };
    Trouble::file(path, "unwritable", message, hint)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_new_file_is_whole_private_and_alone_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        write_new(&path, "words").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"words");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::MetadataExt::mode(&fs::metadata(&path).unwrap()) & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_is_there_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.csv");
        fs::write(&path, "scores").unwrap();
        assert!(
            matches!(write_new(&path, "report"), Err(Trouble::Refused(reports)) if reports[0].findings[0].code == "exists")
        );
        assert_eq!(fs::read(&path).unwrap(), b"scores");
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let refused = write_new(&folder.path().join("none/report.md"), "words");
        assert!(matches!(refused, Err(Trouble::Refused(reports)) if reports[0].findings[0].code == "unwritable"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
}
