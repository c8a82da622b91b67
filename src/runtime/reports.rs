//! Files that people take away: written whole or not at all, readable by their owner only.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes `text` to `path` through a new file in the same folder, so that a reader sees the old text or the new one.
///
/// # Errors
/// What the disk says.
pub fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let passing = folder.join(format!(".{name}.{}.part", std::process::id()));
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options.write(true).create(true).truncate(true).open(&passing).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&passing, path)
    });
    if written.is_err() {
        // What is left of it is of no use; if even this fails, the error below is the one to tell.
        let _ = fs::remove_file(&passing);
    }
    written
}

/// The report of a session file: the same name beside it, ending in `.md`.
pub(super) fn beside(session: &Path) -> std::path::PathBuf {
    let name = session.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.strip_suffix(super::keeper::SESSION_SUFFIX).or(name.strip_suffix(".jsonl")).unwrap_or(&name);
    session.with_file_name(format!("{stem}.report.md"))
}
