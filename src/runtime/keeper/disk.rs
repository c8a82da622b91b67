//! The file system as the keeper uses it: few calls, so that a test can put a disk that fails in its place.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Which file it is, and how long: what a path leads to is compared with what is held open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    /// The device; 0 where the system has no stable way to tell.
    pub(super) device: u64,
    /// The inode; on Windows the time it was created.
    pub(super) file: u64,
    /// In bytes.
    pub(super) length: u64,
}

/// The calls that the keeper makes. Files are only ever appended to; the two small ones in the state directory (draft,
/// sources) are replaced whole.
pub(super) trait Disk: Send + 'static {
    /// A file held open for appending.
    type File: Send;

    /// Creates a folder and those above it, for the user alone.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Creates a file for the user alone; an error if there is one.
    fn create(&self, path: &Path) -> io::Result<Self::File>;
    /// Opens a file that exists for appending.
    fn open(&self, path: &Path) -> io::Result<Self::File>;
    /// All bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// The files of a folder, sorted.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Puts a file in the place of another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// What a path leads to now.
    fn identity(&self, path: &Path) -> io::Result<Identity>;
    /// What is held open.
    fn identity_of(&self, file: &Self::File) -> io::Result<Identity>;
    /// Appends some of the bytes, as many as the system takes at once.
    fn write(&self, file: &mut Self::File, bytes: &[u8]) -> io::Result<usize>;
    /// Makes the bytes of a file durable.
    fn sync(&self, file: &Self::File) -> io::Result<()>;
    /// Makes the bytes and all properties of a file durable.
    fn sync_all(&self, file: &Self::File) -> io::Result<()>;
}

/// Puts `bytes` in the place of a small file: written beside it, synced, renamed. A crash leaves the old or the new one.
pub(super) fn replace<D: Disk>(disk: &D, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    match disk.remove(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = disk.create(&beside)?;
    write_all(disk, &mut file, bytes)?;
    disk.sync_all(&file)?;
    disk.rename(&beside, path)?;
    disk.sync_folder(folder_of(path))
}

/// Writes all bytes, however few the system takes at once.
pub(super) fn write_all<D: Disk>(disk: &D, file: &mut D::File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match disk.write(file, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The folder that a file stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The real one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RealDisk;

impl Disk for RealDisk {
    type File = File;

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.append(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path)
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().append(true).open(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut paths: Vec<_> = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        Ok(paths)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        // Windows has no such call; its file systems journal names themselves.
        Ok(())
    }

    fn identity(&self, path: &Path) -> io::Result<Identity> {
        fs::metadata(path).map(|metadata| identity(&metadata))
    }

    fn identity_of(&self, file: &File) -> io::Result<Identity> {
        file.metadata().map(|metadata| identity(&metadata))
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        file.write(bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    fn sync_all(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }
}

#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    Identity { device: metadata.dev(), file: metadata.ino(), length: metadata.len() }
}

#[cfg(windows)]
fn identity(metadata: &fs::Metadata) -> Identity {
    use std::os::windows::fs::MetadataExt as _;
    Identity { device: 0, file: metadata.creation_time(), length: metadata.len() }
}

#[cfg(not(any(unix, windows)))]
fn identity(metadata: &fs::Metadata) -> Identity {
    Identity { device: 0, file: 0, length: metadata.len() }
}
