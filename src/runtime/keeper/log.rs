//! One copy of a session on the disk, held open for appending.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, folder_of, write_all};

/// Why a copy cannot be written, in the words of the screen. Never the system's own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No space, or over a quota.
    #[error("the disk is full")]
    Full,
    /// No right to write there.
    #[error("the folder cannot be written to")]
    ReadOnly,
    /// The folder or the file is not there.
    #[error("the file or its folder is gone")]
    Gone,
    /// What the path leads to is not what was written: a sync client or a person put another file there.
    #[error("another program replaced or changed the file")]
    Replaced,
    /// There is a file of that name.
    #[error("there is a file of that name")]
    Taken,
    /// Anything else.
    #[error("the disk reported an error")]
    Failed,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Gone,
            io::ErrorKind::AlreadyExists => Self::Taken,
            _ => Self::Failed,
        }
    }
}

/// A log held open. After any fault it must be dropped: what a failed fsync has lost, a second one reports as saved.
pub(super) struct Log<D: Disk> {
    path: PathBuf,
    file: D::File,
    /// Bytes that must be in it.
    length: u64,
}

impl<D: Disk> Log<D> {
    /// Creates a log that holds `text`, durable with its name.
    pub(super) fn create(disk: &D, path: &Path, text: &str) -> Result<Self, Fault> {
        let file = disk.create(path)?;
        let mut log = Self { path: path.to_owned(), file, length: 0 };
        match log.fill(disk, text) {
            Ok(()) => Ok(log),
            Err(fault) => {
                log.take_back(disk);
                Err(fault)
            }
        }
    }

    /// Opens a log of which `length` bytes were read, and makes these durable: they may never have been synced.
    pub(super) fn open(disk: &D, path: &Path, length: u64) -> Result<Self, Fault> {
        let mut log = Self { path: path.to_owned(), file: disk.open(path)?, length };
        log.append(disk, "")?;
        Ok(log)
    }

    /// Appends whole lines. When it returns, they are durable and stand in the file that the path leads to.
    pub(super) fn append(&mut self, disk: &D, lines: &str) -> Result<(), Fault> {
        write_all(disk, &mut self.file, lines.as_bytes())?;
        self.length += lines.len() as u64;
        disk.sync(&self.file)?;
        self.check(disk)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn fill(&mut self, disk: &D, text: &str) -> Result<(), Fault> {
        write_all(disk, &mut self.file, text.as_bytes())?;
        self.length = text.len() as u64;
        disk.sync_all(&self.file)?;
        disk.sync_folder(folder_of(&self.path))?;
        self.check(disk)
    }

    /// Whether the path still leads to the file held open, and nobody else wrote to it.
    fn check(&self, disk: &D) -> Result<(), Fault> {
        let open = disk.identity_of(&self.file)?;
        let named = disk.identity(&self.path)?;
        if open == named && open.length == self.length { Ok(()) } else { Err(Fault::Replaced) }
    }

    /// Removes a log that could not be filled: it was created a moment ago and holds nothing that is not elsewhere.
    fn take_back(self, disk: &D) {
        let open = disk.identity_of(&self.file).ok();
        if open.is_some() && open == disk.identity(&self.path).ok() {
            // If it stays, it is a shorter copy, and a reader takes it as one.
            let _ = disk.remove(&self.path);
        }
    }
}
