//! Files that a command was asked to write with `-o`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::trouble::Trouble;
use crate::text::sanitise;

/// Writes a new file, whole or not at all, readable by its owner only.
///
/// The bytes go to a temporary file in the same folder, are synced, and get their name last. A file that is there already
/// is never replaced: it may be a data file or a session. Says on standard error what was written.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    if path.symlink_metadata().is_ok() {
        return Err(Trouble::file(
            path,
            "exists",
            "this file is there already",
            "name another file, or move this one away",
        ));
    }
    let temporary = temporary(path);
    let written = write_synced(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if let Err(error) = written {
        // What is left of the temporary file is of no use to anybody; that it cannot be removed is no second problem to tell.
        let _ = fs::remove_file(&temporary);
        return Err(unwritable(path, &error));
    }
    sync_folder(path);
    // The file is there, whether or not anybody can be told.
    let _ = writeln!(io::stderr(), "Written: {}", sanitise(&path.to_string_lossy()));
    Ok(())
}

fn temporary(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the new name durable where the system can do that; the file itself already is.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
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
    use super::*;

    #[test]
    fn a_new_file_is_whole_private_and_alone_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        write_new(&path, b"words").unwrap();
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
            matches!(write_new(&path, b"report"), Err(Trouble::Refused(reports)) if reports[0].findings[0].code == "exists")
        );
        assert_eq!(fs::read(&path).unwrap(), b"scores");
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let refused = write_new(&folder.path().join("none/report.md"), b"words");
        assert!(matches!(refused, Err(Trouble::Refused(reports)) if reports[0].findings[0].code == "unwritable"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
}
