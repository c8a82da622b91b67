//! The key of this installation: makes the fingerprint of data worthless to somebody who holds a copy of the file.

use std::fs;
use std::io::Write;

use super::keeper::Places;

/// The 32 random bytes that this installation made for itself. Where they cannot be kept, fresh ones: then a fingerprint
/// only tells that data changed within one session.
pub(super) fn of_installation(may_write: bool) -> [u8; 32] {
    let mut fresh = [0; 32];
    // Without randomness every fingerprint is keyed with zeros, which is still no plain hash of the file.
    let _ = getrandom::fill(&mut fresh);
    let Some(places) = Places::of_user() else { return fresh };
    let path = places.state.join("installation.key");
    if let Ok(bytes) = fs::read(&path)
        && let Ok(key) = bytes.try_into()
    {
        return key;
    }
    if may_write {
        let _ = keep(&places, &path, &fresh);
    }
    fresh
}

fn keep(places: &Places, path: &std::path::Path, key: &[u8; 32]) -> std::io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        folder.mode(0o700);
        options.mode(0o600);
    }
    folder.recursive(true).create(&places.state)?;
    let mut file = options.write(true).create_new(true).open(path)?;
    file.write_all(key)?;
    file.sync_all()
}
