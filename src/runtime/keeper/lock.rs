//! Only one program writes a session: a lock beside the session file and one beside the mirror.
//!
//! The system's own locks, which go with the process however it ends; a lock file's age means nothing. They do not reach
//! across a sync folder: there the numbers of the entries tell copies apart.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{Disk as _, RealDisk};
use crate::text::sanitise;

/// How often a lock file that vanished between opening and locking is made anew.
const TRIES: usize = 8;

/// Most bytes that are read of a lock file.
const NOTE_LIMIT: u64 = 512;

/// Who holds a session; no name of a user or a computer. Both are unknown where the system lets nobody read a locked file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Number of the process.
    pub pid: Option<u32>,
    /// Local day and time, `2026-03-02 14:05`.
    pub since: Option<String>,
}

/// Why there is no lock.
#[derive(Debug)]
pub(super) enum Refused {
    /// Another program has it.
    Held(Holder),
    /// The file cannot be made: a folder without a right to write, a file system without locks.
    Impossible,
}

/// A lock that is held until it is dropped or released.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock, and writes into its file who has it.
    pub(super) fn take(path: &Path) -> Result<Self, Refused> {
        for _ in 0..TRIES {
            let mut options = OpenOptions::new();
            // Windows can only lock what is opened for reading as well.
            options.read(true).write(true).create(true).truncate(false);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path).map_err(|_| Refused::Impossible)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Refused::Held(read_note(&mut file))),
                Err(TryLockError::Error(_)) => return Err(Refused::Impossible),
            }
            // Whoever had it may have removed the file between our opening it and locking it: then we hold nothing.
            let held = RealDisk.identity_of(&file).ok();
            if held.is_some() && held == RealDisk.identity(path).ok() {
                // Without the note the lock holds as well.
                let _ = write_note(&mut file);
                return Ok(Self { path: path.to_owned(), file });
            }
        }
        Err(Refused::Impossible)
    }

    /// Removes the lock file, if it is still the one that is held, and lets go.
    pub(super) fn release(self) {
        // Safe only because `take` looks again after locking; where a file is not removed at once (Windows) it stays.
        if cfg!(unix) {
            let held = RealDisk.identity_of(&self.file).ok();
            if held.is_some() && held == RealDisk.identity(&self.path).ok() {
                let _ = RealDisk.remove(&self.path);
            }
        }
    }
}

fn write_note(file: &mut File) -> io::Result<()> {
    let since = jiff::Zoned::now().strftime("%Y-%m-%d %H:%M").to_string();
    let holder = Holder { pid: Some(std::process::id()), since: Some(since) };
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(&serde_json::to_vec(&holder)?)
}

fn read_note(file: &mut File) -> Holder {
    let mut note = Vec::new();
    let read = file.take(NOTE_LIMIT).read_to_end(&mut note);
    let holder = read.ok().and_then(|_| serde_json::from_slice::<Holder>(&note).ok()).unwrap_or_default();
    Holder { since: holder.since.map(|since| sanitise(&since).chars().take(20).collect()), ..holder }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_one_learns_who_has_it_and_takes_it_when_it_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let lock = Lock::take(&path).unwrap();
        let Err(Refused::Held(holder)) = Lock::take(&path) else { panic!("taken twice") };
        assert_eq!(holder.pid, Some(std::process::id()));
        assert!(holder.since.is_some_and(|since| since.len() == 16));
        lock.release();
        assert!(!path.exists() || cfg!(windows));
        let again = Lock::take(&path).unwrap();
        drop(again);
        assert!(path.exists(), "a lock that was not released leaves its file");
        assert!(Lock::take(&path).is_ok(), "and the file alone locks nothing");
    }

    #[test]
    fn a_lock_on_a_removed_file_is_not_mistaken_for_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let old = Lock::take(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let new = Lock::take(&path).unwrap();
        old.release();
        assert!(path.exists(), "the file of the new lock stays");
        assert!(matches!(Lock::take(&path), Err(Refused::Held(_))));
        drop(new);
    }

    #[test]
    fn a_note_that_is_no_note_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        std::fs::write(&path, "\u{1b}[31m not json").unwrap();
        let _lock = Lock::take(&path).unwrap();
        assert!(matches!(Lock::take(&path), Err(Refused::Held(Holder { pid: Some(_), .. }))));
        assert!(matches!(Lock::take(&folder.path().join("none/a.lock")), Err(Refused::Impossible)));
    }
}
